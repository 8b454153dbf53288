"""Every export is read again by another tool and says the same; hostile texts do no harm."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import rdflib

from facts import DUC, article, document, write_graph
from kg.cli import main
from kg.cli.publishing import EXPORTS
from kg.export import FORMATS, export
from kg.export.facts import COLUMNS, facts
from kg.model import Entity, KgError, Text
from kg.network import network
from kg.paths import ONTOLOGY

Export = Callable[..., Path]
FORMULA = '=HYPERLINK("https://example.org","x")'


@pytest.fixture
def exported(bulletin_graph: Path, tmp_path: Path) -> Export:
    """Exports the graph of the three bulletins in a format, and gives the file."""

    def write(format: str, **options: Any) -> Path:
        out = tmp_path / f"graph.{format}"
        export(options.pop("graph", bulletin_graph), out, format=format, **options)
        return out

    return write


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A graph whose labels hold a formula, control characters, quotes and markup."""
    one = article(document())
    names = (FORMULA, "a\x0bb\ufffe", "\\' \" } ) RETURN 1 //", "<b>&</b>\nline", "𝄞")
    entities = tuple(replace(e, names=(*e.names, *names)) if e.path == DUC.path else e for e in one.entities)
    entities += (Entity("person/binh-minh/x", "Person", names[2]),)
    told = tuple((name, Text(FORMULA) if name == "content" else value) for name, value in one.statements[1].properties)
    statements = (one.statements[0], replace(one.statements[1], properties=told))
    facts = replace(one, entities=entities, statements=statements)
    return write_graph(tmp_path / "hostile.nq", facts, ontology=ONTOLOGY)


def parsed(path: Path, format: str) -> rdflib.Dataset:
    dataset = rdflib.Dataset()
    dataset.parse(path, format=format)
    return dataset


@pytest.mark.parametrize(("format", "parser"), [("trig", "trig"), ("jsonld", "json-ld"), ("nq", "nquads")])
def test_rdflib_reads_the_same_quads(exported: Export, bulletin_graph: Path, format: str, parser: str) -> None:
    def triples(dataset: rdflib.Dataset) -> dict[str, int]:
        return {str(graph.identifier): len(graph) for graph in dataset.graphs() if len(graph)}

    assert triples(parsed(exported(format), parser)) == triples(parsed(bulletin_graph, "nquads"))


def test_rdflib_reads_the_same_triples_from_turtle(exported: Export, bulletin_graph: Path) -> None:
    graph = rdflib.Graph().parse(exported("ttl"), format="turtle")
    assert len(graph) == len({(s, p, o) for s, p, o, _ in parsed(bulletin_graph, "nquads").quads()})


@pytest.mark.parametrize(("format", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_the_same_network(exported: Export, bulletin_graph: Path, format: str, read: Any) -> None:
    drawn = network(bulletin_graph, limit=10**9)
    again = read(exported(format))
    assert set(again) == set(drawn)
    assert again.number_of_edges() == drawn.number_of_edges()
    person = next(node for node in drawn if node.endswith("/trinh-hung-son"))
    assert again.nodes[person]["label"] == "Trịnh Hùng Sơn"
    kinds = sorted(facts["kind"] for *_, facts in drawn.edges(data=True))
    assert sorted(facts["kind"] for *_, facts in again.edges(data=True)) == kinds


def cypher(path: Path) -> list[dict[str, Any]]:
    """The maps of a Cypher script; their strings are quoted as in JSON."""
    value = r'"(?:[^"\\]|\\.)*"|-?[\d.]+'
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
    for line in lines:
        assert re.fullmatch(rf"\{{(?:\w+: (?:{value})(?:, |(?=\}})))+\}},?", line), line
    return [{k: json.loads(v) for k, v in re.findall(rf"(\w+): ({value})", line)} for line in lines]


def test_the_cypher_script_makes_the_same_network(exported: Export, bulletin_graph: Path) -> None:
    drawn = network(bulletin_graph, limit=10**9)
    maps = cypher(exported("neo4j"))
    assert {row["iri"] for row in maps if "iri" in row} == set(drawn)
    assert sum("start" in row for row in maps) == drawn.number_of_edges()
    assert ":SUB_ORGANIZATION_OF" in exported("neo4j").read_text(encoding="utf-8")


def rows(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_csv_has_a_line_per_fact_with_its_quote(exported: Export, bulletin_graph: Path) -> None:
    table = rows(exported("csv"))
    assert table == list(facts(bulletin_graph))
    assert len({(row["iri"], row["relation"], row["subject"]) for row in table}) == len(table)
    assert [row for row in table if not row["quote"] or not row["source"]] == []
    chaired = {"kind": "event", "subject": "Chẩu Văn Lâm", "relation": "chủ trì", "date": "2021-09-27"}
    assert any(chaired.items() <= row.items() for row in table)
    held = {"kind": "tenure", "subject": "Trịnh Hùng Sơn", "relation": "Giám đốc", "place": "tỉnh Phú Thọ"}
    assert any(held.items() <= row.items() for row in table)


def test_a_spreadsheet_opens_the_csv_right(exported: Export, hostile: Path) -> None:
    plain = exported("csv", graph=hostile)
    assert not plain.read_bytes().startswith(b"\xef\xbb\xbf")
    assert FORMULA in {row["content"] for row in rows(plain)}
    safe = exported("csv", graph=hostile, bom=True, excel_safe=True)
    assert safe.read_bytes().startswith(b"\xef\xbb\xbf")
    table = rows(safe, "utf-8-sig")
    assert f"'{FORMULA}" in {row["content"] for row in table}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in table for cell in row.values())


def test_pandas_reads_typed_columns_from_parquet(exported: Export, bulletin_graph: Path) -> None:
    pd = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = pd.read_parquet(exported("parquet"))
    assert list(frame.columns) == list(COLUMNS)
    assert len(frame) == len(list(facts(bulletin_graph)))
    assert frame["confidence"].between(0, 1).all()
    assert str(frame["articles"].dtype) == "Int64"
    assert frame["date"].dt.year.dropna().isin([2021, 2023]).all()


@pytest.mark.parametrize("format", ["graphml", "gexf", "neo4j", "trig", "jsonld"])
def test_hostile_texts_stay_texts(exported: Export, hostile: Path, format: str) -> None:
    path = exported(format, graph=hostile)
    match format:
        case "neo4j":
            labels = {row.get("label") for row in cypher(path)}
        case "graphml" | "gexf":
            read = nx.read_graphml if format == "graphml" else nx.read_gexf
            labels = {facts.get("label") for _, facts in read(path).nodes(data=True)}
        case _:
            labels = {str(o) for *_, o, _ in parsed(path, {"jsonld": "json-ld"}.get(format, format)).quads()}
    assert "Lê Văn Đức" in labels


@pytest.mark.parametrize("format", [format for format in FORMATS if format != "parquet"])
def test_the_same_graph_gives_the_same_bytes(exported: Export, format: str) -> None:
    assert exported(format).read_bytes() == exported(format).read_bytes()


def test_the_command_writes_every_format(bulletin_graph: Path, tmp_path: Path) -> None:
    assert set(EXPORTS) == set(FORMATS)
    out = tmp_path / "new" / "facts.csv"
    assert main(["export", "--format", "csv", "-o", str(out), "--graph", str(bulletin_graph), "--bom"]) == 0
    assert rows(out, "utf-8-sig")
    assert main(["export", "--format", "csv", "-o", str(out), "--graph", str(tmp_path / "none.nq")]) == 2


def test_an_unknown_format_and_a_damaged_graph_are_named(tmp_path: Path, bulletin_graph: Path) -> None:
    with pytest.raises(KgError, match="no format is called 'xls'"):
        export(bulletin_graph, tmp_path / "x", format="xls")
    damaged = tmp_path / "graph.nq"
    damaged.write_text("<a> <b>", encoding="utf-8")
    for format in ("nq", "csv", "gexf"):
        with pytest.raises(KgError, match="damaged"):
            export(damaged, tmp_path / "x", format=format)
