"""Holdings -> those that stand, with what the words around say of each: it lies behind, it has ended, it is not yet.

"Trước khi được bổ nhiệm, ông A là Giám đốc Sở X": he was. "Ông A được giới thiệu giữ chức Chủ tịch": he is not yet.
The words that say so are data: ontology/rules/roles.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from kg.extract.people import NameMention
from kg.extract.roles import RoleMention
from kg.extract.scan import Scan
from kg.text import norm, sentence_of


@dataclass(frozen=True, slots=True)
class Holding:
    """A person and a post, and how it is said; change is "", "start" or "end"."""

    person: NameMention
    role: RoleMention
    rule: str
    change: str = ""


_IS, _STILL = norm("là"), norm("còn")
_STACKED: Final = {(",",), ("kiêm",), (",", "kiêm")}
_REACH: Final = 8  # tokens before person and post in which a plan is spoken of
# "từ năm 2005 đến năm 2010", "từ tháng 3/2005 đến 5/2010"; not "từ năm 2005 đến nay".
_SPAN: Final = re.compile(r"[Tt]ừ (?:tháng |năm |\d{1,2}[/-])*\d{4} (?:đến|tới) (?:tháng |năm |\d{1,2}[/-])*\d{4}")


def standing(scan: Scan, found: Iterable[Holding]) -> list[Holding]:
    """The holdings that stand, each marked former or ended where its sentence says so; `found` in text order by person."""
    found = list(found)
    fronts: dict[int, int] = {}  # where a person's name begins -> where the posts before it do
    for holding in found:
        person = holding.person.start
        fronts[person] = min(fronts.get(person, person), holding.role.start)
    out: list[Holding] = []
    before: Holding | None = None
    stands = True
    for holding in found:
        if before and _is_stacked(scan, before, holding):
            if stands:
                out.append(_like(scan, out[-1], holding))
        else:
            marked = _marked(scan, holding, fronts[holding.person.start])
            stands = marked is not None
            if marked:
                out.append(marked)
        before = holding
    return _ended(scan, out)


def _is_stacked(scan: Scan, before: Holding, holding: Holding) -> bool:
    """Whether a post goes on the stack of the one before: "nguyên Bí thư Thành ủy, Chủ tịch HĐND"; all share one verb."""
    if before.person != holding.person or holding.role.former or holding.change and holding.change != before.change:
        return False
    between = scan.tokens.words[before.role.end : holding.role.start]
    return between in _STACKED or bool(before.change) and between == ("và",)


def _like(scan: Scan, before: Holding, holding: Holding) -> Holding:
    """A post of a stack is given, taken or former as the one before it is, but for those that the retired hold.

    A post that touches the name is not drawn into a clause: "khi còn là Chủ tịch UBND huyện, Bí thư Tỉnh ủy X đã ký".
    """
    touches = before.role.end < holding.role.end == holding.person.start and scan.word_before(before.role.start, "held")
    if before.change and not holding.change and before.role.start > holding.person.start:
        return replace(holding, change=before.change, rule=before.rule)
    body, other = holding.role.agency, before.role.agency
    is_apart = (
        scan.word(holding.role.start, "apart")
        or body
        and body.kind == "Agency"
        and not (other and other.kind == "Agency")
    )
    if not before.role.former or holding.change or touches or is_apart:
        return holding
    return replace(holding, role=replace(holding.role, former=True))


def _marked(scan: Scan, holding: Holding, front: int) -> Holding | None:
    """The holding as the words before its post, and before the person's first, have it; None where it does not stand."""
    role = holding.role
    goes_on = scan.where(range(role.end, min(role.end + _REACH * 2, len(scan.tokens))), "to-this-day")
    if _is_held_no_more(scan, holding) and not goes_on:
        return replace(holding, role=replace(role, former=True), change="")
    verb = _verb(scan, role.start)
    if verb < 0 and not holding.change:
        return holding
    if holding.change and front < role.start and _is_aside(scan, front):
        return None
    if holding.change and _is_planned(scan, holding, verb):  # who asks to leave a post still holds it
        return replace(holding, change="") if holding.change == "end" else None
    if verb >= 0 and not goes_on and holding.change != "end" and _is_past(scan, holding, verb):
        return replace(holding, role=replace(role, former=True), change="")
    return holding


def _is_held_no_more(scan: Scan, holding: Holding) -> bool:
    """Whether "khi còn là" stands before the post, or "Khi ông A còn làm lãnh đạo tỉnh, ở vị trí ..." leads to it."""
    if scan.word_before(holding.role.start, "held"):
        return True
    between = range(holding.person.end, holding.role.start)
    return holding.change == "start" and any(scan.tokens.norms[k] == _STILL for k in scan.where(between, "held"))


def _verb(scan: Scan, role: int) -> int:
    """Where the verb begins that gives the post at a token: "là", "giữ chức" ...; -1 where none stands before it."""
    given = scan.word_before(role, "holds", "ends")
    if given:
        return given[0]
    return role - 1 if role and scan.tokens.norms[role - 1] == _IS else -1


def _sentence(scan: Scan, token: int) -> range:
    at = sentence_of(scan.sentences, scan.tokens.starts[token])
    return scan.token_range(scan.sentences[at]) if at is not None else range(token, token)


def _is_planned(scan: Scan, holding: Holding, verb: int) -> bool:
    """Whether the change is proposed, expected or denied: "đề nghị bổ nhiệm ông A làm Giám đốc", "chưa được bổ nhiệm"."""
    person, role = holding.person, holding.role
    stop = verb + 1 if verb >= 0 else role.start
    start = max(_sentence(scan, role.start).start, min(person.start, role.start) - _REACH)
    plans = scan.where(range(start, stop), "planned")
    if person.end <= role.start:
        plans += scan.where(range(person.end, verb if verb >= 0 else stop), "unreal")
    return any(not scan.where(range(at + 1, stop), "done") for at in plans)


def _is_aside(scan: Scan, front: int) -> bool:
    """Whether the person, named from token `front` on, only tells whose kin another is, or who says so.

    "A, em trai Bí thư B, được bổ nhiệm làm Giám đốc" speaks of A; "Theo ông C, ..." of anybody.
    """
    while before := scan.word_before(front, "honorific", "rank"):
        front = before[0]
    return scan.word_before(front, "kin", "according-to") is not None


def _is_past(scan: Scan, holding: Holding, verb: int) -> bool:
    """Whether the clause before tells of a time that is over, and the post is held in it and not given in it."""
    person, role = holding.person, holding.role
    if person.end > verb or not (scan.tokens.norms[role.start - 1] == _IS or scan.word(verb, "stative")):
        return False
    if scan.word(role.end, "says", "directs"):  # "Trước đó, ông A là Giám đốc Sở X cho biết" tells who spoke
        return False
    opening = range(_sentence(scan, role.start).start, person.start)
    clause = next((k + 1 for k in reversed(opening) if scan.tokens.words[k] in (",", ";")), opening.start)
    if scan.where(range(clause, verb), "gives"):
        return False
    told = scan.span(opening.start, clause)
    return bool(scan.where(range(opening.start, clause), "earlier") or _SPAN.search(told))


def _ended(scan: Scan, found: list[Holding]) -> list[Holding]:
    """A post that stands beside the name has ended where its holder leaves: "ông A, Giám đốc Sở X, nghỉ hưu"."""
    if not (scan.positions.get("leaves") or scan.positions.get("dismissed")):
        return found
    last: dict[int, int] = {}
    for holding in found:
        last[holding.person.start] = max(last.get(holding.person.start, 0), holding.role.end, holding.person.end)
    return [
        replace(holding, change="end", rule="post-ends")
        if not holding.change
        and not holding.role.former
        and (_leaves(scan, last[holding.person.start]) or _is_dismissed(scan, holding))
        else holding
        for holding in found
    ]


def _leaves(scan: Scan, i: int) -> bool:
    """Whether what follows says that the person leaves all posts: ", đã nghỉ hưu"; not "bị cách chức Giám đốc"."""
    tokens = scan.tokens.words
    if tokens[i : i + 1] == ("(",):
        i = next((k for k in range(i, min(i + _REACH, len(tokens))) if tokens[k] == ")"), i)
    for k in range(i, min(i + 4, len(tokens))):
        if scan.word(k, "leaves"):
            return True
        if tokens[k] not in (",", ")", "-", "–") and not scan.word(k, "adverb"):
            return False
    return False


def _is_dismissed(scan: Scan, holding: Holding) -> bool:
    """Whether the person is named as the one removed: "miễn nhiệm ông A, Phó Chủ tịch UBND tỉnh"."""
    person = holding.person
    if holding.role.start < person.start:
        return False
    start = person.start
    while before := scan.word_before(start, "honorific", "rank"):
        start = before[0]
    removed = scan.word_before(start, "dismissed")
    return removed is not None and scan.word_before(removed[0], "planned", "unreal") is None
