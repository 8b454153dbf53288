"""An answer and a media type in, its bytes out; a cut answer says so at its end, in every form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.answer import Answer, as_text
from kg.serve import media
from kg.vocabulary import NS, PREFIXES, RDFS, XSD

_NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), "�")
_NOTICE = ox.NamedNode(f"{NS}notice")
_FORMATS = {
    media.TURTLE: ox.RdfFormat.TURTLE,
    media.N_TRIPLES: ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    media.JSON_LD: ox.RdfFormat.JSON_LD,
    media.JSON: ox.RdfFormat.JSON_LD,
}


def notice(rows: int, *, unit: str = "rows") -> str:
    """What a cut answer says of itself."""
    return f"cut after {rows} {unit}: there are more; narrow the query, or page through it with ORDER BY, LIMIT, OFFSET"


def written(answer: Answer, kind: str, *, rows: int) -> bytes:
    """The answer as `kind`, one of media.OF_TRIPLES for triples and of media.OF_ROWS else; `rows` is the limit."""
    if answer.triples is not None and kind != media.TABLE:
        return _graph(answer, kind, rows)
    match kind:
        case media.CSV:
            text = _with_last_row(as_text(answer, format="csv"), answer, rows, separator=",")
        case media.TSV:
            text = _with_last_row(as_text(answer, format="tsv"), answer, rows, separator="\t")
        case media.ROWS_XML | "application/xml":
            text = "".join(_xml(answer, rows))
        case _:
            text = _json(answer, rows)
    return text.encode("utf-8", "replace")


def _with_last_row(text: str, answer: Answer, rows: int, *, separator: str) -> str:
    """Ends a cut table with a row whose first cell says so: a table has no other place for it."""
    if not answer.is_cut:
        return text
    return f'{text}"[{notice(rows)}]"{separator * (len(answer.columns) - 1)}\n'


def _json(answer: Answer, rows: int) -> str:
    if not answer.is_cut:
        return as_text(answer, format="json")
    results = json.loads(as_text(answer, format="json"))
    return json.dumps(results | {"notice": notice(rows)}, ensure_ascii=False)


def _xml(answer: Answer, rows: int) -> Iterator[str]:
    """SPARQL Query Results XML Format, second edition."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n<head>'
    if answer.rows is None:
        yield f"</head>\n<boolean>{'true' if answer.boolean else 'false'}</boolean>\n</sparql>\n"
        return
    yield from (f"<variable name={quoteattr(name)}/>" for name in answer.columns)
    yield "</head>\n<results>\n"
    for row in answer.rows.terms:
        named = zip(answer.columns, row, strict=True)
        cells = (f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>" for name, term in named if term)
        yield f"<result>{''.join(cells)}</result>\n"
    yield "</results>\n</sparql>\n"
    if answer.is_cut:
        yield f"<!-- {notice(rows)} -->\n"


def _xml_term(term: object) -> str:
    match term:
        case ox.NamedNode():
            return f"<uri>{_xml_text(term.value)}</uri>"
        case ox.BlankNode():
            return f"<bnode>{_xml_text(term.value)}</bnode>"
        case ox.Literal() if term.language:
            return f"<literal xml:lang={quoteattr(term.language)}>{_xml_text(term.value)}</literal>"
        case ox.Literal() if term.datatype.value != f"{XSD}string":
            return f"<literal datatype={quoteattr(term.datatype.value)}>{_xml_text(term.value)}</literal>"
        case ox.Literal():
            return f"<literal>{_xml_text(term.value)}</literal>"
        case ox.Triple():
            parts = zip(("subject", "predicate", "object"), term, strict=True)
            return f"<triple>{''.join(f'<{part}>{_xml_term(value)}</{part}>' for part, value in parts)}</triple>"
        case _:
            return ""


def _xml_text(text: str) -> str:
    """Text that XML can hold: it has no form for control characters."""
    return escape(text.translate(_NOT_IN_XML)).replace("\r", "&#13;")


def _graph(answer: Answer, kind: str, rows: int) -> bytes:
    """Triples; the notice of a cut is a comment where there are comments, and a triple in JSON-LD."""
    triples = list(answer.triples or ())
    said = notice(rows, unit="triples")
    if answer.is_cut and _FORMATS[kind] == ox.RdfFormat.JSON_LD:
        triples.append(ox.Triple(_NOTICE, ox.NamedNode(f"{RDFS}comment"), ox.Literal(said)))
    written = ox.serialize(triples, format=_FORMATS[kind], prefixes=dict(PREFIXES)) or b""
    return written + f"# {said}\n".encode() if answer.is_cut and _FORMATS[kind] != ox.RdfFormat.JSON_LD else written
