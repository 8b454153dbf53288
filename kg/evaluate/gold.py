"""A folder of gold annotations (see tests/gold/README.md) in, what each article is expected to say out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model import KgError

Names = tuple[str | None, ...]
_Entry = Mapping[str, Any]

# What an entry of each kind must have; the kinds in the order in which they are shown.
REQUIRED = {
    "people": ("name",),
    "roles": ("person", "role", "agency"),
    "agencies": ("name",),
    "documents": ("name", "number", "issuer"),
    "initiatives": ("name",),
    "directs": ("person",),
    "events": ("date", "chair"),
}
KINDS = tuple(REQUIRED)
_LENIENT = ("optional", "soft", "private", "private_either")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, of the gold or of a graph: its fields, each with every name that it goes by, and where a text says it.

    None among the names of a field: an absent value is right, too. `optional`, `hard`: neither counts as a miss; a
    hard one counts in a recall of its own.
    """

    kind: str
    fields: Mapping[str, Names]
    quote: str = ""
    optional: bool = False
    hard: bool = False

    def __str__(self) -> str:
        """The first name of each field: "Trịnh Hùng Sơn | Giám đốc | Sở Thông tin và Truyền thông tỉnh Phú Thọ"."""
        firsts = (next((name for name in names if name), "-") for names in self.fields.values())
        return " | ".join(firsts)


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An annotated article: the path of its text, and every fact that a reader marked in it."""

    doc: str
    facts: tuple[Fact, ...]

    def of_kind(self, kind: str) -> tuple[Fact, ...]:
        """Its facts of one of KINDS."""
        return tuple(fact for fact in self.facts if fact.kind == kind)


def read(folder: Path) -> tuple[GoldArticle, ...]:
    """The annotations of every *.json file of a folder. Raises KgError that names the file and the key at fault."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise KgError(f"{folder}: no *.json file with annotations is in it: see tests/gold/README.md for the format")
    return tuple(_article(path) for path in paths)


def _article(path: Path) -> GoldArticle:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise KgError(f"{path}: is no JSON ({error}): correct it") from error
    _require(path, "the file", told, ("doc", "article", *KINDS))
    if not isinstance(told["doc"], str) or not isinstance(told["article"], dict):
        raise KgError(f'{path}: "doc" must be a path and "article" an object: correct it')
    return GoldArticle(told["doc"], tuple(_facts(path, told)))


def _facts(path: Path, told: dict[str, Any]) -> Iterator[Fact]:
    named = {entry["name"]: _named(entry) for kind in ("initiatives", "documents") for entry in told[kind]}
    for kind, required in REQUIRED.items():
        for number, entry in enumerate(told[kind], 1):
            _require(path, f"entry {number} of {kind}", entry, required)
            yield _fact(kind, entry, named)
    for name in _bylines(told["article"]):
        yield Fact("people", {"name": (name,)}, optional=True)


def _require(path: Path, what: str, entry: object, keys: tuple[str, ...]) -> None:
    if not isinstance(entry, dict):
        raise KgError(f"{path}: {what} is no JSON object: correct it")
    missing = [key for key in keys if key not in entry]
    if missing:
        raise KgError(f'{path}: {what} has no "{missing[0]}": add it (see tests/gold/README.md)')


def _fact(kind: str, entry: _Entry, named: Mapping[str, Names]) -> Fact:
    quote = entry.get("evidence") or next(iter(entry.get("mentions") or ()), "")
    is_optional = any(entry.get(flag) for flag in _LENIENT) or kind == "events" and not entry["date"]
    return Fact(kind, _fields(kind, entry, named), quote, is_optional, bool(entry.get("hard")))


def _fields(kind: str, entry: _Entry, named: Mapping[str, Names]) -> dict[str, Names]:
    match kind:
        case "roles":
            return {field: _alternatives(entry, field) for field in ("person", "role", "agency")}
        case "events":
            return {field: _alternatives(entry, field) for field in ("date", "chair")}
        case "documents":
            return {"name": _named(entry), "number": (entry["number"],), "issuer": _alternatives(entry, "issuer")}
        case "directs":
            target = entry.get("initiative_or_document") or entry.get("object")
            others = (*named.get(target or "", ()), *_alternatives(entry, "object")[1:])
            return {"person": (entry["person"],), "object": (target, *others)}
        case _:
            return {"name": _named(entry)}


def _named(entry: _Entry) -> Names:
    """Every form that an entry with a name is known by."""
    return (*_alternatives(entry, "name"), *(entry.get("mentions") or ()), *(entry.get("aliases") or ()))


def _alternatives(entry: _Entry, field: str) -> Names:
    """The value of a field, then the others that are just as right."""
    extra = entry.get(f"{field}_alt") or []
    return (entry.get(field), *(extra if isinstance(extra, list) else [extra]), *entry.get(f"{field}_aliases", ()))


def _bylines(article: _Entry) -> Iterator[str]:
    """Reporters and photographers: nobody has to find them, and nobody errs who does."""
    credits = article.get("credits") or article.get("author_alt") or []
    for name in (article.get("author"), *(credits if isinstance(credits, list) else [credits])):
        if name:
            yield name["name"] if isinstance(name, dict) else name
