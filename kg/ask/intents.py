"""ontology/rules/questions.toml in, the kinds of questions and the words that mark them out, checked as they are read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg import text
from kg.ask.trie import Name, Trie
from kg.model import KgError
from kg.paths import ONTOLOGY

LANGUAGES = ("vi", "en")
MODES = ("list", "count", "yesno")
# Tags that do not change what is asked.
NEUTRAL = frozenset({"LIST", "NOW", "REQUEST", "SINCE", "PASSIVE", "KIND"})
# Tags of names and periods, which a table of facts may be filtered by.
CONDITIONS = frozenset(
    [
        "person",
        "theme",
        "place",
        "role",
        "roles",
        "agency",
        "document",
        "doctype",
        "period",
        "target",
        "stage",
        "phrase",
    ]
)
_COLUMN = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Table:
    """A named query as a table of facts: the parameter that each kind of name fills, columns by their use, and how
    its filters are said in each language.

    In a `loose` table the words of a phrase may stand apart: things in it have no names of their own.
    """

    query: str
    filters: Mapping[str, str]
    text: tuple[str, ...]
    days: tuple[str, ...]
    said: Mapping[str, Mapping[str, str]]
    loose: bool


@dataclass(frozen=True, slots=True)
class Intent:
    """A kind of question; the head of the [[intent]] part of the file says what each field means."""

    name: str
    table: Table
    needs: frozenset[str]
    some: frozenset[str]
    may: frozenset[str]
    never: frozenset[str]
    first: tuple[str, ...]
    answer: str
    item: str
    where: Mapping[str, tuple[str, ...]]
    asked: bool
    keep: str
    mode: str
    lead: Mapping[str, str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the answer is made of."""
        return tuple(_COLUMN.findall(self.answer))

    def fits(self, tags: frozenset[str]) -> bool:
        """Whether a question with these tags is of this kind, but for the order of its words."""
        if not self.needs <= tags or (self.some and not self.some & tags) or self.never & tags:
            return False
        allowed = self.needs | self.some | self.may | NEUTRAL | frozenset(self.table.filters)
        if self.table.text:
            allowed |= {"phrase", "doctype", "target", "stage"}
        if self.table.days:
            allowed |= {"period"}
        return tags <= allowed


@dataclass(frozen=True, slots=True)
class Grammar:
    """The whole file: tries of cues and fillers by language, other words for names, and the kinds of questions.

    `named_after`: the last words, in canonical form, of what is named after people.
    `surnames` and `family_names` (those that hardly mean anything else) are in canonical form, the latter also plain.
    """

    cues: Mapping[str, Trie]
    openers: Trie
    vocabulary: Mapping[str, frozenset[str]]
    rewrites: Mapping[str, str]
    hidden: tuple[str, ...]
    named_after: frozenset[str]
    surnames: frozenset[str]
    family_names: frozenset[str]
    plain_family_names: frozenset[str]
    intents: tuple[Intent, ...]


@cache
def load(folder: Path = ONTOLOGY) -> Grammar:
    """Reads rules/questions.toml of an ontology folder; KgError for an unknown key, tag, table or mode."""
    given = _file(folder / "rules" / "questions.toml")
    names = _file(folder / "rules" / "people.toml")["surnames"]
    tables = {name: _table(name, about, given["said"]) for name, about in given["facts"].items()}
    tags = {tag for lang in LANGUAGES for key in given["cues"][lang] for tag in (key, *key.split("+"))}
    openers = Trie()
    for tag, forms in given["openers"].items():
        _add(openers, forms, Name("cue", tag))
    return Grammar(
        cues={lang: _cues(given, lang) for lang in LANGUAGES},
        openers=openers,
        vocabulary={lang: _vocabulary(given, lang) for lang in LANGUAGES},
        rewrites=given["rewrites"],
        hidden=tuple(given["kinds"]["hidden"]),
        named_after=frozenset(text.words(name)[-1] for name in given["kinds"]["named_after"]),
        surnames=frozenset(norm for name in names["common"] for norm in text.words(name)),
        family_names=frozenset(norm for name in names["strong"] for norm in text.words(name)),
        plain_family_names=frozenset(text.fold(name) for name in names["strong"]),
        intents=tuple(_intent(about, tables, frozenset(tags) | CONDITIONS) for about in given["intent"]),
    )


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KgError(f"{path.name}: {error}") from error


def _add(trie: Trie, forms: Iterable[str], name: Name) -> None:
    for form in forms:
        trie.add(text.words(form), name)


def _cues(given: Mapping[str, Any], lang: str) -> Trie:
    """Cues, fillers and kinds of documents in one trie, so that the longest wins."""
    trie = Trie()
    for tag, forms in given["cues"][lang].items():
        _add(trie, forms, Name("cue", tag))
    _add(trie, given["fillers"][lang], Name("filler", ""))
    _add(trie, given["kinds"]["compounds"], Name("phrase", ""))
    for kind in given["kinds"]["documents"]:
        _add(trie, (kind,), Name("doctype", kind.removesuffix(" số")))
    return trie


def _vocabulary(given: Mapping[str, Any], lang: str) -> frozenset[str]:
    """The cues and fillers of a language that are one word, without marks: they tell the languages apart."""
    forms = [*given["fillers"][lang], *(form for cues in given["cues"][lang].values() for form in cues)]
    return frozenset(text.fold(form) for form in forms if " " not in form)


def _table(name: str, about: Mapping[str, Any], said: Mapping[str, Sequence[str]]) -> Table:
    forms = {tag: dict(zip(LANGUAGES, pair, strict=True)) for tag, pair in {**said, **about.get("said", {})}.items()}
    query, is_loose = about.get("query", name), about.get("loose", False)
    return Table(query, about["filters"], tuple(about["text"]), tuple(about["days"]), forms, is_loose)


# The keys of an [[intent]].
_FIELDS = frozenset(
    (
        "name",
        "facts",
        "needs",
        "some",
        "may",
        "not",
        "first",
        "answer",
        "item",
        "where",
        "asked",
        "keep",
        "mode",
        "lead",
    )
) | {"examples", "counterexamples"}


def _intent(about: Mapping[str, Any], tables: Mapping[str, Table], tags: frozenset[str]) -> Intent:
    name = about.get("name", "?")
    sets = {key: frozenset(about.get(key, ())) for key in ("needs", "some", "may", "not", "first")}
    unknown = sorted(set(about) - _FIELDS) + sorted(frozenset().union(*sets.values()) - tags)
    if unknown or about.get("facts") not in tables or about.get("mode", "list") not in MODES:
        what = unknown[0] if unknown else f"{about.get('facts')} or {about.get('mode')}"
        raise KgError(f"questions.toml: intent {name}: {what} is not known: correct it")
    return Intent(
        name,
        tables[about["facts"]],
        sets["needs"],
        sets["some"],
        sets["may"],
        sets["not"],
        tuple(about.get("first", ())),
        about["answer"],
        about["item"],
        {column: tuple(values) for column, values in about.get("where", {}).items()},
        about.get("asked", False),
        about.get("keep", ""),
        about.get("mode", "list"),
        dict(zip(LANGUAGES, about["lead"], strict=True)),
        tuple(about["examples"]),
        tuple(about["counterexamples"]),
    )
