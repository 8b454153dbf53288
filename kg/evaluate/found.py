"""A graph in, the facts of each of its articles out, in the form in which gold is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.evaluate.gold import Fact, Names
from kg.store import Store
from kg.vocabulary import NS

_CLASSES: Final = {
    "Person": "people",
    "Agency": "agencies",
    "StateBody": "agencies",
    "PartyBody": "agencies",
    "Document": "documents",
    "Resolution": "documents",
    "Initiative": "initiatives",
}
_ARTICLES = "SELECT DISTINCT ?graph ?source { GRAPH ?graph { ?article a vg:Article ; dcterms:source ?source } }"
_LABELS = (
    'SELECT DISTINCT ?node ?value { ?node skos:prefLabel ?value FILTER(lang(?value) IN ("vi", "")) } ORDER BY ?value'
)
_OTHER_NAMES = "SELECT DISTINCT ?node ?value { ?node skos:altLabel ?value } ORDER BY ?value"
_THINGS = """SELECT DISTINCT ?graph ?node ?class {
  { GRAPH ?graph { ?node a ?typed } } UNION { GRAPH ?graph { ?article schema:mentions ?node } }
  ?node a ?class
} ORDER BY ?graph ?node"""
_NUMBERS = "SELECT ?node ?value { ?node vg:number ?value } ORDER BY ?value"
_ISSUERS = "SELECT ?node ?value { ?node vg:issuedBy ?value } ORDER BY ?value"
_ROLES = """SELECT ?graph ?person ?role ?agency (MIN(?tenure) AS ?node) {
  GRAPH ?graph { ?tenure a vg:Tenure ; org:member ?person ; org:role ?role
                 OPTIONAL { ?tenure org:organization ?agency } }
} GROUP BY ?graph ?person ?role ?agency ORDER BY ?graph ?node"""
_DIRECTS = """SELECT ?graph ?person ?object (MIN(?directive) AS ?node) {
  GRAPH ?graph { ?directive a vg:Directive ; vg:director ?person ; vg:concerns ?object }
} GROUP BY ?graph ?person ?object ORDER BY ?graph ?node ?object"""
_EVENTS = """SELECT DISTINCT ?graph ?node ?date ?chair {
  GRAPH ?graph { ?node a vg:Event ; schema:startDate ?date OPTIONAL { ?node vg:chair ?chair } }
} ORDER BY ?graph ?node ?chair"""
_QUOTES = """SELECT ?graph ?node ?quote {
  GRAPH ?graph { ?evidence vg:supports ?node ; vg:inSpan ?span . ?span nif:anchorOf ?quote ; nif:beginIndex ?begin }
} ORDER BY DESC(?begin)"""
_BARE = """SELECT DISTINCT ?node {
  GRAPH ?graph { ?node a ?class } FILTER(?class IN (vg:Tenure, vg:Directive, vg:Event))
  MINUS { ?evidence vg:supports ?node }
}"""


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article of a graph: its named graph, the files that it was read from, and all that it says."""

    graph: str
    sources: tuple[str, ...]
    facts: tuple[Fact, ...]

    def of_kind(self, kind: str) -> tuple[Fact, ...]:
        """Its facts of one of gold.KINDS."""
        return tuple(fact for fact in self.facts if fact.kind == kind)


def articles(store: Store) -> tuple[FoundArticle, ...]:
    """The articles of a graph. A node without a name and an event without a day are left out; each chair counts."""
    reader = _Reader(store)
    sources: dict[str, list[str]] = defaultdict(list)
    for row in reader.rows(_ARTICLES):
        sources[row["graph"]].append(row["source"])
    facts: dict[str, list[Fact]] = defaultdict(list)
    for graph, fact in reader.facts():
        facts[graph].append(fact)
    return tuple(FoundArticle(graph, tuple(sorted(sources[graph])), tuple(facts[graph])) for graph in sorted(sources))


def without_evidence(store: Store) -> int:
    """How many posts held, orders and events no evidence supports."""
    return len(store.select(_BARE))


class _Reader:
    """Asks a graph, and remembers what all articles share: the names, numbers, issuers and quotes of nodes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        names, others = self._lists(_LABELS), self._lists(_OTHER_NAMES)
        self._names = {node: (*names.get(node, ()), *others.get(node, ())) for node in {*names, *others}}
        self._numbers, self._issuers = self._lists(_NUMBERS), self._lists(_ISSUERS)
        self._quotes = {(row["graph"], row["node"]): row["quote"] for row in self.rows(_QUOTES)}

    def rows(self, sparql: str) -> Iterator[dict[str, str]]:
        """The solutions; "" for what is unbound."""
        for row in self._store.select(sparql):
            yield {name: value or "" for name, value in row.items()}

    def _lists(self, sparql: str) -> dict[str, tuple[str, ...]]:
        out: dict[str, list[str]] = defaultdict(list)
        for row in self.rows(sparql):
            out[row["node"]].append(row["value"])
        return {node: tuple(values) for node, values in out.items()}

    def facts(self) -> Iterator[tuple[str, Fact]]:
        """Every fact with the graph that says it."""
        things = ((row, _CLASSES.get(row["class"].removeprefix(NS))) for row in self.rows(_THINGS))
        for graph, node, kind in dict.fromkeys((row["graph"], row["node"], kind) for row, kind in things if kind):
            if node in self._names:
                yield graph, Fact(kind, self._thing(kind, node), self._quotes.get((graph, node), ""))
        for row in self.rows(_ROLES):
            yield self._fact("roles", row, self._named(row, "person", "role", "agency"))
        for row in self.rows(_DIRECTS):
            number = {"number": self._numbers.get(row["object"], ())}
            yield self._fact("directs", row, self._named(row, "person", "object") | number)
        for row in self.rows(_EVENTS):
            yield self._fact("events", row, {"date": (row["date"][:10],), **self._named(row, "chair")})

    def _thing(self, kind: str, node: str) -> dict[str, Names]:
        if kind != "documents":
            return {"name": self._names[node]}
        issuers = tuple(name for issuer in self._issuers.get(node, ()) for name in self._names.get(issuer, ()))
        return {"name": self._names[node], "number": self._numbers.get(node, ())[:1], "issuer": issuers}

    def _named(self, row: dict[str, str], *columns: str) -> dict[str, Names]:
        return {column: self._names.get(row[column], ()) for column in columns}

    def _fact(self, kind: str, row: dict[str, str], fields: dict[str, Names]) -> tuple[str, Fact]:
        return row["graph"], Fact(kind, fields, self._quotes.get((row["graph"], row["node"]), ""))
