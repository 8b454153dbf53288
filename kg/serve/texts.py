"""An article of the graph in, its whole text out, where its source is at hand and still says what was read in it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from kg import corpus
from kg.model import Document
from kg.serve.catalogue import Catalogue

_HELD = 200  # texts kept in memory


class Texts:
    """Looks for texts in the folder `texts` beside the graph, by the article's id, and in folders of sources.

    A source counts only if its text has the very SHA-256 that the graph tells: else the offsets would point elsewhere.
    """

    def __init__(self, graph: Path, folders: Sequence[Path] = ()) -> None:
        self._kept = graph.parent / "texts"
        self._folders = [folder.resolve() for folder in folders]
        self._held: dict[str, str | None] = {}

    def of(self, catalogue: Catalogue, article: str) -> str | None:
        """The text of an article, or None."""
        if article not in self._held:
            if len(self._held) >= _HELD:
                self._held.clear()
            self._held[article] = self._found(catalogue, article)
        return self._held[article]

    def _found(self, catalogue: Catalogue, article: str) -> str | None:
        digest = catalogue.text(article, "sha256")
        kept = self._kept / f"{article.rsplit('/', 1)[-1]}.txt"
        if kept.is_file() and _digest(text := kept.read_bytes().decode("utf-8", "replace")) == digest:
            return text
        source = catalogue.text(article, "source")
        if not source or "\0" in source:
            return None
        for folder in self._folders:
            path = (folder / source).resolve()
            if path.is_relative_to(folder) and path.is_file():
                documents = (read for read in corpus.read([path]) if isinstance(read, Document))
                if text := next((document.text for document in documents if document.sha256 == digest), ""):
                    return text
        return None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
