"""Who stands above whom: whether one who speaks may tell somebody what to do, or only asks."""

from __future__ import annotations

from typing import Final

from kg.extract.clauses import Speech
from kg.extract.roles import RoleMention
from kg.resolve.agencies import Agency
from kg.resolve.article import Article, Person

COMMANDS: Final = frozenset({"v-yeu-cau", "v-chi-dao", "v-giao", "v-doc-thuc"})  # said to those below only

_DEPARTMENT, _MINISTRY = 1, 3  # heights
_PRIVATE: Final = frozenset({"at-hoi", "at-hiep-hoi", "at-lien-hiep", "at-cong-ty", "at-doanh-nghiep", "at-bao"})
_LEADERS: Final = frozenset(
    {"at-chinh-phu", "at-quoc-hoi", "at-bo-chinh-tri", "at-ban-bi-thu", "at-chuc-vu-nha-nuoc", "at-uy-ban-quoc-hoi"}
)
_PROVINCE: Final = frozenset({"at-ubnd", "at-hdnd", "at-tinh-uy", "at-thanh-uy"})
_HEAD: Final = 6  # tokens of a clause that may name who must act


def asks(article: Article, speech: Speech, person: Person) -> bool:
    """Whether one only asks: a deputy in a debate, or who speaks to a body above or beside, or to who holds a post there."""
    scan = article.mentions.scan
    if any(scan.word_before(mention.start, "deputy-in-debate") for mention in person.mentions):
        return True
    if speech.verb in COMMANDS:
        return False
    if all(body.concept in _PRIVATE for body in bodies(person)):
        return True
    first = scan.tokens.at(speech.start)
    if _highest(person) < _MINISTRY and scan.where(range(first, first + _HEAD), "above"):
        return True
    return speech.addressee >= 0 and not _may_tell(article, person, speech.addressee)


def _may_tell(article: Article, person: Person, token: int) -> bool:
    """Whether a person may tell what to do whoever the chunk at a token names: a body, a post, somebody by name."""
    at = {chunk.start: chunk for chunk in article.mentions.chunks}
    chunk, own = at[token], _highest(person)
    post = chunk.value if isinstance(chunk.value, RoleMention) else None
    told = article.person_of(chunk, token)
    if post and post.agency is None and chunk.end in at:
        told = article.person_of(at[chunk.end], chunk.end) or told
    if told:
        return _highest(told) <= own
    agency = article.settle_role(post, None) if post else article.agency_at.get(token)
    if agency is None or _height(agency) < own:
        return True
    if _height(agency) > own:
        return False
    beside = agency.kind == "StateBody" and own in (_MINISTRY, _DEPARTMENT)
    return not beside or bool({agency.path, agency.parent} & {body.path for body in bodies(person)})


def _highest(person: Person) -> int:
    return max(map(_height, bodies(person)), default=0)


def _height(agency: Agency) -> int:
    """How high a body stands: the country's leaders 4, ministries 3, a province's leaders 2, its departments 1, others 0."""
    if agency.kind == "Agency":  # neither of the state nor of the Party
        return 0
    if is_central(agency):
        return _MINISTRY + (agency.concept in _LEADERS)
    if agency.path.count("/") > 2:
        return 0
    return _DEPARTMENT + (agency.concept in _PROVINCE)


def is_central(agency: Agency) -> bool:
    """Whether a body is the country's."""
    return agency.path.startswith("agency/vn/")


def bodies(person: Person) -> list[Agency]:
    """The bodies that a person of the article holds posts in."""
    return [agency for found in person.posts.values() for _, agency in found]


def in_office(person: Person) -> bool:
    """Whether the article gives a person a post that is not a former one."""
    return any(not holding.role.former for found in person.posts.values() for holding, _ in found)
