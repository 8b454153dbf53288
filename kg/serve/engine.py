"""A graph's file in, answers out: a few workers that are asked in turn, and killed when they take too long."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections import deque
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
_SHORT = 0.5  # seconds that a query may run before it steps back
_NICE = 10


class BusyError(KgError):
    """All workers are busy and the queue is full; to be asked again a little later."""


@dataclass(slots=True, eq=False)
class _Worker:
    number: int  # of its process
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    asked: int = 0
    is_slow: bool = False

    def step_back(self) -> None:
        """Lets the processes of others go first: a query that has run for a while must not slow down short ones."""
        self.is_slow = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.number, _NICE)


class Engine:
    """Workers that hold one graph. Start it, ask it from one event loop, and close it."""

    def __init__(self, graph: Path, limits: Limits) -> None:
        self._graph, self._limits = graph, limits
        self._idle: list[_Worker] = []
        self._workers: set[_Worker] = set()
        self._waiting: deque[asyncio.Future[_Worker]] = deque()
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
        step_back = asyncio.get_running_loop().call_later(_SHORT, worker.step_back)
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
            step_back.cancel()
            self._release(worker, is_whole=is_whole)
        if "error" in answer.head:
            raise KgError(answer.head["error"])
        return answer

    @property
    def is_busy(self) -> bool:
        """Whether questions are being answered, or wait."""
        return len(self._idle) < len(self._workers)

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
        """A worker, in the order of asking: whoever comes later does not get ahead of those that wait."""
        if self._idle:
            return self._idle.pop()
        if sum(not one.done() for one in self._waiting) >= self._limits.queue:
            raise BusyError("too many queries are waiting: try again in a few seconds")
        mine: asyncio.Future[_Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(mine)
        try:
            return await asyncio.wait_for(mine, self._limits.patience)
        except (TimeoutError, asyncio.CancelledError) as error:
            if mine.done() and not mine.cancelled():  # it came at the very moment of leaving
                self._offer(mine.result())
            if isinstance(error, TimeoutError):
                raise BusyError("all workers are busy with long queries: try again in a few seconds") from None
            raise

    def _offer(self, worker: _Worker) -> None:
        """Gives a worker to whoever has waited longest."""
        while self._waiting:
            first = self._waiting.popleft()
            if not first.done():
                return first.set_result(worker)
        self._idle.append(worker)

    def _release(self, worker: _Worker, *, is_whole: bool) -> None:
        """Puts a worker back; one that has not ended its answer, has stepped back, or is old, is replaced."""
        worker.asked += 1
        if is_whole and worker.asked < _LIFE and not worker.is_slow:
            return self._offer(worker)
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
        self._offer(worker)

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
