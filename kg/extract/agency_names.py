"""Where the open name after the head of an agency ends: "Trung tâm [Ứng cứu khẩn cấp máy tính]", "Ban Chỉ đạo [về ...]".

Capitals belong to it; words in lower case where a list has them, or where what follows closes the name: a bracket with
its acronym, "thuộc Bộ ...", its place, "cho biết". After a name of its own ("DOJI", "Quảng Ngãi") only capitals do.
"""

from __future__ import annotations

import re
from typing import Final

from kg.extract.scan import Scan
from kg.lexicon import AgencyType, Body, DocumentType, FieldOfWork, Place, Role
from kg.text import fold, segment, words

_MAX_NAME: Final = 16  # tokens of an open name
_MAX_COMPLEMENT: Final = 24  # tokens of what a committee is about
_MAX_RUN: Final = 7  # tokens in lower case that no list has, up to what closes the name
VIETNAM: Final = words("Việt Nam")
_AND, _NUMBER, _CRIME, _YEAR, _ALL = words("và số phạm năm các")
# Where a name certainly goes no further: said of the agency, not part of what it is called.
_SAID: Final = ("finite", "title-ends", "adverb", "says", "directs", "predicate")


def name_end(scan: Scan, kind: AgencyType, begin: int) -> int:
    """The end token of the open name that begins at a token; `begin` itself where there is none."""
    tokens = scan.tokens
    j = last = begin
    sealed = False
    limit = min(begin + _MAX_NAME, len(tokens))
    while j < limit and not (tokens.line_break(j) or _stops(scan, kind, begin, j)):
        if j > begin and _glues(scan, j):
            j = last = j + 2
            continue
        if about := _about_end(scan, kind, begin, j):
            return about
        if scan.word(j, "joiner"):
            if j == begin or j + 1 >= limit or not _continues(scan, kind, j, sealed=sealed):
                break
            j += 1
            continue
        if sealed and not _is_name_like(scan, j):
            break
        step = _step(scan, begin, j, sealed=sealed)
        if step <= j:
            if j == last and (closed := _closed_end(scan, kind, begin, j)):
                return closed
            break
        sealed = _is_proper(scan, begin, j, step) or tokens.words[step - 1][0].isdigit()
        j = last = step
    return _without_deed(scan, begin, last)


def complement_end(scan: Scan, about: int) -> int:
    """The end of what a committee is about, from its "về" on: "về xây dựng Đề án tổng kết Nghị quyết số 18-NQ/TW".

    `about` itself where it tells nothing.
    """
    tokens = scan.tokens
    last = about
    j = about + 1
    while j < min(about + _MAX_COMPLEMENT, len(tokens)) and not tokens.line_break(j):
        if listed := scan.word(j, "name-word"):
            j = last = listed[0]
        elif tokens.words[j] in ("và", ",", "-", "–", "/"):
            if j + 1 >= len(tokens) or not (scan.word(j + 1, "name-word") or tokens.glued(j) and tokens.glued(j + 1)):
                break
            j += 1
        elif tokens.words[j] == "của" and (body := scan.longest(j + 1, Body)) and tokens.caps[j + 1]:
            return body[0]
        elif not tokens.words[j].isalnum() or _ends_complement(scan, j):
            break
        else:
            j = last = j + 1
    return last


def _ends_complement(scan: Scan, j: int) -> bool:
    tokens = scan.tokens
    if tokens.norms[j] == _YEAR and tokens.words[j - 1].isdigit():  # "tổng kết 40 năm đổi mới"
        return False
    if tokens.norms[j : j + 2] in _CARRYING_OUT or tokens.norms[j - 1 : j + 1] in _CARRYING_OUT:
        return not any(scan.begins(k, DocumentType) for k in range(j, min(j + 3, len(tokens))))
    if scan.word(j, *_SAID, "place-word", "honorific", "joiner"):
        return True
    return tokens.caps[j] and (scan.begins(j, AgencyType, Body, Role) or person_begins(scan, j))


_CARRYING_OUT: Final = (words("thực hiện"), words("triển khai"))


def _about_end(scan: Scan, kind: AgencyType, begin: int, j: int) -> int:
    """The end of the name of a committee that tells what it is about, from token j on; 0 where it tells nothing.

    "Ban Chỉ đạo Trung ương [về phòng, chống tham nhũng]", "Ban Chỉ đạo [thực hiện Nghị quyết số 18-NQ/TW]".
    """
    tokens = scan.tokens
    if not _is_committee(scan, kind):
        return 0
    if j == begin and tokens.norms[j : j + 2] in _CARRYING_OUT:
        end = complement_end(scan, j + 1)
        return end if any(scan.begins(k, DocumentType) for k in range(j + 2, min(j + 5, end))) else 0
    if tokens.words[j] != "về":
        return 0
    free = "Chỉ đạo" in kind.label or scan.word(j + 1, "name-word")
    end = complement_end(scan, j)
    return end if free and end > j + 1 else 0


def _is_committee(scan: Scan, kind: AgencyType) -> bool:
    return kind.concept in scan.lexicon.rules["agencies"]["committees"]


def _glues(scan: Scan, j: int) -> bool:
    """Whether a mark without spaces joins token j+1 to the name: "R&D", "HIV/AIDS"."""
    tokens = scan.tokens
    if tokens.words[j] not in "&/" or j + 1 >= len(tokens) or not (tokens.glued(j) and tokens.glued(j + 1)):
        return False
    return tokens.words[j] == "&" or tokens.words[j - 1].isupper() and tokens.words[j + 1].isupper()


def _is_name_like(scan: Scan, j: int) -> bool:
    """Whether token j can follow a name of its own: a capital, a number that counts nothing, "điện tử"."""
    tokens = scan.tokens
    if _is_number(scan, j):  # but none of a street: "Đà Nẵng 108 Bạch Đằng"
        street = j + 1 < len(tokens) and tokens.caps[j + 1] and not scan.begins(j + 1, AgencyType, Body)
        return not (street and ends_place(scan, j))
    numbered = tokens.norms[j] == _NUMBER and j + 1 < len(tokens) and tokens.words[j + 1].isdigit()
    return tokens.caps[j] or numbered or _is_joined(scan, j) or bool(scan.word(j, "after-name"))


def _is_joined(scan: Scan, j: int) -> bool:
    """Whether a hyphen without spaces joins token j to the syllable before: "Lô-mô-nô-xốp"."""
    tokens = scan.tokens
    return tokens.words[j - 1] == "-" and tokens.glued(j - 1) and tokens.glued(j) and tokens.words[j].isalpha()


def ends_place(scan: Scan, j: int) -> bool:
    """Whether a place's name ends before token j."""
    named = (scan.longest(k, Place) for k in range(max(0, j - 3), j) if scan.tokens.caps[k])
    return any(place and place[0] == j for place in named)


def _step(scan: Scan, begin: int, j: int, *, sealed: bool) -> int:
    """The end of the word at token j if it belongs to a name, else j."""
    tokens = scan.tokens
    listed = scan.word(j, "name-word")
    if tokens.caps[j] and (place := scan.longest(j, Place)):
        return max(place[0], listed[0] if listed else 0)
    if tokens.caps[j]:
        end = max(listed[0] if listed else 0, _pair_end(scan, j) if sealed else _word_end(scan, j))
        return end + 1 if j == begin and end == j + 1 and _is_half(scan, j) else end
    if _is_joined(scan, j):
        return j + 1
    if _is_number(scan, j):
        return j + 1 if j > begin or tokens.caps[j - 1] or _is_whole_name(scan, j) else j
    return listed[0] if listed else j


def _is_number(scan: Scan, j: int) -> bool:
    """Whether token j is a number of a name ("Đội 8B", "Quân khu 7") rather than one of things, days or sums of money."""
    tokens = scan.tokens
    number = tokens.words[j]
    if not number[0].isdigit() or len(number) > 4 or not (number.isdigit() or number[-1].isupper()):
        return False
    if j + 1 >= len(tokens) or tokens.line_break(j + 1) or tokens.glued(j) or tokens.norms[j - 1] == _NUMBER:
        return True
    if tokens.words[j + 1] == "/":
        return False
    if tokens.words[j + 1] in ".,-–:" and j + 2 < len(tokens) and tokens.words[j + 2][0].isdigit():
        return False
    return not scan.word(j + 1, "counted")


def _is_whole_name(scan: Scan, j: int) -> bool:
    """Whether the number at token j is all the name there is: "Bệnh viện 103"."""
    tokens = scan.tokens
    after = j + 1
    return len(tokens.words[j]) > 1 and not (
        after < len(tokens)
        and tokens.words[after].isalpha()
        and not tokens.caps[after]
        and not scan.word(after, *_SAID)
    )


def _is_proper(scan: Scan, begin: int, j: int, end: int) -> bool:
    """Whether the word at [j, end) is a name of its own: a place, a country, a syllable that no list has."""
    tokens = scan.tokens
    if not tokens.caps[j]:
        return False
    country = scan.word(j, "country")
    if scan.longest(j, Place) or country and country[0] >= end or tokens.norms[j:end] in (VIETNAM, _CENTRAL):
        return True
    alone = (j == begin or not tokens.caps[j - 1]) and not _is_foreign(tokens.words[j])
    if alone and scan.word(end, "name-word") and not scan.word(end, "deed"):  # "Nước [giải khát]"
        return False
    return end == j + 1 and not scan.word(j, "name-word", "legal-form") and not scan.begins(j, FieldOfWork, AgencyType)


_CENTRAL: Final = words("Trung ương")


def _is_half(scan: Scan, j: int) -> bool:
    """Whether the capital syllable at token j is half a word that no list has: "Châm cứu", "Người mù"."""
    tokens = scan.tokens
    k = j + 1
    if k >= len(tokens) or tokens.caps[k] or not tokens.words[k].isalpha() or tokens.line_break(k):
        return False
    if tokens.words[j].isupper() or scan.word(j, "name-word", "country", "legal-form") or scan.begins(j, FieldOfWork):
        return False
    if scan.word(k, *_SAID, "joiner", "name-word", "place-word", "host-word", "closes"):
        return False
    end = k + 1
    while end < min(k + 3, len(tokens)) and tokens.words[end].isalpha() and not tokens.caps[end]:
        end += 1
    return " " not in segment(" ".join(tokens.words[k:end]))[0]


def _closed_end(scan: Scan, kind: AgencyType, begin: int, j: int) -> int:
    """The end of a run in lower case that no list has, where what follows closes the name; 0 where nothing does.

    "Phòng Nghiệp vụ dược, Sở Y tế", "Cục Cơ sở vật chất (Bộ ...)", "Công ty CP cám sinh học Lebio".
    """
    tokens = scan.tokens
    if j == begin:
        return 0
    company = kind.concept in scan.lexicon.rules["agencies"]["companies"]
    k = j
    while k < min(j + _MAX_RUN, len(tokens)) and not tokens.line_break(k):
        listed = scan.word(k, "name-word")
        if k > j and _closes(scan, k):
            return k
        if tokens.caps[k]:
            return name_end(scan, kind, k) if company and not _begins_other(scan, k) else 0
        if not tokens.words[k].isalpha() or not listed and scan.word(k, *_SAID, "honorific", "place-word", "host-word"):
            return 0
        k = listed[0] if listed else k + 1
    return 0


def _closes(scan: Scan, k: int) -> bool:
    """Whether a name surely ends before token k: its acronym, the body above it, its place, or what it says."""
    tokens = scan.tokens
    if scan.word(k, "closes") or tokens.words[k] == ";":
        return True
    if k + 1 >= len(tokens):
        return False
    after = k + 1
    lower = scan.longest(k, AgencyType) if not tokens.caps[k] and not scan.word(k, "name-word") else None
    if lower and lower[0] > after:
        return True
    if tokens.words[k] in ",-–(" or scan.word(k, "host-word") and tokens.words[k] != "của":
        acronym = tokens.words[k] == "(" and tokens.words[after].isupper() and len(tokens.words[after]) > 1
        return acronym or tokens.caps[after] and scan.begins(after, AgencyType, Body)
    if found := scan.word(k, "place-word"):
        return found[0] < len(tokens) and tokens.caps[found[0]]
    return tokens.caps[k] and (scan.begins(k, Place) or tokens.norms[k : k + 2] in (VIETNAM, _CENTRAL))


def _begins_other(scan: Scan, k: int) -> bool:
    return scan.begins(k, AgencyType, Body, Role) or person_begins(scan, k)


def _without_deed(scan: Scan, begin: int, end: int) -> int:
    """The end without a last word that is what the agency does: "Vụ Pháp chế [rà soát], phân loại", not "Cảnh sát điều tra".

    A word of doing at the end is said of the agency when its object, or another such word, follows.
    """
    tokens = scan.tokens
    for size in (2, 1):
        k = end - size
        deed = scan.word(k, "deed") if k > begin else None
        if not deed or deed[0] != end or tokens.caps[k] or end >= len(tokens) or tokens.line_break(end):
            continue
        return k if _has_object(scan, end) else end
    return end


def _has_object(scan: Scan, end: int) -> bool:
    """Whether the words after a deed show that it is one: its object ("tờ trình", "Nghị định"), or another deed."""
    tokens = scan.tokens
    if tokens.caps[end]:
        return scan.begins(end, DocumentType)
    joined = tokens.words[end] in (",", "và")
    nxt = end + 1 if joined else end
    if nxt >= len(tokens) or tokens.caps[nxt] or not tokens.words[nxt].isalnum():
        return False
    if joined:
        return bool(scan.word(nxt, "deed", "predicate")) or not scan.word(nxt, "name-word", "honorific", "rank")
    return not scan.word(nxt, *_SAID, "closes", "joiner", "host-word", "place-word")


def _continues(scan: Scan, kind: AgencyType, joiner: int, *, sealed: bool) -> bool:
    """Whether a name goes on after "và", "-", ",": with a capital that begins nothing else, or a name word."""
    tokens, j = scan.tokens, joiner + 1
    mark = tokens.words[joiner]
    if mark == "của" and not tokens.caps[j]:
        return False
    if mark == "về" and not tokens.caps[j]:
        crime = tokens.norms[joiner - 1] == _CRIME or tokens.words[joiner - 1].endswith("TTP")
        return crime and scan.word(j, "name-word") is not None
    if mark == "&" and tokens.caps[j]:
        return True
    if mark == "-" and tokens.glued(joiner) and tokens.glued(j) and (tokens.words[j].isdigit() or not tokens.caps[j]):
        return True
    listed = scan.word(j, "name-word") is not None and not (sealed and not tokens.caps[j] and tokens.norms[j] != _ALL)
    if (tokens.caps[j] or not listed) and _begins_other(scan, j):
        return False
    if mark == ",":
        if _is_committee(scan, kind):
            return listed and _AND in tokens.norms[j : j + _MAX_NAME]
        ahead = tokens.norms[j : j + 8]
        return _AND in ahead and "," not in ahead[: ahead.index(_AND)] and (tokens.caps[j] or listed)
    if mark in ("-", "–"):
        return listed or tokens.caps[j] and not scan.word(j, "sentence-opener")
    letters = all(len(word) > 1 and word.isupper() for word in (tokens.words[joiner - 1], tokens.words[j]))
    return listed or letters or scan.longest(j, FieldOfWork) is not None or not sealed and _is_common(scan, j)


def _is_common(scan: Scan, j: int) -> bool:
    """Whether a capital begins a word of the language and no name: "Nhân văn", "Truyền thông"."""
    return scan.tokens.caps[j] and not scan.begins(j, Place) and _word_end(scan, j) > j + 1


def _stops(scan: Scan, kind: AgencyType, begin: int, j: int) -> bool:
    """Whether something else begins at token j: a post, an honorific, a person, a place, another body, a sentence."""
    tokens = scan.tokens
    if tokens.words[j] in ".;:()\"“”'" or scan.word(j, "honorific", "rank"):
        return True
    if scan.word(j, "former") and not tokens.caps[j]:
        return True
    place, listed = scan.word(j, "place-word"), scan.word(j, "name-word")  # the "xã" of "xã hội" is no commune
    is_place = place and (not tokens.caps[j] or _is_short(tokens.words[j]) or _names_place(scan, place[0]))
    if place and is_place and not (listed and listed[0] > place[0]):
        return True
    if j > begin and _shouts(scan, begin) and (scan.word(j, *_SAID, "place-word") and not listed):
        return True
    if tokens.words[j].startswith("TP") and scan.begins(j, Place):  # "TPHCM" in one word
        return True
    if scan.word(j, "country"):
        return False
    body = scan.longest(j, Body)
    if body and body[0] - j >= 4 and tokens.caps[j]:
        return True
    if j > begin and tokens.caps[j] and _starts_other(scan, kind, begin, j):
        return True
    named_after = kind.concept in scan.lexicon.rules["agencies"]["named_after_people"]
    return person_begins(scan, j) and not (named_after and not _person_inside(scan, begin, j))


def _names_place(scan: Scan, j: int) -> bool:
    return j < len(scan.tokens) and (scan.begins(j, Place) or scan.word(j, "city-name") is not None)


def _shouts(scan: Scan, begin: int) -> bool:
    """Whether all is in capitals, so that they tell nothing: "ỦY BAN MTTQ VIỆT NAM XÃ ... TỔ CHỨC HỘI NGHỊ"."""
    tokens = scan.tokens
    around = [w for w in tokens.words[begin - 1 : begin + 4] if w.isalpha()]
    return len(around) > 3 and all(w.isupper() for w in around) and not all(w.isascii() for w in around)


def _is_short(word: str) -> bool:
    """Whether a word for a kind of place is abbreviated: "TP", "TX", "Q"."""
    return len(word) <= 2 and word.casefold() != "xã"


def _starts_other(scan: Scan, kind: AgencyType, begin: int, j: int) -> bool:
    """Whether the capital at token j begins a post, a body, a document, or a new sentence ("Theo đó", "Vì vậy")."""
    tokens = scan.tokens
    if scan.begins(j, Role):
        return True
    if scan.begins(j, DocumentType) and not _is_committee(scan, kind) and _deed_before(scan, begin, j):
        return True
    body = scan.longest(j, Body)
    if body and body[0] - j >= 2:
        return True
    found, listed = scan.longest(j, AgencyType), scan.word(j, "name-word")
    rules = scan.lexicon.rules["agencies"]
    above = (kind.concept, *rules["above"].get(kind.concept, ()), *rules["next_to"].get(kind.concept, ()))
    if found and (found[1].needs != "name" or found[1].concept in above) and not (listed and listed[0] > found[0]):
        return True
    if j + 1 >= len(tokens) or tokens.caps[j + 1] or listed:
        return False
    return scan.word(j, "sentence-opener") is not None


def _deed_before(scan: Scan, begin: int, j: int) -> bool:
    """Whether a deed in lower case, not the first word of the name, ends before token j."""
    deed = scan.word_before(j, "deed")
    return bool(deed and deed[0] > begin and not scan.tokens.caps[deed[0]])


def _person_inside(scan: Scan, begin: int, j: int) -> bool:
    return any(person_begins(scan, k) for k in range(begin, j))


def person_begins(scan: Scan, j: int) -> bool:
    """Whether a full name begins here: a frequent family name and two or three more capitalised syllables."""
    tokens = scan.tokens
    if tokens.words[j] not in scan.lexicon.strong_surnames or scan.word(j, "not-a-name", "historic"):
        return False
    run = 1
    while j + run < len(tokens) and run < 4 and tokens.caps[j + run] and tokens.words[j + run].isalpha():
        if tokens.line_break(j + run):
            break
        run += 1
    return run >= 3 or run == 2 and j + 2 < len(tokens) and tokens.words[j + 2] in ",.;:-–" and not _known_pair(scan, j)


def _known_pair(scan: Scan, j: int) -> bool:
    return scan.word(j, "name-word") is not None or scan.longest(j, FieldOfWork) is not None


# A syllable of Vietnamese without its marks: one run of vowels, between consonants; "Dhaka" and "FLC" are none.
_SYLLABLE: Final = re.compile(r"[^aeiouy]*[aeiouy]+[^aeiouy]*")


def _is_foreign(word: str) -> bool:
    return word.isupper() and len(word) > 1 or not _SYLLABLE.fullmatch(fold(word))


def _pair_end(scan: Scan, j: int) -> int:
    """The end of the word at token j after a name of its own: of two syllables where they are one word anywhere.

    "Báo Cờ [Giải phóng]" goes on, "Công ty Hồng [Đức] âm 17 tỷ" does not.
    """
    end = _word_end(scan, j)
    pair = " ".join(scan.tokens.words[j : j + 2]).lower()
    return end if end == j + 2 and len(segment(pair)) == 1 else j + 1


def _word_end(scan: Scan, j: int) -> int:
    """The end of the word whose first syllable is the capital at token j: "Pháp y" is one word, "Nội vụ họp" is not.

    Only where a lower-case syllable follows that no list settles is the phrase segmented.
    """
    tokens = scan.tokens
    k = j + 1
    if k >= len(tokens) or tokens.caps[k] or not tokens.words[k].isalpha() or tokens.line_break(k):
        return k
    if _is_foreign(tokens.words[j]) or scan.word(k, "joiner", "name-word", "place-word", *_SAID):
        return k
    while k < min(j + 4, len(tokens)) and tokens.words[k].isalpha() and not tokens.caps[k] and not tokens.line_break(k):
        k += 1
    return j + len(segment(" ".join(tokens.words[j:k]))[0].split())
