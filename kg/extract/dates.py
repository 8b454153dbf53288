"""Text -> days as the text names them, with the year where it is said, else the year the article supports."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from kg.model import Document

# "27-9", "11/1", "22.4", "9/6/2017", "ngày 2 tháng 9 năm 2021", "ngày 26 tháng 11"; never a fraction, a score or
# "24/7". Days in a row share a month: "13-15/10/2020", "từ ngày 8 đến 13-3", "hai ngày 14 và 15/10".
_DAY: Final = re.compile(
    r"(?<![\d/.,-])(?:(?P<f>0?[1-9]|[12]\d|3[01])\s?(?:[-–]|đến|và)\s?(?:(?:hết )?ngày\s)?)?"
    r"(?P<d>0?[1-9]|[12]\d|3[01])\s?(?:(?P<s>[/.-])\s?(?P<m>0?[1-9]|1[0-2])(?:(?P=s)\s?(?P<y>(?:19|20)\d\d))?"
    r"|\s+tháng\s+(?P<m2>0?[1-9]|1[0-2])(?:\s*,?\s*(?:năm\s+)?(?P<y2>(?:19|20)\d\d))?)(?![\d/]|[.,]\d|-\d(?!\d?/\d)|\s*%)"
)
# Between the first and the last day of several: "28/11-30/11", "từ ngày 28/11 đến hết ngày 2/12".
_UNTIL: Final = re.compile(r"\s?(?:[-–]|đến|tới)\s?(?:hết )?(?:ngày )?")
# What must stand before a day without a year for it to be one.
_LEAD: Final = re.compile(
    r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|khuya|rạng sáng|từ|đến|và|mùng|mồng|qua|vào|\d\s*[–-]|\d,)"
    r"[\s(]*(?:nay|qua|kia)?[\s(,]*(?:ngày\s*)?$",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?<![\d/-])(?:[Nn]ăm\s+)?(20[0-3]\d|19[4-9]\d)(?![\d/]|\s*[-–]\s*(?:20)?\d\d)")
_QUARTER: Final = re.compile(r"[Qq]uý\s+(?:[IV]+|[1-4])\s?[/-]\s?(20[0-3]\d)(?!\d)")  # "quý I/2025"
# "tháng 7/2022", "tháng 7 năm 2022", "tháng 7-2022": a month with its year.
_MONTH: Final = re.compile(
    r"tháng\s+(?P<m>0?[1-9]|1[0-2])(?:\s?[/-]\s?|,?\s+năm\s+)(?P<y>20[0-3]\d)(?!\d)", re.IGNORECASE
)
_NOT_NOW: Final = re.compile(
    r"(?:đến|tới|giai đoạn|tầm nhìn|hướng|từ|khóa|sn|sinh|luật[^.]*|(?:nhiệm|thời) kỳ|trước|sau|so với|kể từ|hết"
    r"|(?<!tháng )(?:cuối|đầu))\s*$"
)
# In January and February "năm 2018" may well be the year that ended; a plan is of the year that began.
_PLANNED: Final = re.compile(r"(?:nhiệm vụ|kế hoạch|phương hướng|mục tiêu|chương trình|dự toán|chỉ tiêu)[^.,;]{0,40}$")
_WINTER: Final = 2  # months
# After a month with its year: a step of somebody's career.
_STEP: Final = re.compile(
    r"[^.;]{0,60}(?:giữ chức|giữ cương vị|công tác tại|được bổ nhiệm|được bầu|được điều động| là )"
)
_BACK_THEN: Final = re.compile(r"(?:hồi|vào)\s*$")
_PATH_YEAR: Final = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)")
_ELECTION: Final = re.compile(r"bầu cử[^.]{0,60}nhiệm kỳ\s+(20\d\d)\s*[-–]\s*20\d\d")


@dataclass(frozen=True, slots=True)
class Day:
    """A day at text[start:end]; `year_said`: the text gives its year; otherwise the year is inferred or unknown (0).

    Of several days in a row it is the first, and `until` the last in EDTF. Where only a year is known, month and day are 0.
    """

    start: int
    end: int
    year: int
    month: int
    day: int
    year_said: bool
    until: str = ""

    @property
    def date(self) -> date | None:
        """The calendar day, or None where the year is unknown, or all that is known."""
        return date(self.year, self.month, self.day) if self.year and self.month else None

    @property
    def edtf(self) -> str:
        """EDTF level 1: the year qualified with "?" where it was inferred, "XXXX" where nobody can say; "2022" alone."""
        year = f"{self.year:04d}" if self.year else "XXXX"
        inferred = "?" if self.year and not self.year_said else ""
        first = f"{year}{inferred}-{self.month:02d}-{self.day:02d}" if self.month else f"{year}{inferred}"
        return f"{first}/{self.until}" if self.until else first


def days(doc: Document, start: int, end: int, *, years: Years) -> list[Day]:
    """The days named in text[start:end], in text order.

    An impossible day ("31/2") is none. A decimal with a dot ("9.6") is a day only after a word that announces one.
    Days in a row ("từ 28/11 đến 2/12") are one.
    """
    found: list[Day] = []
    for match in _DAY.finditer(doc.text, start, end):
        said = match["y"] or match["y2"]
        month, day = int(match["m"] or match["m2"]), int(match["d"])
        lead = doc.text[max(start, match.start() - 16) : match.start()]
        if not said and not match["m2"] and not _LEAD.search(lead) or not _possible(int(said or 2024), month, day):
            continue
        which = int(said) if said else years.of(month, day)
        if not _possible(which or 2024, month, day):
            continue
        here = Day(match.start(), match.end(), which, month, day, bool(said))
        first = _first_of(here, int(match["f"])) if match["f"] else here
        if found and _UNTIL.fullmatch(doc.text, found[-1].end, match.start()) and not found[-1].year_said:
            first = replace(found.pop(), end=here.end, year=which, year_said=here.year_said, until=here.edtf)
            if (first.month, first.day) > (month, day) and which:
                first = replace(first, year=which - 1)
        found.append(first)
    return found


def _first_of(last: Day, first: int) -> Day:
    """The first of days in a row of which the last is given whole; "28 - 2/10" began in the month before."""
    year, month = last.year, last.month
    if first > last.day:
        year, month = (year, month - 1) if month > 1 else (year and year - 1, 12)
    if not _possible(year or 2024, month, first):
        return last
    return Day(last.start, last.end, year, month, first, last.year_said, last.edtf)


@dataclass(frozen=True, slots=True)
class Years:
    """What is known of the year an article speaks in.

    Its day of publication, full dates of its latest year, a bare year, a coming election; `said` is the year of the
    folder or file where that has one; `planned`: the latest year that plans are told for; `past`: the latest full date
    that is not a deadline.
    """

    published: date | None = None
    full: tuple[date, ...] = ()
    said: int = 0
    election: int = 0
    past: date | None = None
    planned: int | None = None

    def of(self, month: int, day: int) -> int:
        """The year of a day without one, or 0 where the article supports none.

        Published articles tell of the days before (and a few weeks ahead); else a full date within two months of the
        day, or an election to come, or a bare "năm 2021" that speaks of the present, gives the year. A year that would
        put the day long before what the text tells of as past counts only where no other speaks.
        """
        if self.published:
            return _nearest(self.published, month, day)
        close = [
            (gap, d.year + shift)
            for d in self.full
            for shift in (0, -1, 1)
            if (gap := _gap(d, d.year + shift, month, day)) <= 62
        ]
        told = [(gap, year) for gap, year in close if not self.past or date(year, month, day) >= self.past - _LATELY]
        if told or close and not (self.election or self.said):
            close = told or close
            return min(close, key=lambda found: (found[0], -found[1]))[1]
        if self.election or self.planned is None or month > _WINTER:
            return self.election or self.said
        return self.said if self.said <= self.planned else 0


_LATELY: Final = timedelta(days=14)
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
    dated = [
        (date(int(m["y"] or m["y2"]), int(m["m"] or m["m2"]), int(m["d"])), _is_deadline(doc.text, m))
        for m in _DAY.finditer(doc.text)
        if (m["y"] or m["y2"])
        and int(m["y"] or m["y2"]) >= 2000
        and _possible(int(m["y"] or m["y2"]), int(m["m"] or m["m2"]), int(m["d"]))
    ]
    full = {day for day, _ in dated}
    full |= {
        date(int(m["y"]), int(m["m"]), 15)
        for m in _MONTH.finditer(doc.text)
        if not _NOT_NOW.search(_before(doc.text, m)) and not _STEP.match(doc.text, m.end())
    }
    told = max((day for day, deadline in dated if not deadline), default=None)
    latest = told.year if told else max((d.year for d in full), default=0)
    said = [int(m[1]) for m in _QUARTER.finditer(doc.text) if not _NOT_NOW.search(_before(doc.text, m))]
    named = [m for m in _YEAR.finditer(doc.text) if _speaks_of_now(doc.text, m) and int(m[1]) >= latest]
    said += [int(m[1]) for m in named]
    planned = [int(m[1]) for m in named if _PLANNED.search(doc.text[max(0, m.start() - 60) : m.start()].casefold())]
    full = {day for day in full if day.year >= latest - 1}
    bid = int(election[1]) if election else 0
    return Years(None, tuple(sorted(full)), max(said, default=0), bid, told, max(planned, default=0))


def _speaks_of_now(text: str, match: re.Match[str]) -> bool:
    """Whether a bare year is the article's: "năm 2021", "6 tháng đầu năm 2021", not "đến năm 2025", "hồi năm 2019"."""
    before = _before(text, match)
    if _NOT_NOW.search(before) or _BACK_THEN.search(before):
        return False
    return match.group().casefold().startswith("năm") and int(match[1]) >= 2000


def _is_deadline(text: str, match: re.Match[str]) -> bool:
    """Whether a full date is ahead, or may be: "trước ngày 31/12/2025", "đến 30/6/2025"."""
    return bool(_NOT_NOW.search(_before(text, match).removesuffix("ngày ")))


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 22) : match.start()].casefold()
