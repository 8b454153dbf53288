"""Tokens -> what is directed: themes as the text names them, and programmes, projects and movements with a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.extract.scan import Scan
from kg.extract.titles import title_end
from kg.lexicon import Theme
from kg.text import norm

_AND: Final = norm("và")
_LONGEST: Final = 22  # words of a name
_QUOTED: Final = 30  # words of a name in quotation marks


@dataclass(frozen=True, slots=True)
class InitiativeMention:
    """An initiative at text[start:end]: a theme (with the tail the text gives it), or a name of its own."""

    start: int
    end: int
    sentence: int
    theme: Theme | None
    name: str
    rule: str


def initiatives(scan: Scan) -> tuple[InitiativeMention, ...]:
    """Every mention in text order; a theme inside a named programme counts as the programme."""
    out: list[InitiativeMention] = []
    for index, sent in enumerate(scan.sentences):
        until = 0
        for i in scan.where(scan.token_range(sent), "programme", Theme):
            if i >= until and (mention := _named(scan, i, index, sent.end) or _theme(scan, i, index)):
                out.append(mention)
                until = scan.tokens.at(mention.end)
    return tuple(out)


def _theme(scan: Scan, i: int, index: int) -> InitiativeMention | None:
    found = scan.longest(i, Theme)
    if found is None or not found[1].initiative:
        return None
    end, theme = found
    return InitiativeMention(scan.tokens.starts[i], scan.tokens.ends[end - 1], index, theme, "", "theme")


def _named(scan: Scan, i: int, index: int, limit: int) -> InitiativeMention | None:
    """A programme noun with a name: "dự án khu dân cư tại phường Quang Trung"; "các dự án này" has none."""
    noun = scan.word(i, "programme")
    if noun is None or scan.word_before(i, "any-programme"):
        return None
    tokens, j = scan.tokens, noun[0]
    if j >= len(tokens) or scan.word(j, "no-name") and not tokens.caps[j] or tokens.line_break(j):
        return None
    quoted = tokens.words[j] in '“"'
    if quoted:
        close = next((k for k in range(j + 1, min(j + _QUOTED, len(tokens))) if tokens.words[k] in '”"'), 0)
        if not close:
            return None
        end = tokens.ends[close]
    else:
        end = title_end(scan, tokens.starts[j], limit)
        other = next((k for k in range(j + 1, tokens.at(end)) if _name_ends(scan, j, k)), 0)
        end = tokens.ends[other - 1] if other else end
    if scan.word(tokens.at(end) - 1, "referred-back"):
        return None
    size = tokens.at(end) - j
    if not quoted and not (2 <= size <= _LONGEST and any(_tells_apart(scan, k) for k in range(j, j + size))):
        return None
    name = " ".join(scan.doc.text[tokens.starts[i] : end].split())
    theme = next((t[1] for k in range(j, j + size) if (t := scan.longest(k, Theme))), None)
    return InitiativeMention(tokens.starts[i], end, index, theme, name[0].upper() + name[1:], "programme")


def _name_ends(scan: Scan, j: int, k: int) -> bool:
    """Whether the name that begins at token j is over at token k: at a comma, unless more of its kind follow."""
    norms = scan.tokens.norms
    if scan.tokens.words[k] != ",":
        return scan.word(k, "name-ends") is not None
    ahead = norms[k + 1 : k + 9]
    goes_on = _AND in ahead and "," not in ahead[: ahead.index(_AND)]
    return not goes_on and norms[k + 1 : k + 2] != norms[j : j + 1] and not scan.word(k + 1, "title-tail")


def _tells_apart(scan: Scan, i: int) -> bool:
    """Whether a word makes a name one's own: a capital, or figures with letters ("220kV")."""
    word = scan.tokens.words[i]
    return scan.tokens.caps[i] or any(map(str.isdigit, word)) and any(map(str.isalpha, word))
