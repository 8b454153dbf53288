"""Who holds which post, as a sentence says it: before the name, after it, in stacks and lists, by a verb that gives it."""

from __future__ import annotations

import pytest

from kg.extract.scan import Scan
from kg.extract.standing import Holding
from reading import mentions

CHANGES = {"": "", "start": " từ nay", "end": " đến nay"}


def shown(scan: Scan, holding: Holding) -> str:
    """person|post|the words for its body"""
    role = holding.role
    prefix = "nguyên " * role.former + "quyền " * role.acting
    where = role.agency or role.place
    body = " ".join(scan.span(where.start, where.end).split()) if where else ""
    return f"{holding.person.name}|{prefix}{role.role.label}{CHANGES[holding.change]}|{body}"


POSTS = [
    # After the name, stacked, after a dash.
    ("Đồng chí Lê Văn An, Bí thư Tỉnh ủy Lào Cai dự.", ["Lê Văn An|Bí thư|Tỉnh ủy Lào Cai"]),
    ("Đồng chí Trần Văn Minh - TUV, Bí thư Đảng ủy, Giám đốc Sở Y tế, Phó Trưởng Ban Tuyên giáo Tỉnh ủy phát biểu.",
     ["Trần Văn Minh|Tỉnh ủy viên|", "Trần Văn Minh|Bí thư|Đảng ủy", "Trần Văn Minh|Giám đốc|Sở Y tế",
      "Trần Văn Minh|Phó Trưởng ban|Ban Tuyên giáo Tỉnh ủy"]),
    ("Ông Phạm Văn Bình – Chủ tịch UBND huyện Bát Xát – báo cáo.",
     ["Phạm Văn Bình|Chủ tịch|UBND huyện Bát Xát"]),
    ("Bà Lê Thị Hoa (Phó Chủ tịch HĐND tỉnh) chủ trì.", ["Lê Thị Hoa|Phó Chủ tịch|HĐND tỉnh"]),
    # Before the name.
    ("Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh Lê Văn An và Phó Bí thư Thường trực Tỉnh ủy Trần Thị Hoa chủ trì.",
     ["Lê Văn An|Bí thư|Tỉnh ủy", "Lê Văn An|Chủ tịch|HĐND tỉnh", "Trần Thị Hoa|Phó Bí thư Thường trực|Tỉnh ủy"]),
    ("Thứ trưởng Bộ Công Thương Đỗ Minh Hải trả lời.", ["Đỗ Minh Hải|Thứ trưởng|Bộ Công Thương"]),
    ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ Lê Văn Sơn chủ trì họp báo.",
     ["Lê Văn Sơn|Bộ trưởng|", "Lê Văn Sơn|Chủ nhiệm|Văn phòng Chính phủ"]),
    ("Phó Thủ tướng Thường trực Chính phủ Lê Hòa Bình kết luận.", ["Lê Hòa Bình|Phó Thủ tướng Thường trực|"]),
    ("Ủy viên Bộ Chính trị, Thường trực Ban Bí thư Trần Quang Tú dự.",
     ["Trần Quang Tú|Ủy viên Bộ Chính trị|", "Trần Quang Tú|Thường trực Ban Bí thư|"]),
    ("Đại biểu Quốc hội Phạm Thị Thanh (đoàn Lào Cai) chất vấn.", ["Phạm Thị Thanh|Đại biểu Quốc hội|"]),
    ("Chánh án TAND tối cao Lê Minh Trí, Viện trưởng Viện KSND tỉnh Lào Cai Vũ Thị Thu cùng dự.",
     ["Lê Minh Trí|Chánh án|TAND tối cao", "Vũ Thị Thu|Viện trưởng|Viện KSND tỉnh Lào Cai"]),
    ("Chủ tịch UBND tỉnh - ông Lê Văn An nói.", ["Lê Văn An|Chủ tịch|UBND tỉnh"]),
    # With something in passing between.
    ("Bà Lê Thị Hoa (trái), Chủ tịch UBND tỉnh, trao quà.", ["Lê Thị Hoa|Chủ tịch|UBND tỉnh"]),
    ("Ông Lê Văn An, 54 tuổi, Chủ tịch UBND tỉnh.", ["Lê Văn An|Chủ tịch|UBND tỉnh"]),
    ("Ông Lê Văn An (sinh năm 1970), Bí thư Huyện ủy Bát Xát.", ["Lê Văn An|Bí thư|Huyện ủy Bát Xát"]),
    # Both sides of a name.
    ("Thiếu tướng Lê Quốc Khánh, Giám đốc Công an tỉnh, báo cáo Chủ tịch UBND tỉnh Trần Văn Tú.",
     ["Lê Quốc Khánh|Giám đốc|Công an tỉnh", "Trần Văn Tú|Chủ tịch|UBND tỉnh"]),
    # Lists.
    ("Dự có các Phó Chủ tịch UBND tỉnh: Lê Văn An, Trần Thị Bích và Nguyễn Hữu Cường.",
     ["Lê Văn An|Phó Chủ tịch|UBND tỉnh", "Trần Thị Bích|Phó Chủ tịch|UBND tỉnh",
      "Nguyễn Hữu Cường|Phó Chủ tịch|UBND tỉnh"]),
    ("Cùng dự có các đồng chí: Lê Văn An, Bí thư Huyện ủy Bát Xát; Trần Thị Hoa, Chủ tịch UBND huyện.",
     ["Lê Văn An|Bí thư|Huyện ủy Bát Xát", "Trần Thị Hoa|Chủ tịch|UBND huyện"]),
    ("Hai Phó Giám đốc Sở Nội vụ Lê Văn Tám và Phạm Thị Lan trình bày.",
     ["Lê Văn Tám|Phó Giám đốc|Sở Nội vụ", "Phạm Thị Lan|Phó Giám đốc|Sở Nội vụ"]),
    ("Các Phó Bí thư Tỉnh ủy gồm các ông: Lê Văn An, Trần Văn Bích và Nguyễn Hữu Cường.",
     ["Lê Văn An|Phó Bí thư|Tỉnh ủy", "Trần Văn Bích|Phó Bí thư|Tỉnh ủy", "Nguyễn Hữu Cường|Phó Bí thư|Tỉnh ủy"]),
    ("Miễn nhiệm chức danh Phó Chủ tịch HĐND tỉnh đối với các đồng chí Lê Văn An, Trần Văn Bích để nghỉ hưu.",
     ["Lê Văn An|Phó Chủ tịch đến nay|HĐND tỉnh", "Trần Văn Bích|Phó Chủ tịch đến nay|HĐND tỉnh"]),
    ("Các đồng chí: Lê Thị Hoa (Chủ tịch Hội Nông dân tỉnh), Lê Văn An được bầu giữ chức Phó Chủ tịch HĐND tỉnh.",
     ["Lê Thị Hoa|Chủ tịch|Hội Nông dân tỉnh", "Lê Thị Hoa|Phó Chủ tịch từ nay|HĐND tỉnh",
      "Lê Văn An|Phó Chủ tịch từ nay|HĐND tỉnh"]),
    ("Các đồng chí Lê Văn An, Trần Thị Hoa cùng dự; ông Lê Văn Bình được bầu giữ chức Phó Chủ tịch UBND tỉnh.",
     ["Lê Văn Bình|Phó Chủ tịch từ nay|UBND tỉnh"]),
    ("Chức vụ Bí thư Tỉnh ủy do ông Lê Văn An đảm nhiệm.", ["Lê Văn An|Bí thư|Tỉnh ủy"]),
    ("Trước đó, chức vụ Bí thư Tỉnh ủy do ông Lê Văn An đảm nhiệm.", ["Lê Văn An|nguyên Bí thư|Tỉnh ủy"]),
    ("Trước đó, Bí thư Tỉnh ủy Lê Văn An đã dự; tờ trình của Chủ tịch UBND tỉnh do ông Lê Văn Bình trình bày.",
     ["Lê Văn An|Bí thư|Tỉnh ủy"]),
    # Former, acting, more than one at a time.
    ("Nguyên Phó Chủ tịch nước Trương Thị Mai Hoa thăm trường.",
     ["Trương Thị Mai Hoa|nguyên Phó Chủ tịch nước|"]),
    ("Ông Lý Văn Tài, nguyên Chủ tịch huyện Mai Châu, kể lại.", ["Lý Văn Tài|nguyên Chủ tịch|huyện Mai Châu"]),
    ("Quyền Giám đốc Sở Y tế tỉnh Lào Cai Lê Thị Mận có mặt.", ["Lê Thị Mận|quyền Giám đốc|Sở Y tế tỉnh Lào Cai"]),
    ("Ông Lê Văn An, Chủ tịch HĐQT kiêm Tổng Giám đốc Công ty Cổ phần Nước sạch Lào Cai, cam kết.",
     ["Lê Văn An|Chủ tịch Hội đồng quản trị|Công ty Cổ phần Nước sạch Lào Cai",
      "Lê Văn An|Tổng Giám đốc|Công ty Cổ phần Nước sạch Lào Cai"]),
    ("Đồng chí Lê Văn An, Phó Chủ tịch UBND tỉnh kiêm Chánh Văn phòng UBND tỉnh, điều hành.",
     ["Lê Văn An|Phó Chủ tịch|UBND tỉnh", "Lê Văn An|Chánh Văn phòng|Văn phòng UBND tỉnh"]),
    # Given and taken.
    ("Ông Lê Văn An được bổ nhiệm giữ chức Giám đốc Sở Tài chính tỉnh Lào Cai.",
     ["Lê Văn An|Giám đốc từ nay|Sở Tài chính tỉnh Lào Cai"]),
    ("Đồng chí Trần Văn Tú thôi giữ chức Bí thư Huyện ủy Bát Xát.", ["Trần Văn Tú|Bí thư đến nay|Huyện ủy Bát Xát"]),
    ("Bà Phạm Thị Lan, Phó Giám đốc Sở Nội vụ được điều động, giữ chức vụ Phó Bí thư Huyện ủy Sa Pa.",
     ["Phạm Thị Lan|Phó Giám đốc|Sở Nội vụ", "Phạm Thị Lan|Phó Bí thư từ nay|Huyện ủy Sa Pa"]),
    ("UBND tỉnh trao quyết định bổ nhiệm chức vụ Giám đốc Sở Y tế cho ông Lê Hồng Vinh.",
     ["Lê Hồng Vinh|Giám đốc từ nay|Sở Y tế"]),
    ("Tỉnh ủy công bố quyết định thôi giữ chức vụ Bí thư Huyện ủy Sa Pa đối với đồng chí Lê Văn Tâm.",
     ["Lê Văn Tâm|Bí thư đến nay|Huyện ủy Sa Pa"]),
    ("Ông Lê Văn An được cử giữ chức Bí thư Huyện ủy Sa Pa, Chủ tịch HĐND huyện.",
     ["Lê Văn An|Bí thư từ nay|Huyện ủy Sa Pa", "Lê Văn An|Chủ tịch từ nay|HĐND huyện"]),
    # A post that lies behind.
    ("Trước khi được bổ nhiệm, ông Lê Văn An đang giữ chức Phó Giám đốc Sở Y tế.",
     ["Lê Văn An|nguyên Phó Giám đốc|Sở Y tế"]),
    ("Trước đó, ông Lê Văn An là Giám đốc Sở Y tế.", ["Lê Văn An|nguyên Giám đốc|Sở Y tế"]),
    ("Từ năm 2005 đến năm 2010, ông Lê Văn An là Chủ tịch UBND tỉnh.", ["Lê Văn An|nguyên Chủ tịch|UBND tỉnh"]),
    ("Khi còn là Chủ tịch UBND tỉnh, ông Lê Văn An đã ký giấy phép.", ["Lê Văn An|nguyên Chủ tịch|UBND tỉnh"]),
    ("Trong thời gian giữ cương vị Bí thư Tỉnh ủy, ông Lê Văn An có sai phạm.",
     ["Lê Văn An|nguyên Bí thư|Tỉnh ủy"]),
    ("Bà Lê Thị Hoa - khi đó là Chủ tịch UBND tỉnh, nay là Bí thư Tỉnh ủy - đã ký.",
     ["Lê Thị Hoa|nguyên Chủ tịch|UBND tỉnh", "Lê Thị Hoa|Bí thư|Tỉnh ủy"]),
    ("Ông Lê Văn An, Giám đốc Sở Y tế, nghỉ hưu theo chế độ.", ["Lê Văn An|Giám đốc đến nay|Sở Y tế"]),
    ("HĐND tỉnh miễn nhiệm ông Lê Văn An, Phó Chủ tịch UBND tỉnh.", ["Lê Văn An|Phó Chủ tịch đến nay|UBND tỉnh"]),
    ("Khi ông Lê Văn An còn làm lãnh đạo tỉnh, ở vị trí Phó Chủ tịch UBND tỉnh, đường chưa có.",
     ["Lê Văn An|nguyên Phó Chủ tịch|UBND tỉnh"]),
    # What only looks so.
    ("Trước đó, ngày 3/7, Bí thư Tỉnh ủy Lê Văn An đã kiểm tra.", ["Lê Văn An|Bí thư|Tỉnh ủy"]),
    ("Trước đó, Bộ Chính trị phân công ông Lê Văn An giữ chức Bí thư Tỉnh ủy.",
     ["Lê Văn An|Bí thư từ nay|Tỉnh ủy"]),
    ("Ông Lê Văn An giữ chức Giám đốc Sở Y tế từ năm 2006 đến nay.", ["Lê Văn An|Giám đốc từ nay|Sở Y tế"]),
    ("Bà Lê Thị Hoa, nguyên Phó Chủ tịch nước, Chủ tịch Hội Khuyến học Việt Nam, dự.",
     ["Lê Thị Hoa|nguyên Phó Chủ tịch nước|", "Lê Thị Hoa|Chủ tịch|Hội Khuyến học Việt Nam"]),
    ("Ông Lê Văn An, nguyên Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh, dự.",
     ["Lê Văn An|nguyên Phó Bí thư|Tỉnh ủy", "Lê Văn An|nguyên Chủ tịch|UBND tỉnh"]),
    ("Dự có Tổng Bí thư Lê Văn An, nguyên Tổng Bí thư: Trần Văn Bình, Phạm Văn Chính.", ["Lê Văn An|Tổng Bí thư|"]),
    # Not a post yet, or never.
    ("Ông Lê Văn An được giới thiệu để bầu giữ chức Chủ tịch UBND tỉnh.", []),
    ("UBND tỉnh đề nghị bổ nhiệm ông Lê Văn An làm Giám đốc Sở Y tế.", []),
    ("Ông Lê Văn An dự kiến giữ chức Giám đốc Sở Y tế.", []),
    ("Ông Lê Văn An sẽ làm Trưởng Ban Tổ chức Tỉnh ủy.", []),
    ("Ông Lê Văn An được giới thiệu và đã được bầu làm Chủ tịch UBND tỉnh.", ["Lê Văn An|Chủ tịch từ nay|UBND tỉnh"]),
    # Somebody else's post.
    ("Tỉnh bổ nhiệm ông Lê Văn An, em trai Bí thư Tỉnh ủy Lê Thị Hoa làm Giám đốc Sở Y tế.",
     ["Lê Thị Hoa|Bí thư|Tỉnh ủy"]),
    ("Tờ trình của Chủ tịch UBND tỉnh Lê Văn An về việc miễn nhiệm chức vụ Phó Chủ tịch UBND tỉnh.",
     ["Lê Văn An|Chủ tịch|UBND tỉnh"]),
    ("Trả lời câu hỏi của đại biểu Lê Văn An, Bộ trưởng Bộ Y tế cho biết sẽ sửa.", []),
    ("Trợ lý Chủ tịch Quốc hội Lê Văn An cùng dự.", []),
    ("Nghe ý kiến của nữ đại biểu Quốc hội, Bí thư Tỉnh ủy Lê Văn An cảm ơn.", ["Lê Văn An|Bí thư|Tỉnh ủy"]),
    ("Chủ tịch nước Lê Văn An và Tổng Bí thư, Chủ tịch Trung Quốc chứng kiến lễ ký.", ["Lê Văn An|Chủ tịch nước|"]),
    ("Phó Thủ tướng Lê Văn An liên lạc với Thứ trưởng Trần Văn Bình, Phó Thủ tướng cho biết đã xong.",
     ["Lê Văn An|Phó Thủ tướng|", "Trần Văn Bình|Thứ trưởng|"]),
    ("Ông Lê Văn An, Phó Giám đốc Sở Y tế cho biết, tỉnh đã cách chức Chi cục trưởng Chi cục Dân số tỉnh Lào Cai.",
     ["Lê Văn An|Phó Giám đốc|Sở Y tế"]),
    ("Ông Lê Văn An (em trai bà Lê Thị Hoa, Bí thư Tỉnh ủy), Giám đốc Sở Y tế, vắng mặt.",
     ["Lê Thị Hoa|Bí thư|Tỉnh ủy"]),
    ("Thủ tướng Lê Văn An, Tổng Bí thư Trường Chinh có mặt.", ["Lê Văn An|Thủ tướng|"]),
    ("Trước cuộc gặp của Thủ tướng, ông Lê Văn An nhận được đơn.", []),
    ("Sau chuyến thị sát, Bí thư Thành ủy, anh Lê Văn An viết như vậy.", []),
    # A post of the Party takes a committee of the Party from its neighbour, and nothing else.
    ("Ông Lê Văn An, Ủy viên Thường vụ, Trưởng Ban Tổ chức Tỉnh ủy.",
     ["Lê Văn An|Ủy viên Thường vụ|Tỉnh ủy", "Lê Văn An|Trưởng ban|Ban Tổ chức Tỉnh ủy"]),
    ("Ông Lê Văn An, Ủy viên Thường vụ, Giám đốc Sở Y tế.",
     ["Lê Văn An|Ủy viên Thường vụ|", "Lê Văn An|Giám đốc|Sở Y tế"]),
    # A rank is no post; guests and plurals hold none of ours.
    ("Thượng tá Lê Văn Hải và Đại úy Trần Văn Ba tuần tra.", []),
    ("Chủ tịch Quốc hội Lào Phạm Văn Lào thăm Việt Nam.", []),
    ("Thủ tướng Nhật Bản gặp ông Lê Văn An.", []),
    ("Thủ tướng Nhật Shinzo Abe và ông Esteban Lazo Hernández, Ủy viên Bộ Chính trị, hội đàm.", []),
    ("Các giám đốc sở, ông Lê Văn An và nhiều đại biểu cùng dự.", []),
    ("Thừa ủy quyền của Chủ tịch nước, Bí thư Tỉnh ủy Lê Văn An trao huân chương.", ["Lê Văn An|Bí thư|Tỉnh ủy"]),
    # Broken lines, shouting, spellings.
    ("Phó Chủ tịch\nUBND tỉnh Lê Văn An dự.", ["Lê Văn An|Phó Chủ tịch|UBND tỉnh"]),
    ("ĐỒNG CHÍ LÊ VĂN HÙNG, BÍ THƯ TỈNH ỦY DỰ HỘI NGHỊ", ["Lê Văn Hùng|Bí thư|TỈNH ỦY"]),
    ("Uỷ viên T.Ư Đảng, Bí thư Thành uỷ Lê Văn An dự.",
     ["Lê Văn An|Ủy viên Trung ương Đảng|", "Lê Văn An|Bí thư|Thành uỷ"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "posts"), POSTS)
def test_posts(text: str, posts: list[str]) -> None:
    found = mentions(text)
    assert list(dict.fromkeys(shown(found.scan, h) for h in found.holdings if not h.role.foreign)) == posts
