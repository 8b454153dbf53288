"""Articles in, a graph or its reading out: kg build, check, show, evaluate."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.options import GRAPH, PATH, existing, size, writable
from kg.model import KgError
from kg.paths import ONTOLOGY

SKIPPED = 3


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--out", required=True, metavar="DIR", type=PATH)
@click.option("--max-file-size", "max_bytes", default="20MB", show_default=True, metavar="SIZE", callback=size)
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
            sources, writable(out), max_bytes=max_bytes, strict=strict, on_read=lambda s: status.update(tables.line(s))
        )
    console.print(tables.of_report(report))
    if report.with_status("skipped"):
        raise click.exceptions.Exit(SKIPPED)


@click.command()
@GRAPH
def check(graph: Path) -> None:
    """Check the graph against the ontology's shapes (SHACL).

    Exit code 1: it does not conform; what is wrong stands on stdout.

    Example:  kg check --graph output/graph.nq
    """
    from kg import check as checking

    violations = checking.check(existing(graph), ONTOLOGY)
    for violation in violations:
        click.echo(violation)
    click.echo(f"{len(violations)} violations" if violations else "conforms", err=True)
    if violations:
        raise click.exceptions.Exit(1)


@click.command()
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


@click.command()
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
