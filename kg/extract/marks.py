"""The tokens of a text that lost its marks ("Dong chi Tran Thi Hoa") in, the same with the marks of known words out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.lexicon import AgencyType, Body, Entry, FieldOfWork, Lexicon, Node, Place, Role
from kg.text import Tokens, fold

Spelling = tuple[str, ...]
_FIRST: Final = (Role, AgencyType, Body, FieldOfWork, Place)  # of two words that are one without marks; then the others
_GIVEN: Final = 4  # syllables of a name after the family name, at the most
_PHRASE: Final = 2  # words that the lexicon knows together are no name
_UNMARKED: dict[int, Lexicon] = {}
_READINGS: dict[int, tuple[dict[Spelling, Spelling], int]] = {}


def unmarked(lexicon: Lexicon) -> Lexicon:
    """The same lexicon, with family names as they are written without marks too."""
    if id(lexicon) not in _UNMARKED:
        common, strong = (
            names | frozenset(map(_plain, names)) for names in (lexicon.surnames, lexicon.strong_surnames)
        )
        _UNMARKED[id(lexicon)] = replace(lexicon, surnames=common, strong_surnames=strong)
    return _UNMARKED[id(lexicon)]


def restored(tokens: Tokens, lexicon: Lexicon) -> Tokens:
    """Tokens whose `norms` have the marks that the lexicon gives to the longest known sequences of words.

    All else stays: quotes and names remain as they are written. `lexicon` is one that `unmarked` gave.
    """
    readings, longest = _readings(lexicon)
    plain = tuple(map(fold, tokens.norms))
    norms = list(tokens.norms)
    i = given = 0  # `given`: so many words after a family name may be the name itself
    while i < len(plain):
        sizes = range(min(longest, len(plain) - i), 0, -1)
        found = next((r for size in sizes if (r := readings.get(plain[i : i + size]))), ())
        named = tokens.words[i] in lexicon.surnames and i + 1 < len(plain) and tokens.caps[i + 1]
        if named and len(found) < _PHRASE and not given:
            given, found = _GIVEN, ()
        elif given and tokens.caps[i]:
            found, given = (tokens.words[i],), given - 1  # "Trong" is Trọng, and no "trong"
        else:
            given = 0
        norms[i : i + len(found)] = found
        i += len(found) or 1
    return replace(tokens, norms=tuple(norms))


def _readings(lexicon: Lexicon) -> tuple[dict[Spelling, Spelling], int]:
    """Labels without marks -> with them, and the number of words of the longest."""
    if id(lexicon) not in _READINGS:
        best: dict[Spelling, tuple[int, bool, Spelling]] = {}
        for spelling, entries in _labels(lexicon.trie, ()):
            plain, rank = tuple(map(fold, spelling)), min(map(_rank, entries))
            read = rank, plain == spelling, spelling
            best[plain] = min(read, best.get(plain, read))
        _READINGS[id(lexicon)] = {plain: read[-1] for plain, read in best.items()}, max(map(len, best))
    return _READINGS[id(lexicon)]


def _labels(node: Node, before: Spelling) -> Iterator[tuple[Spelling, list[Entry]]]:
    if node.entries:
        yield before, node.entries
    for word, below in node.next.items():
        yield from _labels(below, (*before, word))


def _rank(entry: Entry) -> int:
    return next((place for place, kind in enumerate(_FIRST) if isinstance(entry, kind)), len(_FIRST))


def _plain(name: str) -> str:
    return fold(name).capitalize()
