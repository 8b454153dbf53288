"""The cell magic %%sparql: a query in a notebook's cell in, a DataFrame of the loaded graph out."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Any

from kg.frames import frame
from kg.graph import Graph, rows
from kg.model import KgError
from kg.query import MAX_ROWS, run
from kg.worker import within

SECONDS = 60.0
_FORKS = sys.platform.startswith("linux")  # elsewhere a worker has to read the file anew
_USAGE = "%%sparql [GRAPH] [-o NAME]: GRAPH is a variable that holds a graph, or a file (default: g)"


def sparql(line: str, cell: str, user: dict[str, Any]) -> Any:
    """Runs a cell's query over the graph that the line names, and returns its rows as a DataFrame.

    `line` is "[GRAPH] [-o NAME]"; with a NAME the result goes to that variable of `user`, the notebook's names, and
    nothing is returned. The query is read-only, and ends after a minute. Raises KgError for what cannot be run.
    """
    words = shlex.split(line)
    target = ""
    if "-o" in words:
        at = words.index("-o")
        if len(words) < at + 2 or not words[at + 1].isidentifier():
            raise KgError(_USAGE)
        target = words[at + 1]
        del words[at : at + 2]
    if len(words) > 1:
        raise KgError(_USAGE)
    graph = _graph(words[0] if words else "g", user)
    answer = within(SECONDS, run, graph.store if _FORKS else graph.path, cell, max_rows=MAX_ROWS)
    result = frame(answer.columns, rows(answer))
    if not target:
        return result
    user[target] = result
    return None


def _graph(name: str, user: dict[str, Any]) -> Graph:
    """The graph in a variable, or of a file."""
    if isinstance(found := user.get(name), Graph):
        return found
    if Path(name).is_file():
        return Graph(Path(name))
    raise KgError(f"{name} is neither a graph nor a file: say g = kg.load('output/graph.nq') first")


def register(shell: Any) -> None:
    """Makes %%sparql known to an IPython shell; called by `%load_ext kg`."""
    shell.register_magic_function(lambda line, cell: sparql(line, cell, shell.user_ns), "cell", "sparql")
