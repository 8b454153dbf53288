"""Tokens after "về", "phê duyệt" ... -> where the title ends that begins there."""

from __future__ import annotations

from typing import Final, Literal

from kg.extract.agencies import agency_at
from kg.extract.places import place_at
from kg.extract.roles import role_at
from kg.extract.scan import Scan
from kg.lexicon import AgencyType, Body, DocumentType, Place, Role
from kg.text import norm

Stands = Literal["", "subject", "object"]
_LONGEST: Final = 70  # tokens of a title
_STOPS: Final = frozenset('.;:!?()"“”…')
_OPENING: Final = frozenset('“"')
_CLOSING: Final = frozenset('”"')
_NAMES: Final = (Role, AgencyType, Body, Place)


def title_end(scan: Scan, begin: int, limit: int, *, stands: Stands = "") -> int:
    """The offset at which a title ends that begins at offset `begin`, at most `limit`; `begin` where there is none.

    A title is a phrase: it ends with the sentence, or at what only a clause can have, and goes on over a comma as long
    as what follows is coordinate with it. One in quotation marks is taken whole.

    `stands`: what the document is in its sentence; where it is an object in the middle of one, a verb after a comma is
    the next act: "thực hiện Nghị quyết về A, đẩy mạnh B".
    """
    tokens = scan.tokens
    first = tokens.at(begin)
    stop = min(first + _LONGEST, tokens.at(limit))
    if quoted := _quoted(scan, first, stop):
        return tokens.ends[quoted - 1]
    i = item = first  # item: where the part after the last comma begins
    while i < stop:
        if aside := _aside(scan, i, stop) or _quoted(scan, i, stop):
            i = aside
            continue
        if tokens.words[i] in _STOPS and not _inside_word(scan, i) or i > first and tokens.line_break(i):
            break
        if tokens.words[i] == ",":
            if not _goes_on(scan, item, i, stop, stands):
                break
            item = i + 1
        elif inside := scan.word(i, "title-inside"):
            i = inside[0]
            continue
        elif i > first and _clause_begins(scan, first, i):
            break
        i += 1
    i = min(i, stop)
    if i - first >= _LONGEST:
        i = next((k for k in range(i - 1, first, -1) if tokens.words[k] == ","), i)
    while i > first and (last := scan.word_before(i, "never-last")):
        i = last[0]
    return tokens.ends[i - 1] if i > first else begin


def _quoted(scan: Scan, i: int, stop: int) -> int:
    """The end of a quotation that token i opens, past the mark that closes it; 0 where there is none."""
    words = scan.tokens.words
    if words[i] not in _OPENING:
        return 0
    marks = (k for k in range(i + 1, stop) if words[k] in _CLOSING or words[k] == "“")
    close = next(marks, 0)
    return close + 1 if close and words[close] in _CLOSING else 0


def _inside_word(scan: Scan, i: int) -> bool:
    """Whether a mark stands between characters, as in "T.Ư", "TP.HCM", "1.300"."""
    tokens = scan.tokens
    glued = tokens.words[i] == "." and i + 1 < len(tokens) and tokens.ends[i] == tokens.starts[i + 1]
    return glued and tokens.words[i + 1].isalnum()


def _aside(scan: Scan, i: int, stop: int) -> int:
    """The end of a short form in brackets at token i after which a title goes on: "ngân sách nhà nước (NSNN) năm 2015", or 0."""
    words = scan.tokens.words
    short = i + 3 < stop and words[i] == "(" and words[i + 2] == ")" and words[i + 3][0].isalpha()
    return i + 3 if short and not scan.tokens.caps[i + 3] else 0


def _clause_begins(scan: Scan, first: int, i: int) -> bool:
    """Whether token i, no comma, ends a title: a predicate, another document."""
    norms = scan.tokens.norms
    if scan.word(i, "finite", "title-ends"):
        return True
    if norms[i] == _AND:
        return _another_document(scan, first, i + 1)
    return _before_digits(scan, i)


def _before_digits(scan: Scan, i: int) -> bool:
    """Whether a number of token i's kind begins no part of a title: "ngày 3/2", "với 403 phiếu"."""
    word = scan.word(i, "before-digits")
    return word is not None and word[0] < len(scan.tokens) and scan.tokens.words[word[0]][0].isdigit()


def _goes_on(scan: Scan, item: int, comma: int, stop: int, stands: Stands) -> bool:
    """Whether what follows a comma is coordinate with the part [item, comma) of a title, rather than a clause."""
    tokens, j = scan.tokens, comma + 1
    if j >= stop or scan.word(j, "title-tail"):
        return j < stop
    opens = scan.word(j, "clause-opens", "title-inside")
    if opens and opens[1].category == "clause-opens" or _before_digits(scan, j):
        return False
    if _another_document(scan, item, j):
        return False
    if tokens.caps[j] and scan.begins(j, *_NAMES) or scan.word(j, "honorific", "rank"):
        return tokens.caps[comma - 1] and _name_in_a_list(scan, j, stop)
    if who := scan.word(j, "must-act"):
        return scan.word(who[0], "act", "finite") is None
    if stands == "object" and comma - item > 2 and scan.word(j, "act"):
        return False
    return stands == "subject" or not _has_predicate(scan, j, stop)


def _has_predicate(scan: Scan, j: int, stop: int) -> bool:
    """Whether the part of a sentence from token j to the next comma is a clause of its own."""
    words = scan.tokens.words
    for k in range(j, stop):
        if words[k] in _STOPS or words[k] == ",":
            return False
        found = scan.word(k, "finite", "this", "title-ends", "title-inside")
        if found and found[1].category != "title-inside":
            return found[1].category != "title-ends"
    return False


def _another_document(scan: Scan, begin: int, j: int) -> bool:
    """Whether token j begins another document, rather than one more of those that tokens [begin, j) name.

    "Nghị quyết về A và Nghị quyết về B" against "Luật sửa đổi Luật A và Luật B".
    """
    draft = scan.word(j, "draft")
    j = draft[0] if draft else j
    kind = scan.longest(j, DocumentType)
    if kind is None or any((k := scan.longest(i, DocumentType)) and k[1] == kind[1] for i in range(begin, j)):
        return False
    end = kind[0]
    return (
        draft is not None or scan.tokens.caps[j] or has_number(scan, end) or scan.tokens.norms[end : end + 1] == (_OF,)
    )


def _name_in_a_list(scan: Scan, j: int, stop: int) -> bool:
    """Whether a body or a place named at token j is one of several, and is not said to do something."""
    if role_at(scan, j):
        return False
    named = agency_at(scan, j) or place_at(scan, j)
    if named is None or named.end >= stop:
        return True
    word = scan.tokens.words[named.end]
    tail = scan.word(named.end, "title-inside", "title-ends", "title-tail", "issued-by")
    return word == "," or word in _STOPS or scan.tokens.norms[named.end] == _AND or tail is not None


def has_number(scan: Scan, j: int) -> bool:
    """Whether token j begins the number of a document: "số 5", "5"."""
    return j < len(scan.tokens) and (scan.tokens.norms[j] == _NUMBER or scan.tokens.words[j].isdigit())


_AND: Final = norm("và")
_OF: Final = norm("của")
_NUMBER: Final = norm("số")
