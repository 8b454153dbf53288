"""Sentences -> reported figures: 8/11 districts, 28 of 34 targets, 92.5 % of files; result or target."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kg.extract.dates import NO_YEARS, days
from kg.extract.scan import Scan

# "8/11 huyện, thị xã": a share with a unit after it; never a date, nor "24/7", nor the number of a document.
_SHARE: Final = re.compile(r"(?<![\d/.,-])(?<!số )(\d{1,4})/(\d{1,4})(?![\d/.,-])\s+([a-zà-ỹđ][^.;:(]{2,80})")
# "trong (tổng số) 34 chỉ tiêu ..., (đã) đạt 28 chỉ tiêu"
_OF: Final = re.compile(
    r"[Tt]rong (?:tổng số |số )?(\d{1,4}) ([a-zà-ỹđ]+ [a-zà-ỹđ]+)([^.;]{0,80}?),? "
    r"(?:đã |có )?(?:thực hiện |hoàn thành )?(?:đạt |hoàn thành |có )(\d{1,4}) \2"
)
_PERCENT: Final = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?)\s?%\s+([a-zà-ỹđ][^.;:(,]{4,80})")


_ANY: Final = re.compile(r"\d\s?%|\d/\d|[Tt]rong (?:tổng số |số )?\d")


@dataclass(frozen=True, slots=True)
class IndicatorMention:
    """A figure at text[start:end]: achieved of total (100 for a percentage), its unit or subject, result or target."""

    start: int
    end: int
    sentence: int
    name: str
    achieved: Decimal
    total: Decimal
    unit: str
    kind: str


def indicators(scan: Scan) -> tuple[IndicatorMention, ...]:
    """Every figure of the form share, m of n, or per cent."""
    out: list[IndicatorMention] = []
    for index, sent in enumerate(scan.sentences):
        text = scan.doc.text
        if not _ANY.search(text, sent.start, sent.end):
            continue
        dated = {(d.start, d.end) for d in days(scan.doc, sent.start, sent.end, years=NO_YEARS)}
        kind = "rk-muc-tieu" if _target(scan, index) else "rk-ket-qua"
        for m in _SHARE.finditer(text, sent.start, sent.end):
            if (m.start(1), m.end(2)) in dated or int(m[1]) > int(m[2]) or _month(m):
                continue
            out.append(_made(m, index, m[3], Decimal(m[1]), Decimal(m[2]), m[3].split(",")[0], kind))
        for m in _OF.finditer(text, sent.start, sent.end):
            if int(m[4]) <= int(m[1]):
                out.append(_made(m, index, m[2] + m[3], Decimal(m[4]), Decimal(m[1]), m[2], kind))
        for m in _PERCENT.finditer(text, sent.start, sent.end):
            value = Decimal(m[1].replace(",", "."))
            if value <= 100:
                out.append(_made(m, index, m[2], value, Decimal(100), "%", kind))
    return tuple(out)


def _month(m: re.Match[str]) -> bool:
    """Whether a share is a month with its year: "tháng 12/2021"."""
    return int(m[1]) <= 12 and 1990 <= int(m[2]) <= 2060


def _made(
    m: re.Match[str], index: int, name: str, achieved: Decimal, total: Decimal, unit: str, kind: str
) -> IndicatorMention:
    return IndicatorMention(m.start(), m.end(), index, " ".join(name.split()), achieved, total, unit.strip(), kind)


def _target(scan: Scan, index: int) -> bool:
    return bool(scan.where(scan.token_range(scan.sentences[index]), "target"))
