"""Text -> days as the text names them, with the year where it is said, else the year the article supports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.model import Document

# "27-9", "11/1", "22.4", "9/6/2017", "ngày 2 tháng 9 năm 2021", "ngày 26 tháng 11"; never a fraction, a score or "24/7".
_DAY: Final = re.compile(
    r"(?<![\d/.,-])(?P<d>0?[1-9]|[12]\d|3[01])\s?(?:(?P<s>[/.-])\s?(?P<m>0?[1-9]|1[0-2])(?:(?P=s)\s?(?P<y>(?:19|20)\d\d))?"
    r"|\s+tháng\s+(?P<m2>0?[1-9]|1[0-2])(?:\s*,?\s*(?:năm\s+)?(?P<y2>(?:19|20)\d\d))?)(?![\d/]|[.,-]\d|\s*%)"
)
# What must stand before a day without a year for it to be one.
_LEAD: Final = re.compile(
    r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|khuya|rạng sáng|từ|đến|và|mùng|mồng|qua|vào|\d|[–-]|,|\()[\s(]*(?:nay|qua|kia)?[\s(,]*(?:ngày\s*)?$",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?<![\d/-])(?:năm\s+)?(20[0-3]\d|19[4-9]\d)(?![\d/]|\s*[-–]\s*(?:20)?\d\d)")
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
        return f"{f'{self.year:04d}' if self.year else 'XXXX'}{'' if self.year_said or not self.year else '?'}-{self.month:02d}-{self.day:02d}"


def days(doc: Document, start: int, end: int, *, year: int) -> list[Day]:
    """The days named in text[start:end]; `year` is the article's (0: unknown) for those without one.

    An impossible day ("31/2") is none. A decimal with a dot ("9.6") is a day only after a word that announces one.
    """
    found: list[Day] = []
    for match in _DAY.finditer(doc.text, start, end):
        said = match["y"] or match["y2"]
        month, day = int(match["m"] or match["m2"]), int(match["d"])
        lead = doc.text[max(start, match.start() - 16) : match.start()]
        if not said and not match["m2"] and not _LEAD.search(lead):
            continue
        which = int(said) if said else year
        if _possible(which or 2024, month, day):
            found.append(Day(match.start(), match.end(), which, month, day, bool(said)))
    return found


def _possible(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def article_year(doc: Document) -> int:
    """The year an article speaks in, or 0: of its publication, else of a full date, a bare "năm 2021", a coming election.

    Years inside ranges ("2020 - 2025"), numbers of documents and anniversaries do not count; the latest that is left does.
    """
    if doc.published:
        return doc.published.year
    election = _ELECTION.search(doc.text)
    if election:
        return int(election[1])
    full = [int(m["y"] or m["y2"]) for m in _DAY.finditer(doc.text) if (m["y"] or m["y2"]) and not _cited(doc.text, m.start())]
    if full:
        return max(full)
    said = [int(m[1]) for m in _YEAR.finditer(doc.text) if _speaks_of_now(doc.text, m)]
    return max(said) if said else 0


def _cited(text: str, at: int) -> bool:
    """Whether a date is a document's ("Nghị quyết số 18 ngày 25/10/2017") or a memorial one ("30.4.1975")."""
    before = text[max(0, at - 60) : at]
    return bool(re.search(r"(?:số\s+\S+|[A-ZĐ]{2,}\S*),?\s*(?:ngày|ra ngày)?\s*$", before)) or before.rstrip().endswith("(")


def _speaks_of_now(text: str, match: re.Match[str]) -> bool:
    """Whether a bare year is the article's: "năm 2021", "trong năm 2021", not "đến năm 2025", "giai đoạn 2021", "(SN 1992)"."""
    before = text[max(0, match.start() - 22) : match.start()].casefold()
    if re.search(r"(?:đến|tới|giai đoạn|tầm nhìn|hướng|từ|khóa|sn|sinh|luật[^.]*|kỳ|trước|sau|cuối|đầu|so với|kể từ|hết)\s*$", before):
        return False
    return match.group().startswith("năm") and int(match[1]) >= 2000
