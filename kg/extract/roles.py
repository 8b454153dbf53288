"""Tokens -> posts as the text names them: [nguyên|quyền] ROLE [agency | place]: "nguyên Phó Trưởng ban Tổ chức Tỉnh ủy"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from kg.extract.agencies import AgencyMention, agency_at, foreign_end
from kg.extract.places import PlaceMention, place_at
from kg.extract.scan import Scan
from kg.lexicon import Body, FieldOfWork, Node, Role
from kg.text import words


@dataclass(frozen=True, slots=True)
class RoleMention:
    """A post as tokens [start, end) name it.

    `agency` is where it is held, as far as said; `place` stands instead where only a place is said ("Chủ tịch tỉnh").
    Both may be missing: "Giám đốc" alone.
    """

    start: int
    end: int
    role: Role
    agency: AgencyMention | None = None
    place: PlaceMention | None = None
    former: bool = False
    acting: bool = False
    foreign: bool = False

    @property
    def bare(self) -> bool:
        """Whether the text says neither body nor place, and the role has no body of its own."""
        return not (self.agency or self.place or self.role.body or self.role.fixed_type)


def role_at(scan: Scan, i: int) -> RoleMention | None:
    """The post named from token i on, or None."""
    former = scan.word(i, "former")
    start = i
    if former:
        i = former[0]
    acting = scan.word(i, "acting")
    if acting:
        i = acting[0]
    if i >= len(scan.labels) or i > start and scan.tokens.line_break(i):
        return None
    found = scan.longest(i, Role)
    if found is None:
        return None
    end, role = found
    in_number = end == i + 1 and scan.tokens.glued(i) and scan.tokens.words[i - 1] in "-–/"  # "178/2004/QĐ-TTg"
    if in_number or scan.word_before(start, "titular"):
        return None
    mention = _with_agency(scan, RoleMention(start, end, role, former=former is not None, acting=acting is not None))
    if _country_follows(scan, mention.end):
        mention = replace(mention, foreign=True)
    if role.needs == "agency" and mention.agency is None:
        return None
    if not scan.tokens.caps[i] and mention.bare and not former:
        return mention if _lower_is_post(scan, i) else None
    return mention


def _country_follows(scan: Scan, i: int) -> bool:
    """Whether another country's name ends the post: "Chủ tịch Trung Quốc Tập Cận Bình", "Bộ trưởng Giáo dục Pháp"."""
    country = scan.word(i, "country")
    if country is None or not scan.tokens.caps[i]:
        return False
    single = country[0] == i + 1 and country[0] < len(scan.tokens)  # "Anh", "Đức", "Mỹ" are given names too
    return not single or scan.tokens.words[country[0]] not in scan.lexicon.surnames and i > 0


_STATE_WORDS: Final = frozenset(words("nước Chính phủ CHDCND CHND Cộng hòa Vương quốc Liên bang"))


def _lower_is_post(scan: Scan, i: int) -> bool:
    """A lower-case post is one only where it is no common noun in the plural ("các giám đốc", "một phó chủ tịch")."""
    return scan.word_before(i, "place-plural", "generic") is None


def _with_agency(scan: Scan, mention: RoleMention) -> RoleMention:
    role, end = mention.role, mention.end
    shared = len(role.shares)
    if shared and scan.tokens.norms[end : end + shared] == role.shares:
        shared = 0
    if shared:
        agency = agency_at_lower(scan, end - shared)
        if agency and agency.end > end:
            return _made(mention, agency)
    if role.body:
        return _fixed_body(scan, mention)
    if role.fixed_type:
        place = place_at(scan, end, bare="any")
        return replace(mention, end=place.end, place=place) if place else mention
    agency = agency_at(scan, end)
    if agency:
        return _made(mention, agency)
    if role.prefix:
        virtual = _virtual(scan, role.prefix, end)
        if virtual:
            return _made(mention, virtual)
    if role.of_type:
        place = place_at(scan, end)
        if place and not (place.implied and scan.tokens.norms[place.start] == "tp"):
            return replace(mention, end=place.end, place=place)
    return mention


def _fixed_body(scan: Scan, mention: RoleMention) -> RoleMention:
    """A post of one body; a country's name after it makes it foreign ("Thủ tướng Nhật Bản", "Chủ tịch Quốc hội Lào")."""
    end = mention.end
    tokens = scan.tokens
    for j in range(end, min(end + 6, len(tokens))):
        country = scan.word(j, "country")
        if country and tokens.caps[j]:
            return replace(mention, end=country[0], foreign=True)
        if tokens.norms[j] not in _STATE_WORDS:
            break
    agency = agency_at(scan, end)
    if agency and agency.body and agency.body.path == mention.role.body:
        return _made(mention, agency)
    if tokens.norms[end : end + 2] == words("Việt Nam"):
        return replace(mention, end=end + 2)
    return mention


def agency_at_lower(scan: Scan, i: int) -> AgencyMention | None:
    """An agency whose head word is part of a post and so may stand in lower case ("Trưởng ban Tuyên giáo Tỉnh ủy")."""
    found = agency_at(scan, i)
    if found or scan.tokens.caps[i]:
        return found
    tokens = scan.tokens
    raised = replace(tokens, caps=(*tokens.caps[:i], True, *tokens.caps[i + 1 :]))
    return agency_at(replace(scan, tokens=raised), i)


def _virtual(scan: Scan, prefix: str, i: int) -> AgencyMention | None:
    """A body named without its head word: after "Bộ trưởng", "Công Thương" is the Bộ Công Thương."""
    tokens = scan.tokens
    if i >= len(tokens) or not tokens.caps[i]:
        return None
    node = scan.lexicon.trie
    for token in words(prefix):
        node = node.next.get(token, Node())
    best: tuple[int, Body] | None = None
    j = i
    while j < len(tokens) and tokens.norms[j] in node.next:
        node = node.next[tokens.norms[j]]
        j += 1
        for entry in node.entries:
            if isinstance(entry, Body):
                best = (j, entry)
    if best:
        return _at_home(scan, i, *best)
    field = scan.longest(i, FieldOfWork)
    if field and prefix == "Bộ":
        path = next((b for b in scan.lexicon.bodies.values() if b.label == f"Bộ {field[1].label}"), None)
        return _at_home(scan, i, field[0], path) if path else None
    return None


def _at_home(scan: Scan, i: int, end: int, body: Body) -> AgencyMention:
    """The body named by tokens [i, end), or another country's: "Bộ trưởng Quốc phòng Mỹ"."""
    abroad = foreign_end(scan, end)
    return AgencyMention(i, abroad or end, body=body, foreign=bool(abroad))


def _made(mention: RoleMention, agency: AgencyMention) -> RoleMention:
    return replace(mention, end=max(mention.end, agency.end), agency=agency, foreign=mention.foreign or agency.foreign)
