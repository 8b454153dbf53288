"""The linked facts of the corpus -> the seats that two people are said to hold on one day, with both sentences.

Which posts one person holds at a time is data: vg:holders in ontology/roles.ttl, vg:sharedIn where a body has several.
A post never ends because somebody else is seen in it: the reader is told, and decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.lexicon import Lexicon
from kg.model import ArticleFacts, Concept, Ref, Statement


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a seat, as one article says: `source` is the article's, `quote` its sentence."""

    person: str
    source: str
    quote: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A seat that one person holds at a time, a day, and the people who are said to hold it then."""

    role: str
    agency: str
    day: str
    holders: tuple[Holder, ...]


class Seats:
    """Gathers who holds which seat on which day while articles pass by."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._roles = {role.concept: role for role in lexicon.roles.values() if role.holders == 1}
        self._names: dict[str, str] = {}
        self._held: dict[tuple[str, str, date], dict[str, Holder]] = defaultdict(dict)

    def note(self, facts: ArticleFacts) -> None:
        """Takes down the tenures of one article, its people linked."""
        self._names |= {entity.path: entity.label for entity in facts.entities}
        for statement in facts.statements:
            if statement.kind == "Tenure":
                self._note(statement, facts.document.source)

    def _note(self, tenure: Statement, source: str) -> None:
        told = dict(tenure.properties)
        person, role, body = told["member"], told["role"], told["organization"]
        assert isinstance(person, Ref) and isinstance(role, Concept) and isinstance(body, Ref)
        kind = self._roles.get(role.name)
        if kind is None or body.path in kind.shared_in:
            return
        for name, day in tenure.properties:
            if name == "attestedOn" and isinstance(day, date):
                holder = Holder(person.path, source, tenure.evidence[0].quote)
                self._held[role.name, body.path, day].setdefault(person.path, holder)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Every seat and day with two holders or more, in order; bodies, roles and people by their names."""
        return tuple(self._conflicts())

    def _conflicts(self) -> Iterator[Conflict]:
        for (role, body, day), held in sorted(self._held.items()):
            if len(held) > 1:
                people = [Holder(self._names[path], h.source, h.quote) for path, h in sorted(held.items())]
                label = self._roles[role].label
                yield Conflict(label, self._names[body], day.isoformat(), tuple(people))
