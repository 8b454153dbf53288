"""Days as the text names them, and the year that an article supports; a day that cannot be is none."""

from __future__ import annotations

import pytest

from kg.extract.dates import article_years, days
from reading import document


def found(text: str, published: str = "") -> list[str]:
    """The days of a text, in EDTF."""
    doc = document(text, published=published)
    return [day.edtf for day in days(doc, 0, len(doc.text), years=article_years(doc))]


SAID = [
    ("Ngày 9/6/2017, đoàn đến.", ["2017-06-09"]),
    ("Sáng 12-4-2021 và chiều 13.4.2021.", ["2021-04-12", "2021-04-13"]),
    ("Ngày 2 tháng 9 năm 2021 là lễ.", ["2021-09-02"]),
    ("Hôm 05/02/2022 trời mưa.", ["2022-02-05"]),
    ("Nghị định ký ngày 31/2/2023.", []),
    ("Ngày 30/2 và ngày 29/2/2023 không có.", []),
    ("Ngày 29/2/2024 là ngày nhuận.", ["2024-02-29"]),
    ("Có 8/11 huyện hoàn thành; trực 24/7.", []),
    ("Điểm trung bình 9.6, tăng 3,5 lần.", []),
    ("Nghị quyết số 12/2021 và Quyết định 45/2020/QĐ-UBND.", []),
    ("Nhiệm kỳ 2020 - 2025, giai đoạn 2021-2030.", []),
    ("Đại hội diễn ra từ ngày 13-15/10/2020.", ["2020-10-13/2020-10-15"]),
    ("Kỳ họp từ ngày 28/11 đến ngày 2/12/2021.", ["2021-11-28/2021-12-02"]),
]


@pytest.mark.parametrize(("text", "edtf"), SAID)
def test_days_with_a_year(text: str, edtf: list[str]) -> None:
    assert found(text) == edtf


INFERRED = [
    ("Ngày 27-9, đoàn làm việc.", "2021-09-28", ["2021?-09-27"]),
    ("Sáng 30/12, hội nghị khai mạc.", "2022-01-03", ["2021?-12-30"]),
    ("Lễ khai mạc vào ngày 5/1 tới.", "2021-12-20", ["2022?-01-05"]),
    ("Ngày 4/1, đoàn đến. Báo cáo ngày 6/1/2019 nêu rõ.", "", ["2019?-01-04", "2019-01-06"]),
    ("Ngày 11/1, hội nghị triển khai nhiệm vụ năm 2021.", "", ["2021?-01-11"]),
    ("Ngày 11/1, hội nghị quán triệt nhiệm kỳ 2020 - 2025, tầm nhìn đến năm 2030.", "", ["XXXX-01-11"]),
    ("Chiều 26/4, tổ bầu cử đại biểu Quốc hội nhiệm kỳ 2021 - 2026 họp.", "", ["2021?-04-26"]),
    ("Từ ngày 3 đến 5/8, lớp tập huấn diễn ra.", "2023-08-10", ["2023?-08-03/2023?-08-05"]),
    ("Trong hai ngày 14 và 15/10, huyện họp.", "2023-10-16", ["2023?-10-14/2023?-10-15"]),
    ("Từ 28 đến 2/10, triển lãm mở cửa.", "2023-10-03", ["2023?-09-28/2023?-10-02"]),
    ("Từ ngày 28/12 đến hết ngày 3/1, triển lãm mở cửa.", "2024-01-05", ["2023?-12-28/2024?-01-03"]),
    (
        "Chiều 7/10, tỉnh họp về 9 tháng đầu năm 2021. Kế hoạch ngày 3/12/2020, sửa ngày 26/2/2021.",
        "",
        ["2021?-10-07", "2020-12-03", "2021-02-26"],
    ),
    (
        "Chiều 7/10, tỉnh họp. Kế hoạch ngày 3/9/2020 kéo dài đến 26/12/2025.",
        "",
        ["2020?-10-07", "2020-09-03", "2025-12-26"],
    ),
    ("Ngày 21/3, hội nghị quán triệt kế hoạch quý I/2025.", "", ["2025?-03-21"]),
    ("Ngày 10/1, đoàn đánh giá cao kết quả mà tỉnh đạt được năm 2018.", "", ["XXXX-01-10"]),
    ("Ngày 10/1, đoàn nghe kết quả năm 2018 và nhiệm vụ năm 2019.", "", ["2019?-01-10"]),
    ("Ngày 11/11, ông An trúng cử. Tháng 10/2019, ông giữ chức Phó Chủ tịch.", "", ["XXXX-11-11"]),
    (
        "Ngày 10/2, hai bên họp bàn nhiệm vụ năm 2017. Thông báo ngày 6/4/2016 nêu rõ.",
        "",
        ["2017?-02-10", "2016-04-06"],
    ),
    ("Ngày 26/12, tỉnh bầu ông An, người giữ chức này hồi năm 2020.", "", ["XXXX-12-26"]),
]


@pytest.mark.parametrize(("text", "published", "edtf"), INFERRED)
def test_days_without_a_year(text: str, published: str, edtf: list[str]) -> None:
    assert found(text, published) == edtf


SOURCES = [
    ("bao-2017/00174.txt", "2017?-06-27"),
    ("vnexpress2016__00006.txt", "2016?-06-27"),
    ("2017/2018.txt", "2013?-06-27"),
    ("bao/00174.txt", "2013?-06-27"),
    ("bao.jsonl#2019", "2013?-06-27"),
]


@pytest.mark.parametrize(("source", "edtf"), SOURCES)
def test_a_collection_named_after_its_year_tells_it(source: str, edtf: str) -> None:
    doc = document("Ngày 27/6, đoàn đến. Báo cáo ngày 6/7/2013 nêu rõ.", source=source)
    assert days(doc, 0, 20, years=article_years(doc))[0].edtf == edtf


def test_the_latest_of_like_dates_tells_the_year() -> None:
    doc = document("Chiều 18/6, đoàn đến. Báo cáo ngày 21/6/2005 và ngày 21/6/2017 nêu rõ.")
    assert days(doc, 0, 20, years=article_years(doc))[0].edtf == "2017?-06-18"


def test_a_day_stands_where_it_says() -> None:
    doc = document("Sáng ngày 12 tháng 4 năm 2021, đoàn đến.")
    (day,) = days(doc, 0, len(doc.text), years=article_years(doc))
    assert doc.text[day.start : day.end] == "12 tháng 4 năm 2021"
