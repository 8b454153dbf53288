"""Collections: one article a line, and what becomes of lines that are none."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from kg.collection import Line, read_lines
from kg.files import Skipped


def lines(path: Path, content: bytes, *, max_bytes: int = 10_000) -> list[Line | Skipped]:
    path.write_bytes(content)
    return list(read_lines(path, path.name, max_bytes=max_bytes))


def test_a_line_gives_title_body_date_and_address(tmp_path: Path) -> None:
    entry = {"id": 7, "title": "Họp", "body": "Sở họp.", "published": "2024-06-05", "url": "https://example.org/7"}
    raw = json.dumps(entry).encode()
    expected = [Line("a.jsonl#7", "Họp", "Sở họp.", date(2024, 6, 5), "https://example.org/7")]
    assert lines(tmp_path / "a.jsonl", b"\xef\xbb\xbf" + raw) == expected
    [line] = lines(tmp_path / "a.jsonl.gz", gzip.compress(raw + b"\r\n\r\n"))
    assert isinstance(line, Line) and line.source == "a.jsonl.gz#7"


BAD = [
    (b"{", "a.jsonl:1", "line 1 is not JSON"),
    (b"[" * 100_000, "a.jsonl:1", "line 1 is not JSON"),
    (b"[1]", "a.jsonl:1", "line 1 is not a JSON object"),
    (b'{"id": "x"}', "a.jsonl:1", "line 1 has no text in `title` or `body`"),
    (b'{"body": 5, "title": null}', "a.jsonl:1", "line 1 has no text in `title` or `body`"),
    (b'\n{"id": 1, "body": "a"}\n{"id": "1", "body": "b"}', "a.jsonl:3", "line 3 has the id 1 of line 2"),
]


@pytest.mark.parametrize(("raw", "source", "reason"), BAD, ids=range(len(BAD)))
def test_a_bad_line_is_named_and_the_next_is_read(tmp_path: Path, raw: bytes, source: str, reason: str) -> None:
    found = lines(tmp_path / "a.jsonl", raw + b'\n{"id": "last", "body": "Sau."}', max_bytes=200_000)
    skipped = [item for item in found if isinstance(item, Skipped)]
    assert [(item.source, item.reason[: len(reason)]) for item in skipped] == [(source, reason)]
    assert isinstance(found[-1], Line) and found[-1].source == "a.jsonl#last"


def test_a_line_without_an_id_is_named_by_its_number(tmp_path: Path) -> None:
    [line] = lines(tmp_path / "a.jsonl", b'\n{"body": "Sau."}')
    assert isinstance(line, Line) and line.source == "a.jsonl#2"


def test_half_characters_and_bad_bytes_and_dates_do_not_stop_a_line(tmp_path: Path) -> None:
    [line] = lines(tmp_path / "a.jsonl", b'{"id": 1, "body": "a\\ud800b \xff", "published": "31/2/2024"}')
    assert line == Line("a.jsonl#1", "", "a\ufffdb \ufffd", None, None, ("bad-bytes", "bad-date"))


def test_a_line_above_the_limit_ends_the_reading(tmp_path: Path) -> None:
    found = lines(tmp_path / "a.jsonl", b'{"body": "a"}\n{"body": "' + b"b" * 999 + b'"}\n{"body": "c"}', max_bytes=100)
    assert found[1:] == [Skipped("a.jsonl:2", "larger than the limit, the rest is not read")]


def test_a_gzip_bomb_is_cut_short(tmp_path: Path) -> None:
    found = lines(tmp_path / "a.jsonl.gz", gzip.compress(b'{"body": "a"}' + b"\n" * 50_000_000), max_bytes=100)
    assert len(found) == 2
    assert isinstance(found[1], Skipped) and found[1].reason == "larger than the limit, the rest is not read"


@pytest.mark.parametrize("cut", [-9, 12])
def test_a_broken_gzip_file_gives_what_it_has(tmp_path: Path, cut: int) -> None:
    whole = gzip.compress(b'{"id": 1, "body": "a"}\n' * 1)
    found = lines(tmp_path / "a.jsonl.gz", whole[:cut])
    assert isinstance(found[-1], Skipped) and found[-1].reason.startswith("broken gzip file")
    assert lines(tmp_path / "b.jsonl.gz", b"not gzip")[0] == Skipped(
        "b.jsonl.gz:1", "broken gzip file, the rest is not read: Not a gzipped file (b'no')"
    )
