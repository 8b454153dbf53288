"""ontology/terms.ttl in, its classes and properties as Markdown tables out, in the order and under the headings of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef

SCHEMA = Namespace("https://schema.org/")
COLUMNS = {True: ("class", "label", "meaning", "kind of"), False: ("property", "label", "meaning", "of", "points to")}
# "# Classes: documents, initiatives, events": a line of its own; comments about single terms begin otherwise.
_HEADING = re.compile(r"^# ((?:Classes|Properties|Terms|Reused)\b.*)$", re.M)
_SUBJECT = re.compile(r"^\w+:\w+(?= a )", re.M)


def tables(path: Path) -> str:
    """A heading and one or two tables for each heading of the file, with a line for each term below it."""
    terms = Graph().parse(path)
    _, *parts = _HEADING.split(path.read_text(encoding="utf-8"))
    return "\n".join(
        f"### {heading}\n\n{''.join(_tables(terms, _SUBJECT.findall(text)))}"
        for heading, text in zip(parts[::2], parts[1::2], strict=True)
    )


def _tables(terms: Graph, names: list[str]) -> Iterator[str]:
    """The terms in one table as long as they are of one sort; classes and properties have different columns."""
    for is_class, group in groupby(names, key=lambda name: (_term(terms, name), RDF.type, OWL.Class) in terms):
        columns = COLUMNS[is_class]
        yield f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n"
        yield from (_row(terms, name, is_class=is_class) for name in group)
        yield "\n"


def _row(terms: Graph, name: str, *, is_class: bool) -> str:
    """What stands in the file about one term."""
    term = _term(terms, name)
    labels = " · ".join(_texts(terms, term, RDFS.label))
    meaning = "<br>".join([*_texts(terms, term, SKOS.definition), *_texts(terms, term, RDFS.comment)])
    others = (
        [(RDFS.subClassOf,)] if is_class else [(RDFS.domain, SCHEMA.domainIncludes), (RDFS.range, SCHEMA.rangeIncludes)]
    )
    cells = (f"`{name}`", labels, meaning, *(_names(terms, term, properties) for properties in others))
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _term(terms: Graph, name: str) -> URIRef:
    return terms.namespace_manager.expand_curie(name)


def _texts(terms: Graph, term: URIRef, name: URIRef) -> Iterator[str]:
    """The English, then the Vietnamese text."""
    texts = {str(getattr(text, "language", "")): str(text) for text in terms.objects(term, name)}
    return (texts[language] for language in ("en", "vi") if language in texts)


def _names(terms: Graph, term: URIRef, properties: tuple[URIRef, ...]) -> str:
    """What these properties of a term point to, as prefixed names, our own first."""
    found = {terms.namespace_manager.curie(other) for name in properties for other in terms.objects(term, name)}
    return ", ".join(f"`{name}`" for name in sorted(found, key=lambda name: (not name.startswith("vg:"), name)))
