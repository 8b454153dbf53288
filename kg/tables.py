"""A report, rows or questions in, what a terminal shows out; nothing is printed here, and no text acts on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from kg.evaluate import Error, Evaluation
from kg.query import NamedQuery
from kg.report import FileReport, Report
from kg.text import printable

FILES_SHOWN = 40
_PLAIN_WIDTH = 120  # where nobody knows how wide the paper is
_SHORT = 12  # letters of a cell that is never folded


def console(stream: TextIO) -> Console:
    """A console that neither marks up nor colours what it is given as text."""
    width = None if stream.isatty() else _PLAIN_WIDTH
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False, soft_wrap=False)


def line(text: str) -> Text:
    """The text in one line that the console does not interpret."""
    return Text(printable(text), no_wrap=True, overflow="ellipsis")


def of_rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> RenderableType:
    """One line per row; long cells are folded, never cut, and get the room that short ones leave."""
    cells = [[printable(cell) for cell in row] for row in rows]
    table = Table(show_lines=True, expand=True)
    for i, name in enumerate(columns):
        longest = max((len(row[i]) for row in cells), default=0)
        if longest <= _SHORT:
            table.add_column(printable(name), overflow="fold", no_wrap=True)
        else:  # `width` is the least that a column with a ratio gets: its name is never broken
            table.add_column(printable(name), overflow="fold", ratio=int(longest**0.5), width=len(name))
    for row in cells:
        table.add_row(*map(Text, row))
    return table


def of_question(question: NamedQuery) -> str:
    """The name of a question, its titles, and its parameters with an example each."""
    examples = (f'  -p {parameter.name}="{parameter.example}"' for parameter in question.parameters)
    return "\n".join((question.name, f"  {question.title_vi}", f"  {question.title_en}", *examples))


def of_report(report: Report) -> RenderableType:
    """What became of each file (of many files: of those to look at), what was found, what was dropped."""
    files = report.files
    if len(files) > FILES_SHOWN:
        files = tuple(file for file in files if file.status == "skipped" or file.warnings)
    shown = sorted(files, key=lambda file: (file.status != "skipped", file.source))[:FILES_SHOWN]
    parts: list[RenderableType] = [_of_files(shown)] if shown else []
    if len(files) > len(shown):
        parts.append(Text(f"... and {len(files) - len(shown)} more files to look at: see report.json"))
    parts.append(Text(_summary(report)))
    return Group(*parts)


def of_evaluation(evaluation: Evaluation, *, misses: bool) -> RenderableType:
    """The figures of each kind; below them, on request, each error with its sentence."""
    table = Table("", *("precision", "recall", "F1", "in gold", "found", "hard recall"))
    for score in evaluation.scores:
        shares = (score.precision, score.recall, score.f1)
        hard = "-" if score.hard_recall is None else f"{score.hard_recall:.3f}"
        table.add_row(score.kind, *(f"{share:.3f}" for share in shares), f"{score.asked}", f"{score.found}", hard)
    lines = [f"not in the graph: {doc}" for doc in evaluation.absent]
    if told := evaluation.evidence:
        lines.append(
            f"evidence: {told.verbatim} of {told.checked} quotes re-read equal, "
            f"{told.facts_without_evidence} facts have none"
        )
    errors = (line for error in evaluation.errors for line in _of_error(error)) if misses else ()
    return Group(table, *(Text(printable(line)) for line in (*lines, *errors)))


def _of_error(error: Error) -> tuple[str, ...]:
    head = f"{error.what} in {error.fact.kind}: {error.fact}"
    return "", head, *(f"    {line}" for line in (error.doc, error.fact.quote) if line)


def _of_files(files: Iterable[FileReport]) -> Table:
    table = Table("file", "", "why")
    for file in files:
        counted = Counter(file.warnings)
        warnings = [f"{warning} ({times} times)" if times > 1 else warning for warning, times in counted.items()]
        why = "; ".join((*([file.reason] if file.reason else []), *warnings))
        table.add_row(*(Text(printable(cell)) for cell in (file.source, file.status, why)))
    return table


def _summary(report: Report) -> str:
    """Two or three lines of numbers."""
    count = {status: len(report.with_status(status)) for status in ("read", "copy", "skipped")}
    lines = [
        f"files: {count['read']} read, {count['copy']} copies, {count['skipped']} skipped, {len(report.warned)} warned",
        "found: " + (", ".join(f"{kind} {number}" for kind, number in report.found) or "nothing"),
    ]
    if report.dropped:
        lines.append("dropped: " + ", ".join(f"{kind} {number}" for kind, number in report.dropped))
    if report.conflicts:
        lines.append(
            f"seats with two holders on one day: {len(report.conflicts)}, see report.json or kg query two-holders"
        )
    return "\n".join([*lines, f"quads: {report.quads}"])
