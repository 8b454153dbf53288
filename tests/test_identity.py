"""Two short reports of one name -> one person or two: the traps of namesakes, without the corpus that they come from."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg import extract, lexicon, resolve
from kg.lexicon import Decisions, Lexicon
from kg.model import ArticleFacts
from kg.paths import ONTOLOGY
from reading import document, linked

PAIRS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "identity.toml").read_text("utf-8"))["pair"]


def node(facts: ArticleFacts, name: str) -> str:
    """The one person of a name in an article."""
    (path,) = [entity.path for entity in facts.entities if entity.kind == "Person" and entity.label == name]
    return path


@pytest.mark.parametrize(
    "pair", [pytest.param(pair, id=f"{number}-{pair['name']}-{pair['why']}") for number, pair in enumerate(PAIRS)]
)
def test_who_is_the_same(pair: dict[str, Any]) -> None:
    reports = linked(document(pair["first"], source="a.txt"), document(pair["second"], source="b.txt"))
    one, other = (node(facts, pair["name"]) for facts in reports)
    assert (one == other) is pair["same"]


def test_there_are_many_pairs_of_both_kinds() -> None:
    kinds = [pair["same"] for pair in PAIRS]
    assert kinds.count(True) >= 30
    assert kinds.count(False) >= 30


REPORTS = (
    "Ngày 3/5/2021, ông Lê Văn An, Chủ tịch UBND tỉnh Phú Thọ chủ trì hội nghị.",
    "Ngày 4/5/2021, ông Lê Văn An, Chủ tịch UBND tỉnh Phú Thọ dự hội nghị.",
    "Ngày 5/5/2021, ông Lê Văn An, Chủ tịch UBND tỉnh Phú Thọ kiểm tra tiến độ.",
)
AN = "person/phu-tho/le-van-an"


def people(decisions: Decisions) -> list[str]:
    """Who the one name is in each of three reports of one official, after what people decided."""
    words = replace(lexicon.load(), decisions=decisions)
    docs = [document(text, source=f"{number}.txt") for number, text in enumerate(REPORTS)]
    return [
        node(facts, "Lê Văn An")
        for facts in resolve.link((resolve.settle(extract.read(d, words)) for d in docs), words)
    ]


def test_a_wrong_merge_is_undone_by_one_line() -> None:
    assert people(Decisions()) == [AN, AN, AN]
    article = document(REPORTS[1]).sha256[:16]
    assert people(Decisions(named={(article, "le-van-an"): f"{AN}-2"})) == [AN, f"{AN}-2", AN]


def test_two_nodes_are_joined_by_one_line() -> None:
    assert set(people(Decisions(same={AN: "person/vn/le-van-an"}))) == {"person/vn/le-van-an"}


def test_two_that_people_keep_apart_stay_apart() -> None:
    texts = ("Ông Lê Văn An, Thứ trưởng Bộ Xây dựng, dự hội nghị.",
             "Ông Lê Văn An, nguyên Thứ trưởng Bộ Xây dựng, nay là Chủ tịch UBND tỉnh Phú Thọ, ra mắt.")  # fmt: skip
    docs = [document(text, source=text) for text in texts]
    for apart, nodes in ((set(), 1), ({AN, "person/vn/le-van-an"}, 2)):
        words = replace(lexicon.load(), decisions=Decisions(apart=frozenset(apart)))
        found = resolve.link((resolve.settle(extract.read(doc, words)) for doc in docs), words)
        assert len({node(facts, "Lê Văn An") for facts in found}) == nodes


def test_a_fact_that_people_rejected_is_left_out_with_a_warning() -> None:
    def tenures(words: Lexicon) -> list[str]:
        return [s.path for s in facts(words).statements if s.kind == "Tenure"]

    def facts(words: Lexicon) -> ArticleFacts:
        return next(iter(resolve.link([resolve.settle(extract.read(document(REPORTS[0]), words))], words)))

    (wrong,) = tenures(lexicon.load())
    words = replace(lexicon.load(), decisions=Decisions(rejected=frozenset({wrong})))
    assert tenures(words) == []
    assert any("rejected" in warning and wrong in warning for warning in facts(words).warnings)


def test_decisions_are_read_from_their_file(tmp_path: Path) -> None:
    shutil.copytree(ONTOLOGY, tmp_path / "ontology")
    with (tmp_path / "ontology" / "decisions.ttl").open("a", encoding="utf-8") as file:
        file.write(
            """
            <https://w3id.org/vngov/id/article/0123456789abcdef>
              schema:mentions <https://w3id.org/vngov/id/person/phu-tho/le-van-an-2> .
            <https://w3id.org/vngov/id/person/phu-tho/a> owl:sameAs <https://w3id.org/vngov/id/person/vn/a> .
            <https://w3id.org/vngov/id/person/phu-tho/b> owl:differentFrom <https://w3id.org/vngov/id/person/vn/b> .
            <https://w3id.org/vngov/id/tenure/x/y/z> adms:status vgc:st-rejected ."""
        )
    assert lexicon.load(tmp_path / "ontology").decisions == Decisions(
        named={("0123456789abcdef", "le-van-an"): "person/phu-tho/le-van-an-2"},
        apart=frozenset({"person/phu-tho/b", "person/vn/b"}),
        same={"person/vn/a": "person/phu-tho/a"},
        rejected=frozenset({"tenure/x/y/z"}),
    )
