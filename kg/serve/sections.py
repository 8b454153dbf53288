"""A thing and a reader's view in, the parts of its page out: its statements and neighbours, filtered and in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.serve.dates import edtf_position
from kg.serve.filters import View
from kg.serve.site import Site
from kg.serve.statements import Figure, Speech, Tenure

Pair = tuple[str, str]  # Vietnamese, English


@dataclass(frozen=True, slots=True)
class Group:
    """Statements under one heading: the node that they have in common ("": what has none)."""

    head: str
    statements: tuple[Tenure | Speech | Figure, ...]

    @property
    def dates(self) -> tuple[str, ...]:
        """The days of the statements, in order."""
        return tuple(sorted({made.date for made in self.statements if isinstance(made, Speech) and made.date}))


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing in a list: a day to sort by, the day as the graph writes it, and what it has to do with the page's."""

    node: str
    day: str = ""
    written: str = ""
    remark: Pair = ("", "")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page. shape: posts, holders, speeches, entries, figures. `total` counts what it has unfiltered."""

    name: str
    title: Pair
    shape: str
    total: int
    groups: tuple[Group, ...] = ()
    entries: tuple[Entry, ...] = ()
    by: str = ""  # what the statements of a group have in common: target, speaker, role, verb

    @property
    def count(self) -> int:
        """How many statements or entries are shown."""
        return len(self.entries) + sum(len(group.statements) for group in self.groups)


def of_thing(site: Site, node: str, view: View) -> list[Section]:
    """The parts of a thing's page that have anything to show, or had without the filters."""
    build = _BUILDERS.get(site.told.kinds[node], _anything)
    return [section for section in build(site, node, view) if section.total]


def tenures(name: str, title: Pair, made: Sequence[Tenure], view: View, *, shape: str) -> Section:
    """Posts held, of a person (shape posts) or in an agency (shape holders); the latest first, former ones last."""
    kept = sorted(view.kept(made), key=lambda tenure: (tenure.is_over, tenure.node))
    kept.sort(key=lambda tenure: (tenure.dates or ("",))[-1], reverse=True)
    return Section(name, title, shape, len(made), (Group("", tuple(kept)),) if kept else ())


def speeches(
    name: str, title: Pair, made: Sequence[Speech], view: View, *, by: str, heads: Callable[[Speech], Iterable[str]]
) -> Section:
    """Things said, grouped by what they have in common; the largest groups first, those without a head last."""
    grouped: dict[str, list[Speech]] = defaultdict(list)
    kept = view.kept(made)
    for speech in kept:
        for head in tuple(heads(speech)) or ("",):
            grouped[head].append(speech)
    order = sorted(grouped, key=lambda head: (not head, -len(grouped[head]), head))
    return Section(
        name, title, "speeches", len(made), tuple(Group(head, tuple(grouped[head])) for head in order), by=by
    )


def entries(name: str, title: Pair, found: Iterable[Entry], view: View) -> Section:
    """Things, the dated ones first, the latest of them before the others; without doubles."""
    unique = {entry.node: entry for entry in found}.values()
    dated = sorted((entry for entry in unique if entry.day), key=lambda entry: (entry.day, entry.node), reverse=True)
    undated = sorted((entry for entry in unique if not entry.day), key=lambda entry: entry.node)
    kept = tuple(entry for entry in (*dated, *undated) if view.holds(entry.day))
    return Section(name, title, "entries", len(unique), entries=kept)


def entry(site: Site, node: str, remark: Pair = ("", "")) -> Entry:
    """A thing with its day: when an event began, a document was issued, an article came out."""
    told = site.told
    written = told.text(node, "edtf") or next(
        (day for name in ("startDate", "issued", "datePublished") if (day := told.text(node, name))), ""
    )
    day = told.text(node, "startDate") or told.text(node, "issued") or told.text(node, "datePublished")
    return Entry(node, day or edtf_position(written), written, remark)


def articles(site: Site, node: str, view: View) -> Section:
    """The articles that name a thing."""
    found = dict.fromkeys((*site.told.by(node, "mentions"), *(quote.article for quote in site.told.support(node))))
    return entries("articles", ("Bài báo nhắc đến", "Articles that name it"), (entry(site, a) for a in found), view)


def figures(site: Site, node: str, view: View) -> Section:
    """Numbers reported for a place or under a document."""
    made = site.statements.figures_of.get(node, ())
    kept = view.kept(made)
    return Section("figures", ("Số liệu", "Figures"), "figures", len(made), (Group("", kept),) if kept else ())


def _linked(site: Site, nodes: Iterable[str], remark: Pair = ("", "")) -> Iterator[Entry]:
    return (entry(site, node, remark) for node in nodes)


def _person(site: Site, node: str, view: View) -> Iterator[Section]:
    said = site.statements.said_by.get(node, ())
    told = site.told
    yield tenures("posts", ("Chức vụ", "Posts held"), site.statements.tenures_of.get(node, ()), view, shape="posts")
    directives = [speech for speech in said if speech.is_directive]
    title = ("Chỉ đạo những gì", "What this person directs")
    yield speeches("directs", title, directives, view, by="target", heads=lambda speech: speech.targets)
    assigned = site.statements.assigned_to.get(node, ())
    yield speeches("assigned", ("Được giao việc", "Tasks received"), assigned, view, by="speaker", heads=_speaker)
    chaired = _linked(site, told.by(node, "chair"), ("chủ trì", "in the chair"))
    attended = _linked(site, told.by(node, "attendee"))
    yield entries("events", ("Sự kiện", "Events"), (*attended, *chaired), view)
    other = [speech for speech in said if not speech.is_directive]
    yield speeches("said", ("Phát biểu khác", "Other statements"), other, view, by="verb", heads=lambda s: (s.verb,))
    yield articles(site, node, view)


def _agency(site: Site, node: str, view: View) -> Iterator[Section]:
    told = site.told
    held = site.statements.tenures_of.get(node, ())
    yield tenures("people", ("Những người giữ chức vụ", "People who hold posts"), held, view, shape="holders")
    assigned = site.statements.assigned_to.get(node, ())
    yield speeches("assigned", ("Được giao việc", "Tasks received"), assigned, view, by="speaker", heads=_speaker)
    yield entries("leads", ("Chủ trì chương trình", "Leads"), _linked(site, told.by(node, "leadAgency")), view)
    issued = _linked(site, told.by(node, "issuedBy"), ("ban hành", "issued"))
    prepared = _linked(site, told.by(node, "preparedBy"), ("tham mưu, xây dựng", "prepared"))
    yield entries("documents", ("Văn bản", "Documents"), (*prepared, *issued), view)
    yield entries("events", ("Sự kiện tổ chức", "Events organised"), _linked(site, told.by(node, "organizer")), view)
    below = _linked(site, told.by(node, "subOrganizationOf"))
    inside = _linked(site, told.by(node, "embeddedIn"), ("lập trong cơ quan này", "established within it"))
    yield entries("units", ("Đơn vị trực thuộc", "Units"), (*below, *inside), view)
    yield articles(site, node, view)


def _initiative(site: Site, node: str, view: View) -> Iterator[Section]:
    about = site.statements.about.get(node, ())
    directives = [speech for speech in about if speech.is_directive]
    yield speeches("directed", ("Ai chỉ đạo", "Who directs it"), directives, view, by="speaker", heads=_speaker)
    governing = _linked(site, site.told.by(node, "governs"), ("đề ra, quy định", "sets it up"))
    basis = Counter(document for speech in directives for document in speech.basis)
    cited = _linked(site, basis, ("được viện dẫn làm căn cứ", "cited as the basis"))
    yield entries("documents", ("Văn bản", "Documents"), (*cited, *governing), view)
    other = [speech for speech in about if not speech.is_directive]
    yield speeches("said", ("Nói về chương trình này", "Said about it"), other, view, by="speaker", heads=_speaker)
    yield articles(site, node, view)


def _document(site: Site, node: str, view: View) -> Iterator[Section]:
    told, about = site.told, site.statements.about.get(node, ())
    directives = [speech for speech in about if speech.is_directive]
    title = ("Ai chỉ đạo xây dựng, thực hiện", "Who directs its making")
    yield speeches("directed", title, directives, view, by="speaker", heads=_speaker)
    under = site.statements.under.get(node, ())
    yield speeches("basis", ("Làm căn cứ cho", "Cited as the basis of"), under, view, by="speaker", heads=_speaker)
    carried = _linked(site, told.to(node, "implements"), ("văn bản này thực hiện", "this one implements it"))
    carries = _linked(site, told.by(node, "implements"), ("thực hiện văn bản này", "implements this one"))
    yield entries("lineage", ("Văn bản liên quan", "Related documents"), (*carried, *carries), view)
    yield entries("governs", ("Chương trình đề ra", "Sets up"), _linked(site, told.to(node, "governs")), view)
    yield figures(site, node, view)
    other = [speech for speech in about if not speech.is_directive]
    yield speeches("said", ("Nói về văn bản này", "Said about it"), other, view, by="speaker", heads=_speaker)
    yield articles(site, node, view)


def _event(site: Site, node: str, view: View) -> Iterator[Section]:
    told, said = site.told, site.statements.at.get(node, ())
    attending = _linked(site, told.to(node, "attendee"))
    chairing = _linked(site, told.to(node, "chair"), ("chủ trì", "in the chair"))
    yield entries("people", ("Những người dự", "People present"), (*attending, *chairing), view)
    directives = [speech for speech in said if speech.is_directive]
    yield speeches("directed", ("Chỉ đạo tại đây", "Directed here"), directives, view, by="speaker", heads=_speaker)
    yield entries("documents", ("Thông qua", "Adopted here"), _linked(site, told.by(node, "adoptedAt")), view)
    other = [speech for speech in said if not speech.is_directive]
    yield speeches("said", ("Phát biểu khác", "Other statements"), other, view, by="speaker", heads=_speaker)
    yield articles(site, node, view)


def _anything(site: Site, node: str, view: View) -> Iterator[Section]:
    yield articles(site, node, view)


def _speaker(speech: Speech) -> tuple[str, ...]:
    return (speech.speaker,) if speech.speaker else ()


_BUILDERS: dict[str, Callable[[Site, str, View], Iterator[Section]]] = {
    "person": _person,
    "state": _agency,
    "party": _agency,
    "organisation": _agency,
    "initiative": _initiative,
    "document": _document,
    "event": _event,
}
