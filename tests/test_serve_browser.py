from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

import serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
playwright = pytest.importorskip("playwright.sync_api", reason="the extra `browser` is not installed")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FLAGS += ["--disable-background-networking", "--disable-component-update"]
SON = "/id/person/phu-tho/trinh-hung-son"


@contextmanager
def served(graph: Path) -> Iterator[str]:
    """The address of a server of a graph, as its user starts it."""
    command = [sys.executable, "-m", "kg", "serve", "--graph", str(graph), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        line = server.stderr.readline()
        assert line.startswith("http://"), line
        yield line.split()[0].rstrip("/")
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as made:
        browser = made.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(bulletin_graph: Path) -> Iterator[str]:
    with served(bulletin_graph) as made:
        yield made


@pytest.fixture(scope="module")
def served_article(chromium: Any, address: str) -> str:
    """The path of an article with marks in its text."""
    with tab(chromium, address) as page:
        page.goto(address + SON)
        return str(page.locator("#directs figcaption a").first.get_attribute("href")).split("#")[0]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(serving.hostile(tmp_path_factory.mktemp("hostile"))) as made:
        yield made


@contextmanager
def tab(chromium: Any, address: str, **options: Any) -> Iterator[Any]:
    """A tab that must meet no dialog, no error, no breach of the policy, and ask nobody but the server."""
    context = chromium.new_context(locale="vi-VN", **options)
    made = context.new_page()
    wrong: list[str] = []
    made.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    made.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    made.on("console", lambda said: wrong.append(f"console: {said.text}") if "ontent Security" in said.text else None)
    made.on(
        "request", lambda sent: None if sent.url.startswith((address, "data:")) else wrong.append(f"asks {sent.url}")
    )
    yield made
    context.close()
    assert wrong == []


PATHS = [
    "/",
    "/id/article/00000000000000aa",
    *(f"/id/person/x/n{number}" for number in range(len(serving.PAYLOADS))),
    "/id/doc/x/n1",
    "/id/a/x/n3",
    "/list/person",
    "/directives",
    "/chart",
    "/picture",
    *(f"/search?q={quote(payload)}" for payload in serving.PAYLOADS),
    f"/sparql?query={quote('SELECT ?s ?o { ?s vg:director ?o }')}&show=graph",
    f"/sparql?query={quote('SELECT * { ?s ?p ?o }')}",
    f"/sparql?query={quote(serving.PAYLOADS[2])}",
]


def test_payloads_are_inert(chromium: Any, hostile: str) -> None:
    with tab(chromium, hostile) as page:
        for path in PATHS:
            page.goto(hostile + path)
            page.wait_for_load_state("networkidle")
        page.goto(f"{hostile}/")
        page.locator("#q").press_sequentially("x", delay=5)
        page.locator(".suggestions li").first.wait_for()
        assert "<script>alert(1)</script>" in " ".join(page.locator(".suggestions").all_inner_texts())
        page.goto(f"{hostile}/id/person/x/n0")
        assert page.locator("h1").inner_text().casefold() == serving.PAYLOADS[0].casefold()


def test_a_person_is_found_with_the_keyboard_alone(chromium: Any, address: str) -> None:
    with tab(chromium, address) as page:
        page.goto(f"{address}/")
        page.locator("#q").focus()
        page.keyboard.type("trinh hung", delay=5)
        page.locator(".suggestions li").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{SON}")
        assert page.locator("h1").inner_text() == "Trịnh Hùng Sơn"


def test_from_a_fact_to_its_sentence_to_what_was_understood(chromium: Any, address: str) -> None:
    with tab(chromium, address) as page:
        page.goto(address + SON)
        page.locator("#directs figcaption a").first.click()
        passage = page.locator("mark.passage:has(:target)")
        assert passage.count() == 1
        passage.locator("a.mark").click()
        assert page.locator(".notes li:target").count() == 1
        page.locator(".notes li:target .back").click()
        assert page.locator("mark.passage:has(:target)").count() == 1


ALL = ["/", SON, "/chart", "/directives", "/sparql", "/list/person", "/about", "/id/place/phu-tho"]
ALL += ["/compare?a=id/place/phu-tho&b=id/place/tuyen-quang"]


@pytest.mark.parametrize("path", ALL)
def test_a_phone_shows_every_page_without_scrolling_sideways(chromium: Any, address: str, path: str) -> None:
    with tab(chromium, address, viewport={"width": 360, "height": 740}) as page:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


AUDITED = [*ALL, f"/picture?about={SON[1:]}", "/list/doc", "/list/initiative", "/search?q=trinh", "/nowhere"]


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_nothing_serious_is_inaccessible(chromium: Any, address: str, served_article: str, colours: Any) -> None:
    """By the rules of axe for WCAG 2.1, A and AA: names, contrast, landmarks, keyboard."""
    audit = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the extra `browser` is not installed")
    serious = []
    with tab(chromium, address, color_scheme=colours) as page:
        for path in (*AUDITED, served_article):
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            for found in audit.Axe().run(page).response["violations"]:
                if found["impact"] in ("serious", "critical"):
                    where = [node["target"] for node in found["nodes"]][:3]
                    serious.append(f"{path}: {found['id']}: {found['help']}: {where}")
    assert serious == []


def test_without_scripts_the_pages_still_work(chromium: Any, address: str) -> None:
    with tab(chromium, address, java_script_enabled=False) as page:
        page.goto(f"{address}/")
        page.locator("#q").fill("trinh hung son")
        page.keyboard.press("Enter")
        page.locator(f"main a[href='{SON}']").first.click()
        assert page.locator("h1").inner_text() == "Trịnh Hùng Sơn"
        page.goto(f"{address}/sparql")
        page.locator("#query").fill("SELECT (COUNT(*) AS ?n) { ?person a vg:Person }")
        page.locator("button:not([name])", has_text="Chạy").click()
        assert int(page.locator("table.answer td").inner_text()) > 3


def test_the_picture_is_drawn(chromium: Any, address: str) -> None:
    with tab(chromium, address) as page:
        page.goto(f"{address}/picture?about={SON[1:]}")
        page.locator("#picture canvas").wait_for()
        assert "Trịnh Hùng Sơn" in page.locator("#panel").inner_text()
        assert page.locator("#panel a", has_text="Trang riêng").first.get_attribute("href") == SON


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_picture_shows_its_quotes_in_both_languages(chromium: Any, address: str, lang: str) -> None:
    with tab(chromium, address) as page:
        page.goto(f"{address}/picture?about={SON[1:]}&lang={lang}")
        assert "Trịnh Hùng Sơn" in page.locator("#panel h2").inner_text()
        assert page.locator("#panel blockquote span[lang=vi]").first.is_visible()
        assert "“" in page.locator("#panel blockquote").first.inner_text()
        assert ("độ tin cậy" if lang == "vi" else "confidence") in page.locator("#panel footer").first.inner_text()
        assert ("confidence" if lang == "vi" else "độ tin cậy") not in page.locator("#panel").inner_text()
        page.locator("#search").fill("trinh hung son")
        assert "Trịnh Hùng Sơn" in page.locator("#found").inner_text()


def test_the_picture_grows_where_it_is_clicked(chromium: Any, address: str) -> None:
    def drawn() -> int:
        return int(page.evaluate("nodes.get({ filter: (node) => !node.hidden }).length"))

    with tab(chromium, address) as page:
        page.goto(f"{address}/picture?about={SON[1:]}&limit=100")
        page.locator("#picture canvas").wait_for()
        assert page.evaluate("opened = new Set([data.start]); paint(); data.nodes.length") > 1
        assert drawn() == 1
        page.evaluate("choose(data.start, false)")
        neighbours = drawn()
        assert neighbours > 1
        page.locator("#whole").click()
        assert drawn() >= neighbours
        assert drawn() == page.evaluate("data.nodes.length")


def test_filters_of_the_picture_stand_in_its_address(chromium: Any, address: str) -> None:
    with tab(chromium, address) as page:
        page.goto(f"{address}/picture?about={SON[1:]}")
        rows = page.locator("#table tbody tr:visible")
        everything = rows.count()
        page.locator("#since").fill("2024")
        page.locator("#since").press("Tab")
        assert "from=2024" in page.url
        later = rows.count()
        assert later < everything
        page.goto(page.url)
        assert rows.count() == later
        page.locator("#since").fill("")
        page.locator("#kinds input[value=person]").uncheck()
        assert "hide=person" in page.url
        assert "from" not in page.url
        assert "Trịnh Hùng Sơn" not in page.locator("#table tbody").inner_text()


def test_a_query_runs_and_its_address_can_be_shared(chromium: Any, address: str) -> None:
    with tab(chromium, address) as page:
        page.goto(f"{address}/sparql")
        page.locator("#examples").select_option(index=1)
        page.locator("button:not([name])", has_text="Chạy").click()
        page.locator("table.answer").wait_for()
        shared = page.url
        page.goto("about:blank")
        page.goto(shared)
        assert page.locator("table.answer tbody tr").count() > 0
