"""Text -> days as the text names them, with the year where it is said, else the year the article supports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.model import Document

# "27-9", "11/1", "22.4", "9/6/2017", "ngày 2 tháng 9 năm 2021", "ngày 26 tháng 11"; never a fraction, a score or
# "24/7"; of "28/11-30/11" the first.
_DAY: Final = re.compile(
    r"(?<![\d/.,-])(?P<d>0?[1-9]|[12]\d|3[01])\s?(?:(?P<s>[/.-])\s?(?P<m>0?[1-9]|1[0-2])(?:(?P=s)\s?(?P<y>(?:19|20)\d\d))?"
    r"|\s+tháng\s+(?P<m2>0?[1-9]|1[0-2])(?:\s*,?\s*(?:năm\s+)?(?P<y2>(?:19|20)\d\d))?)(?![\d/]|[.,]\d|-\d(?!\d?/\d)|\s*%)"
)
# What must stand before a day without a year for it to be one.
_LEAD: Final = re.compile(
    r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|khuya|rạng sáng|từ|đến|và|mùng|mồng|qua|vào|\d\s*[–-]|\d,)"
    r"[\s(]*(?:nay|qua|kia)?[\s(,]*(?:ngày\s*)?$",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?<![\d/-])(?:[Nn]ăm\s+)?(20[0-3]\d|19[4-9]\d)(?![\d/]|\s*[-–]\s*(?:20)?\d\d)")
# "tháng 7/2022", "tháng 7 năm 2022", "tháng 7-2022": a month with its year.
_MONTH: Final = re.compile(
    r"tháng\s+(?P<m>0?[1-9]|1[0-2])(?:\s?[/-]\s?|,?\s+năm\s+)(?P<y>20[0-3]\d)(?!\d)", re.IGNORECASE
)
_NOT_NOW: Final = re.compile(
    r"(?:đến|tới|giai đoạn|tầm nhìn|hướng|từ|khóa|sn|sinh|luật[^.]*|(?:nhiệm|thời) kỳ|trước|sau|so với|kể từ|hết"
    r"|(?<!tháng )(?:cuối|đầu))\s*$"
)
_PATH_YEAR: Final = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)")
_ELECTION: Final = re.compile(r"bầu cử[^.]{0,60}nhiệm kỳ\s+(20\d\d)\s*[-–]\s*20\d\d")


@dataclass(frozen=True, slots=True)
class Day:
    """A day at text[start:end]; `year_said`: the text gives its year; otherwise the year is inferred or unknown (0)."""

    start: int
    end: int
    year: int
    month: int
    day: int
    year_said: bool

    @property
    def date(self) -> date | None:
        """The calendar day, or None where the year is unknown."""
        return date(self.year, self.month, self.day) if self.year else None

    @property
    def edtf(self) -> str:
        """EDTF level 1: the year qualified with "?" where it was inferred, "XXXX" where nobody can say."""
        year = f"{self.year:04d}" if self.year else "XXXX"
        inferred = "?" if self.year and not self.year_said else ""
        return f"{year}{inferred}-{self.month:02d}-{self.day:02d}"


def days(doc: Document, start: int, end: int, *, years: Years) -> list[Day]:
    """The days named in text[start:end], in text order.

    An impossible day ("31/2") is none. A decimal with a dot ("9.6") is a day only after a word that announces one.
    """
    found: list[Day] = []
    for match in _DAY.finditer(doc.text, start, end):
        said = match["y"] or match["y2"]
        month, day = int(match["m"] or match["m2"]), int(match["d"])
        lead = doc.text[max(start, match.start() - 16) : match.start()]
        if not said and not match["m2"] and not _LEAD.search(lead) or not _possible(int(said or 2024), month, day):
            continue
        which = int(said) if said else years.of(month, day)
        if _possible(which or 2024, month, day):
            found.append(Day(match.start(), match.end(), which, month, day, bool(said)))
    return found


@dataclass(frozen=True, slots=True)
class Years:
    """What is known of the year an article speaks in.

    Its day of publication, full dates of its latest year, a bare year, a coming election; `said` is the year of the
    folder or file where that has one.
    """

    published: date | None = None
    full: tuple[date, ...] = ()
    said: int = 0
    election: int = 0

    def of(self, month: int, day: int) -> int:
        """The year of a day without one, or 0 where the article supports none.

        Published articles tell of the days before (and a few weeks ahead); else a full date within two months of the
        day, or an election to come, or a bare "năm 2021" that speaks of the present, gives the year.
        """
        if self.published:
            return _nearest(self.published, month, day)
        close = [
            (gap, d.year + shift)
            for d in self.full
            for shift in (0, -1, 1)
            if (gap := _gap(d, d.year + shift, month, day)) <= 62
        ]
        if close:
            return min(close, key=lambda found: (found[0], -found[1]))[1]
        return self.election or self.said


NO_YEARS: Final = Years()


def _gap(full: date, year: int, month: int, day: int) -> int:
    return abs((full - date(year, month, day)).days) if _possible(year, month, day) else 9999


def _nearest(published: date, month: int, day: int) -> int:
    """The year that puts the day at most 300 days before publication, or at most two months after it."""
    for year in (published.year, published.year - 1, published.year + 1):
        if _possible(year, month, day) and -300 <= (date(year, month, day) - published).days <= 62:
            return year
    return published.year


def _possible(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def article_years(doc: Document) -> Years:
    """All that is known of an article's year. Terms ("2020 - 2025"), numbers of documents, anniversaries do not count.

    A collection that is named after its year ("bao-2017/00174.txt") tells it better than years that a text speaks of.
    """
    if doc.published:
        return Years(published=doc.published)
    of_path = {int(year) for year in _PATH_YEAR.findall(doc.source.split("#")[0])}
    if len(of_path) == 1:
        return Years(said=of_path.pop())
    election = _ELECTION.search(doc.text)
    full = {
        date(int(m["y"] or m["y2"]), int(m["m"] or m["m2"]), int(m["d"]))
        for m in _DAY.finditer(doc.text)
        if (m["y"] or m["y2"])
        and int(m["y"] or m["y2"]) >= 2000
        and _possible(int(m["y"] or m["y2"]), int(m["m"] or m["m2"]), int(m["d"]))
    }
    full |= {
        date(int(m["y"]), int(m["m"]), 15)
        for m in _MONTH.finditer(doc.text)
        if not _NOT_NOW.search(_before(doc.text, m))
    }
    latest = max((d.year for d in full), default=0)
    said = [int(m[1]) for m in _YEAR.finditer(doc.text) if _speaks_of_now(doc.text, m) and int(m[1]) >= latest]
    full = {day for day in full if day.year >= latest - 1}
    return Years(None, tuple(sorted(full)), max(said, default=0), int(election[1]) if election else 0)


def _speaks_of_now(text: str, match: re.Match[str]) -> bool:
    """Whether a bare year is the article's: "năm 2021", "6 tháng đầu năm 2021", not "đến năm 2025", "đầu năm 2019"."""
    if _NOT_NOW.search(_before(text, match)):
        return False
    return match.group().casefold().startswith("năm") and int(match[1]) >= 2000


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 22) : match.start()].casefold()
