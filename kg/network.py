"""A dataset in, a networkx graph out: the one place where statements become nodes and edges.

Nodes are people, agencies, documents, initiatives and events, keyed by IRI, with the attributes `kind`, `label`,
`names`, `place` and `quotes`. Edges are directives, tenures and single triples, with `kind` (a key of
`graph["labels"]`), `words` (the verb or role), `content`, `dates` and `quotes`. Labels are pairs (Vietnamese, English).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox

from kg import names
from kg.model import KgError
from kg.paths import ONTOLOGY
from kg.store import Store

Labels = tuple[str, str]  # Vietnamese, English

KINDS: dict[str, Labels] = {
    "person": ("Người", "Person"),
    "state": ("Cơ quan nhà nước", "State body"),
    "party": ("Tổ chức đảng", "Party body"),
    "organisation": ("Tổ chức khác", "Other organisation"),
    "initiative": ("Chương trình, nhiệm vụ", "Initiative"),
    "document": ("Văn bản", "Document"),
    "event": ("Sự kiện", "Event"),
}
"""What a node can be, in the order of the legend."""

KIND_OF_CLASS: dict[str, str] = {
    "Person": "person",
    "StateBody": "state",
    "PartyBody": "party",
    "Agency": "organisation",
    "Initiative": "initiative",
    "Resolution": "document",
    "Document": "document",
    "Event": "event",
}
"""Classes from the most to the least telling: a thing of several classes is of the first kind that it has."""

_NAMED = ("person", "agency", "initiative", "document", "event")  # kinds of names.find
_WEIGHT = {"directs": 4, "assigns": 2, "holds": 2}  # what the graph is about counts more where few nodes fit

_VERBS: dict[str, Labels] = {
    "directs": ("chỉ đạo", "directs"),
    "assigns": ("giao việc cho", "assigns work to"),
    "holds": ("giữ chức vụ tại", "holds a post at"),
}
"""Kinds of edges that stand for a node of the dataset: directives and tenures. The others are properties."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What an article says, word for word, and how sure the reading of it is (0..1)."""

    text: str
    source: str
    confidence: float
    date: str = ""
    url: str = ""


def network(graph: Path | Store, *, about: str | None = None, limit: int = 200) -> nx.MultiDiGraph:
    """At most `limit` nodes: the most important ones, or those nearest to what is called `about` (marks optional).

    The attributes of the graph: `total`, how many nodes there are in all; `labels`, the names of the kinds of edges;
    `centre` and `about`, the nodes that are called so, and what the picture lies around in words. Nodes without edges
    are left out. Raises KgError when there is nothing to draw.
    """
    store = graph if isinstance(graph, Store) else Store.load(graph)
    everything = _everything(store)
    if not everything:
        raise KgError("the graph says nothing that connects two things: build it from more articles")
    centre = _called(store, everything, about) if about else []
    nodes = _around(everything, centre, limit=limit) if about else _important(everything, limit=limit)
    heads = [everything.nodes[node]["label"] for node in centre] if len(centre) <= 3 else [about]
    chosen = nx.MultiDiGraph(total=len(everything), about=heads, centre=centre, labels=everything.graph["labels"])
    chosen.add_nodes_from((node, everything.nodes[node]) for node in sorted(nodes))
    edges = everything.edges(sorted(nodes), keys=True, data=True)
    chosen.add_edges_from((start, end, key, facts) for start, end, key, facts in edges if end in nodes)
    _add_quotes(store, chosen)
    return chosen


@lru_cache(maxsize=1)  # a server draws one graph many times
def _everything(store: Store) -> nx.MultiDiGraph:
    """All nodes that some edge touches; not to be changed."""
    graph = nx.MultiDiGraph(labels=dict(_VERBS))
    for row in _rows(store, "things"):
        _add_thing(graph, row)
    for row in _rows(store, "directives"):
        for kind, end in (("directs", "object"), ("assigns", "addressee")):
            _add_fact(graph, row, kind=kind, end=row.get(end))
    for row in _rows(store, "tenures"):
        _add_fact(graph, row, kind="holds", end=row["object"])
    _add_links(graph, _rows(store, "links"))
    graph.remove_nodes_from([node for node, degree in graph.degree() if not degree])
    return graph


def _add_thing(graph: nx.MultiDiGraph, row: dict[str, str]) -> None:
    """A node; of several classes the most telling one counts (every StateBody is an Agency too)."""
    ranks = list(KIND_OF_CLASS)
    rank = ranks.index(_local(row["class"]))
    known = graph.nodes.get(row["thing"], {"names": (), "rank": rank})
    better = min(rank, known["rank"])
    other = tuple(sorted({*known["names"], *([row["name"]] if "name" in row else [])}))
    graph.add_node(
        row["thing"],
        kind=KIND_OF_CLASS[ranks[better]],
        label=row["label"],
        names=other,
        place=row.get("place", ""),
        quotes=(),
        rank=better,
    )


def _add_fact(graph: nx.MultiDiGraph, row: dict[str, str], *, kind: str, end: str | None) -> None:
    """An edge for a directive or tenure; rows that differ only in the date are one edge with several dates."""
    if end not in graph or row["person"] not in graph:
        return
    key = f"{kind} {row['fact']}"
    known = graph.get_edge_data(row["person"], end, key, {"dates": ()})
    dates = tuple(sorted({*known["dates"], *([row["date"]] if "date" in row else [])}))
    words = (row.get("vi", ""), row.get("en", ""))
    facts = _edge(kind, support=(row["fact"],), words=words, dates=dates, content=row.get("content", ""))
    graph.add_edge(row["person"], end, key, **facts)


def _add_links(graph: nx.MultiDiGraph, rows: Sequence[dict[str, str]]) -> None:
    """Edges for single triples. Who chairs an event attends it by inference: that is drawn once, as the chair."""
    chairs = {(row["subject"], row["object"]) for row in rows if _local(row["property"]) == "chair"}
    for row in rows:
        start, kind, end = row["subject"], _local(row["property"]), row["object"]
        if start not in graph or end not in graph or (kind == "attendee" and (start, end) in chairs):
            continue
        graph.graph["labels"][kind] = (row.get("vi", kind), row.get("en", kind))
        graph.add_edge(start, end, kind, **_edge(kind, support=(start, row["property"], end)))


def _edge(kind: str, *, support: tuple[str, ...], **facts: Any) -> dict[str, Any]:
    """The attributes of an edge; `support` is the node, or the one triple, that evidence points at."""
    plain = {"words": ("", ""), "content": "", "dates": (), "quotes": ()}
    return {"kind": kind, "support": support, "weight": _WEIGHT.get(kind, 1)} | plain | facts


def _add_quotes(store: Store, graph: nx.MultiDiGraph) -> None:
    """Gives nodes and edges what the articles say about them: each edge its own evidence, never its neighbour's."""
    edges = [facts for _, _, facts in graph.edges(data=True)]
    quotes: dict[tuple[str, ...], set[Quote]] = {}
    for node in sorted({*graph.nodes, *(facts["support"][0] for facts in edges)}):
        for row in _rows(store, "quotes", node=ox.NamedNode(node)):
            key = (row["s"], row["p"], row["o"]) if "p" in row else (node,)
            where = (row.get("date", ""), row.get("url", ""))
            quotes.setdefault(key, set()).add(Quote(row["quote"], row["source"], float(row["confidence"]), *where))
    for node, facts in graph.nodes(data=True):
        facts["quotes"] = _best(quotes.get((node,), ()))
    for facts in edges:
        facts["quotes"] = _best(quotes.get(facts["support"], ()))


def _best(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """The surest first."""
    return tuple(sorted(quotes, key=lambda quote: (-quote.confidence, quote.source, quote.text)))


def _important(graph: nx.MultiDiGraph, *, limit: int) -> set[str]:
    """The nodes with most facts; one whose neighbours are all left out makes room for the next."""
    weights = dict(graph.degree(weight="weight"))
    seen: set[str] = set()
    linked: dict[str, None] = {}
    for node in sorted(graph, key=lambda node: (-weights[node], node)):
        seen.add(node)
        if len(linked) < limit and (near := seen.intersection(nx.all_neighbors(graph, node)) - {node}):
            linked |= dict.fromkeys((node, *sorted(near)))
    return set(list(linked)[:limit])


def _around(graph: nx.MultiDiGraph, centre: Sequence[str], *, limit: int) -> set[str]:
    """The centre and its neighbours to the second degree: the nearest ones, and of those the most important."""
    distances = dict.fromkeys(centre, 0)
    for distance in (1, 2):
        for node in [node for node, far in distances.items() if far == distance - 1]:
            distances |= {other: distance for other in nx.all_neighbors(graph, node) if other not in distances}
    weights = dict(graph.degree(weight="weight"))
    nearest = sorted(distances, key=lambda node: (distances[node], -weights[node], node))
    return set(nearest[:limit])


def _called(store: Store, graph: nx.MultiDiGraph, name: str) -> list[str]:
    """The node of that address; else the nodes of that name, or whose name contains it."""
    if name in graph:
        return [name]
    found = [names.find(store, kind, name) for kind in _NAMED]
    nodes = sorted({thing.value for each in found for thing in each.things if thing.value in graph})
    if nodes:
        return nodes
    nearest = ", ".join(name for each in found for name in each.nearest)
    raise KgError(f"no article says anything of {name!r}" + (f": did you mean {nearest}?" if nearest else ""))


def _rows(store: Store, name: str, **bindings: ox.NamedNode) -> list[dict[str, str]]:
    """The solutions of ontology/network/`name`.rq without their unbound variables."""
    rows = store.select(_query(name), **bindings)
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


@cache
def _query(name: str) -> str:
    return (ONTOLOGY / "network" / f"{name}.rq").read_text(encoding="utf-8")


def _local(iri: str) -> str:
    """The name at the end of an IRI."""
    return re.split("[#/]", iri)[-1]
