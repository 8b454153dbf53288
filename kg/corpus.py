"""Files and folders of articles come in, documents go out; the only reader of article files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kg import collection, webpage
from kg.encoding import Decoded, Undecodable, decode, nfc
from kg.files import COLLECTIONS, PAGES, SUFFIXES, Found, Skipped, find
from kg.layout import lay_out
from kg.model import Document
from kg.quality import flaws

__all__ = ["Copy", "Skipped", "read"]


@dataclass(frozen=True, slots=True)
class Copy(Skipped):
    """A source that has the very text of another one, `original`: the article has one more source, and no new facts."""

    original: str


@dataclass(frozen=True, slots=True)
class Article:
    """A text on its way to become a document, with what its page or line says about it."""

    source: str
    text: str
    title: str = ""
    published: date | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    is_plain: bool = True
    flaws: tuple[str, ...] = ()


def read(paths: Iterable[Path], *, max_bytes: int = 20_000_000) -> Iterator[Document | Skipped]:
    """Every article below `paths` as a Document; what gives none as Skipped with its reason, never an exception.

    Reads .txt, .md, .html, .htm, .jsonl and .jsonl.gz, one article at a time, in the order of their sources (the
    lines of a collection in their own order). A source is the path below the folder given, or the name of the file
    given; where two would be the same, the names of the folders above are put before. `max_bytes` limits a file, and
    a line of a collection. Raises KgError where a path does not exist.
    """
    seen: dict[str, str] = {}
    for found in find(paths):
        for item in _articles(found, max_bytes) if isinstance(found, Found) else (found,):
            yield _document(item, seen) if isinstance(item, Article) else item


def _articles(found: Found, max_bytes: int) -> Iterator[Article | Skipped]:
    try:
        name = found.path.name.lower()
        if name.endswith(COLLECTIONS):
            yield from _lines(found, max_bytes)
        elif name.endswith(SUFFIXES):
            yield _file(found, max_bytes)
        else:
            yield Skipped(found.source, "unsupported")
    except OSError as error:
        yield Skipped(found.source, f"unreadable: {error.strerror or error}")


def _lines(found: Found, max_bytes: int) -> Iterator[Article | Skipped]:
    for entry in collection.read_lines(found.path, found.source, max_bytes=max_bytes):
        if isinstance(entry, Skipped):
            yield entry
            continue
        text, marks = _unmarked(f"{entry.title}\n\n{entry.body}" if entry.title else entry.body)
        yield Article(
            source=entry.source,
            text=text,
            title=text.partition("\n")[0] if entry.title else "",
            published=entry.published or found.published,
            url=entry.url or found.url,
            publisher=found.publisher,
            is_plain=False,
            flaws=(*entry.flaws, *marks),
        )


def _file(found: Found, max_bytes: int) -> Article | Skipped:
    with found.path.open("rb") as file:
        raw = file.read(max_bytes + 1) if found.size <= max_bytes else b""
    if found.size > max_bytes or len(raw) > max_bytes:
        return Skipped(found.source, f"larger than {max_bytes:,} bytes; raise the limit to read it")
    decoded = decode(raw)
    if isinstance(decoded, Undecodable):
        return Skipped(found.source, decoded.reason)
    article = _page(found, decoded) if _is_page(found, decoded) else _plain(found, decoded)
    if article is None:
        return Skipped(found.source, "no article found in the page")
    return replace(
        article,
        published=found.published or article.published,
        url=found.url or article.url,
        publisher=found.publisher or article.publisher,
        flaws=(*found.flaws, *article.flaws),
    )


def _is_page(found: Found, decoded: Decoded) -> bool:
    return found.path.name.lower().endswith(PAGES) or webpage.is_page(decoded.text)


def _page(found: Found, decoded: Decoded) -> Article | None:
    page = webpage.read_page(decoded.text)
    if page is None:
        return None
    return Article(
        source=found.source,
        text=nfc(page.text),
        title=nfc(page.title),
        published=page.published,
        url=page.url,
        publisher=page.publisher,
        author=page.author,
        is_plain=False,
        flaws=decoded.flaws,
    )


def _plain(found: Found, decoded: Decoded) -> Article:
    text, marks = _unmarked(decoded.text)
    return Article(found.source, text, is_plain=decoded.exact and not marks, flaws=(*decoded.flaws, *marks))


def _unmarked(text: str) -> tuple[str, tuple[str, ...]]:
    if not webpage.has_markup(text):
        return text, ()
    return nfc(webpage.without_markup(text)), ("markup-removed",)


def _document(article: Article, seen: dict[str, str]) -> Document | Skipped:
    """`seen` maps the hash of each text that came by to its source, and learns this one."""
    sha256 = hashlib.sha256(article.text.encode("utf-8")).hexdigest()
    if sha256 in seen:
        return Copy(article.source, f"same text as {seen[sha256]}", original=seen[sha256])
    layout = lay_out(article.text, title=article.title)
    if not any(block.kind in ("paragraph", "caption") for block in layout.blocks):
        return Skipped(article.source, "empty: only a title" if layout.blocks else "empty")
    seen[sha256] = article.source
    return Document(
        source=article.source,
        text=article.text,
        sha256=sha256,
        blocks=layout.blocks,
        published=article.published or layout.published,
        url=article.url,
        publisher=article.publisher or layout.publisher,
        author=article.author or layout.author,
        is_plain=article.is_plain,
        flaws=tuple(sorted({*article.flaws, *flaws(article.text)})),
    )
