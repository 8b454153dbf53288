"""Articles out of web pages, and text that still has pieces of one in it."""

from __future__ import annotations

from datetime import date

import pytest

from kg.webpage import has_markup, is_page, read_page, without_markup

PARAGRAPHS = [
    "Ngày 8/3, Đảng ủy Sở Nội vụ tổ chức hội nghị học tập nghị quyết của Tỉnh ủy về chuyển đổi số.",
    "Đồng chí Lê Văn Hải, Giám đốc Sở, yêu cầu các phòng hoàn thành kế hoạch trước ngày 30 tháng 6 &amp; báo cáo.",
    "Các đại biểu đã thảo luận và thống nhất chương trình hành động của Đảng bộ Sở trong nhiệm kỳ mới.",
]
PAGE = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<title>Sở Nội vụ học tập nghị quyết | Báo Cà Mau</title>
<meta property="og:title" content="Sở Nội vụ học tập nghị quyết"><meta property="og:site_name" content="Báo Cà Mau">
<meta property="article:published_time" content="2024-03-09T07:00:00+07:00"><meta name="author" content="Minh Anh">
<link rel="canonical" href="https://example.org/tin/1"></head><body>
<nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/tin">Tin tức</a></li></ul></nav>
<article><h1>Sở Nội vụ học tập nghị quyết</h1>{body}</article>
<script>alert("Sở giả");</script><footer>Bản quyền thuộc về báo</footer></body></html>"""


def test_a_page_gives_its_article_and_what_its_head_says() -> None:
    page = read_page(PAGE.format(body="".join(f"<p>{text}</p>" for text in PARAGRAPHS)))
    assert page is not None
    expected = ["Sở Nội vụ học tập nghị quyết", "", *(text.replace("&amp;", "&") for text in PARAGRAPHS)]
    assert page.text.split("\n") == expected
    assert (page.title, page.publisher, page.author) == (expected[0], "Báo Cà Mau", "Minh Anh")
    assert (page.published, page.url) == (date(2024, 3, 9), "https://example.org/tin/1")


@pytest.mark.parametrize("source", ["", "<html></html>", "<html><body></body></html>", "<" * 5000, "<div>" * 5000])
def test_a_page_without_an_article_gives_none(source: str) -> None:
    assert read_page(source) is None


REMNANTS = [
    ("<p>Sở h&#7885;p.</p><p>Ông&nbsp;Hải nói: a &amp;lt; b</p>", "\nSở họp.\n\nÔng\xa0Hải nói: a &lt; b\n"),
    ("Một<br/>hai<script>var x = '<p>';</script> ba<!-- <b>bốn</b> -->", "Một\nhai ba"),
    ("<strong>Lê Văn</strong> <em>Hải</em>", "Lê Văn Hải"),
]


@pytest.mark.parametrize(("text", "expected"), REMNANTS)
def test_remnants_of_a_page_are_taken_out(text: str, expected: str) -> None:
    assert has_markup(text)
    assert without_markup(text) == expected


@pytest.mark.parametrize("text", ["a < b & c > d", "Sở TN&MT; Sở LĐ-TB&XH", "<b>Một thẻ", "x<y>z</y>", "AT&amp;T"])
def test_signs_in_a_text_are_no_markup(text: str) -> None:
    assert not has_markup(text)
    assert not is_page(text)


def test_a_page_is_known_by_its_beginning() -> None:
    assert is_page("\n <!doctype HTML>\n<html>")
    assert not is_page("Sở ra mắt trang <html> mới")
