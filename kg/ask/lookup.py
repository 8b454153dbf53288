"""A reading of a question and its kind in, the lines of the graph that answer it out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

import pyoxigraph as ox

from kg.ask.gazetteer import Gazetteer
from kg.ask.intents import Intent
from kg.ask.mentions import Mention, Reading
from kg.ask.periods import Period
from kg.query import NamedQuery, bind
from kg.store import Store
from kg.text import fold

Row = dict[str, str]
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_HOLDERS: Final = "roles-with-evidence"
# Names that the words of a line must hold where its table has no parameter for them.
_SAID: Final = frozenset({"phrase", "doctype", "asked", "theme", "agency", "document", "target", "stage"})
_BY_WORDS: Final = ("theme", "agency")  # what a line may only name in its words
_HOLDING: Final = re.compile(r"^duoc | (?:giu chuc(?: vu)?|lam)$")  # around the verb in "được bổ nhiệm giữ chức"
_KEPT: Final = 16  # tables of lines
_WHICH: Final = frozenset({"nao", "gi"})
_GAP: Final = 8  # words that may stand between two words of a phrase


class UnknownNameError(LookupError):
    """The question names something that the graph does not know, so that there is no need to look further."""

    def __init__(self, mention: Mention) -> None:
        super().__init__(mention.label)
        self.mention = mention


@dataclass(frozen=True, slots=True)
class Found:
    """The lines that answer; where there are none, those that would if the period did not count; the queries run."""

    rows: tuple[Row, ...] = ()
    outside: tuple[Row, ...] = ()
    sparql: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lookup:
    """A store with its names and named queries; `kept` are the lines that the last queries found."""

    store: Store
    names: Gazetteer
    queries: Mapping[str, NamedQuery]
    kept: dict[str, list[Row]] = field(default_factory=dict)

    def find(self, reading: Reading, intent: Intent) -> Found:
        """The lines that answer a reading; where none is of the theme that it names, those that say the theme's words.

        Words are looked for in what a line says, and only where no line says them in the whole sentence that it is
        taken from. Raises UnknownNameError for a name that the graph does not know.
        """
        found = self._find(reading, intent)
        named = [kind for kind in _BY_WORDS if reading.of(kind) and kind in intent.table.filters]
        if found.rows or found.outside or not named or (named == ["agency"] and not reading.of("phrase")):
            return found
        return self._find(reading, intent, by_words=frozenset(named))

    def _find(self, reading: Reading, intent: Intent, *, by_words: frozenset[str] = frozenset()) -> Found:
        values, queries = self._values(reading, intent)
        for kind in by_words:
            values.pop(intent.table.filters[kind], None)
        if "roles" in reading.tags and "role" in intent.table.filters:
            rows, sparql = self._rows_of_posts(reading)
        else:
            rows, sparql = self._rows(intent.table.query, values)
        told = self._told(reading, intent, by_words=by_words)
        meant = [row for row in rows if _is_meant(row, reading, intent)]
        closely = [column for column in intent.table.text if column != "quote"]
        meant = [row for row in meant if self._is_said(row, told, reading, intent, closely)] or (
            [row for row in meant if self._is_said(row, told, reading, intent, intent.table.text)]
            if not by_words
            else []
        )
        meant = list(_in_that_post(meant, reading)) if queries else meant
        inside = [row for row in meant if all(_is_in(row, mention.period, intent) for mention in reading.of("period"))]
        kept = tuple(KEEP[intent.keep](_with_verb(inside, reading), _with_people(reading, values)))
        if "NOW" in reading.tags and intent.table.query == _HOLDERS and not reading.of("person"):
            kept = tuple(_latest(kept))
        return Found(kept, () if inside else tuple(meant), (*queries, sparql))

    @property
    def latest(self) -> str:
        """The last day on which an article of the graph was published; "" where none says."""
        rows = self.store.select("SELECT (MAX(?day) AS ?last) WHERE { ?article schema:datePublished ?day }")
        return next((row["last"] or "" for row in rows), "")

    def _values(self, reading: Reading, intent: Intent) -> tuple[dict[str, set[str]], tuple[str, ...]]:
        """What fills each parameter; with the query for the holders of a post that stands for a person, if any."""
        filters = intent.table.filters
        queries: tuple[str, ...] = ()
        values: dict[str, set[str]] = {}
        for mention in reading.mentions:
            if mention.kind in ("person", "agency", "document") and not mention.things:
                raise UnknownNameError(mention)
            if mention.kind in filters:
                things = self._things(mention, filters[mention.kind], reading)
                values.setdefault(filters[mention.kind], set()).update(things)
        if reading.of("role") and "role" not in filters:
            others = {
                thing for mention in reading.of("agency") if mention not in _seats(reading) for thing in mention.things
            }
            values.pop("agency", None)
            if others and "agency" in filters:
                values[filters["agency"]] = others
            values["who"], queries = self._holders(reading)
        return values, queries

    def _things(self, mention: Mention, parameter: str, reading: Reading) -> Iterable[str]:
        """The things of a mention: of an agency the place that it is the agency of, where a place is wanted."""
        if mention.kind == "agency" and parameter == "place":
            return {self.names.seats.get(thing, "") for thing in mention.things} - {""}
        if mention.kind != "place":
            return mention.things
        if not self._is_province(mention):
            return self._with(self.names.parents, mention)
        if "TERRITORY" not in reading.tags:
            return self._with(self.names.renamed, mention)
        places = " ".join(f"<{thing}>" for thing in mention.things)
        older = self.store.select(f"SELECT ?old WHERE {{ VALUES ?new {{ {places} }} ?old vg:succeededBy+ ?new }}")
        return {*mention.things, *(row["old"] or "" for row in older)}

    def _with(self, others: Mapping[str, Iterable[str]], mention: Mention) -> set[str]:
        """The things of a mention, and what belongs to each."""
        return {*mention.things, *(other for thing in mention.things for other in others.get(thing, ()))}

    def _is_province(self, mention: Mention) -> bool:
        return bool(self.names.provinces.intersection(mention.things))

    def _holders(self, reading: Reading) -> tuple[set[str], tuple[str, ...]]:
        """Who holds, by any source, the post that the question names in place of a person."""
        rows, sparql = self._rows_of_posts(reading)
        return {row["who"] for row in rows}, (sparql,)

    def _rows_of_posts(self, reading: Reading) -> tuple[list[Row], str]:
        """The lines of all who hold one of the posts of a question; where it asks for both, of those who hold all."""
        found = [self._rows(_HOLDERS, post) for post in _posts(reading)]
        people = [{row["who"] for row in rows} for rows, _ in found]
        wanted = set.intersection(*people) if "BOTH" in reading.tags else set.union(*people)
        rows = [row for rows, _ in found for row in rows if row["who"] in wanted]
        return rows, "\n".join(sparql for _, sparql in found)

    def _rows(self, query: str, values: Mapping[str, Iterable[str]]) -> tuple[list[Row], str]:
        """The lines of a table, and the query; a parameter that nothing fills leaves no lines."""
        terms = {name: [ox.NamedNode(thing) for thing in sorted(things)] for name, things in values.items()}
        sparql = bind(self.queries[query], terms)
        if sparql not in self.kept:
            rows = [{name: value or "" for name, value in row.items()} for row in self.store.select(sparql)]
            for row in rows:
                row["past"] = "nguyên " if row.get("former") == "true" else ""
            self.kept[sparql] = rows
            if len(self.kept) > _KEPT:
                self.kept.pop(next(iter(self.kept)))
        return self.kept[sparql], "\n".join(line for line in sparql.splitlines() if not line.startswith("#"))

    def _told(self, reading: Reading, intent: Intent, *, by_words: frozenset[str]) -> list[Mention]:
        """What the question insists on and the table has no parameter for: a line must say it."""
        filters = intent.table.filters.keys() - by_words
        told = [m for m in reading.mentions if m.kind in _SAID and m.kind not in filters]
        told = [m for m in told if m.kind != "asked" or not intent.asked]
        told += [m for m in reading.of("cue") if "KIND" in m.tags and intent.table.loose]
        told += [m for m in reading.of("place") if "place" in intent.table.filters and not self._is_province(m)]
        return [m for m in told if m not in _seats(reading)]

    def _is_said(
        self, row: Row, told: Iterable[Mention], reading: Reading, intent: Intent, columns: Sequence[str]
    ) -> bool:
        """Whether a line says all of it in some columns."""
        return all(self._says(row, mention, reading, intent, columns) for mention in told)

    def _text(self, row: Row, columns: Iterable[str], *, marks: bool = False) -> str:
        return self.names.spelled_text(" . ".join(row.get(column, "") for column in columns), marks=marks)

    def _says(self, row: Row, mention: Mention, reading: Reading, intent: Intent, columns: Sequence[str]) -> bool:
        if mention.kind in ("doctype", "asked") and "kind" in row:
            return row["kind"] == mention.label
        if mention.kind == "place":  # facts of a district may be filed under its province
            return any(self._names_place(row, thing) for thing in mention.things)
        if mention.kind == "agency":
            return self._names_agency(row, mention.things, (*intent.table.text, "headline"))
        if mention.period:
            said = self._text(row, columns)
            years = {str(mention.period.first.year), str(mention.period.last.year)}
            return years <= {row.get("target"), row.get("vision")} or all(f" {year} " in said for year in years)
        spelled = reading.spelled(mention)
        written = reading.spelled(mention, marks=True)
        if not self._may_say(row, spelled, intent.table.text if intent.table.loose else columns):
            return False
        marks = mention.kind in ("phrase", "cue") and written != spelled  # "bắn" is not "bán"
        if intent.table.loose:
            wanted = {word for word in (written if marks else spelled).split() if fold(word) not in _WHICH}
            return wanted <= {*self._text(row, intent.table.text, marks=marks).split()}
        return any(
            _stands_in(written if marks else spelled, self._text(row, [column], marks=marks)) for column in columns
        )

    def _may_say(self, row: Row, spelled: str, columns: Iterable[str]) -> bool:
        """Whether the words stand in a line as it is written, but for those that abbreviations stand for: a quick look."""
        said = fold(" ".join(row.get(column, "") for column in columns))
        return all(word in said for word in spelled.split() if word not in self.names.expanded and word not in _WHICH)

    def _names_place(self, row: Row, place: str) -> bool:
        where = self._text(row, ("province", "quote", "headline"))
        return any(self.names.spelled_text(name) in where for name in self.names.places.get(place, ()))

    def _names_agency(self, row: Row, agencies: Sequence[str], columns: Sequence[str]) -> bool:
        """Whether a line names an agency: in full, or without its place, which it must then lie in if it was said."""
        said = self._text(row, columns)
        for agency in agencies:
            if any(form in said for form in self.names.forms.get(agency, ())):
                return True
            if any(form in said for form in self.names.bare_forms.get(agency, ())):
                seat = self.names.seats.get(agency, "")
                if len(agencies) > 1 or self._names_place(row, seat):
                    return True
        return False


def _with_people(reading: Reading, values: Mapping[str, Iterable[str]]) -> Reading:
    """A reading with the people of whom the lines are, where it names them by a post."""
    if reading.of("person") or "who" not in values:
        return reading
    return replace(reading, mentions=(*reading.mentions, Mention("person", "", 0, 0, tuple(values["who"]))))


def _in_that_post(rows: Sequence[Row], reading: Reading) -> Sequence[Row]:
    """Where a post stands for a person, what was done in that post; all of it where no line says in which."""
    posts = tuple(fold(mention.label) for mention in reading.of("role"))
    exact = [row for row in rows if any(fold(post).startswith(posts) for post in row.get("role", "").split("; "))]
    return exact or rows


def _posts(reading: Reading) -> Iterator[dict[str, set[str]]]:
    """The role of each post that a question names, with the agencies or else the places that go with it."""
    places = {thing for mention in reading.of("place") for thing in mention.things}
    for role in reading.of("role"):
        post = {"role": {*role.things}}
        if agencies := _agencies_of(role, reading):
            post["agency"] = {thing for agency in agencies for thing in agency.things}
        elif places:
            post["place"] = places
        yield post


def _agencies_of(role: Mention, reading: Reading) -> tuple[Mention, ...]:
    """The agency named after a role, or else all that the question names."""
    named = reading.of("role", "agency")
    after = named[named.index(role) + 1 :][:1]
    return after if after and after[0].kind == "agency" else reading.of("agency")


def _seats(reading: Reading) -> set[Mention]:
    """The agencies that belong to a post."""
    return {agency for role in reading.of("role") for agency in _agencies_of(role, reading)}


def _stands_in(spelled: str, text: str) -> bool:
    """Whether words stand in a text in this order, with few others between: "tiêm vắc xin", "tiêm chủng vắc xin"."""
    if f" {spelled} " in text:
        return True
    between = rf"(?: \S+){{0,{_GAP}}} "
    return " " in spelled and bool(re.search(f" {between.join(spelled.split())} ", text))


def _is_meant(row: Row, reading: Reading, intent: Intent) -> bool:
    """Whether a line is of the status or part asked for; a role that is over counts only where that is asked.

    Values that the intent wants of a column: any but none where it lists none.
    """
    if not all(row[column] in values if values else row[column] for column, values in intent.where.items()):
        return False
    if "NOW" in reading.tags and row.get("end"):
        return False
    if "FORMER" in reading.tags:
        return bool(row["past"])
    return not row["past"] or bool({"EVER", "person"} & reading.tags)


def _is_in(row: Row, period: Period | None, intent: Intent) -> bool:
    """Whether one of a line's days lies in a period, or the whole stretch over which a role is known to last."""
    if period is None:
        return True
    days = _days(row, intent.table.days)
    if row.get("since") and row.get("end"):
        return row["since"] <= period.last.isoformat() and row["end"] >= period.first.isoformat()
    return any(period.has(date.fromisoformat(day)) for day in days)


def _days(row: Row, columns: Sequence[str]) -> list[str]:
    """The days of the first of the columns that has any."""
    return next((days for column in columns if (days := _DAY.findall(row.get(column, "")))), [])


def _all(rows: Sequence[Row], reading: Reading) -> Iterator[Row]:
    yield from rows


def _of_that_person(rows: Sequence[Row], reading: Reading) -> Iterator[Row]:
    """Of the people at an event only those whom the question names."""
    wanted = {thing for mention in reading.of("person") for thing in mention.things}
    yield from (row for row in rows if row["one"] in wanted)


def _both_sides(rows: Sequence[Row], reading: Reading) -> Iterator[Row]:
    """The roles of those who by one and the same article hold roles in a Party body and in a State body."""
    sides: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        sides.setdefault((row["who"], row["source"]), set()).add(row["side"])
    yield from (row for row in rows if {"đảng", "nhà nước"} <= sides[row["who"], row["source"]] and row["side"])


def _appointed(rows: Sequence[Row], reading: Reading) -> Iterator[Row]:
    """Where the quote itself says that somebody was appointed, elected or sent, in the word of the question.

    Of one person's posts those that began then, where that is known, or that the quote names after the word.
    """
    words = [_HOLDING.sub("", reading.spelled(mention)) for mention in reading.of("cue") if "APPOINT" in mention.tags]
    said = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b(.*)", re.DOTALL)
    found = [(row, match[1]) for row in rows if (match := said.search(fold(row["quote"])))]
    begun = [row for row, _ in found if row["since"]] or [
        row for row, after in found if not row["past"] and fold(row["post"]) in after
    ]
    yield from begun if begun and reading.of("person") else (row for row, _ in found)


def _requests(rows: Sequence[Row], reading: Reading) -> Iterable[Row]:
    """What was said with the verb of the question ("đề nghị"), to whomever; else what was directed."""
    verbs = {reading.spelled(mention) for mention in reading.of("cue") if "REQUEST" in mention.tags}
    exact = [row for row in rows if fold(row["verb"]) in verbs]
    return exact or [row for row in rows if row["directed"] == "true"]


def _with_verb(rows: Sequence[Row], reading: Reading) -> Sequence[Row]:
    """Where the question has a verb that says more than "nói", what was said that way; else what was no directive."""
    verbs = {reading.spelled(mention) for mention in reading.of("cue") if "VERB" in mention.tags}
    if not verbs:
        return rows
    exact = [row for row in rows if fold(row.get("verb", "")) in verbs]
    return exact or [row for row in rows if row.get("directed") != "true"]


KEEP: Final[Mapping[str, Callable[[Sequence[Row], Reading], Iterable[Row]]]] = {
    "": _all,
    "appointed": _appointed,
    "requests": _requests,
    "same-person": _of_that_person,
    "both-sides": _both_sides,
}


def _latest(rows: Sequence[Row]) -> Iterator[Row]:
    """Of each post the holders with the latest day."""
    last: dict[tuple[str, str], str] = {}
    for row in rows:
        post = (row["post"], row["body"])
        last[post] = max([last.get(post, ""), *_days(row, ("days", "published"))])
    yield from (row for row in rows if last[row["post"], row["body"]] in _days(row, ("days", "published")))
