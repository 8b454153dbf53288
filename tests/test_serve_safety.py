from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, strategies
from starlette.requests import Request
from starlette.testclient import TestClient

import serving
from kg import corpus
from kg.model import Document, KgError
from kg.serve import dates, filters, media, pages, protocol, requests, run
from kg.serve.engine import BusyError, Engine
from kg.serve.limits import MB
from kg.worker import LimitError

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
POINT = "ASK { <https://w3id.org/vngov/id/place/vn> ?p ?o }"


@pytest.fixture(scope="module")
def client(bulletin_graph: Path) -> Iterator[TestClient]:
    with serving.client(bulletin_graph) as made:
        yield made


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serving.client(serving.hostile(tmp_path_factory.mktemp("hostile"))) as made:
        yield made


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A socket on this machine that nobody may knock at."""
    with socket.create_server(("127.0.0.1", 0)) as made:
        made.setblocking(False)
        yield made


def asked(client: TestClient, sparql: str) -> tuple[int, str]:
    response = client.get("/sparql", params={"query": sparql})
    return response.status_code, response.text


def is_alive(client: TestClient) -> bool:
    return asked(client, POINT) == (200, '{\n "head": {},\n "boolean": true\n}\n')


# Reading only


@pytest.mark.parametrize(
    ("status", "sparql"),
    [
        (400, "INSERT DATA { <urn:s> <urn:p> <urn:o> }"),
        (400, "iNsErT { <urn:s> <urn:p> <urn:o> } WHERE {}"),
        (400, "# a comment\nPREFIX x: <urn:x>\n DELETE WHERE { ?s ?p ?o }"),
        (400, r"\u0049NSERT DATA { <urn:s> <urn:p> <urn:o> }"),
        (400, "SELECT * { ?s ?p ?o } ; DROP ALL"),
        (400, "CLEAR ALL"),
        (400, "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"),
        (403, "LOAD <file:///etc/passwd>"),
        (403, "LOAD SILENT <http://127.0.0.1/> INTO GRAPH <urn:g>"),
    ],
)
def test_what_writes_is_refused(client: TestClient, status: int, sparql: str) -> None:
    assert asked(client, sparql)[0] == status
    assert "passwd" not in asked(client, sparql)[1]
    assert asked(client, "SELECT (COUNT(*) AS ?n) { <urn:s> ?p ?o }")[1].count('"0"') == 1


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
        "SELECT * {{ VALUES ?v {{ <http://127.0.0.1:{port}/> }} SERVICE ?v {{ ?s ?p ?o }} }}",
        "SELECT * {{ OPTIONAL {{ service<http://127.0.0.1:{port}/>{{ ?s ?p ?o }} }} }}",
        "SELECT * {{ {{ SELECT * {{ SERVICE <http://[::ffff:127.0.0.1]:{port}/> {{ ?s ?p ?o }} }} }} }}",
        "ASK {{ FILTER EXISTS {{ SERVICE <http://2130706433:{port}/> {{ ?s ?p ?o }} }} }}",
        r"SELECT * {{ \u0053ERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
        "SELECT * {{ BIND(1AS ?x)SERVICE<http://127.0.0.1:{port}/>{{?s ?p ?o}} }}",
        "SELECT * {{ # x\nSERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
    ],
)
def test_no_query_asks_another_server(client: TestClient, listener: socket.socket, sparql: str) -> None:
    status, text = asked(client, sparql.format(port=listener.getsockname()[1]))
    assert (status, "federation is off" in text) == (403, True)
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize(
    "sparql",
    [
        'ASK { BIND("SERVICE <http://x/> {}" AS ?x) }',
        "ASK { BIND('''it's a SERVICE''' AS ?x) } # SERVICE <http://x/>",
        "ASK { BIND(<http://x/SERVICE> AS ?service) }",
        "ASK { OPTIONAL { ?x vg:service ?o } }",
    ],
)
def test_the_word_is_no_crime(client: TestClient, sparql: str) -> None:
    assert asked(client, sparql)[0] == 200


@pytest.mark.parametrize("graph", ["file:///etc/passwd", "http://127.0.0.1:{port}/x", "http://169.254.169.254/"])
def test_a_graph_s_name_is_no_address(client: TestClient, listener: socket.socket, graph: str) -> None:
    graph = graph.format(port=listener.getsockname()[1])
    for sparql in (
        f"SELECT * FROM <{graph}> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{graph}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    ):
        assert '"bindings": []' in asked(client, sparql)[1]
    response = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", "default-graph-uri": graph})
    assert response.json()["results"]["bindings"] == []
    assert asked(client, f"DESCRIBE <{graph}>") == (200, "")
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_unknown_functions_do_nothing(client: TestClient) -> None:
    assert "evaluated" not in asked(client, 'SELECT (<http://x/#eval>("evaluated") AS ?x) {}')[1].replace('"vars"', "")
    assert is_alive(client)


def test_a_worker_can_open_nothing_and_hold_little() -> None:
    code = """
        import resource, socket
        from kg.serve.limits import MB, Limits
        from kg.serve.worker import _held, _shut_in

        held = _held()
        _shut_in(Limits(memory=64 * MB))
        print(not held or 0 < resource.getrlimit(resource.RLIMIT_AS)[0] - held <= 65 * MB)
        for attempt in (lambda: open("/etc/hostname"), socket.socket):
            try:
                attempt()
            except OSError as error:
                print(error.errno)
    """
    ran = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True", "24", "24"], "little memory; too many open files, both times"


# Limits


@pytest.mark.parametrize("signs", ["(", "{", "!", "[]"])
@pytest.mark.parametrize("depth", [65, 2_000, 20_000])
def test_deep_nesting_is_refused(client: TestClient, signs: str, depth: int) -> None:
    closing = {"(": ")", "{": "}"}.get(signs, "")
    inner = f"{signs * depth}true{closing * depth}" if signs in "(!" else f"{signs[0] * depth}{signs[1:] * depth}"
    sparql = f"ASK {{ FILTER({inner}) }}" if signs in "(!" else f"ASK {{ {inner} {closing * depth} }}"
    assert client.post("/sparql", data={"query": sparql}).status_code == 400
    assert is_alive(client)


def test_moderate_nesting_works(client: TestClient) -> None:
    assert asked(client, f"ASK {{ {'{' * 40} ?s ?p ?o {'}' * 40} }}")[0] == 200
    assert asked(client, f"ASK {{ FILTER({'(' * 40}true{')' * 40}) }}")[0] == 200


@pytest.mark.parametrize(
    "sparql",
    [
        f"ASK {{ FILTER({' || '.join(['false'] * 6000)}) }}",
        f"SELECT * {{ {' UNION '.join(['{ ?s ?p ?o }'] * 3000)} }} LIMIT 1",
        f"SELECT * {{ {' '.join(f'BIND({n} AS ?v{n})' for n in range(2500))} }}",
        f"SELECT * {{ VALUES ?x {{ {' '.join(map(str, range(11_000)))} }} }}",
        "SELECT * { ?s ((skos:broader*)*)* ?o }",
        "SELECT (STRLEN(?v28) AS ?n) { BIND('x' AS ?v0) "
        + " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(28))
        + " }",
        f"ASK {{ ?s {'(' * 64}skos:broader{')*' * 64} ?o }}",
        f'ASK {{ FILTER(REGEX("{"a" * 3000}!", "^(a+)+$")) }}',
        f'SELECT (REPLACE("{"a" * 3000}", "(a*)*b", "x") AS ?y) {{}}',
        "SELECT (GROUP_CONCAT(?o) AS ?all) { ?s ?p ?o }",
    ],
)
def test_heavy_queries_end_and_harm_nobody(client: TestClient, sparql: str) -> None:
    assert client.post("/sparql", data={"query": sparql}).status_code in (200, 400, 503)
    assert is_alive(client)


@pytest.mark.parametrize("sparql", ["SELECT * { ?a <urn:next>+ ?b }", "ASK { <urn:0> <urn:next>+ <urn:2999> }"])
def test_a_ring_of_links_ends(tmp_path: Path, sparql: str) -> None:
    ring = tmp_path / "ring.nq"
    ring.write_text("".join(f"<urn:{n}> <urn:next> <urn:{(n + 1) % 3000}> .\n" for n in range(3000)), encoding="utf-8")
    with serving.client(ring) as client:
        response = client.get("/sparql", params={"query": sparql})
        assert response.status_code in (200, 503)
        assert response.status_code == 503 or response.headers.get("x-kg-truncated") or response.json()["boolean"]
        assert client.get("/sparql", params={"query": "ASK { <urn:0> ?p ?o }"}).json()["boolean"] is True


def test_a_query_that_takes_too_long_is_ended(client: TestClient) -> None:
    assert asked(client, RUNAWAY) == (503, "timed out after 2 seconds: ask for less\n")
    assert is_alive(client)


def test_a_query_that_takes_too_much_memory_is_ended(bulletin_graph: Path) -> None:
    with serving.client(bulletin_graph, memory=64 * MB, seconds=60) as client:
        status, text = asked(client, GREEDY)
        assert (status, text.split(",")[0]) == (503, "needed more than 64 MB")
        assert is_alive(client)


@pytest.mark.parametrize("size", [300 << 10, 10 << 20])
def test_large_bodies_are_refused(client: TestClient, size: int) -> None:
    direct = {"Content-Type": "application/sparql-query"}
    assert client.post("/sparql", content=b"x" * size, headers=direct).status_code == 413
    assert client.post("/sparql", data={"query": POINT, "other": "x" * size}).status_code == 413
    parts = (b"x" * 1000 for _ in range(size // 1000))
    assert client.post("/sparql", content=parts, headers=direct).status_code == 413


def test_long_queries_packed_bodies_and_large_headers_are_refused(client: TestClient) -> None:
    assert client.post("/sparql", data={"query": f"ASK {{}} #{'x' * (65 << 10)}"}).status_code == 413
    packed = {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}
    assert client.post("/sparql", content=b"x", headers=packed).status_code == 415
    assert client.get("/", headers={"X-Long": "x" * (40 << 10)}).status_code == 431


def test_long_addresses_are_refused(bulletin_graph: Path) -> None:
    with serving.client(bulletin_graph, target=5_000) as client:
        assert client.get("/sparql?query=" + "x" * 5_000).status_code == 414
        assert client.get("/id/" + "x" * 5_000).status_code == 414


def crowd(graph: Path, *, size: int, **limits: float) -> list[type]:
    """What becomes of queries that never end, asked at once of one worker: one after another, the types of the errors."""

    async def ask() -> list[type]:
        engine = Engine(graph, replace(serving.LIMITS, workers=1, seconds=1, **limits))
        await engine.start()
        try:
            question = {"task": "query", "sparql": RUNAWAY, "dataset": None, "accept": ""}
            ended = await asyncio.gather(*(engine.ask(question) for _ in range(size)), return_exceptions=True)
            return sorted(map(type, ended), key=lambda kind: kind.__name__)
        finally:
            await engine.close()

    return asyncio.run(ask())


def test_a_full_queue_turns_others_away(bulletin_graph: Path) -> None:
    assert crowd(bulletin_graph, size=4, queue=1, patience=60) == [BusyError, BusyError, LimitError, LimitError]


def test_nobody_waits_for_long(bulletin_graph: Path) -> None:
    assert crowd(bulletin_graph, size=4, queue=9, patience=0.2) == [BusyError, BusyError, BusyError, LimitError]
    response = protocol.refused(BusyError("later"))
    assert (response.status_code, response.headers["retry-after"]) == (503, "2")


def test_a_client_that_goes_takes_its_query_along(bulletin_graph: Path) -> None:
    async def leave() -> dict[str, object]:
        engine = Engine(bulletin_graph, replace(serving.LIMITS, workers=1, seconds=600, patience=60))
        await engine.start()
        try:
            question = {"task": "query", "sparql": RUNAWAY, "dataset": None, "accept": ""}

            async def gone() -> dict[str, object]:
                return {"type": "http.disconnect"}

            request = Request({"type": "http", "method": "GET", "headers": []}, receive=gone)
            with pytest.raises(KgError, match="gone"):
                await protocol.unless_gone(request, engine.ask(question))
            return dict((await engine.ask(question | {"sparql": POINT})).head)  # the only worker is free again
        finally:
            await engine.close()

    assert asyncio.run(leave())["count"] == 0


def test_no_process_stays_behind(bulletin_graph: Path) -> None:
    def children() -> set[str]:
        listed = subprocess.run(["ps", "-ww", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
        return {
            line.split()[0]
            for line in listed.splitlines()
            if "kg.serve.nursery" in line and str(bulletin_graph) in line
        }

    before = children()
    with serving.client(bulletin_graph) as client:
        assert is_alive(client)
        assert len(children() - before) == 3, "a nursery and two workers"
    assert not children() - before


# Who may ask


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "localhost:9", "[::1]:8000", "LOCALHOST"])
def test_names_of_this_server(client: TestClient, host: str) -> None:
    assert client.get("/about", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost:x", "", "evil.example:8000", "[::2]"]
)
def test_other_names_are_refused(client: TestClient, host: str) -> None:
    response = client.get("/about", headers={"Host": host})
    assert response.status_code == 421
    assert "evil" not in response.text


def test_a_name_can_be_allowed(bulletin_graph: Path) -> None:
    with serving.client(bulletin_graph, hosts=("graph.example",)) as client:
        assert client.get("/about", headers={"Host": "graph.example"}).status_code == 200
        assert client.get("/about", headers={"Host": "other.example"}).status_code == 421


@pytest.mark.parametrize(
    ("host", "is_open"),
    [("127.0.0.1", False), ("localhost", False), ("::1", False), ("0.0.0.0", True), ("::", True), ("10.0.0.1", True)],
)
def test_which_addresses_are_open_to_others(host: str, is_open: bool) -> None:
    assert run.is_open(host) is is_open


def test_an_open_server_answers_so_many_a_minute(bulletin_graph: Path) -> None:
    from kg.serve.app import Server, application

    limits = replace(serving.LIMITS, per_minute=3)
    app = application(Server(bulletin_graph, (), limits), limits, is_open=True)
    with TestClient(app, base_url=serving.HOST) as client:
        statuses = [asked(client, POINT)[0] for _ in range(8)]
        assert 2 <= statuses.count(429) <= 5  # a new minute may have begun
        assert client.get("/about").status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/sparql?query=ASK{}", "/id/place/vn", "/nothing", "/static/site.css", "/sparql?query=x"]
)
def test_headers_of_safety(client: TestClient, path: str) -> None:
    response = client.get(path, headers={"Origin": "https://evil.example"} | serving.HTML)
    policy = dict(part.split(" ", 1) for part in response.headers["content-security-policy"].split("; "))
    assert (policy["script-src"], policy["object-src"], policy["base-uri"]) == ("'self'", "'none'", "'none'")
    assert policy["frame-ancestors"] == "'none'"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert not [name for name in response.headers if name.startswith("access-control")]
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    ("named", "origin", "allowed"),
    [
        ("https://a.example", "https://a.example", "https://a.example"),
        ("https://a.example", "https://b.example", None),
        ("*", "https://b.example", "*"),
    ],
)
def test_another_site_reads_answers_only_where_it_is_named(
    bulletin_graph: Path, named: str, origin: str, allowed: str | None
) -> None:
    with serving.client(bulletin_graph, origins=(named,)) as client:
        for method in ("GET", "OPTIONS"):
            shared = client.request(method, "/sparql", params={"query": POINT}, headers={"Origin": origin}).headers
            assert shared.get("access-control-allow-origin") == allowed
            assert "access-control-allow-credentials" not in shared
        assert "access-control-allow-origin" not in client.get("/about", headers={"Origin": origin}).headers
        assert "access-control-allow-origin" not in client.get("/sparql", params={"query": POINT}).headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../pyproject.toml",
        "/static/%2e%2e/%2e%2e/pyproject.toml",
        "/static/%252e%252e/pyproject.toml",
        "/static/..%5c..%5cpyproject.toml",
        "/static//etc/passwd",
        "/static/%00",
        "/static/view/..%2fview.html",
        "/static/view/%2fetc%2fpasswd",
        "/id/../../etc/passwd",
        "/id//etc/passwd.ttl",
        "/concept/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    ],
)  # fmt: skip
def test_no_path_leads_out(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "root:" not in response.text


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "/%0d%0aSet-Cookie:x", "/id//evil.example"])
def test_nothing_leads_elsewhere(client: TestClient, path: str) -> None:
    response = client.get(path, follow_redirects=False)
    assert response.status_code in (404, 200)
    assert "location" not in response.headers


def test_a_parameter_is_no_header(client: TestClient) -> None:
    for name in ("format", "query", "lang", "show"):
        for value in ("csv\r\nSet-Cookie: x=1", "csv\nX-Evil: 1"):
            response = client.get("/sparql", params={"query": POINT, name: value})
            assert "set-cookie" not in response.headers
            assert "x-evil" not in response.headers


def test_errors_tell_nothing_of_the_inside(client: TestClient) -> None:
    for path in (
        "/nothing/<script>",
        "/sparql?query=%3Cscript%3E",
        "/list/x",
        "/search?q=%00%1b[31m",
        "/chart?theme=%FF",
    ):
        response = client.get(path)
        text = response.text
        assert "Traceback" not in text
        assert os.fspath(Path(serving.__file__).parent) not in text
        assert "<script>" not in text or response.headers["content-type"].startswith("text/plain")


# What the graph says is text


class Elements(HTMLParser):
    """What a page would run or load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[str | None] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and given.get("type") != "application/json":
            self.scripts.append(given.get("src"))
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        self.handlers += [name for name in given if name.startswith("on") or name in ("style", "srcdoc")]


PATHS = [
    "/",
    "/id/article/00000000000000aa",
    *(f"/id/{kind}/x/n{number}" for kind in ("person", "doc", "a") for number in range(len(serving.PAYLOADS))),
    "/list/person",
    "/list/document",
    "/list/article",
    "/directives",
    "/chart",
    "/picture",
    *(f"/search?q={quote(payload)}" for payload in serving.PAYLOADS),
    *(f"/sparql?query={quote(payload)}" for payload in serving.PAYLOADS),
    f"/sparql?query={quote('SELECT * { ?s ?p ?o }')}",
    f"/directives?from={quote(serving.PAYLOADS[0])}&person={quote(serving.PAYLOADS[1])}&lang={quote(serving.PAYLOADS[1])}",
]


@pytest.mark.parametrize("path", PATHS)
def test_payloads_stay_text(hostile: TestClient, path: str) -> None:
    response = hostile.get(path, headers=serving.HTML)
    assert response.status_code in (200, 400)
    found = Elements(response.text)
    assert found.handlers == []
    assert all(src and src.startswith("/static/") for src in found.scripts)
    assert [address for address in found.addresses if not address.startswith(("/", "#"))] == []
    assert not [address for address in found.addresses if address.startswith(("//", "/\\"))]
    assert "49" not in response.text or "{{7*7}}" not in path


def test_data_of_the_picture_cannot_close_its_element(hostile: TestClient) -> None:
    text = hostile.get("/picture").text
    data = text.split('<script id="data" type="application/json">')[1].split("</script>")[0]
    assert "<" not in data
    assert "alert(1)" in data


def test_data_keeps_payloads_as_they_are(hostile: TestClient) -> None:
    for number, payload in enumerate(serving.PAYLOADS):
        assert hostile.get(f"/id/person/x/n{number}.json").json()["names"] == [{"text": payload, "lang": "vi"}]


@pytest.mark.parametrize(
    "text",
    ['x" } UNION { ?s ?p ?o } #', "\\u0022", "> ?p ?o . <", "x" * 10_000, "*", '"', "NEAR(", "(", ".*", "%", "\\"],
)
def test_a_search_is_no_query(client: TestClient, text: str) -> None:
    response = client.get("/search", params={"q": text})
    assert response.status_code == 200
    assert client.get("/suggest", params={"q": text}).status_code == 200
    for name in ("person", "target", "place", "theme"):
        assert client.get("/directives", params={name: text}).status_code == 200


@pytest.mark.parametrize(("source", "is_shown"), [("../secret.txt", False), ("inside.txt", True)])
def test_a_source_outside_the_texts_is_not_read(tmp_path: Path, source: str, is_shown: bool) -> None:
    text = "Something that stands in the file.\n"
    inside = tmp_path / "texts-of-mine"
    inside.mkdir()
    for path in (tmp_path / "secret.txt", inside / "inside.txt"):
        path.write_text(text, encoding="utf-8")
    (document,) = corpus.read([inside / "inside.txt"])
    assert isinstance(document, Document)
    graph = serving.hostile(tmp_path, source=source, sha256=document.sha256)
    with serving.client(graph, texts=(inside,)) as client:
        shown = client.get("/id/article/00000000000000aa", headers=serving.HTML).text
    assert ("Something that stands" in shown) is is_shown


# Whatever comes in


@given(strategies.text(max_size=300))
def test_any_text_is_refused_in_words_or_let_through(text: str) -> None:
    for attempt in (text, f"SELECT * {{ {text} }}"):
        try:
            requests.refuse(attempt, serving.LIMITS)
        except requests.RequestError as error:
            assert 400 <= error.status < 500
        assert media.best(text, media.OF_ROWS) in (*media.OF_ROWS, None)
        assert filters.read({"from": text, "to": text, "sure": text, "kind": text, "lang": text}, text).lang in (
            "vi",
            "en",
        )
        assert isinstance(dates.readable(text, "vi"), str)
        assert "".join(pages.marked(text, text[1:3])) == text
