"""Boxes end up apart, and near to where they were."""

from __future__ import annotations

from itertools import combinations

import pytest

from kg.placement import Box, Point, pack, spread

SIZE: Box = (100.0, 30.0)
CLOSE = {f"n{i}": (float(i % 7), float(i // 7)) for i in range(40)}


def overlap(a: Point, b: Point, box: Box) -> bool:
    return abs(a[0] - b[0]) < box[0] and abs(a[1] - b[1]) < box[1]


@pytest.mark.parametrize("points", [CLOSE, dict.fromkeys("abcdef", (0.0, 0.0)), {"a": (0.0, 0.0)}, {}])
def test_no_box_covers_another(points: dict[str, Point]) -> None:
    placed = spread(points, dict.fromkeys(points, SIZE))
    assert set(placed) == set(points)
    assert not [pair for pair in combinations(placed.values(), 2) if overlap(*pair, SIZE)]


def test_boxes_that_are_apart_stay() -> None:
    points = {"a": (0.0, 0.0), "b": (200.0, 0.0), "c": (0.0, 100.0)}
    assert spread(points, dict.fromkeys(points, SIZE)) == points


def test_order_of_the_input_does_not_matter() -> None:
    backwards = dict(reversed(CLOSE.items()))
    boxes = dict.fromkeys(CLOSE, SIZE)
    assert spread(CLOSE, boxes) == spread(backwards, boxes)


def test_parts_are_packed_side_by_side_and_keep_their_shape() -> None:
    parts = [{f"{part}{i}": (i * 150.0, i * 40.0) for i in range(3)} for part in "abcdefgh"]
    boxes = {name: SIZE for part in parts for name in part}
    placed = pack(parts, boxes)
    assert not [pair for pair in combinations(placed.values(), 2) if overlap(*pair, SIZE)]
    for part in "abcdefgh":
        assert placed[f"{part}1"][0] - placed[f"{part}0"][0] == pytest.approx(150)
    width = max(x for x, _ in placed.values()) - min(x for x, _ in placed.values())
    height = max(y for _, y in placed.values()) - min(y for _, y in placed.values())
    assert 0.5 < width / height < 3


def test_nothing_to_pack() -> None:
    assert pack([], {}) == {}
