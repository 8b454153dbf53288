"""The clause of an order -> the words that name its task, where no programme or document does."""

from __future__ import annotations

from typing import Final

from kg.extract.chunks import Chunk
from kg.extract.directives import Speech
from kg.extract.scan import Scan

_LONGEST: Final = 24  # words of a name
_STOPS: Final = frozenset(';:(“"')


def task(scan: Scan, speech: Speech, addressee: Chunk | None) -> tuple[int, int] | None:
    """Tokens [first, stop) that name the task of a clause, or None where they would name nothing.

    "giao Ủy ban Kiểm tra Tỉnh ủy xác minh, làm rõ" -> "xác minh, làm rõ": from the first verb of doing that follows those
    who must act. `addressee`: the chunk that must act, where there is one.
    """
    i, end = scan.tokens.at(speech.start), scan.tokens.at(speech.end)
    if addressee and addressee.end < end:
        i = max(i, addressee.end)
    if scan.word(i, "partner"):
        return None
    first = _first_act(scan, i, end)
    stop = _end(scan, first, end)
    return None if stop - first < 2 or _is_empty(scan, first, stop) else (first, stop)


def _first_act(scan: Scan, i: int, end: int) -> int:
    """The first token from i on that is a verb of doing; `end` where there is none among so many as name who must act."""
    for k in range(i, min(i + 40, end)):
        if scan.tokens.words[k] in _STOPS:
            break
        act = scan.word(k, "act", "act-in-names")
        if act and not (act[1].category == "act-in-names" and scan.word_before(k, "acts-for-a-living")):
            return _past_lead(scan, k)
    return end


def _past_lead(scan: Scan, i: int) -> int:
    """Past what only tells how to act, where a verb of doing follows: "tiếp tục làm tốt việc [sáp nhập các xã]"."""
    while (lead := scan.word(i, "task-lead")) and scan.word(lead[0], "act", "act-in-names", "task-lead"):
        i = lead[0]
    return i


def _is_empty(scan: Scan, first: int, stop: int) -> bool:
    """Whether a task says nothing by itself: no object, an announcement of tasks, or only in what spirit to act."""
    last = range(max(first, stop - 3), stop)
    ends = any((verb := scan.word(k, "act", "act-in-names")) and verb[0] == stop for k in last)
    spirit = scan.where(range(first, min(first + 9, stop)), "in-what-spirit")
    return bool(ends or spirit or scan.where(range(first, stop), "to-be-listed"))


def _end(scan: Scan, first: int, end: int) -> int:
    """Where the name of a task that begins at a token ends: with its clause, or where a long one can be cut.

    A comma after which another verb of doing begins parts two tasks. A long clause ends at its last comma before the
    limit, else before a word that begins a complement; never inside a word.
    """
    words = scan.tokens.words
    stop = next((k for k in range(first, end) if words[k] in _STOPS), end)
    again = (k for k in range(first + 6, stop) if words[k] == "," and scan.word(k + 1, "act", "act-in-names"))
    stop = next(again, stop)
    if stop - first <= _LONGEST:
        return stop
    cuts = [k for k in range(first + 6, first + _LONGEST) if words[k] == "," or scan.word(k, "complement")]
    commas = [k for k in cuts if words[k] == ","]
    return (commas or cuts or [first])[-1]
