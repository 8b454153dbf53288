"""The ontology's own promises: every term explained in two languages, every concept in a scheme, every query parses."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef

from kg import rdf, vocabulary
from kg.paths import ONTOLOGY
from kg.vocabulary import PREFIXES

VG = Namespace(PREFIXES["vg"])
VGC = Namespace(PREFIXES["vgc"])
SCHEMA = Namespace(PREFIXES["schema"])
TERMS = Graph().parse(ONTOLOGY / "terms.ttl")
EVERYTHING = Graph()
for file in sorted(ONTOLOGY.glob("*.ttl")):
    if file.name != "shapes.ttl":
        EVERYTHING.parse(file)
OURS = sorted({s for s in TERMS.subjects(RDF.type) if str(s).startswith(VG)})
PROPERTIES = [
    term
    for term in sorted(set(TERMS.subjects(RDF.type)))
    if {OWL.ObjectProperty, OWL.DatatypeProperty} & set(TERMS.objects(term, RDF.type))
]
CONCEPTS = sorted(
    s
    for s in set(EVERYTHING.subjects(RDF.type))
    if str(s).startswith(VGC) and (s, RDF.type, SKOS.ConceptScheme) not in EVERYTHING
)
RULES = sorted((ONTOLOGY / "derive").glob("*.rq"))
SCHEMES = sorted(EVERYTHING.subjects(RDF.type, SKOS.ConceptScheme))


def languages(term: URIRef, *properties: URIRef) -> set[str | None]:
    return {getattr(text, "language", None) for name in properties for text in EVERYTHING.objects(term, name)}


def name(term: URIRef) -> str:
    return str(term).rsplit("/", 1)[-1].rsplit("#", 1)[-1]


@pytest.mark.parametrize("term", [*OURS, *(p for p in PROPERTIES if p not in OURS)], ids=name)
def test_every_term_is_explained_in_two_languages(term: URIRef) -> None:
    assert languages(term, RDFS.label) == {"vi", "en"}
    assert languages(term, SKOS.definition, RDFS.comment) == {"vi", "en"}


@pytest.mark.parametrize("term", [term for term in PROPERTIES if term in OURS], ids=name)
def test_every_property_of_ours_has_a_domain_and_a_range(term: URIRef) -> None:
    assert {*TERMS.objects(term, RDFS.domain), *TERMS.objects(term, SCHEMA.domainIncludes)}
    assert {*TERMS.objects(term, RDFS.range), *TERMS.objects(term, SCHEMA.rangeIncludes)}


def test_a_property_points_to_nodes_or_to_text_as_its_range_says() -> None:
    for term in PROPERTIES:
        is_data = (term, RDF.type, OWL.DatatypeProperty) in TERMS
        for kind in TERMS.objects(term, RDFS.range):
            is_text = str(kind).startswith((PREFIXES["xsd"], PREFIXES["edtf"])) or kind == RDF.langString
            assert is_text == is_data, term


def test_a_schema_of_terms_has_no_rings() -> None:
    for kind in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader):
        for term in set(EVERYTHING.subjects(kind)):
            assert term not in set(EVERYTHING.transitive_objects(EVERYTHING.value(term, kind), kind)), term


@pytest.mark.parametrize("path", sorted([*ONTOLOGY.glob("*.ttl"), *ONTOLOGY.rglob("*.rq")]), ids=lambda path: path.name)
def test_only_words_that_are_defined_are_used(path: Path) -> None:
    text = re.sub(r"(?m)^\s*#.*$|\"\"\"[^\"]*\"\"\"|\"[^\"]*\"", " ", path.read_text(encoding="utf-8"))
    used = set(re.findall(r"\bvg:(\w+)", text))
    assert used <= {name(term) for term in OURS}
    concepts = set(re.findall(r"\bvgc:([\w-]+)", text))
    assert concepts <= {name(concept) for concept in [*CONCEPTS, *SCHEMES]}


def test_every_concept_has_one_name_in_each_language_and_one_scheme() -> None:
    for concept in [*CONCEPTS, *SCHEMES]:
        labels = [label.language for label in EVERYTHING.objects(concept, SKOS.prefLabel)]
        assert sorted(labels) == ["en", "vi"], concept
        schemes = list(EVERYTHING.objects(concept, SKOS.inScheme))
        assert len(schemes) == (concept not in SCHEMES), concept
        assert set(schemes) <= set(SCHEMES), concept


def test_no_name_is_an_alternative_to_itself() -> None:
    for concept in CONCEPTS:
        assert not set(EVERYTHING.objects(concept, SKOS.prefLabel)) & set(EVERYTHING.objects(concept, SKOS.altLabel))


ABBREVIATIONS = """
    nghi-quyet NQ, quyet-dinh QĐ, ke-hoach KH, chi-thi CT, chuong-trinh CTr, chuong-trinh-hanh-dong CTHĐ, thong-tu TT,
    nghi-dinh NĐ, to-trinh TTr, ket-luan KL, huong-dan HD, quy-che QC, quy-dinh QyĐ, cong-van CV, thong-bao TB,
    bao-cao BC, de-an ĐA
"""


@pytest.mark.parametrize(("kind", "number"), [pair.split() for pair in ABBREVIATIONS.split(",")])
def test_kinds_of_documents_know_their_abbreviation(kind: str, number: str) -> None:
    assert number in {str(label) for label in EVERYTHING.objects(VGC[f"dt-{kind}"], SKOS.altLabel)}


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_rule_says_what_it_means_and_constructs(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.match(r"# [A-Z].+\.\n", text)
    assert isinstance(ox.Store().query(text, prefixes=dict(PREFIXES)), ox.QueryTriples)


def test_the_version_of_the_ontology_ends_a_build() -> None:
    assert rdf.reference_quads(ONTOLOGY)[-1].startswith(f"<{PREFIXES['vg'][:-1]}> <{PREFIXES['owl']}versionInfo> ")


def test_every_class_of_things_is_known() -> None:
    assert vocabulary.load().classes >= rdf.MENTIONED


def test_no_two_properties_share_a_name(tmp_path: Path) -> None:
    (tmp_path / "terms.ttl").write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . <http://a/x> a owl:ObjectProperty . <http://b/x> a owl:ObjectProperty ."
    )
    with pytest.raises(vocabulary.KgError, match="are both called 'x'"):
        vocabulary.load(tmp_path)
