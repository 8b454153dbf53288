"""A graph's file in, answers out: a few workers that are asked in turn, and killed when they take too long."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.model import KgError
from kg.serve import nursery
from kg.serve.framing import Message, pack, read
from kg.serve.limits import MB, Limits
from kg.worker import LimitError

_LIFE = 2_000  # questions after which a worker makes room for a fresh one


class BusyError(KgError):
    """All workers are busy and the queue is full; to be asked again a little later."""


@dataclass(slots=True, eq=False)
class _Worker:
    number: int  # of its process
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    asked: int = 0


class Engine:
    """Workers that hold one graph. Start it, ask it from one event loop, and close it."""

    def __init__(self, graph: Path, limits: Limits) -> None:
        self._graph, self._limits = graph, limits
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._workers: set[_Worker] = set()
        self._waiting = 0
        self._turn = asyncio.Lock()  # one order to the nursery at a time
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closed = False
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        """Loads the graph in a process of its own. Raises KgError where it is missing or damaged."""
        await self._open_nursery()
        for _ in range(self._limits.workers):
            await self._hire()

    async def ask(self, question: Mapping[str, Any]) -> Message:
        """A worker's answer. Raises BusyError, LimitError, and KgError for what is wrong with the question.

        Whoever is cancelled while a worker is at it (a client has gone) has the worker killed.
        """
        worker = await self._free_worker()
        is_whole = False
        try:
            async with asyncio.timeout(self._limits.seconds):
                worker.writer.write(pack(Message(question)))
                answer = await read(worker.reader)
            is_whole = True
        except TimeoutError:
            raise LimitError(f"timed out after {self._limits.seconds:g} seconds: ask for less") from None
        except (EOFError, OSError):
            raise LimitError(
                f"needed more than {self._limits.memory // MB} MB, or nested too deep, and was ended: ask for less"
            ) from None
        finally:
            self._release(worker, is_whole=is_whole)
        if "error" in answer.head:
            raise KgError(answer.head["error"])
        return answer

    async def close(self) -> None:
        """Ends all workers at once."""
        self._is_closed = True
        for task in self._tasks:
            task.cancel()
        for worker in self._workers:
            worker.writer.close()
        if self._process:
            self._control.close()
            await asyncio.to_thread(self._process.wait)

    async def _free_worker(self) -> _Worker:
        if self._waiting >= self._limits.queue:
            raise BusyError("too many queries are waiting: try again in a few seconds")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.patience):
                return await self._idle.get()
        except TimeoutError:
            raise BusyError("all workers are busy with long queries: try again in a few seconds") from None
        finally:
            self._waiting -= 1

    def _release(self, worker: _Worker, *, is_whole: bool) -> None:
        """Puts a worker back; one that has not ended its answer, or is old, is replaced."""
        worker.asked += 1
        if is_whole and worker.asked < _LIFE:
            return self._idle.put_nowait(worker)
        self._workers.discard(worker)
        worker.writer.close()
        if not self._is_closed:
            task = asyncio.get_running_loop().create_task(self._replace(worker))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _replace(self, worker: _Worker) -> None:
        with suppress(OSError):
            async with self._turn:
                self._control.send(nursery.KILL + nursery.PID.pack(worker.number))
        await self._hire()

    async def _hire(self) -> None:
        try:
            worker = await self._fork()
        except (OSError, EOFError):  # the nursery itself has been killed
            await self._open_nursery()
            worker = await self._fork()
        self._workers.add(worker)
        self._idle.put_nowait(worker)

    async def _fork(self) -> _Worker:
        ours, theirs = socket.socketpair()
        async with self._turn:
            with theirs:
                socket.send_fds(self._control, [nursery.FORK], [theirs.fileno()])
            number = await self._received(nursery.PID.size)
        ours.setblocking(False)
        reader, writer = await asyncio.open_connection(sock=ours)
        return _Worker(nursery.PID.unpack(number)[0], reader, writer)

    async def _open_nursery(self) -> None:
        self._control, theirs = socket.socketpair()
        self._control.setblocking(False)
        limits = json.dumps(asdict(self._limits))
        command = [sys.executable, "-m", "kg.serve.nursery", str(theirs.fileno()), limits, os.fspath(self._graph)]
        with theirs:
            self._process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
            )
        try:
            if await self._received(1) != nursery.READY:
                raise KgError((await self._received(10_000)).decode("utf-8", "replace"))
        except EOFError:
            raise KgError(f"{self._graph}: cannot be loaded: its process ended; is there enough memory?") from None

    async def _received(self, size: int) -> bytes:
        said = await asyncio.get_running_loop().sock_recv(self._control, size)
        if not said:
            raise EOFError
        return said
