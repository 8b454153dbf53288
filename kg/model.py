"""The values that flow through the house: frozen, standard library only, no behaviour beyond their own text.

Two of them are contracts. `Document` is what `corpus` promises to everything that reads text; `ArticleFacts` is
what the language side (extract, resolve) promises to the RDF side: plain values, no IRIs, no rdflib.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


class KgError(Exception):
    """Something the user can mend; the message says what, where and what to do."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch [start, end) of a document with one function.

    kind: title | dateline | paragraph | caption | byline | furniture. Blocks are in text order and do not overlap.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One article. Every offset downstream counts code points of `text`, which is NFC and otherwise as in the source."""

    source: str  # path relative to the corpus folder, POSIX; "file.jsonl#id" for a line of a collection
    text: str
    sha256: str  # of `text` in UTF-8
    blocks: tuple[Block, ...]
    published: date | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    is_plain: bool = True  # False: `text` was read out of HTML or JSONL and must be kept beside the graph
    flaws: tuple[str, ...] = ()  # named reasons for low quality, e.g. "no-diacritics", "mojibake-repaired"

    @property
    def title(self) -> str:
        """The title's text, or "" where the article has none."""
        return next((self.text[b.start : b.end] for b in self.blocks if b.kind == "title"), "")

    @property
    def title_end(self) -> int:
        """The offset at which the title ends, or 0 where the article has none."""
        return next((b.end for b in self.blocks if b.kind == "title"), 0)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence [start, end) of a document, inside one block; `block` is that block's index."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Ref:
    """A pointer to another node: `path` below the base of things, e.g. "agency/phu-tho/ubnd"."""

    path: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A pointer to a concept of the ontology by its local name, e.g. "role-bi-thu", "dt-nghi-quyet"."""

    name: str


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date with its uncertainty in EDTF level 1, e.g. "2021?-01-11", "2020/2025"."""

    text: str


@dataclass(frozen=True, slots=True)
class Year:
    """A date of which only the year is known: xsd:gYear."""

    year: int


@dataclass(frozen=True, slots=True)
class Text:
    """A string in a language ("vi" unless told)."""

    text: str
    lang: str = "vi"


Value = Ref | Concept | Edtf | Year | Text | str | bool | int | Decimal | date


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an article says it: quote == document.text[start:end], by which rule, how sure (0..1)."""

    start: int
    end: int
    quote: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Entity:
    """Something with an identity: a person, agency, document, initiative, event or place.

    kind is a class of the ontology (Person, StateBody, PartyBody, Agency, Document, Resolution, Initiative, Event,
    AdminUnit, Province); `label` its one Vietnamese name; `names` other forms; `properties` pairs of a property's
    name in the ontology ("jurisdiction", "number", "implements" ...) and a value. `evidence` supports the node.
    """

    path: str
    kind: str
    label: str
    names: tuple[str, ...] = ()
    properties: tuple[tuple[str, Value], ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim of one article with more than two ends: kind is Tenure, SpeechAct, Directive or IndicatorResult."""

    path: str
    kind: str
    properties: tuple[tuple[str, Value], ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A claim of one article that is exactly one triple between entities, e.g. document implements document."""

    subject: Ref
    property: str
    object: Value
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """Everything one article says, resolved: what `rdf` turns into one named graph."""

    document: Document  # its `text` may be "" here: texts are not held; `length` stands in
    length: int
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    links: tuple[Link, ...] = ()
    warnings: tuple[str, ...] = field(default=())


Reading = ArticleFacts  # what one article says by itself: people are not yet one across articles
