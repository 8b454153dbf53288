"""Tenures in, the geometry of their timeline out: a scale of years, and for each tenure its days and its span in per cent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

from kg.serve.dates import position
from kg.serve.statements import Tenure

_MOST_TICKS = 9


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the scale, `at` per cent from its left end."""

    at: float
    year: int


@dataclass(frozen=True, slots=True)
class Row:
    """A tenure: the days on which it is attested, and its span where a start or an end is known (left, width)."""

    tenure: Tenure
    days: tuple[tuple[float, str], ...]
    span: tuple[float, float] | None
    has_start: bool
    has_end: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """A scale and rows on it."""

    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]


def timeline(tenures: Iterable[Tenure]) -> Timeline | None:
    """The dated tenures on one scale of whole years, the latest first; None where none is dated."""
    dated = [tenure for tenure in tenures if tenure.dates]
    if not dated:
        return None
    first = floor(min(position(tenure.dates[0]) for tenure in dated))
    last = max(ceil(max(position(tenure.dates[-1], end=True) for tenure in dated)), first + 1)

    def place(day: str, *, end: bool = False) -> float:
        return round(100 * (position(day, end=end) - first) / (last - first), 2)

    step = max(1, ceil((last - first) / _MOST_TICKS))
    ticks = [Tick(place(f"{year:04d}"), year) for year in range(first, last + 1, step)]
    rows = []
    for tenure in dated:
        days = tuple((place(day), day) for day in tenure.attested)
        has_start, has_end = bool(tenure.start), bool(tenure.end)
        span = None
        if has_start or has_end or len(days) > 1:
            left = place(tenure.start or tenure.dates[0])
            right = place(tenure.end, end=True) if has_end else place(tenure.dates[-1])
            span = (left, round(max(right - left, 0.8), 2))
        rows.append(Row(tenure, days, span, has_start, has_end))
    return Timeline(tuple(ticks), tuple(rows))
