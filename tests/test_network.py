"""Statements of a dataset become nodes and edges, each with its own evidence and no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import facts
from kg.model import Entity, KgError, Link, Ref
from kg.network import network
from kg.paths import ONTOLOGY
from kg.store import Store

BASE = "https://w3id.org/vngov/id/"
DUC, EN, UBND, SO, PLAN, DIGITAL, MEETING = (
    BASE + ref.path for ref in (facts.DUC, facts.EN, facts.UBND, facts.SO, facts.PLAN, facts.DIGITAL, facts.MEETING)
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    return Store.load(facts.write_graph(path, facts.article(), ontology=ONTOLOGY))


@pytest.fixture(scope="module")
def drawn(store: Store) -> nx.MultiDiGraph:
    return network(store)


def test_nodes_with_their_kinds(drawn: nx.MultiDiGraph) -> None:
    assert dict(drawn.nodes("kind")) == {
        DUC: "person",
        EN: "person",
        UBND: "state",
        SO: "state",
        PLAN: "document",
        DIGITAL: "initiative",
        MEETING: "event",
    }


def test_edges(drawn: nx.MultiDiGraph) -> None:
    assert sorted(drawn.edges(data="kind")) == sorted(
        [
            (DUC, DIGITAL, "directs"),
            (DUC, SO, "assigns"),
            (DUC, UBND, "holds"),
            (PLAN, UBND, "issuedBy"),
            (MEETING, DUC, "chair"),  # and not "attendee" too
            (MEETING, EN, "attendee"),
        ]
    )


@pytest.mark.parametrize(
    ("start", "end", "words", "content", "dates", "quote"),
    [
        (DUC, DIGITAL, ("yêu cầu", "require"), "đẩy nhanh chuyển đổi số", ("2021-09-27",), "Ông yêu cầu"),
        (DUC, UBND, ("Chủ tịch", "Chairperson"), "", ("2021-09-27",), "Ông Lê Văn Đức, Chủ tịch"),
        (MEETING, EN, ("", ""), "", (), "Bà Trần Thị Én"),
        (PLAN, UBND, ("", ""), "", (), "Ủy ban nhân dân tỉnh đã ban hành"),
    ],
)
def test_what_an_edge_carries(
    drawn: nx.MultiDiGraph, start: str, end: str, words: object, content: str, dates: object, quote: str
) -> None:
    (edge,) = drawn.get_edge_data(start, end).values()
    assert (edge["words"], edge["content"], edge["dates"]) == (words, content, dates)
    (evidence,) = edge["quotes"]
    assert evidence.text.startswith(quote)
    assert (evidence.source, evidence.date, evidence.url) == ("a.txt", "2021-09-28", "https://example.org/a")


def test_names_of_edges_come_from_the_ontology(drawn: nx.MultiDiGraph) -> None:
    assert drawn.graph["labels"]["issuedBy"] == ("cơ quan ban hành", "issued by")
    assert drawn.graph["labels"]["directs"] == ("chỉ đạo", "directs")


def test_reference_data_that_no_article_names_is_not_drawn(drawn: nx.MultiDiGraph) -> None:
    assert drawn.graph["total"] == len(drawn) == 7


@pytest.mark.parametrize("name", ["Trần Thị Én", "tran thi en", "TRẦN THỊ ÉN", "person/binh-minh/tran-thi-en"])
def test_around_a_name(store: Store, name: str) -> None:
    around = network(store, about=name, limit=3)
    assert set(around) == {EN, MEETING, DUC}
    assert around.graph["about"] == ["Trần Thị Én"]
    assert around.graph["centre"] == [EN]


def test_an_alternative_name_will_do(store: Store) -> None:
    assert network(store, about="so tt&tt", limit=2).graph["centre"] == [SO]


def test_nobody_of_that_name(store: Store) -> None:
    with pytest.raises(KgError, match=r"did you mean .*Trần Thị Én"):
        network(store, about="tran thi an")


def test_the_limit_keeps_what_has_most_facts_and_no_lone_node(store: Store) -> None:
    small = network(store, limit=3)
    assert DUC in small
    assert len(small) == 3
    assert all(degree for _, degree in small.degree())
    assert small.graph["total"] == 7


def test_nothing_to_draw(tmp_path: Path) -> None:
    path = facts.write_graph(tmp_path / "graph.nq", ontology=ONTOLOGY)
    with pytest.raises(KgError, match="says nothing"):
        network(path)


def test_evidence_of_a_link_is_not_evidence_of_its_subject(tmp_path: Path) -> None:
    said = facts.evidence("Bà Trần Thị Én dự hội nghị.")
    own = facts.evidence("UBND tỉnh")
    things = tuple(Entity(f"doc/x/{x}", "Document", x.upper(), evidence=own) for x in "ab")
    link = Link(Ref("doc/x/a"), "implements", Ref("doc/x/b"), said)
    whole = facts.article()
    part = type(whole)(whole.document, whole.length, things, (), (link,))
    drawn = network(facts.write_graph(tmp_path / "graph.nq", part, ontology=ONTOLOGY))
    assert len(drawn.nodes[f"{BASE}doc/x/a"]["quotes"]) == 1
    assert len(drawn.get_edge_data(f"{BASE}doc/x/a", f"{BASE}doc/x/b")["implements"]["quotes"]) == 1


SHOW = """
import sys
from pathlib import Path
from kg.network import network
drawn = network(Path(sys.argv[1]), limit=5)
print(list(drawn.nodes(data=True)), list(drawn.edges(keys=True, data=True)), drawn.graph)
"""


def test_the_same_under_any_hash_seed(tmp_path: Path) -> None:
    path = facts.write_graph(tmp_path / "graph.nq", facts.article(), ontology=ONTOLOGY)
    said = {
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", SHOW, str(path)],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(said) == 1
