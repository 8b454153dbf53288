"""SPARQL, or a question's name and what it asks about, in; an answer out, within limits and without the network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, islice
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kg import names, store
from kg.answer import Answer
from kg.model import KgError
from kg.store import Dataset, Rows, Store
from kg.vocabulary import PREFIXES

__all__ = ["PREFIXES", "FederationError", "NamedQuery", "Parameter", "bind", "load_named", "refuse", "run", "run_named"]

MAX_ROWS = 10_000
MAX_NESTING = 64
_TITLES = ("title-vi", "title-en", "description-vi", "description-en")
_PLAIN_KINDS = ("date", "text", "year")
_T = TypeVar("_T")

# What cannot hold a keyword: comments, strings, addresses, variables, local names, language tags.
_OPAQUE = re.compile(
    r"""#[^\r\n]*|"{3}.*?"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""
    r"""|<[^<>"{}|^`\\\s]*>|[?$]\w+|:[\w.%-]+|@[\w-]+""",
    re.S,
)
# Federation. Keywords need no space around them ("1SERVICE<http://...>"), hence no word borders.
_SERVICE = re.compile("SERVICE", re.I)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# A run of signs that the parser descends into one by one.
_SIGNS = re.compile(r"(?:[!^+-]\s*){64}")
# The place where a parameter goes into a question; it reads as "any value" wherever the query runs as it is.
_SLOT = r"VALUES\s+\?{name}\s+\{{\s*UNDEF\s*\}}"
# A line of a question's header, "# title-en: Who chaired what?".
_HEADER = re.compile(r"#\s*(title-vi|title-en|description-vi|description-en|param)\s*:\s*(.+)")


class FederationError(KgError):
    """A query that asks another server; the endpoint has a status code for it."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be narrowed to. kind: one of names.KINDS, or year, date, text. default "": anything."""

    name: str
    kind: str
    default: str
    example: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question of ontology/queries: its titles, what it tells, its parameters, and its SPARQL."""

    name: str
    title_vi: str
    title_en: str
    description_vi: str
    description_en: str
    parameters: tuple[Parameter, ...]
    sparql: str


def run(graph: Path | Store, sparql: str, *, max_rows: int = MAX_ROWS, dataset: Dataset | None = None) -> Answer:
    """Runs a SELECT, ASK, CONSTRUCT or DESCRIBE over a graph's file or an open store.

    Prefixes are known without declaration. More than `max_rows` rows or triples are cut, and the answer says so.
    A `dataset` takes the place of the query's FROM and FROM NAMED.
    Raises KgError for what does not parse (with line and column), asks for SERVICE, or nests deeper than 64.
    """
    refuse(sparql)
    opened = graph if isinstance(graph, Store) else Store.load(graph)
    result = opened.query(sparql, dataset=dataset)
    if isinstance(result, ox.QueryBoolean):
        return Answer(boolean=bool(result))
    if isinstance(result, ox.QueryTriples):
        triples, is_cut = _first(result, max_rows)
        return Answer(triples=tuple(sorted(triples, key=str)), is_cut=is_cut)
    columns = tuple(variable.value for variable in result.variables)
    rows, is_cut = _first((tuple(solution) for solution in result), max_rows)
    return Answer(rows=Rows(columns, tuple(rows)), is_cut=is_cut)


def run_named(
    graph: Path | Store, question: NamedQuery, given: Mapping[str, str] | None = None, *, max_rows: int = MAX_ROWS
) -> Answer:
    """Answers a question about what `given` names (parameter: text); names are matched without marks and case.

    A name that nothing bears gives no rows, and a note that says so. Raises KgError for an unknown parameter, and for
    a year or date that is none.
    """
    opened = graph if isinstance(graph, Store) else Store.load(graph)
    known = {parameter.name: parameter for parameter in question.parameters}
    if unknown := sorted(set(given or {}) - set(known)):
        raise KgError(f"{question.name} has no parameter {unknown[0]!r}: it has {', '.join(known) or 'none'}")
    values: dict[str, list[store.Term]] = {}
    notes: list[str] = []
    for parameter in question.parameters:
        if wanted := (given or {}).get(parameter.name, parameter.default).strip():
            values[parameter.name], note = _values(opened, parameter, wanted)
            notes += note
    return replace(run(opened, bind(question, values), max_rows=max_rows), notes=tuple(notes))


def bind(question: NamedQuery, values: Mapping[str, Iterable[store.Term]]) -> str:
    """The question's SPARQL with terms in its parameters' slots; a parameter that is not given means anything.

    Each term is written by the RDF library, so that none can end early.
    """
    sparql = question.sparql
    for name, terms in values.items():
        written = f"VALUES ?{name} {{ {' '.join(map(str, terms))} }}"
        sparql = re.sub(_SLOT.format(name=name), written.replace("\\", r"\\"), sparql)
    return sparql


def load_named(folder: Path) -> dict[str, NamedQuery]:
    """The questions of a folder by name, sorted. Raises KgError for one without titles, or without its slots."""
    return {path.stem: _question(path) for path in sorted(folder.glob("*.rq"))}


def _question(path: Path) -> NamedQuery:
    sparql = path.read_text(encoding="utf-8")
    headers: dict[str, str] = {}
    parameters = []
    for line in sparql.splitlines():
        if found := _HEADER.match(line):
            if found[1] == "param":
                parameters.append(_parameter(path, found[2]))
            else:
                headers[found[1]] = found[2].strip()
    if missing := [key for key in _TITLES if key not in headers]:
        raise KgError(f"{path}: has no line `# {missing[0]}: ...`: add it at the top")
    for parameter in parameters:
        if not re.search(_SLOT.format(name=parameter.name), sparql):
            raise KgError(f"{path}: no `VALUES ?{parameter.name} {{ UNDEF }}` for the parameter {parameter.name!r}")
    title_vi, title_en, description_vi, description_en = (headers[key] for key in _TITLES)
    return NamedQuery(path.stem, title_vi, title_en, description_vi, description_en, tuple(parameters), sparql)


def _parameter(path: Path, line: str) -> Parameter:
    """Reads "name kind default example": "-" for no default; the example is the rest of the line."""
    parts = line.split(maxsplit=3)
    if len(parts) < 4 or parts[1] not in (*names.KINDS, *_PLAIN_KINDS):
        raise KgError(f"{path}: `# param: {line}` must read NAME KIND DEFAULT EXAMPLE, with a kind of kg/names.py")
    return Parameter(parts[0], parts[1], "" if parts[2] == "-" else parts[2], parts[3])


def _values(opened: Store, parameter: Parameter, wanted: str) -> tuple[list[store.Term], list[str]]:
    """The terms that a parameter stands for, and a note where there are none."""
    match parameter.kind:
        case "year":
            if not re.fullmatch(r"[12]\d{3}", wanted):
                raise KgError(f"{parameter.name}: {wanted!r} is no year: give four digits")
            return [store.term(int(wanted))], []
        case "date":
            try:
                return [store.term(date.fromisoformat(wanted))], []
            except ValueError as error:
                raise KgError(f"{parameter.name}: {wanted!r} is no date: give YYYY-MM-DD") from error
        case "text":
            return [store.term(wanted)], []
    found = names.find(opened, parameter.kind, wanted)
    if found.things:
        return list(found.things), []
    hint = f"; names like it: {', '.join(found.nearest)}" if found.nearest else ""
    return [], [f"nothing in the graph is called {wanted!r} ({parameter.kind}){hint}"]


def _first(results: Iterable[_T], limit: int) -> tuple[list[_T], bool]:
    found = list(islice(results, limit + 1))
    return found[:limit], len(found) > limit


def refuse(sparql: str) -> None:
    """Refuses, before anything is parsed, what would leave this machine, and nesting that would end the process.

    Raises FederationError for SERVICE and KgError for more than MAX_NESTING levels, wherever the text holds them but
    in comments, strings and names. The text counts both as it is and with its escapes undone: parsers differ in when
    they undo them.
    """
    undone = _ESCAPE.sub(lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)), sparql)
    for bare in (_OPAQUE.sub(" ", sparql), _OPAQUE.sub(" ", undone)):
        if _SERVICE.search(bare):
            raise FederationError(
                "SERVICE asks other servers, and federation is off: load their data into the graph instead"
            )
        depth = max(accumulate((c in "({[") - (c in ")}]") for c in bare), default=0)
        if depth > MAX_NESTING or _SIGNS.search(bare):
            raise KgError(f"the query nests more than {MAX_NESTING} deep: simplify it")
