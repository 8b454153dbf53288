"""A graph's file in, everything that the pages tell out, held in memory: links, texts, evidence, who bears which name.

Nodes go by their path below the base address ("id/person/phu-tho/trinh-hung-son", "concept/th-nong-thon-moi"), which is
also the path of their page; properties by their local name. Each triple counts once, whichever graphs hold it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg import store
from kg.model import KgError
from kg.network import KIND_OF_CLASS
from kg.vocabulary import BASE, NS, RDF, SKOS, THING

# The classes of the network, then those that only pages tell of, in the same order.
KINDS: Mapping[str, str] = {
    **KIND_OF_CLASS,
    "Province": "province",
    "AdminUnit": "place",
    "Article": "article",
    "Tenure": "tenure",
    "Directive": "directive",
    "SpeechAct": "speech",
    "IndicatorResult": "figure",
    "Reorganisation": "reorganisation",
    "Theme": "theme",
    "Role": "role",
    "Concept": "concept",
}
_RANKS = {f"{SKOS if name == 'Concept' else NS}{name}": rank for rank, name in enumerate(KINDS)}
_KIND_OF_RANK = tuple(KINDS.values())
_SPAN = re.compile(r"id/article/([0-9a-f]{16})#char=(\d+),(\d+)")
_EVIDENCE, _POST = f"{THING}a/ev-", f"{THING}post/"
_TYPE = f"{RDF}type"


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of evidence: the sentence, where it stands in its article, by which rule it was read, how sure (0..1)."""

    node: str
    article: str
    start: int
    end: int
    text: str
    rule: str
    confidence: float

    @property
    def anchor(self) -> str:
        """The fragment that points at the sentence in the article's page, as RFC 5147 has it."""
        return f"char={self.start},{self.end}"


@dataclass(slots=True)
class Catalogue:
    """What a graph says, by node. Filled once by `read`, then only read."""

    kinds: dict[str, str] = field(default_factory=dict)
    links: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    inverse: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    texts: dict[str, dict[str, list[tuple[str, str]]]] = field(default_factory=dict)
    quotes: dict[str, list[Quote]] = field(default_factory=dict)
    triple_quotes: dict[tuple[str, str, str], list[Quote]] = field(default_factory=dict)
    of_article: dict[str, list[tuple[Quote, str]]] = field(
        default_factory=dict
    )  # the quotes of one, and what each supports
    quads: int = 0

    def to(self, node: str, *properties: str) -> list[str]:
        """The nodes that `node` points to by one of the properties, in their order."""
        found = self.links.get(node, {})
        return [target for name in properties for target in found.get(name, ())]

    def by(self, node: str, *properties: str) -> list[str]:
        """The nodes that point to `node` by one of the properties."""
        found = self.inverse.get(node, {})
        return [source for name in properties for source in found.get(name, ())]

    def text(self, node: str, name: str, lang: str = "") -> str:
        """The first text of a property, in `lang` where there is one; "" where there is none."""
        found = self.texts.get(node, {}).get(name, ())
        return next((text for text, tag in found if tag == lang), found[0][0] if found else "")

    def label(self, node: str, lang: str = "vi") -> str:
        """A node's name in a language, else in Vietnamese; an article's is its headline; else the end of its path."""
        texts = self.texts.get(node, {})
        found = {tag: text for text, tag in reversed(texts.get("prefLabel") or texts.get("headline", []))}
        return found.get(lang) or found.get("vi") or next(iter(found.values()), node.rsplit("/", 1)[-1])

    def of_kind(self, *kinds: str) -> list[str]:
        """All nodes of some kinds, in the order of their paths."""
        return [node for node, kind in self.kinds.items() if kind in kinds]

    def support(self, node: str) -> list[Quote]:
        """The evidence for a node, the surest first."""
        return self.quotes.get(node, [])


def read(path: Path) -> Catalogue:
    """Reads a graph's file. Raises KgError where it is damaged."""
    try:
        return _Reader().read(store.quads(path))
    except (OSError, SyntaxError, ValueError) as error:
        raise KgError(f"{path}: damaged ({error}): rebuild it with `kg build`") from error


class _Reader:
    """Sorts quads into a catalogue: evidence and spans become quotes, all else links and texts."""

    def __init__(self) -> None:
        self._made = Catalogue()
        self._ranks: dict[str, int] = {}
        self._evidence: dict[str, dict[str, str]] = defaultdict(dict)
        self._sentences: dict[str, str] = {}
        self._links: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._texts: dict[str, dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))

    def read(self, quads: Iterable[ox.Quad]) -> Catalogue:
        for quad in quads:
            self._made.quads += 1
            value = quad.object
            if isinstance(quad.subject, ox.Triple) or isinstance(value, ox.Triple):
                continue
            subject = quad.subject.value
            if subject.startswith(_EVIDENCE):
                self._evidence[subject][_local(quad.predicate.value)] = value.value
            elif subject.startswith(BASE) and not subject.startswith(_POST):
                self._add(subject[len(BASE) :], quad.predicate.value, value)
        return self._finished()

    def _add(self, subject: str, predicate: str, value: ox.NamedNode | ox.Literal | ox.BlankNode) -> None:
        if "#char=" in subject:
            if isinstance(value, ox.Literal) and predicate.endswith("anchorOf"):
                self._sentences[subject] = value.value
        elif predicate == _TYPE:
            rank = _RANKS.get(value.value, len(_RANKS)) if isinstance(value, ox.NamedNode) else len(_RANKS)
            self._ranks[subject] = min(rank, self._ranks.get(subject, rank))
        elif isinstance(value, ox.Literal):
            self._texts[subject][_local(predicate)].add((value.value, value.language or ""))
        elif isinstance(value, ox.NamedNode) and value.value.startswith(BASE):
            self._links[subject][_local(predicate)].add(value.value[len(BASE) :])
        elif isinstance(value, ox.NamedNode):
            self._texts[subject][_local(predicate)].add((value.value, ""))

    def _finished(self) -> Catalogue:
        made = self._made
        ranks = sorted((node, rank) for node, rank in self._ranks.items() if rank < len(_RANKS))
        made.kinds = {node: _KIND_OF_RANK[rank] for node, rank in ranks}
        made.texts = {node: {name: sorted(found) for name, found in of.items()} for node, of in self._texts.items()}
        made.links = {node: {name: sorted(found) for name, found in of.items()} for node, of in self._links.items()}
        for node in sorted(made.links):
            for name, targets in made.links[node].items():
                for target in targets:
                    made.inverse.setdefault(target, {}).setdefault(name, []).append(node)
        for node, facts in sorted(self._evidence.items()):
            self._quote(node[len(BASE) :], facts)
        for quotes in made.quotes.values():
            quotes.sort(key=lambda quote: (-quote.confidence, quote.article, quote.start, quote.end))
        for pairs in made.of_article.values():
            pairs.sort(key=lambda pair: (pair[0].start, -pair[0].end, pair[1], pair[0].node))
        return made

    def _quote(self, node: str, facts: Mapping[str, str]) -> None:
        """Evidence for a node, or for one triple of it; what lacks a part is left out."""
        span = facts.get("inSpan", "").removeprefix(BASE)
        if not (place := _SPAN.fullmatch(span)) or "supports" not in facts:
            return
        start, end, text = int(place[2]), int(place[3]), self._sentences.get(span, "")
        rule, confidence = facts.get("rule", ""), float(facts.get("confidence", 0))
        quote = Quote(node, f"id/article/{place[1]}", start, end, text, rule, confidence)
        thing = facts["supports"].removeprefix(BASE)
        if "object" in facts:
            key = (thing, _local(facts.get("predicate", "")), facts["object"].removeprefix(BASE))
            self._made.triple_quotes.setdefault(key, []).append(quote)
        else:
            self._made.quotes.setdefault(thing, []).append(quote)
        self._made.of_article.setdefault(quote.article, []).append((quote, thing))


def _local(iri: str) -> str:
    """The name at the end of an IRI."""
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]
