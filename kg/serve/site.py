"""A graph's file in, all that the pages and the endpoint work with out: one version of the graph, whole."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.paths import ONTOLOGY
from kg.query import NamedQuery, load_named
from kg.serve.catalogue import Catalogue, read
from kg.serve.engine import Engine
from kg.serve.limits import Limits
from kg.serve.search import Index
from kg.serve.statements import Statements
from kg.serve.texts import Texts

_TRIES = 5  # while builds replace the file

Signature = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Site:
    """One version of a graph: what it says, by what names, in which texts, and the workers that query it."""

    told: Catalogue
    statements: Statements
    index: Index
    texts: Texts
    engine: Engine
    questions: dict[str, NamedQuery]
    signature: Signature


async def open_site(graph: Path, folders: Sequence[Path], limits: Limits) -> Site:
    """Loads a graph, the pages' part here and the queries' part in a process of its own, at the same time.

    Both read the same version of the file: where it is replaced meanwhile, both read again. Raises KgError where it is
    missing or damaged.
    """
    for _ in range(_TRIES):
        signature, engine = sign(graph), Engine(graph, limits)
        try:
            _, (told, statements, index) = await asyncio.gather(engine.start(), asyncio.to_thread(_read, graph))
        except BaseException:
            await engine.close()
            raise
        if sign(graph) == signature:
            break
        await engine.close()
    return Site(told, statements, index, Texts(graph, folders), engine, load_named(ONTOLOGY / "queries"), signature)


def sign(graph: Path) -> Signature:
    """What tells one version of a file from the next; zeros where there is none."""
    try:
        about = graph.stat()
    except OSError:
        return (0, 0, 0)
    return (about.st_mtime_ns, about.st_size, about.st_ino)


def _read(graph: Path) -> tuple[Catalogue, Statements, Index]:
    told = read(graph)
    return told, Statements(told), Index(told)
