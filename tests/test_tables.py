"""What a terminal shows: names of columns whole, cells folded and never cut."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from kg import tables


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_name_of_a_column_is_never_broken(width: int) -> None:
    columns = ("person", "province", "directives", "quote")
    out = io.StringIO()
    row = ("Chẩu Văn Lâm", "tỉnh Tuyên Quang", "2", "đẩy nhanh quá trình chuyển đổi số " * 8)
    Console(file=out, width=width).print(tables.of_rows(columns, [row]))
    lines = out.getvalue().splitlines()
    assert all(name in lines[1] for name in columns)
    assert "".join(lines).count("đẩy") == 8
    assert max(map(len, lines)) <= width
