"""How fast `kg serve` and its pictures are, in one run: pages, 64 clients beside a query that never ends, drawing.

    python tests/benchmarks/bench_serve.py GRAPH [SECONDS]

Starts a server of its own on the loopback. The pictures are drawn by headless Chromium, where it and playwright are.
"""

from __future__ import annotations

import asyncio
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import networkx as nx

from kg.network import network
from kg.render import page
from kg.serve.catalogue import read

CLIENTS, SECONDS = 64, 60
SAMPLE = 400  # pages of things
POINT = "SELECT ?p ?o { <%s> ?p ?o } LIMIT 20"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@contextmanager
def served(graph: Path) -> Iterator[int]:
    """The port of a server of a graph."""
    command = [sys.executable, "-m", "kg", "serve", "--graph", str(graph), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        yield int(server.stderr.readline().split("/")[2].split(":")[1])
        server.send_signal(signal.SIGINT)


class Client:
    """One connection, kept open."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def get(self, path: str) -> tuple[int, float]:
        """The status of a GET, and the seconds until the last byte."""
        if not hasattr(self, "_reader"):
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        before = time.perf_counter()
        self._writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n".encode())
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        size = int(head.split("content-length: ")[1].split("\r\n")[0])
        await self._reader.readexactly(size)
        return int(head.split()[1]), time.perf_counter() - before


def percentile(times: list[float], share: float = 0.95) -> str:
    """Milliseconds, with their unit."""
    return f"{1000 * sorted(times)[int(share * (len(times) - 1))]:.0f} ms"


async def pages(port: int, graph: Path) -> None:
    """The start page, and pages of things of all kinds."""
    client = Client(port)
    told = read(graph)
    kinds = ("person", "state", "party", "document", "initiative", "event", "province", "article", "theme")
    nodes = [node for kind in kinds for node in told.of_kind(kind)]
    start = [(await client.get("/"))[1] for _ in range(40)]
    answers = [await client.get(f"/{quote(node)}") for node in nodes[:: max(1, len(nodes) // SAMPLE)]]
    assert {status for status, _ in answers} == {200}
    times = [seconds for _, seconds in answers]
    print(f"start page        p50 {percentile(start, 0.5)}, p95 {percentile(start)}")
    print(f"page of a thing   p50 {percentile(times, 0.5)}, p95 {percentile(times)}, of {len(times)}")


async def crowd(port: int, graph: Path, seconds: float) -> None:
    """Point queries of 64 clients while a query runs that never ends."""
    told = read(graph)
    people = [f"https://w3id.org/vngov/{node}" for node in told.of_kind("person")]
    statuses: Counter[int] = Counter()
    times: list[float] = []
    end = time.monotonic() + seconds

    async def ask(number: int) -> None:
        client = Client(port)
        while time.monotonic() < end:
            number = (number + CLIENTS) % len(people)
            status, took = await client.get(f"/sparql?format=json&query={quote(POINT % people[number])}")
            statuses[status] += 1
            times.append(took)

    async def run_away() -> None:
        client = Client(port)
        while time.monotonic() < end:
            await client.get(f"/sparql?format=json&query={quote(RUNAWAY)}")

    away = asyncio.create_task(run_away())
    await asyncio.sleep(1)
    await asyncio.gather(*(ask(number) for number in range(CLIENTS)))
    away.cancel()
    rate = len(times) / seconds
    told_statuses = ", ".join(f"{count:,} x {status}" for status, count in sorted(statuses.items()))
    print(f"64 clients        p50 {percentile(times, 0.5)}, p95 {percentile(times)}; {rate:.0f}/s; {told_statuses}")


def pictures(graph: Path) -> None:
    """From opening the file to the drawing: the graph's 1,000 weightiest nodes, and 10,000 made-up ones."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if not chromium:
        print("pictures          not measured: Chromium or playwright is not here")
        return
    drawings = (network(graph, limit=1000), made_up(10_000))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as made:
        browser = made.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for drawn in drawings:
            path = Path(folder) / "picture.html"
            path.write_text(page(drawn, title="x"), encoding="utf-8")
            tab = browser.new_page()
            before = time.perf_counter()
            tab.goto(path.as_uri())
            tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            print(
                f"{len(drawn):>6,} nodes      {time.perf_counter() - before:.1f} s, {path.stat().st_size / 1e6:.1f} MB"
            )
            tab.close()
        browser.close()


def made_up(count: int) -> nx.MultiDiGraph:
    """A network of that many nodes: each but the first holds on to one before it."""
    graph = nx.MultiDiGraph(total=count, about=[], centre=[], labels={"holds": ("giữ chức vụ tại", "holds a post at")})
    for i in range(count):
        kind = ("person", "state", "initiative")[i % 3]
        graph.add_node(f"n{i:05}", kind=kind, label=f"Ủy ban nhân dân xã số {i}", names=(), place="", quotes=())
    for i in range(1, count):
        plain = {"words": ("", ""), "content": "", "dates": ("2025-01-01",), "quotes": ()}
        graph.add_edge(f"n{i:05}", f"n{i // 4:05}", str(i), kind="holds", **plain)
    return graph


def main(graph: Path, seconds: float) -> None:
    """Measures and prints."""
    with served(graph) as port:
        asyncio.run(pages(port, graph))
        asyncio.run(crowd(port, graph, seconds))
    pictures(graph)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else SECONDS)
