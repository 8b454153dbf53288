"""Sentences -> who has the word: whoever is the subject of a verb of speech, and the speakers of quotations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from kg.extract.chunks import Chunk
from kg.extract.scan import Scan
from kg.text import norm, words


class Verb(NamedTuple):
    """A verb of speech that ends before token `end`; `orders`: it assigns tasks ("yêu cầu", "giao")."""

    end: int
    concept: str
    orders: bool


class Quoted(NamedTuple):
    """Who said the quoted words of a sentence, with what verb; they end at the offset `end`."""

    speaker: Chunk
    verb: str
    end: int


INFORMS: Final = frozenset({"v-thong-tin", "v-tra-loi", "v-bao-cao", "v-trinh-bay", "v-quan-triet", "v-cong-bo"})

_SPEAK: Final = frozenset({"person", "short", "role", "agency", "title"})
_PRONOUNS: Final = frozenset(map(norm, ("đồng", "ông", "bà")))
_STEPS: Final = 14  # chunks between a subject and its verb
_AND: Final = frozenset(map(norm, ("và", "thời")))
_ALSO: Final = words("đồng thời")
_WRITTEN: Final = 6  # tokens that name a paper: "ký công văn khẩn số 5 yêu cầu"
_CLOSE: Final = frozenset('”"')
_LONGEST_QUOTE: Final = 12  # sentences


def chunks_by_sentence(scan: Scan, chunks: tuple[Chunk, ...]) -> list[list[Chunk]]:
    """The chunks of each sentence."""
    starts = [chunk.start for chunk in chunks]
    spans = map(scan.token_range, scan.sentences)
    return [list(chunks[bisect_left(starts, span.start) : bisect_left(starts, span.stop)]) for span in spans]


def verb_at(scan: Scan, i: int) -> Verb | None:
    """The verb of speech at token i; nouns that look like one ("sự chỉ đạo", "yêu cầu của") are none."""
    found = scan.word(i, "directs", "says")
    if found is None or scan.word(i, "not-a-verb") or scan.word_before(i, "not-a-verb-after"):
        return None
    if scan.tokens.caps[i] and i and scan.tokens.words[i - 1][-1].isalnum() and not scan.tokens.line_break(i):
        return None  # "theo tinh thần Chỉ thị 05": a paper
    return Verb(found[0], found[1].value, found[1].category == "directs")


def subject(scan: Scan, own: list[Chunk]) -> tuple[Chunk, Verb] | None:
    """Who speaks in a sentence, and the verb.

    Of one who only tells of another person's order, that person: "Ông A cho hay, Chủ tịch tỉnh đã yêu cầu ...".
    """
    found = [(chunk, verb) for k, chunk in enumerate(own) if chunk.kind in _SPEAK and (verb := _says(scan, own, k))]
    if not found:
        return _according(scan, own)
    (_, verb), *others = found
    if verb.concept in INFORMS:
        return next((s for s in others if s[1].orders and s[0].kind in ("person", "role")), found[0])
    return found[0]


def _according(scan: Scan, own: list[Chunk]) -> tuple[Chunk, Verb] | None:
    """Who is quoted by "Theo": "Theo đồng chí A, Phó Bí thư Tỉnh ủy, các huyện cần ..."."""
    if not own or not scan.word(own[0].start, "according-to"):
        return None
    k = 1 + (len(own) > 1 and own[1].kind == "title")
    if k >= len(own) or own[k].kind not in ("person", "short", "role"):
        return None
    who = own[k]
    for chunk in own[k + 1 :]:
        if chunk.kind == "person" and who.kind == "role":
            who = chunk
        elif chunk.kind == "word" and scan.tokens.words[chunk.start] not in (",", "-", "–"):
            is_apart = scan.tokens.words[chunk.start - 1] == ","
            return (who, Verb(chunk.start, "v-neu-ro", False)) if is_apart else None
        elif chunk.kind not in ("role", "title", "word"):
            return None
    return None


def is_headed(scan: Scan, own: list[Chunk]) -> bool:
    """Whether a sentence begins with a name and a colon: "Phó Chủ tịch UBND tỉnh A: ..." tells what A said."""
    who = next((c for c in own if c.kind not in ("title", "role")), None)
    return who is not None and who.kind in ("person", "short") and scan.tokens.words[who.end : who.end + 1] == (":",)


def _says(scan: Scan, own: list[Chunk], k: int) -> Verb | None:
    """The verb of speech that has chunk k for its subject: right after it, or after adverbs and a post in apposition."""
    chunk = own[k]
    if chunk.kind == "title" and not _pronoun(scan, chunk):
        return None
    if chunk.kind in ("title", "role") and scan.word_before(chunk.start, "not-one"):
        return None
    if _spoken_to(scan, own, k):
        return None
    if chunk.kind == "role" and k + 1 < len(own) and own[k + 1].kind in ("person", "title"):
        return None
    adverb_ends = chunk.end
    for following in own[k + 1 : k + 1 + _STEPS]:
        if following.kind == "word" and (verb := verb_at(scan, following.start)):
            return verb
        if adverb := scan.word(following.start, "adverb"):
            adverb_ends = max(adverb_ends, adverb[0])
        if following.start < adverb_ends:
            continue
        if not _between(scan, chunk, following):
            acts = following.kind == "word" and scan.word(following.start, "writes", "looks-into")
            if acts:
                return _orders_then(scan, own, following, written=acts[1].category == "writes")
            return _also_orders(scan, own, k)
    return None


def _also_orders(scan: Scan, own: list[Chunk], k: int) -> Verb | None:
    """The order after "đồng thời" of the first named: "ông A cho ý kiến ..., đồng thời giao ..."."""
    first = k
    while first and own[first - 1].kind in ("title", "role"):
        first -= 1
    if any(c.kind in ("person", "short", "role", "agency") for c in own[:first]):
        return None
    for chunk in own[k + 1 :]:
        if chunk.kind in ("person", "short", "title"):
            return None
        verb = verb_at(scan, chunk.start) if chunk.kind == "word" else None
        if verb and verb.orders and scan.tokens.norms[chunk.start - 2 : chunk.start] == _ALSO:
            return verb
    return None


def _orders_then(scan: Scan, own: list[Chunk], act: Chunk, *, written: bool) -> Verb | None:
    """The verb that assigns tasks after what its subject did first: "ký văn bản, yêu cầu ...", "kiểm tra ... và yêu cầu ..."."""
    for chunk in own:
        if chunk.start <= act.start:
            continue
        if chunk.kind in ("person", "short", "title"):
            return None
        verb = verb_at(scan, chunk.start) if chunk.kind == "word" else None
        joined = scan.tokens.norms[chunk.start - 1] in _AND
        told = written and (scan.tokens.words[chunk.start - 1] == "," or chunk.start - act.end <= _WRITTEN)
        if verb and verb.orders and (joined or told):
            return verb
    return None


def _between(scan: Scan, speaker: Chunk, chunk: Chunk) -> bool:
    """Whether a chunk may stand between a speaker and the verb: an adverb, a comma, a post in apposition."""
    return (
        chunk.kind == "role"
        and speaker.kind == "person"
        or chunk.kind == "word"
        and scan.tokens.words[chunk.start] in ("-", "–", "(", ")", ",")
        or scan.word(chunk.start, "adverb") is not None
    )


def _spoken_to(scan: Scan, own: list[Chunk], k: int) -> bool:
    """Whether chunk k, with the titles and posts before it, is whom somebody writes to."""
    while k and own[k - 1].kind in ("title", "role"):
        k -= 1
    return scan.word_before(own[k].start, "sent-to") is not None


def _pronoun(scan: Scan, chunk: Chunk) -> bool:
    """Whether a title stands for a person by itself: "Đồng chí nhấn mạnh", "Ông cho biết"."""
    return scan.tokens.norms[chunk.start] in _PRONOUNS


def quotations(scan: Scan, by_sentence: Sequence[list[Chunk]]) -> dict[int, Quoted]:
    """Sentence -> who said it, for quotations that name their speaker at the end.

    "“A. B. C” - đồng chí X nhấn mạnh": all sentences back to the opening mark are X's, across paragraphs too.
    """
    out: dict[int, Quoted] = {}
    for index, own in enumerate(by_sentence):
        sent = scan.sentences[index]
        if all(scan.doc.text.find(mark, sent.start, sent.end) < 0 for mark in _CLOSE):
            continue
        marks = (c for c in own if c.kind == "word" and scan.tokens.words[c.start] in _CLOSE)
        said = next(((mark, by) for mark in marks if (by := _attribution(scan, own, mark))), None)
        if said is None:
            continue
        mark, (speaker, verb) = said
        out[index] = Quoted(speaker, verb.concept, scan.tokens.starts[mark.start])
        k = index
        while k > 0 and not _opens(scan, k) and index - k < _LONGEST_QUOTE:
            k -= 1
            if subject(scan, by_sentence[k]) and not _opens(scan, k):
                break
            out.setdefault(k, Quoted(speaker, verb.concept, scan.sentences[k].end))
    return out


def _opens(scan: Scan, index: int) -> bool:
    """Whether a quotation opens in a sentence, or right before it."""
    sent = scan.sentences[index]
    text = scan.doc.text[sent.start : sent.end]
    before = scan.doc.text[max(0, sent.start - 2) : sent.start]
    return any(q in text[:3] or q in before for q in '“"') or "“" in text


def _attribution(scan: Scan, own: list[Chunk], mark: Chunk) -> tuple[Chunk, Verb] | None:
    """The person and the verb of speech right after a closing mark: ”, ông X nói."""
    rest = [c for c in own if c.start > mark.start]
    leads = (
        k
        for k, c in enumerate(rest[:7])
        if not (c.kind in ("title", "role") or c.kind == "word" and scan.tokens.words[c.start] in ",-–.")
    )
    k = next(leads, len(rest))
    if k >= len(rest) or rest[k].kind not in ("person", "short"):
        return None
    verbs = (verb for c in rest[k + 1 : k + 5] if (verb := verb_at(scan, c.start)))
    verb = next(verbs, None)
    return (rest[k], verb) if verb else None
