"""Lines in any order in, one sorted file without repetitions out; more lines than memory holds are merged from disk."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path


class Spool:
    """Collects lines (each ends with a newline) and writes sorted runs into `folder` when it holds `limit` of them."""

    def __init__(self, folder: Path, *, limit: int = 1_000_000) -> None:
        self._folder = folder
        self._limit = limit
        self._lines: set[str] = set()
        self._runs: list[Path] = []

    def add(self, lines: Iterable[str]) -> None:
        """Takes lines in; a line that was there already counts once."""
        self._lines.update(lines)
        if len(self._lines) >= self._limit:
            self._spill()

    def write(self, path: Path) -> int:
        """Writes all lines in code point order (which is the byte order of UTF-8) to `path`; returns how many.

        The spool goes on: what is added later joins what it held in the next `write`.
        """
        if not self._runs:
            with path.open("w", encoding="utf-8", newline="\n") as target:
                target.writelines(sorted(self._lines))
            return len(self._lines)
        count = 0
        with ExitStack() as stack, path.open("w", encoding="utf-8", newline="\n") as target:
            runs = [stack.enter_context(run.open(encoding="utf-8", newline="\n")) for run in self._runs]
            for line in _unique(heapq.merge(*runs, sorted(self._lines))):
                target.write(line)
                count += 1
        return count

    def close(self) -> None:
        """Removes the runs from the folder."""
        for run in self._runs:
            run.unlink(missing_ok=True)
        self._runs.clear()
        self._lines.clear()

    def _spill(self) -> None:
        run = self._folder / f"run-{len(self._runs)}"
        with run.open("w", encoding="utf-8", newline="\n") as target:
            target.writelines(sorted(self._lines))
        self._runs.append(run)
        self._lines.clear()


def _unique(lines: Iterable[str]) -> Iterator[str]:
    """Sorted lines without repetitions."""
    return (line for line, _ in groupby(lines))
