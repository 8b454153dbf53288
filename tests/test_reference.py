"""Reference data: places, central bodies and their reorganisations are complete, dated and free of clashes."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG
from rdflib.term import Node

from kg.paths import ONTOLOGY
from kg.text import fold, words

ID = "https://w3id.org/vngov/id/"
VG = Namespace("https://w3id.org/vngov/ns#")
VGC = Namespace("https://w3id.org/vngov/concept/")
SCHEMA = Namespace("https://schema.org/")
BODIES = ("StateBody", "PartyBody", "Agency")
FILES = ("places.ttl", "agencies.ttl", "reorganisations.ttl")
SHARED = Path(__file__).resolve().parents[2] / "shared" / "gazetteers"
MERGER_DAY = "2025-07-01"
shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared gazetteers are not here")


@cache
def reference() -> Graph:
    graph = Graph()
    for name in FILES:
        graph.parse(ONTOLOGY / name)
    return graph


@cache
def things(*classes: str) -> list[URIRef]:
    found = {s for name in classes for s in reference().subjects(RDF.type, VG[name])}
    return sorted(s for s in found if isinstance(s, URIRef))


def slug(thing: Node) -> str:
    return str(thing).removeprefix(ID)


@cache
def labels(thing: URIRef, *properties: URIRef, lang: str = "vi") -> list[str]:
    found = (o for p in properties for o in reference().objects(thing, p))
    return sorted(str(o) for o in found if isinstance(o, Literal) and o.language == lang)


@cache
def life(thing: URIRef) -> tuple[str, str]:
    """First day of the thing, and first day after it; the ends of time where the data give none."""
    start, end = reference().value(thing, SCHEMA.startDate), reference().value(thing, SCHEMA.endDate)
    return str(start or "0001-01-01"), str(end or "9999-12-31")


def alive(things_: list[URIRef], day: str) -> list[URIRef]:
    return [t for t in things_ if life(t)[0] <= day < life(t)[1]]


def named(label: str, day: str, things_: list[URIRef]) -> list[str]:
    """The things that a label names on a day, as the reader of articles compares labels."""
    wanted = words(label)
    return [slug(t) for t in alive(things_, day) if wanted in map(words, labels(t, SKOS.prefLabel, SKOS.altLabel))]


def ends(reorganisation: URIRef) -> tuple[list[Node], list[Node]]:
    graph = reference()
    return list(graph.objects(reorganisation, VG.predecessor)), list(graph.objects(reorganisation, VG.successor))


@cache
def districts() -> list[URIRef]:
    return [t for t in things("AdminUnit") if (t, VG.level, VGC["level-district"]) in reference()]


@cache
def coded() -> dict[str, URIRef]:
    """The districts of the official list of 2022 by their code."""
    codes = ((str(o), t) for t in districts() for o in reference().objects(t, DCTERMS.identifier))
    return {code.removeprefix("GSO:"): t for code, t in codes if code.startswith("GSO:")}


@pytest.mark.parametrize(
    ("day", "count"), [("2016-01-01", 63), ("2024-12-31", 63), ("2025-01-01", 63), ("2025-06-30", 63), (MERGER_DAY, 34)]
)
def test_provinces_on_a_day(day: str, count: int) -> None:
    assert len(alive(things("Province"), day)) == count


def test_every_ended_province_has_one_successor_that_begins_that_day() -> None:
    ended = [p for p in things("Province") if life(p)[1] < "9999"]
    assert len(ended) == 53
    for province in ended:
        [step] = [r for r in things("Reorganisation") if province in ends(r)[0]]
        [successor] = ends(step)[1]
        assert isinstance(successor, URIRef)
        assert life(province)[1] == life(successor)[0] == str(reference().value(step, SCHEMA.startDate)), province


def test_the_23_mergers_have_two_or_three_predecessors() -> None:
    new = {p for p in things("Province") if life(p)[0] == MERGER_DAY}
    sizes = [len(ends(r)[0]) for r in things("Reorganisation") if new & set(ends(r)[1])]
    assert Counter(sizes) == {2: 17, 3: 6}


def test_705_districts_each_in_a_province_until_the_level_ended() -> None:
    assert len(coded()) == 705
    for unit in districts():
        parents = list(reference().objects(unit, DCTERMS.isPartOf))
        assert parents and all((p, RDF.type, VG.Province) in reference() for p in parents), unit
        assert life(unit)[1] <= MERGER_DAY, unit


def test_a_district_is_never_called_by_the_bare_name_of_a_province() -> None:
    provinces = {words(label) for p in things("Province") for label in labels(p, SKOS.prefLabel, SKOS.altLabel)}
    for unit in districts():
        clashes = [label for label in labels(unit, SKOS.altLabel) if words(label) in provinces]
        assert clashes == [] or slug(unit) == "place/hue/hue", unit


@pytest.mark.parametrize(
    ("label", "day", "expected"),
    [
        ("TP.HCM", "2019-05-01", ["place/ho-chi-minh"]),
        ("TPHCM", "2025-08-01", ["place/ho-chi-minh-2025"]),
        ("Sài Gòn", "2019-05-01", []),
        ("Hồ Chí Minh", "2019-05-01", []),
        ("Đắc Lắc", "2017-01-01", ["place/dak-lak"]),
        ("BR-VT", "2017-01-01", ["place/ba-ria-vung-tau"]),
        ("thành phố Huế", "2017-01-01", ["place/hue/hue"]),
        ("thành phố Huế", "2025-02-01", ["place/hue"]),
        ("Phú Thọ", "2025-06-30", ["place/phu-tho"]),
        ("Quận 2", "2020-12-31", ["place/ho-chi-minh/quan-2"]),
        ("Q.2", "2021-01-01", []),
        ("huyện Cao Lãnh", "2020-01-01", ["place/dong-thap/cao-lanh-huyen"]),
    ],
)
def test_places_by_name_and_day(label: str, day: str, expected: list[str]) -> None:
    assert named(label, day, things("Province", "AdminUnit")) == expected


@pytest.mark.parametrize(
    ("label", "day", "expected"),
    [
        ("Bộ 4T", "2021-01-11", ["bo-tttt"]),
        ("Bộ TT&TT", "2025-03-01", []),
        ("Bộ Tài chính", "2025-02-28", ["bo-tai-chinh"]),
        ("Bộ Tài chính", "2025-03-01", ["bo-tai-chinh-2025"]),
        ("BCH Trung ương Đảng", "2021-01-11", ["bch-trung-uong"]),
        ("Ban Tuyên giáo Trung ương", "2025-02-03", []),
        ("Tổng cục Thuế", "2017-01-01", ["tong-cuc-thue"]),
        ("Cục Thuế", "2017-01-01", []),
        ("Ủy ban Về các vấn đề xã hội", "2017-01-01", ["uy-ban-xa-hoi"]),
        ("C46", "2017-01-01", ["cuc-cskt-c03"]),
    ],
)
def test_central_bodies_by_name_and_day(label: str, day: str, expected: list[str]) -> None:
    assert named(label, day, things(*BODIES)) == [f"agency/vn/{name}" for name in expected]


def test_a_label_names_one_central_body_on_any_day() -> None:
    holders: defaultdict[tuple[str, ...], set[URIRef]] = defaultdict(set)
    for body in things(*BODIES):
        for label in labels(body, SKOS.prefLabel, SKOS.altLabel):
            holders[words(label)].add(body)
    for key, found in holders.items():
        for (start, end), (other_start, other_end) in combinations(sorted(map(life, found)), 2):
            assert end <= other_start or other_end <= start, (key, sorted(map(slug, found)))
    official = Counter(label for body in things(*BODIES) for label in labels(body, SKOS.prefLabel))
    assert [label for label, count in official.items() if count > 1] == []


def test_bodies_are_placed_and_classified() -> None:
    graph, known = reference(), set(things(*BODIES))
    assert len(known) > 400
    for body in known:
        assert list(graph.objects(body, VG.jurisdiction)) == [URIRef(ID + "place/vn")], body
        assert len(list(graph.objects(body, ORG.classification))) == 1, body
        above = set(graph.transitive_objects(body, ORG.subOrganizationOf)) - {body}
        assert above <= known and set(graph.objects(body, VG.embeddedIn)) <= known, body
        assert body not in {o for a in above for o in graph.objects(a, ORG.subOrganizationOf)}, body


def test_everything_has_one_vietnamese_name_and_an_ascii_address() -> None:
    subjects = {s for s in reference().subjects() if isinstance(s, URIRef)}
    assert len(subjects) > 1300
    for thing in subjects:
        assert re.fullmatch(re.escape(ID) + r"[a-z0-9/-]+", thing), thing
        assert len(labels(thing, SKOS.prefLabel)) == 1, thing
        assert len(labels(thing, SKOS.prefLabel, lang="en")) == 1 or slug(thing).startswith("doc/"), thing
        keys = Counter(map(words, labels(thing, SKOS.prefLabel, SKOS.altLabel)))
        assert max(keys.values()) == 1, (thing, keys)


def test_every_reorganisation_rests_on_a_document_and_agrees_with_the_dates_of_its_ends() -> None:
    graph = reference()
    known = {*things(*BODIES), *things("Province", "AdminUnit")}
    for step in things("Reorganisation"):
        [document] = graph.objects(step, VG.underDocument)
        day, issued = str(graph.value(step, SCHEMA.startDate)), str(graph.value(document, DCTERMS.issued))
        assert issued <= day and str(graph.value(step, VG.edtf))[:7] == day[:7], step
        old, new = ends(step)
        assert old and new and not set(old) & set(new), step
        for thing in (*old, *new):
            assert thing in known or str(thing).startswith(str(VGC) + "at-"), (step, thing)
        is_merger = (step, DCTERMS.type, VGC["et-hop-nhat"]) in graph
        for thing in known & set(old):
            assert life(thing)[1] == day or (life(thing)[1] > "9999" and not is_merger), (step, thing)
        for thing in known & set(new):
            assert life(thing)[0] == day or (life(thing)[0] < "0002" and not is_merger), (step, thing)


@pytest.mark.parametrize("name", FILES)
def test_files_are_sorted_within_each_section(name: str) -> None:
    for section in re.split(r"\n\n#", (ONTOLOGY / name).read_text(encoding="utf-8")):
        subjects = re.findall(r"^(\S+) a vg:", section, re.MULTILINE)
        keys = [s.strip("<>").removeprefix(ID) for s in subjects if s != "place:vn"]
        assert keys == sorted(keys), name


@shared
@pytest.mark.shared
def test_districts_agree_with_the_gazetteer() -> None:
    rows = list(csv.DictReader((SHARED / "pre2025_districts_705.csv").open(encoding="utf-8")))
    assert {row["district_code"] for row in rows} == set(coded())
    for row in rows:
        unit = coded()[row["district_code"]]
        forms = {fold(re.sub(r"\W", "", label)) for label in labels(unit, SKOS.prefLabel, SKOS.altLabel)}
        assert fold(re.sub(r"\W", "", row["district"])) in forms, row
        parents = [str(p) for p in reference().objects(unit, DCTERMS.isPartOf)]
        [province] = named(row["province"], "2022-07-01", things("Province"))
        assert ID + province in parents, row


@shared
@pytest.mark.shared
def test_mergers_agree_with_the_gazetteer() -> None:
    provinces = things("Province")
    for row in csv.DictReader((SHARED / "merge_2025_province_old_to_new.csv").open(encoding="utf-8")):
        [old] = named(row["old_province"], "2025-06-30", provinces)
        [new] = named(row["new_province"], MERGER_DAY, provinces)
        steps = [r for r in things("Reorganisation") if URIRef(ID + old) in ends(r)[0]]
        assert [slug(s) for r in steps for s in ends(r)[1]] == ([new] if old != new else []), row
