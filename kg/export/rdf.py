"""A graph's file in, the same triples in another RDF format out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg import turtle
from kg.store import Store
from kg.vocabulary import PREFIXES


def write_nquads(graph: Path, out: Path) -> None:
    """One quad per line, sorted, each once; a file that is N-Quads stays as it is."""
    if graph.suffix == ".nq":
        Store.load(graph)  # damaged files raise
        out.write_bytes(graph.read_bytes())
    else:
        out.write_text("".join(f"{quad} .\n" for quad in _quads(graph)), encoding="utf-8", newline="\n")


def write_trig(graph: Path, out: Path) -> None:
    """Turtle with prefixes, a block per named graph."""
    ordered = sorted(_quads(graph), key=lambda quad: str(quad.graph_name))
    ox.serialize(ordered, str(out), ox.RdfFormat.TRIG, prefixes=dict(PREFIXES))


def write_jsonld(graph: Path, out: Path) -> None:
    """JSON-LD, an object per named graph."""
    ordered = sorted(_quads(graph), key=lambda quad: str(quad.graph_name))
    ox.serialize(ordered, str(out), ox.RdfFormat.JSON_LD, prefixes=dict(PREFIXES))


def write_turtle(graph: Path, out: Path) -> None:
    """What all named graphs say, each triple once, with prefixes."""
    with TemporaryDirectory() as folder:
        quads = Path(folder) / "graph.nq"
        write_nquads(graph, quads)
        turtle.write(quads, out)


def _quads(graph: Path) -> Iterator[ox.Quad]:
    """The quads of a graph's file in the order of their text, each once."""
    yield from sorted(Store.load(graph).quads(), key=lambda quad: f"{quad} .\n")
