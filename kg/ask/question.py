"""A question in, the ways to understand it out, the most literal first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
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


def readings(question: str, names: Gazetteer, grammar: Grammar) -> Iterator[Reading]:
    """The ways to understand a question; the later ones take one or two cues for words of its subject."""
    words = names.spelled_out(question)
    spotter = Spotter(question, words, names, grammar, language(question, grammar))
    yield _read(replace(spotter, posts_first=True))
    literal = _read(spotter)
    yield literal
    yield _read(replace(spotter, small_names=True))
    soft = [tag for tag in _SOFT if tag in literal.tags]
    for plain in (*((tag,) for tag in soft), *((a, b) for a in soft for b in soft if a < b)):
        yield _read(replace(spotter, plain=frozenset(plain)))


def _plain(text: str) -> str:
    """The text without marks; what was a capital still is one."""
    return "".join(plain.upper() if c.isupper() else plain for c, plain in zip(text, periods.folded(text), strict=True))


def _read(spotter: Spotter) -> Reading:
    return Reading(spotter.question, spotter.lang, spotter.words, join(spotter.spot(), spotter))


def language(question: str, grammar: Grammar) -> str:
    """ "en" where more of the words are English than Vietnamese cues, else "vi"; words within names do not count."""
    lower = question[:1].lower() + question[1:]
    spoken = re.findall(r"(?<![\w'])[a-z][a-z']*", _plain(lower)) or re.findall(r"[a-z']+", periods.folded(question))
    english, vietnamese = (sum(word in grammar.vocabulary[lang] for word in spoken) for lang in ("en", "vi"))
    return "en" if english > vietnamese else "vi"
