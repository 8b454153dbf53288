"""The server as its user starts it: pages in a browser, SPARQL over HTTP, nothing that writes."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pytest

pytest.importorskip("uvicorn", reason="needs the extra 'serve'")
httpx = pytest.importorskip("httpx", reason="needs the extra 'dev'")

PEOPLE = "SELECT ?name WHERE { ?p a vg:Person ; skos:prefLabel ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def address(bulletin_graph: Path) -> Iterator[str]:
    """Where a server of the three bulletins answers."""
    serve = "run.serve(Path(sys.argv[1]), port=0, limits=Limits(slow=1, seconds=3), on_ready=lambda a: print(a, flush=True))"
    code = (
        f"import sys; from pathlib import Path; from kg.serve import run; from kg.serve.limits import Limits; {serve}"
    )
    command = [sys.executable, "-c", code, str(bulletin_graph)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert line.startswith("http://127.0.0.1:"), line
        yield line.split()[0].rstrip("/")
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)


SHAPES = [
    PEOPLE,
    "ASK { ?p a vg:Person }",
    "SELECT (COUNT(*) AS ?n) { ?p a vg:Person }",
    "SELECT ?p { ?p a vg:Person OPTIONAL { ?p skos:altLabel ?l } FILTER(!BOUND(?l)) }",
    "SELECT ?t (COUNT(?x) AS ?n) { ?x a ?t } GROUP BY ?t",
    "SELECT ?c { ?c skos:broader+ ?d } LIMIT 5",
    "CONSTRUCT { ?p a vg:Person } WHERE { ?p a vg:Person }",
]
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_many_threads_from_a_cold_start(address: str) -> None:
    def ask(number: int) -> tuple[int, int, str]:
        answer = httpx.get(f"{address}/sparql", params={"query": SHAPES[number % 7]})
        return number % 7, answer.status_code, "".join(sorted(answer.text))

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(ask, range(56)))
    assert {status for _, status, _ in answers} == {200}
    assert len(answers) == 7, "the same answer to the same question, each time"


def test_runaways_do_not_shut_others_out_for_long(address: str) -> None:
    def ask(sparql: str) -> tuple[int, bool, float]:
        before = time.monotonic()
        answer = httpx.get(f"{address}/sparql", params={"query": sparql}, timeout=30)
        return answer.status_code, "retry-after" in answer.headers, time.monotonic() - before

    with ThreadPoolExecutor(12) as pool:
        away = [pool.submit(ask, RUNAWAY) for _ in range(10)]
        time.sleep(0.5)
        status, may_retry, took = ask(PEOPLE)
        assert status == 200 or (status == 503 and may_retry)
        assert took < 3
        assert {one.result()[0] for one in away} == {503}
    time.sleep(0.5)
    status, _, took = ask(PEOPLE)
    assert (status, took < 1) == (200, True)


def test_a_server_that_is_open_to_others_says_so(bulletin_graph: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--graph", str(bulletin_graph), "--host", "0.0.0.0", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        assert server.stderr.readline().startswith("Warning: anyone who reaches this machine")
        server.stderr.readline()
        server.send_signal(signal.SIGINT)


def test_the_first_page_is_html_in_vietnamese(address: str) -> None:
    answer = httpx.get(f"{address}/")
    assert answer.status_code == 200
    assert '<html lang="vi">' in answer.text


def test_the_endpoint_answers_csv_and_json(address: str) -> None:
    url = f"{address}/sparql?query={quote(PEOPLE)}"
    table = httpx.get(url, headers={"Accept": "text/csv"}).text.splitlines()
    rows = httpx.get(url, headers={"Accept": "application/sparql-results+json"}).json()["results"]["bindings"]
    assert table[0] == "name"
    assert "Chẩu Văn Lâm" in table
    assert [row["name"]["value"] for row in rows] == table[1:]


@pytest.mark.parametrize(
    "query", ["DELETE WHERE { ?s ?p ?o }", "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SELECT"]
)
def test_what_writes_goes_elsewhere_or_does_not_parse_is_refused(address: str, query: str) -> None:
    assert 400 <= httpx.get(f"{address}/sparql", params={"query": query}).status_code < 500


def test_a_page_that_is_not_there(address: str) -> None:
    assert httpx.get(f"{address}/nothing-here").status_code == 404


def told(address: str, request: bytes) -> bytes:
    """What the server says to bytes that are no more than the beginning of a request."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as made:
        made.sendall(request)
        return made.recv(100)


def test_headers_and_addresses_that_outgrow_the_buffer(address: str) -> None:
    assert told(address, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 300_000).startswith(b"HTTP/1.1 431 ")
    assert told(address, b"GET /?" + b"x" * 1_000_000).startswith(b"HTTP/1.1 414 ")
    assert told(address, b"nonsense\r\n\r\n").startswith(b"HTTP/1.1 400 ")


def test_slow_clients_are_sent_away_and_hold_up_nobody(address: str) -> None:
    host, port = address.removeprefix("http://").split(":")
    with ExitStack() as open_ones:
        slow = [open_ones.enter_context(socket.create_connection((host, int(port)), timeout=10)) for _ in range(100)]
        for one in slow:
            one.sendall(b"GET / HTTP/1.1\r\nHost:")
        before = time.monotonic()
        assert httpx.get(f"{address}/sparql", params={"query": PEOPLE}).status_code == 200
        assert time.monotonic() - before < 1
        assert {one.recv(10) for one in slow} == {b""}, "closed by the server"


def test_a_body_that_is_longer_or_shorter_than_it_says(address: str) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: "
    assert told(address, head + b"3\r\n\r\nASK { ?s ?p ?o }").startswith(b"HTTP/1.1 400 ")
    assert told(address, head + b"300\r\n\r\nASK {}").startswith(b"HTTP/1.1 408 ")


def test_what_a_client_sends_is_not_logged(bulletin_graph: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--graph", str(bulletin_graph), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        assert server.stdout is not None
        there = server.stdout.readline().split()[0]
        taken = [*command[:-1], there.rstrip("/").rsplit(":", 1)[1]]
        second = subprocess.run(taken, capture_output=True, text=True, timeout=60, check=False)
        httpx.get(f"{there}sparql", params={"query": "\x1b[31m\nsecret"}, headers={"User-Agent": "secret"})
        server.send_signal(signal.SIGINT)
        rest = server.stdout.read()
    assert second.returncode == 1
    assert "is in use: try --port" in second.stderr
    assert "secret" not in rest
    assert "\x1b" not in rest
