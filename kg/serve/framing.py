"""Messages between the server and its workers: a head of plain values and a body of bytes, to and from a socket."""

from __future__ import annotations

import json
import socket
import struct
from asyncio import StreamReader
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_SIZES = struct.Struct(">II")


@dataclass(frozen=True, slots=True)
class Message:
    """`head` holds what JSON can hold; `body` is the text of an answer, or empty."""

    head: Mapping[str, Any]
    body: bytes = field(default=b"", repr=False)


def pack(message: Message) -> bytes:
    """The message as it travels: the lengths of both parts, then the parts."""
    head = json.dumps(message.head).encode()
    return _SIZES.pack(len(head), len(message.body)) + head + message.body


def receive(connection: socket.socket) -> Message:
    """Waits for a message. Raises EOFError when the other side has gone."""
    head, body = _SIZES.unpack(_exactly(connection, _SIZES.size))
    return Message(json.loads(_exactly(connection, head)), _exactly(connection, body))


async def read(stream: StreamReader) -> Message:
    """Waits for a message. Raises EOFError (IncompleteReadError) when the other side has gone."""
    head, body = _SIZES.unpack(await stream.readexactly(_SIZES.size))
    return Message(json.loads(await stream.readexactly(head)), await stream.readexactly(body))


def _exactly(connection: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = connection.recv(min(size - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
