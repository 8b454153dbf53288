"""Files and folders of articles in, a published graph and a report out: the whole flow, as one reads it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from kg import __version__, corpus, extract, lexicon, rdf, resolve, turtle
from kg.corpus import Skipped
from kg.model import ArticleFacts, Document, KgError
from kg.paths import ONTOLOGY
from kg.publish import GRAPH, publication
from kg.report import Ledger, Report
from kg.spool import Spool
from kg.store import Store
from kg.vocabulary import NIF, NS, PROV

RUN = f"kg-vngov {__version__}"


def build(
    sources: Sequence[Path],
    out: Path,
    *,
    max_bytes: int = 20_000_000,
    strict: bool = False,
    ontology: Path = ONTOLOGY,
    on_read: Callable[[str], None] = lambda source: None,
) -> Report:
    """Reads every article under `sources` and publishes graph.nq, graph.ttl, report.json and texts/ in `out`.

    Files above `max_bytes` are skipped. `on_read` hears of each article as it is read. Raises KgError, with nothing
    published, when no article could be read, or when `strict` and a file was skipped.
    """
    words = lexicon.load(ontology)
    ledger = Ledger()
    with publication(out) as stage, _few_collections():
        spool = Spool(stage)
        items = _without_own_output(corpus.read(sorted(sources), max_bytes=max_bytes), sources, out)
        docs = _with_texts_kept(ledger.articles(items), stage / "texts")
        settled = (_without_text(resolve.settle(extract.read(doc, words))) for doc in _heard(docs, on_read))
        lengths: dict[str, int] = {}
        seats = resolve.Seats(words)
        for facts in resolve.link(settled, words):
            ledger.note(facts)
            seats.note(facts)
            lengths[facts.document.sha256] = facts.length
            spool.add(rdf.article_quads(facts, run=RUN))
        for doc in ledger.copies:
            spool.add(rdf.article_quads(ArticleFacts(doc, lengths[doc.sha256], (), ()), run=RUN))
        _refuse(ledger.report(), strict=strict)
        spool.add(rdf.reference_quads(ontology))
        spool.add(_for_rules(spool).derive(ontology / "derive"))
        report = ledger.report(quads=spool.write(stage / GRAPH), conflicts=seats.conflicts())
        spool.close()
        turtle.write(stage / GRAPH, stage / "graph.ttl")
        (stage / "report.json").write_text(report.to_json(), encoding="utf-8")
    return report


# What only says where the evidence stands: half of all quads, and no rule asks for it.
_SPAN_PREDICATES = frozenset(
    f"<{p}>" for p in (f"{NIF}anchorOf", f"{NIF}beginIndex", f"{NIF}endIndex", f"{NS}rule", f"{PROV}wasGeneratedBy")
)
_SPAN_CLASSES = frozenset(f"<{c}>" for c in (f"{NS}Evidence", f"{NS}TextSpan"))


def _for_rules(spool: Spool) -> Store:
    """The store that the rules run over."""

    def says(line: str) -> bool:
        _, predicate, rest = line.split(" ", 2)
        return predicate not in _SPAN_PREDICATES and rest.split(" ", 1)[0] not in _SPAN_CLASSES

    return Store.of_lines(filter(says, spool.lines()))


@contextmanager
def _few_collections() -> Iterator[None]:
    """Fewer passes of the garbage collector: a build makes millions of values and hardly a cycle."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 100, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _heard(docs: Iterable[Document], on_read: Callable[[str], None]) -> Iterator[Document]:
    """The documents, each announced before it is read."""
    for doc in docs:
        on_read(doc.source)
        yield doc


def _without_own_output(
    items: Iterable[Document | Skipped], sources: Sequence[Path], out: Path
) -> Iterator[Document | Skipped]:
    """Leaves out what this build and earlier ones wrote, where the output folder lies below a source."""
    target = out.resolve()
    below = [target.relative_to(root.resolve()) for root in sources if root.resolve() in target.parents]
    prefixes = tuple(f"{path.as_posix()}/" for path in below)
    return (item for item in items if not item.source.startswith(prefixes))


def _with_texts_kept(docs: Iterable[Document], folder: Path) -> Iterator[Document]:
    """Writes the texts that were read out of HTML or JSONL, so that offsets count in a file that stays."""
    for doc in docs:
        if not doc.is_plain:
            folder.mkdir(exist_ok=True)
            (folder / f"{doc.sha256[:16]}.txt").write_text(doc.text, encoding="utf-8", newline="\n")
        yield doc


def _without_text(facts: ArticleFacts) -> ArticleFacts:
    """Texts are not held while the whole corpus is linked: of each only its beginning stays, where its title is."""
    doc = facts.document
    return replace(facts, document=replace(doc, text=doc.text[: doc.title_end]))


def _refuse(report: Report, *, strict: bool) -> None:
    """Raises KgError where nothing should be published."""
    skipped = report.with_status("skipped")
    examples = "; ".join(f"{file.source}: {file.reason}" for file in skipped[:3])
    if not report.with_status("read"):
        what = f"none of {len(skipped)} files could be read ({examples})" if skipped else "there is nothing to read"
        raise KgError(f"{what}: name files or folders with .txt, .md, .html, .jsonl or .jsonl.gz articles")
    if strict and skipped:
        raise KgError(f"{len(skipped)} files were skipped ({examples}): mend or remove them, or build without --strict")
