from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

import serving
from kg.serve import media
from kg.vocabulary import GRAPH

ASK = "ASK { ?s ?p ?o }"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
OK, REFUSED = 200, range(400, 500)
SD = "http://www.w3.org/ns/sparql-service-description#"


@pytest.fixture(scope="module")
def client(bulletin_graph: Path) -> Iterator[TestClient]:
    with serving.client(bulletin_graph) as made:
        yield made


@pytest.fixture(scope="module")
def graphs(client: TestClient) -> list[str]:
    rows = select(client, "SELECT DISTINCT ?g { GRAPH ?g { ?a a vg:Article } } ORDER BY ?g")
    return [row["g"]["value"] for row in rows]


def select(client: TestClient, sparql: str, **parameters: str) -> list[dict[str, dict[str, str]]]:
    response = client.get("/sparql", params={"query": sparql, **parameters})
    assert response.status_code == OK, response.text
    found: list[dict[str, dict[str, str]]] = response.json()["results"]["bindings"]
    return found


def post(client: TestClient, body: str | bytes, kind: str | None, address: str = "/sparql") -> int:
    content = body.encode() if isinstance(body, str) else body
    return int(client.post(address, content=content, headers={"Content-Type": kind} if kind else {}).status_code)


def form(**fields: str | list[str]) -> str:
    return urlencode(fields, doseq=True)


# The query tests of the W3C's protocol suite, told again after the specification (SPARQL 1.1 Protocol, section 2.1)


def test_a_query_by_get_by_form_and_as_the_body(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True
    assert client.post("/sparql", data={"query": ASK}).json()["boolean"] is True
    direct = client.post("/sparql", content=ASK, headers={"Content-Type": DIRECT})
    assert direct.json()["boolean"] is True


@pytest.mark.parametrize(
    ("sparql", "kinds"),
    [
        ("SELECT (1 AS ?x) {}", {media.ROWS_JSON, media.ROWS_XML, media.CSV, media.TSV}),
        ("ASK {}", {media.ROWS_JSON, media.ROWS_XML}),
        ("DESCRIBE <https://w3id.org/vngov/id/place/vn>", {media.TURTLE, media.JSON_LD}),
        ("CONSTRUCT { <urn:s> <urn:p> 1 } WHERE {}", {media.TURTLE, media.JSON_LD}),
    ],
)
def test_each_form_of_query_has_its_types(client: TestClient, sparql: str, kinds: set[str]) -> None:
    for kind in kinds:
        response = client.get("/sparql", params={"query": sparql}, headers={"Accept": kind})
        assert (response.status_code, response.headers["content-type"].split(";")[0]) == (OK, kind)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_request_names_the_dataset(client: TestClient, graphs: list[str], method: str) -> None:
    def holds(sparql: str, **names: str | list[str]) -> bool:
        text = form(query=sparql, **names)
        if method == "GET":
            return bool(client.get(f"/sparql?{text}").json()["boolean"])
        return bool(client.post("/sparql", content=text, headers={"Content-Type": FORM}).json()["boolean"])

    one, two, three = graphs
    articles = "ASK { SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a vg:Article } HAVING (COUNT(DISTINCT ?a) = %d) }"
    named = (
        "ASK { SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?a a vg:Article } } HAVING (COUNT(DISTINCT ?g) = %d) }"
    )
    assert holds(articles % 1, **{"default-graph-uri": one})
    assert holds(articles % 2, **{"default-graph-uri": [one, two]})
    assert holds(named % 0, **{"default-graph-uri": one})
    assert holds(named % 2, **{"named-graph-uri": [one, two]})
    assert holds("ASK { FILTER NOT EXISTS { ?s ?p ?o } }", **{"named-graph-uri": one})
    both = {"default-graph-uri": [one], "named-graph-uri": [two, three]}
    assert holds(articles % 1, **both)
    assert holds(named % 2, **both)


def test_the_request_s_dataset_counts_more_than_the_query_s(client: TestClient, graphs: list[str]) -> None:
    one, two, _ = graphs
    sparql = f"SELECT ?a FROM <{two}> {{ ?a a vg:Article }}"
    (row,) = select(client, sparql, **{"default-graph-uri": one})
    assert row["a"]["value"].rsplit("/", 1)[1] in one
    (row,) = select(client, sparql)
    assert row["a"]["value"].rsplit("/", 1)[1] in two


def test_a_dataset_in_the_address_of_a_direct_query(client: TestClient, graphs: list[str]) -> None:
    address = f"/sparql?default-graph-uri={quote(graphs[0], safe='')}"
    response = client.post(address, content="SELECT ?a { ?a a vg:Article }", headers={"Content-Type": DIRECT})
    assert len(response.json()["results"]["bindings"]) == 1


@pytest.mark.parametrize(
    ("status", "send"),
    [
        (
            405,
            lambda client: client.put("/sparql", content=form(query=ASK), headers={"Content-Type": FORM}).status_code,
        ),
        (400, lambda client: client.get("/sparql?" + form(query=[ASK, "SELECT (1 AS ?x) {}"])).status_code),
        (400, lambda client: post(client, form(query=[ASK, ASK]), FORM)),
        (415, lambda client: post(client, form(query=ASK), "text/plain")),
        (415, lambda client: post(client, form(query=ASK), None)),
        (415, lambda client: post(client, ASK, None)),
        (415, lambda client: post(client, ASK.encode("utf-16"), f"{DIRECT}; charset=UTF-16")),
        (400, lambda client: post(client, ASK.encode("utf-16"), DIRECT)),
        (400, lambda client: client.get("/sparql", params={"query": "SELECT * {"}).status_code),
        (400, lambda client: post(client, form(other="x"), FORM)),
        (400, lambda client: post(client, ASK, DIRECT, f"/sparql?{form(query=ASK)}")),
        (400, lambda client: client.get("/sparql?query=%FF").status_code),
    ],
)
def test_what_the_protocol_does_not_allow(client: TestClient, status: int, send: object) -> None:
    assert callable(send)
    assert send(client) == status


# Its update tests: whatever is well formed there is refused here


UPDATE = "INSERT DATA { <urn:s> <urn:p> <urn:o> }"
UPDATES: list[tuple[str, str | bytes, str | None]] = [
    ("/sparql", form(update=UPDATE), FORM),
    ("/sparql", UPDATE, "application/sparql-update"),
    ("/sparql", form(update=UPDATE, **{"using-graph-uri": "urn:g"}), FORM),
    ("/sparql", form(update=UPDATE, **{"using-graph-uri": ["urn:g", "urn:h"]}), FORM),
    ("/sparql", form(update=UPDATE, **{"using-named-graph-uri": ["urn:g", "urn:h"]}), FORM),
    (
        f"/sparql?{form(**{'using-graph-uri': 'urn:g', 'using-named-graph-uri': 'urn:h'})}",
        UPDATE,
        "application/sparql-update",
    ),
    ("/sparql", "BASE <http://example.org/> INSERT DATA { <s> <p> <o> }", "application/sparql-update"),
    ("/sparql", form(update=[UPDATE, UPDATE]), FORM),
    ("/sparql", form(update=UPDATE), "text/plain"),
    ("/sparql", form(update=UPDATE), None),
    ("/sparql", form(update=UPDATE).encode("utf-16"), FORM),
    ("/sparql", form(update="INSERT DATA {"), FORM),
    ("/sparql", form(update="WITH <urn:g> DELETE WHERE { ?s ?p ?o }", **{"using-graph-uri": "urn:g"}), FORM),
]


@pytest.mark.parametrize(("address", "body", "kind"), UPDATES)
def test_updates_are_refused(client: TestClient, address: str, body: str | bytes, kind: str | None) -> None:
    assert post(client, body, kind, address) in REFUSED
    assert client.get("/sparql", params={"query": "ASK { <urn:s> ?p ?o }"}).json()["boolean"] is False


def test_an_update_by_get_says_what_is_allowed(client: TestClient) -> None:
    response = client.get("/sparql", params={"update": UPDATE})
    assert response.status_code == 403
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
@pytest.mark.parametrize("path", ["/sparql", "/sparql?default", "/id/place/vn"])
def test_nothing_can_be_written(client: TestClient, method: str, path: str) -> None:
    response = client.request(method, path)
    assert response.status_code == 405
    assert "GET" in response.headers["allow"]


# What a client gets


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", media.ROWS_JSON),
        ("*/*", media.ROWS_JSON),
        ("text/csv", media.CSV),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", media.ROWS_XML),
        ("application/json", media.JSON),
        ("application/*", media.ROWS_JSON),
        ("text/tab-separated-values, */*;q=0.1", media.TSV),
        ("application/sparql-results+json;q=0, */*", media.ROWS_XML),
        ("junk", media.ROWS_JSON),
        ("image/png", None),
    ],
)
def test_the_type_that_the_client_likes_best(client: TestClient, accept: str, kind: str | None) -> None:
    response = client.get("/sparql", params={"query": "SELECT (1 AS ?x) {}"}, headers={"Accept": accept})
    assert response.headers["content-type"].split(";")[0] == (kind or "text/plain")
    assert response.status_code == (OK if kind else 406)
    if kind:
        assert response.headers["vary"] == "Accept"


@pytest.mark.parametrize("short", ["json", "xml", "csv", "tsv"])
def test_the_address_may_name_the_format(client: TestClient, short: str) -> None:
    response = client.get("/sparql", params={"query": "SELECT (1 AS ?x) {}", "format": short}, headers=serving.HTML)
    assert response.headers["content-type"].split(";")[0] == media.SHORT[short]


def test_xml_holds_what_json_holds(client: TestClient) -> None:
    sparql = 'SELECT ?a ?b ?c ?d { VALUES (?a ?b ?c ?d) { ("<&\\u0001"@vi <urn:x> 1 UNDEF) } }'
    root = ET.fromstring(client.get("/sparql", params={"query": sparql, "format": "xml"}).content)
    space = {"r": "http://www.w3.org/2005/sparql-results#"}
    assert [v.get("name") for v in root.findall("r:head/r:variable", space)] == ["a", "b", "c", "d"]
    cells = {b.get("name"): b[0] for b in root.findall("r:results/r:result/r:binding", space)}
    assert set(cells) == {"a", "b", "c"}
    assert (cells["a"].text, cells["b"].text, cells["c"].text) == ("<&\ufffd", "urn:x", "1")
    assert cells["a"].get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"


def test_a_cut_answer_says_so_everywhere(client: TestClient) -> None:
    for kind in (*media.OF_ROWS, media.HTML):
        response = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}, headers={"Accept": kind})
        assert response.headers.get("x-kg-truncated") == ("rows=200" if kind != media.HTML else None)
        assert "cut after 200 rows" in response.text
    for kind in media.OF_TRIPLES:
        sparql = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
        response = client.get("/sparql", params={"query": sparql}, headers={"Accept": kind})
        assert response.headers["x-kg-truncated"] == "rows=200"
        assert "cut after 200 triples" in response.text


def test_a_whole_answer_does_not_say_that_it_is_cut(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 200"})
    assert "x-kg-truncated" not in response.headers
    assert "notice" not in response.json()


@pytest.mark.parametrize("kind", [media.TURTLE, media.N_TRIPLES, media.JSON_LD])
def test_the_endpoint_describes_itself(client: TestClient, kind: str) -> None:
    response = client.get("/sparql", headers={"Accept": kind})
    triples = {quad.triple for quad in ox.parse(response.content, format=ox.RdfFormat.from_media_type(kind))}
    told = {(triple.predicate.value.removeprefix(SD), getattr(triple.object, "value", "")) for triple in triples}
    assert ("endpoint", f"{serving.HOST}/sparql") in told
    assert ("supportedLanguage", f"{SD}SPARQL11Query") in told
    assert not {value for _, value in told if "Update" in value or "Federated" in value}


def test_head_and_options(client: TestClient) -> None:
    head = client.head("/sparql", params={"query": ASK})
    assert (head.status_code, head.content) == (OK, b"")
    options = client.options("/sparql")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    assert "access-control-allow-origin" not in options.headers


def test_an_error_has_its_line_and_column_and_a_mark(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": "SELECT ?name\nWHERE { ?s skos:prefLabel }"})
    first, line, mark, *_ = response.text.splitlines()
    assert first.startswith("line 2, column ")
    assert line == "WHERE { ?s skos:prefLabel }"
    assert line[mark.index("^")] == "}"


def test_prefixes_need_no_declaration(client: TestClient) -> None:
    assert select(client, f"SELECT ?g {{ GRAPH ?g {{ ?a a vg:Article }} FILTER(STRSTARTS(STR(?g), '{GRAPH}')) }}")


def test_numbers_in_json_keep_their_type(client: TestClient) -> None:
    (row,) = json.loads(client.get("/sparql", params={"query": "SELECT (1.50 AS ?x) {}"}).content)["results"][
        "bindings"
    ]
    assert row["x"]["datatype"] == "http://www.w3.org/2001/XMLSchema#decimal"
