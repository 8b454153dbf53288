"""A network in, one self-contained HTML page out that draws it with no network connection.

pyvis gives nodes, edges, options and the vis-network library that it bundles; the page around them is our own
(templates/view.html): pyvis' own page prints headings as raw HTML and loads parts from elsewhere. Positions are
computed here, once and seeded, so that the same graph gives the same picture and a browser has nothing to settle.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from importlib.resources import files
from typing import Any

import networkx as nx
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pyvis.network import Network

from kg.network import KINDS, Quote
from kg.paths import TEMPLATES
from kg.placement import Box, Point, pack, spread

SHAPES = {
    "person": "dot",
    "state": "square",
    "party": "star",
    "organisation": "hexagon",
    "initiative": "diamond",
    "document": "triangleDown",
    "event": "triangle",
}
_LINE_LENGTH, _LINES = 20, 3  # of a label
_LETTER, _LINE = 6.0, 12.0  # pixels that one takes; less than it needs, for the page leaves out labels that collide
_SEED = 7
_CORE = 400  # nodes of a part that are laid out by forces
_GOLDEN_ANGLE = 2.399963
SCRIPTS = ("panel.js", "picture.js", "tools.js")
_QUOTES = 5  # shown per thing or fact; how many more there are is told
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 120, "multiselect": False, "navigationButtons": False},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 4},
    "edges": {"arrows": {"to": {"enabled": True, "scaleFactor": 0.55}}},
}


def page(network: nx.MultiDiGraph, *, title: str) -> str:
    """The HTML document, in UTF-8 without characters that cannot be encoded. `title` stands in its heading."""
    data = content(network)
    ours = "\n".join((TEMPLATES / name).read_text(encoding="utf-8") for name in SCRIPTS)
    scripts = (library(), ours)
    styles = (TEMPLATES / "view.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    text = environment.get_template("view.html").render(
        data,
        title=title,
        total=network.graph["total"],
        about=network.graph["about"],
        shapes=SHAPES,
        data=as_json(data),
        scripts=scripts,
        styles=styles,
        policy=_policy(scripts, styles),
    )
    return text.encode("utf-8", "replace").decode("utf-8")


def content(network: nx.MultiDiGraph) -> dict[str, Any]:
    """What the page draws and tells, as values that JSON can hold: view.html and the scripts read nothing else."""
    nodes, edges, _, _, _, options = _drawing(network).get_network_data()
    quotes = _Quotes()
    return {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options),
        "things": _things(network, quotes),
        "facts": _facts(network, quotes),
        "quotes": quotes.all(),
        "kinds": {kind: KINDS[kind] for kind in KINDS if kind in set(dict(network.nodes("kind")).values())},
        "relations": network.graph["labels"],
        "start": list(network).index(network.graph["centre"][0]) if len(network.graph["centre"]) == 1 else None,
    }


def _drawing(network: nx.MultiDiGraph) -> Network:
    """Nodes with shapes, sizes and positions; one line for all facts of one kind between two nodes."""
    drawing = Network(directed=True)
    drawing.set_options(json.dumps(_OPTIONS))
    numbers = {node: number for number, node in enumerate(network)}
    most = max((degree for _, degree in network.degree()), default=1)
    weights = {node: (degree / most) ** 0.5 for node, degree in network.degree()}
    labels = {node: _wrapped(label) for node, label in network.nodes("label")}
    positions = _positions(network, {node: _box(labels[node], weights[node]) for node in network})
    for node, kind in network.nodes("kind"):
        x, y = positions[node]
        drawing.add_node(
            numbers[node],
            label=labels[node],
            shape=SHAPES[kind],
            group=kind,
            size=round(_size(weights[node]) * (1.35 if kind == "party" else 1), 1),  # a star is mostly air
            x=round(x),
            y=round(y),
        )
    between: Counter[frozenset[str]] = Counter()
    for start, end, kind in sorted(set(network.edges(data="kind"))):
        rank = between[frozenset((start, end))]
        between[frozenset((start, end))] += 1
        bend = {"enabled": bool(rank), "type": "curvedCW", "roundness": round(0.16 * rank, 2)}
        drawing.add_edge(numbers[start], numbers[end], kind=kind, smooth=bend)
    return drawing


def _positions(network: nx.MultiDiGraph, boxes: dict[str, Box]) -> dict[str, Point]:
    """Every connected part laid out by forces from a fixed seed, its labels pushed apart, the parts packed in rows."""
    links = nx.Graph()
    links.add_nodes_from(sorted(network))
    links.add_edges_from(sorted((min(edge), max(edge)) for edge in set(network.edges())))
    parts = []
    for component in sorted(map(sorted, nx.connected_components(links))):
        part = nx.Graph()
        part.add_nodes_from(component)
        part.add_edges_from(edge for edge in links.edges() if edge[0] in set(component))
        rough = _rough(part)
        area = sum(width * height for width, height in map(boxes.__getitem__, component))
        side = area**0.5 * (1 + 1.3 / len(component) ** 0.5)  # few nodes leave room for the names of their lines
        parts.append(spread({node: (x * side * 1.15, y * side * 0.8) for node, (x, y) in rough.items()}, boxes))
    return pack(parts, boxes)


def _rough(part: nx.Graph) -> dict[str, Point]:
    """A connected part in a square around (0, 0): the nodes with most links by forces, each other one beside a neighbour.

    Forces cost the square of the number of nodes; the others go around their neighbour like the seeds of a sunflower.
    """
    ranked = sorted(part, key=lambda node: (-part.degree(node), node))
    top = part.subgraph(ranked[:_CORE])
    inner = max(nx.connected_components(top), key=lambda nodes: (len(nodes), max(nodes)))
    core = nx.Graph()
    core.add_nodes_from(sorted(inner))
    core.add_edges_from(edge for edge in part.edges() if edge[0] in core and edge[1] in core)
    placed: dict[str, Point] = nx.spring_layout(core, seed=_SEED, iterations=200, k=2.2 / len(core) ** 0.5)
    around: Counter[str] = Counter()
    for node, anchor in _outwards(part, list(core)):
        around[anchor] += 1
        far, turn = 0.5 * (around[anchor] / len(part)) ** 0.5, _GOLDEN_ANGLE * around[anchor]
        x, y = placed[anchor]
        placed[node] = (x + far * math.cos(turn), y + far * math.sin(turn))
    return placed


def _outwards(part: nx.Graph, placed: list[str]) -> Iterator[tuple[str, str]]:
    """The nodes that are not placed yet, each with a neighbour that is, in the order of their distance."""
    seen = set(placed)
    while placed:
        fresh = []
        for anchor in placed:
            for node in sorted(set(part.neighbors(anchor)) - seen):
                seen.add(node)
                fresh.append(node)
                yield node, anchor
        placed = fresh


def _wrapped(label: str) -> str:
    """The label in at most three short lines; the whole of it stands in the tooltip and the panel."""
    return "\n".join(textwrap.wrap(label, _LINE_LENGTH, max_lines=_LINES, placeholder=" …"))


def _size(weight: float) -> float:
    """Half the width of a node's shape, in pixels; `weight` is its share (0..1) of the facts, by its square root."""
    return 11 + 16 * weight


def _box(label: str, weight: float) -> Box:
    """The room that a node takes: its shape, and the label below it."""
    lines = label.split("\n")
    return max(2 * _size(weight), _LETTER * max(map(len, lines))), 2 * _size(weight) + _LINE * len(lines)


def _things(network: nx.MultiDiGraph, quotes: _Quotes) -> list[dict[str, Any]]:
    """What the page tells about each node."""
    told = ("kind", "label", "names", "place")
    return [{name: facts[name] for name in told} | quotes.of(facts) for _, facts in network.nodes(data=True)]


def _facts(network: nx.MultiDiGraph, quotes: _Quotes) -> list[dict[str, Any]]:
    """What the page tells about each edge; `from` and `to` are the numbers of nodes."""
    numbers = {node: number for number, node in enumerate(network)}
    order = {kind: rank for rank, kind in enumerate(network.graph["labels"])}
    edges = sorted(network.edges(keys=True, data=True), key=lambda edge: (order[edge[3]["kind"]], *edge[:3]))
    told = ("kind", "words", "content", "dates")
    return [
        {"from": numbers[start], "to": numbers[end]} | {name: facts[name] for name in told} | quotes.of(facts)
        for start, end, _, facts in edges
    ]


class _Quotes:
    """Numbers every quote once: one sentence is the evidence of many facts."""

    def __init__(self) -> None:
        self._numbers: dict[Quote, int] = {}

    def of(self, facts: dict[str, Any]) -> dict[str, Any]:
        """The numbers of the surest quotes of a node or edge, and how many more there are."""
        quotes = facts["quotes"]
        numbers = [self._numbers.setdefault(quote, len(self._numbers)) for quote in quotes[:_QUOTES]]
        return {"quotes": numbers, "more": max(0, len(quotes) - _QUOTES)}

    def all(self) -> list[dict[str, Any]]:
        """The quotes in the order of their numbers."""
        return [asdict(quote) for quote in self._numbers]


def as_json(data: dict[str, Any]) -> str:
    """JSON that no HTML parser takes for markup, whatever a text says."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def library() -> str:
    """vis-network as pyvis bundles it, with its licence at its head."""
    return (files("pyvis") / "templates/lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")


def _policy(scripts: tuple[str, ...], styles: str) -> str:
    """A Content-Security-Policy that lets these very scripts and styles run, and nothing load or connect."""

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    allowed = " ".join(map(digest, scripts))
    return f"default-src 'none'; script-src {allowed}; style-src {digest(styles)}; base-uri 'none'; form-action 'none'"
