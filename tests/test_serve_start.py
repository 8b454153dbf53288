"""The server as its user starts it: pages in a browser, SPARQL over HTTP, nothing that writes."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

pytest.importorskip("uvicorn", reason="needs the extra 'serve'")
httpx = pytest.importorskip("httpx", reason="needs the extra 'dev'")

PEOPLE = "SELECT ?name WHERE { ?p a vg:Person ; skos:prefLabel ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def address(bulletin_graph: Path) -> Iterator[str]:
    """Where a server of the three bulletins answers."""
    command = [sys.executable, "-m", "kg", "serve", "--graph", str(bulletin_graph), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert line.startswith("http://127.0.0.1:"), line
        yield line.split()[0].rstrip("/")
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)


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
