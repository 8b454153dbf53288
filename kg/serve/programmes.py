"""A site and a scope in, its programmes out, each with who directs it: the answer to the main question, in rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.serve.filters import View
from kg.serve.site import Site
from kg.serve.statements import Speech

TASK = "concept/it-nhiem-vu"  # an initiative that is no more than the clause of a directive
OTHER = "concept/th-khac"


@dataclass(frozen=True, slots=True)
class Programme:
    """An initiative, where it is and what it is about, and the people who direct it with the number of directives."""

    node: str
    place: str
    theme: str
    is_task: bool
    directors: tuple[tuple[str, int], ...]
    directives: tuple[Speech, ...]

    @property
    def dates(self) -> tuple[str, ...]:
        """The days of the directives, in order."""
        return tuple(sorted({speech.date for speech in self.directives if speech.date}))


def programmes(site: Site, view: View, *, place: str = "", theme: str = "") -> list[Programme]:
    """The initiatives of a place and of the units in it, of a theme and of the narrower ones; most directed first.

    With a filter, those that nothing is left of are left out.
    """
    places, themes = within(site, place, "isPartOf"), within(site, theme, "broader")
    found = []
    for node in site.told.of_kind("initiative"):
        where, what = site.told.to(node, "jurisdiction"), site.told.to(node, "subject")
        if (place and not places.intersection(where)) or (theme and not themes.intersection(what)):
            continue
        made = programme(site, node, view)
        if made.directives or not view.is_narrowed:
            found.append(made)
    return sorted(found, key=lambda made: (made.is_task, -len(made.directives), made.node))


def programme(site: Site, node: str, view: View) -> Programme:
    """One initiative and who directs it."""
    about = view.kept(speech for speech in site.statements.about.get(node, ()) if speech.is_directive)
    return Programme(
        node=node,
        place=next(iter(site.told.to(node, "jurisdiction")), ""),
        theme=next(iter(site.told.to(node, "subject")), ""),
        is_task=TASK in site.told.to(node, "type"),
        directors=tuple(ranked(speech.speaker for speech in about)),
        directives=tuple(about),
    )


def ranked(people: Iterable[str]) -> list[tuple[str, int]]:
    """Who comes how often, the most frequent first."""
    counted = Counter(person for person in people if person)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def within(site: Site, node: str, property: str) -> set[str]:
    """A node and all that lie in it by a property that leads upwards (isPartOf, broader); nothing for ""."""
    found: set[str] = set()
    fresh = [node] if node else []
    while fresh:
        found.update(fresh)
        fresh = [below for above in fresh for below in site.told.by(above, property) if below not in found]
    return found


def directives(
    site: Site, view: View, *, person: str = "", target: str = "", place: str = "", theme: str = ""
) -> list[Speech]:
    """The directives that meet all conditions, the latest first, the undated last.

    Those of a place are directed in it, or are about something of it; those of a theme are about something of it.
    """
    places, themes = within(site, place, "isPartOf"), within(site, theme, "broader")
    found = []
    for speech in view.kept(site.statements.directives):
        where = {speech.place, *(there for node in speech.targets for there in site.told.to(node, "jurisdiction"))}
        if (person and speech.speaker != person) or (target and target not in speech.targets):
            continue
        if (place and not places & where) or (theme and not _is_about(site, speech, themes)):
            continue
        found.append(speech)
    return sorted(found, key=lambda speech: speech.date, reverse=True)


def _is_about(site: Site, speech: Speech, themes: set[str]) -> bool:
    told = site.told
    governed = (initiative for target in speech.targets for initiative in told.to(target, "governs"))
    return any(themes.intersection(told.to(node, "subject")) for node in (*speech.targets, *governed))
