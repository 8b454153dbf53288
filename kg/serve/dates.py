"""A date as the graph writes it in, the same date as people read it out."""

from __future__ import annotations

import re

_DAY = re.compile(r"(\d{4}|XXXX)(\??)-(\d{2})(?:-(\d{2}))?(~?)")
_YEAR = re.compile(r"(\d{4})([?~]?)")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_INFERRED = {"vi": "năm suy luận", "en": "year inferred"}
_ABOUT = {"vi": "khoảng ", "en": "about "}


def readable(text: str, lang: str) -> str:
    """ "11/01/2021" or "11 Jan 2021" of "2021-01-11"; EDTF's doubts in words; what is none of these as it stands."""
    if "/" in text:
        start, _, end = text.partition("/")
        return f"{_end(start, lang)} – {_end(end, lang)}"
    if found := _DAY.fullmatch(text):
        year, inferred, month, day, rough = found.groups()
        if not 1 <= int(month) <= 12:
            return text
        shown = _vietnamese(year, month, day) if lang == "vi" else _english(year, month, day)
        about = _ABOUT[lang] if rough else ""
        return f"{about}{shown} ({_INFERRED[lang]})" if inferred else f"{about}{shown}"
    if found := _YEAR.fullmatch(text):
        return f"{_ABOUT[lang]}{found[1]}" if found[2] else found[1]
    return text


def _vietnamese(year: str, month: str, day: str | None) -> str:
    parts = [part for part in (day, month, year) if part and part != "XXXX"]
    return "/".join(parts)


def _english(year: str, month: str, day: str | None) -> str:
    parts = [str(int(day)) if day else "", _MONTHS[int(month) - 1], year if year != "XXXX" else ""]
    return " ".join(filter(None, parts))


def _end(text: str, lang: str) -> str:
    return "…" if text in ("..", "") else readable(text, lang)


def position(day: str, *, end: bool = False) -> float:
    """A day, month or year as a number of years: 2021.5 is the middle of 2021; at its end where `end` is set."""
    year, month, date = (*day.split("-"), "", "")[:3]
    if not month:
        return int(year) + (1.0 if end else 0.0)
    if not date:
        return int(year) + (int(month) - (0 if end else 1)) / 12
    return int(year) + (int(month) - 1) / 12 + (int(date) - 1) / 372


def edtf_position(text: str) -> str:
    """The plain day in an EDTF text, for sorting; "" where there is no year."""
    plain = text.replace("?", "").replace("~", "").split("/")[0]
    return plain if re.fullmatch(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", plain) else ""
