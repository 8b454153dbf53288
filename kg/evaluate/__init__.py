"""A graph and gold annotations in, precision, recall and F1 per kind of fact out, and every error by its sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath

from kg.evaluate import evidence, found, gold
from kg.evaluate.evidence import EvidenceCheck
from kg.evaluate.found import FoundArticle
from kg.evaluate.gold import KINDS, Fact, GoldArticle
from kg.evaluate.scores import Error, Score, errors, score
from kg.store import Store

__all__ = ["KINDS", "Error", "Evaluation", "Score", "evaluate"]

_Pair = tuple[GoldArticle, FoundArticle | None]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores in the order of KINDS, the errors in the order of the gold, annotated articles that are not there."""

    scores: tuple[Score, ...]
    errors: tuple[Error, ...]
    absent: tuple[str, ...]
    evidence: EvidenceCheck | None

    def to_json(self, *, misses: bool) -> str:
        """One object with an entry per kind, "evidence" where texts were given, "absent", and "errors" on request."""
        told: dict[str, object] = {score.kind: _figures(score) for score in self.scores}
        if self.evidence:
            told["evidence"] = asdict(self.evidence)
        told["absent"] = self.absent
        if misses:
            told["errors"] = [
                {"doc": e.doc, "error": e.what, "kind": e.fact.kind, "fact": str(e.fact), "sentence": e.fact.quote}
                for e in self.errors
            ]
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def evaluate(graph: Path, annotations: Path, *, texts: Sequence[Path] = ()) -> Evaluation:
    """Compares a built graph with the annotations of a folder, article by article.

    With folders of `texts`, every quote of the graph is read again in them. Raises KgError for a damaged graph, and
    for annotations that are not as tests/gold/README.md says.
    """
    annotated, store = gold.read(annotations), Store.load(graph)
    articles = found.articles(store)
    pairs = [(article, _counterpart(article.doc, articles)) for article in annotated]
    read = evidence.texts_of(articles, (*texts, graph.parent / "texts")) if texts else {}
    return Evaluation(
        scores=tuple(_total(kind, pairs) for kind in KINDS),
        errors=tuple(_all_errors(pairs, read)),
        absent=tuple(article.doc for article, there in pairs if there is None),
        evidence=evidence.check(store, read) if texts else None,
    )


def _counterpart(doc: str, articles: Sequence[FoundArticle]) -> FoundArticle | None:
    """The article whose source shares most last parts of its path with `doc`; None where several do, or none does."""
    shared = [(max(_shared_parts(doc, source) for source in article.sources), article) for article in articles]
    most = max((count for count, _ in shared), default=0)
    nearest = [article for count, article in shared if count == most]
    return nearest[0] if most and len(nearest) == 1 else None


def _shared_parts(path: str, other: str) -> int:
    """How many last parts two paths share, whatever their suffixes."""
    parts = [PurePosixPath(each).with_suffix("").parts[::-1] for each in (path, other)]
    same = [a == b for a, b in zip(*parts, strict=False)]
    return same.index(False) if False in same else len(same)


def _total(kind: str, pairs: Sequence[_Pair]) -> Score:
    return sum((score(kind, _of(there, kind), article.of_kind(kind)) for article, there in pairs), Score(kind))


def _all_errors(pairs: Sequence[_Pair], texts: dict[str, str]) -> Iterator[Error]:
    for article, there in pairs:
        text = texts.get(there.graph, "") if there else ""
        for kind in KINDS:
            for error in errors(article.doc, _of(there, kind), article.of_kind(kind)):
                yield replace(error, fact=replace(error.fact, quote=evidence.sentence(text, error.fact.quote)))


def _of(article: FoundArticle | None, kind: str) -> tuple[Fact, ...]:
    return article.of_kind(kind) if article else ()


def _figures(score: Score) -> dict[str, float | int | None]:
    hard = score.hard_recall
    return {
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
        "gold": score.asked,
        "predicted": score.found,
        "hard_recall": None if hard is None else round(hard, 4),
    }
