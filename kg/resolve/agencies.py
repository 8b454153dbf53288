"""Agency mentions + the article's context -> agencies with identity: full official label, place, parent, node path."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from kg.extract.agencies import AgencyMention
from kg.extract.places import PlaceMention
from kg.lexicon import AgencyType, Body, Lexicon, Place
from kg.resolve.context import Context, Settled
from kg.text import slug


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency of one legal period. `reason`: "said", or on what ground its place or host was inferred."""

    path: str
    kind: str
    label: str
    names: tuple[str, ...] = ()
    classification: str = ""
    place: str = ""
    parent: str = ""
    embedded_in: str = ""
    reason: str = "said"
    concept: str = ""
    listed: bool = False

    @property
    def slug(self) -> str:
        """The last part of its path: what it is, without where."""
        return self.path.rsplit("/", 1)[1]

    @property
    def host_slug(self) -> str:
        """The last part of the path of the body above it."""
        return self.parent.rsplit("/", 1)[-1]


@dataclass(slots=True)
class Bodies:
    """The agencies of one article, by mention; remembers what short forms have stood for so far."""

    context: Context
    when: date | None
    seen: list[tuple[int, Agency]] = field(default_factory=list)
    places: dict[str, Settled] = field(default_factory=dict)
    above: dict[str, Agency] = field(default_factory=dict)

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon behind the article's scan."""
        return self.context.lexicon

    def settle(self, mention: AgencyMention, *, near: Agency | None = None) -> Agency | None:
        """The agency that is meant, or None where the article does not say.

        `near`: an agency of the same stack of posts, which a bare "Đảng ủy" belongs to.
        """
        if mention.foreign:
            return None
        if mention.body and self._is_to_come(mention.body):
            named = [a for _, a in self.seen if a.label.startswith(f"{mention.body.label} ")]
            if not named or self.context.scan.word(mention.end, "of-a-level"):
                return None
            return self._remember(mention.start, named[-1])
        if mention.body:
            group = self.listed(mention.body)
            return self._remember(mention.start, self._branch(group, mention) if mention.place else group)
        assert mention.type is not None
        agency = self._typed(mention, mention.type, near)
        return self._remember(mention.start, agency) if agency else None

    def _remember(self, token: int, agency: Agency) -> Agency:
        self.seen.append((token, agency))
        return agency

    def listed(self, body: Body) -> Agency:
        """A listed body, in the incarnation of the article's day."""
        body = self._incarnation(body)
        return Agency(
            body.path,
            body.kind,
            body.label.split(" (")[0],
            body.names,
            body.classification,
            "place/vn",
            body.parent,
            listed=True,
        )

    def _is_to_come(self, body: Body) -> bool:
        """Whether a body of that name is there later only: before 2025 a bare "Cục Hải quan" is that of a province."""
        label = body.label.split(" (")[0]
        if self.when is None or not any(label == kind.label for kind in self.lexicon.types.values()):
            return False
        return all(same.start > self.when.isoformat() for same in _by_label(self.lexicon)[label])

    def _branch(self, group: Agency, mention: AgencyMention) -> Agency:
        """The branch of a group in a province: "Viettel Hậu Giang" is not Viettel."""
        place = self._settled(mention.place, mention.start, "province")
        if place is None:
            return group
        short = min((group.label, *group.names), key=lambda name: (len(name), name))
        path = f"agency/{place.path.removeprefix('place/')}/{group.slug}"
        return Agency(path, group.kind, f"{short} {_alone(place)}", (), "at-chi-nhanh", place.path, group.path)

    def _incarnation(self, body: Body) -> Body:
        same = _by_label(self.lexicon)[body.label.split(" (")[0]]
        when = (self.when or date(2024, 1, 1)).isoformat()
        live = [b for b in same if (not b.start or b.start <= when) and (not b.end or when < b.end)]
        return live[0] if live else body

    def _typed(self, mention: AgencyMention, kind: AgencyType, near: Agency | None) -> Agency | None:
        if self._is_nobody(mention) or mention.place is None and self._is_cut(mention.end):
            return None
        if mention.short:
            return self._short(mention, kind, near)
        mention = self._with_place_apart(mention, kind)
        if mention.host:
            host = self.settle(mention.host, near=near)
            return self._hosted(mention, kind, host) if host else None
        if known := self._named_before(mention, kind):
            return known
        if mention.place is None and (listed := self._by_own_name(mention, kind)):
            return listed
        place = self._place(mention, kind)
        if kind.concept in ("at-dang-bo", "at-dang-uy", "at-ban-chap-hanh") and place is None:
            return None
        if place is None and kind.needs in ("place", "host"):
            return None
        if (
            place and kind.concept == "at-tinh-uy" and place.level != "province"
        ):  # of a province there was: "Tỉnh ủy Hà Đông"
            return None
        if place is None and (mention.place or kind.level in ("province", "district")) and not mention.name:
            return None
        return self._placed(mention, kind, place)

    def _is_nobody(self, mention: AgencyMention) -> bool:
        """Whether the name is a legal form alone ("Công ty TNHH"), or ends with another country ("Cục Điều tra Liên bang Mỹ")."""
        rules = self.lexicon.rules
        if not mention.name:
            return False
        if mention.name.casefold() in rules["agencies"]["legal_forms"]:
            return True
        if mention.type and mention.type.label == "Ban" and mention.host is None:
            board = mention.name.casefold().removesuffix(" nhà").split(" và ")[0]
            if board in rules["agencies"]["boards_of_a_body"]:
                return True
        is_delegation = mention.type and mention.type.label == "Đoàn" and mention.host is None
        if is_delegation and mention.name.casefold() in rules["agencies"]["errands"]:
            return True
        countries = rules["places"]["words"]["country"]
        if mention.name in (*countries, "Việt Nam"):
            return mention.type is not None and mention.type.concept != "at-ngan-hang"
        return "Việt" not in mention.name and _ends_abroad(mention.name, countries)

    def _by_own_name(self, mention: AgencyMention, kind: AgencyType) -> Agency | None:
        """The listed enterprise or paper that a head and a known name tell: "Tập đoàn PVN", "Ngân hàng TMCP Vietcombank"."""
        if kind.concept not in self.lexicon.rules["agencies"]["known_by_name"]:
            return None
        body = _enterprises(self.lexicon).get(mention.name.removeprefix("TMCP ").casefold())
        return self.listed(body) if body else None

    def _named_before(self, mention: AgencyMention, kind: AgencyType) -> Agency | None:
        """The body of the article that a name without host or place repeats: "Khoa Cấp cứu" after "Khoa Cấp cứu Bệnh viện ...".

        A steering committee that is told by its place alone is the last one named there.
        """
        committee = kind.concept == "at-ban-chi-dao" and not mention.name
        if mention.place and not committee or not (mention.name or committee):
            return None
        place = self._place(mention, kind) if mention.place else None
        part = f"{kind.slug}-{slug(mention.name)}"
        for _, agency in reversed(self.seen):
            same = agency.place == place.path if place else agency.slug in (part, f"{part}-{agency.host_slug}")
            if same and agency.concept == kind.concept:
                return agency
        return None

    def _with_place_apart(self, mention: AgencyMention, kind: AgencyType) -> AgencyMention:
        """The body of a province whose name ends its own: "Bệnh viện Đa khoa Hòa Bình" is the one "tỉnh Hòa Bình"."""
        if "place" not in kind.takes or "central" in kind.flags or mention.host:
            return mention
        words = mention.name.split(" ")
        if any(mention.name.endswith(other) for other in self.lexicon.rules["places"]["words"]["not-a-place"]):
            return mention
        for i in range(1, len(words)):
            if found := _provinces(self.lexicon).get(name := " ".join(words[i:])):
                place = mention.place or PlaceMention(
                    mention.end, mention.end, found[0].kind, "province", name, tuple(p.path for p in found)
                )
                if set(place.paths) & {p.path for p in found}:
                    return replace(mention, name=_without_kind(mention.name.removesuffix(f" {name}")), place=place)
        return mention

    def _place(self, mention: AgencyMention, kind: AgencyType) -> Settled | None:
        if mention.place is None and (not kind.level or "central" in kind.flags):
            return None
        implied = _IMPLIED.get(kind.concept)
        if implied and mention.place is None:
            return self._settled(PlaceMention(mention.start, mention.start, *implied), mention.start, implied[1])
        if kind.concept == "at-phong" and mention.place is None:
            return self._place_of_division(mention, kind)
        return self._settled(mention.place, mention.start, kind.level)

    def _place_of_division(self, mention: AgencyMention, kind: AgencyType) -> Settled | None:
        """Where a Phòng is of that names no place: of the police of a province, of a district by its field, else unsaid."""
        work = (mention.field.label if mention.field else mention.name).casefold()
        if work.startswith(tuple(self.lexicon.rules["agencies"]["police"])):
            return self._settled(None, mention.start, "province")
        return self._settled(None, mention.start, kind.level) if mention.field else None

    def _is_cut(self, token: int) -> bool:
        """Whether a unit follows whose kind is one letter ("UBND X.Điền Hải"), or initials ("Trường L.T.V")."""
        words = self.context.scan.tokens.words
        before, now, after = words[token - 1], *words[token : token + 2], *("", "")[: 2 - len(words[token : token + 2])]
        if now == "." and len(before) == len(after) == 1:
            return before.isupper() and after.isupper()
        return after == "." and now in self.lexicon.rules["agencies"]["unit_letters"]

    def _settled(self, place: PlaceMention | None, token: int, level: str) -> Settled | None:
        if place and level == "province":
            place = self._of_province(place)
        settled = self.context.settle(place, token, level)
        if settled:
            self.places[settled.path] = settled
        return settled

    def _of_province(self, place: PlaceMention) -> PlaceMention:
        """A name that provinces and districts share, as a body of a province has it: "Tỉnh ủy Hòa Bình"."""
        provinces = tuple(path for path in place.paths if self.lexicon.places[path].level == "province")
        if not provinces or provinces == place.paths:
            return place
        return replace(place, paths=provinces, kind=self.lexicon.places[provinces[0]].kind, level="province")

    def _placed(self, mention: AgencyMention, kind: AgencyType, place: Settled | None) -> Agency:
        work = mention.field.label if mention.field else mention.name
        base = f"{kind.label} {work}".strip()
        part = f"{kind.slug}-{mention.field.slug if mention.field else slug(work)}".strip("-")
        if place is None:
            where = "vn" if "central" in kind.flags else self._home_path(mention.start)
            return Agency(
                f"agency/{where}/{part}",
                kind.kind,
                base,
                (),
                self._class(kind, mention),
                f"place/{where}",
                concept=kind.concept,
            )
        label = f"{base} {_where(kind, place)}"
        names = _other_names(kind, place)
        return Agency(
            f"agency/{place.path.removeprefix('place/')}/{part}", kind.kind, label, names, self._class(kind, mention), place.path,
            self._parent(kind, place), reason=place.reason, concept=kind.concept,
        )  # fmt: skip

    def _home_path(self, token: int) -> str:
        path = self.context.province_said(token) or self.context.province_at(token)[0]
        return path.removeprefix("place/") if path else "vn"

    def _parent(self, kind: AgencyType, place: Settled) -> str:
        parent = self.lexicon.types.get(kind.parent_type)
        if parent is None:
            return ""
        above = self._placed(AgencyMention(0, 0, type=parent), parent, place)
        self.above[above.path] = above
        return above.path

    def _class(self, kind: AgencyType, mention: AgencyMention) -> str:
        return kind.broader or kind.concept

    def _hosted(self, mention: AgencyMention, kind: AgencyType, host: Agency) -> Agency:
        if kind.concept == "at-ban-chap-hanh":
            committee = self._committee_of(host)
            if committee:
                return committee
        work = f" {mention.field.label if mention.field else mention.name}" if mention.field or mention.name else ""
        label = f"{kind.label}{work} {host.label}"
        where = host.path.removeprefix("agency/").rsplit("/", 1)[0]
        part = "-".join(filter(None, (kind.slug, slug(work), host.slug)))
        own_kind = host.kind if "ofHostClass" in kind.flags else kind.kind
        names: tuple[str, ...] = ()
        embedded, parent = "", host.path
        if kind.slug in ("dang-uy", "dang-bo", "chi-bo", "chi-uy", "ban-can-su", "dang-doan"):
            embedded, parent = (host.path, "") if host.kind != "PartyBody" else ("", host.path)
        if kind.slug == "dang-uy" and not work:
            names = (f"Ban Chấp hành Đảng bộ {host.label}",)
        if work and "central" in kind.flags:
            label, names = f"{kind.label}{work}", (label,)
        return Agency(
            f"agency/{where}/{part}",
            own_kind,
            label,
            names,
            kind.broader or kind.concept,
            host.place,
            parent,
            embedded,
            host.reason,
            kind.concept,
        )

    def _committee_of(self, organisation: Agency) -> Agency | None:
        """The committee of a Party organisation: BCH Đảng bộ tỉnh = Tỉnh ủy, BCH Đảng bộ Sở = Đảng ủy Sở."""
        if organisation.concept != "at-dang-bo":
            return None
        if organisation.embedded_in:
            where = organisation.path.removeprefix("agency/").rsplit("/", 1)[0]
            host = organisation.label.removeprefix("Đảng bộ ")
            kind = self.lexicon.types["at-dang-uy"]
            return Agency(
                f"agency/{where}/dang-uy-{organisation.slug.removeprefix('dang-bo-')}", "PartyBody", f"Đảng ủy {host}",
                (f"Ban Chấp hành Đảng bộ {host}",), kind.broader, organisation.place, organisation.path,
                organisation.embedded_in, organisation.reason, kind.concept,
            )  # fmt: skip
        return self.committee(organisation.place, organisation.reason)

    def committee(self, place: str, reason: str) -> Agency | None:
        """The Party committee of a place: Tỉnh ủy, Thành ủy, Huyện ủy, Quận ủy, Thị ủy, or Đảng ủy of a commune."""
        settled = self.places.get(place)
        if settled is None:
            known = self.lexicon.places.get(place)
            if known is None:
                return None
            settled = Settled(known.path, known.label, known.name, known.level, reason)
        first = settled.label.split()[0]
        concept = {
            "tỉnh": "at-tinh-uy",
            "thành": "at-thanh-uy",
            "quận": "at-quan-uy",
            "thị": "at-thi-uy",
            "huyện": "at-huyen-uy",
        }.get(first, "at-dang-uy")
        kind = self.lexicon.types["at-dang-uy" if settled.level == "commune" else concept]
        label = f"{kind.label} {_where(kind, settled)}"
        return Agency(
            f"agency/{place.removeprefix('place/')}/{kind.slug}", "PartyBody", label, _other_names(kind, settled), kind.broader,
            place, reason=reason, concept=kind.concept,
        )  # fmt: skip

    def of_place(self, concept: str, place: Settled) -> Agency | None:
        """The body of a kind in a place, for posts that name only the place ("Chủ tịch huyện": its UBND)."""
        self.places[place.path] = place
        if concept == "at-cap-uy":
            return self.committee(place.path, place.reason)
        kind = self.lexicon.types[concept]
        return self._placed(AgencyMention(0, 0, type=kind), kind, place)

    def _short(self, mention: AgencyMention, kind: AgencyType, near: Agency | None) -> Agency | None:
        """A bare head: the body of the same stack, else the last one of its kind, else that of the body under discussion."""
        if (
            kind.concept in ("at-dang-uy", "at-dang-bo", "at-ban-can-su", "at-dang-doan")
            and near
            and near.kind != "PartyBody"
        ):
            if near.concept in ("at-ubnd", "at-hdnd"):
                return self.committee(near.place, near.reason) if self._commune(near.place) else None
            return self._party_of(kind, near)
        if kind.level and kind.needs != "field":
            place = self._place(mention, kind)
            return self._placed(mention, kind, place) if place else None
        before = [
            a
            for t, a in self.seen
            if a.concept == kind.concept and (a.embedded_in or kind.concept not in ("at-dang-bo",))
        ]
        if before:
            return before[-1]
        if kind.concept in ("at-dang-uy", "at-dang-bo"):
            other = {"at-dang-uy": "at-dang-bo", "at-dang-bo": "at-dang-uy"}[kind.concept]
            twin = [a for _, a in self.seen if a.concept == other and a.embedded_in]
            if twin:
                hosts = {a.path: a for _, a in self.seen}
                host = hosts.get(twin[-1].embedded_in)
                return self._party_of(kind, host) if host else None
        if kind.concept == "at-ban-thuong-vu":
            committees = [a for _, a in self.seen if a.classification == "at-cap-uy"]
            return self._hosted(mention, kind, committees[-1]) if committees else None
        if kind.slug in ("ubnd", "hdnd"):
            path, reason = self.context.province_at(mention.start)
            return self._placed(mention, kind, self.context.known(path, reason)) if reason == "same sentence" else None
        return None

    def _commune(self, place: str) -> bool:
        settled = self.places.get(place)
        return settled is not None and settled.level == "commune"

    def _party_of(self, kind: AgencyType, host: Agency) -> Agency:
        return self._hosted(AgencyMention(0, 0, type=kind), kind, host)


def _ends_abroad(name: str, countries: list[str]) -> bool:
    """Whether a name ends with a country: "... Liên bang Mỹ", but not "Xăng dầu Hồng Đức"."""
    words = name.split(" ")
    if words[-1] in countries and words[-2][:1].islower():
        return True
    return any(" ".join(words[-size:]) in countries for size in range(2, min(len(words), 5)))


# Committees named after the kind of place whose they are: what "Tỉnh ủy" alone implies is no city.
_IMPLIED: Final = {
    "at-thanh-uy": ("place-thanh-pho", "city"),
    "at-thanh-doan": ("place-thanh-pho", "city"),
    "at-tinh-uy": ("place-tinh", "province"),
    "at-tinh-doan": ("place-tinh", "province"),
}


def _without_kind(name: str) -> str:
    """The name without the kind of the place after it: "Sư phạm Kỹ thuật Thành phố" [Hồ Chí Minh]."""
    return next(
        (name[: -len(word)] for word in (" Thành phố", " thành phố", " TP", " tỉnh") if name.endswith(word)), name
    )


def _where(kind: AgencyType, place: Settled) -> str:
    """How a label names the place: "Tỉnh ủy An Giang"; but "Quận ủy Quận 1", as a number or a person's name needs its kind."""
    return _alone(place) if "bareName" in kind.flags else place.label


def _alone(place: Settled) -> str:
    """The name of a place without its kind, where it can stand so."""
    alone = not place.name.isdigit() and place.path.removesuffix("-2025") != "place/ho-chi-minh"
    return place.name if alone else place.label[0].upper() + place.label[1:]


def _other_names(kind: AgencyType, place: Settled) -> tuple[str, ...]:
    """Official names of one body: a Party committee is also the "Ban Chấp hành Đảng bộ" of its place."""
    if kind.broader == "at-cap-uy":
        return (f"Ban Chấp hành Đảng bộ {place.label}",)
    return ()


_PROVINCES: dict[int, dict[str, list[Place]]] = {}


def _provinces(lexicon: Lexicon) -> dict[str, list[Place]]:
    """Name -> the legal incarnations of the province."""
    if id(lexicon) not in _PROVINCES:
        index: dict[str, list[Place]] = defaultdict(list)
        for place in lexicon.places.values():
            if place.level == "province":
                index[place.name].append(place)
        _PROVINCES[id(lexicon)] = dict(index)
    return _PROVINCES[id(lexicon)]


_ENTERPRISES: dict[int, dict[str, Body]] = {}


def _enterprises(lexicon: Lexicon) -> dict[str, Body]:
    """Name in lower case -> the listed enterprise or bank."""
    if id(lexicon) not in _ENTERPRISES:
        kinds = lexicon.rules["agencies"]["with_branches"]
        _ENTERPRISES[id(lexicon)] = {
            name.casefold(): body
            for body in lexicon.bodies.values()
            if body.classification in kinds
            for name in (body.label, *body.names)
        }
    return _ENTERPRISES[id(lexicon)]


_LABELS: dict[int, dict[str, list[Body]]] = {}


def _by_label(lexicon: Lexicon) -> dict[str, list[Body]]:
    if id(lexicon) not in _LABELS:
        index: dict[str, list[Body]] = defaultdict(list)
        for body in lexicon.bodies.values():
            index[body.label.split(" (")[0]].append(body)
        _LABELS[id(lexicon)] = index
    return _LABELS[id(lexicon)]
