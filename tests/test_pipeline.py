"""A build accounts for every file, holds no text, and gives the same bytes however it is run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import facts
from kg import pipeline
from kg.lexicon import Lexicon
from kg.model import ArticleFacts, Document, KgError
from kg.paths import ONTOLOGY
from kg.pipeline import build
from kg.report import Report
from kg.store import Store

Build = Callable[..., Report]
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """`build` with an ontology of one rule, and an extraction that finds in every text the facts of tests/facts.py."""
    ontology = tmp_path / "ontology"
    (ontology / "derive").mkdir(parents=True)
    rule = "CONSTRUCT { ?p vg:directs ?i } WHERE { ?d vg:director ?p ; vg:concerns ?i }"
    (ontology / "derive" / "1.rq").write_text(rule, encoding="utf-8")
    monkeypatch.setattr(pipeline.lexicon, "load", lambda folder: Lexicon())
    monkeypatch.setattr(pipeline.extract, "read", lambda doc, words: doc)
    monkeypatch.setattr(pipeline.resolve, "settle", _found)
    monkeypatch.setattr(pipeline.resolve, "link", lambda readings, words: readings)
    return lambda *sources, **options: build(sources, tmp_path / "out", ontology=ontology, **options)


def _found(doc: Document) -> ArticleFacts:
    found = facts.article(doc)
    if doc.text.startswith(facts.TEXT):
        return replace(found, length=len(doc.text))
    return ArticleFacts(doc, len(doc.text), (), ())


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Three articles, of which one is a copy, and a file that is none."""
    folder = tmp_path / "corpus"
    (folder / "sub").mkdir(parents=True)
    (folder / "b.txt").write_text(facts.TEXT, encoding="utf-8")
    (folder / "sub" / "a.txt").write_text(facts.TEXT + "Bà Én cảm ơn.\n", encoding="utf-8")
    (folder / "sub" / "copy.txt").write_text(facts.TEXT, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_file_is_accounted_for(made_up: Build, corpus: Path) -> None:
    report = made_up(corpus)
    assert {file.source: file.status for file in report.files} == {
        "b.txt": "read",
        "empty.txt": "skipped",
        "sub/a.txt": "read",
        "sub/copy.txt": "copy",
    }
    assert dict(report.found)["Person"] == 2
    assert dict(report.found)["issuedBy"] == 2
    assert dict(report.dropped) == {"directive": 2}
    assert [file.source for file in report.warned] == ["b.txt", "sub/a.txt"]


def test_what_is_published(made_up: Build, corpus: Path, tmp_path: Path) -> None:
    report = made_up(corpus)
    assert sorted(contents(tmp_path / "out")) == ["graph.nq", "graph.ttl", "report.json"]
    lines = (tmp_path / "out" / "graph.nq").read_bytes().splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert len(lines) == report.quads
    assert json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["counts"] == {
        "read": 2,
        "copy": 1,
        "skipped": 1,
        "warned": 2,
    }


def test_derived_statements_and_all_sources_of_a_text_are_there(made_up: Build, corpus: Path, tmp_path: Path) -> None:
    made_up(corpus)
    graph = (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")
    assert graph.count("<https://w3id.org/vngov/ns#directs>") == 1
    assert '<http://purl.org/dc/terms/source> "b.txt"' in graph
    assert '<http://purl.org/dc/terms/source> "sub/copy.txt"' in graph
    assert graph.count(" <https://schema.org/headline> ") == 2, "titles must outlive the texts"


def test_the_same_bytes_again_and_elsewhere(made_up: Build, corpus: Path, tmp_path: Path) -> None:
    made_up(corpus)
    first = contents(tmp_path / "out")
    made_up(corpus)
    assert contents(tmp_path / "out") == first
    shutil.copytree(corpus, tmp_path / "elsewhere")
    made_up(tmp_path / "elsewhere")
    assert contents(tmp_path / "out") == first


def test_the_order_of_sources_does_not_matter(made_up: Build, corpus: Path, tmp_path: Path) -> None:
    made_up(corpus / "b.txt", corpus / "sub")
    first = contents(tmp_path / "out")
    made_up(corpus / "sub", corpus / "b.txt")
    assert contents(tmp_path / "out") == first


def test_texts_are_not_held(made_up: Build, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[str] = []

    def link(readings: Iterable[ArticleFacts], words: object) -> Iterator[ArticleFacts]:
        for reading in readings:
            held.append(reading.document.text)
            yield reading

    monkeypatch.setattr(pipeline.resolve, "link", link)
    made_up(corpus)
    assert held == ["Đẩy mạnh chuyển đổi số"] * 2


def test_texts_that_were_read_out_of_something_are_kept(made_up: Build, tmp_path: Path) -> None:
    article = {"id": "7", "title": "Đẩy mạnh chuyển đổi số", "body": "Ông Đức dự hội nghị."}
    (tmp_path / "x.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    (file,) = made_up(tmp_path / "x.jsonl").files
    assert file.source == "x.jsonl#7"
    (kept,) = (tmp_path / "out" / "texts").iterdir()
    assert "Ông Đức dự hội nghị." in kept.read_text(encoding="utf-8")
    assert kept.stem in (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")


def test_nothing_to_read(made_up: Build, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(KgError, match="there is nothing to read"):
        made_up(tmp_path / "none")
    (tmp_path / "none" / "a.txt").write_text("")
    with pytest.raises(KgError, match=r"none of 1 files could be read \(a.txt: empty"):
        made_up(tmp_path / "none")
    assert not (tmp_path / "out").exists()


def test_strict_publishes_nothing_when_a_file_is_skipped(made_up: Build, corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"1 files were skipped \(empty.txt: "):
        made_up(corpus, strict=True)
    assert not (tmp_path / "out").exists()


def test_large_files_are_skipped(made_up: Build, corpus: Path) -> None:
    report = made_up(corpus, max_bytes=len(facts.TEXT.encode()))
    assert [file.source for file in report.with_status("skipped")] == ["empty.txt", "sub/a.txt"]


def test_an_output_folder_inside_the_source_is_not_read(made_up: Build, corpus: Path, tmp_path: Path) -> None:
    (corpus / "out" / "texts").mkdir(parents=True)
    (corpus / "out" / "texts" / "old.txt").write_text("Một bài cũ.", encoding="utf-8")
    report = build([corpus], corpus / "out", ontology=tmp_path / "ontology")
    assert [file.source for file in report.files if file.source.startswith("out/")] == []


def test_articles_are_announced(made_up: Build, corpus: Path) -> None:
    heard: list[str] = []
    made_up(corpus, on_read=heard.append)
    assert heard == ["b.txt", "sub/a.txt"]


ARTICLES = sorted((Path(__file__).resolve().parent.parent / "corpus").glob("2021-*.txt"))[:4]


@pytest.fixture(scope="module")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What this process makes of some articles of corpus/."""
    out = tmp_path_factory.mktemp("first") / "out"
    report = build(ARTICLES, out)
    assert len(report.with_status("read")) == len(ARTICLES) == 4
    assert dict(report.found)["Directive"] > 0
    return contents(out)


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_real_line_gives_the_same_bytes_under_any_hash_seed(
    tmp_path: Path, seed: str, first_build: dict[str, bytes]
) -> None:
    command = [sys.executable, "-m", "kg", "build", *map(str, reversed(ARTICLES)), "-o", str(tmp_path / "out")]
    subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True)
    assert contents(tmp_path / "out") == first_build


def test_what_a_build_spares_its_rules_none_of_them_asks_for(tmp_path: Path) -> None:
    build([ROOT / "corpus"], tmp_path)
    whole = (tmp_path / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    derived = [line for line in whole if line.endswith("graph/derived> .\n")]
    assert derived == Store.load(tmp_path / "graph.nq").derive(ONTOLOGY / "derive")
