"""Which files are found below the paths given, under which names, and what an index says about them."""

from __future__ import annotations

import os
import socket
from datetime import date
from pathlib import Path

import pytest

from kg.files import Found, Skipped, find, parse_date
from kg.model import KgError


def put(root: Path, *names: str) -> Path:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
    return root


def sources(*paths: Path) -> list[str]:
    return [found.source for found in find(paths) if isinstance(found, Found)]


def test_sources_are_relative_sorted_and_do_not_depend_on_the_order_of_arguments(tmp_path: Path) -> None:
    put(tmp_path, "news/b.txt", "news/a/z.txt", "news/a.txt", "more/c.txt")
    expected = ["a.txt", "a/z.txt", "b.txt", "c.txt"]
    assert sources(tmp_path / "news", tmp_path / "more") == expected
    assert sources(tmp_path / "more", tmp_path / "news" / "a.txt", tmp_path / "news") == expected


def test_a_file_argument_is_named_by_itself(tmp_path: Path) -> None:
    put(tmp_path, "news/b.txt")
    assert sources(tmp_path / "news" / "b.txt") == ["b.txt"]


def test_names_that_clash_get_the_names_of_their_folders(tmp_path: Path) -> None:
    put(tmp_path, "x/news/a.txt", "y/news/a.txt", "other/b.txt")
    assert sources(tmp_path / "x" / "news", tmp_path / "y" / "news", tmp_path / "other") == [
        "b.txt",
        "x/news/a.txt",
        "y/news/a.txt",
    ]


def test_what_is_no_regular_file_is_named_and_not_opened(tmp_path: Path) -> None:
    root = put(tmp_path / "news", "a.txt", ".hidden.txt", ".git/config")
    (root / "link.txt").symlink_to("/etc/passwd")
    (root / "loop").symlink_to(root)
    os.mkfifo(root / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(root)
        server.bind("socket.txt")
        os.chdir(here)
        found = list(find([root]))
    assert [(f.source, f.reason) for f in found if isinstance(f, Skipped)] == [
        (".hidden.txt", "hidden"),
        ("link.txt", "symbolic link, not followed"),
        ("loop", "symbolic link, not followed"),
        ("pipe.txt", "named pipe"),
        ("socket.txt", "socket"),
    ]
    assert [f.source for f in found if isinstance(f, Found)] == ["a.txt"]


def test_a_link_that_somebody_names_is_followed(tmp_path: Path) -> None:
    put(tmp_path, "news/a.txt")
    (tmp_path / "today").symlink_to(tmp_path / "news")
    assert sources(tmp_path / "today") == ["a.txt"]
    assert sources(tmp_path / "today", tmp_path / "news") == ["a.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    root = put(tmp_path, "news/closed/a.txt", "news/b.txt")
    (root / "news" / "closed").chmod(0)
    found = list(find([root / "news"]))
    (root / "news" / "closed").chmod(0o755)
    assert [(f.source, f.reason) for f in found if isinstance(f, Skipped)] == [
        ("closed", "unreadable: Permission denied")
    ]


@pytest.mark.parametrize("name", ["gone", "nul\0", "x" * 300])
def test_a_path_that_is_not_there_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(KgError, match="there is no such file or folder to read; check the path"):
        list(find([tmp_path / name]))


NAMES = ["-rf.txt", "a b'\";$(x)&.txt", "dòng\nhai.txt", "é.txt", "e\u0301.txt", "x" * 250 + ".txt", "%2e%2e.txt"]


def test_odd_names_stay_as_they_are(tmp_path: Path) -> None:
    assert sources(put(tmp_path, *NAMES)) == sorted(NAMES)


def test_a_name_that_is_not_utf_8_can_be_written_as_utf_8(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"tin\xff.txt")).write_text("a", encoding="utf-8")
    assert sources(tmp_path) == ["tin\\xff.txt"]


def test_an_index_tells_date_address_and_publisher(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.txt", "sub/c.txt", "sub/d.txt")
    rows = [
        "file,published,url,publisher,title",
        "a.txt,2024-06-05,https://example.org/a,Báo A,Tin",
        "b.txt,31/02/2024,,",
        "sub/c.txt,05/06/2024",
        "sub/d.txt,2020-01-01",
        "gone.txt,2024-06-05,,",
        "",
    ]
    (tmp_path / "index.csv").write_text("\ufeff" + "\r\n".join(rows), encoding="utf-8")
    (tmp_path / "sub" / "index.csv").write_text("file,published\nd.txt,2024-06-07T10:00:00+07:00\n", encoding="utf-8")
    found = {f.source: f for f in find([tmp_path]) if isinstance(f, Found)}
    assert list(found) == ["a.txt", "b.txt", "sub/c.txt", "sub/d.txt"]
    a, b, c, d = found.values()
    assert (a.published, a.url, a.publisher) == (date(2024, 6, 5), "https://example.org/a", "Báo A")
    assert (b.published, b.url, b.flaws) == (None, None, ("bad-date",))
    assert (c.published, c.flaws) == (date(2024, 6, 5), ())
    assert d.published == date(2024, 6, 7)


@pytest.mark.parametrize(
    "index", ["", "no,such,columns\na,b,c\n", "file\n\n,,,,\n", "\x00\x01\x02" * 99, 'file\n"a.txt\n']
)
def test_a_broken_index_harms_nobody(tmp_path: Path, index: str) -> None:
    put(tmp_path, "a.txt")
    (tmp_path / "index.csv").write_text(index, encoding="utf-8")
    assert sources(tmp_path) == ["a.txt"]


DATES = [
    ("2024-06-05", date(2024, 6, 5)),
    (" 2024-06-05 10:11 ", date(2024, 6, 5)),
    ("5/6/2024", date(2024, 6, 5)),
    ("2024-02-31", None),
    ("31/2/2023", None),
    ("2020 - 2025", None),
    ("9999-01-01", None),
    ("hôm qua", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates(text: str, expected: date | None) -> None:
    assert parse_date(text) == expected
