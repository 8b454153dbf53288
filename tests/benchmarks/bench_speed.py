"""How many characters a second a whole build reads, against the named entity recogniser of underthesea, in one run.

    python tests/benchmarks/bench_speed.py [ARTICLES ...]

Prints both rates and their ratio; times of two machines are not to be compared, ratios are. Builds under 100 articles
are dominated by the reading of the ontology.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from underthesea import ner

from kg import corpus
from kg.pipeline import build

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = 20  # so many articles are enough for the recogniser, which is even in speed
LONGEST = 1000  # characters; what lacks full stops would slow the recogniser beyond reason


def seconds(work: Callable[[], object]) -> float:
    """Seconds on the clock that the work takes: what its user waits."""
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def main(sources: list[Path]) -> None:
    """Measures and prints."""
    texts = [item.text for item in corpus.read(sources) if not isinstance(item, corpus.Skipped)]
    some = texts[:: max(1, len(texts) // SAMPLE)]
    ner("Hà Nội")  # loads its model; it goes first: what a build keeps in memory would slow it
    sentences = [s[:LONGEST] for text in some for s in re.split(r"(?<=[.!?])\s+", text) if s.strip()]
    theirs = sum(map(len, sentences)) / seconds(lambda: [ner(s) for s in sentences])
    with tempfile.TemporaryDirectory() as out:
        ours = sum(map(len, texts)) / seconds(lambda: build(sources, Path(out) / "output"))
    print(f"articles          {len(texts):>9,}  {sum(map(len, texts)):,} characters")
    print(f"kg build          {ours:>9,.0f}  characters a second, graph published")
    print(f"underthesea.ner   {theirs:>9,.0f}  characters a second")
    print(f"ratio             {ours / theirs:>9.1f}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [ROOT / "corpus"])
