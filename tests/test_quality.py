"""Texts of low quality are named as such, good ones never."""

from __future__ import annotations

import tomllib

import pytest

from kg.paths import ONTOLOGY
from kg.quality import flaws

TABLE = tomllib.loads((ONTOLOGY / "rules" / "quality.toml").read_text(encoding="utf-8"))
FLAWED = [(entry["name"], text) for entry in TABLE["flaw"] for text in entry["examples"]]
SOUND = [(entry["name"], text) for entry in TABLE["flaw"] for text in entry["counterexamples"]]


@pytest.mark.parametrize(("name", "text"), FLAWED)
def test_each_flaw_is_found_in_its_examples(name: str, text: str) -> None:
    assert flaws(text) == (name,)


@pytest.mark.parametrize(("name", "text"), SOUND)
def test_no_flaw_is_found_in_counterexamples(name: str, text: str) -> None:
    assert name not in flaws(text)


@pytest.mark.parametrize("text", ["", "Họp", "1.", "\n" * 9, "UBND TỈNH"])
def test_short_texts_have_no_flaw(text: str) -> None:
    assert flaws(text) == ()
