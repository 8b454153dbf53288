"""Tokens -> full names of people, and the short second mentions of them ("ông Thống", "đồng chí Sơn")."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from kg.extract.scan import Scan
from kg.lexicon import AgencyType, Body, Place, Role
from kg.text import spell, words

_VIETNAM: Final = words("Việt Nam")
_MAX_SYLLABLES: Final = 5
_MAX_MINORITY: Final = 6
_VOWELS: Final = frozenset("aăâeêioôơuưy")
_MARKED: Final = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_OURS: Final = "đ\u031b\u0323\u0309\u0306\u0302"  # horn, dot below, hook, breve, circumflex: no Spanish name has them
# A Vietnamese syllable without its marks: "nguyen", "truong", "phuoc"; not "esteban", "shinzo".
_SYLLABLE: Final = re.compile(
    r"(?:ngh?|[cgknpt]h|gi|qu|tr|[bcdghklmnprstvx])?(?:[iuo]?[aeiouy]{1,2})(?:ng|nh|ch|[cmnpt])?"
)
# The letters of Vietnamese names, with those of the Central Highlands ("Niê Kđăm", "Zơrâm", "Êban", "Kpă H'Ƀi").
_LETTERS: Final = frozenset(_MARKED + "bcdđfghjklmnpqrstvwxzĕŏŭƀčñ'’")


@dataclass(frozen=True, slots=True)
class NameMention:
    """A person as tokens [start, end) name them; `name` in the customary spelling; `introduced`: a title stands before it."""

    start: int
    end: int
    name: str
    introduced: bool = False
    foreign: bool = False


def name_at(scan: Scan, i: int, *, introduced: bool = False) -> NameMention | None:
    """The full name that begins at token i, or None.

    `introduced`: an honorific, a rank or a post stands right before it: then two syllables are enough, and a rare family
    name too. With nothing before it, a name needs a frequent family name and three syllables, or two in a list of
    people with their posts. Who bears the name of a figure of history needs a post right after it.
    """
    tokens, lexicon = scan.tokens, scan.lexicon
    if i >= len(tokens) or not tokens.caps[i] or tokens.words[i] not in lexicon.surnames and not introduced:
        return None
    if not _syllable(scan, i):
        return None
    if scan.word(i, "honorific", "rank") and i + 1 < len(tokens) and tokens.caps[i + 1]:
        return None
    if scan.word(i, "not-a-name") or _place_alone(scan, i):
        return None
    end = _run_end(scan, i)
    historic = scan.word(i, "historic")
    posted = tokens.words[end : end + 1] in ((",",), ("(",), ("-",), ("–",)) and scan.begins(end + 1, Role)
    if historic and not posted and (historic[0] >= end or not introduced):
        return None
    size = end - i
    shouting = all(tokens.words[k].isupper() and len(tokens.words[k]) > 1 for k in range(i, end))
    in_list = posted and i > 0 and tokens.words[i - 1] in ";:"  # "...; Trần Phong, Chủ tịch UBND tỉnh; ..."
    enough = 2 if in_list and not shouting else 3
    if shouting and not introduced or size < 2 or not _convincing(scan, i, size, enough, introduced):
        return None
    if not introduced and _blocked(scan, i):
        return None
    if size > 3 and tokens.norms[i : i + 2] == _VIETNAM:  # "Ủy ban MTTQ Việt Nam Nguyễn Thiện Nhân"
        return NameMention(i, end, _written(scan, i + 2, end, shouting), introduced)
    country = _country(scan, i, end)
    is_foreign = country > i or _foreign(scan, i, end)
    return NameMention(i, end, _written(scan, country, end, shouting), introduced, is_foreign)


def _country(scan: Scan, i: int, j: int) -> int:
    """Where the name proper begins: "Mỹ Rex Tillerson" after a minister's post has a country before it."""
    country = scan.word(i, "country")
    if country is None or country[0] >= j:
        return i
    plain = all(scan.tokens.words[k].isascii() for k in range(country[0], j))
    return country[0] if plain and country[0] + 1 < j else i


def _foreign(scan: Scan, i: int, j: int) -> bool:
    """Whether the name is none of Vietnam's: no mark and no family name of ours, or a listed one ("Tập Cận Bình")."""
    if scan.word(i, "foreign-person"):
        return True
    tokens = scan.tokens
    ours = tokens.words[i].capitalize() in scan.lexicon.surnames or _highland(tokens.words[i])
    others = unicodedata.normalize("NFD", " ".join(tokens.words[i + 1 : j]).lower())
    marks = any(letter in _OURS for letter in others)
    if not ours and not marks and not all(_SYLLABLE.fullmatch(_bare(tokens.words[k])) for k in range(i, j)):
        return True
    if any(letter not in _LETTERS for k in range(i, j) for letter in spell(tokens.words[k]).casefold()):
        return True
    is_cut = tokens.words[j : j + 1] == ("-",) and tokens.glued(j) and tokens.glued(j + 1)  # "Kim Dong-yeon"
    plain = all(tokens.words[k].isascii() for k in range(i, j))
    return plain and (is_cut or tokens.words[i] not in scan.lexicon.surnames) and "no-diacritics" not in scan.doc.flaws


def _bare(word: str) -> str:
    """A word in lower case without its tone and vowel marks: "Nghiêm" -> "nghiem"."""
    parts = unicodedata.normalize("NFD", spell(word).casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("đ", "d")


def _convincing(scan: Scan, i: int, size: int, enough: int, introduced: bool) -> bool:
    word = scan.tokens.words[i]
    if introduced:
        foreign = all(scan.tokens.words[k].isascii() for k in range(i, i + size))
        shouted = word.isupper() and len(word) > 1
        known = (word.capitalize() if shouted else word) in scan.lexicon.surnames
        ours = known or _highland(word) or size >= 3 and not foreign and not shouted
        return ours or foreign and word[0].isupper() and not shouted
    return word in scan.lexicon.strong_surnames and size >= enough


def _syllable(scan: Scan, i: int) -> bool:
    word = scan.tokens.words[i]
    if not word.isalpha():
        word = spell(word)  # without the invisible characters that may stand inside a name
    if len(word) > 3 and word.isupper() and not any(c in _VOWELS for c in scan.tokens.norms[i]):
        return False
    return (
        scan.tokens.caps[i] and word[0].isalpha() and (word.isalpha() or "'" in word or "’" in word) and len(word) <= 9
    )


def _run_end(scan: Scan, i: int) -> int:
    """The end of the capitalised run that is a name: it stops before a post, a body, a place word, a foreign syllable."""
    tokens = scan.tokens
    limit = _MAX_MINORITY if _highland(tokens.words[i]) else _MAX_SYLLABLES
    shouting = tokens.words[i].isupper() and len(tokens.words[i]) > 1
    j = i + 1
    while j < len(tokens) and j - i < limit and _syllable(scan, j) and not tokens.line_break(j):
        if scan.word(j, "no-syllable", "rank") and _ends_before(scan, i, j):
            break
        role = scan.longest(j, Role)
        if role and j - i >= 2:
            break
        if j - i >= 2 and (_long(scan, j, Body) or _long(scan, j, AgencyType)):
            break
        if tokens.words[j].isupper() and len(tokens.words[j]) > 2 and not tokens.words[i].isupper():
            break
        if shouting and not tokens.words[j].isupper():
            break
        if shouting and j - i >= 2 and not scan.word(j - 1, "middle-name") and _shouted_word(scan, j):
            break
        j += 1
    return j


def _ends_before(scan: Scan, i: int, j: int) -> bool:
    """Whether the name that begins at i ends before the word at j, which is seldom or never a given name."""
    if scan.word(j, "honorific") and scan.tokens.words[j] != scan.tokens.words[i]:
        return True
    if j - i < 2 or scan.word(j - 1, "middle-name"):
        return False
    goes_on = j + 1 < len(scan.tokens) and scan.tokens.words[j + 1].islower() and not scan.word(j + 1, "day-word")
    return not (j - i == 2 and goes_on and scan.word(j, "given-too"))


def _shouted_word(scan: Scan, j: int) -> bool:
    """Whether a word of several syllables begins at j that no name holds ("LÊ VĂN HÙNG TẠI SAO")."""
    return any(size >= 2 and word.category != "not-a-name" for size, word in scan.labels[j].words)


_HIGHLAND: Final = frozenset({"Y", "A", "Niê", "Ksor", "Rơ", "Điểu", "Kpă", "Rah", "Siu", "Nay"})


def _highland(word: str) -> bool:
    """Whether a name of the Central Highlands begins so: "Y Thanh Hà Niê Kđăm", "H'Yim Kđoh"."""
    return word in _HIGHLAND or word.startswith(("H'", "H’", "K'", "K’"))


def _long(scan: Scan, j: int, kind: type[Body] | type[AgencyType]) -> bool:
    found = scan.longest(j, kind)
    return found is not None and found[0] - j >= 2


def _place_alone(scan: Scan, i: int) -> bool:
    """Whether the run is just a place's name: "Hà Giang" is none of a person, "Hà Giang Sơn" may be."""
    found = scan.longest(i, Place)
    if found is None or found[1].level not in ("province", "district"):
        return False
    end = found[0]
    return end - i >= 2 and (end >= len(scan.tokens) or not _syllable(scan, end) or scan.longest(end, Role) is not None)


def _blocked(scan: Scan, i: int) -> bool:
    """Whether the word before makes it a street, a school, a prize."""
    return scan.word_before(i, "not-a-person-after") is not None


def _written(scan: Scan, i: int, j: int, shouting: bool) -> str:
    words = [spell(scan.tokens.words[k]) for k in range(i, j)]
    return " ".join(w.capitalize() if shouting else w for w in words)


@dataclass(frozen=True, slots=True)
class ShortMention:
    """A second mention by honorific and given name ("ông Thống"); `name` is what follows the honorific."""

    start: int
    end: int
    name: str


def short_at(scan: Scan, i: int) -> ShortMention | None:
    """The short mention whose honorific begins at token i, or None."""
    title = scan.word(i, "honorific")
    if title is None:
        return None
    j = title[0]
    end = j
    while end < len(scan.tokens) and end - j < 2 and _syllable(scan, end) and not scan.word(end, "no-syllable"):
        end += 1
    if end == j:
        return None
    return ShortMention(i, end, " ".join(spell(scan.tokens.words[k]) for k in range(j, end)))
