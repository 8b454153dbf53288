"""Requests for the interactive picture in, its page out: the network around a thing, drawn by vis-network in the browser."""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kg import render
from kg.model import KgError
from kg.paths import TEMPLATES
from kg.serve import protocol
from kg.serve.explorer import view_of
from kg.serve.pages import Words, page
from kg.serve.site import Site
from kg.vocabulary import BASE

_LIMIT, _MOST = 60, 500  # nodes
_WEEK = {"Cache-Control": "max-age=604800"}


async def page_of(request: Request, site: Site) -> Response:
    """The picture around what `about` names, or of the most important things; at most `limit` nodes."""
    view, about = view_of(request), request.query_params.get("about", "")
    text = request.query_params.get("limit", "")
    limit = min(max(int(text), 2), _MOST) if text.isascii() and text.isdigit() and len(text) < 5 else _LIMIT
    node = about if about in site.told.kinds else ""
    words = Words(site, view, "/picture", {"about": node})
    question = {"task": "picture", "about": BASE + node if node else "", "limit": limit}
    try:
        message = await protocol.unless_gone(request, site.engine.ask(question))
    except KgError as error:
        status = protocol.status(error)
        title = words.t("Không có hình này", "There is no such picture")
        shown = words.t("Không có quan hệ nào để vẽ quanh điều này.", "There are no relations to draw around this.")
        return page("error.html", words, status=status, title=title, message=shown if status == 400 else str(error))
    data: dict[str, Any] = json.loads(message.body)
    total, addresses = data.pop("total"), data.pop("addresses")
    for thing, address in zip(data["things"], addresses, strict=True):
        path = address.removeprefix(BASE)
        thing["page"] = words.href(path)
        thing["picture"] = f"/picture?{urlencode({'about': path} | ({'lang': view.lang} if view.lang_given else {}))}"
    title = words.label(node) if node else words.t("Ai chỉ đạo việc gì", "Who directs what")
    return page(
        "picture.html",
        words,
        title=title,
        total=total,
        about=[title] if node else [],
        node=node,
        shapes=render.SHAPES,
        data=render.as_json(data),
        **{name: data[name] for name in ("nodes", "things", "facts", "quotes", "kinds", "relations")},
    )


async def script(request: Request) -> Response:
    """The scripts and the style sheet of the picture, from where the other pictures have them."""
    name = request.path_params["name"]
    if name not in (*_OURS, "vis-network.js"):
        return Response(status_code=404)
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    return Response(_text(name), headers=_WEEK if name == "vis-network.js" else {}, media_type=kind)


_OURS = ("view.css", *render.SCRIPTS)


@cache
def _text(name: str) -> str:
    return render.library() if name == "vis-network.js" else (TEMPLATES / name).read_text(encoding="utf-8")
