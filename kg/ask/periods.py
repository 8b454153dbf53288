"""A question's text in, the stretches of time that it names out, each from a first to a last day."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
_QUARTERS: Final = ("i", "ii", "iii", "iv")
_PARTS: Final = {
    "on": r"(?:(?:ngay|hom|sang|trua|chieu|toi|dem)\s+){0,2}",
    "when": r"(?:ngay|hom|sang|trua|chieu|toi|dem)\s+",
    "d": r"(?P<d>\d{1,2})",
    "m": r"(?P<m>\d{1,2})",
    "y": r"(?P<y>(?:19|20)\d\d)",
    "name": rf"(?P<name>{'|'.join(_MONTHS)})",
    "th": r"(?:st|nd|rd|th)?",
    "of": r"\s*(?:nam\s+|[,/-]\s*)",
}
# How days, months and years are written, with an example; earlier forms win. What names no year is "yearless".
_FORMS: Final = (
    ("day", r"{on}{y}-(?P<m>\d\d)-(?P<d>\d\d)"),  # 2021-09-27
    ("day", r"{on}{d}\s*[/.-]\s*{m}\s*[/.-]\s*{y}"),  # ngày 27-9-2021, 27/9/2021
    ("day", r"{on}{d}\s+thang\s+{m}{of}{y}"),  # ngày 27 tháng 9 năm 2021
    ("day", r"{d}{th}\s+{name},?\s+{y}"),  # on 27 September 2021
    ("day", r"{name}\s+{d}{th},?\s+{y}"),  # on September 27, 2021
    ("yearless day", r"{when}(?:ngay\s+)?{d}\s*[/-]\s*{m}"),  # ngày 27-9, chiều 27/9
    ("yearless day", r"{on}{d}\s+thang\s+{m}"),  # 27 tháng 9
    ("yearless day", r"{d}{th}\s+{name}"),  # 27 September
    ("half", r"(?:6\s+thang|sau\s+thang|nua)\s+(?P<half>dau|cuoi)\s+(?:nam\s+)?{y}"),  # 6 tháng đầu năm 2021
    ("half", r"(?:the\s+)?(?P<half>first|second)\s+half\s+of\s+{y}"),  # the first half of 2021
    ("quarter", r"quy\s+(?P<q>iv|i{1,3}|[1-4]){of}{y}"),  # quý III năm 2021
    ("month", r"thang\s+{m}{of}{y}"),  # tháng 9/2021
    ("month", r"{name}\s+{y}"),  # September 2021
    ("yearless day", r"{name}\s+{d}{th}"),  # May 3
    ("yearless month", r"thang\s+{m}"),  # tháng 9
    ("yearless month", r"{name}"),  # September
    ("year", r"(?:(?:dau|cuoi|giua)\s+)?(?:cac\s+)?nam\s+{y}"),  # cuối năm 2021
    ("year", r"{y}"),  # 2021
)
_FIRST_HALVES: Final = ("dau", "first")


def _pattern(form: str) -> re.Pattern[str]:
    """A form as it stands in a text; never within a document's number ("05/2022/TT-BYT") or a share ("28/34")."""
    for name, part in _PARTS.items():
        form = form.replace(f"{{{name}}}", part)
    return re.compile(rf"(?<![\w/])(?:{form})(?![\w/]|-(?!(?:19|20)\d\d\b)\w)")


_PATTERNS: Final = tuple((kind, _pattern(form)) for kind, form in _FORMS)
# What stands between the two ends of a stretch, before it, and before a day or year that ends or begins one.
_TO: Final = re.compile(r"\s*(?:-|–|\b(?:den|toi|and|to|until|va)\b)\s*(?:het\s+)?")
_FROM: Final = re.compile(r"\b(?:tu|giua|between|from)\s+$")
_STAGE: Final = re.compile(r"\b(?:giai\s+doan|nhiem\s+ky)\s+$")
_BEFORE: Final = re.compile(r"\b(?:truoc|before)\s+$")
_AFTER: Final = re.compile(r"\b(?:sau|after)\s+$")
_SINCE: Final = re.compile(r"\b(?:ke\s+tu|tu|since|from)\s+$")
_UNTIL: Final = re.compile(r"\b(?:den|toi|until|to|by)\s+(?:het\s+)?$")
_ONWARDS: Final = re.compile(r"\s+(?:den\s+nay|tro\s+di|to\s+now|onwards)\b")
_LEAD: Final = re.compile(r"\b(?:vao|trong|hoi|khoang|luc|dip|dot|on|in|during)\s+$")
_AIM: Final = re.compile(r"\b(?:tam\s+nhin|dinh\s+huong|vision|orientation)(?:\s+(?:den|to))?(?:\s+nam)?\s+$")


def find(question: str) -> tuple[Period, ...]:
    """The periods of a question, in order. An impossible day ("31/2") is none."""
    plain = folded(question)
    points = list(_points(plain))
    found: list[Period] = []
    while points:
        point = points.pop(0)
        if points and (stretch := _stretch(point, points[0], plain)):
            points.pop(0)
            found.append(stretch)
        elif not _is_open(point):
            found.append(_alone(point, plain))
    return tuple(replace(period, text=question[period.begin : period.end].strip()) for period in found)


def _points(plain: str) -> list[Period]:
    """The days, months and years of a text, in order; `text` holds the kind of form."""
    taken: list[Period] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            if all(match.end() <= other.begin or match.start() >= other.end for other in taken):
                taken += _point(kind, match)
    return sorted(taken, key=lambda point: point.begin)


def _point(kind: str, match: re.Match[str]) -> Iterator[Period]:
    part = {name: value or "" for name, value in match.groupdict().items()}
    year, day = int(part.get("y") or 2000), int(part.get("d") or 1)
    month = _MONTHS.index(part["name"]) + 1 if part.get("name") else int(part.get("m") or 1)
    try:
        match kind.removeprefix("yearless "):
            case "day":
                first = last = date(year, month, day)
            case "month":
                first, last = _months(year, month, 1)
            case "quarter":
                quarter = int(part["q"]) if part["q"].isdigit() else _QUARTERS.index(part["q"]) + 1
                first, last = _months(year, 3 * quarter - 2, 3)
            case "half":
                first, last = _months(year, 1 if part["half"] in _FIRST_HALVES else 7, 6)
            case _:
                first, last = _months(year, 1, 12)
    except ValueError:
        return
    yield Period(first, last, *match.span(), kind, year_known=not kind.startswith("yearless"))


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    """The first and the last day of `count` months."""
    end = month + count - 1
    return date(year, month, 1), date(year, end, monthrange(year, end)[1])


def _is_open(point: Period) -> bool:
    """Whether it is a month of no year: no period by itself."""
    return point.text == "yearless month"


def _stretch(one: Period, other: Period, plain: str) -> Period | None:
    """The stretch from one point to another; the first takes the year of the second where it names none."""
    between = _TO.fullmatch(plain, one.end, other.begin)
    if not between or not other.year_known:
        return None
    listed = between[0].split()[:1] in (["va"], ["and"])
    if listed and not _FROM.search(plain, 0, one.begin) and one.text != "year":
        return None
    first = one.first if one.year_known else one.first.replace(year=other.first.year)
    if first > other.last:
        return None
    stage = _begin(_STAGE, one, plain)
    begin = min(stage, _begin(_FROM, one, plain))
    return Period(
        first, other.last, _begin(_LEAD, begin, plain), other.end, "", "stage" if stage < one.begin else "period"
    )


def _alone(point: Period, plain: str) -> Period:
    """A point with the words around it that make it a stretch: before, after, since, until."""
    end = found.end() if (found := _ONWARDS.match(plain, point.end)) else point.end
    kind, first, last, begin = "period", point.first, point.last, point.begin
    if point.year_known:
        if (begin := _begin(_BEFORE, point, plain)) < point.begin:
            first, last = EARLIEST, point.first - timedelta(1)
        elif (begin := _begin(_AFTER, point, plain)) < point.begin:
            first, last = point.last + timedelta(1), LATEST
        elif (begin := _begin(_SINCE, point, plain)) < point.begin:
            last = LATEST
        elif (
            point.text == "year"
            and (begin := min(_begin(_UNTIL, point, plain), _begin(_AIM, point, plain))) < point.begin
        ):
            kind = "target"
    return Period(first, last, _begin(_LEAD, begin, plain), end, "", kind, year_known=point.year_known)


def _begin(pattern: re.Pattern[str], point: Period | int, plain: str) -> int:
    """Where the words before a point begin, or the point itself."""
    at = point if isinstance(point, int) else point.begin
    found = pattern.search(plain, 0, at)
    return found.start() if found else at
