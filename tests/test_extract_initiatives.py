"""What is directed: themes under all their wordings, programmes and projects by their names, tasks in general not."""

from __future__ import annotations

import pytest

from kg.extract.initiatives import InitiativeMention
from reading import mentions


def shown(mention: InitiativeMention) -> str:
    """The name of its own, else the theme's."""
    return mention.name or (mention.theme.initiative if mention.theme else "")


THEMES = [
    ("Đẩy nhanh chuyển đổi số.", ["Chuyển đổi số"]),
    ("CHUYỂN ĐỔI SỐ LÀ TẤT YẾU", ["Chuyển đổi số"]),
    ("Phát triển kinh tế số, xã hội số và chính quyền số.",
     ["Phát triển kinh tế số", "Phát triển xã hội số", "Xây dựng chính quyền số"]),
    ("Xây dựng chính quyền điện tử hướng tới chính quyền số.",
     ["Xây dựng chính quyền điện tử", "Xây dựng chính quyền số"]),
    ("Cung cấp dịch vụ công trực tuyến mức độ 3, mức độ 4.", ["Dịch vụ công trực tuyến"]),
    ("Đẩy mạnh cải cách hành chính, cải cách TTHC.", ["Cải cách hành chính", "Cải cách thủ tục hành chính"]),
    ("Xây dựng nông thôn mới nâng cao.", ["Xây dựng nông thôn mới"]),
    ("Ứng dụng CNTT trong cơ quan nhà nước.", ["Ứng dụng công nghệ thông tin"]),
    ("Phòng, chống dịch Covid-19.", ["Phòng, chống dịch COVID-19"]),
    ("Bảo đảm an toàn, an ninh thông tin.", ["Đảm bảo an toàn an ninh thông tin"]),
    ("Giảm nghèo bền vững.", ["Giảm nghèo bền vững"]),
    ("Phát triển khoa học và công nghệ.", ["Phát triển khoa học, công nghệ, đổi mới sáng tạo"]),
    ("Vận hành trung tâm dữ liệu.", ["Trung tâm dữ liệu"]),
    ("Chuyển nhà, đổi số điện thoại.", []),
    ("Sở Thông tin và Truyền thông họp.", []),
]  # fmt: skip
PROGRAMMES = [
    ("Triển khai dự án đường ven biển Nghi Sơn - Cửa Lò.", ["Dự án đường ven biển Nghi Sơn - Cửa Lò"]),
    ("Phát động phong trào “Toàn dân đoàn kết xây dựng đời sống văn hóa”.",
     ["Phong trào “Toàn dân đoàn kết xây dựng đời sống văn hóa”"]),
    ("Dự án Cảng hàng không quốc tế Long Thành chậm tiến độ.", ["Dự án Cảng hàng không quốc tế Long Thành"]),
    ("Đẩy nhanh dự án cầu Rào 3 và công tác cải cách hành chính.", ["Dự án cầu Rào 3", "Cải cách hành chính"]),
    ("Chương trình “Sữa học đường” được mở rộng.", ["Chương trình “Sữa học đường”"]),
    ("Kiểm tra Dự án Đầu tư xây dựng Khu công nghiệp Lai Vu.", ["Dự án Đầu tư xây dựng Khu công nghiệp Lai Vu"]),
    ("Khánh thành dự án đường dây 220kV vượt sông.", ["Dự án đường dây 220kV vượt sông"]),
    ("Nhân rộng mô hình “Camera an ninh”.", ["Mô hình “Camera an ninh”"]),
    ("Ban Quản lý dự án đường Kim Tân báo cáo.", []),
    ("Bố trí vốn cho dự án cầu Rào này.", []),
    ("Các dự án này đã chậm.", []),
    ("Chương trình làm việc gồm hai phần.", []),
    ("Nhiều chương trình hay trên truyền hình.", []),
    ("Một dự án lớn được đầu tư.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "initiatives"), [*THEMES, *PROGRAMMES])
def test_initiatives(text: str, initiatives: list[str]) -> None:
    assert [shown(mention) for mention in mentions(text).initiatives] == initiatives
