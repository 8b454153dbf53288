"""Who tells whom to do what: the speaker, the verb, the clause word for word; praise and reports direct nothing."""

from __future__ import annotations

import pytest

from kg.extract.clauses import Speech
from kg.extract.people import NameMention
from kg.extract.scan import Scan
from reading import mentions


def shown(scan: Scan, speech: Speech) -> str:
    """speaker|verb|clause"""
    value = speech.speaker.value
    who = value.name if isinstance(value, NameMention) else scan.span(speech.speaker.start, speech.speaker.end)
    return f"{who}|{speech.verb.removeprefix('v-')}|{' '.join(scan.doc.text[speech.start : speech.end].split())}"


ORDERS = [
    ("Đồng chí Lê Văn An yêu cầu Sở Y tế đẩy nhanh chuyển đổi số.",
     ["Lê Văn An|yeu-cau|Sở Y tế đẩy nhanh chuyển đổi số"]),
    ("Ông Lê Văn An, Chủ tịch UBND tỉnh đề nghị các địa phương rà soát hồ sơ.",
     ["Lê Văn An|de-nghi|các địa phương rà soát hồ sơ"]),
    ("Chủ tịch UBND tỉnh giao Sở Tài chính bố trí kinh phí.", ["Chủ tịch UBND tỉnh|giao|Sở Tài chính bố trí kinh phí"]),
    ("Ông Lê Văn An cũng đã chỉ đạo công an vào cuộc.", ["Lê Văn An|chi-dao|công an vào cuộc"]),
    ("Đồng chí Lê Văn An nhấn mạnh, các sở, ngành cần cải cách hành chính.",
     ["Lê Văn An|nhan-manh|các sở, ngành cần cải cách hành chính"]),
    ("Ông Lê Văn An ghi nhận kết quả; đồng thời yêu cầu Sở Y tế khắc phục tồn tại.",
     ["Lê Văn An|yeu-cau|Sở Y tế khắc phục tồn tại"]),
    ("Ông Lê Văn An yêu cầu Sở Y tế rà soát hồ sơ; Sở Tài chính bố trí vốn.",
     ["Lê Văn An|yeu-cau|Sở Y tế rà soát hồ sơ", "Lê Văn An|yeu-cau|Sở Tài chính bố trí vốn"]),
    ("Ông Lê Văn An yêu cầu các xã rà soát hồ sơ; tập trung thu hồi đất; tăng cường kiểm tra.",
     ["Lê Văn An|yeu-cau|các xã rà soát hồ sơ", "Lê Văn An|yeu-cau|tập trung thu hồi đất",
      "Lê Văn An|yeu-cau|tăng cường kiểm tra"]),
    # The same speaker goes on, across sentences and paragraphs.
    ("Ông Lê Văn An yêu cầu Sở Y tế rà soát. Tập trung triển khai dịch vụ công trực tuyến.",
     ["Lê Văn An|yeu-cau|Sở Y tế rà soát", "Lê Văn An|yeu-cau|Tập trung triển khai dịch vụ công trực tuyến"]),
    ("Ông Lê Văn An yêu cầu Sở Y tế rà soát.\n\nCác huyện cần báo cáo trước ngày 30.",
     ["Lê Văn An|yeu-cau|Sở Y tế rà soát", "Lê Văn An|yeu-cau|Các huyện cần báo cáo trước ngày 30"]),
    ("Ông Lê Văn An yêu cầu Sở Y tế rà soát. Đồng chí cũng đề nghị các xã góp ý.",
     ["Lê Văn An|yeu-cau|Sở Y tế rà soát", "Lê Văn An|de-nghi|các xã góp ý"]),
    ("Bà Trần Thị Hoa báo cáo. Bà Hoa đề nghị huyện hỗ trợ.", ["Bà Hoa|de-nghi|huyện hỗ trợ"]),
    # Quotations.
    ("“Các sở phải hoàn thành trong năm nay”, ông Lê Văn An nhấn mạnh.",
     ["Lê Văn An|nhan-manh|Các sở phải hoàn thành trong năm nay"]),
    ("Ông Lê Văn An yêu cầu: “Các xã khẩn trương khắc phục”.", ["Lê Văn An|yeu-cau|Các xã khẩn trương khắc phục"]),
    # No order.
    ("Ông Lê Văn An yêu cầu các ngành phối hợp. Cấp ủy các cấp giám sát 8.837 tổ chức đảng.",
     ["Lê Văn An|yeu-cau|các ngành phối hợp"]),
    # Whoever spoke before goes on: the subject left out, the items of a list, numbers in brackets.
    ("Ông Lê Văn An biểu dương Sở Y tế. Đồng thời đề nghị các xã rà soát hồ sơ.",
     ["Lê Văn An|de-nghi|các xã rà soát hồ sơ"]),
    ("Ông Lê Văn An yêu cầu Sở Y tế tập trung một số việc.\n\nThứ nhất là rà soát hồ sơ.\n\nCông việc còn nhiều.\n\n"
     "Thứ hai là bố trí vốn.",
     ["Lê Văn An|yeu-cau|Sở Y tế tập trung một số việc", "Lê Văn An|yeu-cau|rà soát hồ sơ",
      "Lê Văn An|yeu-cau|bố trí vốn"]),
    ("Ông Lê Văn An chỉ đạo: (1) Sở Y tế rà soát hồ sơ; (2) Sở Tài chính bố trí vốn.",
     ["Lê Văn An|chi-dao|Sở Y tế rà soát hồ sơ", "Lê Văn An|chi-dao|Sở Tài chính bố trí vốn"]),
    ("Ông Lê Văn An cho biết, Chủ tịch UBND tỉnh yêu cầu Sở Y tế rà soát hồ sơ.",
     ["Chủ tịch UBND tỉnh|yeu-cau|Sở Y tế rà soát hồ sơ"]),
    ("Ông Lê Văn An trình bày Kế hoạch số 12/KH-UBND về chuyển đổi số.", []),
    ("Ông Lê Văn An đánh giá cao kết quả của Sở Y tế.", []),
    ("UBND tỉnh yêu cầu các sở cải cách hành chính.", []),
    ("Theo yêu cầu của ông Lê Văn An, Sở Y tế báo cáo.", []),
    ("Ông Lê Văn An quan tâm giao thông và giao dịch điện tử.", []),
    ("Ông Lê Văn An cho biết, Sở Y tế đã hoàn thành.", []),
    ("Ông Lê Văn An yêu cầu Sở Y tế rà soát. Kết thúc buổi làm việc, đoàn thăm bệnh viện.",
     ["Lê Văn An|yeu-cau|Sở Y tế rà soát"]),
    ("“Việc này không phải là của huyện”, ông Lê Văn An khẳng định.", []),
    ("Ông Lê Văn An nói, tỉnh không cần vay vốn.", []),
    ("Ông Lê Văn An cho biết, UBND tỉnh đã giao Sở Y tế rà soát.", []),
    ("Ông Lê Văn An nêu kết quả lãnh đạo, chỉ đạo, tổ chức thực hiện các nghị quyết.", []),
    ("Bà Hoa là người gửi thư cho Thủ tướng Chính phủ Lê Văn An, đề nghị xem xét quy hoạch.", []),
    ("Bà Hoa là người gửi thư tới Thủ tướng Chính phủ, đề nghị xem xét quy hoạch.", []),
    ("Ông Lê Văn An cho biết, đã chỉ đạo Sở Y tế xác minh.", ["Lê Văn An|chi-dao|Sở Y tế xác minh"]),
    ("Ông Lê Văn An ghi nhận kết quả, ông cũng yêu cầu Sở Y tế khắc phục tồn tại.",
     ["Lê Văn An|yeu-cau|Sở Y tế khắc phục tồn tại"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "orders"), ORDERS)
def test_orders(text: str, orders: list[str]) -> None:
    found = mentions(text)
    assert [shown(found.scan, speech) for speech in found.speeches if speech.directive] == orders


ADDRESSEES = [
    ("Ông Lê Văn An yêu cầu Sở Y tế tỉnh Lào Cai rà soát.", "Sở Y tế tỉnh Lào Cai"),
    ("Ông Lê Văn An đề nghị Chủ tịch UBND huyện Bát Xát vào cuộc.", "Chủ tịch UBND huyện Bát Xát"),
    ("Ông Lê Văn An nhấn mạnh, trong năm nay Sở Y tế cần rà soát.", "Sở Y tế"),
    ("Ông Lê Văn An yêu cầu rà soát mọi hồ sơ.", ""),
]


@pytest.mark.parametrize(("text", "addressee"), ADDRESSEES)
def test_who_must_act(text: str, addressee: str) -> None:
    found = mentions(text)
    (order,) = (speech for speech in found.speeches if speech.directive)
    chunk = next((c for c in found.chunks if c.start == order.addressee), None)
    assert (found.scan.span(chunk.start, chunk.end) if chunk else "") == addressee
