"""What took place on which day, who chaired it and who came; a term, a deadline, a document's day is no event."""

from __future__ import annotations

import pytest

from kg.extract.events import EventMention
from reading import mentions


def shown(event: EventMention) -> str:
    """day|kind|those who chaired"""
    return f"{event.day.edtf}|{event.kind.removeprefix('et-')}|{', '.join(person.name for person in event.chairs)}"


EVENTS = [
    ("Sáng 12/4/2021, đồng chí Lê Văn An, Bí thư Tỉnh ủy chủ trì hội nghị sơ kết.", ["2021-04-12|hoi-nghi|Lê Văn An"]),
    ("Ngày 3-5-2022, UBND tỉnh tổ chức hội nghị. Đồng chí Trần Thị Hoa phát biểu kết luận.", ["2022-05-03|hoi-nghi|"]),
    ("Chiều 26/4/2021, đoàn công tác làm việc với Sở Y tế. Ông Lê Văn An chủ trì buổi làm việc.",
     ["2021-04-26|buoi-lam-viec|Lê Văn An"]),
    ("Ngày 9/6/2017, Thủ tướng tiếp ông Lê Văn An.", ["2017-06-09|tiep-khach|"]),
    ("Ngày 2/9/2021, huyện khởi công tuyến đường mới.", ["2021-09-02|khoi-cong|"]),
    ("Sáng 12/4/2021, hội nghị do đồng chí Lê Văn An chủ trì đã bàn về chuyển đổi số.",
     ["2021-04-12|hoi-nghi|Lê Văn An"]),
    ("Ngày 12/4/2021, các đồng chí Lê Văn An, Trần Thị Hoa đồng chủ trì hội thảo.",
     ["2021-04-12|hoi-thao|Lê Văn An, Trần Thị Hoa"]),
    ("Sáng 12/4/2021, HĐND tỉnh khai mạc kỳ họp thứ 3. Chiều 14/4/2021, kỳ họp bế mạc.",
     ["2021-04-12|ky-hop|", "2021-04-14|ky-hop|"]),
    ("Ngày 12/4/2021, Sở Y tế công bố quyết định nhân sự.", ["2021-04-12|trao-quyet-dinh|"]),
    ("Tối 12/4/2021, lễ kỷ niệm diễn ra tại quảng trường.", ["2021-04-12|le|"]),
    ("Ngày 12/4/2021, hội nghị khai mạc dưới sự chủ trì của ông Lê Văn An.", ["2021-04-12|hoi-nghi|Lê Văn An"]),
    ("Theo Nghị định số 67/2025/NĐ-CP ngày 15/3/2025 của Chính phủ, hồ sơ nộp một lần.", []),
    ("Hồ sơ nộp trước ngày 30/6/2025.", []),
    ("Ngày 31/2/2023 không có hội nghị.", []),
    ("Đồng chí Lê Văn An sinh ngày 12/4/1970.", []),
    ("Hội nghị có 8/11 huyện tham dự.", []),
    ("Nhân kỷ niệm 92 năm Ngày Báo chí (21/6/1925 - 21/6/2017), chiều 18/6/2017, đoàn gặp mặt phóng viên.",
     ["2017-06-18|gap-mat|"]),
    ("Ngày 26/12/2025 hằng năm là ngày lễ.", []),
    ("Tại Đại hội đại biểu Đảng bộ tỉnh lần thứ XIV, nhiệm kỳ 2020 - 2025, diễn ra từ ngày 13-15/10/2020, ông An trúng cử.",
     ["2020-10-13/2020-10-15|dai-hoi|"]),
    ("Chương trình thực hiện từ ngày 1/7/2021.", []),
    ("Sở tổ chức thành công “Tuần lễ chuyển đổi số tỉnh năm 2022”.", ["2022|khac|"]),
    ("Tỉnh quyết tâm tổ chức thành công Festival Bình Minh năm 2022.", []),
    ("Khánh thành nhà máy nước cuối năm 2022", ["2022|khanh-thanh|"]),
    ("Nhà máy nước dự kiến khánh thành cuối năm 2022.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "events"), EVENTS)
def test_events(text: str, events: list[str]) -> None:
    assert [shown(event) for event in mentions(text).events] == events


def test_the_year_that_is_not_said_is_marked() -> None:
    (event,) = mentions("Sáng 27-9, UBND tỉnh tổ chức hội nghị.", published="2021-09-28").events
    assert event.day.edtf == "2021?-09-27"


def test_who_came_to_what_the_article_is_about() -> None:
    text = "Sáng 12/4/2021, UBND tỉnh tổ chức hội nghị. Dự hội nghị có các đồng chí Lê Văn An, Trần Thị Hoa."
    (event,) = mentions(text).events
    assert event.main
    assert [person.name for person in event.attendees] == ["Lê Văn An", "Trần Thị Hoa"]


NAMES = [
    (
        "Sáng 12/4/2021, UBND tỉnh tổ chức hội nghị sơ kết công tác chuyển đổi số.",
        "Hội nghị sơ kết công tác chuyển đổi số",
    ),
    (
        "Ngày 12/4/2021, lễ ra mắt Trung tâm Điều hành thông minh được tổ chức.",
        "Lễ ra mắt Trung tâm Điều hành thông minh",
    ),
    ("Sáng 12/4/2021, đoàn đến làm việc tại Sở Y tế tỉnh Lào Cai.", "Làm việc tại Sở Y tế tỉnh Lào Cai"),
    ("Sáng 12/4/2021, cuộc họp đã bàn với Sở Y tế.", "Cuộc họp"),
    ("Tin từ hội thảo khoa học sáng 12/4/2021 cho hay, đề tài đã xong.", "Hội thảo khoa học"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_what_the_text_calls_it(text: str, name: str) -> None:
    (event,) = mentions(text).events
    assert event.name == name
