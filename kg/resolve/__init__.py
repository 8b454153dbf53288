"""Mentions -> facts: first each article by itself (`settle`), then people across the corpus (`link`)."""

from __future__ import annotations

from kg.extract import Mentions
from kg.model import ArticleFacts
from kg.resolve.article import Article
from kg.resolve.claims import Claims
from kg.resolve.corpus import link
from kg.resolve.seats import Conflict, Seats

__all__ = ["Conflict", "Seats", "link", "settle"]


def settle(mentions: Mentions) -> ArticleFacts:
    """What one article says, its short forms resolved inside it; people still bear the article's own paths."""
    article = Article(mentions)
    article.settle_agencies()
    article.settle_people()
    Claims(article).settle()
    return article.facts()
