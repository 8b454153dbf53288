"""A small made-up province for the tests of what comes after the RDF: who directs what in Bình Minh, with evidence."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from kg.model import ArticleFacts, Block, Concept, Document, Entity, Evidence, Link, Ref, Statement, Text
from kg.rdf import article_quads, reference_quads

TEXT = (
    "Đẩy mạnh chuyển đổi số\n\n"
    "Ông Lê Văn Đức, Chủ tịch UBND tỉnh Bình Minh, chủ trì hội nghị.\n"
    "Ông yêu cầu Sở Thông tin và Truyền thông đẩy nhanh chuyển đổi số.\n"
    "Ủy ban nhân dân tỉnh đã ban hành Kế hoạch số 12 về chuyển đổi số.\n"
    "Bà Trần Thị Én dự hội nghị.\n"
)
DUC, EN = Ref("person/binh-minh/le-van-duc"), Ref("person/binh-minh/tran-thi-en")
UBND, SO = Ref("agency/binh-minh/ubnd"), Ref("agency/binh-minh/so-tttt")
PLAN, DIGITAL = Ref("doc/binh-minh/kh-12"), Ref("initiative/binh-minh/chuyen-doi-so")
MEETING = Ref("event/binh-minh/2021-09-27-hoi-nghi")


def document(source: str = "a.txt", text: str = TEXT) -> Document:
    """A plain article with a title; what `corpus.read` would give."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    end = text.find("\n")
    blocks = (Block("title", 0, end), Block("paragraph", end + 2, len(text)))
    return Document(source, text, sha256, blocks, published=date(2021, 9, 28), url="https://example.org/a")


def evidence(quote: str, confidence: float = 0.9) -> tuple[Evidence, ...]:
    """Where TEXT says it."""
    start = TEXT.index(quote)
    return (Evidence(start, start + len(quote), quote, "test", confidence),)


def article(doc: Document | None = None) -> ArticleFacts:
    """Everything that TEXT says."""
    doc = doc or document()
    entities = (
        Entity(DUC.path, "Person", "Lê Văn Đức", evidence=evidence("Lê Văn Đức")),
        Entity(EN.path, "Person", "Trần Thị Én", evidence=evidence("Trần Thị Én")),
        Entity(
            UBND.path,
            "StateBody",
            "Ủy ban nhân dân tỉnh Bình Minh",
            ("UBND tỉnh",),
            evidence=evidence("Ủy ban nhân dân tỉnh"),
        ),
        Entity(
            SO.path,
            "StateBody",
            "Sở Thông tin và Truyền thông tỉnh Bình Minh",
            ("Sở TT&TT",),
            evidence=evidence("Sở Thông tin và Truyền thông"),
        ),
        Entity(PLAN.path, "Document", "Kế hoạch số 12", evidence=evidence("Kế hoạch số 12")),
        Entity(DIGITAL.path, "Initiative", "Chuyển đổi số tỉnh Bình Minh", evidence=evidence("chuyển đổi số")),
        Entity(
            MEETING.path,
            "Event",
            "Hội nghị chuyển đổi số",
            (),
            (("startDate", date(2021, 9, 27)),),
            evidence("hội nghị"),
        ),
    )
    return ArticleFacts(doc, len(TEXT), entities, statements(), links(), ("dropped directive: no director",))


def statements() -> tuple[Statement, ...]:
    """One tenure and one directive."""
    tenure = (("member", DUC), ("role", Concept("role-chu-tich")), ("organization", UBND))
    directive = (
        ("director", DUC),
        ("verb", Concept("v-yeu-cau")),
        ("concerns", DIGITAL),
        ("addressee", SO),
        ("content", Text("đẩy nhanh chuyển đổi số")),
        ("date", date(2021, 9, 27)),
    )
    held = evidence("Ông Lê Văn Đức, Chủ tịch UBND tỉnh Bình Minh")
    said = evidence("Ông yêu cầu Sở Thông tin và Truyền thông đẩy nhanh chuyển đổi số.", 0.85)
    return (
        Statement(
            "tenure/binh-minh/le-van-duc.chu-tich.ubnd", "Tenure", (*tenure, ("attestedOn", date(2021, 9, 27))), held
        ),
        Statement("a/dir-1", "Directive", directive, said),
    )


def links() -> tuple[Link, ...]:
    """Single triples: who issued, chaired, attended."""
    chaired = evidence("Ông Lê Văn Đức, Chủ tịch UBND tỉnh Bình Minh, chủ trì hội nghị.")
    return (
        Link(PLAN, "issuedBy", UBND, evidence("Ủy ban nhân dân tỉnh đã ban hành Kế hoạch số 12")),
        Link(MEETING, "chair", DUC, chaired),
        Link(MEETING, "attendee", DUC, chaired),
        Link(MEETING, "attendee", EN, evidence("Bà Trần Thị Én dự hội nghị.")),
    )


def write_graph(path: Path, *articles: ArticleFacts, ontology: Path) -> Path:
    """A whole graph of these articles, without derived statements."""
    lines = {line for facts in articles for line in article_quads(facts, run="test")}
    path.write_text("".join(sorted({*lines, *reference_quads(ontology)})), encoding="utf-8")
    return path
