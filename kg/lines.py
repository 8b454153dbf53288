"""A text comes in, the spans of its lines go out: trimmed, and joined where a page was wrapped at a fixed width."""

from __future__ import annotations

import re
from itertools import pairwise

Span = tuple[int, int]

LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
# White space, controls and characters without width, which may stand at the ends of a line but never of a block
EDGES = "".join(map(chr, range(33))) + (
    "\x7f\xa0\xad\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d"
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u2066\u2067\u2068\u2069\u3000\ufeff\ufffe\uffff"
)
BLANK_LINE = re.compile(r"\n[^\S\n]*\n|\r\n?[^\S\n\r]*\r|\f|\u2029")
FINAL = tuple('.!?…:;”"')
ITEM = re.compile(r"[-–—•*+]\s|\w{1,3}[.)]")  # of a list, which begins a line of its own
WRAPPED = 3  # lines that go on in small letters before a text counts as wrapped
FULL = 0.7  # of the common width: a shorter line ends its paragraph


def lines(text: str) -> list[Span]:
    """The lines of `text` that hold something, without white space at their ends; wrapped lines are joined."""
    spans = [trim(text, match.start(), match.end()) for match in LINE.finditer(text)]
    spans = [span for span in spans if span[0] < span[1]]
    widths = sorted(line[1] - line[0] for line, after in pairwise(spans) if _goes_on(text, line, after))
    return _joined(text, spans, widths[len(widths) // 2]) if len(widths) >= WRAPPED else spans


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space and characters without width at its ends."""
    line = text[start:end]
    kept = line.lstrip(EDGES)
    start += len(line) - len(kept)
    return start, start + len(kept.rstrip(EDGES))


def _goes_on(text: str, line: Span, after: Span) -> bool:
    """Whether a sentence runs over the end of `line` into the line right below."""
    return (
        text[after[0]].islower()
        and not text.startswith(("more(", "http"), after[0])
        and not text.endswith(FINAL, *line)
        and _follows(text, line, after)
    )


def _follows(text: str, line: Span, after: Span) -> bool:
    """Whether no blank line stands between the two, and the second is no item of a list."""
    return BLANK_LINE.search(text, line[1], after[0]) is None and ITEM.match(text, *after) is None


def _joined(text: str, spans: list[Span], width: int) -> list[Span]:
    """A line as good as full and the line right below it are one."""
    joined = spans[:1]
    for before, span in pairwise(spans):
        if before[1] - before[0] > FULL * width and _follows(text, before, span):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined
