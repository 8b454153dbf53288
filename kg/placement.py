"""Rough positions and the sizes of boxes in, positions out where no box covers another and parts stand side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Box = tuple[float, float]  # width, height, around the point
GAP = 14.0


@dataclass(frozen=True, slots=True)
class _Frame:
    left: float
    top: float
    width: float
    height: float
    points: Mapping[str, Point]


def spread(points: Mapping[str, Point], boxes: Mapping[str, Box], *, rounds: int = 300) -> dict[str, Point]:
    """Pushes overlapping boxes apart, each time along the shorter way, until none overlap or `rounds` are over."""
    at = {name: list(point) for name, point in sorted(points.items())}
    names = list(at)
    for _ in range(rounds):
        moved = False
        names.sort(key=lambda name: (at[name][0] - boxes[name][0] / 2, name))
        for i, left in enumerate(names):
            edge = at[left][0] + boxes[left][0] / 2 + GAP
            for right in names[i + 1 :]:
                if at[right][0] - boxes[right][0] / 2 >= edge:
                    break
                moved |= _part(at[left], at[right], boxes[left], boxes[right])
        if not moved:
            break
    return {name: (x, y) for name, (x, y) in sorted(at.items())}


def _part(a: list[float], b: list[float], box_a: Box, box_b: Box) -> bool:
    """Moves two boxes half their overlap each; True where they did overlap."""
    across = (box_a[0] + box_b[0]) / 2 + GAP - abs(a[0] - b[0])
    down = (box_a[1] + box_b[1]) / 2 + GAP - abs(a[1] - b[1])
    if across <= 0.01 or down <= 0.01:
        return False
    axis = 0 if across < down else 1
    step = (across if axis == 0 else down) / 2
    sign = 1 if a[axis] >= b[axis] else -1
    a[axis] += sign * step
    b[axis] -= sign * step
    return True


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
