"""Questions in words: 95 % of those in tests/questions are answered just right, and every trap stays without an answer."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.ask import Asker, intents, reply
from kg.ask.intents import Intent
from kg.ask.lookup import KEEP
from kg.cli import main
from kg.model import KgError
from kg.paths import ONTOLOGY
from kg.store import Store
from kg.text import printable

QUESTIONS = Path(__file__).parent / "questions"
OWN = ("directives", "roles", "events", "documents", "english", "fresh", "unseen", "traps")
GRAMMAR = intents.load()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, the facts that answer it, and others that careful readers could disagree on."""

    ask: str
    answers: tuple[str, ...]
    also: tuple[str, ...]

    def is_met_by(self, answers: tuple[str, ...]) -> bool:
        """Whether the answers are all those expected, and no other; "…" stands for the rest of a text."""
        left = list(answers)
        for expected in self.answers:
            found = next((answer for answer in left if _is(answer, expected)), None)
            if found is None:
                return False
            left.remove(found)
        return all(any(_is(answer, debatable) for debatable in self.also) for answer in left)


def _is(answer: str, expected: str) -> bool:
    return answer.startswith(expected[:-1]) if expected.endswith("…") else answer == expected


def read(name: str) -> list[Question]:
    """The questions of one file."""
    listed = tomllib.loads((QUESTIONS / f"{name}.toml").read_text(encoding="utf-8"))["question"]
    return [Question(q["ask"], tuple(q["answers"]), tuple(q.get("also", ()))) for q in listed]


def misses(asker: Asker, questions: list[Question]) -> list[str]:
    """The questions that are not answered just right, with what was expected and given."""
    told = [(question, asker.ask(question.ask).answers) for question in questions]
    return [f"{q.ask} -> {list(given)}, not {list(q.answers)}" for q, given in told if not q.is_met_by(given)]


@pytest.fixture(scope="session")
def asker(corpus_graph: Path) -> Asker:
    """Our own bulletins, open for questions."""
    return Asker(Store.load(corpus_graph))


def test_there_are_enough_questions_and_traps() -> None:
    questions = [question for name in OWN for question in read(name)]
    assert len({question.ask for question in questions}) == len(questions) >= 200
    assert sum(not question.answers for question in questions) >= 40


def test_of_our_own_questions_95_percent_are_answered_just_right(asker: Asker) -> None:
    questions = [question for name in OWN for question in read(name)]
    wrong = misses(asker, questions)
    assert len(wrong) <= 0.05 * len(questions), "\n".join(wrong)


def test_no_trap_gets_an_answer(asker: Asker) -> None:
    assert misses(asker, read("traps")) == []


@pytest.mark.shared
def test_the_questions_on_the_seeds_are_all_answered_just_right(seeds_graph: Path) -> None:
    wrong = misses(Asker(Store.load(seeds_graph)), read("seeds"))
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("intent", GRAMMAR.intents, ids=lambda intent: intent.name)
def test_a_kind_of_question_fits_its_examples_and_no_counterexample(asker: Asker, intent: Intent) -> None:
    def kind(question: str) -> str:
        understood = asker.understand(question)
        return understood[1].name if understood else ""

    assert {example: kind(example) for example in intent.examples} == dict.fromkeys(intent.examples, intent.name)
    assert intent.name not in map(kind, intent.counterexamples)
    assert intent.counterexamples


def test_an_answer_says_whence_how_sure_and_as_of_when(asker: Asker) -> None:
    answer = asker.ask("Ai chỉ đạo cải cách hành chính ở Quảng Ngãi?")
    assert answer
    assert answer.answers == ("Nguyễn Hoàng Giang",)
    assert answer.sentence.startswith("Người chỉ đạo về Cải cách hành chính ở Quảng Ngãi: Nguyễn Hoàng Giang (Chủ tịch")
    assert answer.as_of == "2024-10-11"
    assert answer.confidence is not None and 0.5 < answer.confidence <= 1
    assert [(q.source, q.published) for q in answer.quotes] == [
        ("2024-10-11-quang-ngai-chuyen-doi-so.txt", "2024-10-11")
    ]
    assert "đẩy mạnh cải cách hành chính" in answer.quotes[0].quote
    row = dict(zip(answer.columns, answer.rows[0], strict=True))
    assert (row["person"], row["date"]) == ("Nguyễn Hoàng Giang", "2024-10-11")


def test_quotes_stand_in_the_articles(asker: Asker) -> None:
    folder = Path(__file__).parent.parent / "corpus"
    asked = [question.ask for name in ("directives", "roles", "events") for question in read(name)]
    quotes = {(q.source, q.quote) for question in asked for q in asker.ask(question).quotes}
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
    assert len(quotes) > 50
    assert [pair for pair in quotes if pair[1] not in texts[pair[0]]] == []


# What is said where there is no evidence.
NOTHING = [
    ("Ai chỉ đạo chuyển đổi số ở Cà Mau?", "Không có bằng chứng. Đã tìm: người chỉ đạo về Chuyển đổi số ở Cà Mau."),
    ("Who directs digital transformation in Ca Mau?", "No evidence. Looked for: who gave directives on digital transf"),
    ("Nguyễn Văn Tèo giữ chức vụ gì?", "Không có bằng chứng: đồ thị không biết “Nguyễn Văn Tèo”."),
    ("Ai là Giám đốc Sở Y tế Phú Thọ?", "Không có bằng chứng: đồ thị không biết “Sở Y tế Phú Thọ”."),
    ("Chẩu Văn Lâm chỉ đạo theo văn bản nào?", "Không có bằng chứng: nguồn không nêu."),
]


@pytest.mark.parametrize(("question", "sentence"), NOTHING)
def test_without_evidence_it_says_what_it_looked_for(asker: Asker, question: str, sentence: str) -> None:
    answer = asker.ask(question)
    assert not answer
    assert answer.sentence.startswith(sentence)
    assert answer.looked_for
    assert answer.as_of == "2025-09-24"


def test_another_time_is_told_but_is_no_answer(asker: Asker) -> None:
    answer = asker.ask("Ai là Bí thư Tỉnh ủy Tuyên Quang năm 2015?")
    assert not answer
    assert "Ngoài thời gian đó thì có: Chẩu Văn Lâm" in answer.sentence


def test_what_is_not_understood_gets_the_nearest_questions(asker: Asker) -> None:
    answer = asker.ask("So sánh Bí thư Tỉnh ủy Tuyên Quang với ai?")
    assert (answer.intent, answer.answers) == ("", ())
    assert len(answer.nearest) == 3
    assert "Ai là Bí thư Tỉnh ủy Tuyên Quang?" in answer.nearest


def test_of_an_unknown_name_it_tells_those_that_look_like_it(asker: Asker) -> None:
    assert asker.ask("Trịnh Hồng Sơn là ai?").alternatives == ("Trịnh Hùng Sơn",)


def test_one_name_of_two_people_is_told_apart(asker_of_namesakes: Asker) -> None:
    answer = asker_of_namesakes.ask("Lê Văn Đức giữ chức vụ gì?")
    assert "Có 2 người cùng tên" in answer.sentence
    assert [line.split(" – ")[1].split(" (")[0] for line in answer.alternatives] == [
        "Ủy ban nhân dân tỉnh Bình Minh",
        "Sở Tài chính tỉnh Đông Hải",
    ]


@pytest.fixture
def asker_of_namesakes(tmp_path: Path) -> Asker:
    """Two provinces that each have a Lê Văn Đức."""
    from facts import article, write_graph

    one = article()
    path = write_graph(tmp_path / "graph.nq", one, ontology=ONTOLOGY)
    other = path.read_text(encoding="utf-8")
    swapped = [
        ("person/binh-minh/le-van-duc", "person/dong-hai/le-van-duc"),
        ("tenure/binh-minh/le-van-duc.chu-tich.ubnd", "tenure/dong-hai/le-van-duc"),
        ("agency/binh-minh/ubnd", "agency/dong-hai/so-tai-chinh"),
        ("Ủy ban nhân dân tỉnh Bình Minh", "Sở Tài chính tỉnh Đông Hải"),
        ("article-", "article-0"),
        ("/id/article/", "/id/article/0"),
        ("/id/a/", "/id/a/0"),
    ]
    lines = [line for line in other.splitlines() if "/graph/article-" in line]
    for old, new in swapped:
        lines = [line.replace(old, new) for line in lines]
    path.write_text(other + "\n".join(lines) + "\n", encoding="utf-8")
    return Asker(Store.load(path))


HOSTILE = [
    'Ai chỉ đạo chuyển đổi số" } UNION { ?s ?p ?o } #',
    "Ai chỉ đạo <https://example.org/> ?",
    "Ai chỉ đạo {person} %s ở Tuyên Quang",
    "\u0022 \\u0022 \x1b]0;x\x07 Ai là Bí thư?",
    "ai " * 500,
    "",
    "???",
]


@pytest.mark.parametrize("question", HOSTILE)
def test_a_question_is_never_run(asker: Asker, question: str) -> None:
    answer = asker.ask(question)
    assert answer.question == question
    assert all("UNION { ?s ?p ?o }" not in sparql and "example.org" not in sparql for sparql in answer.sparql)


def test_the_answer_as_text_and_as_plain_values(asker: Asker) -> None:
    answer = asker.ask("Who is the director of the Department of Science and Technology of Quang Ngai?")
    text = str(answer)
    assert text.startswith("Who holds the role of Giám đốc Sở Khoa học và Công nghệ Quảng Ngãi: Trần Thanh Trường (")
    assert "Confidence 93%; as of 2025-03-10." in text
    assert "Quotes:" in text
    plain = json.loads(json.dumps(reply.as_json(answer)))
    assert plain["rows"][0]["person"] == "Trần Thanh Trường"
    assert plain["quotes"][0]["source"] == "2025-03-10-quang-ngai-ca-mau-so-khoa-hoc.txt"
    assert any("VALUES ?role { <" in line for line in reply.explanation(answer))


def test_the_command_answers_in_text_and_json(corpus_graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["ask", "ai", "la", "bi", "thu", "ha", "noi", "--graph", str(corpus_graph)]
    assert main([*asked, "--explain"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Người giữ chức vụ Bí thư ở Hà Nội: Đinh Tiến Dũng (")
    assert "# who-holds: " in told and "SELECT ?tenure" in told
    assert main([*asked, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["answers"] == ["Đinh Tiến Dũng"]


def test_text_for_a_terminal_cannot_drive_it() -> None:
    assert printable("a\x1b]0;x\x07\u202eb\nc", lines=True) == "a]0;xb\nc"


def test_asking_loads_none_of_the_heavy_libraries(corpus_graph: Path) -> None:
    heavy = ["rdflib", "pandas", "underthesea", "networkx", "rich", "numpy"]
    code = (
        "import sys; from pathlib import Path; from kg.ask import ask;"
        f"ask(Path(sys.argv[1]), 'Ai là Bí thư Hà Nội?'); print([m for m in {heavy} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(corpus_graph)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# A mistake in questions.toml, and what must be said about it.
MISTAKES = [
    ('needs = ["QUOTE", "DIRECT"]', 'needs = ["QOUTE", "DIRECT"]', "evidence-of-directives: QOUTE is not known"),
    ('facts = "merged-provinces"', 'facts = "mergers"', "mergers"),
    ('mode = "count"', 'mode = "sum"', "sum"),
    ('keep = "both-sides"', 'kept = "both-sides"', "kept is not known"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES)
def test_a_mistake_in_the_file_of_questions_is_named(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    (tmp_path / "rules").mkdir()
    for name in ("questions", "people"):
        text = (ONTOLOGY / "rules" / f"{name}.toml").read_text(encoding="utf-8")
        (tmp_path / "rules" / f"{name}.toml").write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(KgError, match=message):
        intents.load(tmp_path)


def test_no_cue_stands_for_two_things() -> None:
    given = tomllib.loads((ONTOLOGY / "rules" / "questions.toml").read_text(encoding="utf-8"))
    for lang in intents.LANGUAGES:
        forms = [form.casefold() for cues in given["cues"][lang].values() for form in cues] + given["fillers"][lang]
        assert sorted(form for form, times in Counter(forms).items() if times > 1) == []


@pytest.mark.parametrize("intent", GRAMMAR.intents, ids=lambda intent: intent.name)
def test_a_kind_of_question_asks_for_columns_that_there_are(asker: Asker, intent: Intent) -> None:
    query = asker.lookup.queries[intent.table.query]
    columns = {*asker.lookup.store.select(query.sparql).columns, "past"}
    told = re.findall(r"\{(\w+)\}", intent.answer + intent.item)
    assert {*told, *intent.where, *intent.table.text, *intent.table.days} <= columns
    assert set(intent.table.filters.values()) <= {parameter.name for parameter in query.parameters}
    assert intent.keep in KEEP


def test_of_several_things_asked_the_second_is_about_the_people_of_the_first(asker: Asker) -> None:
    answer = asker.ask("Ai là Bí thư Tỉnh ủy Tuyên Quang và chỉ đạo chương trình nào?")
    assert answer.answers[0] == "Chẩu Văn Lâm"
    assert "Chuyển đổi số tỉnh Tuyên Quang" in answer.answers
    assert answer.intent == "who-holds + programmes-directed"
    assert all(len(row) == len(answer.columns) for row in answer.rows)


def test_where_the_first_of_several_things_has_no_answer_the_second_is_not_asked(asker: Asker) -> None:
    answer = asker.ask("Ai là Bí thư Tỉnh ủy Lai Châu và chỉ đạo gì?")
    assert not answer and answer.intent == "who-holds"
