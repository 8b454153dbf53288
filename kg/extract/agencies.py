"""Tokens -> agencies as the text names them: a listed body, or HEAD [field] [open name] [host] [place], recursively.

"Ban Tổ chức Tỉnh ủy An Giang" is a head with a host (Tỉnh ủy) that has a place; "Sở TT&TT tỉnh" a head with a field and
an implied place. Which place a short form means is settled later, for the whole article.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from kg.extract.places import PlaceMention, place_at
from kg.extract.scan import Scan
from kg.lexicon import AgencyType, Body, FieldOfWork, Role
from kg.text import folded, segment, words

_HEADS: Final = frozenset({AgencyType, Body})
_MAX_NAME: Final = 16  # tokens of an open name


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
    typed = _typed(scan, i, depth)
    if body and typed:
        longer = _bare_end(typed) > body.end and (
            typed.host or typed.place or _capital_inside(scan, body.end, typed.end)
        )
        return typed if longer else body
    return body or typed


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
    foreign = _foreign(scan, end)
    if foreign:
        return AgencyMention(i, foreign, body=body, foreign=True)
    if scan.tokens.norms[end : end + 2] == _VIETNAM and not body.label.endswith("Việt Nam"):
        end += 2
    return _with_parent(scan, AgencyMention(i, _acronym(scan, end), body=body))


_VIETNAM: Final = words("Việt Nam")
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


def _foreign(scan: Scan, end: int) -> int:
    """The end of a country's name that makes the body foreign ("Quốc hội Lào", "Bộ Ngoại giao nước CHDCND Lào"), or 0."""
    for j in range(end, min(end + 7, len(scan.tokens))):
        country = scan.word(j, "country")
        if country and scan.tokens.caps[j]:
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
    for size, entry in scan.labels[i].entries:
        if isinstance(entry, AgencyType):
            mention = _complete(scan, AgencyMention(i, i + size, type=entry), depth)
            if mention and (best is None or mention.end >= best.end):
                best = mention
    return best


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
    mention = _with_place(scan, _with_host(scan, mention, depth))
    foreign = _foreign(scan, mention.end) if mention.host is None and mention.place is None else 0
    if foreign:
        return replace(mention, end=foreign, foreign=True)
    return mention if _is_agency(scan, mention, head_end) else None


def _with_field(scan: Scan, mention: AgencyMention) -> AgencyMention:
    """The head with its field; where tone marks are wrong or missing ("Sở Tài nguyên - Môi trưởng"), by the bare letters."""
    if mention.end >= len(scan.tokens) or not scan.tokens.caps[mention.end] or scan.tokens.line_break(mention.end):
        return mention
    found = scan.longest(mention.end, FieldOfWork)
    if found:
        return replace(mention, field=found[1], end=_acronym(scan, found[0]))
    for size in range(8, 2, -1):
        field = scan.lexicon.folded_fields.get(tuple(map(folded, scan.tokens.words[mention.end : mention.end + size])))
        if field:
            return replace(mention, field=field, end=mention.end + size)
    return mention


def _with_name(scan: Scan, mention: AgencyMention) -> AgencyMention:
    end = _name_end(scan, mention)
    if end <= mention.end:
        return mention
    name = scan.span(mention.end, end)
    return replace(mention, name=" ".join(name.split()), end=_acronym(scan, end))


def _with_host(scan: Scan, mention: AgencyMention, depth: int) -> AgencyMention:
    """The body it belongs to: "Văn phòng UBND tỉnh", "Cục Viễn thông, Bộ TT&TT", "Trung tâm Pháp y (thuộc Sở Y tế ...)"."""
    kind, tokens, j = mention.type, scan.tokens, mention.end
    assert kind is not None
    if "host" not in kind.takes and not mention.name or j >= len(tokens) or tokens.line_break(j):
        return mention
    bracket = tokens.words[j] == "("
    comma = tokens.words[j] == ","
    if (bracket or comma) and not mention.name and not mention.field:
        return mention
    k = j + 1 if bracket or comma else j
    link = scan.word(k, "host-word")
    if link and not mention.name and not mention.field:
        return mention
    host = agency_at(scan, link[0] if link else k, depth=depth + 1)
    if host is None or host.foreign or comma and not (_above(host) and kind.concept in _UNDER_MINISTRY):
        return mention
    end = host.end
    if bracket:
        if end >= len(tokens) or tokens.words[end] != ")":
            return mention
        end += 1
    return replace(mention, host=host, end=end)


_UNDER_MINISTRY: Final = frozenset(
    {"at-cuc", "at-vu", "at-tong-cuc", "at-vien", "at-trung-tam", "at-thanh-tra", "at-van-phong"}
)


def _above(host: AgencyMention) -> bool:
    """Whether a body after a comma can be the one above, rather than the next of a list."""
    if host.body:
        return host.body.classification in ("at-bo", "at-co-quan-ngang-bo", "at-co-quan-thuoc-chinh-phu", "at-tong-cuc")
    return False


def _with_place(scan: Scan, mention: AgencyMention) -> AgencyMention:
    kind = mention.type
    assert kind is not None
    if mention.host or "place" not in kind.takes and not mention.name or scan.tokens.line_break(mention.end):
        return mention
    place = place_at(scan, mention.end, bare="any" if "bareName" in kind.flags else "province")
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
        "name-place": bool(mention.name or mention.field) or mention.place is not None,
    }[kind.needs]
    lower = not tokens.caps[mention.start]
    if lower and (not has or mention.short):
        return False
    if lower and not _capital_inside(scan, head_end, mention.end) and not (mention.place and mention.place.implied):
        return False
    if mention.name and (lower or kind.concept == "at-so" and not scan.tokens.caps[head_end]):
        return False
    if head_end == mention.start + 1 and mention.name and _person_begins(scan, mention.start):
        return False
    if (
        mention.name
        and not any(c.isupper() or c.isdigit() for c in mention.name)
        and (mention.place is None or kind.concept == "at-doan")
    ):
        return False
    if has:
        return not (mention.name and scan.word_before(mention.start, "place-plural"))
    return mention.short and kind.concept in SHORT_FORMS and not lower


# Heads that stand alone for the one just spoken of: "Đảng ủy", "Sở", "Đảng bộ", "Ban Thường vụ".
SHORT_FORMS: Final = frozenset(
    {"at-so", "at-dang-uy", "at-dang-bo", "at-ban-thuong-vu", "at-ban-chap-hanh", "at-ban-can-su", "at-dang-doan"}
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


def _name_end(scan: Scan, mention: AgencyMention) -> int:
    """Where the open name after a head ends."""
    tokens, kind = scan.tokens, mention.type
    assert kind is not None
    begin = mention.end
    if tokens.line_break(begin):
        return begin
    j = begin
    last = begin
    while j < min(begin + _MAX_NAME, len(tokens)):
        if j > begin and tokens.line_break(j) or _stops(scan, kind, begin, j):
            break
        if last > begin and tokens.norms[last - 2 : last] == _VIETNAM:
            break
        if tokens.words[j] == "&" and j > begin and j + 1 < len(tokens) and tokens.glued(j) and tokens.glued(j + 1):
            j = last = j + 2
            continue
        if scan.word(j, "joiner"):
            nxt = j + 1
            if j == begin or nxt >= len(tokens) or not _continues(scan, j, nxt):
                break
            j = nxt
            continue
        step = _step(scan, j, first=j == begin)
        if step <= j:
            break
        j = last = step
    return last


def _step(scan: Scan, j: int, *, first: bool) -> int:
    """The end of the word at token j if it belongs to a name, else j."""
    tokens = scan.tokens
    listed = scan.word(j, "name-word")
    if tokens.caps[j] or tokens.words[j].isdigit() and (not first or tokens.caps[j - 1]):
        return max(listed[0] if listed else 0, _word_end(scan, j))
    return listed[0] if listed else j


def _continues(scan: Scan, joiner: int, j: int) -> bool:
    """Whether a name goes on after "và", "-", ",": with a capital that begins nothing else, or a name word."""
    tokens = scan.tokens
    if tokens.words[joiner] in ("của", "về") and not tokens.caps[j]:
        return False
    if tokens.words[joiner] == ",":
        if scan.begins(j, AgencyType, Body, Role) or _person_begins(scan, j):
            return False
        ahead = tokens.norms[j : j + 8]
        return (
            "và" in ahead
            and "," not in ahead[: ahead.index("và")]
            and (tokens.caps[j] or bool(scan.word(j, "name-word")))
        )
    if tokens.words[joiner] == "-" and tokens.words[j].isdigit() and tokens.glued(joiner) and tokens.glued(j):
        return True
    if scan.begins(j, AgencyType, Body, Role) or _person_begins(scan, j):
        return False
    if tokens.words[joiner] in ("-", "–"):
        return tokens.caps[j] or scan.word(j, "name-word") is not None
    return scan.word(j, "name-word") is not None or scan.longest(j, FieldOfWork) is not None


def _stops(scan: Scan, kind: AgencyType, begin: int, j: int) -> bool:
    """Whether something else begins at token j: a post, an honorific, a person, a place, another body."""
    tokens = scan.tokens
    if tokens.words[j] in ".;:()\"“”'" or scan.word(j, "honorific", "rank", "former"):
        return True
    role = scan.longest(j, Role)
    if role and j > begin and tokens.caps[j]:
        return True
    if scan.word(j, "place-word") and not tokens.caps[j]:
        return True
    if scan.word(j, "country"):
        return False
    body = scan.longest(j, Body)
    if j > begin and _starts_body(scan, j) or body and body[0] - j >= 4 and tokens.caps[j]:
        return True
    named_after = kind.concept in scan.lexicon.rules["agencies"]["named_after_people"]
    return _person_begins(scan, j) and not (named_after and not _person_inside(scan, begin, j))


def _starts_body(scan: Scan, j: int) -> bool:
    body = scan.longest(j, Body)
    if body and scan.tokens.caps[j] and body[0] - j >= 2:
        return True
    found = scan.longest(j, AgencyType)
    return bool(found and scan.tokens.caps[j] and found[1].needs != "name")


def _person_inside(scan: Scan, begin: int, j: int) -> bool:
    return any(_person_begins(scan, k) for k in range(begin, j))


def _person_begins(scan: Scan, j: int) -> bool:
    """Whether a full name begins here: a frequent family name and two or three more capitalised syllables."""
    tokens = scan.tokens
    if tokens.words[j] not in scan.lexicon.strong_surnames or scan.word(j, "not-a-name", "historic"):
        return False
    run = 1
    while j + run < len(tokens) and run < 4 and tokens.caps[j + run] and tokens.words[j + run].isalpha():
        if tokens.line_break(j + run):
            break
        run += 1
    return run >= 3 or run == 2 and j + 2 < len(tokens) and tokens.words[j + 2] in ",.;:-–" and not _known_pair(scan, j)


def _known_pair(scan: Scan, j: int) -> bool:
    return scan.word(j, "name-word") is not None or scan.longest(j, FieldOfWork) is not None


def _word_end(scan: Scan, j: int) -> int:
    """The end of the word whose first syllable is the capital at token j: "Pháp y" is one word, "Nội vụ họp" is not.

    Only where a lower-case syllable follows that no list settles is the phrase segmented.
    """
    tokens = scan.tokens
    k = j + 1
    if k >= len(tokens) or tokens.caps[k] or not tokens.words[k].isalpha() or tokens.line_break(k):
        return k
    if scan.word(k, "joiner", "name-word", "finite", "title-ends", "adverb", "place-word", "says", "directs"):
        return k
    while k < min(j + 4, len(tokens)) and tokens.words[k].isalpha() and not tokens.caps[k] and not tokens.line_break(k):
        k += 1
    return j + len(segment(" ".join(tokens.words[j:k]))[0].split())
