"""README.md, docs/*.md and notebooks in, the same with fresh outputs and tables out: `make docs`; the tests compare.

A page is worked through from top to bottom in a copy of the project, as a reader would:

- a line `$ command` of a `console` block is run by bash, and what it prints stands below it;
- a `sh` or `python` block is run and has to succeed; one marked `setup` is not run (it installs, or opens a browser);
- `<!-- write: FILE -->` and `<!-- append: FILE -->` put the block that follows into a file;
- `<!-- terms -->` ... `<!-- /terms -->` holds the tables of ontology/terms.ttl.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import run_notebooks
from vocabulary_tables import tables

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
TRANSLATIONS = {ROOT / "README.vi.md": ROOT / "README.md"}  # the same blocks in the same order, other prose
COPIED = ("kg", "ontology", "corpus", "tests/gold", "pyproject.toml")
SECONDS = 120

# A block of a page: perhaps an instruction above it, the words after the fence, the lines.
_BLOCK = re.compile(r"(?:<!-- (write|append): (\S+) -->\n)?^```(\w+)([^\n]*)\n(.*?)^```$", re.M | re.S)
_TERMS = re.compile(r"(<!-- terms -->\n).*?(\n<!-- /terms -->)", re.S)


class FailedError(Exception):
    """A command or snippet of a page that does not succeed; the message says which and why."""


@cache
def refreshed(page: Path) -> str:
    """The page as it should be. Raises FailedError where a command of it fails."""
    text = page.read_text(encoding="utf-8")
    if page in TRANSLATIONS:
        return _with_blocks_of(text, refreshed(TRANSLATIONS[page]))
    with project() as folder:
        text = _BLOCK.sub(lambda block: _worked(block, folder), text)
    return _TERMS.sub(lambda found: found[1] + tables(ROOT / "ontology" / "terms.ttl") + found[2], text)


@contextmanager
def project() -> Iterator[Path]:
    """A copy of the project in a temporary folder, with `kg` and `python` on its path and nothing built."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "kg-vngov"
        for part in COPIED:
            source, target = ROOT / part, folder / part
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)
        programs = Path(name) / "bin"
        programs.mkdir()
        for program, call in (("kg", "-m kg"), ("python", "")):
            (programs / program).write_text(f'#!/bin/sh\nexec "{sys.executable}" {call} "$@"\n', encoding="utf-8")
            (programs / program).chmod(0o755)
        yield folder


def run(command: list[str], folder: Path, *, given: str = "") -> str:
    """What a command prints, in the project's copy. Raises FailedError unless it ends with 0."""
    environment = os.environ | {
        "COLUMNS": "100",
        "PATH": f"{folder.parent / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(folder),
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        command, cwd=folder, env=environment, input=given, capture_output=True, encoding="utf-8", timeout=SECONDS
    )
    if done.returncode:
        raise FailedError(f"{command[-1]}\nended with {done.returncode}: {done.stderr or done.stdout}")
    return done.stdout


def _worked(block: re.Match[str], folder: Path) -> str:
    """The block after it has been followed."""
    how, name, language, words, lines = block.groups()
    if how:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("a" if how == "append" else "w", encoding="utf-8") as file:
            file.write(lines)
    elif "setup" in words.split():
        return block[0]
    elif language == "sh":
        run(["bash", "-euo", "pipefail", "-c", lines], folder)
    elif language == "python":
        run(["python", "-"], folder, given=lines)
    elif language == "console":
        return f"```console{words}\n{''.join(_with_outputs(lines, folder))}```"
    return block[0]


def _with_outputs(lines: str, folder: Path) -> Iterator[str]:
    """Each command of a console block, then what it prints."""
    for command in _commands(lines):
        out = run(["bash", "-euo", "pipefail", "-c", command], folder)
        yield f"$ {command}\n"
        yield "".join(f"{line.rstrip()}\n" for line in out.splitlines())


def _commands(lines: str) -> Iterator[str]:
    """The commands of a console block; one goes on over further lines until its quotes are closed."""
    for part in re.split(r"^\$ ", lines, flags=re.M)[1:]:
        command = ""
        for line in part.splitlines():
            command += line
            if _is_whole(command):
                yield command
                break
            command += "\n"


def _is_whole(command: str) -> bool:
    try:
        return bool(shlex.split(command)) and not command.endswith("\\")
    except ValueError:
        return False


def _with_blocks_of(text: str, original: str) -> str:
    """A translated page with the blocks of the page that it translates."""
    blocks = [block[0] for block in _BLOCK.finditer(original)]
    if _kinds(text) != _kinds(original):
        raise FailedError(f"a translation must have the blocks of its original, in their order: {_kinds(original)}")
    return _BLOCK.sub(lambda block: blocks.pop(0), text)


def _kinds(text: str) -> list[str]:
    return [block[3] + block[4] for block in _BLOCK.finditer(text)]


def main() -> None:
    """Rewrites every page and notebook that is out of date, and names it."""
    for page in (*PAGES, *TRANSLATIONS):
        text = refreshed(page)
        if text != page.read_text(encoding="utf-8"):
            page.write_text(text, encoding="utf-8", newline="\n")
            sys.stderr.write(f"{page.relative_to(ROOT)}\n")
    for notebook in NOTEBOOKS:
        if run_notebooks.refresh(notebook):
            sys.stderr.write(f"{notebook.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
