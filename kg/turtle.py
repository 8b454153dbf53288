"""A sorted N-Quads file in, its triples as Turtle with prefixes out, for reading; no more than a line is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.vocabulary import PREFIXES


def write(quads: Path, target: Path) -> None:
    """Writes what all graphs of `quads` say, each triple once, grouped by subject as the lines of `quads` are.

    `quads` is a file of a store's or a build's: addresses in it are not checked once more.
    """
    triples = (quad.triple for quad in ox.parse(path=str(quads), format=ox.RdfFormat.N_QUADS, lenient=True))
    ox.serialize(_unique(triples), str(target), ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))


def _unique(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Equal triples of two graphs stand side by side in sorted lines: the second one goes."""
    last = None
    for triple in triples:
        if triple != last:
            yield triple
        last = triple
