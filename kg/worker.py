"""A function and its arguments in, its value out: run in a process of its own, which dies if it takes too much."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from kg.model import KgError

MEMORY = 4 << 30
_T = TypeVar("_T")


class LimitError(KgError):
    """Work that was ended because it took too long or too much memory; the command line has an exit code for it."""


def within(seconds: float, task: Callable[..., _T], *args: Any, memory: int = MEMORY, **options: Any) -> _T:
    """Calls `task(*args, **options)` in a child process and returns its value.

    The child is killed after `seconds`, and cannot hold more than `memory` bytes (where the system keeps such limits).
    Raises LimitError then, and whatever KgError the task raises. Arguments and value must be picklable.
    """
    methods = multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("fork" if "fork" in methods and sys.platform != "darwin" else "spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_run, args=(theirs, memory, task, args, options), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise LimitError(f"took longer than {seconds:g} seconds and was ended: ask for less, or allow more time")
        value = ours.recv()
    except EOFError:
        raise LimitError(
            f"needed more than {memory >> 20} MB, or nested too deep, and was ended: ask for less"
        ) from None
    finally:
        child.kill()
        child.join()
        ours.close()
    if isinstance(value, Exception):
        raise value
    return value  # type: ignore[no-any-return]


def _run(
    pipe: Connection, memory: int, task: Callable[..., Any], args: tuple[Any, ...], options: dict[str, Any]
) -> None:
    _cap(memory)
    try:
        value = task(*args, **options)
    except MemoryError:
        return  # the parent finds the pipe closed
    except Exception as error:
        value = error
    pipe.send(value)
    pipe.close()


def _cap(memory: int) -> None:
    """Limits what this process may hold; Windows has no such limit."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
