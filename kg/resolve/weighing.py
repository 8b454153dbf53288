"""Two groups of sightings of one name -> how much speaks for one person behind them, in bits.

Weights and the frequencies of names are data: ontology/rules/namesakes.toml.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import log2
from typing import Any, Final, cast

from kg.lexicon import Lexicon
from kg.resolve.sightings import Group, Sighting, province

_RARE: Final = 0.5  # of 1,000: the share of a syllable that is not listed
_CUT: Final = 0.1  # the share of an initial that stands for a given name ("Nguyễn Văn T")
_LENGTHS: Final = {2: 0.06, 3: 0.84, 4: 0.1}  # how many names have so many syllables
_MANY: Final = 4  # words
_ALIKE: Final = 0.6  # share of words that two names of one open-named body have in common


@dataclass(frozen=True, slots=True)
class Scales:
    """What the corpus as a whole tells: how many articles and people it has, and how many articles name each."""

    lexicon: Lexicon
    articles: int
    people: int
    named_in: Counter[str] = field(default_factory=Counter)

    @property
    def _rules(self) -> dict[str, Any]:
        return cast(dict[str, Any], self.lexicon.rules["namesakes"])

    def share(self, name: str) -> float:
        """Which share of all people bears a name, by the shares of its syllables."""
        syllables = name.split()
        first, *middle, last = syllables if len(syllables) > 1 else ("", *syllables)
        share = self._rules["share"]
        is_family_name = _listed(share["family"], first) or not _listed(share["middle"], first)
        p = _LENGTHS.get(len(syllables), 0.01) * (_share(share["family"], first) if is_family_name else 1)
        p *= _CUT if len(last) < 2 or last in self._rules["places"]["cut"] else _share(share["given"], last)
        for syllable in middle:
            p *= _share(share["middle"], syllable)
        return p

    def bearers(self, name: str, *, officials: bool = False) -> float:
        """How many people of that name are to be expected among those that the news names; among all officials."""
        people = max(self.people, int(self._rules["people"]))
        return self.share(name) * (max(people, int(self._rules["officials"])) if officials else people)

    def weight(self, one: Group, other: Group) -> float:
        """For or against one person behind both groups, in bits, the name itself left out."""
        weight = self._rules["weight"]
        total: float = weight["sentence"] if one.sentences & other.sentences else 0
        if one.posts & other.posts:
            total += weight["post"]
        elif one.bodies & other.bodies:
            total += weight["body"]
        elif self._leaders(one) & self._leaders(other):
            total += weight["leaders"]
        elif _alike(one, other):
            total += weight["like-post"]
        elif one.posts and other.posts:
            total += self._elsewhere(one, other)
        elif one.posts or other.posts:
            total += weight["without-post"]
        context = self._places(one, other) + self._callings(one, other) + self._company(one, other)
        return total + context + max(0.0, min(self._fame(one, other), context))

    def _fame(self, one: Group, other: Group) -> float:
        """How much oftener one is named than the other, in bits; it counts no more than what else speaks for them."""
        small, large = sorted((one, other), key=lambda group: len(group.members))
        return 0.0 if small.posts else log2(len(large.members) / len(small.members))

    @property
    def threshold(self) -> float:
        """The weight, the name's own included, above which two groups are one person."""
        return float(self._rules["threshold"])

    def is_enough(self, sighting: Sighting) -> bool:
        """Whether a name is so rare that to be in one province is enough, whatever the posts and callings."""
        weight = self._rules["weight"]
        home = 0 if sighting.home == "vn" else self._home(sighting.home)
        posts = weight["other-level"] if sighting.posts else weight["other-calling"] if sighting.callings else 0
        return home + posts - log2(self.bearers(sighting.name, officials=bool(sighting.posts))) >= self.threshold

    def _home(self, home: str) -> float:
        big = home in self._rules["places"]["big-city"]
        return float(self._rules["weight"]["big-city" if big else "home"])

    def _leaders(self, group: Group) -> set[str]:
        leading = self._rules["places"]["leading"]
        return {where for where, _, part in (body.rpartition("/") for body in group.bodies) if part in leading}

    def _elsewhere(self, one: Group, other: Group) -> float:
        weight = self._rules["weight"]
        if one.seats and other.seats and not one.seats & other.seats:
            return float(weight["other-province"])
        levels = [{_level(body) for body in group.bodies} for group in (one, other)]
        return float(weight["posts-elsewhere"] if levels[0] & levels[1] else weight["other-level"])

    def _places(self, one: Group, other: Group) -> float:
        here, there = (group.seats or group.homes for group in (one, other))
        if here & there:
            return float(max(self._home(place) for place in here & there))
        if here and there and not (one.seats and other.seats):
            return float(self._rules["weight"]["other-home"])
        return 0.0

    def _callings(self, one: Group, other: Group) -> float:
        weight = self._rules["weight"]
        if one.callings and other.callings:
            return float(weight["calling" if one.callings & other.callings else "other-calling"])
        holds_none = set(self._rules["places"]["no-official"])
        callings, posts = (one.callings, other.posts) if one.callings else (other.callings, one.posts)
        return float(weight["other-calling"]) if posts and callings and callings <= holds_none else 0.0

    def _company(self, one: Group, other: Group) -> float:
        """The company that both keep: what few articles name weighs, what many name does not."""
        weight = self._rules["weight"]
        small, large = sorted((one, other), key=lambda group: len(group.company))
        total: float = sum(
            max(0.0, self._telling(name) + log2(_often(small, name) * _often(large, name)) - weight["named-by-chance"])
            for name in small.company
            if name in large.company
        )
        own = [name for a, b in ((one, other), (other, one)) for name in a.bodies & b.company.keys() - b.bodies]
        total += max((self._telling(name) - weight["body-by-chance"] for name in own), default=0.0)
        return min(total, float(weight["company"]))

    def _telling(self, name: str) -> float:
        """How much it says that an article names this person or body, in bits."""
        return log2(max(self.articles, self._rules["articles"]) / self.named_in[name])


def _often(group: Group, name: str) -> float:
    """In which share of the group's articles the name stands."""
    return group.company[name] / len(group.members)


def _alike(one: Group, other: Group) -> bool:
    """Whether both hold one kind of post in bodies of one province, or of the country, whose names are much the same."""
    return any(
        role == other_role and _alike_bodies(body, other_body)
        for role, body in one.posts
        for other_role, other_body in other.posts
    )


def _alike_bodies(one: str, other: str) -> bool:
    if province(one) != province(other) and "vn" not in (province(one), province(other)):
        return False
    words = [set(body.rsplit("/", 1)[1].split("-")) for body in (one, other)]
    common = words[0] & words[1]
    return len(common) >= _MANY and len(common) >= _ALIKE * len(words[0] | words[1])


def _listed(bands: dict[str, list[str]], syllable: str) -> bool:
    return any(syllable in listed for listed in bands.values())


def _share(bands: dict[str, list[str]], syllable: str) -> float:
    return next((float(band) for band, listed in bands.items() if syllable in listed), _RARE) / 1000


def _level(body: str) -> int:
    """How deep below the country a body stands: 1 the country or a province, 2 a district, 3 a commune."""
    return body.count("/") - 1
