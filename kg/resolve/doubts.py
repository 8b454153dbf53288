"""A holding and the agency it is settled to -> whether it is kept, and how sure it is; thresholds: ontology/rules/roles.toml."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from kg.extract.agencies import AgencyMention
from kg.extract.people import NameMention
from kg.extract.scan import Scan
from kg.extract.standing import Holding
from kg.resolve.agencies import Agency

# "Ngày 3/3/1959, ...", "Năm 2005, ..."; not "Theo Luật Đất đai năm 2003, ...".
_OPENING_YEAR: Final = re.compile(
    r"(?:Trước đó, )?(?:[Vv]ào |[Tt]ừ |[Đđ]ến )?(?:[Nn]gày \d{1,2}[/.-]\d{1,2}[/.-]|[Tt]háng \d{1,2}[/.-]|[Nn]ăm |"
    r"[Tt]háng \d{1,2} năm )(\d{4})\b"
)
_ENDS_NAME: Final = ("says", "directs", "honorific", "rank", "list-opens", "given-by", "given-to", "holds", "ends")
_SAID: Final = ("said", "same sentence")
Posts = Mapping[tuple[str, str], Sequence[tuple[Holding, Agency]]]


def why_not(scan: Scan, holding: Holding, agency: Agency) -> str:
    """Why a holding is not kept: its body's name is cut, or may be that of many bodies; "" for one that is kept."""
    said = holding.role.agency
    if said is None:
        return ""
    if said.type and _name_goes_on(scan, said, holding.person):
        return f"the name of the body goes on after {scan.span(said.start, said.end)}"
    if _is_anyones(scan, said, agency):
        return f"{holding.role.role.label}: the article does not say whose {agency.label} is"
    return ""


def sureness(scan: Scan, holding: Holding) -> float:
    """How sure it is that the person holds the post, by the way in which it is said: 0 to 1."""
    rules = _rules(scan)
    sure: float = rules["confidence"][holding.rule]
    doubt, agency = rules["doubt"], holding.role.agency
    if len(holding.person.name.split()) >= doubt["syllables"]:
        sure *= doubt["long-name"]
    if agency is None or agency.short:
        return sure
    if _name_goes_on(scan, agency, holding.person):
        sure *= doubt["name-goes-on"]
    if agency.type and agency.type.concept in doubt["parts"] and agency.host is None and agency.place is None:
        sure *= doubt["no-host"]
    return sure


def is_long_past(scan: Scan, holding: Holding, now: int) -> bool:
    """Whether the sentence opens with a day or a year long before the article's year `now`: "Ngày 3/3/1959, ..."."""
    at = bisect_right([s.start for s in scan.sentences], scan.tokens.starts[holding.role.start]) - 1
    opening = _OPENING_YEAR.match(scan.doc.text, scan.sentences[max(at, 0)].start)
    return opening is not None and now - int(opening[1]) >= int(_rules(scan)["time"]["years-past"])


def posts_elsewhere(posts: Posts) -> list[tuple[str, str]]:
    """The posts of a person whose province is only inferred, and not one that the text says for the person's other posts."""
    said: set[str] = set()
    inferred: dict[tuple[str, str], str] = {}
    for post, found in posts.items():
        province = found[0][1].place.removeprefix("place/").split("/")[0].removesuffix("-2025")
        if province != "vn" and any(agency.reason in _SAID for _, agency in found):
            said.add(province)
        elif province != "vn":
            inferred[post] = province
    return [post for post, province in inferred.items() if said and province not in said]


def _rules(scan: Scan) -> Mapping[str, Any]:
    return cast(Mapping[str, Any], scan.lexicon.rules["roles"])


def _is_anyones(scan: Scan, said: AgencyMention, agency: Agency) -> bool:
    """Whether a division may be of a district or of any other body: "Trưởng phòng Tham mưu"; few are in all districts."""
    if said.host or agency.concept != "at-phong" or agency.reason in _SAID:
        return False
    return said.field is None or said.field.label not in _rules(scan)["of-districts"]["fields"]


def _name_goes_on(scan: Scan, agency: AgencyMention, person: NameMention) -> bool:
    """Whether the words after a body's name may belong to it, so that it is cut: "Trung tâm Bảo vệ thực vật phía Nam"."""
    end, tokens = agency.end, scan.tokens
    if agency.place or agency.host or end >= len(tokens) or tokens.line_break(end) or end == person.start:
        return False
    doubt = _rules(scan)["doubt"]
    if not tokens.words[end][0].isalpha():
        return tokens.words[end - 1].lower() in doubt["cut"]
    ends = tokens.words[end] in doubt["follows"] or scan.word(end, *_ENDS_NAME)
    return tokens.words[end].islower() and not ends
