"""A person as one article knows it, and the groups of such sightings that are taken for one person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from kg.lexicon import Lexicon

Post = tuple[str, str]  # role concept, agency path
_WORD: Final = re.compile(r"\w+")
_NEAR: Final = 4  # words beside a name


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person as one article knows it: `home` is the province the article puts it in ("vn" where none).

    `company`: the other people and the bodies that the article names; `sentences`: those that name the person;
    `callings`: what the words beside the name say the person does ("luật sư": law). `named`: the person whom people
    decided this one article to mean; `apart`: its path, where people decided that it is different from a namesake.
    """

    article: int
    path: str
    name: str
    home: str
    posts: frozenset[Post] = frozenset()
    company: frozenset[str] = frozenset()
    sentences: frozenset[str] = frozenset()
    callings: frozenset[str] = frozenset()
    named: str = ""
    apart: str = ""


@dataclass(frozen=True)
class Group:
    """Sightings taken for one person."""

    members: tuple[Sighting, ...]

    @cached_property
    def name(self) -> str:
        """What most articles call the person."""
        count = Counter(sighting.name for sighting in self.members)
        return min(count, key=lambda name: (-count[name], name))

    @cached_property
    def decided(self) -> str:
        """The path that people gave it, or ""."""
        return next((path for sighting in self.members if (path := sighting.named or sighting.apart)), "")

    @cached_property
    def posts(self) -> frozenset[Post]:
        """Every post that an article gives the person."""
        return frozenset(post for sighting in self.members for post in sighting.posts)

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Where the posts are."""
        return frozenset(body for _, body in self.posts)

    @cached_property
    def seats(self) -> frozenset[str]:
        """The provinces of the posts; "vn" is none."""
        return frozenset(province(body) for body in self.bodies) - {"vn"}

    @cached_property
    def homes(self) -> frozenset[str]:
        """The provinces that at least a quarter of the articles put the person in."""
        count = Counter(sighting.home for sighting in self.members)
        return frozenset(home for home, n in count.items() if 4 * n >= len(self.members)) - {"vn"}

    @cached_property
    def sentences(self) -> frozenset[str]:
        """Every sentence that names the person."""
        return frozenset(sentence for sighting in self.members for sentence in sighting.sentences)

    @cached_property
    def callings(self) -> frozenset[str]:
        """What the articles say that the person does for a living, or stands before a court for."""
        return frozenset(calling for sighting in self.members for calling in sighting.callings)

    @cached_property
    def company(self) -> Counter[str]:
        """Who and what else the articles name -> in how many of them."""
        return Counter(other for sighting in self.members for other in sighting.company)


def province(body: str) -> str:
    """The province in an agency's path, whatever its legal period; "vn" for a body of the country."""
    return body.split("/")[1].removesuffix("-2025")


def callings(name: str, sentences: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    """The callings that stand within a few words of a name in sentences that name it."""
    words: dict[str, list[str]] = lexicon.rules["namesakes"]["calling"]
    beside = " | ".join(["", *(" ".join(part) for sentence in sentences for part in _beside(name, sentence)), ""])
    return frozenset(calling for calling, forms in words.items() if any(f" {form} " in beside for form in forms))


def _beside(name: str, sentence: str) -> Iterator[list[str]]:
    """The few words before and after each place where the sentence has the name."""
    parts = sentence.split(name)
    for before, after in pairwise(parts):
        yield _WORD.findall(before.casefold())[-_NEAR:]
        yield _WORD.findall(after.casefold())[:_NEAR]
