"""Lines in any order in, one sorted file without repetitions out; more lines than memory holds are merged from disk."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from operator import itemgetter
from pathlib import Path


class Spool:
    """Collects lines (each ends with a newline) and writes sorted runs into `folder` when it holds `limit` of them."""

    def __init__(self, folder: Path, *, limit: int = 1_000_000) -> None:
        self._folder = folder
        self._limit = limit
        self._lines: list[str] = []
        self._runs: list[Path] = []

    def add(self, lines: Iterable[str]) -> None:
        """Takes lines in; a line that was there already counts once. Lines that come sorted are sorted fast."""
        self._lines.extend(lines)
        if len(self._lines) >= self._limit:
            run = self._folder / f"run-{len(self._runs)}"
            _write(run, self._held())
            self._runs.append(run)
            self._lines.clear()

    def lines(self) -> Iterator[str]:
        """All lines in code point order (which is the byte order of UTF-8), each once."""
        return self._merged() if self._runs else self._held()

    def _merged(self) -> Iterator[str]:
        with ExitStack() as stack:
            runs = [stack.enter_context(run.open(encoding="utf-8", newline="\n")) for run in self._runs]
            yield from _unique(heapq.merge(*runs, self._held()))

    def write(self, path: Path) -> int:
        """Writes `lines` to `path`; returns how many. The spool goes on: what is added later joins the next `write`."""
        return _write(path, self.lines())

    def close(self) -> None:
        """Removes the runs from the folder."""
        for run in self._runs:
            run.unlink(missing_ok=True)
        self._runs.clear()
        self._lines.clear()

    def _held(self) -> Iterator[str]:
        self._lines.sort()
        return _unique(self._lines)


def _write(path: Path, lines: Iterable[str]) -> int:
    """Writes lines; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as target:
        for line in lines:
            target.write(line)
            count += 1
    return count


def _unique(lines: Iterable[str]) -> Iterator[str]:
    """Sorted lines without repetitions."""
    return map(itemgetter(0), groupby(lines))
