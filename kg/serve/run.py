"""A graph's file and an address in, the server running there until it is told to stop; imports of `uvicorn` end here."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import socket
import sys
from collections.abc import Callable, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.model import KgError
from kg.serve.app import Server, application
from kg.serve.limits import Limits

_BACKLOG = 1024
_LINGER = 1.0  # seconds


def serve(
    graph: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    texts: Sequence[Path] = (),
    hosts: Sequence[str] = (),
    origins: Sequence[str] = (),
    limits: Limits | None = None,
    on_ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Serves a graph until a signal ends it; calls `on_ready` with the address once it answers.

    `texts` are folders with the articles' sources; `hosts` are further names that the server goes by; `origins`
    are sites (or "*") whose scripts may read what /sparql answers. Raises KgError where the graph is missing or
    damaged, the port is taken, or the system cannot fork (Windows).
    """
    if sys.platform == "win32":
        raise KgError("kg serve needs a system that can fork processes: run it on Linux, macOS or WSL")
    limits = limits or Limits()
    listening = _listen(host, port)
    server = Server(graph, texts, limits)
    names = [*hosts, *([] if host in ("0.0.0.0", "::") else [f"[{host}]" if ":" in host else host])]
    app = application(server, limits, hosts=names, origins=origins, is_open=is_open(host))
    asyncio.run(_serve(server, app, listening, limits, on_ready, _address(host, listening)))


async def _serve(
    server: Server,
    app: Any,
    listening: socket.socket,
    limits: Limits,
    on_ready: Callable[[str], None],
    address: str,
) -> None:
    class Patient(_Patient):
        slow = limits.slow

    await server.open()  # before uvicorn, which would hide why it failed
    config = uvicorn.Config(
        app,
        http=Patient,
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=limits.target + limits.headers + (16 << 10),
        backlog=_BACKLOG,
    )
    on_ready(address)
    await uvicorn.Server(config).serve(sockets=[listening])


class _Patient(H11Protocol):
    """Closes a connection whose request has not arrived some time after it began: slow clients must not pile up.

    An address or headers that outgrow the buffer are refused as what they are (414, 431), not as a bad request.
    """

    slow = 10.0
    _is_refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch = self.loop.call_later(self.slow, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        self._watch.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if not self._is_refused:  # the rest of a request that is too long
            super().data_received(data)

    def send_400_response(self, msg: str) -> None:
        if getattr(sys.exception(), "error_status_hint", 400) != HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE:
            return super().send_400_response(msg)
        self._is_refused = True
        held, _ = self.conn.trailing_data
        status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE if b"\n" in held else HTTPStatus.REQUEST_URI_TOO_LONG
        head = f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        self.transport.write(head.encode("ascii"))
        self.loop.call_later(_LINGER, self.transport.close)  # a client that is still sending must get to read it

    def _look(self) -> None:
        is_waiting = self.cycle is None or self.cycle.response_complete
        if is_waiting and self.timeout_keep_alive_task is None:
            self.transport.close()
            return
        self._watch = self.loop.call_later(self.slow, self._look)


def is_open(host: str) -> bool:
    """Whether a server at this address can be reached from other machines."""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() != "localhost"


def _listen(host: str, port: int) -> socket.socket:
    """A socket that is bound before any work. Raises KgError where the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named: asyncio turns Nagle's algorithm off only for sockets that say that they are TCP
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise KgError(f"port {port} is in use: try --port {port + 1}") from None
        raise KgError(f"{host}:{port}: {error.strerror or error}: choose another --host or --port") from None
    except OverflowError:
        raise KgError(f"{port} is no port: choose one from 1 to 65535") from None
    listening.set_inheritable(False)
    return listening


def _address(host: str, listening: socket.socket) -> str:
    port = listening.getsockname()[1]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
