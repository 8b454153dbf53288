"""A document -> everything its text mentions, kind by kind: spans and local structure, no identity yet."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.chunks import Chunk, chunks
from kg.extract.citations import DocumentMention
from kg.extract.clauses import Speech
from kg.extract.dates import Years, article_years
from kg.extract.directives import speeches
from kg.extract.documents import documents
from kg.extract.events import EventMention, events
from kg.extract.holdings import holdings
from kg.extract.indicators import IndicatorMention, indicators
from kg.extract.initiatives import InitiativeMention, initiatives
from kg.extract.scan import Scan, scan
from kg.extract.standing import Holding
from kg.lexicon import Lexicon
from kg.model import Document


@dataclass(frozen=True, slots=True)
class Mentions:
    """What one document mentions, by kind, each in text order; `years` what it says of the year it speaks in."""

    scan: Scan
    years: Years
    chunks: tuple[Chunk, ...]
    holdings: tuple[Holding, ...]
    documents: tuple[DocumentMention, ...]
    initiatives: tuple[InitiativeMention, ...]
    events: tuple[EventMention, ...]
    speeches: tuple[Speech, ...]
    indicators: tuple[IndicatorMention, ...]


def read(doc: Document, lexicon: Lexicon) -> Mentions:
    """All mentions of a document. Free of context: the same text gives the same mentions wherever it stands."""
    scanned = scan(doc, lexicon)
    years = article_years(doc)
    parts = chunks(scanned)
    cited = documents(scanned, parts)
    return Mentions(
        scan=scanned,
        years=years,
        chunks=parts,
        holdings=holdings(scanned, parts),
        documents=cited,
        initiatives=initiatives(scanned),
        events=events(scanned, parts, cited, years),
        speeches=speeches(scanned, parts),
        indicators=indicators(scanned),
    )
