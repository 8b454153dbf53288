"""Questions in, answers out: kg ask and kg query."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import GRAPH, existing, pairs
from kg.paths import ONTOLOGY

if TYPE_CHECKING:
    from kg.answer import Answer

FORMATS = ("table", "csv", "tsv", "json", "ttl")


@click.command()
@click.argument("question", nargs=-1, required=True)
@click.option("--explain", is_flag=True, help="Show what was understood, and the SPARQL that was run.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@GRAPH
def ask(question: tuple[str, ...], explain: bool, form: str, graph: Path) -> None:
    """Ask the graph a QUESTION in Vietnamese or English, with or without marks.

    The answer comes with its quotes, how sure it is, and as of when; without evidence it says what it looked for.

    \b
    Examples:
      kg ask "Ai chỉ đạo chuyển đổi số ở Tuyên Quang năm 2021?"
      kg ask giam doc so khcn quang ngai la ai --explain
      kg ask "Who chaired the meeting in Dong Nai on 11 September 2025?" --format json
    """
    import json

    from kg.ask import ask as answer
    from kg.ask import reply
    from kg.text import printable

    answered = answer(existing(graph), " ".join(question))
    if form == "json":
        return click.echo(json.dumps(reply.as_json(answered), ensure_ascii=False, indent=1))
    for line in (*reply.lines(answered), *(reply.explanation(answered) if explain else ())):
        click.echo(printable(line, lines=True))


@click.command()
@click.argument("sparql", required=False, metavar="[SPARQL|FILE|-]")
@click.option("--name", help="A question of ontology/queries, instead of SPARQL.")
@click.option("-p", "parameters", multiple=True, metavar="KEY=VALUE", callback=pairs, help="What --name asks about.")
@click.option("--list", "is_list", is_flag=True, help="List the questions, and what they can be narrowed to.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="ttl is for CONSTRUCT.")
@click.option("--excel-safe", is_flag=True, help="In CSV, put a ' before what a spreadsheet would run.")
@click.option("--max-rows", type=click.IntRange(min=1), default=10_000, show_default=True)
@click.option("--timeout", type=click.FloatRange(min=0.1), default=60, show_default=True, metavar="SECONDS")
@GRAPH
def query(sparql: str | None, name: str | None, parameters: dict[str, str], is_list: bool, **options: Any) -> None:
    """Ask the graph in SPARQL, or by the name of a question.

    SPARQL is given as text, in a FILE or on stdin (-). Prefixes need no declaration. A terminal gets a table and a
    pipe gets CSV, unless --format says otherwise. Exit code 4: took longer than the timeout.

    \b
    Examples:
      kg query --list
      kg query --name who-directs -p theme="chuyển đổi số"
      kg query "SELECT ?name { ?person a vg:Person ; skos:prefLabel ?name }" --format json
    """
    from kg.query import load_named, run, run_named
    from kg.tables import of_question

    questions = load_named(ONTOLOGY / "queries")
    if is_list:
        return click.echo("\n".join(map(of_question, questions.values())))
    if (sparql is None) == (name is None):
        raise click.UsageError("give SPARQL, or a question by --name (kg query --list shows them)")
    ask: Callable[..., Answer]
    if name is None:
        ask = partial(run, sparql=_sparql(sparql or "-"))
    elif name in questions:
        ask = partial(run_named, question=questions[name], given=parameters)
    else:
        raise click.UsageError(f"no question is called {name!r} (kg query --list shows them)")
    _answer(ask, **options)


def _sparql(given: str) -> str:
    """The query itself: from stdin, from a file, or as it stands."""
    if given == "-":
        return sys.stdin.read()
    with suppress(OSError):  # a long query is no file name
        if Path(given).is_file():
            return Path(given).read_text(encoding="utf-8")
    if not re.search(r"\s", given.strip()):
        raise click.UsageError(f"{given} is neither a file nor SPARQL")
    return given


def _answer(
    ask: Callable[..., Answer], *, graph: Path, form: str | None, max_rows: int, timeout: float, excel_safe: bool
) -> None:
    """Asks in a process that can be ended, and prints what it says."""
    from kg import tables, worker
    from kg.answer import as_text

    answer = worker.within(timeout, ask, existing(graph), max_rows=max_rows)
    if form == "table" or (form is None and sys.stdout.isatty()):
        tables.console(sys.stdout).print(tables.of_rows(answer.columns, answer.cells()))
    else:
        click.echo(as_text(answer, format=form or "csv", excel_safe=excel_safe), nl=False)
    for note in answer.notes:
        click.echo(note, err=True)
    if answer.is_cut:
        click.echo(f"cut after {max_rows} rows: there are more (--max-rows)", err=True)
