"""Sentences -> who speaks, and who tells whom to do what: speakers are followed across sentences and paragraphs."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import Final

from kg.extract.chunks import Chunk
from kg.extract.scan import Scan
from kg.text import norm

_CLOSE: Final = frozenset('”"')


@dataclass(frozen=True, slots=True)
class Speech:
    """A reported act of speech: who (a chunk: person, short mention or post), the verb's concept, and its clause.

    `task` is text[start:end], a clause cut verbatim; `directive`: it assigns a task; `addressee`: first token of the
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


_Verb = tuple[int, str, bool]  # end token, concept, whether it assigns tasks


@dataclass(slots=True)
class _State:
    speaker: Chunk | None = None
    verb: str = ""
    directing: bool = False
    assigns: bool = False
    block: int = -1
    listing: bool = False  # within a list: only its next item goes on

    def silence(self) -> None:
        """Nobody speaks any more."""
        self.speaker, self.directing, self.assigns, self.listing = None, False, False, False


def speeches(scan: Scan, chunks: tuple[Chunk, ...]) -> tuple[Speech, ...]:
    """Every act of speech of the article's people, in text order."""
    by_sentence = _by_sentence(scan, chunks)
    after_quote = _attributions(scan, by_sentence)
    out: list[Speech] = []
    state = _State()
    for index, sent in enumerate(scan.sentences):
        kind = scan.doc.blocks[sent.block].kind
        if kind == "title" or kind == "caption":
            continue
        own = by_sentence[index]
        if index in after_quote:
            speaker, verb, end = after_quote[index]
            out += _quoted(scan, index, speaker, verb, end, own)
            state = _State(speaker, verb, block=sent.block)
            continue
        found = _spoken(scan, index, own, state)
        if found is not None:
            out += found
            continue
        out += _carried(scan, index, own, state)
    return tuple(out)


def _by_sentence(scan: Scan, chunks: tuple[Chunk, ...]) -> list[list[Chunk]]:
    starts = [chunk.start for chunk in chunks]
    spans = map(scan.token_range, scan.sentences)
    return [list(chunks[bisect_left(starts, span.start) : bisect_left(starts, span.stop)]) for span in spans]


def _verb(scan: Scan, i: int) -> tuple[int, str, bool] | None:
    """(end token, concept, whether it assigns tasks) of the verb of speech at token i."""
    found = scan.word(i, "directs", "says")
    if found is None or scan.word(i, "not-a-verb") or scan.word_before(i, "not-a-verb-after"):
        return None
    return found[0], found[1].value, found[1].category == "directs"


def _spoken(scan: Scan, index: int, own: list[Chunk], state: _State) -> list[Speech] | None:
    """The speeches of a sentence with a subject of its own, or None where it has none.

    An agency that speaks ends the speaker before; a person without a verb of speech does not speak.
    """
    subjects = [(k, c, v) for k, c in enumerate(own) if c.kind != "word" and (v := _says(scan, own, k))]
    if not subjects:
        return None
    _, chunk, verb = _first_or_quoted(subjects)
    if chunk.kind == "agency":
        state.silence()
        return []
    speaker = _same(scan, chunk, state)
    if speaker is None:
        return []
    state.speaker, state.verb, state.directing, state.block = speaker, verb[1], verb[2], scan.sentences[index].block
    state.assigns, state.listing = verb[2], False
    return _clauses(scan, index, own, speaker, verb, state)


def _first_or_quoted(subjects: list[tuple[int, Chunk, _Verb]]) -> tuple[int, Chunk, _Verb]:
    """Who speaks; of one who only tells of another person's order, that person: "Ông A cho hay, Chủ tịch tỉnh đã yêu cầu ..."."""
    first, *others = subjects
    if first[2][1] in _INFORMS:
        return next((s for s in others if s[2][2] and s[1].kind in ("person", "role")), first)
    return first


def _same(scan: Scan, chunk: Chunk, state: _State) -> Chunk | None:
    """A bare "Đồng chí", "Ông" is the speaker before; anything else speaks for itself."""
    return state.speaker if chunk.kind == "title" else chunk


def _says(scan: Scan, own: list[Chunk], k: int) -> tuple[int, str, bool] | None:
    """The verb of speech that has chunk k for its subject: right after it, or after adverbs and a post in apposition."""
    chunk = own[k]
    if chunk.kind not in ("person", "short", "role", "agency", "title"):
        return None
    if chunk.kind == "title" and not _pronoun(scan, chunk) or _written_to(scan, own, k):
        return None
    if chunk.kind == "role" and (k + 1 < len(own) and own[k + 1].kind in ("person", "title")):
        return None
    i = k + 1
    steps = 0
    while i < len(own) and steps < 14:
        nxt = own[i]
        verb = _verb(scan, nxt.start) if nxt.kind == "word" else None
        if verb:
            return verb
        if (
            nxt.kind == "role"
            and steps < 12
            and chunk.kind == "person"
            or scan.word(nxt.start, "adverb")
            or _apposition(scan, nxt)
        ):
            steps += 1
            i += 1
            continue
        return None
    return None


def _written_to(scan: Scan, own: list[Chunk], k: int) -> bool:
    """Whether chunk k, with the titles and posts before it, is whom somebody writes to."""
    while k and own[k - 1].kind in ("title", "role"):
        k -= 1
    return scan.word_before(own[k].start, "sent-to") is not None


def _pronoun(scan: Scan, chunk: Chunk) -> bool:
    """Whether a title stands for a person by itself: "Đồng chí nhấn mạnh", "Ông cho biết"."""
    return scan.tokens.norms[chunk.start] in _PRONOUNS


_PRONOUNS: Final = frozenset(map(norm, ("đồng", "ông", "bà")))


def _apposition(scan: Scan, chunk: Chunk) -> bool:
    return chunk.kind == "word" and scan.tokens.words[chunk.start] in ("-", "–", "(", ")", ",")


def _clauses(
    scan: Scan, index: int, own: list[Chunk], speaker: Chunk, verb: tuple[int, str, bool], state: _State
) -> list[Speech]:
    """The clauses under each verb of the sentence: "ghi nhận ...; đồng thời đề nghị ..."."""
    sent = scan.sentences[index]
    stop = scan.token_range(sent).stop
    verbs = [verb]
    inside = {k for c in own if c.kind in ("agency", "role", "person") for k in range(c.start, c.end)}
    for i in scan.where(range(verb[0], stop), "directs", "says"):
        more = _verb(scan, i) if i >= verbs[-1][0] and i not in inside else None
        if more and _coordinate(scan, i, inside_task=verbs[-1][2]):
            verbs.append(more)
    out: list[Speech] = []
    for n, (begin, concept, assigns) in enumerate(verbs):
        end = _verb_start(scan, verbs[n + 1][0]) if n + 1 < len(verbs) else stop
        for a, b in _tasks(scan, begin, end) if assigns else [(begin, end)]:
            speech = _speech(scan, index, own, speaker, concept, assigns, a, b)
            if speech:
                out.append(speech)
                state.directing = state.directing or speech.directive
                state.assigns = state.assigns or assigns and speech.directive
                state.verb = concept if assigns or not state.directing else state.verb
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
    scan: Scan, index: int, own: list[Chunk], speaker: Chunk, concept: str, assigns: bool, begin: int, end: int
) -> Speech | None:
    tokens = scan.tokens
    while begin < end and tokens.words[begin] in ',:-–“"':
        begin += 1
    while (
        end > begin and tokens.words[end - 1] in ',;:.”"-–…' or end > begin and tokens.norms[end - 1] in _AND | _TENSE
    ):
        end -= 1
    if end - begin < 2:
        return None
    addressee = _addressee(scan, own, begin, end)
    must = _must(scan, begin, end)
    told = must and (addressee >= 0 or any(scan.word(i, "must-act") for i in range(begin, must)))
    directive = bool(assigns or told) and concept not in _INFORMS
    return Speech(
        speaker, concept, tokens.starts[begin], tokens.ends[end - 1], index, directive, addressee, assigned=assigns
    )


_INFORMS: Final = frozenset({"v-thong-tin", "v-tra-loi", "v-bao-cao", "v-trinh-bay", "v-quan-triet", "v-cong-bo"})


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


def _carried(scan: Scan, index: int, own: list[Chunk], state: _State) -> list[Speech]:
    """A sentence without a speaker of its own: it goes on with the tasks of the one before, or ends the speech."""
    if state.speaker is None:
        return []
    sent = scan.sentences[index]
    stop = scan.token_range(sent).stop
    first, is_item = _past_number(scan, scan.token_range(sent).start, stop)
    if first >= stop or scan.word(first, "speech-ends"):
        state.silence()
        return []
    elided = _elided(scan, first, stop) if state.verb not in _INFORMS | _REPORTS else None
    if elided:
        state.verb, state.directing, state.block, state.assigns = elided[1], True, sent.block, True
        return [replace(s, rule="speech-elided") for s in _clauses(scan, index, own, state.speaker, elided, state)]
    lead = next((c for c in own if c.start == first and c.kind == "agency"), None)
    head = (scan.word(first, "goes-on") or (first,))[0]
    assigned = lead is not None or scan.word(first, "must-act") is not None or _must(scan, head, head + 1) > 0
    if not _goes_on(scan, own, first, stop, lead, state, is_item=is_item):
        if sent.block != state.block and not state.listing:
            state.silence()
        return []
    state.block, state.directing, state.listing = sent.block, True, state.listing or is_item
    out: list[Speech] = []
    for a, b in _tasks(scan, first, stop):
        speech = _speech(scan, index, own, state.speaker, state.verb, True, a, b)
        if speech:
            addressee = lead.start if lead else speech.addressee
            out.append(
                replace(
                    speech, addressee=addressee, inherited=True, assigned=assigned or is_item, rule="speech-continued"
                )
            )
    return out


def _goes_on(
    scan: Scan, own: list[Chunk], first: int, stop: int, lead: Chunk | None, state: _State, *, is_item: bool
) -> bool:
    """Whether a sentence assigns a task in the name of the speaker before.

    Under a verb that assigns: an item of a list, or what begins with a task's verb or with those who must act. Under any
    verb that is no report: where somebody cần/phải.
    """
    must = _must(scan, first, min(first + 25, stop))
    if must and state.verb not in _REPORTS and _who_must(scan, own, first, must):
        return True
    if not (state.directing and state.assigns) or state.listing and not is_item:
        return False
    after = scan.word(first, "must-act")
    if lead is None and after is None:
        return is_item or scan.word(first, "task-start") is not None or bool(must)
    figures = any(word.isdigit() and len(word) < 4 for word in scan.tokens.words[first:stop])
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


def _elided(scan: Scan, i: int, stop: int) -> tuple[int, str, bool] | None:
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
    verb = _verb(scan, i) if i < stop else None
    return verb if verb and verb[2] else None


_REPORTS: Final = frozenset({"v-thong-tin", "v-tra-loi", "v-bao-cao", "v-neu-y-kien", "v-phat-bieu", "v-de-xuat"})


def _who_must(scan: Scan, own: list[Chunk], first: int, must: int) -> bool:
    """Whether those who must act stand right before cần/phải, or at the head of the sentence."""
    return any(c.kind in ("agency", "role") and first <= c.start < must for c in own) or any(
        scan.word(i, "must-act") for i in range(first, must)
    )


def _attributions(scan: Scan, by_sentence: list[list[Chunk]]) -> dict[int, tuple[Chunk, str, int]]:
    """Sentence -> (speaker, verb, end of the quoted words) for quotations that name their speaker at the end.

    "“A. B. C” - đồng chí X nhấn mạnh": all sentences back to the opening mark are X's, across paragraphs too.
    """
    out: dict[int, tuple[Chunk, str, int]] = {}
    for index, own in enumerate(by_sentence):
        sent = scan.sentences[index]
        if all(scan.doc.text.find(mark, sent.start, sent.end) < 0 for mark in _CLOSE):
            continue
        close = [c for c in own if c.kind == "word" and scan.tokens.words[c.start] in _CLOSE]
        for mark in close:
            speaker = _after(scan, own, mark)
            if not speaker:
                continue
            chunk, verb = speaker
            out[index] = (chunk, verb, scan.tokens.starts[mark.start])
            k = index
            while k > 0 and not _opens(scan, k) and index - k < 12:
                k -= 1
                out.setdefault(k, (chunk, verb, scan.sentences[k].end))
            break
    return out


def _opens(scan: Scan, index: int) -> bool:
    sent = scan.sentences[index]
    text = scan.doc.text[sent.start : sent.end]
    before = scan.doc.text[max(0, sent.start - 2) : sent.start]
    return any(q in text[:3] or q in before for q in '“"') or "“" in text


def _after(scan: Scan, own: list[Chunk], mark: Chunk) -> tuple[Chunk, str] | None:
    """The person and the verb of speech right after a closing mark: ”, ông X nói."""
    rest = [c for c in own if c.start > mark.start]
    k = 0
    while k < len(rest) and (
        rest[k].kind in ("title", "role") or rest[k].kind == "word" and scan.tokens.words[rest[k].start] in ",-–."
    ):
        k += 1
        if k > 6:
            return None
    if k < len(rest) and rest[k].kind in ("person", "short"):
        for verb_at in range(k + 1, min(k + 5, len(rest))):
            verb = _verb(scan, rest[verb_at].start)
            if verb:
                return rest[k], verb[1]
    return None


def _quoted(scan: Scan, index: int, speaker: Chunk, verb: str, end: int, own: list[Chunk]) -> list[Speech]:
    """A sentence inside a quotation: a directive where it says cần/phải or a directing verb."""
    sent = scan.sentences[index]
    tokens = scan.token_range(sent)
    stop = scan.tokens.at(end)
    first = tokens.start
    while first < stop and scan.tokens.words[first] in '“"-–':
        first += 1
    if stop - first < 3:
        return []
    speech = _speech(scan, index, own, speaker, verb, False, first, stop)
    if speech is None:
        return []
    assigns = scan.word(first, "directs")
    starts = scan.word(first, "task-start")
    if assigns or starts and not speech.directive and verb not in _INFORMS:
        speech = replace(speech, directive=True, verb=assigns[1].value if assigns else verb)
    return [replace(speech, assigned=bool(assigns), rule="speech-quoted")]
