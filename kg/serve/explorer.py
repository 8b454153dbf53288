"""Requests for pages in, pages out: the start page, search, lists, directives, the chart, the comparison."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.model import KgError
from kg.names import fold
from kg.serve import chart, filters, lists, summary
from kg.serve.catalogue import Quote
from kg.serve.filters import View
from kg.serve.overview import Overview, overview, province_of
from kg.serve.pages import KIND_NAMES, Words, page
from kg.serve.programmes import OTHER, directives
from kg.serve.search import SOUGHT
from kg.serve.site import Site

_PAGE = 30  # directives
_SUGGESTIONS = 10
_SENTENCES = 20
_QUESTION = 3  # words that a question has at least


def view_of(request: Request) -> View:
    """What the reader wants to see, from the address and the headers."""
    return filters.read(request.query_params, request.headers.get("accept-language", ""))


def start(request: Request, site: Site) -> Response:
    """Programmes by theme, provinces, and the people who direct them, at once."""
    view = view_of(request)
    counts = {kind: len(site.told.of_kind(kind)) for kind in ("article", "initiative", "person")}
    counts["directive"] = len(site.statements.directives)
    seen = overview(site, view)
    return page(
        "start.html", Words(site, view, "/"), seen=seen, counts=counts, examples=_examples(site, seen, view.lang)
    )


async def search(request: Request, site: Site) -> Response:
    """The answer where a question is asked, things whose names match, by kind, then sentences."""
    view, text = view_of(request), request.query_params.get("q", "").strip()[:200]
    everything = site.index.find(text, limit=400)
    found = [hit for hit in everything if summary.passes(site, hit.node, view)]
    answer = await _answer(site, text, is_name=bool(everything) and site.index.is_name(text, everything[0].node))
    groups = [(kind, hits) for kind in SOUGHT if (hits := [hit for hit in found if site.told.kinds[hit.node] == kind])]
    order = {hit.node: place for place, hit in enumerate(found)}
    groups.sort(key=lambda group: order[group[1][0].node])
    sentences = [quote for quote in site.index.sentences(text) if _is_shown(site, quote, view)] if not view.kind else []
    return page(
        "search.html",
        Words(site, view, "/search", {"q": text}),
        q=text,
        answer=answer,
        quotes=_places_of(site, answer["quotes"]) if answer else [],
        groups=groups,
        names=KIND_NAMES,
        like=site.index.like(text) if text and not everything else [],
        sentences=sentences[:_SENTENCES],
        total_sentences=len(sentences),
        remarks=lambda node: summary.remark(site, node, view.lang),
    )


def _is_shown(site: Site, quote: Quote, view: View) -> bool:
    is_sure = quote.confidence * 100 >= view.sure
    return is_sure and view.holds(site.told.text(quote.article, "datePublished"))


async def _answer(site: Site, text: str, *, is_name: bool) -> dict[str, Any] | None:
    """The reply to a text that may be a question; None for what is a name, or not understood."""
    if is_name or len(text.split()) < _QUESTION:
        return None
    try:
        message = await site.engine.ask({"task": "ask", "question": text})
    except KgError:  # the rest of the page is still of use
        return None
    replied: dict[str, Any] = json.loads(message.body)
    return replied if replied["intent"] else None


def _places_of(site: Site, quotes: Iterable[Mapping[str, Any]]) -> list[Quote]:
    """The evidence that quotes of a reply are, so that they lead to their place in the article."""
    known = {(site.told.text(quote.article, "source"), quote.text): quote for quote in site.index.quotes}
    found = ((known.get((quote["source"], quote["quote"])), quote["confidence"]) for quote in quotes)
    return [replace(quote, confidence=confidence) for quote, confidence in found if quote]


def suggest(request: Request, site: Site) -> Response:
    """The best things for what has been typed so far, as JSON for the search box."""
    view, text = view_of(request), request.query_params.get("q", "")
    words = Words(site, view, "/suggest")
    return JSONResponse(
        [
            {
                "label": words.label(hit.node),
                "name": hit.name,
                "kind": words.kind_name(hit.node),
                "remark": summary.remark(site, hit.node, view.lang),
                "href": words.href(hit.node),
            }
            for hit in site.index.find(text, limit=_SUGGESTIONS)
        ]
    )


def listing(request: Request, site: Site) -> Response | None:
    """A page of the list of a kind; None for a kind that is not listed."""
    kind = request.path_params["kind"]
    if kind not in lists.LISTS:
        return None
    view, place, theme = view_of(request), _known(request, site, "place"), _known(request, site, "theme")
    found = lists.listed(site, view, kind, place=place, theme=theme, number=_number(request))
    return page(
        "list.html",
        Words(site, view, f"/list/{kind}", {"place": place, "theme": theme}),
        kind=kind,
        title=lists.LISTS[kind][0],
        lists=[(name, pair) for name, (pair, _) in lists.LISTS.items()],
        found=found,
        place=place,
        theme=theme,
        places=places(site),
        themes=_themes(site),
        remarks=lambda node: summary.remark(site, node, view.lang),
    )


def directive_list(request: Request, site: Site) -> Response:
    """Directives, the latest first, narrowed to a person, a target, a place or a theme."""
    view = view_of(request)
    scope = {name: _known(request, site, name) for name in ("person", "target", "place", "theme")}
    said = directives(site, view, **scope)
    hidden = 0
    if view.since or view.until:
        hidden = sum(not speech.date for speech in directives(site, View(sure=view.sure), **scope))
    pages = max(1, -(-len(said) // _PAGE))
    number = min(_number(request), pages)
    return page(
        "directives.html",
        Words(site, view, "/directives", scope),
        said=said[(number - 1) * _PAGE : number * _PAGE],
        total=len(said),
        hidden=hidden,
        number=number,
        pages=pages,
        places=places(site),
        themes=_themes(site),
        statements=site.statements,
        person=scope["person"],
        target=scope["target"],
        place=scope["place"],
        theme=scope["theme"],
    )


def responsibility(request: Request, site: Site) -> Response:
    """People by programmes, for a place, a theme or both; for the most directed theme where none is named."""
    view, place, theme = view_of(request), _known(request, site, "place"), _known(request, site, "theme")
    if not place and not theme:
        theme = next((node for node, _ in chart.themes_with_directives(site)), "")
    made = chart.chart(site, view, place=place, theme=theme)
    words = Words(site, view, "/chart", {"place": place, "theme": theme})
    return page("chart.html", words, made=made, place=place, theme=theme, places=places(site), themes=_themes(site))


def comparison(request: Request, site: Site) -> Response:
    """Two places side by side."""
    view, a, b = view_of(request), _known(request, site, "a"), _known(request, site, "b")
    sides = [
        {"numbers": asdict(chart.numbers(site, view, place)), "heads": chart.heads(site, view, place)}
        for place in (a, b)
        if place
    ]
    rows = chart.compare(site, view, (a, b)) if a and b else []
    words = Words(site, view, "/compare", {"a": a, "b": b})
    return page("compare.html", words, a=a, b=b, sides=sides, rows=rows, places=places(site), ideas=_ideas(site))


def _examples(site: Site, seen: Overview, lang: str) -> list[str]:
    """Questions that this graph answers: who directs a theme in a place, which posts somebody holds."""
    found = []
    for speech in seen.latest:
        theme = next(
            (node for target in speech.targets for node in site.told.to(target, "subject") if node != OTHER), ""
        )
        where = province_of(site, speech.place)
        if theme and where:
            what, place = site.told.label(theme, lang).lower(), summary.short_name(site, where)
            found.append(f"Who directs {what} in {place}?" if lang == "en" else f"Ai chỉ đạo {what} ở {place}?")
            break
    for person in seen.people[:1]:
        name = site.told.label(person.node)
        found.append(f"Which posts does {name} hold?" if lang == "en" else f"{name} giữ chức vụ gì?")
    return found


def places(site: Site) -> list[tuple[str, str]]:
    """The provinces that the news speaks of, by name; those since 2025-07-01 say so."""
    spoken_of = [node for node in site.told.of_kind("province") if site.told.by(node, "jurisdiction")]
    named = [
        (node, summary.short_name(site, node) + (" (2025–)" if site.told.text(node, "startDate") else ""))
        for node in spoken_of
    ]
    return [("id/place/vn", "Trung ương"), *sorted(named, key=lambda pair: (fold(pair[1]), pair[0]))]


def _themes(site: Site) -> list[str]:
    themes = [node for node in site.told.of_kind("theme") if site.told.by(node, "subject")]
    return sorted(themes, key=lambda node: (-len(site.told.by(node, "subject")), node))


def _ideas(site: Site) -> list[tuple[str, str]]:
    """Pairs of provinces with most programmes, as examples."""
    counted: dict[str, int] = {}
    for node in site.told.of_kind("initiative"):
        for place in site.told.to(node, "jurisdiction"):
            if province := province_of(site, place):
                counted[province] = counted.get(province, 0) + 1
    most = sorted(counted, key=lambda node: (-counted[node], node))[:4]
    return list(zip(most[::2], most[1::2], strict=False))


def _known(request: Request, site: Site, name: str) -> str:
    """A node that the address names, if there is such a thing; with or without the base of all addresses."""
    node = request.query_params.get(name, "")
    return node if node in site.told.kinds else ""


def _number(request: Request) -> int:
    text = request.query_params.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1
