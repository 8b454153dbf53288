"""Which words name an agency, how far they go, and whose body it is: the State's, the Party's, or neither's."""

from __future__ import annotations

import pytest

from kg import resolve
from kg.extract.agencies import AgencyMention
from kg.extract.roles import RoleMention
from reading import mentions, said


def kind(agency: AgencyMention) -> str:
    """State, Party, or other."""
    found = agency.body.kind if agency.body else agency.type.kind if agency.type else ""
    return {"StateBody": "State", "PartyBody": "Party"}.get(found, "other")


SPANS = [
    ("UBND tỉnh Lào Cai và Tỉnh ủy Lào Cai họp.", ["State|UBND tỉnh Lào Cai", "Party|Tỉnh ủy Lào Cai"]),
    ("Sở TT&TT phối hợp Đảng ủy Sở Y tế.", ["State|Sở TT&TT", "Party|Đảng ủy Sở Y tế"]),
    ("Ban Thường vụ Tỉnh ủy, Ban Tuyên giáo Tỉnh ủy và Ủy ban Kiểm tra Tỉnh ủy cùng dự.",
     ["Party|Ban Thường vụ Tỉnh ủy", "Party|Ban Tuyên giáo Tỉnh ủy", "Party|Ủy ban Kiểm tra Tỉnh ủy"]),
    ("Đoàn đại biểu Quốc hội tỉnh giám sát tại HĐND huyện Bát Xát.",
     ["State|Đoàn đại biểu Quốc hội tỉnh", "State|HĐND huyện Bát Xát"]),
    ("TAND tỉnh và Viện KSND tỉnh Lào Cai xét xử.", ["State|TAND tỉnh", "State|Viện KSND tỉnh Lào Cai"]),
    ("Ủy ban MTTQ Việt Nam tỉnh, Liên đoàn Lao động tỉnh và Hội Nông dân tỉnh phát động.",
     ["other|Ủy ban MTTQ Việt Nam tỉnh", "other|Liên đoàn Lao động tỉnh", "other|Hội Nông dân tỉnh"]),
    ("Bộ Thông tin và Truyền thông trình Chính phủ và Bộ Chính trị.",
     ["State|Bộ Thông tin và Truyền thông", "State|Chính phủ", "Party|Bộ Chính trị"]),
    ("Ban Chấp hành Trung ương Đảng và Ủy ban Thường vụ Quốc hội họp.",
     ["Party|Ban Chấp hành Trung ương Đảng", "State|Ủy ban Thường vụ Quốc hội"]),
    ("Ban Tổ chức T.Ư, Văn phòng TW Đảng và Ban Kinh tế Trung ương góp ý.",
     ["Party|Ban Tổ chức T.Ư", "Party|Văn phòng TW Đảng", "Party|Ban Kinh tế Trung ương"]),
    ("Tổng cục Hải quan giao Cục Giám sát quản lý.", ["State|Tổng cục Hải quan", "State|Cục Giám sát quản lý"]),
    ("Thành uỷ TP.HCM làm việc với Quận ủy Quận 1 và UBND phường 12.",
     ["Party|Thành uỷ TP.HCM", "Party|Quận ủy Quận 1", "State|UBND phường 12"]),
    ("Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh và Bộ Tư lệnh Quân khu 1 diễn tập.",
     ["State|Công an tỉnh", "State|Bộ Chỉ huy Quân sự tỉnh", "State|Bộ Tư lệnh Quân khu 1"]),
    ("Ban Chỉ đạo chuyển đổi số tỉnh Lào Cai họp phiên thứ nhất.",
     ["other|Ban Chỉ đạo chuyển đổi số tỉnh Lào Cai"]),
    ("Trung tâm Phục vụ hành chính công tỉnh và Trung tâm Y tế huyện Bát Xát đón đoàn.",
     ["other|Trung tâm Phục vụ hành chính công tỉnh", "other|Trung tâm Y tế huyện Bát Xát"]),
    ("Thanh tra Chính phủ và Kho bạc Nhà nước kết luận.", ["State|Thanh tra Chính phủ", "State|Kho bạc Nhà nước"]),
    ("Trường Đại học Tây Bắc và Tập đoàn Bưu chính Viễn thông Việt Nam ký kết.",
     ["other|Trường Đại học Tây Bắc", "other|Tập đoàn Bưu chính Viễn thông Việt Nam"]),
    ("SỞ Y TẾ TỈNH LÀO CAI THÔNG BÁO", ["State|SỞ Y TẾ TỈNH LÀO CAI"]),
    ("Văn phòng Đoàn ĐBQH và HĐND tỉnh tham mưu.", ["other|Văn phòng Đoàn ĐBQH và HĐND tỉnh"]),
    ("Bộ Ngoại giao Lào và Quốc hội Campuchia cử đại diện.", []),
    ("Các sở, ban, ngành và các xã, phường báo cáo.", []),
    ("Đoàn công tác đi thăm hội viên ở các trường học.", []),
    ("Anh Sơn là hội trưởng, có bộ sưu tập đồ cổ.", []),
    ("Ban ngày trời nắng; trường hợp này ban hành sau.", []),
    ("Ngân hàng Thương mại cổ phần Bưu điện Liên Việt cho vay.",
     ["other|Ngân hàng Thương mại cổ phần Bưu điện Liên Việt"]),
    ("Đảng ủy khối các cơ quan tỉnh Kon Tum họp.", ["Party|Đảng ủy khối các cơ quan tỉnh Kon Tum"]),
    ("Tàu Trường Sa 21 ra khơi.", []),
    # Lower-case words of a name: those a list has, and those that its acronym, the body above, a place or "cho biết" closes.
    ("Công ty TNHH Dịch vụ may Thanh Phong bị cướp.", ["other|Công ty TNHH Dịch vụ may Thanh Phong"]),
    ("Công ty CP cám sinh học Lê Bá đã mua.", ["other|Công ty CP cám sinh học Lê Bá"]),
    ("Cục Kiểm soát hoạt động bảo vệ môi trường họp.", ["State|Cục Kiểm soát hoạt động bảo vệ môi trường"]),
    ("Trung tâm Ứng cứu khẩn cấp máy tính Việt Nam trực.", ["other|Trung tâm Ứng cứu khẩn cấp máy tính Việt Nam"]),
    ("Cục Quản lý chất lượng nông lâm sản và thủy sản nêu.",
     ["State|Cục Quản lý chất lượng nông lâm sản và thủy sản"]),
    ("Trung tâm Chữa bệnh - Giáo dục - Lao động xã hội tỉnh Lào Cai nhận.",
     ["other|Trung tâm Chữa bệnh - Giáo dục - Lao động xã hội tỉnh Lào Cai"]),
    ("Hội Người mù tỉnh Lào Cai và Bệnh viện Châm cứu Trung ương ký kết.",
     ["other|Hội Người mù tỉnh Lào Cai", "other|Bệnh viện Châm cứu Trung ương"]),
    ("Trung tâm Phòng chống HIV/AIDS tỉnh Lào Cai nêu.", ["other|Trung tâm Phòng chống HIV/AIDS tỉnh Lào Cai"]),
    ("Đội Quản lý thị trường 8B báo tin.", ["State|Đội Quản lý thị trường 8B"]),
    ("Ban Đấu tranh chính trị và Binh vận tỉnh Lào Cai.", ["other|Ban Đấu tranh chính trị và Binh vận tỉnh Lào Cai"]),
    # What a body does is none of its name, nor is a sum, a street or the next sentence.
    ("Vụ Pháp chế rà soát, phân loại văn bản.", ["State|Vụ Pháp chế"]),
    ("Vụ Kế hoạch - Tài chính nghiên cứu, đề xuất.", ["State|Vụ Kế hoạch - Tài chính"]),
    ("Bệnh viện đa khoa Lào Cai cấp cứu nạn nhân.", ["other|Bệnh viện đa khoa Lào Cai"]),
    ("Tập đoàn ABC công bố giá.", ["other|Tập đoàn ABC"]),
    ("Công ty TNHH Việt Khang 30 triệu đồng.", ["other|Công ty TNHH Việt Khang"]),
    ("Trường Cao đẳng Lào Cai Theo đó sẽ tuyển.", ["other|Trường Cao đẳng Lào Cai"]),
    ("Vụ việc làm 7 người bị thương; Vụ Bản mưa to.", []),
    ("ĐẠI HỘI ĐẢNG CÁC CẤP; PHỤC VỤ CÔNG TÁC TỔ CHỨC", []),
    ("ỦY BAN MTTQ VIỆT NAM TỈNH LÀO CAI TỔ CHỨC HỘI NGHỊ", ["other|ỦY BAN MTTQ VIỆT NAM TỈNH LÀO CAI"]),
    ("Trung tâm Y tế cấp huyện và chuyên ngành Y tế.", []),
    # Committees tell what they are about.
    ("Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số tỉnh Cà Mau họp.",
     ["other|Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số tỉnh Cà Mau"]),
    ("Trưởng Ban Chỉ đạo Trung ương về xây dựng Đề án tổng kết 40 năm đổi mới đến dự.",
     ["other|Ban Chỉ đạo Trung ương về xây dựng Đề án tổng kết 40 năm đổi mới"]),
    ("Ban Chỉ đạo của Tỉnh ủy Lào Cai về sắp xếp tổ chức bộ máy họp.",
     ["other|Ban Chỉ đạo của Tỉnh ủy Lào Cai về sắp xếp tổ chức bộ máy"]),
    ("Ban Chỉ đạo thực hiện Nghị quyết 18 tỉnh Lào Cai họp.",
     ["other|Ban Chỉ đạo thực hiện Nghị quyết 18 tỉnh Lào Cai"]),
    ("Tổ tư vấn kinh tế của Thủ tướng Chính phủ họp.", ["other|Tổ tư vấn kinh tế của Thủ tướng Chính phủ"]),
    ("Văn phòng Điều phối nông thôn mới tỉnh Cà Mau họp.", ["State|Văn phòng Điều phối nông thôn mới tỉnh Cà Mau"]),
    ("Tiểu ban Nhân sự Đại hội XIV họp.", ["Party|Tiểu ban Nhân sự Đại hội XIV"]),
    # The body above, after a comma or a dash; the branch of a group; a kind of place in one letter.
    ("Phòng Nghiệp vụ dược, Sở Y tế tỉnh Lào Cai nhắc.", ["State|Phòng Nghiệp vụ dược, Sở Y tế tỉnh Lào Cai"]),
    ("Khoa Nội 1 - Bệnh viện Phổi tỉnh Lào Cai nhận.", ["other|Khoa Nội 1 - Bệnh viện Phổi tỉnh Lào Cai"]),
    ("Viettel Lào Cai và VNPT tỉnh Lào Cai ký kết.", ["other|Viettel Lào Cai", "other|VNPT tỉnh Lào Cai"]),
    ("UBND Q.Thanh Khê, Công an P.3 và UBND H.Hóc Môn họp.",
     ["State|UBND Q.Thanh Khê", "State|Công an P.3", "State|UBND H.Hóc Môn"]),
    ("UBND tỉnh Quảng Nam - Đà Nẵng đóng cửa rừng.", ["State|UBND tỉnh Quảng Nam - Đà Nẵng"]),
    ("UBND các huyện Bát Xát, Bảo Thắng họp.", ["State|UBND các huyện Bát Xát"]),
    ("Sở Y tế các tỉnh báo cáo; Sở Y tế hai địa phương dự.", []),
    ("Tân Bộ trưởng Quốc phòng Mỹ gặp Chính phủ các nước.", []),
    ("Văn phòng tư vấn mở cửa. Ảnh: Trường Phong.", []),
    ("Đội TTGT số 3 đến Trường THPT số 1 Bát Xát; ông nộp 25 triệu.",
     ["State|Đội TTGT số 3", "other|Trường THPT số 1 Bát Xát"]),
    ("Phòng CSĐT tội phạm về trật tự xã hội - Công an tỉnh Lào Cai.",
     ["State|Phòng CSĐT tội phạm về trật tự xã hội - Công an tỉnh Lào Cai"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "agencies"), SPANS)
def test_spans_and_kinds(text: str, agencies: list[str]) -> None:
    found = mentions(text)
    values = [chunk.value for chunk in found.chunks]
    held = [value.agency if isinstance(value, RoleMention) else value for value in values]
    named = [value for value in held if isinstance(value, AgencyMention) and not value.foreign]
    assert [f"{kind(a)}|{found.scan.span(a.start, a.end)}" for a in named] == agencies


# One agency under every form, by its full official name.
NAMES = [
    ("UBND tỉnh Lào Cai", "Ủy ban nhân dân tỉnh Lào Cai"),
    ("Uỷ ban nhân dân tỉnh Lào Cai", "Ủy ban nhân dân tỉnh Lào Cai"),
    ("ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "Ủy ban nhân dân tỉnh Lào Cai"),
    ("Sở TT&TT tỉnh Lào Cai", "Sở Thông tin và Truyền thông tỉnh Lào Cai"),
    ("Sở Thông tin - Truyền thông tỉnh Lào Cai", "Sở Thông tin và Truyền thông tỉnh Lào Cai"),
    ("Sở Thông tin và Truyền thông (TT&TT) Lào Cai", "Sở Thông tin và Truyền thông tỉnh Lào Cai"),
    ("Sở KH-CN tỉnh Lào Cai", "Sở Khoa học và Công nghệ tỉnh Lào Cai"),
    ("Sở NN&PTNT tỉnh Lào Cai", "Sở Nông nghiệp và Phát triển nông thôn tỉnh Lào Cai"),
    ("Sở GD-ĐT TP.HCM", "Sở Giáo dục và Đào tạo thành phố Hồ Chí Minh"),
    ("Ban Chấp hành Đảng bộ tỉnh Lào Cai", "Tỉnh ủy Lào Cai"),
    ("BCH Đảng bộ tỉnh Lào Cai", "Tỉnh ủy Lào Cai"),
    ("Bộ 4T", "Bộ Thông tin và Truyền thông"),
    ("Bộ TT&TT", "Bộ Thông tin và Truyền thông"),
    ("BTV Tỉnh ủy Lào Cai", "Ban Thường vụ Tỉnh ủy Lào Cai"),
    ("VKSND Tối cao", "Viện kiểm sát nhân dân tối cao"),
    ("Thành ủy TP.HCM", "Thành ủy Thành phố Hồ Chí Minh"),
    ("Quận ủy Quận 1, TP.HCM", "Quận ủy Quận 1"),
    ("UBND TP. Hồ Chí Minh", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
    ("UBND TP Hải Phòng", "Ủy ban nhân dân thành phố Hải Phòng"),
    ("UBND huyện Mai Châu (Hòa Bình)", "Ủy ban nhân dân huyện Mai Châu"),
    ("UBND TP Hoà Bình, tỉnh Hoà Bình", "Ủy ban nhân dân thành phố Hòa Bình"),
    ("UBND xã Hạ Sơn (huyện Quỳ Hợp, Nghệ An)", "Ủy ban nhân dân xã Hạ Sơn"),
    ("Bộ NN-PTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
    ("Ngân hàng Nhà nước", "Ngân hàng Nhà nước Việt Nam"),
    ("Trung ương Hội Nông dân Việt Nam", "Hội Nông dân Việt Nam"),
    ("Quốc hội khóa XV", "Quốc hội"),
    ("Viettel Lào Cai", "Viettel Lào Cai"),
    ("Tập đoàn PVN", "Tập đoàn Dầu khí Việt Nam"),
    ("Sở VH-TT tỉnh Lào Cai", "Sở Văn hóa và Thể thao tỉnh Lào Cai"),
    ("Phòng VH-TT huyện Bát Xát (Lào Cai)", "Phòng Văn hóa và Thông tin huyện Bát Xát"),
    ("Ban Đô thị, HĐND thành phố Hà Nội", "Ban Đô thị Hội đồng nhân dân thành phố Hà Nội"),
    ("Trường THPT Lô-mô-nô-xốp", "Trường THPT Lô-mô-nô-xốp"),
    ("UBND H.Hóc Môn (TP.HCM)", "Ủy ban nhân dân huyện Hóc Môn"),
    ("Trường Đại học Luật Thành phố Hồ Chí Minh", "Trường Đại học Luật thành phố Hồ Chí Minh"),
    ("Công ty TNHH Xăng dầu Hồng Đức", "Công ty TNHH Xăng dầu Hồng Đức"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "name"), NAMES)
def test_one_name_for_every_form(form: str, name: str) -> None:
    assert name in said("agencies", f"Sáng nay, {form} họp.")


# What a short form means in its article: what was named before, or nothing.
SHORT = [
    ("Ban Chỉ đạo chuyển đổi số tỉnh Lào Cai họp. Ban Chỉ đạo yêu cầu báo cáo; Ban Chỉ đạo tỉnh đồng ý.",
     ["Ban Chỉ đạo chuyển đổi số tỉnh Lào Cai"]),
    ("Khoa Cấp cứu, Bệnh viện Đa khoa tỉnh Lào Cai nhận hai người. Khoa Cấp cứu cho biết họ đã tỉnh.",
     ["Bệnh viện Đa khoa tỉnh Lào Cai", "Khoa Cấp cứu Bệnh viện Đa khoa tỉnh Lào Cai"]),
    ("Công an huyện Bát Xát, tỉnh Lào Cai và Phòng Cảnh sát hình sự vào cuộc.",
     ["Công an huyện Bát Xát", "Phòng Cảnh sát hình sự tỉnh Lào Cai"]),
    ("Tại Thành ủy Hà Nội, Ban Giám đốc báo cáo; Báo Mỹ đưa tin.", ["Thành ủy Hà Nội"]),
    ("Tại Lào Cai, Sở Y tế tỉnh này nêu; ở Yên Bái, UBND tỉnh này cũng họp như UBND tỉnh Lào Cai.",
     ["Sở Y tế tỉnh Lào Cai", "Ủy ban nhân dân tỉnh Lào Cai", "Ủy ban nhân dân tỉnh Yên Bái"]),
    ("UBND tỉnh Sông Bé tặng cờ Sở Y tế tỉnh Lào Cai.", ["Sở Y tế tỉnh Lào Cai"]),
    ("Ban Quản lý dự án giao thông tỉnh Lào Cai họp. Ban Quản lý đề nghị.", ["Ban Quản lý dự án giao thông tỉnh Lào Cai"]),
    ("TP Hải Phòng: UBND TP Hải Phòng gặp các Ủy viên Ban Thường vụ Tỉnh ủy.", ["Ủy ban nhân dân thành phố Hải Phòng"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), SHORT)
def test_what_a_short_form_means(text: str, names: list[str]) -> None:
    assert said("agencies", text) == names


def test_a_phuong_lies_in_no_huyen() -> None:
    facts = resolve.settle(
        mentions("Công an phường Bắc Lệnh, tỉnh Lào Cai báo tin cho huyện Bát Xát. Phường Bắc Lệnh họp.")
    )
    paths = {entity.path for entity in facts.entities if entity.kind == "StateBody"}
    assert paths == {"agency/lao-cai/bac-lenh/cong-an"}


def test_a_body_that_is_not_there_yet_is_the_one_of_a_province() -> None:
    text = "Cục Hải quan tỉnh Lào Cai họp. Phòng Tổ chức cán bộ Cục Hải quan báo cáo; Cục Thuế các tỉnh dự."
    names = ["Cục Hải quan tỉnh Lào Cai", "Phòng Tổ chức cán bộ Cục Hải quan tỉnh Lào Cai"]
    assert said("agencies", text, published="2017-05-10") == names
    assert "Cục Hải quan" in said("agencies", text, published="2026-05-10")
