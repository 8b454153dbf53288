"""Plain values in, terms of N-Quads out as text, each valid by construction."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from kg.model import Concept, Edtf, KgError, Ref, Text, Value, Year
from kg.vocabulary import CONCEPT, EDTF, GRAPH, RDF, THING, XSD, Property

# The path of a thing: lower-case ASCII slugs between slashes; no empty, "." or ".." segment, no quote, no space.
_PATH = re.compile(r"(?!\.{1,2}(?:/|$))[a-z0-9._~-]+(?:/(?!\.{1,2}(?:/|$))[a-z0-9._~-]+)*")
# The local name of a concept: "role-bi-thu"; never a path.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
# A web address that may stand in a page as a link: http or https, without spaces, quotes or control characters.
_WEB = re.compile(r'https?://[^\s<>"{}|\\^`\x00-\x20]+')
# Characters that may not stand in a literal as they are. Lone surrogates have no bytes in UTF-8.
_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f\ud800-\udfff]')
_ESCAPES = {ord('"'): '\\"', ord("\\"): "\\\\", ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}
_ESCAPES |= {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F) if code not in _ESCAPES}
_ESCAPES |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def thing(path: str) -> str:
    """`<address>` of a thing of ours. Raises KgError for a path that is not made of ASCII slugs."""
    if not _PATH.fullmatch(path):
        raise KgError(f"{path!r} cannot be an address: it must be lower-case ASCII slugs between slashes")
    return f"<{THING}{path}>"


def concept(name: str) -> str:
    """`<address>` of a concept. Raises KgError for what is no local name."""
    if not _NAME.fullmatch(name):
        raise KgError(f"{name!r} cannot name a concept: it must be ASCII letters, digits and hyphens")
    return f"<{CONCEPT}{name}>"


def graph(name: str) -> str:
    """`<address>` of a named graph: "reference", "derived", "article-3a5e861b7164303b"."""
    return f"<{GRAPH}{name}>"


def string(text: str) -> str:
    """A plain literal."""
    return f'"{text.translate(_ESCAPES) if _SPECIAL.search(text) else text}"'


def tagged(text: str, *, lang: str = "vi") -> str:
    """A literal in a language."""
    return f"{string(text)}@{lang}"


def typed(text: str, datatype: str) -> str:
    """A literal with the datatype of this address."""
    return f"{string(text)}^^<{datatype}>"


def web_address(text: str) -> str:
    """An xsd:anyURI for what is a web address; a plain literal for anything else (`javascript:...`)."""
    return typed(text, f"{XSD}anyURI") if _WEB.fullmatch(text) else string(text)


def value(prop: Property, given: Value) -> str:
    """The object that `given` is as a value of `prop`.

    Text where the range is a plain string loses its language, a string where it is rdf:langString is Vietnamese, a
    whole number where it is a decimal is one. Raises KgError where a property that points gets a literal, or the
    other way round.
    """
    if isinstance(given, Ref | Concept) != prop.is_link:
        what = "a node" if prop.is_link else "a literal"
        raise KgError(f"property {prop.name!r} takes {what}, not {given!r}: correct the extractor")
    match given:
        case Ref(path):
            return thing(path)
        case Concept(name):
            return concept(name)
        case Edtf(text):
            return typed(text, f"{EDTF}EDTF")
        case Year(year):
            return typed(f"{year:04d}", f"{XSD}gYear")
        case Text(text, lang):
            return string(text) if prop.range == f"{XSD}string" else tagged(text, lang=lang)
        case str():
            return tagged(given) if prop.range == f"{RDF}langString" else string(given)
        case bool():
            return typed(str(given).lower(), f"{XSD}boolean")
        case int() | Decimal():
            return typed(f"{given:f}" if isinstance(given, Decimal) else str(given), _number_type(prop, given))
        case date():
            return typed(given.isoformat(), f"{XSD}date")


def _number_type(prop: Property, given: int | Decimal) -> str:
    return f"{XSD}decimal" if isinstance(given, Decimal) or prop.range == f"{XSD}decimal" else f"{XSD}integer"
