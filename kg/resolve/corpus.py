"""The readings of the whole corpus -> facts with one node per person: same people merged, namesakes kept apart.

Who is the same is weighed in `namesakes`; here its answer is applied to all that articles say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from kg.lexicon import Lexicon
from kg.model import ArticleFacts, Concept, Entity, Link, Ref, Statement, Value
from kg.resolve.namesakes import groups, named, respelled
from kg.resolve.sightings import Group, Post, Sighting, callings
from kg.resolve.weighing import Scales
from kg.text import slug

_TELLING: Final = 60  # characters of a sentence that two reports do not share by chance


def link(readings: Iterable[ArticleFacts], lexicon: Lexicon) -> Iterator[ArticleFacts]:
    """The facts of each reading, in order, with every person under one path across the corpus.

    A fact that people rejected is left out, with a warning.
    """
    held = list(readings)
    renamed = _renamed(held, lexicon)
    moved = [_apply(reading, renamed[i]) if i in renamed else reading for i, reading in enumerate(held)]
    labels = _labels(moved)
    for reading in (_without_rejected(reading, lexicon.decisions.rejected) for reading in moved):
        yield replace(reading, entities=tuple(_labelled(entity, labels[entity.path]) for entity in reading.entities))


def _without_rejected(reading: ArticleFacts, rejected: frozenset[str]) -> ArticleFacts:
    """A reading without the statements that people rejected."""
    wrong = [statement for statement in reading.statements if statement.path in rejected]
    if not wrong:
        return reading
    warnings = tuple(f"dropped {s.kind.casefold()}: rejected in decisions.ttl: {s.path}" for s in wrong)
    kept = tuple(statement for statement in reading.statements if statement not in wrong)
    return replace(reading, statements=kept, warnings=(*reading.warnings, *warnings))


def _labels(readings: list[ArticleFacts]) -> dict[str, str]:
    """The one label of each node: the one most articles give it, the longest of equals."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings:
        for entity in reading.entities:
            votes[entity.path][entity.label] += 1
    return {path: min(count, key=lambda label: (-count[label], -len(label), label)) for path, count in votes.items()}


def _labelled(entity: Entity, label: str) -> Entity:
    if entity.label == label:
        return entity
    return replace(entity, label=label, names=tuple(sorted({*entity.names, entity.label} - {label})))


def _renamed(readings: list[ArticleFacts], lexicon: Lexicon) -> dict[int, dict[str, str]]:
    """Number of an article -> path of a person there -> the path of the person across articles, where it is another."""
    by_name: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in (s for number, reading in enumerate(readings) for s in _sightings(number, reading, lexicon)):
        by_name[sighting.name].append(sighting)
    scales = _scales(readings, lexicon, people=len(by_name))
    found = [group for _, same in sorted(by_name.items()) for group in _people(same, scales)]
    by_slug: dict[str, list[Group]] = defaultdict(list)
    for group in respelled(found, lambda post: _is_single(post, lexicon)):
        by_slug[slug(group.name)].append(group)
    out: dict[int, dict[str, str]] = defaultdict(dict)
    for own, same_slug in by_slug.items():
        for group, found_path in named(same_slug, own):
            path = lexicon.decisions.same.get(found_path, found_path)
            for sighting in group.members:
                if sighting.path != path:
                    out[sighting.article][sighting.path] = path
    return out


def _people(sightings: list[Sighting], scales: Scales) -> list[Group]:
    """The people behind one name: those whom people named article by article, and who the others are by their weight."""
    named: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        named[sighting.named].append(sighting)
    others = named.pop("", [])
    return [*(groups(others, scales) if others else ()), *(Group(tuple(lot)) for _, lot in sorted(named.items()))]


def _is_single(post: Post, lexicon: Lexicon) -> bool:
    """Whether one person at a time holds a post."""
    role = lexicon.roles.get(post[0])
    return role is not None and role.holders == 1 and post[1] not in role.shared_in


def _sightings(number: int, reading: ArticleFacts, lexicon: Lexicon) -> Iterator[Sighting]:
    """The people of one article, each with its posts and its company."""
    posts: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for statement in reading.statements:
        if statement.kind == "Tenure":
            values = dict(statement.properties)
            member, role, body = values["member"], values["role"], values["organization"]
            if isinstance(member, Ref) and isinstance(role, Concept) and isinstance(body, Ref):
                posts[member.path].add((role.name, body.path))
    company = _company(reading)
    for entity in reading.entities:
        if entity.kind == "Person":
            quotes = frozenset(e.quote for e in entity.evidence)
            sentences = frozenset(quote for quote in quotes if len(quote) >= _TELLING)
            others = company - {entity.label}
            home = entity.path.split("/")[1]
            yield Sighting(
                number, entity.path, entity.label, home, frozenset(posts[entity.path]), others, sentences,
                callings(entity.label, quotes, lexicon),
                lexicon.decisions.named.get((reading.document.sha256[:16], slug(entity.label)), ""),
                entity.path if entity.path in lexicon.decisions.apart else "",
            )  # fmt: skip


def _company(reading: ArticleFacts) -> frozenset[str]:
    """The names of the people and the paths of the bodies in an article."""
    return frozenset(
        entity.label if entity.kind == "Person" else entity.path
        for entity in reading.entities
        if entity.evidence and (entity.kind == "Person" or entity.path.startswith("agency/"))
    )


def _scales(readings: list[ArticleFacts], lexicon: Lexicon, *, people: int) -> Scales:
    named_in = Counter(other for reading in readings for other in _company(reading))
    return Scales(lexicon, len(readings), people, named_in)


def _joined(known: Entity, other: Entity) -> Entity:
    """What two names in one article say of one person."""
    names = tuple(sorted({*known.names, *other.names, other.label} - {known.label}))
    return replace(known, names=names, evidence=known.evidence + other.evidence)


def _apply(reading: ArticleFacts, renamed: dict[str, str]) -> ArticleFacts:
    def path(old: str) -> str:
        if old in renamed:
            return renamed[old]
        if old.startswith("tenure/"):
            holder, _, post = old.removeprefix("tenure/").rpartition("/")
            new = renamed.get(f"person/{holder}")
            return f"tenure/{new.removeprefix('person/')}/{post}" if new else old
        return old

    def value(old: Value) -> Value:
        return Ref(path(old.path)) if isinstance(old, Ref) else old

    def pairs(old: tuple[tuple[str, Value], ...]) -> tuple[tuple[str, Value], ...]:
        return tuple((name, value(v)) for name, v in old)

    entities: dict[str, Entity] = {}
    for entity in reading.entities:
        moved = replace(entity, path=path(entity.path), properties=pairs(entity.properties))
        known = entities.get(moved.path)
        entities[moved.path] = _joined(known, moved) if known else moved
    statements: dict[str, Statement] = {}
    for s in reading.statements:
        moved_s = Statement(path(s.path), s.kind, pairs(s.properties), s.evidence)
        known_s = statements.get(moved_s.path)
        statements[moved_s.path] = replace(known_s, evidence=known_s.evidence + s.evidence) if known_s else moved_s
    links = tuple(Link(Ref(path(k.subject.path)), k.property, value(k.object), k.evidence) for k in reading.links)
    return replace(reading, entities=tuple(entities.values()), statements=tuple(statements.values()), links=links)
