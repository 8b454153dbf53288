"""A graph of the 35,000 articles of 2017 -> how often it is right that two mentions of a name are one person, or two.

    python tests/benchmarks/bench_identity.py GRAPH

The pairs (identity.csv: a name, the identifiers of two articles, whether they mean one person) were drawn at random and
judged by reading: half of them pairs that a graph had merged, half pairs that it had kept apart. The articles
themselves are not part of the project.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

from kg.store import Store

PAIRS = Path(__file__).with_name("identity.csv")
PEOPLE = """SELECT ?source ?name ?person WHERE {
  ?article dcterms:source ?source ; schema:mentions ?person . ?person a vg:Person ; skos:prefLabel|skos:altLabel ?name }"""


def nodes(graph: Path) -> dict[tuple[str, str], str]:
    """(identifier of an article, name) -> the address of the person."""
    rows = Store.load(graph).select(PEOPLE)
    return {(str(row["source"]).rpartition("#")[2], str(row["name"])): str(row["person"]) for row in rows}


def main(graph: Path) -> None:
    """Print precision and recall over pairs, and the pairs that are wrong."""
    found, count = nodes(graph), Counter[tuple[bool, bool]]()
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        for pair in csv.DictReader(lines):
            one, other = (found.get((pair[column], pair["name"])) for column in ("article", "other"))
            if one is None or other is None:
                continue
            merged, same = one == other, pair["same"] == "yes"
            count[merged, same] += 1
            if merged != same:
                print("merged" if merged else "apart ", pair["name"], pair["article"], pair["other"])
    right, wrong, missed = count[True, True], count[True, False], count[False, True]
    print(f"pairs {count.total()}: precision {right / (right + wrong):.3f}, recall {right / (right + missed):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
