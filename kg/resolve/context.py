"""What an article leaves unsaid: which province, district or city its short forms mean, and in which legal period.

"Tỉnh ủy" and "tỉnh" mean the province under discussion: the one named in the same sentence, else the one the article is
about (portal, address, folder, title, and how often each is named), else the last one named before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from kg.extract.agencies import AgencyMention
from kg.extract.chunks import Chunk
from kg.extract.places import PlaceMention
from kg.extract.roles import RoleMention
from kg.extract.scan import Scan
from kg.lexicon import Lexicon, Place
from kg.text import slug, words

# Where the country's meetings are held: named as a venue they make no article theirs.
_CAPITALS: Final = frozenset({"place/ha-noi", "place/ho-chi-minh", "place/ho-chi-minh-2025"})


@dataclass(frozen=True, slots=True)
class Settled:
    """A place that is settled: its node path, label and bare name, and why ("said" or the ground of the inference)."""

    path: str
    label: str
    name: str
    level: str
    reason: str
    known: bool = True  # False: no listed unit; the node is described by the article itself
    parent: str = ""


@dataclass(frozen=True, slots=True)
class _Named:
    token: int
    path: str
    weight: int


_THIS: Final = words("này")
# A phường lies in no huyện, a thị trấn in nothing else: kind of commune -> kinds of districts it is never in.
_NEVER_IN: Final = {
    "place-phuong": ("place-huyen",),
    "place-xa": ("place-quan",),
    "place-thi-tran": ("place-quan", "place-thi-xa", "place-thanh-pho"),
}


class Context:
    """The places of one article; `settle` answers what a mention means there."""

    def __init__(self, scan: Scan, chunks: tuple[Chunk, ...], when: date | None) -> None:
        self.scan, self.when = scan, when
        self.lexicon: Lexicon = scan.lexicon
        found = sorted((n for c in chunks if c.value for n in self._named(c)), key=lambda n: n.token)
        self._provinces = [n for n in found if self.lexicon.places[n.path].level == "province"]
        self._districts = [n for n in found if self.lexicon.places[n.path].level == "district"]
        self._starts = [scan.tokens.at(s.start) for s in scan.sentences]
        self.home, self.home_reason = self._home()

    def _named(self, chunk: Chunk) -> list[_Named]:
        value = chunk.value
        if isinstance(value, PlaceMention):
            return self._of_place(value, 1)
        if isinstance(value, AgencyMention):
            return self._of_agency(value)
        if isinstance(value, RoleMention):
            out = self._of_agency(value.agency) if value.agency else []
            return out + (self._of_place(value.place, 2) if value.place else [])
        return []

    def _of_agency(self, agency: AgencyMention) -> list[_Named]:
        out = self._of_place(agency.place, 2) if agency.place else []
        return out + (self._of_agency(agency.host) if agency.host else [])

    def _of_place(self, place: PlaceMention, weight: int) -> list[_Named]:
        out: list[_Named] = []
        if place.paths:
            path = self._pick(place)
            if path:
                out.append(_Named(place.start, path, weight))
                if self.lexicon.places[path].level == "district" and self._sure(place):
                    parent = self._incarnation(self.lexicon.places[path].parents)
                    out.append(_Named(place.start, parent, 1))
        return out + (self._of_place(place.parent, weight) if place.parent else [])

    def _sure(self, place: PlaceMention) -> bool:
        districts = [self.lexicon.places[p] for p in place.paths if self.lexicon.places[p].level == "district"]
        return len({district.parents[0] for district in districts}) == 1

    def _pick(self, place: PlaceMention) -> str:
        """The unit of the right period; of districts with one name, the one in the named parent or in the home province."""
        paths = place.paths
        level = self.lexicon.places[paths[0]].level
        if level == "province":
            return self._incarnation(paths)
        if place.parent and place.parent.paths:
            inside = [p for p in paths if set(self.lexicon.places[p].parents) & set(place.parent.paths)]
            return inside[0] if inside else ""
        home = getattr(self, "home", "")
        inside = [p for p in paths if home and home in self._with_predecessors(p)]
        return (inside or list(paths))[0] if inside or len(paths) == 1 else ""

    def _with_predecessors(self, path: str) -> set[str]:
        parents = set(self.lexicon.places[path].parents)
        return parents | {n for p in parents for n in self.lexicon.successors.get(p, ())}

    def _incarnation(self, paths: tuple[str, ...]) -> str:
        """Of one province's legal periods, the one in force on the article's day (before the 2025 mergers if unknown)."""
        when = (self.when or date(2024, 1, 1)).isoformat()
        for path in sorted(paths):
            place = self.lexicon.places[path]
            if (not place.start or place.start <= when) and (not place.end or when < place.end):
                return path
        return sorted(paths)[0]

    def _home(self) -> tuple[str, str]:
        doc = self.scan.doc
        site = urlsplit(doc.url or "").hostname  # the rest of the address tells the headline, not whose the article is
        for text, reason in ((doc.publisher, "publisher"), (site, "url"), (doc.source, "folder")):
            path = self._in_address(text or "")
            if path:
                return path, reason
        score: Counter[str] = Counter()
        title_end = self.scan.tokens.at(doc.title_end)
        for named in self._provinces:
            score[named.path] += named.weight + (3 if named.token < title_end else 0)
        bodies = {n.path for n in self._provinces if n.weight == 2 or n.token < title_end}
        often = Counter(n.path for n in self._provinces)
        for path in list(score):
            if path not in bodies and (often[path] < 3 or path in _CAPITALS):
                del score[path]
        if not score:
            return "", "no province named"
        (first, n), *rest = sorted(score.items(), key=lambda kv: (-kv[1], kv[0]))
        if n >= 2 * (rest[0][1] if rest else 0) or n >= 0.5 * score.total():
            return first, "most named"
        return "", "several provinces named"

    def _in_address(self, text: str) -> str:
        """The province in an address or a portal's name: "binhdinh.gov.vn", "PhuthoPortal"."""
        flat = slug(text).replace("-", "")
        hits = {path for name, path in _addresses(self.lexicon) if name in flat}
        names = {self.lexicon.places[h].name for h in hits}
        return self._incarnation(tuple(hits)) if len(names) == 1 else ""

    def province_said(self, token: int) -> str:
        """The only province that the sentence of a token names, or ""."""
        lo, hi = self._sentence(token)
        here = {n.path for n in self._provinces if lo <= n.token < hi}
        return here.pop() if len(here) == 1 else ""

    def province_at(self, token: int) -> tuple[str, str]:
        """(path, reason) of the province that a short form at this token means; ("", reason) where nobody can say."""
        lo, hi = self._sentence(token)
        here = [n for n in self._provinces if lo <= n.token < hi]
        beside = {n.path for n in here if n.weight == 2 and abs(n.token - token) <= 16}
        if len(beside) == 1 and {n.path for n in here} == beside:
            return beside.pop(), "same sentence"
        before = {n.path for n in here if token - 8 <= n.token < token and n.path not in _CAPITALS}
        if self.home_reason == "most named" and len(before) == 1 and {n.path for n in here} == before:
            return before.pop(), "same sentence"  # "Còn tại Đồng Tháp, đại diện Sở Y tế tỉnh"
        if self.home:
            return self.home, self.home_reason
        if len({n.path for n in here}) == 1:
            return here[0].path, "same sentence"
        past = [n for n in self._provinces if n.token <= token]
        if past:
            return past[-1].path, "last named before"
        return (self._provinces[0].path, "first named after") if self._provinces else ("", "no province named")

    def _sentence(self, token: int) -> tuple[int, int]:
        at = bisect_left(self._starts, token + 1) - 1
        end = self._starts[at + 1] if at + 1 < len(self._starts) else len(self.scan.tokens)
        return (self._starts[at] if at >= 0 else 0), end

    def settle(self, mention: PlaceMention | None, token: int, level: str) -> Settled | None:
        """The place a mention means at a token; with no mention, the implied place of that level. None: nobody can say."""
        if mention is None:
            return self._implied(token, level)
        if mention.kind == "place-old":
            return None
        if mention.implied:
            if self.scan.tokens.norms[mention.end : mention.end + 1] == _THIS and (last := self._last_named(mention)):
                return last
            found = self._implied(token, mention.level)
            wrong = found and mention.kind == "place-tinh" and self._is_city(found.path)
            return self._province_beside(token) if wrong else found
        if mention.paths:
            path = self._pick(mention)
            if path:
                place = self.lexicon.places[path]
                return Settled(path, place.label, place.name, place.level, "said")
        return self._unlisted(mention, token)

    def _unlisted(self, mention: PlaceMention, token: int) -> Settled | None:
        """A commune (or an ambiguous or unlisted district): a node of its own below the place it lies in."""
        above = self.settle(mention.parent, token, "province") if mention.parent else self._above(mention, token)
        if above is None:
            return None
        kind = {"place-xa": "xã", "place-phuong": "phường", "place-thi-tran": "thị trấn", "place-dac-khu": "đặc khu",
                "place-huyen": "huyện", "place-quan": "quận", "place-thi-xa": "thị xã", "place-thanh-pho": "thành phố"}  # fmt: skip
        label = f"{kind.get(mention.kind, '')} {mention.name}".strip()
        own = slug(mention.name if not mention.name.isdigit() else label)
        path = f"{above.path}/{own}"  # listed, where the unit was a huyện before it became a thị xã
        listed = path in self.lexicon.places
        return Settled(path, label, mention.name, mention.level, "said", known=listed, parent=above.path)

    def _above(self, mention: PlaceMention, token: int) -> Settled | None:
        if mention.level == "commune":
            barred = _NEVER_IN.get(mention.kind, ())
            kinds = {n.path: self.lexicon.places[n.path].kind for n in self._districts}
            near = [n for n in self._districts if abs(n.token - token) < 400 and kinds[n.path] not in barred]
            if near:
                best = min(near, key=lambda n: abs(n.token - token))
                return self.known(best.path, "nearest district")
        path, reason = self.province_at(token)
        return self.known(path, reason) if path else None

    def _implied(self, token: int, level: str) -> Settled | None:
        if level in ("", "central"):
            return None
        if level in ("district", "commune"):
            return self._near_district(token) if level == "district" else None
        path, reason = self.province_at(token)
        if level == "city":
            if path and self._is_city(path):
                return self.known(path, reason)
            return self._near_district(token, city=True)
        return self.known(path, reason) if path else None

    def _last_named(self, mention: PlaceMention) -> Settled | None:
        """The last place of the level named before: what "tỉnh này" means."""
        named = self._provinces if mention.level == "province" else self._districts
        past = [n for n in named if n.token < mention.start and self.lexicon.places[n.path].kind == mention.kind]
        return self.known(past[-1].path, "last named before") if past else None

    def _is_city(self, path: str) -> bool:
        return self.lexicon.places[path].kind == "place-thanh-pho-tw"

    def _province_beside(self, token: int) -> Settled | None:
        """The only province of the sentence that is no city: what "tỉnh" means there in the news of a city."""
        lo, hi = self._sentence(token)
        here = {n.path for n in self._provinces if lo <= n.token < hi and not self._is_city(n.path)}
        return self.known(here.pop(), "same sentence") if len(here) == 1 else None

    def _near_district(self, token: int, *, city: bool = False) -> Settled | None:
        near = [n for n in self._districts if not city or self.lexicon.places[n.path].kind == "place-thanh-pho"]
        if not near:
            return None
        before = [n for n in near if n.token <= token]
        return self.known(
            (before[-1] if before else near[0]).path, "last named before" if before else "first named after"
        )

    def known(self, path: str, reason: str) -> Settled:
        """A listed unit as settled, on the given ground."""
        place: Place = self.lexicon.places[path]
        return Settled(path, place.label, place.name, place.level, reason)


_ADDRESSES: dict[int, list[tuple[str, str]]] = {}


def _addresses(lexicon: Lexicon) -> list[tuple[str, str]]:
    """(name as addresses write it, path) of every province whose name is long enough to be no accident."""
    if id(lexicon) not in _ADDRESSES:
        provinces = [p for p in lexicon.places.values() if p.level == "province" and len(p.name) > 5]
        _ADDRESSES[id(lexicon)] = [(slug(p.name).replace("-", ""), p.path) for p in provinces]
    return _ADDRESSES[id(lexicon)]
