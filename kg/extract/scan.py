"""A document -> its tokens, sentences and every lexicon entry that begins at each token: what all extractors read."""

from __future__ import annotations

from dataclasses import dataclass

from kg.lexicon import Entry, Lexicon, Word
from kg.model import Document, Sentence
from kg.text import Tokens, sentences, tokenize


@dataclass(frozen=True, slots=True)
class Scan:
    """One pass over one document. `found[i]` holds (end token, entry) of each label that begins at token i."""

    doc: Document
    lexicon: Lexicon
    tokens: Tokens
    sentences: tuple[Sentence, ...]
    found: tuple[tuple[tuple[int, Entry], ...], ...]

    def longest(self, i: int, kind: type[Entry]) -> tuple[int, Entry] | None:
        """The longest entry of a kind that begins at token i, with its end token."""
        best = None
        if i < len(self.found):
            for end, entry in self.found[i]:
                if isinstance(entry, kind) and (best is None or end >= best[0]):
                    best = (end, entry)
        return best

    def word(self, i: int, *categories: str) -> tuple[int, Word] | None:
        """The longest rule word of the categories that begins at token i, with its end token."""
        best = None
        if i < len(self.found):
            for end, entry in self.found[i]:
                if isinstance(entry, Word) and entry.category in categories and (best is None or end > best[0]):
                    best = (end, entry)
        return best

    def word_before(self, i: int, *categories: str) -> tuple[int, Word] | None:
        """The longest rule word of the categories that ends right before token i, with its first token."""
        for start in range(max(0, i - 5), i):
            for end, entry in self.found[start]:
                if end == i and isinstance(entry, Word) and entry.category in categories:
                    return start, entry
        return None

    def span(self, i: int, j: int) -> str:
        """The text of tokens [i, j)."""
        return self.tokens.span(i, j)

    def token_range(self, sent: Sentence) -> range:
        """The indexes of a sentence's tokens."""
        return range(self.tokens.at(sent.start), self.tokens.at(sent.end))


def scan(doc: Document, lexicon: Lexicon) -> Scan:
    """Tokenise a document and look every position up in the lexicon."""
    tokens = tokenize(doc.text)
    return Scan(doc, lexicon, tokens, sentences(doc), lexicon.matches(tokens))
