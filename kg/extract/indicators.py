"""Sentences -> reported figures: 8/11 districts, 28 of 34 targets, 92.5 % of files; what is measured, result or target."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kg.extract.dates import NO_YEARS, days
from kg.extract.scan import Scan
from kg.model import Sentence

# "92,5%", "8/11"; never a date, nor the number of a document.
_FIGURE: Final = re.compile(
    r"(?<![\d/.,-])(?:(?P<rate>\d{1,3}(?:[.,]\d{1,2})?)\s?%|(?<!số )(?P<part>\d{1,4})/(?P<whole>\d{1,4})(?![\d/.,%-]))"
)
# "trong (tổng số) 34 chỉ tiêu ..., (đã) đạt 28 chỉ tiêu"
_OF: Final = re.compile(
    r"[Tt]rong (?:tổng số |số )?(\d{1,4}) ([a-zà-ỹđ]+ [a-zà-ỹđ]+)([^.;]{0,80}?),? "
    r"(?:đã |có )?(?:thực hiện |hoàn thành )?(?:đạt |hoàn thành |có )(\d{1,4}) \2"
)
_ANY: Final = re.compile(r"\d\s?%|\d/\d|[Tt]rong (?:tổng số |số )?\d")
# Where what is measured ends; a dot within a number ("27.000") ends nothing.
_CLAUSE: Final = re.compile(r"[;:()“”\"\n]|[.…](?!\d)|,(?=\s)")
_NEXT: Final = re.compile(r"\s(?:và|với|trong đó|đồng thời)\s[^,]{0,24}?\d|\s(?:và|với)$|\s\d[\d.,]*\s?%")
_TO_US: Final = r"[a-zà-ỹđ]"
_ITEM: Final = 3  # words of an item of a list, at the most: "cán bộ, đảng viên, công chức và người lao động của Sở"
_LONGEST: Final = 24  # words of what is measured
_HOURS: Final = 24  # "24/24": round the clock
_UNIT_ENDS: Final = re.compile(r",|\s(?:và|trong|của|thực hiện|đã|được|đạt|có|triển khai|theo|hoàn thành|chứng minh)\s")
_SMALL: Final = 5  # "3/4 thời gian": a fraction, unless things are counted


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
    """Every figure of the form share, m of n, or per cent that says how far something is.

    Rates of change, ranks, limits, votes, what a law grants, and shares of a whole are none.
    """
    out: list[IndicatorMention] = []
    text = scan.doc.text
    for index, sent in enumerate(scan.sentences):
        if not _ANY.search(text, sent.start, sent.end) or scan.where(scan.token_range(sent), "figure-elsewhere"):
            continue
        dated = {(d.start, d.end) for d in days(scan.doc, sent.start, sent.end, years=NO_YEARS)}
        for m in _FIGURE.finditer(text, sent.start, sent.end):
            found = None if m.span() in dated else _figure(scan, index, m)
            if found:
                out.append(found)
        for m in _OF.finditer(text, sent.start, sent.end):
            if int(m[4]) <= int(m[1]):
                name, kind = " ".join((m[2] + m[3]).split()), _kind(scan, sent, m.start())
                out.append(IndicatorMention(m.start(), m.end(), index, name, Decimal(m[4]), Decimal(m[1]), m[2], kind))
    return tuple(out)


def _figure(scan: Scan, index: int, m: re.Match[str]) -> IndicatorMention | None:
    sent, tokens = scan.sentences[index], scan.tokens
    first, last = tokens.at(m.start()), tokens.at(m.end())
    about = scan.word_before(first, "figure-about")
    before = about[0] if about else first
    reached = scan.word_before(before, "figure-reached")
    planned = m["rate"] and scan.word(last, "figure-plan")
    if scan.word_before(before, "figure-not-after") or not planned and scan.word(last, "figure-not-before"):
        return None
    end = _end(scan, m.end(), sent)
    after = scan.doc.text[m.end() : end].strip()
    if reached and (planned or not after or m["rate"] and reached[1].value == "chiếm"):
        name, start = _subject(scan, reached[0], sent), m.start()
    elif re.match(_TO_US, after) and not scan.word(last, "figure-no-noun"):
        name, start = " ".join(after.split()), m.start()
    else:
        return None
    kind = _kind(scan, sent, m.start())
    if not name or len(name.split()) > _LONGEST or "trở lên" in name and kind == "rk-ket-qua":
        return None
    if m["rate"]:
        value = Decimal(m["rate"].replace(",", "."))
        return IndicatorMention(start, m.end(), index, name, value, Decimal(100), "%", kind) if value <= 100 else None
    part, whole = Decimal(m["part"]), Decimal(m["whole"])
    is_month = part <= 12 and 1990 <= whole <= 2060
    counted = whole >= _SMALL or scan.word(last, "figure-unit")
    if part > whole or is_month or not counted or not after or part == whole == _HOURS:
        return None
    unit = _UNIT_ENDS.split(after)[0].strip()
    return IndicatorMention(start, max(end, m.end()), index, name, part, whole, unit, kind)


def _end(scan: Scan, start: int, sent: Sentence) -> int:
    """Where what is counted ends: with its clause, or before the next figure; a list of short items goes on."""
    text, begun = scan.doc.text, start
    for mark in _CLAUSE.finditer(text, start, sent.end):
        item = text[begun : mark.start()]
        rest = text[mark.end() : mark.end() + 40]
        if mark.group() != "," or len(item.split()) > _ITEM or re.match(rf"\s(?!{_TO_US})", rest) or not item.strip():
            end = mark.start()
            break
        if scan.word(scan.tokens.at(mark.end()), "figure-reached", "figure-not-after", "figure-about", "figure-lead"):
            end = mark.start()
            break
        begun = mark.end()
    else:
        end = sent.end
    following = _NEXT.search(text, start, end)
    return following.start() if following else end


def _subject(scan: Scan, at: int, sent: Sentence) -> str:
    """What stands before the verb at a token, in its clause or the one before: "thu ngân sách đạt 7.925 tỷ, đạt 71,4%"."""
    tokens, text = scan.tokens, scan.doc.text
    starts = [
        tokens.at(sent.start),
        *(tokens.at(m.end()) for m in _CLAUSE.finditer(text, sent.start, tokens.starts[at])),
    ]
    stop = at
    while starts:
        first = starts.pop()
        while first < stop and (lead := scan.word(first, "figure-lead")):
            first = lead[0]
        verb = next((i for i in range(first, stop) if _says_figure(scan, i)), stop)
        listed = bool(starts) and tokens.words[first - 1] == "," and verb - first <= _ITEM and verb == stop
        if verb > first and not listed:
            name = " ".join(text[tokens.starts[first] : tokens.ends[verb - 1]].split()).strip(" ,")
            return name if len(name.split()) > 1 and not any(map(str.isdigit, name)) else ""
        stop = stop if listed else verb
    return ""


def _says_figure(scan: Scan, i: int) -> bool:
    """Whether a verb stands at a token with its figure: "đạt 7.925 tỷ", "tăng 5%"."""
    verb = scan.word(i, "figure-reached", "figure-not-after")
    return verb is not None and verb[0] < len(scan.tokens) and scan.tokens.words[verb[0]][0].isdigit()


def _kind(scan: Scan, sent: Sentence, start: int) -> str:
    """Whether a figure is aimed at: the sentence says so before it, or right after it ("trở lên")."""
    lo, at = scan.tokens.at(sent.start), scan.tokens.at(start)
    aimed = scan.where(range(lo, at), "target") or scan.where(range(at, at + 6), "target-after")
    return "rk-muc-tieu" if aimed else "rk-ket-qua"
