"""Rows in, a typed pandas DataFrame out; a graph's file in, an rdflib Dataset out: what only notebooks need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.model import KgError

try:
    import oxrdflib
    import pandas as pd
    import rdflib
except ImportError as error:  # extras of the package
    raise KgError(f"{error.name} is not installed: pip install 'kg-vngov[notebook]'") from error

# The type of a column whose values are all of these kinds.
_TYPES: tuple[tuple[tuple[type, ...], str], ...] = (
    ((bool,), "boolean"),
    ((int,), "Int64"),
    ((int, float), "float64"),
    ((date,), "datetime64[s]"),
    ((str,), "string"),
)


def frame(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """A DataFrame of these columns, each typed by its values; what is unbound is missing. No rows keep the columns."""
    cells = [tuple(row[column] for column in columns) for row in rows]
    data = {column: _column([row[place] for row in cells]) for place, column in enumerate(columns)}
    return pd.DataFrame(data, columns=list(columns))


def _column(values: list[Any]) -> pd.Series:
    kinds = {type(value) for value in values if value is not None}
    dtype = next((name for types, name in _TYPES if kinds <= set(types)), "object") if kinds else "string"
    return pd.Series(values, dtype=dtype)


def dataset(path: Path) -> rdflib.Dataset:
    """The graph's file as an rdflib Dataset on an Oxigraph store; its default graph is the union of the others."""
    store = ox.Store()
    formats = {".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG, ".ttl": ox.RdfFormat.TURTLE}
    store.bulk_load(path=str(path), format=formats[path.suffix])
    return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=store), default_union=True)
