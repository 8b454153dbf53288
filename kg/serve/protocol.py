"""Requests to /sparql in, answers out: the SPARQL 1.1 Protocol for queries, with its errors in words."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.model import KgError
from kg.serve import description, media
from kg.serve.engine import BusyError, Engine
from kg.serve.framing import Message
from kg.serve.limits import Limits
from kg.serve.requests import Asked, RequestError, asked
from kg.worker import LimitError

ALLOW = "GET, HEAD, POST, OPTIONS"
_T = TypeVar("_T")
_PLACE = re.compile(r"error at (\d+):(\d+): ?(.*)", re.S)
_CHARACTERS = re.compile(r"\['[^\]]*?\]|\[_\]|\[\s*'[^\]]*\]", re.S)  # what the parser says of classes of characters
_WORDS = re.compile(r"\b[A-Z]{2,}\b|\"[.;,(){}\[\]]\"")  # keywords and signs: what a person would type next
_MOST_WORDS = 12


async def answer(request: Request, engine: Engine, limits: Limits) -> Response:
    """The response to a request that wants no page; every error is a line of text with a status code."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ALLOW})
    if request.method not in ("GET", "HEAD", "POST"):
        return refused(RequestError(405, "ask with GET or POST"))
    try:
        wanted = await asked(request, limits)
        if wanted.sparql is None:
            return description.response(request)
        accept = media.SHORT.get(wanted.format, wanted.format) or request.headers.get("accept", "")
        message = await unless_gone(request, evaluate(engine, wanted, accept))
    except KgError as error:
        return refused(error)
    if "offered" in message.head:
        return refused(RequestError(406, f"this answer can be had as {', '.join(message.head['offered'])}"))
    return Response(message.body, headers=_headers(message.head, wanted.format))


async def evaluate(engine: Engine, wanted: Asked, accept: str, *, is_table: bool = False) -> Message:
    """A worker's answer to a query; as rows for our own page with `is_table`.

    Raises KgError with the line, the column and the place where the query does not parse.
    """
    question: dict[str, Any] = {"task": "query", "sparql": wanted.sparql, "dataset": wanted.dataset, "accept": accept}
    question["is_table"] = is_table
    try:
        return await engine.ask(question)
    except (BusyError, LimitError):
        raise
    except KgError as error:
        raise RequestError(400, explained(str(error), wanted.sparql or "")) from None


def refused(error: KgError) -> Response:
    """The error as a response. It repeats nothing of the request but the line that does not parse."""
    headers = {"Allow": ALLOW} if isinstance(error, RequestError) and error.status in (403, 405) else {}
    if isinstance(error, BusyError):
        headers = {"Retry-After": "2"}
    return PlainTextResponse(f"{error}\n", status_code=status(error), headers=headers)


def status(error: KgError) -> int:
    """The HTTP status code of an error."""
    if isinstance(error, RequestError):
        return error.status
    return 503 if isinstance(error, BusyError | LimitError) else 400


def explained(message: str, sparql: str) -> str:
    """A parser's message as people write it: line and column, what could stand there, the line with a mark below."""
    if not (found := _PLACE.search(message)):
        return message
    line, column = int(found[1]), int(found[2])
    words = ", ".join(_WORDS.findall(_CHARACTERS.sub("", found[3]))[:_MOST_WORDS])
    text = (sparql.splitlines() or [""])[min(line, len(sparql.splitlines()) or 1) - 1]
    start = max(0, column - 60)
    hint = f"; one of these could stand here: {words}" if words else ""
    shown = text[start : start + 100].replace("\t", " ")
    return f"line {line}, column {column}: the query does not parse{hint}\n{shown}\n{' ' * (column - 1 - start)}^"


async def unless_gone(request: Request, work: Awaitable[_T]) -> _T:
    """Waits for `work`, and cancels it when the client goes away meanwhile."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_until_gone(request.receive))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise RequestError(499, "the client has gone")
        return await task
    finally:
        task.cancel()
        gone.cancel()


async def _until_gone(receive: Callable[[], Awaitable[Mapping[str, Any]]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _headers(head: Mapping[str, Any], form: str) -> dict[str, str]:
    kind = head["type"]
    is_text = kind.startswith("text/")
    headers = {"Content-Type": f"{kind}; charset=utf-8" if is_text else kind, "Vary": "Accept"}
    if head["cut"]:
        headers["X-KG-Truncated"] = f"rows={head['cut']}"
    if form in ("csv", "tsv"):
        headers["Content-Disposition"] = f'attachment; filename="answer.{form}"'
    return headers
