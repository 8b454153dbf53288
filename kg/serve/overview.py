"""A site and a reader's view in, the answer to the main question at a glance out: what the start page tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from kg.names import fold
from kg.serve import summary
from kg.serve.filters import View
from kg.serve.programmes import OTHER, Programme, programmes, ranked
from kg.serve.site import Site
from kg.serve.statements import Speech, Tenure


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme, its programmes, the places where it has some, and who directs them."""

    node: str
    programmes: int
    places: int
    directors: tuple[tuple[str, int], ...]
    directives: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A province, its short name, its programmes and the directives about them or given there."""

    node: str
    name: str
    programmes: int
    directives: int


@dataclass(frozen=True, slots=True)
class Director:
    """A person who directs, how often, how many programmes, and the latest posts with their day."""

    node: str
    directives: int
    programmes: int
    posts: tuple[Tenure, ...]
    posts_day: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Themes, provinces and people, the most directed and directing first (provinces by name), and the latest tasks."""

    themes: tuple[ThemeRow, ...]
    places: tuple[PlaceRow, ...]
    people: tuple[Director, ...]
    latest: tuple[Speech, ...]


def overview(site: Site, view: View) -> Overview:
    """Everything at a glance."""
    made = [row for row in programmes(site, view) if not row.is_task]
    said = view.kept(site.statements.directives)
    return Overview(_themes(made), _places(site, made, said), _people(site, said), _latest(said))


def _themes(made: list[Programme]) -> tuple[ThemeRow, ...]:
    by_theme: dict[str, list[Programme]] = defaultdict(list)
    for row in made:
        if row.theme and row.theme != OTHER:
            by_theme[row.theme].append(row)
    rows = []
    for theme, found in by_theme.items():
        directors = ranked(speech.speaker for row in found for speech in row.directives)
        places = len({row.place for row in found if row.place})
        rows.append(ThemeRow(theme, len(found), places, tuple(directors), sum(count for _, count in directors)))
    return tuple(sorted(rows, key=lambda row: (-row.directives, -row.programmes, row.node)))


def _places(site: Site, made: list[Programme], said: tuple[Speech, ...]) -> tuple[PlaceRow, ...]:
    counted = Counter(province for row in made if (province := province_of(site, row.place)))
    directed = Counter(province for speech in said if (province := province_of(site, speech.place)))
    rows = [
        PlaceRow(node, summary.short_name(site, node), counted[node], directed[node])
        for node in site.told.of_kind("province")
        if counted[node] or directed[node]
    ]
    return tuple(sorted(rows, key=lambda row: (fold(row.name), row.node)))


def _latest(said: tuple[Speech, ...]) -> tuple[Speech, ...]:
    """The latest directives, one of each person and day: a speech has many."""
    found: dict[tuple[str, str], Speech] = {}
    for speech in said[::-1]:
        if speech.date and speech.targets and speech.speaker and speech.quotes:
            found.setdefault((speech.speaker, speech.date), speech)
    return tuple(found.values())


def _people(site: Site, said: tuple[Speech, ...]) -> tuple[Director, ...]:
    targets: dict[str, set[str]] = defaultdict(set)
    for speech in said:
        targets[speech.speaker].update(speech.targets)
    counted = ranked(speech.speaker for speech in said)
    return tuple(
        Director(person, count, len(targets[person]), *summary.latest_posts(site, person, 2))
        for person, count in counted
    )


def province_of(site: Site, place: str) -> str:
    """The province that a place is or lies in; "" for the country, and for what lies in none."""
    seen: set[str] = set()
    while place and place not in seen:
        if site.told.kinds.get(place) == "province":
            return place
        seen.add(place)
        place = next(iter(site.told.to(place, "isPartOf")), "")
    return ""
