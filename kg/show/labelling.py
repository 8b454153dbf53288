"""The mentions of an article and its facts in, a label for each mention out: its kind, and whom or what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract import Mentions
from kg.extract.agencies import AgencyMention
from kg.extract.chunks import Chunk
from kg.extract.people import NameMention, ShortMention
from kg.extract.places import PlaceMention
from kg.extract.roles import RoleMention
from kg.model import ArticleFacts, Concept, Entity, Ref, Statement, Text, Value

WORDS, CLAIMS, SPEECH = range(3)  # layers: labels of one layer do not overlap, those of different layers may
_AGENCIES = {"Agency", "StateBody", "PartyBody"}


@dataclass(frozen=True, slots=True)
class Label:
    """What is to be said of text[start:end]."""

    start: int
    end: int
    text: str
    layer: int


def labels(mentions: Mentions, facts: ArticleFacts) -> tuple[Label, ...]:
    """The labels of an article, layer by layer."""
    meanings = _Meanings(mentions, facts)
    return (*_of_chunks(mentions, meanings), *_of_claims(mentions, meanings), *_of_speeches(mentions, meanings))


class _Meanings:
    """Finds the entity that a mention was taken for, by its words and by the sentences that support the entity."""

    def __init__(self, mentions: Mentions, facts: ArticleFacts) -> None:
        self._text = mentions.scan.doc.text
        self._facts = facts
        self._entities = {entity.path: entity for entity in facts.entities}

    def form(self, start: int, end: int) -> str:
        """The words of a mention in one line."""
        return " ".join(self._text[start:end].split())

    def of(self, start: int, end: int, kinds: set[str]) -> str:
        """ " = LABEL" of the entity that goes by these words here; "" where none does."""
        form = self.form(start, end)
        named = [e for e in self._entities.values() if e.kind in kinds and form in (e.label, *e.names)]
        here = [entity for entity in named if _supported(entity, start)] or named
        return f" = {here[0].label}" if here else ""

    def of_short_name(self, name: str) -> str:
        """The person whose name ends so, if one alone does."""
        people = [e for e in self._entities.values() if e.kind == "Person" and f" {e.label}".endswith(f" {name}")]
        return f" = {people[0].label}" if len(people) == 1 else ""

    def of_post(self, role: str, start: int) -> str:
        """ " = AGENCY" of the post that is held in the sentence at `start`; "" where nobody holds it there."""
        for statement in self._facts.statements:
            told = dict(statement.properties)
            if statement.kind == "Tenure" and told["role"] == Concept(role) and _supported(statement, start):
                return f" = {self.label(told['organization'])}"
        return ""

    def of_speech(self, start: int, end: int) -> dict[str, Value]:
        """The properties of the act of speech whose clause is text[start:end]; none where it was dropped."""
        content = Text(self._text[start:end])
        acts = (dict(s.properties) for s in self._facts.statements if ("content", content) in s.properties)
        return next(acts, {})

    def label(self, value: Value | None) -> str:
        """What a reader calls the node that a value points to."""
        if not isinstance(value, Ref):
            return ""
        return self._entities[value.path].label if value.path in self._entities else value.path


def _supported(fact: Entity | Statement, offset: int) -> bool:
    return any(ev.start <= offset < ev.end for ev in fact.evidence)


def _of_chunks(mentions: Mentions, meanings: _Meanings) -> Iterator[Label]:
    tokens = mentions.scan.tokens
    for chunk in mentions.chunks:
        text = _of_chunk(mentions, meanings, chunk)
        if text:
            yield Label(tokens.starts[chunk.start], tokens.ends[chunk.end - 1], text, WORDS)


def _of_chunk(mentions: Mentions, meanings: _Meanings, chunk: Chunk) -> str:
    start, end = mentions.scan.tokens.starts[chunk.start], mentions.scan.tokens.ends[chunk.end - 1]
    match chunk.value:
        case NameMention() as name:
            return "foreign person" if name.foreign else "person"
        case ShortMention() as short:
            return f"person{meanings.of_short_name(short.name)}"
        case RoleMention() as role:
            return f"{_flags(role)}post: {role.role.label}{_agency_of(mentions, meanings, role)}"
        case AgencyMention() as agency:
            return (
                "foreign agency"
                if agency.foreign
                else f"agency{meanings.of(start, end, _AGENCIES) or ': of what place?'}"
            )
        case PlaceMention() as place:
            return "place, implied" if place.implied else "place"
        case _:
            return ""


def _flags(role: RoleMention) -> str:
    flags = {"foreign": role.foreign, "former": role.former, "acting": role.acting}
    return "".join(f"{name} " for name, is_set in flags.items() if is_set)


def _agency_of(mentions: Mentions, meanings: _Meanings, role: RoleMention) -> str:
    tokens = mentions.scan.tokens
    held = meanings.of_post(role.role.counts_as, tokens.starts[role.start])
    if held or role.agency is None:
        return held
    return meanings.of(tokens.starts[role.agency.start], tokens.ends[role.agency.end - 1], _AGENCIES)


def _of_claims(mentions: Mentions, meanings: _Meanings) -> Iterator[Label]:
    """Documents, initiatives, days of events, figures. One inside another is left out: a page shows the whole."""
    found = [
        *(Label(m.start, m.end, _named("document", meanings, m.start, m.end), CLAIMS) for m in mentions.documents),
        *(Label(m.start, m.end, _named("initiative", meanings, m.start, m.end), CLAIMS) for m in mentions.initiatives),
        *(Label(m.day.start, m.day.end, f"day of: {m.name} ({m.day.edtf})", CLAIMS) for m in mentions.events),
        *(Label(m.start, m.end, f"figure: {m.achieved} of {m.total}", CLAIMS) for m in mentions.indicators),
    ]
    until = 0
    for label in sorted(found, key=lambda label: (label.start, -label.end)):
        if label.start >= until:
            yield label
            until = label.end


def _named(kind: str, meanings: _Meanings, start: int, end: int) -> str:
    kinds = {"Document", "Resolution"} if kind == "document" else {"Initiative"}
    return f"{kind}{meanings.of(start, end, kinds) or ', not kept'}"


def _of_speeches(mentions: Mentions, meanings: _Meanings) -> Iterator[Label]:
    for speech in mentions.speeches:
        act = meanings.of_speech(speech.start, speech.end)
        who = meanings.label(act.get("director") or act.get("speaker"))
        what = f"{'order' if 'director' in act else 'speech'} ({speech.verb.removeprefix('v-')})"
        yield Label(speech.start, speech.end, f"{what} of {who}" if who else f"{what}, not kept", SPEECH)
