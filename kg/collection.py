"""A .jsonl or .jsonl.gz file of articles comes in, its lines go out one by one as titles and bodies."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from kg.encoding import nfc
from kg.files import Skipped, parse_date

# A gzip file may hold this many times its size and this much more; news has a ratio of 3 to 10
RATIO = 100
ALLOWANCE = 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One article of a collection; `source` is "file.jsonl#id"."""

    source: str
    title: str
    body: str
    published: date | None = None
    url: str | None = None
    flaws: tuple[str, ...] = ()


def read_lines(path: Path, source: str, *, max_bytes: int) -> Iterator[Line | Skipped]:
    """The articles of a collection in its order; a line that is none as Skipped("file.jsonl:12", why).

    Reading ends with a Skipped where a line is longer than `max_bytes`, or where a gzip file is broken or blows up to
    more than RATIO times its size. Raises OSError where the file cannot be opened.
    """
    limit = RATIO * path.stat().st_size + ALLOWANCE
    lines_of: dict[str, int] = {}
    with _open(path) as file:
        number = read = 0
        while True:
            number += 1
            try:
                raw = file.readline(max_bytes + 1)
            except (EOFError, gzip.BadGzipFile, zlib.error) as error:
                yield Skipped(f"{source}:{number}", f"broken gzip file, the rest is not read: {error}")
                return
            read += len(raw)
            if not raw:
                return
            if len(raw) > max_bytes or read > limit:
                yield Skipped(f"{source}:{number}", "larger than the limit, the rest is not read")
                return
            if raw.strip():
                yield _line(raw, source, number, lines_of)


def _open(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path, "rb")) if path.suffix.lower() == ".gz" else path.open("rb")


def _line(raw: bytes, source: str, number: int, lines_of: dict[str, int]) -> Line | Skipped:
    """`lines_of` maps the ids that came by to the numbers of their lines, and learns this one."""
    where = f"{source}:{number}"
    text = raw.decode("utf-8-sig", errors="replace")
    try:
        entry = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Skipped(where, f"line {number} is not JSON: {error}")
    if not isinstance(entry, dict):
        return Skipped(where, f"line {number} is not a JSON object")
    title, body = _string(entry, "title"), _string(entry, "body")
    if not title and not body:
        return Skipped(where, f"line {number} has no text in `title` or `body`")
    identity = str(entry.get("id") or number)
    if identity in lines_of:
        return Skipped(where, f"line {number} has the id {identity} of line {lines_of[identity]}")
    lines_of[identity] = number
    published = parse_date(_string(entry, "published"))
    bad_date = ("bad-date",) if entry.get("published") and not published else ()
    bad_bytes = ("bad-bytes",) if "\ufffd" in text else ()
    url = _string(entry, "url") or None
    return Line(_whole(f"{source}#{identity}"), title, body, published, url, (*bad_bytes, *bad_date))


def _string(entry: dict[str, object], name: str) -> str:
    value = entry.get(name)
    return nfc(_whole(value)).strip() if isinstance(value, str) else ""


def _whole(text: str) -> str:
    """`text` as UTF-8 can hold it: JSON may spell half a character, a lone surrogate."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
