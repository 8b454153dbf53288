"""notebooks/*.ipynb in, the same notebooks with fresh outputs out; nothing of the machine that ran them is kept."""

from __future__ import annotations

from pathlib import Path

import nbclient
import nbformat

SECONDS = 300


def executed(path: Path) -> nbformat.NotebookNode:
    """The notebook as it is after all its cells ran, in its own folder. Raises CellExecutionError where one fails."""
    notebook = nbformat.read(path, as_version=4)
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbclient.NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
    ).execute()
    notebook.metadata = nbformat.from_dict(kernel | {"language_info": {"name": "python"}})
    return notebook


def said(notebook: nbformat.NotebookNode) -> list[str]:
    """What each cell prints: the sentences that read out the figures. Pictures and tables depend on who draws them."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return ["".join(o.text for o in cell.outputs if o.get("name") == "stdout") for cell in cells]


def refresh(path: Path) -> bool:
    """Stores the notebook anew where a text, a table or the number of its pictures has changed; whether it did."""
    before, after = nbformat.read(path, as_version=4), executed(path)
    if _shown(before) == _shown(after):
        return False
    nbformat.write(after, path)
    return True


def _shown(notebook: nbformat.NotebookNode) -> list[str]:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return [output.get("text", "") + output.get("data", {}).get("text/html", "") for output in outputs]
