"""Words as a reader types them in, the things and sentences that bear them out, the best first; marks do not matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.names import fold
from kg.serve.catalogue import Catalogue, Quote

# What can be looked for, in the order in which equals are listed.
SOUGHT = (
    "person",
    "initiative",
    "state",
    "party",
    "organisation",
    "document",
    "event",
    "province",
    "theme",
    "role",
    "article",
    "place",
)
_WORD = re.compile(r"[^\W_]+")
_BROAD, _LATER = ("article", "place"), 2  # headlines and villages name much: they come after what is called so
_MOST = 200  # characters of a query that count


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing, and the name by which it was found where that is not its label."""

    node: str
    name: str


@dataclass(frozen=True, slots=True)
class _Name:
    folded: str  # its words between single spaces, with one at both ends
    node: str
    name: str


class Index:
    """The names of everything, and all sentences, without marks and case."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._told = catalogue
        self._rank = {kind: place for place, kind in enumerate(SOUGHT)}
        self._names = [_Name(words(name), node, name) for node, name in _names(catalogue, self._rank)]
        self.weights = {name.node: weight(catalogue, name.node) for name in self._names}
        self._pairs = [(name, _pieces(name.folded)) for name in self._names]
        sentences = {(quote.article, quote.start, quote.end): quote for q in catalogue.quotes.values() for quote in q}
        self.quotes = [quote for _, quote in sorted(sentences.items())]
        self._sentences = [(words(quote.text), quote) for quote in self.quotes]

    def find(self, text: str, *, kinds: Iterable[str] = (), limit: int = 50) -> list[Hit]:
        """Things whose name is `text`, then those whose name begins with it, holds it, or holds all its words."""
        wanted = words(text[:_MOST])
        if not wanted.strip():
            return []
        allowed = set(kinds) or set(self._rank)
        best: dict[str, tuple[int, _Name]] = {}
        start = f" {wanted.split()[0]}"
        for name in [name for name in self._names if start in name.folded]:
            if (place := _match(wanted, name.folded)) is None or self._told.kinds[name.node] not in allowed:
                continue
            place += _LATER if self._told.kinds[name.node] in _BROAD else 0
            if name.node not in best or place < best[name.node][0]:
                best[name.node] = (place, name)
        ranked = sorted(best.values(), key=lambda found: (found[0], *self._order(found[1])))
        return [
            Hit(name.node, "" if name.name == self._told.label(name.node) else name.name) for _, name in ranked[:limit]
        ]

    def is_name(self, text: str, node: str) -> bool:
        """Whether a thing is called exactly so."""
        wanted = words(text[:_MOST])
        return any(name.folded == wanted for name in self._names if name.node == node)

    def like(self, text: str, *, limit: int = 5) -> list[str]:
        """Things whose names look like a text that nothing bears: those that share most pairs of letters."""
        wanted = _pieces(words(text[:_MOST]))
        if len(wanted) < 3:
            return []
        scored = ((_likeness(wanted, pieces), name) for name, pieces in self._pairs)
        close = sorted((pair for pair in scored if pair[0] > 0.55), key=lambda pair: (-pair[0], *self._order(pair[1])))
        return list(dict.fromkeys(name.node for _, name in close))[:limit]

    def sentences(self, text: str) -> list[Quote]:
        """Sentences that hold the words in a row."""
        wanted = words(text[:_MOST])
        return [quote for folded, quote in self._sentences if wanted in folded] if wanted.strip() else []

    def _order(self, name: _Name) -> tuple[int, int, str]:
        return -self.weights[name.node], self._rank[self._told.kinds[name.node]], name.node


def words(text: str) -> str:
    """The words without marks, each between spaces: "Tỉnh ủy, An Giang" is " tinh uy an giang "."""
    return f" {' '.join(_WORD.findall(fold(text)))} "


def weight(catalogue: Catalogue, node: str) -> int:
    """How much a thing matters: in how many articles it is, and how many statements point to it."""
    found = catalogue.inverse.get(node, {})
    return sum(
        len(sources) for name, sources in found.items() if name not in ("isPartOf", "subOrganizationOf", "broader")
    )


def _names(catalogue: Catalogue, kinds: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    for node, kind in catalogue.kinds.items():
        if kind in kinds:
            texts = catalogue.texts.get(node, {})
            found = [
                text for name in ("prefLabel", "altLabel", "headline", "number") for text, _ in texts.get(name, ())
            ]
            yield from ((node, name) for name in dict.fromkeys(found))


def _match(wanted: str, folded: str) -> int | None:
    """0: the name itself; 1: its beginning; 2: whole words in it; 3: beginnings of words; 4: all words, in any order."""
    if folded == wanted:
        return 0
    start = wanted[:-1]  # the last word may be unfinished
    if folded.startswith(start):
        return 1
    if wanted in folded:
        return 2
    if start in folded:
        return 3
    return 4 if all(f" {word}" in folded for word in start.split()) else None


def _pieces(folded: str) -> Counter[str]:
    return Counter(folded[i : i + 2] for i in range(len(folded) - 1))


def _likeness(wanted: Counter[str], pieces: Counter[str]) -> float:
    """Dice's coefficient: 1 for the same pairs of letters, 0 for none in common."""
    shared = sum(min(count, pieces[pair]) for pair, count in wanted.items() if pair in pieces)
    return 2 * shared / (wanted.total() + pieces.total())
