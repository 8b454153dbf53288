"""A question in Vietnamese or English and a graph in, a reply out: what it means, what answers it, and how to say so."""

from __future__ import annotations

from kg.ask.asker import Asker, ask
from kg.ask.reply import Reply

__all__ = ["Asker", "Reply", "ask"]
