"""Sentences -> who tells whom to do what: whose turn it is to speak is handed on from sentence to sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kg.extract.chunks import Chunk
from kg.extract.clauses import REPORTS, Speech, Turn, Utterance, clauses, must_at, speech_of, task_spans, what_must
from kg.extract.continuations import defines, elided, goes_on, lead_of, past_lead, past_number, somebody_says
from kg.extract.scan import Scan
from kg.extract.speakers import INFORMS, Quoted, Verb, chunks_by_sentence, is_headed, quotations, subject
from kg.extract.tasks import is_act
from kg.text import norm

_Heard = tuple[list[Speech], Turn | None]  # what a sentence says, and whose turn it is after it
_ACTORS: Final = frozenset({"person", "short", "role", "agency"})
_I: Final = norm("tôi")


def speeches(scan: Scan, chunks: tuple[Chunk, ...]) -> tuple[Speech, ...]:
    """Every act of speech of the article's people, in text order."""
    by_sentence = chunks_by_sentence(scan, chunks)
    quoted = quotations(scan, by_sentence)
    out: list[Speech] = []
    turn: Turn | None = None
    for index, sent in enumerate(scan.sentences):
        if scan.doc.blocks[sent.block].kind in ("title", "caption"):
            continue
        tokens = scan.token_range(sent)
        here = Utterance(index, tokens.start, tokens.stop, sent.block, by_sentence[index])
        heard, turn = _heard(scan, here, turn, quoted.get(index))
        out += heard
    return tuple(out)


def _heard(scan: Scan, sent: Utterance, turn: Turn | None, quoted: Quoted | None) -> _Heard:
    if quoted:
        said = Turn(quoted.speaker, quoted.verb, False, sent.block)
        return _quoted(scan, sent, quoted, said), said
    found = subject(scan, sent.own)
    if found and found[0].kind == "agency" and turn and turn.orders and past_number(scan, sent.start, sent.stop)[1]:
        found = None  # "2. Sở A chỉ đạo ...": an item tells what the agency is to do
    if found:
        return _spoken(scan, sent, turn, *found)
    return _carried(scan, sent, turn) if turn else ([], None)


def _spoken(scan: Scan, sent: Utterance, turn: Turn | None, chunk: Chunk, verb: Verb) -> _Heard:
    """A sentence with a subject of its own: an agency that speaks ends the turn, a bare "Đồng chí" goes on with it."""
    if chunk.kind == "agency":
        return [], None
    speaker = chunk if chunk.kind != "title" else turn.speaker if turn else None
    if speaker is None:
        return [], turn
    out, after = clauses(scan, sent, Turn(speaker, verb.concept, verb.orders, sent.block), verb)
    topic = scan.tokens.starts[sent.start] if scan.word(sent.start, "topic") else -1
    return [replace(speech, topic=topic) for speech in out], after


def _carried(scan: Scan, sent: Utterance, turn: Turn) -> _Heard:
    """A sentence without a speaker of its own: it goes on with the tasks of the one before, or ends the turn."""
    first, is_item = past_number(scan, sent.start, sent.stop)
    if first >= sent.stop or scan.word(first, "speech-ends") or is_headed(scan, sent.own):
        return [], None
    left_out = elided(scan, first, sent.stop) if turn.verb not in INFORMS | REPORTS else None
    if left_out:
        again = replace(turn, verb=left_out.concept, orders=True, block=sent.block)
        out, after = clauses(scan, sent, again, left_out)
        return [replace(speech, rule="speech-elided") for speech in out], after
    if somebody_says(scan, sent, first):
        return [], None
    if any(c.kind in _ACTORS and scan.word(c.end, "told") for c in sent.own):
        return [], replace(turn, orders=False) if sent.block == turn.block else None
    first = past_lead(scan, first, sent.stop)
    if turn.asks or not goes_on(scan, sent, first, turn, is_item=is_item):
        return [], turn if sent.block == turn.block or turn.listing else None
    verb = Verb(first, turn.verb, True)
    out = [
        replace(speech, inherited=True, rule="speech-continued")
        for a, b in task_spans(scan, sent, first, sent.stop)
        if (speech := speech_of(scan, sent, turn, verb, a, b))
    ]
    out[:1] = [_named(scan, sent, first, speech, turn, is_item=is_item) for speech in out[:1]]
    return out, replace(turn, block=sent.block, listing=turn.listing or is_item)


def _named(scan: Scan, sent: Utterance, first: int, speech: Speech, turn: Turn, *, is_item: bool) -> Speech:
    """The first speech of a sentence that goes on, with those who must act and what is to be done."""
    lead = lead_of(sent, first)
    if lead:
        speech = replace(speech, addressee=lead.start)
    must = must_at(scan, first, sent.stop)
    if must and (act := what_must(scan, must)) >= 0:
        return replace(speech, act=act)
    if lead or is_item or scan.word(first, "must-act"):
        return replace(speech, act=first)
    does = turn.orders and is_act(scan, first) and not defines(scan, first, sent.stop)
    return replace(speech, act=first if does else -1)


def _quoted(scan: Scan, sent: Utterance, quoted: Quoted, turn: Turn) -> list[Speech]:
    """A sentence inside a quotation: a directive where it says cần/phải or a directing verb."""
    first, stop = sent.start, scan.tokens.at(quoted.end)
    while first < stop and (scan.tokens.words[first] in '“"-–' or scan.tokens.norms[first] == _I):
        first += 1
    verb = Verb(first, quoted.verb, False)
    speech = speech_of(scan, sent, turn, verb, first, stop) if stop - first >= 3 else None
    if speech is None:
        return []
    order = scan.word(first, "directs")
    head = past_lead(scan, first, stop)
    starts = is_act(scan, head) and not defines(scan, head, stop) and quoted.verb not in INFORMS | REPORTS
    if "?" in scan.tokens.words[first:stop]:
        return [replace(speech, directive=False, rule="speech-quoted")]
    if not turn.asks and (order or starts and not speech.directive):
        speech = replace(speech, directive=True, verb=order[1].value if order else quoted.verb)
    return [replace(speech, act=order[0] if order else speech.act, rule="speech-quoted")]
