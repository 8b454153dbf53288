"""Paths come in, the files below them go out in a fixed order, each with what an index.csv beside it says."""

from __future__ import annotations

import csv
import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.encoding import Undecodable, decode
from kg.model import KgError

INDEX = "index.csv"
COLLECTIONS = (".jsonl", ".jsonl.gz")
PAGES = (".html", ".htm")
SUFFIXES = (".txt", ".md", *PAGES, *COLLECTIONS)
KINDS = {stat.S_IFLNK: "symbolic link, not followed", stat.S_IFIFO: "named pipe", stat.S_IFSOCK: "socket"}
YEARS = range(1900, 2101)  # of publication; a date outside is a slip of the pen


@dataclass(frozen=True, slots=True)
class Skipped:
    """A source that gave no document, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file to read, its name as a source, and what its index says about it."""

    path: Path
    source: str
    size: int
    published: date | None = None
    url: str | None = None
    publisher: str | None = None
    flaws: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A path below a root, before it has a name as a source; `reason` where it is not to be read."""

    path: Path
    root: Path
    size: int = 0
    reason: str = ""


Index = dict[str, dict[str, str]]


def find(paths: Iterable[Path]) -> Iterator[Found | Skipped]:
    """The files below `paths`, each once, sorted by source; what is not a readable regular file as Skipped.

    The order of `paths` does not matter. Hidden folders, hidden files that could be no articles, and what describes a
    folder (its index.csv, the README at its top) are passed over.
    Raises KgError where a path does not exist.
    """
    entries: dict[Path, Entry] = {}
    for path in sorted(map(_given, paths), key=lambda path: (len(path.parts), path)):
        for entry in _walk(path):
            entries.setdefault(entry.path, entry)
    indexes: dict[Path, Index] = {}
    for source, entry in sorted(_named(list(entries.values())), key=lambda pair: pair[0]):
        if entry.reason:
            yield Skipped(source, entry.reason)
        elif entry.path.name != INDEX and not (entry.path.stem == "README" and entry.path.parent == entry.root):
            yield _described(entry, source, indexes)


def _given(path: Path) -> Path:
    """An argument as an absolute path; a link is followed here, where somebody names it, and nowhere else."""
    try:
        path.stat()
        return path.resolve() if path.is_dir() else path.parent.resolve() / path.name
    except (OSError, ValueError) as error:
        raise KgError(f"{path}: there is no such file or folder to read; check the path") from error


def _walk(path: Path) -> Iterator[Entry]:
    if not path.is_dir():
        yield _entry(path, path.parent, is_given=True)
        return
    failed: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=failed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in (*links, *names):
            if not name.startswith("."):
                yield _entry(Path(folder, name), path)
            elif name.lower().endswith(SUFFIXES):
                yield Entry(Path(folder, name), path, reason="hidden")
    for error in failed:
        yield Entry(Path(error.filename), path, reason=f"unreadable: {error.strerror}")


def _entry(path: Path, root: Path, *, is_given: bool = False) -> Entry:
    try:
        status = path.stat() if is_given else path.lstat()
    except OSError as error:
        return Entry(path, root, reason=f"unreadable: {error.strerror}")
    if stat.S_ISREG(status.st_mode):
        return Entry(path, root, size=status.st_size)
    return Entry(path, root, reason=KINDS.get(stat.S_IFMT(status.st_mode), "not a regular file"))


def _named(entries: list[Entry]) -> list[tuple[str, Entry]]:
    """Each entry with its path below its root; roots whose files would share a name go up by one folder name."""
    above: dict[Path, int] = {entry.root: 0 for entry in entries}
    while True:
        by_source: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_source[_source(entry, above[entry.root])].append(entry)
        clashing = {entry.root for shared in by_source.values() if len(shared) > 1 for entry in shared}
        if not clashing:
            return [(source, shared[0]) for source, shared in by_source.items()]
        for root in clashing:
            above[root] += 1


def _source(entry: Entry, above: int) -> str:
    """The POSIX path with `above` folder names before the root; bytes that are not UTF-8 written as "\\xff"."""
    start = max(0, len(entry.root.parts) - above)
    posix = "/".join(entry.path.parts[start:])
    return os.fsencode(posix).decode("utf-8", errors="backslashreplace")


def _described(entry: Entry, source: str, indexes: dict[Path, Index]) -> Found:
    """The file with the columns of the nearest index.csv that names it, from its own folder up to its root."""
    folder = entry.path.parent
    while True:
        if folder not in indexes:
            indexes[folder] = _read_index(folder / INDEX)
        row = indexes[folder].get(entry.path.relative_to(folder).as_posix())
        if row is not None or folder == entry.root or folder == folder.parent:
            break
        folder = folder.parent
    row = row or {}
    published = parse_date(row.get("published", ""))
    flaws = ("bad-date",) if row.get("published", "").strip() and not published else ()
    url, publisher = (row.get(column, "").strip() or None for column in ("url", "publisher"))
    return Found(entry.path, source, entry.size, published, url, publisher, flaws)


def _read_index(path: Path) -> Index:
    """The rows of an index by their column `file`; empty where there is no readable index."""
    if path.is_symlink() or not path.is_file():
        return {}
    decoded = decode(path.read_bytes())
    if isinstance(decoded, Undecodable):
        return {}
    rows = csv.DictReader(decoded.text.splitlines())
    columns = [{k: v for k, v in row.items() if isinstance(k, str) and isinstance(v, str)} for row in rows]
    return {row["file"]: row for row in columns if row.get("file")}


def parse_date(text: str) -> date | None:
    """A date as ISO 8601 ("2023-10-02", with or without a time) or as written in Viet Nam ("02/10/2023"), else None."""
    text = text.strip()
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        day, _, rest = text.partition("/")
        month, _, year = rest.partition("/")
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            return None
    return found if found.year in YEARS else None
