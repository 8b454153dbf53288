"""Tokens -> agencies as the text names them: a listed body, or HEAD [field] [open name] [host] [place], recursively.

"Ban Tổ chức Tỉnh ủy An Giang" is a head with a host (Tỉnh ủy) that has a place; "Sở TT&TT tỉnh" a head with a field and
an implied place. Which place a short form means is settled later, for the whole article.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from kg.extract.agency_names import VIETNAM, complement_end, ends_place, name_end, person_begins
from kg.extract.places import PlaceMention, first_of_several, place_at
from kg.extract.scan import Scan
from kg.lexicon import AgencyType, Body, FieldOfWork, Place
from kg.text import folded, words

_HEADS: Final = frozenset({AgencyType, Body})


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """An agency as tokens [start, end) name it; exactly one of `body` and `type` is set."""

    start: int
    end: int
    body: Body | None = None
    type: AgencyType | None = None
    field: FieldOfWork | None = None
    name: str = ""
    host: AgencyMention | None = None
    place: PlaceMention | None = None
    foreign: bool = False

    @property
    def kind(self) -> str:
        """The ontology's class of what is named: StateBody, PartyBody or Agency."""
        named = self.body or self.type
        return named.kind if named else "Agency"

    @property
    def short(self) -> bool:
        """Whether only the head is said ("Sở", "Đảng ủy", "Ban Thường vụ"): what it means depends on the article."""
        return self.body is None and not (self.field or self.name or self.host or self.place)


def agency_at(scan: Scan, i: int, *, depth: int = 0) -> AgencyMention | None:
    """The agency named from token i on (the reading that spans most tokens), or None."""
    if i >= len(scan.labels) or depth > 4 or scan.labels[i].keys.isdisjoint(_HEADS) or scan.word(i, "not-an-agency"):
        return None
    if not scan.tokens.caps[i] and scan.word(i, "never-lower"):
        return None
    body = _body(scan, i)
    typed = None if scan.tokens.norms[i - 2 : i] == _PHOTO else _typed(scan, i, depth)  # "Ảnh: Trường Phong"
    mention = typed if body is None or typed and _outgrows(scan, typed, body) else body
    return None if mention is None or _is_kind(scan, mention) or _is_place(scan, mention) else mention


_PHOTO: Final = words("ảnh:")


def _outgrows(scan: Scan, typed: AgencyMention, body: AgencyMention) -> bool:
    """Whether the words go on after a listed name, so that another body is named."""
    if _bare_end(typed) <= body.end or scan.word(body.end, "deed") or scan.tokens.words[body.end] == "và":
        return False
    named = typed.host or typed.place or _capital_inside(scan, body.end, typed.end)
    return bool(named or scan.word(body.end, "name-word"))


def _is_kind(scan: Scan, mention: AgencyMention) -> bool:
    """Whether bodies of a level are meant, none in particular: "Trung tâm Y tế cấp huyện", "chuyên ngành Y tế"."""
    if mention.type is None:
        return False
    sector = mention.type.concept == "at-nganh" and scan.word_before(mention.start, "not-of-head")
    return bool(sector or scan.word(mention.end, "of-a-level"))


def _is_place(scan: Scan, mention: AgencyMention) -> bool:
    """Whether a place's name only looks like a body's: "Vụ Bản" is a district."""
    place = scan.longest(mention.start, Place)
    return bool(place and mention.body is None and not _capital_inside(scan, place[0], mention.end))


def _bare_end(mention: AgencyMention) -> int:
    """Where a mention ends without the body above it, when that follows a comma or stands in brackets."""
    if mention.host and mention.host.body and mention.name:
        return mention.host.start - 1
    return mention.end


def _body(scan: Scan, i: int) -> AgencyMention | None:
    found = scan.longest(i, Body)
    if found is None or not scan.tokens.caps[i]:
        return None
    end, body = found
    if scan.tokens.words[end - 1] == "tư" and not body.label.endswith(
        "Đầu tư"
    ):  # "Văn phòng tư vấn" is no "Văn phòng TƯ"
        return None
    foreign = foreign_end(scan, end)
    if foreign:
        return AgencyMention(i, foreign, body=body, foreign=True)
    if scan.tokens.norms[end : end + 2] == VIETNAM and not body.label.endswith("Việt Nam"):
        end += 2
    branch = _branch(scan, i, end, body)
    return branch or _with_parent(scan, AgencyMention(i, _acronym(scan, end), body=body))


def _branch(scan: Scan, i: int, end: int, body: Body) -> AgencyMention | None:
    """The branch of an enterprise in a province: "Viettel Hậu Giang", "VNPT tỉnh Cà Mau"."""
    if body.classification not in scan.lexicon.rules["agencies"]["with_branches"] or scan.tokens.line_break(end):
        return None
    place = place_at(scan, end)
    if place is None or place.implied or place.level != "province" or _person_follows(scan, place):
        return None
    return AgencyMention(i, place.end, body=body, place=place)


_BELOW: Final = frozenset(
    {"at-cuc", "at-vu", "at-tong-cuc", "at-vien", "at-hoc-vien", "at-truong", "at-cong-an", "at-quan-doi"}
)


def _with_parent(scan: Scan, mention: AgencyMention) -> AgencyMention:
    """A listed department with the ministry above it: "Cục Viễn thông, Bộ TT&TT", "Cục CNTT (Tổng cục Hải quan)"."""
    body, words_, j = mention.body, scan.tokens.words, mention.end
    assert body is not None
    if body.classification not in _BELOW or j >= len(words_) or words_[j] not in (",", "(", "thuộc"):
        return mention
    found = scan.longest(j + 1 if not scan.word(j + 1, "host-word") else j + 2, Body)
    if found is None:
        return mention
    above = found[1]
    if above.path != body.parent and above.label != getattr(scan.lexicon.bodies.get(body.parent), "label", ""):
        return mention
    end = found[0]
    if words_[j] == "(":
        if end >= len(words_) or words_[end] != ")":
            return mention
        end += 1
    return replace(mention, end=end, host=AgencyMention(j + 1, found[0], body=above))


_STATE_WORDS: Final = frozenset(
    words("nước CHDCND CHND Cộng hòa Vương quốc Liên bang Dân chủ Nhân dân và các tiểu quốc")
)


def foreign_end(scan: Scan, end: int) -> int:
    """The end of a country's name that makes the body foreign ("Quốc hội Lào", "Bộ Ngoại giao nước CHDCND Lào"), or 0."""
    if abroad := scan.word(end, "abroad"):
        return abroad[0]
    for j in range(end, min(end + 7, len(scan.tokens))):
        country = scan.word(j, "country")
        place = scan.longest(j, Place)  # "Lào Cai" is no country
        if country and scan.tokens.caps[j] and not (place and place[0] > country[0]):
            return country[0] if j > end or country[1].value != "Anh" or not _syllable_before(scan, j) else 0
        if scan.tokens.norms[j] not in _STATE_WORDS:
            return 0
    return 0


def _syllable_before(scan: Scan, j: int) -> bool:
    """Whether "Anh" may be part of a name rather than the country: a capital follows it."""
    return j + 1 < len(scan.tokens) and scan.tokens.caps[j + 1]


def _acronym(scan: Scan, end: int) -> int:
    """Past an acronym in brackets: "Sở Thông tin và Truyền thông (TT&TT)" """
    words = scan.tokens.words
    if end + 2 < len(words) and words[end] == "(":
        for j in range(end + 1, min(end + 8, len(words))):
            if words[j] == ")":
                return j + 1 if j > end + 1 else end
            if not (words[j].isupper() or words[j] in "&-,.") or scan.word(j, "place-word"):
                return end
    return end


def _typed(scan: Scan, i: int, depth: int) -> AgencyMention | None:
    best: AgencyMention | None = None
    for size, entry in scan.labels[i].entries:  # a longer head goes before a shorter one with a few words more
        if isinstance(entry, AgencyType) and not (size == 1 and _in_capitals(scan, i, entry)):
            mention = _complete(scan, AgencyMention(i, i + size, type=entry), depth)
            if mention and (best is None or not _capital_inside(scan, mention.end, best.end)):
                best = mention
    return best


def _in_capitals(scan: Scan, i: int, head: AgencyType) -> bool:
    """Whether token i may end a word where all is in capitals: the "VỤ" of "PHỤC VỤ", the "HỘI" of "ĐẠI HỘI ĐẢNG"."""
    tokens = scan.tokens
    if i == 0 or tokens.line_break(i) or tokens.words[i] != head.label.upper():
        return False
    return tokens.words[i - 1].isupper() and len(tokens.words[i - 1]) > 1


def _complete(scan: Scan, mention: AgencyMention, depth: int) -> AgencyMention | None:
    """The head with all that belongs to it, or None where it is no agency after all."""
    kind = mention.type
    assert kind is not None
    head_end = mention.end
    if "field" in kind.takes:
        mention = _with_field(scan, mention)
    if not mention.field:
        end = _acronym(scan, mention.end)
        mention = replace(mention, end=end) if end > mention.end else mention
        if "name" in kind.takes or kind.needs == "field" and kind.concept == "at-so":
            mention = _with_name(scan, mention)
    mention = _with_place(scan, _with_complement(scan, _with_host(scan, mention, depth)))
    mention = _with_complement(scan, mention) if mention.place else mention
    foreign = foreign_end(scan, mention.end) if mention.host is None and mention.place is None else 0
    if foreign:
        return replace(mention, end=foreign, foreign=True)
    return mention if _is_agency(scan, mention, head_end) else None


def _with_field(scan: Scan, mention: AgencyMention) -> AgencyMention:
    """The head with its field; where tone marks are wrong or missing ("Sở Tài nguyên - Môi trưởng"), by the bare letters."""
    if mention.end >= len(scan.tokens) or not scan.tokens.caps[mention.end] or scan.tokens.line_break(mention.end):
        return mention
    found = scan.longest(mention.end, FieldOfWork)
    if found and _goes_on(scan, mention, found[0]):
        return mention
    if found:
        work = _of_department(scan, mention, *found)
        return replace(mention, field=work, end=_acronym(scan, found[0]))
    for size in range(8, 2, -1):
        field = scan.lexicon.folded_fields.get(tuple(map(folded, scan.tokens.words[mention.end : mention.end + size])))
        if field:
            return replace(mention, field=field, end=mention.end + size)
    return mention


def _of_department(scan: Scan, mention: AgencyMention, end: int, work: FieldOfWork) -> FieldOfWork:
    """What an abbreviation means after this head: "VH-TT" is sports in the name of a Sở, information in that of a Phòng."""
    assert mention.type is not None
    meant = scan.lexicon.rules["agencies"]["abbreviated"].get(mention.type.concept, {}).get(work.concept)
    letters = [word for word in scan.tokens.words[mention.end : end] if word.isalpha()]
    return scan.lexicon.fields[meant] if meant and all(word.isupper() for word in letters) else work


def _goes_on(scan: Scan, mention: AgencyMention, end: int) -> bool:
    """Whether a field is but the beginning of a name: "Phòng CSGT [đường bộ - đường sắt]"."""
    kind = mention.type
    assert kind is not None
    if "name" not in kind.takes or end >= len(scan.tokens) or scan.begins(end, Place) and scan.tokens.caps[end]:
        return False
    return name_end(scan, kind, mention.end) > end


def _with_name(scan: Scan, mention: AgencyMention) -> AgencyMention:
    assert mention.type is not None
    end = name_end(scan, mention.type, mention.end)
    if end <= mention.end:
        return mention
    name = scan.span(mention.end, end)
    return replace(mention, name=" ".join(name.split()), end=_acronym(scan, end))


def _with_complement(scan: Scan, mention: AgencyMention) -> AgencyMention:
    """What a committee is about, told after the body above it or its place: "Ban Chỉ đạo tỉnh về chuyển đổi số"."""
    kind, j = mention.type, mention.end
    assert kind is not None
    if (
        not (mention.host or mention.place)
        or mention.name
        or kind.concept not in scan.lexicon.rules["agencies"]["committees"]
    ):
        return mention
    if j >= len(scan.tokens) or scan.tokens.words[j] != "về" or (end := complement_end(scan, j)) == j:
        return mention
    return replace(mention, name=" ".join(scan.span(j, end).split()), end=end)


def _with_host(scan: Scan, mention: AgencyMention, depth: int) -> AgencyMention:
    """The body it belongs to: "Văn phòng UBND tỉnh", "Cục Viễn thông, Bộ TT&TT", "Trung tâm Pháp y (thuộc Sở Y tế ...)"."""
    kind, tokens, j = mention.type, scan.tokens, mention.end
    assert kind is not None
    if "host" not in kind.takes and not mention.name or j >= len(tokens) or tokens.line_break(j):
        return mention
    bracket = tokens.words[j] == "("
    comma = tokens.words[j] in (",", "-", "–")
    of_council = comma and kind.broader == "at-ban-hdnd"  # "Trưởng ban Đô thị, HĐND thành phố"
    if (bracket or comma and not of_council) and not mention.name and not mention.field:
        return mention
    k = j + 1 if bracket or comma else j
    link = scan.word(k, "host-word")
    if link and not (mention.name or mention.field or kind.concept in scan.lexicon.rules["agencies"]["committees"]):
        return mention
    host = agency_at(scan, link[0] if link else k, depth=depth + 1)
    if host is None or host.foreign or comma and (ends_place(scan, j) or not _is_above(scan, kind, host)):
        return mention
    end = host.end
    if bracket:
        if end >= len(tokens) or tokens.words[end] != ")":
            return mention
        end += 1
    return replace(mention, host=host, end=end)


def _is_above(scan: Scan, kind: AgencyType, host: AgencyMention) -> bool:
    """Whether a body after a comma is the one above, rather than the next of a list: "Phòng PC45, Công an tỉnh ..."."""
    what = host.body.classification if host.body else host.type.concept if host.type and not host.short else ""
    return what in scan.lexicon.rules["agencies"]["above"].get(kind.concept, ())


def _with_place(scan: Scan, mention: AgencyMention) -> AgencyMention:
    kind = mention.type
    assert kind is not None
    if mention.host or "place" not in kind.takes and not mention.name or scan.tokens.line_break(mention.end):
        return mention
    place = place_at(scan, mention.end, bare="any" if "bareName" in kind.flags else "province")
    place = place or first_of_several(scan, mention.end)
    if place is None or _person_follows(scan, place):
        return mention
    return replace(mention, place=place, end=place.end)


def _person_follows(scan: Scan, place: PlaceMention) -> bool:
    """Whether a bare name is a person's: "Thành ủy Hà Nam Thắng" is none, yet "Tỉnh ủy Hà Giang" is a place."""
    tokens = scan.tokens
    if place.implied or scan.word(place.start, "place-word"):
        return False
    return (
        place.end - place.start == 1
        and tokens.words[place.start] in scan.lexicon.strong_surnames
        and place.end + 1 < len(tokens)
        and tokens.caps[place.end]
    )


def _is_agency(scan: Scan, mention: AgencyMention, head_end: int) -> bool:
    kind, tokens = mention.type, scan.tokens
    assert kind is not None
    has = {
        "": True,
        "field": bool(mention.field or mention.name),
        "name": bool(mention.name),
        "place": mention.place is not None,
        "host": mention.host is not None or mention.place is not None,
        "party-host": _has_party_host(mention),
        "named": bool(mention.name or mention.host) or mention.place is not None,
        "name-place": bool(mention.name or mention.field) or mention.place is not None,
    }[kind.needs]
    lower = not tokens.caps[mention.start]
    if lower and (not has or mention.short):
        return False
    if lower and not _capital_inside(scan, head_end, mention.end) and not (mention.place and mention.place.implied):
        return False
    if mention.name and (lower or kind.concept == "at-so" and not _is_work(scan, head_end)):
        return False
    if head_end == mention.start + 1 and mention.name and person_begins(scan, mention.start):
        return False
    if (
        mention.name
        and not any(c.isupper() or c.isdigit() for c in mention.name)
        and (
            mention.place is None and mention.host is None and "Chỉ đạo" not in kind.label or kind.concept == "at-doan"
        )
    ):
        return False
    if has:
        return not (mention.name and scan.word_before(mention.start, "place-plural"))
    return mention.short and kind.concept in SHORT_FORMS and not lower


def _is_work(scan: Scan, i: int) -> bool:
    """Whether a line of business that no field lists begins at token i: "Sở Văn hóa", not the film hero "Sở Điềm"."""
    return scan.tokens.caps[i] and scan.word(i, "name-word") is not None


# Heads that stand alone for the one just spoken of: "Đảng ủy", "Sở", "Đảng bộ", "Ban Thường vụ".
SHORT_FORMS: Final = frozenset(
    {
        "at-ban-chi-dao",
        "at-ban-quan-ly",
        "at-so",
        "at-dang-uy",
        "at-dang-bo",
        "at-ban-thuong-vu",
        "at-ban-chap-hanh",
        "at-ban-can-su",
        "at-dang-doan",
    }
)


def _has_party_host(mention: AgencyMention) -> bool:
    host = mention.host
    if host is None:
        return False
    if host.body:
        return host.body.kind == "PartyBody" or host.body.classification in ("at-doan-the", "at-mat-tran")
    return host.type is not None and host.type.kind in ("PartyBody", "Agency")


def _capital_inside(scan: Scan, i: int, j: int) -> bool:
    return any(scan.tokens.caps[k] for k in range(i, j))
