"""The parameters of an address in, what a reader wants to see out; the same names on every page, so that links keep them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from kg.serve.statements import Figure, Speech, Tenure

LANGUAGES = ("vi", "en")
_DATE = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_S = TypeVar("_S", Tenure, Speech, Figure)


@dataclass(frozen=True, slots=True)
class View:
    """The reader's language, and what is shown: the days from `since` to `until`, at least so sure, of these kinds.

    `since` and `until` are years, months or days; "" means any. `sure` is a percentage. `lang_given` tells whether the
    address names the language: only then do links name it.
    """

    lang: str = "vi"
    lang_given: bool = False
    since: str = ""
    until: str = ""
    sure: int = 0
    kind: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is filtered out."""
        return bool(self.since or self.until or self.sure)

    def keeps(self, statement: Tenure | Speech | Figure) -> bool:
        """Whether a statement is shown: undated ones only where no time is asked for."""
        if self.sure and max((quote.confidence for quote in statement.quotes), default=1.0) * 100 < self.sure:
            return False
        match statement:
            case Speech():
                return self.holds(statement.date)
            case Tenure():
                return self.holds(*statement.dates)
            case Figure():
                return self.holds()

    def kept(self, statements: Iterable[_S]) -> tuple[_S, ...]:
        """The statements that are shown."""
        return tuple(filter(self.keeps, statements)) if self.is_narrowed else tuple(statements)

    def holds(self, *dates: str) -> bool:
        """Whether days, in order, touch the time that is asked for; without a day, whether none is."""
        if not (self.since or self.until):
            return True
        days = [day for day in dates if day]
        return bool(days) and days[-1] >= self.since and (not self.until or days[0][: len(self.until)] <= self.until)

    def parameters(self, **changed: str) -> str:
        """The query string that keeps this view, with some parameters changed ("" drops one); "" for the plain view."""
        told = {"from": self.since, "to": self.until, "sure": str(self.sure or ""), "kind": self.kind}
        told["lang"] = self.lang if self.lang_given else ""
        told |= changed
        return urlencode([(name, text) for name, text in told.items() if text])


def read(parameters: Mapping[str, str], accept_language: str) -> View:
    """The view that an address asks for; what cannot be read is as if it were not there."""
    wanted = parameters.get("lang", "")
    is_given = wanted in LANGUAGES
    since, until = _date(parameters.get("from", "")), _date(parameters.get("to", ""))
    if since and until and until < since[: len(until)]:
        since, until = until, since
    sure = parameters.get("sure", "")
    return View(
        lang=wanted if is_given else language(accept_language),
        lang_given=is_given,
        since=since,
        until=until,
        sure=min(int(sure), 100) if re.fullmatch(r"[0-9]{1,3}", sure) else 0,
        kind=parameters.get("kind", "") if re.fullmatch(r"[a-z]{0,20}", parameters.get("kind", "")) else "",
    )


def language(header: str) -> str:
    """The first of our languages that an Accept-Language header ranks highest; Vietnamese where it has none of them."""
    ranked = []
    for place, part in enumerate(header.split(",")):
        tag, _, quality = part.strip().lower().partition(";q=")
        if tag[:2] in LANGUAGES:
            weight = float(quality) if re.fullmatch(r"[01](?:\.\d{0,3})?", quality) else 1.0
            ranked.append((-weight, place, tag[:2]))
    return min(ranked)[2] if ranked else LANGUAGES[0]


def _date(text: str) -> str:
    return text if _DATE.fullmatch(text) else ""
