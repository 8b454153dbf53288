"""What one article says in, the quads of its named graph out; the ontology's files in, their quads out.

Nothing else knows the shape of our RDF: one graph per article (drop it, and the article is undone), evidence as
nodes, everything as sorted lines of N-Quads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

import pyoxigraph as ox

from kg import nquads, vocabulary
from kg.model import ArticleFacts, Entity, Evidence, KgError, Link, Statement
from kg.nquads import string, tagged, thing, typed
from kg.vocabulary import DCTERMS, NIF, NS, PROV, RDF, SCHEMA, SKOS, THING, XSD, Vocabulary

MENTIONED = {"Person", "Agency", "StateBody", "PartyBody", "Document", "Resolution", "Initiative"}
_A = f"<{RDF}type>"
_PREF_LABEL, _ALT_LABEL = f"<{SKOS}prefLabel>", f"<{SKOS}altLabel>"
_INDEX = f"{XSD}nonNegativeInteger"
# Control characters, zero-width characters, bidirectional marks: they may stand in a quote, never in a label.
# Not white space, which becomes one space each.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_NOT_LOADED = {"shapes.ttl"}  # read by `check` only
_CURATED = {"decisions.ttl"}


def article_quads(facts: ArticleFacts, *, run: str) -> list[str]:
    """The sorted N-Quads lines of the article's named graph. `run` names the software and its version.

    An entity without evidence is not in the text but implied by it (a parent, a host): it is no mention, and stands in
    the graph `context`, which articles share.

    Raises KgError for an unknown class or property, a path that makes no address, and a span outside the text.
    """
    words = vocabulary.load()
    writer = _Evidence(facts, _article_id(facts))
    triples = {*_article(facts), *_run(facts, run)}
    context = {triple for entity in facts.entities if not entity.evidence for triple in _entity(entity, words)}
    for entity in sorted(_mentioned(facts), key=lambda entity: entity.path):
        triples.update(_entity(entity, words))
        triples.update(writer.supporting(thing(entity.path), entity.evidence))
    for statement in sorted(facts.statements, key=lambda statement: statement.path):
        triples.update(_statement(statement, words))
        triples.update(writer.supporting(thing(statement.path), statement.evidence))
    for link in sorted(facts.links, key=lambda link: (link.subject.path, link.property, repr(link.object))):
        triple = _link(link, words)
        triples.add(" ".join(triple))
        triples.update(writer.supporting(triple[0], link.evidence, triple=triple))
    graphs = ((triples, f"article-{_article_id(facts)}"), (context, "context"))
    ends = [(part, f" {nquads.graph(name)} .\n") for part, name in graphs]
    return sorted([triple + end for part, end in ends for triple in part])


def reference_quads(ontology: Path) -> list[str]:
    """The sorted N-Quads lines of every Turtle file of the ontology but the shapes.

    Things (places, agencies, reorganisations) go into the graph `reference`, what people decided (decisions.ttl) into
    `curation`, terms and concepts into `ontology`. Raises KgError for a damaged file, and for a node without a name.
    """
    lines: set[str] = set()
    for path in sorted(ontology.glob("*.ttl")):
        if path.name not in _NOT_LOADED:
            lines.update(_file_quads(path))
    return sorted(lines)


def _file_quads(path: Path) -> Iterator[str]:
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            subject, predicate, value = str(quad.subject), str(quad.predicate), str(quad.object)
            if "_:" in (subject[:2], value[:2]):
                raise KgError(f"{path}: a node in [ ] has no name: give it an address, so that builds stay the same")
            is_thing = subject.startswith(f"<{THING}")
            name = "curation" if path.name in _CURATED else "reference" if is_thing else "ontology"
            yield f"{subject} {predicate} {value} {nquads.graph(name)} .\n"
    except SyntaxError as error:
        raise KgError(f"{path}: not valid Turtle ({error}): correct it") from error


def _mentioned(facts: ArticleFacts) -> Iterator[Entity]:
    return (entity for entity in facts.entities if entity.evidence)


def _article_id(facts: ArticleFacts) -> str:
    return facts.document.sha256[:16]


def _article(facts: ArticleFacts) -> Iterator[str]:
    """The article itself, and what it mentions."""
    doc = facts.document
    article = thing(f"article/{_article_id(facts)}")
    yield f"{article} {_A} <{NS}Article>"
    yield f"{article} <{DCTERMS}source> {string(doc.source)}"
    yield f"{article} <{SCHEMA}sha256> {string(doc.sha256)}"
    yield f'{article} <{SCHEMA}inLanguage> "vi"'
    yield f"{article} <{NIF}beginIndex> {typed('0', _INDEX)}"
    yield f"{article} <{NIF}endIndex> {typed(str(facts.length), _INDEX)}"
    if title := _label(doc.title):
        yield f"{article} <{SCHEMA}headline> {tagged(title)}"
    if doc.published:
        yield f"{article} <{SCHEMA}datePublished> {typed(doc.published.isoformat(), f'{XSD}date')}"
    if doc.url:
        yield f"{article} <{SCHEMA}url> {nquads.web_address(doc.url)}"
    for name, text in (("publisher", doc.publisher), ("author", doc.author)):
        if text:
            yield f"{article} <{SCHEMA}{name}> {string(_label(text))}"
    for flaw in doc.flaws:
        yield f"{article} <{NS}flaw> {string(flaw)}"
    for entity in _mentioned(facts):
        if entity.kind in MENTIONED:
            yield f"{article} <{SCHEMA}mentions> {thing(entity.path)}"


def _run(facts: ArticleFacts, run: str) -> Iterator[str]:
    """Who read the article: software of a version. No time is written, so that the same input gives the same bytes."""
    node, agent = thing(f"a/run-{_article_id(facts)}"), thing("a/agent-kg")
    yield f"{node} {_A} <{NS}ExtractionRun>"
    yield f"{node} <{PROV}used> {thing(f'article/{_article_id(facts)}')}"
    yield f"{node} <{PROV}wasAssociatedWith> {agent}"
    yield f"{agent} {_A} <{PROV}SoftwareAgent>"
    yield f"{agent} <{SCHEMA}softwareVersion> {string(run)}"


def _entity(entity: Entity, words: Vocabulary) -> Iterator[str]:
    node, label = thing(entity.path), _label(entity.label)
    if not label:
        raise KgError(f"{entity.path}: has no label: correct the extractor")
    yield f"{node} {_A} <{words.class_iri(entity.kind)}>"
    yield f"{node} {_PREF_LABEL} {tagged(label)}"
    for name in entity.names:
        if (form := _label(name)) and form != label:
            yield f"{node} {_ALT_LABEL} {tagged(form)}"
    for name, given in entity.properties:
        prop = words.property(name)
        yield f"{node} <{prop.iri}> {nquads.value(prop, given)}"


def _statement(statement: Statement, words: Vocabulary) -> Iterator[str]:
    node = thing(statement.path)
    yield f"{node} {_A} <{words.class_iri(statement.kind)}>"
    for name, given in statement.properties:
        prop = words.property(name)
        yield f"{node} <{prop.iri}> {nquads.value(prop, given)}"


def _link(link: Link, words: Vocabulary) -> tuple[str, str, str]:
    prop = words.property(link.property)
    return thing(link.subject.path), f"<{prop.iri}>", nquads.value(prop, link.object)


class _Evidence:
    """Numbers the evidence of one article: `a/ev-{article}-{n}` in the order of the nodes that it supports."""

    def __init__(self, facts: ArticleFacts, article_id: str) -> None:
        self._source = facts.document.source
        self._length = facts.length
        self._id = article_id
        self._article = f"<{THING}article/{article_id}>"
        self._by = f"<{PROV}wasGeneratedBy> {thing(f'a/run-{article_id}')}"
        self._numbers = count(1)
        self._spans: set[str] = set()

    def supporting(
        self, node: str, evidence: Iterable[Evidence], *, triple: tuple[str, str, str] | None = None
    ) -> Iterator[str]:
        """The triples of the evidence for a node, or for exactly one `triple` of it."""
        for ev in sorted(set(evidence), key=lambda ev: (ev.start, ev.end, ev.rule, ev.confidence)):
            self._check(ev)
            here = f"<{THING}a/ev-{self._id}-{next(self._numbers):03d}>"
            span = f"{self._article[:-1]}#char={ev.start},{ev.end}>"
            yield f"{here} {_A} <{NS}Evidence>"
            yield f"{here} <{NS}supports> {node}"
            yield f"{here} <{NS}inSpan> {span}"
            yield f"{here} <{NS}confidence> {typed(f'{ev.confidence:.3f}', f'{XSD}decimal')}"
            yield f"{here} <{NS}rule> {string(ev.rule)}"
            yield f"{here} {self._by}"
            if triple:
                yield from (f"{here} <{RDF}{part}> {term}" for part, term in zip(_PARTS, triple, strict=True))
            if span not in self._spans:
                self._spans.add(span)
                yield from self._about(span, ev)

    def _about(self, span: str, ev: Evidence) -> Iterator[str]:
        yield f"{span} {_A} <{NS}TextSpan>"
        yield f"{span} <{NIF}referenceContext> {self._article}"
        yield f"{span} <{NIF}beginIndex> {typed(str(ev.start), _INDEX)}"
        yield f"{span} <{NIF}endIndex> {typed(str(ev.end), _INDEX)}"
        yield f"{span} <{NIF}anchorOf> {tagged(ev.quote)}"

    def _check(self, ev: Evidence) -> None:
        if not (0 <= ev.start < ev.end <= self._length and len(ev.quote) == ev.end - ev.start):
            raise KgError(f"{self._source}: evidence [{ev.start},{ev.end}) of rule {ev.rule!r} is not its quote's span")
        if not 0.0 <= ev.confidence <= 1.0:
            raise KgError(f"{self._source}: confidence {ev.confidence} of rule {ev.rule!r} is not between 0 and 1")


_PARTS = ("subject", "predicate", "object")


def _label(text: str) -> str:
    """A name as one line with single spaces, without characters that nobody sees."""
    return " ".join(_UNSEEN.sub("", text).split())
