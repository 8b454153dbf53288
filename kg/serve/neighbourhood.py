"""A thing in, the geometry of a drawing of its neighbours out: who acts on it to the left, what it acts on to the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.serve.sections import Pair
from kg.serve.site import Site

MIDDLE, REACH = 400, 150  # of the drawing, and how far lines run from there
_ROW, _HEADING, _PAD, _LINE = 23, 27, 14, 15
WIDE = 36  # letters of a line; a label has at most two
_MOST, _MOST_OF_KIND = 11, 6  # neighbours on a side, and of one relation

# What runs from a thing to another, and what both ends call it: (property, seen from the subject, from the object).
_RELATIONS: tuple[tuple[str, Pair, Pair], ...] = (
    ("chair", ("do ai chủ trì", "chaired by"), ("chủ trì", "chairs")),
    ("attendee", ("có người dự", "attended by"), ("dự", "attends")),
    ("organizer", ("đơn vị tổ chức", "organised by"), ("tổ chức", "organises")),
    ("issuedBy", ("cơ quan ban hành", "issued by"), ("ban hành", "issues")),
    ("preparedBy", ("cơ quan tham mưu", "prepared by"), ("tham mưu, xây dựng", "prepares")),
    ("implements", ("thực hiện", "implements"), ("được thực hiện bởi", "implemented by")),
    ("governs", ("đề ra, quy định", "sets up"), ("căn cứ ở", "set up by")),
    ("adoptedAt", ("thông qua tại", "adopted at"), ("thông qua", "adopts")),
    ("leadAgency", ("cơ quan chủ trì", "led by"), ("chủ trì", "leads")),
    ("subOrganizationOf", ("trực thuộc", "belongs to"), ("đơn vị trực thuộc", "units")),
    ("embeddedIn", ("lập trong", "established within"), ("tổ chức lập trong đó", "established within it")),
    ("succeededBy", ("được kế tục bởi", "succeeded by"), ("kế tục", "succeeds")),
)
# Relations whose subject is acted upon: the other end stands on the left of it.
_PASSIVE = {"chair", "organizer", "issuedBy", "preparedBy", "leadAgency", "adoptedAt", "attendee"}
_HOLDS, _HELD = ("giữ chức vụ tại", "holds a post at"), ("người giữ chức vụ", "post holders")
_DIRECTS, _DIRECTED = ("chỉ đạo", "directs"), ("được chỉ đạo bởi", "directed by")
_ASSIGNS, _ASSIGNED = ("giao việc cho", "assigns work to"), ("được giao việc bởi", "receives tasks from")
_UNDER, _BASIS = ("căn cứ", "on the basis of"), ("làm căn cứ cho", "cited by")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A neighbour, or a heading (`node` is ""): where its text stands, and how often the relation is stated."""

    node: str
    x: float
    y: float
    heading: Pair = ("", "")
    count: int = 0
    more: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """A thing in the middle, and its neighbours in columns to the left and to the right."""

    height: float
    left: tuple[Neighbour, ...]
    right: tuple[Neighbour, ...]


def neighbourhood(site: Site, node: str, lang: str) -> Drawing | None:
    """The neighbours of a thing, grouped by relation; None where it has fewer than two. Labels of `lang` need room."""
    left: dict[Pair, Counter[str]] = {}
    right: dict[Pair, Counter[str]] = {}
    for is_left, relation, other in _ties(site, node):
        if other != node and other in site.told.kinds:
            (left if is_left else right).setdefault(relation, Counter())[other] += 1
    if sum(map(len, (*left.values(), *right.values()))) < 2:
        return None
    if not left or not right:
        left, right = _halves(left or right)

    def room(other: str) -> float:
        return _LINE if len(site.told.label(other, lang)) > WIDE else 0.0

    columns = _column(left, MIDDLE - REACH, room), _column(right, MIDDLE + REACH, room)
    height = max(column[-1].y if column else 0 for column in columns) + _ROW + _PAD
    return Drawing(height, *(_centred(column, height) for column in columns))


def _ties(site: Site, node: str) -> Iterator[tuple[bool, Pair, str]]:
    """(whether it stands on the left, the relation, the neighbour), once for each statement."""
    made = site.statements
    for speech in made.said_by.get(node, ()):
        if speech.is_directive:
            yield from ((False, _DIRECTS, target) for target in speech.targets)
            yield from ((False, _ASSIGNS, agency) for agency in speech.addressees)
            yield from ((False, _UNDER, document) for document in speech.basis)
    directing = (speech for speech in made.about.get(node, ()) if speech.is_directive)
    yield from ((True, _DIRECTED, speech.speaker) for speech in directing)
    yield from ((True, _ASSIGNED, speech.speaker) for speech in made.assigned_to.get(node, ()))
    yield from ((False, _BASIS, speech.speaker) for speech in made.under.get(node, ()))
    for tenure in made.tenures_of.get(node, ()):
        yield (False, _HOLDS, tenure.agency) if tenure.person == node else (True, _HELD, tenure.person)
    chaired = {*site.told.to(node, "chair"), *site.told.by(node, "chair")}
    for name, forward, backward in _RELATIONS:
        if name == "attendee":  # who chairs an event attends it by inference: that is drawn once
            others = ((True, forward, site.told.to(node, name)), (False, backward, site.told.by(node, name)))
            yield from ((is_left, words, o) for is_left, words, found in others for o in found if o not in chaired)
            continue
        yield from ((name in _PASSIVE, forward, other) for other in site.told.to(node, name))
        yield from ((name not in _PASSIVE, backward, other) for other in site.told.by(node, name))


def _halves(groups: dict[Pair, Counter[str]]) -> tuple[dict[Pair, Counter[str]], dict[Pair, Counter[str]]]:
    """Relations of one side only, spread over both: the larger groups to the emptier side."""
    sides: tuple[dict[Pair, Counter[str]], dict[Pair, Counter[str]]] = ({}, {})
    if len(groups) == 1:
        ((relation, counted),) = groups.items()
        ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        return {relation: Counter(dict(ranked[::2]))}, {relation: Counter(dict(ranked[1::2]))}
    for relation, counted in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        emptier = min(sides, key=lambda side: sum(min(len(found), _MOST_OF_KIND) for found in side.values()))
        emptier[relation] = counted
    return sides[1], sides[0]


def _column(groups: dict[Pair, Counter[str]], x: float, room: Callable[[str], float]) -> list[Neighbour]:
    """Headings and neighbours from the top down; what does not fit is counted in the heading."""
    placed: list[Neighbour] = []
    y, free, below = float(_PAD), _MOST, 0.0
    for relation, counted in groups.items():
        if free <= 0:
            break
        ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        shown = ranked[: min(_MOST_OF_KIND, free)]
        y += _HEADING + below if placed else _ROW - 8
        below = 0.0
        placed.append(Neighbour("", x, y, heading=relation, more=len(ranked) - len(shown)))
        for node, count in shown:
            more = room(node) / 2
            y += _ROW + below + more
            below = more
            placed.append(Neighbour(node, x, y, count=count))
        free -= len(shown)
    return placed


def _centred(column: list[Neighbour], height: float) -> tuple[Neighbour, ...]:
    """The column moved to the middle of the drawing's height."""
    if not column:
        return ()
    shift = (height - _PAD - column[-1].y) / 2
    return tuple(Neighbour(n.node, n.x, round(n.y + shift, 1), n.heading, n.count, n.more) for n in column)
