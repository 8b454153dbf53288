"""Documents that are cited by name: laws and bills, resolutions of congresses and of sessions."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kg.extract.agencies import agency_at
from kg.extract.citations import TERM, YEAR, DocumentMention, number_at, with_tail
from kg.extract.scan import Scan
from kg.extract.titles import title_end
from kg.model import Sentence
from kg.text import norm

_SESSION: Final = re.compile(
    r"\s+(?:Hội nghị\s+)?(?:Trung ương|T\.Ư|TƯ|TW)\s+(?:lần thứ\s+)?(\d{1,2})"
    r"(?:\s*[,(]?\s*\(?[Kk](?:hóa|hoá)\s+\(?([IVX]+)\)?)?"
)
_ROMAN_ORDINAL: Final = re.compile(r"\s*,?\s*(?:lần thứ|khóa|khoá)\s+([IVX]+|\d+)|\s+([IVX]{2,}|V|X)\b")
_CONGRESS: Final = re.compile(r"\s+[Đđ]ại hội(?:\s+đại biểu)?(?:\s+toàn quốc)?")
_PARTY: Final = re.compile(r"\s+(?:của\s+)?Đảng(?:\s+toàn quốc|\s+Cộng sản Việt Nam)?(?!\s*bộ|\s*ủy|\s*viên|\s*đoàn)\b")
_AMENDED: Final = re.compile(r"\s*\(\s*sửa đổi(?:,\s*bổ sung)?\s*\)")


def law(scan: Scan, base: DocumentMention, sent: Sentence, j: int) -> DocumentMention | None:
    """A law by its name ("Luật Đất đai năm 2013", "Bộ luật Hình sự"), or a law with a number."""
    text, tokens = scan.doc.text, scan.tokens
    first = tokens.at(base.start)
    if base.type.concept == "dt-hien-phap":
        named_so = tokens.caps[first]
        return _dated_name(base, "Hiến pháp", base.end, YEAR.match(text, base.end, sent.end)) if named_so else None
    number = number_at(scan, base, base.end, sent.end)
    if number and "/" in number[1]:
        return replace(base, number=number[1], end=number[0], rule="law")
    named = _law_name(scan, sent, first, j)
    if named is None:
        return None
    end, name = named
    name = f"{base.type.label[0].upper()}{base.type.label[1:]} {name}"
    after = number_at(scan, base, end, sent.end)
    if after and "/" in after[1]:
        return _dated_name(replace(base, number=after[1]), name, after[0], None)
    amended = _AMENDED.match(text, end, sent.end)
    if amended:
        return _dated_name(base, f"{name} (sửa đổi)", amended.end(), None)
    return _dated_name(base, name, end, YEAR.match(text, end, sent.end))


def _law_name(scan: Scan, sent: Sentence, first: int, j: int) -> tuple[int, str] | None:
    """(end, name) of the law whose type begins at token `first` and whose name would begin at token j.

    A listed name; one that changes a law ("Luật sửa đổi, bổ sung một số điều của Luật ..."); or any name of a bill.
    """
    tokens = scan.tokens
    named = scan.word(j, "law-name")
    if named:
        capital = tokens.caps[first] or tokens.caps[j]
        foreign = scan.word(named[0], "country")
        return (tokens.ends[named[0] - 1], named[1].value) if capital and not foreign else None
    if j >= len(tokens) or not scan.word(j, "amends") and not (tokens.caps[first] and tokens.caps[j]):
        return None
    end = title_end(scan, tokens.starts[j], sent.end, stands="object")
    bill = scan.word_before(first, "draft") or _AMENDED.match(scan.doc.text, end)
    if end - tokens.starts[j] < 4 or not (bill or scan.word(j, "amends")):
        return None
    name = " ".join(scan.doc.text[tokens.starts[j] : end].split())
    return end, name[0].upper() + name[1:]


def _dated_name(base: DocumentMention, name: str, end: int, year: re.Match[str] | None) -> DocumentMention:
    return replace(base, name=f"{name} năm {year[1]}" if year else name, end=year.end() if year else end, rule="law")


def congress(scan: Scan, base: DocumentMention, sent: Sentence, j: int) -> DocumentMention | None:
    """A congress's resolution, or a central committee's by its session.

    "Nghị quyết Đại hội [đại biểu] [Đảng bộ ...|XIII [của Đảng]] [lần thứ ...] [, nhiệm kỳ ...]", "Nghị quyết Trung ương 4".
    """
    text, tokens = scan.doc.text, scan.tokens
    session = _SESSION.match(text, base.end, sent.end)
    if session and tokens.caps[tokens.at(base.start)]:
        name = f"Nghị quyết Trung ương {session[1]}" + (f" khóa {session[2]}" if session[2] else "")
        return with_tail(
            scan,
            replace(base, name=name, end=session.end(), issuer_path="agency/vn/bch-trung-uong", rule="party-session"),
            sent,
        )
    head = _CONGRESS.match(text, base.end, sent.end)
    if not head:
        return None
    end, ordinal, issuer = head.end(), "", None
    national = "toàn quốc" in head.group()
    for _ in range(4):
        match = _ROMAN_ORDINAL.match(text, end, sent.end)
        party = _PARTY.match(text, end, sent.end)
        k = tokens.at(end)
        k += 1 if k < len(tokens) and tokens.norms[k] == norm("của") else 0
        if match and not ordinal:
            ordinal, end = match[1] or match[2], match.end()
        elif party:
            national, end = True, party.end()
        elif issuer is None and (agency := agency_at(scan, k)) and agency.type and agency.type.kind == "PartyBody":
            issuer, end = agency, tokens.ends[agency.end - 1]
    term = TERM.match(text, end, sent.end)
    if term:
        end = term.end()
    listed = ordinal in scan.lexicon.rules["documents"]["citation"]["national"]
    national = national or issuer is None and listed and tokens.caps[tokens.at(base.start)]
    return replace(
        base, end=end, ordinal=ordinal, issuer=issuer, congress="national" if national and not issuer else "local",
        term=_term_years(term), rule="congress-resolution",
    )  # fmt: skip


def _term_years(term: re.Match[str] | None) -> tuple[int, int] | None:
    """The term of office; "2020 - 2020" is a slip for five years (Điều lệ Đảng: congresses meet every five years)."""
    if not term:
        return None
    first, last = int(term[1]), int(term[2])
    return (first, last if last > first else first + 5)
