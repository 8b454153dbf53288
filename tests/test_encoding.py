"""Bytes of every encoding that Vietnamese pages came in, read to the same text."""

from __future__ import annotations

import unicodedata

import pytest

from kg.encoding import Decoded, Undecodable, decode, fluency, legacy_fonts

TEXT = (
    "Sở Nội vụ tổ chức hội nghị triển khai nghị quyết của Tỉnh ủy.\n\n"
    "Đồng chí Lê Văn Hải, Giám đốc Sở, yêu cầu các phòng hoàn thành kế hoạch chuyển đổi số trước ngày 8/3; "
    "những việc được giao phải có người chịu trách nhiệm, không để chậm. Ưu tiên cấp xã, phường.\n"
)


def read(raw: bytes) -> Decoded:
    decoded = decode(raw)
    assert isinstance(decoded, Decoded)
    return decoded


def to_cp1258(text: str) -> bytes:
    """windows-1258 has the letters with a hat, and the tones as characters of their own."""
    tones = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
    out = []
    for char in unicodedata.normalize("NFD", text).replace("\u0111", "đ"):
        out.append(char)
    hats = unicodedata.normalize("NFC", "".join(out).translate(tones))
    marks = iter(unicodedata.normalize("NFC", text))
    whole = []
    for hat in hats:
        full = unicodedata.normalize("NFD", next(marks))
        whole.append(hat + "".join(c for c in full if ord(c) in tones))
    return "".join(whole).encode("cp1258")


def to_font(name: str, text: str) -> str:
    seen = {letter: codes for codes, letter in reversed(legacy_fonts()[name].letters.items())}
    return "".join(seen.get(char, char) for char in text)


TWINS = [
    ("UTF-8", TEXT.encode(), True, ()),
    ("UTF-8 with a mark", b"\xef\xbb\xbf" + TEXT.encode(), True, ()),
    ("UTF-8, decomposed", unicodedata.normalize("NFD", TEXT).encode(), True, ()),
    ("UTF-16 with a mark", TEXT.encode("utf-16"), False, ()),
    ("UTF-16 BE with a mark", b"\xfe\xff" + TEXT.encode("utf-16-be"), False, ()),
    ("UTF-16 LE without", TEXT.encode("utf-16-le"), False, ()),
    ("UTF-16 BE without", TEXT.encode("utf-16-be"), False, ()),
    ("windows-1258", to_cp1258(TEXT), False, ()),
    ("TCVN3 bytes", to_font("tcvn3", TEXT).encode("cp1252"), False, ("legacy-font",)),
    ("TCVN3 pasted into UTF-8", to_font("tcvn3", TEXT).encode(), False, ("legacy-font",)),
    ("VNI bytes", to_font("vni", TEXT).encode("cp1252"), False, ("legacy-font",)),
    ("VNI pasted into UTF-8", to_font("vni", TEXT).encode(), False, ("legacy-font",)),
    ("UTF-8 read as Latin-1", TEXT.encode().decode("latin-1").encode(), False, ("mojibake-repaired",)),
]


@pytest.mark.parametrize(("raw", "is_exact", "flaws"), [twin[1:] for twin in TWINS], ids=[twin[0] for twin in TWINS])
def test_every_encoding_reads_as_its_twin(raw: bytes, is_exact: bool, flaws: tuple[str, ...]) -> None:
    assert read(raw) == Decoded(TEXT, is_exact, flaws)


def test_line_ends_and_odd_characters_stay() -> None:
    text = "Một\r\nhai\rba \xa0bốn\u200b năm\u00ad sáu\t\x0c bảy\u202e\uffff\n"
    assert read(text.encode()) == Decoded(text)


@pytest.mark.parametrize("raw", [TEXT.encode()[:50] + b"\xff" + TEXT.encode()[50:], TEXT.encode() + "ậ".encode()[:2]])
def test_a_bad_byte_does_not_change_the_alphabet(raw: bytes) -> None:
    decoded = read(raw)
    assert decoded.flaws == ("bad-bytes",)
    assert decoded.text == unicodedata.normalize("NFC", raw.decode("utf-8", errors="replace"))
    assert decoded.exact


@pytest.mark.parametrize("errors", ["replace", "ignore"])
def test_mojibake_that_lost_bytes_is_mended_as_far_as_it_goes_and_flagged(errors: str) -> None:
    decoded = read(TEXT.encode().decode("cp1252", errors=errors).encode())
    assert (decoded.exact, decoded.flaws) == (False, ("mojibake",))
    assert "Sở Nội vụ tổ chức hội nghị" in decoded.text


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        b"PK\x03\x04" + b"a" * 99,
        b"\x7fELF" + bytes(200),
        bytes(100_000),
        bytes(range(256)) * 40,
    ],
    ids=["png", "zip", "elf", "nuls", "noise"],
)
def test_binary_is_no_text(raw: bytes) -> None:
    assert decode(raw) == Undecodable("binary")


@pytest.mark.parametrize(
    "text",
    [
        "Điều 3: «Sở» chi 20 % của 1 m² đất ở ±5 °C; § 4; ½ số xã; giá 3 €, 5 £ ©®.",
        "Café, naïve, Müller và Ångström là tên riêng trong bản tin của tỉnh.",
        "Le préfet a présidé la réunion du conseil général à Évry, où l'été a été très sec.",
        "",
    ],
)
def test_clean_text_is_never_converted(text: str) -> None:
    assert read(text.encode()) == Decoded(text)


def test_text_of_another_alphabet_in_8_bits_is_named() -> None:
    assert decode("Совет министров принял постановление".encode("cp1251")) == Undecodable("unknown encoding")


def test_fluency_tells_vietnamese_from_its_bad_readings() -> None:
    assert fluency(TEXT) > 0.3
    assert fluency(TEXT.encode().decode("latin-1")) < 0.1
    assert fluency("") == 0
