"""A graph's file in, its people, agencies, documents and what connects them out, for Gephi, yEd and Neo4j."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from kg.network import network

_EVERYTHING = 10**9
# Characters that XML 1.0 has no place for: networkx would write them, and no reader would take the file.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(graph: Path, out: Path) -> None:
    """GraphML."""
    nx.write_graphml(_plain(network(graph, limit=_EVERYTHING)), out, encoding="utf-8")


def write_gexf(graph: Path, out: Path) -> None:
    """GEXF 1.2; no day of writing in it, so that the same graph gives the same bytes."""
    text = "\n".join(nx.generate_gexf(_plain(network(graph, limit=_EVERYTHING))))
    text = re.sub(r'(<meta[^>]*?) lastmodifieddate="[^"]*"', r"\1", text)
    out.write_text(f"<?xml version='1.0' encoding='utf-8'?>\n{text}\n", encoding="utf-8", newline="\n")


def write_cypher(graph: Path, out: Path) -> None:
    """A Cypher script that makes the nodes and relationships of a Neo4j database; running it again changes nothing."""
    plain = _plain(network(graph, limit=_EVERYTHING))
    kinds: dict[str, list[dict[str, Any]]] = {}
    for node, facts in plain.nodes(data=True):
        kinds.setdefault(facts["kind"], []).append({"iri": node} | facts)
    links: dict[str, list[dict[str, Any]]] = {}
    for start, end, key, facts in plain.edges(keys=True, data=True):
        links.setdefault(facts["kind"], []).append({"start": start, "end": end, "key": key} | facts)
    statements = ["CREATE CONSTRAINT thing IF NOT EXISTS FOR (n:Thing) REQUIRE n.iri IS UNIQUE;"]
    for kind, rows in sorted(kinds.items()):
        made = f"MERGE (n:Thing {{iri: row.iri}}) SET n:{kind.title()}, n += row"
        statements.append(f"UNWIND [\n{_maps(rows)}\n] AS row\n{made};")
    for kind, rows in sorted(links.items()):
        found = "MATCH (a:Thing {iri: row.start}), (b:Thing {iri: row.end})"
        made = f"MERGE (a)-[r:{_relationship(kind)} {{key: row.key}}]->(b) SET r += row"
        statements.append(f"UNWIND [\n{_maps(rows)}\n] AS row\n{found}\n{made};")
    out.write_text("\n".join(statements) + "\n", encoding="utf-8", newline="\n")


def _maps(rows: Iterable[Mapping[str, Any]]) -> str:
    """Cypher maps, one a line; strings are quoted as in JSON, which Cypher reads alike."""
    return ",\n".join(
        "{" + ", ".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in sorted(row.items())) + "}"
        for row in rows
    )


def _relationship(kind: str) -> str:
    """The name of a property as Neo4j writes types: "subOrganizationOf" is SUB_ORGANIZATION_OF."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).upper()


def _plain(drawn: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The same network with texts and numbers for attributes: lists are joined, what is missing is left out."""
    plain = nx.MultiDiGraph()
    for node, facts in drawn.nodes(data=True):
        plain.add_node(node, **_attributes(facts))
    for start, end, key, facts in drawn.edges(keys=True, data=True):
        plain.add_edge(start, end, key, **_attributes(facts))
    return plain


def _attributes(facts: Mapping[str, Any]) -> dict[str, str | int | float]:
    told: dict[str, Any] = {
        name: facts[name] for name in ("kind", "label", "place", "content", "weight") if name in facts
    }
    told["names"] = "; ".join(facts.get("names", ()))
    told["dates"] = " ".join(facts.get("dates", ()))
    told["vi"], told["en"] = facts.get("words", ("", ""))
    if quotes := facts.get("quotes"):
        best = quotes[0]
        told |= {"quote": best.text, "source": best.source, "confidence": best.confidence, "url": best.url}
    return {
        name: _UNWRITABLE.sub(" ", v) if isinstance(v, str) else v for name, v in told.items() if v not in ("", None)
    }
