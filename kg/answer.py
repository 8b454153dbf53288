"""The result of a query in, its text out: CSV, TSV and JSON as the W3C defines them, Turtle for graphs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.model import KgError
from kg.store import Rows, Term, text
from kg.vocabulary import PREFIXES, XSD

FORMATS = ("csv", "tsv", "json", "ttl")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: rows for SELECT, yes or no for ASK, triples for CONSTRUCT and DESCRIBE.

    `is_cut` tells that there are more rows or triples than were asked for; `notes` are lines for the user to read.
    """

    rows: Rows | None = None
    boolean: bool | None = None
    triples: tuple[ox.Triple, ...] | None = None
    is_cut: bool = False
    notes: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of `cells`."""
        if self.rows is not None:
            return self.rows.columns
        return ("subject", "predicate", "object") if self.triples is not None else ("answer",)

    def cells(self) -> Iterator[tuple[str, ...]]:
        """The answer as lines of a table for people: addresses with prefixes, "" for what is unbound."""
        if self.rows is not None:
            yield from (tuple(map(_readable, row)) for row in self.rows.terms)
        elif self.triples is not None:
            yield from (tuple(map(_readable, triple)) for triple in self.triples)
        else:
            yield ("yes" if self.boolean else "no",)


def as_text(answer: Answer, *, format: str, excel_safe: bool = False) -> str:
    """The answer in one of FORMATS. `excel_safe` puts ' before cells of a CSV that a spreadsheet would run as formulas.

    Raises KgError for an unknown format, and where the answer has no such form (rows as Turtle).
    """
    match format:
        case "csv":
            return _csv(answer, excel_safe=excel_safe)
        case "tsv":
            return _tsv(answer)
        case "json":
            return json.dumps(_json(answer), ensure_ascii=False, indent=1) + "\n"
        case "ttl":
            return _turtle(answer)
        case _:
            raise KgError(f"no format is called {format!r}: use one of {', '.join(FORMATS)}")


def _plain_rows(answer: Answer) -> Iterator[tuple[Term | None, ...]]:
    if answer.rows is not None:
        yield from answer.rows.terms
    elif answer.triples is not None:
        yield from (tuple(triple) for triple in answer.triples)
    else:
        yield (ox.Literal(bool(answer.boolean)),)


def _csv(answer: Answer, *, excel_safe: bool) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(answer.columns)
    for row in _plain_rows(answer):
        cells = ["" if term is None else text(term) for term in row]
        writer.writerow([formula_safe(cell) if excel_safe else cell for cell in cells])
    return target.getvalue()


def formula_safe(cell: str) -> str:
    """The text of a cell with ' before it where a spreadsheet would run it as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _tsv(answer: Answer) -> str:
    lines = ["\t".join(f"?{name}" for name in answer.columns)]
    for row in _plain_rows(answer):
        lines.append("\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row))
    return "\n".join(lines) + "\n"


def _json(answer: Answer) -> dict[str, object]:
    if answer.rows is None and answer.triples is None:
        return {"head": {}, "boolean": bool(answer.boolean)}
    rows = [
        {name: _json_term(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in _plain_rows(answer)
    ]
    return {"head": {"vars": list(answer.columns)}, "results": {"bindings": rows}}


def _json_term(term: Term) -> dict[str, object]:
    match term:
        case ox.NamedNode():
            return {"type": "uri", "value": term.value}
        case ox.BlankNode():
            return {"type": "bnode", "value": term.value}
        case ox.Literal():
            about: dict[str, object] = {"type": "literal", "value": term.value}
            if term.language:
                about["xml:lang"] = term.language
            elif term.datatype.value != f"{XSD}string":
                about["datatype"] = term.datatype.value
            return about
        case _:
            parts = (term.subject, term.predicate, term.object)
            names = ("subject", "predicate", "object")
            return {"type": "triple", "value": {n: _json_term(part) for n, part in zip(names, parts, strict=True)}}


def _turtle(answer: Answer) -> str:
    if answer.triples is None:
        raise KgError("only CONSTRUCT and DESCRIBE give Turtle: ask for csv, tsv or json")
    triples = sorted(set(answer.triples), key=str)
    written = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    return written.decode("utf-8") if written else ""


def _readable(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        for prefix, base in PREFIXES.items():
            if term.value.startswith(base) and term.value != base:
                return f"{prefix}:{term.value[len(base) :]}"
    return text(term)
