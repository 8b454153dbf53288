"""A request in, the endpoint's description of itself out: SPARQL 1.1 Service Description, as RDF."""

from __future__ import annotations

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.serve import media
from kg.vocabulary import PREFIXES, RDF

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "JSON-LD")
_WRITERS = {
    media.TURTLE: ox.RdfFormat.TURTLE,
    media.N_TRIPLES: ox.RdfFormat.N_TRIPLES,
    media.JSON_LD: ox.RdfFormat.JSON_LD,
}


def response(request: Request) -> Response:
    """The description, as the type that the client likes best; 406 for one that takes none."""
    kind = media.best(request.headers.get("accept", ""), tuple(_WRITERS))
    if kind is None:
        return PlainTextResponse(f"the description can be had as {', '.join(_WRITERS)}\n", status_code=406)
    endpoint = ox.NamedNode(str(request.url.replace(query="", fragment="")))
    prefixes = {"sd": _SD, "formats": _FORMATS, "rdf": PREFIXES["rdf"]}
    text = ox.serialize(_triples(endpoint), format=_WRITERS[kind], prefixes=prefixes) or b""
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    return Response(text, headers={"Content-Type": f"{kind}{charset}", "Vary": "Accept"})


def _triples(endpoint: ox.NamedNode) -> list[ox.Triple]:
    """What the endpoint can do: it reads, it neither writes nor asks others."""
    service, dataset, graph = (ox.BlankNode(name) for name in ("service", "dataset", "graph"))
    facts: list[tuple[ox.BlankNode, str, ox.NamedNode | ox.BlankNode]] = [
        (service, f"{RDF}type", ox.NamedNode(f"{_SD}Service")),
        (service, f"{_SD}endpoint", endpoint),
        (service, f"{_SD}supportedLanguage", ox.NamedNode(f"{_SD}SPARQL11Query")),
        (service, f"{_SD}feature", ox.NamedNode(f"{_SD}UnionDefaultGraph")),
        (service, f"{_SD}defaultDataset", dataset),
        (dataset, f"{RDF}type", ox.NamedNode(f"{_SD}Dataset")),
        (dataset, f"{_SD}defaultGraph", graph),
        (graph, f"{RDF}type", ox.NamedNode(f"{_SD}Graph")),
    ]
    formats = [ox.NamedNode(_FORMATS + name) for name in _RESULTS + _GRAPHS]
    facts += [(service, f"{_SD}resultFormat", form) for form in formats]
    return [ox.Triple(subject, ox.NamedNode(property), value) for subject, property, value in facts]
