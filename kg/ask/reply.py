"""What a question is answered with: facts, a sentence, the lines they come from, quotes, how sure, and as of when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True)
class Source:
    """A quote that supports an answer, word for word, and where it stands."""

    quote: str
    source: str
    published: str
    url: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a question in words.

    `answers` are the facts asked for, in the order of the sentence; none where the graph has no evidence (`intent` is
    then what was understood) or the question was not understood (`intent` is "", and `nearest` are questions that are).
    `columns` and `rows` are the lines of the graph behind them; `confidence` (0..1) is that of the least sure answer,
    `as_of` the last day of what they rest on; `alternatives` say which different things a name may mean; `looked_for`
    what was searched, in words; `sparql` the queries that were run.
    """

    question: str
    lang: str
    intent: str
    sentence: str
    answers: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    quotes: tuple[Source, ...] = ()
    confidence: float | None = None
    as_of: str = ""
    alternatives: tuple[str, ...] = ()
    looked_for: str = ""
    nearest: tuple[str, ...] = ()
    sparql: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is an answer."""
        return bool(self.answers)

    def __str__(self) -> str:
        """The answer as text for a reader."""
        return "\n".join(lines(self))

    def _repr_html_(self) -> str:
        """The answer as a notebook shows it."""
        from html import escape

        return "<br>".join(escape(line).replace("  ", "&emsp;") for line in lines(self))


def joined(replies: Sequence[Reply]) -> Reply:
    """One reply to a question that asks for several things: each sentence in turn, and what they rest on."""
    columns = tuple(dict.fromkeys(column for reply in replies for column in reply.columns))
    lines_ = [dict(zip(reply.columns, row, strict=True)) for reply in replies for row in reply.rows]
    sure = [reply.confidence for reply in replies if reply.confidence is not None]
    return Reply(
        question=replies[0].question,
        lang=replies[0].lang,
        intent=" + ".join(reply.intent for reply in replies),
        sentence=" ".join(reply.sentence for reply in replies),
        answers=_all(reply.answers for reply in replies),
        columns=columns,
        rows=tuple(tuple(line.get(column, "") for column in columns) for line in lines_),
        quotes=_all(reply.quotes for reply in replies),
        confidence=min(sure, default=None),
        as_of=max(reply.as_of for reply in replies),
        alternatives=_all(reply.alternatives for reply in replies),
        looked_for="; ".join(reply.looked_for for reply in replies),
        sparql=_all(reply.sparql for reply in replies),
    )


T = TypeVar("T")


def _all(listed: Iterable[Iterable[T]]) -> tuple[T, ...]:
    """The different values of several lists, in order."""
    return tuple(dict.fromkeys(value for values in listed for value in values))


_WORDS = {
    "quotes": ("Trích dẫn:", "Quotes:"),
    "nearest": ("Những câu hỏi gần nhất mà chương trình hiểu:", "The nearest questions that are understood:"),
    "alternatives": ("Tên này có thể chỉ:", "The name may mean:"),
    "sure": ("Độ tin cậy {:.0%}", "Confidence {:.0%}"),
    "as_of": ("tính đến {}", "as of {}"),
}
QUOTES_SHOWN = 5


def lines(reply: Reply) -> Iterator[str]:
    """The sentence, how sure and as of when, what else a name may mean, and the quotes."""
    word = {key: forms[reply.lang == "en"] for key, forms in _WORDS.items()}
    yield reply.sentence
    how = [word["sure"].format(reply.confidence)] if reply.confidence is not None else []
    how += [word["as_of"].format(reply.as_of)] if reply.as_of else []
    if how:
        yield ("; ".join(how) + ".").capitalize()
    for title, listed in (("alternatives", reply.alternatives), ("nearest", reply.nearest)):
        if listed:
            yield word[title]
            yield from (f"  - {line}" for line in listed)
    if reply.quotes:
        yield word["quotes"]
    for quote in reply.quotes[:QUOTES_SHOWN]:
        where = ", ".join(part for part in (quote.source, quote.published, quote.url) if part)
        yield f"  “{quote.quote}” ({where})"


def explanation(reply: Reply) -> Iterator[str]:
    """How the question was understood, and each query that was run."""
    yield f"\n# {reply.intent or '?'}: {reply.looked_for}"
    yield from reply.sparql


def as_json(reply: Reply) -> dict[str, Any]:
    """The whole reply as plain values, each line of the table as {column: text}."""
    plain: dict[str, Any] = {name: getattr(reply, name) for name in reply.__slots__ if name not in ("columns", "rows")}
    plain["rows"] = [dict(zip(reply.columns, row, strict=True)) for row in reply.rows]
    plain["quotes"] = [{name: getattr(quote, name) for name in quote.__slots__} for quote in reply.quotes]
    return plain
