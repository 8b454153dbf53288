"""A catalogue in, its statements out as values: who held which post, who directed what, who said what, which figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from kg.serve.catalogue import Catalogue, Quote


@dataclass(frozen=True, slots=True)
class Tenure:
    """A post held: on which days it is attested, from when to when if that is known, and whether it is over."""

    node: str
    person: str
    role: str
    agency: str
    attested: tuple[str, ...]
    start: str
    end: str
    is_over: bool
    quotes: tuple[Quote, ...]

    @property
    def dates(self) -> tuple[str, ...]:
        """All days that are known of it, in order."""
        return tuple(sorted({*self.attested, *filter(None, (self.start, self.end))}))


@dataclass(frozen=True, slots=True)
class Speech:
    """Something said; `is_directive` tells tasks from the rest. `targets` is what it is about."""

    node: str
    is_directive: bool
    speaker: str
    verb: str
    content: str
    date: str
    event: str
    capacity: str
    place: str
    targets: tuple[str, ...]
    addressees: tuple[str, ...]
    basis: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number achieved or aimed at."""

    node: str
    indicator: str
    achieved: str
    total: str
    unit: str
    kind: str
    place: str
    basis: tuple[str, ...]
    quotes: tuple[Quote, ...]


_S = TypeVar("_S", Tenure, Speech, Figure)


class Statements:
    """All statements of a graph, and each thing's own: sorted by date, the undated last."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._told = catalogue
        nodes = catalogue.of_kind("tenure")
        self.tenures = tuple(sorted(map(self._tenure, nodes), key=lambda made: (made.dates or ("9",), made.node)))
        said = map(self._speech, catalogue.of_kind("directive", "speech"))
        self.speeches = tuple(sorted(said, key=lambda made: (made.date or "9", made.node)))
        self.directives = tuple(made for made in self.speeches if made.is_directive)
        self.figures = tuple(map(self._figure, catalogue.of_kind("figure")))
        self.by_node: dict[str, Tenure | Speech | Figure] = {}
        for made in (self.tenures, self.speeches, self.figures):
            self.by_node |= {statement.node: statement for statement in made}

    @cached_property
    def tenures_of(self) -> Mapping[str, tuple[Tenure, ...]]:
        """By person and by agency."""
        return _by(self.tenures, lambda made: (made.person, made.agency))

    @cached_property
    def said_by(self) -> Mapping[str, tuple[Speech, ...]]:
        """By the speaker."""
        return _by(self.speeches, lambda made: (made.speaker,))

    @cached_property
    def about(self) -> Mapping[str, tuple[Speech, ...]]:
        """By what is spoken about."""
        return _by(self.speeches, lambda made: made.targets)

    @cached_property
    def assigned_to(self) -> Mapping[str, tuple[Speech, ...]]:
        """Directives by who must act."""
        return _by(self.directives, lambda made: made.addressees)

    @cached_property
    def under(self) -> Mapping[str, tuple[Speech, ...]]:
        """By the document cited as a basis."""
        return _by(self.speeches, lambda made: made.basis)

    @cached_property
    def at(self) -> Mapping[str, tuple[Speech, ...]]:
        """By the event."""
        return _by(self.speeches, lambda made: (made.event,))

    @cached_property
    def figures_of(self) -> Mapping[str, tuple[Figure, ...]]:
        """By place and by document."""
        return _by(self.figures, lambda made: (made.place, *made.basis))

    def _tenure(self, node: str) -> Tenure:
        told = self._told
        attested = tuple(text for text, _ in told.texts.get(node, {}).get("attestedOn", ()))
        return Tenure(
            node=node,
            person=_first(told.to(node, "member")),
            role=_first(told.to(node, "role")),
            agency=_first(told.to(node, "organization")),
            attested=attested,
            start=told.text(node, "startDate"),
            end=told.text(node, "endDate"),
            is_over=told.text(node, "former") == "true",
            quotes=tuple(told.support(node)),
        )

    def _speech(self, node: str) -> Speech:
        told = self._told
        return Speech(
            node=node,
            is_directive=told.kinds[node] == "directive",
            speaker=_first(told.to(node, "director", "speaker")),
            verb=_first(told.to(node, "verb")),
            content=told.text(node, "content"),
            date=told.text(node, "date"),
            event=_first(told.to(node, "atEvent")),
            capacity=_first(told.to(node, "capacity")),
            place=_first(told.to(node, "jurisdiction")),
            targets=tuple(told.to(node, "concerns")),
            addressees=tuple(told.to(node, "addressee")),
            basis=tuple(told.to(node, "underDocument")),
            quotes=tuple(told.support(node)),
        )

    def _figure(self, node: str) -> Figure:
        told = self._told
        return Figure(
            node=node,
            indicator=told.text(node, "indicator"),
            achieved=_plain(told.text(node, "achieved")),
            total=_plain(told.text(node, "total")),
            unit=told.text(node, "unit"),
            kind=_first(told.to(node, "type")),
            place=_first(told.to(node, "jurisdiction")),
            basis=tuple(told.to(node, "underDocument")),
            quotes=tuple(told.support(node)),
        )


def _by(made: Iterable[_S], keys: Callable[[_S], Iterable[str]]) -> Mapping[str, tuple[_S, ...]]:
    found: dict[str, list[_S]] = defaultdict(list)
    for statement in made:
        for key in dict.fromkeys(keys(statement)):
            if key:
                found[key].append(statement)
    return {key: tuple(statements) for key, statements in found.items()}


def _first(nodes: Iterable[str]) -> str:
    return next(iter(nodes), "")


def _plain(number: str) -> str:
    """The number without zeros that say nothing: "98.50" is "98.5"."""
    return number.rstrip("0").rstrip(".") if "." in number else number
