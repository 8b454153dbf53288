"""Chunks -> who holds which post, as a sentence says it: before the name, after it, in lists, by a verb of appointment.

Vietnamese stacks posts on either side of a name and separates them by commas, so between two names a run of posts
belongs to the second as far as it touches it, and to the first otherwise; a writer who puts posts before names does so
throughout a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extract.chunks import Chunk
from kg.extract.people import NameMention
from kg.extract.roles import RoleMention
from kg.extract.scan import Scan


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
    return tuple(_complete(out))


def _groups(scan: Scan, chunks: tuple[Chunk, ...]) -> list[list[_Item]]:
    """Runs of posts and people with nothing between them but titles and separators."""
    groups: list[list[_Item]] = []
    current: list[_Item] = []
    sep, titled = "", False
    skip_to = -1
    for chunk in chunks:
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
    verb = scan.word(i, "holds", "ends")
    if verb:
        return verb[0], f"<{verb[1].category}>"
    given = scan.word(i, "given-to")
    if given:
        return given[0], "<to>"
    found = scan.word(i, "separator")
    if found:
        return found[0], "(" if tokens.words[i] == "(" else "," if found[1].value in (",", "-", "kiêm") else f"<{found[1].value}>"
    return None


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
            owned = run if _touches(group, p) or group[p].titled or group[p].sep == "<to>" else run
            out += [_hold(group, p, r, "post-before-name") for r in owned]
            if owned:
                fronted.add(p)
        else:
            mine, theirs = _share(group, previous, run, p, previous in fronted)
            out += [_hold(group, previous, r, "post-after-name") for r in theirs]
            out += [_hold(group, p, r, "post-before-name") for r in mine]
            if mine:
                fronted.add(p)
        previous = p
        if at == len(people) - 1:
            out += [_hold(group, p, r, "post-after-name") for r in range(p + 1, len(group))]
    return out


def _share(group: list[_Item], first: int, run: list[int], second: int, fronted: bool) -> tuple[list[int], list[int]]:
    """(posts of the second person, posts of the first) of a run of posts between two people."""
    if not run:
        return [], []
    if group[run[0]].sep in ("<và>", "<cùng>", ",<và>"):
        return run, []
    if _touches(group, second):
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
    elif r > p and "<ends>" in group[r].sep:
        change, rule = "end", "post-ends"
    return Holding(person, role, rule, change)


def _complete(found: list[Holding]) -> list[Holding]:
    """Lend a post without a body the body of its neighbour in the same stack.

    "Phó Tư lệnh, kiêm Tham mưu trưởng Bộ Tư lệnh Quân khu 1": the next post's; "Chủ tịch, Tổng Giám đốc": the last one's.
    """
    out: list[Holding] = []
    for k, holding in enumerate(found):
        if holding.role.bare and k + 1 < len(found):
            nxt = found[k + 1]
            if nxt.person == holding.person and nxt.role.agency and nxt.role.start - holding.role.end <= 2:
                holding = replace(holding, role=replace(holding.role, agency=nxt.role.agency))
        out.append(holding)
    return out
