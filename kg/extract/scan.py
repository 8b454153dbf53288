"""A document -> its tokens, sentences and every lexicon entry that begins at each token: what all extractors read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from kg.lexicon import Entry, Found, FoundWords, Lexicon, Word
from kg.model import Document, Sentence
from kg.text import Tokens, sentences, tokenize

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True)
class Scan:
    """One pass over one document.

    `found[i]` holds (end token, entry) of each label that begins at token i, `rule_words[i]` those of ontology/rules.
    """

    doc: Document
    lexicon: Lexicon
    tokens: Tokens
    sentences: tuple[Sentence, ...]
    found: Found
    rule_words: FoundWords

    def longest(self, i: int, kind: type[E]) -> tuple[int, E] | None:
        """The longest entry of a kind that begins at token i, with its end token."""
        best: tuple[int, E] | None = None
        if i < len(self.found):
            for end, entry in self.found[i]:
                if isinstance(entry, kind) and (best is None or end >= best[0]):
                    best = (end, entry)
        return best

    def begins(self, i: int, *kinds: type[Entry]) -> bool:
        """Whether an entry of one of the kinds begins at token i."""
        return i < len(self.found) and any(isinstance(entry, kinds) for _, entry in self.found[i])

    def word(self, i: int, *categories: str) -> tuple[int, Word] | None:
        """The longest rule word of the categories that begins at token i, with its end token."""
        if i >= len(self.rule_words) or not self.rule_words[i]:
            return None
        best = None
        for found in self.rule_words[i]:  # shortest first
            if found[1].category in categories:
                best = found
        return best

    def word_before(self, i: int, *categories: str) -> tuple[int, Word] | None:
        """The longest rule word of the categories that ends right before token i, with its first token."""
        for start in range(max(0, i - 5), i):
            for end, entry in self.rule_words[start]:
                if end == i and entry.category in categories:
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
    found, rule_words = lexicon.matches(tokens)
    return Scan(doc, lexicon, tokens, sentences(doc), found, rule_words)
