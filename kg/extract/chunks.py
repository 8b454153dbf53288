"""A scan -> its chunks from left to right: posts, agencies, places, people, titles; every other token stands alone.

Chunks do not overlap: what is inside a post ("Giám đốc SỞ Y TẾ") is found in the post.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.agencies import AgencyMention, agency_at
from kg.extract.people import NameMention, ShortMention, name_at, short_at
from kg.extract.places import PlaceMention, place_at
from kg.extract.roles import RoleMention, role_at
from kg.extract.scan import Scan
from kg.lexicon import LEADS, AgencyType, Body, Place, Role

Value = RoleMention | AgencyMention | PlaceMention | NameMention | ShortMention | None


class Chunk(NamedTuple):
    """Tokens [start, end); kind is role, agency, place, person, short, title or word."""

    kind: str
    start: int
    end: int
    value: Value = None


def chunks(scan: Scan) -> tuple[Chunk, ...]:
    """The chunks of all sentences, in text order."""
    out: list[Chunk] = []
    ways = _ways(scan)
    for sent in scan.sentences:
        tokens = scan.token_range(sent)
        i, introduced = tokens.start, False
        while i < tokens.stop:
            chunk = _chunk(scan, i, introduced) if ways[i] == _OPENS else None
            if chunk is None or chunk.end > tokens.stop:
                chunk = Chunk("word", i, _run_end(ways, i, tokens.stop))
            out.append(chunk)
            introduced = chunk.kind in ("title", "role")
            i = chunk.end
    return tuple(out)


# What a token may do: open a chunk; be a word alone; be one of a run of lower-case words that no list knows.
_OPENS, _ALONE, _PLAIN = range(3)


def _ways(scan: Scan) -> list[int]:
    tokens, leads = scan.tokens, scan.lexicon.lead_words
    ways: list[int] = []
    for cap, here, norm in zip(tokens.caps, scan.labels, tokens.norms, strict=True):
        if cap or here.longest or here.words and norm in leads:
            ways.append(_OPENS)
        else:
            ways.append(_ALONE if here.words or not norm[0].isalpha() else _PLAIN)
    for i in tokens.breaks:
        ways[i] = min(ways[i], _ALONE)
    return ways


def _run_end(ways: list[int], i: int, stop: int) -> int:
    """The end of the run of plain words from token i on, or of the token where it is none."""
    end = i + 1
    while ways[i] == _PLAIN and end < stop and ways[end] == _PLAIN:
        end += 1
    return end


def _chunk(scan: Scan, i: int, introduced: bool) -> Chunk:
    kinds = scan.labels[i].longest
    leads = scan.tokens.norms[i] in scan.lexicon.lead_words and scan.word(i, *LEADS)
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
    return Chunk("word", i, i + 1)


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
