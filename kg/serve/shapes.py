"""The rows of an answer in, what a reader sees of them out: terms as names and links, bars of numbers, a graph of nodes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.serve.pages import Words
from kg.vocabulary import BASE, PREFIXES, XSD

_NUMBERS = {f"{XSD}{name}" for name in ("integer", "decimal", "double", "float", "nonNegativeInteger")}
_MOST_BARS, _MOST_LINES = 60, 300

Term = dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A label, its link or "", its number, and its share of the largest in per cent."""

    label: str
    href: str
    number: str
    share: float


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


def bars(columns: Sequence[str], rows: Sequence[Sequence[Term]], cells: Cells) -> list[Bar]:
    """One bar per row: the first column that is all numbers, labelled by the first that is not; none without both."""
    numeric = [i for i in range(len(columns)) if rows and all(_is_number(row[i]) for row in rows)]
    labels = [i for i in range(len(columns)) if i not in numeric]
    if not numeric or not labels:
        return []
    shown = [row for row in rows[:_MOST_BARS] if row[labels[0]]]
    values = [float(_value(row[numeric[0]])) for row in shown]
    largest = max(map(abs, values), default=0) or 1.0
    made = []
    for row, value in zip(shown, values, strict=True):
        if label := row[labels[0]]:
            made.append(
                Bar(cells.name(label), cells.href(label), _value(row[numeric[0]]), round(100 * abs(value) / largest, 1))
            )
    return made


def lines(columns: Sequence[str], rows: Sequence[Sequence[Term]], cells: Cells) -> dict[str, Any]:
    """A graph: of triples as they are; of rows, from the first column of nodes to the second; {} where there is none."""
    is_triples = list(columns) == ["subject", "predicate", "object"]
    nodes = [i for i in range(len(columns)) if any(_is_node(row[i]) for row in rows)]
    ends = (0, 2) if is_triples else tuple(nodes[:2])
    if len(ends) < 2:
        return {}
    numbers: dict[str, int] = {}
    drawn: list[dict[str, Any]] = []
    found: list[dict[str, Any]] = []
    for row in rows[:_MOST_LINES]:
        terms = [term for end in ends if (term := row[end])]
        if len(terms) < 2:
            continue
        for term in terms:
            key = _key(term)
            if key not in numbers:
                numbers[key] = len(numbers)
                drawn.append({"id": numbers[key], "label": cells.name(term), "href": cells.href(term)})
        start, end = (numbers[_key(term)] for term in terms)
        label = cells.text(row[1]) if is_triples and row[1] else ""
        found.append({"from": start, "to": end, "label": label})
    return {"nodes": drawn, "edges": found}


def _key(term: dict[str, Any]) -> str:
    return repr(sorted(term.items()))


def _is_number(term: Term) -> bool:
    return bool(term) and (term or {}).get("datatype") in _NUMBERS


def _is_node(term: Term) -> bool:
    return bool(term) and (term or {}).get("type") in ("uri", "bnode")


def _value(term: Term) -> str:
    return str((term or {}).get("value", "0"))
