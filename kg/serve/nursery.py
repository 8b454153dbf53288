"""A graph's file in, workers that hold it out: a process that loads it once and forks a worker whenever one is wanted.

It runs by itself (`python -m kg.serve.nursery SOCKET LIMITS GRAPH`), with one thread, so that forking is safe; workers
share its memory, and a new one is there in a few milliseconds. On the socket it answers one byte: F and a socket's
descriptor (fork a worker that listens there), K and a process number (kill it). When the socket closes, all end.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import struct
import sys
from contextlib import suppress
from pathlib import Path

from kg.model import KgError
from kg.serve import tasks, worker
from kg.serve.limits import Limits
from kg.store import Store

FORK, KILL = b"F", b"K"
READY, FAILED = b"R", b"E"
PID = struct.Struct(">I")


def main(arguments: list[str]) -> int:
    """Loads the graph, says R (or E and why not), then forks and kills on demand until nobody is left to ask."""
    descriptor, limits, graph = arguments
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; the server decides when to end
    with socket.socket(fileno=int(descriptor)) as server:
        try:
            store = Store.load(Path(graph))
        except KgError as error:
            with suppress(BrokenPipeError, ConnectionResetError):
                server.sendall(FAILED + str(error).encode())
            return 1
        tasks.prepare(store)
        gc.collect()
        gc.freeze()  # a collection in a worker would copy pages that it shares
        server.sendall(READY)
        with suppress(BrokenPipeError, ConnectionResetError):
            _tend(server, store, Limits(**json.loads(limits)))
    return 0


def _tend(server: socket.socket, store: Store, limits: Limits) -> None:
    children: set[int] = set()
    try:
        while True:
            readable, _, _ = select.select([server], [], [], 1.0)
            _reap(children)
            if not readable:
                continue
            order, descriptors, _, _ = socket.recv_fds(server, 1 + PID.size, 1)
            if not order:
                return
            if order[:1] == FORK:
                child = _fork(descriptors[0], server, store, limits)
                children.add(child)
                server.sendall(PID.pack(child))
            elif (child := PID.unpack(order[1:])[0]) in children:
                os.kill(child, signal.SIGKILL)
    finally:
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)


def _reap(children: set[int]) -> None:
    """Forgets who has ended; until then a process number is not given to another."""
    while children:
        child, _ = os.waitpid(-1, os.WNOHANG)
        if not child:
            return
        children.discard(child)


def _fork(descriptor: int, server: socket.socket, store: Store, limits: Limits) -> int:
    """Starts a worker; the parent gets its process number, and the child never returns."""
    child = os.fork()
    if child:
        os.close(descriptor)
        return child
    try:
        server.close()
        worker.work(descriptor, store, limits)
    finally:
        os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
