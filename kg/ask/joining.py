"""The mentions of a question in, those that belong together joined out: numbers, agencies, people, phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.ask.mentions import Mention
from kg.ask.spotting import Spotter

_PLAIN_NUMBER: Final = re.compile(r"\d+[a-z]?")
_SKIPPED: Final = frozenset({"so", "no", "number"})  # between a kind of document and its number
_LINKS: Final = frozenset({"cua", "o", "tai", "of", "in", "the", "tinh", "thanh", "pho", "province"})
_NAME_LENGTH: Final = range(2, 5)
_WHICH: Final = frozenset({"nao", "gi", "which", "what"})  # beside a kind of document: one is asked for


def join(found: Sequence[Mention], spotter: Spotter) -> tuple[Mention, ...]:
    """The mentions without fillers. Words that stay unknown are phrases, as long as they stand together."""
    for step in (_documents, _people, _agencies, _titles, _roles):
        found = list(step(found, spotter))
    return tuple(mention for mention in _phrases(found, spotter) if mention.kind != "filler")


def _documents(found: Sequence[Mention], spotter: Spotter) -> Iterator[Mention]:
    """A number, with the kind of document and "số" before it, is a document; "nghị quyết nào" asks for one."""
    pending: list[Mention] = []  # a kind of document and what may stand before its number
    before = ""
    for mention in found:
        word = spotter.words[mention.start]
        kind = pending[0] if pending else None
        if mention.kind == "number" or (kind and mention.kind == "phrase" and _PLAIN_NUMBER.fullmatch(word.norm)):
            start = kind.start if kind else mention.start
            things = spotter.names.documents(mention.label or word.norm, kind.label if kind else "")
            yield Mention("document", spotter.text(start, mention.end), start, mention.end, things)
            pending = []
        elif kind and word.fold in _SKIPPED:
            pending.append(mention)
        elif kind and word.fold in _WHICH and len(pending) == 1:
            yield replace(kind, kind="asked")
            pending = []
        else:
            yield from pending
            pending = []
            if mention.kind == "doctype" and before in _WHICH:
                yield replace(mention, kind="asked")
            elif mention.kind == "doctype":
                pending = [mention]
            else:
                yield mention
        before = word.fold
    yield from pending


def _people(found: Sequence[Mention], spotter: Spotter) -> Iterator[Mention]:
    """Unknown words after a family name are a person whom the graph does not know; a place may hide in the name."""
    i = 0
    while i < len(found):
        run = [found[i]]
        if found[i].kind == "phrase" and _is_family_name(found[i], spotter):
            run += _name_parts(found[i + 1 :])
        if len(run) > 1 and run[-1].end - run[0].start in _NAME_LENGTH:
            start, end = run[0].start, run[-1].end
            yield Mention("person", spotter.text(start, end), start, end)
        else:
            run = run[:1]
            yield run[0]
        i += len(run)


def _is_family_name(mention: Mention, spotter: Spotter) -> bool:
    """Whether a word is a family name; in small letters, or without marks, only where such names are wanted.

    A small letter before a capital begins no name ("thời tiết Hà Nội").
    """
    word, after = spotter.words[mention.start], spotter.words[mention.end : mention.end + 1]
    if word.text[:1].islower() and after and after[0].text[:1].isupper():
        return False
    if spotter.small_names:
        return word.norm in spotter.grammar.family_names or word.norm in spotter.grammar.plain_family_names
    return word.text[:1].isupper() and word.norm in spotter.grammar.family_names


def _name_parts(following: Sequence[Mention]) -> Iterator[Mention]:
    """Unknown words, at last perhaps one place."""
    for mention in following:
        if mention.kind not in ("phrase", "place"):
            return
        yield mention
        if mention.kind == "place":
            return


def _agencies(found: Sequence[Mention], spotter: Spotter) -> Iterator[Mention]:
    """An agency and the place after it are one; a kind of agency and a line of business are one unknown agency."""
    places = [mention for mention in found if mention.kind == "place"] or list(_seats(found, spotter))
    i = 0
    while i < len(found):
        mention, after = found[i], found[i + 1] if i + 1 < len(found) else None
        beyond = found[i + 2].kind if i + 2 < len(found) else ""
        if after and beyond in ("doctype", "document", "asked") and spotter.is_filler(after):
            after = None  # "giao ngành xây dựng kế hoạch"
        if mention.kind == "type" and after and after.kind in ("field", "type"):
            mention, i = (
                replace(mention, kind="seatless", end=after.end, label=spotter.text(mention.start, after.end)),
                i + 1,
            )
        if mention.kind in ("agency", "seatless"):
            place, skipped = _place_after(found[i + 1 :], spotter)
            if mention.kind == "seatless":
                near = place or (places[0] if len(places) == 1 else None)
                mention = _seated(mention, near, spotter)
                if place and near is place:
                    mention, i = replace(mention, end=place.end, label=f"{mention.label} {place.label}"), i + skipped
            yield replace(mention, kind="agency")
        else:
            is_word = mention.kind in ("type", "field")
            kind = ("filler" if spotter.is_filler(mention) else "phrase") if is_word else mention.kind
            yield replace(mention, kind=kind)
        i += 1


def _seats(found: Sequence[Mention], spotter: Spotter) -> Iterator[Mention]:
    """The place of the agencies that are named in full, where it is one."""
    seats = {
        spotter.names.seats.get(thing, "") for mention in found if mention.kind == "agency" for thing in mention.things
    }
    if len(seats) == 1 and "" not in seats:
        yield Mention("place", "", 0, 0, tuple(seats))


def _place_after(following: Sequence[Mention], spotter: Spotter) -> tuple[Mention | None, int]:
    """The place that follows, with at most a preposition between, and how many mentions that takes."""
    for count, mention in enumerate(following[:3], 1):
        if mention.kind == "place":
            return mention, count
        if mention.kind != "filler" or spotter.words[mention.start].fold not in _LINKS:
            break
    return None, 0


def _seated(mention: Mention, place: Mention | None, spotter: Spotter) -> Mention:
    """The agency of that name in that place; without a place, all of that name."""
    if not place:
        return mention
    spelled = [word.fold for word in spotter.words[mention.start : mention.end]]
    return replace(mention, things=spotter.names.seated(mention.things, place.things, spelled))


def _titles(found: Sequence[Mention], spotter: Spotter) -> Iterator[Mention]:
    """A post right before a name only says who is meant ("Thứ trưởng Nguyễn Huy Dũng")."""
    for i, mention in enumerate(found):
        rest = [other.kind for other in found[i + 1 : i + 3]]
        is_title = mention.kind == "role" and (rest[:1] == ["person"] or rest == ["agency", "person"])
        is_body = mention.kind == "agency" and i and found[i - 1].kind == "role" and rest[:1] == ["person"]
        yield replace(mention, kind="filler") if is_title or is_body else mention


def _roles(found: Sequence[Mention], spotter: Spotter) -> Iterator[Mention]:
    """Roles as the graph stores them, with the body that a role has by itself ("Thủ tướng", "Bí thư Hà Nội")."""
    for i, mention in enumerate(found):
        if mention.kind != "role":
            yield mention
            continue
        after = found[i + 1] if i + 1 < len(found) else None
        place = after if after and after.kind == "place" else None
        roles, bodies = spotter.names.stored(mention.things, place.things if place else ())
        yield replace(mention, things=roles)
        if bodies is not None and not (after and after.kind == "agency"):
            yield Mention("agency", spotter.text(mention.start, mention.end), mention.end, mention.end, bodies)


def _phrases(found: Sequence[Mention], spotter: Spotter) -> Iterator[Mention]:
    """Unknown words that stand together are one phrase."""
    run: list[Mention] = []
    for mention in found:
        if mention.kind == "phrase" and (not run or run[-1].end == mention.start):
            run.append(mention)
            continue
        if run:
            yield Mention("phrase", spotter.text(run[0].start, run[-1].end), run[0].start, run[-1].end)
        run = [mention] if mention.kind == "phrase" else []
        if not run:
            yield mention
    if run:
        yield Mention("phrase", spotter.text(run[0].start, run[-1].end), run[0].start, run[-1].end)
