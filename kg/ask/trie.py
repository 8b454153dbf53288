"""Names and the words they are made of in, the longest name that begins at each word of a question out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kg.text import fold, tokenize

_WORD: Final = re.compile(r"[\w\u0300-\u036f]+")  # a canonical form ends with its tone


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: as it is written, its canonical form, its form without marks, and where it stands."""

    text: str
    norm: str
    fold: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """Something that words can mean: things of one kind, under one label; no things: known by kind only."""

    kind: str
    label: str
    things: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()


def words(question: str) -> tuple[Word, ...]:
    """The words of a question; punctuation counts, so that names with a comma or dash are found."""
    tokens = tokenize(question)
    spans = zip(tokens.words, tokens.norms, tokens.starts, tokens.ends, strict=True)
    return tuple(Word(word, n, fold(n), start, end) for word, n, start, end in spans)


def plain(spelled: Iterable[Word], *, marks: bool = False) -> Iterator[str]:
    """The words of a text without punctuation, with their marks or without; "Covid-19" is two."""
    for word in spelled:
        yield from _WORD.findall(word.norm if marks else word.fold)


@dataclass(slots=True)
class Trie:
    """Names by the words that they are made of."""

    root: dict[str, Any] = field(default_factory=dict)

    def add(self, norms: Sequence[str], name: Name) -> None:
        """Lets these words, in their canonical forms, find a name."""
        node = self.root
        for word in norms:
            node = node.setdefault(fold(word), {})
        node.setdefault("", []).append(Name(name.kind, name.label, name.things, tuple(norms)))

    def longest(self, question: Sequence[Word], i: int, *, exact: bool = False) -> tuple[int, list[Name]]:
        """The end of the longest name that begins at word i, and all names of that length; (i, []) for none.

        A word with marks must have the right ones; a word without any may stand for any, unless the match is `exact`.
        """
        node, best = self.root, (i, list[Name]())
        for j in range(i, len(question)):
            node = node.get(question[j].fold, {})
            if found := [name for name in node.get("", ()) if _fits(question[i : j + 1], name.norms, exact)]:
                best = (j + 1, found)
            if not node:
                break
        return best


def _fits(written: Sequence[Word], norms: Sequence[str], exact: bool) -> bool:
    return all(
        word.norm == other or (word.norm == word.fold and not exact) for word, other in zip(written, norms, strict=True)
    )
