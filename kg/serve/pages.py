"""A template's name, a site and a reader's view in, a page out; everything that a graph says goes in as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from kg.network import KINDS as _NETWORK_KINDS
from kg.paths import TEMPLATES
from kg.serve import dates
from kg.serve.filters import View
from kg.serve.sections import Pair
from kg.serve.site import Site

_FOLDER = Path(__file__).resolve().parent
STATIC = _FOLDER / "static"
_OURS = ("id/", "concept/")
_THEME = "concept/th-"
_WEB = re.compile(r"https?://[^\s\"'<>]+")

KIND_NAMES: Mapping[str, Pair] = {
    **_NETWORK_KINDS,
    "province": ("Tỉnh, thành phố", "Province"),
    "place": ("Đơn vị hành chính", "Administrative unit"),
    "article": ("Bài báo", "Article"),
    "theme": ("Chủ đề", "Theme"),
    "role": ("Loại chức vụ", "Kind of post"),
    "tenure": ("Giữ chức vụ", "Post held"),
    "directive": ("Chỉ đạo", "Directive"),
    "speech": ("Phát biểu", "Statement"),
    "figure": ("Số liệu", "Figure"),
    "reorganisation": ("Sắp xếp, tổ chức lại", "Reorganisation"),
    "concept": ("Khái niệm", "Concept"),
}


class Words:
    """What templates call for texts, names, dates and addresses, in the language and view of one reader.

    `path` is the page's address, `extra` are its own parameters, beside those of the view.
    """

    def __init__(self, site: Site, view: View, path: str, extra: Mapping[str, str] | None = None) -> None:
        self.site, self.view, self.path = site, view, path
        self.lang = view.lang
        self.extra = {name: text for name, text in (extra or {}).items() if text}

    def t(self, vietnamese: str, english: str) -> str:
        """The text in the reader's language."""
        return english if self.lang == "en" else vietnamese

    def pair(self, texts: Pair) -> str:
        """The text of a pair in the reader's language."""
        return self.t(*texts)

    def label(self, node: str) -> str:
        """A node's name; themes are written as in a list, with a capital."""
        label = self.site.told.label(node, self.lang)
        return label[:1].upper() + label[1:] if node.startswith(_THEME) else label

    def is_foreign(self, node: str) -> bool:
        """Whether a node's name is Vietnamese on a page that is not."""
        return self.lang != "vi" and self.site.told.label(node, self.lang) == self.site.told.label(node, "vi")

    def kind(self, node: str) -> str:
        """A node's kind, "" for none."""
        return self.site.told.kinds.get(node, "")

    def kind_name(self, node: str) -> str:
        """What a node's kind is called."""
        return self.pair(KIND_NAMES.get(self.kind(node), ("", "")))

    def href(self, node: str, fragment: str = "", **changed: str) -> str:
        """The address of a node's page, in the same view; "#" for what has none."""
        if not node.startswith(_OURS):
            return "#"
        return self.to(f"/{quote(node)}", **({"kind": ""} | changed)) + (
            f"#{quote(fragment, safe='=,')}" if fragment else ""
        )

    def to(self, path: str, **changed: str) -> str:
        """An address of ours in the same view, with some parameters changed."""
        parameters = self.view.parameters(**changed)
        return f"{path}?{parameters}" if parameters else path

    def here(self, **changed: str) -> str:
        """The address of this page with some of its parameters changed ("" drops one)."""
        return self.to(self.path, **(self.extra | changed))

    def plain(self, path: str, **parameters: str) -> str:
        """An address of ours in the reader's language, without the filters of this view."""
        return self.to(path, **({"from": "", "to": "", "sure": "", "kind": ""} | parameters))

    def day(self, text: str) -> str:
        """A date for people."""
        return dates.readable(text, self.lang)

    def percent(self, share: float) -> str:
        """ "87%" of 0.874."""
        return f"{round(100 * share)}%"

    def web(self, address: str) -> str:
        """An address elsewhere, if it is one that may be a link; else ""."""
        return address if _WEB.fullmatch(address) else ""

    def number(self, count: int) -> str:
        """ "12.345" or "12,345"."""
        return f"{count:,}".replace(",", "." if self.lang == "vi" else ",")


def page(template: str, words: Words, *, status: int = 200, **told: Any) -> HTMLResponse:
    """The page; it differs by language, so caches must know."""
    text = _environment().get_template(template).render(w=words, view=words.view, told=words.site.told, **told)
    headers = {"Vary": "Accept, Accept-Language", "Content-Language": words.lang}
    return HTMLResponse(text.encode("utf-8", "replace"), status_code=status, headers=headers)


def marked(text: str, part: str) -> tuple[str, str, str]:
    """A sentence in three: before, in and after the clause that counts; all of it before where it is not to be found."""
    at = text.casefold().find(part.casefold()) if part else -1
    if at < 0 or len(text) != len(text.casefold()):
        return text, "", ""
    return text[:at], text[at : at + len(part)], text[at + len(part) :]


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader([_FOLDER / "templates", TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["marked"] = marked
    return made
