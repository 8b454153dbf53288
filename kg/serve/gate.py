"""An application in, the same behind a gate out: it checks the host, sizes and rates, and sets the headers of safety."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.limits import Limits

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_MOST_CLIENTS = 10_000  # remembered at a time
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_SHARED = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Expose-Headers": "X-KG-Truncated",
    "Access-Control-Max-Age": "86400",
}
_LOG = logging.getLogger("kg.serve")


class Gate:
    """ASGI middleware. `hosts` are the names that requests may call this server by, beside those of the loopback.

    `origins` are the sites ("*": all) whose scripts may read the answers of /sparql; no page, and no credentials. With
    `is_open`, the server is for others too: then each client address may ask only so often a minute.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        limits: Limits,
        hosts: Iterable[str] = (),
        origins: Iterable[str] = (),
        is_open: bool = False,
    ) -> None:
        self._app, self._limits, self._is_open = app, limits, is_open
        self._hosts = {*_LOOPBACK, *(host.lower() for host in hosts)}
        self._origins = frozenset(origins)
        self._asked: dict[tuple[str, bool], int] = {}
        self._minute = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or refuses it."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        began = False

        async def guarded(message: Message) -> None:
            nonlocal began
            if message["type"] == "http.response.start":
                began = True
                _add_headers(message, _HEADERS | self._shared_with(scope))
            await send(message)

        refusal = self._refusal(scope)
        try:
            await (refusal or self._app)(scope, receive, guarded)
        except Exception as error:
            _LOG.error("%s in %s", type(error).__name__, _place(error))  # never what the client sent
            if began:
                raise
            await PlainTextResponse("something went wrong here; it is not your request\n", 500)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = scope["headers"]
        hosts = [value.decode("latin-1").lower() for name, value in headers if name == b"host"]
        if len(hosts) != 1 or _name(hosts[0]) not in self._hosts:
            return PlainTextResponse("this server does not go by that name: see --allowed-host\n", 421)
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > self._limits.target:
            return PlainTextResponse("the address is too long: send the query with POST\n", 414)
        if sum(len(name) + len(value) for name, value in headers) > self._limits.headers:
            return PlainTextResponse("the headers are too large\n", 431)
        if self._is_open and self._is_too_often(scope):
            return PlainTextResponse("too many requests: wait a minute\n", 429, headers={"Retry-After": "60"})
        return None

    def _shared_with(self, scope: Scope) -> dict[str, str]:
        """The headers that let another site's script read this answer; none unless the site was named."""
        origin = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"origin"), "")
        if scope["path"] != "/sparql" or not origin or not self._origins & {origin, "*"}:
            return {}
        return _SHARED | {"Access-Control-Allow-Origin": "*" if "*" in self._origins else origin}

    def _is_too_often(self, scope: Scope) -> bool:
        minute = int(time.monotonic() // 60)
        if minute != self._minute or len(self._asked) > _MOST_CLIENTS:
            self._minute = minute
            self._asked.clear()
        is_query = scope["path"] == "/sparql"
        key = (scope["client"][0] if scope["client"] else "", is_query)
        self._asked[key] = self._asked.get(key, 0) + 1
        return self._asked[key] > (self._limits.per_minute if is_query else self._limits.pages_per_minute)


def _name(host: str) -> str:
    """The host without its port."""
    name, _, port = host.rpartition(":")
    return name if name and port.isdigit() and not name.endswith(":") else host


def _add_headers(message: MutableMapping[str, Any], headers: Mapping[str, str]) -> None:
    present = {name.lower() for name, _ in message["headers"]}
    fresh = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    message["headers"] = [*message["headers"], *(pair for pair in fresh if pair[0] not in present)]


def _place(error: BaseException) -> str:
    """The file and line of ours where an error arose, without a word of what was asked."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if not trace:
        return "an unknown place"
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}"
