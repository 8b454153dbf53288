"""Sentences -> events: a day, a kind, what the text calls it, who chaired and who attended."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Final

from kg.extract.chunks import Chunk
from kg.extract.citations import DocumentMention
from kg.extract.dates import Day, Years, days
from kg.extract.people import NameMention
from kg.extract.scan import Scan
from kg.extract.titles import title_end
from kg.model import Sentence
from kg.text import sentence_of

_SHORT_NAME: Final = 4  # tokens; a shorter name says too little
_NAME_STOPS: Final = ("event-name-ends", "event-told", "chairs", "holds")
_DAY_IN_NAME: Final = re.compile(
    r"\s(?:vào |hôm |lúc )?(?:sáng|trưa|chiều|tối|ngày|hôm nay|hôm qua)(?: ngày)? \d|\shôm (?:nay|qua)"
)
_ROLES: Final = ("chairs", "attends")
_LEAD_SENTENCES: Final = 6  # the event an article is about is dated among its first sentences
_DIGIT: Final = re.compile(r"\d\s?(?:[/.-]|tháng)\s?\d|\d\s+tháng")
# Days of an anniversary: a span of two full dates in brackets, or "hằng năm" after the day.
_SPAN_BEGINS: Final = re.compile(r"\s*[-–]\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\s*\)")
_SPAN_ENDS: Final = re.compile(r"[/.-]\d{4}\s*[-–]\s*$")
_YEARLY: Final = re.compile(r"\s*(?:hằng|hàng) năm")
_OF_YEAR: Final = re.compile(r"\s(?:(?:đầu|giữa|cuối) )?năm (20\d\d)(?!\d|\s?[-–]\s?\d)")
_CLAUSE: Final = re.compile(r"[;.\n]")


@dataclass(frozen=True, slots=True)
class EventMention:
    """An event told in a sentence; `day` may be unknown (a congress), `main`: what the article is about."""

    start: int
    end: int
    sentence: int
    kind: str
    name: str
    day: Day
    main: bool
    chairs: tuple[NameMention, ...] = ()
    attendees: tuple[NameMention, ...] = ()
    organiser: int = -1  # first token of the agency chunk that organises it
    rule: str = "event"


def events(
    scan: Scan, chunks: tuple[Chunk, ...], cited: tuple[DocumentMention, ...], years: Years
) -> tuple[EventMention, ...]:
    """The dated events of an article, one per day and kind; the first is its main event."""
    out: list[EventMention] = []
    seen: set[tuple[int, int, int]] = set()
    named = _named_after_a_year(scan)
    body = [k for k, s in enumerate(scan.sentences) if scan.doc.blocks[s.block].kind != "title"]
    for index in body:
        sent = scan.sentences[index]
        if not _DIGIT.search(scan.doc.text, sent.start, sent.end):
            continue
        for day in days(scan.doc, sent.start, sent.end, years=years):
            if any(
                d.start <= day.start < d.end + 4 or d.issued == day.date and day.year_said
                for d in cited
                if d.sentence == index
            ):
                continue
            if _remembered(scan, day):
                continue
            key = (day.year, day.month, day.day)
            main = not out and index in body[:_LEAD_SENTENCES]
            mention = None if key in seen else _event(scan, chunks, index, day, main)
            if mention:
                seen.add(key)
                out.append(mention)
    return tuple(_with_people(scan, chunks, m) for m in sorted(out + named, key=lambda m: (not m.main, m.start)))


def _named_after_a_year(scan: Scan) -> list[EventMention]:
    """Events of which only the year is told: "Tuần lễ chuyển đổi số năm 2022", the caption "Ra mắt IOC huyện X cuối năm 2022"."""
    out: dict[tuple[str, int], EventMention] = {}
    for i in scan.where(range(len(scan.tokens)), "event-of-year", "event-launches"):
        index = sentence_of(scan.sentences, scan.tokens.starts[i])
        if index is None:
            continue
        sent = scan.sentences[index]
        launched = scan.word(i, "event-launches")
        first = scan.tokens.at(sent.start) == i
        if launched and not (first and _is_caption(scan, sent)) or not launched and not _held(scan, i):
            continue
        end = title_end(scan, scan.tokens.starts[i], sent.end)
        year = _OF_YEAR.search(scan.doc.text, scan.tokens.ends[i], sent.end if launched else end)
        noun = launched or scan.word(i, "event-of-year")
        if noun and year and (not launched or year.end() == sent.end):
            name = _name(scan, i, year.start() if launched else year.end(), ())
            day = Day(year.start(), year.end(), int(year[1]), 0, 0, year_said=True)
            out[name.casefold(), day.year] = EventMention(
                sent.start, sent.end, index, noun[1].value, name[0].upper() + name[1:], day, False, rule="event-of-year"
            )
    return list(out.values())


def _held(scan: Scan, i: int) -> bool:
    """Whether the event named at token i took place: "tổ chức thành công “Tuần lễ ...”"."""
    quoted = i > 0 and scan.tokens.words[i - 1] in "\"'“‘"
    held = scan.word_before(i - quoted, "event-held")
    return held is not None and scan.word_before(held[0], "event-ahead") is None


def _is_caption(scan: Scan, sent: Sentence) -> bool:
    return scan.doc.blocks[sent.block].kind == "caption" or scan.doc.text[sent.end - 1] not in ".!?…"


def _event(scan: Scan, chunks: tuple[Chunk, ...], index: int, day: Day, main: bool) -> EventMention | None:
    """The event beside a day: its noun in the same clause, else (for the main event) its verb."""
    sent, tokens = scan.sentences[index], scan.tokens
    lo, hi = tokens.at(sent.start), tokens.at(sent.end)
    at = tokens.at(day.end)
    nouns = (scan.word(i, "event-noun") for i in range(max(lo, at - 12), at))
    spoken_of = any(noun and noun[1].value != "et-khac" for noun in nouns)
    first = tokens.at(day.start)
    placed = bool(scan.where(range(max(lo, first - 9), first), "takes-place"))
    if _past_perfect(scan, day) and not (spoken_of or placed and day.until):
        return None
    clause = _CLAUSE.search(scan.doc.text, day.end, sent.end)
    stop = tokens.at(clause.start()) if clause else hi
    opens = first - lo <= 4 or first - 2 >= lo and tokens.words[first - 2] in ",-–"
    near = range(at, min(stop, at + (60 if main else 26 if opens else 14)))
    back = range(lo, at) if main or placed else range(max(lo, at - 14), at)
    for span, category in ((near, "event-noun"), (back, "event-noun"), (near, "event-verb")):
        if category == "event-verb" and not main:
            continue
        for i in scan.where(span, category):
            noun = scan.word(i, category)
            if noun and not (noun[1].value == "et-khac" and scan.word(noun[0], "event-noun")):
                name = _name(scan, i, title_end(scan, tokens.starts[i], sent.end), chunks)
                organiser = next(
                    (
                        c.start
                        for c in chunks
                        if c.kind == "agency" and lo <= c.start < i and scan.word(c.end, "organises")
                    ),
                    -1,
                )
                return EventMention(
                    sent.start,
                    sent.end,
                    index,
                    noun[1].value,
                    name[0].upper() + name[1:],
                    day,
                    main,
                    organiser=organiser,
                )
    if not main:
        return None
    return EventMention(sent.start, sent.end, index, "et-khac", _headline(scan), day, main, rule="event-of-lead")


def _name(scan: Scan, i: int, end: int, chunks: tuple[Chunk, ...]) -> str:
    """The name of the event whose noun is token i: it ends before what is told of it, "diễn ra", "sáng 6/2".

    A name of a few words, "Đến thăm, làm việc", goes on as far as the body, place or person that comes next.
    """
    tokens, text = scan.tokens, scan.doc.text
    stop = next((k for k in range(i + 1, tokens.at(end)) if scan.word(k, "event-name-ends")), tokens.at(end))
    if stop - i < _SHORT_NAME:
        stop = _with_whom(scan, i, stop, chunks)
    name = text[tokens.starts[i] : tokens.ends[stop - 1]]
    if (day := _DAY_IN_NAME.search(name)) and day.start():
        name = name[: day.start()]
    return " ".join(name.split()[:30])


def _with_whom(scan: Scan, i: int, stop: int, chunks: tuple[Chunk, ...]) -> int:
    """Where a name of a few words ends with the body, place or person that it goes on to: "Buổi làm việc với Sở Y tế"."""
    at = bisect_left(chunks, i + 1, key=lambda c: c.start)
    for c in chunks[at:]:
        word = scan.tokens.words[c.start]
        listed = word == "," and not scan.word(c.start + 1, "event-verb", "event-noun")
        if c.start >= i + _SHORT_NAME + 8 or word in ".;:()" or listed or scan.word(c.start, *_NAME_STOPS):
            break
        if c.kind in ("agency", "place", "person", "role") and c.start >= stop:
            return c.end
    return stop


def _remembered(scan: Scan, day: Day) -> bool:
    """Whether a day is one that returns each year, or a holiday: "kỷ niệm 92 năm (21/6/1925 - 21/6/2017)", "26/12 hằng năm"."""
    before, after = scan.doc.text[max(0, day.start - 16) : day.start], scan.doc.text[day.end : day.end + 16]
    holiday = scan.word_before(scan.tokens.at(day.start), "holiday") is not None
    return holiday or bool(_SPAN_BEGINS.match(after) or _SPAN_ENDS.search(before) or _YEARLY.match(after))


def _past_perfect(scan: Scan, day: Day) -> bool:
    """Whether the day is a term or a span rather than when something took place: "từ ngày 1/7", "trước ngày 30/6", "đến 31/12"."""
    before = scan.doc.text[max(0, day.start - 18) : day.start].casefold()
    return bool(
        re.search(
            r"(?:trước|kể từ|từ|đến|hết|tới|sau|hạn|chậm nhất|sinh|thành lập)\s+(?:ngày\s+|hết ngày\s+)?$", before
        )
    )


def _headline(scan: Scan) -> str:
    title = " ".join(scan.doc.title.split())
    return title or "Sự kiện"


def _with_people(scan: Scan, chunks: tuple[Chunk, ...], event: EventMention) -> EventMention:
    chairs: list[NameMention] = []
    attendees: list[NameMention] = []
    everyone = [c for c in chunks if c.kind == "person"]
    starts = [c.start for c in everyone]
    for index, sent in enumerate(scan.sentences):
        own = index == event.sentence
        if not own and (not event.main or _of_another(scan, index, event)):
            continue
        tokens = scan.token_range(sent)
        people = everyone[bisect_left(starts, tokens.start) : bisect_left(starts, tokens.stop)]
        if not people:
            continue
        verbs = [(i, w) for i in scan.where(tokens, *_ROLES) if (w := scan.word(i, *_ROLES))]
        if own or verbs:
            attendees += [c.value for c in people if isinstance(c.value, NameMention)]
        for i, word in verbs:
            if scan.word(i, "chairs"):
                chairs += _chairs(scan, event, people, i, word[0], tokens.start)
    return replace(event, chairs=_unique(chairs), attendees=_unique(attendees))


def _of_another(scan: Scan, index: int, event: EventMention) -> bool:
    """Whether a sentence tells of another event of that day: "Chiều cùng ngày, ...", "Trước đó, ..."."""
    first = scan.token_range(scan.sentences[index]).start
    return index < event.sentence or scan.word(first, "another-event") is not None


def _chairs(scan: Scan, event: EventMention, people: list[Chunk], i: int, end: int, lo: int) -> list[NameMention]:
    """Who chairs: the people before the verb back to the last stop, or after "chủ trì của"; a drafting task is no chair.

    Of the event that the article is about, "Đồng chí X chủ trì." without an object tells the chair too.
    """
    led = scan.word(end, "issued-by")
    if led:
        return [c.value for c in people if isinstance(c.value, NameMention) and end < c.start <= end + 14][:1]
    after = scan.tokens.norms[end : end + 2]
    if (
        not after
        or not any(scan.word(k, "event-noun", "event-verb") for k in range(end, min(end + 6, len(scan.tokens))))
        and not _passive(scan, people, i, lo)
        and not (after[0] == "." and event.main)
    ):
        return []
    before = [c for c in people if c.end <= i]
    if not before:
        return []
    out = [before[-1]]
    for c in reversed(before[:-1]):
        gap = scan.tokens.words[c.end : out[-1].start]
        if ";" in gap or "." in gap:
            out.append(c) if ";" in gap else None
            continue
        out.append(c)
    return [c.value for c in reversed(out) if isinstance(c.value, NameMention)]


def _passive(scan: Scan, people: list[Chunk], i: int, lo: int) -> bool:
    """ "... hội nghị do đồng chí X chủ trì": the noun stands before."""
    return any(scan.word(k, "event-noun") for k in range(lo, i))


def _unique(people: list[NameMention]) -> tuple[NameMention, ...]:
    return tuple({p.name: p for p in people}.values())
