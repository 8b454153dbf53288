"""The bytes of a file come in; its text, and what had to be done to read it, go out."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from kg.paths import ONTOLOGY


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text in NFC without a byte-order mark; `exact` where any reader of UTF-8 gets this very text from the bytes."""

    text: str
    exact: bool = True
    flaws: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undecodable:
    """Why bytes are not the text of an article."""

    reason: str


@dataclass(frozen=True, slots=True)
class Font:
    """A legacy font: what its characters stand for. `pattern` finds them, longest first."""

    pattern: re.Pattern[str]
    letters: dict[str, str]

    def convert(self, text: str) -> str:
        """`text` with every character of the font replaced by the letter that its readers saw."""
        return self.pattern.sub(lambda match: self.letters[match[0]], text)


MAGIC = (b"\x89PNG", b"PK\x03\x04", b"\x7fELF", b"%PDF", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")
CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1a\x1b"))
HEAD = 8192  # bytes that tell binary from text
# Latin-1 characters that no Vietnamese word has: many of them mean mojibake or a legacy font
FOREIGN = re.compile("[¡¢£¤¥¦¨©ª¬\u00ad®¯°±²³´µ¶·¸¹º¼½¾¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ]")
SUSPECT = 0.02  # share of foreign characters that makes a text worth a second look
SAMPLE = 20_000  # characters that tell one reading from another
WORD = re.compile(r"\w+")
TWO, THREE, MORE = range(0xC2, 0xE0), range(0xE0, 0xF0), range(0x80, 0xC0)  # bytes that begin, and go on, a letter
FLUENT = 0.12  # share of common syllables in Vietnamese read rightly: news has 0.4, bad readings below 0.05


def decode(raw: bytes) -> Decoded | Undecodable:
    """The text of `raw`: UTF-8, UTF-16, windows-1258, TCVN3 or VNI, mojibake mended; or why it has none.

    UTF-8 comes before any guess: one bad byte must not turn a page into another alphabet. At most 1 % of the
    characters may be lost (then the flaw "bad-bytes").
    """
    if raw.startswith(MAGIC):
        return Undecodable("binary")
    if utf_16 := _utf_16(raw[:HEAD]):
        return Decoded(nfc(raw.decode(utf_16, errors="replace").removeprefix("\ufeff")), exact=False)
    if len(raw[:HEAD].translate(None, CONTROLS)) < 0.98 * len(raw[:HEAD]) - 2:
        return Undecodable("binary")
    text = raw.decode("utf-8-sig", errors="replace")
    lost = text.count("\ufffd") - raw.count(b"\xef\xbf\xbd")
    if lost > max(1, len(text) // 100):
        return _decode_8_bit(raw)
    flaws = ("bad-bytes",) if lost else ()
    if len(FOREIGN.findall(text, 0, SAMPLE)) < SUSPECT * min(len(text), SAMPLE):
        return Decoded(nfc(text), flaws=flaws)
    return _mended(text, flaws)


def _utf_16(head: bytes) -> str:
    """The UTF-16 of `head` by its mark, or by where its zero bytes stand; "" where it is something else."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    pairs = len(head) // 2
    even, odd = head[::2].count(0), head[1::2].count(0)
    if pairs < 8 or min(even, odd) > pairs // 20:
        return ""
    return "utf-16-le" if odd > pairs // 3 else "utf-16-be" if even > pairs // 3 else ""


def _decode_8_bit(raw: bytes) -> Decoded | Undecodable:
    """The reading of bytes that are not UTF-8 which is most like Vietnamese."""
    western = raw.decode("cp1252", errors="replace")
    converted = [convert(western) for convert in _conversions()]
    modern = raw.decode("cp1258", errors="replace")
    text = max(modern, *converted, key=fluency)
    if fluency(text) < FLUENT:
        return Undecodable("unknown encoding")
    return Decoded(nfc(text), exact=False, flaws=() if text is modern else ("legacy-font",))


def _mended(text: str, flaws: tuple[str, ...]) -> Decoded:
    """A text with many foreign characters: mojibake, a legacy font, or just another language."""
    sample, before = text[:SAMPLE], fluency(text)
    mend = max(*_conversions(), *_reversals(), key=lambda mend: fluency(mend(sample)))
    if before >= FLUENT or fluency(mend(sample)) < max(FLUENT, 2 * before):
        return Decoded(nfc(text), flaws=flaws)
    mended = nfc(mend(text))
    how = "legacy-font" if mend in _conversions() else "mojibake" if _is_lossy(mended) else "mojibake-repaired"
    return Decoded(mended, exact=False, flaws=(*flaws, how))


def _is_lossy(mended: str) -> bool:
    """Whether letters were lost before a text came to us, so that no mending brings them back."""
    return "\ufffd" in mended or len(FOREIGN.findall(mended)) > 0.002 * len(mended)


def _conversions() -> list[Callable[[str], str]]:
    return [font.convert for font in legacy_fonts().values()]


def _reversals() -> list[Callable[[str], str]]:
    return [partial(_reversed, codec) for codec in ("cp1252", "cp1258")]


def _reversed(codec: str, text: str) -> str:
    """`text` with the characters that `codec` made out of bytes of UTF-8 put together again."""
    pattern, byte_of = _misread(codec)
    return pattern.sub(lambda match: bytes(map(byte_of.__getitem__, match[0])).decode("utf-8", "replace"), text)


@cache
def _misread(codec: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """What a letter in UTF-8 looks like when read in another codec, and the byte behind each character.

    Bytes that the codec leaves open are read as control characters, as browsers do and Latin-1 does for all of them.
    """
    byte_of = {chr(byte): byte for byte in range(0x80, 0x100)}
    byte_of |= {bytes([byte]).decode(codec, "ignore"): byte for byte in byte_of.values()}
    byte_of.pop("", None)
    seen = {part: "".join(char for char, byte in byte_of.items() if byte in part) for part in (TWO, THREE, MORE)}
    two, three, more = (f"[{re.escape(chars)}]" for chars in seen.values())
    return re.compile(f"{two}{more}|{three}{more}{more}"), byte_of


def fluency(text: str) -> float:
    """The share of words in `text` that are common Vietnamese syllables (in its first SAMPLE characters)."""
    words = WORD.findall(nfc(text[:SAMPLE]).lower())
    return sum(map(_common().__contains__, words)) / max(1, len(words))


@cache
def _table() -> dict[str, object]:
    with (ONTOLOGY / "rules" / "legacy-fonts.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _common() -> frozenset[str]:
    return frozenset(str(_table()["common"]).split())


@cache
def legacy_fonts() -> dict[str, Font]:
    """The legacy fonts that are known, by name."""
    return {name: _font(_table()[name]) for name in ("tcvn3", "vni")}


def _font(entry: object) -> Font:
    assert isinstance(entry, dict)
    spaced = " " in entry["from"]
    pairs = zip(*(entry[side].split() if spaced else entry[side] for side in ("from", "to")), strict=True)
    letters = dict(pairs)
    if spaced:
        for case in (str.upper, str.capitalize):
            letters |= {case(seen): case(meant) for seen, meant in letters.items()}
    longest_first = sorted(letters, key=lambda key: (-len(key), key))
    return Font(re.compile("|".join(map(re.escape, longest_first))), letters)


def nfc(text: str) -> str:
    """`text` in Unicode's normal form C, in which every offset counts."""
    return unicodedata.normalize("NFC", text)
