"""A long line comes in, its paragraphs and the photo captions that ran into them go out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.layout_rules import rules
from kg.lines import Span, trim
from kg.model import Block

# "Ảnh: ", "(ảnh: "; not "Trong ảnh: ", "hình ảnh: " or "Bài, Ảnh: ". It begins with its rarest letter, for speed
CREDIT = re.compile(r"[Ảả](?:nh|NH)(?<!, .nh)(?<!và .nh)(?<![^(\[]ảnh)(?: minh h[oọ]a| tư liệu)? ?: ?")
BRACKET = re.compile(r"[^()\[\]]{1,80}[)\]]\.?")
# The end of a sentence; not of "TP.", "ThS.", "N.", nor within "31.3.2025"
SENTENCE_END = re.compile(
    r"(?<![.!?…])(?<!\bTP)(?<!\bTS)(?<!\bGS)(?<!\bTh\.S)(?<!\bThS)(?<!\b[^\W\d])[.!?…]+[”\"’')\]]*(?=\s)"
)
LONGEST = 320  # characters of a caption; what is longer has lost its beginning


def with_captions(text: str, start: int, end: int) -> list[Block]:
    """text[start:end] as paragraphs and captions in turn."""
    blocks: list[Block] = []
    for caption in _captions(text, start, end):
        blocks += _paragraph(text, start, caption[0])
        blocks.append(Block("caption", *caption))
        start = caption[1]
    return blocks + _paragraph(text, start, end)


def _paragraph(text: str, start: int, end: int) -> list[Block]:
    start, end = trim(text, start, end)
    return [Block("paragraph", start, end)] if start < end else []


def _captions(text: str, start: int, end: int) -> Iterator[Span]:
    for match in CREDIT.finditer(text, start, end):
        opening = match.start() - (text[match.start() - 1 : match.start()] in ("(", "["))
        after = _credit_end(text, match.end(), end, is_bracketed=opening < match.start())
        if opening >= start and after > match.end():
            yield trim(text, _beginning(text, start, opening), after)
            start = after


def _credit_end(text: str, start: int, end: int, *, is_bracketed: bool) -> int:
    """Where the photographer's name that begins at `start` ends; `start` if no name is there."""
    if is_bracketed:
        inside = BRACKET.match(text, start, end)
        return inside.end() if inside else start
    found = (rule.match(text, start, end) for rule in rules("credit"))
    return next((name.end() for name in found if name), start)


def _beginning(text: str, start: int, credit: int) -> int:
    """The start of the sentence that ends with the credit; the credit itself where that is too far away."""
    before = trim(text, start, credit)[1]
    floor = max(start, before - LONGEST)
    for match in reversed(list(SENTENCE_END.finditer(text, floor, before))):
        next_start = trim(text, match.end(), before)[0]
        if next_start < before and not text[next_start].islower():
            return next_start
    return start if floor == start else credit
