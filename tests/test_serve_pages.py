from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

import serving
from fixtures import bulletins
from kg.model import KgError
from kg.serve import catalogue, dates, filters, media, search, timeline
from kg.serve.statements import Statements, Tenure
from kg.vocabulary import BASE, NS, RDF

SON, SO = "id/person/phu-tho/trinh-hung-son", "id/agency/phu-tho/so-tttt"


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bulletins as files, as a reader would have them."""
    folder = tmp_path_factory.mktemp("sources")
    for facts in bulletins.facts():
        told = (bulletins.HERE / facts.document.source.replace(".txt", ".toml")).read_text(encoding="utf-8")
        (folder / facts.document.source).write_text(tomllib.loads(told)["text"], encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def client(bulletin_graph: Path, texts: Path) -> Iterator[TestClient]:
    with serving.client(bulletin_graph, texts=(texts,)) as made:
        yield made


@pytest.fixture(scope="module")
def told(bulletin_graph: Path) -> catalogue.Catalogue:
    return catalogue.read(bulletin_graph)


def page(client: TestClient, path: str, **headers: str) -> str:
    response = client.get(path, headers=serving.HTML | headers)
    assert response.status_code == 200, path
    return str(response.text)


class Page(HTMLParser):
    """The words of a page, its links with their text, and its elements with an id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: dict[str, str] = {}
        self.ids: list[str] = []
        self._href = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        if tag == "a":
            self._href = given.get("href") or ""
            self.links.setdefault(self._href, "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._href:
            self.links[self._href] = self.links[self._href] or data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._href = ""

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


# What a reader must find


def test_the_first_page_answers_the_question(client: TestClient) -> None:
    start = Page(page(client, "/"))
    assert start.links[f"/{SON}"] == "Trịnh Hùng Sơn"
    assert start.links["/id/place/tuyen-quang"] == "Tuyên Quang"
    assert start.links["/concept/th-chuyen-doi-so"] == "Chuyển đổi số"


def test_a_person_s_page_tells_posts_directives_and_evidence(client: TestClient) -> None:
    person = Page(page(client, f"/{SON}"))
    assert "Sở Thông tin và Truyền thông tỉnh Phú Thọ" in person.links[f"/{SO}"]
    assert {"posts", "directs", "articles"} <= set(person.ids)
    assert "Dịch vụ công trực tuyến tỉnh Phú Thọ" in person.text
    assert "độ tin cậy" in person.text
    assert "11/01/2021" in person.text


def test_an_agency_s_page_tells_who_holds_posts_there(client: TestClient) -> None:
    assert Page(page(client, f"/{SO}")).links[f"/{SON}"].startswith("Trịnh Hùng Sơn")


def test_from_a_fact_to_its_sentence_and_back(client: TestClient) -> None:
    person = Page(page(client, f"/{SON}"))
    path, fragment = next(href for href in person.links if "/id/article/" in href and "#" in href).split("#")
    article = Page(page(client, path))
    assert fragment in article.ids
    assert f"/{SON}" in article.links
    assert {"#n1", f"#{fragment}"} <= set(article.links), "from the sentence to what was understood, and back"
    assert "n1" in article.ids


def test_an_article_s_text_is_whole_where_its_source_is_at_hand(client: TestClient, bulletin_graph: Path) -> None:
    facts = bulletins.facts()[0]
    path = f"/id/article/{facts.document.sha256[:16]}"
    told = (bulletins.HERE / facts.document.source.replace(".txt", ".toml")).read_text(encoding="utf-8")
    text = " ".join(tomllib.loads(told)["text"].split())
    whole = "".join(Page(page(client, path)).text.split())
    assert all("".join(sentence.split()) in whole for sentence in text.split(". ")[1:3])
    with serving.client(bulletin_graph) as without:
        cut = page(without, path)
    assert "[…]" in cut
    assert "Không có toàn văn" in cut


@pytest.mark.parametrize(
    "path",
    [
        "/directives",
        "/directives?person=id/person/phu-tho/trinh-hung-son",
        "/chart",
        "/chart?place=id/place/phu-tho",
        "/compare?a=id/place/phu-tho&b=id/place/tuyen-quang",
        "/list/person",
        "/list/article",
        "/about",
        "/id/place/phu-tho",
        "/concept/th-chuyen-doi-so",
        "/concept/role-giam-doc",
        "/picture?about=id/person/phu-tho/trinh-hung-son",
        "/sparql",
    ],
)  # fmt: skip
def test_every_page_speaks_both_languages(client: TestClient, path: str) -> None:
    vi, en = page(client, path), page(client, f"{path}{'&' if '?' in path else '?'}lang=en")
    assert '<html lang="vi">' in vi
    assert '<html lang="en">' in en
    assert vi != en


@pytest.mark.parametrize(
    ("given", "header", "lang"),
    [
        ("", "", "vi"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "fr", "vi"),
        ("vi", "en", "vi"),
        ("en", "vi", "en"),
        ("xx", "en;q=0.1, vi", "vi"),
    ],
)
def test_which_language_a_reader_gets(given: str, header: str, lang: str) -> None:
    assert filters.read({"lang": given}, header).lang == lang


def test_links_keep_the_language_and_the_filters(client: TestClient) -> None:
    links = Page(page(client, f"/{SON}?lang=en&from=2020&sure=60")).links
    assert f"/{SO}?from=2020&sure=60&lang=en" in links


def test_a_filter_hides_and_says_so(client: TestClient) -> None:
    assert "Dịch vụ công" in page(client, "/directives?from=2021&to=2021")
    later = page(client, "/directives?from=2024")
    assert "Dịch vụ công trực tuyến tỉnh Phú Thọ" not in later
    assert "Không có gì qua được bộ lọc" in later
    assert "Bộ lọc không giữ lại gì" in page(client, f"/{SON}?from=2024")


def test_lists_and_the_search_can_be_narrowed(client: TestClient) -> None:
    for path in ("/list/person?", "/search?q=trinh hung son&"):
        assert f"/{SON}?to=2021" in Page(page(client, f"{path}to=2021")).links
        assert f"/{SON}?from=2024" not in Page(page(client, f"{path}from=2024")).links
        assert f"/{SON}?sure=100" not in Page(page(client, f"{path}sure=100")).links
    assert "/id/place/phu-tho?from=2024" in Page(page(client, "/search?q=phu tho&from=2024")).links


def test_an_article_shows_the_marks_of_one_kind(client: TestClient) -> None:
    path = f"/id/article/{bulletins.facts()[0].document.sha256[:16]}"

    def marks(query: str) -> int:
        return page(client, path + query).count('<mark class="passage')

    everything, directives = marks(""), marks("?kind=directive")
    assert 0 < directives < everything
    assert marks("?sure=100") == 0
    assert "passage tenure" not in page(client, f"{path}?kind=directive")


def test_a_cell_of_the_chart_leads_to_its_directives(client: TestClient) -> None:
    cells = [
        href for href in Page(page(client, "/chart?place=id/place/phu-tho")).links if href.startswith("/directives?")
    ]
    assert cells
    assert all("Trịnh Hùng Sơn" in page(client, href) for href in cells if "trinh-hung-son" in href)


def test_two_provinces_side_by_side(client: TestClient) -> None:
    text = Page(page(client, "/compare?a=id/place/phu-tho&b=id/place/tuyen-quang")).text
    assert "Trịnh Hùng Sơn" in text
    assert "Chẩu Văn Lâm" in text or "Nguyễn Văn Sơn" in text


@pytest.mark.parametrize("typed", ["trinh hung son", "Trịnh Hùng Sơn", "TRINH HUNG", "trinh  hung  so", "son trinh"])
def test_a_name_is_found_without_marks_while_it_is_typed(client: TestClient, typed: str) -> None:
    first = client.get("/suggest", params={"q": typed}).json()[0]
    assert (first["label"], first["href"]) == ("Trịnh Hùng Sơn", f"/{SON}")
    assert f"/{SON}" in Page(page(client, f"/search?q={typed}")).links


def test_a_misspelt_name_gets_a_proposal(client: TestClient) -> None:
    found = Page(page(client, "/search?q=trinh hunk son"))
    assert f"/{SON}" in found.links


def test_words_of_a_sentence_are_found(client: TestClient) -> None:
    assert "an toàn thông tin trong dịp bầu cử" in page(client, "/search?q=trong dip bau cu")


def test_a_question_is_answered_with_its_sentences(client: TestClient) -> None:
    found = Page(page(client, "/search?q=Trịnh Hùng Sơn giữ chức vụ gì"))
    assert "Giám đốc" in found.text
    assert any(href.startswith("/id/article/") and "#char=" in href for href in found.links)


def test_an_answer_can_be_seen_as_a_chart_and_as_a_graph(client: TestClient) -> None:
    counted = "SELECT ?name (COUNT(*) AS ?n) { ?d vg:director/skos:prefLabel ?name } GROUP BY ?name ORDER BY DESC(?n)"
    chart = page(client, f"/sparql?{urlencode({'query': counted, 'show': 'chart'})}")
    assert 'width="100.0%"' in chart
    assert "Trịnh Hùng Sơn" in Page(chart).text
    tied = "SELECT ?who ?what { ?who vg:directs ?what }"
    graph = page(client, f"/sparql?{urlencode({'query': tied, 'show': 'graph'})}")
    data = json.loads(graph.split('type="application/json">')[1].split("</script>")[0])
    labels = {node["id"]: node["label"] for node in data["nodes"]}
    assert ("Trịnh Hùng Sơn", "Dịch vụ công trực tuyến tỉnh Phú Thọ") in {
        (labels[line["from"]], labels[line["to"]]) for line in data["edges"]
    }
    assert "#graph" not in page(client, f"/sparql?{urlencode({'query': 'SELECT (1 AS ?x) {}', 'show': 'graph'})}")


# Data


def test_a_thing_as_data(client: TestClient) -> None:
    data = client.get(f"/{SON}.json").json()
    assert data["id"] == BASE + SON
    directive = data["parts"]["directs"][0]
    assert {"content", "date", "evidence", "concerns"} <= set(directive)
    assert {"text", "begin", "end", "confidence", "article"} <= set(directive["evidence"][0])
    triples = {quad.triple for quad in ox.parse(client.get(f"/{SON}.ttl").content, format=ox.RdfFormat.TURTLE)}
    person = ox.NamedNode(BASE + SON)
    assert ox.Triple(person, ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{NS}Person")) in triples
    assert {triple.predicate.value for triple in triples} >= {f"{NS}director", f"{NS}supports", f"{NS}confidence"}


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html", media.HTML),
        ("text/turtle", media.TURTLE),
        ("application/json", media.JSON),
        ("application/ld+json", media.JSON_LD),
        ("*/*", media.HTML),
    ],
)
def test_a_thing_is_what_the_client_asks_for(client: TestClient, accept: str, kind: str) -> None:
    response = client.get(f"/{SON}", headers={"Accept": accept})
    assert response.headers["content-type"].split(";")[0] == kind
    assert "accept" in response.headers["vary"].lower()
    assert client.get(f"/{SON}", headers={"Accept": "image/png"}).status_code == 406


def test_an_address_of_nothing(client: TestClient) -> None:
    for path in ("/id/person/x/nobody", "/id/person/x/nobody.ttl", "/concept/nothing", "/list/nothing", "/nothing"):
        assert client.get(path, headers=serving.HTML).status_code == 404


def test_a_new_graph_is_taken_up(tmp_path: Path, bulletin_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.serve import app

    monkeypatch.setattr(app, "_LOOK_AGAIN", 0.05)
    graph = tmp_path / "graph.nq"
    graph.write_bytes(serving.hostile(tmp_path).read_bytes())
    with serving.client(graph, seconds=10) as client:
        assert client.get(f"/{SON}").status_code == 404
        damaged = tmp_path / "damaged.nq"
        damaged.write_text("<urn:s> <urn:p>", encoding="utf-8")
        damaged.replace(graph)
        assert client.get("/id/person/x/n0").status_code == 200, "the old one stays"
        fresh = tmp_path / "fresh.nq"
        fresh.write_bytes(bulletin_graph.read_bytes())
        fresh.replace(graph)
        until = time.monotonic() + 60  # a busy machine takes its time
        while client.get(f"/{SON}").status_code != 200 and time.monotonic() < until:
            time.sleep(0.05)
        assert client.get(f"/{SON}.ttl").status_code == 200


# The parts


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("2021-01-11", "11/01/2021", "11 Jan 2021"),
        ("2021-09", "09/2021", "Sep 2021"),
        ("2021", "2021", "2021"),
        ("2021?-01-11", "11/01/2021 (năm suy luận)", "11 Jan 2021 (year inferred)"),
        ("XXXX-05-12", "12/05", "12 May"),
        ("2025-02-03~", "khoảng 03/02/2025", "about 3 Feb 2025"),
        ("2020/2025", "2020 – 2025", "2020 – 2025"),
        ("../2023-10-02", "… – 02/10/2023", "… – 2 Oct 2023"),
        ("2021-13-01", "2021-13-01", "2021-13-01"),
        ("<b>", "<b>", "<b>"),
    ],
)
def test_dates_for_people(text: str, vi: str, en: str) -> None:
    assert (dates.readable(text, "vi"), dates.readable(text, "en")) == (vi, en)


def test_what_a_view_keeps() -> None:
    view = filters.read({"from": "2021-06", "to": "2020", "sure": "9x", "kind": "<b>"}, "")
    assert (view.since, view.until, view.sure, view.kind) == ("2020", "2021-06", 0, "")
    assert view.holds("2021-06-30")
    assert not view.holds("2021-07-01")
    assert not view.holds("2019-12-31")
    assert not view.holds("")
    assert view.holds("2019-01-01", "2022-01-01"), "a span that covers it all"
    assert filters.View().holds("")


def test_evidence_stays_with_its_own_statement(told: catalogue.Catalogue) -> None:
    made = Statements(told)
    assert all(statement.quotes for statement in made.directives)
    for statement in made.directives:
        assert all(statement.content[:20].casefold() in q.text.casefold() for q in statement.quotes)


def test_the_best_match_comes_first(told: catalogue.Catalogue) -> None:
    index = search.Index(told)
    assert told.label(index.find("Phú Thọ")[0].node) == "tỉnh Phú Thọ"
    assert index.find("giám đốc", kinds=("role",))[0].node == "concept/role-giam-doc"
    assert index.find("   ") == []
    assert index.find("!!!") == []


def test_a_timeline_has_a_place_for_each_day() -> None:
    def tenure(*attested: str, start: str = "", end: str = "") -> Tenure:
        return Tenure("t", "person", "role", "agency", attested, start, end, False, ())

    drawn = timeline.timeline([tenure("2020-01-01", "2021-01-01"), tenure(start="2021", end="2021"), tenure()])
    assert drawn is not None
    first, second = drawn.rows
    assert [at for at, _ in first.days] == [0.0, 50.0]
    assert first.span == (0.0, 50.0)
    assert second.span == (50.0, 50.0)
    assert [(tick.year, tick.at) for tick in drawn.ticks] == [(2020, 0.0), (2021, 50.0), (2022, 100.0)]
    assert timeline.timeline([tenure()]) is None


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "a/b"),
        ("text/html", None),
        ("a/*", "a/b"),
        ("a/*;q=0.5, a/c", "a/c"),
        ("a/b;q=0, */*", "a/c"),
        ("*/*;q=0", None),
        ("a/c;q=2", "a/c"),
        (";;,/,q=1", "a/b"),
    ],
)
def test_negotiation(accept: str, kind: str | None) -> None:
    assert media.best(accept, ("a/b", "a/c")) == kind


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.999])
def test_a_damaged_graph_is_never_half_served(tmp_path: Path, bulletin_graph: Path, keep: float) -> None:
    whole = bulletin_graph.read_bytes()
    cut = tmp_path / "cut.nq"
    cut.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(KgError, match="damaged"), serving.client(cut):
        pass
