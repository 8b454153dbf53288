"""A document's text -> tokens and sentences with offsets; the only importer of underthesea.

A token is a run of letters and digits, or one punctuation mark. Its `norm` is what the lexicon compares: lower case,
NFC, tone mark in a canonical place (hoà = hòa, uỷ = ủy), invisible characters left out, dashes and quotes unified.
Offsets always count in the document's own text, so dirt in the text costs nothing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from kg.model import Document, Sentence

_DIRT = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e"
_TOKEN: Final = re.compile(rf"([^\W_]+(?:(?:[{_DIRT}]+|(?<=[A-ZĐa-z])['’])[^\W_]+)*|[^\w\s{_DIRT}]|_)")
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_UNIFY: Final = {"–": "-", "—": "-", "−": "-", "‑": "-", "‒": "-", "“": '"', "”": '"', "„": '"', "’": "'", "‘": "'"}
_INVISIBLE: Final = re.compile(f"[{_DIRT}]")
# A full stop, ellipsis, "!" or "?" (and a closing quote) before white space and a capital, digit or opening quote; or
# glued to the next sentence, where a word in lower case ends and one with a capital begins: "phía sau.Chủ tịch". And a
# line that ends with ":" or ";": the items of a list follow.
_SENTENCE_END: Final = re.compile(
    r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[*\-–]*[\w]|\s*$)|\n\s*\n|(?<=[:;])[ \t]*\n|(?<=[^\W\d_]{2})[.!?…](?=[^\W\d_]{2})"
)


@lru_cache(maxsize=200_000)
def norm(word: str) -> str:
    """The canonical form of one token: norm("Hoà") == norm("hòa") == norm("HÒA"); the tone mark stands last.

    Vietnamese writes the tone on either vowel of oa, oe, uy (Quyết định 1989/QĐ-BGDĐT allows both); nothing else is
    folded: "Sỹ" and "Sĩ" are different names.
    """
    word = _UNIFY.get(word, word)
    if word.isascii():
        return word.casefold()
    parts = unicodedata.normalize("NFD", _INVISIBLE.sub("", word).casefold())
    tone = "".join(c for c in parts if c in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES)) + tone


@lru_cache(maxsize=200_000)
def spell(word: str) -> str:
    """The word in the customary spelling of oa, oe, uy (hòa, thúy; but hoàn, thuý -> thúy), case kept."""
    parts = unicodedata.normalize("NFD", _INVISIBLE.sub("", word))
    tone = next((c for c in parts if c in _TONES), "")
    base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
    match = re.search(r"(o[ae]|(?<![qQ])uy)$", base, re.IGNORECASE)
    if not tone or not match:
        return unicodedata.normalize("NFC", _INVISIBLE.sub("", word))
    at = match.start() + 1
    return unicodedata.normalize("NFC", base[:at] + tone + base[at:])


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower case without any mark (đ -> d): what people type when they search."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c))


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """The norm of one token without its marks: for words whose diacritics are wrong or missing."""
    return fold(norm(word))


@lru_cache(maxsize=50_000)
def slug(text: str) -> str:
    """A lower-case ASCII slug of a Vietnamese name: "Trịnh Hùng Sơn" -> "trinh-hung-son"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def printable(text: str, *, lines: bool = False) -> str:
    """The text without what could drive a terminal: control, bidirectional and other invisible characters.

    White space becomes a blank; with `lines`, ends of lines stay.
    """
    blank = "".join(c if c == "\n" and lines else " " if c.isspace() else c for c in text)
    return "".join(c for c in blank if c == "\n" or unicodedata.category(c) not in _UNSEEN)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a document as parallel tuples; token i is text[starts[i]:ends[i]]; new lines begin at `breaks`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    norms: tuple[str, ...]
    caps: tuple[bool, ...]  # begins with an upper-case letter
    breaks: frozenset[int]

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, i: int, j: int) -> str:
        """The text of tokens [i, j)."""
        return self.text[self.starts[i] : self.ends[j - 1]] if j > i else ""

    def at(self, offset: int) -> int:
        """The first token that begins at or after a character offset."""
        return bisect_left(self.starts, offset)

    def glued(self, i: int) -> bool:
        """Whether token i follows its neighbour with no space between."""
        return i > 0 and self.ends[i - 1] == self.starts[i]

    def line_break(self, i: int) -> bool:
        """Whether a line ends between token i-1 and token i."""
        return i in self.breaks


def tokenize(text: str) -> Tokens:
    """Every token of a text with its offsets; white space and invisible characters separate or vanish."""
    parts = _TOKEN.split(text)  # what stands between tokens, and a token, in turn
    edges = tuple(accumulate(map(len, parts)))
    starts, words = edges[:-1:2], tuple(parts[1::2])
    lines = {bisect_left(starts, match.start()) for match in re.finditer("\n", text)}
    return Tokens(
        text=text,
        starts=starts,
        ends=edges[1::2],
        words=words,
        norms=tuple(map(norm, words)),
        caps=tuple([word[0].isupper() for word in words]),
        breaks=frozenset(lines - {0, len(words)}),
    )


def words(text: str) -> tuple[str, ...]:
    """The norms of a text's tokens: how a lexicon entry is spelled in the lexicon."""
    return tuple(norm(m.group()) for m in _TOKEN.finditer(text))


# "TP.", "Th.S", "Tr.", "P.3", single initials, "v.v.": a dot that ends no sentence.
_SHORT_FORMS: Final = (
    "TP", "Tp", "TX", "Tx", "TT", "Ths", "ThS", "TS", "PGS", "GS", "BS", "KS", "LS", "Q", "P", "H", "Tr", "St", "Mr",
    "Ms", "Dr", "NXB", "tr", "v", "T",
)  # fmt: skip
_ABBREVIATION: Final = re.compile(rf"(?:\b(?:{'|'.join(_SHORT_FORMS)})|\b[A-ZĐ])\.$")
_LONGEST_SHORT_FORM: Final = max(map(len, _SHORT_FORMS))


def sentences(doc: Document) -> tuple[Sentence, ...]:
    """The sentences of every block that carries content (titles and captions too, furniture not)."""
    out: list[Sentence] = []
    for index, block in enumerate(doc.blocks):
        if block.kind in ("furniture", "byline", "dateline"):
            continue
        out.extend(Sentence(a, b, index) for a, b in _split(doc.text, block.start, block.end))
    return tuple(out)


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentence spans of text[start:end], without white space at their ends."""
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        stop = match.end() if match.group().strip() else match.start()
        last = max(begin, match.start() - _LONGEST_SHORT_FORM)
        is_short = _ABBREVIATION.search(text, last, match.start() + 1)
        if match.group().strip() and (is_short or _inside_word(text, match) or _ends_lower(text, match, end)):
            continue
        spans.append((begin, stop))
        begin = match.end()
    spans.append((begin, end))
    return [(a, b) for a, b in (_trim(text, a, b) for a, b in spans) if b > a]


def _inside_word(text: str, match: re.Match[str]) -> bool:
    """Whether the mark stands between letters that are no end and beginning of sentences: "chinhphu.vn"."""
    before, after = text[match.start() - 2 : match.start()], text[match.end() : match.end() + 2]
    return after.isalpha() and not (before.islower() and after[0].isupper() and after[1].islower())


def _ends_lower(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the next word begins in lower case: then the dots were an ellipsis or an abbreviation."""
    rest = text[match.end() : min(end, match.end() + 12)].lstrip(" \t\n\r\u00a0\"“‘'(*-–[")
    return bool(rest) and rest[0].islower()


def _trim(text: str, a: int, b: int) -> tuple[int, int]:
    """The span without white space and bullet dashes at its ends."""
    while a < b and (text[a].isspace() or text[a] in "-–*•"):
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    return a, b


def sentence_of(spans: tuple[Sentence, ...], offset: int) -> int | None:
    """The index of the sentence that holds a character offset, or None."""
    at = bisect_right([s.start for s in spans], offset) - 1
    return at if at >= 0 and offset < spans[at].end else None


@lru_cache(maxsize=50_000)
def segment(phrase: str) -> tuple[str, ...]:
    """The words of a short phrase as underthesea segments them: "Phát triển Quỹ đất" -> ("Phát triển", "Quỹ đất").

    Used where a span is ambiguous (where does an open name end?); cached, as officialese repeats itself.
    """
    from underthesea import word_tokenize

    return tuple(word_tokenize(phrase))
