"""Who stands above whom: whether one who speaks may tell somebody what to do, or only asks.

Which bodies lead, and which verbs command, stands in ontology/rules/directives.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from kg.extract.clauses import Speech
from kg.extract.roles import RoleMention
from kg.resolve.agencies import Agency
from kg.resolve.article import Article, Person

_DEPARTMENT, _MINISTRY = 1, 3  # heights
_HEAD: Final = 6  # tokens of a clause that may name who must act


def asks(article: Article, speech: Speech, person: Person) -> bool:
    """Whether one only asks: a deputy in a debate, or who speaks to a body above or beside, or to who holds a post there."""
    scan = article.mentions.scan
    if any(scan.word_before(mention.start, "deputy-in-debate") for mention in person.mentions):
        return True
    if is_command(article, speech):
        return False
    ranks = _ranks(article)
    if all(body.concept in ranks["private"] for body in bodies(person)):
        return True
    first = scan.tokens.at(speech.start)
    if _highest(person, ranks) < _MINISTRY and scan.where(range(first, first + _HEAD), "above"):
        return True
    return speech.addressee >= 0 and not _may_tell(article, person, speech.addressee)


def _may_tell(article: Article, person: Person, token: int) -> bool:
    """Whether a person may tell what to do whoever the chunk at a token names: a body, a post, somebody by name."""
    at = {chunk.start: chunk for chunk in article.mentions.chunks}
    ranks = _ranks(article)
    chunk, own = at[token], _highest(person, ranks)
    post = chunk.value if isinstance(chunk.value, RoleMention) else None
    told = article.person_of(chunk, token)
    if post and post.agency is None and chunk.end in at:
        told = article.person_of(at[chunk.end], chunk.end) or told
    if told:
        return _highest(told, ranks) <= own
    agency = article.settle_role(post, None) if post else article.agency_at.get(token)
    if agency is None or _height(agency, ranks) < own:
        return True
    if _height(agency, ranks) > own:
        return False
    beside = agency.kind == "StateBody" and own in (_MINISTRY, _DEPARTMENT)
    return not beside or bool({agency.path, agency.parent} & {body.path for body in bodies(person)})


def is_command(article: Article, speech: Speech) -> bool:
    """Whether the verb of a speech is said to those below only: "yêu cầu", "giao"."""
    return speech.verb in _ranks(article)["commands"]


def _ranks(article: Article) -> Mapping[str, list[str]]:
    return cast(Mapping[str, list[str]], article.lexicon.rules["directives"]["authority"])


def _highest(person: Person, ranks: Mapping[str, list[str]]) -> int:
    return max((_height(body, ranks) for body in bodies(person)), default=0)


def _height(agency: Agency, ranks: Mapping[str, list[str]]) -> int:
    """How high a body stands: the country's leaders 4, ministries 3, a province's leaders 2, its departments 1, others 0."""
    if agency.kind == "Agency":  # neither of the state nor of the Party
        return 0
    if is_central(agency):
        return _MINISTRY + (agency.concept in ranks["leads-the-country"])
    if agency.path.count("/") > 2:
        return 0
    return _DEPARTMENT + (agency.concept in ranks["leads-a-province"])


def is_central(agency: Agency) -> bool:
    """Whether a body is the country's."""
    return agency.path.startswith("agency/vn/")


def bodies(person: Person) -> list[Agency]:
    """The bodies that a person of the article holds posts in."""
    return [agency for found in person.posts.values() for _, agency in found]


def in_office(person: Person) -> bool:
    """Whether the article gives a person a post that is not a former one."""
    return any(not holding.role.former for found in person.posts.values() for holding, _ in found)
