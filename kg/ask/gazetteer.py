"""A store in, every name that a question may use for its things out, with what the names of agencies and posts imply."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import pyoxigraph as ox

from kg import text
from kg.ask.trie import Name, Trie, Word, plain, words
from kg.store import Store
from kg.text import fold

# What a question can name, by kind; of names that look alike the kind that stands first wins.
_NAMES: Mapping[str, str] = {
    "person": "?thing a vg:Person ; skos:prefLabel|skos:altLabel ?name",
    "role": "?thing a vg:Role ; skos:prefLabel|skos:altLabel ?name",
    "province": "?thing a vg:Province ; skos:prefLabel|skos:altLabel ?name",
    "place": "?thing a vg:AdminUnit ; skos:prefLabel|skos:altLabel ?name FILTER(LANG(?name) = 'vi')",
    "theme": "?thing a vg:Theme ; skos:prefLabel|skos:altLabel|vg:initiativeLabel ?name FILTER(?thing != vgc:th-khac)",
    "field": "?thing a vg:Field ; skos:prefLabel|skos:altLabel ?name",
    "type": "?thing a vg:AgencyType ; skos:prefLabel|skos:altLabel ?name",
}
_AGENCIES = """SELECT DISTINCT ?agency ?label ?name ?place WHERE {
  { ?agency a vg:Agency } UNION { ?agency a vg:StateBody } UNION { ?agency a vg:PartyBody }
  ?agency skos:prefLabel ?label FILTER(LANG(?label) = "vi")
  OPTIONAL { ?agency skos:altLabel ?name } OPTIONAL { ?agency vg:jurisdiction ?place }
}"""
_REWRITTEN = """SELECT DISTINCT ?label ?name ?kind WHERE {
  { ?thing a vg:Field BIND("field" AS ?kind) } UNION { ?thing a vg:AgencyType BIND("type" AS ?kind) }
  ?thing skos:prefLabel ?label ; skos:prefLabel|skos:altLabel ?name .
  FILTER(LANG(?label) = "vi" && ?name != ?label)
}"""
_OPTIONAL_BEGINNINGS = "OPTIONAL { ?role vg:shares ?shares } OPTIONAL { ?role vg:prefix ?prefix }"
_ROLE_BODIES = """SELECT ?role ?counts ?body ?fixed ?of WHERE {
  ?role a vg:Role . OPTIONAL { ?role vg:countsAs ?counts } OPTIONAL { ?role vg:ofBody ?body }
  OPTIONAL { ?role vg:fixedType ?fixed } OPTIONAL { ?role vg:ofType ?of }
}"""
_ABBREVIATED = frozenset({"role", "agency", "seatless"})
_SHORT = 4  # letters of a name of one word that may mean too many things
_LEVELS = frozenset(["huyen", "quan", "xa", "phuong"])  # an agency named with one of these lies below the province


class Gazetteer:
    """The names of one store. Agencies are known by their full names, and without their place ("Sở Y tế")."""

    def __init__(self, store: Store, rewrites: Mapping[str, str], hidden: Iterable[str] = ()) -> None:
        """`rewrites` are other words for parts of names, `hidden` names that a question means otherwise."""
        self._store = store
        self._rewrites = Trie()
        self._hidden = {name.casefold() for name in hidden}
        self.expanded: set[str] = set()  # words, without marks, that abbreviations stand for
        for short, long in self._long_forms(rewrites):
            self._rewrites.add(text.words(short), Name("rewrite", long))
            self.expanded.update(map(fold, text.words(long)))
        self.type_words: set[str] = set()  # the first words of kinds of agencies, without marks
        self.trie = Trie()
        self.seats: dict[str, str] = {}  # agency -> the place it is the agency of
        self._spoken: set[str] = set()
        self._texts: dict[tuple[str, bool], str] = {}  # the texts of the store's facts, spelled out once
        self.forms: dict[str, set[str]] = {}  # agency -> its full names, without marks
        self.bare_forms: dict[str, set[str]] = {}  # agency -> its names without its place
        self._add_names()
        self._add_agencies()

    def _long_forms(self, rewrites: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Abbreviations of lines of business and kinds of agencies; those of two letters mean too many things."""
        for label, name, kind in self._store.select(_REWRITTEN).terms:
            if isinstance(label, ox.Literal) and isinstance(name, ox.Literal):
                is_word = kind == ox.Literal("type") and not name.value.isupper()
                if len(name.value) > 2 and (name.language == "vi" or " " in name.value) and not is_word:
                    yield name.value, label.value
        yield from rewrites.items()

    def spelled_out(self, question: str) -> tuple[Word, ...]:
        """The words of a text with abbreviations written out; each new word stands where the abbreviation stood."""
        return tuple(self._written_out(words(question)))

    def _written_out(self, given: Sequence[Word]) -> Iterator[Word]:
        i = 0
        while i < len(given):
            end, found = self._rewrites.longest(given, i) if given[i].fold in self._rewrites.root else (i, [])
            if found:
                start, stop = given[i].start, given[end - 1].end
                yield from (Word(w.text, w.norm, w.fold, start, stop) for w in words(found[0].label))
            else:
                yield given[i]
            i = max(end, i + 1)

    def like(self, name: str) -> tuple[str, ...]:
        """Up to three names of people, agencies and documents that look like one that is not known."""
        known = {fold(found): found for found in self._spoken}
        close = difflib.get_close_matches(fold(name), known, n=3, cutoff=0.75)
        return tuple(known[found] for found in close)

    def spelled_text(self, given: str, *, marks: bool = False) -> str:
        """The words of a text without punctuation, abbreviations written out, each between spaces."""
        if (given, marks) not in self._texts:
            self._texts[given, marks] = f" {' '.join(plain(self.spelled_out(given), marks=marks))} "
        return self._texts[given, marks]

    def _add_names(self) -> None:
        for kind, pattern in _NAMES.items():
            by_name: dict[str, set[str]] = {}
            for thing, name in self._store.select(f"SELECT DISTINCT ?thing ?name WHERE {{ {pattern} }}").terms:
                if isinstance(thing, ox.NamedNode) and isinstance(name, ox.Literal):
                    by_name.setdefault(name.value.split(" (")[0], set()).add(thing.value)
            for name_, things in sorted(by_name.items()):
                if kind == "type":
                    self.type_words.add(fold(text.words(name_)[0]))
                if name_.casefold() not in self._hidden and (len(name_) > 2 or not name_.isupper()):
                    if kind == "person":
                        self._spoken.add(name_)
                    self.trie.add(self._norms(name_, kind), Name(kind, name_, tuple(sorted(things))))

    def _norms(self, name: str, kind: str) -> tuple[str, ...]:
        """The words of a name; only some kinds of names have abbreviations in them."""
        norms = text.words(name)
        if kind not in _ABBREVIATED:
            return norms
        return tuple(w.norm for w in self._written_out([Word(norm, norm, fold(norm), 0, 0) for norm in norms]))

    def _add_agencies(self) -> None:
        forms: dict[tuple[str, str], set[str]] = {}
        for row in self._store.select(_AGENCIES):
            agency, label, place = row["agency"] or "", row["label"] or "", row["place"] or ""
            if place in self.places:
                self.seats[agency] = place
            for name in {label, row["name"] or label}:
                bare = list(_without_place(name, self.places.get(place, ())))
                forms.setdefault(("agency" if bare or place not in self.places else "seatless", name), set()).add(
                    agency
                )
                for form in bare:
                    forms.setdefault(("seatless", form), set()).add(agency)
        for (kind, name), agencies in sorted(forms.items()):
            norms = self._norms(name, kind)
            if len(norms) > 1 or (len(name) > _SHORT and name.casefold() not in self._hidden):
                self._spoken.add(name)
                self.trie.add(norms, Name(kind, name, tuple(sorted(agencies))))
                known = self.forms if kind == "agency" else self.bare_forms
                for agency in agencies:
                    known.setdefault(agency, set()).add(f" {' '.join(filter(str.isalnum, map(fold, norms)))} ")

    kinds = ("person", "agency", "seatless", "role", "province", "place", "theme", "field", "type")
    """Kinds of names; of equally long ones the first wins."""

    def documents(self, number: str, kind: str) -> tuple[str, ...]:
        """The documents of this number and, where it is given, kind; "33" is also the number of "33-NQ/TU"."""
        wanted = fold(number)
        rows = self._store.select(
            "SELECT ?document ?number ?kind WHERE { ?document vg:number ?number ; dcterms:type/skos:prefLabel ?kind }"
        )
        return tuple(
            sorted(
                {
                    row["document"] or ""
                    for row in rows
                    if wanted in (fold(row["number"] or ""), re.split("[-/]", fold(row["number"] or ""))[0])
                    if kind in ("", row["kind"])
                }
            )
        )

    @cached_property
    def beginnings(self) -> dict[str, tuple[int, tuple[Word, ...]]]:
        """For roles whose name holds the beginning of the agency's: how many words, or which words are left out."""
        rows = self._store.select("SELECT ?role ?shares ?prefix WHERE { ?role a vg:Role " + _OPTIONAL_BEGINNINGS + " }")
        return {
            row["role"] or "": (len(text.words(row["shares"] or "")), words(row["prefix"] or ""))
            for row in rows
            if row["shares"] or row["prefix"]
        }

    def stored(self, roles: Iterable[str], places: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
        """The roles under which the graph stores these, and the agencies that go without saying (None: none do).

        `places` are those named right after the role: "Bí thư Hà Nội" is secretary of the city's Party committee.
        """
        stored, agencies = set[str](), set[str]()
        seats = set(places)
        is_bodied = False
        for role in roles:
            about = self._bodies.get(role, {})
            stored.add(about.get("counts") or role)
            kind = about.get("fixed") or (about.get("of") if seats else None)
            is_bodied |= bool(about.get("body") or kind)
            agencies |= {about["body"] or ""} if about.get("body") else set()
            agencies |= {
                agency
                for agency, seat in self.seats.items()
                if (not seats or seat in seats) and agency.rsplit("/", 1)[-1] in self._slugs.get(kind or "", ())
            }
        return tuple(sorted(stored)), tuple(sorted(agencies)) if is_bodied else None

    @cached_property
    def _bodies(self) -> dict[str, dict[str, str | None]]:
        return {row["role"] or "": row for row in self._store.select(_ROLE_BODIES)}

    @cached_property
    def _slugs(self) -> dict[str, set[str]]:
        """How the addresses of the agencies of each type end; only types that every place has one of by itself."""
        found: dict[str, set[str]] = {}
        for row in self._store.select(
            "SELECT ?type ?slug WHERE { ?own vg:slug ?slug ; skos:broader* ?type FILTER NOT EXISTS { ?own vg:needs ?host } }"
        ):
            found.setdefault(row["type"] or "", set()).add(row["slug"] or "")
        return found

    @cached_property
    def places(self) -> dict[str, tuple[str, ...]]:
        """The names of every place, longest first."""
        found: dict[str, set[str]] = {}
        query = """SELECT DISTINCT ?place ?name WHERE {
          ?place vg:level ?level ; skos:prefLabel|skos:altLabel ?name FILTER(?level != vgc:level-central) }"""
        for place, name in self._store.select(query).terms:
            if isinstance(place, ox.NamedNode) and isinstance(name, ox.Literal):
                found.setdefault(place.value, set()).add(name.value.split(" (")[0])
        return {place: tuple(sorted(names, key=lambda name: (-len(name), name))) for place, names in found.items()}

    @cached_property
    def provinces(self) -> frozenset[str]:
        """The places of province level, old and new."""
        return frozenset(
            row["place"] or "" for row in self._store.select("SELECT ?place WHERE { ?place a vg:Province }")
        )

    @cached_property
    def renamed(self) -> dict[str, set[str]]:
        """For places with a new name or rank those that they were, in the same borders."""
        found: dict[str, set[str]] = {}
        query = """SELECT ?new ?old WHERE {
          ?change dcterms:type vgc:et-doi-ten ; vg:successor ?new ; vg:predecessor ?old . ?new a vg:AdminUnit }"""
        for row in self._store.select(query):
            found.setdefault(row["new"] or "", set()).add(row["old"] or "")
        return found

    @cached_property
    def parents(self) -> dict[str, set[str]]:
        """The places that each place is part of."""
        found: dict[str, set[str]] = {}
        for row in self._store.select("SELECT ?part ?whole WHERE { ?part dcterms:isPartOf ?whole ; vg:level ?level }"):
            found.setdefault(row["part"] or "", set()).add(row["whole"] or "")
        return found

    def seated(self, agencies: Iterable[str], places: Iterable[str], spelled: Sequence[str]) -> tuple[str, ...]:
        """Those of the agencies that are of one of the places; of its parts only where the name says so."""
        wanted = set(places)
        exact = [agency for agency in agencies if self.seats.get(agency) in wanted]
        if exact or not _LEVELS.intersection(spelled):
            return tuple(exact)
        return tuple(agency for agency in agencies if wanted & self.parents.get(self.seats.get(agency, ""), set()))


def _without_place(name: str, places: Iterable[str]) -> Iterator[str]:
    """The name without the place at its end: "Sở Y tế tỉnh An Giang" gives "Sở Y tế", "Sở Y tế tỉnh"."""
    folded = fold(name)
    for place in places:
        if folded.endswith(f" {fold(place)}") and len(folded) == len(name):
            yield name[: -len(place)].strip()
