"""The source of a web page, or text with remnants of one, comes in; its article goes out."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import date

from kg.files import parse_date

# Elements that only a page has; "<b>" in running text or "a < b" is no sign
PAGE = re.compile(r"\s*(?:<!doctype html|<html\b|<head\b|<body\b)", re.IGNORECASE)
REMNANT = re.compile(
    r"</?(?:p|br|div|span|strong|b|em|i|a|img|table|tr|td|ul|li|h[1-6]|script|style|font|iframe)\b[^<>]{0,500}>"
    r"|&(?:nbsp|amp|lt|gt|quot|#\d{2,5}|#x[0-9a-f]{2,5}|[aeiouyAEIOUY](?:grave|acute|circ|tilde));"
)
# What a reader never sees, by its beginning and its end
UNREAD = (
    (re.compile(r"<script\b", re.IGNORECASE), re.compile(r"</script\s*>", re.IGNORECASE)),
    (re.compile(r"<style\b", re.IGNORECASE), re.compile(r"</style\s*>", re.IGNORECASE)),
    (re.compile("<!--"), re.compile("-->")),
)
BREAK = re.compile(r"<(?:br|/?p|/?div|/?h[1-6]|/?tr|/?li|/?ul|/?table)\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a web page: `text` is its title, a blank line and its paragraphs, one a line."""

    text: str
    title: str = ""
    published: date | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None


def read_page(source: str) -> Page | None:
    """The main text of an HTML page and what its head says of it; None where no article is found."""
    import trafilatura  # half a second, and only for web pages

    found = trafilatura.bare_extraction(source, with_metadata=True, include_comments=False, include_tables=True)
    page = found if isinstance(found, dict) or found is None else found.as_dict()
    if not page or not page["text"]:
        return None
    title = " ".join((page["title"] or "").split())
    body = page["text"].removeprefix(title).strip()
    text = f"{title}\n\n{body}" if title else body
    return Page(text, title, parse_date(page["date"] or ""), page["url"], page["sitename"], page["author"])


def is_page(text: str) -> bool:
    """Whether `text` is the source of a whole web page, whatever its file is called."""
    return PAGE.match(text) is not None


def has_markup(text: str) -> bool:
    """Whether `text` still holds tags or entities of the page that it was copied from: two of them at least."""
    if "<" not in text and "&" not in text:
        return False
    matches = REMNANT.finditer(text)
    return next(matches, None) is not None and next(matches, None) is not None


def without_markup(text: str) -> str:
    """`text` without tags, comments and scripts, with entities decoded once ("&amp;lt;" becomes "&lt;")."""
    for opening, closing in UNREAD:
        text = _without(text, opening, closing)
    return html.unescape(TAG.sub("", BREAK.sub("\n", text)))


def _without(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """`text` without the stretches from an opening to the next closing; one that is never closed stays."""
    kept, at = [], 0
    while (start := opening.search(text, at)) and (end := closing.search(text, start.end())):
        kept.append(text[at : start.start()])
        at = end.end()
    return "".join(kept) + text[at:]
