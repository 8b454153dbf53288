"""Nothing in, the limits out within which the server works; a caller changes them with `dataclasses.replace`."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take, how many may wait, and how much a client may send and get."""

    seconds: float = 10  # of one query, in its worker
    memory: int = 1024 * MB  # that a worker may hold beyond the graph itself
    rows: int = 10_000  # or triples; an answer that is cut says so
    workers: int = 4
    queue: int = 100  # queries that wait for a worker, so that 64 clients at once are served; the next one gets 503
    patience: float = 2  # seconds that a query waits before it gets 503
    query: int = 64 << 10  # bytes of a query's text
    body: int = 256 << 10  # bytes of a request's body
    target: int = 96 << 10  # bytes of an address: it has room for a query, percent-encoded where it needs to be
    headers: int = 32 << 10  # bytes of all headers
    slow: float = 10  # seconds in which a request must have arrived
    answer: int = 50 * MB
    per_minute: int = 60  # queries of one address, where the server is open to others
    pages_per_minute: int = 600
