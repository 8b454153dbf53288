"""A scan -> its chunks from left to right: posts, agencies, places, people, titles; every other token stands alone.

Chunks do not overlap: what is inside a post ("Giám đốc SỞ Y TẾ") is found in the post.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.agencies import AgencyMention, agency_at
from kg.extract.people import NameMention, ShortMention, name_at, short_at
from kg.extract.places import PlaceMention, place_at
from kg.extract.roles import RoleMention, role_at
from kg.extract.scan import Scan
from kg.lexicon import AgencyType, Body, Role, Word

Value = RoleMention | AgencyMention | PlaceMention | NameMention | ShortMention | None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens [start, end); kind is role, agency, place, person, short, title or word."""

    kind: str
    start: int
    end: int
    value: Value = None


def chunks(scan: Scan) -> tuple[Chunk, ...]:
    """The chunks of all sentences, in text order."""
    out: list[Chunk] = []
    for sent in scan.sentences:
        tokens = scan.token_range(sent)
        i, introduced = tokens.start, False
        while i < tokens.stop:
            plain = _plain_end(scan, i, tokens.stop)
            if plain > i:
                out.append(Chunk("word", i, plain))
                i, introduced = plain, False
                continue
            chunk = _chunk(scan, i, introduced)
            if chunk.end > tokens.stop:
                chunk = Chunk("word", i, i + 1)
            out.append(chunk)
            introduced = chunk.kind in ("title", "role")
            i = chunk.end
    return tuple(out)


def _plain_end(scan: Scan, i: int, stop: int) -> int:
    """The end of the run of lower-case words from token i on that no list knows: they are nothing by themselves."""
    tokens = scan.tokens
    while i < stop and not scan.found[i] and not tokens.caps[i] and tokens.words[i][0].isalpha() and not tokens.line_break(i):
        i += 1
    return i


def _chunk(scan: Scan, i: int, introduced: bool) -> Chunk:
    kinds = {type(entry) for _, entry in scan.found[i]} if scan.found[i] else ()
    if Role in kinds or Word in kinds and scan.word(i, "former", "acting"):
        role = role_at(scan, i)
        if role:
            return Chunk("role", role.start, role.end, role)
    if AgencyType in kinds or Body in kinds:
        agency = agency_at(scan, i)
        if agency:
            return Chunk("agency", agency.start, agency.end, agency)
    name = name_at(scan, i, introduced=introduced)
    if name:
        return Chunk("person", name.start, name.end, name)
    if kinds:
        titled = _title(scan, i)
        if titled:
            return titled
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
