"""The values that a question is read into: stretches of its words that mean something, and one way to understand it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.ask.periods import Period
from kg.ask.trie import Word, plain


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch [start, end) of a question's words that means something.

    kind: person, theme, place, role, agency, document, doctype, asked (a kind of document that the question asks for),
    phrase, cue, filler, period, target, stage; on the way there also seatless (an agency without its place), type, field
    and number. `label` says what, and `things` are the addresses that it may stand for: a name that the graph does not
    know has none.
    """

    kind: str
    label: str
    start: int
    end: int
    things: tuple[str, ...] = ()
    period: Period | None = None

    @property
    def tags(self) -> tuple[str, ...]:
        """What it contributes to what is asked."""
        if self.kind == "asked":
            return ("doctype", "DOC")
        return tuple(self.label.split("+")) if self.kind == "cue" else (self.kind,)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a question; `lang` is the language that it is asked in."""

    text: str
    lang: str
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]

    @property
    def tags(self) -> frozenset[str]:
        """What the mentions stand for; "roles" where they are several different posts."""
        tags = {tag for mention in self.mentions for tag in mention.tags}
        return frozenset(tags | ({"roles"} if len({mention.things for mention in self.of("role")}) > 1 else set()))

    def of(self, *kinds: str) -> tuple[Mention, ...]:
        """The mentions of these kinds, in order."""
        return tuple(mention for mention in self.mentions if mention.kind in kinds)

    def is_in_order(self, tags: Iterable[str]) -> bool:
        """Whether each of these tags is there, and the first of each stand in this order."""
        starts = [next((m.start for m in self.mentions if tag in m.tags), -1) for tag in tags]
        return starts == sorted(starts) and -1 not in starts

    def spelled(self, mention: Mention, *, marks: bool = False) -> str:
        """The words of a mention, abbreviations written out: what its text is searched by."""
        return " ".join(plain(self.words[mention.start : mention.end], marks=marks))
