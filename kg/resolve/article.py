"""The mentions of one article -> its facts: who and what is meant, with the sentence that says so.

People are still named by the article alone ("person/{place}/{name}"); `resolve.corpus` makes them one across articles.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from kg.extract import Mentions
from kg.extract.agencies import AgencyMention
from kg.extract.chunks import Chunk
from kg.extract.dates import Day, days
from kg.extract.people import NameMention, ShortMention
from kg.extract.roles import RoleMention
from kg.extract.scan import Scan
from kg.extract.standing import Holding
from kg.lexicon import Theme
from kg.model import ArticleFacts, Concept, Document, Entity, Evidence, Link, Ref, Statement, Value
from kg.resolve.agencies import Agency, Bodies
from kg.resolve.context import Context
from kg.resolve.doubts import is_long_past, posts_elsewhere, sureness, why_not
from kg.text import slug

# What an inferred place costs: the ground of the inference -> factor.
GROUND: Final = {
    "said": 1.0, "same sentence": 0.98, "publisher": 0.99, "url": 0.99, "folder": 0.98, "most named": 0.96,
    "last named before": 0.88, "only one named": 0.9, "first named after": 0.8, "nearest district": 0.9,
}  # fmt: skip
FLAWED: Final = 0.8  # factor for articles with flaws


@dataclass(slots=True)
class Person:
    """A person of the article: the name, where it was minted, every mention, the posts it holds here."""

    name: str
    names: set[str] = field(default_factory=set)
    mentions: list[NameMention] = field(default_factory=list)
    posts: dict[tuple[str, str], list[tuple[Holding, Agency]]] = field(default_factory=lambda: defaultdict(list))
    place: str = ""

    @property
    def path(self) -> str:
        """Its node until people are linked across articles."""
        return f"person/{self.place or 'vn'}/{slug(self.name)}"


class Article:
    """One article while it is settled: the context, the agencies seen, the people, and the facts made so far."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions, self.scan = mentions, mentions.scan
        self.doc: Document = mentions.scan.doc
        main = next((e for e in mentions.events if e.main), None)
        self.when: date | None = (main.day.date if main and main.day.date else None) or self.doc.published
        year = mentions.years.said or mentions.years.election
        self.context = Context(self.scan, mentions.chunks, self.when or (date(year, 1, 1) if year else None))
        self.bodies = Bodies(self.context, self.context.when)
        self.lexicon = self.scan.lexicon
        self.named = [chunk for chunk in mentions.chunks if chunk.value]
        self.sentence_starts = [s.start for s in self.scan.sentences]
        self.entities: dict[str, Entity] = {}
        self.statements: dict[str, Statement] = {}
        self.links: list[Link] = []
        self.warnings: list[str] = []
        self.agency_at: dict[int, Agency] = {}
        self.people: dict[str, Person] = {}
        self.role_holders: list[tuple[int, str, str, str]] = []  # token, role concept, agency path, person name

    # ---- evidence

    def evidence(self, start: int, end: int, rule: str, confidence: float) -> Evidence:
        """The span as evidence; a flawed article's facts are worth less."""
        if self.doc.flaws:
            confidence *= FLAWED
        return Evidence(start, end, self.doc.text[start:end], rule, round(confidence, 3))

    def sentence_evidence(self, offset: int, rule: str, confidence: float) -> Evidence:
        """The whole sentence that holds an offset, as evidence."""
        at = bisect_right(self.sentence_starts, offset) - 1
        sent = self.scan.sentences[max(at, 0)]
        return self.evidence(sent.start, sent.end, rule, confidence)

    def token_evidence(self, token: int, rule: str, confidence: float) -> Evidence:
        """The sentence of a token, as evidence."""
        return self.sentence_evidence(self.scan.tokens.starts[token], rule, confidence)

    # ---- entities

    def add_entity(self, entity: Entity) -> None:
        """Add what the article says of an entity to what it has said already."""
        known = self.entities.get(entity.path)
        if known:
            names = tuple(sorted({*known.names, *entity.names} - {known.label}))
            properties = known.properties + tuple(p for p in entity.properties if p not in known.properties)
            evidence = known.evidence + tuple(
                e for e in entity.evidence if (e.start, e.end) not in {(k.start, k.end) for k in known.evidence}
            )
            entity = replace(known, names=names, properties=_single_valued(properties), evidence=evidence)
        self.entities[entity.path] = entity

    def add_agency(self, agency: Agency, token: int, form: str) -> None:
        """An agency that the text names at a token, and the places and bodies its description points to."""
        properties: list[tuple[str, Value]] = []
        if agency.path not in self.lexicon.bodies:
            if agency.classification:
                properties.append(("classification", Concept(agency.classification)))
            properties.append(("jurisdiction", Ref(agency.place)))
            self.add_place(agency.place, token)
            if agency.parent:
                properties.append(("parent", Ref(agency.parent)))
                self.add_parent(agency)
            if agency.embedded_in:
                properties.append(("embeddedIn", Ref(agency.embedded_in)))
        names = {*agency.names, form} if form else set(agency.names)
        evidence = self.token_evidence(
            token,
            "agency-" + ("named" if agency.reason == "said" else "implied"),
            0.97 * GROUND.get(agency.reason, 0.85),
        )
        label = self._listed_label(agency)
        self.add_entity(
            Entity(agency.path, agency.kind, label, tuple(sorted(names - {label})), tuple(properties), (evidence,))
        )

    def add_parent(self, agency: Agency) -> None:
        """The body above a department, which the text only implies: a description without evidence."""
        above = self.bodies.above.get(agency.parent)
        if above and above.path not in self.entities:
            where = ("jurisdiction", Ref(above.place))
            what = ("classification", Concept(above.classification))
            self.add_entity(Entity(above.path, above.kind, above.label, above.names, (what, where), ()))

    def _listed_label(self, agency: Agency) -> str:
        """A listed body keeps the one label that the reference data gives it."""
        body = self.lexicon.bodies.get(agency.path)
        return body.label if body else agency.label

    def add_place(self, path: str, token: int) -> None:
        """Describe a unit that the reference data does not list."""
        settled = self.bodies.places.get(path)
        if settled and not settled.known:
            where: tuple[tuple[str, Value], ...] = (
                ("isPartOf", Ref(settled.parent)),
                ("level", Concept(f"level-{settled.level}")),
            )
            self.add_entity(
                Entity(
                    path,
                    "AdminUnit",
                    settled.label,
                    (settled.name,),
                    where,
                    (self.token_evidence(token, "place", 0.9),),
                )
            )

    def drop(self, kind: str, why: str) -> None:
        """Count a claim that is not kept; nothing is lost in silence."""
        self.warnings.append(f"dropped {kind}: {why}")

    # ---- agencies and people

    def settle_agencies(self) -> None:
        """Every agency the text names, in text order, so that short forms find what was named before."""
        near = self._stack_mates()
        abroad = {h.role.start for h in self.mentions.holdings if h.role.foreign and _is_of_state(h.role)}
        for chunk in self.named:
            value = chunk.value
            if isinstance(value, AgencyMention):
                self._settle(value, None)
            elif isinstance(value, RoleMention) and value.start not in abroad:
                self.settle_role(value, near.get(value.start))

    def _stack_mates(self) -> dict[int, AgencyMention]:
        """Post -> a full agency of the same stack: in "Bí thư Đảng ủy, Giám đốc Sở Y tế" the Sở for the Đảng ủy."""
        stacks: dict[int, list[RoleMention]] = defaultdict(list)
        for holding in self.mentions.holdings:
            stacks[holding.person.start].append(holding.role)
        out: dict[int, AgencyMention] = {}
        for roles in stacks.values():
            full = [r.agency for r in roles if r.agency and not r.agency.short and r.agency.kind != "PartyBody"]
            for role in roles:
                if full and role.agency and role.agency.short:
                    out[role.start] = min(
                        full, key=lambda mate: (mate.start < role.start, abs(mate.start - role.start))
                    )
        return out

    def _settle(self, mention: AgencyMention, near: AgencyMention | None) -> Agency | None:
        if mention.start in self.agency_at:
            return self.agency_at[mention.start]
        if _is_initiative(self.scan, mention):
            return None
        mate = self.bodies.settle(near) if near else None
        agency = self.bodies.settle(mention, near=mate)
        if agency is None:
            if not mention.foreign:
                self.drop("agency", "the article does not say of which place or body")
            return None
        self.agency_at[mention.start] = agency
        host = mention.host
        while host:
            above = self.bodies.settle(host)
            if above:
                self.agency_at.setdefault(host.start, above)
                self.add_agency(above, host.start, self.scan.span(host.start, host.end))
            host = host.host
        self.add_agency(agency, mention.start, self.scan.span(mention.start, mention.end))
        return agency

    def settle_role(self, role: RoleMention, near: AgencyMention | None) -> Agency | None:
        """Where a post is held."""
        if role.foreign:
            return None
        if role.agency:
            return self._settle(role.agency, near)
        if role.start in self.agency_at:
            return self.agency_at[role.start]
        agency: Agency | None = None
        if role.role.body:
            agency = self.bodies.listed(self.lexicon.bodies[role.role.body])
        elif role.role.fixed_type:
            kind = self.lexicon.types[role.role.fixed_type]
            agency = self.bodies.settle(AgencyMention(role.start, role.end, type=kind, place=role.place))
        elif role.place:
            place = self.context.settle(role.place, role.place.start, "province")
            agency = self.bodies.of_place(role.role.of_type, place) if place else None
        if agency:
            self.agency_at[role.start] = agency
        return agency

    def settle_people(self) -> None:
        """Everyone with a full name; the posts that sentences give them become tenures."""
        for chunk in self.named:
            if isinstance(chunk.value, NameMention):
                person = self.people.setdefault(chunk.value.name.casefold(), Person(chunk.value.name))
                person.mentions.append(chunk.value)
        self._merge_cut_names()
        for holding in self.mentions.holdings:
            if holding.role.foreign:
                continue
            agency = self.settle_role(holding.role, None)
            person = self.people[holding.person.name.casefold()]
            if agency is None:
                agency = self._known_post(person, holding)
            doubt = why_not(self.scan, holding, agency) if agency else ""
            if doubt:
                self.drop("tenure", doubt)
                continue
            if agency is None:
                if holding.role.role.needs != "agency" and not holding.role.bare:
                    self.drop("tenure", f"{holding.role.role.label}: the article does not say of what body")
                continue
            role = self.lexicon.roles[holding.role.role.counts_as]
            person.posts[role.concept, agency.path].append((holding, agency))
            self.role_holders.append((holding.role.start, role.concept, agency.path, person.name))
        everyone = list({id(p): p for p in self.people.values()}.values())
        for person in everyone:
            for post in posts_elsewhere(person.posts):
                del person.posts[post]
                self.drop("tenure", "the article says another province for the person's posts")
        for person in everyone:
            person.place = self._minted(person)
        for person in everyone:
            self._add_person(person)
        self._offices()

    def _offices(self) -> None:
        """A post that nobody holds in the text still names its body: "các đại biểu Quốc hội", "theo Thủ tướng Chính phủ"."""
        held = {h.role.start for h in self.mentions.holdings}
        for chunk in self.named:
            role = chunk.value
            if (
                not isinstance(role, RoleMention)
                or role.start in held
                or role.foreign
                or not role.role.body
                or role.agency
            ):
                continue
            body = self.lexicon.bodies[role.role.body]
            said = self.scan.span(role.start, role.end)
            if role.role.concept == "role-thu-tuong" and len(said.split()) > 2:
                body = self.lexicon.bodies["agency/vn/thu-tuong-chinh-phu"]
            if any(name in said for name in (body.label, *body.names)):
                self.add_agency(self.bodies.listed(body), role.start, "")

    def _known_post(self, person: Person, holding: Holding) -> Agency | None:
        """A post without a body is the one the person was given before in the article, or in the only body it fits.

        "Thứ trưởng Phan Tâm" in an article that names a single ministry is a deputy minister there.
        """
        for (role, _), found in person.posts.items():
            if role == holding.role.role.counts_as:
                return found[0][1]
        head = holding.role.role.prefix
        if not head or holding.role.former or self._is_rank(holding) or self._is_cut(holding):
            return None
        fits = {
            a.path: a
            for _, a in self.bodies.seen
            if a.label.startswith(head + " ")
            and (head != "Bộ" or a.classification == "at-bo")
            and a.concept != "at-ubnd"
        }
        return replace(next(iter(fits.values())), reason="only one named") if len(fits) == 1 else None

    def _is_cut(self, holding: Holding) -> bool:
        """Whether the post goes on in words that nobody knows: "Chủ nhiệm Đoàn Luật sư Hà Nội"."""
        end, tokens = holding.role.end, self.scan.tokens
        follows = end < len(tokens) and tokens.caps[end] and not tokens.line_break(end)
        return follows and end != holding.person.start and self.scan.word(end, "honorific", "rank") is None

    def _is_rank(self, holding: Holding) -> bool:
        """Whether "Bộ trưởng" is a rank and no post in a ministry: "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"."""
        others = (h.role.agency for h in self.mentions.holdings if h.person.name == holding.person.name)
        return any(a and a.body and a.body.classification == "at-co-quan-ngang-bo" for a in others)

    def _merge_cut_names(self) -> None:
        """A name of two syllables that begins a fuller one is that one, cut by a slip ("ông Võ Kim cự")."""
        for key in [k for k in self.people if len(k.split()) == 2]:
            fuller = [k for k in self.people if k.startswith(key + " ")]
            if len(fuller) == 1:
                cut = self.people.pop(key)
                self.people[fuller[0]].mentions += cut.mentions
                self.people[key] = self.people[fuller[0]]

    def _minted(self, person: Person) -> str:
        """The place in a person's path: the province of a post, else the country for central posts, else the article's."""
        paths = [agency.place.removeprefix("place/") for posts in person.posts.values() for _, agency in posts]
        local = [p.split("/")[0] for p in paths if p != "vn"]
        if local:
            return local[0].removesuffix("-2025")
        if paths:
            return "vn"
        home = self.context.home.removeprefix("place/")
        return home.removesuffix("-2025") or "vn"

    def _add_person(self, person: Person) -> None:
        evidence = tuple(
            dict.fromkeys(
                self.token_evidence(m.start, "person-name", 0.97 if m.introduced else 0.93) for m in person.mentions
            )
        )
        self.add_entity(Entity(person.path, "Person", person.name, tuple(sorted(person.names)), (), evidence))
        for (role, agency_path), found in sorted(person.posts.items()):
            self._add_tenure(person, role, agency_path, found)

    def _add_tenure(self, person: Person, role: str, agency_path: str, found: list[tuple[Holding, Agency]]) -> None:
        agency = found[0][1]
        if agency_path not in self.entities:
            self.add_agency(agency, found[0][0].role.start, "")
        properties: list[tuple[str, Value]] = [
            ("member", Ref(person.path)),
            ("role", Concept(role)),
            ("organization", Ref(agency_path)),
        ]
        years = self.mentions.years
        known = [day for day in (self.when, years.published, *years.full) if day]
        year = max(years.said, *(day.year for day in known), 0)
        is_over = any(h.role.former or h.change == "end" for h, _ in found)
        now = [h for h, _ in found if not is_over and not is_long_past(self.scan, h, year)]
        starts, ends = (self._effective(found, change) for change in ("start", "end"))
        if starts:
            properties.append(("startDate", starts))
        if now and self.when and not (starts and starts > self.when):
            properties.append(("attestedOn", self.when))
        if not now:
            properties.append(("former", True))
        if ends and not now:
            properties.append(("endDate", ends))
        evidence = tuple(
            dict.fromkeys(
                self.token_evidence(h.role.start, h.rule, sureness(self.scan, h) * GROUND.get(a.reason, 0.85))
                for h, a in found
            )
        )
        body = agency_path.removeprefix("agency/").replace("/", ".")
        path = f"tenure/{person.path.removeprefix('person/')}/{role.removeprefix('role-')}.{body}"
        self.statements[path] = Statement(path, "Tenure", tuple(properties), evidence)

    def _effective(self, found: list[tuple[Holding, Agency]], change: str) -> date | None:
        """The day from which a post is given or taken, where the sentence states one: "... giữ chức ... từ ngày 1/7/2017"."""
        told = {
            day.date
            for holding, _ in found
            if holding.change == change
            for day in self._days_of_effect(holding.role.start)
            if day.date
        }
        return told.pop() if len(told) == 1 else None

    def _days_of_effect(self, token: int) -> list[Day]:
        """The days after "từ ngày" in the sentence of a token."""
        offset = self.scan.tokens.starts[token]
        sent = self.scan.sentences[max(bisect_right(self.sentence_starts, offset) - 1, 0)]
        named = days(self.doc, sent.start, sent.end, years=self.mentions.years)
        return [day for day in named if self.scan.word_before(self.scan.tokens.at(day.start), "effective")]

    # ---- reference

    def person_of(self, chunk: Chunk, token: int) -> Person | None:
        """The person a chunk means: by name, by short name ("ông Thống"), or by post ("Chủ tịch UBND tỉnh")."""
        value = chunk.value
        if isinstance(value, NameMention):
            return self.people.get(value.name.casefold())
        if isinstance(value, ShortMention):
            return self._by_short(value.name, token)
        if isinstance(value, RoleMention):
            return self._by_post(value, token)
        return None

    def _by_short(self, short: str, token: int) -> Person | None:
        wanted = short.casefold().split()
        fits = [p for p in self.people.values() if p.name.casefold().split()[-len(wanted) :] == wanted]
        before = [p for p in fits if any(m.start <= token for m in p.mentions)]
        return max(before, key=lambda p: max(m.start for m in p.mentions if m.start <= token)) if before else None

    def _by_post(self, role: RoleMention, token: int) -> Person | None:
        agency = self.settle_role(role, None)
        concept = self.lexicon.roles[role.role.counts_as].concept
        fits = [h for h in self.role_holders if h[1] == concept and (agency is None or h[2] == agency.path)]
        names = {h[3] for h in fits}
        if len(names) == 1:
            return self.people[names.pop().casefold()]
        before = [h for h in fits if h[0] <= token]
        return self.people[before[-1][3].casefold()] if before and agency is not None else None

    def facts(self) -> ArticleFacts:
        """Everything made, in a stable order."""
        return ArticleFacts(
            self.doc, len(self.doc.text), tuple(self.entities[k] for k in sorted(self.entities)),
            tuple(self.statements[k] for k in sorted(self.statements)), tuple(self.links), tuple(sorted(self.warnings)),
        )  # fmt: skip


_SINGLE: Final = frozenset(
    {
        "jurisdiction",
        "classification",
        "parent",
        "issuedBy",
        "number",
        "type",
        "status",
        "issued",
        "termOfOffice",
        "targetYear",
        "visionYear",
        "edtf",
        "startDate",
        "embeddedIn",
    }
)


def _single_valued(properties: tuple[tuple[str, Value], ...]) -> tuple[tuple[str, Value], ...]:
    """At most one value of a property that can have but one: the first said."""
    seen: set[str] = set()
    out = []
    for name, value in properties:
        if name not in _SINGLE or name not in seen:
            out.append((name, value))
        seen.add(name)
    return tuple(out)


def _is_of_state(role: RoleMention) -> bool:
    """Whether a post is held in a ministry or the like: a foreigner may head a company here, but no ministry."""
    return role.agency is None or role.agency.kind != "Agency"


def _is_initiative(scan: Scan, mention: AgencyMention) -> bool:
    """A "Trung tâm điều hành thông minh" is a programme of a province, no body of its own."""
    return any(isinstance(e, Theme) and e.concept.startswith("th-ioc") for _, e in scan.labels[mention.start].entries)
