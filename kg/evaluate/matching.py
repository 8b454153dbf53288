"""A fact of a graph and one of the gold in, whether they say the same out.

Names are compared without case, without "tỉnh", "thành phố", "của", with common abbreviations written out and the tone
mark of oa, oe, uy wherever it stands; titles by the share of words they have in common.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Final

from kg.evaluate.gold import Fact, Names
from kg.text import norm, words

# A run of letters and digits, with what is inside it: "tt&tt", "33-nq/tu", "2020-2025".
_TOKEN: Final = re.compile(r"[\w&]+(?:[/.\-]+[\w&]+)*")
_ABBREVIATIONS: Final = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "bch": "ban chấp hành",
    "btv": "ban thường vụ",
    "tp": "thành phố",
    "tw": "trung ương",
    "tt&tt": "thông tin và truyền thông",
    "gd&đt": "giáo dục và đào tạo",
    "kh&cn": "khoa học và công nghệ",
    "tn&mt": "tài nguyên và môi trường",
    "cntt": "công nghệ thông tin",
    "mttq": "mặt trận tổ quốc",
    "đbqh": "đại biểu quốc hội",
    "csvn": "cộng sản việt nam",
    "&": "và",
}
_SCOPE: Final = frozenset(words("tỉnh thành phố của"))
_LEVELS: Final = frozenset(words("tỉnh thành"))
_FILLER: Final = _SCOPE.union(
    words("xây dựng phát triển đẩy mạnh triển khai thực hiện các về công tác hoạt động tăng cường đảm bảo")
)
_SAME_TITLE, _SAME_TARGET = 0.6, 0.5  # share of common words that makes two titles, two targets of an order, one
_Fields = Mapping[str, Names]


def agree(found: Fact, gold: Fact) -> bool:
    """Whether a found fact is the gold one; both are of one kind."""
    return _AGREEMENT[gold.kind](found.fields, gold.fields)


def _same_thing(found: _Fields, gold: _Fields) -> bool:
    return same_name(found["name"], gold["name"])


def _same_role(found: _Fields, gold: _Fields) -> bool:
    unplaced = not any(found["agency"]) and None in gold["agency"]
    return (
        same_name(found["person"], gold["person"])
        and same_name(found["role"], gold["role"])
        and (unplaced or same_name(found["agency"], gold["agency"]))
    )


def _same_document(found: _Fields, gold: _Fields) -> bool:
    """Same type and number, else the same title; a wrong issuer is a wrong document, an unknown one is not."""
    if any(found["issuer"]) and None not in gold["issuer"] and not same_name(found["issuer"], gold["issuer"]):
        return False
    number, wanted = _first(found["number"]), _first(gold["number"])
    if number and wanted:
        kind = name_words(_first(gold["name"]))[:1]
        same_kind = any(name_words(name)[:1] == kind for name in found["name"] if name)
        return _digits(number) == _digits(wanted) and (same_kind or name_words(number) == name_words(wanted))
    return _same_title(found["name"], gold["name"], without=_SCOPE, least=_SAME_TITLE)


def _same_initiative(found: _Fields, gold: _Fields) -> bool:
    return _same_title(found["name"], gold["name"], without=_FILLER, least=_SAME_TITLE)


def _same_directive(found: _Fields, gold: _Fields) -> bool:
    if not same_name(found["person"], gold["person"]):
        return False
    digits = _digits(_first(found["number"]))
    if digits and re.search(rf"\b0*{digits}\b", _first(gold["object"])):
        return True
    return _same_title(found["object"], gold["object"], without=_FILLER, least=_SAME_TARGET)


def _same_event(found: _Fields, gold: _Fields) -> bool:
    if found["date"][0] not in gold["date"]:
        return False
    return None in gold["chair"] or same_name(found["chair"], gold["chair"])


_AGREEMENT: Final[Mapping[str, Callable[[_Fields, _Fields], bool]]] = {
    "people": _same_thing,
    "roles": _same_role,
    "agencies": _same_thing,
    "documents": _same_document,
    "initiatives": _same_initiative,
    "directs": _same_directive,
    "events": _same_event,
}


def same_name(names: Iterable[str | None], others: Iterable[str | None]) -> bool:
    """Whether a name of one side is a name of the other; a tỉnh is never a thành phố.

    same_name(["UBND tỉnh Phú Thọ"], ["Ủy ban nhân dân Phú Thọ"]) is True.
    """
    known = [_key(name) for name in others if name]
    return any(
        core and core == other and (not level or not other_level or level == other_level)
        for core, level in (_key(name) for name in names if name)
        for other, other_level in known
    )


@lru_cache(maxsize=50_000)
def name_words(text: str) -> tuple[str, ...]:
    """The words of a name in their canonical form; numbers with signs ("33-NQ/TU") stay whole."""
    out: list[str] = []
    for token in _TOKEN.findall(text.casefold().replace("t.ư", "trung ương")):
        written = _ABBREVIATIONS.get(token, token)
        out += [written] if "/" in written else re.split(r"[\s\-]+", written)
    return tuple(map(norm, out))


def _key(name: str) -> tuple[tuple[str, ...], str]:
    """(the name without words of scope, the level that these tell, if one)."""
    found = name_words(name)
    levels = _LEVELS.intersection(found)
    return tuple(word for word in found if word not in _SCOPE), min(levels) if len(levels) == 1 else ""


def _same_title(names: Names, others: Names, *, without: frozenset[str], least: float) -> bool:
    titles = [[word for word in name_words(name) if word not in without] for name in names if name]
    known = [[word for word in name_words(name) if word not in without] for name in others if name]
    return any(_overlap(a, b) >= least for a in titles for b in known if a and b)


def _overlap(title: list[str], other: list[str]) -> float:
    """The words in both, as a share of those in either."""
    return len(set(title) & set(other)) / len(set(title) | set(other))


def _first(names: Names) -> str:
    return next((name for name in names if name), "")


def _digits(number: str) -> str:
    """The number without its signs: "05-NQ/TU" -> "5"."""
    leading = re.match(r"\d*", number)
    return leading.group().lstrip("0") if leading else ""
