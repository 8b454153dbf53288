"""A question in, the ways to understand it out, the most literal first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Final

from kg.ask import periods
from kg.ask.gazetteer import Gazetteer
from kg.ask.intents import Grammar
from kg.ask.joining import join
from kg.ask.mentions import Reading
from kg.ask.spotting import Spotter

# Cues that may also be plain words of what a question is about ("sáp nhập các đơn vị hành chính").
_SOFT: Final = (
    *("MERGE", "CHANGE", "SUCCEED", "FIGURE", "ORGANISE", "IMPLEMENT", "ATTEND", "SPEAK", "EVENT", "ISSUE", "PREPARE"),
    *("HOLD", "POST", "MENTION", "DOC", "PROGRAMME", "LEADER", "AGENCY", "FORMER", "LEAVE", "BOTH", "DIRECT"),
)
_POSSESSIVE: Final = re.compile(r"(?<!eople)(?<=\w)['’]s\b")
_IN_TITLES: Final = frozenset({"role", "agency", "LEAVE", "APPOINT", "HOLD", "POST", "MERGE", "ORGANISE"})


def readings(question: str, names: Gazetteer, grammar: Grammar) -> Iterator[Reading]:
    """The ways to understand a question that take each word for what it means first."""
    spotter = _spotter(question, names, grammar)
    yield _read(replace(spotter, posts_first=True))
    yield _read(spotter)
    yield _read(replace(spotter, small_names=True))


def loose_readings(question: str, names: Gazetteer, grammar: Grammar) -> Iterator[Reading]:
    """The ways to understand a question that take one or two cues for words of its subject.

    What stands last is most likely the subject; in the title of a document a post is no post ("nghị quyết về miễn nhiệm
    Phó Chủ tịch").
    """
    spotter = _spotter(question, names, grammar)
    literal = _read(spotter)
    if {"doctype", "role"} <= literal.tags:
        yield _read(replace(spotter, plain=_IN_TITLES))
    soft = sorted((tag for tag in _SOFT if tag in literal.tags), key=lambda tag: -_last(literal, tag))
    for plain in (*((tag,) for tag in soft), *combinations(soft, 2)):
        yield _read(replace(spotter, plain=frozenset(plain)))


def _last(reading: Reading, tag: str) -> int:
    """Where the last mention with a tag stands."""
    return max(mention.start for mention in reading.mentions if tag in mention.tags)


def _spotter(question: str, names: Gazetteer, grammar: Grammar) -> Spotter:
    words = names.spelled_out(_POSSESSIVE.sub("  ", question))
    return Spotter(question, words, names, grammar, language(question, grammar))


def _plain(text: str) -> str:
    """The text without marks; what was a capital still is one."""
    return "".join(plain.upper() if c.isupper() else plain for c, plain in zip(text, periods.folded(text), strict=True))


def _read(spotter: Spotter) -> Reading:
    return Reading(spotter.question, spotter.lang, spotter.words, join(spotter.spot(), spotter))


def language(question: str, grammar: Grammar) -> str:
    """ "en" where more of the words are English than Vietnamese cues, else "vi"; words within names do not count."""
    is_name = bool(re.match(r"\w+ [^\W\d_]", question)) and question.split()[1][0].isupper()
    lower = question if is_name else question[:1].lower() + question[1:]
    spoken = re.findall(r"(?<![\w'])[a-z][a-z']*", _plain(lower)) or re.findall(r"[a-z']+", periods.folded(question))
    english, vietnamese = (sum(word in grammar.vocabulary[lang] for word in spoken) for lang in ("en", "vi"))
    return "en" if english > vietnamese else "vi"
