"""The blocks of articles, as a careful reader would mark them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.layout import lay_out
from kg.layout_rules import PLACES, Rule, load_rules, rules
from kg.model import KgError

LEAD = "Ngày 8/3, Đảng ủy Sở Nội vụ tổ chức hội nghị học tập nghị quyết của Tỉnh ủy."
NEXT = "Dự hội nghị có đồng chí Lê Văn Hải, Giám đốc Sở; lãnh đạo các phòng và toàn thể cán bộ."


def marked(text: str, *, title: str = "") -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in lay_out(text, title=title).blocks]


@pytest.mark.parametrize("rule", rules(*PLACES), ids=lambda rule: rule.name)
def test_rules_match_their_examples_and_not_their_counterexamples(rule: Rule) -> None:
    assert len(rule.examples) >= 1 and rule.counterexamples
    assert [text for text in rule.examples if not rule.match(text, 0, len(text))] == []
    assert [text for text in rule.counterexamples if rule.match(text, 0, len(text))] == []


CASES = [
    (
        f"Sở Nội vụ học tập nghị quyết\n\nHaugiangPortal - {LEAD}\n\nQuang cảnh hội nghị\n\n{NEXT}\n\nThanh Lam",
        [
            ("title", "Sở Nội vụ học tập nghị quyết"),
            ("dateline", "HaugiangPortal -"),
            ("paragraph", LEAD),
            ("caption", "Quang cảnh hội nghị"),
            ("paragraph", NEXT),
            ("byline", "Thanh Lam"),
        ],
    ),
    (
        f"Sở Nội vụ học tập nghị quyết\n\n05/06/2024 - 07:45\n\n - {LEAD}\n\nHẢI ANH\n\nTin cùng chuyên mục\n\nTin hay",
        [
            ("title", "Sở Nội vụ học tập nghị quyết"),
            ("dateline", "05/06/2024 - 07:45"),
            ("paragraph", LEAD),
            ("byline", "HẢI ANH"),
            ("furniture", "Tin cùng chuyên mục"),
            ("furniture", "Tin hay"),
        ],
    ),
    (
        f"Họp báo\n\nHọp báo\n\nVề mục Chia sẻ\n\n{LEAD} Minh Anh  (TTXVN)",
        [
            ("title", "Họp báo"),
            ("furniture", "Họp báo"),
            ("furniture", "Về mục Chia sẻ"),
            ("paragraph", LEAD),
            ("byline", "Minh Anh  (TTXVN)"),
        ],
    ),
    (f"{LEAD}\n\n{NEXT}", [("paragraph", LEAD), ("paragraph", NEXT)]),
    (
        f"Thăm xã\n\n{LEAD}\n\nÔng Hải thăm hỏi nông dân. Ảnh: Minh Anh Ông Hải cho biết mùa màng năm nay tốt. "
        "Cầu mới của xã (Ảnh: TTXVN) Dự án sẽ xong trong năm. Chiều tối, đoàn về tỉnh.",
        [
            ("title", "Thăm xã"),
            ("paragraph", LEAD),
            ("caption", "Ông Hải thăm hỏi nông dân. Ảnh: Minh Anh"),
            ("paragraph", "Ông Hải cho biết mùa màng năm nay tốt."),
            ("caption", "Cầu mới của xã (Ảnh: TTXVN)"),
            ("paragraph", "Dự án sẽ xong trong năm. Chiều tối, đoàn về tỉnh."),
        ],
    ),
    (
        f"Họp\n\n(Web Sở Nội vụ) Ngày 4/1, Sở họp.\n\n{NEXT}",
        [
            ("title", "Họp"),
            ("dateline", "(Web Sở Nội vụ)"),
            ("paragraph", "Ngày 4/1, Sở họp."),
            ("paragraph", NEXT),
        ],
    ),
    (f"# Họp\n\n## Kết quả\n\n{LEAD}", [("title", "Họp"), ("paragraph", "Kết quả"), ("paragraph", LEAD)]),
    (
        f"Trang chủ\n\nHọp\n\n{LEAD}\n\nAbout the Author\n\nLeave a Comment",
        [
            ("furniture", "Trang chủ"),
            ("title", "Họp"),
            ("paragraph", LEAD),
            ("furniture", "About the Author"),
            ("furniture", "Leave a Comment"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_blocks(text: str, expected: list[tuple[str, str]]) -> None:
    assert marked(text) == expected
    assert [(kind, said.strip()) for kind, said in marked(text.replace("\n", "\r\n"))] == expected


def test_a_lead_that_names_speaker_and_verb_is_no_caption() -> None:
    lead = "Lãnh đạo Sở Nội vụ cho hay bộ máy của tỉnh không xáo trộn sau khi giải thể chín ban quản lý"
    assert marked(f"Giải thể chín ban\n\n{lead}\n\n{NEXT}")[1] == ("paragraph", lead)


def test_a_pen_name_in_the_middle_is_text() -> None:
    text = f"Họp\n\n{LEAD}\n\n{NEXT}\n\n{LEAD}!\n\nThanh Lam\n\n" + "\n\n".join(f"Điều {n}: {NEXT}" for n in range(6))
    assert ("paragraph", "Thanh Lam") in marked(text)


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "Ngày 8/3, Đảng ủy Sở Nội vụ tổ chức hội nghị\nhọc tập nghị quyết của Tỉnh ủy. Đồng chí Giám\n"
        "đốc Sở chủ trì hội nghị, có đông đủ các\nphòng dự."
    )
    assert marked(f"Sở Nội vụ học tập\n\n{wrapped}\n\n{NEXT}")[1:] == [("paragraph", wrapped), ("paragraph", NEXT)]


def test_a_title_given_by_the_page_is_the_title_whatever_it_looks_like() -> None:
    assert marked(f"Họp xong.\n\n{LEAD}", title="Họp xong.")[0] == ("title", "Họp xong.")
    assert marked(f"Họp xong.\n\n{LEAD}")[0] == ("paragraph", "Họp xong.")


STAMPS = [
    ("05/06/2024 - 07:45", date(2024, 6, 5)),
    ("9 tháng 3 2018", date(2018, 3, 9)),
    ("Thứ Ba, 05/09/2023 08:15", date(2023, 9, 5)),
    ("By admin / May 11, 2023", date(2023, 5, 11)),
    ("2023-09-05 08:15", date(2023, 9, 5)),
    ("31/02/2024 - 07:45", None),
]


@pytest.mark.parametrize(("stamp", "expected"), STAMPS)
def test_published_is_read_from_a_time_stamp(stamp: str, expected: date | None) -> None:
    assert lay_out(f"Họp\n\n{stamp}\n\n{LEAD}").published == expected


def test_the_date_of_an_event_is_not_the_date_of_publication() -> None:
    assert lay_out("Họp\n\n(BTN) - Ngày 8/3/2024, Đảng ủy Sở Nội vụ họp.\n\nHết.").published is None


@pytest.mark.parametrize(
    ("text", "publisher", "author"),
    [
        (f"Họp\n\nHaugiangPortal - {LEAD}\n\nThanh Lam", "HaugiangPortal", "Thanh Lam"),
        (f"Họp\n\n(camau.gov.vn) - {LEAD}\n\nBài, ảnh: Minh Anh", "camau.gov.vn", "Minh Anh"),
        (f"Họp\n\n{LEAD} Theo TTXVN", None, None),
        (f"Họp\n\n{LEAD}\n\nTheo MIC", None, None),
        (f"Họp\n\n{LEAD} Minh Anh (TTXVN)", None, "Minh Anh"),
    ],
)
def test_publisher_and_author(text: str, publisher: str | None, author: str | None) -> None:
    layout = lay_out(text)
    assert (layout.publisher, layout.author) == (publisher, author)


def test_a_pen_name_after_an_abbreviation_stays_in_its_sentence() -> None:
    text = f"Họp\n\n{LEAD} Đoàn đã về TP. Cần Thơ"
    assert marked(text)[-1] == ("paragraph", text.partition("\n\n")[2])


PIECES = st.sampled_from(["\n", "\n\n", "\r\n", " ", "\u200b", "\xa0", ". ", LEAD, "Ảnh: Minh Anh", "(ảnh: ", "Họp"])


@given(st.lists(PIECES | st.text(max_size=30), max_size=25).map("".join))
def test_blocks_are_in_order_apart_and_trimmed_for_any_text(text: str) -> None:
    end = 0
    for block in lay_out(text).blocks:
        said = text[block.start : block.end]
        assert end <= block.start < block.end <= len(text)
        assert said.strip() == said != ""
        end = block.end


@given(st.lists(PIECES | st.text(max_size=30), max_size=25).map("".join))
def test_no_word_falls_between_blocks(text: str) -> None:
    kept: set[int] = set()
    for block in lay_out(text).blocks:
        kept.update(range(block.start, block.end))
    lost = "".join(char for index, char in enumerate(text) if index not in kept)
    assert not any(char.isalpha() for char in lost)


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ('pattern = "("\nkind = "byline"\nwhere = "line"', "pattern does not compile"),
        ('pattern = "a"\nkind = "poem"\nwhere = "line"', "`kind` one of"),
        ('pattern = "a"\nkind = "byline"', "where"),
        ("pattern = ", "mend the file"),
    ],
)
def test_a_broken_rule_is_named(tmp_path: Path, broken: str, named: str) -> None:
    file = tmp_path / "layout.toml"
    rule = f'[pieces]\n[[rule]]\nname = "mine"\nexamples = []\ncounterexamples = []\n{broken}\n'
    file.write_text(rule, encoding="utf-8")
    with pytest.raises(KgError, match=named):
        load_rules(file)
