"""The facts of an article as found and as annotated in, counts of right and wrong out, and every error by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from kg.evaluate.gold import Fact
from kg.evaluate.matching import agree


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of one kind. The optional in the gold is neither asked for nor wrong; the hard is asked apart."""

    kind: str
    asked: int = 0
    recalled: int = 0
    hard_asked: int = 0
    hard_recalled: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        mine, theirs = asdict(self), asdict(other)
        del mine["kind"]
        return Score(self.kind, **{name: count + theirs[name] for name, count in mine.items()})

    @property
    def precision(self) -> float:
        """The share of what was found that is in the gold."""
        return _share(self.right, self.found)

    @property
    def recall(self) -> float:
        """The share of what the gold asks for that was found."""
        return _share(self.recalled, self.asked)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.precision * self.recall, self.precision + self.recall)

    @property
    def hard_recall(self) -> float | None:
        """The recall of what only a reader finds who joins sentences; None where the gold has no such fact."""
        return self.hard_recalled / self.hard_asked if self.hard_asked else None


@dataclass(frozen=True, slots=True)
class Error:
    """A fact of the gold that was not found (what: "miss"), or one that was found and is not in the gold ("false")."""

    doc: str
    what: str
    fact: Fact


def score(kind: str, found: Sequence[Fact], gold: Sequence[Fact]) -> Score:
    """The counts of one kind in one article. A gold fact found twice is recalled once; both findings are right."""
    asked = [fact for fact in gold if not (fact.optional or fact.hard)]
    hard = [fact for fact in gold if fact.hard and not fact.optional]
    return Score(
        kind,
        asked=len(asked),
        recalled=sum(_is_found(fact, found) for fact in asked),
        hard_asked=len(hard),
        hard_recalled=sum(_is_found(fact, found) for fact in hard),
        found=len(found),
        right=sum(_is_annotated(fact, gold) for fact in found),
    )


def errors(doc: str, found: Sequence[Fact], gold: Sequence[Fact]) -> Iterator[Error]:
    """The misses, then the false facts, of one kind in one article; a hard fact that is lacking is no miss."""
    for fact in gold:
        if not (fact.optional or fact.hard or _is_found(fact, found)):
            yield Error(doc, "miss", fact)
    for fact in found:
        if not _is_annotated(fact, gold):
            yield Error(doc, "false", fact)


def _is_found(fact: Fact, found: Sequence[Fact]) -> bool:
    return any(agree(other, fact) for other in found)


def _is_annotated(fact: Fact, gold: Sequence[Fact]) -> bool:
    return any(agree(fact, other) for other in gold)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
