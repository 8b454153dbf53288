"""A graph and the shapes of the ontology in, what does not conform out, in words a reader can act on.

The property shapes go to pySHACL; the SPARQL constraints go to the store, each asked once about the whole graph: for
a thousand articles that is seconds where pySHACL, which asks about every node apart, takes many minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, RDFS, SH

from kg.model import KgError
from kg.store import Store, quads, text
from kg.vocabulary import PREFIXES

# Where pySHACL says again what stands beside its message: " on <https://...>->org:role".
_WHERE = re.compile(r" on <.*$")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that does not conform. severity: Violation | Warning; `label` and `article` are "" where unknown."""

    severity: str
    shape: str
    node: str
    label: str
    message: str
    value: str
    article: str

    def __str__(self) -> str:
        name = f"{self.label} ({self.node})" if self.label else self.node
        value = f" [{self.value}]" if self.value and self.value not in self.message else ""
        where = f" in {self.article}" if self.article else ""
        return f"{self.severity} {self.shape}: {name}: {self.message}{value}{where}"


def check(graph: Path, ontology: Path, *, is_thorough: bool = False) -> tuple[Violation, ...]:
    """What in the graph's file breaks the shapes of `ontology`/shapes.ttl, sorted; warnings only if `is_thorough`.

    Raises KgError for a damaged graph and for shapes that do not parse.
    """
    store = Store.load(graph)
    shapes = _shapes(ontology / "shapes.ttl")
    wanted = {"Violation", "Warning"} if is_thorough else {"Violation"}
    found = {*_by_sparql(store, shapes, wanted), *_by_shacl(graph, shapes)}
    return tuple(sorted(_described(store, (finding for finding in found if finding.severity in wanted))))


@dataclass(frozen=True, slots=True)
class _Finding:
    severity: str
    shape: str
    node: str
    message: str
    value: str


def _shapes(path: Path) -> rdflib.Graph:
    try:
        return rdflib.Graph().parse(path, format="turtle")
    except Exception as error:  # rdflib's parser raises many kinds
        raise KgError(f"{path}: not valid Turtle: correct it ({error})") from error


def _by_sparql(store: Store, shapes: rdflib.Graph, severities: Set[str]) -> Iterator[_Finding]:
    """The solutions of every sh:sparql constraint of these severities, asked without $this bound."""
    for shape, constraint in sorted(shapes.subject_objects(SH.sparql), key=lambda pair: str(pair[0])):
        severity = _local(shapes.value(constraint, SH.severity) or shapes.value(shape, SH.severity) or SH.Violation)
        if severity not in severities:
            continue
        for row in store.select(str(shapes.value(constraint, SH.select)).replace("$this", "?this")):
            message = _filled(str(shapes.value(constraint, SH.message)), row)
            yield _Finding(severity, _local(shape), row["this"] or "", message, _short(row.get("value") or ""))


def _by_shacl(graph: Path, shapes: rdflib.Graph) -> Iterator[_Finding]:
    """What pySHACL finds with all but the sh:sparql constraints."""
    plain = rdflib.Graph()
    plain += ((s, p, o) for s, p, o in shapes if p != SH.sparql)
    _, report, _ = pyshacl.validate(_as_rdflib(graph, plain), shacl_graph=plain, inference="none", advanced=False)
    if not isinstance(report, rdflib.Graph):
        raise KgError(f"the shapes cannot be used: {report}")
    for result in report.subjects(RDF.type, SH.ValidationResult):
        source = report.value(result, SH.sourceShape)
        path = report.value(result, SH.resultPath)
        message = min(_WHERE.sub("", str(message)) for message in report.objects(result, SH.resultMessage))
        yield _Finding(
            _local(report.value(result, SH.resultSeverity)),
            _local(next(shapes.subjects(SH.property, source), source)),
            str(report.value(result, SH.focusNode)),
            f"{_short(str(path))}: {message}" if isinstance(path, rdflib.URIRef) else message,
            _short(str(report.value(result, SH.value) or "")),
        )


def _as_rdflib(path: Path, shapes: rdflib.Graph) -> rdflib.Graph:
    """The merged triples that the property shapes look at, with the classes that they need to know."""
    kinds = (SH.path, RDF.first, SH.lessThan, SH.lessThanOrEquals)
    wanted = {str(end) for kind in kinds for end in shapes.objects(None, kind) if isinstance(end, rdflib.URIRef)}
    wanted |= {str(RDF.type), str(RDFS.subClassOf)}
    graph = rdflib.Graph()
    for quad in quads(path):
        if quad.predicate.value in wanted:
            graph.add((_term(quad.subject), rdflib.URIRef(quad.predicate.value), _term(quad.object)))
    return graph


def _term(given: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    match given:
        case ox.NamedNode():
            return rdflib.URIRef(given.value)
        case ox.Literal() if given.language:
            return rdflib.Literal(given.value, lang=given.language)
        case ox.Literal():
            return rdflib.Literal(given.value, datatype=rdflib.URIRef(given.datatype.value))
        case _:
            return rdflib.BNode(text(given))


def _described(store: Store, findings: Iterable[_Finding]) -> Iterator[Violation]:
    """The findings with the node's name and the source of the first article that holds it."""
    articles = _articles(store)
    for finding in findings:
        node = ox.NamedNode(finding.node)
        labels = store.select(f"SELECT ?label WHERE {{ {node} skos:prefLabel ?label . FILTER(LANG(?label) = 'vi') }}")
        label = min((row["label"] or "" for row in labels), default="")
        article = min((articles[graph] for graph in store.graphs_of(node) if graph in articles), default="")
        short = _short(finding.node)
        yield Violation(finding.severity, finding.shape, short, label, finding.message, finding.value, article)


def _articles(store: Store) -> Mapping[str, str]:
    """{article graph: source}."""
    rows = store.select(
        "SELECT ?graph ?source WHERE { GRAPH ?graph { ?article a vg:Article ; dcterms:source ?source } }"
    )
    return {row["graph"] or "": row["source"] or "" for row in rows}


def _filled(message: str, row: Mapping[str, str | None]) -> str:
    """The message with {?name} replaced by what the solution holds."""
    return re.sub(r"\{\?(\w+)\}", lambda found: _short(row.get(found[1]) or "?"), message)


def _short(address: str) -> str:
    for prefix, base in PREFIXES.items():
        if address.startswith(base) and address != base:
            return f"{prefix}:{address[len(base) :]}"
    return address


def _local(node: object) -> str:
    return re.split("[#/]", str(node))[-1]
