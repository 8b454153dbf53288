"""A text and its labels in, lines out with the labels under the words, as a terminal of some width shows them."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from kg.model import Document
from kg.show.labelling import Label
from kg.text import printable

_NARROW = 36  # columns that a label gets at least, even where its words stand at the end of a line


def drawn(doc: Document, labels: Sequence[Label], *, width: int) -> Iterator[str]:
    """The lines of each block, and under each the marks and labels of what begins in it, layer by layer."""
    for block in doc.blocks:
        yield f"[{block.kind}]"
        for start, end in _lines(doc.text, block.start, block.end, width):
            yield printable(doc.text[start:end]).rstrip()
            for layer in sorted({label.layer for label in labels}):
                here = [n for n in labels if n.layer == layer and n.start < end and start < n.end]
                yield from _under(doc.text, start, end, here, width)
        yield ""


def columns(text: str) -> int:
    """How many columns a terminal gives to a text: none to marks, two to East Asian characters."""
    return sum(map(_columns_of, printable(text)))


def _columns_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _lines(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """text[start:end] cut into lines of at most `width` columns, at white space where there is any."""
    begin, used = start, 0
    for word in re.finditer(rf"\n+|[^\s]{{1,{width}}}[^\S\n]*|[^\S\n]+", text[start:end]):
        at, size = start + word.start(), columns(word[0].rstrip())
        if word[0].startswith("\n") or used + size > width:
            if at > begin:
                yield begin, at
            begin, used = start + word.end() if word[0].startswith("\n") else at, 0
        if not word[0].startswith("\n"):
            used += columns(word[0])
    if end > begin:
        yield begin, end


def _under(text: str, start: int, end: int, labels: Sequence[Label], width: int) -> Iterator[str]:
    """The line of marks under a line, "^" where a mention begins and "~" where it goes on, then its labels."""
    marks = [" "] * (width + 1)
    placed: list[tuple[int, str]] = []
    for label in labels:
        first = columns(text[start : max(label.start, start)])
        last = columns(text[start : min(label.end, end)].rstrip())
        marks[first:last] = "~" * (last - first)
        if label.start >= start:
            marks[first] = "^"
            placed.append((first, printable(label.text)))
    if labels:
        yield "".join(marks).rstrip()
        yield from _stacked(placed, width)


def _stacked(placed: Iterable[tuple[int, str]], width: int) -> list[str]:
    """Rows that hold each label at its column, or further left where the page ends; none runs into another."""
    rows: list[str] = []
    for column, text in placed:
        left = min(column, max(0, width - min(columns(text), _NARROW)))
        pieces = textwrap.wrap(text, width - left, break_on_hyphens=False)
        top = next(r for r in count() if all(_is_free(rows, r + k, left) for k in range(len(pieces))))
        rows += [""] * (top + len(pieces) - len(rows))
        for k, piece in enumerate(pieces, top):
            rows[k] += " " * (left - columns(rows[k])) + piece
    return rows


def _is_free(rows: Sequence[str], row: int, column: int) -> bool:
    return row >= len(rows) or not rows[row] or columns(rows[row]) < column
