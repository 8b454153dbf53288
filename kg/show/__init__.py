"""An article, its mentions and its facts in, a page out: labels under the words, then each fact and its ground."""

from __future__ import annotations

from kg.extract import Mentions
from kg.model import ArticleFacts, Document
from kg.show.drawing import drawn
from kg.show.labelling import labels
from kg.show.listing import listed

__all__ = ["annotate"]


def annotate(doc: Document, mentions: Mentions, facts: ArticleFacts, *, width: int = 100) -> str:
    """The text in lines of at most `width` columns with a label under each mention, then every fact of the article.

    A label says of what kind the words are and whom or what they mean; a fact is followed by each sentence that
    supports it, with the rule that found it there and how sure that is. Nothing in the page acts on a terminal.
    """
    text = drawn(doc, labels(mentions, facts), width=width)
    return "\n".join((*text, *listed(doc, facts, mentions.scan.lexicon, width=width)))
