"""A sentence without a speaker of its own -> whether it goes on with the tasks of the one before, and from where."""

from __future__ import annotations

from typing import Final

from kg.extract.chunks import Chunk
from kg.extract.clauses import REPORTS, Turn, Utterance, is_numbered, must_at
from kg.extract.scan import Scan
from kg.extract.speakers import Verb, verb_at
from kg.extract.tasks import is_act
from kg.text import norm

_HEAD: Final = 5  # tokens
_TIME: Final = 9  # tokens that tell when to act
_IS: Final = norm("là")
_BEFORE_IS: Final = frozenset(map(norm, ("nhất", "biệt", "tức", "thể", "gọi", "hết", "coi", "xem", "hay")))


def goes_on(scan: Scan, sent: Utterance, first: int, turn: Turn, *, is_item: bool) -> bool:
    """Whether a sentence assigns a task in the name of the speaker before.

    Under a verb that assigns: an item of a list, or what begins with a task's verb or with those who must act. Under any
    verb that is no report: where somebody cần/phải.
    """
    must = must_at(scan, first, min(first + 25, sent.stop))
    if must and turn.verb not in REPORTS and _who_must(scan, sent.own, first, must):
        return True
    if not turn.orders or turn.listing and not is_item:
        return False
    if is_item:
        return True
    if not must and (
        scan.where(range(first, min(first + _HEAD, sent.stop)), "tense") or _counts(scan, first, sent.stop)
    ):
        return False
    lead, after = lead_of(sent, first), scan.word(first, "must-act")
    if lead is None and after is None:
        return is_act(scan, first) or scan.word(first, "task-start") is not None or bool(must)
    if after and not scan.word(first, "plural"):
        return bool(must)
    figures = any(word.isdigit() and len(word) < 4 for word in scan.tokens.words[first : sent.stop])
    head = lead.end if lead else after[0] if after else first
    head = max([head, *(c.end for c in sent.own if c.start <= head < c.end or c.start == head and c.kind == "person")])
    return bool(must) or not figures and scan.word(head, "told") is None


def _who_must(scan: Scan, own: list[Chunk], first: int, must: int) -> bool:
    """Whether those who must act stand right before cần/phải, or at the head of the sentence."""
    return any(c.kind in ("agency", "role") and first <= c.start < must for c in own) or any(
        scan.word(i, "must-act") for i in range(first, must)
    )


def _counts(scan: Scan, first: int, stop: int) -> bool:
    """Whether tokens give several figures in thousands, as reports do: "kiểm tra 1.039 tổ chức, 9.622 đảng viên"."""
    words = scan.tokens.words
    ends = (k for k in range(first + 2, stop) if words[k].isdigit() and len(words[k]) == 3)
    return sum(words[k - 1] == "." and words[k - 2].isdigit() for k in ends) > 1


def defines(scan: Scan, first: int, stop: int) -> bool:
    """Whether a sentence says what something is: "Xây dựng nông thôn mới là việc lâu dài"."""
    norms = scan.tokens.norms
    return any(norms[k] == _IS and norms[k - 1] not in _BEFORE_IS for k in range(first + 2, min(first + 30, stop)))


def somebody_says(scan: Scan, sent: Utterance, first: int) -> bool:
    """Whether somebody unnamed has the word: "một số ngư dân cho rằng ...", "lãnh đạo thành phố cũng giao ..."."""
    if scan.where(range(first + 1, sent.stop), "another-says"):
        return True
    near = scan.where(range(first + 1, min(first + 7, sent.stop)), "directs")
    return any(verb_at(scan, i) and scan.word_before(i, "adverb") for i in near)


def elided(scan: Scan, i: int, stop: int) -> Verb | None:
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


def past_lead(scan: Scan, first: int, stop: int) -> int:
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


def past_number(scan: Scan, i: int, stop: int) -> tuple[int, bool]:
    """(first token past the bullet or number of a list's item, whether there is a number): "- ", "Hai là, ...", "3. "."""
    words = scan.tokens.words
    while i < stop and words[i] in "-–+•*":
        i += 1
    ordinal = scan.word(i, "item")
    i += i + 3 < stop and is_numbered(scan, i)
    numbered = i + 1 < stop and words[i].isdigit() and words[i + 1] in ".)/" and len(words[i]) < 3
    if not ordinal and not numbered:
        return i, False
    i = ordinal[0] if ordinal else i + 2
    while i < stop and (words[i] in ",:*" or scan.tokens.norms[i] == _IS):
        i += 1
    return i, True


def lead_of(sent: Utterance, first: int) -> Chunk | None:
    """The agency at the head of a sentence."""
    return next((c for c in sent.own if c.start == first and c.kind == "agency"), None)
