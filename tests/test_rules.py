"""Every example and every counterexample that a rule file carries holds for the real extraction."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from kg.paths import ONTOLOGY
from reading import said

# These are about files, fonts, namesakes and users' questions, not about sentences of one article; they have tests of
# their own.
OTHERS = {"layout", "quality", "legacy-fonts", "namesakes", "questions"}
TABLES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ONTOLOGY / "rules").glob("*.toml"))
    if path.stem not in OTHERS
}


def told(which: str) -> list[Any]:
    """Each claim of an example: (kind of fact, text, the facts that it lists)."""
    return [
        pytest.param(kind, entry["text"], facts, id=f"{name}-{number}-{kind}")
        for name, table in TABLES.items()
        for number, entry in enumerate(table.get(which, ()), 1)
        for kind, facts in entry.items()
        if kind != "text"
    ]


@pytest.mark.parametrize(("kind", "text", "facts"), told("example"))
def test_an_example_gives_at_least_what_it_lists(kind: str, text: str, facts: list[str]) -> None:
    assert set(said(kind, text)) >= set(facts)


@pytest.mark.parametrize(("kind", "text", "facts"), told("counterexample"))
def test_a_counterexample_gives_just_what_it_lists(kind: str, text: str, facts: list[str]) -> None:
    assert said(kind, text) == sorted(facts)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_rule_file_shows_what_it_means(name: str) -> None:
    table = TABLES[name]
    assert len(table.get("example", ())) >= 2
    assert len(table.get("counterexample", ())) >= 1
