"""The page stands alone, shows what articles say as text and never as markup, and is the same each time."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import facts
from kg.network import KINDS, Quote, network
from kg.paths import ONTOLOGY, TEMPLATES
from kg.render import page

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "{{7*7}}{% raw %}",
    "<!--<script>",
    "]]>\u2028\u2029&amp;&lt;",
    "<svg onload=alert(1)>",
    "\ud800 lone surrogate",
]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Elements(HTMLParser):
    """Collects the start tags of a page, and the text of its scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": [], "th": [], "td": [], "h1": []}
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = tag
        if tag in self.texts:
            self.texts[tag].append("")

    def handle_data(self, data: str) -> None:
        if self._open in self.texts:
            self.texts[self._open][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._open = ""


def made_up(label: str, *, url: str = "", count: int = 2) -> nx.MultiDiGraph:
    """A network whose every text is `label`."""
    quotes = tuple(Quote(label, label, confidence / 10, label, url) for confidence in range(1, 8))
    graph = nx.MultiDiGraph(total=count, about=[], centre=[], labels={"directs": ("chỉ đạo", "directs")})
    for i in range(count):
        kind = list(KINDS)[i % len(KINDS)]
        graph.add_node(f"n{i:03}", kind=kind, label=label, names=(label,), place=label, quotes=quotes)
    for i in range(1, count):
        edge: dict[str, Any] = {"kind": "directs", "words": (label, label), "content": label, "dates": (label,)}
        graph.add_edge(f"n{i // 3:03}", f"n{i:03}", str(i), quotes=quotes[:2], **edge)
    return graph


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> nx.MultiDiGraph:
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    return network(facts.write_graph(path, facts.article(), ontology=ONTOLOGY))


@pytest.fixture(scope="module")
def html(drawn: nx.MultiDiGraph) -> str:
    return page(drawn, title="Ai chỉ đạo việc gì")


def embedded(html: str) -> dict[str, Any]:
    """The data that the page's script reads."""
    found: dict[str, Any] = json.loads(Elements(html).texts["script"][0])
    return found


def test_nothing_is_loaded_from_anywhere(html: str) -> None:
    for tag, attributes in Elements(html).tags:
        assert not {"src", "srcset", "action", "background", "data", "poster"} & set(attributes), tag
        assert not (attributes.get("href") or "#").startswith(("http", "//")), tag
        assert tag not in {"link", "iframe", "object", "embed", "base", "img"}
    assert "@import" not in html
    assert "url(" not in "".join(Elements(html).texts["style"])


def test_the_policy_allows_these_scripts_and_styles_and_no_other(html: str) -> None:
    elements = Elements(html)
    (policy,) = (a["content"] for tag, a in elements.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    _, *scripts = elements.texts["script"]  # the first one is data
    for text in (*scripts, *elements.texts["style"]):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert policy.count("sha256-") == len(scripts) + 1 == 3


def test_all_facts_stand_in_the_table_too(html: str) -> None:
    cells = [" ".join(text.split()) for text in Elements(html).texts["th"]]
    assert cells.count("Lê Văn Đức") == 3
    assert cells.count("Hội nghị chuyển đổi số") == 2
    assert "Ông yêu cầu Sở Thông tin và Truyền thông đẩy nhanh chuyển đổi số." in html.split("<tbody>")[1]


def test_data_of_the_picture(html: str) -> None:
    data = embedded(html)
    assert [thing["label"] for thing in data["things"]] == [
        "Sở Thông tin và Truyền thông tỉnh Bình Minh",
        "Ủy ban nhân dân tỉnh Bình Minh",
        "Kế hoạch số 12",
        "Hội nghị chuyển đổi số",
        "Chuyển đổi số tỉnh Bình Minh",
        "Lê Văn Đức",
        "Trần Thị Én",
    ]
    directive = next(fact for fact in data["facts"] if fact["kind"] == "directs")
    assert directive["words"] == ["yêu cầu", "require"]
    assert data["quotes"][directive["quotes"][0]]["source"] == "a.txt"
    assert data["options"]["physics"] == {"enabled": False}
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in data["nodes"])
    assert len({(node["x"], node["y"]) for node in data["nodes"]}) == len(data["nodes"])


def test_every_text_is_marked_with_its_language(html: str) -> None:
    assert '<html lang="vi">' in html
    for labels in KINDS.values():
        if labels[0] in html:
            vi, en = (f'<span class="either" lang="{lang}">' for lang in ("vi", "en"))
            assert f"{vi}{labels[0]}</span>{en}{labels[1]}</span>" in html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_texts_are_never_markup(payload: str) -> None:
    harmless, attacked = (Elements(page(made_up(label), title=label)) for label in ("harmless", payload))
    assert attacked.tags[0:3] == harmless.tags[0:3]
    assert [tag for tag, _ in attacked.tags] == [tag for tag, _ in harmless.tags]
    shown = payload.encode("utf-8", "replace").decode()
    assert json.loads(attacked.texts["script"][0])["things"][0]["label"] == shown
    assert attacked.texts["script"][1:] == harmless.texts["script"][1:]
    assert attacked.texts["h1"] == [shown]


def test_the_script_writes_text_only() -> None:
    scripts = sorted(TEMPLATES.glob("*.js"))
    assert len(scripts) == 3
    markup = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(|fetch\("
    assert not [path for path in scripts if re.search(markup, path.read_text(encoding="utf-8"))]


def test_the_library_cannot_end_its_own_script(html: str) -> None:
    text = Elements(html).texts["script"][1]
    assert text.lstrip().startswith("/**\n * vis-network")
    assert "<!--" not in text


def test_long_lists_of_quotes_are_cut_and_counted() -> None:
    data = embedded(page(made_up("x"), title="x"))
    assert [(thing["quotes"], thing["more"]) for thing in data["things"]] == [([0, 1, 2, 3, 4], 2)] * 2
    assert len(data["quotes"]) == 5


def test_two_hundred_nodes_fit_in_two_megabytes() -> None:
    graph = made_up("Ủy ban nhân dân tỉnh đã ban hành Kế hoạch về chuyển đổi số đến năm 2025 " * 2, count=200)
    assert len(page(graph, title="x").encode()) <= 2_000_000


def test_a_thousand_nodes_have_a_place_each() -> None:
    data = embedded(page(made_up("x", count=1000), title="x"))
    assert len({(node["x"], node["y"]) for node in data["nodes"]}) == 1000


def test_long_tables_are_folded_and_whole() -> None:
    html = page(made_up("x", count=300), title="x")
    assert html.count("<tr>") - 2 == 299
    assert "99 more facts" in html


def test_a_cut_picture_says_so(drawn: nx.MultiDiGraph, html: str) -> None:
    assert "nút có nhiều dữ kiện nhất" not in html
    part = nx.MultiDiGraph(drawn)
    part.graph["total"] = 99
    assert "7 nút có nhiều dữ kiện nhất trong 99" in page(part, title="x")


DRAW = """
import sys
from pathlib import Path
from kg.network import network
from kg.render import page
sys.stdout.write(page(network(Path(sys.argv[1])), title="x"))
"""


def test_the_same_bytes_under_any_hash_seed(tmp_path: Path) -> None:
    path = facts.write_graph(tmp_path / "graph.nq", facts.article(), ontology=ONTOLOGY)
    command = [sys.executable, "-X", "utf8", "-c", DRAW, str(path)]
    made = {
        subprocess.run(command, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("0", "1")
    }
    assert len(made) == 1


BROWSER = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
BROWSER += ["--disable-background-networking", "--disable-component-update", "--virtual-time-budget=5000", "--dump-dom"]


def opened(html: str, folder: Path) -> str:
    """The page's elements after its script has run in a browser that opened it as a file."""
    (folder / "page.html").write_text(html, encoding="utf-8")
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [str(CHROMIUM), *BROWSER, profile, (folder / "page.html").as_uri()]
    return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_it_draws_and_shows_facts_in_a_browser(drawn: nx.MultiDiGraph, tmp_path: Path) -> None:
    around = nx.MultiDiGraph(drawn)
    around.graph["centre"] = [facts_node for facts_node in drawn if facts_node.endswith("le-van-duc")]
    dom = opened(page(around, title="x"), tmp_path)
    assert "<canvas" in dom
    panel = dom.split('<aside id="panel"')[1].split("</aside>")[0]
    assert '<h2 lang="vi">Lê Văn Đức</h2>' in panel
    assert "đẩy nhanh chuyển đổi số" in panel
    assert 'href="https://example.org/a"' in panel


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_attacks_stay_text_in_a_browser(tmp_path: Path) -> None:
    graph = made_up(" ".join(PAYLOADS[:-1]), url="javascript:alert(1)")
    graph.graph["centre"] = ["n000"]
    dom = opened(page(graph, title="x"), tmp_path)
    panel = dom.split('<aside id="panel"')[1].split("</aside>")[0]
    assert "&lt;img src=x onerror=alert(1)&gt;" in panel
    assert not re.search(r"<(img|svg onload|script)", panel)
    assert "javascript:" not in panel
