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
from kg.lexicon import DocumentType
from kg.model import Sentence
from kg.text import norm

# "33", "33-NQ/TU", "300/2025/NĐ-CP", "06/CP", "476-QĐNS/TW", "1234/BTTTT-THH"; groups: digits, year, signs.
NUMBER: Final = re.compile(
    r"(?P<n>\d{1,5}[a-d]?)(?:\s?[/-]\s?(?P<year>(?:19|20)\d\d)(?!\d))?(?P<signs>\s?[-/–]\s?[A-ZĐ][A-Za-zĐđ]*\d*(?:\s?[-/–&]\s?[A-ZĐ][A-Za-zĐđ]*\d*)*)?"
)
_SO: Final = re.compile(r"\s*(?:số|Số)?\s*:?\s*")
_UNITS: Final = re.compile(
    r"\s*(?:năm|tháng|ngày|tuần|giờ|lần|người|tỷ|triệu|nghìn|%|điểm|nội dung|nhiệm vụ|dự án|cấp|mức)\b"
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
            if found and (i not in named or _has_number(scan, found[0])):
                typed_until = found[0]
                mention = _cite(scan, sent, index, i, found[0], found[1])
                if mention:
                    out.append(mention)
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
    return not _has_number(scan, about[0])


def _has_number(scan: Scan, j: int) -> bool:
    return j < len(scan.tokens) and (scan.tokens.norms[j] == _SO_WORD or scan.tokens.words[j].isdigit())


def _cite(scan: Scan, sent: Sentence, index: int, i: int, j: int, kind: DocumentType) -> DocumentMention | None:
    text, tokens, rules = scan.doc.text, scan.tokens, scan.lexicon.rules["documents"]["citation"]
    at = tokens.ends[j - 1]
    base = DocumentMention(tokens.starts[i], at, index, kind, status=_status(scan, i))
    if kind.concept in rules["laws"]:
        return _law(scan, base, sent, j)
    if kind.concept == "dt-nghi-quyet":
        congress = _congress(scan, base, sent, j)
        if congress:
            return congress
    number = _number(text, at, sent.end, tokens.caps[i])
    if number:
        return _numbered(scan, base, sent, *number)
    if kind.concept in rules["described"] and (described := _described(scan, base, sent, j)):
        return described
    if kind.concept not in rules["strong"]:
        return None
    return _unnumbered(scan, base, sent, j)


def _status(scan: Scan, i: int) -> str:
    if scan.word_before(i, "draft"):
        return "st-du-thao"
    return "st-du-kien" if scan.word_before(i, "planned") else "st-ban-hanh"


def _number(text: str, at: int, end: int, capital: bool) -> tuple[int, str] | None:
    """(end, number) of the number right after a type, or None: "5 năm" after "Kế hoạch" is none."""
    lead = _SO.match(text, at, end)
    begin = lead.end() if lead else at
    match = NUMBER.match(text, begin, end)
    if not match or begin == at:
        return None
    said = "ố" in text[at:begin]
    if (
        not said
        and not match["signs"]
        and (
            _UNITS.match(text, match.end())
            or not capital
            and len(match["n"]) < 3
            or 1990 < int(match["n"]) < 2060
            and not match["year"]
        )
    ):
        return None
    number = re.sub(r"\s+", "", match.group()).replace("–", "-")
    return match.end(), number


def _numbered(scan: Scan, base: DocumentMention, sent: Sentence, end: int, number: str) -> DocumentMention:
    made = replace(base, number=number, end=end, issuer_path=_by_signs(scan, number), rule="document-number")
    return _tail(scan, made, sent)


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
    end = mention.end
    dated = re.compile(r"[\s,(]*(?:ra\s+)?ngày\s+").match(text, end, sent.end)
    if dated:
        found = days(scan.doc, end, min(sent.end, dated.end() + 14), years=NO_YEARS)
        if found and found[0].start == dated.end():
            mention = replace(mention, issued=found[0].date, end=found[0].end)
            end = found[0].end
    khoa = _KHOA.match(text, end, sent.end)
    end = khoa.end() if khoa else end
    k = tokens.at(end)
    k = k + 1 if k < len(tokens) and tokens.words[k] in (",", ")") else k
    link = scan.word(k, "issued-by")
    if link and (issuer := _issuer(scan, link[0])):
        mention = replace(
            mention, issuer=issuer[1], end=tokens.ends[issuer[0] - 1], issuer_path=issuer[2] or mention.issuer_path
        )
        end = mention.end
        khoa = _KHOA.match(text, end, sent.end)
        if khoa:
            mention = replace(mention, end=khoa.end())
            end = khoa.end()
        k = tokens.at(end)
        k = k + 1 if k < len(tokens) and tokens.words[k] == "," else k
    about = scan.word(k, "about")
    if about and not _has_number(scan, about[0]) and not scan.word(k, "not-about"):
        mention = _with_subject(
            scan,
            mention,
            sent,
            tokens.starts[k],
            tokens.ends[about[0] - 1],
            keep=about[1].value not in ("về", "về việc"),
        )
    term = _TERM.match(text, mention.end, sent.end)
    return replace(mention, term=(int(term[1]), int(term[2])), end=term.end()) if term else mention


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
    end = subject_end(scan, begin, sent.end, least=2)
    subject = scan.doc.text[start if keep else begin : end].strip()
    if len(subject) < 4:
        return mention
    horizon = _HORIZON.search(subject)
    years = None
    if horizon:
        years = (int(horizon[2] or horizon[1]), int(horizon[3] or 0))
    return replace(mention, subject=subject, end=end, horizon=years)


def subject_end(scan: Scan, begin: int, limit: int, *, least: int = 0) -> int:
    """Where the subject of a document ends: at a stop, or before a word that begins the next clause.

    Commas inside an enumeration, and before "giai đoạn", "định hướng", "tầm nhìn", belong to it. `least`: so few
    words are no subject yet ("về quản lý, sử dụng kinh phí"). A title in quotation marks is taken whole.
    """
    text, tokens = scan.doc.text, scan.tokens
    i = tokens.at(begin)
    first = i
    close = _closing(scan, i, limit)
    if close:
        return tokens.ends[close]
    while i < len(tokens) and tokens.starts[i] < limit and i - first < 40:
        word = tokens.words[i]
        if word in '.;:!?()"”' or tokens.line_break(i) and i > first:
            break
        inside = scan.word(i, "subject-inside")
        if inside:
            i = inside[0]
            continue
        if i > first and (scan.word(i, "subject-ends") or _next_document(scan, i)):
            break
        if word == "," and not 0 < i - first <= least:
            ahead = text[tokens.ends[i] : tokens.ends[i] + 14].strip().casefold()
            if (
                not ahead.startswith(("giai đoạn", "định hướng", "tầm nhìn", "đến năm", "nhiệm kỳ"))
                and not _list_goes_on(tokens.norms[i + 1 : i + 9])
                and tokens.norms[i + 1 : i + 2] != tokens.norms[first : first + 1]
            ):
                break
        i += 1
    return tokens.ends[i - 1] if i > first else begin


def _next_document(scan: Scan, i: int) -> bool:
    """Whether "và" at token i leads to another document with a number: "... về A và Nghị định số 5/2020/NĐ-CP"."""
    kind = scan.longest(i + 1, DocumentType) if scan.tokens.norms[i] == _AND else None
    return kind is not None and _has_number(scan, kind[0])


def _closing(scan: Scan, i: int, limit: int) -> int:
    """The token of the mark that closes a quotation which token i opens, within the sentence; 0 where there is none."""
    tokens = scan.tokens
    if tokens.words[i : i + 1] not in (("“",), ('"',)):
        return 0
    for k in range(i + 1, min(i + 40, len(tokens))):
        if tokens.words[k] == "“" or tokens.starts[k] >= limit:
            break
        if tokens.words[k] in '”"':
            return k
    return 0


def _list_goes_on(ahead: tuple[str, ...]) -> bool:
    """Whether an enumeration is still open: an "và" comes before the next comma."""
    return _AND in ahead and "," not in ahead[: ahead.index(_AND)]


_AND: Final = norm("và")
_SO_WORD: Final = norm("số")


_YEAR: Final = re.compile(r"\s+(?:năm\s+)?((?:19|20)\d\d)(?!\d)")


def _law(scan: Scan, base: DocumentMention, sent: Sentence, j: int) -> DocumentMention | None:
    """A law by its name ("Luật Đất đai năm 2013", "Bộ luật Hình sự"), or a law with a number."""
    text, tokens = scan.doc.text, scan.tokens
    if base.type.concept == "dt-hien-phap":
        if not tokens.caps[tokens.at(base.start)]:
            return None
        return _dated_name(base, "Hiến pháp", base.end, _YEAR.match(text, base.end, sent.end))
    number = _number(text, base.end, sent.end, True)
    named = scan.word(j, "law-name")
    if named is None:
        return replace(base, number=number[1], end=number[0], rule="law") if number and "/" in number[1] else None
    if not tokens.caps[tokens.at(base.start)] and not tokens.caps[j]:
        return None
    head = base.type.label[0].upper() + base.type.label[1:]
    end = tokens.ends[named[0] - 1]
    after = _number(text, end, sent.end, True)
    if after and "/" in after[1]:
        base = replace(base, number=after[1])
        return _dated_name(base, f"{head} {named[1].value}", after[0], None)
    return _dated_name(base, f"{head} {named[1].value}", end, _YEAR.match(text, end, sent.end))


def _dated_name(base: DocumentMention, name: str, end: int, year: re.Match[str] | None) -> DocumentMention:
    return replace(base, name=f"{name} năm {year[1]}" if year else name, end=year.end() if year else end, rule="law")


def _congress(scan: Scan, base: DocumentMention, sent: Sentence, j: int) -> DocumentMention | None:
    """A congress's resolution, or a central committee's by its session.

    "Nghị quyết Đại hội [đại biểu] [Đảng bộ ...|XIII [của Đảng]] [lần thứ ...] [, nhiệm kỳ ...]", "Nghị quyết Trung ương 4".
    """
    text, tokens = scan.doc.text, scan.tokens
    session = re.compile(
        r"\s+(?:Hội nghị\s+)?(?:Trung ương|T\.Ư|TƯ|TW)\s+(?:lần thứ\s+)?(\d{1,2})(?:\s*[,(]?\s*\(?[Kk](?:hóa|hoá)\s+([IVX]+)\)?)?"
    ).match(text, base.end, sent.end)
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
        if not link:
            continue
        issuer = _issuer(scan, link[0])
        place = place_at(scan, link[0])
        if issuer is None and (place is None or place.implied):
            return None
        end = tokens.ends[(issuer[0] if issuer else place.end if place else k) - 1]
        subject = scan.doc.text[tokens.starts[j] : end]
        mention, path = (issuer[1], issuer[2]) if issuer else (None, "")
        return replace(base, subject=subject, end=end, issuer=mention, issuer_path=path, rule="document-described")
    return None


def _unnumbered(scan: Scan, base: DocumentMention, sent: Sentence, j: int) -> DocumentMention | None:
    """A document by issuer, subject or effect; the bare noun ("xây dựng kế hoạch") is none."""
    tokens = scan.tokens
    capital = tokens.caps[tokens.at(base.start)]
    if base.type.concept == "dt-quyet-dinh":
        effect = scan.word(j, "effect")
        signed = scan.word_before(tokens.at(base.start), "signs") or capital
        if effect and scan.word(effect[0], "referred-back"):
            return None
        if effect and signed and _particular(scan, sent, base, j):
            end = subject_end(scan, tokens.starts[j], sent.end)
            return replace(base, subject=scan.doc.text[tokens.starts[j] : end].strip(), end=end, rule="decision-effect")
    implements = scan.word(j, "implements")
    if implements and scan.begins(implements[0], DocumentType):
        if capital or base.type.concept == "dt-chuong-trinh-hanh-dong":
            return replace(base, rule="document-implements", end=tokens.ends[implements[0] - 1])
        return None
    made = _tail(scan, base, sent)
    after = tokens.at(made.end)
    implements = scan.word(after, "implements")
    if made.end > base.end and implements and scan.begins(implements[0], DocumentType):
        return replace(made, rule="document-implements", end=tokens.ends[implements[0] - 1])
    plan = base.type.concept in ("dt-ke-hoach", "dt-chuong-trinh") and j < len(tokens) and tokens.caps[j]
    if made.end == base.end and capital and plan:
        end = subject_end(scan, tokens.starts[j], sent.end)
        return replace(base, subject=scan.doc.text[tokens.starts[j] : end].strip(), end=end, rule="document-described")
    if made.end == base.end and not scan.word(j, "no-name"):
        return _by_place(scan, base, sent, j) or _by_matter(scan, base, sent, j)
    if made.end == base.end:
        return None
    if made.issuer or made.issuer_path:
        owned = base.type.concept in scan.lexicon.rules["documents"]["citation"]["owned"]
        return (
            replace(made, rule="document-issuer")
            if capital or made.subject or owned or base.status != "st-ban-hanh"
            else None
        )
    itself = base.type.concept in ("dt-thong-tu", "dt-nghi-dinh", "dt-thong-tu-lien-tich") and made.subject.startswith(
        ("quy định", "hướng dẫn", "phê duyệt", "ban hành")
    )
    return replace(made, rule="document-subject") if made.subject and capital and not itself else None


def _by_matter(scan: Scan, base: DocumentMention, sent: Sentence, j: int) -> DocumentMention | None:
    """A document by its matter alone: "Đề án sắp xếp các trường học trên địa bàn", "Báo cáo tổng kết nhiệm kỳ"."""
    tokens, rules, kind = scan.tokens, scan.lexicon.rules["documents"]["citation"], base.type.concept
    capital = tokens.caps[tokens.at(base.start)]
    if not (capital and kind in rules["matter"] or kind in rules["matter-in-lower-case"]):
        return None
    needed = rules["matter-begins-with"].get(kind)
    if needed and not scan.word(j, needed):
        return None
    end = subject_end(scan, tokens.starts[j], sent.end)
    if tokens.at(end) - j < 4:
        return None
    return replace(base, subject=scan.doc.text[tokens.starts[j] : end].strip(), end=end, rule="document-described")


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


_DONE: Final = frozenset(map(norm, ("đã", "vừa", "mới")))


def _particular(scan: Scan, sent: Sentence, base: DocumentMention, j: int) -> bool:
    """Whether a decision is one that was taken, rather than the kind a regulation speaks of."""
    tokens = scan.tokens
    start = tokens.at(base.start)
    before = range(max(tokens.at(sent.start), start - 8), start)
    if any(tokens.norms[k] in _DONE for k in before) or days(scan.doc, sent.start, sent.end, years=NO_YEARS):
        return True
    return any(tokens.caps[k] for k in range(j, min(j + 14, tokens.at(sent.end))))


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
