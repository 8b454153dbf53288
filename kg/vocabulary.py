"""ontology/terms.ttl in, the tables out that turn the names of classes and properties into addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.model import KgError
from kg.paths import ONTOLOGY

BASE = "https://w3id.org/vngov/"  # the one setting to change when the project moves to another address
NS = f"{BASE}ns#"
CONCEPT = f"{BASE}concept/"
THING = f"{BASE}id/"
GRAPH = f"{BASE}graph/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"
EDTF = "http://id.loc.gov/datatypes/edtf/"

PREFIXES: Mapping[str, str] = {
    "vg": NS,
    "vgc": CONCEPT,
    "id": THING,
    "graph": GRAPH,
    "adms": "http://www.w3.org/ns/adms#",
    "dcterms": DCTERMS,
    "edtf": EDTF,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "nif": NIF,
    "org": "http://www.w3.org/ns/org#",
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "xsd": XSD,
}


@dataclass(frozen=True, slots=True)
class Property:
    """A property by its name in the extraction: its address, whether it points to a node, and its range if any."""

    name: str
    iri: str
    is_link: bool
    range: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The properties by name, and the names of our own classes."""

    properties: Mapping[str, Property]
    classes: frozenset[str]

    def property(self, name: str) -> Property:
        """The property of this name; KgError where terms.ttl has none."""
        try:
            return self.properties[name]
        except KeyError:
            raise KgError(f"no property is called {name!r}: add it to terms.ttl, or correct the extractor") from None

    def class_iri(self, name: str) -> str:
        """The address of our class of this name; KgError where terms.ttl has none."""
        if name not in self.classes:
            raise KgError(f"no class is called {name!r}: add it to terms.ttl, or correct the extractor")
        return NS + name


@cache
def load(ontology: Path = ONTOLOGY) -> Vocabulary:
    """Reads terms.ttl: a property goes by its local name, and by its skos:notation where it has one.

    Raises KgError where two properties share a name.
    """
    facts: dict[str, dict[str, list[str]]] = {}
    for quad in ox.parse(path=str(ontology / "terms.ttl"), format=ox.RdfFormat.TURTLE):
        values = facts.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, [])
        values.append(quad.object.value)
    properties: dict[str, Property] = {}
    for iri, about in facts.items():
        is_link = f"{OWL}ObjectProperty" in about[f"{RDF}type"]
        if not is_link and f"{OWL}DatatypeProperty" not in about[f"{RDF}type"]:
            continue
        for name in [_local_name(iri), *about.get(f"{SKOS}notation", [])]:
            if name in properties:
                raise KgError(f"terms.ttl: {iri} and {properties[name].iri} are both called {name!r}: rename one")
            properties[name] = Property(name, iri, is_link, about.get(f"{RDFS}range", [""])[0])
    classes = {_local_name(iri) for iri, about in facts.items() if f"{OWL}Class" in about[f"{RDF}type"]}
    return Vocabulary(properties, frozenset(classes))


def _local_name(iri: str) -> str:
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]
