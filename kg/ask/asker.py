"""A graph and a question in Vietnamese or English in, a reply out: facts with their quotes, or what was looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kg.ask import intents, periods
from kg.ask.gazetteer import Gazetteer
from kg.ask.intents import Grammar, Intent
from kg.ask.lookup import Lookup, UnknownNameError
from kg.ask.mentions import Reading
from kg.ask.question import language, readings
from kg.ask.reply import Reply
from kg.ask.wording import Wording
from kg.paths import ONTOLOGY
from kg.query import load_named
from kg.store import Store

NEAREST: Final = 3


class Asker:
    """A store that answers questions in words; made once, it answers each within milliseconds."""

    def __init__(self, store: Store, *, ontology: Path = ONTOLOGY) -> None:
        self.grammar: Grammar = intents.load(ontology)
        self.names = Gazetteer(store, self.grammar.rewrites, self.grammar.hidden)
        self.lookup = Lookup(store, self.names, load_named(ontology / "queries"))

    def ask(self, question: str) -> Reply:
        """The reply to a question; one without answers where nothing in the graph answers it."""
        chosen = self.understand(question)
        if chosen is None:
            return self._not_understood(question)
        reading, intent = chosen
        wording = Wording(reading, intent, self.lookup.latest)
        try:
            found = self.lookup.find(reading, intent)
        except UnknownNameError as unknown:
            return wording.unknown(unknown.mention, self.names.like(unknown.mention.label))
        return wording.reply(found)

    def understand(self, question: str) -> tuple[Reading, Intent] | None:
        """The most literal reading that is a question of some kind, and its kind; None where there is none."""
        for reading in readings(question, self.names, self.grammar):
            for intent in self.grammar.intents:
                if intent.fits(reading.tags) and reading.is_in_order(intent.first):
                    return reading, intent
        return None

    def _not_understood(self, question: str) -> Reply:
        lang = language(question, self.grammar)
        return Reply(question, lang, "", _SORRY[lang], nearest=tuple(self._nearest(question)))

    def _nearest(self, question: str) -> Iterable[str]:
        """The examples that share most words with the question."""
        asked = set(re.findall(r"\w+", periods.folded(question)))
        examples = [example for intent in self.grammar.intents for example in intent.examples]
        shared = {text: set(re.findall(r"\w+", periods.folded(text))) for text in examples}
        return sorted(examples, key=lambda text: -len(asked & shared[text]) / len(asked | shared[text]))[:NEAREST]


_SORRY: Final = {
    "vi": "Không hiểu câu hỏi này.",
    "en": "This question is not understood.",
}


def ask(graph: Path | Store, question: str) -> Reply:
    """The reply of a graph's file, or of an open store, to a question. For many questions make one Asker."""
    return Asker(graph if isinstance(graph, Store) else Store.load(graph)).ask(question)
