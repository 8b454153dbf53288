"""A place, a theme or a role and a reader's view in, the parts of its page out: what it gathers from the whole graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.serve import sections
from kg.serve.filters import View
from kg.serve.programmes import Programme, directives, programmes, within
from kg.serve.sections import Group, Section, entries, entry, figures, speeches, tenures
from kg.serve.site import Site
from kg.serve.statements import Tenure

KINDS = ("province", "place", "theme", "role")


@dataclass(frozen=True, slots=True)
class Programmes(Section):
    """A part of a page that lists programmes and who directs them."""

    rows: tuple[Programme, ...] = field(default=())

    @property
    def count(self) -> int:
        """How many programmes are shown."""
        return len(self.rows)


def of_thing(site: Site, node: str, view: View) -> list[Section]:
    """The parts of the page of a place, theme or role; of any other thing those that `sections` gives."""
    match site.told.kinds[node]:
        case "province" | "place":
            found = _place(site, node, view)
        case "theme":
            found = _theme(site, node, view)
        case "role":
            held = [tenure for tenure in site.statements.tenures if tenure.role == node]
            found = iter([tenures("people", ("Ai giữ chức vụ này", "Who holds it"), held, view, shape="holders")])
        case _:
            return sections.of_thing(site, node, view)
    return [section for section in found if section.total]


def _place(site: Site, node: str, view: View) -> Iterator[Section]:
    told = site.told
    all_in = within(site, node, "isPartOf") if told.kinds[node] == "province" else {node}
    rows = programmes(site, view, place=node) if node != "id/place/vn" else _central(site, node, view)
    yield from _programmes(site, rows, view, place=node)
    yield _leaders(site, node, view)
    said = [speech for speech in directives(site, View(), place=node) if speech.place in all_in]
    title = ("Ai chỉ đạo tại địa bàn", "Who directs here")
    yield speeches("directed", title, said, view, by="speaker", heads=lambda s: (s.speaker,) if s.speaker else ())
    here = [thing for place in sorted(all_in) for thing in told.by(place, "jurisdiction")]
    for name, title, kinds in _GATHERED:
        yield entries(name, title, (entry(site, thing) for thing in here if told.kinds.get(thing) in kinds), view)
    yield figures(site, node, view)
    units = [unit for unit in told.by(node, "isPartOf") if _is_in_the_news(site, unit)]
    yield entries("units", ("Đơn vị hành chính", "Administrative units"), (entry(site, unit) for unit in units), view)
    yield sections.articles(site, node, view)


_GATHERED = (
    ("documents", ("Văn bản", "Documents"), {"document"}),
    ("agencies", ("Cơ quan, tổ chức", "Agencies"), {"state", "party", "organisation"}),
    ("events", ("Sự kiện", "Events"), {"event"}),
)


def _central(site: Site, node: str, view: View) -> list[Programme]:
    """The programmes of the whole country, without those of its provinces."""
    return [row for row in programmes(site, view, place=node) if row.place == node]


def _programmes(site: Site, rows: Iterable[Programme], view: View, *, place: str = "") -> Iterator[Section]:
    """Programmes proper, then tasks that are no more than what one directive says."""
    rows = tuple(rows)
    proper = tuple(row for row in rows if not row.is_task)
    tasks = tuple(row for row in rows if row.is_task)
    title = ("Chương trình, và ai chỉ đạo", "Programmes, and who directs them")
    yield Programmes("programmes", title, "programmes", len(proper), rows=proper)
    yield Programmes("tasks", ("Nhiệm vụ được giao", "Tasks assigned"), "programmes", len(tasks), rows=tasks)


def _leaders(site: Site, node: str, view: View) -> Section:
    """Posts held in the agencies of a place, agency by agency; those with most first."""
    held: dict[str, list[Tenure]] = defaultdict(list)
    for agency in site.told.by(node, "jurisdiction"):
        for tenure in site.statements.tenures_of.get(agency, ()):
            if tenure.agency == agency:
                held[agency].append(tenure)
    kept = {agency: view.kept(made) for agency, made in held.items()}
    order = sorted(filter(kept.__getitem__, kept), key=lambda agency: (-len(kept[agency]), agency))
    groups = tuple(Group(agency, kept[agency]) for agency in order)
    title = ("Ai giữ chức vụ gì", "Who holds which post")
    return Section("posts", title, "holders", sum(map(len, held.values())), groups, by="agency")


def _theme(site: Site, node: str, view: View) -> Iterator[Section]:
    yield from _programmes(site, programmes(site, view, theme=node), view)
    said = directives(site, View(), theme=node)
    title = ("Ai chỉ đạo", "Who directs it")
    yield speeches("directed", title, said, view, by="speaker", heads=lambda s: (s.speaker,) if s.speaker else ())
    themes = within(site, node, "broader")
    about = [thing for theme in sorted(themes) for thing in site.told.by(theme, "subject")]
    documents = (entry(site, thing) for thing in about if site.told.kinds.get(thing) == "document")
    yield entries("documents", ("Văn bản", "Documents"), documents, view)
    narrower = (entry(site, theme) for theme in site.told.by(node, "broader"))
    yield entries("narrower", ("Chủ đề hẹp hơn", "Narrower themes"), narrower, view)


def _is_in_the_news(site: Site, place: str) -> bool:
    return bool(site.told.by(place, "jurisdiction") or site.told.support(place))
