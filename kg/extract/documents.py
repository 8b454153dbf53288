"""Sentences -> documents as cited: type, number, date, issuer, subject, term, horizon, and whether it is only a draft."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kg.extract.agencies import AgencyMention, agency_at
from kg.extract.chunks import Chunk
from kg.extract.dates import NO_YEARS, days
from kg.extract.places import PlaceMention, place_at
from kg.extract.roles import role_at
from kg.extract.scan import Scan
from kg.extract.titles import Stands, has_number, title_end
from kg.lexicon import DocumentType
from kg.model import Sentence
from kg.text import norm

# "33", "33-NQ/TU", "300/2025/NĐ-CP", "06/CP", "476-QĐNS/TW", "1234/BTTTT-THH"; groups: digits, year, signs.
NUMBER: Final = re.compile(
    r"(?P<n>\d{1,5}[a-d]?)(?:\s?[/-]\s?(?P<year>(?:19|20)\d\d)(?!\d))?(?P<signs>\s?[-/–]\s?[A-ZĐ][A-Za-zĐđƯ]*\d*(?:\s?[-/–&]\s?[A-ZĐ][A-Za-zĐđƯ]*\d*)*)?"
)
_MORE: Final = re.compile(rf"(?:\s*,|\s+và)\s+(?P<so>số\s+)?(?P<number>{NUMBER.pattern})(?![\w/%])")
_NUMBERED: Final = re.compile(rf"\bsố\s+(?P<number>{NUMBER.pattern})")
_SO: Final = re.compile(r"\s*(?:số|Số)?\s*:?\s*")
_UNITS: Final = re.compile(
    r"\s*(?:năm|tháng|ngày|tuần|giờ|lần|người|tỷ|triệu|nghìn|%|điểm|nội dung|nhiệm vụ|dự án|cấp|mức)\b"
)
_DATE: Final = re.compile(r"[\s,(]*(?:(?:ra|ban hành|ký)\s+)?ngày\s+(?=\d)")
_SESSION: Final = re.compile(
    r"\s+(?:Hội nghị\s+)?(?:Trung ương|T\.Ư|TƯ|TW)\s+(?:lần thứ\s+)?(\d{1,2})"
    r"(?:\s*[,(]?\s*\(?[Kk](?:hóa|hoá)\s+\(?([IVX]+)\)?)?"
)
_KHOA: Final = re.compile(r"[\s,(]*[Kk](?:hóa|hoá)\s+([IVX]+)\)?")
_ROMAN_ORDINAL: Final = re.compile(r"\s*,?\s*(?:lần thứ|khóa|khoá)\s+([IVX]+|\d+)|\s+([IVX]{2,}|V|X)\b")
_TERM: Final = re.compile(r"[\s,]*\(?nhiệm kỳ\s+(20\d\d)\s*[-–]\s*(20\d\d)\)?")
_HORIZON: Final = re.compile(
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


def documents(scan: Scan, chunks: tuple[Chunk, ...]) -> tuple[DocumentMention, ...]:
    """Every citation, in text order; those inside another ("Chương trình thực hiện Nghị quyết ...") too.

    A type inside the name of a body is none ("Sở Kế hoạch và Đầu tư"), unless a number follows it ("Ban Chỉ đạo tổng kết
    Nghị quyết 32").
    """
    out: list[DocumentMention] = []
    named = {i for c in chunks if c.kind in ("agency", "role") for i in _in_name(scan, c)}
    for index, sent in enumerate(scan.sentences):
        typed_until = 0
        for i in scan.where(scan.token_range(sent), DocumentType):
            found = scan.longest(i, DocumentType)
            if i < typed_until or _about_another(scan, i, out):
                continue
            if found and (i not in named or has_number(scan, found[0])):
                typed_until = found[0]
                out += _cite(scan, sent, index, i, *found)
    return tuple(_link_implements(scan, out))


def _in_name(scan: Scan, chunk: Chunk) -> range:
    """The tokens of a body's name, up to what a committee is about: "Ban Chỉ đạo về xây dựng [Đề án ...]"."""
    about = (k for k in range(chunk.start + 1, chunk.end) if scan.tokens.norms[k] == _ABOUT)
    return range(chunk.start + 1, next(about, chunk.end))


_ABOUT: Final = norm("về")


def _about_another(scan: Scan, i: int, before: list[DocumentMention]) -> bool:
    """Whether a type's word only tells what another document does: "Nghị quyết số 44 của Quốc hội quy định về thi đua"."""
    about = scan.word(i, "about")
    if about is None or not before or scan.tokens.starts[i] >= before[-1].end:
        return False
    return not has_number(scan, about[0])


def _cite(scan: Scan, sent: Sentence, index: int, i: int, j: int, kind: DocumentType) -> tuple[DocumentMention, ...]:
    """The citation whose type is tokens [i, j): one document, or several where numbers are listed; none for a bare noun."""
    base = DocumentMention(scan.tokens.starts[i], scan.tokens.ends[j - 1], index, kind, status=_status(scan, i))
    rules = scan.lexicon.rules["documents"]["citation"]
    if kind.concept in rules["laws"]:
        return _given(_law(scan, base, sent, j))
    if kind.concept == "dt-nghi-quyet" and (congress := _congress(scan, base, sent, j)):
        return (congress,)
    if number := _number(scan, base, base.end, sent.end):
        return _numbered(scan, base, sent, *number)
    if _any_such(scan, base, j):
        return ()
    if kind.concept in rules["described"] and (described := _described(scan, base, sent, j)):
        return (described,)
    return _given(_unnumbered(scan, base, sent, j)) if kind.concept in rules["strong"] else ()


def _given(mention: DocumentMention | None) -> tuple[DocumentMention, ...]:
    return (mention,) if mention else ()


def _any_such(scan: Scan, base: DocumentMention, j: int) -> bool:
    """Whether a type without a number means no particular document: "các nghị quyết", "chỉ thị, nghị quyết", "theo quy định"."""
    tokens, concept = scan.tokens, base.type.concept
    i = tokens.at(base.start)
    if scan.word_before(i, "any-document"):
        return True
    in_capitals = scan.lexicon.rules["documents"]["citation"]["in-capitals"]
    if concept in in_capitals and not tokens.caps[i] and base.status != "st-du-thao":
        return True
    if j + 1 < len(tokens) and tokens.norms[j] in _JOINERS and scan.begins(j + 1, DocumentType):
        return True
    before = (scan.longest(k, DocumentType) for k in range(max(0, i - 5), i - 1) if tokens.norms[i - 1] in _JOINERS)
    return any(found and found[0] == i - 1 for found in before)


def _status(scan: Scan, i: int) -> str:
    if scan.word_before(i, "draft"):
        return "st-du-thao"
    return "st-du-kien" if scan.word_before(i, "planned") else "st-ban-hanh"


def _number(scan: Scan, base: DocumentMention, at: int, end: int) -> tuple[int, str] | None:
    """(end, number) of the number at an offset right after a type, or None: "5 năm" after "Kế hoạch" is none."""
    text = scan.doc.text
    lead = _SO.match(text, at, end)
    begin = lead.end() if lead else at
    match = NUMBER.match(text, begin, end)
    if not match or begin == at:
        return None
    if not ("ố" in text[at:begin] or match["signs"]) and not _known_by_number(scan, base, match):
        return None
    return match.end(), _written(match.group())


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


def _numbered(scan: Scan, base: DocumentMention, sent: Sentence, end: int, number: str) -> tuple[DocumentMention, ...]:
    """The document of a number, and those of the numbers listed after it: "Quyết định số 106 và số 107/QĐ-TTg về ..."."""
    numbers = [(base.start, number)]
    while more := _MORE.match(scan.doc.text, end, sent.end):
        if not (more["so"] or more["signs"] or more["year"]):
            break
        numbers.append((more.start("n"), _written(more["number"])))
        end = more.end()
    last = replace(base, number=numbers[-1][1], end=end, issuer_path=_by_signs(scan, numbers[-1][1]))
    last = _tail(scan, replace(last, rule="document-number"), sent)
    return tuple(replace(last, start=start, number=number) for start, number in numbers)


def _written(number: str) -> str:
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


def _tail(scan: Scan, mention: DocumentMention, sent: Sentence) -> DocumentMention:
    """The date, issuer, term and subject that follow a citation's head."""
    text, tokens = scan.doc.text, scan.tokens
    mention = _dated(scan, mention, sent)
    end = mention.end
    khoa = _KHOA.match(text, end, sent.end)
    end = khoa.end() if khoa else end
    k = tokens.at(end)
    k = k + 1 if k < len(tokens) and tokens.words[k] in (",", ")") else k
    if issuer := _issued(scan, k):
        mention = replace(
            mention, issuer=issuer[1], end=tokens.ends[issuer[0] - 1], issuer_path=issuer[2] or mention.issuer_path
        )
        end = mention.end
        khoa = _KHOA.match(text, end, sent.end)
        if khoa:
            mention = replace(mention, end=khoa.end())
        mention = mention if mention.issued else _dated(scan, mention, sent)
        end = mention.end
        k = tokens.at(end)
        k = k + 1 if k < len(tokens) and tokens.words[k] == "," else k
    about = scan.word(k, "about")
    another = tokens.caps[k] and tokens.words[k - 1] == "," if about else False
    if about and not another and not has_number(scan, about[0]) and not scan.word(k, "not-about"):
        mention = _with_subject(
            scan,
            mention,
            sent,
            tokens.starts[k],
            tokens.ends[about[0] - 1],
            keep=not about[1].value.startswith("về"),
        )
    term = _TERM.match(text, mention.end, sent.end)
    return replace(mention, term=(int(term[1]), int(term[2])), end=term.end()) if term else mention


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
    issuer = _issuer(scan, link[0]) if link else None
    if link is None or issuer is None or link[1].value != "do":
        return issuer
    act = scan.word(issuer[0], "signs")
    return (act[0], issuer[1], issuer[2]) if act else None


def _issuer(scan: Scan, k: int) -> tuple[int, AgencyMention | None, str] | None:
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


def _with_subject(
    scan: Scan, mention: DocumentMention, sent: Sentence, start: int, begin: int, *, keep: bool
) -> DocumentMention:
    end = title_end(scan, begin, sent.end, stands=_stands(scan, mention, sent))
    subject = scan.doc.text[start if keep else begin : end].strip()
    first, stop = scan.tokens.at(begin), scan.tokens.at(end)
    if end - begin < 4 or scan.word(first, "finite", "title-ends") or _points_back(scan, first, stop):
        return mention
    horizon = _HORIZON.search(subject)
    years = None
    if horizon:
        years = (int(horizon[2] or horizon[1]), int(horizon[3] or 0))
    return replace(mention, subject=subject, end=end, horizon=years)


def _points_back(scan: Scan, first: int, stop: int) -> bool:
    """Whether tokens [first, stop) name nothing by themselves: "về đề án trên", "về nội dung này"."""
    return bool(scan.where(range(first, stop), "this")) or scan.word(stop - 1, "referred-back") is not None


_AMENDED: Final = re.compile(r"\s*\(\s*sửa đổi(?:,\s*bổ sung)?\s*\)")
_YEAR: Final = re.compile(r"\s+(?:năm\s+)?((?:19|20)\d\d)(?!\d)")


def _law(scan: Scan, base: DocumentMention, sent: Sentence, j: int) -> DocumentMention | None:
    """A law by its name ("Luật Đất đai năm 2013", "Bộ luật Hình sự"), or a law with a number."""
    text, tokens = scan.doc.text, scan.tokens
    first = tokens.at(base.start)
    if base.type.concept == "dt-hien-phap":
        return (
            _dated_name(base, "Hiến pháp", base.end, _YEAR.match(text, base.end, sent.end))
            if tokens.caps[first]
            else None
        )
    number = _number(scan, base, base.end, sent.end)
    if number and "/" in number[1]:
        return replace(base, number=number[1], end=number[0], rule="law")
    named = _law_name(scan, sent, first, j)
    if named is None:
        return None
    end, name = named
    name = f"{base.type.label[0].upper()}{base.type.label[1:]} {name}"
    after = _number(scan, base, end, sent.end)
    if after and "/" in after[1]:
        return _dated_name(replace(base, number=after[1]), name, after[0], None)
    amended = _AMENDED.match(text, end, sent.end)
    if amended:
        return _dated_name(base, f"{name} (sửa đổi)", amended.end(), None)
    return _dated_name(base, name, end, _YEAR.match(text, end, sent.end))


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


def _congress(scan: Scan, base: DocumentMention, sent: Sentence, j: int) -> DocumentMention | None:
    """A congress's resolution, or a central committee's by its session.

    "Nghị quyết Đại hội [đại biểu] [Đảng bộ ...|XIII [của Đảng]] [lần thứ ...] [, nhiệm kỳ ...]", "Nghị quyết Trung ương 4".
    """
    text, tokens = scan.doc.text, scan.tokens
    session = _SESSION.match(text, base.end, sent.end)
    if session and tokens.caps[tokens.at(base.start)]:
        name = f"Nghị quyết Trung ương {session[1]}" + (f" khóa {session[2]}" if session[2] else "")
        return _tail(
            scan,
            replace(base, name=name, end=session.end(), issuer_path="agency/vn/bch-trung-uong", rule="party-session"),
            sent,
        )
    head = re.compile(r"\s+[Đđ]ại hội(?:\s+đại biểu)?(?:\s+toàn quốc)?").match(text, base.end, sent.end)
    if not head:
        return None
    end, ordinal, issuer = head.end(), "", None
    national = "toàn quốc" in head.group()
    for _ in range(4):
        match = _ROMAN_ORDINAL.match(text, end, sent.end)
        party = re.compile(
            r"\s+(?:của\s+)?Đảng(?:\s+toàn quốc|\s+Cộng sản Việt Nam)?(?!\s*bộ|\s*ủy|\s*viên|\s*đoàn)\b"
        ).match(text, end, sent.end)
        k = tokens.at(end)
        k += 1 if k < len(tokens) and tokens.norms[k] == norm("của") else 0
        if match and not ordinal:
            ordinal, end = match[1] or match[2], match.end()
        elif party:
            national, end = True, party.end()
        elif issuer is None and (agency := agency_at(scan, k)) and agency.type and agency.type.kind == "PartyBody":
            issuer, end = agency, tokens.ends[agency.end - 1]
    term = _TERM.match(text, end, sent.end)
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


def _described(scan: Scan, base: DocumentMention, sent: Sentence, j: int) -> DocumentMention | None:
    """A plan by its matter and its issuer: TYPE + up to ten words + "của" + a body or a place."""
    tokens = scan.tokens
    if j < len(tokens) and (tokens.words[j] in ",.;:()" or scan.word(j, "no-name", "issued-by", "implements")):
        return None
    for k in range(j + 1, min(j + 11, len(tokens))):
        if tokens.starts[k] >= sent.end or tokens.words[k] in '.;:,()"“”' or scan.word(k, "implements", "about"):
            return None
        link = scan.word(k, "issued-by")
        if link is None or link[1].value != "của":
            continue
        issuer = _issuer(scan, link[0])
        place = place_at(scan, link[0])
        if issuer is None and (place is None or place.implied):
            return None
        end = tokens.ends[(issuer[0] if issuer else place.end if place else k) - 1]
        year = _YEAR.match(scan.doc.text, end, sent.end)
        end = year.end() if year else end
        subject = scan.doc.text[tokens.starts[j] : end]
        mention, path = (issuer[1], issuer[2]) if issuer else (None, "")
        return replace(base, subject=subject, end=end, issuer=mention, issuer_path=path, rule="document-described")
    return None


def _unnumbered(scan: Scan, base: DocumentMention, sent: Sentence, j: int) -> DocumentMention | None:
    """A document by effect, by what it carries out, by issuer, subject or matter; the bare noun ("xây dựng kế hoạch") is none."""
    kind, capital = base.type.concept, scan.tokens.caps[scan.tokens.at(base.start)]
    rules = scan.lexicon.rules["documents"]["citation"]
    if kind == "dt-quyet-dinh" and (effect := scan.word(j, "effect")):
        if scan.word(effect[0], "referred-back"):
            return None
        signs = scan.word_before(scan.tokens.at(base.start), "signs")
        anybody = signs and scan.word_before(signs[0], "anybody")
        if (capital or signs and not anybody) and _particular(scan, sent, base, j):
            return _by_effect(scan, base, sent, j, effect[0])
    made = _tail(scan, base, sent)
    after = scan.tokens.at(made.end)
    implements = scan.word(after, "implements")
    if implements and scan.begins(implements[0], DocumentType):
        told = capital or made.end > base.end or kind == "dt-chuong-trinh-hanh-dong"
        return replace(made, rule="document-implements", end=scan.tokens.ends[implements[0] - 1]) if told else None
    if made.end == base.end:
        shouted = scan.doc.text[base.start : base.end].isupper()
        if capital and not shouted and kind in rules["proper"] and j < len(scan.tokens) and scan.tokens.caps[j]:
            return _titled(scan, base, sent, j)
        return _by_place(scan, base, sent, j) or _by_matter(scan, base, sent, j)
    if made.issuer or made.issuer_path:
        named = capital or made.subject or kind in rules["owned"] or base.status != "st-ban-hanh"
        return replace(made, rule="document-issuer") if named else None
    told = kind in rules["speaks-for-itself"] and made.subject.startswith(tuple(rules["said-of-itself"]))
    speaks = told and base.status != "st-du-thao" and _opens_clause(scan, base, sent)
    alone = made.subject and capital and not speaks and kind not in rules["needs-issuer"]
    return replace(made, rule="document-subject") if alone else None


def _opens_clause(scan: Scan, base: DocumentMention, sent: Sentence) -> bool:
    """Whether a document may be what the sentence, or what follows a comma, speaks of."""
    first = scan.tokens.at(base.start)
    return base.start == sent.start or not scan.tokens.words[first - 1][-1].isalnum()


def _by_effect(scan: Scan, base: DocumentMention, sent: Sentence, j: int, end: int) -> DocumentMention | None:
    """A decision by what it does, to whom or with its number; "quyết định khởi tố bị can" alone names none.

    A pronoun ("quyết định truy nã ông") tells that it is about somebody, and is no part of its name.
    """
    tokens = scan.tokens
    made = _titled(scan, base, sent, j, rule="decision-effect")
    if numbered := _NUMBERED.search(made.subject):
        made = replace(made, number=_written(numbered["number"]))
    if any(tokens.caps[k] or tokens.words[k].isdigit() for k in range(end, tokens.at(made.end))):
        return made
    whom = scan.word(end, "honorific")
    return replace(made, subject=scan.span(j, end), end=tokens.ends[end - 1]) if whom else None


def _titled(
    scan: Scan, base: DocumentMention, sent: Sentence, j: int, *, rule: str = "document-described"
) -> DocumentMention:
    """A document with the matter that begins right after its type, at token j."""
    begin = scan.tokens.starts[j]
    end = title_end(scan, begin, sent.end, stands=_stands(scan, base, sent))
    return replace(base, subject=scan.doc.text[begin:end].strip(), end=end, rule=rule)


def _stands(scan: Scan, base: DocumentMention, sent: Sentence) -> Stands:
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


def _by_matter(scan: Scan, base: DocumentMention, sent: Sentence, j: int) -> DocumentMention | None:
    """A document by its matter alone: "Đề án sắp xếp các trường học trên địa bàn", "Báo cáo tổng kết nhiệm kỳ"."""
    tokens, rules, kind = scan.tokens, scan.lexicon.rules["documents"]["citation"], base.type.concept
    first = tokens.at(base.start)
    special = tokens.caps[first] or base.status == "st-du-thao"
    needed = rules["matter" if special else "matter-in-lower-case"].get(kind)
    if needed is None or j >= len(tokens) or not tokens.words[j][0].isalpha() and tokens.words[j] not in '“"':
        return None
    if scan.word(j, "no-name", "finite", "title-ends") or needed and not scan.word(j, needed):
        return None
    if any((k := scan.longest(i, DocumentType)) and k[0] == first for i in range(max(0, first - 4), first)):
        return None  # the name of another one: "Kế hoạch Chiến lược chung"
    made = _titled(scan, base, sent, j)
    return made if tokens.at(made.end) - j >= 4 else None


def _by_place(scan: Scan, base: DocumentMention, sent: Sentence, j: int) -> DocumentMention | None:
    """A document of which a province has one: "Quy hoạch tỉnh", "Quy hoạch tỉnh Nghệ An thời kỳ 2021-2030"."""
    tokens = scan.tokens
    of_place = base.type.concept in scan.lexicon.rules["documents"]["citation"]["of-place"]
    place = place_at(scan, j) if of_place and tokens.caps[tokens.at(base.start)] else None
    if place is None or place.level not in ("province", "city"):
        return None
    end = tokens.ends[place.end - 1]
    horizon = re.compile(rf"\s+{_HORIZON.pattern}").match(scan.doc.text, end, sent.end)
    years = (int(horizon[2] or horizon[1]), int(horizon[3] or 0)) if horizon else None
    return replace(base, place=place, horizon=years, end=horizon.end() if horizon else end, rule="document-place")


_JOINERS: Final = frozenset((norm("và"), ",", "/"))
_DONE: Final = frozenset(map(norm, ("đã", "vừa", "mới")))


def _particular(scan: Scan, sent: Sentence, base: DocumentMention, j: int) -> bool:
    """Whether a decision is one that was taken, rather than the kind a regulation speaks of."""
    tokens = scan.tokens
    start = tokens.at(base.start)
    before = range(max(tokens.at(sent.start), start - 8), start)
    if any(tokens.norms[k] in _DONE for k in before) or days(scan.doc, sent.start, sent.end, years=NO_YEARS):
        return True
    return any(tokens.caps[k] or has_number(scan, k) for k in range(j, min(j + 14, tokens.at(sent.end))))


def _carried_out(scan: Scan, mention: DocumentMention, found: list[DocumentMention]) -> DocumentMention | None:
    """The document that a numbered one says right after it to carry out: "Kế hoạch số 12 thực hiện Nghị quyết số 5"."""
    step = scan.word(scan.tokens.at(mention.end), "implements") if mention.number else None
    return next((m for m in found if step and scan.tokens.at(m.start) == step[0]), None)


def _link_implements(scan: Scan, found: list[DocumentMention]) -> list[DocumentMention]:
    out: list[DocumentMention] = []
    for mention in found:
        if mention.rule == "document-implements":
            target = next((m for m in found if 0 <= m.start - mention.end <= 3), None)
            if target is None:
                continue
            after = _tail(scan, replace(mention, end=target.end), scan.sentences[mention.sentence])
            mention = replace(
                after,
                implements=target.start,
                name=scan.doc.text[mention.start : target.end],
                issuer=mention.issuer or after.issuer,
            )
        elif target := _carried_out(scan, mention, found):
            mention = replace(mention, implements=target.start)
        out.append(mention)
    return out
