"""A site in, the web application out: which address is answered by what."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.model import KgError
from kg.serve import console, explorer, media, pictures, protocol, things
from kg.serve.gate import Gate
from kg.serve.limits import Limits
from kg.serve.pages import STATIC, Words, page
from kg.serve.site import Site, open_site, sign

_BREATH = 0.003  # seconds before a page while there are queries: a few times what a short one takes
_LOOK_AGAIN = 2.0  # seconds between looks at the graph's file
_ANY = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]
_NOT_HERE = ("Không có trang này", "There is no such page")


class Server:
    """The site that is shown at present, and the answers that need it."""

    def __init__(self, graph: Path, folders: Sequence[Path], limits: Limits) -> None:
        self._graph, self._folders, self._limits = graph, folders, limits
        self._site: Site | None = None
        self._turn = asyncio.Lock()

    @property
    def site(self) -> Site:
        """The site; it is there from the start of the application to its end."""
        if self._site is None:
            raise RuntimeError("the application has not been started")
        return self._site

    @asynccontextmanager
    async def running(self, app: Starlette) -> AsyncIterator[None]:
        """Opens the site, follows its file, and closes it."""
        self._site = self._site or await self.open()
        following = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            following.cancel()
            await self.site.engine.close()

    async def open(self) -> Site:
        """Loads the graph. Raises KgError where it is missing or damaged."""
        self._site = await open_site(self._graph, self._folders, self._limits)
        return self._site

    @asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[None]:
        """Lets one page be made at a time, and queries under way move on before it: they must not wait for many pages."""
        async with self._turn:
            await asyncio.sleep(_BREATH if self.site.engine.is_busy else 0)
            yield

    async def _follow(self) -> None:
        """Takes up each new version of the graph; what is damaged is left alone, and the old one stays."""
        seen = self.site.signature
        while True:
            await asyncio.sleep(_LOOK_AGAIN)
            if (now := sign(self._graph)) in (seen, (0, 0, 0)):
                continue
            seen = now
            with suppress(KgError):
                old, _ = self.site, await self.open()
                await asyncio.sleep(self._limits.seconds)  # for the answers under way
                await old.engine.close()

    async def sparql(self, request: Request) -> Response:
        """The endpoint; for a browser, its page."""
        is_page = request.method in ("GET", "HEAD") and "format" not in request.query_params
        if (
            is_page
            and media.best(request.headers.get("accept", ""), (media.ROWS_JSON, media.TURTLE, media.HTML)) == media.HTML
        ):
            return await console.page_of(request, self.site, self._limits)
        return await protocol.answer(request, self.site.engine, self._limits)

    async def search(self, request: Request) -> Response:
        """The search page."""
        return await explorer.search(request, self.site)

    async def picture(self, request: Request) -> Response:
        """The interactive picture."""
        return await pictures.page_of(request, self.site)

    async def thing(self, request: Request) -> Response:
        """The page of a thing, or its data."""
        path = request.scope["path"].removeprefix("/")
        node, kind = things.wanted(path, request.headers.get("accept", ""))
        if node not in self.site.told.kinds:
            return self.missing(request)
        if kind is None:
            return PlainTextResponse("this can be had as HTML, Turtle, N-Triples, JSON-LD or JSON\n", 406)
        if kind in (media.HTML, media.JSON):
            async with self._in_turn():
                view = explorer.view_of(request)
                return things.html(self.site, node, view) if kind == media.HTML else things.data(self.site, node)
        try:
            return await things.graph(request, self.site, node, kind)
        except KgError as error:
            return protocol.refused(error)

    def missing(self, request: Request) -> Response:
        """The page for an address that nothing is at."""
        words = Words(self.site, explorer.view_of(request), "/")
        message = words.t(
            "Địa chỉ sai, hoặc đồ thị này không biết điều đó.",
            "The address is wrong, or this graph knows nothing of it.",
        )
        return page("error.html", words, status=404, title=words.pair(_NOT_HERE), message=message)

    def shown(self, make: Callable[[Request, Site], Response | None]) -> Callable[[Request], object]:
        """A route's answer by a function of the request and the site."""

        async def answer(request: Request) -> Response:
            async with self._in_turn():
                return make(request, self.site) or self.missing(request)

        return answer

    async def failed(self, request: Request, error: Exception) -> Response:
        """What is answered to an address or a method that there is not."""
        if isinstance(error, HTTPException) and error.status_code == 404:
            return self.missing(request)
        status = error.status_code if isinstance(error, HTTPException) else 500
        headers = getattr(error, "headers", None)
        return PlainTextResponse("this cannot be asked here\n", status, headers=headers)


def application(
    server: Server, limits: Limits, *, hosts: Iterable[str] = (), origins: Iterable[str] = (), is_open: bool = False
) -> Starlette:
    """The application over a server's site, behind its gate."""
    pages: dict[str, Callable[[Request, Site], Response | None]] = {
        "/": explorer.start,
        "/suggest": explorer.suggest,
        "/directives": explorer.directive_list,
        "/chart": explorer.responsibility,
        "/compare": explorer.comparison,
        "/list/{kind}": explorer.listing,
        "/about": console.about,
        "/static/terms.json": console.terms,
    }
    return Starlette(
        routes=[
            Route("/sparql", server.sparql, methods=_ANY),
            *(Route(path, server.shown(make)) for path, make in pages.items()),
            Route("/picture", server.picture),
            Route("/search", server.search),
            Route("/static/view/{name}", pictures.script),
            Route("/id/{path:path}", server.thing),
            Route("/concept/{path:path}", server.thing),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Gate, limits=limits, hosts=tuple(hosts), origins=tuple(origins), is_open=is_open)],
        exception_handlers={HTTPException: server.failed},
        lifespan=server.running,
    )
