"""The bulletins of corpus/ against what a careful reader marks in them: no kind falls below what was reached once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.evaluate import KINDS, Evaluation, evaluate

ROOT = Path(__file__).resolve().parent.parent
CORPUS, GOLD = ROOT / "corpus", ROOT / "tests" / "gold"
FILES = sorted(GOLD.glob("*.json"))

# Two points below the F1 of the day on which each was last raised.
FLOORS = {
    "people": 0.98,
    "roles": 0.95,
    "agencies": 0.96,
    "documents": 0.97,
    "initiatives": 0.86,
    "directs": 0.94,
    "events": 0.85,
}


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """The built bulletins, measured."""
    out = tmp_path_factory.mktemp("gold") / "out"
    pipeline.build([CORPUS], out)
    return evaluate(out / "graph.nq", GOLD, texts=[CORPUS])


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_falls_below_its_floor(evaluation: Evaluation, kind: str) -> None:
    (score,) = (score for score in evaluation.scores if score.kind == kind)
    errors = "\n".join(f"{e.what}: {e.fact} ({e.doc})" for e in evaluation.errors if e.fact.kind == kind)
    assert score.f1 >= FLOORS[kind], errors


def test_every_bulletin_is_measured(evaluation: Evaluation) -> None:
    assert evaluation.absent == ()
    assert [path.stem for path in FILES] == sorted(path.stem for path in CORPUS.glob("*.txt"))


def test_every_fact_has_evidence_that_re_reads_equal(evaluation: Evaluation) -> None:
    assert evaluation.evidence
    assert evaluation.evidence.verbatim == evaluation.evidence.checked > 100
    assert evaluation.evidence.facts_without_evidence == 0


def quoted(value: Any) -> Iterator[str]:
    """Every string of an annotation that claims to stand in the text."""
    for key, inner in value.items() if isinstance(value, dict) else ():
        if key in ("evidence", "text", "attribution") and isinstance(inner, str):
            yield inner
        elif key == "mentions":
            yield from inner
        elif isinstance(inner, list):
            for entry in inner:
                yield from quoted(entry)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_gold_is_copied_from_its_text(path: Path) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    text = (ROOT / told["doc"]).read_text(encoding="utf-8")
    assert [quote for quote in quoted(told) if quote not in text] == []
