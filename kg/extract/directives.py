"""Sentences -> who tells whom to do what: the clauses under each verb, and the speaker's turn across sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from kg.extract.chunks import Chunk
from kg.extract.scan import Scan
from kg.extract.speakers import INFORMS, Quoted, Verb, chunks_by_sentence, is_headed, quotations, subject, verb_at
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
class _Turn:
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
class _Sentence:
    """A sentence as tokens [start, stop), with its chunks."""

    index: int
    start: int
    stop: int
    block: int
    own: list[Chunk]


_Heard = tuple[list[Speech], _Turn | None]  # what a sentence says, and whose turn it is after it


def speeches(scan: Scan, chunks: tuple[Chunk, ...]) -> tuple[Speech, ...]:
    """Every act of speech of the article's people, in text order."""
    by_sentence = chunks_by_sentence(scan, chunks)
    quoted = quotations(scan, by_sentence)
    out: list[Speech] = []
    turn: _Turn | None = None
    for index, sent in enumerate(scan.sentences):
        if scan.doc.blocks[sent.block].kind in ("title", "caption"):
            continue
        tokens = scan.token_range(sent)
        here = _Sentence(index, tokens.start, tokens.stop, sent.block, by_sentence[index])
        heard, turn = _heard(scan, here, turn, quoted.get(index))
        out += heard
    return tuple(out)


def _heard(scan: Scan, sent: _Sentence, turn: _Turn | None, quoted: Quoted | None) -> _Heard:
    if quoted:
        said = _Turn(quoted.speaker, quoted.verb, False, sent.block)
        return _quoted(scan, sent, quoted, said), said
    found = subject(scan, sent.own)
    if found and found[0].kind == "agency" and turn and turn.orders and _past_number(scan, sent.start, sent.stop)[1]:
        found = None  # "2. Sở A chỉ đạo ...": an item tells what the agency is to do
    if found:
        return _spoken(scan, sent, turn, *found)
    return _carried(scan, sent, turn) if turn else ([], None)


def _spoken(scan: Scan, sent: _Sentence, turn: _Turn | None, chunk: Chunk, verb: Verb) -> _Heard:
    """A sentence with a subject of its own: an agency that speaks ends the turn, a bare "Đồng chí" goes on with it."""
    if chunk.kind == "agency":
        return [], None
    speaker = chunk if chunk.kind != "title" else turn.speaker if turn else None
    if speaker is None:
        return [], turn
    out, after = _clauses(scan, sent, _Turn(speaker, verb.concept, verb.orders, sent.block), verb)
    topic = scan.tokens.starts[sent.start] if scan.word(sent.start, "topic") else -1
    return [replace(speech, topic=topic) for speech in out], after


def _clauses(scan: Scan, sent: _Sentence, turn: _Turn, verb: Verb) -> _Heard:
    """The clauses under each verb of the sentence: "ghi nhận ...; đồng thời đề nghị ..."."""
    verbs = _verbs(scan, sent, verb)
    ends = [*(_verb_start(scan, later.end) for later in verbs[1:]), _another_speaks(scan, sent, verbs[-1].end)]
    out: list[Speech] = []
    for said, end in zip(verbs, ends, strict=True):
        turn = replace(turn, asks=turn.asks or _to_partners(scan, sent, said.end, end))
        for begin, stop in _tasks(scan, sent, said.end, end) if said.orders else [(said.end, end)]:
            speech = _speech(scan, sent, turn, said, begin, stop)
            if speech:
                out.append(speech)
                kept = turn.orders and not said.orders
                turn = replace(turn, verb=turn.verb if kept else said.concept, orders=turn.orders or said.orders)
    return out, turn


def _another_speaks(scan: Scan, sent: _Sentence, begin: int) -> int:
    """The ";" after which another subject has the word, or the end of the sentence."""
    subjects = (c for c in sent.own if c.start > begin and c.kind in ("agency", "role", "person"))
    after = (c.start - 1 for c in subjects if scan.tokens.words[c.start - 1] == ";" and verb_at(scan, c.end))
    return next(after, sent.stop)


def _to_partners(scan: Scan, sent: _Sentence, begin: int, end: int) -> bool:
    """Whether those spoken to are partners, not subordinates: foreigners, both sides; in talks all but a body of ours."""
    spoken_to: list[Chunk] = []
    for chunk in sent.own:
        if begin <= chunk.start < end:
            if scan.tokens.words[chunk.start] == ";" or is_act(scan, chunk.start):
                break
            spoken_to.append(chunk)
    if any(_is_partner(scan, chunk) for chunk in spoken_to):
        return True
    return len(scan.where(range(len(scan.tokens)), "talks")) > 1 and all(c.kind != "agency" for c in spoken_to)


def _is_partner(scan: Scan, chunk: Chunk) -> bool:
    if getattr(chunk.value, "foreign", False):
        return True
    country = chunk.kind == "word" and scan.tokens.caps[chunk.start] and scan.word(chunk.start, "country")
    return bool(country or chunk.kind in ("word", "place") and scan.word(chunk.start, "partner"))


def _verbs(scan: Scan, sent: _Sentence, verb: Verb) -> list[Verb]:
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


def _tasks(scan: Scan, sent: _Sentence, begin: int, end: int) -> list[tuple[int, int]]:
    """The task clauses of tokens [begin, end): they are parted by ";", or numbered "(1) ... (2) ..."."""
    words = scan.tokens.words
    cuts = [(i, i + 1) for i in range(begin, end) if words[i] == ";" and _new_task(scan, sent, i + 1)]
    cuts += [(i, i + 3) for i in range(begin, end - 3) if _numbered(scan, i)]
    cuts.sort()
    return list(zip([begin, *(b for _, b in cuts)], [*(a for a, _ in cuts), end], strict=True))


def _numbered(scan: Scan, i: int) -> bool:
    """Whether token i opens the number of a task: "(1)", "(2)"."""
    words = scan.tokens.words
    return words[i] == "(" and words[i + 1].isdigit() and len(words[i + 1]) < 3 and words[i + 2] == ")"


def _new_task(scan: Scan, sent: _Sentence, i: int) -> bool:
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


_HEAD: Final = 5  # tokens
_TIME: Final = 9  # tokens that tell when to act
_SOON: Final = 4  # tokens
_TOLD: Final = 20  # tokens that name who is reminded
_ALSO: Final = frozenset(map(norm, ("thời", "cũng")))
_AND: Final = frozenset(map(norm, ("và", "thời")))
_TENSE: Final = frozenset(map(norm, ("đã", "cũng", "đang")))
_PRONOUN_ENDS: Final = frozenset(map(norm, ("chí", "ông", "bà", "tôi")))


def _speech(scan: Scan, sent: _Sentence, turn: _Turn, verb: Verb, begin: int, end: int) -> Speech | None:
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
    must = _must(scan, begin, end)
    what = _what_must(scan, must) if must else -1
    if verb.concept == "v-luu-y" and not must:
        what = _what_told(scan, sent, begin, end)
    told = verb.concept not in _REPORTS and (
        what >= 0
        and verb.concept in _STRESS
        or must > 0
        and (addressee >= 0 or any(scan.word(i, "must-act") for i in range(begin, must)))
    )
    asked = scan.tokens.words[scan.token_range(scan.sentences[sent.index]).stop - 1] == "?"
    directive = bool(verb.orders or told) and verb.concept not in INFORMS and not turn.asks and not asked
    act = begin if verb.orders else what if told else -1
    start, stop = tokens.starts[begin], tokens.ends[end - 1]
    return Speech(turn.speaker, verb.concept, start, stop, sent.index, directive, addressee, act=act)


# Verbs under which a clause with cần/phải obliges those who listen, whoever they are.
_STRESS: Final = frozenset({"v-nhan-manh", "v-luu-y", "v-ket-luan"})


def _what_told(scan: Scan, sent: _Sentence, begin: int, end: int) -> int:
    """The token after those who are reminded, where a verb of doing stands there, else -1: "lưu ý Sở A [rà soát] ..."."""
    agency = next((c for c in sent.own if c.start == begin and c.kind in ("agency", "role")), None)
    if agency is None and scan.word(begin, "must-act") is None:
        return -1
    return next((i for i in range(begin + 1, min(begin + _TOLD, end)) if is_act(scan, i)), -1)


def _what_must(scan: Scan, must: int) -> int:
    """The token after cần, phải or "cần phải" where a verb of doing stands there, else -1."""
    i = must + 1
    while scan.word(i, "must", "adverb") and not is_act(scan, i):
        i += 1
    return i if is_act(scan, i) else -1


def _must(scan: Scan, begin: int, end: int) -> int:
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


def _carried(scan: Scan, sent: _Sentence, turn: _Turn) -> _Heard:
    """A sentence without a speaker of its own: it goes on with the tasks of the one before, or ends the turn."""
    first, is_item = _past_number(scan, sent.start, sent.stop)
    if first >= sent.stop or scan.word(first, "speech-ends") or is_headed(scan, sent.own):
        return [], None
    elided = _elided(scan, first, sent.stop) if turn.verb not in INFORMS | _REPORTS else None
    if elided:
        again = replace(turn, verb=elided.concept, orders=True, block=sent.block)
        out, after = _clauses(scan, sent, again, elided)
        return [replace(speech, rule="speech-elided") for speech in out], after
    if _somebody_says(scan, sent, first):
        return [], None
    if any(c.kind in _ACTORS and scan.word(c.end, "told") for c in sent.own):
        return [], replace(turn, orders=False) if sent.block == turn.block else None
    first = _past_lead(scan, first, sent.stop)
    if turn.asks or not _goes_on(scan, sent, first, turn, is_item=is_item):
        return [], turn if sent.block == turn.block or turn.listing else None
    verb = Verb(first, turn.verb, True)
    out = [
        replace(speech, inherited=True, rule="speech-continued")
        for a, b in _tasks(scan, sent, first, sent.stop)
        if (speech := _speech(scan, sent, turn, verb, a, b))
    ]
    out[:1] = [_named(scan, sent, first, speech, turn, is_item=is_item) for speech in out[:1]]
    return out, replace(turn, block=sent.block, listing=turn.listing or is_item)


def _named(scan: Scan, sent: _Sentence, first: int, speech: Speech, turn: _Turn, *, is_item: bool) -> Speech:
    """The first speech of a sentence that goes on, with those who must act and what is to be done."""
    lead = _lead(sent, first)
    if lead:
        speech = replace(speech, addressee=lead.start)
    must = _must(scan, first, sent.stop)
    if must and (act := _what_must(scan, must)) >= 0:
        return replace(speech, act=act)
    if lead or is_item or scan.word(first, "must-act"):
        return replace(speech, act=first)
    does = turn.orders and is_act(scan, first) and not _defines(scan, first, sent.stop)
    return replace(speech, act=first if does else -1)


def _defines(scan: Scan, first: int, stop: int) -> bool:
    """Whether a sentence says what something is: "Xây dựng nông thôn mới là việc lâu dài"."""
    norms = scan.tokens.norms
    return any(norms[k] == _IS and norms[k - 1] not in _BEFORE_IS for k in range(first + 2, min(first + 30, stop)))


_BEFORE_IS: Final = frozenset(map(norm, ("nhất", "biệt", "tức", "thể", "gọi", "hết", "coi", "xem", "hay")))


def _somebody_says(scan: Scan, sent: _Sentence, first: int) -> bool:
    """Whether somebody unnamed has the word: "một số ngư dân cho rằng ...", "lãnh đạo thành phố cũng giao ..."."""
    if scan.where(range(first + 1, sent.stop), "another-says"):
        return True
    near = scan.where(range(first + 1, min(first + 7, sent.stop)), "directs")
    return any(verb_at(scan, i) and scan.word_before(i, "adverb") for i in near)


def _past_lead(scan: Scan, first: int, stop: int) -> int:
    """The token past what joins a sentence to the one before: "Trong đó, ...", "Đến năm 2018, cơ bản ...", "Đồng thời ..."."""
    joined = scan.word(first, "goes-on")
    if joined:
        return joined[0] + (joined[0] < stop and scan.tokens.words[joined[0]] == ",")
    comma = next((k for k in range(first, min(first + _TIME, stop - 1)) if scan.tokens.words[k] == ","), -1)
    if comma < 0 or scan.word(first, "time-lead") is None:
        return first
    then = scan.word(comma + 1, "adverb")
    head = then[0] if then else comma + 1
    return head if is_act(scan, head) else first


def _lead(sent: _Sentence, first: int) -> Chunk | None:
    """The agency at the head of a sentence."""
    return next((c for c in sent.own if c.start == first and c.kind == "agency"), None)


def _goes_on(scan: Scan, sent: _Sentence, first: int, turn: _Turn, *, is_item: bool) -> bool:
    """Whether a sentence assigns a task in the name of the speaker before.

    Under a verb that assigns: an item of a list, or what begins with a task's verb or with those who must act. Under any
    verb that is no report: where somebody cần/phải.
    """
    must = _must(scan, first, min(first + 25, sent.stop))
    if must and turn.verb not in _REPORTS and _who_must(scan, sent.own, first, must):
        return True
    if not turn.orders or turn.listing and not is_item:
        return False
    if is_item:
        return True
    if not must and scan.where(range(first, min(first + _HEAD, sent.stop)), "tense"):
        return False
    lead, after = _lead(sent, first), scan.word(first, "must-act")
    if lead is None and after is None:
        return is_act(scan, first) or scan.word(first, "task-start") is not None or bool(must)
    if after and not scan.word(first, "plural"):
        return bool(must)
    figures = any(word.isdigit() and len(word) < 4 for word in scan.tokens.words[first : sent.stop])
    head = lead.end if lead else after[0] if after else first
    head = max([head, *(c.end for c in sent.own if c.start <= head < c.end or c.start == head and c.kind == "person")])
    return bool(must) or not figures and scan.word(head, "told") is None


def _past_number(scan: Scan, i: int, stop: int) -> tuple[int, bool]:
    """(first token past the bullet or number of a list's item, whether there is a number): "- ", "Hai là, ...", "3. "."""
    words = scan.tokens.words
    while i < stop and words[i] in "-–+•*":
        i += 1
    ordinal = scan.word(i, "item")
    i += i + 3 < stop and _numbered(scan, i)
    numbered = i + 1 < stop and words[i].isdigit() and words[i + 1] in ".)/" and len(words[i]) < 3
    if not ordinal and not numbered:
        return i, False
    i = ordinal[0] if ordinal else i + 2
    while i < stop and (words[i] in ",:*" or scan.tokens.norms[i] == _IS):
        i += 1
    return i, True


_IS: Final = norm("là")
_I: Final = norm("tôi")


def _elided(scan: Scan, i: int, stop: int) -> Verb | None:
    """The verb of a sentence that leaves its subject out: "Yêu cầu ...", "Theo đó, để đẩy nhanh tiến độ, yêu cầu ..."."""
    lead = scan.word(i, "goes-on")
    i = lead[0] if lead else i
    if i < stop and scan.tokens.words[i] == ",":
        i += 1
    if lead and scan.word(i, "purpose"):
        comma = next((k for k in range(i, min(i + 30, stop)) if scan.tokens.words[k] == ","), stop)
        i = comma + 1
    while lead and i < stop and (adverb := scan.word(i, "adverb")):
        i = adverb[0]
    verb = verb_at(scan, i) if i < stop else None
    return verb if verb and verb.orders else None


_ACTORS: Final = frozenset({"person", "short", "role", "agency"})
_REPORTS: Final = frozenset({"v-thong-tin", "v-tra-loi", "v-bao-cao", "v-neu-y-kien", "v-phat-bieu", "v-de-xuat"})


def _who_must(scan: Scan, own: list[Chunk], first: int, must: int) -> bool:
    """Whether those who must act stand right before cần/phải, or at the head of the sentence."""
    return any(c.kind in ("agency", "role") and first <= c.start < must for c in own) or any(
        scan.word(i, "must-act") for i in range(first, must)
    )


def _quoted(scan: Scan, sent: _Sentence, quoted: Quoted, turn: _Turn) -> list[Speech]:
    """A sentence inside a quotation: a directive where it says cần/phải or a directing verb."""
    first, stop = sent.start, scan.tokens.at(quoted.end)
    while first < stop and (scan.tokens.words[first] in '“"-–' or scan.tokens.norms[first] == _I):
        first += 1
    verb = Verb(first, quoted.verb, False)
    speech = _speech(scan, sent, turn, verb, first, stop) if stop - first >= 3 else None
    if speech is None:
        return []
    order = scan.word(first, "directs")
    head = _past_lead(scan, first, stop)
    starts = is_act(scan, head) and not _defines(scan, head, stop) and quoted.verb not in INFORMS | _REPORTS
    if not turn.asks and (order or starts and not speech.directive):
        speech = replace(speech, directive=True, verb=order[1].value if order else quoted.verb)
    return [replace(speech, act=order[0] if order else speech.act, rule="speech-quoted")]
