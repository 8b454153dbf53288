"""A published graph in, a file for another tool out: RDF, networks, tables of facts, Neo4j."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from kg.export import facts, networks, rdf
from kg.model import KgError

__all__ = ["FORMATS", "export"]

# Each format with its writer: writer(graph, file).
_WRITERS: dict[str, Callable[[Path, Path], None]] = {
    "csv": facts.write_csv,
    "gexf": networks.write_gexf,
    "graphml": networks.write_graphml,
    "jsonld": rdf.write_jsonld,
    "neo4j": networks.write_cypher,
    "nq": rdf.write_nquads,
    "parquet": facts.write_parquet,
    "trig": rdf.write_trig,
    "ttl": rdf.write_turtle,
}
FORMATS = tuple(_WRITERS)


def export(graph: Path, out: Path, *, format: str, bom: bool = False, excel_safe: bool = False) -> None:
    """Writes a graph's file in another format: the same graph gives the same bytes.

    trig, ttl, jsonld, nq: all triples (ttl without the names of graphs). graphml, gexf, neo4j: people, agencies,
    documents, initiatives, events and what connects them. csv, parquet: one line per fact with its surest quote. `bom`
    marks a CSV as UTF-8 for spreadsheets; `excel_safe` puts ' before cells that a spreadsheet would run as formulas.
    Raises KgError for an unknown format, a damaged graph, and where parquet lacks its library.
    """
    if format not in _WRITERS:
        raise KgError(f"no format is called {format!r}: use one of {', '.join(FORMATS)}")
    write = partial(facts.write_csv, bom=bom, excel_safe=excel_safe) if format == "csv" else _WRITERS[format]
    write(graph, out)
