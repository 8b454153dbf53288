"""Documents, initiatives, events, acts of speech and figures of one article -> entities, statements and links."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import Final

from kg.extract.chunks import Chunk
from kg.extract.citations import DocumentMention
from kg.extract.clauses import Speech
from kg.extract.events import EventMention
from kg.extract.initiatives import InitiativeMention
from kg.extract.places import place_at
from kg.extract.tasks import task
from kg.lexicon import DocumentType
from kg.model import Concept, Edtf, Entity, Link, Ref, Statement, Text, Value, Year
from kg.resolve.agencies import Agency
from kg.resolve.article import GROUND, Article
from kg.resolve.authority import asks, bodies, in_office, is_central, is_command
from kg.resolve.context import Settled
from kg.text import slug

_LIMIT: Final = 70  # characters of a slug
# How sure a statement is by the way in which its speaker is known (docs/quality.md tells how often each is right).
_SURE: Final = {"speech": 0.93, "speech-quoted": 0.93, "speech-elided": 0.85, "speech-continued": 0.82}


class Claims:
    """The second half of settling an article: needs its agencies and people."""

    def __init__(self, article: Article) -> None:
        self.article, self.scan = article, article.scan
        self.documents: dict[int, str] = {}  # start of a mention -> node path
        self.initiatives: dict[int, str] = {}
        self.chunk_at = {c.start: c for c in article.mentions.chunks}
        self.main_event = ""
        self.tenures = sorted(path for path in article.statements if path.startswith("tenure/"))

    def settle(self) -> None:
        """Everything, in the order in which one kind needs another."""
        self._documents()
        self._initiatives()
        self._events()
        self._speeches()
        self._indicators()

    # ---- documents

    def _documents(self) -> None:
        keys: dict[str, list[DocumentMention]] = {}
        settled: list[tuple[DocumentMention, str, Agency | None]] = []
        for mention in self.article.mentions.documents:
            issuer = self._issuer(mention)
            key = self._key(mention, issuer, settled)
            if key:
                keys.setdefault(key, []).append(mention)
                settled.append((mention, key, issuer))
        issuers = {key: next((i for _, k, i in settled if k == key and i), None) for key in keys}
        for key, found in keys.items():
            self._add_document(found, issuers[key])
        self._implements()

    def _issuer(self, mention: DocumentMention) -> Agency | None:
        bodies, article = self.article.bodies, self.article
        if mention.issuer:
            agency = article.agency_at.get(mention.issuer.start) or bodies.settle(mention.issuer)
            if agency:
                article.add_agency(
                    agency, mention.issuer.start, self.scan.span(mention.issuer.start, mention.issuer.end)
                )
            return agency
        path = mention.issuer_path or ("agency/vn/dang-csvn" if mention.congress == "national" else "")
        if path in article.lexicon.bodies:
            return bodies.listed(article.lexicon.bodies[path])
        if mention.congress == "local":
            parties = [a for t, a in bodies.seen if a.concept == "at-dang-bo"]
            before = [
                a for t, a in bodies.seen if a.concept == "at-dang-bo" and t <= self.scan.tokens.at(mention.start)
            ]
            found = before or parties
            return found[-1] if found else None
        return None

    def _key(
        self, mention: DocumentMention, issuer: Agency | None, settled: list[tuple[DocumentMention, str, Agency | None]]
    ) -> str:
        """What makes two citations one document within an article; "" for one that cannot be told."""
        kind = mention.type.concept
        if mention.number:
            digits = _digits(mention.number)
            for other, key, _ in settled:
                if (
                    other.type.concept == kind
                    and other.number
                    and _digits(other.number) == digits
                    and _compatible(other.number, mention.number)
                ):
                    return key
            return f"{kind}|{mention.number}"
        if mention.congress:
            told = [(other, key) for other, key, _ in settled if other.congress]
            same = [key for other, key in told if mention.ordinal and other.ordinal == mention.ordinal]
            if mention.issuer is None and told and (same or not mention.ordinal and not mention.term):
                return same[-1] if same else told[-1][1]
            if issuer is None:
                return f"{kind}||{mention.ordinal}|{mention.term}" if mention.ordinal or mention.term else ""
            for other, key, other_issuer in settled:
                if (
                    other.congress == mention.congress
                    and other_issuer
                    and other_issuer.path == issuer.path
                    and (other.ordinal == mention.ordinal or not other.ordinal or not mention.ordinal)
                ):
                    return key
            return f"{kind}|{issuer.path}|{mention.ordinal}"
        return f"{kind}|{slug(self._label(mention, issuer))}"

    def _label(self, mention: DocumentMention, issuer: Agency | None) -> str:
        kind = mention.type.label[0].upper() + mention.type.label[1:]
        if mention.name and mention.rule in ("law", "party-session"):
            return mention.name
        if mention.congress:
            local = f"đại biểu {issuer.label}" if issuer else "Đảng bộ"
            of = "Đảng toàn quốc" if mention.congress == "national" else local
            text = f"{kind} Đại hội {of}" + (f" lần thứ {mention.ordinal}" if mention.ordinal else "")
            return text + (f", nhiệm kỳ {mention.term[0]} - {mention.term[1]}" if mention.term else "")
        if mention.rule == "document-implements":
            tail = re.sub(r"^\S+(?:\s\S+)*?\s(?=thực hiện|triển khai|cụ thể)", "", " ".join(mention.name.split()))
            return f"{kind}{f' của {issuer.label}' if issuer else ''} {self._implemented(mention) or tail}" + (
                f" về {mention.subject}" if mention.subject else ""
            )
        if mention.place:
            place = self.article.context.settle(mention.place, self.scan.tokens.at(mention.start), "province")
            name = place.label if place else self.scan.span(mention.place.start, mention.place.end)
            return f"{kind} {name}"
        if mention.rule in ("decision-effect", "document-described"):
            return f"{kind} {_one_line(mention.subject)}"
        label = kind + (f" số {mention.number}" if mention.number else "")
        if issuer and not re.search(r"[A-ZĐ]", mention.number):
            label += f" của {issuer.label}"
        if mention.subject:
            subject = _one_line(mention.subject)
            label += f" {subject}" if subject.casefold().startswith(self._openings()) else f" về {subject}"
        return label

    def _openings(self) -> tuple[str, ...]:
        """What the matter of a document begins with where no "về" introduces it: "phê duyệt", "quy định" ..."""
        words: list[str] = self.article.lexicon.rules["documents"]["words"]["about"]
        return tuple(word for word in words if not word.startswith("về"))

    def _implemented(self, mention: DocumentMention) -> str:
        target = self.documents.get(mention.implements)
        entity = self.article.entities.get(target or "")
        return f"thực hiện {entity.label}" if entity else ""

    def _add_document(self, found: list[DocumentMention], issuer: Agency | None) -> None:
        article = self.article
        best = max(found, key=lambda m: (len(m.number), len(m.subject), bool(m.term), bool(m.ordinal), -m.start))
        term = next((m.term for m in found if m.term), None)
        horizon = next((m.horizon for m in found if m.horizon), None)
        issued = next((m.issued for m in found if m.issued), None)
        status = (
            next((m.status for m in found if m.status != "st-ban-hanh"), "st-ban-hanh")
            if not best.number
            else "st-ban-hanh"
        )
        ordinal = next((m.ordinal for m in found if m.ordinal), "")
        label = self._label(replace(best, term=term, ordinal=ordinal), issuer)
        national = best.rule in ("law", "party-session")
        where = issuer.place if issuer else "place/vn" if national else article.context.home or "place/vn"
        where = where.removeprefix("place/")
        kind = best.type.concept.removeprefix("dt-")
        own = slug(best.number) if best.number else _own_slug(label)
        path = f"doc/{where}/{kind}-{own}" if best.number else f"doc/{where}/{own}"
        properties: list[tuple[str, Value]] = [("type", Concept(best.type.concept)), ("status", Concept(status))]
        if issuer:
            properties.append(("issuedBy", Ref(issuer.path)))
            if issuer.path not in article.entities:
                article.add_agency(issuer, self.scan.tokens.at(best.start), "")
        if best.number:
            properties.append(("number", best.number))
        if ordinal:
            properties.append(("ordinal", _arabic(ordinal)))
        if term:
            properties.append(("termOfOffice", Edtf(f"{term[0]}/{term[1]}")))
        if horizon:
            properties.append(("targetYear", horizon[0]))
            if horizon[1] > horizon[0]:
                properties.append(("visionYear", horizon[1]))
        if issued and status == "st-ban-hanh":
            properties.append(("issued", issued))
        ground = GROUND.get(issuer.reason, 0.85) if issuer else 1.0
        evidence = tuple(
            dict.fromkeys(
                article.sentence_evidence(m.start, m.rule, (0.95 if m.number else 0.88) * ground) for m in found
            )
        )
        names = {_one_line(article.doc.text[m.start : m.end]) for m in found} - {label}
        if best.rule == "decision-effect":
            names.add(" ".join(label.split()[:4]))
        cls = "Resolution" if best.type.concept in ("dt-nghi-quyet", "dt-nghi-quyet-lien-tich") else "Document"
        article.add_entity(Entity(path, cls, label, tuple(sorted(names)), tuple(properties), evidence))
        for mention in found:
            self.documents[mention.start] = path

    def _implements(self) -> None:
        for mention in self.article.mentions.documents:
            source, target = self.documents.get(mention.start), self.documents.get(mention.implements)
            if mention.implements >= 0 and source and target and source != target:
                evidence = self.article.sentence_evidence(mention.start, "document-implements", 0.92)
                self.article.links.append(Link(Ref(source), "implements", Ref(target), (evidence,)))

    # ---- initiatives

    def _initiatives(self) -> None:
        for mention in self.article.mentions.initiatives:
            inside = any(d.start <= mention.start < d.end and d.number for d in self.article.mentions.documents)
            weak = mention.theme is not None and mention.theme.weak
            if mention.name and self._in_name(mention):
                continue
            if not mention.name and (inside or weak and (self._in_name(mention) or not self._directed(mention))):
                continue
            self.initiatives[mention.start] = self._add_initiative(mention)

    def _in_name(self, mention: InitiativeMention) -> bool:
        """Whether a mention stands inside the name of a body or a post: "Ban An toàn giao thông tỉnh"."""
        token = self.scan.tokens.at(mention.start)
        chunks = self.article.mentions.chunks
        at = bisect_right(chunks, token, key=lambda c: c.start) - 1
        return at >= 0 and token < chunks[at].end and chunks[at].kind in ("agency", "role")

    def _directed(self, mention: InitiativeMention) -> bool:
        """Whether a vague theme ("phát triển kinh tế - xã hội") is what somebody directs, or what the title is about."""
        return mention.start < self.article.doc.title_end or any(
            s.directive and not s.inherited and s.start <= mention.start < s.end for s in self.article.mentions.speeches
        )

    def _add_initiative(self, mention: InitiativeMention) -> str:
        article = self.article
        token = self.scan.tokens.at(mention.start)
        place = self._scope(mention)
        where = place.path.removeprefix("place/") if place else "vn"
        if mention.name:
            label, own = mention.name, slug(mention.name)[:_LIMIT].strip("-")
        else:
            assert mention.theme is not None
            label, own = mention.theme.initiative, mention.theme.concept.removeprefix("th-")
            label = f"{label} {place.label}" if place else label
        path = f"initiative/{where}/{own}"
        theme = mention.theme.concept if mention.theme else "th-khac"
        form = _one_line(article.doc.text[mention.start : mention.end])
        properties: tuple[tuple[str, Value], ...] = (
            ("subject", Concept(theme)),
            ("jurisdiction", Ref(f"place/{where}")),
        )
        if place:
            article.bodies.places.setdefault(place.path, place)
            article.add_place(place.path, token)
        evidence = article.token_evidence(token, mention.rule, 0.9 * (GROUND.get(place.reason, 0.85) if place else 1.0))
        article.add_entity(Entity(path, "Initiative", label, (form,) if form != label else (), properties, (evidence,)))
        return path

    def _scope(self, mention: InitiativeMention) -> Settled | None:
        """The place a programme belongs to: the one named right after it, else the article's province, else the country."""
        token = self.scan.tokens.at(mention.end)
        step = self.scan.word(token, "scope-word")
        place = place_at(self.scan, step[0] if step else token)
        if place:
            settled = self.article.context.settle(place, token, place.level)
            if settled:
                return settled
        home = self.article.context.home
        if not home or self._national(mention):
            return None
        return self.article.context.known(home, self.article.context.home_reason)

    def _national(self, mention: InitiativeMention) -> bool:
        """Whether one who holds only central posts speaks of it, in a sentence that names no place: it is the country's."""
        speech = next((s for s in self.article.mentions.speeches if s.start <= mention.start < s.end), None)
        person = self.article.person_of(speech.speaker, self.scan.tokens.at(speech.start)) if speech else None
        if speech is None or person is None or not person.posts:
            return False
        sent = self.scan.token_range(self.scan.sentences[speech.sentence])
        placed = any(c.kind == "place" and c.start in sent for c in self.article.mentions.chunks)
        return not placed and all(map(is_central, bodies(person)))

    # ---- events

    def _events(self) -> None:
        for event in self.article.mentions.events:
            path = self._add_event(event)
            if event.main:
                self.main_event = path

    def _add_event(self, event: EventMention) -> str:
        article = self.article
        home = article.context.home or "place/vn"
        day = event.day
        unknown = str(day.year) if not day.month else f"x-{day.month:02d}-{day.day:02d}-{article.doc.sha256[:6]}"
        stamp = day.date.isoformat() if day.date else unknown
        path = f"event/{home.removeprefix('place/')}/{stamp}-{slug(event.name)[:50].strip('-')}"
        properties: list[tuple[str, Value]] = [
            ("type", Concept(event.kind)),
            ("edtf", Edtf(day.edtf)),
            ("jurisdiction", Ref(home)),
        ]
        if day.date or not day.month:
            properties.append(("startDate", day.date or Year(day.year)))
        properties += [("chair", Ref(article.people[p.name.casefold()].path)) for p in event.chairs]
        properties += [("attendee", Ref(article.people[p.name.casefold()].path)) for p in event.attendees]
        organiser = article.agency_at.get(event.organiser)
        if organiser:
            properties.append(("organizer", Ref(organiser.path)))
        sure = 0.95 if day.year_said else 0.88 if day.year else 0.8
        evidence = article.evidence(event.start, event.end, event.rule, sure)
        article.add_entity(Entity(path, "Event", event.name, (), tuple(properties), (evidence,)))
        return path

    # ---- speech

    def _speeches(self) -> None:
        before: tuple[str, list[str]] = ("", [])  # the speaker of the clause before, and its aims
        only_asks, sentence = False, -1
        for n, speech in enumerate(self.article.mentions.speeches):
            person = self.article.person_of(speech.speaker, self.scan.tokens.at(speech.start))
            goes_on = speech.inherited or speech.sentence == sentence and not is_command(self.article, speech)
            only_asks = person is not None and (asks(self.article, speech, person) or only_asks and goes_on)
            sentence = speech.sentence
            if person and speech.directive and (only_asks or not in_office(person)):
                speech = replace(speech, directive=False)
            if person is None:
                if speech.directive:
                    self.article.drop("directive", "the text does not say who speaks")
                continue
            objects, basis = self._objects(speech)
            if speech.directive and not objects:
                sent = self.scan.token_range(self.scan.sentences[speech.sentence])
                follows = self.scan.word(sent.start, "consequence") and before[0] == person.path
                objects = follows and before[1] or self._aim(speech)
            before = (person.path, objects)
            self._add_speech(n, speech, person.path, objects, basis)

    def _aim(self, speech: Speech) -> list[str]:
        """What an order without programme or document is about: its task, else what the article is about."""
        task = self._task(speech) if speech.act >= 0 else ""
        if task:
            return [task]
        return self._agenda() if speech.addressee >= 0 and not speech.inherited else []

    def _agenda(self) -> list[str]:
        """The one programme that the article's headline or the sentence of its main event is about, where there is one."""
        main = next((e for e in self.article.mentions.events if e.main), None)
        vague = {m.start for m in self.article.mentions.initiatives if m.theme and m.theme.weak}
        about = {
            path
            for start, path in self.initiatives.items()
            if start not in vague and (start < self.article.doc.title_end or main and main.start <= start < main.end)
        }
        return list(about) if len(about) == 1 else []

    def _task(self, speech: Speech) -> str:
        """A task without programme or document is an initiative of its own, named by its clause; "" where it has no name."""
        addressee = self.chunk_at.get(speech.addressee)
        end = self.scan.tokens.at(speech.end)
        past = addressee.end if addressee and addressee.end < end else 0
        first = max(speech.act, past)
        span = task(self.scan, first, end, self._names(first, end))
        if span is None:
            return ""
        text = _one_line(self.scan.span(*span))
        label = text[0].upper() + text[1:]
        home = self.article.context.home or "place/vn"
        path = f"initiative/{home.removeprefix('place/')}/{slug(label)[:_LIMIT].strip('-')}"
        evidence = self.article.sentence_evidence(speech.start, "task-clause", 0.85)
        properties: tuple[tuple[str, Value], ...] = (
            ("subject", Concept("th-khac")),
            ("jurisdiction", Ref(home)),
            ("type", Concept("it-nhiem-vu")),
        )
        self.article.add_entity(Entity(path, "Initiative", label, (), properties, (evidence,)))
        return path

    def _names(self, first: int, end: int) -> set[int]:
        """The tokens of [first, end) within names of bodies, posts and people."""
        named = (c for i in range(first, end) if (c := self.chunk_at.get(i)) and c.kind in ("agency", "role", "person"))
        return {i for chunk in named for i in range(chunk.start, chunk.end)}

    def _objects(self, speech: Speech) -> tuple[list[str], list[str]]:
        """(what a clause is about, the documents it invokes as its ground)."""
        objects: list[str] = []
        basis: list[str] = []
        for mention in self.article.mentions.documents:
            path = self.documents.get(mention.start)
            if path and speech.start <= mention.start < speech.end:
                token = self.scan.tokens.at(mention.start)
                bracketed = self.scan.tokens.words[token - 1] == "("
                grounded = bracketed or self.scan.word_before(token, "basis") is not None
                if grounded:
                    basis.append(path)
                if not grounded or self._carried_out(speech, token):
                    objects.append(path)
        for start, path in self.initiatives.items():
            if speech.start <= start < speech.end and not self._purpose(speech, start):
                objects.append(path)
        if speech.topic >= 0 and speech.directive:
            who = self.scan.tokens.starts[speech.speaker.start]
            objects += [path for start, path in self.initiatives.items() if speech.topic <= start < who]
        objects += self._again(speech)
        return list(dict.fromkeys(objects)), list(dict.fromkeys(basis))

    def _again(self, speech: Speech) -> list[str]:
        """What a clause names by its kind alone, "Dự án", "Nghị quyết này": the one of that kind that the article named before."""
        out: list[str] = []
        tokens = self.scan.tokens
        first, stop = tokens.at(speech.start), tokens.at(speech.end)
        taken = {tokens.at(start) for start in (*self.documents, *self.initiatives)}
        for i in self.scan.where(range(first, stop), DocumentType, "programme"):
            if i in taken:
                continue
            kind, noun = self.scan.longest(i, DocumentType), self.scan.word(i, "programme")
            end = kind[0] if kind else noun[0] if noun else 0
            if not end or not (
                self.scan.word(end, "referred-back") or tokens.caps[i] and self._ends_there(i, end, stop)
            ):
                continue
            head = f"{tokens.span(i, end)} ".casefold()
            before = {**self.documents, **self.initiatives} if kind else self.initiatives
            named = {
                p for at, p in before.items() if at < speech.start and self._label_of(p).casefold().startswith(head)
            }
            out += named if len(named) == 1 else ()
        return out

    def _ends_there(self, i: int, end: int, stop: int) -> bool:
        """Whether tokens [i, end) are no more than a kind of document or programme: "thực hiện Nghị quyết;"."""
        return i > 0 and (
            end >= stop or self.scan.tokens.words[end] in ",;.)" or self.scan.word(end, "no-name") is not None
        )

    def _label_of(self, path: str) -> str:
        return self.article.entities[path].label

    def _purpose(self, speech: Speech, start: int) -> bool:
        """Whether a theme is only what the task is good for: "..., góp phần phát triển kinh tế - xã hội"."""
        token, first = self.scan.tokens.at(start), self.scan.tokens.at(speech.start)
        vague = any(m.start == start and m.theme and m.theme.weak for m in self.article.mentions.initiatives)
        for k in range(token - 1, max(first, token - (25 if vague else 9)) - 1, -1):
            if self.scan.tokens.words[k] == ";" or self.scan.tokens.words[k] == "," and not vague:
                return False
            if self.scan.word(k, "purpose"):
                return k > first
        return False

    def _carried_out(self, speech: Speech, token: int) -> bool:
        """Whether the clause is about carrying out the document's tasks: "thực hiện các nhiệm vụ theo Nghị quyết số 33"."""
        first = self.scan.tokens.at(speech.start)
        return any(self.scan.word(i, "implements") for i in range(first, token))

    def _add_speech(self, n: int, speech: Speech, person: str, objects: list[str], basis: list[str]) -> None:
        article = self.article
        who = "director" if speech.directive else "speaker"
        content = article.doc.text[speech.start : speech.end]
        properties: list[tuple[str, Value]] = [
            (who, Ref(person)),
            ("verb", Concept(speech.verb)),
            ("content", Text(content)),
        ]
        properties += [("concerns", Ref(o)) for o in objects]
        properties += [("underDocument", Ref(b)) for b in basis]
        if self.main_event:
            properties.append(("atEvent", Ref(self.main_event)))
        addressee = self._addressee(self.chunk_at.get(speech.addressee))
        if addressee and speech.directive:
            properties.append(("addressee", Ref(addressee)))
        properties += self._capacity(speech, person)
        sent = self.scan.sentences[speech.sentence]
        sure = _SURE[speech.rule]
        evidence = (article.evidence(sent.start, sent.end, speech.rule, sure),)
        path = f"a/{'dir' if speech.directive else 'say'}-{article.doc.sha256[:16]}-{n + 1:03d}"
        article.statements[path] = Statement(
            path, "Directive" if speech.directive else "SpeechAct", tuple(properties), evidence
        )

    def _addressee(self, chunk: Chunk | None) -> str:
        if chunk is None:
            return ""
        agency = self.article.agency_at.get(chunk.start)
        if chunk.kind == "agency":
            return agency.path if agency else ""
        person = self.article.person_of(chunk, chunk.start)
        return person.path if person else ""

    def _capacity(self, speech: Speech, person: str) -> list[tuple[str, Value]]:
        """The posts named with the speaker in this very sentence."""
        prefix = f"tenure/{person.removeprefix('person/')}/"
        sent = self.scan.sentences[speech.sentence]
        out: list[tuple[str, Value]] = []
        for path in self.tenures:
            if path.startswith(prefix) and any(e.start == sent.start for e in self.article.statements[path].evidence):
                out.append(("capacity", Ref(path)))
        return out

    # ---- figures

    def _indicators(self) -> None:
        article = self.article
        for n, mention in enumerate(article.mentions.indicators):
            home = article.context.home or "place/vn"
            properties: list[tuple[str, Value]] = [
                ("indicator", Text(mention.name)), ("type", Concept(mention.kind)), ("achieved", mention.achieved),
                ("total", mention.total), ("unit", mention.unit), ("jurisdiction", Ref(home)),
            ]  # fmt: skip
            sent = self.scan.sentences[mention.sentence]
            sure = 0.75 if mention.unit == "%" else 0.9  # what a rate is a rate of is harder to cut out of a sentence
            evidence = (article.evidence(sent.start, sent.end, "indicator", sure),)
            path = f"a/num-{article.doc.sha256[:16]}-{n + 1:03d}"
            article.statements[path] = Statement(path, "IndicatorResult", tuple(properties), evidence)


# What tells long titles apart that begin alike: years and other figures, and which congress or session it is.
_MARK: Final = re.compile(r"(?<=-)(?:(?<=thu-|hoi-)[ivx]+|(?<=khoa-)[ivx]+|\d+)(?=-|$)")


def _own_slug(label: str) -> str:
    """The slug of a title; a long one is cut, and keeps the figures of the part that is cut off."""
    full = slug(label)
    marks = [mark.group() for mark in _MARK.finditer(full) if mark.end() > _LIMIT]
    return "-".join([full[:_LIMIT].strip("-"), *marks])


def _digits(number: str) -> str:
    match = re.match(r"0*(\d+)", number)
    return match[1] if match else number


def _compatible(a: str, b: str) -> bool:
    """Two numbers with the same digits are one document unless both carry signs and these differ."""
    signs_a, signs_b = re.sub(r"^[\d]+", "", a), re.sub(r"^[\d]+", "", b)
    return not signs_a or not signs_b or signs_a == signs_b


_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50}


def _arabic(ordinal: str) -> int:
    """ "XIX" -> 19; "19" -> 19."""
    if ordinal.isdigit():
        return int(ordinal)
    values = [_ROMAN[c] for c in ordinal]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))


def _one_line(text: str) -> str:
    return " ".join(text.split())
