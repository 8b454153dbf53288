"""A document -> its tokens, sentences and every lexicon entry that begins at each token: what all extractors read."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TypeVar

from kg.extract.marks import restored, unmarked
from kg.lexicon import Entry, Labels, Lexicon, Word
from kg.model import Document, Sentence
from kg.text import Tokens, sentences, tokenize

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True)
class Scan:
    """One pass over one document.

    `labels[i]` holds what begins at token i; `positions` the tokens where a kind of entry, or a category of words, begins.
    """

    doc: Document
    lexicon: Lexicon
    tokens: Tokens
    sentences: tuple[Sentence, ...]
    labels: tuple[Labels, ...]
    positions: dict[type | str, list[int]]

    def longest(self, i: int, kind: type[E]) -> tuple[int, E] | None:
        """The longest entry of a kind that begins at token i, with its end token."""
        found = self.labels[i].longest.get(kind) if i < len(self.labels) else None
        return (i + found[0], found[1]) if found else None

    def begins(self, i: int, *kinds: type[Entry]) -> bool:
        """Whether an entry of one of the kinds begins at token i."""
        return i < len(self.labels) and any(kind in self.labels[i].longest for kind in kinds)

    def word(self, i: int, *categories: str) -> tuple[int, Word] | None:
        """The longest rule word of the categories that begins at token i, with its end token."""
        if i >= len(self.labels):
            return None
        best = None
        for found in self.labels[i].words:  # shortest first
            if found[1].category in categories:
                best = found
        return (i + best[0], best[1]) if best else None

    def word_before(self, i: int, *categories: str) -> tuple[int, Word] | None:
        """The longest rule word of the categories that ends right before token i, with its first token."""
        for start in range(max(0, i - 5), i):
            for size, entry in self.labels[start].words:
                if start + size == i and entry.category in categories:
                    return start, entry
        return None

    def where(self, tokens: range, *keys: type | str) -> list[int]:
        """The tokens of a range at which an entry of one of the kinds, or a word of one of the categories, begins."""
        found: set[int] = set()
        for key in keys:
            at = self.positions.get(key, [])
            found.update(at[bisect_left(at, tokens.start) : bisect_left(at, tokens.stop)])
        return sorted(found)

    def span(self, i: int, j: int) -> str:
        """The text of tokens [i, j)."""
        return self.tokens.span(i, j)

    def token_range(self, sent: Sentence) -> range:
        """The indexes of a sentence's tokens."""
        return range(self.tokens.at(sent.start), self.tokens.at(sent.end))


def scan(doc: Document, lexicon: Lexicon) -> Scan:
    """Tokenise a document and look every position up in the lexicon."""
    tokens = tokenize(doc.text)
    if "no-diacritics" in doc.flaws:
        lexicon = unmarked(lexicon)
        tokens = restored(tokens, lexicon)
    labels = lexicon.matches(tokens)
    positions: dict[type | str, list[int]] = defaultdict(list)
    for i, here in enumerate(labels):
        for key in here.keys:
            positions[key].append(i)
    return Scan(doc, lexicon, tokens, sentences(doc), labels, positions)
