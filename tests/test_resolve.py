"""Short forms mean the body at hand, forms of one body are one node, and namesakes are one person only on evidence."""

from __future__ import annotations

import pytest

from kg.model import ArticleFacts
from reading import document, facts_of, linked, said


def people(*articles: ArticleFacts) -> list[str]:
    """The nodes of the people of each article, in turn."""
    return [entity.path for facts in articles for entity in facts.entities if entity.kind == "Person"]


# Who is the same.


def test_namesakes_of_two_provinces_stay_apart() -> None:
    one, other = people(
        *linked(
            document("Ông Nguyễn Văn Sơn, Chủ tịch UBND tỉnh Tuyên Quang dự.", source="a.txt"),
            document("Ông Nguyễn Văn Sơn, Giám đốc Sở Y tế tỉnh Cà Mau dự.", source="b.txt"),
        )
    )
    assert one != other


def test_namesakes_of_one_province_are_one_under_many_posts() -> None:
    one, other = people(
        *linked(
            document("Ông Nguyễn Văn Sơn, Chủ tịch UBND tỉnh Tuyên Quang dự.", source="a.txt"),
            document("Đồng chí Nguyễn Văn Sơn, Phó Bí thư Tỉnh ủy Tuyên Quang nói.", source="b.txt"),
        )
    )
    assert one == other


def test_the_same_post_makes_one_person() -> None:
    one, other = people(
        *linked(
            document("Ông Lê Văn An, Thứ trưởng Bộ Y tế dự.", source="a.txt"),
            document("Ông Lê Văn An, Thứ trưởng Bộ Y tế, làm việc với UBND tỉnh Cà Mau.", source="b.txt"),
        )
    )
    assert one == other


def test_like_names_of_bodies_are_no_evidence() -> None:
    one, other = people(
        *linked(
            document("Bà Lê Thị Hoa, Giám đốc Sở Y tế tỉnh Cà Mau dự.", source="a.txt"),
            document("Bà Lê Thị Hoa, Giám đốc Sở Y tế tỉnh Lào Cai dự.", source="b.txt"),
        )
    )
    assert one != other


def test_spellings_of_a_name_are_one_person() -> None:
    one, other = people(
        *linked(
            document("Bà Nguyễn Thị Hồng Thuý, Phó Giám đốc Sở Y tế tỉnh Cà Mau dự.", source="a.txt"),
            document("Bà Nguyễn Thị Hồng Thúy, Phó Giám đốc Sở Y tế tỉnh Cà Mau dự.", source="b.txt"),
        )
    )
    assert one == other


def test_the_order_of_articles_does_not_matter() -> None:
    docs = [
        document("Ông Lê Văn An, Thứ trưởng Bộ Y tế dự.", source="a.txt"),
        document("Ông Lê Văn An, Chủ tịch UBND tỉnh Cà Mau dự.", source="b.txt"),
        document("Ông Lê Văn An, Chủ tịch UBND tỉnh Lào Cai dự.", source="c.txt"),
    ]
    assert sorted(people(*linked(*docs))) == sorted(people(*linked(*reversed(docs))))


# What short forms mean: text, what is known of the article, the post with its body.
IMPLIED = [
    ("the portal's province", "Chủ tịch UBND tỉnh Lê Văn An dự.", {"publisher": "Cổng thông tin điện tử Cà Mau"},
     "Chủ tịch|Ủy ban nhân dân tỉnh Cà Mau"),
    ("the folder's province", "Bí thư Tỉnh ủy Lê Văn An dự.", {"source": "binhdinhnews/1.txt"},
     "Bí thư|Tỉnh ủy Bình Định"),
    ("the one named most", "UBND tỉnh Lào Cai họp. Sở Y tế tỉnh Lào Cai dự. Khách của UBND tỉnh Cà Mau đến.\n\n"
     "Chủ tịch UBND tỉnh Lê Văn An nói.", {}, "Chủ tịch|Ủy ban nhân dân tỉnh Lào Cai"),
    ("the title's", "Chủ tịch UBND tỉnh Lê Văn An dự.", {"title": "Tỉnh ủy Lào Cai tổng kết năm"},
     "Chủ tịch|Ủy ban nhân dân tỉnh Lào Cai"),
    ("the one beside it", "UBND tỉnh Lào Cai họp. Sở Y tế tỉnh Lào Cai dự.\n\n"
     "Giám đốc Sở Y tế An Giang và Phó Chủ tịch UBND tỉnh Lê Văn An đến.", {},
     "Phó Chủ tịch|Ủy ban nhân dân tỉnh An Giang"),
    ("its department's committee", "Ông Lê Văn An, Bí thư Đảng ủy, Giám đốc Sở Y tế tỉnh Lào Cai dự.", {},
     "Bí thư|Đảng ủy Sở Y tế tỉnh Lào Cai"),
    ("the committee of the post that follows", "Sở Y tế tỉnh Lào Cai họp với Đảng ủy Sở Y tế. Ông Lê Văn An, Ủy viên "
     "UBND tỉnh, Bí thư Đảng ủy, Giám đốc Sở Nội vụ tỉnh Lào Cai dự.", {}, "Bí thư|Đảng ủy Sở Nội vụ tỉnh Lào Cai"),
    ("the department spoken of", "Sở Y tế tỉnh Lào Cai họp. Ông Lê Văn An, Phó Giám đốc Sở, nói.", {},
     "Phó Giám đốc|Sở Y tế tỉnh Lào Cai"),
    ("the district spoken of", "Huyện ủy Bát Xát, tỉnh Lào Cai họp. Chủ tịch UBND huyện Lê Văn An nói.", {},
     "Chủ tịch|Ủy ban nhân dân huyện Bát Xát"),
    ("a commune's committee", "Ông Lê Văn An, Bí thư Đảng ủy xã Hạ Sơn (huyện Quỳ Hợp, Nghệ An) nói.", {},
     "Bí thư|Đảng ủy xã Hạ Sơn"),
    ("a post of a place", "Ông Lê Văn An, Chủ tịch tỉnh Lào Cai nói.", {}, "Chủ tịch|Ủy ban nhân dân tỉnh Lào Cai"),
    ("the city that is a province", "UBND TP Hải Phòng họp. Giám đốc Sở Y tế thành phố Lê Văn An nói.", {},
     "Giám đốc|Sở Y tế thành phố Hải Phòng"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "about", "post"), [pytest.param(*rest, id=name) for name, *rest in IMPLIED])
def test_what_short_forms_mean(text: str, about: dict[str, str], post: str) -> None:
    assert f"Lê Văn An|{post}" in said("roles", text, **about)


def test_a_short_form_that_nothing_explains_is_dropped_and_counted() -> None:
    (facts,) = linked(document("Sở Y tế họp với Chủ tịch UBND tỉnh Lê Văn An."))
    assert facts_of("roles", facts) == []
    assert any(warning.startswith("dropped agency") for warning in facts.warnings)


def test_what_is_inferred_is_less_sure() -> None:
    (facts,) = linked(document("Bí thư Tỉnh ủy Cà Mau Lê Văn An và Chủ tịch UBND tỉnh Trần Thị Hoa dự."))
    said, inferred = (statement.evidence[0].confidence for statement in facts.statements)
    assert inferred < said


# Facts that are left out: of whom or of what body a post is, nobody can say.
LEFT_OUT = [
    ("whose division", "Công an tỉnh Cà Mau vào cuộc. Ông Lê Văn An, Trưởng phòng Cảnh sát hình sự, có mặt.", []),
    ("every district's division", "UBND huyện Cái Nước, tỉnh Cà Mau họp. Ông Lê Văn An, Trưởng phòng Nội vụ, nói.",
     ["Lê Văn An|Trưởng phòng|Phòng Nội vụ huyện Cái Nước"]),
    ("a name that goes on", "Ông Lê Văn An, Giám đốc Trung tâm Bảo vệ thực vật phía Nam, nói.", []),
    ("a society of something", "Tại UBND thành phố Hà Nội, ông Lê Văn An, Chủ nhiệm Đoàn Luật sư Hà Nội, nói.", []),
    ("posts of two provinces",
     "UBND tỉnh Cà Mau và Tỉnh ủy Cà Mau họp. Bà Trần Thị Hoa, Phó Bí thư Tỉnh ủy Đồng Nai, dự. "
     "Bà Trần Thị Hoa từng là Giám đốc Sở Y tế.", ["Trần Thị Hoa|Phó Bí thư|Tỉnh ủy Đồng Nai"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "posts"), [pytest.param(*rest, id=name) for name, *rest in LEFT_OUT])
def test_a_post_of_nobody_knows_what_is_left_out(text: str, posts: list[str]) -> None:
    assert said("roles", text) == posts


# Which legal period.
PERIODS = [
    ("2025-06-30", "agency/an-giang/ubnd"),
    ("2025-07-01", "agency/an-giang-2025/ubnd"),
    ("2026-01-15", "agency/an-giang-2025/ubnd"),
]


@pytest.mark.parametrize(("published", "path"), PERIODS)
def test_a_merged_province_is_another_one(published: str, path: str) -> None:
    (facts,) = linked(document("UBND tỉnh An Giang họp.", published=published))
    assert [entity.path for entity in facts.entities if entity.kind == "StateBody"] == [path]


# Who a second mention means.
SECOND = [
    ("Ông Lê Văn An, Chủ tịch UBND tỉnh Cà Mau dự. Ông An yêu cầu các sở đẩy nhanh chuyển đổi số.", "Lê Văn An"),
    ("Ông Lê Văn An, Chủ tịch UBND tỉnh Cà Mau dự. Chủ tịch UBND tỉnh yêu cầu các sở đẩy nhanh chuyển đổi số.",
     "Lê Văn An"),
    ("Ông Lê Văn An, Chủ tịch UBND tỉnh Cà Mau phát biểu. Đồng chí yêu cầu các sở đẩy nhanh chuyển đổi số.",
     "Lê Văn An"),
    ("Bí thư Tỉnh ủy Cà Mau Trần Thị Hoa và Chủ tịch UBND tỉnh Lê Văn An dự. "
     "Bí thư Tỉnh ủy yêu cầu các sở đẩy nhanh chuyển đổi số.", "Trần Thị Hoa"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "director"), SECOND)
def test_who_is_meant(text: str, director: str) -> None:
    assert [order.split("|")[0] for order in said("directs", text)] == [director]


# One document under its several names.
SAME = [
    "Nghị quyết số 33-NQ/TU của Tỉnh ủy Cà Mau được quán triệt. Theo Nghị quyết 33, các sở phải làm ngay.",
    "Kế hoạch số 12/KH-UBND của UBND tỉnh Cà Mau có hiệu lực. Kế hoạch số 12 nêu rõ 5 nhiệm vụ.",
    "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Cà Mau lần thứ XVI, nhiệm kỳ 2020 - 2025 được học tập. "
    "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVI đề ra ba đột phá.",
]


@pytest.mark.parametrize("text", SAME)
def test_one_document_under_several_names(text: str) -> None:
    (facts,) = linked(document(text))
    assert len([entity for entity in facts.entities if entity.kind in ("Document", "Resolution")]) == 1


def test_congresses_of_two_provinces_pass_two_resolutions() -> None:
    (facts,) = linked(
        document(
            "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Cà Mau lần thứ XVI và "
            "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Bạc Liêu lần thứ XVI được học tập."
        )
    )
    assert len({entity.path for entity in facts.entities if entity.kind == "Resolution"}) == 2


# When a post is taken up or left, where the text says it: sentence, published, what the tenure says of time.
DATED = [
    ("Ông Lê Văn An được bổ nhiệm giữ chức Giám đốc Sở Y tế tỉnh Cà Mau từ ngày 1/7/2017.", "2017-06-26",
     {"startDate": "2017-07-01"}),
    ("Ông Lê Văn An được bổ nhiệm giữ chức Giám đốc Sở Y tế tỉnh Cà Mau kể từ ngày 6/2/2017.", "2017-02-08",
     {"startDate": "2017-02-06", "attestedOn": "2017-02-08"}),
    ("Ông Lê Văn An được bổ nhiệm giữ chức Giám đốc Sở Y tế tỉnh Cà Mau.", "2017-02-08", {"attestedOn": "2017-02-08"}),
    ("Ông Lê Văn An thôi giữ chức Giám đốc Sở Y tế tỉnh Cà Mau từ ngày 15/5/2017.", "2017-05-16",
     {"former": "True", "endDate": "2017-05-15"}),
    ("Ông Lê Văn An thôi giữ chức Giám đốc Sở Y tế tỉnh Cà Mau.", "2017-05-16", {"former": "True"}),
    ("Ông Lê Văn An, khi còn làm Giám đốc Sở Y tế tỉnh Cà Mau, ký văn bản.", "2017-05-16", {"former": "True"}),
    ("Từ ngày 1/7/2017, ông Lê Văn An, Giám đốc Sở Y tế tỉnh Cà Mau, đi học.", "2017-05-16",
     {"attestedOn": "2017-05-16"}),
    ("Ông Lê Văn An, Giám đốc Sở Y tế tỉnh Cà Mau, nghỉ hưu từ ngày 15/5/2017.", "2017-05-16",
     {"former": "True", "endDate": "2017-05-15"}),
    ("Ông Lê Văn An, nguyên Giám đốc Sở Y tế tỉnh Cà Mau, vắng mặt. Giám đốc Sở Y tế tỉnh Cà Mau Lê Văn An đã ký.",
     "2017-05-16", {"former": "True"}),
    ("Ông Lê Văn An được bầu làm Chủ tịch UBND tỉnh Cà Mau. Ông Lê Văn An, nguyên Chủ tịch UBND tỉnh Cà Mau, bị bắt.",
     "2017-05-16", {"former": "True"}),
    ("Ngày 3/3/1959, ông Lê Văn An, Giám đốc Sở Y tế tỉnh Cà Mau, đi học.", "2017-05-16", {"former": "True"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "expected"), DATED)
def test_a_tenure_has_the_days_that_are_stated(text: str, published: str, expected: dict[str, str]) -> None:
    (facts,) = linked(document(text, published=published))
    (tenure,) = [dict(s.properties) for s in facts.statements if s.kind == "Tenure"]
    assert {name: str(tenure[name]) for name in ("startDate", "attestedOn", "former", "endDate") if name in tenure} == (
        expected
    )


def test_long_titles_that_begin_alike_are_two_documents() -> None:
    program = (
        "Chương trình hành động của Chính phủ thực hiện Nghị quyết Đại hội đại biểu toàn quốc lần thứ {} của Đảng."
    )
    (facts,) = linked(document("\n".join(map(program.format, ("XII", "XIII")))))
    programs = {entity.path for entity in facts.entities if entity.label.startswith("Chương trình")}
    assert {path.rsplit("-", 1)[1] for path in programs} == {"xii", "xiii"}
