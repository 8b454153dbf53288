"""Questions on a socket in, answers on it out: what a worker does, in a process that can open nothing and be killed.

Once it runs, a worker can open no file and no connection: the number of its descriptors is capped at those that it
has. So whatever a query says, it cannot read the disk or reach the network.
"""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

from kg.model import KgError
from kg.serve import tasks
from kg.serve.framing import Message, pack, receive
from kg.serve.limits import MB, Limits
from kg.store import Store

_PLACE = 3  # the descriptor of the socket, after stdin, stdout and stderr


def work(descriptor: int, store: Store, limits: Limits) -> None:
    """Answers questions until the server goes away."""
    os.dup2(descriptor, _PLACE)
    _shut_in(limits)
    with socket.socket(fileno=_PLACE) as server, suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            server.sendall(pack(_answer(receive(server), store, limits)))


def _answer(question: Message, store: Store, limits: Limits) -> Message:
    try:
        answer = tasks.perform(question.head, store, limits)
    except KgError as error:
        return Message({"error": str(error)})
    if len(answer.body) > limits.answer:
        return Message({"error": f"the answer is larger than {limits.answer // MB} MB: ask for less"})
    return answer


def _shut_in(limits: Limits) -> None:
    """No more descriptors, no more memory than allowed, and no core files."""
    held = _held()
    os.dup2(
        os.open(os.devnull, os.O_WRONLY), sys.__stderr__.fileno() if sys.__stderr__ else 2
    )  # last words of the dying
    os.closerange(_PLACE + 1, 4096)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_NOFILE, (_PLACE + 1, _PLACE + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if held:
            resource.setrlimit(resource.RLIMIT_AS, (held + limits.memory, held + limits.memory))


def _held() -> int:
    """The bytes of address space that this process has, where the system tells."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
