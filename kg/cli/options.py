"""What several commands take: a graph, sizes and pairs; what cannot work is refused before any work."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

_SIZES = {"": 1, "B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9}
PATH = click.Path(path_type=Path)
GRAPH = click.option("--graph", type=PATH, default="output/graph.nq", show_default=True, help="What a build published.")


def existing(graph: Path) -> Path:
    """A graph that is there."""
    if not graph.is_file():
        raise click.UsageError(f"{graph} is not there: make a graph with `kg build`, or name one with --graph")
    return graph


def writable(folder: Path) -> Path:
    """Refuses before any work what could not be written after it."""
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not nearest.is_dir():
        raise click.UsageError(f"{nearest} is not a folder: choose another -o")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise click.UsageError(f"{nearest} cannot be written: choose another -o")
    return folder


def size(context: click.Context, option: click.Parameter, size: str) -> int:
    """Bytes, of "200MB" or "1.5 GB"."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMG]?B?)", size.strip().upper())
    if not found or found[2] not in _SIZES:
        raise click.BadParameter(f"{size!r} is no size: write it like 20MB")
    return int(float(found[1]) * _SIZES[found[2]])


def pairs(context: click.Context, option: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    """The parts of each "key=value"."""
    for pair in pairs:
        if "=" not in pair:
            raise click.BadParameter(f'{pair!r} is no parameter: write it like place="Phú Thọ"')
    return dict(pair.split("=", 1) for pair in pairs)
