"""Times as people write them, in Vietnamese and English, with and without marks."""

from __future__ import annotations

from datetime import date

import pytest

from kg.ask import periods

# A question, and the first and last day that it names; a yearless day stands in the year 2000.
TIMES = [
    ("Ai chủ trì ngày 27-9-2021 ở Tuyên Quang?", [("2021-09-27", "2021-09-27")]),
    ("ngày 27/9/2021", [("2021-09-27", "2021-09-27")]),
    ("ngay 11 thang 1 nam 2021", [("2021-01-11", "2021-01-11")]),
    ("2021-01-11 ai phát biểu", [("2021-01-11", "2021-01-11")]),
    ("on 27 September 2021", [("2021-09-27", "2021-09-27")]),
    ("on September 27th, 2021", [("2021-09-27", "2021-09-27")]),
    ("ngày 27-9", [("2000-09-27", "2000-09-27")]),
    ("chiều 27/9", [("2000-09-27", "2000-09-27")]),
    ("27 tháng 9 ai dự", [("2000-09-27", "2000-09-27")]),
    ("on May 3", [("2000-05-03", "2000-05-03")]),
    ("tháng 2 năm 2024", [("2024-02-01", "2024-02-29")]),
    ("in September 2021", [("2021-09-01", "2021-09-30")]),
    ("trong năm 2021", [("2021-01-01", "2021-12-31")]),
    ("cuối năm 2021", [("2021-01-01", "2021-12-31")]),
    ("in 2021", [("2021-01-01", "2021-12-31")]),
    ("từ năm 2021 đến năm 2023", [("2021-01-01", "2023-12-31")]),
    ("between 2021 and 2023", [("2021-01-01", "2023-12-31")]),
    ("các năm 2021-2025", [("2021-01-01", "2025-12-31")]),
    ("trước năm 2022", [("1900-01-01", "2021-12-31")]),
    ("after 2022", [("2023-01-01", "2100-12-31")]),
    ("từ 2020 đến nay", [("2020-01-01", "2100-12-31")]),
    ("từ tháng 1 đến tháng 6 năm 2025", [("2025-01-01", "2025-06-30")]),
    ("tu thang 3/2021 den het thang 2/2024", [("2021-03-01", "2024-02-29")]),
    ("từ ngày 1/3/2025 đến ngày 15/4/2025", [("2025-03-01", "2025-04-15")]),
    ("từ ngày 27/4 đến ngày 30/4/2021", [("2021-04-27", "2021-04-30")]),
    ("between January and March 2025", [("2025-01-01", "2025-03-31")]),
    ("năm 2021 và 2022", [("2021-01-01", "2022-12-31")]),
    ("trước ngày 1/7/2025", [("1900-01-01", "2025-06-30")]),
    ("before July 2025", [("1900-01-01", "2025-06-30")]),
    ("sau tháng 6/2025", [("2025-07-01", "2100-12-31")]),
    ("từ ngày 1/7/2025", [("2025-07-01", "2100-12-31")]),
    ("quý III năm 2021", [("2021-07-01", "2021-09-30")]),
    ("quy 1/2025", [("2025-01-01", "2025-03-31")]),
    ("6 tháng đầu năm 2021", [("2021-01-01", "2021-06-30")]),
    ("the second half of 2021", [("2021-07-01", "2021-12-31")]),
    ("tháng 9 ai dự", []),
    ("ngày 31/2/2023", []),
    ("ngày 31/2", []),
    ("đạt 28/34 chỉ tiêu", []),
    ("Thông tư số 05/2022/TT-BNNPTNT", []),
    ("Nghị quyết số 57-NQ/TW", []),
    ("34 trang thành phần", []),
]


@pytest.mark.parametrize(("question", "spans"), TIMES)
def test_times_are_found(question: str, spans: list[tuple[str, str]]) -> None:
    found = periods.find(question)
    assert [(period.first.isoformat(), period.last.isoformat()) for period in found] == spans
    assert all(period.text == question[period.begin : period.end].strip() for period in found)


def test_what_a_document_aims_at_is_no_time_of_a_fact() -> None:
    found = periods.find("Nghị quyết đến năm 2025, tầm nhìn đến năm 2030, nhiệm kỳ 2020 - 2025")
    assert [(period.kind, period.last.year) for period in found] == [
        ("target", 2025),
        ("target", 2030),
        ("stage", 2025),
    ]


def test_a_day_without_a_year_stands_in_every_year() -> None:
    (period,) = periods.find("ngày 27-9")
    assert period.has(date(2021, 9, 27)) and period.has(date(1999, 9, 27))
    assert not period.has(date(2021, 9, 28))
