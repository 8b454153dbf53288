"""A site, a scope and a reader's view in, who is responsible for what out: people by programmes, and places side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.serve import summary
from kg.serve.filters import View
from kg.serve.programmes import OTHER, Programme, directives, programmes, ranked, within
from kg.serve.site import Site
from kg.serve.statements import Speech, Tenure

MOST_ROWS, MOST_COLUMNS = 40, 16


@dataclass(frozen=True, slots=True)
class Cell:
    """How often a person directs a programme, and from when to when."""

    count: int
    dates: tuple[str, ...]

    @property
    def level(self) -> int:
        """1 to 4: the shade of the cell."""
        return min(4, 1 + (self.count > 1) + (self.count > 3) + (self.count > 7))


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A person, the latest posts with their day, and a cell or nothing for each column."""

    person: str
    posts: tuple[Tenure, ...]
    posts_day: str
    cells: tuple[Cell | None, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Chart:
    """People by programmes, the most directing and most directed first; how many there are, if not all are shown."""

    columns: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    all_columns: int
    all_rows: int
    untied: int  # directives in the scope that are about no programme or document


def chart(site: Site, view: View, *, place: str, theme: str) -> Chart:
    """Who directs which programme or document of a place, a theme, or both."""
    said = [speech for speech in directives(site, view, place=place, theme=theme) if speech.speaker]
    in_scope = _scope(site, place, theme)
    cells: dict[tuple[str, str], list[Speech]] = defaultdict(list)
    for speech in said:
        for target in speech.targets:
            if target in in_scope or not in_scope:
                cells[speech.speaker, target].append(speech)
    columns = ranked(target for (_, target), found in cells.items() for _ in found)
    people = ranked(person for (person, _), found in cells.items() for _ in found)
    shown = tuple(target for target, _ in columns[:MOST_COLUMNS])
    rows = []
    for person, total in people:
        made = tuple(_cell(cells.get((person, target), ())) for target in shown)
        if any(made):
            rows.append(ChartRow(person, *summary.latest_posts(site, person, 1), made, total))
    untied = sum(not speech.targets for speech in said)
    return Chart(shown, tuple(rows[:MOST_ROWS]), len(columns), len(people), untied)


def _cell(said: Iterable[Speech]) -> Cell | None:
    found = list(said)
    return Cell(len(found), tuple(sorted({speech.date for speech in found if speech.date}))) if found else None


def _scope(site: Site, place: str, theme: str) -> set[str]:
    """The things that a chart's columns may be."""
    told = site.told
    places, themes = within(site, place, "isPartOf"), within(site, theme, "broader")
    found = set()
    for node in told.of_kind("initiative", "document"):
        about = {
            *told.to(node, "subject"),
            *(t for other in told.to(node, "governs") for t in told.to(other, "subject")),
        }
        if (not place or places.intersection(told.to(node, "jurisdiction"))) and (not theme or themes & about):
            found.add(node)
    return found


def themes_with_directives(site: Site) -> list[tuple[str, int]]:
    """Themes that programmes with directives are about, the most directed first."""
    found = Counter(
        theme
        for speech in site.statements.directives
        for target in speech.targets
        for theme in site.told.to(target, "subject")
        if theme != OTHER
    )
    return ranked(found.elements())


@dataclass(frozen=True, slots=True)
class Compared:
    """A theme and its programmes in each of two places."""

    theme: str
    sides: tuple[tuple[Programme, ...], tuple[Programme, ...]]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A place in numbers."""

    programmes: int
    directives: int
    people: int
    documents: int
    events: int


def compare(site: Site, view: View, places: tuple[str, str]) -> list[Compared]:
    """The programmes of two places by theme; those that both have first, then those with most directives."""
    found: dict[str, tuple[list[Programme], list[Programme]]] = defaultdict(lambda: ([], []))
    for side, place in enumerate(places):
        for row in programmes(site, view, place=place):
            if not row.is_task and row.theme and row.theme != OTHER:
                found[row.theme][side].append(row)
    rows = [Compared(theme, (tuple(left), tuple(right))) for theme, (left, right) in found.items()]
    return sorted(
        rows, key=lambda row: (not all(row.sides), -sum(len(p.directives) for s in row.sides for p in s), row.theme)
    )


def heads(site: Site, view: View, place: str) -> list[Tenure]:
    """Who leads the agencies of a place: the posts that make somebody head of an agency; the latest first."""
    told = site.told
    found = [
        tenure
        for agency in told.by(place, "jurisdiction")
        for tenure in site.statements.tenures_of.get(agency, ())
        if tenure.agency == agency and agency in told.to(tenure.person, "headOf") and not tenure.is_over
    ]
    kept = sorted(view.kept(found), key=lambda tenure: tenure.node)
    return sorted(kept, key=lambda tenure: tenure.dates[-1] if tenure.dates else "", reverse=True)


def numbers(site: Site, view: View, place: str) -> Numbers:
    """How much there is of a place."""
    said = directives(site, view, place=place)
    here = [thing for where in within(site, place, "isPartOf") for thing in site.told.by(where, "jurisdiction")]
    kinds = Counter(site.told.kinds.get(thing) for thing in here)
    people = len({speech.speaker for speech in said if speech.speaker})
    return Numbers(kinds["initiative"], len(said), people, kinds["document"], kinds["event"])
