from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import write
from kg.check import Violation, check
from kg.model import KgError
from kg.paths import ONTOLOGY
from kg.vocabulary import PREFIXES

SHAPES = (ONTOLOGY / "shapes.ttl").read_text(encoding="utf-8")
GRAPH = "<https://w3id.org/vngov/graph/test>"

# What is wrong, as triples added to a graph that conforms, and what must be said about it. "-" takes a line away.
BROKEN = [
    ("id:person/Lê a vg:Person ; skos:prefLabel 'Lê'@vi", "S01-Label", "address must be ASCII"),
    ("id:person/x/an a vg:Person ; skos:altLabel 'An'@vi", "S01-Label", "no Vietnamese name"),
    ("id:person/phu-tho/trinh-hung-son skos:prefLabel 'Sơn'@vi", "S01-Label", "two Vietnamese names"),
    ("id:tenure/x/an a vg:Tenure", "S02-Tenure", "org:member: Less than 1 values"),
    (
        "id:tenure/phu-tho/trinh-hung-son.giam-doc.so-tttt org:organization id:agency/phu-tho/tinh-uy",
        "S02-Tenure",
        "org:organization: More than 1 values",
    ),
    (
        "id:tenure/tuyen-quang/nguyen-van-son.chu-tich.ubnd org:role vgc:role-bi-thu",
        "S02-Tenure",
        "in Party bodies only, not in id:agency/tuyen-quang/ubnd",
    ),
    ("id:agency/phu-tho/tinh-uy a vg:StateBody", "S03-Agency", "both a Party and a State body"),
    (
        "id:agency/phu-tho/tinh-uy org:subOrganizationOf id:agency/phu-tho/ban-thuong-vu-tinh-uy",
        "S03-Agency",
        "stands above itself",
    ),
    ("id:agency/phu-tho/tinh-uy org:subOrganizationOf id:agency/x/unknown", "S03-Agency", "does not have class"),
    ("id:doc/tuyen-quang/nq-33 vg:number '34'", "S04-Document", "has the numbers 33 and 34"),
    ("id:doc/tuyen-quang/nq-33 vg:number 'ba mươi ba'", "S04-Document", "is no number"),
    ("id:doc/tuyen-quang/nq-33 vg:termOfOffice '2020/2020'^^edtf:EDTF", "S04-Document", "run forward"),
    ("id:doc/tuyen-quang/nq-33 vg:targetYear 20250", "S04-Document", "vg:targetYear"),
    (
        "id:doc/phu-tho/nq-btv-chinh-quyen-so dcterms:issued '2021-02-01'^^xsd:date",
        "S04-Document",
        "was issued on 2021-02-01, yet",
    ),
    ("id:doc/tuyen-quang/nq-33 vg:implements id:doc/tuyen-quang/nq-33", "S04-Document", "implements itself"),
    ("id:doc/phu-tho/cthd-so-tttt a vg:Resolution", "S05-Resolution", "is a vg:Resolution of the type"),
    (
        "id:event/tuyen-quang/2021-09-27-lam-viec vg:edtf '27-9-2021'^^edtf:EDTF",
        "S07-Event",
        "is no EDTF date",
    ),
    (
        "id:event/tuyen-quang/2021-09-27-lam-viec schema:startDate '2021-09-28'^^xsd:date",
        "S07-Event",
        "schema:startDate: More than 1 values",
    ),
    ("id:a/said-x vg:content 'nói khác'@vi", "S08-SpeechAct", "content is not verbatim"),
    ("id:a/said-x vg:director id:person/phu-tho/le-quang-thang", "S08-SpeechAct", "someone else's"),
    ("id:a/said-x vg:verb vgc:v-bao-cao", "S09-Directive", "vgc:v-bao-cao directs nothing"),
    ("id:a/figure-x vg:total 0.0", "S10-Indicator", "vg:total"),
    (
        "id:reorg/x vg:predecessor id:agency/phu-tho/tinh-uy ; vg:successor id:agency/phu-tho/tinh-uy",
        "S11-Reorganisation",
        "succeeds itself",
    ),
    ("id:reorg/y a vg:Reorganisation", "S11-Reorganisation", "has no successor"),
    ("id:article/x a vg:Article ; schema:sha256 'abc'", "S12-Article", "schema:sha256"),
    ("id:a/ev-x vg:confidence 1.5", "S14-Evidence", "1.5 is not a decimal between 0 and 1"),
    ("id:a/ev-x vg:supports id:person/phu-tho/le-quang-thang", "S14-Evidence", "supports two nodes"),
    ("id:a/ev-x rdf:predicate vg:issuedBy", "S14-Evidence", "only a part of a triple"),
    ("id:event/x/le a vg:Event ; skos:prefLabel 'Lễ'@vi", "S15-HasEvidence", "without evidence"),
    ("id:place/phu-tho schema:mentions id:place/phu-tho", "S15-Mentioned", "mentioned without evidence"),
    ("id:person/phu-tho/le-quang-thang vg:directs id:initiative/an-giang/ioc", "S20-Directs", "no directive says so"),
    ("id:place/phu-tho dcterms:isPartOf id:place/phu-tho", "S21-Place", "lies in itself"),
]


@pytest.fixture(scope="module")
def lines(bulletin_graph: Path) -> set[str]:
    """The graph without places that no article needs: it is checked many times."""
    everything = bulletin_graph.read_text(encoding="utf-8").splitlines(keepends=True)
    return {
        line
        for line in everything
        if not re.match(r"<\S+/id/(reorg/|place/(?!phu-tho|tuyen-quang|an-giang|vn>))", line)
    }


@pytest.fixture(scope="module")
def told(lines: set[str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Violation, ...]:
    """What is said about a graph in which everything of BROKEN is wrong at once."""
    wrong = {quad for turtle, _, _ in BROKEN for quad in quads(turtle, lines)}
    return check(write(tmp_path_factory.mktemp("broken") / "graph.nq", lines | wrong), ONTOLOGY)


def quads(turtle: str, lines: set[str]) -> set[str]:
    """The N-Quads of "s p o ; p o" with prefixed names; "a/said-x" and the like stand for the first such node."""
    for stem in ("a/said-", "a/figure-", "a/ev-"):
        if f"id:{stem}x" in turtle:
            wanted = "ns#director>" if stem == "a/said-" else "<"
            nodes = {line.split()[0] for line in lines if f"/id/{stem}" in line.split()[0] and wanted in line}
            turtle = turtle.replace(f"id:{stem}x", min(nodes))
    names = re.sub(r"(?<![<\w])(\w+):([\w/.-]+)", lambda m: f"<{PREFIXES[m[1]]}{m[2]}>", turtle)
    subject, *rest = re.split(r" (?=<|a )| ; ", names, maxsplit=1)
    pairs = re.split(r" ; ", rest[0])
    return {f"{subject} {_predicate(pair)} {GRAPH} .\n" for pair in pairs}


def _predicate(pair: str) -> str:
    predicate, value = pair.split(" ", 1)
    number = re.fullmatch(r"\d+(\.\d+)?", value)
    if number:
        value = f"'{value}'^^<{PREFIXES['xsd']}{'decimal' if number[1] else 'integer'}>"
    return f"{predicate if predicate != 'a' else '<' + PREFIXES['rdf'] + 'type>'} {value.replace(chr(39), chr(34))}"


def test_what_a_build_makes_conforms(bulletin_graph: Path) -> None:
    assert check(bulletin_graph, ONTOLOGY) == ()


@pytest.mark.parametrize(("turtle", "shape", "message"), BROKEN, ids=[f"{s}-{m[:30]}" for _, s, m in BROKEN])
def test_what_is_wrong_is_told(told: tuple[Violation, ...], turtle: str, shape: str, message: str) -> None:
    node = turtle.split()[0].removesuffix("-x")
    found = [str(violation) for violation in told if violation.shape == shape and violation.node.startswith(node)]
    assert any(message in line for line in found), found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#char=", "#char=1", "its address is not that of the article"),
        ('core#endIndex> "', 'core#endIndex> "1', "its quote has another length"),
        ('"Trịnh Hùng Sơn"@vi', '"Trịnh Hùng Sơn!"@vi', "its quote has another length"),
        ("core#endIndex> ", "core#end> ", "lacks one of beginIndex"),
        ("ns#inSpan>", "ns#span>", "lacks one of what it supports"),
        ("ns#implements> <", "ns#follows> <", "supports a triple that the graph does not hold"),
    ],
)
def test_evidence_must_agree_with_itself(lines: set[str], tmp_path: Path, old: str, new: str, message: str) -> None:
    changed = {
        line.replace(old, new, 1) if old in line.split("> <https://w3id.org/vngov/graph")[0] else line for line in lines
    }
    assert changed != lines
    told = [str(violation) for violation in check(write(tmp_path / "graph.nq", changed), ONTOLOGY)]
    assert any(message in line for line in told), told


def test_a_violation_names_the_node_and_the_article(lines: set[str], tmp_path: Path) -> None:
    graph = write(tmp_path / "graph.nq", lines | quads("id:agency/phu-tho/tinh-uy a vg:StateBody", lines))
    assert [str(violation) for violation in check(graph, ONTOLOGY)] == [
        "Violation S03-Agency: Tỉnh ủy Phú Thọ (id:agency/phu-tho/tinh-uy): is both a Party and a State body"
        " in phu-tho.txt"
    ]


def test_warnings_are_told_on_request(lines: set[str], tmp_path: Path) -> None:
    graph = write(
        tmp_path / "graph.nq", lines | quads("id:initiative/x/so a vg:Initiative ; skos:prefLabel 'Số'@vi", lines)
    )
    assert check(graph, ONTOLOGY) == ()
    thorough = check(graph, ONTOLOGY, is_thorough=True)
    assert {(v.severity, v.node, v.message) for v in thorough if v.node == "id:initiative/x/so"} == {
        ("Warning", "id:initiative/x/so", "dcterms:subject: has no theme"),
        ("Warning", "id:initiative/x/so", "vg:jurisdiction: its place is not known"),
    }


def test_every_sparql_constraint_binds_this_by_a_pattern() -> None:
    for select in re.findall(r'sh:select\s+"""(.*?)"""|sh:select\s+"([^"]*)"', SHAPES, re.S):
        where = "".join(select).split("WHERE", 1)[1]
        outside = re.sub(r"MINUS \{.*?\}|FILTER\(.*?\)", "", where)
        assert re.search(r"\$this (a|\S+:\S+)|\S+:\S+ \$this", outside), where


def test_damaged_shapes_are_named(bulletin_graph: Path, tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text("<a> <b")
    with pytest.raises(KgError, match=r"shapes\.ttl: not valid Turtle"):
        check(bulletin_graph, tmp_path)
