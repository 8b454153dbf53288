"""A scan -> its chunks from left to right: posts, agencies, places, people, titles; every other token stands alone.

Chunks do not overlap: what is inside a post ("Giám đốc SỞ Y TẾ") is found in the post.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kg.extract.agencies import AgencyMention, agency_at
from kg.extract.people import NameMention, ShortMention, name_at, short_at
from kg.extract.places import PlaceMention, place_at
from kg.extract.roles import RoleMention, role_at
from kg.extract.scan import Scan
from kg.lexicon import AgencyType, Body, Place, Role

Value = RoleMention | AgencyMention | PlaceMention | NameMention | ShortMention | None


class Chunk(NamedTuple):
    """Tokens [start, end); kind is role, agency, place, person, short, title or word."""

    kind: str
    start: int
    end: int
    value: Value = None


@lru_cache(maxsize=100_000)
def _word(start: int, end: int) -> Chunk:
    """A chunk that is only words; they are most of a text, and the same in every text."""
    return Chunk("word", start, end)


def chunks(scan: Scan) -> tuple[Chunk, ...]:
    """The chunks of all sentences, in text order."""
    out: list[Chunk] = []
    ends = _word_ends(scan)
    for sent in scan.sentences:
        tokens = scan.token_range(sent)
        i, stop, introduced = tokens.start, tokens.stop, False
        while i < stop:
            if end := ends[i]:
                chunk, introduced = _word(i, end if end < stop else stop), False
            else:
                chunk = _chunk(scan, i, introduced)
                chunk = chunk if chunk.end <= stop else _word(i, i + 1)
                introduced = chunk.kind in ("title", "role")
            out.append(chunk)
            i = chunk.end
    return tuple(out)


def _word_ends(scan: Scan) -> list[int]:
    """For each token, 0 where more than a word may begin; else its end.

    Lower-case words that no list knows are nothing by themselves: in a line, all that follow each other end together.
    """
    labels, norms, caps, breaks = scan.labels, scan.tokens.norms, scan.tokens.caps, scan.tokens.breaks
    ends = [0] * len(norms)
    run = 0  # where the run of such words ends that begins at the token after
    for i in range(len(norms) - 1, -1, -1):
        here = labels[i]
        is_plain = False
        if not (caps[i] or here.opens):
            is_plain = not here.keys and norms[i][0].isalpha() and i not in breaks
            ends[i] = run if is_plain and run else i + 1
        run = ends[i] if is_plain else 0
    return ends


def _chunk(scan: Scan, i: int, introduced: bool) -> Chunk:
    kinds, leads = scan.labels[i].keys, scan.labels[i].leads
    if leads or Role in kinds:
        role = role_at(scan, i)
        if role:
            return Chunk("role", role.start, role.end, role)
    if AgencyType in kinds or Body in kinds:
        agency = agency_at(scan, i)
        if agency:
            return Chunk("agency", agency.start, agency.end, agency)
    if scan.tokens.caps[i] and (name := name_at(scan, i, introduced=introduced)):
        return Chunk("person", name.start, name.end, name)
    if leads and (titled := _title(scan, i)):
        return titled
    if leads or Place in kinds:
        place = place_at(scan, i)
        if place:
            return Chunk("place", place.start, place.end, place)
    return _word(i, i + 1)


def _title(scan: Scan, i: int) -> Chunk | None:
    title = scan.word(i, "honorific", "rank")
    if title is None:
        return None
    end = title[0]
    place = place_at(scan, i)
    if place and place.end > end:  # "Bà Rịa - Vũng Tàu" is no lady
        return Chunk("place", place.start, place.end, place)
    if end < len(scan.tokens) and scan.tokens.caps[end] and name_at(scan, end, introduced=True) is None:
        short = short_at(scan, i)
        if short and role_at(scan, end) is None and agency_at(scan, end) is None:
            return Chunk("short", short.start, short.end, short)
    return Chunk("title", i, end)
