"""Documents and facts in as a build goes by, the account out: every file, what was found per kind, what was dropped."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace

from kg.corpus import Copy, Skipped
from kg.model import ArticleFacts, Document
from kg.resolve import Conflict

DROPPED = "dropped "  # a warning "dropped directive: no director" counts under "directive"


@dataclass(frozen=True, slots=True)
class FileReport:
    """A source file, or a line of a collection. status: read | copy | skipped; `reason`: why, or of what a copy."""

    source: str
    status: str
    reason: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole build: each file, distinct things found per kind, claims dropped per kind, quads written.

    `conflicts`: the seats of one holder that two people are said to hold on one day.
    """

    files: tuple[FileReport, ...]
    found: tuple[tuple[str, int], ...]
    dropped: tuple[tuple[str, int], ...]
    quads: int
    conflicts: tuple[Conflict, ...] = ()

    def with_status(self, status: str) -> tuple[FileReport, ...]:
        """The files that were read, skipped, or copies."""
        return tuple(file for file in self.files if file.status == status)

    @property
    def warned(self) -> tuple[FileReport, ...]:
        """The files that were read, but with something to look at."""
        return tuple(file for file in self.files if file.warnings)

    def to_json(self) -> str:
        """Sorted and without times: the same build gives the same bytes."""
        counts = {status: len(self.with_status(status)) for status in ("read", "copy", "skipped")}
        summary = {
            "conflicts": [asdict(conflict) for conflict in self.conflicts],
            "counts": counts | {"warned": len(self.warned)},
            "dropped": dict(self.dropped),
            "files": [asdict(file) for file in self.files],
            "found": dict(self.found),
            "quads": self.quads,
        }
        return json.dumps(summary, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


class Ledger:
    """Writes down what passes by while a build runs, and hands on what the next stage needs."""

    def __init__(self) -> None:
        self._files: dict[str, FileReport] = {}
        self._docs: dict[str, Document] = {}
        self._copies: list[Document] = []
        self._things: dict[str, set[str]] = {}
        self._links: Counter[str] = Counter()
        self._dropped: Counter[str] = Counter()

    def articles(self, items: Iterable[Document | Skipped]) -> Iterator[Document]:
        """The documents; what is skipped, and what is a copy of a document that came before, is written down."""
        for item in items:
            if isinstance(item, Document):
                self._files[item.source] = FileReport(item.source, "read", warnings=item.flaws)
                self._docs[item.source] = replace(item, text="")
                yield item
            elif isinstance(item, Copy):
                self._files[item.source] = FileReport(item.source, "copy", item.reason)
                self._copies.append(replace(self._docs[item.original], source=item.source))
            else:
                self._files[item.source] = FileReport(item.source, "skipped", item.reason)

    def note(self, facts: ArticleFacts) -> None:
        """Counts what one article gave, and joins its warnings to its file's."""
        file = self._files[facts.document.source]
        self._files[file.source] = replace(file, warnings=(*file.warnings, *facts.warnings))
        for entity in facts.entities:
            self._things.setdefault(entity.kind, set()).add(entity.path)
        for statement in facts.statements:
            self._things.setdefault(statement.kind, set()).add(statement.path)
        self._links.update(link.property for link in facts.links)
        for warning in facts.warnings:
            if warning.startswith(DROPPED):
                self._dropped[warning.removeprefix(DROPPED).split(":")[0]] += 1

    @property
    def copies(self) -> tuple[Document, ...]:
        """Documents without text whose text was read from another file: further sources of the same article."""
        return tuple(self._copies)

    def report(self, *, quads: int = 0, conflicts: tuple[Conflict, ...] = ()) -> Report:
        """The account so far."""
        found = {kind: len(paths) for kind, paths in self._things.items()} | self._links
        files = tuple(self._files[source] for source in sorted(self._files))
        return Report(files, tuple(sorted(found.items())), tuple(sorted(self._dropped.items())), quads, conflicts)
