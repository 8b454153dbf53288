"""The account of a build: nothing is counted twice, nothing is left out, and it reads the same each time."""

from __future__ import annotations

import io
import json

import facts
from kg.corpus import Copy, Skipped
from kg.report import FileReport, Ledger, Report
from kg.resolve.seats import Conflict, Holder
from kg.tables import FILES_SHOWN, console, of_report


def test_copies_are_counted_once_and_named() -> None:
    ledger = Ledger()
    items = [facts.document("a.txt"), Skipped("x.png", "binary"), Copy("copy.txt", "same text as a.txt", "a.txt")]
    assert [doc.source for doc in ledger.articles(items)] == ["a.txt"]
    assert [(doc.source, doc.text) for doc in ledger.copies] == [("copy.txt", "")]
    assert ledger.report().files == (
        FileReport("a.txt", "read"),
        FileReport("copy.txt", "copy", "same text as a.txt"),
        FileReport("x.png", "skipped", "binary"),
    )


def test_things_are_counted_once_however_many_articles_name_them() -> None:
    ledger = Ledger()
    docs = [facts.document("a.txt"), facts.document("b.txt", facts.TEXT + "Hết.")]
    for doc in ledger.articles(docs):
        ledger.note(facts.article(doc))
    found = dict(ledger.report().found)
    assert (found["Person"], found["StateBody"], found["Directive"]) == (2, 2, 1)
    assert found["issuedBy"] == 2


def test_json_is_sorted_and_complete() -> None:
    files = (FileReport("a.txt", "read", warnings=("no-diacritics",)), FileReport("b", "skipped", "binary"))
    two = (Holder("Lê Văn An", "a.txt", "Ông An ..."), Holder("Lê Thị Hoa", "b", "Bà Hoa ..."))
    conflicts = (Conflict("Giám đốc", "Sở Y tế tỉnh Cà Mau", "2017-02-06", two),)
    report = Report(files, (("Person", 2),), (("directive", 1),), 99, conflicts)
    assert json.loads(report.to_json()) == {
        "conflicts": [
            {
                "agency": "Sở Y tế tỉnh Cà Mau",
                "day": "2017-02-06",
                "holders": [
                    {"person": "Lê Văn An", "quote": "Ông An ...", "source": "a.txt"},
                    {"person": "Lê Thị Hoa", "quote": "Bà Hoa ...", "source": "b"},
                ],
                "role": "Giám đốc",
            }
        ],
        "counts": {"copy": 0, "read": 1, "skipped": 1, "warned": 1},
        "dropped": {"directive": 1},
        "files": [
            {"reason": "", "source": "a.txt", "status": "read", "warnings": ["no-diacritics"]},
            {"reason": "binary", "source": "b", "status": "skipped", "warnings": []},
        ],
        "found": {"Person": 2},
        "quads": 99,
    }


def printed(report: Report) -> str:
    stream = io.StringIO()
    console(stream).print(of_report(report))
    return stream.getvalue()


def test_table_names_each_file_of_a_small_build() -> None:
    text = printed(Report((FileReport("a.txt", "read"), FileReport("b\x1b[2J", "skipped", "binary")), (), (), 1))
    assert "a.txt" in text
    assert "binary" in text
    assert "\x1b" not in text
    assert "files: 1 read, 0 copies, 1 skipped, 0 warned" in text


def test_table_of_a_large_build_shows_skipped_files_first_and_says_what_it_leaves_out() -> None:
    read = [FileReport(f"{i}.txt", "read", warnings=("w", "w")) for i in range(2 * FILES_SHOWN)]
    text = printed(Report((*read, FileReport("z.png", "skipped", "binary")), (), (), 1))
    assert text.index("z.png") < text.index("0.txt")
    assert "w (2 times)" in text
    assert f"and {FILES_SHOWN + 1} more files to look at" in text
