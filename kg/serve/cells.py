"""A term of an answer in, what a reader sees of it out: ours as names and links to their pages, others as text."""

from __future__ import annotations

import json
from typing import Any

from kg.serve.pages import Words
from kg.vocabulary import BASE, PREFIXES


class Cells:
    """How the terms of an answer are shown on a page, in the words of its reader."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def href(self, term: dict[str, Any]) -> str:
        """The address of our page of a term, or ""."""
        node = term["value"].removeprefix(BASE) if term["type"] == "uri" else ""
        return self._words.href(node) if node in self._words.site.told.kinds else ""

    def text(self, term: dict[str, Any]) -> str:
        """A term as text: addresses with their prefix."""
        if term["type"] == "triple":
            return json.dumps(term["value"], ensure_ascii=False)
        text = str(term["value"])
        if term["type"] == "uri":
            for prefix, base in PREFIXES.items():
                if text.startswith(base) and len(text) > len(base):
                    return f"{prefix}:{text[len(base) :]}"
        return text

    def name(self, term: dict[str, Any]) -> str:
        """A term as people call it: a node by its label where it has one."""
        node = term["value"].removeprefix(BASE) if term["type"] == "uri" else ""
        return self._words.label(node) if node in self._words.site.told.kinds else self.text(term)
