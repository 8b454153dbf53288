"""The graph in Python and notebooks: rows, DataFrames, people, rdflib, networks, pictures, the cell magic."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import kg
from facts import article, document, write_graph
from kg.graph import Graph
from kg.model import Entity, KgError
from kg.paths import ONTOLOGY

PEOPLE = "SELECT ?name { ?person a vg:Person ; skos:prefLabel ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def graph(bulletin_graph: Path) -> Graph:
    """The graph of the three bulletins."""
    return kg.load(bulletin_graph)


def test_rows_have_the_values_of_python(graph: Graph) -> None:
    row = graph.query("who-chaired", place="tuyen quang")[0]
    assert (row["chair"], row["date"]) == ("Chẩu Văn Lâm", date(2021, 9, 27))
    values = graph.query('SELECT (2 AS ?i) (0.5 AS ?d) (true AS ?b) ("2021-02-30"^^xsd:date AS ?x) ?u { }')
    assert values == [{"i": 2, "d": 0.5, "b": True, "x": "2021-02-30", "u": None}]
    assert graph.query("ASK { ?s a vg:Person }") == [{"answer": True}]
    triples = graph.query("CONSTRUCT { ?p a vg:Person } WHERE { ?p a vg:Person ; skos:prefLabel 'Chẩu Văn Lâm'@vi }")
    assert [set(triple) for triple in triples] == [{"subject", "predicate", "object"}]


MISTAKES: list[tuple[str, dict[str, str], str]] = [
    ("who-chairs", {}, "no question is called 'who-chairs'"),
    (PEOPLE, {"who": "x"}, "only named queries take parameters"),
    ("who-chaired", {"town": "x"}, "no parameter 'town'"),
    ("SELECT ?x { SERVICE <https://example.org/> { ?x ?y ?z } }", {}, "federation is off"),
    ("SELECT * { ?a ?b ?c . ?d ?e ?f }", {}, "more than 10000 rows"),
]


@pytest.mark.parametrize(("sparql", "parameters", "message"), MISTAKES)
def test_what_cannot_be_asked_is_said(graph: Graph, sparql: str, parameters: dict[str, str], message: str) -> None:
    with pytest.raises(KgError, match=re.escape(message)):
        graph.query(sparql, **parameters)


def test_columns_of_a_frame_are_typed(graph: Graph) -> None:
    pytest.importorskip("pandas")
    frame = graph.df("figures", place="an giang")
    assert {name: str(frame[name].dtype) for name in ("indicator", "achieved")} == {
        "indicator": "string",
        "achieved": "float64",
    }
    counted = graph.df("SELECT (COUNT(*) AS ?n) (MIN(?day) AS ?first) (true AS ?is) { ?event schema:startDate ?day }")
    assert [str(kind) for kind in counted.dtypes] == ["Int64", "datetime64[s]", "boolean"]
    assert list(graph.df("SELECT ?a ?b { ?a vg:nothing ?b }").columns) == ["a", "b"]


def test_a_person_is_found_without_marks(graph: Graph) -> None:
    person = graph.person("chau van lam")
    assert person.name == "Chẩu Văn Lâm"
    assert ("Bí thư", "Tỉnh ủy Tuyên Quang") in {(row["role"], row["agency"]) for row in person.roles}
    assert person.directives and person.articles
    assert "<li>" in person._repr_html_()
    assert graph.person(person.iri) == person


def test_who_is_meant_is_never_guessed(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="did you mean Chẩu Văn Lâm"):
        graph.person("Chẩu Văn Lầm Lâm")
    path = tmp_path / "graph.nq"
    both = article(document()), _with_namesake()
    write_graph(path, *both, ontology=ONTOLOGY)
    with pytest.raises(KgError, match=r"the name of several: .*dong-hai/le-van-duc.*give the address of one"):
        kg.load(path).person("le van duc")


def _with_namesake() -> Any:
    from dataclasses import replace

    namesake = Entity("person/dong-hai/le-van-duc", "Person", "Lê Văn Đức")
    return replace(article(document("b.txt", "Ông Lê Văn Đức.\n")), entities=(namesake,), statements=(), links=())


def test_the_dataset_is_one_of_rdflib(graph: Graph) -> None:
    rdflib = pytest.importorskip("rdflib")
    pytest.importorskip("oxrdflib")
    dataset = graph.dataset
    assert isinstance(dataset, rdflib.Dataset)
    names = dataset.query(f"PREFIX vg: <https://w3id.org/vngov/ns#> PREFIX skos: <{rdflib.SKOS}> {PEOPLE}")
    assert [str(name) for (name,) in names] == [row["name"] for row in graph.query(PEOPLE)]
    assert len(list(dataset.graphs())) > 3


def test_the_network_is_one_of_networkx(graph: Graph) -> None:
    drawn = graph.network("trinh hung son", limit=10)
    assert len(drawn) == 10
    assert "Trịnh Hùng Sơn" in {facts["label"] for _, facts in drawn.nodes(data=True)}


def test_a_view_shows_itself_and_leaves_nothing(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    view = graph.view("trinh hung son", limit=10, height=300)
    frame = view._repr_html_()
    assert list(tmp_path.iterdir()) == []
    found = re.fullmatch(r'<iframe srcdoc="([^"]*)" sandbox="allow-scripts allow-downloads" style="[^"]*">.*', frame)
    assert found and html.unescape(found[1]) == view.page
    assert "height:300px" in frame
    view.save(tmp_path / "view.html")
    assert (tmp_path / "view.html").read_text(encoding="utf-8") == view.page


def test_a_question_in_words(graph: Graph) -> None:
    answer = graph.ask("Ai chủ trì buổi làm việc ở Tuyên Quang ngày 27-9?")
    assert answer.answers == ("Chẩu Văn Lâm",)
    assert "Chẩu Văn Lâm" in answer._repr_html_()


class Notebook:
    """A notebook with the magic loaded and a graph in `g`."""

    def __init__(self, graph: Graph) -> None:
        shell = pytest.importorskip("IPython.core.interactiveshell")
        pytest.importorskip("pandas")
        self.shell = shell.InteractiveShell()
        self.shell.run_line_magic("load_ext", "kg")
        self.shell.user_ns["g"] = graph

    def run(self, line: str, cell: str = PEOPLE) -> Any:
        """The value of a cell `%%sparql line`."""
        return self.shell.run_cell_magic("sparql", line, cell)


def test_the_magic_runs_a_cell(graph: Graph, bulletin_graph: Path) -> None:
    notebook = Notebook(graph)
    people = [row["name"] for row in graph.query(PEOPLE)]
    assert list(notebook.run("")["name"]) == people
    assert list(notebook.run(str(bulletin_graph))["name"]) == people
    assert notebook.run("g -o found") is None
    assert list(notebook.shell.user_ns["found"]["name"]) == people


@pytest.mark.parametrize(
    ("line", "cell", "message"),
    [
        ("h", PEOPLE, "h is neither a graph nor a file"),
        ("g -o", PEOPLE, "%%sparql"),
        ("g", "DELETE WHERE { ?s ?p ?o }", "does not parse"),
        ("g", "SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }", "federation is off"),
    ],
)
def test_the_magic_says_what_is_wrong(graph: Graph, line: str, cell: str, message: str) -> None:
    with pytest.raises(KgError, match=re.escape(message)):
        Notebook(graph).run(line, cell)


def test_importing_the_package_is_cheap() -> None:
    code = "import sys, kg; kg.load; print([m for m in ('pandas', 'rdflib', 'networkx', 'underthesea') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert set(kg.__all__) <= {*dir(kg), *kg._HOMES}
