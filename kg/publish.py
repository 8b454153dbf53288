"""Files of a finished build in, the same files in the output folder out: all of them or none, one build at a time."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.model import KgError

GRAPH = "graph.nq"
_STAGE = ".building"
_LOCK = ".lock"
_TEXT = "[0-9a-f]" * 16 + ".txt"  # named by the article's id: nothing that a user put there
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def publication(out: Path, *, wait: float = 10.0) -> Iterator[Path]:
    """Yields an empty folder to build in; when the block ends well, what lies there replaces what `out` held.

    `graph.nq` is replaced last, in one step: a reader, and a build that is killed, meet the old graph or the new one.
    A block that fails leaves `out` as it was. Another build into `out` waits `wait` seconds for this one, then gives
    up. Raises KgError for an output folder that cannot be written, is in use, or is on a full disk.
    """
    is_new = not out.exists()
    with _plain_errors(out):
        out.mkdir(parents=True, exist_ok=True)
        with _lock(out / _LOCK, wait=wait):
            stage = out / _STAGE
            shutil.rmtree(stage, ignore_errors=True)  # left by a build that was killed
            try:
                stage.mkdir()
                yield stage
                _replace(out, stage)
            finally:
                shutil.rmtree(stage, ignore_errors=True)
                if is_new and not (out / GRAPH).exists():
                    _remove_if_empty(out)


def _replace(out: Path, stage: Path) -> None:
    """Moves the staged files into `out`: all to disk first, new files, then the graph, then stale texts away."""
    staged = sorted(path.relative_to(stage) for path in stage.rglob("*") if path.is_file())
    for name in staged:
        _to_disk(stage / name)
    for name in sorted(staged, key=lambda name: (name == Path(GRAPH), name)):
        (out / name).parent.mkdir(exist_ok=True)
        (stage / name).replace(out / name)
    _to_disk(out)
    for path in sorted((out / "texts").glob(_TEXT)):
        if path.relative_to(out) not in staged:
            path.unlink()
    with suppress(OSError):
        (out / "texts").rmdir()  # only where no text is left


def _to_disk(path: Path) -> None:
    """Waits until a file's content, or a folder's list of names, would survive a loss of power."""
    if sys.platform == "win32" and path.is_dir():
        return  # a folder cannot be opened there
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_if_empty(out: Path) -> None:
    """Takes back a folder that this build made and put nothing in."""
    (out / _LOCK).unlink(missing_ok=True)
    with suppress(OSError):
        out.rmdir()


@contextmanager
def _lock(path: Path, *, wait: float) -> Iterator[None]:
    """Holds the file `path`, which names our process id; the system lets go of it when a process dies."""
    deadline = time.monotonic() + wait
    while (descriptor := _try_lock(path)) is None:
        if time.monotonic() >= deadline:
            raise KgError(f"{path.parent}: locked by pid {_holder(path)}, another build: wait, or use another -o")
        time.sleep(0.05)
    try:
        yield
    finally:
        with suppress(PermissionError):  # Windows keeps a file that is open
            path.unlink(missing_ok=True)
        os.close(descriptor)


def _try_lock(path: Path) -> int | None:
    """An open descriptor that holds the lock, or None while another process does."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _claim(descriptor)
        if not path.exists() or os.fstat(descriptor).st_ino != path.stat().st_ino:
            raise BlockingIOError  # its last holder removed the file between our opening and locking it
    except OSError as error:
        os.close(descriptor)
        if isinstance(error, BlockingIOError | FileNotFoundError | PermissionError):
            return None
        raise
    os.ftruncate(descriptor, 0)
    os.write(descriptor, str(os.getpid()).encode())
    return descriptor


def _claim(descriptor: int) -> None:
    """Locks an open file for this process without waiting; OSError where another one has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _holder(path: Path) -> str:
    """The process id that a lock file names, or "?" where it cannot be read."""
    try:
        return path.read_text("ascii") or "?"
    except (OSError, UnicodeDecodeError):
        return "?"


@contextmanager
def _plain_errors(out: Path) -> Iterator[None]:
    """Turns what the disk says into one line that tells what to do; other errors pass through."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise KgError(f"{out}: no space left on the disk: free some; the old graph is whole") from error
        if error.errno in _READ_ONLY:
            raise KgError(f"{out}: cannot be written ({error.strerror}): choose another -o") from error
        if isinstance(error, FileExistsError | NotADirectoryError):
            raise KgError(f"{out}: is not a folder: choose another -o") from error
        raise
