"""Texts of a few sentences in, what the real extraction and resolution find in them out, as short strings to compare."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import pyoxigraph as ox
import pytest

from kg import extract, lexicon, resolve
from kg.extract import Mentions
from kg.extract.places import PlaceMention
from kg.model import ArticleFacts, Block, Concept, Document, Ref, Value
from kg.paths import ONTOLOGY
from kg.vocabulary import CONCEPT, SKOS

Properties = tuple[tuple[str, Value], ...]


def document(
    text: str, *, published: str = "", source: str = "a.txt", publisher: str = "", title: str = ""
) -> Document:
    """An article of this text, a paragraph per line, under a title where one is given."""
    whole = f"{title}\n\n{text}" if title else text
    spans = [match.span() for match in re.finditer(r"[^\n]+(?:\n(?!\n)[^\n]+)*", whole)]
    blocks = tuple(Block("title" if title and not start else "paragraph", start, end) for start, end in spans)
    day = date.fromisoformat(published) if published else None
    digest = hashlib.sha256(whole.encode()).hexdigest()
    return Document(source, whole, digest, blocks, published=day, publisher=publisher or None)


def mentions(text: str, **about: str) -> Mentions:
    """What the extractors find in a text; `about`: what `document` takes."""
    return extract.read(document(text, **about), lexicon.load())


def linked(*docs: Document) -> tuple[ArticleFacts, ...]:
    """What several articles say, their people made one."""
    words = lexicon.load()
    return tuple(resolve.link((resolve.settle(extract.read(doc, words)) for doc in docs), words))


def said(kind: str, text: str, **about: str) -> list[str]:
    """The facts of one kind that a text gives: names, or their parts joined by "|"; sorted, each once."""
    found = mentions(text, **about)
    return sorted(set(places(found))) if kind == "places" else facts_of(kind, resolve.settle(found))


def places(found: Mentions) -> Iterator[str]:
    """name|level, of each place that stands for itself; "|level" where only its kind is said"""
    for chunk in found.chunks:
        if isinstance(chunk.value, PlaceMention):
            yield f"{chunk.value.name}|{chunk.value.level}"


def facts_of(kind: str, facts: ArticleFacts) -> list[str]:
    """The facts of one kind of an article, as `said` gives them."""
    return sorted(set(_KINDS[kind](facts)))


def _things(*kinds: str) -> Callable[[ArticleFacts], Iterator[str]]:
    return lambda facts: (entity.label for entity in facts.entities if entity.kind in kinds and entity.evidence)


def _roles(facts: ArticleFacts) -> Iterator[str]:
    """person|role|agency"""
    for tenure in _statements(facts, "Tenure"):
        yield "|".join(_label(facts, tenure, name) for name in ("member", "role", "organization"))


def _directs(facts: ArticleFacts) -> Iterator[str]:
    """person|initiative or document"""
    for order in _statements(facts, "Directive"):
        for target in _labels(facts, order, "concerns"):
            yield f"{_label(facts, order, 'director')}|{target}"


def _documents(facts: ArticleFacts) -> Iterator[str]:
    """type|number|issuer"""
    for entity in facts.entities:
        if entity.kind in ("Document", "Resolution") and entity.evidence:
            number = dict(entity.properties).get("number", "")
            yield "|".join(
                (_label(facts, entity.properties, "type"), str(number), _label(facts, entity.properties, "issuedBy"))
            )


def _events(facts: ArticleFacts) -> Iterator[str]:
    """date|chair"""
    for entity in facts.entities:
        day = dict(entity.properties).get("startDate")
        if entity.kind == "Event" and day:
            yield from (f"{day}|{chair}" for chair in _labels(facts, entity.properties, "chair") or [""])


def _indicators(facts: ArticleFacts) -> Iterator[str]:
    """achieved|total|rk-ket-qua or rk-muc-tieu"""
    for result in _statements(facts, "IndicatorResult"):
        told = dict(result)
        kind = told["type"].name if isinstance(told["type"], Concept) else ""
        yield f"{told['achieved']}|{told['total']}|{kind}"


def _statements(facts: ArticleFacts, kind: str) -> Iterator[Properties]:
    return (statement.properties for statement in facts.statements if statement.kind == kind)


def _labels(facts: ArticleFacts, properties: Properties, name: str) -> list[str]:
    """What readers call the values of a property."""
    named = {entity.path: entity.label for entity in facts.entities}
    bodies = lexicon.load().bodies
    return [
        _concepts().get(value.name, value.name)
        if isinstance(value, Concept)
        else named.get(value.path) or bodies[value.path].label
        for key, value in properties
        if key == name and isinstance(value, Ref | Concept)
    ]


def _label(facts: ArticleFacts, properties: Properties, name: str) -> str:
    return next(iter(_labels(facts, properties, name)), "")


@cache
def _concepts() -> Mapping[str, str]:
    """The Vietnamese labels of the ontology's concepts: roles, types of documents ..."""
    triples = (
        t for path in sorted(ONTOLOGY.glob("*.ttl")) for t in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    )
    return {
        t.subject.value.removeprefix(CONCEPT): t.object.value[0].upper() + t.object.value[1:]
        for t in triples
        if t.predicate.value == f"{SKOS}prefLabel" and t.object.language == "vi" and t.subject.value.startswith(CONCEPT)
    }


_KINDS: Mapping[str, Callable[[ArticleFacts], Iterator[str]]] = {
    "people": _things("Person"),
    "agencies": _things("Agency", "StateBody", "PartyBody"),
    "initiatives": _things("Initiative"),
    "roles": _roles,
    "directs": _directs,
    "documents": _documents,
    "events": _events,
    "indicators": _indicators,
}


def missed(text: str, expected: object, why: str) -> Any:
    """A pair that does not hold yet: the backlog lives beside the behaviour. It fails once the behaviour is there."""
    return pytest.param(text, expected, marks=pytest.mark.xfail(reason=why, strict=True))
