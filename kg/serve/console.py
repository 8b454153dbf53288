"""Requests for the SPARQL page in, the page out: an editor with examples, and the answer as a table where a query came."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.model import KgError
from kg.query import NamedQuery
from kg.render import as_json
from kg.serve import protocol
from kg.serve.explorer import view_of
from kg.serve.limits import Limits
from kg.serve.pages import STATIC, Words, page
from kg.serve.requests import asked
from kg.serve.results import notice
from kg.serve.shapes import Cells, bars, lines
from kg.serve.site import Site
from kg.vocabulary import PREFIXES

_FIRST = "who-directs-what"


async def page_of(request: Request, site: Site, limits: Limits) -> Response:
    """The page; with the answer, or with what is wrong, where the address has a query."""
    view = view_of(request)
    words = Words(site, view, "/sparql")
    cells = Cells(words)
    told: dict[str, Any] = {"error": "", "rows": None, "columns": [], "boolean": None, "cut": "", "status": 200}
    sparql = request.query_params.get("query", "")
    if sparql:
        try:
            wanted = await asked(request, limits)
            work = protocol.evaluate(site.engine, wanted, "", is_table=True)
            told |= _table(await protocol.unless_gone(request, work))
            words.extra["query"] = sparql
        except KgError as error:
            told |= {"error": str(error), "status": protocol.status(error)}
    questions = sorted(site.questions.values(), key=lambda question: (question.name != _FIRST, question.name))
    return page(
        "sparql.html",
        words,
        status=told.pop("status"),
        sparql=sparql or _shown(questions[0]) if questions else sparql,
        questions=[(question, _shown(question)) for question in questions],
        prefixes=dict(PREFIXES),
        cell=cells,
        limits=limits,
        show=request.query_params.get("show", ""),
        bars=bars(told["columns"], told["rows"] or (), cells),
        graph=lines(told["columns"], told["rows"] or (), cells),
        as_json=as_json,
        has_yasgui=(STATIC / "yasgui" / "yasgui.min.js").is_file(),
        **told,
    )


def about(request: Request, site: Site) -> Response:
    """How to read what is shown here."""
    return page("about.html", Words(site, view_of(request), "/about"), prefixes=dict(PREFIXES))


def terms(request: Request, site: Site) -> Response:
    """Our classes, properties and concepts for an editor that completes them: short name, what it means."""
    found = []
    for node, texts in sorted(site.told.texts.items()):
        prefix = "vg:" if node.startswith("ns#") else "vgc:" if node.startswith("concept/") else ""
        if prefix:
            labels = [text for name in ("label", "prefLabel") for text, _ in texts.get(name, ())]
            found.append({"name": prefix + node.replace("#", "/").rsplit("/", 1)[-1], "about": "; ".join(labels)})
    return JSONResponse({"prefixes": dict(PREFIXES), "terms": found})


def _table(message: Any) -> dict[str, Any]:
    answer = json.loads(message.body)
    if "boolean" in answer:
        return {"boolean": answer["boolean"]}
    columns = answer["head"]["vars"]
    rows = [[row.get(name) for name in columns] for row in answer["results"]["bindings"]]
    return {"rows": rows, "columns": columns, "cut": notice(message.head["cut"]) if message.head["cut"] else ""}


def _shown(question: NamedQuery) -> str:
    """A question's SPARQL without the lines of its header."""
    lines = question.sparql.splitlines()
    return "\n".join(line for line in lines if not line.startswith(("# title", "# description", "# param"))).strip()
