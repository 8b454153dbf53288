"""Sentences -> who tells whom to do what: the clauses under each verb, and the speaker's turn across sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from kg.extract.chunks import Chunk
from kg.extract.scan import Scan
from kg.extract.speakers import INFORMS, Quoted, Verb, chunks_by_sentence, quotations, subject, verb_at
from kg.text import norm


@dataclass(frozen=True, slots=True)
class Speech:
    """A reported act of speech: who (a chunk: person, short mention or post), the verb's concept, and its clause.

    `start`, `end`: the clause, cut verbatim, as offsets; `directive`: it assigns a task; `addressee`: first token of the
    chunk that must act, or -1; `inherited`: the verb was said in an earlier sentence; `assigned`: this very clause has a
    verb that assigns, or begins with those who must act.
    """

    speaker: Chunk
    verb: str
    start: int
    end: int
    sentence: int
    directive: bool
    addressee: int = -1
    inherited: bool = False
    assigned: bool = False
    rule: str = "speech"


@dataclass(frozen=True, slots=True)
class _Turn:
    """Whose turn it is after a sentence: sentences without a speaker of their own go on with it.

    `orders`: tasks were assigned; `block`: where it was last heard; `listing`: within a list only its next item goes on.
    """

    speaker: Chunk
    verb: str
    orders: bool
    block: int
    listing: bool = False


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
        return _quoted(scan, sent, quoted), _Turn(quoted.speaker, quoted.verb, False, sent.block)
    said = subject(scan, sent.own)
    if said:
        return _spoken(scan, sent, turn, *said)
    return _carried(scan, sent, turn) if turn else ([], None)


def _spoken(scan: Scan, sent: _Sentence, turn: _Turn | None, chunk: Chunk, verb: Verb) -> _Heard:
    """A sentence with a subject of its own: an agency that speaks ends the turn, a bare "Đồng chí" goes on with it."""
    if chunk.kind == "agency":
        return [], None
    speaker = chunk if chunk.kind != "title" else turn.speaker if turn else None
    if speaker is None:
        return [], turn
    return _clauses(scan, sent, _Turn(speaker, verb.concept, verb.orders, sent.block), verb)


def _clauses(scan: Scan, sent: _Sentence, turn: _Turn, verb: Verb) -> _Heard:
    """The clauses under each verb of the sentence: "ghi nhận ...; đồng thời đề nghị ..."."""
    verbs = _verbs(scan, sent, verb)
    ends = [*(_verb_start(scan, later.end) for later in verbs[1:]), sent.stop]
    out: list[Speech] = []
    for (begin, concept, orders), end in zip(verbs, ends, strict=True):
        for a, b in _tasks(scan, begin, end) if orders else [(begin, end)]:
            speech = _speech(scan, sent, turn.speaker, concept, orders, a, b)
            if speech:
                out.append(speech)
                turn = replace(
                    turn, verb=concept if orders or not turn.orders else turn.verb, orders=turn.orders or orders
                )
    return out, turn


def _verbs(scan: Scan, sent: _Sentence, verb: Verb) -> list[Verb]:
    """The verb of a subject, and those coordinated with it."""
    out = [verb]
    inside = {k for c in sent.own if c.kind in ("agency", "role", "person") for k in range(c.start, c.end)}
    for i in scan.where(range(verb.end, sent.stop), "directs", "says"):
        more = verb_at(scan, i) if i >= out[-1].end and i not in inside else None
        if more and _coordinate(scan, i, inside_task=out[-1].orders):
            out.append(more)
    return out


def _tasks(scan: Scan, begin: int, end: int) -> list[tuple[int, int]]:
    """The task clauses of tokens [begin, end): they are parted by ";", or numbered "(1) ... (2) ..."."""
    cuts = [(i, i + 1) for i in range(begin, end) if scan.tokens.words[i] == ";" and _new_task(scan, i + 1)]
    cuts += [(i, i + 3) for i in range(begin, end - 3) if _numbered(scan, i)]
    cuts.sort()
    return list(zip([begin, *(b for _, b in cuts)], [*(a for a, _ in cuts), end], strict=True))


def _numbered(scan: Scan, i: int) -> bool:
    """Whether token i opens the number of a task: "(1)", "(2)"."""
    words = scan.tokens.words
    return words[i] == "(" and words[i + 1].isdigit() and len(words[i + 1]) < 3 and words[i + 2] == ")"


def _new_task(scan: Scan, i: int) -> bool:
    """Whether a task begins at token i, rather than the next member of an enumeration."""
    return scan.word(i, "task-start", "must-act", "must", "directs") is not None


def _verb_start(scan: Scan, end: int) -> int:
    """The first token of the verb that ends at a token."""
    for i in range(max(0, end - 5), end):
        found = scan.word(i, "directs", "says")
        if found and found[0] == end:
            return i
    return end


def _coordinate(scan: Scan, i: int, *, inside_task: bool) -> bool:
    """Whether a further verb has the same subject: after ",", ";", "và", "đồng thời", "cũng".

    Inside a task only ";" and "đồng thời" part clauses: "yêu cầu các sở rà soát, đánh giá, báo cáo" is one task.
    """
    if inside_task:
        return scan.tokens.words[i - 1] == ";" or scan.tokens.norms[i - 1] in _ALSO
    k = i - 1
    while k and scan.tokens.norms[k] in _TENSE:
        k -= 1
    return scan.tokens.words[k] in (",", ";") or scan.tokens.norms[k] in _AND | _PRONOUN_ENDS


_ALSO: Final = frozenset(map(norm, ("thời", "cũng")))
_AND: Final = frozenset(map(norm, ("và", "thời")))
_TENSE: Final = frozenset(map(norm, ("đã", "cũng")))
_PRONOUN_ENDS: Final = frozenset(map(norm, ("chí", "ông", "bà")))


def _speech(
    scan: Scan, sent: _Sentence, speaker: Chunk, concept: str, orders: bool, begin: int, end: int
) -> Speech | None:
    tokens = scan.tokens
    while begin < end and tokens.words[begin] in ',:-–“"':
        begin += 1
    while end > begin and (tokens.words[end - 1] in ',;:.”"-–…' or tokens.norms[end - 1] in _AND | _TENSE):
        end -= 1
    if end - begin < 2:
        return None
    addressee = _addressee(scan, sent.own, begin, end)
    must = _must(scan, begin, end)
    told = must and (addressee >= 0 or any(scan.word(i, "must-act") for i in range(begin, must)))
    directive = bool(orders or told) and concept not in INFORMS
    return Speech(
        speaker, concept, tokens.starts[begin], tokens.ends[end - 1], sent.index, directive, addressee, assigned=orders
    )


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
    if first >= sent.stop or scan.word(first, "speech-ends"):
        return [], None
    elided = _elided(scan, first, sent.stop) if turn.verb not in INFORMS | _REPORTS else None
    if elided:
        out, turn = _clauses(scan, sent, replace(turn, verb=elided.concept, orders=True, block=sent.block), elided)
        return [replace(speech, rule="speech-elided") for speech in out], turn
    lead = next((c for c in sent.own if c.start == first and c.kind == "agency"), None)
    if not _goes_on(scan, sent, first, lead, turn, is_item=is_item):
        return [], turn if sent.block == turn.block or turn.listing else None
    head = (scan.word(first, "goes-on") or (first,))[0]
    assigned = bool(lead or is_item or scan.word(first, "must-act") or _must(scan, head, head + 1))
    out = [
        replace(
            speech,
            addressee=lead.start if lead else speech.addressee,
            inherited=True,
            assigned=assigned,
            rule="speech-continued",
        )
        for a, b in _tasks(scan, first, sent.stop)
        if (speech := _speech(scan, sent, turn.speaker, turn.verb, True, a, b))
    ]
    return out, replace(turn, block=sent.block, listing=turn.listing or is_item)


def _goes_on(scan: Scan, sent: _Sentence, first: int, lead: Chunk | None, turn: _Turn, *, is_item: bool) -> bool:
    """Whether a sentence assigns a task in the name of the speaker before.

    Under a verb that assigns: an item of a list, or what begins with a task's verb or with those who must act. Under any
    verb that is no report: where somebody cần/phải.
    """
    must = _must(scan, first, min(first + 25, sent.stop))
    if must and turn.verb not in _REPORTS and _who_must(scan, sent.own, first, must):
        return True
    if not turn.orders or turn.listing and not is_item:
        return False
    after = scan.word(first, "must-act")
    if lead is None and after is None:
        return is_item or scan.word(first, "task-start") is not None or bool(must)
    figures = any(word.isdigit() and len(word) < 4 for word in scan.tokens.words[first : sent.stop])
    return bool(must) or not figures and scan.word(lead.end if lead else after[0] if after else first, "told") is None


def _past_number(scan: Scan, i: int, stop: int) -> tuple[int, bool]:
    """(first token past the bullet or number of a list's item, whether there is a number): "- ", "Hai là, ...", "3. "."""
    words = scan.tokens.words
    while i < stop and words[i] in "-–+•*":
        i += 1
    ordinal = scan.word(i, "item")
    numbered = i + 1 < stop and words[i].isdigit() and words[i + 1] in ".)/" and len(words[i]) < 3
    if not ordinal and not numbered:
        return i, False
    i = ordinal[0] if ordinal else i + 2
    while i < stop and (words[i] in ",:*" or scan.tokens.norms[i] == _IS):
        i += 1
    return i, True


_IS: Final = norm("là")


def _elided(scan: Scan, i: int, stop: int) -> Verb | None:
    """The verb of a sentence that leaves its subject out: "Đồng thời đề nghị ...", "Theo đó, để đẩy nhanh tiến độ, yêu cầu ..."."""
    lead = scan.word(i, "goes-on")
    if lead is None:
        return None
    i = lead[0]
    if i < stop and scan.tokens.words[i] == ",":
        i += 1
    if scan.word(i, "purpose"):
        comma = next((k for k in range(i, min(i + 30, stop)) if scan.tokens.words[k] == ","), stop)
        i = comma + 1
    while i < stop and (adverb := scan.word(i, "adverb")):
        i = adverb[0]
    verb = verb_at(scan, i) if i < stop else None
    return verb if verb and verb.orders else None


_REPORTS: Final = frozenset({"v-thong-tin", "v-tra-loi", "v-bao-cao", "v-neu-y-kien", "v-phat-bieu", "v-de-xuat"})


def _who_must(scan: Scan, own: list[Chunk], first: int, must: int) -> bool:
    """Whether those who must act stand right before cần/phải, or at the head of the sentence."""
    return any(c.kind in ("agency", "role") and first <= c.start < must for c in own) or any(
        scan.word(i, "must-act") for i in range(first, must)
    )


def _quoted(scan: Scan, sent: _Sentence, quoted: Quoted) -> list[Speech]:
    """A sentence inside a quotation: a directive where it says cần/phải or a directing verb."""
    first, stop = sent.start, scan.tokens.at(quoted.end)
    while first < stop and scan.tokens.words[first] in '“"-–':
        first += 1
    speech = _speech(scan, sent, quoted.speaker, quoted.verb, False, first, stop) if stop - first >= 3 else None
    if speech is None:
        return []
    order = scan.word(first, "directs")
    starts = scan.word(first, "task-start")
    if order or starts and not speech.directive and quoted.verb not in INFORMS:
        speech = replace(speech, directive=True, verb=order[1].value if order else quoted.verb)
    return [replace(speech, assigned=bool(order), rule="speech-quoted")]
