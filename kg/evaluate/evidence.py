"""A graph and the folders of its texts in, whether every quote re-reads equal at its offsets out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kg.encoding import Decoded, decode
from kg.evaluate.found import FoundArticle, without_evidence
from kg.model import Block, Document
from kg.store import Store
from kg.text import sentences

_SPANS = """SELECT DISTINCT ?graph ?span ?begin ?end ?quote {
  GRAPH ?graph { ?evidence vg:inSpan ?span . ?span nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?quote }
}"""


@dataclass(frozen=True, slots=True)
class EvidenceCheck:
    """How many quotes stand where the graph says, of those whose text was found; facts that no evidence supports."""

    verbatim: int
    checked: int
    facts_without_evidence: int


def check(store: Store, texts: Mapping[str, str]) -> EvidenceCheck:
    """Re-reads every span of the articles whose text is given, by named graph; offsets count characters in NFC."""
    spans = [row for row in store.select(_SPANS) if row["graph"] in texts]
    equal = [texts[row["graph"] or ""][int(row["begin"] or 0) : int(row["end"] or 0)] == row["quote"] for row in spans]
    return EvidenceCheck(sum(equal), len(equal), without_evidence(store))


def texts_of(articles: Sequence[FoundArticle], folders: Sequence[Path]) -> dict[str, str]:
    """Named graph -> the text of its article, for the articles whose text lies in one of the folders.

    A text that was read out of HTML or JSONL is known by the article's id (texts/ beside the graph), any other one by
    its source: where several files could be meant, none is.
    """
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    by_name: dict[str, list[Path]] = {}
    for path in files:
        by_name.setdefault(path.name, []).append(path)
    found = ((article.graph, _file(article, by_name)) for article in articles)
    read = ((graph, decode(path.read_bytes())) for graph, path in found if path)
    return {graph: text.text for graph, text in read if isinstance(text, Decoded)}


def _file(article: FoundArticle, by_name: Mapping[str, Sequence[Path]]) -> Path | None:
    kept = by_name.get(f"{article.graph.rpartition('article-')[2]}.txt")
    if kept:
        return kept[0]
    for source in map(PurePosixPath, article.sources):
        ending = [path for path in by_name.get(source.name, ()) if path.parts[-len(source.parts) :] == source.parts]
        if len(ending) == 1:
            return ending[0]
    return None


def sentence(text: str, quote: str) -> str:
    """The sentences of a text that hold a quote, in one line; the quote alone where the text does not have it."""
    start = text.find(quote)
    if not quote or start < 0:
        return " ".join(quote.split())
    doc = Document("", text, "", (Block("paragraph", 0, len(text)),))
    around = [s for s in sentences(doc) if s.start < start + len(quote) and start < s.end]
    return " ".join(text[min(s.start for s in around) : max(s.end for s in around)].split())
