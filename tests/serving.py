"""A graph's file in, a client of its server out; and a graph whose every text is an attack."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the extra `serve` is not installed")
pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")

from starlette.testclient import TestClient

from kg.serve.app import Server, application
from kg.serve.limits import MB, Limits
from kg.vocabulary import BASE, GRAPH, NIF, NS, RDF, SCHEMA, SKOS, THING

HOST = "http://127.0.0.1:8000"
LIMITS = Limits(seconds=2, memory=256 * MB, rows=200, workers=2, slow=2)
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "'--><svg onload=alert(1)>",
    "{{7*7}}{% raw %}",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "]]><!--",
    "\u2028\u2029alert(1)",
    "<a href='//evil.example/'>x</a>",
)


@contextmanager
def client(
    graph: Path,
    *,
    texts: tuple[Path, ...] = (),
    hosts: tuple[str, ...] = (),
    origins: tuple[str, ...] = (),
    **limits: Any,
) -> Iterator[TestClient]:
    """A client of a server that runs for the time of the block."""
    wanted = replace(LIMITS, **limits)
    app = application(Server(graph, texts, wanted), wanted, hosts=hosts, origins=origins)
    with TestClient(app, base_url=HOST, raise_server_exceptions=False) as made:
        yield made


def hostile(folder: Path, *, source: str = "../../../etc/passwd", sha256: str = "0") -> Path:
    """A graph in which people, documents, an article and its sentences are called like attacks.

    `source` and `sha256` are what the article says of its text.
    """
    article = f"{THING}article/00000000000000aa"
    lines = [
        _quad(article, f"{RDF}type", f"<{NS}Article>"),
        _quad(article, f"{SCHEMA}headline", _text(PAYLOADS[0])),
        _quad(article, f"{SCHEMA}url", "<javascript:alert(1)>"),
        _quad(article, f"{SCHEMA}publisher", _text(PAYLOADS[1])),
        _quad(article, f"{SCHEMA}datePublished", _text(PAYLOADS[3])),
        _quad(article, "http://purl.org/dc/terms/source", _text(source)),
        _quad(article, f"{SCHEMA}sha256", _text(sha256)),
    ]
    for elsewhere in (f"{BASE}/evil.example/", f"{BASE}javascript:alert(1)"):
        lines.append(_quad(elsewhere, f"{RDF}type", f"<{NS}Person>"))
        lines.append(_quad(f"{THING}a/n0", f"{NS}addressee", f"<{elsewhere}>"))
    for number, payload in enumerate(PAYLOADS):
        person, document, said = (f"{THING}{kind}/x/n{number}" for kind in ("person", "doc", "a"))
        span, evidence = (
            f"{article}#char={100 * number},{100 * number + 50}",
            f"{THING}a/ev-00000000000000aa-{number:03d}",
        )
        lines += [
            _quad(person, f"{RDF}type", f"<{NS}Person>"),
            _quad(person, f"{SKOS}prefLabel", f"{_text(payload)}@vi"),
            _quad(person, f"{SKOS}altLabel", f"{_text('x' + payload)}@vi"),
            _quad(document, f"{RDF}type", f"<{NS}Document>"),
            _quad(document, f"{SKOS}prefLabel", f"{_text(payload)}@vi"),
            _quad(document, f"{NS}number", _text(payload)),
            _quad(said, f"{RDF}type", f"<{NS}Directive>"),
            _quad(said, f"{NS}director", f"<{person}>"),
            _quad(said, f"{NS}concerns", f"<{document}>"),
            _quad(said, f"{NS}content", _text(payload)),
            _quad(said, "http://purl.org/dc/terms/date", _text(payload)),
            _quad(article, f"{SCHEMA}mentions", f"<{person}>"),
            _quad(evidence, f"{NS}supports", f"<{said}>"),
            _quad(evidence, f"{NS}inSpan", f"<{span}>"),
            _quad(evidence, f"{NS}confidence", _text("0.9")),
            _quad(evidence, f"{NS}rule", _text(payload)),
            _quad(span, f"{NIF}anchorOf", _text(payload)),
        ]
    path = folder / "hostile.nq"
    path.write_text("".join(sorted(lines)), encoding="utf-8")
    return path


def _quad(subject: str, predicate: str, value: str) -> str:
    return f"<{subject}> <{predicate}> {value} <{GRAPH}article-00000000000000aa> .\n"


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
