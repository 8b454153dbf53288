"""Sentences -> documents as cited: by number or name, by effect, by what they carry out, by issuer, subject or matter."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kg.extract.chunks import Chunk
from kg.extract.citations import (
    HORIZON,
    NUMBER,
    YEAR,
    DocumentMention,
    issuer_at,
    number_at,
    numbered,
    stands_as,
    with_tail,
    written,
)
from kg.extract.dates import NO_YEARS, days
from kg.extract.named_documents import congress, law
from kg.extract.places import place_at
from kg.extract.scan import Scan
from kg.extract.titles import has_number, title_end
from kg.lexicon import DocumentType
from kg.model import Sentence
from kg.text import norm

_HORIZON_NEXT: Final = re.compile(rf"\s+{HORIZON.pattern}")
_NUMBERED: Final = re.compile(rf"\bsố\s+(?P<number>{NUMBER.pattern})")


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
        return _given(law(scan, base, sent, j))
    if kind.concept == "dt-nghi-quyet" and (adopted := congress(scan, base, sent, j)):
        return (adopted,)
    if number := number_at(scan, base, base.end, sent.end):
        return numbered(scan, base, sent, *number)
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
        issuer = issuer_at(scan, link[0])
        place = place_at(scan, link[0])
        if issuer is None and (place is None or place.implied):
            return None
        end = tokens.ends[(issuer[0] if issuer else place.end if place else k) - 1]
        year = YEAR.match(scan.doc.text, end, sent.end)
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
    made = with_tail(scan, base, sent)
    after = scan.tokens.at(made.end)
    implements = scan.word(after, "implements")
    if implements and scan.begins(implements[0], DocumentType):
        told = capital or made.end > base.end or kind == "dt-chuong-trinh-hanh-dong"
        return replace(made, rule="document-implements", end=scan.tokens.ends[implements[0] - 1]) if told else None
    if made.end == base.end:
        shouted = scan.doc.text[base.start : base.end].isupper()
        if capital and not shouted and kind in rules["proper"] and j < len(scan.tokens) and scan.tokens.caps[j]:
            return _titled(scan, base, sent, j)
        if capital and not shouted and not _opens_clause(scan, base, sent) and kind in rules["described"]:
            titled = _titled(scan, base, sent, j)
            drafted = base.status == "st-du-thao" and len(titled.subject.split()) >= _LEAST
            if drafted or scan.word(j, "plan-kind") or _HORIZON.search(titled.subject):
                return titled
        return _by_place(scan, base, sent, j) or _by_matter(scan, base, sent, j)
    if made.issuer or made.issuer_path:
        named = capital or made.subject or kind in rules["owned"] or base.status != "st-ban-hanh"
        return replace(made, rule="document-issuer") if named else None
    told = kind in rules["speaks-for-itself"] and made.subject.startswith(tuple(rules["said-of-itself"]))
    speaks = told and base.status != "st-du-thao" and _opens_clause(scan, base, sent)
    alone = made.subject and capital and not speaks and kind not in rules["needs-issuer"]
    return replace(made, rule="document-subject") if alone else None


_LEAST: Final = 4  # words of a title
# A title that tells for when it holds is one: "Quy hoạch ... đến năm 2030", "Kế hoạch ... giai đoạn 2021 - 2025".
_HORIZON: Final = re.compile(r"(?:đến năm|đến|giai đoạn|thời kỳ|tầm nhìn)\s+\d{4}")


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
        made = replace(made, number=written(numbered["number"]))
    if any(tokens.caps[k] or tokens.words[k].isdigit() for k in range(end, tokens.at(made.end))):
        return made
    whom = scan.word(end, "honorific")
    return replace(made, subject=scan.span(j, end), end=tokens.ends[end - 1]) if whom else None


def _titled(
    scan: Scan, base: DocumentMention, sent: Sentence, j: int, *, rule: str = "document-described"
) -> DocumentMention:
    """A document with the matter that begins right after its type, at token j."""
    begin = scan.tokens.starts[j]
    end = title_end(scan, begin, sent.end, stands=stands_as(scan, base, sent))
    return replace(base, subject=scan.doc.text[begin:end].strip(), end=end, rule=rule)


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
    horizon = _HORIZON_NEXT.match(scan.doc.text, end, sent.end)
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
            after = with_tail(scan, replace(mention, end=target.end), scan.sentences[mention.sentence])
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
