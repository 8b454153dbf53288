"""The facts of an article in, lines out: each fact, then the sentences that support it, their rules and confidence."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date

from kg.lexicon import Lexicon
from kg.model import ArticleFacts, Concept, Document, Edtf, Evidence, Ref, Text, Value, Year
from kg.text import printable

_ORDER = (
    *("Person", "Tenure", "PartyBody", "StateBody", "Agency", "AdminUnit", "Resolution", "Document", "Link"),
    *("Initiative", "Event", "Directive", "SpeechAct", "IndicatorResult"),
)
_INDENT = 4
_IMPLIED = "not named: implied by what is"


def listed(doc: Document, facts: ArticleFacts, lexicon: Lexicon, *, width: int) -> Iterator[str]:
    """Every fact of the article by kind, what was dropped, and the flaws that make all of it less sure."""
    names = _Names(facts, lexicon)
    things = [(e.kind, e.label, e.properties, e.evidence) for e in facts.entities]
    claims = [(s.kind, "", s.properties, s.evidence) for s in facts.statements]
    links = [("Link", f"{names.of(k.subject)} {k.property} {names.of(k.object)}", (), k.evidence) for k in facts.links]
    yield "[facts]"
    for kind, label, properties, evidence in sorted([*things, *claims, *links], key=lambda fact: _rank(fact[0])):
        told = ", ".join(f"{name} {names.of(value)}" for name, value in properties)
        yield from _folded(f"{kind}: {label}{' - ' if label and told else ''}{told}", width)
        yield from (_ground(ev, width) for ev in evidence) if evidence else (f"{' ' * _INDENT}{_IMPLIED}",)
    yield from (f"flaw: {flaw}" for flaw in doc.flaws)
    for warning in facts.warnings:
        yield from _folded(warning, width)


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _folded(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns; lines after the first stand further in than a ground does."""
    return textwrap.wrap(printable(text), width, subsequent_indent=" " * 2 * _INDENT, break_on_hyphens=False)


def _ground(evidence: Evidence, width: int) -> str:
    """One line: how sure, by which rule, and how the sentence begins; the text above has the whole of it."""
    line = f'{" " * _INDENT}{evidence.confidence:.3f} {evidence.rule}: "{" ".join(printable(evidence.quote).split())}"'
    return line if len(line) <= width else f"{line[: width - 1]}…"


class _Names:
    """What a reader calls the things that values point to."""

    def __init__(self, facts: ArticleFacts, lexicon: Lexicon) -> None:
        self._labels = {entity.path: entity.label for entity in facts.entities}
        self._lexicon = lexicon

    def of(self, value: Value) -> str:
        """A value as text: the label of a node or a concept that has one."""
        match value:
            case Ref(path):
                place, body = self._lexicon.places.get(path), self._lexicon.bodies.get(path)
                known = place.label if place else body.label if body else path
                return self._labels.get(path, known)
            case Concept(name):
                role, theme = self._lexicon.roles.get(name), self._lexicon.themes.get(name)
                return role.label if role else theme.label if theme else name
            case Text(text) | Edtf(text):
                return text
            case Year(year):
                return str(year)
            case date():
                return value.isoformat()
            case _:
                return str(value)
