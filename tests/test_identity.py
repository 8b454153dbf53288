"""Two short reports of one name -> one person or two: the traps of namesakes, without the corpus that they come from."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg.model import ArticleFacts
from reading import document, linked

PAIRS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "identity.toml").read_text("utf-8"))["pair"]


def node(facts: ArticleFacts, name: str) -> str:
    """The one person of a name in an article."""
    (path,) = [entity.path for entity in facts.entities if entity.kind == "Person" and entity.label == name]
    return path


@pytest.mark.parametrize(
    "pair", [pytest.param(pair, id=f"{number}-{pair['name']}-{pair['why']}") for number, pair in enumerate(PAIRS)]
)
def test_who_is_the_same(pair: dict[str, Any]) -> None:
    reports = linked(document(pair["first"], source="a.txt"), document(pair["second"], source="b.txt"))
    one, other = (node(facts, pair["name"]) for facts in reports)
    assert (one == other) is pair["same"]


def test_there_are_many_pairs_of_both_kinds() -> None:
    kinds = [pair["same"] for pair in PAIRS]
    assert kinds.count(True) >= 30
    assert kinds.count(False) >= 30
