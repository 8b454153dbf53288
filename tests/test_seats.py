"""A seat that two people hold on one day is told, with both sentences; nobody is silently retired."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import lexicon, query, resolve
from kg.model import Document
from kg.paths import ONTOLOGY
from kg.pipeline import build
from kg.resolve import Conflict
from reading import document, linked

AN = "Ông Lê Văn An, Giám đốc Sở Y tế tỉnh Cà Mau dự."
HOA = "Bà Trần Thị Hoa, Giám đốc Sở Y tế tỉnh Cà Mau nói."


def conflicts(*docs: Document) -> tuple[Conflict, ...]:
    seats = resolve.Seats(lexicon.load())
    for facts in linked(*docs):
        seats.note(facts)
    return seats.conflicts()


def on(day: str, text: str, source: str) -> Document:
    return document(text, published=day, source=source)


def test_two_holders_on_one_day_are_told_with_both_sentences() -> None:
    (told,) = conflicts(on("2017-02-06", AN, "a.txt"), on("2017-02-06", HOA, "b.txt"))
    assert (told.role, told.agency, told.day) == ("Giám đốc", "Sở Y tế tỉnh Cà Mau", "2017-02-06")
    assert [(holder.person, holder.source, holder.quote) for holder in told.holders] == [
        ("Lê Văn An", "a.txt", AN),
        ("Trần Thị Hoa", "b.txt", HOA),
    ]


# Two who are no rivals: the second text, its day.
PEACEFUL = {
    "another day": (HOA, "2017-02-07"),
    "a deputy": ("Bà Trần Thị Hoa, Phó Giám đốc Sở Y tế tỉnh Cà Mau nói.", "2017-02-06"),
    "another province": ("Bà Trần Thị Hoa, Giám đốc Sở Y tế tỉnh Lào Cai nói.", "2017-02-06"),
    "a former holder": ("Bà Trần Thị Hoa, nguyên Giám đốc Sở Y tế tỉnh Cà Mau nói.", "2017-02-06"),
    "the same person": ("Giám đốc Sở Y tế tỉnh Cà Mau Lê Văn An nói.", "2017-02-06"),
}


@pytest.mark.parametrize(("text", "day"), PEACEFUL.values(), ids=PEACEFUL)
def test_who_are_no_rivals(text: str, day: str) -> None:
    assert conflicts(on("2017-02-06", AN, "a.txt"), on(day, text, "b.txt")) == ()


def test_a_post_that_several_hold_is_no_conflict() -> None:
    one = "Ông Lê Văn An, Bí thư Trung ương Đảng, Trưởng Ban Tổ chức Trung ương dự."
    other = "Ông Trần Văn Bình, Bí thư Trung ương Đảng, Trưởng Ban Tuyên giáo Trung ương dự."
    assert conflicts(on("2017-02-06", one, "a.txt"), on("2017-02-06", other, "b.txt")) == ()


def test_the_graph_and_the_report_tell_the_same(tmp_path: Path) -> None:
    lines = [
        {"id": name, "title": "Tin", "body": text, "published": "2017-02-06"} for name, text in (("1", AN), ("2", HOA))
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    build([tmp_path / "in.jsonl"], tmp_path / "out")
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [conflict["agency"] for conflict in report["conflicts"]] == ["Sở Y tế tỉnh Cà Mau"]
    question = query.load_named(ONTOLOGY / "queries")["two-holders"]
    rows = query.run_named(tmp_path / "out" / "graph.nq", question, {"day": "2017-02-06"}).rows
    assert rows is not None
    (told,) = rows
    assert (told["person"], told["other"], told["quote"], told["otherQuote"]) == ("Lê Văn An", "Trần Thị Hoa", AN, HOA)
