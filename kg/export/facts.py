"""A graph's file in, a table with one line per fact and its surest quote out, as CSV or Parquet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.answer import formula_safe
from kg.model import KgError
from kg.paths import ONTOLOGY
from kg.query import load_named
from kg.store import Store

COLUMNS = (
    *("kind", "subject", "relation", "object", "content", "basis", "place", "date"),
    *("quote", "source", "published", "url", "confidence", "articles", "iri"),
)


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the lines of a named query become facts: the column that tells them apart, and a template per column."""

    query: str
    key: tuple[str, ...]
    columns: Mapping[str, str]


_SHAPES = {
    "directive": _Shape(
        "directives-with-evidence",
        ("directive",),
        {"subject": "person", "relation": "verb", "object": "target", "basis": "basis", "place": "province"},
    ),
    "document": _Shape(
        "documents-with-evidence",
        ("document",),
        {"subject": "issuer", "relation": "status", "object": "title", "basis": "implemented", "place": "province"},
    ),
    "event": _Shape(
        "events-with-evidence",
        ("event", "part", "one"),
        {"subject": "participant", "relation": "part", "object": "name", "place": "province"},
    ),
    "figure": _Shape(
        "figures-with-evidence",
        ("figure",),
        {"subject": "person", "relation": "measure", "object": "indicator", "content": "share", "place": "province"},
    ),
    "initiative": _Shape(
        "initiatives-with-evidence", ("initiative",), {"subject": "person", "object": "name", "place": "province"}
    ),
    "statement": _Shape(
        "statements-with-evidence",
        ("statement",),
        {"subject": "person", "relation": "verb", "object": "target", "place": "province"},
    ),
    "tenure": _Shape(
        "roles-with-evidence",
        ("tenure",),
        {"subject": "person", "relation": "post", "object": "body", "place": "province", "date": "days"},
    ),
}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def facts(graph: Path | Store) -> Iterator[dict[str, str]]:
    """Every fact that has evidence, as {column: text}: of its quotes the surest, and in how many articles it stands."""
    store = graph if isinstance(graph, Store) else Store.load(graph)
    queries = load_named(ONTOLOGY / "queries")
    for kind, shape in _SHAPES.items():
        found: dict[tuple[str, ...], list[dict[str, str]]] = {}
        for solution in store.select(queries[shape.query].sparql):
            row = {name: value or "" for name, value in solution.items()}
            if row.get("directed") != "true":  # directives are facts of their own
                found.setdefault(tuple(row[name] for name in shape.key), []).append(row)
        for key, rows in found.items():
            yield _fact(kind, key[0], shape, rows)


def _fact(kind: str, iri: str, shape: _Shape, rows: list[dict[str, str]]) -> dict[str, str]:
    best = max(rows, key=lambda row: float(row["confidence"]))
    share = f"{best.get('achieved', '')}/{best.get('total', '')}"
    cells = {column: ({"share": share} | best).get(name, "") for column, name in shape.columns.items()}
    articles = str(len({row["source"] for row in rows}))
    fact = {column: best.get(column, "") for column in COLUMNS} | cells
    fact |= {"kind": kind, "iri": iri, "articles": articles, "date": fact["date"].split(" ")[0]}
    return {column: _CONTROL.sub(" ", fact[column]) for column in COLUMNS}


def write_csv(graph: Path, out: Path, *, bom: bool = False, excel_safe: bool = False) -> None:
    """The facts as CSV in UTF-8; see `export` for the options."""
    with out.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\r\n" if bom else "\n")
        writer.writerow(COLUMNS)
        for fact in facts(graph):
            writer.writerow([formula_safe(cell) if excel_safe else cell for cell in fact.values()])


def write_parquet(graph: Path, out: Path) -> None:
    """The facts as Parquet, with numbers and days as such. Raises KgError where pandas or pyarrow is missing."""
    try:
        import pandas as pd
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise KgError(f"{error.name} is not installed: pip install 'kg-vngov[notebook]'") from error
    frame = pd.DataFrame(list(facts(graph)), columns=list(COLUMNS), dtype="string")
    typed = {"confidence": "float64", "articles": "Int64"}
    days = {name: pd.to_datetime(frame[name].replace("", None), format="%Y-%m-%d") for name in ("date", "published")}
    frame.astype(typed).assign(**days).to_parquet(out, index=False)
