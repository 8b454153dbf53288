from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from kg import names, query
from kg.answer import Answer, as_text
from kg.model import KgError
from kg.paths import ONTOLOGY
from kg.query import run, run_named
from kg.store import Store

QUESTIONS = query.load_named(ONTOLOGY / "queries")


def cells(answer: Answer, *columns: str) -> list[tuple[str, ...]]:
    """The cells of some columns; what a cell lists in no order is sorted."""
    places = [answer.columns.index(name) for name in columns]
    return [tuple("; ".join(sorted(row[place].split("; "))) for place in places) for row in answer.cells()]


# What the three bulletins answer: question, what it is asked about, columns, rows.
ANSWERS = [
    (
        "who-chaired",
        {"place": "tuyen quang", "day": "2021-09-27"},
        ("chair", "date", "edtf"),
        [("Chẩu Văn Lâm", "2021-09-27", "2021?-09-27")],
    ),
    (
        "roles-of-person",
        {"who": "trinh hung son"},
        ("role", "agency"),
        [
            ("Phó Trưởng ban", "Ban Tuyên giáo Tỉnh ủy Phú Thọ"),
            ("Giám đốc", "Sở Thông tin và Truyền thông tỉnh Phú Thọ"),
            ("Ủy viên", "Tỉnh ủy Phú Thọ"),
            ("Bí thư", "Đảng ủy Sở Thông tin và Truyền thông tỉnh Phú Thọ"),
        ],
    ),
    (
        "documents-on-theme",
        {"theme": "chuyển đổi số", "year": "2025"},
        ("province", "status", "issuer", "target", "vision"),
        [("tỉnh Tuyên Quang", "dự thảo", "Ban Thường vụ Tỉnh ủy Tuyên Quang", "2025", "2030")],
    ),
    (
        "who-directs-what",
        {"theme": "CHUYỂN ĐỔI SỐ"},
        ("person", "target", "date"),
        [
            ("Nguyễn Như Anh", "Chuyển đổi số tỉnh An Giang", "2023-10-03"),
            ("Trịnh Hùng Sơn", "Dịch vụ công trực tuyến tỉnh Phú Thọ", "2021-01-11"),
            ("Trịnh Hùng Sơn", "Nghị quyết của Ban Thường vụ Tỉnh ủy Phú Thọ về chính quyền điện tử", "2021-01-11"),
            ("Chẩu Văn Lâm", "Nghị quyết của Ban Thường vụ Tỉnh ủy về chuyển đổi số tỉnh Tuyên Quang", "2021-09-27"),
            ("Nguyễn Văn Sơn", "Chuyển đổi số tỉnh Tuyên Quang", "2021-09-27"),
        ],
    ),
    (
        "who-directs-what",
        {"who": "Trịnh Hùng Sơn", "theme": "an toàn, an ninh thông tin"},
        ("role", "basis", "quote", "source"),
        [
            (
                "Giám đốc – Sở Thông tin và Truyền thông tỉnh Phú Thọ",
                "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Phú Thọ lần thứ XIX",
                "Theo Nghị quyết Đại hội, ông nhấn mạnh, Sở phải giữ an toàn thông tin trong dịp bầu cử.",
                "phu-tho.txt",
            )
        ],
    ),
    ("who-directs", {"place": "Phú Thọ"}, ("person", "directives"), [("Trịnh Hùng Sơn", "1")] * 3),
    (
        "who-prepares-documents",
        {"document": "chinh quyen dien tu"},
        ("drafter", "issuer"),
        [("Sở Thông tin và Truyền thông tỉnh Phú Thọ", "Ban Thường vụ Tỉnh ủy Phú Thọ")],
    ),
    (
        "draft-documents",
        {},
        ("province", "status"),
        [("tỉnh Phú Thọ", "dự kiến xây dựng"), ("tỉnh Tuyên Quang", "dự thảo")],
    ),
    ("document-by-number", {"document": "33"}, ("number", "issuer"), [("33", "Tỉnh ủy Tuyên Quang")]),
    (
        "what-implements",
        {"document": "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Phú Thọ lần thứ XIX"},
        ("implementing", "presenter", "content"),
        [
            (
                "Chương trình hành động của Đảng bộ Sở Thông tin và Truyền thông tỉnh Phú Thọ",
                "Lê Quang Thắng",
                "trình bày Chương trình hành động gồm 5 nhiệm vụ",
            )
        ],
    ),
    (
        "who-said-what",
        {"place": "Phú Thọ", "event": "Hội nghị phổ biến nghị quyết"},
        ("person", "verb"),
        [
            ("Nguyễn Thị Hồng Thúy", "quán triệt, triển khai"),
            ("Lê Quang Thắng", "trình bày"),
            ("Trịnh Hùng Sơn", "yêu cầu"),
            ("Trịnh Hùng Sơn", "yêu cầu"),
            ("Trịnh Hùng Sơn", "nhấn mạnh"),
        ],
    ),
    (
        "directives-of-person",
        {"who": "Chẩu Văn Lâm"},
        ("verb", "addressee"),
        [
            ("yêu cầu", "Sở Thông tin và Truyền thông tỉnh Tuyên Quang"),
            ("giao", "Sở Thông tin và Truyền thông tỉnh Tuyên Quang"),
        ],
    ),
    (
        "who-attended",
        {"day": "2021-09-27"},
        ("attendee", "part", "roles"),
        [
            (
                "Chẩu Văn Lâm",
                "chủ trì",
                "Bí thư – Tỉnh ủy Tuyên Quang; Trưởng đoàn – Đoàn đại biểu Quốc hội tỉnh Tuyên Quang",
            ),
            (
                "Lê Thị Kim Dung",
                "dự",
                "Chủ tịch – Hội đồng nhân dân tỉnh Tuyên Quang; Phó Bí thư Thường trực – Tỉnh ủy Tuyên Quang",
            ),
            ("Nguyễn Văn Sơn", "dự", "Chủ tịch – Ủy ban nhân dân tỉnh Tuyên Quang; Phó Bí thư – Tỉnh ủy Tuyên Quang"),
        ],
    ),
    (
        "figures",
        {"place": "an giang", "figure": "chi tieu"},
        ("achieved", "total", "speaker"),
        [("28", "34", "Nguyễn Thanh Hải")],
    ),
    ("figures", {"figure": "trung tâm điều hành"}, ("achieved", "total", "speaker"), [("8", "11", "")]),
    (
        "initiatives-by-province",
        {"initiative": "IOC"},
        ("province", "speaker", "said"),
        [("tỉnh An Giang", "Lê Quốc Cường", "trung tâm điều hành thông minh của tỉnh đã ra mắt")],
    ),
    (
        "who-holds-role",
        {"role": "Giám đốc", "agency": "Sở Thông tin và Truyền thông"},
        ("province", "person", "first"),
        [("tỉnh An Giang", "Lê Quốc Cường", "2023-10-03"), ("tỉnh Phú Thọ", "Trịnh Hùng Sơn", "2021-01-11")],
    ),
    (
        "party-and-state-roles",
        {},
        ("person",),
        [
            (n,)
            for n in (
                "Chẩu Văn Lâm",
                "Lê Quang Thắng",
                "Lê Quốc Cường",
                "Lê Thị Kim Dung",
                "Nguyễn Văn Sơn",
                "Trịnh Hùng Sơn",
            )
        ],
    ),
    (
        "congress-resolutions",
        {},
        ("ordinal", "issuer"),
        [("17", "Đảng bộ tỉnh Tuyên Quang"), ("19", "Đảng bộ tỉnh Phú Thọ")],
    ),
    (
        "directives-in-year",
        {"year": "2021", "theme": "chính quyền số"},
        ("person", "edtf"),
        [("Trịnh Hùng Sơn", "2021?-01-11")] * 2,
    ),
    (
        "successors-of-agency",
        {"agency": "Sở Thông tin và Truyền thông tỉnh Phú Thọ"},
        ("date", "successor"),
        [
            ("2025-03-01", "Sở Khoa học và Công nghệ tỉnh Phú Thọ"),
            ("2025-07-01", "cơ quan tương ứng của tỉnh Phú Thọ (từ 2025-07-01)"),
        ],
    ),
    (
        "merged-provinces",
        {"place": "tuyên quang"},
        ("date", "formed", "with"),
        [("2025-07-01", "tỉnh Tuyên Quang (từ 2025-07-01)", "tỉnh Hà Giang")],
    ),
    (
        "directives-in-territory",
        {"place": "Phú Thọ", "theme": "chính quyền số"},
        ("today", "then", "person"),
        [("tỉnh Phú Thọ (từ 2025-07-01)", "tỉnh Phú Thọ", "Trịnh Hùng Sơn")] * 2,
    ),
    (
        "evidence",
        {"who": "Nguyễn Như Anh"},
        ("begin", "end", "confidence", "rule", "software"),
        [("301", "394", "0.9", "by-hand", "kg-test 1")],
    ),
    (
        "responsibility-chart",
        {"place": "Tuyên Quang"},
        ("initiative", "directors", "addressees"),
        [
            (
                "Chuyển đổi số tỉnh Tuyên Quang",
                "Chẩu Văn Lâm; Nguyễn Văn Sơn",
                "Sở Thông tin và Truyền thông tỉnh Tuyên Quang",
            )
        ],
    ),
    ("articles-that-mention", {"who": "chau van lam"}, ("source",), [("tuyen-quang.txt",)]),
    ("articles-that-mention", {"place": "phu tho", "theme": "chuyen doi so"}, ("source",), [("phu-tho.txt",)]),
    (
        "compare-provinces",
        {"theme": "chuyen doi so", "place": "tuyen quang", "other": "phu tho"},
        ("kind", "province", "what"),
        [
            ("chương trình", "tỉnh Phú Thọ", "Chính quyền số tỉnh Phú Thọ"),
            ("chương trình", "tỉnh Phú Thọ", "Dịch vụ công trực tuyến tỉnh Phú Thọ"),
            ("chương trình", "tỉnh Tuyên Quang", "Chuyển đổi số tỉnh Tuyên Quang"),
            ("người chỉ đạo", "tỉnh Phú Thọ", "Trịnh Hùng Sơn"),
            ("người chỉ đạo", "tỉnh Tuyên Quang", "Chẩu Văn Lâm"),
            ("người chỉ đạo", "tỉnh Tuyên Quang", "Nguyễn Văn Sơn"),
            ("văn bản", "tỉnh Phú Thọ", "Nghị quyết của Ban Thường vụ Tỉnh ủy Phú Thọ về chính quyền điện tử"),
            ("văn bản", "tỉnh Tuyên Quang", "Nghị quyết của Ban Thường vụ Tỉnh ủy về chuyển đổi số tỉnh Tuyên Quang"),
        ],
    ),
    (
        "initiatives-without-director",
        {"place": "an giang"},
        ("name", "articles"),
        [("Trung tâm điều hành thông minh tỉnh An Giang", "1")],
    ),
    ("two-holders", {"role": "giám đốc"}, ("person", "other"), []),
    (
        "who-held-post-on-day",
        {"role": "giám đốc", "agency": "Sở Thông tin và Truyền thông tỉnh Phú Thọ", "day": "2021-01-11"},
        ("person", "known"),
        [("Trịnh Hùng Sơn", "đúng ngày")],
    ),
    (
        "who-held-post-on-day",
        {"role": "giám đốc", "agency": "Sở Thông tin và Truyền thông tỉnh Phú Thọ", "day": "2022-01-11"},
        ("person", "known"),
        [("Trịnh Hùng Sơn", "trước đó")],
    ),
    (
        "changes-between",
        {"place": "tuyen quang", "from": "2021-01-01", "until": "2021-12-31"},
        ("kind", "who"),
        [
            ("chỉ đạo", "Chẩu Văn Lâm"),
            ("chỉ đạo", "Chẩu Văn Lâm"),
            ("chỉ đạo", "Nguyễn Văn Sơn"),
            ("chức vụ", "Chẩu Văn Lâm"),
            ("chức vụ", "Chẩu Văn Lâm"),
            ("chức vụ", "Lê Thị Kim Dung"),
            ("chức vụ", "Lê Thị Kim Dung"),
            ("chức vụ", "Nguyễn Văn Sơn"),
            ("chức vụ", "Nguyễn Văn Sơn"),
        ],
    ),
    ("changes-between", {"place": "tuyen quang", "until": "2020-12-31"}, ("kind",), []),
    (
        "about-person",
        {"who": "le quang thang"},
        ("kind", "what"),
        [
            ("chức vụ", "Phó Bí thư"),
            ("chức vụ", "Phó Giám đốc"),
            ("dự", "Hội nghị phổ biến nghị quyết của Sở Thông tin và Truyền thông tỉnh Phú Thọ ngày 11-1-2021"),
            ("phát biểu", "trình bày Chương trình hành động gồm 5 nhiệm vụ"),
        ],
    ),
    (
        "about-agency",
        {"agency": "Tỉnh ủy Tuyên Quang"},
        ("kind", "who", "what"),
        [
            ("ban hành", "", "Nghị quyết số 33 của Tỉnh ủy Tuyên Quang về hạ tầng giao thông và công nghệ thông tin"),
            ("chức vụ", "Chẩu Văn Lâm", "Bí thư"),
            ("chức vụ", "Lê Thị Kim Dung", "Phó Bí thư Thường trực"),
            ("chức vụ", "Nguyễn Văn Sơn", "Phó Bí thư"),
        ],
    ),
    (
        "about-document",
        {"document": "Nghị quyết số 33"},
        ("kind", "what"),
        [
            ("ban hành", "Tỉnh ủy Tuyên Quang"),
            ("chỉ đạo", "Chẩu Văn Lâm: thực hiện Nghị quyết số 33 của Tỉnh ủy"),
            ("câu trích", "Nghị quyết số 33"),
            ("loại", "nghị quyết"),
            ("số", "33"),
            ("tình trạng", "đã ban hành"),
            ("địa bàn", "tỉnh Tuyên Quang"),
        ],
    ),
    (
        "evidence-of-fact",
        {"fact": "https://w3id.org/vngov/id/person/phu-tho/trinh-hung-son"},
        ("quote", "begin", "end", "rule"),
        [("Trịnh Hùng Sơn", "198", "212", "by-hand")],
    ),
]


@pytest.mark.parametrize(
    ("name", "given", "columns", "expected"), ANSWERS, ids=[f"{n}-{len(g)}" for n, g, *_ in ANSWERS]
)
def test_answers(
    bulletin_store: Store,
    name: str,
    given: Mapping[str, str],
    columns: tuple[str, ...],
    expected: list[tuple[str, ...]],
) -> None:
    answer = run_named(bulletin_store, QUESTIONS[name], given)
    assert sorted(cells(answer, *columns)) == sorted(expected)
    assert answer.notes == ()


def test_every_question_has_an_answer_that_is_tested() -> None:
    listings = {name for name in QUESTIONS if name.endswith("-with-evidence")}  # what answers in words are made of
    assert {name for name, *_ in ANSWERS} == set(QUESTIONS) - listings


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_question_runs_as_it_is_and_with_its_examples(bulletin_store: Store, name: str) -> None:
    question = QUESTIONS[name]
    assert run(bulletin_store, question.sparql).columns
    for parameter in question.parameters:
        assert run_named(bulletin_store, question, {parameter.name: parameter.example}).notes == ()


@pytest.mark.parametrize(
    "text", ['x" } UNION {?s ?p ?o} #', "\\u0022", "> ?p ?o . <", "*", "NEAR(", "(" * 99, "", "x" * 10_000]
)
def test_a_parameter_is_a_name_whatever_it_looks_like(bulletin_store: Store, text: str) -> None:
    answer = run_named(bulletin_store, QUESTIONS["roles-of-person"], {"who": text})
    assert len(list(answer.cells())) == (17 if not text else 0)


def test_a_name_that_nothing_bears_is_said_to_be_so(bulletin_store: Store) -> None:
    answer = run_named(bulletin_store, QUESTIONS["roles-of-person"], {"who": "Trịnh Hùng Sinh"})
    assert list(answer.cells()) == []
    assert answer.notes == ("nothing in the graph is called 'Trịnh Hùng Sinh' (person); names like it: Trịnh Hùng Sơn",)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"boss": "x"}, "no parameter 'boss': it has theme, place"),
        ({"year": "21"}, "no year"),
        ({"year": "2021 }"}, "no year"),
    ],
)
def test_a_wrong_parameter_is_refused(bulletin_store: Store, given: dict[str, str], message: str) -> None:
    with pytest.raises(KgError, match=message):
        run_named(bulletin_store, QUESTIONS["who-directs-what"], given)


@pytest.mark.parametrize(
    ("kind", "text", "paths"),
    [
        ("place", "phu tho", ["place/phu-tho", "place/phu-tho-2025"]),
        ("place", "thị xã Phú Thọ", ["place/phu-tho/phu-tho"]),
        ("person", "SƠN", ["person/phu-tho/trinh-hung-son", "person/tuyen-quang/nguyen-van-son"]),
        ("person", "on", []),
        ("person", "person/phu-tho/trinh-hung-son", ["person/phu-tho/trinh-hung-son"]),
        ("agency", "Ban Chấp hành Đảng bộ tỉnh Phú Thọ", ["agency/phu-tho/tinh-uy"]),
        ("number", "33", ["doc/tuyen-quang/nq-33"]),
    ],
)
def test_names_are_found(bulletin_store: Store, kind: str, text: str, paths: list[str]) -> None:
    found = names.find(bulletin_store, kind, text)
    assert [thing.value.removeprefix("https://w3id.org/vngov/id/") for thing in found.things] == paths


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đắk  Lắk", "dak lak"), ("HOÀ", "hoa"), ("hòa", "hoa"), ("Thuý", "thuy"), ("Bà Rịa\xa0-", "ba ria -")],
)
def test_fold(text: str, folded: str) -> None:
    assert names.fold(text) == folded


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent ?v { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p "\\u0022" SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } FILTER(?x = " ") }',
        "SELECT * { # no\rSERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_nothing_leaves_this_machine(bulletin_store: Store, sparql: str) -> None:
    with pytest.raises(KgError, match="federation is off"):
        run(bulletin_store, sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service { ?service a vg:Person } LIMIT 1",
        "ASK { ?s skos:prefLabel 'SERVICE' } # SERVICE",
        "ASK { ?s a <http://example.org/SERVICE> , vg:service }",
    ],
)
def test_the_word_alone_does_no_harm(bulletin_store: Store, sparql: str) -> None:
    assert run(bulletin_store, sparql).columns


@pytest.mark.parametrize("depth", [65, 2000, 100_000])
@pytest.mark.parametrize("signs", ["{}", "()", "!!", "--", "^^"])
def test_deep_nesting_is_refused(bulletin_store: Store, signs: str, depth: int) -> None:
    deep = signs[0] * depth
    inner = f"ASK {deep}{signs[1] * depth}" if signs == "{}" else f"ASK {{ FILTER({deep}true{signs[1] * depth}) }}"
    with pytest.raises(KgError, match="more than 64 deep"):
        run(bulletin_store, inner)


@pytest.mark.parametrize("sparql", ["DROP ALL", "INSERT DATA { <a:b> <a:c> 1 }", "SELECT * { ?s ?p ?o } ; DROP ALL"])
def test_a_query_cannot_change_the_graph(bulletin_store: Store, sparql: str) -> None:
    with pytest.raises(KgError, match="does not parse"):
        run(bulletin_store, sparql)


def test_a_cut_answer_says_so(bulletin_store: Store) -> None:
    answer = run(bulletin_store, "SELECT ?p { ?p a vg:Person }", max_rows=3)
    assert (len(answer.rows or ()), answer.is_cut) == (3, True)
    assert not run(bulletin_store, "SELECT ?p { ?p a vg:Person }", max_rows=9).is_cut


def test_formats(bulletin_graph: Path) -> None:
    answer = run(bulletin_graph, "SELECT ?name ?none { id:person\\/phu-tho\\/trinh-hung-son skos:prefLabel ?name }")
    assert list(csv.reader(io.StringIO(as_text(answer, format="csv")))) == [["name", "none"], ["Trịnh Hùng Sơn", ""]]
    assert as_text(answer, format="tsv") == '?name\t?none\n"Trịnh Hùng Sơn"@vi\t\n'
    assert json.loads(as_text(answer, format="json")) == {
        "head": {"vars": ["name", "none"]},
        "results": {"bindings": [{"name": {"type": "literal", "value": "Trịnh Hùng Sơn", "xml:lang": "vi"}}]},
    }
    with pytest.raises(KgError, match="only CONSTRUCT"):
        as_text(answer, format="ttl")
    with pytest.raises(KgError, match="no format is called 'xml'"):
        as_text(answer, format="xml")


def test_graphs_and_yes_or_no_have_formats_too(bulletin_store: Store) -> None:
    graph = run(bulletin_store, "CONSTRUCT { ?p a foaf:Person } { ?p a vg:Person ; skos:prefLabel 'Lê Quốc Cường'@vi }")
    assert "https://w3id.org/vngov/id/person/an-giang/le-quoc-cuong,http" in as_text(graph, format="csv")
    assert "a foaf:Person" in as_text(graph, format="ttl")
    assert list(graph.cells()) == [("id:person/an-giang/le-quoc-cuong", "rdf:type", "foaf:Person")]
    assert run(bulletin_store, "DESCRIBE id:person\\/an-giang\\/le-quoc-cuong").triples
    yes = run(bulletin_store, "ASK { ?s a vg:Person }")
    assert (yes.boolean, list(yes.cells())) == (True, [("yes",)])
    assert json.loads(as_text(yes, format="json")) == {"head": {}, "boolean": True}


def test_formulas_are_exact_unless_asked_otherwise(bulletin_store: Store) -> None:
    answer = run(bulletin_store, "SELECT ('=cmd|x' AS ?a) ('-1' AS ?b) ('x=1' AS ?c) {}")
    assert as_text(answer, format="csv") == "a,b,c\n=cmd|x,-1,x=1\n"
    assert as_text(answer, format="csv", excel_safe=True) == "a,b,c\n'=cmd|x,'-1,x=1\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * { ?s ?p ?o }", "has no line `# title-vi"),
        (
            "# title-vi: a\n# title-en: b\n# description-vi: c\n# description-en: d\n# param: x person -\n",
            "must read NAME KIND",
        ),
        (
            "# title-vi: a\n# title-en: b\n# description-vi: c\n# description-en: d\n# param: x horse - y\n",
            "must read NAME KIND",
        ),
        ("# title-vi: a\n# title-en: b\n# description-vi: c\n# description-en: d\n# param: x text - y\n", "no `VALUES"),
    ],
)
def test_a_question_that_is_not_complete_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "odd.rq").write_text(text)
    with pytest.raises(KgError, match=rf"odd\.rq: .*{message}"):
        query.load_named(tmp_path)


def test_plain_parameters_and_defaults(tmp_path: Path, bulletin_store: Store) -> None:
    (tmp_path / "on-day.rq").write_text(
        "# title-vi: a\n# title-en: b\n# description-vi: c\n# description-en: d\n"
        "# param: day date 2021-09-27 2021-01-11\n# param: word text - x\n"
        "SELECT ?event ?word { VALUES ?day { UNDEF } VALUES ?word { UNDEF } ?event a vg:Event ; schema:startDate ?day }"
    )
    question = query.load_named(tmp_path)["on-day"]
    assert cells(run_named(bulletin_store, question), "event") == [("id:event/tuyen-quang/2021-09-27-lam-viec",)]
    assert cells(run_named(bulletin_store, question, {"day": "2021-01-11", "word": '"}'}), "event", "word") == [
        ("id:event/phu-tho/2021-01-11-hoi-nghi", '"}')
    ]
    with pytest.raises(KgError, match="no date"):
        run_named(bulletin_store, question, {"day": "2023-02-31"})
