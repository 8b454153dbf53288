"""Chunks -> who holds which post, as a sentence says it: before the name, after it, in lists, by a verb of appointment.

Vietnamese stacks posts on either side of a name and separates them by commas, so between two names a run of posts
belongs to the second as far as it touches it, and to the first otherwise; a writer who puts posts before names does so
throughout a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from kg.extract.chunks import Chunk
from kg.extract.people import NameMention
from kg.extract.roles import RoleMention
from kg.extract.scan import Scan
from kg.lexicon import Role
from kg.text import norm, sentence_of, words


@dataclass(frozen=True, slots=True)
class Holding:
    """A person and a post, and how it is said; change is "", "start" or "end"."""

    person: NameMention
    role: RoleMention
    rule: str
    change: str = ""


@dataclass(slots=True)
class _Item:
    """A chunk of a title group; `sep` is the separator that stands before it."""

    chunk: Chunk
    sep: str
    titled: bool


def holdings(scan: Scan, chunks: tuple[Chunk, ...]) -> tuple[Holding, ...]:
    """Every holding of the document, sentence by sentence."""
    out: list[Holding] = []
    for group in _groups(scan, chunks):
        out.extend(_of_group(scan, group))
    taken = {h.role.start for h in out}
    out += _of_lists(scan, chunks)
    out += _careers(scan, chunks)
    out += _at_a_distance(scan, chunks, taken)
    return tuple(_former_stacks(scan, _complete(sorted(out, key=lambda h: (h.person.start, h.role.start)))))


def _former_stacks(scan: Scan, found: list[Holding]) -> list[Holding]:
    """ "nguyên Bí thư Thành ủy, Chủ tịch HĐND": nguyên holds for the posts after it too, as far as only commas part them."""
    out: list[Holding] = []
    for holding in found:
        before = out[-1] if out else None
        joined = before is not None and before.person == holding.person and before.role.former
        if before is not None and joined and not holding.change and not holding.role.former:
            between = scan.tokens.words[before.role.end : holding.role.start]
            if between in ((",",), ("kiêm",), (",", "kiêm")):
                holding = replace(holding, role=replace(holding.role, former=True))
        out.append(holding)
    return out


def _of_lists(scan: Scan, chunks: tuple[Chunk, ...]) -> list[Holding]:
    """A post in the plural before a list: "các Phó Chủ tịch UBND tỉnh: A, B và C" gives it to each."""
    out: list[Holding] = []
    for k, chunk in enumerate(chunks):
        if chunk.kind != "role" or not (scan.word_before(chunk.start, "plural") or _plural_title(scan, chunks, k)):
            continue
        for person in _listed(scan, chunks, k + 1):
            assert isinstance(chunk.value, RoleMention)
            out.append(Holding(person, chunk.value, "post-of-list"))
    return out


def _careers(scan: Scan, chunks: tuple[Chunk, ...]) -> list[Holding]:
    """The posts of a past career: "ông A từng giữ các chức vụ: Bí thư Huyện ủy X, ..."; "ông" is who was named before."""
    out: list[Holding] = []
    if not scan.positions.get("career"):
        return out
    person: NameMention | None = None
    block, past, stop = -1, False, -1
    for chunk in chunks:
        if chunk.start >= stop:
            at = sentence_of(scan.sentences, scan.tokens.starts[chunk.start])
            sent = scan.sentences[at] if at is not None else None
            person = person if sent and sent.block == block else None
            block, stop, past = (
                (sent.block, scan.token_range(sent).stop, False) if sent else (-1, chunk.start + 1, False)
            )
        if isinstance(chunk.value, NameMention):
            person, past = (chunk.value, False) if not past else (person, past)
        elif scan.word(chunk.start, "career"):
            past = True
        elif past and person and isinstance(chunk.value, RoleMention) and not chunk.value.bare:
            out.append(Holding(person, replace(chunk.value, former=True), "post-of-career"))
    return out


def _plural_title(scan: Scan, chunks: tuple[Chunk, ...], k: int) -> bool:
    title = chunks[k - 1] if k else None
    return title is not None and title.kind == "title" and scan.word(title.start, "plural") is not None


def _listed(scan: Scan, chunks: tuple[Chunk, ...], k: int) -> list[NameMention]:
    """The people of a list that begins at chunk k; after a colon they may have further posts of their own."""
    words = scan.tokens.words
    colon = k < len(chunks) and words[chunks[k].start] == ":"
    out: list[NameMention] = []
    for chunk in chunks[k + colon :]:
        if (
            scan.tokens.line_break(chunk.start)
            or chunk.kind == "word"
            and words[chunk.start] not in (",", "và", "(", ")", "-", "–")
        ):
            break
        if chunk.kind == "role" and not colon:
            break
        if isinstance(chunk.value, NameMention):
            out.append(chunk.value)
    return out if len(out) > 1 else []


def _at_a_distance(scan: Scan, chunks: tuple[Chunk, ...], taken: set[int]) -> list[Holding]:
    """A post after a verb of appointment, given to the last person named before in the sentence.

    "Đồng chí A, Phó Giám đốc Sở X được điều động, giữ chức vụ Phó Bí thư Huyện ủy Y": the words between do not matter.
    """
    out: list[Holding] = []
    person: NameMention | None = None
    open_run = ""
    ends = [scan.tokens.at(s.start) for s in scan.sentences]
    limits = iter([*ends[1:], len(scan.tokens) + 1])
    limit = next(limits)
    for chunk in chunks:
        if chunk.kind == "word" and not open_run:
            continue
        while chunk.start >= limit:
            limit, person, open_run = next(limits), None, ""
        if isinstance(chunk.value, NameMention):
            person, open_run = chunk.value, ""
        elif isinstance(chunk.value, RoleMention):
            verb = scan.word_before(chunk.start, "holds", "ends")
            if verb and len(verb[1].value.split()) + (verb[1].category == "ends") >= 2:
                open_run = verb[1].category
            if open_run and person and chunk.start not in taken and not chunk.value.bare:
                rule, change = ("post-ends", "end") if open_run == "ends" else ("appointed-to", "start")
                out.append(Holding(person, chunk.value, rule, change))
        elif (
            chunk.kind == "word"
            and scan.tokens.words[chunk.start] not in (",", "và", "kiêm")
            and not scan.word(chunk.start, "holds", "ends")
        ):
            open_run = ""
    return out


def _groups(scan: Scan, chunks: tuple[Chunk, ...]) -> list[list[_Item]]:
    """Runs of posts and people with nothing between them but titles and separators."""
    groups: list[list[_Item]] = []
    current: list[_Item] = []
    sep, titled = "", False
    skip_to = -1
    begins = {scan.tokens.at(s.start) for s in scan.sentences}
    for chunk in chunks:
        if chunk.kind == "word" and not current:
            sep, titled = "", False
            continue
        if chunk.start in begins:
            if len(current) > 1:
                groups.append(current)
            current, sep, titled = [], "", False
        if chunk.start < skip_to:
            continue
        if chunk.kind in ("role", "person"):
            current.append(_Item(chunk, sep, titled))
            sep, titled = "", False
        elif chunk.kind == "title":
            titled = True
            if not current:
                sep = ""
        elif current and (link := _link(scan, chunk.start)):
            skip_to, sep = link[0], link[1] if not sep else sep + link[1]
        else:
            if len(current) > 1:
                groups.append(current)
            current, sep, titled = [], "", False
    if len(current) > 1:
        groups.append(current)
    return groups


def _link(scan: Scan, i: int) -> tuple[int, str] | None:
    """The separator at token i: (its end, its kind), or None."""
    tokens = scan.tokens
    if i > 0 and tokens.line_break(i):
        return None
    if tokens.words[i] == ")":
        return i + 1, ")"
    term = _term(scan, i)
    if term:
        return term, ""
    if tokens.words[i] in ("-", "–"):
        return i + 1, "-"
    aside = _aside(scan, i)
    if aside:
        return aside, ","
    verb = scan.word(i, "holds", "held", "ends")
    if verb:
        return verb[0], f"<{verb[1].category}>"
    given = scan.word(i, "given-to")
    if given:
        return given[0], "<to>"
    found = scan.word(i, "separator")
    if found:
        return found[0], "(" if tokens.words[i] == "(" else "," if found[1].value in (
            ",",
            "kiêm",
        ) else f"<{found[1].value}>"
    return None


def _aside(scan: Scan, i: int) -> int:
    """The end of what is said of a person in passing, and is no post: "(trái)", "(sinh năm 1970)", "54 tuổi"; or 0."""
    tokens = scan.tokens
    if tokens.words[i].isdigit() and tokens.norms[i + 1 : i + 2] == _AGE:
        return i + 2
    if tokens.words[i] != "(":
        return 0
    close = next((k for k in range(i + 1, min(i + 8, len(tokens))) if tokens.words[k] == ")"), 0)
    has_post = any(scan.longest(k, Role) for k in range(i + 1, close))
    return close + 1 if close and not has_post else 0


_OF: Final = norm("của")
_AGE: Final = words("tuổi")
_TERM: Final = re.compile(r"(?:khóa|khoá)\s+(?:[IVX]+|\d{1,2})\b|nhiệm kỳ\s+\d{4}\s*[-–]\s*\d{4}")


def _term(scan: Scan, i: int) -> int:
    """The end of the term of office that follows a post, "khóa XVIII", "nhiệm kỳ 2021-2026"; or 0."""
    if scan.tokens.norms[i] not in _TERM_WORDS:
        return 0
    found = _TERM.match(scan.doc.text, scan.tokens.starts[i])
    return scan.tokens.at(found.end()) if found else 0


_TERM_WORDS: Final = frozenset(words("khóa nhiệm"))


def _of_group(scan: Scan, group: list[_Item]) -> list[Holding]:
    out: list[Holding] = []
    people = [k for k, item in enumerate(group) if item.chunk.kind == "person"]
    if not people:
        return out
    fronted: set[int] = set()
    previous = -1
    for at, p in enumerate(people):
        run = list(range(previous + 1, p))
        if previous < 0:
            owned = _before(scan, group, run, p)
            given = group[p].sep == "<to>"
            out += [_given(scan, group, p, r) if given else _hold(group, p, r, "post-before-name") for r in owned]
            if owned:
                fronted.add(p)
        else:
            mine, theirs = _share(group, previous, run, p, previous in fronted)
            out += [_hold(group, previous, r, "post-after-name") for r in theirs]
            out += [_hold(group, p, r, "post-before-name") for r in mine]
            if mine:
                fronted.add(p)
        previous = p
        if at == len(people) - 1 and not _object_of_talk(scan, group, p):
            out += [_hold(group, p, r, "post-after-name") for r in range(p + 1, len(group))]
    return out


def _before(scan: Scan, group: list[_Item], run: list[int], p: int) -> list[int]:
    """The posts before the first person that are his: they touch the name, or a comma and a title part them from it.

    "Chủ tịch Quốc hội, bà X": hers. "Các bộ trưởng, thứ trưởng, ông X, nguyên Bí thư Y": others'.
    """
    if group[p].sep == "<to>":
        return run if run and scan.word_before(group[run[0]].chunk.start, "post-noun") else []
    first = group[run[0]].chunk if run else None
    if (
        first
        and len(run) > 1
        and isinstance(first.value, RoleMention)
        and (first.value.role.body and _genitive(scan, first.start) or scan.word_before(first.start, "whose-word"))
    ):
        run = run[1:]
    if not run or _touches(group, p) or group[p].sep in ("<là>", "(", "-"):
        return run
    own_posts = p + 1 < len(group) and group[p + 1].chunk.kind == "role"
    plural = scan.word_before(group[run[0]].chunk.start, "plural", "place-plural", "honorific") is not None
    return run if group[p].titled and not own_posts and not plural else []


def _genitive(scan: Scan, i: int) -> bool:
    """Whether "của" stands before a post: "Thừa ủy quyền của Chủ tịch nước, Bí thư Tỉnh ủy X" does not make X President."""
    return i > 0 and scan.tokens.norms[i - 1] == _OF


def _object_of_talk(scan: Scan, group: list[_Item], p: int) -> bool:
    """Whether the post after a name is the next speaker's: "Về trường hợp của A, Tổng Bí thư nhấn mạnh"."""
    if p + 2 != len(group) or group[p + 1].sep != ",":
        return False
    before = scan.word_before(group[p].chunk.start, "talk-of") or any(
        scan.word(k, "talk-of") for k in range(max(0, group[p].chunk.start - 2), group[p].chunk.start)
    )
    return bool(before) and scan.word(group[p + 1].chunk.end, "says", "directs", "adverb") is not None


def _share(group: list[_Item], first: int, run: list[int], second: int, fronted: bool) -> tuple[list[int], list[int]]:
    """(posts of the second person, posts of the first) of a run of posts between two people."""
    if not run:
        return [], []
    if group[run[0]].sep in ("<và>", "<cùng>", ",<và>"):
        return run, []
    if group[first].sep == group[second].sep == "-" and fronted:  # "Bí thư Tỉnh ủy - A, Chủ tịch HĐND tỉnh - B"
        return run, []
    if _touches(group, second):
        if len(run) > 1 and group[run[0]].sep == "-" and _touches(group, first):
            return run[1:], run[:1]  # "Bí thư Tỉnh ủy A - Trưởng Ban Chỉ đạo, Chủ tịch UBND tỉnh B"
        return (run, []) if fronted else (run[-1:], run[:-1])
    return [], run


def _touches(group: list[_Item], p: int) -> bool:
    return group[p].sep == ""


def _hold(group: list[_Item], p: int, r: int, rule: str) -> Holding:
    person, role = group[p].chunk.value, group[r].chunk.value
    assert isinstance(person, NameMention) and isinstance(role, RoleMention)
    if person.foreign:
        role = replace(role, foreign=True)
    change = ""
    if r > p and "<holds>" in group[r].sep:
        change, rule = "start", "appointed-to"
    elif r > p and "<held>" in group[r].sep:
        role = replace(role, former=True)
    elif r > p and "<ends>" in group[r].sep:
        change, rule = "end", "post-ends"
    return Holding(person, role, rule, change)


def _given(scan: Scan, group: list[_Item], p: int, r: int) -> Holding:
    """A post that is given to, or taken from, the person after it: "bổ nhiệm chức vụ Giám đốc Sở Y tế cho ông X"."""
    ends = scan.word_before(group[r].chunk.start, "ends") is not None
    return replace(_hold(group, p, r, "post-ends" if ends else "appointed-to"), change="end" if ends else "start")


def _fits(role: RoleMention, other: RoleMention) -> bool:
    """Whether a post can be in its neighbour's body: a Bộ trưởng only in a Bộ, a Phó Bí thư in no UBND."""
    agency = other.agency
    if agency and role.role.scope == "PartyBody" and agency.kind != "PartyBody":
        return False
    if agency is None or not role.role.prefix:
        return True
    label = agency.body.label if agency.body else agency.type.label if agency.type else ""
    return label.startswith(role.role.prefix)


def _complete(found: list[Holding]) -> list[Holding]:
    """Lend a post without a body the body of its neighbour in the same stack.

    "Phó Tư lệnh, kiêm Tham mưu trưởng Bộ Tư lệnh Quân khu 1": the next post's; "Chủ tịch, Tổng Giám đốc": the last one's.
    """
    out: list[Holding] = []
    for k, holding in enumerate(found):
        if holding.role.bare and k + 1 < len(found):
            nxt = found[k + 1]
            if (
                nxt.person == holding.person
                and nxt.role.agency
                and nxt.role.start - holding.role.end <= 2
                and _fits(holding.role, nxt.role)
            ):
                holding = replace(holding, role=replace(holding.role, agency=nxt.role.agency))
        out.append(holding)
    return out
