"""The 23 questions of the design over the three seeds: each named query gives the whole answer, and nothing beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from kg import query
from kg.answer import Answer
from kg.paths import ONTOLOGY
from kg.query import run_named
from kg.store import Store

pytestmark = pytest.mark.shared
QUESTIONS = query.load_named(ONTOLOGY / "queries")
DESIGN = Path(__file__).parent.parent.parent / "shared" / "design" / "competency.json"

SON, LAM = "Trịnh Hùng Sơn", "Chẩu Văn Lâm"
DEPARTMENT = "Sở Thông tin và Truyền thông tỉnh Phú Thọ"
DRAFT = "Nghị quyết của Ban Thường vụ Tỉnh ủy Tuyên Quang về chuyển đổi số tỉnh Tuyên Quang đến năm 2025, …"
PLANNED = "Nghị quyết của Ban Thường vụ Tỉnh ủy Phú Thọ về tăng cường hoạt động của chính quyền điện tử…"
TASKS = (
    "Để thực hiện thành công Nghị quyết Đại hội…",
    "Nhiệm vụ trước mắt là đảm bảo công tác tuyên truyền…",
    "đảm bảo an toàn an ninh thông tin…",
    "đấu tranh phản bác các quan điểm…",
    "Sau Đại hội Đảng toàn quốc lần thứ XIII…",
    "đồng thời đẩy mạnh tuyên truyền…",
    "Sở Thông tin và Truyền thông chủ trì tham mưu…",
    "Tập trung triển khai dịch vụ công trực tuyến…",
    "triển khai quy hoạch hạ tầng bưu chính…",
    "chủ động đổi mới phương pháp làm việc…",
    "phải đề cao trách nhiệm của người đứng đầu…",
)

# Question of the design, named query, what it is asked about, columns, rows; "…" stands for the rest of a text.
Row = tuple[str, ...]
ANSWERS: list[tuple[str, str, Mapping[str, str], Row, list[Row]]] = [
    (
        "CQ01",
        "who-chaired",
        {"place": "tuyen quang", "day": "2021-09-27"},
        ("chair", "date", "edtf"),
        [(LAM, "2021-09-27", "2021?-09-27")],
    ),
    (
        "CQ02",
        "roles-of-person",
        {"who": SON},
        ("role", "agency"),
        [
            ("Ủy viên", "Tỉnh ủy Phú Thọ"),
            ("Bí thư", "Đảng ủy Sở Thông tin và Truyền thông tỉnh Phú Thọ"),
            ("Giám đốc", DEPARTMENT),
            ("Phó Trưởng ban", "Ban Tuyên giáo Tỉnh ủy Phú Thọ"),
        ],
    ),
    (
        "CQ03",
        "roles-of-person",
        {"who": LAM},
        ("role", "agency"),
        [
            ("Ủy viên", "Ban Chấp hành Trung ương Đảng"),
            ("Bí thư", "Tỉnh ủy Tuyên Quang"),
            ("Trưởng đoàn", "Đoàn đại biểu Quốc hội tỉnh Tuyên Quang"),
        ],
    ),
    (
        "CQ04",
        "documents-on-theme",
        {"theme": "chuyển đổi số", "year": "2025", "outlook": "2030"},
        ("document", "status", "issuer"),
        [(DRAFT, "dự thảo", "Ban Thường vụ Tỉnh ủy Tuyên Quang")],
    ),
    (
        "CQ06",
        "who-directs-what",
        {"theme": "chuyển đổi số"},
        ("province", "person", "date"),
        [
            ("tỉnh An Giang", "Nguyễn Như Anh", "2023-10-02"),
            ("tỉnh Phú Thọ", SON, "2021-01-11"),
            ("tỉnh Tuyên Quang", LAM, "2021-09-27"),
            ("tỉnh Tuyên Quang", "Nguyễn Văn Sơn", "2021-09-27"),
        ],
    ),
    (
        "CQ08",
        "who-prepares-documents",
        {"place": "Phú Thọ"},
        ("title", "drafter", "issuer"),
        [(PLANNED, DEPARTMENT, "Ban Thường vụ Tỉnh ủy Phú Thọ")],
    ),
    (
        "CQ09",
        "draft-documents",
        {},
        ("document", "status"),
        [(DRAFT, "dự thảo"), (PLANNED, "dự kiến xây dựng")],
    ),
    (
        "CQ10",
        "document-by-number",
        {"document": "33"},
        ("issuer", "title"),
        [("Tỉnh ủy Tuyên Quang", "Nghị quyết số 33 của Tỉnh ủy Tuyên Quang về phát triển kết cấu hạ tầng giao thông…")],
    ),
    (
        "CQ11",
        "what-implements",
        {"document": "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Phú Thọ lần thứ XIX"},
        ("implementing", "presenter"),
        [("Chương trình hành động của Đảng bộ Sở Thông tin và Truyền thông tỉnh Phú Thọ…", "Lê Quang Thắng")],
    ),
    (
        "CQ12",
        "who-said-what",
        {"place": "Phú Thọ"},
        ("person",),
        [("Nguyễn Thị Hồng Thúy",), ("Lê Quang Thắng",), (SON,)],
    ),
    ("CQ13", "directives-of-person", {"who": SON}, ("content",), [(task,) for task in TASKS]),
    (
        "CQ14",
        "who-attended",
        {"day": "2021-09-27"},
        ("attendee", "part", "roles"),
        [
            (LAM, "chủ trì", "Bí thư – Tỉnh ủy Tuyên Quang; Trưởng đoàn – …"),
            (
                "Lê Thị Kim Dung",
                "dự",
                "Chủ tịch – Hội đồng nhân dân tỉnh Tuyên Quang; Phó Bí thư Thường trực – Tỉnh ủy Tuyên Quang",
            ),
            ("Nguyễn Văn Sơn", "dự", "Chủ tịch – Ủy ban nhân dân tỉnh Tuyên Quang; Phó Bí thư – Tỉnh ủy Tuyên Quang"),
        ],
    ),
    (
        "CQ15",
        "figures",
        {"place": "An Giang", "figure": "chỉ tiêu"},
        ("achieved", "total", "speaker"),
        [("28", "34", "Nguyễn Thanh Hải"), ("7", "9", "")],
    ),
    ("CQ16", "figures", {"place": "An Giang", "figure": "thử nghiệm IOC"}, ("achieved", "total"), [("8", "11")]),
    (
        "CQ18",
        "who-holds-role",
        {"role": "Giám đốc", "agency": "Sở Thông tin và Truyền thông"},
        ("province", "person", "first"),
        [("tỉnh An Giang", "Lê Quốc Cường", "2023-10-02"), ("tỉnh Phú Thọ", SON, "2021-01-11")],
    ),
    (
        "CQ19",
        "party-and-state-roles",
        {},
        ("person",),
        [(name,) for name in ("Lê Thị Kim Dung", "Nguyễn Văn Sơn", "Lê Quang Thắng", "Lê Quốc Cường", LAM, SON)],
    ),
    (
        "CQ20",
        "congress-resolutions",
        {},
        ("ordinal", "issuer"),
        [("13", "Đảng Cộng sản Việt Nam"), ("17", "Đảng bộ tỉnh Tuyên Quang"), ("19", "Đảng bộ tỉnh Phú Thọ")],
    ),
    (
        "CQ21",
        "directives-in-year",
        {"year": "2021", "theme": "chuyển đổi số"},
        ("person", "edtf"),
        [(SON, "2021?-01-11"), (LAM, "2021?-09-27"), ("Nguyễn Văn Sơn", "2021?-09-27")],
    ),
    (
        "CQ22",
        "successors-of-agency",
        {"agency": DEPARTMENT},
        ("date", "successor"),
        [
            ("2025-03-01", "Sở Khoa học và Công nghệ tỉnh Phú Thọ"),
            ("2025-07-01", "cơ quan tương ứng của tỉnh Phú Thọ (từ 2025-07-01)"),
        ],
    ),
    *(
        ("CQ23", "merged-provinces", {"place": place}, ("date", "formed", "with"), [("2025-07-01", formed, partners)])
        for place, formed, partners in (
            ("An Giang", "tỉnh An Giang (từ 2025-07-01)", "tỉnh Kiên Giang"),
            ("Tuyên Quang", "tỉnh Tuyên Quang (từ 2025-07-01)", "tỉnh Hà Giang"),
            ("Phú Thọ", "tỉnh Phú Thọ (từ 2025-07-01)", "tỉnh Hòa Bình; tỉnh Vĩnh Phúc"),
        )
    ),
    (
        "CQ24",
        "directives-in-territory",
        {"place": "Phú Thọ", "theme": "chính quyền số"},
        ("person", "date", "content"),
        [(SON, "2021-01-11", TASKS[6]), (SON, "2021-01-11", TASKS[7])],
    ),
    (
        "CQ25",
        "evidence",
        {"who": SON, "theme": "chính quyền số"},
        ("source", "begin", "end", "software"),
        [
            ("002_3a5e861b7164303b.txt", "4488", "4644", "kg-vngov…"),
            ("002_3a5e861b7164303b.txt", "4645", "4898", "kg-vngov…"),
        ],
    ),
]


@pytest.fixture(scope="module")
def store(seeds_graph: Path) -> Store:
    """The three seeds."""
    return Store.load(seeds_graph)


def rows(answer: Answer, columns: Row) -> set[Row]:
    """The cells of some columns, each row once; what a cell lists in no order is sorted."""
    places = [answer.columns.index(name) for name in columns]
    return {tuple("; ".join(sorted(row[place].split("; "))) for place in places) for row in answer.cells()}


def is_told(row: Row, expected: Row) -> bool:
    """Whether a row is the one expected."""
    return all(
        cell.startswith(wanted[:-1]) if wanted.endswith("…") else cell == wanted
        for cell, wanted in zip(row, expected, strict=True)
    )


@pytest.mark.parametrize(
    ("name", "given", "columns", "expected"),
    [entry[1:] for entry in ANSWERS],
    ids=[f"{entry[0]}-{number}" for number, entry in enumerate(ANSWERS)],
)
def test_the_whole_answer_and_nothing_beside(
    store: Store, name: str, given: Mapping[str, str], columns: Row, expected: list[Row]
) -> None:
    told = rows(run_named(store, QUESTIONS[name], given), columns)
    assert len(told) == len(expected), told
    assert [want for want in expected if not any(is_told(row, want) for row in told)] == []


def test_the_operations_centre_of_an_giang_and_how_it_stands(store: Store) -> None:
    """CQ17: the sentence tells that it has been opened."""
    told = rows(run_named(store, QUESTIONS["initiatives-by-province"], {"initiative": "IOC"}), ("province", "quote"))
    assert {province for province, _ in told} == {"tỉnh An Giang"}
    assert any("ra mắt Trung tâm" in quote for _, quote in told)


@pytest.mark.skipif(not DESIGN.exists(), reason="the design is not beside the project")
def test_every_question_of_the_design_is_asked() -> None:
    design = {entry["id"] for entry in json.loads(DESIGN.read_text(encoding="utf-8"))}
    assert {entry[0] for entry in ANSWERS} | {"CQ17"} == design
