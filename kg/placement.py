"""Rough positions and the sizes of boxes in, positions out where no box covers another and parts stand side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Point = tuple[float, float]
Box = tuple[float, float]  # width, height, around the point
GAP = 14.0
_LEAST = 0.01  # of an overlap that counts
_PATIENCE, _ROOM = 40, 1.01


@dataclass(frozen=True, slots=True)
class _Frame:
    left: float
    top: float
    width: float
    height: float
    points: Mapping[str, Point]


def spread(points: Mapping[str, Point], boxes: Mapping[str, Box], *, rounds: int = 300) -> dict[str, Point]:
    """Pushes overlapping boxes apart, each time along the shorter way, until none overlap or `rounds` are over."""
    names = sorted(points)
    at = np.array([points[name] for name in names], dtype=float).reshape(-1, 2)
    sizes = np.array([boxes[name] for name in names], dtype=float).reshape(-1, 2)
    for turn in range(rounds):
        first, second = _overlapping(at, sizes)
        if not len(first):
            break
        _part(at, sizes, first, second)
        if turn >= _PATIENCE:  # too dense to be untangled where they are
            at *= _ROOM
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, at, strict=True)}


def _overlapping(at: Array, sizes: Array) -> tuple[Array, Array]:
    """The numbers of every two boxes that overlap, or have less than the gap between them."""
    left, right = at[:, 0] - sizes[:, 0] / 2, at[:, 0] + sizes[:, 0] / 2 + GAP
    order = np.argsort(left, kind="stable")
    rank = np.arange(len(order))
    following = np.searchsorted(left[order], right[order]) - rank - 1  # so many begin before this one ends
    start = np.repeat(rank, following)
    first, second = (
        order[start],
        order[start + 1 + np.arange(len(start)) - np.repeat(np.cumsum(following) - following, following)],
    )
    down = (sizes[first, 1] + sizes[second, 1]) / 2 + GAP - np.abs(at[first, 1] - at[second, 1])
    across = (sizes[first, 0] + sizes[second, 0]) / 2 + GAP - np.abs(at[first, 0] - at[second, 0])
    is_over = (down > _LEAST) & (across > _LEAST)
    return first[is_over], second[is_over]


def _part(at: Array, sizes: Array, first: Array, second: Array) -> None:
    """Moves every two boxes half their overlap each, along the shorter way; what is pushed from many sides, by less."""
    need = (sizes[first] + sizes[second]) / 2 + GAP - np.abs(at[first] - at[second])
    axis = np.where(need[:, 0] < need[:, 1], 0, 1)
    pairs = np.arange(len(axis))
    ahead = at[first, axis] >= at[second, axis]
    step = np.where(ahead, 0.5, -0.5) * need[pairs, axis]
    times = np.bincount(np.concatenate((first, second)), minlength=len(at))
    moved = np.zeros_like(at)
    np.add.at(moved, (first, axis), step)
    np.add.at(moved, (second, axis), -step)
    at += moved / np.sqrt(np.maximum(times, 1))[:, None]


def pack(parts: Sequence[Mapping[str, Point]], boxes: Mapping[str, Box], *, ratio: float = 1.25) -> dict[str, Point]:
    """Puts parts in rows, the highest first, so that the whole fits best in a frame `ratio` times as wide as high."""
    frames = sorted((_frame(part, boxes) for part in parts), key=lambda frame: (-frame.height, sorted(frame.points)))
    widths = [sum(frame.width + 4 * GAP for frame in frames[: n + 1]) for n in range(len(frames))]
    rows = min((_rows(frames, width) for width in widths), key=lambda rows: _side(rows, ratio), default=[])
    placed: dict[str, Point] = {}
    for x, y, frame in rows:
        placed |= {name: (px - frame.left + x, py - frame.top + y) for name, (px, py) in frame.points.items()}
    return dict(sorted(placed.items()))


def _rows(frames: Sequence[_Frame], limit: float) -> list[tuple[float, float, _Frame]]:
    """Where each frame's corner goes when no row is wider than `limit`."""
    corners = []
    x = y = height = 0.0
    for frame in frames:
        if x and x + frame.width > limit:
            x, y, height = 0.0, y + height, 0.0
        corners.append((x, y, frame))
        x, height = x + frame.width + 4 * GAP, max(height, frame.height + 4 * GAP)
    return corners


def _side(rows: Sequence[tuple[float, float, _Frame]], ratio: float) -> float:
    """How high the smallest picture of that ratio around all frames is."""
    return max(max((x + frame.width) / ratio, y + frame.height) for x, y, frame in rows)


def _frame(part: Mapping[str, Point], boxes: Mapping[str, Box]) -> _Frame:
    """The rectangle around a part."""
    left = min(x - boxes[name][0] / 2 for name, (x, _) in part.items())
    top = min(y - boxes[name][1] / 2 for name, (_, y) in part.items())
    right = max(x + boxes[name][0] / 2 for name, (x, _) in part.items())
    bottom = max(y + boxes[name][1] / 2 for name, (_, y) in part.items())
    return _Frame(left, top, right - left, bottom - top, part)
