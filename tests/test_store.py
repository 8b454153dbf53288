from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import rdf
from kg.model import ArticleFacts, Document, Entity, Evidence, KgError, Ref, Statement
from kg.paths import ONTOLOGY
from kg.store import Store
from kg.vocabulary import PREFIXES

PAYLOADS = ['x" } UNION {?s ?p ?o} #', "x\\u0022", "> ?p ?o . <", "'; DROP ALL", "?name", "Chẩu" * 2000]


def test_all_graphs_together_are_asked_and_each_triple_counts_once(bulletin_store: Store) -> None:
    rows = bulletin_store.select("SELECT ?name { id:agency/phu-tho/so-tttt skos:prefLabel ?name }".replace("/", "\\/"))
    assert [row["name"] for row in rows] == ["Sở Thông tin và Truyền thông tỉnh Phú Thọ"]
    everywhere = bulletin_store.select("SELECT ?s ?p ?o { ?s ?p ?o }")
    assert len(everywhere) == len(set(everywhere.terms))


def test_one_graph_can_be_asked(bulletin_store: Store) -> None:
    rows = bulletin_store.select(
        "SELECT ?source { GRAPH ?graph { ?a a vg:Article ; dcterms:source ?source } } ORDER BY ?source"
    )
    assert [row["source"] for row in rows] == ["an-giang.txt", "phu-tho.txt", "tuyen-quang.txt"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_binding_is_a_value_whatever_it_looks_like(bulletin_store: Store, payload: str) -> None:
    assert (
        len(bulletin_store.select("SELECT ?who ?name { ?who skos:prefLabel|skos:altLabel ?name }", name=payload)) == 0
    )


def test_bindings_take_python_values(bulletin_store: Store) -> None:
    rows = bulletin_store.select(
        "SELECT ?event ?day { ?event a vg:Event ; schema:startDate ?day }", day=date(2021, 9, 27)
    )
    assert [row["event"] for row in rows] == ["https://w3id.org/vngov/id/event/tuyen-quang/2021-09-27-lam-viec"]
    person = ox.NamedNode("https://w3id.org/vngov/id/person/phu-tho/trinh-hung-son")
    assert len(bulletin_store.select("SELECT ?who ?role { ?t org:member ?who ; org:role ?role }", who=person)) == 4


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("SELECT * { ?s ?p }", "does not parse: .*at 1:"),
        ("ASK { ?s ?p ?o }", "no SELECT"),
    ],
)
def test_a_query_that_cannot_be_answered_says_why(bulletin_store: Store, sparql: str, message: str) -> None:
    with pytest.raises(KgError, match=message):
        bulletin_store.select(sparql)


def test_what_is_bound_must_be_selected(bulletin_store: Store) -> None:
    with pytest.raises(KgError, match=r"cannot be run: .*projection"):
        bulletin_store.select("SELECT ?x { ?y ?p ?x }", y="anything")


def test_an_unbound_variable_is_none(bulletin_store: Store) -> None:
    (row,) = bulletin_store.select("SELECT ?a ?b { BIND(1 AS ?a) }")
    assert row == {"a": "1", "b": None}


@pytest.mark.parametrize("part", [0.0, 0.1, 0.33, 0.5, 0.77, 0.999])
def test_a_cut_graph_is_called_damaged(bulletin_graph: Path, tmp_path: Path, part: float) -> None:
    whole = bulletin_graph.read_bytes()
    cut = int(len(whole) * part)
    for name, end in (("anywhere.nq", cut), ("between.nq", whole.rfind(b"\n", 0, cut) + 1)):
        (tmp_path / name).write_bytes(whole[:end])
        with pytest.raises(KgError, match=f"{name}: damaged .*rebuild it"):
            Store.load(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [("none.nq", None, "no such graph"), ("graph.xml", "<a/>", "not a graph"), ("bad.nq", "\x00\x01", "damaged")],
)
def test_what_is_no_graph_is_refused(tmp_path: Path, name: str, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(KgError, match=message):
        Store.load(tmp_path / name)


def derived(store: Store) -> set[tuple[str, ...]]:
    rows = store.select("SELECT ?s ?p ?o { GRAPH graph:derived { ?s ?p ?o } }")
    return {tuple(str(term) for term in row) for row in rows.terms}


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        # the directive names the initiative
        ("id/person/tuyen-quang/nguyen-van-son", "ns#directs", "id/initiative/tuyen-quang/chuyen-doi-so"),
        # the directive orders the document that governs the initiative
        ("id/person/tuyen-quang/chau-van-lam", "ns#directs", "id/initiative/tuyen-quang/chuyen-doi-so"),
        ("id/place/phu-tho", "ns#succeededBy", "id/place/phu-tho-2025"),
    ],
)
def test_rules_derive(bulletin_store: Store, subject: str, predicate: str, value: str) -> None:
    base = "<https://w3id.org/vngov/"
    assert tuple(f"{base}{end}>" for end in (subject, predicate, value)) in derived(bulletin_store)


def test_a_numbered_namesake_is_different_from_the_first(tmp_path: Path) -> None:
    graph = tmp_path / "graph.nq"
    line = "<{0}{1}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/vngov/ns#Person> <{0}g> .\n"
    base = "https://w3id.org/vngov/id/person/phu-tho/"
    graph.write_text("".join(line.format(base, name) for name in ("le-an", "le-an-2", "le-binh")), encoding="utf-8")
    lines = Store.load(graph).derive(ONTOLOGY / "derive")
    pairs = {tuple(line.split()[:3:2]) for line in lines if "differentFrom" in line}
    assert pairs == {(f"<{base}le-an>", f"<{base}le-an-2>"), (f"<{base}le-an-2>", f"<{base}le-an>")}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("ASK { id:person\\/phu-tho\\/trinh-hung-son org:headOf id:agency\\/phu-tho\\/so-tttt }", True),
        ("ASK { id:person\\/phu-tho\\/le-quang-thang org:headOf id:agency\\/phu-tho\\/so-tttt }", False),
        ("ASK { id:person\\/phu-tho\\/le-quang-thang org:memberOf id:agency\\/phu-tho\\/so-tttt }", True),
        ("ASK { id:post\\/phu-tho\\/so-tttt\\/giam-doc org:heldBy id:person\\/phu-tho\\/trinh-hung-son }", True),
        ("ASK { ?s vg:content ?c ; dcterms:date '2021-01-11'^^xsd:date . FILTER(CONTAINS(?c, 'bầu cử')) }", True),
        ("ASK { ?s vg:content ?c ; dcterms:date '2023-10-03'^^xsd:date . FILTER(CONTAINS(?c, 'ra mắt')) }", True),
        ("ASK { id:doc\\/tuyen-quang\\/nq-33 a vg:Document }", True),
        ("ASK { GRAPH graph:derived { ?s vg:content ?o } }", False),
        (
            "ASK { GRAPH graph:derived {"
            " id:doc\\/phu-tho\\/nq-btv-chinh-quyen-so dcterms:subject vgc:th-chinh-quyen-dien-tu } }",
            True,
        ),
    ],
)
def test_what_is_derived_can_be_asked(bulletin_store: Store, question: str, expected: bool) -> None:
    assert bool(bulletin_store.query(question)) is expected


@pytest.mark.parametrize(
    ("confidence", "is_rejected", "count"), [(0.9, False, 1), (0.7, False, 1), (0.65, False, 0), (0.9, True, 0)]
)
def test_only_good_evidence_makes_somebody_direct(
    tmp_path: Path, confidence: float, is_rejected: bool, count: int
) -> None:
    evidence = (Evidence(0, 4, "giao", "test", confidence),)
    who, what = Ref("person/x/an"), Ref("initiative/x/so-hoa")
    entities = (Entity(who.path, "Person", "An"), Entity(what.path, "Initiative", "Số hóa"))
    directive = Statement("a/dir-1", "Directive", (("director", who), ("concerns", what)), evidence)
    facts = ArticleFacts(Document("a.txt", "giao", "ab" * 32, ()), 4, entities, (directive,))
    lines = rdf.article_quads(facts, run="kg-test 1")
    if is_rejected:
        (node,) = {line.split()[0] for line in lines if "ns#supports>" in line}
        status = f"<{PREFIXES['adms']}status> <{PREFIXES['vgc']}st-rejected> <{PREFIXES['graph']}curation>"
        lines.append(f"{node} {status} .\n")
    (tmp_path / "graph.nq").write_text("".join(lines), encoding="utf-8")
    derived = Store.load(tmp_path / "graph.nq").derive(ONTOLOGY / "derive")
    assert sum("ns#directs>" in line for line in derived) == count


def test_deriving_again_gives_the_same(bulletin_graph: Path) -> None:
    lines = Store.load(bulletin_graph).derive(ONTOLOGY / "derive")
    held = {
        line
        for line in bulletin_graph.read_text(encoding="utf-8").splitlines(keepends=True)
        if "graph/derived>" in line
    }
    assert lines == sorted(held)


@pytest.mark.parametrize(
    ("rule", "message"), [("CONSTRUCT {", "does not parse"), ("ASK { ?s ?p ?o }", "must be a CONSTRUCT")]
)
def test_a_wrong_rule_is_named(bulletin_graph: Path, tmp_path: Path, rule: str, message: str) -> None:
    (tmp_path / "01-wrong.rq").write_text(rule)
    with pytest.raises(KgError, match=rf"01-wrong\.rq: .*{message}"):
        Store.load(bulletin_graph).derive(tmp_path)
