"""An N-Quads file in, an embedded store out: SPARQL over all named graphs at once, and the quads that rules derive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox

from kg import nquads
from kg.model import KgError
from kg.vocabulary import GRAPH, NS, OWL, PREFIXES, XSD

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Binding: TypeAlias = Term | str | int | bool | Decimal | date
DERIVED = ox.NamedNode(f"{GRAPH}derived")
_ONTOLOGY = ox.NamedNode(f"{GRAPH}ontology")
_VERSION = (ox.NamedNode(NS.removesuffix("#")), ox.NamedNode(f"{OWL}versionInfo"))
_FORMATS = {".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG, ".ttl": ox.RdfFormat.TURTLE}


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: the variables' names, and one tuple of terms (None: unbound) per solution."""

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[dict[str, str | None]]:
        """Each solution as {variable: address or text}."""
        for row in self.terms:
            yield {name: None if term is None else text(term) for name, term in zip(self.columns, row, strict=True)}


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query may read, by their addresses: those merged as its default graph, those under GRAPH."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Store:
    """A graph in memory. All its named graphs, merged, are the default graph; GRAPH picks single ones.

    The default graph is a copy, not a view: over a view each pattern finds a triple as often as graphs hold it, and
    ten patterns about an agency that 200 articles name find 200 to the power of ten.
    """

    def __init__(self) -> None:
        self._store = ox.Store()

    @classmethod
    def load(cls, path: Path) -> Store:
        """Reads a graph (.nq, .trig or .ttl) whole; KgError where it is missing, damaged or of another kind."""
        if path.suffix not in _FORMATS:
            raise KgError(f"{path}: not a graph: give the graph.nq of a build, or another .nq, .trig or .ttl file")
        store = cls()
        try:
            store._store.bulk_load(path=str(path), format=_FORMATS[path.suffix])
        except FileNotFoundError as error:
            raise KgError(f"{path}: there is no such graph: build one with `kg build`") from error
        except IsADirectoryError as error:
            raise KgError(f"{path}: is a folder: give the graph.nq in it") from error
        except (OSError, SyntaxError, ValueError) as error:
            raise KgError(f"{path}: damaged ({error}): rebuild it with `kg build`") from error
        if not len(store._store) or store._is_cut():
            raise KgError(f"{path}: damaged (its end is missing): rebuild it with `kg build`")
        store._merge()
        return store

    @classmethod
    def of_lines(cls, lines: Iterable[str]) -> Store:
        """Reads N-Quads lines that this program wrote into the default graph alone, which is all that rules look at."""
        triples = "".join([f"{line[: line.rindex(' <')]} .\n" for line in lines])
        store = cls()
        store._store.bulk_load(input=triples.encode(), format=ox.RdfFormat.N_TRIPLES)
        return store

    def _is_cut(self) -> bool:
        """Whether a build's file ends too early, between two lines: the version of the ontology is the last of them."""
        first = next(self._store.quads_for_pattern(None, None, None, _ONTOLOGY), None)
        last = next(self._store.quads_for_pattern(*_VERSION, None, _ONTOLOGY), None)
        return first is not None and last is None

    def _merge(self) -> None:
        self._store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?graph { ?s ?p ?o } }")

    def query(
        self, sparql: str, *, dataset: Dataset | None = None, **bindings: Binding
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Runs any query; variables named in `bindings` stand for these values, which are never pasted into the text.

        A `dataset` takes the place of what FROM and FROM NAMED say; graphs that are not in the store are empty.

        Prefixes of `vocabulary.PREFIXES` need no declaration. Raises KgError with line and column for a query that
        does not parse, and for a binding that the SELECT does not project (the engine takes no other).
        """
        options: dict[str, Any] = {
            "substitutions": {ox.Variable(name): term(given) for name, given in bindings.items()}
        }
        if dataset:
            options["default_graph"] = [ox.NamedNode(graph) for graph in dataset.default]
            options["named_graphs"] = [ox.NamedNode(graph) for graph in dataset.named]
        try:
            return self._store.query(sparql, prefixes=dict(PREFIXES), **options)
        except SyntaxError as error:
            raise KgError(f"the query does not parse: {error}") from error
        except RuntimeError as error:
            raise KgError(f"the query cannot be run: {error}") from error

    def select(self, sparql: str, **bindings: Binding) -> Rows:
        """Runs a SELECT; KgError for another kind of query."""
        result = self.query(sparql, dataset=None, **bindings)
        if not isinstance(result, ox.QuerySolutions):
            raise KgError("this is no SELECT query: run it with `query`")
        columns = tuple(variable.value for variable in result.variables)
        return Rows(columns, tuple(tuple(solution) for solution in result))

    def quads(self) -> Iterator[ox.Quad]:
        """The quads of the file, without the copies that make up the default graph where it has named graphs."""
        has_names = next(iter(self._store.named_graphs()), None) is not None
        for quad in self._store:
            if not has_names or not isinstance(quad.graph_name, ox.DefaultGraph):
                yield quad

    def graphs_of(self, node: ox.NamedNode) -> set[str]:
        """The addresses of the named graphs that say something about a node."""
        quads = self._store.quads_for_pattern(node, None, None)
        return {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}

    def derive(self, rules: Path) -> list[str]:
        """Runs every CONSTRUCT of `rules`/*.rq, in the order of the files' names, each over what those before gave.

        Returns the sorted N-Quads lines of the graph `derived`: what no other graph says.
        """
        if self._store.contains_named_graph(DERIVED):
            self._store.remove_graph(DERIVED)
            self._store.clear_graph(ox.DefaultGraph())
            self._merge()
        lines: set[str] = set()
        end = f" {nquads.graph('derived')} .\n"
        for path in sorted(rules.glob("*.rq")):
            try:
                result = self.query(path.read_text(encoding="utf-8"))
            except KgError as error:
                raise KgError(f"{path}: {error}") from error
            if not isinstance(result, ox.QueryTriples):
                raise KgError(f"{path}: a rule must be a CONSTRUCT query: rewrite it")
            fresh = [quad for triple in result if (quad := ox.Quad(*triple)) not in self._store]
            self._store.extend(fresh)
            lines.update(f"{quad.triple}{end}" for quad in fresh)
        return sorted(lines)


def quads(path: Path) -> Iterator[ox.Quad]:
    """The quads of a graph's file as they are written there; a store forgets how a number was typed."""
    return ox.parse(path=str(path), format=_FORMATS[path.suffix])


def term(given: Binding) -> Term:
    """A Python value as a term; a string becomes a plain literal, whatever it looks like."""
    match given:
        case bool():
            return ox.Literal(given)
        case int() | Decimal():
            kind = "integer" if isinstance(given, int) else "decimal"
            return ox.Literal(str(given), datatype=ox.NamedNode(f"{XSD}{kind}"))
        case date():
            return ox.Literal(given.isoformat(), datatype=ox.NamedNode(f"{XSD}date"))
        case str():
            return ox.Literal(given)
        case _:
            return given


def text(given: Term) -> str:
    """What a reader sees of a term: an address or the text of a literal."""
    return str(given) if isinstance(given, ox.Triple) else given.value
