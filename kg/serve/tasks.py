"""A question for a worker in, its answer out: a query's answer in a media type, or all that is said of one thing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from typing import Any

import pyoxigraph as ox

from kg import query, render
from kg.ask import Asker, reply
from kg.model import KgError
from kg.network import network
from kg.paths import ONTOLOGY
from kg.serve import media, results
from kg.serve.framing import Message
from kg.serve.limits import Limits
from kg.store import Dataset, Store


def prepare(store: Store) -> None:
    """Reads what the tasks need from files, which a worker cannot open, and works out what all workers can share."""
    _text("thing")
    _asker(store)
    with suppress(KgError):  # a graph without connections has no picture
        render.content(network(store, limit=2))


def perform(question: Mapping[str, Any], store: Store, limits: Limits) -> Message:
    """Does what `question["task"]` names. Raises KgError for what the user can mend."""
    return _TASKS[question["task"]](question, store, limits)


def _query(question: Mapping[str, Any], store: Store, limits: Limits) -> Message:
    """A query's answer: as the best type that `accept` takes; rows and triples differ in what they can be."""
    asked = question.get("dataset")
    dataset = Dataset(tuple(asked[0]), tuple(asked[1])) if asked else None
    answer = query.run(store, question["sparql"], max_rows=limits.rows, dataset=dataset)
    offered = media.OF_ROWS if answer.triples is None else media.OF_TRIPLES
    kind = media.TABLE if question.get("is_table") else media.best(question["accept"], offered)
    if kind is None:
        return Message({"offered": offered})
    count = len(answer.rows) if answer.rows is not None else len(answer.triples or ())
    head = {"type": kind, "cut": limits.rows if answer.is_cut else 0, "count": count}
    return Message(head, results.written(answer, kind, rows=limits.rows))


def _thing(question: Mapping[str, Any], store: Store, limits: Limits) -> Message:
    """What the graph says of one thing, as triples."""
    node = str(ox.NamedNode(question["thing"]))
    text = _text("thing").replace("VALUES ?node { UNDEF }", f"VALUES ?node {{ {node} }}")
    sparql = text.replace("VALUES ?thing { UNDEF }", f"VALUES ?thing {{ {node} }}")
    return _query({"sparql": sparql, "accept": question["accept"]}, store, limits)


def _picture(question: Mapping[str, Any], store: Store, limits: Limits) -> Message:
    """A network around a thing, or of the most important ones, as render.content has it; with the things' addresses."""
    drawn = network(store, about=question["about"] or None, limit=question["limit"])
    content = render.content(drawn) | {"addresses": list(drawn), "total": drawn.graph["total"]}
    return Message({}, json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))


def _ask(question: Mapping[str, Any], store: Store, limits: Limits) -> Message:
    """The reply to a question in words, as JSON."""
    answered = _asker(store).ask(question["question"])
    return Message({}, json.dumps(reply.as_json(answered), ensure_ascii=False).encode("utf-8", "replace"))


@lru_cache(maxsize=1)
def _asker(store: Store) -> Asker:
    return Asker(store)


@cache
def _text(name: str) -> str:
    return (ONTOLOGY / "explorer" / f"{name}.rq").read_text(encoding="utf-8")


_TASKS: Mapping[str, Callable[[Mapping[str, Any], Store, Limits], Message]] = {
    "query": _query,
    "thing": _thing,
    "picture": _picture,
    "ask": _ask,
}
