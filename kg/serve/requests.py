"""A request to the SPARQL endpoint in, the query and its dataset out, as the SPARQL 1.1 Protocol reads it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.requests import Request

from kg import query
from kg.model import KgError
from kg.serve.limits import Limits

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
READ_ONLY = "this endpoint only reads: updates are refused"
_OPENING = re.compile(r"(?:\s|#[^\r\n]*(?:[\r\n]|$)|(?:PREFIX\s+[^\s:]*:|BASE)\s*<[^<>\s]*>)*(\w*)", re.I)
_UPDATES = {"INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")


class RequestError(KgError):
    """A request that is refused: `status` is the HTTP status code."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Asked:
    """A query (None: the request has none), the graphs that the request names, and the format that it names."""

    sparql: str | None
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    format: str = ""

    @property
    def dataset(self) -> list[list[str]] | None:
        """The default and the named graphs, or None where the request names none: then FROM counts."""
        return [list(self.default), list(self.named)] if self.default or self.named else None


async def asked(request: Request, limits: Limits) -> Asked:
    """Reads the request. Raises RequestError for what the protocol or the limits do not allow."""
    in_address = _pairs(request.url.query)
    if request.method != "POST":
        return _checked(in_address, limits)
    kind, parameters = _content_type(request)
    if kind == UPDATE or any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in in_address):
        raise RequestError(403, READ_ONLY)
    if kind not in (FORM, DIRECT) or parameters.get("charset", "utf-8") not in ("utf-8", "utf8"):
        raise RequestError(415, f"send the query as {FORM} or {DIRECT}, in UTF-8")
    text = _utf8(await body(request, limits))
    if kind == FORM:
        return _checked(_pairs(text), limits, is_required=True)
    if any(name == "query" for name, _ in in_address):
        raise RequestError(400, "the query is given twice: in the address and in the body")
    return _checked([("query", text), *in_address], limits, is_required=True)


async def body(request: Request, limits: Limits) -> bytes:
    """The body of a request. Raises RequestError where it is too large, too slow, or packed."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise RequestError(415, "send the body as it is, not packed")
    parts = bytearray()
    try:
        async with asyncio.timeout(limits.slow):
            async for part in request.stream():
                parts += part
                if len(parts) > limits.body:
                    raise RequestError(413, f"the body is larger than {limits.body >> 10} KB")
    except TimeoutError:
        raise RequestError(408, f"the body did not arrive within {limits.slow:g} seconds") from None
    return bytes(parts)


def _checked(pairs: list[tuple[str, str]], limits: Limits, *, is_required: bool = False) -> Asked:
    if any(name == "update" for name, _ in pairs):
        raise RequestError(403, READ_ONLY)
    queries = [text for name, text in pairs if name == "query"]
    if len(queries) > 1:
        raise RequestError(400, "one request asks one query")
    if not queries:
        if is_required:
            raise RequestError(400, "there is no query: send it as `query`")
        return Asked(None)
    refuse(queries[0], limits)
    default, named = ([text for name, text in pairs if name == key] for key in ("default-graph-uri", "named-graph-uri"))
    form = next((text for name, text in pairs if name == "format"), "")
    return Asked(queries[0], tuple(map(_address, default)), tuple(map(_address, named)), form)


def refuse(sparql: str, limits: Limits) -> None:
    """Refuses, before anything evaluates it, a query that is too long, writes, or asks elsewhere; with RequestError."""
    if len(sparql.encode("utf-8", "replace")) > limits.query:
        raise RequestError(413, f"the query is longer than {limits.query >> 10} KB")
    undone = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), sparql)
    opening = _OPENING.match(undone)
    verb = opening[1].upper() if opening else ""
    if verb == "LOAD":
        raise RequestError(403, READ_ONLY)
    if verb in _UPDATES:
        raise RequestError(400, READ_ONLY)
    try:
        query.refuse(sparql)
    except query.FederationError as error:
        raise RequestError(403, str(error)) from None
    except KgError as error:
        raise RequestError(400, str(error)) from None


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError:
        raise RequestError(400, "the parameters are not percent-encoded UTF-8, or too many") from None


def _content_type(request: Request) -> tuple[str, Mapping[str, str]]:
    kind, *rest = (piece.strip().lower() for piece in request.headers.get("content-type", "").split(";"))
    return kind, dict(piece.replace('"', "").split("=", 1) for piece in rest if "=" in piece)


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise RequestError(400, "the query is not UTF-8") from None


def _address(text: str) -> str:
    try:
        return ox.NamedNode(text).value
    except ValueError:
        raise RequestError(400, "a graph's name is no absolute IRI") from None
