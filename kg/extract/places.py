"""Tokens -> places as the text names them: "tỉnh An Giang", "TP Thái Bình", "xã Hạ Sơn (huyện Quỳ Hợp, Nghệ An)", bare "tỉnh"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from kg.extract.scan import Scan
from kg.lexicon import Place

LEVELS: Final = {
    "place-tinh": "province", "place-thanh-pho-tw": "province", "place-thanh-pho": "city", "place-huyen": "district",
    "place-quan": "district", "place-thi-xa": "district", "place-xa": "commune", "place-phuong": "commune",
    "place-thi-tran": "commune", "place-dac-khu": "commune",
}  # fmt: skip
_RANK: Final = {"central": 0, "province": 1, "city": 2, "district": 2, "commune": 3}


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as tokens [start, end) name it.

    `paths` are all listed units it may be; an unlisted commune has a `name` and no path; a bare "tỉnh" has neither
    and is `implied`: which one is meant is settled for the whole article later.
    """

    start: int
    end: int
    kind: str
    level: str
    name: str = ""
    paths: tuple[str, ...] = ()
    parent: PlaceMention | None = None

    @property
    def implied(self) -> bool:
        """Whether only the kind is said."""
        return not self.name


def first_of_several(scan: Scan, i: int) -> PlaceMention | None:
    """The first place of a list that begins at token i: "các huyện Càng Long, Trà Cú và Châu Thành"; or None."""
    plural = scan.word(i, "place-plural")
    typed = scan.word(plural[0], "place-word") if plural else None
    if typed is None or (named := _listed(scan, i, typed[0], typed[1].value)) is None:
        return None
    end, places = named
    return PlaceMention(i, end, places[0].kind, places[0].level, places[0].name, tuple(p.path for p in places))


def place_at(scan: Scan, i: int, *, bare: str = "province") -> PlaceMention | None:
    """The place named from token i on, or None.

    `bare`: which unlabelled names count: "province" (An Giang), or "any" (after "Huyện ủy", "Thành ủy").
    """
    typed = scan.word(i, "place-word")
    if typed:
        return _typed(scan, i, typed[0], typed[1].value)
    if i < len(scan.tokens) and scan.tokens.caps[i]:
        return _bare(scan, i, bare)
    return None


def _typed(scan: Scan, i: int, j: int, kind: str) -> PlaceMention | None:
    if scan.word_before(i, "place-plural") or _is_initial(scan, i, j):
        return None
    level = LEVELS[kind]
    if old := scan.word(j, "old-province"):
        return PlaceMention(i, old[0], "place-old", "province", scan.span(j, old[0]))
    named = _listed(scan, i, j, kind)
    if named:
        end, places = named
        return _with_parent(
            scan, PlaceMention(i, end, places[0].kind, places[0].level, places[0].name, tuple(p.path for p in places))
        )
    surname = j < len(scan.tokens) and scan.tokens.words[j] in scan.lexicon.strong_surnames
    if level in ("district", "commune", "city") and not (surname and level != "commune"):
        end = _unlisted(scan, j, level)
        if end > j:
            return _with_parent(
                scan, PlaceMention(i, end, kind, "district" if level == "city" else level, scan.span(j, end))
            )
    return PlaceMention(i, j, kind, level)


def _is_initial(scan: Scan, i: int, j: int) -> bool:
    """Whether a letter and its dot are no kind of place: only "H.Hóc Môn" and "P.3" are, written without a space."""
    tokens = scan.tokens
    if len(tokens.words[i]) > 1 or tokens.words[j - 1] != ".":
        return False
    after = tokens.words[j] if j < len(tokens) and tokens.glued(j) else ""
    return not (after.isdigit() or after[:1].isupper() and after[1:2].islower())


def _listed(scan: Scan, i: int, j: int, kind: str) -> tuple[int, list[Place]] | None:
    """The longest listed name at token j that fits the kind word before it."""
    if j >= len(scan.labels) or not (scan.tokens.caps[j] or scan.tokens.norms[j].isdigit()):
        return None
    city = scan.word(j, "city-name") if kind == "place-thanh-pho" else None
    if city:
        return city[0], [scan.lexicon.places["place/" + city[1].value]]
    best = _longest_places(scan, j, lambda place: _fits(place, kind))
    whole = _longest_places(scan, i, lambda place: _fits(place, kind))
    return whole if whole and whole[0] > j and (best is None or whole[0] > best[0]) else best


def _longest_places(scan: Scan, i: int, wanted: Callable[[Place], bool]) -> tuple[int, list[Place]] | None:
    """The units with the longest label that begins at token i, among those wanted."""
    best: tuple[int, list[Place]] | None = None
    for size, entry in scan.labels[i].entries:
        end = i + size
        if isinstance(entry, Place) and wanted(entry):
            best = (end, [*best[1], entry]) if best and best[0] == end else (end, [entry])
    return best


def _fits(place: Place, kind: str) -> bool:
    if kind == "place-thanh-pho":
        return place.kind in ("place-thanh-pho", "place-thanh-pho-tw")
    return place.kind == kind


def _unlisted(scan: Scan, j: int, level: str) -> int:
    """The end of a commune's (or unlisted district's) name: one to three capitalised syllables, or a number.

    Stops before a person: "xã Trung Hóa Nguyễn Văn A"; and takes nothing when the run is itself a person's name.
    """
    tokens = scan.tokens
    if j >= len(tokens) or tokens.line_break(j):
        return j
    if tokens.norms[j].isdigit() and level == "commune" and len(tokens.norms[j]) <= 2:
        return j if scan.word(j + 1, "counted") else j + 1  # "UBND phường 25 triệu đồng"
    end = j
    while end < len(tokens) and end < j + 4 and tokens.caps[end] and tokens.words[end][0].isalpha():
        if tokens.line_break(end) and end > j:
            break
        if tokens.words[end] in scan.lexicon.strong_surnames and _caps_run(scan, end) >= 3:
            break
        if _is_letters(tokens.words[end]) and not tokens.words[j - 1].isupper():
            break
        if scan.word(end, "no-syllable") and not (end > j and _closed(scan, end + 1)):
            break
        end += 1
    return end if end - j <= 3 else j + 2


def _is_letters(word: str) -> bool:
    """Whether a word is an abbreviation ("BQL"), no syllable of a place's name."""
    return len(word) > 1 and word.isupper()


def _closed(scan: Scan, i: int) -> bool:
    """Whether a mark ends the name before token i: in "xã Bản Qua, huyện Bát Xát" the "Qua" begins nothing else."""
    return i < len(scan.tokens) and scan.tokens.words[i] in ",.;)("


def _caps_run(scan: Scan, i: int) -> int:
    tokens, j = scan.tokens, i
    while j < len(tokens) and tokens.caps[j] and tokens.words[j].isalpha() and not (j > i and tokens.line_break(j)):
        j += 1
    return j - i


def _bare(scan: Scan, i: int, which: str) -> PlaceMention | None:
    levels = ("province", "district") if which == "any" else ("province",)
    best = _longest_places(scan, i, lambda place: place.level in levels)
    if not best or _in_other_name(scan, i):
        return None
    end, places = best
    return PlaceMention(i, end, places[0].kind, places[0].level, places[0].name, tuple(p.path for p in places))


def _in_other_name(scan: Scan, i: int) -> bool:
    """Whether token i is part of a name that only looks like a place's: "Bình Dương" in "Thái Bình Dương" is none."""
    return any((name := scan.word(k, "not-a-place")) and name[0] > i for k in range(max(0, i - 2), i + 1))


def _with_parent(scan: Scan, mention: PlaceMention) -> PlaceMention:
    """Let ", huyện X", ", tỉnh Y", "(Y)" after a unit name the unit it lies in."""
    tokens, j = scan.tokens, mention.end
    if mention.level == "province" or j + 1 >= len(tokens) or tokens.words[j] not in (",", "("):
        return mention
    inner = place_at(scan, j + 1, bare="province" if tokens.words[j] == "," else "any")
    if inner is None or inner.implied or _RANK[inner.level] >= _RANK[mention.level]:
        return mention
    end = inner.end
    if tokens.words[j] == "(":
        if inner.parent is None and end < len(tokens) and tokens.words[end] == ",":
            outer = place_at(scan, end + 1, bare="province")
            if outer and not outer.implied:
                inner, end = replace(inner, parent=outer), outer.end
        if end >= len(tokens) or tokens.words[end] != ")":
            return mention
        end += 1
    elif not _belongs(scan, mention, inner):
        return mention
    return replace(mention, end=end, parent=inner)


def _belongs(scan: Scan, mention: PlaceMention, outer: PlaceMention) -> bool:
    """After a comma a typed unit is the parent ("xã A, huyện B"); a bare name only if it is known to hold the unit."""
    if scan.word(outer.start, "place-word"):
        return True
    places = scan.lexicon.places
    return (
        any(parent in outer.paths for path in mention.paths for parent in places[path].parents)
        or mention.level == "commune"
    )
