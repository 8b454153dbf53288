"""A thing in, the head of its page out: where it belongs, its other names, dates and numbers, and its latest posts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.serve.dates import readable as _day
from kg.serve.filters import View
from kg.serve.programmes import OTHER
from kg.serve.sections import Pair, entry
from kg.serve.site import Site
from kg.serve.statements import Figure, Speech, Tenure

_WHAT = re.compile(r"^(?:tỉnh|thành phố) | \(từ [\d-]+\)$")
_REFERENCE = ("province", "place", "theme", "role")
Row = tuple[Pair, list[str], list[tuple[str, str]]]  # a title, nodes, and texts with their languages

# What the box tells, in its order: the property, and its title.
_NODES: tuple[tuple[str, Pair], ...] = (
    ("type", ("Loại", "Kind")),
    ("classification", ("Loại", "Kind")),
    ("status", ("Tình trạng", "Status")),
    ("subject", ("Chủ đề", "Theme")),
    ("broader", ("Thuộc chủ đề", "Part of")),
    ("issuedBy", ("Cơ quan ban hành", "Issued by")),
    ("preparedBy", ("Cơ quan tham mưu", "Prepared by")),
    ("adoptedAt", ("Thông qua tại", "Adopted at")),
    ("leadAgency", ("Cơ quan chủ trì", "Lead agency")),
    ("organizer", ("Đơn vị tổ chức", "Organiser")),
    ("subOrganizationOf", ("Trực thuộc", "Belongs to")),
    ("embeddedIn", ("Lập trong", "Established within")),
    ("isPartOf", ("Thuộc", "Lies in")),
    ("predecessor", ("Đơn vị cũ", "Before")),
    ("successor", ("Đơn vị mới", "After")),
    ("succeededBy", ("Được kế tục bởi", "Succeeded by")),
    ("differentFrom", ("Người khác, trùng tên", "Someone else of that name")),
    ("underDocument", ("Căn cứ", "Under")),
)
_TEXTS: tuple[tuple[str, Pair], ...] = (
    ("number", ("Số", "Number")),
    ("issued", ("Ngày ban hành", "Issued on")),
    ("termOfOffice", ("Nhiệm kỳ", "Term")),
    ("targetYear", ("Đến năm", "Target year")),
    ("visionYear", ("Tầm nhìn", "Vision year")),
)


def title(site: Site, node: str, label: Callable[[str], str]) -> str:
    """What a page is called: a thing by its name, a statement by who, and which verb or post."""
    match site.statements.by_node.get(node):
        case Tenure() as held:
            parts = [label(end) for end in (held.person, held.role) if end]
        case Speech() as said:
            parts = [label(end) for end in (said.speaker, said.verb) if end]
        case Figure() as figure:
            parts = [figure.indicator]
        case _:
            parts = []
    return ": ".join(parts) or label(node)


def short_name(site: Site, place: str) -> str:
    """A place's name without what it is: "Phú Thọ" of "tỉnh Phú Thọ"."""
    return _WHAT.sub("", site.told.label(place))


def place(site: Site, node: str) -> str:
    """Where a thing belongs, or ""."""
    return next(iter(site.told.to(node, "jurisdiction")), "")


def box(site: Site, node: str, lang: str) -> list[Row]:
    """The rows of the box beside a thing's text."""
    return [row for row in _rows(site, node, lang) if row[1] or row[2]]


def _rows(site: Site, node: str, lang: str) -> Iterator[Row]:
    told = site.told
    label = told.label(node, lang)
    texts = told.texts.get(node, {})
    yield ("Địa bàn", "Place"), told.to(node, "jurisdiction"), []
    yield (
        ("Còn gọi", "Also called"),
        [],
        [(text, tag) for name in ("prefLabel", "altLabel") for text, tag in texts.get(name, ()) if text != label][:12],
    )
    for name, title in _NODES:
        yield title, [other for other in told.to(node, name) if other != node], []
    if days := told.text(node, "edtf") or told.text(node, "startDate"):
        yield ("Thời gian", "When"), [], [(_day(days, lang), "")]
    elif ended := told.text(node, "endDate"):
        yield ("Đến", "Until"), [], [(_day(ended, lang), "")]
    for name, title in _TEXTS:
        yield title, [], [(text if name == "number" else _day(text, lang), "") for text, _ in texts.get(name, ())]
    yield ("Kế tục", "Succeeds"), told.by(node, "succeededBy"), []
    people = site.statements.about.get(node, ())
    yield ("Ai phải làm", "Who must act"), list(dict.fromkeys(a for s in people for a in s.addressees)), []
    yield ("Ghi chú", "Note"), [], texts.get("scopeNote", []) + texts.get("definition", []) + texts.get("comment", [])
    if span := seen(site, node):
        yield ("Trong tin từ", "In the news"), [], [(" – ".join(dict.fromkeys(_day(day, lang) for day in span)), "")]


def seen(site: Site, node: str) -> tuple[str, ...]:
    """The first and the last day on which the news speaks of a thing; nothing where no day is known."""
    made, told = site.statements, site.told
    sources = {*told.by(node, "mentions"), *(quote.article for quote in told.support(node))}
    days = {told.text(article, "datePublished") for article in sources}
    days.update(
        speech.date for of in (made.said_by, made.about, made.assigned_to, made.under) for speech in of.get(node, ())
    )
    days.update(day for tenure in made.tenures_of.get(node, ()) for day in tenure.attested)
    days.discard("")
    return (min(days), max(days)) if days else ()


def passes(site: Site, node: str, view: View) -> bool:
    """Whether the news speaks of a thing in the time and with the confidence asked for; what is no news always passes."""
    if not view.is_narrowed or site.told.kinds[node] in _REFERENCE:
        return True
    made = site.statements
    of = (made.said_by, made.about, made.assigned_to, made.under, made.tenures_of)
    quotes = [*site.told.support(node), *(q for found in of for one in found.get(node, ()) for q in one.quotes)]
    sure = max((quote.confidence for quote in quotes), default=1.0)
    return sure * 100 >= view.sure and view.holds(*_days(site, node))


def _days(site: Site, node: str) -> tuple[str, ...]:
    """The day of an event, document or article; of any other thing the first and the last day in the news."""
    day = entry(site, node).day if site.told.kinds[node] in ("event", "document", "article") else ""
    return (day,) if day else seen(site, node)


def latest_posts(site: Site, person: str, most: int = 3) -> tuple[tuple[Tenure, ...], str]:
    """The posts that a person was last seen in, and the day; undated ones where none is dated, and "" then."""
    held = [tenure for tenure in site.statements.tenures_of.get(person, ()) if not tenure.is_over]
    day = max((tenure.dates[-1] for tenure in held if tenure.dates), default="")
    latest = [tenure for tenure in held if not day or (tenure.dates and tenure.dates[-1] == day)]
    return tuple(latest[:most]), day


def lede(site: Site, node: str, lang: str) -> str:
    """One sentence on how much the graph knows of a programme, document or event, or on what a statement is."""
    said = [s for s in site.statements.about.get(node, ()) if s.is_directive] or list(site.statements.at.get(node, ()))
    directing = [speech for speech in said if speech.is_directive]
    if not directing or site.told.kinds[node] not in ("initiative", "document", "event"):
        return ""
    people = len({speech.speaker for speech in directing if speech.speaker})
    if lang == "en":
        numbers = f"{len(directing)} directive{'s' * (len(directing) > 1)} by {people} {'people' if people != 1 else 'person'}"
    else:
        numbers = f"{len(directing)} chỉ đạo của {people} người"
    return numbers + _span(directing, lang)


def _span(said: list[Speech], lang: str) -> str:
    days = sorted(speech.date for speech in said if speech.date)
    return f", {' – '.join(dict.fromkeys(_day(day, lang) for day in (days[0], days[-1])))}." if days else "."


def remark(site: Site, node: str, lang: str) -> str:
    """A few words that tell a thing from its namesakes: a person's latest post, where a document comes from."""
    told = site.told
    match told.kinds[node]:
        case "person":
            posts, _ = latest_posts(site, node, 1)
            nodes = [posts[0].role, posts[0].agency] if posts else []
        case "initiative":
            nodes = told.to(node, "subject")[:1]
        case "document":
            nodes = told.to(node, "issuedBy")[:1] + told.to(node, "status")[:1]
        case "article":
            return told.text(node, "publisher")
        case "event" | "state" | "party" | "organisation":
            nodes = told.to(node, "jurisdiction")[:1]
        case "province" | "place":
            nodes = [above for above in told.to(node, "isPartOf") if above != "id/place/vn"][:1]
        case _:
            nodes = []
    label = told.label(node, lang)
    named = (told.label(other, lang) for other in nodes if other and other != OTHER)
    return ", ".join(name for name in named if _WHAT.sub("", name) not in label)
