from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

import serving
from kg.serve import media
from kg.vocabulary import GRAPH, THING

ASK = "ASK { ?s ?p ?o }"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
DIRECT_UPDATE = "application/sparql-update"
OK = 200
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


# The W3C's protocol suite (sparql11/protocol, 34 tests), told again after the specification (SPARQL 1.1 Protocol, 2.1
# and 2.2) under its own names, over three graphs of ours. What it wants to be true, must be; updates are refused.


IS_IN = "ASK {{ <{a1}> a vg:Article . <{a2}> a vg:Article . FILTER NOT EXISTS {{ <{a3}> a vg:Article }} }}"
IS_NAMED = "ASK {{ GRAPH ?g {{ <{a1}> a vg:Article }} GRAPH ?h {{ <{a2}> a vg:Article }} }}"
IS_BOTH = "ASK {{ GRAPH ?g {{ <{a1}> a vg:Article }} GRAPH ?h {{ <{a2}> a vg:Article }} <{a3}> a vg:Article }}"
OVERRULED = (
    "ASK FROM <{g1}> {{ GRAPH ?g {{ <{a1}> a vg:Article }} GRAPH ?h {{ <{a2}> a vg:Article }} <{a3}> a vg:Article }}"
)
DEFAULTS = [("default-graph-uri", "{g1}"), ("default-graph-uri", "{g2}")]
NAMED = [("named-graph-uri", "{g1}"), ("named-graph-uri", "{g2}")]
FULL = [("default-graph-uri", "{g3}"), *NAMED]
Fields = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("address", "body", "kind"),
    [
        pytest.param([("query", ASK)], None, None, id="query_get"),
        pytest.param([], [("query", ASK)], FORM, id="query_post_form"),
        pytest.param([], ASK, DIRECT, id="query_post_direct"),
        pytest.param([("query", IS_IN), *DEFAULTS], None, None, id="query_dataset_default_graphs_get"),
        pytest.param(DEFAULTS, IS_IN, DIRECT, id="query_dataset_default_graphs_post"),
        pytest.param([("query", IS_NAMED), *NAMED], None, None, id="query_dataset_named_graphs_get"),
        pytest.param(NAMED, IS_NAMED, DIRECT, id="query_dataset_named_graphs_post"),
        pytest.param([], [("query", IS_BOTH), *FULL], FORM, id="query_dataset_full"),
        pytest.param([], [("query", OVERRULED), *FULL], FORM, id="query_multiple_dataset"),
    ],
)
def test_w3c_queries(
    client: TestClient, graphs: list[str], address: Fields, body: str | Fields | None, kind: str
) -> None:
    names = {f"g{n}": graph for n, graph in enumerate(graphs, 1)}
    names |= {f"a{n}": f"{THING}article/{graph.rsplit('-', 1)[1]}" for n, graph in enumerate(graphs, 1)}

    def filled(fields: Fields) -> str:
        return urlencode([(name, text.format(**names) if text != ASK else text) for name, text in fields])

    where = f"/sparql?{filled(address)}"
    if body is None:
        response = client.get(where)
    else:
        text = (body if body == ASK else body.format(**names)) if isinstance(body, str) else filled(body)
        response = client.post(where, content=text.encode(), headers={"Content-Type": kind})
    assert response.json()["boolean"] is True
    assert response.headers["content-type"] == media.ROWS_JSON


@pytest.mark.parametrize(
    ("sparql", "kinds"),
    [
        pytest.param(
            "SELECT (1 AS ?x) {}",
            {media.ROWS_JSON, media.ROWS_XML, media.CSV, media.TSV},
            id="query_content_type_select",
        ),
        pytest.param("ASK {}", {media.ROWS_JSON, media.ROWS_XML}, id="query_content_type_ask"),
        pytest.param(
            "DESCRIBE <https://w3id.org/vngov/id/place/vn>",
            {media.TURTLE, media.N_TRIPLES, media.JSON_LD},
            id="query_content_type_describe",
        ),
        pytest.param(
            "CONSTRUCT { <urn:s> <urn:p> 1 } WHERE {}",
            {media.TURTLE, media.N_TRIPLES, media.JSON_LD},
            id="query_content_type_construct",
        ),
    ],
)
def test_w3c_types(client: TestClient, sparql: str, kinds: set[str]) -> None:
    for kind in kinds:
        response = client.get("/sparql", params={"query": sparql}, headers={"Accept": kind})
        assert (response.status_code, response.headers["content-type"].split(";")[0]) == (OK, kind)


@pytest.mark.parametrize(
    ("status", "method", "address", "body", "kind"),
    [
        pytest.param(405, "PUT", "/sparql", form(query=ASK), FORM, id="bad_query_method"),
        pytest.param(400, "POST", "/sparql", form(query=[ASK, "SELECT (1 AS ?x) {}"]), FORM, id="bad_multiple_queries"),
        pytest.param(400, "GET", f"/sparql?{form(query=[ASK, ASK])}", "", None, id="bad_multiple_queries by GET"),
        pytest.param(415, "POST", "/sparql", form(query=ASK), "text/plain", id="bad_query_wrong_media_type"),
        pytest.param(415, "POST", "/sparql", form(query=ASK), None, id="bad_query_missing_form_type"),
        pytest.param(415, "POST", "/sparql", ASK, None, id="bad_query_missing_direct_type"),
        pytest.param(
            415, "POST", "/sparql", ASK.encode("utf-16"), f"{DIRECT}; charset=UTF-16", id="bad_query_non_utf8"
        ),
        pytest.param(400, "POST", "/sparql", ASK.encode("utf-16"), DIRECT, id="bad_query_non_utf8 unsaid"),
        pytest.param(400, "GET", "/sparql?query=%FF", "", None, id="bad_query_non_utf8 by GET"),
        pytest.param(400, "GET", f"/sparql?{form(query='SELECT * {')}", "", None, id="bad_query_syntax"),
        pytest.param(400, "POST", "/sparql", form(other="x"), FORM, id="no query"),
        pytest.param(400, "POST", f"/sparql?{form(query=ASK)}", ASK, DIRECT, id="a query in both places"),
    ],
)
def test_w3c_bad_queries(
    client: TestClient, status: int, method: str, address: str, body: str | bytes, kind: str | None
) -> None:
    content = body.encode() if isinstance(body, str) else body
    headers = {"Content-Type": kind} if kind else {}
    assert client.request(method, address, content=content, headers=headers).status_code == status


UPDATE = "INSERT DATA { <urn:s> <urn:p> <urn:o> }"
USING = {"using-graph-uri": ["urn:g", "urn:h"]}
USING_NAMED = {"using-named-graph-uri": ["urn:g", "urn:h"]}
WITH = "WITH <urn:g> INSERT { <urn:s> <urn:p> <urn:o> } WHERE {}"


@pytest.mark.parametrize(
    ("address", "body", "kind"),
    [
        pytest.param("", form(update=UPDATE), FORM, id="update_post_form"),
        pytest.param("", UPDATE, DIRECT_UPDATE, id="update_post_direct"),
        pytest.param("", f"BASE <http://example.org/> {UPDATE}", DIRECT_UPDATE, id="update_base_uri"),
        pytest.param("", form(update=UPDATE, **{"using-graph-uri": "urn:g"}), FORM, id="update_dataset_default_graph"),
        pytest.param("", form(update=UPDATE, **USING), FORM, id="update_dataset_default_graphs"),
        pytest.param("", form(update=UPDATE, **USING_NAMED), FORM, id="update_dataset_named_graphs"),
        pytest.param(form(**USING, **USING_NAMED), UPDATE, DIRECT_UPDATE, id="update_dataset_full"),
        pytest.param(form(update=UPDATE), None, None, id="bad_update_get"),
        pytest.param("", form(update=[UPDATE, UPDATE]), FORM, id="bad_multiple_updates"),
        pytest.param("", form(update=UPDATE), "text/plain", id="bad_update_wrong_media_type"),
        pytest.param("", form(update=UPDATE), None, id="bad_update_missing_form_type"),
        pytest.param("", UPDATE.encode("utf-16"), f"{DIRECT_UPDATE}; charset=UTF-16", id="bad_update_non_utf8"),
        pytest.param("", form(update="INSERT DATA {"), FORM, id="bad_update_syntax"),
        pytest.param("", form(update=WITH, **USING), FORM, id="bad_update_dataset_conflict"),
    ],
)
def test_w3c_updates_are_refused(client: TestClient, address: str, body: str | bytes | None, kind: str | None) -> None:
    where = f"/sparql?{address}"
    status = client.get(where).status_code if body is None else post(client, body, kind, where)
    assert status in (403, 415)
    assert (
        client.get(
            "/sparql", params={"query": "ASK { { <urn:s> ?p ?o } UNION { GRAPH ?g { <urn:s> ?p ?o } } }"}
        ).json()["boolean"]
        is False
    )


def test_the_request_s_dataset_is_no_default_of_its_own(client: TestClient, graphs: list[str]) -> None:
    sparql = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?a a vg:Article } }"
    assert select(client, sparql, **{"default-graph-uri": graphs[0]})[0]["n"]["value"] == "0"
    assert select(client, "SELECT * { ?s ?p ?o }", **{"named-graph-uri": graphs[0]}) == []


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
