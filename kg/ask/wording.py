"""The lines that answer a question in, a reply in the language of the question out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.ask.intents import Intent
from kg.ask.lookup import Found, Row
from kg.ask.mentions import Mention, Reading
from kg.ask.reply import Reply, Source

MAX_QUOTES: Final = 20
_SHOWN: Final = 3  # values of a column in one item of the sentence
_OPTIONAL: Final = re.compile(r"\[([^\]]*)\]")
_COLUMN: Final = re.compile(r"\{(\w+)\}")
_LISTS: Final = frozenset(
    {"addressee", "basis", "issuer", "drafter", "implemented", "implementing", "province", "target", "with"}
)
_DAYS: Final = re.compile(r"\d{4}-\d\d-\d\d")
_YES: Final = {"vi": "có", "en": "yes"}
_FORMS: Final = {
    "found": ("{lead}{filters}: {items}.", "{lead}{filters}: {items}."),
    "yes": ("Có. {lead}{filters}: {items}.", "Yes. {lead}{filters}: {items}."),
    "count": ("{lead}{filters}: {n} ({items}).", "{lead}{filters}: {n} ({items})."),
    "none": ("Không có bằng chứng. Đã tìm: {looked}.", "No evidence. Looked for: {looked}."),
    "unsaid": (
        "Không có bằng chứng: nguồn không nêu. Đã tìm: {looked}.",
        "No evidence: the sources do not say. Looked for: {looked}.",
    ),
    "outside": (" Ngoài thời gian đó thì có: {items}.", " At other times there is: {items}."),
    "unknown": (
        "Không có bằng chứng: đồ thị không biết “{name}”. Đã tìm: {looked}.",
        "No evidence: the graph knows no “{name}”. Looked for: {looked}.",
    ),
    "several": (" Có {n} người cùng tên.", " There are {n} people of that name."),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """How to reply to a reading of a question; `latest` is the last day of which the graph has news."""

    reading: Reading
    intent: Intent
    latest: str

    def reply(self, found: Found) -> Reply:
        """The reply that the lines found make up."""
        groups = self._groups(found.rows)
        if not groups:
            return replace(self._reply(self._nothing(found)), sparql=found.sparql)
        rows = [row for group in groups.values() for row in group]
        columns = self._columns(rows[0])
        namesakes = self._namesakes(rows)
        sentence = self._sentence(groups) + (self._form("several", n=len(namesakes)) if namesakes else "")
        confident = [max(_sure(group)) for group in groups.values() if _sure(group)]
        return replace(
            self._reply(sentence),
            answers=self._answers(groups),
            columns=columns,
            rows=tuple(dict.fromkeys(tuple(row[column] for column in columns) for row in rows)),
            quotes=tuple(_quotes(groups.values())),
            confidence=min(confident, default=None),
            as_of=max((day for row in rows for day in _DAYS.findall(" ".join(self._dated(row)))), default=""),
            alternatives=namesakes,
            sparql=found.sparql,
        )

    def unknown(self, mention: Mention, nearest: Sequence[str]) -> Reply:
        """The reply where the question names what the graph does not know; `nearest` are names like it."""
        sentence = self._form("unknown", name=mention.label, looked=self._looked())
        return replace(self._reply(sentence), alternatives=tuple(nearest))

    def _reply(self, sentence: str) -> Reply:
        """A reply without answers."""
        asked = (self.reading.text, self.reading.lang, self.intent.name)
        return Reply(*asked, sentence, looked_for=self._looked(), as_of=self.latest)

    def _form(self, form: str, /, **parts: object) -> str:
        return _FORMS[form][self.reading.lang == "en"].format(**parts)

    def _groups(self, rows: Iterable[Row]) -> dict[str, list[Row]]:
        """The lines by what of them answers; lines that leave a part of the answer open do not count."""
        groups: dict[str, list[Row]] = {}
        for row in rows:
            if all(row[column] for column in self.intent.columns if column != "past"):
                for answer in self._values(row):
                    groups.setdefault(answer, []).append(row)
        return groups

    def _values(self, row: Row) -> list[str]:
        """What of a line answers: one text, or each part of a list."""
        if self.intent.columns == ("days",):
            return row["days"].split()
        if len(self.intent.columns) == 1 and self.intent.columns[0] in _LISTS:
            kinds = [mention.label for mention in self.reading.of("asked") if self.intent.asked]
            values = row[self.intent.columns[0]].split("; ")
            return [value for value in values if not kinds or value.casefold().startswith(tuple(kinds))]
        return [_filled(self.intent.answer, row)]

    def _answers(self, groups: dict[str, list[Row]]) -> tuple[str, ...]:
        match self.intent.mode:
            case "count":
                return (str(len(groups)),)
            case "yesno":
                return (_YES[self.reading.lang],)
            case _:
                return tuple(groups)

    def _sentence(self, groups: dict[str, list[Row]]) -> str:
        form = {"count": "count", "yesno": "yes"}.get(self.intent.mode, "found")
        items = "; ".join(self._item(answer, rows) for answer, rows in groups.items())
        lead = self.intent.lead[self.reading.lang]
        return self._form(form, lead=lead, filters=self._filters(), items=items, n=len(groups))

    def _item(self, answer: str, rows: Sequence[Row]) -> str:
        """One answer with what the sentence tells about it."""
        told = {column: "; ".join(_distinct(row.get(column, "") for row in rows)) for column in rows[0]}
        told["days"] = ", ".join(_distinct(sorted({day for row in rows for day in row.get("days", "").split()})))
        if self.intent.columns and len(self.intent.columns) == 1:
            told[self.intent.columns[0]] = answer
        return _filled(self.intent.item, told)

    def _filters(self) -> str:
        """The conditions of the question, in words and a fixed order; a role and its agency are one, and so are places."""
        labels: dict[str, list[str]] = {}
        before: Mention | None = None
        for mention in self.reading.mentions:
            if before and before.kind == "role" and mention.kind == "agency":
                labels["role"][-1] += f" {mention.label}" if mention.end > before.end else ""
            elif (kind := mention.kind.replace("asked", "doctype")) in self.intent.table.said and mention.label:
                labels.setdefault(kind, []).append(mention.label)
            before = mention
        conjunction = " và " if self.reading.lang == "vi" else " and "
        said = {kind: forms[self.reading.lang] for kind, forms in self.intent.table.said.items() if kind in labels}
        return "".join(f" {form.format(conjunction.join(labels[kind]))}" for kind, form in said.items())

    def _looked(self) -> str:
        lead = self.intent.lead[self.reading.lang]
        return lead[:1].lower() + lead[1:] + self._filters()

    def _nothing(self, found: Found) -> str:
        if found.rows:
            return self._form("unsaid", looked=self._looked())
        sentence = self._form("none", looked=self._looked())
        groups = self._groups(found.outside)
        if groups and self.intent.mode == "list":
            items = "; ".join(self._item(answer, rows) for answer, rows in list(groups.items())[:_SHOWN])
            sentence += self._form("outside", items=items)
        return sentence

    def _columns(self, row: Row) -> tuple[str, ...]:
        """The columns that are shown: those of the sentence, place, date and source."""
        named = _COLUMN.findall(self.intent.answer + self.intent.item)
        wanted = [*named, "province", "date", "days", "source"]
        return tuple(column for column in dict.fromkeys(wanted) if column in row and column != "past")

    def _dated(self, row: Row) -> Iterator[str]:
        days = [row.get(column, "") for column in self.intent.table.days]
        yield from days if any(days) else [row.get("published", "")]

    def _namesakes(self, rows: Sequence[Row]) -> tuple[str, ...]:
        """Where the one name of a person in the question stands for several people: each with what is known of them."""
        if not self.reading.of("person") or "who" not in rows[0]:
            return ()
        people: dict[str, list[Row]] = {}
        for row in rows:
            people.setdefault(row["who"], []).append(row)
        named = {row["person"] for row in rows}
        if len(people) == len(named):
            return ()
        return tuple(f"{group[0]['person']}: {self._item('', group)}" for group in people.values())


def _filled(template: str, row: Row) -> str:
    """A template with the columns of a line; parts in [] go where a column in them is empty."""

    def kept(part: re.Match[str]) -> str:
        return part[1] if all(row.get(name) for name in _COLUMN.findall(part[1])) else ""

    filled = _COLUMN.sub(lambda column: row.get(column[1], ""), _OPTIONAL.sub(kept, template))
    return re.sub(r" {2,}", " ", filled.replace("()", "")).strip()


def _distinct(values: Iterable[str]) -> list[str]:
    """The different values, at most a few of them."""
    return [value for value in dict.fromkeys(values) if value][:_SHOWN]


def _sure(rows: Iterable[Row]) -> list[float]:
    return [float(row["confidence"]) for row in rows if row.get("confidence")]


def _quotes(groups: Iterable[Sequence[Row]]) -> Iterator[Source]:
    """The quotes of the answers, of each the surest first, each quote once."""
    seen: dict[tuple[str, str], Source] = {}
    for rows in groups:
        for row in sorted(rows, key=lambda row: -float(row.get("confidence") or 0)):
            if row.get("quote"):
                about = (row["source"], row["published"], row["url"], float(row["confidence"]))
                seen.setdefault((row["quote"], row["source"]), Source(row["quote"], *about))
    yield from list(seen.values())[:MAX_QUOTES]
