"""The text of an article comes in, its blocks (title, dateline, paragraph, caption, byline, furniture) go out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kg.captions import SENTENCE_END, with_captions
from kg.layout_rules import Rule, rules
from kg.lines import Span, lines, trim
from kg.model import Block

DAY_MONTH_YEAR = re.compile(r"(\d{1,2})(?:[/.-]| tháng | Th(?=\d))(\d{1,2})(?:[/.-]|, | năm | )(\d{4})", re.IGNORECASE)
YEAR_MONTH_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_DAY_YEAR = re.compile(rf"({'|'.join(MONTHS)})[a-z]* (\d{{1,2}}), (\d{{4}})")
HEADING_MARKS = re.compile(r"#{1,6}\s+")  # of Markdown
SHORT = 300  # characters; a longer line is a paragraph
HEADLINE = 250
LEAD = 120  # characters in which a dateline before the text ends
EDGE = 3  # lines after the title, and before the end, where a pen name may stand
TAIL = 90  # characters of a pen name at the end of the last paragraph


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a text in their order, and what datelines and bylines say."""

    blocks: tuple[Block, ...]
    published: date | None = None
    publisher: str | None = None
    author: str | None = None


def lay_out(text: str, *, title: str = "") -> Layout:
    """Splits `text` into blocks that do not overlap; offsets count code points, no block has white space at its ends.

    `title` is how the text begins, where that is known to be its title; else the first line is one if it looks so.
    """
    spans = lines(text)
    blocks = list(_blocks(text, spans, _title(text, spans, title)))
    blocks = _with_last_byline(text, _without_other_news(text, blocks))
    return Layout(tuple(blocks), _published(text, blocks), _publisher(text, blocks), _author(text, blocks))


def _title(text: str, spans: list[Span], title: str) -> int:
    """The index of the line that is the title, or -1: the first line but for stamps and furniture above it."""
    if title:
        return 0
    for index, span in enumerate(spans[:EDGE]):
        rule = _rule(text, span, "line")
        if rule is None or rule.kind == "caption":
            return index if _is_headline(text, span, is_all=len(spans) == 1) else -1
    return -1


def _is_headline(text: str, span: Span, *, is_all: bool) -> bool:
    """Whether a line is short and no sentence; two sentences that are all of a text are its body."""
    line = text[slice(*span)]
    is_sentence = line.endswith((".", ":", ";")) and not line.endswith("..")
    if len(line) > HEADLINE or is_sentence or _lead(text, span) is not None:
        return False
    return not (is_all and SENTENCE_END.search(line))


def _blocks(text: str, spans: list[Span], title: int) -> Iterator[Block]:
    for index, (start, end) in enumerate(spans):
        if mark := HEADING_MARKS.match(text, start, end):
            start = mark.end()
        if index == title:
            yield Block("title", start, end)
        elif end - start > SHORT:
            yield from _paragraph(text, (start, end), is_head=index <= title + EDGE)
        elif _is_repeated(text, spans, index, title):
            yield Block("furniture", start, end)
        elif rule := _rule(text, (start, end), *_places(index, title, len(spans))):
            yield Block(rule.kind, start, end)
        else:
            yield from _paragraph(text, (start, end), is_head=index <= title + EDGE)


def _places(index: int, title: int, count: int) -> tuple[str, ...]:
    """Where line rules may apply to a line, see ontology/rules/layout.toml."""
    inner = ("inner",) if index > title + 1 else ()
    edge = ("edge",) if title < index <= title + EDGE or index >= count - EDGE - 1 else ()
    return ("line", *inner, *edge)


def _rule(text: str, span: Span, *places: str) -> Rule | None:
    if span[1] - span[0] > SHORT:
        return None
    return next((rule for rule in rules(*places) if rule.match(text, *span)), None)


def _is_repeated(text: str, spans: list[Span], index: int, title: int) -> bool:
    """A line that says again what the line above it, or the title, says."""
    line = text[slice(*spans[index])]
    return any(line == text[slice(*spans[other])] for other in {index - 1, title} if 0 <= other < index)


def _paragraph(text: str, span: Span, *, is_head: bool) -> list[Block]:
    start, end = span
    blocks: list[Block] = []
    may_lead = is_head or text.startswith(("(", "more("), start)
    if may_lead and (lead := _lead(text, span)):
        rule, match = lead
        blocks += [Block(rule.kind, *trim(text, start, match.end()))] if rule.kind else []
        start = match.end()
    return blocks + with_captions(text, start, end)


def _lead(text: str, span: Span) -> tuple[Rule, re.Match[str]] | None:
    """The rule for what stands before the text of a line, and its match."""
    start, end = span
    matches = ((rule, rule.match(text, start, min(end, start + LEAD))) for rule in rules("lead"))
    return next(((rule, match) for rule, match in matches if match), None)


def _without_other_news(text: str, blocks: list[Block]) -> list[Block]:
    """What follows "Tin cùng chuyên mục" without the end of a sentence are headlines of other articles."""
    furniture = [i for i, block in enumerate(blocks) if block.kind == "furniture" and i > len(blocks) // 2]
    starts = [i for i in furniture if (rule := _rule(text, _span(blocks[i]), "line")) and rule.name == "other-news"]
    rest = blocks[starts[0] + 1 :] if starts else []
    if not rest or any(text[block.end - 1] in ".…" for block in rest):
        return blocks
    return blocks[: starts[0] + 1] + [Block("furniture", block.start, block.end) for block in rest]


def _with_last_byline(text: str, blocks: list[Block]) -> list[Block]:
    """Takes a pen name off the end of the last paragraph, where no line has given one after it."""
    index = max((i for i, block in enumerate(blocks) if block.kind == "paragraph"), default=-1)
    if index < 0 or any(block.kind == "byline" for block in blocks[index:]):
        return blocks
    block = blocks[index]
    after_caption = index > 0 and blocks[index - 1].kind == "caption"
    ends = [match.end() for match in SENTENCE_END.finditer(text, max(block.start, block.end - TAIL), block.end)]
    for at in (block.start, *ends) if after_caption else ends:
        start, _ = trim(text, at, block.end)
        if any(rule.match(text, start, block.end) for rule in rules("tail")):
            paragraph = [Block("paragraph", block.start, at)] if at > block.start else []
            return [*blocks[:index], *paragraph, Block("byline", start, block.end), *blocks[index + 1 :]]
    return blocks


def _span(block: Block) -> Span:
    return block.start, block.end


def _published(text: str, blocks: list[Block]) -> date | None:
    """The first full and possible date in a dateline."""
    stamps = (text[slice(*_span(block))] for block in blocks if block.kind == "dateline")
    return next((found for stamp in stamps if (found := _date(stamp))), None)


def _date(stamp: str) -> date | None:
    if match := YEAR_MONTH_DAY.search(stamp):
        year, month, day = map(int, match.groups())
    elif match := DAY_MONTH_YEAR.search(stamp):
        day, month, year = map(int, match.groups())
    elif match := MONTH_DAY_YEAR.search(stamp):
        month, day, year = MONTHS.index(match[1]) + 1, int(match[2]), int(match[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _publisher(text: str, blocks: list[Block]) -> str | None:
    """The portal or paper that the first dateline before a text names."""
    leads = (_lead(text, (block.start, len(text))) for block in blocks if block.kind == "dateline")
    return _first_named("publisher", (lead[1] for lead in leads if lead))


def _author(text: str, blocks: list[Block]) -> str | None:
    """The name in the last byline that has one."""
    spans = (_span(block) for block in reversed(blocks) if block.kind == "byline")
    matches = (next(filter(None, (rule.match(text, *span) for rule in rules("edge", "tail"))), None) for span in spans)
    return _first_named("author", filter(None, matches))


def _first_named(group: str, matches: Iterable[re.Match[str]]) -> str | None:
    """The first value that a match gives for the named group."""
    return next(filter(None, (match.groupdict().get(group) for match in matches)), None)
