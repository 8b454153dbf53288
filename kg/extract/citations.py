"""What a citation of a document is made of: its number, and the day, issuer, subject and term that follow it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kg.extract.agencies import AgencyMention, agency_at
from kg.extract.dates import NO_YEARS, days
from kg.extract.places import PlaceMention
from kg.extract.roles import role_at
from kg.extract.scan import Scan
from kg.extract.titles import Stands, has_number, title_end
from kg.lexicon import DocumentType
from kg.model import Sentence

# "33", "33-NQ/TU", "300/2025/NĐ-CP", "06/CP", "476-QĐNS/TW", "1234/BTTTT-THH"; groups: digits, year, signs.
NUMBER: Final = re.compile(
    r"(?P<n>\d{1,5}[a-d]?)(?:\s?[/-]\s?(?P<year>(?:19|20)\d\d)(?!\d))?(?P<signs>\s?[-/–]\s?[A-ZĐ][A-Za-zĐđƯ]*\d*(?:\s?[-/–&]\s?[A-ZĐ][A-Za-zĐđƯ]*\d*)*)?"
)
_MORE: Final = re.compile(rf"(?:\s*,|\s+và)\s+(?P<so>số\s+)?(?P<number>{NUMBER.pattern})(?![\w/%])")
_SO: Final = re.compile(r"\s*(?:số|Số)?\s*:?\s*")
_UNITS: Final = re.compile(
    r"\s*(?:năm|tháng|ngày|tuần|giờ|lần|người|tỷ|triệu|nghìn|%|điểm|nội dung|nhiệm vụ|dự án|cấp|mức)\b"
)
_DATE: Final = re.compile(r"[\s,(]*(?:(?:ra|ban hành|ký)\s+)?ngày\s+(?=\d)")
_KHOA: Final = re.compile(r"[\s,(]*[Kk](?:hóa|hoá)\s+([IVX]+)\)?")
YEAR: Final = re.compile(r"\s+(?:năm\s+)?((?:19|20)\d\d)(?!\d)")
TERM: Final = re.compile(r"[\s,]*\(?nhiệm kỳ\s+(20\d\d)\s*[-–]\s*(20\d\d)\)?")
HORIZON: Final = re.compile(
    r"(?:giai đoạn|thời kỳ|đến năm)\s+(20\d\d)(?:\s*[-–]\s*(20\d\d))?"
    r"(?:\s*,?\s*(?:định hướng|tầm nhìn)(?:\s+đến)?(?:\s+năm)?\s+(20\d\d))?"
)


@dataclass(frozen=True, slots=True)
class DocumentMention:
    """A document as text[start:end] cites it. `effect`: what a decision does, where it is named by that."""

    start: int
    end: int
    sentence: int
    type: DocumentType
    number: str = ""
    issuer: AgencyMention | None = None
    issuer_path: str = ""
    subject: str = ""
    issued: date | None = None
    term: tuple[int, int] | None = None
    horizon: tuple[int, int] | None = None
    status: str = "st-ban-hanh"
    congress: str = ""  # "national", "local" or ""
    ordinal: str = ""
    name: str = ""
    implements: int = -1  # start of the document it carries out
    place: PlaceMention | None = None  # whose document it is, where it is named by that
    rule: str = "document"


def number_at(scan: Scan, base: DocumentMention, at: int, end: int) -> tuple[int, str] | None:
    """(end, number) of the number at an offset right after a type, or None: "5 năm" after "Kế hoạch" is none."""
    text = scan.doc.text
    lead = _SO.match(text, at, end)
    begin = lead.end() if lead else at
    match = NUMBER.match(text, begin, end)
    if not match or begin == at:
        return None
    if not ("ố" in text[at:begin] or match["signs"]) and not _known_by_number(scan, base, match):
        return None
    return match.end(), written(match.group())


def _known_by_number(scan: Scan, base: DocumentMention, match: re.Match[str]) -> bool:
    """Whether digits alone after a type number the document ("Nghị quyết 57"), rather than count ("kế hoạch 5 năm")."""
    tokens = scan.tokens
    text, end = scan.doc.text, match.end()
    by_number = base.type.concept in scan.lexicon.rules["documents"]["citation"]["by-number"]
    dated = _DATE.match(text, end) is not None
    if not (dated or by_number and not _UNITS.match(text, end) or scan.word(tokens.at(end), "issued-by")):
        return False
    digits = match["n"].rstrip("abcd")
    is_year = 1990 < int(digits) < 2060 and not match["year"]
    return not is_year and (tokens.caps[tokens.at(base.start)] or len(digits) > 2)


def numbered(scan: Scan, base: DocumentMention, sent: Sentence, end: int, number: str) -> tuple[DocumentMention, ...]:
    """The document of a number, and those of the numbers listed after it: "Quyết định số 106 và số 107/QĐ-TTg về ..."."""
    numbers = [(base.start, number)]
    while more := _MORE.match(scan.doc.text, end, sent.end):
        if not (more["so"] or more["signs"] or more["year"]):
            break
        numbers.append((more.start("n"), written(more["number"])))
        end = more.end()
    last = replace(base, number=numbers[-1][1], end=end, issuer_path=_by_signs(scan, numbers[-1][1]))
    last = with_tail(scan, replace(last, rule="document-number"), sent)
    return tuple(replace(last, start=start, number=number) for start, number in numbers)


def written(number: str) -> str:
    """A number as it is stored: no spaces, and hyphens for dashes; "12 – KH/TU" -> "12-KH/TU"."""
    return re.sub(r"\s+", "", number).replace("–", "-")


def _by_signs(scan: Scan, number: str) -> str:
    """The issuer that the signs of a number give away: 749/QĐ-TTg is the Prime Minister's."""
    table: dict[str, str] = scan.lexicon.rules["documents"]["citation"]["issuer"]
    signs = re.split(r"[-/&]", number)
    for sign in reversed(signs):
        path = table.get(re.sub(r"\d+$", "", sign))
        if path:
            return path
    return ""


def with_tail(scan: Scan, mention: DocumentMention, sent: Sentence) -> DocumentMention:
    """With the day, issuer, subject and term that follow a citation's head."""
    mention = _with_subject(scan, _with_issuer(scan, _dated(scan, mention, sent), sent), sent)
    term = TERM.match(scan.doc.text, mention.end, sent.end)
    return replace(mention, term=(int(term[1]), int(term[2])), end=term.end()) if term else mention


def _next(scan: Scan, mention: DocumentMention, sent: Sentence) -> int:
    """The token after a citation, its "(khóa XII)" and one mark."""
    tokens = scan.tokens
    session = _KHOA.match(scan.doc.text, mention.end, sent.end)
    k = tokens.at(session.end() if session else mention.end)
    return k + 1 if k < len(tokens) and tokens.words[k] in (",", ")") else k


def _with_issuer(scan: Scan, mention: DocumentMention, sent: Sentence) -> DocumentMention:
    found = _issued(scan, _next(scan, mention, sent))
    if found is None:
        return mention
    stop, issuer, path = found
    end = scan.tokens.ends[stop - 1]
    session = _KHOA.match(scan.doc.text, end, sent.end)
    mention = replace(
        mention, issuer=issuer, issuer_path=path or mention.issuer_path, end=session.end() if session else end
    )
    return mention if mention.issued else _dated(scan, mention, sent)


def _dated(scan: Scan, mention: DocumentMention, sent: Sentence) -> DocumentMention:
    """With the day that follows: "ngày 3/6/2020", "ban hành ngày 3/6/2020"."""
    lead = _DATE.match(scan.doc.text, mention.end, sent.end)
    found = days(scan.doc, mention.end, min(sent.end, lead.end() + 24), years=NO_YEARS) if lead else []
    if lead and found and found[0].start == lead.end() and found[0].date:
        return replace(mention, issued=found[0].date, end=found[0].end)
    return mention


def _issued(scan: Scan, k: int) -> tuple[int, AgencyMention | None, str] | None:
    """(end token, mention, path) of the issuer that token k introduces: "của X", or "do X ban hành"."""
    link = scan.word(k, "issued-by")
    issuer = issuer_at(scan, link[0]) if link else None
    if link is None or issuer is None or link[1].value != "do":
        return issuer
    act = scan.word(issuer[0], "signs")
    return (act[0], issuer[1], issuer[2]) if act else None


def issuer_at(scan: Scan, k: int) -> tuple[int, AgencyMention | None, str] | None:
    """(end token, mention, path) of the issuer at token k; an office is one too ("của Chủ tịch UBND tỉnh", "của Thủ tướng")."""
    role = role_at(scan, k)
    if role and role.agency and not role.foreign:
        return role.end, role.agency, ""
    if role and role.role.body:
        return (
            role.end,
            None,
            "agency/vn/thu-tuong-chinh-phu" if role.role.concept == "role-thu-tuong" else role.role.body,
        )
    agency = agency_at(scan, k)
    return (agency.end, agency, "") if agency and not agency.foreign else None


def _with_subject(scan: Scan, mention: DocumentMention, sent: Sentence) -> DocumentMention:
    """With its title: "về ...", or "phê duyệt ...", "quy định ...", whose verb is part of it."""
    tokens, k = scan.tokens, _next(scan, mention, sent)
    about = scan.word(k, "about")
    if about is None or has_number(scan, about[0]) or scan.word(k, "not-about"):
        return mention
    if tokens.caps[k] and tokens.words[k - 1] == ",":  # ", Hướng dẫn ..." is another document
        return mention
    begin = tokens.ends[about[0] - 1]
    end = title_end(scan, begin, sent.end, stands=stands_as(scan, mention, sent))
    first, stop = tokens.at(begin), tokens.at(end)
    if end - begin < 4 or scan.word(first, "finite", "title-ends") or _points_back(scan, first, stop):
        return mention
    subject = scan.doc.text[begin if about[1].value.startswith("về") else tokens.starts[k] : end].strip()
    horizon = HORIZON.search(subject)
    years = (int(horizon[2] or horizon[1]), int(horizon[3] or 0)) if horizon else None
    return replace(mention, subject=subject, end=end, horizon=years)


def _points_back(scan: Scan, first: int, stop: int) -> bool:
    """Whether tokens [first, stop) name nothing by themselves: "về đề án trên", "về nội dung này"."""
    return bool(scan.where(range(first, stop), "this")) or scan.word(stop - 1, "referred-back") is not None


def stands_as(scan: Scan, base: DocumentMention, sent: Sentence) -> Stands:
    """What a document is in its sentence: "yêu cầu các sở thực hiện Nghị quyết ..." has it as an object.

    In "việc thực hiện Nghị quyết ..." it is part of the subject, or of another noun.
    """
    start = scan.tokens.at(base.start)
    if start == scan.tokens.at(sent.start):
        return "subject"
    act = scan.word_before(start, "act", "implements")
    if act is None or act[0] == scan.tokens.at(sent.start) or scan.word_before(start, "signs"):
        return ""
    return "subject" if scan.word_before(act[0], "acting") else "object"
