"""The readings of the whole corpus -> facts with one node per person: same people merged, namesakes kept apart.

Same name and same place: one person, unless the article itself shows two. Same name in different places: two people,
until there is positive evidence: the same post in the same body.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.lexicon import Lexicon
from kg.model import ArticleFacts, Entity, Link, Ref, Statement, Value


@dataclass(slots=True)
class _Namesake:
    """What all articles say of one provisional person."""

    path: str
    label: str
    posts: set[tuple[str, str]] = field(default_factory=set)


def link(readings: Iterable[ArticleFacts], lexicon: Lexicon) -> Iterator[ArticleFacts]:
    """The facts of each reading, in order, with every person under one path across the corpus."""
    held = list(readings)
    renamed = _renamed(_people(held))
    moved = [_apply(reading, renamed) if renamed else reading for reading in held]
    labels = _labels(moved)
    for reading in moved:
        yield replace(reading, entities=tuple(_labelled(entity, labels[entity.path]) for entity in reading.entities))


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


def _people(readings: list[ArticleFacts]) -> dict[str, _Namesake]:
    people: dict[str, _Namesake] = {}
    for reading in readings:
        for entity in reading.entities:
            if entity.kind == "Person":
                people.setdefault(entity.path, _Namesake(entity.path, entity.label))
        for statement in reading.statements:
            if statement.kind == "Tenure":
                values = dict(statement.properties)
                member, role, body = values["member"], values["role"], values["organization"]
                if isinstance(member, Ref):
                    people[member.path].posts.add((str(role), str(body)))
    return people


def _renamed(people: dict[str, _Namesake]) -> dict[str, str]:
    """Provisional path -> the path it is merged into, where that is another."""
    by_name: dict[str, list[_Namesake]] = defaultdict(list)
    for person in people.values():
        by_name[person.path.rsplit("/", 1)[1]].append(person)
    out: dict[str, str] = {}
    for same in by_name.values():
        if len(same) < 2:
            continue
        same.sort(key=lambda p: (p.path.startswith("person/vn/"), p.path))
        for group in _groups(same):
            first = group[0].path
            out |= {p.path: first for p in group[1:]}
    return out


def _groups(same: list[_Namesake]) -> list[list[_Namesake]]:
    """Namesakes joined wherever two hold the same post in the same body."""
    groups: list[list[_Namesake]] = []
    for person in same:
        joined = [g for g in groups if any(p.posts & person.posts and p.label == person.label for p in g)]
        merged = [p for g in joined for p in g] + [person]
        groups = [g for g in groups if g not in joined] + [merged]
    return [sorted(g, key=lambda p: (p.path.startswith("person/vn/"), p.path)) for g in groups]


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
        entities[moved.path] = replace(known, evidence=known.evidence + moved.evidence) if known else moved
    statements: dict[str, Statement] = {}
    for s in reading.statements:
        moved_s = Statement(path(s.path), s.kind, pairs(s.properties), s.evidence)
        known_s = statements.get(moved_s.path)
        statements[moved_s.path] = replace(known_s, evidence=known_s.evidence + s.evidence) if known_s else moved_s
    links = tuple(Link(Ref(path(k.subject.path)), k.property, value(k.object), k.evidence) for k in reading.links)
    return replace(reading, entities=tuple(entities.values()), statements=tuple(statements.values()), links=links)
