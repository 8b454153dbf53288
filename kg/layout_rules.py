"""ontology/rules/layout.toml comes in, compiled rules go out: how the blocks of a news page show themselves."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.model import KgError
from kg.paths import ONTOLOGY

PLACES = ("line", "inner", "edge", "lead", "credit", "tail")
KINDS = ("title", "dateline", "paragraph", "caption", "byline", "furniture", "")


@dataclass(frozen=True, slots=True)
class Rule:
    """One sign of a kind of block (kind "" for what belongs to no block); `where` it is tried is told in the file."""

    name: str
    kind: str
    where: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    def match(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The match in text[start:end]: of its beginning for leads and credits, else of the whole."""
        if self.where in ("lead", "credit"):
            return self.pattern.match(text, start, end)
        return self.pattern.fullmatch(text, start, end)


@cache
def rules(*where: str) -> tuple[Rule, ...]:
    """The rules that are tried there, in the order of the file."""
    return tuple(rule for rule in _shipped() if rule.where in where)


@cache
def _shipped() -> tuple[Rule, ...]:
    return load_rules(ONTOLOGY / "rules" / "layout.toml")


def load_rules(path: Path) -> tuple[Rule, ...]:
    """The rules of a file in its order; KgError names the rule that is incomplete or does not compile."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        pieces: dict[str, str] = table["pieces"]
        return tuple(_rule(path, entry, pieces) for entry in table["rule"])
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise KgError(f"{path}: not the layout rules: {error}; mend the file") from error


def _rule(path: Path, entry: dict[str, Any], pieces: dict[str, str]) -> Rule:
    pattern = entry["pattern"]
    for name in reversed(pieces):  # a piece may use those above it
        pattern = pattern.replace(f"{{{name}}}", pieces[name])
    if entry["where"] not in PLACES or entry["kind"] not in KINDS:
        raise KgError(f"{path}: rule {entry['name']}: `where` is one of {PLACES}, `kind` one of {KINDS}")
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise KgError(f"{path}: rule {entry['name']}: its pattern does not compile: {error}") from error
    examples, counterexamples = tuple(entry["examples"]), tuple(entry["counterexamples"])
    return Rule(entry["name"], entry["kind"], entry["where"], compiled, examples, counterexamples)
