"""Chunks -> who holds which post, as a sentence says it: before the name, after it, in lists, by a verb of appointment.

Vietnamese stacks posts on either side of a name and separates them by commas, so between two names a run of posts
belongs to the second as far as it touches it, and to the first otherwise; a writer who puts posts before names does so
throughout a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from kg.extract.agencies import AgencyMention
from kg.extract.chunks import Chunk
from kg.extract.people import NameMention, name_at
from kg.extract.roles import RoleMention
from kg.extract.scan import Scan
from kg.extract.standing import Holding, standing
from kg.lexicon import AgencyType, Body, FieldOfWork, Place, Role
from kg.text import norm, sentence_of, words


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
    found = standing(scan, _complete(sorted(out, key=lambda h: (h.person.start, h.role.start))))
    return tuple(_foreign(holding) if holding.person.foreign else holding for holding in found)


def _foreign(holding: Holding) -> Holding:
    return replace(holding, role=replace(holding.role, foreign=True))


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
    while k < len(chunks) and (chunks[k].kind == "title" or scan.word(chunks[k].start, "list-opens")):
        k += 1
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
    """A post after a verb of appointment, given to the last person named before in the sentence, or to all of a list.

    "Đồng chí A, Phó Giám đốc Sở X được điều động, giữ chức vụ Phó Bí thư Huyện ủy Y": the words between do not matter.
    "Các đồng chí: A (Chủ tịch Hội Nông dân tỉnh), B được bầu giữ chức Phó Chủ tịch HĐND tỉnh" is said of both.
    """
    out: list[Holding] = []
    person: NameMention | None = None
    several: list[NameMention] = []
    open_run, verb_end = "", -1
    ends = [scan.tokens.at(s.start) for s in scan.sentences]
    limits = iter([*ends[1:], len(scan.tokens) + 1])
    limit = next(limits)
    for chunk in chunks:
        if chunk.kind == "word" and not open_run and not several:
            continue
        while chunk.start >= limit:
            limit, person, open_run, several = next(limits), None, "", []
        if chunk.kind == "title" and not several and scan.word(chunk.start, "plural"):
            several = [_NOBODY]
        elif isinstance(chunk.value, NameMention):
            person, open_run = chunk.value, ""
            several = [*several, person] if several else several
        elif isinstance(chunk.value, RoleMention):
            verb = scan.word_before(chunk.start, "holds", "ends")
            if verb and len(verb[1].value.split()) + (verb[1].category == "ends") >= 2:
                open_run = verb[1].category
            if (
                open_run
                and person
                and (chunk.start not in taken or len(several) > _MANY)
                and not chunk.value.bare
                and not _turns(scan, person, chunk)
            ):
                rule, change = ("post-ends", "end") if open_run == "ends" else ("appointed-to", "start")
                holders = several[1:] if len(several) > _MANY else [person]
                holders = [holder for holder in holders if holder != person or chunk.start not in taken]
                out += [Holding(holder, chunk.value, rule, change) for holder in holders]
        elif (
            chunk.kind == "word"
            and scan.tokens.words[chunk.start] not in (",", "và", "kiêm")
            and not scan.word(chunk.start, "holds", "ends")
        ):
            open_run = ""
            if chunk.start >= verb_end and scan.tokens.words[chunk.start] not in "():-–;":
                several = []
        elif chunk.kind == "word" and several and (giving := scan.word(chunk.start, "holds", "ends")):
            verb_end = max(verb_end, giving[0])
    return out


_NOBODY: Final = NameMention(-1, -1, "")
_MANY: Final = 2  # entries of a list, with the one that opens it


def _turns(scan: Scan, person: NameMention, post: Chunk) -> bool:
    """Whether a new matter begins between a person and a post: "tờ trình của ông A về việc miễn nhiệm chức vụ ..."."""
    return bool(scan.where(range(person.end, post.start), "turn", "says"))


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
    if scan.word(i, "given-by") and scan.where(range(i + 2, min(i + _REACH, len(tokens))), "fills"):
        return i + 1, "<by>"
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
_NEXT: Final = ("<và>", "<cùng>", ",<và>")  # between a name and the posts of the next person
_REACH: Final = 10  # tokens between "do" and "đảm nhiệm"
_AND_SO: Final = (",", "<và>", ",<và>")  # between people to whom one post is given
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
    owned: list[int] = []
    given = False
    previous = -1
    for at, p in enumerate(people):
        run = list(range(previous + 1, p))
        if previous < 0:
            owned = _before(scan, group, run, p)
            given = group[p].sep == "<to>"
            out += [_given(scan, group, p, r) if given else _filled(scan, group, p, r) for r in owned]
            if owned:
                fronted.add(p)
        else:
            mine, theirs = _share(group, previous, run, p, previous in fronted)
            out += [_hold(group, previous, r, "post-after-name") for r in theirs]
            out += [_hold(group, p, r, "post-before-name") for r in mine]
            if mine:
                fronted.add(p)
        previous = p
        if at and given and group[p].sep in _AND_SO and people[at - 1] == p - 1:  # "cho các ông A và B"
            out += [_given(scan, group, p, r) for r in owned]
        if at == len(people) - 1 and not _is_of_another(scan, group, p):
            stop = len(group) - _is_of_the_next(scan, group[-1].chunk.end)
            out += [
                _hold(group, p, r, "post-after-name") for r in range(p + 1, stop) if not _is_outside(scan, group, p, r)
            ]
    return out


def _before(scan: Scan, group: list[_Item], run: list[int], p: int) -> list[int]:
    """The posts before the first person that are his: they touch the name, or a comma and a title part them from it.

    "Chủ tịch Quốc hội, bà X": hers. "Các bộ trưởng, thứ trưởng, ông X, nguyên Bí thư Y": others'.
    """
    if group[p].sep == "<by>":  # "chức vụ Bí thư Tỉnh ủy do ông X đảm nhiệm"
        return run if scan.word(group[p].chunk.end, "fills") else []
    if group[p].sep == "<to>":
        return run if run and scan.word_before(group[run[0]].chunk.start, "post-noun") else []
    first = group[run[0]].chunk if run else None
    if first and len(run) > 1 and _is_others(scan, first, group[run[1]].chunk):
        run = run[1:]
    if not run or _touches(group, p) or group[p].sep in ("<là>", "(", "-"):
        return run
    if _is_guests(scan, group[run[0]].chunk, group[p].chunk.start):
        return []
    own_posts = p + 1 < len(group) and group[p + 1].chunk.kind == "role"
    start = group[run[0]].chunk.start
    plural = scan.word_before(start, "plural", "place-plural", "honorific") and not scan.word_before(start, "held")
    return run if group[p].titled and not own_posts and not plural else []


def _is_guests(scan: Scan, post: Chunk, person: int) -> bool:
    """Whether a comma parts a post from a person who does not hold it: "cuộc gặp của Thủ tướng, ông X"."""
    return _genitive(scan, post.start) or scan.word_before(person, "private") is not None


def _is_others(scan: Scan, first: Chunk, second: Chunk) -> bool:
    """Whether the first post before a name is another's: "thay mặt Bộ trưởng, Thứ trưởng X", "của đại biểu, Bí thư X"."""
    assert isinstance(first.value, RoleMention)
    if scan.word_before(first.start, "whose-word") or first.value.role.body and _genitive(scan, first.start):
        return True
    return (
        not scan.tokens.caps[first.start]
        and scan.tokens.caps[second.start]
        and _OF in scan.tokens.norms[max(0, first.start - 2) : first.start]
    )


def _genitive(scan: Scan, i: int) -> bool:
    """Whether "của" stands before a post: "Thừa ủy quyền của Chủ tịch nước, Bí thư Tỉnh ủy X" does not make X President."""
    return i > 0 and scan.tokens.norms[i - 1] == _OF


def _is_of_the_next(scan: Scan, i: int) -> bool:
    """Whether a post that ends at token i is that of people named after it.

    They are listed ("nguyên Tổng Bí thư: B, C"), or the name is none that we know ("cố Tổng Bí thư Trường Chinh").
    """
    tokens = scan.tokens
    if i >= len(tokens) or tokens.line_break(i):
        return False
    if tokens.words[i] == ":":
        titled = scan.word(i + 1, "honorific", "rank")
        return name_at(scan, titled[0] if titled else i + 1) is not None
    if scan.word(i, "historic"):
        return True
    is_known = scan.word(i, "no-syllable", "honorific", "rank") or scan.begins(i, Body, AgencyType, Place, FieldOfWork)
    return tokens.caps[i] and tokens.words[i].istitle() and not is_known


def _is_outside(scan: Scan, group: list[_Item], p: int, r: int) -> bool:
    """Whether a post stands outside the brackets in which the person does: "A (em trai bà B, Bí thư), Giám đốc Sở X"."""
    between = scan.tokens.words[group[p].chunk.end : group[r].chunk.start]
    return between.count(")") > between.count("(")


def _is_of_another(scan: Scan, group: list[_Item], p: int) -> bool:
    """Whether the posts after the last name are those of somebody else.

    "Chủ tịch nước A và Tổng Bí thư, Chủ tịch Trung Quốc ..." goes on to the next guest; in "Giải đáp thắc mắc của đại
    biểu A, Bộ trưởng cho biết" the post is the next speaker's.
    """
    if p + 1 == len(group):
        return False
    if group[p + 1].sep in _NEXT:
        return True
    if p + 2 != len(group) or group[p + 1].sep != ",":
        return False
    person, follows = group[p].chunk, group[p + 1].chunk.end
    if scan.word_before(person.start, "talk-of") or any(
        scan.word(k, "talk-of") for k in range(max(0, person.start - 2), person.start)
    ):
        return scan.word(follows, "says", "directs", "adverb") is not None
    title = scan.word_before(person.start, "honorific", "rank")
    front = title[0] if title else person.start
    if p and group[p - 1].chunk.kind == "role" and group[p - 1].chunk.end == front:
        front = group[p - 1].chunk.start
    return front < person.start and bool(scan.word_before(front, "talk-of") and scan.word(follows, "says"))


def _share(group: list[_Item], first: int, run: list[int], second: int, fronted: bool) -> tuple[list[int], list[int]]:
    """(posts of the second person, posts of the first) of a run of posts between two people."""
    if not run:
        return [], []
    if group[run[0]].sep in _NEXT:
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
    change = ""
    if r > p and "<holds>" in group[r].sep:
        change, rule = "start", "appointed-to"
    elif "<held>" in group[max(r, p)].sep:
        role = replace(role, former=True)
    elif r > p and "<ends>" in group[r].sep:
        change, rule = "end", "post-ends"
    return Holding(person, role, rule, change)


def _filled(scan: Scan, group: list[_Item], p: int, r: int) -> Holding:
    """A post before a name; where "do" parts them it may lie behind: "Trước đó, chức vụ Bí thư Tỉnh ủy do ông X đảm nhiệm"."""
    holding = _hold(group, p, r, "post-before-name")
    start = holding.role.start
    if group[p].sep != "<by>" or not scan.where(range(max(0, start - _REACH), start), "earlier"):
        return holding
    return replace(holding, role=replace(holding.role, former=True))


def _given(scan: Scan, group: list[_Item], p: int, r: int) -> Holding:
    """A post that is given to, or taken from, the person after it: "bổ nhiệm chức vụ Giám đốc Sở Y tế cho ông X"."""
    ends = scan.word_before(group[r].chunk.start, "ends") is not None
    return replace(_hold(group, p, r, "post-ends" if ends else "appointed-to"), change="end" if ends else "start")


def _lent(role: RoleMention, other: RoleMention) -> AgencyMention | None:
    """The body that a post takes from its neighbour: a Bộ trưởng only a Bộ, a post of the Party only a committee of it.

    "Ủy viên Thường vụ, Trưởng ban Tổ chức Tỉnh ủy" is of the Tỉnh ủy, "Ủy viên Thường vụ, Giám đốc Sở" of none that is said.
    """
    agency = other.agency
    if agency is None:
        return None
    if role.role.scope == "PartyBody":
        committee = agency.host if agency.host and agency.host.kind == "PartyBody" else agency
        return committee if committee.kind == "PartyBody" and not committee.field else None
    label = agency.body.label if agency.body else agency.type.label if agency.type else ""
    return agency if label.startswith(role.role.prefix) else None


def _complete(found: list[Holding]) -> list[Holding]:
    """Lend a post without a body the body of its neighbour in the same stack.

    "Phó Tư lệnh, kiêm Tham mưu trưởng Bộ Tư lệnh Quân khu 1": the next post's; "Chủ tịch, Tổng Giám đốc": the last one's.
    """
    out: list[Holding] = []
    for k, holding in enumerate(found):
        if holding.role.bare and k + 1 < len(found):
            nxt = found[k + 1]
            if nxt.person == holding.person and nxt.role.start - holding.role.end <= 2:
                holding = replace(holding, role=replace(holding.role, agency=_lent(holding.role, nxt.role)))
        out.append(holding)
    return out
