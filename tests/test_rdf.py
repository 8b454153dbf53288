from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from fixtures import bulletins
from kg import nquads, rdf, vocabulary
from kg.model import ArticleFacts, Concept, Document, Edtf, Entity, Evidence, KgError, Link, Ref, Statement, Text, Value
from kg.paths import ONTOLOGY

WORDS = vocabulary.load()
SHA = "ab" * 32
ARTICLE = f"<https://w3id.org/vngov/id/article/{SHA[:16]}>"
SAYS = (Evidence(0, 4, "Bí t", "test", 0.9),)


def article(
    *entities: Entity, statements: tuple[Statement, ...] = (), links: tuple[Link, ...] = (), **about: object
) -> list[str]:
    doc = replace(Document("a.txt", "", SHA, ()), **about)
    return rdf.article_quads(ArticleFacts(doc, 100, entities, statements, links), run="kg-test 1")


def parsed(lines: list[str]) -> list[ox.Quad]:
    return list(ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_QUADS))


def person(label: str = "Lê Văn Tám", path: str = "person/ha-nam/le-van-tam", **fields: object) -> Entity:
    return replace(Entity(path, "Person", label, evidence=SAYS), **fields)


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("member", Ref("person/ha-nam/le-van-tam"), "<https://w3id.org/vngov/id/person/ha-nam/le-van-tam>"),
        ("role", Concept("role-bi-thu"), "<https://w3id.org/vngov/concept/role-bi-thu>"),
        ("number", "33-NQ/TU", '"33-NQ/TU"'),
        ("number", Text("33-NQ/TU"), '"33-NQ/TU"'),
        ("content", Text('nói "phải"\nlàm'), '"nói \\"phải\\"\\nlàm"@vi'),
        ("content", "phải làm", '"phải làm"@vi'),
        ("edtf", Edtf("2021?-01-11"), '"2021?-01-11"^^<http://id.loc.gov/datatypes/edtf/EDTF>'),
        ("attestedOn", date(2021, 1, 11), '"2021-01-11"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("targetYear", 2025, '"2025"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("achieved", 28, '"28"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("achieved", Decimal("1E+3"), '"1000"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    ],
)
def test_a_value_is_written_as_its_property_wants_it(name: str, value: Value, written: str) -> None:
    assert nquads.value(WORDS.property(name), value) == written


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("parent", "http://www.w3.org/ns/org#subOrganizationOf"),
        ("type", "http://purl.org/dc/terms/type"),
        ("status", "http://www.w3.org/ns/adms#status"),
        ("attendee", "https://schema.org/attendee"),
        ("comment", "http://www.w3.org/2000/01/rdf-schema#comment"),
        ("differentFrom", "http://www.w3.org/2002/07/owl#differentFrom"),
        ("chair", "https://w3id.org/vngov/ns#chair"),
    ],
)
def test_the_names_of_the_extraction_are_known(name: str, address: str) -> None:
    assert WORDS.property(name).iri == address


@pytest.mark.parametrize(
    "path",
    [
        "",
        "person/Lê",
        "a b",
        "a/../b",
        "./a",
        "a//b",
        "a/",
        "/a",
        "x> <http://evil",
        'x"',
        "x\n",
        "javascript:alert(1)",
    ],
)
def test_a_path_that_is_no_address_is_refused(path: str) -> None:
    with pytest.raises(KgError, match="cannot be an address"):
        article(person(path=path))


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (person(kind="Human"), "no class is called 'Human'"),
        (person(properties=(("boss", Ref("person/x/y")),)), "no property is called 'boss'"),
        (person(properties=(("jurisdiction", "Hà Nam"),)), "takes a node"),
        (person(properties=(("number", Ref("doc/x/y")),)), "takes a literal"),
        (person(properties=(("jurisdiction", Concept("a/b")),)), "cannot name a concept"),
        (person(label=" \u200b "), "has no label"),
        (person(evidence=(Evidence(90, 101, "x" * 11, "late", 0.9),)), r"a.txt: evidence \[90,101\)"),
        (person(evidence=(Evidence(0, 4, "Bí", "short", 0.9),)), "not its quote's span"),
        (person(evidence=(Evidence(4, 4, "", "empty", 0.9),)), "not its quote's span"),
        (person(evidence=(Evidence(0, 4, "Bí t", "sure", 1.2),)), "not between 0 and 1"),
    ],
)
def test_what_the_ontology_does_not_know_is_refused(broken: Entity, message: str) -> None:
    with pytest.raises(KgError, match=message):
        article(broken)


@pytest.mark.parametrize(
    "text", ['"', "\\", 'a"@en . <x> <y> <z', "\n\r\t", "\x00\x01\x1f\x7f", "\u2028", "{{7*7}}", "</script>"]
)
def test_a_quote_comes_back_as_it_was(text: str) -> None:
    quads = parsed(article(person(evidence=(Evidence(0, len(text), text, "test", 0.9),))))
    assert text in {quad.object.value for quad in quads if quad.predicate.value.endswith("#anchorOf")}
    assert {quad.graph_name.value for quad in quads} == {f"https://w3id.org/vngov/graph/article-{SHA[:16]}"}


@given(st.text(min_size=1, max_size=50))
def test_any_text_makes_lines_that_parse(text: str) -> None:
    lines = article(person(evidence=(Evidence(0, len(text), text, text, 0.9),), names=(text,)), url=text, author=text)
    assert all(line.endswith(" .\n") and line.count("\n") == 1 for line in lines)
    assert len(parsed(lines)) == len(lines)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Lê  Văn\xa0Tám", "Lê Văn Tám"),
        ("Nguyễn Đ\u200bức Bình", "Nguyễn Đức Bình"),
        ("\u202eLê\nVăn \x07Tám ", "Lê Văn Tám"),
    ],
)
def test_a_label_is_one_line_of_what_can_be_seen(text: str, label: str) -> None:
    assert f'<http://www.w3.org/2004/02/skos/core#prefLabel> "{label}"@vi' in "".join(article(person(text)))


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://example.org/a?b=1", '"https://example.org/a?b=1"^^<http://www.w3.org/2001/XMLSchema#anyURI>'),
        ("javascript:alert(1)", '"javascript:alert(1)" '),
        ("https://example.org/a b", '"https://example.org/a b" '),
    ],
)
def test_only_web_addresses_are_links(url: str, written: str) -> None:
    assert f"<https://schema.org/url> {written}" in "".join(article(url=url))


def test_every_graph_carries_what_users_lean_on() -> None:
    lines = "".join(article(person(), published=date(2021, 1, 12), flaws=("no-diacritics",)))
    for part in (
        f"{ARTICLE} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/vngov/ns#Article>",
        f'{ARTICLE} <http://purl.org/dc/terms/source> "a.txt"',
        f'{ARTICLE} <https://schema.org/sha256> "{SHA}"',
        f'{ARTICLE} <https://schema.org/datePublished> "2021-01-12"^^<http://www.w3.org/2001/XMLSchema#date>',
        f"{ARTICLE} <https://schema.org/mentions> <https://w3id.org/vngov/id/person/ha-nam/le-van-tam>",
        f'{ARTICLE} <https://w3id.org/vngov/ns#flaw> "no-diacritics"',
        f'{ARTICLE[:-1]}#char=0,4> <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf> "Bí t"@vi',
        f"a/ev-{SHA[:16]}-001> <https://w3id.org/vngov/ns#inSpan> {ARTICLE[:-1]}#char=0,4>",
        'softwareVersion> "kg-test 1"',
    ):
        assert part in lines


def test_what_is_only_implied_is_no_mention() -> None:
    parent = Entity("agency/ha-nam/ubnd", "StateBody", "Ủy ban nhân dân tỉnh Hà Nam")
    lines = [line for line in article(person(), parent) if "agency/ha-nam/ubnd" in line]
    assert {line.rsplit(" ", 2)[1] for line in lines} == {"<https://w3id.org/vngov/graph/context>"}
    assert not any("schema.org/mentions" in line for line in lines)


def test_evidence_for_a_link_supports_exactly_one_triple() -> None:
    link = Link(Ref("doc/x/kh-1"), "implements", Ref("doc/x/nq-2"), SAYS)
    quads = {(quad.predicate.value.rsplit("#")[-1], quad.object.value) for quad in parsed(article(links=(link,)))}
    base = "https://w3id.org/vngov/"
    assert quads >= {
        ("implements", f"{base}id/doc/x/nq-2"),
        ("supports", f"{base}id/doc/x/kh-1"),
        ("subject", f"{base}id/doc/x/kh-1"),
        ("predicate", f"{base}ns#implements"),
        ("object", f"{base}id/doc/x/nq-2"),
    }


def test_lines_do_not_depend_on_the_order_of_what_was_found() -> None:
    facts = bulletins.facts()[1]
    turned = replace(facts, entities=facts.entities[::-1], statements=facts.statements[::-1], links=facts.links[::-1])
    lines = rdf.article_quads(facts, run="kg-test 1")
    assert rdf.article_quads(turned, run="kg-test 1") == lines
    assert lines == sorted(set(lines))


def test_lines_do_not_depend_on_the_seed_of_hashes() -> None:
    code = (
        "import hashlib; from fixtures import bulletins; from kg import rdf; from kg.paths import ONTOLOGY;"
        "lines = [l for f in bulletins.facts() for l in rdf.article_quads(f, run='x')] + rdf.reference_quads(ONTOLOGY);"
        "print(hashlib.sha256(''.join(lines).encode()).hexdigest())"
    )
    here = Path(__file__).parent
    found = set()
    for seed in ("0", "1"):
        env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": f"{here}{os.pathsep}{here.parent}"}
        found.add(subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout)
    assert len(found) == 1


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_both_parsers_read_the_same() -> None:
    lines = "".join(rdf.article_quads(bulletins.facts()[0], run="kg-test 1"))
    other = rdflib.Dataset()
    other.parse(data=lines, format="nquads")
    assert len(list(other.quads())) == len(lines.splitlines())


def test_things_and_terms_lie_in_graphs_of_their_own() -> None:
    graphs = {
        quad.subject.value: quad.graph_name.value.rsplit("/")[-1] for quad in parsed(rdf.reference_quads(ONTOLOGY))
    }
    assert graphs["https://w3id.org/vngov/id/place/vn"] == "reference"
    assert graphs["https://w3id.org/vngov/ns#chair"] == "ontology"
    assert graphs["https://w3id.org/vngov/concept/role-bi-thu"] == "ontology"
    assert not any("shapes" in subject for subject in graphs)


def test_decisions_of_people_lie_apart(tmp_path: Path) -> None:
    (tmp_path / "decisions.ttl").write_text(
        "<https://w3id.org/vngov/id/person/a/b> <http://www.w3.org/2002/07/owl#differentFrom> "
        "<https://w3id.org/vngov/id/person/c/d> ."
    )
    assert [line.split()[3] for line in rdf.reference_quads(tmp_path)] == ["<https://w3id.org/vngov/graph/curation>"]


@pytest.mark.parametrize(
    ("turtle", "message"), [("<a> <b", "not valid Turtle"), ("<http://a/b> <http://a/c> [] .", "has no name")]
)
def test_a_damaged_file_of_the_ontology_is_named(tmp_path: Path, turtle: str, message: str) -> None:
    (tmp_path / "extra.ttl").write_text(turtle)
    with pytest.raises(KgError, match=rf"extra\.ttl: .*{message}"):
        rdf.reference_quads(tmp_path)
