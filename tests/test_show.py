"""A text is shown whole, in lines that a terminal holds, each label under its words, each fact with the rule behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import extract, lexicon, resolve
from kg.cli import main
from kg.model import Document
from kg.show import annotate
from kg.show.drawing import columns
from reading import document


def page(doc: Document, **options: int) -> list[str]:
    """The lines that `kg show` prints."""
    mentions = extract.read(doc, lexicon.load())
    (facts,) = resolve.link([resolve.settle(mentions)], lexicon.load())
    return annotate(doc, mentions, facts, **options).split("\n")


def test_the_command_shows_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(
        "Họp về chuyển đổi số\n\nÔng Lê Văn An, Bí thư Tỉnh ủy Cà Mau dự.\n", encoding="utf-8"
    )
    assert main(["show", str(tmp_path / "a.txt")]) == 0
    assert "post: Bí thư = Tỉnh ủy Cà Mau" in capsys.readouterr().out


SHORT = """\
[paragraph]
Ông Lê Văn An, Bí thư Tỉnh ủy Cà Mau dự.
    ^~~~~~~~~  ^~~~~~~~~~~~~~~~~~~~~
    person     post: Bí thư = Tỉnh ủy Cà Mau

[facts]"""


def test_labels_stand_under_their_words() -> None:
    assert page(document("Ông Lê Văn An, Bí thư Tỉnh ủy Cà Mau dự."))[:6] == SHORT.split("\n")


TEXT = (
    "Ngày 12/4/2021, Đảng ủy Sở Thông tin và Truyền thông tỉnh Cà Mau tổ chức hội nghị. Đồng chí Lê Văn An - TUV, Bí thư "
    "Đảng ủy, Giám đốc Sở Thông tin và Truyền thông yêu cầu các phòng đẩy nhanh chuyển đổi số theo Nghị quyết số "
    "05-NQ/TU của Ban Thường vụ Tỉnh ủy. Đến nay có 8/9 huyện, thành phố hoàn thành."
)


def test_every_kind_is_shown_with_what_it_means() -> None:
    whole = " ".join(" ".join(page(document(TEXT), width=240)).split())
    for label in (
        "agency = Đảng ủy Sở Thông tin và Truyền thông tỉnh Cà Mau",
        "post: Bí thư = Đảng ủy Sở Thông tin và Truyền thông tỉnh Cà Mau",
        "initiative = Chuyển đổi số tỉnh Cà Mau",
        "document = Nghị quyết số 05-NQ/TU",
        "order (yeu-cau) of Lê Văn An",
        "figure: 8 of 9",
        "(2021-04-12)",
    ):
        assert label in whole


def test_every_fact_has_its_rule_and_how_sure_it_is() -> None:
    lines = page(document(TEXT))
    facts = lines[lines.index("[facts]") + 1 :]
    heads = [n for n, line in enumerate(facts) if not line.startswith(" ")]
    assert len(heads) > 10
    for head, following in zip(heads, [*heads[1:], len(facts)], strict=True):
        grounds = [line for line in facts[head:following] if line.startswith(("    0.", "    not named: implied"))]
        assert grounds or facts[head].startswith("dropped"), facts[head]
    assert any("post-after-name" in line for line in facts)


@pytest.mark.parametrize("width", [60, 100, 130])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(columns, page(document(TEXT), width=width))) <= width


def test_the_text_is_all_there() -> None:
    lines = page(document(TEXT, title="Hội nghị"))
    assert set(TEXT.split()) <= set(" ".join(lines[: lines.index("[facts]")]).split())


def test_labels_that_run_into_each_other_take_rows_of_their_own() -> None:
    lines = page(document("Ông Lê Văn An, Bí thư Đảng ủy, Giám đốc Sở Y tế tỉnh Cà Mau dự."))
    assert lines[3].endswith("post: Bí thư = Đảng ủy Sở Y tế tỉnh Cà Mau")
    assert lines[4].strip() == "post: Giám đốc = Sở Y tế tỉnh Cà Mau"


WIDTHS = [("Trịnh Hùng Sơn", 14), ("Lê\u200b An", 5), ("Ho\u0323c", 3), ("東京", 4), ("\x1b[31mAn", 6), ("a\u00a0b", 3)]


@pytest.mark.parametrize(("text", "width"), WIDTHS)
def test_columns(text: str, width: int) -> None:
    assert columns(text) == width


def test_nothing_acts_on_the_terminal() -> None:
    lines = page(document("Ông Lê Văn An\x1b]0;x\x07, Bí thư Tỉnh ủy Cà Mau\u202e dự."))
    assert not any(c in line for line in lines for c in "\x1b\x07\u202e")
