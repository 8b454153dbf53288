"""Who is named: full names by themselves or after a title, second mentions, names that are a street's or a prize's."""

from __future__ import annotations

import pytest

from kg.extract.people import NameMention, ShortMention
from reading import mentions, said

NAMES = [
    ("Đồng chí Trịnh Hùng Sơn phát biểu kết luận hội nghị.", ["Trịnh Hùng Sơn"]),
    ("Bà Lê Thị Kim Dung và ông Vũ Bình cùng dự.", ["Lê Thị Kim Dung", "Vũ Bình"]),
    ("Thay mặt đoàn, Nguyễn Văn Sơn cảm ơn các đơn vị.", ["Nguyễn Văn Sơn"]),
    ("Dự có Bộ trưởng Bộ Dân tộc và Tôn giáo Hầu A Lềnh.", ["Hầu A Lềnh"]),
    ("Ông Y Thanh Hà Niê Kđăm và bà H'Yim Kđoh tiếp đoàn.", ["Y Thanh Hà Niê Kđăm", "H'Yim Kđoh"]),
    ("Dự có: Lê Diễn, Bí thư Tỉnh ủy; Nguyễn Bốn, Phó Bí thư Tỉnh ủy; Trần Phong, Chủ tịch UBND tỉnh.",
     ["Lê Diễn", "Nguyễn Bốn", "Trần Phong"]),
    ("Các ông: Trần Quốc Toản (Phó Bí thư Tỉnh ủy), Lê Văn An (Chủ tịch HĐND tỉnh).", ["Trần Quốc Toản", "Lê Văn An"]),
    ("Đoàn xe qua đường Trần Quốc Toản, phường 1; Hà Nam, Ninh Bình cùng dự.", []),
    ("Ông Điểu K'Ré nói với ông Rah Lan Chung.", ["Điểu K'Ré", "Rah Lan Chung"]),
    ("Đồng chí Giàng Páo Mỷ, đồng chí Lò Văn Phương và đồng chí Quàng Văn Hương có mặt.",
     ["Giàng Páo Mỷ", "Lò Văn Phương", "Quàng Văn Hương"]),
    ("Đại tá Bùi Quốc Khánh chỉ huy lực lượng tìm kiếm.", ["Bùi Quốc Khánh"]),
    ("PGS.TS Trần Đình Long và ThS Phạm Hồng Nhung trình bày.", ["Trần Đình Long", "Phạm Hồng Nhung"]),
    ("Giám đốc Sở Y tế TP.HCM Tăng Chí Thượng trả lời báo chí.", ["Tăng Chí Thượng"]),
    ("Chủ tịch UBND TP Hà Nội Trần Sỹ Thanh chủ trì.", ["Trần Sỹ Thanh"]),
    ("Tổng Bí thư Tô Lâm dự lễ khai giảng.", ["Tô Lâm"]),
    ("ĐỒNG CHÍ NGUYỄN THANH BÌNH LÀM VIỆC TẠI HUYỆN CHỢ MỚI", ["Nguyễn Thanh Bình"]),
    ("Đồng chí Nguyễn Thị Hồng Thuý và đồng chí Phạm Xuân Hoà dự.", ["Nguyễn Thị Hồng Thúy", "Phạm Xuân Hòa"]),
    ("Ông Lê\u00a0Quốc\u00a0Cường và bà Ngô Thị\nMinh Lý ký biên bản.", ["Lê Quốc Cường", "Ngô Thị"]),
    ("Ông Nguyễn Đ\u200bức Bình phát biểu.", ["Nguyễn Đức Bình"]),
    ("Cháu Lê Bảo An nhận học bổng do bà Đặng Thị Ngọc Thịnh trao.", ["Lê Bảo An", "Đặng Thị Ngọc Thịnh"]),
    ("Ông Tôn Thất Bách từng dạy ông Huỳnh Tấn Việt.", ["Tôn Thất Bách", "Huỳnh Tấn Việt"]),
    ("Chủ tịch Quốc hội NGUYỄN THỊ KIM NGÂN phát biểu.", ["Nguyễn Thị Kim Ngân"]),
    ("Giám đốc Sở Y tế Vũ Xuân Sáng nói với bà Lê Hoa Sáng nay.", ["Vũ Xuân Sáng", "Lê Hoa"]),
    ("Công ty Đại Dương Ông Nguyễn Chí Công cho rằng đúng.", ["Nguyễn Chí Công"]),
    ("ĐBQH Yên Bái hỏi Bộ trưởng Giáo dục Pháp Benoît Hamon và ông Kim Dong-yeon.", []),
    ("Tuyến đường Nguyễn Văn Linh nối với cầu Trần Thị Lý.", []),
    ("Trường THPT Lê Quý Đôn và Bệnh viện Nguyễn Tri Phương đón đoàn.", []),
    ("Cán bộ học tập tư tưởng Hồ Chí Minh và tinh thần Điện Biên Phủ.", []),
    ("UBND tỉnh Thái Bình và Tỉnh ủy Lai Châu họp tại Hà Nam.", []),
    ("SỞ THÔNG TIN VÀ TRUYỀN THÔNG HÀ GIANG TỔNG KẾT CÔNG TÁC NĂM 2021", []),
    ("Công ty TNHH Mai Linh và Tập đoàn Hoàng Anh Gia Lai tài trợ.", []),
    ("Giải thưởng Trần Đại Nghĩa được trao tại quảng trường Lê Lợi.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_full_names(text: str, names: list[str]) -> None:
    found = [chunk.value for chunk in mentions(text).chunks]
    assert [value.name for value in found if isinstance(value, NameMention) and not value.foreign] == names


SHORT = [
    ("Ông Đinh Văn Thống họp dân. Ông Thống nói sẽ làm ngay.", ["Thống"]),
    ("Bà Hoa và anh Tú là người làng.", ["Hoa", "Tú"]),
    ("Đồng chí Bí thư Tỉnh ủy nhấn mạnh; đồng chí Sơn tiếp thu.", ["Sơn"]),
    ("Chị Mỹ Linh kể lại.", ["Mỹ Linh"]),
    ("Ông cho biết thêm, bà con đã về.", []),
    ("Anh Sở hữu nhiều đất.", []),
]


@pytest.mark.parametrize(("text", "names"), SHORT)
def test_second_mentions(text: str, names: list[str]) -> None:
    found = [chunk.value for chunk in mentions(text).chunks]
    assert [value.name for value in found if isinstance(value, ShortMention)] == names


FOREIGN = [
    ("Ông Tập Cận Bình và ông Vladimir Putin hội đàm.", ["Tập Cận Bình", "Vladimir Putin"]),
    ("Ngài John Kerry thăm Hà Nội.", ["John Kerry"]),
    ("Ông Lê Minh Hoan tiếp đoàn.", []),
]


@pytest.mark.parametrize(("text", "names"), FOREIGN)
def test_guests_are_told_apart(text: str, names: list[str]) -> None:
    found = [chunk.value for chunk in mentions(text).chunks]
    assert [value.name for value in found if isinstance(value, NameMention) and value.foreign] == names


def test_every_name_stands_where_it_says() -> None:
    found = mentions(" ".join(text for text, _ in NAMES[:12]))
    spans = [chunk for chunk in found.chunks if chunk.kind == "person"]
    assert len(spans) >= 12
    for chunk in spans:
        assert isinstance(chunk.value, NameMention)
        assert found.scan.span(chunk.start, chunk.end) == chunk.value.name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dự có Chủ tịch Ủy ban Trung ương MTTQ Việt Nam Nguyễn Thiện Nhân.", "Nguyễn Thiện Nhân"),
        ("Đồng chí TRẦN CÔNG THÀNH Gắn bó với quê hương.", "Trần Công Thành"),
    ],
)
def test_what_touches_a_name_is_no_part_of_it(text: str, name: str) -> None:
    assert said("people", text) == [name]
