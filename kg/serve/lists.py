"""A kind of things and a reader's wishes in, one page of their list out: sorted, narrowed to a place or theme, counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.serve import summary
from kg.serve.filters import View
from kg.serve.programmes import within
from kg.serve.sections import Pair, entry
from kg.serve.site import Site

SIZE = 60

# What can be listed: the address, its title, the kinds.
LISTS: dict[str, tuple[Pair, tuple[str, ...]]] = {
    "person": (("Người", "People"), ("person",)),
    "initiative": (("Chương trình, nhiệm vụ", "Programmes and tasks"), ("initiative",)),
    "agency": (("Cơ quan, tổ chức", "Agencies"), ("state", "party", "organisation")),
    "document": (("Văn bản", "Documents"), ("document",)),
    "event": (("Sự kiện", "Events"), ("event",)),
    "province": (("Tỉnh, thành phố", "Provinces"), ("province",)),
    "theme": (("Chủ đề", "Themes"), ("theme",)),
    "role": (("Loại chức vụ", "Kinds of posts"), ("role",)),
    "article": (("Bài báo", "Articles"), ("article",)),
}
_DATED = ("event", "article", "document")


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list: (node, day, number of mentions) each; how many there are, and on which page of how many."""

    rows: tuple[tuple[str, str, int], ...]
    total: int
    number: int
    pages: int


def listed(site: Site, view: View, kind: str, *, place: str = "", theme: str = "", number: int = 1) -> Listed:
    """The things of a kind that the news names, in a place and of a theme; events, documents and articles by date.

    The dated ones come first, the latest of them before the others; people and the like by how much is said of them.
    """
    places, themes = within(site, place, "isPartOf"), within(site, theme, "broader")
    rows = []
    for node in site.told.of_kind(*LISTS[kind][1]):
        if place and not places.intersection(_places(site, node)):
            continue
        if theme and not themes.intersection(site.told.to(node, "subject")):
            continue
        day = entry(site, node).day if kind in _DATED else ""
        weight = site.index.weights.get(node, 0)
        is_shown = weight or kind == "article" or site.told.support(node)
        if is_shown and summary.passes(site, node, view):
            rows.append((node, day, weight))
    rows.sort(key=lambda row: (-row[2], row[0]))
    if kind in _DATED:
        rows.sort(key=lambda row: row[1], reverse=True)
    pages = max(1, -(-len(rows) // SIZE))
    number = min(max(number, 1), pages)
    return Listed(tuple(rows[(number - 1) * SIZE : number * SIZE]), len(rows), number, pages)


def _places(site: Site, node: str) -> Sequence[str]:
    """Where a thing belongs; a person where the agencies are in which posts are held."""
    if site.told.kinds[node] == "person":
        held = site.statements.tenures_of.get(node, ())
        return [place for tenure in held for place in site.told.to(tenure.agency, "jurisdiction")]
    if site.told.kinds[node] == "article":
        return [place for thing in site.told.to(node, "mentions") for place in site.told.to(thing, "jurisdiction")]
    return site.told.to(node, "jurisdiction")
