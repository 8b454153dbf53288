"""A graph in, what others see of it out: kg view, serve and export."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import GRAPH, existing, writable
from kg.model import KgError

EXPORTS = ("csv", "gexf", "graphml", "jsonld", "neo4j", "nq", "parquet", "trig", "ttl")


@click.command()
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

    writable(out.parent)
    drawn = network(existing(graph), about=about, limit=limit)
    out.parent.mkdir(parents=True, exist_ok=True)
    title = ", ".join(drawn.graph["about"]) or "Ai chỉ đạo việc gì · Who directs what"
    out.write_text(page(drawn, title=title), encoding="utf-8", newline="\n")
    click.echo(f"{out}: {len(drawn)} of {drawn.graph['total']} nodes", err=True)


@click.command()
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
        existing(graph),
        host=host,
        port=port,
        texts=texts,
        hosts=hosts,
        origins=origins,
        on_ready=lambda address: click.echo(f"{address} (Ctrl-C ends it)", err=True),
    )


@click.command()
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

    writable(out.parent)
    out.parent.mkdir(parents=True, exist_ok=True)
    write(existing(graph), out, format=form, bom=bom, excel_safe=excel_safe)
