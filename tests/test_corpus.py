"""Every promise of the reader: nothing is lost without a word, and offsets hold in the source."""

from __future__ import annotations

import gzip
import json
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.corpus import Skipped, read
from kg.model import Document, KgError
from test_webpage import PAGE, PARAGRAPHS

SHARED = Path(__file__).parents[2] / "shared"
TITLE = "Sở Nội vụ học tập nghị quyết"
LEAD = "Ngày 8/3, Đảng ủy Sở Nội vụ tổ chức hội nghị học tập nghị quyết của Tỉnh ủy."
TEXT = f"{TITLE}\n\nHaugiangPortal - {LEAD}\n\nThanh Lam\n"


def put(root: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        raw = content.encode() if isinstance(content, str) else content
        (root / name.replace("__", ".")).write_bytes(raw)
    return root


def documents(*paths: Path) -> list[Document]:
    return [item for item in read(paths) if isinstance(item, Document)]


def reasons(*paths: Path, max_bytes: int = 20_000_000) -> dict[str, str]:
    return {item.source: item.reason for item in read(paths, max_bytes=max_bytes) if isinstance(item, Skipped)}


def test_a_document_says_all_that_its_file_says(tmp_path: Path) -> None:
    put(tmp_path, a__txt=TEXT, index__csv="file,published,url\na.txt,2024-03-09,https://example.org/a\n")
    [doc] = documents(tmp_path)
    assert (doc.source, doc.text, doc.title) == ("a.txt", TEXT, TITLE)
    assert (str(doc.published), doc.url) == ("2024-03-09", "https://example.org/a")
    assert (doc.publisher, doc.author, doc.is_plain, doc.flaws) == ("HaugiangPortal", "Thanh Lam", True, ())
    assert [block.kind for block in doc.blocks] == ["title", "dateline", "paragraph", "byline"]


def test_plain_text_is_the_file_itself_in_nfc(tmp_path: Path) -> None:
    raw = unicodedata.normalize("NFD", f"\ufeff{TEXT}\r\nMột\rhai \xa0ba\u200b  \tbốn\u00ad\x0c\n\n").encode()
    [doc] = documents(put(tmp_path, a__md=raw))
    assert doc.text == unicodedata.normalize("NFC", raw.decode("utf-8-sig"))
    assert doc.is_plain


def test_twins_in_other_encodings_have_the_same_hash(tmp_path: Path) -> None:
    for name, encoding in (("a", "utf-8"), ("b", "utf-8-sig"), ("c", "utf-16"), ("d", "utf-16-le")):
        (tmp_path / f"{name}.txt").write_bytes(TEXT.encode(encoding))
    (tmp_path / "e.txt").write_bytes(unicodedata.normalize("NFD", TEXT).encode())
    assert [doc.source for doc in documents(tmp_path)] == ["a.txt"]
    assert reasons(tmp_path) == {f"{name}.txt": "same text as a.txt" for name in "bcde"}


def test_a_page_and_a_text_that_is_a_page(tmp_path: Path) -> None:
    page = PAGE.format(body="".join(f"<p>{text}</p>" for text in PARAGRAPHS))
    other = page.replace("Tỉnh ủy", "Huyện ủy")
    [doc, same] = documents(put(tmp_path, a__html=page, b__txt=other))
    assert (doc.title, doc.publisher, doc.author) == (TITLE, "Báo Cà Mau", "Minh Anh")
    assert [block.kind for block in doc.blocks] == ["title", "paragraph", "paragraph", "paragraph"]
    assert not doc.is_plain and not same.is_plain
    assert "alert" not in doc.text


def test_remnants_of_markup_are_taken_out_and_told(tmp_path: Path) -> None:
    [doc] = documents(put(tmp_path, a__txt=f"<p>{TITLE}</p>\n<p>{LEAD}</p>"))
    assert (doc.is_plain, doc.flaws, doc.title) == (False, ("markup-removed",), TITLE)
    assert doc.text[doc.blocks[1].start : doc.blocks[1].end] == LEAD


def test_collections_are_read_line_by_line(tmp_path: Path) -> None:
    entries = [
        {"id": "b", "title": "Họp xong.", "body": LEAD, "published": "2024-03-09", "url": "https://example.org/b"},
        {"id": "a", "title": TITLE, "body": LEAD},
        {"id": "c", "title": TITLE, "body": ""},
    ]
    raw = "\n".join(json.dumps(entry) for entry in entries).encode()
    put(tmp_path, one__JSONL=raw, two__jsonl__gz=gzip.compress(raw))
    first, second = documents(tmp_path)
    assert (first.source, first.text, first.title) == ("one.JSONL#b", f"Họp xong.\n\n{LEAD}", "Họp xong.")
    assert (str(first.published), first.url, first.is_plain) == ("2024-03-09", "https://example.org/b", False)
    assert second.source == "one.JSONL#a"
    assert reasons(tmp_path) == {
        "one.JSONL#c": "empty: only a title",
        "two.jsonl.gz#b": "same text as one.JSONL#b",
        "two.jsonl.gz#a": "same text as one.JSONL#a",
        "two.jsonl.gz#c": "empty: only a title",
    }


def test_every_file_that_gives_no_document_is_named(tmp_path: Path) -> None:
    put(
        tmp_path,
        a__txt=TEXT,
        empty__txt="",
        blank__txt=" \n\u200b\xa0\r\n",
        title__txt=TITLE,
        picture__txt=b"\x89PNG\r\n\x1a\n" + bytes(500),
        nuls__txt=bytes(3_000),
        paper__docx=b"PK\x03\x04",
        packed__zip=b"PK\x03\x04",
        packed__txt__gz=gzip.compress(TEXT.encode()),
        page__html="<html><body></body></html>",
        large__txt=TEXT * 50,
    )
    assert reasons(tmp_path, max_bytes=4_000) == {
        "blank.txt": "empty",
        "empty.txt": "empty",
        "large.txt": "larger than 4,000 bytes; raise the limit to read it",
        "nuls.txt": "binary",
        "packed.txt.gz": "unsupported",
        "packed.zip": "unsupported",
        "page.html": "no article found in the page",
        "paper.docx": "unsupported",
        "picture.txt": "binary",
        "title.txt": "empty: only a title",
    }


def test_a_file_that_goes_away_or_is_closed_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, a__txt=LEAD, b__txt=TEXT, c__txt=TITLE + LEAD, d__jsonl="")
    opened = Path.open

    def refuse(path: Path, *args: object, **options: object) -> object:
        if path.suffix == ".jsonl":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    items = read([tmp_path])
    first = next(items)
    (tmp_path / "b.txt").unlink()
    assert [item.source for item in (first, *items) if isinstance(item, Document)] == ["a.txt", "c.txt"]
    (tmp_path / "b.txt").symlink_to("nowhere")
    assert reasons(tmp_path)["d.jsonl"] == "unreadable: Permission denied"


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no such file or folder"):
        list(read([put(tmp_path, a__txt=TEXT), tmp_path / "gone"]))


def test_reading_is_lazy(tmp_path: Path) -> None:
    items = read([put(tmp_path, a__txt=TEXT, b__txt=LEAD)])
    assert isinstance(items, Iterator)
    next(items)
    (tmp_path / "b.txt").write_text(f"{LEAD} Thêm.", encoding="utf-8")
    assert [item.text for item in items if isinstance(item, Document)] == [f"{LEAD} Thêm."]


def test_dirt_in_a_text_and_in_its_name_can_be_written_as_utf_8(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"t\xff\n.txt")).write_bytes(f"{LEAD}\x01\x1b\uffff\u202e".encode())
    [doc] = documents(tmp_path)
    assert (doc.source + doc.text).encode("utf-8")


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(raw=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_a_document_or_a_reason(tmp_path: Path, raw: bytes) -> None:
    [item] = read([put(tmp_path, a__txt=raw)])
    if isinstance(item, Document):
        assert unicodedata.is_normalized("NFC", item.text)
        assert item.blocks
    else:
        assert item.reason


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus is not here")
def test_the_shared_corpus_reads_whole_and_exact() -> None:
    root = SHARED / "corpus"
    items = list(read([root / "seeds", root / "articles"]))
    assert len(items) == 683 and not [item for item in items if isinstance(item, Skipped)]
    for doc in filter(lambda item: isinstance(item, Document), items):
        assert isinstance(doc, Document)
        file = next(path for path in (root / "seeds" / doc.source, root / "articles" / doc.source) if path.is_file())
        assert doc.text == unicodedata.normalize("NFC", file.read_bytes().decode("utf-8-sig"))
        assert doc.is_plain and doc.flaws == ()
