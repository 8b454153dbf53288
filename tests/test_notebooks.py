"""Each notebook runs, and still says what it said when it was stored."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from refresh import NOTEBOOKS, ROOT
from run_notebooks import executed, said

LINES = 5


def name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_notebook_runs_and_says_what_it_said(path: Path) -> None:
    after = executed(path)
    assert said(after) == said(nbformat.read(path, as_version=4)), f"{path.name} is out of date: make docs"
    assert [o.text for cell in after.cells for o in cell.get("outputs", ()) if o.get("name") == "stderr"] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_notebook_reads_as_an_essay(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert notebook.cells[0].cell_type == "markdown"
    assert "?" in notebook.cells[0].source.splitlines()[0]
    assert notebook.cells[-1].cell_type == "markdown"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            lines = [line for line in cell.source.splitlines() if line and not line.startswith(("import", "from"))]
            assert len(lines) <= LINES, cell.source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_notebook_can_be_read_without_running_it(path: Path) -> None:
    outputs = [o for cell in nbformat.read(path, as_version=4).cells for o in cell.get("outputs", ())]
    assert any("image/png" in o.get("data", {}) for o in outputs)
    assert path.stat().st_size < 500_000


def test_every_notebook_stands_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in NOTEBOOKS if f"notebooks/{path.name}" not in text] == []
