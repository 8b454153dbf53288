"""A published graph in, everything that Python and notebooks do with it: rows, DataFrames, answers, people, pictures."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pyoxigraph as ox

from kg import names, query
from kg.answer import Answer
from kg.ask import Asker, Reply
from kg.model import KgError
from kg.paths import ONTOLOGY
from kg.store import Store, Term, text
from kg.vocabulary import XSD

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

Value: TypeAlias = str | int | float | bool | date | None
Row: TypeAlias = dict[str, Value]


class Graph:
    """What a build published, open for questions; nothing that is done with it changes the file."""

    def __init__(self, path: Path, *, ontology: Path = ONTOLOGY) -> None:
        """Reads a graph (.nq, .trig or .ttl) whole. Raises KgError where it is missing or damaged."""
        self.path = path
        self.store = Store.load(path)
        self.queries = query.load_named(ontology / "queries")
        self._ontology = ontology

    def __repr__(self) -> str:
        return f"<kg.Graph {self.path}>"

    def query(self, sparql: str, **parameters: str) -> list[Row]:
        """The solutions of a SPARQL query, or of a named query about `parameters` (place="Phú Thọ"; marks optional).

        Numbers, days and truth values are Python's; addresses are text; what is unbound is None. The answer to ASK
        is the one value of one row. More than query.MAX_ROWS rows are refused: no answer is cut silently.
        """
        return rows(self._answer(sparql, parameters))

    def _answer(self, sparql: str, parameters: Mapping[str, str]) -> Answer:
        if sparql in self.queries:
            return query.run_named(self.store, self.queries[sparql], parameters)
        if not any(letter.isspace() for letter in sparql.strip()):
            raise KgError(f"no question is called {sparql!r}: g.queries lists those that are")
        if parameters:
            raise KgError("only named queries take parameters: write the values into the SPARQL")
        return query.run(self.store, sparql)

    def df(self, sparql: str, **parameters: str) -> pd.DataFrame:
        """What `query` gives as a DataFrame with typed columns (Int64, float64, boolean, datetime64, string).

        Needs pandas: `pip install 'kg-vngov[notebook]'`.
        """
        from kg.frames import frame

        answer = self._answer(sparql, parameters)
        return frame(answer.columns, rows(answer))

    def ask(self, question: str) -> Reply:
        """The answer to a question in Vietnamese or English; printed, it reads as text."""
        return self._asker.ask(question)

    @cached_property
    def _asker(self) -> Asker:
        return Asker(self.store, ontology=self._ontology)

    def person(self, name: str) -> Person:
        """The person of that name, marks optional. Raises KgError where it is unknown, or the name of several."""
        found = names.find(self.store, "person", name)
        if not found.things:
            hint = f": did you mean {', '.join(found.nearest)}?" if found.nearest else ""
            raise KgError(f"the graph knows nobody called {name!r}{hint}")
        people = [self._person(thing) for thing in found.things]
        if len(people) > 1:
            raise KgError(f"{name!r} is the name of several: {'; '.join(map(str, people))}: give the address of one")
        return people[0]

    def _person(self, thing: ox.NamedNode) -> Person:
        facts = {name: self.query(name, who=thing.value) for name in _ABOUT_PERSON}
        label = self.store.select("SELECT ?who ?label WHERE { ?who skos:prefLabel ?label }", who=thing)
        return Person(thing.value, next(row["label"] or "" for row in label), *facts.values())

    @cached_property
    def dataset(self) -> rdflib.Dataset:
        """A copy as an rdflib Dataset, on the same fast store; its default graph is the union of the named ones.

        Needs oxrdflib: `pip install 'kg-vngov[notebook]'`.
        """
        from kg.frames import dataset

        return dataset(self.path)

    def network(self, about: str | None = None, *, limit: int = 200) -> nx.MultiDiGraph:
        """People, agencies, documents, initiatives and events as a networkx graph; see kg.network.network."""
        from kg.network import network

        return network(self.store, about=about, limit=limit)

    def export(self, out: str | Path, *, format: str, bom: bool = False, excel_safe: bool = False) -> None:
        """Writes the graph for another tool; see kg.export.export."""
        from kg.export import export

        export(self.path, Path(out), format=format, bom=bom, excel_safe=excel_safe)

    def view(self, about: str | None = None, *, limit: int = 200, height: int = 640) -> View:
        """The network as an interactive picture that a notebook shows by itself; nothing is written to disk."""
        from kg.render import page

        drawn = self.network(about, limit=limit)
        return View(
            page(drawn, title=", ".join(drawn.graph["about"]) or "Ai chỉ đạo việc gì · Who directs what"), height
        )


def rows(answer: Answer) -> list[Row]:
    """The answer to a query as rows of Python's own values. Raises KgError for one that was cut."""
    if answer.is_cut:
        raise KgError(f"more than {query.MAX_ROWS} rows: add a LIMIT, or ask for less")
    if answer.rows is None and answer.triples is None:
        return [{"answer": answer.boolean}]
    terms = answer.rows.terms if answer.rows is not None else map(tuple, answer.triples or ())
    return [dict(zip(answer.columns, map(_value, row), strict=True)) for row in terms]


# The named queries that make up what is known of a person, in the order of the fields of Person.
_ABOUT_PERSON = ("roles-of-person", "directives-of-person", "articles-that-mention")


@dataclass(frozen=True, slots=True)
class Person:
    """What a graph knows of one person: roles, directives, and the articles that mention them, as rows."""

    iri: str
    name: str
    roles: list[Row]
    directives: list[Row]
    articles: list[Row]

    def __str__(self) -> str:
        """The name, the first role, and the address."""
        held = next((f", {row['role']} {row['agency'] or ''}".rstrip() for row in self.roles), "")
        return f"{self.name}{held} <{self.iri}>"

    def _repr_html_(self) -> str:
        """Two short lists, as a notebook shows them."""
        roles = (
            f"{row['role']} – {row['agency'] or '?'} ({row['first'] or '?'} … {row['last'] or '?'})"
            for row in self.roles
        )
        tasks = (f"{row['date'] or '?'}: {row['content']}" for row in self.directives)
        return f"<b>{html.escape(self.name)}</b>{_listed(roles)}{_listed(tasks)}"


def _listed(lines: Any) -> str:
    return f"<ul>{''.join(f'<li>{html.escape(line)}</li>' for line in lines)}</ul>"


@dataclass(frozen=True, slots=True)
class View:
    """A picture as one HTML document, shown in a frame of its own."""

    page: str
    height: int

    def _repr_html_(self) -> str:
        """A frame that holds the whole document: it shows in Jupyter, VS Code and Colab alike."""
        document = html.escape(self.page, quote=True)
        style = f"width:100%;height:{self.height}px;border:1px solid #ccc"
        return f'<iframe srcdoc="{document}" sandbox="allow-scripts allow-downloads" style="{style}"></iframe>'

    def save(self, path: Path) -> None:
        """Writes the document to a file."""
        path.write_text(self.page, encoding="utf-8", newline="\n")


def load(path: str | Path, *, ontology: Path = ONTOLOGY) -> Graph:
    """Opens the graph that a build published (output/graph.nq)."""
    return Graph(Path(path), ontology=ontology)


_INTEGERS = frozenset(f"{XSD}{name}" for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger"))
_NUMBERS = frozenset(f"{XSD}{name}" for name in ("decimal", "double", "float"))


def _value(term: Term | None) -> Value:
    """A term as Python's own kind of value; text where it is no number, day or truth value, or not a valid one."""
    if not isinstance(term, ox.Literal):
        return None if term is None else text(term)
    kind = term.datatype.value
    try:
        if kind in _INTEGERS:
            return int(term.value)
        if kind in _NUMBERS:
            return float(Decimal(term.value))
        if kind == f"{XSD}date":
            return date.fromisoformat(term.value)
    except (ValueError, ArithmeticError):
        return term.value
    return term.value == "true" if kind == f"{XSD}boolean" else term.value
