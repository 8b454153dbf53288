"""ontology/ -> the lexicon: places, bodies, agency types, fields, roles, themes and rule words, found by their tokens.

Reading is strict: an unknown kind, a role that points to a body nobody describes, or a label that means two things of
one kind raises `KgError` with the file and the key.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kg.model import KgError
from kg.paths import ONTOLOGY
from kg.text import Tokens, folded, words

VG: Final = "https://w3id.org/vngov/ns#"
VGC: Final = "https://w3id.org/vngov/concept/"
ID: Final = "https://w3id.org/vngov/id/"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_DCT: Final = "http://purl.org/dc/terms/"
_ORG: Final = "http://www.w3.org/ns/org#"
_SCHEMA: Final = "https://schema.org/"
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_ADMS: Final = "http://www.w3.org/ns/adms#"


@dataclass(frozen=True, slots=True)
class Place:
    """A territorial unit in one legal period. `level` is province, district, commune or central."""

    path: str
    label: str
    name: str
    kind: str
    level: str
    parents: tuple[str, ...]
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Body:
    """One particular agency that reference data describes: a ministry, a central party body, a state group."""

    path: str
    label: str
    kind: str
    names: tuple[str, ...]
    parent: str
    start: str
    end: str
    classification: str


@dataclass(frozen=True, slots=True)
class AgencyType:
    """A kind of agency that exists once per place or host; see ontology/agency-types.ttl for what each field says."""

    concept: str
    label: str
    names: tuple[str, ...]
    kind: str
    takes: frozenset[str]
    needs: str
    level: str
    slug: str
    parent_type: str
    broader: str
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class FieldOfWork:
    """A line of business ("Thông tin và Truyền thông") that departments, divisions and sectors are named after."""

    concept: str
    label: str
    slug: str


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of post; see ontology/roles.ttl for what each field says."""

    concept: str
    label: str
    shares: tuple[str, ...]
    prefix: str
    body: str
    fixed_type: str
    of_type: str
    counts_as: str
    holders: int
    shared_in: tuple[str, ...]
    scope: str
    needs: str
    broader: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject that programmes are about, with the wording that names it."""

    concept: str
    label: str
    broader: str
    initiative: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document: nghị quyết, quyết định, kế hoạch ..."""

    concept: str
    label: str


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of event: hội nghị, buổi làm việc, lễ ..."""

    concept: str
    label: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase of ontology/rules: `category` is the list it stands in, `value` what it stands for."""

    category: str
    value: str


Entry = Place | Body | AgencyType | FieldOfWork | Role | Theme | DocumentType | EventType | Word


# Categories of rule words that begin a chunk: titles, "nguyên", "tỉnh"; and all that may begin one.
LEADS: Final = frozenset({"former", "acting", "honorific", "rank", "place-word", "city-name"})
OPENERS: Final = LEADS | {AgencyType, Body, Place, Role}


@dataclass(frozen=True, slots=True)
class Labels:
    """What begins at a token: (size in tokens, entry) of each label, shortest first; rule words apart.

    `longest` gives the longest label of each kind of entry; `keys` are those kinds, and the categories of the words;
    `leads` tells whether any of them is of LEADS, `opens` of OPENERS.
    """

    entries: tuple[tuple[int, Entry], ...] = ()
    words: tuple[tuple[int, Word], ...] = ()
    longest: dict[type, tuple[int, Any]] = field(default_factory=dict)
    keys: frozenset[type | str] = frozenset()
    leads: bool = False
    opens: bool = False


NO_LABELS: Final = Labels()


@dataclass(slots=True)
class Node:
    """A step in the trie: the entries whose labels end here, and all `labels` met on the way here."""

    next: dict[str, Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    labels: Labels = NO_LABELS

    def gather(self, before: Labels = NO_LABELS, size: int = 0) -> None:
        """Fills in `labels` of this node and of all below it."""
        self.labels = _joined(before, size, self.entries) if self.entries else before
        for node in self.next.values():
            node.gather(self.labels, size + 1)


def _joined(before: Labels, size: int, entries: list[Entry]) -> Labels:
    others = (*before.entries, *((size, entry) for entry in entries if not isinstance(entry, Word)))
    found = (*before.words, *((size, entry) for entry in entries if isinstance(entry, Word)))
    longest = {type(entry): (length, entry) for length, entry in others}
    keys = frozenset({*longest, *(word.category for _, word in found)})
    return Labels(others, found, longest, keys, not keys.isdisjoint(LEADS), not keys.isdisjoint(OPENERS))


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided about identity; ontology/decisions.ttl says how they say it.

    `named`: (first 16 digits of an article's hash, name as a slug) -> the person meant there; `apart`: people who are
    different from another of their name; `same`: path -> the path it joins; `rejected`: facts that are wrong.
    """

    named: Mapping[tuple[str, str], str] = field(default_factory=dict)
    apart: frozenset[str] = frozenset()
    same: Mapping[str, str] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()


@dataclass(slots=True)
class Lexicon:
    """All entries, and a trie over token norms that finds them; read-only once loaded."""

    places: dict[str, Place] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    types: dict[str, AgencyType] = field(default_factory=dict)
    fields: dict[str, FieldOfWork] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    rules: dict[str, Any] = field(default_factory=dict)
    trie: Node = field(default_factory=Node)
    successors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    folded_fields: dict[tuple[str, ...], FieldOfWork] = field(default_factory=dict)
    surnames: frozenset[str] = frozenset()
    strong_surnames: frozenset[str] = frozenset()
    decisions: Decisions = Decisions()

    def add(self, label: str, entry: Entry) -> None:
        """Let a label find an entry; spelling variants of dashes, tones and case come for free."""
        key = words(label)
        if not key:
            raise KgError(f"empty label for {entry}")
        node = self.trie
        for token in key:
            node = node.next.setdefault(token, Node())
        if entry not in node.entries:
            node.entries.append(entry)

    def matches(self, tokens: Tokens) -> tuple[Labels, ...]:
        """For each token, the labels that begin there."""
        norms, first = (*tokens.norms, ""), self.trie.next
        out: list[Labels] = []
        for i, norm in enumerate(tokens.norms):
            node = first.get(norm)
            if node is None:
                out.append(NO_LABELS)
                continue
            j = i + 1
            while longer := node.next.get(norms[j]):
                node, j = longer, j + 1
            out.append(node.labels)
        return tuple(out)


class _Graph:
    """The Turtle files as subject -> predicate -> values, read once by the quickest parser at hand."""

    def __init__(self, folder: Path) -> None:
        self.facts: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
        for path in sorted(folder.glob("*.ttl")):
            try:
                triples = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
                for triple in triples:
                    if isinstance(triple.subject, ox.NamedNode):
                        lang = (triple.object.language or "") if isinstance(triple.object, ox.Literal) else "<iri>"
                        value = triple.object.value if not isinstance(triple.object, ox.Triple) else ""
                        self.facts[triple.subject.value][triple.predicate.value].append((value, lang))
            except (SyntaxError, ValueError, OSError) as error:
                raise KgError(f"{path.name}: {error}") from error

    def all(self, subject: str, predicate: str, lang: str = "") -> tuple[str, ...]:
        return tuple(v for v, tag in self.facts[subject][predicate] if not lang or tag == lang)

    def one(self, subject: str, predicate: str, lang: str = "") -> str:
        return next(iter(self.all(subject, predicate, lang)), "")

    def of_class(self, *classes: str) -> Iterator[str]:
        wanted = {VG + c for c in classes}
        for subject in sorted(self.facts):
            if wanted & set(self.all(subject, _TYPE)):
                yield subject


def _local(iri: str) -> str:
    for base in (VGC, VG, ID):
        if iri.startswith(base):
            return iri[len(base) :]
    return iri


@lru_cache(maxsize=4)
def load(ontology: Path | None = None) -> Lexicon:
    """The lexicon of an ontology folder (the packaged one unless told). Takes about half a second; cached."""
    folder = ontology or ONTOLOGY
    graph = _Graph(folder)
    lexicon = Lexicon()
    _load_places(graph, lexicon)
    _load_bodies(graph, lexicon)
    _load_types(graph, lexicon)
    _load_roles(graph, lexicon)
    _load_themes(graph, lexicon)
    _load_kinds(graph, lexicon)
    _load_rules(folder / "rules", lexicon)
    lexicon.decisions = _decisions(graph)
    _check(lexicon)
    names = lexicon.rules["people"]["surnames"]
    lexicon.trie.gather()
    lexicon.surnames, lexicon.strong_surnames = frozenset(names["common"]), frozenset(names["strong"])
    return lexicon


def _load_places(graph: _Graph, lexicon: Lexicon) -> None:
    for iri in graph.of_class("Province", "AdminUnit"):
        names = graph.all(iri, _SKOS + "altLabel", "vi")
        label = graph.one(iri, _SKOS + "prefLabel", "vi").split(" (")[0]
        place = Place(
            path=_local(iri),
            label=label,
            name=_bare_name(label),
            kind=_local(graph.one(iri, _DCT + "type")),
            level=_local(graph.one(iri, VG + "level")).removeprefix("level-"),
            parents=tuple(_local(p) for p in graph.all(iri, _DCT + "isPartOf")),
            start=graph.one(iri, _SCHEMA + "startDate"),
            end=graph.one(iri, _SCHEMA + "endDate"),
        )
        lexicon.places[place.path] = place
        bare = () if place.kind == "place-thanh-pho-tw" else (place.name,)
        for label in (place.label, *names, *bare):
            lexicon.add(label, place)
    for iri in graph.of_class("Reorganisation"):
        targets = tuple(_local(x) for x in graph.all(iri, VG + "successor"))
        for old in graph.all(iri, VG + "predecessor"):
            lexicon.successors[_local(old)] = targets


_KIND_WORDS: Final = ("tỉnh ", "thành phố ", "quận ", "huyện ", "thị xã ")


def _bare_name(label: str) -> str:
    """The name without its kind: "huyện An Phú" -> "An Phú"."""
    return next((label.removeprefix(w) for w in _KIND_WORDS if label.startswith(w)), label)


# "Trung ương" is written T.Ư, TƯ, TW, T.W in every paper: each label with it gets those forms.
_CENTRAL_FORMS: Final = ("T.Ư", "TƯ", "TW", "T.W")


def _forms(labels: tuple[str, ...]) -> Iterator[str]:
    for label in labels:
        yield label
        if "Trung ương" in label:
            yield from (label.replace("Trung ương", form) for form in _CENTRAL_FORMS)


def _load_bodies(graph: _Graph, lexicon: Lexicon) -> None:
    for iri in graph.of_class("StateBody", "PartyBody", "Agency"):
        if not iri.startswith(ID + "agency/"):
            continue
        names = graph.all(iri, _SKOS + "altLabel", "vi")
        kinds = {_local(t) for t in graph.all(iri, _TYPE)}
        body = Body(
            path=_local(iri),
            label=graph.one(iri, _SKOS + "prefLabel", "vi"),
            kind=next((k for k in ("PartyBody", "StateBody") if k in kinds), "Agency"),
            names=names,
            parent=_local(graph.one(iri, _ORG + "subOrganizationOf")),
            start=graph.one(iri, _SCHEMA + "startDate"),
            end=graph.one(iri, _SCHEMA + "endDate"),
            classification=_local(graph.one(iri, _ORG + "classification")),
        )
        lexicon.bodies[body.path] = body
        for label in _forms((body.label, *names)):
            lexicon.add(label, body)


def _load_types(graph: _Graph, lexicon: Lexicon) -> None:
    for iri in graph.of_class("AgencyType"):
        names = graph.all(iri, _SKOS + "altLabel", "vi")
        flags = {f for f in ("bareName", "ofHostClass", "central", "collective") if graph.one(iri, VG + f) == "true"}
        entry = AgencyType(
            concept=_local(iri),
            label=graph.one(iri, _SKOS + "prefLabel", "vi"),
            names=names,
            kind=_local(graph.one(iri, VG + "ofClass")) or "Agency",
            takes=frozenset(graph.all(iri, VG + "takes")),
            needs=graph.one(iri, VG + "needs"),
            level=_local(graph.one(iri, VG + "level")).removeprefix("level-"),
            slug=graph.one(iri, VG + "slug"),
            parent_type=_local(graph.one(iri, VG + "parentType")),
            broader=_local(graph.one(iri, _SKOS + "broader")),
            flags=frozenset(flags),
        )
        lexicon.types[entry.concept] = entry
        for label in (entry.label, *names):
            lexicon.add(label, entry)
    for iri in graph.of_class("Field"):
        label = graph.one(iri, _SKOS + "prefLabel", "vi")
        work = FieldOfWork(_local(iri), label, _local(iri).removeprefix("field-"))
        lexicon.fields[work.concept] = work
        for form in (label, *graph.all(iri, _SKOS + "altLabel", "vi")):
            lexicon.add(form, work)
            lexicon.folded_fields.setdefault(tuple(map(folded, words(form))), work)


def _load_roles(graph: _Graph, lexicon: Lexicon) -> None:
    for iri in graph.of_class("Role"):
        label = graph.one(iri, _SKOS + "prefLabel", "vi")
        role = Role(
            concept=_local(iri),
            label=label,
            shares=words(graph.one(iri, VG + "shares")),
            prefix=graph.one(iri, VG + "prefix"),
            body=_local(graph.one(iri, VG + "ofBody")),
            fixed_type=_local(graph.one(iri, VG + "fixedType")),
            of_type=_local(graph.one(iri, VG + "ofType")),
            counts_as=_local(graph.one(iri, VG + "countsAs")) or _local(iri),
            holders=int(graph.one(iri, VG + "holders") or 0),
            shared_in=tuple(map(_local, graph.all(iri, VG + "sharedIn"))),
            scope=graph.one(iri, _SKOS + "scopeNote"),
            needs=graph.one(iri, VG + "needs"),
            broader=_local(graph.one(iri, _SKOS + "broader")),
        )
        lexicon.roles[role.concept] = role
        if label[0].isupper():
            for form in _forms((label, *graph.all(iri, _SKOS + "altLabel", "vi"))):
                lexicon.add(form, role)


def _load_themes(graph: _Graph, lexicon: Lexicon) -> None:
    for iri in graph.of_class("Theme"):
        label = graph.one(iri, _SKOS + "prefLabel", "vi")
        theme = Theme(
            _local(iri),
            label,
            _local(graph.one(iri, _SKOS + "broader")),
            graph.one(iri, VG + "initiativeLabel"),
            bool(graph.one(iri, VG + "weak")),
        )
        lexicon.themes[theme.concept] = theme
        for form in (label, *graph.all(iri, _SKOS + "altLabel", "vi")):
            lexicon.add(form, theme)


def _load_kinds(graph: _Graph, lexicon: Lexicon) -> None:
    """Document and event types: by their labels and by those other names that are words, not mere abbreviations."""
    for prefix, entry_type in (("dt-", DocumentType), ("et-", EventType)):
        for iri in sorted(graph.facts):
            if not iri.startswith(VGC + prefix):
                continue
            label = graph.one(iri, _SKOS + "prefLabel", "vi")
            entry: Entry = entry_type(_local(iri), label)
            for form in (label, *graph.all(iri, _SKOS + "altLabel", "vi")):
                if not form.isupper():
                    lexicon.add(form, entry)


def _load_rules(folder: Path, lexicon: Lexicon) -> None:
    lexicon.rules = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise KgError(f"rules/{path.name}: {error}") from error
        lexicon.rules[path.stem] = data
        for category, value in data.get("words", {}).items():
            forms = value if isinstance(value, dict) else {form: form for form in value}
            for form, meaning in forms.items():
                lexicon.add(form, Word(category, meaning))


def _decisions(graph: _Graph) -> Decisions:
    """Of all that the files say, what is about people and facts of articles: they stand in decisions.ttl alone."""
    named: dict[tuple[str, str], str] = {}
    same: dict[str, str] = {}
    apart: set[str] = set()
    rejected: set[str] = set()
    for iri in sorted(graph.facts):
        path = _local(iri)
        kind, _, rest = path.partition("/")
        if kind == "article":
            for person in map(_local, graph.all(iri, _SCHEMA + "mentions")):
                named[rest, _without_number(person.rpartition("/")[2])] = person
        elif kind == "person":
            same |= dict.fromkeys(map(_local, graph.all(iri, _OWL + "sameAs")), path)
            others = [_local(other) for other in graph.all(iri, _OWL + "differentFrom")]
            apart |= {path, *others} if others else set()
        elif VGC + "st-rejected" in graph.all(iri, _ADMS + "status"):
            rejected.add(path)
    return Decisions(named, frozenset(apart), same, frozenset(rejected))


def _without_number(slug: str) -> str:
    """The name in the address of a namesake: "nguyen-van-an-2" is "nguyen-van-an"."""
    name, _, number = slug.rpartition("-")
    return name if number.isdigit() else slug


def _check(lexicon: Lexicon) -> None:
    for role in lexicon.roles.values():
        if role.body and role.body not in lexicon.bodies:
            raise KgError(
                f"roles.ttl: {role.concept} points to the unknown body {role.body}; describe it in agencies.ttl"
            )
        for concept in (role.fixed_type, role.of_type):
            if concept and concept not in lexicon.types and concept != "at-cap-uy":
                raise KgError(f"roles.ttl: {role.concept} points to the unknown agency type {concept}")
        if role.counts_as not in lexicon.roles:
            raise KgError(f"roles.ttl: {role.concept} counts as the unknown role {role.counts_as}")
