"""A question's text in, the stretches of time that it names out, each from a first to a last day."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included; a day without a year (`year_known` false) stands in every year.

    [begin, end) is where the question says so, in characters. `kind` is "period"; or "target" for "đến năm 2025" and
    "stage" for "giai đoạn 2021-2025", which may belong to the name of a document.
    """

    first: date
    last: date
    begin: int
    end: int
    text: str
    kind: str = "period"
    year_known: bool = True

    def has(self, day: date) -> bool:
        """Whether a day lies in the period."""
        if not self.year_known:
            return (day.month, day.day) == (self.first.month, self.first.day)
        return self.first <= day <= self.last


def folded(text: str) -> str:
    """The text in small letters without marks, letter for letter: offsets stay right."""
    return "".join(_plain(c) for c in text)


def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter.casefold().replace("đ", "d"))[:1]
    return base if len(base) == 1 else letter


_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DAY: Final = r"(?P<d>\d{1,2})"
_MONTH: Final = r"(?P<m>\d{1,2})"
_YEAR: Final = r"(?P<y>(?:19|20)\d\d)"
_NAME: Final = rf"(?P<name>{'|'.join(_MONTHS)})"
_LEAD: Final = r"(?:(?:vao|trong|on|in|during)\s+)?"

# Each form with what it must match; earlier ones win. No form may match part of a document's number ("05/2022/TT-BYT").
_FORMS: Final = (
    ("day", r"{lead}(?:ngay\s+)?(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"),  # 2021-09-27
    ("day", r"{lead}(?:ngay\s+)?{d}\s*[/.-]\s*{m}\s*[/.-]\s*{y}"),  # ngày 27-9-2021, 27/9/2021
    ("day", r"{lead}(?:ngay\s+)?{d}\s+thang\s+{m}\s*(?:nam\s+|[,/-]\s*){y}"),  # ngày 27 tháng 9 năm 2021
    ("day", r"{lead}{d}(?:st|nd|rd|th)?\s+{name},?\s+{y}"),  # on 27 September 2021
    ("day", r"{lead}{name}\s+{d}(?:st|nd|rd|th)?,?\s+{y}"),  # on September 27, 2021
    ("yearless", r"{lead}(?:ngay|hom|sang|chieu|toi)\s+(?:ngay\s+)?{d}\s*[/-]\s*{m}"),  # ngày 27-9, chiều 27/9
    ("yearless", r"{lead}(?:ngay\s+)?{d}\s+thang\s+{m}"),  # 27 tháng 9
    ("yearless", r"{lead}{d}(?:st|nd|rd|th)?\s+{name}|{lead}{name2}\s+{d2}(?:st|nd|rd|th)?"),  # 27 September, May 3
    ("month", r"{lead}thang\s+{m}\s*(?:nam\s+|[/-]\s*){y}"),  # tháng 9/2021, tháng 9 năm 2021
    ("month", r"{lead}{name}\s+{y}"),  # in September 2021
    ("years", r"(?:tu|giua|between|from)\s+(?:nam\s+)?{y}\s+(?:den|toi|va|and|to|until)\s+(?:het\s+)?(?:nam\s+)?{z}"),
    ("stage", r"{lead}(?:giai\s+doan|nhiem\s+ky)\s+{y}\s*[-–]\s*{z}"),  # giai đoạn 2021-2025, nhiệm kỳ 2020 - 2025
    ("years", r"{lead}(?:(?:cac\s+)?nam\s+)?{y}\s*[-–]\s*{z}"),  # các năm 2021-2025
    ("before", r"(?:truoc|before)\s+(?:nam\s+)?{y}"),  # trước năm 2022
    ("after", r"(?:sau|after)\s+(?:nam\s+)?{y}"),  # sau 2022
    ("since", r"(?:tu|ke\s+tu|since|from)\s+(?:nam\s+)?{y}(?:\s+(?:den\s+nay|tro\s+di|to\s+now|onwards))?"),
    ("target", r"(?:den|toi|until|to|by)\s+(?:het\s+)?(?:nam\s+)?{y}"),  # đến năm 2025
    ("year", r"{lead}(?:(?:dau|cuoi|giua)\s+)?nam\s+{y}|{lead}{y2}"),  # năm 2021
)


def _pattern(form: str) -> re.Pattern[str]:
    parts = {
        "lead": _LEAD,
        "d": _DAY,
        "m": _MONTH,
        "y": _YEAR,
        "name": _NAME,
        "z": r"(?P<z>(?:19|20)\d\d)",
        "y2": _YEAR.replace("<y>", "<y2>"),
        "d2": _DAY.replace("<d>", "<d2>"),
        "name2": _NAME.replace("<name>", "<name2>"),
    }
    for name, part in parts.items():
        form = form.replace(f"{{{name}}}", part)
    return re.compile(rf"(?<![\w/])(?:{form})(?![\w/]|-\w)")


_PATTERNS: Final = tuple((kind, _pattern(form)) for kind, form in _FORMS)


def find(question: str) -> tuple[Period, ...]:
    """The periods of a question, in order. An impossible day ("31/2") is none."""
    plain = folded(question)
    taken: list[Period] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            if all(match.end() <= other.begin or match.start() >= other.end for other in taken):
                taken += _period(kind, match, question)
    return tuple(sorted(taken, key=lambda period: period.begin))


def _period(kind: str, match: re.Match[str], question: str) -> Iterator[Period]:
    part: Callable[[str], int] = lambda name: _number(match, name)  # noqa: E731
    year = part("y")
    try:
        match kind:
            case "day" | "yearless":
                first = last = date(year or 2000, part("m"), part("d"))
            case "month":
                first, last = date(year, part("m"), 1), date(year, part("m"), monthrange(year, part("m"))[1])
            case "years" | "stage":
                first, last = date(year, 1, 1), date(part("z"), 12, 31)
            case "before":
                first, last = EARLIEST, date(year, 1, 1) - timedelta(1)
            case "after":
                first, last = date(year + 1, 1, 1), LATEST
            case "since":
                first, last = date(year, 1, 1), LATEST
            case _:
                first, last = date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return
    name = kind if kind in ("target", "stage") else "period"
    begin, end = match.span()
    yield Period(first, last, begin, end, question[begin:end].strip(), name, year_known=kind != "yearless")


def _number(match: re.Match[str], name: str) -> int:
    """A part of a date; months may have names, and forms with two readings name their parts twice."""
    groups = match.groupdict()
    if name == "m" and (month := groups.get("name") or groups.get("name2")):
        return _MONTHS.index(month) + 1
    return int(groups.get(name) or groups.get(f"{name}2") or 0)
