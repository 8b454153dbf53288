"""The clause of an order -> the words that name its task, where no programme or document does."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from kg.extract.scan import Scan
from kg.text import norm

_SHORTEST, _LONGEST = 4, 30  # words of a name
_WHO, _PARTNERS = 40, 25  # words that name who must act, and with whom
_STOPS: Final = frozenset(";:(")
_QUOTE: Final = 14  # words of a name in quotation marks
_TO: Final = norm("để")


def task(scan: Scan, first: int, end: int, names: Container[int] = ()) -> tuple[int, int] | None:
    """Tokens [first, stop) that name the task of a clause, or None where they would name nothing.

    "khẩn trương phối hợp với các xã xác minh, làm rõ" -> "xác minh, làm rõ": from the verb of doing that tells most.
    `first`: where the clause begins, past those who must act where they are known; `end`: where it ends; `names`: tokens
    within names of bodies, posts and people, whose words tell nothing to be done.
    """
    if scan.word(first, "partner"):
        return None
    first = _first_act(scan, first, end, names)
    stop = _end(scan, first, end, names)
    if stop - first < _SHORTEST:
        return None
    if not _is_empty(scan, first, stop):
        return first, stop
    aim = next((k for k in range(first + 2, end - 1) if scan.tokens.norms[k] == _TO and is_act(scan, k + 1)), end)
    return task(scan, aim + 1, end, names) if aim < end else None


def is_act(scan: Scan, i: int) -> bool:
    """Whether a verb of doing stands at token i; "tổ chức, cá nhân", "cơ quan quản lý" and names ("Sở Xây dựng") are none."""
    found = scan.word(i, "act", "act-in-names", "no-act")
    if found is None or found[1].category == "no-act" or scan.word_before(i, "no-act-after"):
        return False
    if scan.tokens.caps[i] and i > 0 and scan.tokens.words[i - 1][-1].isalpha() and not scan.tokens.line_break(i):
        return False
    if scan.word(found[0], "noun-before"):
        return False
    return found[1].category == "act" or scan.word_before(i, "acts-for-a-living") is None


def _first_act(scan: Scan, i: int, end: int, names: Container[int]) -> int:
    """The first token from i on that is a verb of doing; `end` where there is none among so many as name who must act."""
    first = next(_acts(scan, i, min(i + _WHO, end), names), end)
    return _past_lead(scan, first, end, names) if first < end else end


def _acts(scan: Scan, i: int, end: int, names: Container[int]) -> Iterator[int]:
    """The tokens of [i, end) at which verbs of doing stand, up to the end of the clause."""
    while i < end and scan.tokens.words[i] != ";":
        if i not in names and is_act(scan, i):
            yield i
        known = scan.word(i, "act", "act-in-names", "no-act")
        i = known[0] if known else i + 1


def _past_lead(scan: Scan, i: int, end: int, names: Container[int]) -> int:
    """Past what only tells how or with whom to act, where a verb of doing follows: "tiếp tục làm tốt việc [sáp nhập]"."""
    while (lead := scan.word(i, "task-lead")) and (is_act(scan, lead[0]) or scan.word(lead[0], "task-lead")):
        i = lead[0]
    partners = scan.word(i, "with-whom")
    if partners:
        acts = _acts(scan, partners[0], min(partners[0] + _PARTNERS, end), names)
        then = next((k for k in acts if not scan.word(k, "with-whom")), i)
        return _past_lead(scan, then, end, names) if then > i else i
    return i


def _is_empty(scan: Scan, first: int, stop: int) -> bool:
    """Whether a task says nothing by itself: no object, an announcement of tasks, or only in what spirit to act."""
    spirit = scan.where(range(first, min(first + 9, stop)), "in-what-spirit")
    return bool(ends_with_act(scan, first, stop) or spirit or scan.where(range(first, stop), "to-be-listed"))


def _end(scan: Scan, first: int, end: int, names: Container[int]) -> int:
    """Where the name of a task that begins at a token ends: with its clause, or where a long one can be cut.

    A comma parts two tasks where cần/phải or another verb of doing follows, unless both share an object: "rà soát, xử lý
    hồ sơ". A long clause ends at its last comma before the limit, else before a word that begins a complement.
    """
    words = scan.tokens.words
    stop = next((k for k in range(first, end) if words[k] in _STOPS or _opens_speech(scan, k, end)), end)
    stop = next((k for k in range(first + 4, stop) if words[k] == "," and _parts(scan, first, k)), stop)
    if stop - first <= _LONGEST and not ends_with_act(scan, first, stop):
        return stop
    ahead = range(first + _SHORTEST, min(first + _LONGEST, stop))
    parts = (k for k in ahead if words[k] == "," or scan.word(k, "complement"))
    cuts = [k for k in parts if not _wants_object(scan, first, k)]
    commas = [k for k in cuts if words[k] == "," and k >= first + 6 and k + 1 not in names]
    cut = (commas or cuts or [first])[-1]
    return next(k for k in range(cut, first - 1, -1) if k == first or not scan.word(k - 1, "complement"))


def _parts(scan: Scan, first: int, comma: int) -> bool:
    """Whether the task that begins at a token ends at a comma."""
    if scan.word(comma + 1, "must"):
        return True
    return comma >= first + 6 and is_act(scan, comma + 1) and not _wants_object(scan, first, comma)


def _wants_object(scan: Scan, first: int, stop: int) -> bool:
    """Whether a verb of doing ends right before a token, be it a noun there: "công tác quản lý, giáo dục cán bộ"."""
    last = range(max(first, stop - 3), stop)
    return any((verb := scan.word(k, "act", "act-in-names")) and verb[0] == stop for k in last)


def ends_with_act(scan: Scan, first: int, stop: int) -> bool:
    """Whether a verb of doing ends right before a token, without its object."""
    last = range(max(first, stop - 3), stop)
    return any((verb := scan.word(k, "act", "act-in-names")) and verb[0] == stop and is_act(scan, k) for k in last)


def _opens_speech(scan: Scan, i: int, end: int) -> bool:
    """Whether a quotation mark opens more than a name: “Covid cộng đồng” is one."""
    words = scan.tokens.words
    return words[i] in '“"' and all(words[k] not in '”"' for k in range(i + 1, min(i + _QUOTE, end + 1, len(words))))
