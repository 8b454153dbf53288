"""Documents as they are cited: type, number, day, term, horizon, status; the bare noun is none."""

from __future__ import annotations

import pytest

from kg.extract.citations import DocumentMention
from reading import mentions, missed

STATUS = {"st-ban-hanh": "", "st-du-thao": "dự thảo", "st-du-kien": "dự kiến"}


def shown(doc: DocumentMention) -> str:
    """type|number or name or matter|what else is said of it"""
    what = doc.number or doc.name or " ".join(doc.subject.split())
    term = f"{doc.term[0]}-{doc.term[1]}" if doc.term else ""
    rest = (STATUS[doc.status], doc.issued.isoformat() if doc.issued else "", term, doc.ordinal)
    return f"{doc.type.label}|{what}|{' '.join(filter(None, rest))}"


NUMBERED = [
    ("Thực hiện Nghị quyết số 33-NQ/TU của Tỉnh ủy.", ["nghị quyết|33-NQ/TU|"]),
    ("Theo Nghị định số 300/2025/NĐ-CP.", ["nghị định|300/2025/NĐ-CP|"]),
    ("Theo Quyết định 749/QĐ-TTg ngày 3/6/2020 của Thủ tướng Chính phủ.", ["quyết định|749/QĐ-TTg|2020-06-03"]),
    ("Theo Nghị định 06/CP năm 1998.", ["nghị định|06/CP|"]),
    ("Ban hành Quyết định số 4090/QĐ-UBND.", ["quyết định|4090/QĐ-UBND|"]),
    ("Kế hoạch số 12 - KH/TU và Chỉ thị 05–CT/TW.", ["kế hoạch|12-KH/TU|", "chỉ thị|05-CT/TW|"]),
    ("Quyết định số: 476-QĐNS/TW.", ["quyết định|476-QĐNS/TW|"]),
    ("Công văn 1234/BTTTT-THH và Thông tư số 01/2021/TT-BNV.",
     ["công văn|1234/BTTTT-THH|", "thông tư|01/2021/TT-BNV|"]),
    ("Thông tư liên tịch số 03/2016/TTLT-BNV-BTC.", ["thông tư liên tịch|03/2016/TTLT-BNV-BTC|"]),
    ("Nghị quyết 57 của Bộ Chính trị.", ["nghị quyết|57|"]),
    ("Nghị quyết số 202/2025/QH15 về sắp xếp đơn vị hành chính.", ["nghị quyết|202/2025/QH15|"]),
    ("Thông báo số 55/TB-VPCP; Công điện 1020/CĐ-TTg.", ["thông báo|55/TB-VPCP|", "công điện|1020/CĐ-TTg|"]),
    ("Kết luận số 21-KL/TW của Hội nghị Trung ương.", ["kết luận|21-KL/TW|"]),
    ("Hướng dẫn 03-HD/BTCTW, Quy định số 37-QĐ/TW.", ["hướng dẫn|03-HD/BTCTW|", "quy định|37-QĐ/TW|"]),
    ("Luật số 80/2015/QH13.", ["luật|80/2015/QH13|"]),
    ("Nghị quyết số 44/2024/UBTVQH15 của Ủy ban Thường vụ Quốc hội Quy định về thi đua.",
     ["nghị quyết|44/2024/UBTVQH15|"]),
    ("Theo Nghị quyết 111 ngày 11/6/2021 của Tỉnh ủy.", ["nghị quyết|111|2021-06-11"]),
    ("Theo Nghị quyết số 49-NQ/TW của Bộ Chính trị ngày 2/6/2005.", ["nghị quyết|49-NQ/TW|2005-06-02"]),
    ("Thủ tướng ký các quyết định 106, 107/QĐ-TTg và số 108/QĐ-TTg.",
     ["quyết định|106|", "quyết định|107/QĐ-TTg|", "quyết định|108/QĐ-TTg|"]),
    ("Quyết định khởi tố bị can số 238/C46-P12.", ["quyết định|238/C46-P12|"]),
]  # fmt: skip
NAMED = [
    ("Theo Luật Đất đai năm 2013 và Bộ luật Hình sự.", ["luật|Luật Đất đai năm 2013|", "bộ luật|Bộ luật Hình sự|"]),
    ("Quốc hội thông qua Luật Phòng chống ma túy (sửa đổi).", ["luật|Luật Phòng chống ma túy (sửa đổi)|"]),
    ("Cho ý kiến về dự án Luật Phòng bệnh và Luật sửa đổi, bổ sung một số điều của Luật Giá.",
     ["luật|Luật Phòng bệnh|dự thảo", "luật|Luật Sửa đổi, bổ sung một số điều của Luật Giá|", "luật|Luật Giá|"]),
    ("Thủ tướng đã phê duyệt Quy hoạch xây dựng Công viên Bình Minh đến năm 2030, tầm nhìn đến năm 2050.",
     ["quy hoạch|xây dựng Công viên Bình Minh đến năm 2030, tầm nhìn đến năm 2050|"]),
    ("Cho ý kiến về Dự thảo Kế hoạch thực hiện mục tiêu giảm nghèo năm 2021 trên địa bàn huyện.",
     ["kế hoạch|thực hiện mục tiêu giảm nghèo năm 2021 trên địa bàn huyện|dự thảo"]),
    ("Huyện rà soát quy hoạch xây dựng đến năm 2030; Quy hoạch phải phù hợp.", []),
    ("Hiến pháp năm 2013 quy định.", ["hiến pháp|Hiến pháp năm 2013|"]),
    ("Triển khai Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Lào Cai lần thứ XVI, nhiệm kỳ 2020 - 2025.",
     ["nghị quyết||2020-2025 XVI"]),
    ("Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIX, nhiệm kỳ 2020 - 2020.", ["nghị quyết||2020-2025 XIX"]),
    ("Nghị quyết Đại hội XIII của Đảng.", ["nghị quyết||XIII"]),
    ("Nghị quyết Trung ương 4 khóa XII.", ["nghị quyết|Nghị quyết Trung ương 4 khóa XII|"]),
    ("Tham mưu xây dựng Nghị quyết của Ban Thường vụ Tỉnh ủy về chuyển đổi số.", ["nghị quyết|chuyển đổi số|dự kiến"]),
    ("Góp ý dự thảo Nghị quyết về chuyển đổi số.", ["nghị quyết|chuyển đổi số|dự thảo"]),
    ("Chủ tịch ký Quyết định bổ nhiệm ông Lê Văn An làm Giám đốc Sở Y tế.",
     ["quyết định|bổ nhiệm ông Lê Văn An làm Giám đốc Sở Y tế|"]),
    ("Kế hoạch phát triển kinh tế số của UBND tỉnh Lào Cai được thông qua.",
     ["kế hoạch|phát triển kinh tế số của UBND tỉnh Lào Cai|"]),
    ("Chương trình hành động thực hiện Nghị quyết số 05-NQ/TU.",
     ["chương trình hành động|Chương trình hành động thực hiện Nghị quyết số 05-NQ/TU|", "nghị quyết|05-NQ/TU|"]),
]  # fmt: skip
MATTERS = [
    ("Nghị định số 176/2024/NĐ-CP về quản lý, sử dụng kinh phí.", "quản lý, sử dụng kinh phí"),
    ("Nghị định số 28/2023/NĐ-CP quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Bộ Y tế.",
     "quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Bộ Y tế"),
    ("Chỉ thị 05 về đẩy mạnh học tập và làm theo tư tưởng Hồ Chí Minh.",
     "đẩy mạnh học tập và làm theo tư tưởng Hồ Chí Minh"),
    ("Đề án “Cải cách kiểm tra chất lượng, an toàn thực phẩm đối với hàng nhập khẩu” được duyệt.",
     "“Cải cách kiểm tra chất lượng, an toàn thực phẩm đối với hàng nhập khẩu”"),
    ("Nghị quyết số 05-NQ/TU về chuyển đổi số, các sở phải làm ngay.", "chuyển đổi số"),
    ("Thông qua Nghị quyết về phát triển giao thông, đô thị động lực và hạ tầng số giai đoạn 2021 - 2025.",
     "phát triển giao thông, đô thị động lực và hạ tầng số giai đoạn 2021 - 2025"),
    ("Ban hành Nghị quyết số 19 về các giải pháp để cải thiện môi trường đầu tư, nâng cao năng lực cạnh tranh.",
     "các giải pháp để cải thiện môi trường đầu tư, nâng cao năng lực cạnh tranh"),
    ("Ông yêu cầu các sở thực hiện Nghị quyết số 19 về cải thiện môi trường đầu tư, đẩy mạnh cải cách hành chính.",
     "cải thiện môi trường đầu tư"),
    ("Thông tư số 7/2020/TT-BNV, về tài sản bảo đảm và ngân sách nhà nước (NSNN) năm 2020, có hiệu lực từ 1/8.",
     "tài sản bảo đảm và ngân sách nhà nước (NSNN) năm 2020"),
    ("Nghị định số 67 về phát triển thủy sản ra đời giúp ngư dân đóng tàu.", "phát triển thủy sản"),
    ("Ban hành Quyết định số 5 về thành lập Đoàn giám sát “Việc thi hành Luật Giá” và giao các sở thực hiện.",
     "thành lập Đoàn giám sát “Việc thi hành Luật Giá”"),
    ("Nghị định về hàng hóa, dịch vụ, địa bàn độc quyền nhà nước đã được ban hành.",
     "hàng hóa, dịch vụ, địa bàn độc quyền nhà nước"),
    ("Kế hoạch số 3 phê duyệt nâng cấp đường tại xã Bản Lầu, huyện Mường Khương, tỉnh Lào Cai và giao Sở Xây dựng.",
     "phê duyệt nâng cấp đường tại xã Bản Lầu, huyện Mường Khương, tỉnh Lào Cai"),
    ("Trình đề án sáp nhập Báo Lào Cai, Đài Phát thanh và Truyền hình tỉnh để thành lập một cơ quan, tỉnh đang họp.",
     "sáp nhập Báo Lào Cai, Đài Phát thanh và Truyền hình tỉnh để thành lập một cơ quan"),
    ("Chủ tịch trao Quyết định bổ nhiệm ông Lê Văn An làm Giám đốc Sở Y tế và tặng hoa.",
     "bổ nhiệm ông Lê Văn An làm Giám đốc Sở Y tế"),
    ("Ngày 5/5/2016, công an ra quyết định truy nã ông vì bỏ trốn.", "truy nã"),
    ("HĐND tỉnh thông qua Nghị quyết thành lập Quỹ Phòng, chống thiên tai tỉnh.",
     "thành lập Quỹ Phòng, chống thiên tai tỉnh"),
    ("Thông qua dự thảo Nghị quyết quy định mức chi hỗ trợ giáo viên.", "quy định mức chi hỗ trợ giáo viên"),
    ("Ban hành Kế hoạch số 176/KH-UBND phát động phong trào thi đua chuyển đổi số, giao các sở thực hiện.",
     "phát động phong trào thi đua chuyển đổi số"),
    ("Nghị quyết số 9-NQ/TU về nguồn gen quý được ưu tiên bảo vệ được thông qua hôm qua.",
     "nguồn gen quý được ưu tiên bảo vệ"),
    ("Cho ý kiến về Nghị quyết số 7 về nợ xấu của ngân hàng và dự án Luật Giá.", "nợ xấu của ngân hàng"),
    ("Nghị quyết số 6-NQ/TW về hội nhập quốc tế, giữ vững tự do thương mại, theo T.Ư là cần.",
     "hội nhập quốc tế, giữ vững tự do thương mại"),
    ("Góp ý dự thảo báo cáo giám sát việc xây dựng nông thôn mới.", "giám sát việc xây dựng nông thôn mới"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "matter"), MATTERS)
def test_matters(text: str, matter: str) -> None:
    assert mentions(text).documents[0].subject == matter


NONE = [
    missed("Nhân dân Cuba thực hiện Nghị quyết Đại hội Đảng Cộng sản Cuba lần thứ VII.", [],
           "a congress of a foreign Party is taken for a congress of ours"),
    missed("NGHỊ ĐỊNH Quy định về thi đua", [], "the heading of a legal text is taken for a citation"),
    ("Quyết định kỷ luật trên là đúng.", []),
    ("Công an ra quyết định khởi tố bị can.", []),
    ("Quán triệt các Nghị quyết của Tỉnh ủy Lào Cai về nông thôn mới.", []),
    ("Triển khai Chỉ thị, Nghị quyết của Trung ương Đảng.", []),
    ("Theo quy định của Chính phủ về tinh giản biên chế.", []),
    ("Phát triển theo quy hoạch đô thị của tỉnh Lào Cai.", []),
    ("Bị kết án theo Luật Hình sự Campuchia.", []),
    ("Cắt điện theo KẾ HOẠCH 31 Đan Phượng.", []),
    ("Chương trình 30a giúp người nghèo.", []),
    ("Ông nêu ý kiến kết luận của Thủ tướng.", []),
    ("Quy định về nội dung này còn sơ sài.", []),
    ("Thông báo về tình hình kinh tế, ông An nói rõ.", []),
    ("Nghị quyết quy định nhiều nội dung mới.", []),
    ("Người ra quyết định thanh tra xem xét, báo cáo Thủ trưởng Bộ Y tế.", []),
    ("Nâng cấp quan hệ lên Đối tác Chiến lược Toàn diện với nhiều nước bạn.", []),
    ("Đề án bắt đầu được nghiên cứu từ năm 2001.", []),
    ("Đề án, theo ông An, còn chậm.", []),
    ("Các địa phương xây dựng kế hoạch, chương trình cụ thể.", []),
    ("Ông quyết định nghỉ việc sau 5 năm.", []),
    ("Ông báo cáo kết quả và thông báo lịch họp.", []),
    ("Sở Kế hoạch và Đầu tư chủ trì.", []),
    ("Kế hoạch 5 năm đạt 80%.", []),
    ("Nghị quyết đã đi vào cuộc sống.", []),
    ("Luật sư Lê Văn An bào chữa.", []),
    ("Đúng quy định, theo hướng dẫn chung.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "documents"), [*NUMBERED, *NAMED, *NONE])
def test_citations(text: str, documents: list[str]) -> None:
    assert [shown(doc) for doc in mentions(text).documents] == documents


HORIZONS = [
    ("Nghị quyết số 05-NQ/TU về chuyển đổi số đến năm 2025, định hướng đến năm 2030.", (2025, 2030)),
    ("Kế hoạch số 12/KH-UBND về nông thôn mới giai đoạn 2021 - 2025.", (2025, 0)),
    ("Quyết định số 45/QĐ-TTg phê duyệt Quy hoạch thời kỳ 2021 - 2030, tầm nhìn đến năm 2050.", (2030, 2050)),
    ("Kế hoạch số 12/KH-UBND về nông thôn mới.", None),
]


@pytest.mark.parametrize(("text", "horizon"), HORIZONS)
def test_horizons(text: str, horizon: tuple[int, int] | None) -> None:
    assert mentions(text).documents[0].horizon == horizon


ISSUERS = [
    ("Nghị quyết số 05-NQ/TU của Ban Thường vụ Tỉnh ủy về chuyển đổi số.", "Ban Thường vụ Tỉnh ủy"),
    ("Chỉ thị số 9 ngày 6/5/2022 của Chủ tịch UBND tỉnh.", "UBND tỉnh"),
    ("Kế hoạch số 12/KH-UBND do UBND huyện Bát Xát ban hành.", "UBND huyện Bát Xát"),
    ("Nghị định số 45/2020/NĐ-CP.", "agency/vn/chinh-phu"),
    ("Quyết định số 06/QĐ-TTg.", "agency/vn/thu-tuong-chinh-phu"),
    ("Thông tư số 01/2021/TT-BNV.", "agency/vn/bo-noi-vu"),
    ("Quyết định số 7.", ""),
    ("Văn phòng có thông báo kết luận của Chủ tịch UBND tỉnh tại cuộc họp.", "UBND tỉnh"),
    ("Báo cáo số 5 do UBND xã trình bày.", ""),
    ("Nghị quyết số 22-NQ/TU ban hành bởi Tỉnh ủy Kiên Giang về chuyển đổi số.", "Tỉnh ủy Kiên Giang"),
]


@pytest.mark.parametrize(("text", "issuer"), ISSUERS)
def test_issuers(text: str, issuer: str) -> None:
    found = mentions(text)
    doc = found.documents[0]
    said = found.scan.span(doc.issuer.start, doc.issuer.end) if doc.issuer else doc.issuer_path
    assert said == issuer


def test_what_carries_out_what() -> None:
    plan, resolution = mentions("Kế hoạch số 12/KH-UBND thực hiện Nghị quyết số 05-NQ/TU.").documents
    assert plan.implements == resolution.start
