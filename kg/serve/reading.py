"""An article and, where it is at hand, its text in; the text with its passages marked, and what was understood there, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.serve.catalogue import Quote
from kg.serve.filters import View
from kg.serve.site import Site

_STATEMENTS = ("directive", "speech", "tenure", "figure")
_THINGS = ("initiative", "document", "event", "person", "state", "party", "organisation", "province", "place")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `node` is the thing that it names, or ""."""

    text: str
    node: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What was understood in a passage: a statement or a thing, how sure (0..1), by which rules."""

    node: str
    confidence: float
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A numbered stretch of the text, the fragments that point at it, and its notes; `strongest` is the chief kind."""

    number: int
    anchors: tuple[str, ...]
    pieces: tuple[Piece, ...]
    statements: tuple[Note, ...]
    things: tuple[Note, ...]
    strongest: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as pieces of plain text and passages in turn; `is_whole` tells that nothing of the text is missing."""

    parts: tuple[str | Passage, ...]
    is_whole: bool

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages alone."""
        return tuple(part for part in self.parts if isinstance(part, Passage))


def read(site: Site, article: str, view: View) -> Reading:
    """The article's text with what was understood in it; put together from the quotes where the text is not at hand.

    The view may ask for a confidence, and for one kind: of statements, or "thing" for what is only named.
    """
    pairs = [pair for pair in site.told.of_article.get(article, ()) if _is_wanted(site, *pair, view)]
    text = site.texts.of(site.told, article)
    parts: list[str | Passage] = []
    headline = site.told.label(article)
    at = len(headline) if text and text.startswith(headline) else 0  # it stands above the text anyway
    at = min(at, pairs[0][0].start) if pairs else at
    for number, (start, end, told) in enumerate(_clusters(pairs), 1):
        words = text[start:end] if text is not None else _joined(start, end, [quote for quote, _ in told])
        if text is not None:
            parts.append(text[at:start])
        elif start > at + 2:  # a space or a line's end is no gap
            parts.append("\n[…]\n")
        parts.append(_passage(site, number, words, told))
        at = end
    if text is not None:
        parts.append(text[at:])
        parts[0] = parts[0].lstrip() if isinstance(parts[0], str) else parts[0]
    elif parts:
        parts.append("\n[…]")
    return Reading(tuple(part for part in parts if part), text is not None)


def _is_wanted(site: Site, quote: Quote, node: str, view: View) -> bool:
    kind = site.told.kinds.get(node, "")
    return quote.confidence * 100 >= view.sure and view.kind in ("", kind if kind in _STATEMENTS else "thing")


_Told = list[tuple[Quote, str]]


def _clusters(pairs: Sequence[tuple[Quote, str]]) -> Iterator[tuple[int, int, _Told]]:
    """Spans that overlap, as one: its start, its end, and what its quotes support. `pairs` are in the text's order."""
    told: _Told = []
    start = end = -1
    for quote, node in pairs:
        if told and quote.start >= end:
            yield start, end, told
            told = []
        if not told:
            start, end = quote.start, quote.end
        told.append((quote, node))
        end = max(end, quote.end)
    if told:
        yield start, end, told


def _joined(start: int, end: int, quotes: Iterable[Quote]) -> str:
    """The text from `start` to `end` as its quotes tell it."""
    letters = [" "] * (end - start)
    for quote in quotes:
        letters[quote.start - start : quote.start - start + len(quote.text)] = quote.text
    return "".join(letters)


def _passage(site: Site, number: int, words: str, told: _Told) -> Passage:
    notes: dict[str, list[Quote]] = {}
    for quote, node in told:
        notes.setdefault(node, []).append(quote)
    by_kind: dict[str, list[Note]] = {}
    for node, quotes in notes.items():
        rules = tuple(sorted({quote.rule for quote in quotes}))
        note = Note(node, max(quote.confidence for quote in quotes), rules)
        by_kind.setdefault(site.told.kinds.get(node, ""), []).append(note)
    statements = tuple(note for kind in _STATEMENTS for note in by_kind.get(kind, ()))
    things = tuple(note for kind in _THINGS for note in by_kind.get(kind, ()))
    anchors = tuple(dict.fromkeys(quote.anchor for quote, _ in told))
    strongest = next((kind for kind in _STATEMENTS if kind in by_kind), "thing")
    return Passage(number, anchors, _named(site, words, [note.node for note in things]), statements, things, strongest)


def _named(site: Site, words: str, nodes: Iterable[str]) -> tuple[Piece, ...]:
    """The words with the names of things in them told apart: the longest names first, whole words only."""
    names = sorted(
        {
            (text, node)
            for node in nodes
            for name in ("prefLabel", "altLabel")
            for text, _ in site.told.texts[node].get(name, ())
        },
        key=lambda pair: (-len(pair[0]), pair),
    )
    taken: list[tuple[int, int, str]] = []
    for name, node in names:
        at = words.find(name)
        while at >= 0:
            end = at + len(name)
            is_free = all(end <= start or at >= stop for start, stop, _ in taken)
            if is_free and not _is_inside_word(words, at, end):
                taken.append((at, end, node))
            at = words.find(name, end)
    pieces, at = [], 0
    for start, end, node in sorted(taken):
        pieces += [Piece(words[at:start]), Piece(words[start:end], node)]
        at = end
    return tuple(piece for piece in (*pieces, Piece(words[at:])) if piece.text)


def _is_inside_word(words: str, start: int, end: int) -> bool:
    return (start > 0 and words[start - 1].isalnum()) or (end < len(words) and words[end].isalnum())
