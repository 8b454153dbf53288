"""Requests for a thing in, its page or its data out: HTML, Turtle or JSON, as the address or the client asks."""

from __future__ import annotations

import textwrap
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.serve import media, reading, scopes, summary
from kg.serve.filters import View
from kg.serve.neighbourhood import neighbourhood
from kg.serve.pages import Words, page
from kg.serve.sections import Section
from kg.serve.site import Site
from kg.serve.statements import Figure, Speech, Tenure
from kg.serve.timeline import timeline
from kg.vocabulary import BASE

_FORMS = (media.HTML, media.TURTLE, media.JSON, media.JSON_LD, media.N_TRIPLES)
_ENDINGS = {".ttl": media.TURTLE, ".json": media.JSON, ".jsonld": media.JSON_LD, ".nt": media.N_TRIPLES}
_SHORT = {"speeches": 12, "entries": 25, "figures": 12, "programmes": 25, "posts": 25, "holders": 25}
_STATEMENTS = ("directive", "speech", "tenure", "figure")


def wanted(path: str, accept: str) -> tuple[str, str | None]:
    """The node and the media type of a request's path: what its ending says counts more than the header."""
    for ending, kind in _ENDINGS.items():
        if path.endswith(ending):
            return path.removesuffix(ending), kind
    return path, media.best(accept, _FORMS)


def html(site: Site, node: str, view: View) -> Response:
    """The page of a thing, with all that is said of it."""
    kind = site.told.kinds[node]
    words = Words(site, view, f"/{node}")
    if kind == "article":
        return page(
            "article.html", words, node=node, reading=reading.read(site, node, view), statements=site.statements
        )
    parts = scopes.of_thing(site, node, view)
    shown = [part for part in parts if not view.kind or part.name == view.kind]
    posts, posts_day = summary.latest_posts(site, node) if kind == "person" else ((), "")
    own = site.told.support(node) if kind not in _STATEMENTS else []
    return page(
        "thing.html",
        words,
        node=node,
        title=summary.title(site, node, words.label),
        kind=kind,
        place=summary.place(site, node),
        iri=BASE + node,
        lede=summary.lede(site, node, view.lang),
        posts=posts,
        posts_day=posts_day,
        box=summary.box(site, node, view.lang),
        sections=shown,
        kinds=[(part.name, part.title) for part in parts],
        rest={part.name: _has_rest(part) for part in shown},
        own=_distinct(own) if not view.kind else [],
        drawing=neighbourhood(site, node, view.lang),
        statement=site.statements.by_node.get(node),
        statements=site.statements,
        timeline=timeline,
        wrapped=wrapped,
    )


def data(site: Site, node: str) -> Response:
    """What the page of a thing tells, as JSON."""
    told = site.told
    parts = scopes.of_thing(site, node, View())
    about: dict[str, Any] = {
        "id": BASE + node,
        "kind": told.kinds[node],
        "names": [{"text": text, "lang": lang} for text, lang in told.texts.get(node, {}).get("prefLabel", ())],
        "otherNames": [text for text, _ in told.texts.get(node, {}).get("altLabel", ())],
        "properties": {
            **{name: [text for text, _ in texts] for name, texts in sorted(told.texts.get(node, {}).items())},
            **{name: [BASE + other for other in others] for name, others in sorted(told.links.get(node, {}).items())},
        },
        "evidence": _quotes(site, node),
        "parts": {part.name: _part(site, part) for part in parts},
    }
    if statement := site.statements.by_node.get(node):
        about |= _statement(site, statement)
    return JSONResponse(about, headers={"Vary": "Accept"})


def wrapped(text: str, width: int, lines: int) -> list[str]:
    """The text in at most so many lines of so many letters, for a drawing."""
    return textwrap.wrap(text, width, max_lines=lines, placeholder=" …") or [text[:width]]


def _has_rest(part: Section) -> bool:
    """Whether the page shows only the beginning of a part."""
    if part.shape == "speeches" or (part.shape == "holders" and part.by):
        return len(part.groups) > 12
    return part.count > _SHORT[part.shape]


def _distinct(quotes: list[Any]) -> list[Any]:
    """One of the quotes of each sentence: the surest."""
    return list({(quote.article, quote.start, quote.end): quote for quote in reversed(quotes)}.values())[::-1]


def _part(site: Site, part: Section) -> list[dict[str, Any]]:
    if isinstance(part, scopes.Programmes):
        directed = [(row.node, [{"person": BASE + p, "directives": n} for p, n in row.directors]) for row in part.rows]
        return [{"id": BASE + node, "label": site.told.label(node), "directedBy": people} for node, people in directed]
    if part.entries:
        nodes = [(entry.node, entry.written, entry.remark[1]) for entry in part.entries]
        return [{"id": BASE + n, "label": site.told.label(n), "date": d, "relation": r} for n, d, r in nodes]
    unique = {made.node: made for group in part.groups for made in group.statements}
    return [_statement(site, made) for made in unique.values()]


def _statement(site: Site, made: Tenure | Speech | Figure) -> dict[str, Any]:
    """A statement with its nodes as addresses, and its evidence."""
    about: dict[str, Any] = {"id": BASE + made.node, "kind": site.told.kinds[made.node]}
    match made:
        case Tenure():
            about |= {
                name: BASE + node for name, node in _nodes(person=made.person, role=made.role, agency=made.agency)
            }
            about |= {"attestedOn": made.attested, "start": made.start, "end": made.end, "former": made.is_over}
        case Speech():
            ends = {"speaker": made.speaker, "verb": made.verb, "event": made.event, "capacity": made.capacity}
            about |= {name: BASE + node for name, node in _nodes(**ends)} | {"content": made.content, "date": made.date}
            lists = {"concerns": made.targets, "addressees": made.addressees, "underDocument": made.basis}
            about |= {name: [BASE + node for node in nodes] for name, nodes in lists.items() if nodes}
        case Figure():
            about |= {"indicator": made.indicator, "achieved": made.achieved, "total": made.total, "unit": made.unit}
    return about | {"evidence": _quotes(site, made.node)}


def _nodes(**nodes: str) -> list[tuple[str, str]]:
    return [(name, node) for name, node in nodes.items() if node]


def _quotes(site: Site, node: str) -> list[dict[str, Any]]:
    return [
        {
            "text": quote.text,
            "article": BASE + quote.article,
            "source": site.told.text(quote.article, "source"),
            "published": site.told.text(quote.article, "datePublished"),
            "begin": quote.start,
            "end": quote.end,
            "confidence": quote.confidence,
            "rule": quote.rule,
        }
        for quote in site.told.support(node)
    ]


async def graph(request: Request, site: Site, node: str, accept: str) -> Response:
    """What the graph says of a thing, as RDF, from a worker."""
    message = await site.engine.ask({"task": "thing", "thing": BASE + node, "accept": accept})
    kind = message.head["type"]
    headers = {"Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, "Vary": "Accept"}
    if message.head["cut"]:
        headers["X-KG-Truncated"] = f"rows={message.head['cut']}"
    return Response(message.body, headers=headers)
