"""What a user calls something in, the addresses of all that bear that name out: marks, case and đ do not matter."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.model import KgError
from kg.store import Store
from kg.vocabulary import BASE, THING

_NAMED = "?thing a ?class ; skos:prefLabel|skos:altLabel|skos:hiddenLabel ?name ."
_IN_SCHEME = "?thing skos:inScheme ?class ; skos:prefLabel|skos:altLabel|skos:hiddenLabel ?name ."

# A kind of parameter: how its things and their names are found, and the classes or schemes that ?class stands for.
KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "person": (_NAMED, ("vg:Person",)),
    "agency": (_NAMED, ("vg:Agency", "vg:StateBody", "vg:PartyBody")),
    "document": (_NAMED, ("vg:Document", "vg:Resolution")),
    "initiative": (_NAMED, ("vg:Initiative",)),
    "event": (_NAMED, ("vg:Event",)),
    "place": (_NAMED, ("vg:Province", "vg:AdminUnit")),
    "role": (_NAMED, ("vg:Role",)),
    "theme": (_IN_SCHEME, ("vgc:theme",)),
    "indicator": ("?thing a ?class ; vg:indicator ?name .", ("vg:IndicatorResult",)),
    "number": ("?thing a ?class ; vg:number ?name .", ("vg:Document", "vg:Resolution")),
}

_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """The text in small letters without marks, đ as d, single spaces: "Chẩu  Văn Lâm" is "chau van lam"."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().replace("đ", "d").split())


def _words(folded: str) -> str:
    """The words alone, each between spaces: " 33 " is in " 33 nq tu ", and not in " 133 nq tu "."""
    return f" {' '.join(_WORD.findall(folded))} "


@dataclass(frozen=True, slots=True)
class Found:
    """The things that a text may mean, sorted; or, where there are none, names that look like it."""

    things: tuple[ox.NamedNode, ...]
    nearest: tuple[str, ...] = ()


def find(store: Store, kind: str, text: str) -> Found:
    """All things of a kind that are called `text`: exactly, else those whose name holds its words in a row.

    An agency named without its place is that of every place: "Sở Thông tin và Truyền thông" is each province's.
    A thing's own address will do too, in full or below the base ("person/phu-tho/trinh-hung-son"). Of places that
    share a name, provinces go first: "Phú Thọ" is the province, "thị xã Phú Thọ" the town. Raises KgError for an
    unknown kind.
    """
    if kind not in KINDS:
        raise KgError(f"no kind of parameter is called {kind!r}: use one of {', '.join(KINDS)}")
    names = list(_names(store, kind))
    address = text if text.startswith(BASE) else THING + text
    if any(thing.value == address for thing, _ in names):
        return Found((ox.NamedNode(address),))
    wanted = fold(text)
    exact = {thing for thing, name in names if fold(name) == wanted}
    if exact and kind == "agency":
        exact |= {thing for thing, name in names if fold(name).startswith((f"{wanted} tinh ", f"{wanted} thanh pho "))}
    around = {thing for thing, name in names if _words(wanted) in _words(fold(name))} if wanted and not exact else set()
    if things := _provinces_first(store, kind, exact) or around:
        return Found(tuple(sorted(things, key=lambda thing: thing.value)))
    return Found((), _nearest(wanted, names))


def _names(store: Store, kind: str) -> Iterable[tuple[ox.NamedNode, str]]:
    pattern, classes = KINDS[kind]
    rows = store.select(f"SELECT DISTINCT ?thing ?name WHERE {{ VALUES ?class {{ {' '.join(classes)} }} {pattern} }}")
    for thing, name in rows.terms:
        if isinstance(thing, ox.NamedNode) and isinstance(name, ox.Literal):
            yield thing, name.value


def _provinces_first(store: Store, kind: str, things: set[ox.NamedNode]) -> set[ox.NamedNode]:
    if kind != "place" or len(things) < 2:
        return things
    provinces = store.select("SELECT ?place WHERE { ?place a vg:Province }")
    return things.intersection(place for (place,) in provinces.terms) or things


def _nearest(wanted: str, names: Iterable[tuple[ox.NamedNode, str]]) -> tuple[str, ...]:
    """Up to three names that look like `wanted`, of different things."""
    by_fold = {fold(name): (thing, name) for thing, name in sorted(names, key=str)}
    close = [by_fold[name] for name in difflib.get_close_matches(wanted, by_fold, n=10, cutoff=0.6)]
    return tuple(dict(reversed(close)).values())[::-1][:3]
