"""A spool gives the same sorted file whether its lines fit in memory or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.spool import Spool

LINES = ["b\n", "đ\n", "a\n", "b\n", "z\n", "Đ\n", "\U0001f600\n", "\uffee\n"]


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_sorted_without_repetitions_in_byte_order(tmp_path: Path, limit: int) -> None:
    spool = Spool(tmp_path, limit=limit)
    for line in LINES:
        spool.add([line])
    target = tmp_path / "all"
    count = spool.write(target)
    lines = target.read_bytes().splitlines(keepends=True)
    assert lines == sorted({line.encode() for line in LINES})
    assert count == len(lines) == 7


def test_lines_added_after_a_write_join_the_next_one(tmp_path: Path) -> None:
    spool = Spool(tmp_path, limit=1)
    spool.add(["b\n"])
    spool.write(tmp_path / "first")
    spool.add(["a\n", "b\n"])
    assert spool.write(tmp_path / "second") == 2
    assert (tmp_path / "second").read_text() == "a\nb\n"


def test_close_leaves_no_runs(tmp_path: Path) -> None:
    spool = Spool(tmp_path, limit=1)
    spool.add(["a\n"])
    spool.close()
    assert list(tmp_path.iterdir()) == []
