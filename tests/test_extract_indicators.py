"""Figures that are reported or aimed at; a day, a ratio of hours, a number of a document is none."""

from __future__ import annotations

import pytest

from kg.extract.indicators import IndicatorMention
from reading import mentions


def shown(figure: IndicatorMention) -> str:
    """achieved/total unit, and whether it is a target"""
    return f"{figure.achieved}/{figure.total} {figure.unit}{', mục tiêu' * (figure.kind == 'rk-muc-tieu')}"


FIGURES = [
    ("Đến nay có 8/11 huyện, thị xã, thành phố triển khai.", ["8/11 huyện"]),
    ("Trong tổng số 34 chỉ tiêu, đã thực hiện đạt 28 chỉ tiêu.", ["28/34 chỉ tiêu"]),
    ("Trong 34 chỉ tiêu đề ra, đạt 28 chỉ tiêu.", ["28/34 chỉ tiêu"]),
    ("Tỷ lệ 92,5% hồ sơ được giải quyết đúng hạn.", ["92.5/100 %"]),
    ("Có 100 % xã đạt chuẩn nông thôn mới.", ["100/100 %"]),
    ("Toàn tỉnh có 112/127 xã đạt chuẩn.", ["112/127 xã"]),
    ("Phấn đấu đến năm 2025 có 100% hồ sơ được xử lý trên môi trường mạng.", ["100/100 %, mục tiêu"]),
    ("Mục tiêu có 9/9 huyện đạt chuẩn.", ["9/9 huyện, mục tiêu"]),
    ("Đạt 28/34 chỉ tiêu và 95% hồ sơ trực tuyến.", ["28/34 chỉ tiêu", "95/100 %"]),
    ("Thu ngân sách đạt 71,4% dự toán, tăng 26,5% so với cùng kỳ.", ["71.4/100 %"]),
    ("Tỉnh xếp thứ 14/63 tỉnh, thành phố; trực 24/24 giờ.", []),
    ("Nghị quyết được 88,19% đại biểu tán thành.", []),
    ("Nếu đạt trên 50% số phiếu thì trúng cử.", []),
    ("Nhà nước hỗ trợ 100% chi phí đào tạo.", []),
    ("Bảo đảm 100% cán bộ, công chức được tập huấn.", ["100/100 %, mục tiêu"]),
    ("Ngày 8/11, đoàn đi kiểm tra.", []),
    ("Dịch vụ hoạt động 24/7 cả tuần.", []),
    ("Theo Quyết định số 12/2021 của tỉnh.", []),
    ("Sản lượng tăng 120% so với cùng kỳ.", []),
    ("Có 15/11 huyện tham gia.", []),
]


@pytest.mark.parametrize(("text", "figures"), FIGURES)
def test_figures(text: str, figures: list[str]) -> None:
    assert [shown(figure) for figure in mentions(text).indicators] == figures


MEASURED = [
    ("Trên 80% hồ sơ, thủ tục được giải quyết đúng hạn; số còn lại trễ.", "hồ sơ, thủ tục được giải quyết đúng hạn"),
    ("Hồ sơ giải quyết đúng hạn chiếm 99,99%.", "Hồ sơ giải quyết đúng hạn"),
    ("Đến nay, thu ngân sách đạt 7.925 tỷ đồng, đạt 71,4% so với chỉ tiêu.", "thu ngân sách"),
    ("100% cán bộ và 95% người dân được tiêm phòng.", "cán bộ"),
    ("Có 26/43 chỉ tiêu trong Kế hoạch số 469-KH/TU ngày 16/5/2025 của Tỉnh ủy đã xong.",
     "chỉ tiêu trong Kế hoạch số 469-KH/TU ngày 16/5/2025 của Tỉnh ủy đã xong"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), MEASURED)
def test_what_is_measured(text: str, name: str) -> None:
    assert mentions(text).indicators[0].name == name
