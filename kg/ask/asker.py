"""A graph and a question in Vietnamese or English in, a reply out: facts with their quotes, or what was looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kg.ask import intents, periods
from kg.ask.gazetteer import Gazetteer
from kg.ask.intents import Grammar, Intent
from kg.ask.lookup import Found, Lookup, UnknownNameError
from kg.ask.mentions import Mention, Reading
from kg.ask.parts import asked_apart, parts
from kg.ask.question import language, loose_readings, readings
from kg.ask.reply import Reply, joined
from kg.ask.wording import Wording
from kg.paths import ONTOLOGY
from kg.query import load_named
from kg.store import Store

NEAREST: Final = 3


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing that a question asks for; `of_them`: about the people whom its first part asks for."""

    reading: Reading
    intent: Intent
    of_them: bool = False


class Asker:
    """A store that answers questions in words; made once, it answers each within milliseconds."""

    def __init__(self, store: Store, *, ontology: Path = ONTOLOGY) -> None:
        self.grammar: Grammar = intents.load(ontology)
        self.names = Gazetteer(store, self.grammar.rewrites, self.grammar.hidden)
        self.lookup = Lookup(store, self.names, load_named(ontology / "queries"))

    def ask(self, question: str) -> Reply:
        """The reply to a question; one without answers where nothing in the graph answers it."""
        asked = self.understand_all(question)
        if not asked:
            return self._not_understood(question)
        replies: list[Reply] = []
        first = Found()
        for understood in asked:
            people = _people(first)
            if understood.of_them and not people:
                break
            reading = _about(understood.reading, people) if understood.of_them else understood.reading
            reply, found = self._answer(reading, understood.intent)
            first = first if replies else found
            replies.append(reply)
        return joined(replies) if len(replies) > 1 else replies[0]

    def _answer(self, reading: Reading, intent: Intent) -> tuple[Reply, Found]:
        wording = Wording(reading, intent, self.lookup.latest)
        try:
            found = self.lookup.find(reading, intent)
        except UnknownNameError as unknown:
            return wording.unknown(unknown.mention, self.names.like(unknown.mention.label)), Found()
        return wording.reply(found), found

    def understand(self, question: str) -> tuple[Reading, Intent] | None:
        """What a question asks for first, and of which kind that is; None where it is of no kind."""
        asked = self.understand_all(question)
        return (asked[0].reading, asked[0].intent) if asked else None

    def understand_all(self, question: str) -> tuple[Understood, ...]:
        """All that a question asks for: as one thing or several, the most literal reading first."""
        literal = list(readings(question, self.names, self.grammar))
        whole = next((found for reading in literal if (found := self._whole(reading))), None)
        if whole and not asked_apart(whole.reading) - whole.intent.needs - whole.intent.some:
            return (whole,)
        several = next((each for reading in literal if (each := self._several(reading))), ())
        if several:
            return several
        if whole:
            return (whole,)
        loose = loose_readings(question, self.names, self.grammar)
        return next(((found,) for reading in loose if (found := self._whole(reading))), ())

    def _whole(self, reading: Reading) -> Understood | None:
        for intent in self.grammar.intents:
            if intent.fits(reading.tags) and reading.is_in_order(intent.first):
                return Understood(reading, intent)
        return None

    def _several(self, reading: Reading) -> tuple[Understood, ...]:
        """The things that a reading asks for, if each of them is understood."""
        found: list[Understood] = []
        for part in parts(reading):
            for way in part.readings:
                if whole := self._whole(_about(way, {}) if part.of_them else way):
                    found.append(Understood(way, whole.intent, part.of_them))
                    break
            else:
                return ()
        return tuple(found)

    def _not_understood(self, question: str) -> Reply:
        lang = language(question, self.grammar)
        return Reply(question, lang, "", _SORRY[lang], nearest=tuple(self._nearest(question)))

    def _nearest(self, question: str) -> Iterable[str]:
        """The examples that share most words with the question."""
        asked = set(re.findall(r"\w+", periods.folded(question)))
        examples = [example for intent in self.grammar.intents for example in intent.examples]
        shared = {text: set(re.findall(r"\w+", periods.folded(text))) for text in examples}
        return sorted(examples, key=lambda text: -len(asked & shared[text]) / len(asked | shared[text]))[:NEAREST]


def _people(found: Found) -> dict[str, str]:
    """The people of the lines found: their addresses and names."""
    rows = [row for row in found.rows if row.get("one") or row.get("who")]
    return {row.get("one") or row["who"]: row.get("participant") or row["person"] for row in rows}


def _about(reading: Reading, people: Mapping[str, str]) -> Reading:
    """A reading that is about these people."""
    them = Mention("person", ", ".join(dict.fromkeys(people.values())), 0, 0, tuple(people))
    return replace(reading, mentions=(them, *reading.mentions))


_SORRY: Final = {
    "vi": "Không hiểu câu hỏi này.",
    "en": "This question is not understood.",
}


def ask(graph: Path | Store, question: str) -> Reply:
    """The reply of a graph's file, or of an open store, to a question. For many questions make one Asker."""
    return Asker(graph if isinstance(graph, Store) else Store.load(graph)).ask(question)
