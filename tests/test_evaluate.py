"""What the evaluation counts as right, as wrong, as neither; and that quotes are read again where they stand."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import facts
from kg import pipeline
from kg.cli import main
from kg.evaluate import Evaluation, Score, evaluate
from kg.evaluate.matching import same_name
from kg.model import KgError
from kg.paths import ONTOLOGY

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

NAMES = [
    ("UBND tỉnh Phú Thọ", "Ủy ban nhân dân Phú Thọ", True),
    ("Uỷ ban nhân dân tỉnh Phú Thọ", "ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ", True),
    ("Sở TT&TT tỉnh Phú Thọ", "Sở Thông tin và Truyền thông Phú Thọ", True),
    ("Ban Tổ chức TW", "Ban Tổ chức Trung ương", True),
    ("Văn phòng T.Ư Đảng", "Văn phòng Trung ương Đảng", True),
    ("Nguyễn Thị Hồng Thuý", "Nguyễn Thị Hồng Thúy", True),
    ("Thành ủy TP Hồ Chí Minh", "Thành ủy Hồ Chí Minh", True),
    ("UBND tỉnh Hòa Bình", "UBND thành phố Hòa Bình", False),
    ("Sở Y tế tỉnh Phú Thọ", "Sở Y tế tỉnh Phú Yên", False),
    ("Tỉnh ủy Phú Thọ", "Ban Thường vụ Tỉnh ủy Phú Thọ", False),
    ("tỉnh", "thành phố", False),
]


@pytest.mark.parametrize(("name", "other", "is_same"), NAMES)
def test_names(name: str, other: str, is_same: bool) -> None:
    assert same_name([name], [other]) is is_same
    assert same_name([other], [None, name]) is is_same


def annotation(**lists: list[dict[str, Any]]) -> dict[str, Any]:
    """A gold file about the article of facts.py in which nothing is marked but what is given."""
    kinds = ("people", "roles", "agencies", "documents", "initiatives", "events", "directs", "indicators")
    return {"doc": "corpus/a.txt", "article": {"author": "Hải Yến"}} | {kind: [] for kind in kinds} | lists


DUC, EN = {"name": "Lê Văn Đức"}, {"name": "Trần Thị Én"}
CHAIRMAN = {"person": "Lê Văn Đức", "role": "Chủ tịch", "agency": "UBND tỉnh Bình Minh", "evidence": "Chủ tịch UBND"}
PLAN = {"name": "Kế hoạch số 12", "number": None, "issuer": "UBND tỉnh Bình Minh"}
MEETING = {"date": "2021-09-27", "chair": "Lê Văn Đức"}
ORDER = {"person": "Lê Văn Đức", "initiative_or_document": "Chuyển đổi số tỉnh Bình Minh"}
NOBODY = {"name": "Phạm Văn Không"}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of facts.py, with the sentence that its meeting lacks."""
    told = facts.evidence("Ông Lê Văn Đức, Chủ tịch UBND tỉnh Bình Minh, chủ trì hội nghị.")
    article = facts.article()
    entities = tuple(replace(e, evidence=told) if e.kind == "Event" else e for e in article.entities)
    folder = tmp_path_factory.mktemp("graph")
    return facts.write_graph(folder / "graph.nq", replace(article, entities=entities), ontology=names(folder))


def names(folder: Path) -> Path:
    """Of the ontology what gives roles their names, for graphs that load at once."""
    (folder / "ontology").mkdir()
    for name in ("roles.ttl", "terms.ttl"):
        shutil.copy(ONTOLOGY / name, folder / "ontology")
    return folder / "ontology"


Measure = Callable[[dict[str, Any]], Evaluation]


@pytest.fixture
def measure(graph: Path, tmp_path: Path) -> Measure:
    """The evaluation of that graph against one gold file."""

    def against(told: dict[str, Any]) -> Evaluation:
        (tmp_path / "a.json").write_text(json.dumps(told), encoding="utf-8")
        return evaluate(graph, tmp_path)

    return against


# gold -> (asked, recalled, found, right) of one kind
COUNTS = [
    ("people", [DUC, EN], (2, 2, 2, 2)),
    ("people", [DUC], (1, 1, 2, 1)),
    ("people", [DUC, EN | {"optional": True}], (1, 1, 2, 2)),
    ("people", [DUC, EN | {"private_either": True}], (1, 1, 2, 2)),
    ("people", [DUC, EN, NOBODY], (3, 2, 2, 2)),
    ("people", [DUC, EN, NOBODY | {"optional": True}], (2, 2, 2, 2)),
    ("people", [DUC, EN, NOBODY | {"hard": True}], (2, 2, 2, 2)),
    ("roles", [CHAIRMAN], (1, 1, 1, 1)),
    ("roles", [CHAIRMAN | {"agency": "UBND tỉnh Bình Định"}], (1, 0, 1, 0)),
    ("roles", [CHAIRMAN | {"agency": "UBND", "agency_alt": ["Ủy ban nhân dân tỉnh Bình Minh"]}], (1, 1, 1, 1)),
    ("documents", [PLAN], (1, 1, 1, 1)),
    ("documents", [PLAN | {"issuer": "Tỉnh ủy Bình Minh"}], (1, 0, 1, 0)),
    ("documents", [PLAN | {"issuer": "Tỉnh ủy Bình Minh", "issuer_alt": [None]}], (1, 1, 1, 1)),
    ("documents", [PLAN | {"name": "Kế hoạch số 13"}], (1, 1, 1, 1)),
    ("initiatives", [{"name": "Đẩy mạnh chuyển đổi số của tỉnh Bình Minh"}], (1, 1, 1, 1)),
    ("initiatives", [{"name": "Cải cách hành chính", "mentions": ["chuyển đổi số tỉnh Bình Minh"]}], (1, 1, 1, 1)),
    ("events", [MEETING], (1, 1, 1, 1)),
    ("events", [MEETING | {"chair": None}], (1, 1, 1, 1)),
    ("events", [MEETING | {"chair": "Trần Thị Én"}], (1, 0, 1, 0)),
    ("events", [MEETING | {"date": "2021-09-28", "date_alt": ["2021-09-27"]}], (1, 1, 1, 1)),
    ("events", [MEETING, {"date": None, "chair": None}], (1, 1, 1, 1)),
    ("directs", [ORDER], (1, 1, 1, 1)),
    ("directs", [ORDER | {"person": "Trần Thị Én"}], (1, 0, 1, 0)),
    ("directs", [{"person": "Lê Văn Đức", "object": "việc chuyển đổi số"}], (1, 1, 1, 1)),
]


@pytest.mark.parametrize(("kind", "gold", "counts"), COUNTS)
def test_counts(measure: Measure, kind: str, gold: list[dict[str, Any]], counts: tuple[int, ...]) -> None:
    (score,) = (score for score in measure(annotation(**{kind: gold})).scores if score.kind == kind)
    assert (score.asked, score.recalled, score.found, score.right) == counts


def test_what_is_hard_has_a_recall_of_its_own(measure: Measure) -> None:
    people = [DUC, EN | {"hard": True}, NOBODY | {"hard": True}]
    score = measure(annotation(people=people)).scores[0]
    assert (score.recall, score.hard_recall) == (1.0, 0.5)


def test_a_byline_is_neither_asked_for_nor_wrong(measure: Measure) -> None:
    told = annotation(people=[DUC]) | {"article": {"author": "Trần Thị Én"}}
    score = measure(told).scores[0]
    assert (score.asked, score.precision) == (1, 1.0)


def test_an_order_may_be_about_any_name_of_its_initiative(measure: Measure) -> None:
    digital = {"name": "Số hóa hành chính công", "name_alt": ["Chuyển đổi số tỉnh Bình Minh"]}
    order = ORDER | {"initiative_or_document": "Số hóa hành chính công"}
    assert measure(annotation(initiatives=[digital], directs=[order])).scores[5].recall == 1.0


def test_errors_come_with_their_sentences(measure: Measure) -> None:
    told = annotation(people=[DUC, NOBODY], roles=[CHAIRMAN | {"role": "Bí thư"}])
    errors = [
        (e.what, e.fact.kind, str(e.fact), e.fact.quote) for e in measure(told).errors if e.fact.kind != "agencies"
    ]
    assert errors[:4] == [
        ("miss", "people", "Phạm Văn Không", ""),
        ("false", "people", "Trần Thị Én", "Trần Thị Én"),
        ("miss", "roles", "Lê Văn Đức | Bí thư | UBND tỉnh Bình Minh", "Chủ tịch UBND"),
        ("false", "roles", "Lê Văn Đức | Chủ tịch | Ủy ban nhân dân tỉnh Bình Minh",
         "Ông Lê Văn Đức, Chủ tịch UBND tỉnh Bình Minh"),
    ]  # fmt: skip


def test_an_article_that_is_not_in_the_graph_is_named_and_missed(measure: Measure) -> None:
    evaluation = measure(annotation(people=[DUC]) | {"doc": "corpus/b.txt"})
    assert evaluation.absent == ("corpus/b.txt",)
    assert evaluation.scores[0].recall == 0.0


def test_quotes_are_read_again(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text(json.dumps(annotation(people=[DUC, NOBODY])), encoding="utf-8")
    (tmp_path / "texts").mkdir()
    text = tmp_path / "texts" / "a.txt"
    text.write_text(facts.TEXT, encoding="utf-8")
    same = evaluate(graph, tmp_path / "gold", texts=[tmp_path / "texts"]).evidence
    text.write_text(facts.TEXT.replace("Trần Thị Én", "Trần Thị An"), encoding="utf-8")
    changed = evaluate(graph, tmp_path / "gold", texts=[tmp_path / "texts"]).evidence
    assert same and changed
    assert same.verbatim == same.checked > 0
    assert changed.verbatim < changed.checked == same.checked
    assert same.facts_without_evidence == 0


def test_facts_without_evidence_are_counted(tmp_path: Path) -> None:
    article = facts.article()
    bare = tuple(replace(statement, evidence=()) for statement in article.statements)
    graph = facts.write_graph(tmp_path / "graph.nq", replace(article, statements=bare), ontology=names(tmp_path))
    (tmp_path / "a.json").write_text(json.dumps(annotation()), encoding="utf-8")
    evidence = evaluate(graph, tmp_path, texts=[tmp_path]).evidence
    assert evidence and evidence.facts_without_evidence == 2


def test_an_error_is_shown_with_the_sentence_of_its_text(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(facts.TEXT, encoding="utf-8")
    told = annotation(people=[NOBODY | {"mentions": ["Trần Thị Én dự"]}])
    (tmp_path / "a.json").write_text(json.dumps(told), encoding="utf-8")
    miss = evaluate(graph, tmp_path, texts=[tmp_path]).errors[0]
    assert miss.fact.quote == "Bà Trần Thị Én dự hội nghị."


DAMAGED = [
    ("{", "is no JSON"),
    ("[]", "the file is no JSON object"),
    (json.dumps({"doc": "a.txt", "article": {}}), 'has no "people"'),
    (json.dumps(annotation(people=[{"nom": "Lê Văn Đức"}])), 'entry 1 of people has no "name"'),
    (json.dumps(annotation(roles=[CHAIRMAN, DUC])), 'entry 2 of roles has no "person"'),
]


@pytest.mark.parametrize(("text", "message"), DAMAGED)
def test_damaged_gold_is_named(graph: Path, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(KgError, match=f"a.json: .*{message}"):
        evaluate(graph, tmp_path)


def test_a_folder_without_gold(graph: Path, tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"no \*\.json file"):
        evaluate(graph, tmp_path)


def test_nothing_asked_and_nothing_found() -> None:
    assert (Score("people").precision, Score("people").recall, Score("people").f1) == (0.0, 0.0, 0.0)


def test_the_command_shows_figures_and_errors(graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text(json.dumps(annotation(people=[DUC, NOBODY])), encoding="utf-8")
    assert main(["evaluate", str(graph), str(tmp_path), "--misses"]) == 0
    shown = capsys.readouterr().out
    assert "people      │ 0.500     │ 0.500" in shown
    assert "miss in people: Phạm Văn Không" in shown
    assert main(["evaluate", str(graph), str(tmp_path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["people"]["recall"] == 0.5


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the development corpus is not here")
def test_the_figures_are_those_of_the_shared_scorer(tmp_path: Path) -> None:
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((SHARED / "gold").glob("*.json"))]
    sources = [next((SHARED / "corpus").rglob("/".join(Path(told["doc"]).parts[-2:]))) for told in gold]
    pipeline.build(sources, tmp_path / "out")
    graph = tmp_path / "out" / "graph.nq"
    command = [sys.executable, str(SHARED / "score" / "score.py"), str(graph), str(SHARED / "gold"), "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    ours = json.loads(evaluate(graph, SHARED / "gold").to_json(misses=False))
    assert ours.pop("absent") == theirs.pop("absent") == []
    assert {kind: pytest.approx(figures) for kind, figures in theirs.items()} == ours
