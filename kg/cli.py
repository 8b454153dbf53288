"""Command lines in, one call of a library function each, answers on stdout, all else on stderr, and an exit code.

Exit codes: 0 done; 1 failed, nothing written; 2 wrong usage; 3 written, some files skipped; 130 and 143 interrupted.
Imports of the library stand inside the commands, so that `kg --help` answers at once.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import __version__
from kg.model import KgError
from kg.paths import ONTOLOGY

if TYPE_CHECKING:
    from kg.answer import Answer

SKIPPED, LIMIT, INTERRUPTED = 3, 4, 130
EXPORTS = ("csv", "gexf", "graphml", "jsonld", "neo4j", "nq", "parquet", "trig", "ttl")
FORMATS = ("table", "csv", "tsv", "json", "ttl")
_SIZES = {"": 1, "B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9}


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="kg %(version)s")
def commands() -> None:
    """Who directs what in Vietnam: a knowledge graph with evidence, read from news articles.

    \b
    kg build corpus -o output        read articles, publish a graph
    kg ask "Ai chỉ đạo chuyển đổi số ở Phú Thọ?"
    kg query --list                  the named questions it answers
    kg query --name who-directs      ask one of them
    kg view -o picture.html          look at it
    """


def _existing(graph: Path) -> Path:
    if not graph.is_file():
        raise click.UsageError(f"{graph} is not there: make a graph with `kg build`, or name one with --graph")
    return graph


def _writable(folder: Path) -> Path:
    """Refuses before any work what could not be written after it."""
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not nearest.is_dir():
        raise click.UsageError(f"{nearest} is not a folder: choose another -o")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise click.UsageError(f"{nearest} cannot be written: choose another -o")
    return folder


def _size(context: click.Context, option: click.Parameter, size: str) -> int:
    """Bytes, of "200MB" or "1.5 GB"."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMG]?B?)", size.strip().upper())
    if not found or found[2] not in _SIZES:
        raise click.BadParameter(f"{size!r} is no size: write it like 20MB")
    return int(float(found[1]) * _SIZES[found[2]])


def _pairs(context: click.Context, option: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise click.BadParameter(f'{pair!r} is no parameter: write it like place="Phú Thọ"')
    return dict(pair.split("=", 1) for pair in pairs)


PATH = click.Path(path_type=Path)
GRAPH = click.option("--graph", type=PATH, default="output/graph.nq", show_default=True, help="What a build published.")


@commands.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--out", required=True, metavar="DIR", type=PATH)
@click.option("--max-file-size", "max_bytes", default="20MB", show_default=True, metavar="SIZE", callback=_size)
@click.option("--strict", is_flag=True, help="Publish nothing if any file had to be skipped (exit code 1).")
def build(sources: tuple[Path, ...], out: Path, max_bytes: int, strict: bool) -> None:
    """Read articles and publish one graph in DIR.

    SOURCE is a file or a folder of .txt, .md, .html, .jsonl or .jsonl.gz articles; larger ones than SIZE are skipped.
    DIR gets graph.nq, graph.ttl, report.json and texts/; what it held stays whole until the new graph is complete.
    Exit code 3: published, but some files were skipped.

    Example:  kg build corpus -o output
    """
    from kg import pipeline, tables

    console = tables.console(sys.stderr)
    with console.status("") as status:
        report = pipeline.build(
            sources, _writable(out), max_bytes=max_bytes, strict=strict, on_read=lambda s: status.update(tables.line(s))
        )
    console.print(tables.of_report(report))
    if report.with_status("skipped"):
        raise click.exceptions.Exit(SKIPPED)


@commands.command()
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

    from kg import reply
    from kg.ask import ask as answer

    answered = answer(_existing(graph), " ".join(question))
    if form == "json":
        return click.echo(json.dumps(reply.as_json(answered), ensure_ascii=False, indent=1))
    for line in (*reply.lines(answered), *(reply.explanation(answered) if explain else ())):
        click.echo(reply.printable(line))


@commands.command()
@click.argument("sparql", required=False, metavar="[SPARQL|FILE|-]")
@click.option("--name", help="A question of ontology/queries, instead of SPARQL.")
@click.option("-p", "parameters", multiple=True, metavar="KEY=VALUE", callback=_pairs, help="What --name asks about.")
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

    answer = worker.within(timeout, ask, _existing(graph), max_rows=max_rows)
    if form == "table" or (form is None and sys.stdout.isatty()):
        tables.console(sys.stdout).print(tables.of_rows(answer.columns, answer.cells()))
    else:
        click.echo(as_text(answer, format=form or "csv", excel_safe=excel_safe), nl=False)
    for note in answer.notes:
        click.echo(note, err=True)
    if answer.is_cut:
        click.echo(f"cut after {max_rows} rows: there are more (--max-rows)", err=True)


@commands.command()
@click.option("--about", metavar="NAME", help="Draw what lies around this person, agency, document ...")
@click.option("--limit", type=click.IntRange(2, 10_000), default=200, show_default=True, help="At most so many nodes.")
@click.option("-o", "--out", required=True, metavar="FILE.html", type=click.Path(dir_okay=False, path_type=Path))
@GRAPH
def view(graph: Path, about: str | None, limit: int, out: Path) -> None:
    """Draw the graph as one HTML file that needs no network.

    The nodes with most facts are drawn, or those nearest to NAME, which may be written without marks.

    Example:  kg view --about "Trinh Hung Son" -o picture.html
    """
    from kg.network import network
    from kg.render import page

    _writable(out.parent)
    drawn = network(_existing(graph), about=about, limit=limit)
    out.parent.mkdir(parents=True, exist_ok=True)
    title = ", ".join(drawn.graph["about"]) or "Ai chỉ đạo việc gì · Who directs what"
    out.write_text(page(drawn, title=title), encoding="utf-8", newline="\n")
    click.echo(f"{out}: {len(drawn)} of {drawn.graph['total']} nodes", err=True)


@commands.command()
@GRAPH
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; other machines reach 0.0.0.0.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--texts", multiple=True, metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--allowed-host", "hosts", multiple=True, metavar="NAME", help="A further name that the server goes by.")
@click.option(
    "--cors", "origins", multiple=True, metavar="ORIGIN", help="A site whose scripts may read /sparql; * for all."
)
def serve(
    graph: Path, host: str, port: int, texts: tuple[Path, ...], hosts: tuple[str, ...], origins: tuple[str, ...]
) -> None:
    """Open the graph in a browser, and as a SPARQL endpoint at /sparql, until Ctrl-C.

    With the articles' folder as --texts, their pages show the whole text. It only reads, and takes up a new graph by
    itself. Needs the extra `serve`: pip install "kg-vngov[serve]".

    Example:  kg serve --graph output/graph.nq --texts corpus
    """
    try:
        from kg.serve import run
    except ImportError as error:
        raise KgError(f'{error.name} is not installed: pip install "kg-vngov[serve]"') from None

    if run.is_open(host):
        click.echo(
            "Warning: anyone who reaches this machine can ask this server; queries are limited to 60 a minute", err=True
        )
    run.serve(
        _existing(graph),
        host=host,
        port=port,
        texts=texts,
        hosts=hosts,
        origins=origins,
        on_ready=lambda address: click.echo(f"{address} (Ctrl-C ends it)", err=True),
    )


@commands.command()
@click.option("--format", "form", required=True, type=click.Choice(EXPORTS))
@click.option("-o", "--out", required=True, metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--bom", is_flag=True, help="In CSV, mark the file as UTF-8, so that a spreadsheet reads it right.")
@click.option("--excel-safe", is_flag=True, help="In CSV, put a ' before what a spreadsheet would run.")
@GRAPH
def export(form: str, out: Path, graph: Path, bom: bool, excel_safe: bool) -> None:
    """Write the graph for another tool.

    trig, ttl, jsonld, nq: all of it as RDF. graphml, gexf, neo4j (Cypher): people, agencies, documents and what connects
    them. csv, parquet: a line per fact with its quote; parquet needs pip install 'kg-vngov[notebook]'.

    \b
    Examples:
      kg export --format csv --bom --excel-safe -o facts.csv
      kg export --format graphml -o network.graphml
    """
    from kg.export import export as write

    _writable(out.parent)
    out.parent.mkdir(parents=True, exist_ok=True)
    write(_existing(graph), out, format=form, bom=bom, excel_safe=excel_safe)


@commands.command()
@GRAPH
def check(graph: Path) -> None:
    """Check the graph against the ontology's shapes (SHACL).

    Exit code 1: it does not conform; what is wrong stands on stdout.

    Example:  kg check --graph output/graph.nq
    """
    from kg import check as checking

    violations = checking.check(_existing(graph), ONTOLOGY)
    for violation in violations:
        click.echo(violation)
    click.echo(f"{len(violations)} violations" if violations else "conforms", err=True)
    if violations:
        raise click.exceptions.Exit(1)


@commands.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def show(file: Path) -> None:
    """Show a text with the labels that a build puts on its words, then each fact and the rule that made it.

    Example:  kg show corpus/2021-01-11-phu-tho-nghi-quyet-dai-hoi.txt
    """
    from kg import corpus, extract, lexicon, resolve
    from kg.show import annotate

    words = lexicon.load(ONTOLOGY)
    for item in corpus.read([file]):
        if isinstance(item, corpus.Skipped):
            raise KgError(f"{item.source}: {item.reason}")
        mentions = extract.read(item, words)
        (facts,) = resolve.link([resolve.settle(mentions)], words)
        click.echo(annotate(item, mentions, facts))


@commands.command()
@click.argument("graph", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--texts", multiple=True, metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--misses", is_flag=True, help="Add each miss and each false fact, with its sentence.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def evaluate(graph: Path, gold: Path, texts: tuple[Path, ...], misses: bool, form: str) -> None:
    """Measure a graph against annotated articles.

    GOLD is a folder of annotations as tests/gold/README.md describes them. With the articles' folder as --texts, every
    quote of the graph is re-read there.

    Example:  kg evaluate output/graph.nq tests/gold --texts corpus --misses
    """
    from kg import tables
    from kg.evaluate import evaluate as measure

    evaluation = measure(graph, gold, texts=texts)
    if form == "json":
        click.echo(evaluation.to_json(misses=misses), nl=False)
    else:
        tables.console(sys.stdout).print(tables.of_evaluation(evaluation, misses=misses))


def main(arguments: Sequence[str]) -> int:
    """Runs one command line and returns its exit code; every failure that a user can mend is one line on stderr."""
    try:
        with commands.make_context("kg", [*arguments]) as context:
            commands.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        return _say(error.format_message(), error.exit_code)
    except click.ClickException as error:
        return _say(f"Error: {error.format_message()}", error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return _say("interrupted", INTERRUPTED)
    except BrokenPipeError:  # the reader has seen enough; nothing more may be written, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KgError as error:
        from kg.tables import printable
        from kg.worker import LimitError

        return _say(f"Error: {printable(str(error))}", LIMIT if isinstance(error, LimitError) else 1)
    except OSError as error:
        return _say(f"Error: {error.filename or 'output'}: {error.strerror or error}", 1)
    return 0


def _say(line: str, code: int) -> int:
    click.echo(line, err=True)
    return code
