"""How many characters a second a whole build reads, against the named entity recogniser of underthesea, in one run.

    python tests/benchmarks/bench_speed.py [ARTICLES ...]

Prints both rates and their ratio; times of two machines are not to be compared, ratios are. The two take turns, three
times, and of each the fastest turn counts, as with timeit: other work on the machine only ever makes a turn slower.
Builds under 100 articles are dominated by the reading of the ontology.
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
TURNS = 3
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
    theirs, ours = [], []
    for _ in range(TURNS):
        theirs.append(seconds(lambda: [ner(s) for s in sentences]))
        with tempfile.TemporaryDirectory() as out:
            ours.append(seconds(lambda: build(sources, Path(out) / "output")))
    our_rate, their_rate = sum(map(len, texts)) / min(ours), sum(map(len, sentences)) / min(theirs)
    print(
        f"turns             {', '.join(f'{our:.1f} s and {their:.1f} s' for our, their in zip(ours, theirs, strict=True))}"
    )
    print(f"articles          {len(texts):>9,}  {sum(map(len, texts)):,} characters")
    print(f"kg build          {our_rate:>9,.0f}  characters a second, graph published")
    print(f"underthesea.ner   {their_rate:>9,.0f}  characters a second")
    print(f"ratio             {our_rate / their_rate:>9.1f}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [ROOT / "corpus"])
