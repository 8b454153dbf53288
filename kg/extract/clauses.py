"""A sentence and its verbs of speech -> the clauses under each verb: who must act, and what is to be done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from kg.extract.chunks import Chunk
from kg.extract.scan import Scan
from kg.extract.speakers import INFORMS, Verb, verb_at
from kg.extract.tasks import ends_with_act, is_act
from kg.text import norm


@dataclass(frozen=True, slots=True)
class Speech:
    """A reported act of speech: who (a chunk: person, short mention or post), the verb's concept, and its clause.

    `start`, `end`: the clause, cut verbatim, as offsets; `directive`: it assigns a task; `addressee`: first token of the
    chunk that must act, or -1; `inherited`: the verb was said in an earlier sentence; `act`: the token from which the
    clause tells what is to be done, or -1 where it may tell something else; `topic`: where "Về dự án X, ..." begins that
    says what it is about, or -1.
    """

    speaker: Chunk
    verb: str
    start: int
    end: int
    sentence: int
    directive: bool
    addressee: int = -1
    inherited: bool = False
    act: int = -1
    topic: int = -1
    rule: str = "speech"


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is after a sentence: sentences without a speaker of their own go on with it.

    `orders`: tasks were assigned; `block`: where it was last heard; `listing`: within a list only its next item goes on;
    `asks`: those spoken to are partners.
    """

    speaker: Chunk
    verb: str
    orders: bool
    block: int
    listing: bool = False
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence as tokens [start, stop), with its chunks."""

    index: int
    start: int
    stop: int
    block: int
    own: list[Chunk]


# Verbs under which nobody is told what to do, whatever must be done.
REPORTS: Final = frozenset({"v-thong-tin", "v-tra-loi", "v-bao-cao", "v-neu-y-kien", "v-phat-bieu", "v-de-xuat"})
# Verbs under which a clause with cần/phải obliges those who listen, whoever they are.
_STRESS: Final = frozenset({"v-nhan-manh", "v-luu-y", "v-ket-luan"})
_SOON: Final = 4  # tokens
_TOLD: Final = 20  # tokens that name who is reminded
_ALSO: Final = frozenset(map(norm, ("thời", "cũng")))
_AND: Final = frozenset(map(norm, ("và", "thời")))
_TENSE: Final = frozenset(map(norm, ("đã", "cũng", "đang")))
_PRONOUN_ENDS: Final = frozenset(map(norm, ("chí", "ông", "bà", "tôi")))


def clauses(scan: Scan, sent: Utterance, turn: Turn, verb: Verb) -> tuple[list[Speech], Turn]:
    """The clauses under each verb of the sentence ("ghi nhận ...; đồng thời đề nghị ..."), and the turn after them."""
    verbs = _verbs(scan, sent, verb)
    ends = [*(_verb_start(scan, later.end) for later in verbs[1:]), _another_speaks(scan, sent, verbs[-1].end)]
    out: list[Speech] = []
    for said, end in zip(verbs, ends, strict=True):
        turn = replace(turn, asks=turn.asks or _to_partners(scan, sent, said.end, end))
        for begin, stop in task_spans(scan, sent, said.end, end) if said.orders else [(said.end, end)]:
            speech = speech_of(scan, sent, turn, said, begin, stop)
            if speech:
                out.append(speech)
                kept = turn.orders and not said.orders
                turn = replace(turn, verb=turn.verb if kept else said.concept, orders=turn.orders or said.orders)
    return out, turn


def _another_speaks(scan: Scan, sent: Utterance, begin: int) -> int:
    """The ";" after which another subject has the word, or the end of the sentence."""
    subjects = (c for c in sent.own if c.start > begin and c.kind in ("agency", "role", "person"))
    after = (c.start - 1 for c in subjects if scan.tokens.words[c.start - 1] == ";" and verb_at(scan, c.end))
    return next(after, sent.stop)


def _to_partners(scan: Scan, sent: Utterance, begin: int, end: int) -> bool:
    """Whether those spoken to are partners, not subordinates: foreigners, both sides; in talks all but a body of ours."""
    spoken_to: list[Chunk] = []
    for chunk in sent.own:
        if begin <= chunk.start < end:
            if scan.tokens.words[chunk.start] == ";" or is_act(scan, chunk.start):
                break
            spoken_to.append(chunk)
    if any(_is_partner(scan, chunk) for chunk in spoken_to):
        return True
    if not _is_abroad(scan):
        return False
    if any(c.kind == "word" and scan.word(c.start, "both-sides") for c in spoken_to):
        return True
    return len(scan.positions.get("talks", ())) > 1 and all(c.kind != "agency" for c in spoken_to)


def _is_abroad(scan: Scan) -> bool:
    """Whether an article tells of another country: it is named more than once."""
    return sum(scan.tokens.caps[i] for i in scan.positions.get("country", ())) > 1


def _is_partner(scan: Scan, chunk: Chunk) -> bool:
    if getattr(chunk.value, "foreign", False):
        return True
    country = chunk.kind == "word" and scan.tokens.caps[chunk.start] and scan.word(chunk.start, "country")
    return bool(country or chunk.kind in ("word", "place") and scan.word(chunk.start, "partner"))


def _verbs(scan: Scan, sent: Utterance, verb: Verb) -> list[Verb]:
    """The verb of a subject, and those coordinated with it."""
    out = [verb]
    inside = {k for c in sent.own if c.kind in ("agency", "role", "person") for k in range(c.start, c.end)}
    for i in scan.where(range(verb.end, sent.stop), "directs", "says"):
        more = verb_at(scan, i) if i >= out[-1].end and i not in inside else None
        if more and not more.orders and is_act(scan, i):
            continue  # "...; báo cáo Thủ tướng" is one more task
        if more and i == out[-1].end + 1 and scan.tokens.norms[i - 1] in _AND:
            out[-1] = more  # "kêu gọi và khẳng định ...": what follows is under the second verb
        elif more and _coordinate(scan, i, out[-1]):
            out.append(more)
    return out


def task_spans(scan: Scan, sent: Utterance, begin: int, end: int) -> list[tuple[int, int]]:
    """The task clauses of tokens [begin, end): they are parted by ";", or numbered "(1) ... (2) ..."."""
    words = scan.tokens.words
    cuts = [(i, i + 1) for i in range(begin, end) if words[i] == ";" and _new_task(scan, sent, i + 1)]
    cuts += [(i, i + 3) for i in range(begin, end - 3) if is_numbered(scan, i)]
    cuts.sort()
    return list(zip([begin, *(b for _, b in cuts)], [*(a for a, _ in cuts), end], strict=True))


def is_numbered(scan: Scan, i: int) -> bool:
    """Whether token i opens the number of a task: "(1)", "(2)"."""
    words = scan.tokens.words
    return words[i] == "(" and words[i + 1].isdigit() and len(words[i + 1]) < 3 and words[i + 2] == ")"


def _new_task(scan: Scan, sent: Utterance, i: int) -> bool:
    """Whether a task begins at token i, rather than the next member of an enumeration."""
    if is_act(scan, i) or scan.word(i, "task-start", "must-act", "must", "directs"):
        return True
    agency = next((c for c in sent.own if c.start == i and c.kind == "agency"), None)
    return agency is not None and (is_act(scan, agency.end) or scan.word(agency.end, "must") is not None)


def _verb_start(scan: Scan, end: int) -> int:
    """The first token of the verb that ends at a token."""
    for i in range(max(0, end - 5), end):
        found = scan.word(i, "directs", "says")
        if found and found[0] == end:
            return i
    return end


def _coordinate(scan: Scan, i: int, before: Verb) -> bool:
    """Whether a further verb has the same subject: after ",", ";", "và", "đồng thời", "cũng".

    Inside a task only ";" and "đồng thời" part clauses: "yêu cầu các sở rà soát, đánh giá, báo cáo" is one task.
    """
    if before.orders:
        return scan.tokens.words[i - 1] == ";" or scan.tokens.norms[i - 1] in _ALSO
    if scan.tokens.words[i - 1] == "," and ends_with_act(scan, before.end, i - 1):
        return False  # "theo dõi, chỉ đạo": one of several things that somebody does
    if before.concept in INFORMS and i - before.end > _SOON and scan.tokens.words[i - 1] != ";":
        return False  # "cho biết, quận đã họp, chỉ đạo ...": another's verb
    k = i - 1
    while k and scan.tokens.norms[k] in _TENSE:
        k -= 1
    return k < before.end or scan.tokens.words[k] in (",", ";") or scan.tokens.norms[k] in _AND | _PRONOUN_ENDS


def speech_of(scan: Scan, sent: Utterance, turn: Turn, verb: Verb, begin: int, end: int) -> Speech | None:
    """The speech of the clause in tokens [begin, end), or None where nothing is said."""
    tokens = scan.tokens
    while begin < end and tokens.words[begin] in ',:-–“"':
        begin += 1
    ends = ",;:.-–…/" if "“" in tokens.words[begin:end] else ',;:.”"-–…/'
    while end > begin and (tokens.words[end - 1] in ends or tokens.norms[end - 1] in _AND | _TENSE):
        end -= 1
    if end - begin < 2:
        return None
    addressee = _addressee(scan, sent.own, begin, end)
    must = must_at(scan, begin, end)
    what = what_must(scan, must) if must else -1
    if verb.concept == "v-luu-y" and not must:
        what = _what_told(scan, sent, begin, end)
    told = verb.concept not in REPORTS and (
        what >= 0
        and verb.concept in _STRESS
        or must > 0
        and (addressee >= 0 or any(scan.word(i, "must-act") for i in range(begin, must)))
    )
    directive = bool(verb.orders or told) and verb.concept not in INFORMS and not turn.asks and _assigns(scan, sent)
    act = begin if verb.orders else what if told else -1
    start, stop = tokens.starts[begin], tokens.ends[end - 1]
    return Speech(turn.speaker, verb.concept, start, stop, sent.index, directive, addressee, act=act)


def _assigns(scan: Scan, sent: Utterance) -> bool:
    """Whether a sentence may assign a task: it is no question, and tells of no crime."""
    return scan.tokens.words[sent.stop - 1] != "?" and not scan.where(range(sent.start, sent.stop), "accused")


def _what_told(scan: Scan, sent: Utterance, begin: int, end: int) -> int:
    """The token after those who are reminded, where a verb of doing stands there, else -1: "lưu ý Sở A [rà soát] ..."."""
    agency = next((c for c in sent.own if c.start == begin and c.kind in ("agency", "role")), None)
    if agency is None and scan.word(begin, "must-act") is None:
        return -1
    return next((i for i in range(begin + 1, min(begin + _TOLD, end)) if is_act(scan, i)), -1)


def what_must(scan: Scan, must: int) -> int:
    """The token after cần, phải or "cần phải" where a verb of doing stands there, else -1."""
    i = must + 1
    while scan.word(i, "must", "adverb") and not is_act(scan, i):
        i += 1
    return i if is_act(scan, i) else -1


def must_at(scan: Scan, begin: int, end: int) -> int:
    """The first cần/phải of tokens [begin, end) that obliges somebody ("không cần", "cần thiết" do not), or 0."""
    return next((i for i in scan.where(range(begin, end), "must") if _obliges(scan, i)), 0)


def _obliges(scan: Scan, i: int) -> bool:
    found = scan.word(i, "must", "no-must")
    return found is not None and found[1].category == "must" and scan.word_before(i, "not") is None


def _addressee(scan: Scan, own: list[Chunk], begin: int, end: int) -> int:
    """The agency, post or person that must act: first in the clause, or right before cần/phải."""
    for chunk in own:
        if begin <= chunk.start < min(begin + 3, end) and chunk.kind in ("agency", "person", "role"):
            return chunk.start
    for chunk in own:
        if begin <= chunk.start < end and chunk.kind in ("agency", "role") and scan.word(chunk.end, "must"):
            return chunk.start
    return -1
