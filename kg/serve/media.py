"""An Accept header and what can be given in, the media type to give out, as RFC 9110 ranks them."""

from __future__ import annotations

from collections.abc import Sequence

HTML, JSON, CSV = "text/html", "application/json", "text/csv"
TURTLE, N_TRIPLES, JSON_LD = "text/turtle", "application/n-triples", "application/ld+json"
ROWS_JSON, ROWS_XML = "application/sparql-results+json", "application/sparql-results+xml"
TSV = "text/tab-separated-values"
TABLE = "application/vnd.kg.table+json"  # rows or triples as rows, for our own pages only

# What an answer can be written in: the first is given to who has no wish.
OF_ROWS = (ROWS_JSON, ROWS_XML, CSV, TSV, JSON, "application/xml")
OF_TRIPLES = (TURTLE, N_TRIPLES, JSON_LD, "text/plain", JSON)

# What `format=` may say instead of a header, for links and for those who type addresses by hand.
SHORT = {
    "json": ROWS_JSON,
    "xml": ROWS_XML,
    "csv": CSV,
    "tsv": TSV,
    "ttl": TURTLE,
    "nt": N_TRIPLES,
    "jsonld": JSON_LD,
    "html": HTML,
}


def best(accept: str, offered: Sequence[str]) -> str | None:
    """The offered type that the header ranks highest, the first of several; None where it takes none of them.

    A header that is empty or cannot be read takes anything.
    """
    ranges = [one for part in accept.split(",") if (one := _range(part))]
    if not ranges:
        return offered[0]
    ranked = [(_quality(ranges, kind), -place, kind) for place, kind in enumerate(offered)]
    quality, _, kind = max(ranked)
    return kind if quality > 0 else None


def _range(part: str) -> tuple[str, float] | None:
    """("text/html", 0.9) of "text/html;level=1;q=0.9"; None for what is no media range."""
    kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
    if kind.count("/") != 1 or not all(kind.split("/")):
        return None
    quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
    try:
        return kind, min(max(float(quality), 0.0), 1.0)
    except ValueError:
        return None


def _quality(ranges: Sequence[tuple[str, float]], kind: str) -> float:
    """How much a type is wanted: what is said of it counts more than what is said of its family, or of all."""
    family = f"{kind.split('/', 1)[0]}/*"
    for pattern in (kind, family, "*/*"):
        if found := [quality for wanted, quality in ranges if wanted == pattern]:
            return max(found)
    return 0.0
