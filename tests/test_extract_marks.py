"""Text whose marks are missing: names and posts still come out, the agencies under their right names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg import extract, lexicon, resolve
from reading import document, facts_of

PLAIN = [
    ("Dong chi Tran Thi Hoa, Uy vien Ban Thuong vu Tinh uy, Giam doc So Thong tin va Truyen thong tinh Phu Tho phat bieu.",
     ["Tran Thi Hoa|Giám đốc|Sở Thông tin và Truyền thông tỉnh Phú Thọ",
      "Tran Thi Hoa|Ủy viên|Ban Thường vụ Tỉnh ủy Phú Thọ"]),
    ("Chu tich UBND tinh Yen Bai Do Duc Duy chu tri hoi nghi.", ["Do Duc Duy|Chủ tịch|Ủy ban nhân dân tỉnh Yên Bái"]),
    ("Ba Le Thi Hong, Pho Bi thu Thuong truc Tinh uy Gia Lai, du hoi nghi.",
     ["Le Thi Hong|Phó Bí thư Thường trực|Tỉnh ủy Gia Lai"]),
    ("Ba nguoi da den, so 12 duong Le Loi, ban hanh ke hoach nam 2021.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "roles"), PLAIN)
def test_posts_without_marks(text: str, roles: list[str]) -> None:
    doc = replace(document(text), flaws=("no-diacritics",))
    facts = resolve.settle(extract.read(doc, lexicon.load()))
    assert facts_of("roles", facts) == roles
    assert all(evidence.quote in text for statement in facts.statements for evidence in statement.evidence)
