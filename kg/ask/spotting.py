"""A question's words in, the names, periods, numbers and cue words among them out, each word in one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg import text
from kg.ask import periods
from kg.ask.gazetteer import Gazetteer
from kg.ask.intents import Grammar
from kg.ask.mentions import Mention
from kg.ask.trie import Name, Word

# A document's number: "33-NQ/TU", "05/2022/TT-BNNPTNT"; never a date or a share ("28/34").
_NUMBER: Final = re.compile(r"(?<![\w/])\d+[a-z]?(?:/\d{4})?(?:[-/][A-ZĐa-zđ&]+\d*)+(?![\w/])")
_NAME_LENGTH: Final = range(2, 6)  # syllables of a person's name
_RANK: Final = ("phrase", "filler", "doctype", "cue")


@dataclass(slots=True)
class Spotter:
    """What is needed to look at the words of one question.

    Cues, posts and agencies in `plain` are taken for words of its subject; `posts_first` takes for a post what is an
    agency as well ("Thủ tướng Chính phủ"); `small_names` finds people whose names are written without capitals.
    """

    question: str
    words: tuple[Word, ...]
    names: Gazetteer
    grammar: Grammar
    lang: str
    plain: frozenset[str] = frozenset()
    posts_first: bool = False
    small_names: bool = False

    def spot(self) -> list[Mention]:
        """The mentions, in order, without gaps. Unknown words are phrases of one word each."""
        fixed = self._fixed()
        found: list[Mention] = []
        i = 0
        while i < len(self.words):
            stop = min((mention.start for mention in fixed if mention.start > i), default=len(self.words))
            mention = next((mention for mention in fixed if mention.start == i), None) or self._at(i, stop)
            found.append(mention)
            if mention.kind == "role" and (body := self._body_of(mention, stop)):
                found.append(body)
            i = found[-1].end
        return found

    def _fixed(self) -> list[Mention]:
        """Periods and numbers of documents, which are found in the text itself."""
        numbers = [(m.start(), m.end(), "number", m[0], None) for m in _NUMBER.finditer(self.question)]
        times = [(p.begin, p.end, p.kind, p.text, p) for p in periods.find(self.question)]
        mentions: list[Mention] = []
        for begin, end, kind, label, period in sorted([*numbers, *times], key=lambda span: span[0]):
            inside = [i for i, word in enumerate(self.words) if begin <= word.start and word.end <= end]
            if inside and (not mentions or inside[0] >= mentions[-1].end):
                mentions.append(Mention(kind, label, inside[0], inside[-1] + 1, period=period))
        return mentions

    def _at(self, i: int, stop: int) -> Mention:
        """The longest name or cue at word i, of equally long ones the name; a run of capitals is a person's name."""
        words = self.words[:stop]
        cue_end, cues = self._cues(words, i)
        end, names = self.names.trie.longest(words, i)
        if self._is_cut_out(i, names):
            end, names = i, []
        run = i + self._capital_run(words, i)
        if i and words[i - 1].norm in self.grammar.named_after and (run > i or names and names[0].kind == "person"):
            return Mention("phrase", "", i, max(run, end))
        if run > max(end, cue_end) and all(name.kind in ("person", "place") for name in names) and not cues:
            return Mention("person", self.text(i, run), i, run)
        if cues and cue_end > end:
            return self._as_cue(cues, i, cue_end)
        if not names:
            kind = "phrase" if self.words[i].fold.isalnum() else "filler"
            return Mention(kind, "", i, i + 1)
        best = min(names, key=self._rank)
        things = {thing for name in names if name.kind == best.kind for thing in name.things}
        kind = "place" if best.kind == "province" else best.kind
        if kind in self.plain or kind == "seatless" and "agency" in self.plain:
            return Mention("phrase", "", i, end)
        return Mention(kind, best.label, i, end, tuple(sorted(things)))

    def _is_cut_out(self, i: int, names: Sequence[Name]) -> bool:
        """Whether small letters only look like a place: "lai châu" in "Hội nghị Tương lai châu Á", "công" in "công nhân".

        Or like an agency whose name does not say of what kind it is: "môi trường".
        """
        if self.words[i].text[:1].isupper() or not names:
            return False
        if all(name.kind in ("agency", "seatless") for name in names):
            return self.words[i].fold not in self.names.type_words and not self.question.islower()
        if any(name.kind not in ("place", "province") for name in names):
            return False
        before = self.words[i - 1].text if i > 1 else ""
        is_short = any(len(name.norms) == 1 for name in names) and not self.question.islower()
        return is_short or before[:1].isupper() and not before.isupper()

    def is_filler(self, mention: Mention) -> bool:
        """Whether the words of a mention also say nothing by themselves ("xây dựng")."""
        end, cues = self._cues(self.words, mention.start)
        return end == mention.end and any(cue.kind == "filler" for cue in cues)

    def _rank(self, name: Name) -> tuple[bool, int, bool]:
        """Names that come first are meant; of one thing's names the one that is written as the question has it."""
        is_post = self.posts_first and name.kind == "role"
        return not is_post, self.names.kinds.index(name.kind), text.words(name.label) != name.norms

    def _cues(self, words: Sequence[Word], i: int) -> tuple[int, list[Name]]:
        has_marks = periods.folded(self.question) != self.question.casefold()  # then "may" is not "mấy"
        usual = self.grammar.cues[self.lang].longest(words, i, exact=has_marks)
        opener = self.grammar.openers.longest(words, i) if i == 0 else (i, [])
        return opener if opener[1] and opener[0] >= usual[0] else usual

    def _as_cue(self, cues: Sequence[Name], i: int, end: int) -> Mention:
        cue = max(cues, key=lambda cue: _RANK.index(cue.kind))
        if cue.kind == "cue" and self.plain & {*cue.label.split("+")}:
            return Mention("phrase", "", i, end)
        return Mention(cue.kind, cue.label, i, end)

    def _capital_run(self, words: Sequence[Word], i: int) -> int:
        """How many words from i look like the name of a person: capitalised, the first of them a family name."""
        if words[i].norm not in self.grammar.surnames or self.question.isupper():
            return 0
        end = i
        while end < len(words) and words[end].text[:1].isupper() and words[end].fold.isalpha():
            end += 1
        return end - i if end - i in _NAME_LENGTH else 0

    def _body_of(self, role: Mention, stop: int) -> Mention | None:
        """The agency whose name begins within that of the role ("Trưởng ban Tổ chức"), or lacks its first word."""
        for shared, prefix in (self.names.beginnings[thing] for thing in role.things if thing in self.names.beginnings):
            rest = self.words[role.end : stop]
            begun = self.words[role.end - shared : role.end] if shared else prefix
            end, names = self.names.trie.longest((*begun, *rest), 0)
            names = [name for name in names if name.kind in ("agency", "seatless")]
            if names and end > len(begun):
                things = tuple(sorted({thing for name in names for thing in name.things}))
                stop = role.end + end - len(begun)
                label = names[0].label
                kind = "agency" if any(name.kind == "agency" for name in names) else "seatless"
                return Mention(kind, label, role.end, stop, things)
        return None

    def text(self, start: int, end: int) -> str:
        """Words as the question writes them."""
        return self.question[self.words[start].start : self.words[end - 1].end]
