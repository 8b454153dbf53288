"""An article's text comes in, the names of its flaws go out: reasons to trust what it says less."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from operator import ne

from kg.paths import ONTOLOGY

SAMPLE = 20_000  # characters that are looked at
LETTERS_SAMPLE = 1_000  # of them, where letters are counted
LONG = 150  # letters from which a text without marks is no accident
SHORT_CAPS = 40
MARKED = re.compile("[à-ãè-êìíò-õùúýăđĩũơưạ-ỹ]", re.IGNORECASE)
PLAIN = re.compile("[A-Za-z]")
# Three or more words of plain letters in a row, which is rare in Vietnamese
PLAIN_RUN = re.compile(r"\b[A-Za-z']+(?:[ ,]{1,2}[A-Za-z']+){2,}\b")


def flaws(text: str) -> tuple[str, ...]:
    """Any of "all-caps", "machine-garbled", "no-diacritics", sorted; () for a text as it should be."""
    sample = text[:SAMPLE]
    tests = {"all-caps": _all_caps, "machine-garbled": _garbled, "no-diacritics": _unmarked}
    return tuple(name for name, test in tests.items() if test(sample))


def _unmarked(sample: str) -> bool:
    """Vietnamese has a mark on every fourth letter; below 2 % somebody or something took them away."""
    plain = len(PLAIN.findall(sample, 0, LETTERS_SAMPLE))
    return plain >= LONG and len(MARKED.findall(sample, 0, LETTERS_SAMPLE)) < 0.02 * plain


def _all_caps(sample: str) -> bool:
    letters = sample[:LETTERS_SAMPLE]
    lower = letters.lower()
    upper = sum(map(ne, letters, lower))
    cased = sum(map(ne, letters.upper(), lower))
    return bool(upper >= SHORT_CAPS and 3 * upper > 2 * cased)


def _garbled(sample: str) -> bool:
    """English in Vietnamese text: two fragments, or one where Vietnamese sentences lack their small words.

    Titles and names ("Internet of Things") do not count, and a text that has next to no Vietnamese is not garbled.
    """
    words = sample.lower().split()
    if _words("english").isdisjoint(words):
        return False
    held = sum(map(_words("vietnamese").__contains__, words)) / len(words)
    fragments = sum(map(_is_english, PLAIN_RUN.findall(sample))) + sum(map(sample.count, _phrases()))
    return held > 0.02 and (fragments >= 2 or (fragments == 1 and held < 0.08))


def _is_english(run: str) -> bool:
    """A phrase of running English: small words in it, and most of it in small letters."""
    words = run.replace(",", " ").split()
    return len(_words("english").intersection(words)) >= 2 and 2 * sum(map(str.islower, words)) > len(words)


@cache
def _table() -> dict[str, str]:
    with (ONTOLOGY / "rules" / "quality.toml").open("rb") as file:
        table = tomllib.load(file)
    return {name: table[name] for name in ("vietnamese", "english", "english_furniture")}


@cache
def _words(language: str) -> frozenset[str]:
    return frozenset(_table()[language].split())


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(_table()["english_furniture"].strip().splitlines())
