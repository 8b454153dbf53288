"""What several test files share: the graph of the three bulletins in tests/fixtures."""

from __future__ import annotations

from pathlib import Path

import pytest

from fixtures import bulletins
from kg import pipeline, rdf
from kg.paths import ONTOLOGY
from kg.store import Store

RUN = "kg-test 1"


@pytest.fixture(scope="session")
def bulletin_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A complete graph file: three articles, the reference data, and what the rules derive."""
    path = tmp_path_factory.mktemp("bulletins") / "graph.nq"
    lines = set(rdf.reference_quads(ONTOLOGY))
    for facts in bulletins.facts():
        lines.update(rdf.article_quads(facts, run=RUN))
    write(path, lines)
    lines.update(Store.load(path).derive(ONTOLOGY / "derive"))
    return write(path, lines)


@pytest.fixture(scope="session")
def bulletin_store(bulletin_graph: Path) -> Store:
    """The same graph, loaded."""
    return Store.load(bulletin_graph)


def write(path: Path, lines: set[str]) -> Path:
    """Writes N-Quads lines as a build does: sorted."""
    path.write_text("".join(sorted(lines)), encoding="utf-8", newline="\n")
    return path


@pytest.fixture(scope="session")
def corpus_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of our own bulletins in corpus/, built as `kg build` does."""
    out = tmp_path_factory.mktemp("corpus")
    pipeline.build([Path(__file__).parent.parent / "corpus"], out)
    return out / "graph.nq"


@pytest.fixture(scope="session")
def seeds_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the three seed articles in ../shared; tests that lean on it are marked `shared`."""
    seeds = Path(__file__).parent.parent.parent / "shared" / "corpus" / "seeds"
    if not seeds.is_dir():
        pytest.skip("../shared is absent")
    out = tmp_path_factory.mktemp("seeds")
    pipeline.build([seeds], out)
    return out / "graph.nq"
