"""A reading that asks for several things in, a reading for each of them out: "Ai là Bí thư Tỉnh ủy và chỉ đạo gì?"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.ask.mentions import Mention, Reading

# What a part may ask for; of these the ones that no answer gives along with another.
_ASKS: Final = frozenset(
    ("WHO", "WHAT", "WHEN", "WHERE", "HOWMANY", "BASIS", "NUMBER", "SUBJECT", "QUOTE", "AGENCY", "POST")
)
_APART: Final = frozenset({"WHO", "WHEN", "WHERE", "HOWMANY", "BASIS", "NUMBER", "QUOTE"})
_CONDITIONS: Final = frozenset(
    {"person", "theme", "place", "role", "agency", "document", "doctype", "period", "target", "stage"}
)
_PEOPLE: Final = frozenset({"nguoi", "nhung"})
_WHICH: Final = frozenset({"nao", "gi"})
_BOUNDARIES: Final = frozenset({",", ";", "va", "and", "roi", "dong thoi"})
_NEUTRAL: Final = frozenset({"LIST", "NOW", "YESNO", "EACH"})


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked: the ways to read it, the likeliest first.

    `is_clause`: it has a verb of its own; `of_them`: who did it are those that the first part finds.
    """

    readings: tuple[Reading, ...]
    is_clause: bool = False
    of_them: bool = False


def asked_apart(reading: Reading) -> frozenset[str]:
    """What a reading asks for that an answer to something else does not tell."""
    return reading.tags & _APART


def parts(reading: Reading) -> tuple[Part, ...]:
    """What a reading asks for, one by one; empty where it is one thing only."""
    clauses = list(_clauses(reading))
    if len(clauses) > 1:
        head = clauses[0]
        if not any(map(_is_named, head)):  # "Ai chủ trì và ai dự hội nghị ngày 27-9?"
            head = _in_order([*head, *filter(_is_named, clauses[-1])])
        return (Part((replace(reading, mentions=head),)), *(_part(reading, head, clause) for clause in clauses[1:]))
    asks = [mention for mention in reading.mentions if _APART & {*mention.tags} and not _is_bare(reading, mention)]
    if len(asks) < 2:
        return ()
    return tuple(Part((replace(reading, mentions=_without(reading.mentions, asks, ask)),)) for ask in asks)


def _is_bare(reading: Reading, mention: Mention) -> bool:
    """Whether a word for people asks nothing by itself: "có bao nhiêu người", "ở tỉnh nào có người chỉ đạo"."""
    return {word.fold for word in reading.words[mention.start : mention.end]} <= _PEOPLE


def _without(mentions: Iterable[Mention], asks: Sequence[Mention], kept: Mention) -> tuple[Mention, ...]:
    return tuple(mention for mention in mentions if mention is kept or mention not in asks)


def _clauses(reading: Reading) -> Iterator[tuple[Mention, ...]]:
    """The mentions between commas and conjunctions; a stretch that asks for nothing belongs to the one before."""
    clause: list[Mention] = []
    for mention in reading.mentions:
        if (
            clause
            and _asks(reading, clause)
            and _is_parted(reading, clause[-1], mention)
            and _asks_next(reading, mention)
        ):
            yield tuple(clause)
            clause = []
        clause.append(mention)
    if clause:
        yield tuple(clause)


def _asks(reading: Reading, mentions: Iterable[Mention]) -> bool:
    """Whether one of the mentions asks for something: by itself, or with "nào" or "gì" at its end or after it."""
    for mention in mentions:
        last = [word.fold for word in reading.words[mention.end - 1 : mention.end + 1]]
        if mention.kind == "asked" or _ASKS & {*mention.tags} or _WHICH.intersection(last):
            return True
    return False


def _is_parted(reading: Reading, one: Mention, other: Mention) -> bool:
    return any(word.fold in _BOUNDARIES for word in reading.words[one.end : other.start])


def _asks_next(reading: Reading, first: Mention) -> bool:
    """Whether the stretch that begins with a mention asks for something before the next boundary."""
    stretch: list[Mention] = []
    for mention in reading.mentions[reading.mentions.index(first) :]:
        if stretch and _is_parted(reading, stretch[-1], mention):
            break
        stretch.append(mention)
    return _asks(reading, stretch)


def _part(reading: Reading, head: Sequence[Mention], clause: Sequence[Mention]) -> Part:
    """A later part: what it leaves out is what the first part said."""
    said = {tag for mention in clause for tag in mention.tags}
    acts = {tag for tag in said if tag.isupper()} - _ASKS - _NEUTRAL
    of_them = bool(acts) and any("WHO" in mention.tags for mention in head) and not said & {"WHO", "person", "role"}
    left = [mention for mention in head if not _asks(reading, [mention]) and not said & {*mention.tags}]
    if of_them:
        by_post = any(mention.kind == "role" for mention in head)  # the place is that of the post
        gone = ("person", "role", "agency", "place") if by_post else ("person", "role", "agency")
        left = [mention for mention in left if mention.kind not in gone]
    conditions = [mention for mention in left if mention.kind in _CONDITIONS]
    named = [mention for mention in left if _is_named(mention)]
    chosen = (left, named, conditions) if not acts else (named, conditions)
    return Part(tuple(replace(reading, mentions=_in_order([*kept, *clause])) for kept in chosen), bool(acts), of_them)


def _is_named(mention: Mention) -> bool:
    return mention.kind in _CONDITIONS or mention.kind == "phrase" or "EVENT" in mention.tags


def _in_order(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda mention: mention.start))
