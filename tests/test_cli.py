"""Commands as users type them: what stands on stdout, what on stderr, and the exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import facts
from kg.cli import commands, main
from kg.paths import ONTOLOGY

PEOPLE = "SELECT DISTINCT ?name { ?person a vg:Person ; skos:prefLabel ?name } ORDER BY ?name"
SLOW = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"
LOCALES = [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "cp1252"}]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("graph") / "graph.nq"
    return str(facts.write_graph(path, facts.article(), ontology=ONTOLOGY))


def kg(*arguments: str, environment: dict[str, str] | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """A whole process, as a shell starts it."""
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        env=os.environ | (environment or {}),
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    out = capsys.readouterr().out
    assert "Example" in out
    assert f"kg {name} " in out


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from kg.cli import main; main(['--help']); print(sorted(m for m in HEAVY if m in sys.modules))"
    heavy = "HEAVY = ['rdflib', 'pyoxigraph', 'networkx', 'pyvis', 'underthesea', 'rich', 'jinja2', 'trafilatura']; "
    done = subprocess.run([sys.executable, "-c", heavy + code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("csv", "name\nLê Văn Đức\nTrần Thị Én\n"),
        ("tsv", '?name\n"Lê Văn Đức"@vi\n'),
        ("json", '{\n "head": {'),
        ("table", "┏━"),
    ],
)
def test_formats(graph: str, form: str, start: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--graph", graph, PEOPLE, "--format", form]) == 0
    assert capsys.readouterr().out.startswith(start)


def test_a_pipe_gets_csv(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--graph", graph, PEOPLE]) == 0
    assert capsys.readouterr().out == "name\nLê Văn Đức\nTrần Thị Én\n"


def test_construct_gives_turtle(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--graph", graph, "CONSTRUCT WHERE { ?p a vg:Person }", "--format", "ttl"]) == 0
    assert "le-van-duc a vg:Person" in capsys.readouterr().out.replace(">", "")


def test_query_from_a_file_and_from_stdin(graph: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "people.rq").write_text(PEOPLE, encoding="utf-8")
    assert main(["query", "--graph", graph, str(tmp_path / "people.rq")]) == 0
    assert capsys.readouterr().out == kg("query", "--graph", graph, "-", stdin=PEOPLE).stdout


def test_every_question_is_listed_and_can_be_asked(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--list"]) == 0
    names = [line for line in capsys.readouterr().out.splitlines() if line and not line.startswith(" ")]
    assert sorted(names) == sorted(path.stem for path in (ONTOLOGY / "queries").glob("*.rq"))
    for name in names:
        assert main(["query", "--graph", graph, "--name", name]) == 0


def test_the_main_question(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["query", "--graph", graph, "--name", "who-directs-what", "-p", "who=le van duc", "--format", "json"]) == 0
    )
    (row,) = json.loads(capsys.readouterr().out)["results"]["bindings"]
    assert row["person"]["value"] == "Lê Văn Đức"
    assert row["quote"]["value"].startswith("Ông yêu cầu")


def test_a_cut_answer_says_so(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--graph", graph, PEOPLE, "--max-rows", "1"]) == 0
    said = capsys.readouterr()
    assert said.out == "name\nLê Văn Đức\n"
    assert "cut after 1 rows" in said.err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, "Usage: kg"),
        (["biuld"], 2, "No such command 'biuld'"),
        (["query"], 2, "give SPARQL"),
        (["query", "--name", "no-such", "--graph", "{graph}"], 2, "no question is called 'no-such'"),
        (["query", "people.rq"], 2, "neither a file nor SPARQL"),
        (["query", PEOPLE, "--graph", "nowhere.nq"], 2, "nowhere.nq is not there"),
        (["query", "-p", "place", "--name", "who-directs"], 2, "'place' is no parameter"),
        (["query", "SELECT ?x {", "--graph", "{graph}"], 1, "does not parse"),
        (["query", "SELECT * { SERVICE <http://x/> {} }", "--graph", "{graph}"], 1, "SERVICE"),
        (["query", SLOW, "--timeout", "0.5", "--graph", "{graph}"], 4, "took longer"),
        (["view", "--graph", "{graph}", "--about", "nobody", "-o", "{tmp}/x.html"], 1, "says anything of 'nobody'"),
        (["view", "--graph", "{graph}", "-o", "{graph}/x.html"], 2, "is not a folder"),
        (["build", "no-such-folder", "-o", "{tmp}/out"], 2, "'no-such-folder' does not exist"),
        (["build", "{tmp}", "-o", "{graph}"], 2, "is not a folder"),
        (["build", "{tmp}", "-o", "{tmp}/out", "--max-file-size", "big"], 2, "'big' is no size"),
        (["build", "{tmp}", "-o", "{tmp}/out"], 1, "there is nothing to read"),
    ],
)
def test_what_goes_wrong_is_one_line_and_a_code(
    graph: str, tmp_path: Path, arguments: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = [argument.replace("{graph}", graph).replace("{tmp}", str(tmp_path)) for argument in arguments]
    assert main(filled) == code
    said = capsys.readouterr()
    assert message in said.err
    assert said.out == ""
    if arguments:
        assert said.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_graph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "graph.nq").write_text("<http://a> <http://b", encoding="utf-8")
    assert main(["query", PEOPLE, "--graph", str(tmp_path / "graph.nq")]) == 1
    assert "damaged" in capsys.readouterr().err


def test_view_writes_one_file(graph: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["view", "--graph", graph, "--about", "le van duc", "--limit", "4", "-o", str(tmp_path / "a" / "x.html")])
        == 0
    )
    assert "<h1>Lê Văn Đức</h1>" in (tmp_path / "a" / "x.html").read_text(encoding="utf-8")
    assert "4 of 7 nodes" in capsys.readouterr().err


def test_a_label_cannot_drive_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.nq").write_text(
        '<http://a/s> <http://a/p> "\\u001b]0;owned\\u0007[red]b\\u202Eold" .\n', encoding="utf-8"
    )
    assert main(["query", "SELECT ?o { ?s ?p ?o }", "--graph", str(tmp_path / "x.nq"), "--format", "table"]) == 0
    out = capsys.readouterr().out
    assert "]0;owned[red]bold" in out
    assert not {"\x1b", "\x07", "\u202e"} & set(out)


@pytest.mark.parametrize("environment", LOCALES)
def test_utf8_under_any_locale(graph: str, tmp_path: Path, environment: dict[str, str]) -> None:
    done = kg("query", "--graph", graph, 'SELECT ("Đức" AS ?x) {}', environment=environment)
    assert (done.stdout, done.stderr, done.returncode) == ("x\nĐức\n", "", 0)
    done = kg("view", "--graph", graph, "--about", "Đức", "-o", str(tmp_path / "Đức.html"), environment=environment)
    assert done.returncode == 0
    assert (tmp_path / "Đức.html").exists()


def test_a_reader_that_leaves_early(graph: str) -> None:
    command = [sys.executable, "-m", "kg", "query", "--graph", graph, "SELECT * { ?s ?p ?o }"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read().decode()
    assert process.returncode == 0
    assert "Traceback" not in said
    assert "BrokenPipe" not in said


HOLD = """
import sys, time
from pathlib import Path
from kg.publish import publication
with publication(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Path]:
    """An output folder that another build holds, so that the next one waits."""
    out = tmp_path / "out"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(out)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield out
        process.kill()


@pytest.mark.parametrize(
    ("number", "code", "word"), [(signal.SIGINT, 130, "interrupted\n"), (signal.SIGTERM, 143, "terminated\n")]
)
def test_a_build_that_is_told_to_stop(busy: Path, number: signal.Signals, code: int, word: str) -> None:
    source = busy.parent / "a.txt"
    source.write_text(facts.TEXT, encoding="utf-8")
    command = [sys.executable, "-X", "importtime", "-m", "kg", "build", str(source), "-o", str(busy)]
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a shell's job in the background ignores it, and so its children
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.endswith(" kg.pipeline\n"):
                break  # it is at work now: it waits for the other build
        process.send_signal(number)
        said = process.stderr.read()
    assert process.returncode == code
    assert word in said
    assert "Traceback" not in said
