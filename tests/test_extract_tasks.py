"""What an order is about, where no programme or document is: the words that name its task, and whose requests are none."""

from __future__ import annotations

import pytest

from reading import said

WHO = "Chủ tịch UBND tỉnh Lào Cai Trần Thị Hoa"


def tasks(text: str) -> list[str]:
    """What Trần Thị Hoa directs."""
    return [order.split("|")[1] for order in said("directs", text) if order.startswith("Trần Thị Hoa|")]


TASKS = [
    (f"{WHO} yêu cầu Sở Y tế khẩn trương rà soát hồ sơ bệnh nhân.", ["Rà soát hồ sơ bệnh nhân"]),
    # Obligations, with and without those who must act; the speaker goes on, the time comes first.
    (f"{WHO} nhấn mạnh, các tiểu ban phải chủ động lên kế hoạch tổ chức lễ khai mạc.",
     ["Lên kế hoạch tổ chức lễ khai mạc"]),
    (f"{WHO} lưu ý cần thay đổi cách làm việc với người dân.", ["Thay đổi cách làm việc với người dân"]),
    (f"{WHO} lưu ý các thầy cô kiểm tra kỹ danh sách thí sinh.", ["Kiểm tra kỹ danh sách thí sinh"]),
    (f"{WHO} yêu cầu các xã rà soát hồ sơ đất đai. Đến năm 2030, hoàn thành việc cắm mốc lộ giới.",
     ["Hoàn thành việc cắm mốc lộ giới", "Rà soát hồ sơ đất đai"]),
    (f"{WHO} giao nhiệm vụ cho các sở. Trong đó, Sở Y tế sớm xây dựng bộ tiêu chí chấm điểm.",
     ["Xây dựng bộ tiêu chí chấm điểm"]),
    (f"{WHO} chỉ đạo các việc sau: (1) Sở Y tế rà soát hồ sơ bệnh nhân.\n\n(2) UBND tỉnh chỉ đạo các xã cắm mốc lộ giới.",
     ["Chỉ đạo các xã cắm mốc lộ giới", "Rà soát hồ sơ bệnh nhân"]),
    # Several tasks, whom to act with, where a name ends.
    (f"{WHO} yêu cầu Sở Y tế rà soát hồ sơ bệnh nhân; Sở Tài chính bố trí vốn cho bệnh viện.",
     ["Bố trí vốn cho bệnh viện", "Rà soát hồ sơ bệnh nhân"]),
    (f"{WHO} giao Sở Y tế chủ trì, phối hợp với Sở Tài chính và các huyện lập phương án di dời kho thuốc.",
     ["Lập phương án di dời kho thuốc"]),
    (f"{WHO} yêu cầu các xã đẩy nhanh tiến độ cắm mốc, phải có kế hoạch cụ thể từng tuần.",
     ["Đẩy nhanh tiến độ cắm mốc"]),
    (f"{WHO} yêu cầu các xã thành lập ngay các tổ “An ninh cộng đồng”.",
     ["Thành lập ngay các tổ “An ninh cộng đồng”"]),
    (f"{WHO} giao Sở Y tế có trách nhiệm công bố danh sách người được thưởng.",
     ["Công bố danh sách người được thưởng"]),
    # How an order is given: in writing, on the spot, in the first person, by one who tells of it.
    (f"{WHO} vừa ký công văn khẩn yêu cầu Sở Y tế rà soát hồ sơ bệnh nhân.", ["Rà soát hồ sơ bệnh nhân"]),
    (f"{WHO} kiểm tra bến phà và yêu cầu chủ đầu tư thay thế toàn bộ phao cứu sinh.",
     ["Thay thế toàn bộ phao cứu sinh"]),
    (f"“Tôi đề nghị các xã rà soát hồ sơ đất đai”, {WHO} nói.", ["Rà soát hồ sơ đất đai"]),
    (f"{WHO} cho biết đã yêu cầu các xã rà soát hồ sơ đất đai.", ["Rà soát hồ sơ đất đai"]),
    # What is told at the head of the sentence.
    (f"Về dự án đường Kim Tân - Bát Xát, {WHO} yêu cầu Sở Xây dựng rà soát lại.",
     ["Dự án đường Kim Tân - Bát Xát"]),
    # Nothing is assigned: spirit alone, words within names, what was or will be, what something is.
    (f"{WHO} yêu cầu cán bộ nâng cao tinh thần trách nhiệm.", []),
    (f"{WHO} yêu cầu các tổ chức, cá nhân có liên quan rà soát hồ sơ đất đai.", ["Rà soát hồ sơ đất đai"]),
    (f"{WHO} yêu cầu các xã rà soát hồ sơ đất đai. Sở Y tế đã tổ chức khám cho người dân.", ["Rà soát hồ sơ đất đai"]),
    (f"{WHO} yêu cầu các xã rà soát hồ sơ đất đai. Xây dựng trường lớp mới là việc lâu dài của tỉnh.",
     ["Rà soát hồ sơ đất đai"]),
    (f"{WHO} yêu cầu các xã rà soát hồ sơ đất đai. Một số hộ dân cho rằng phải đền bù thêm.",
     ["Rà soát hồ sơ đất đai"]),
    (f"{WHO} yêu cầu các xã rà soát hồ sơ đất đai; Bộ Y tế yêu cầu bệnh viện xét nghiệm nguồn nước.",
     ["Rà soát hồ sơ đất đai"]),
    (f"Cáo trạng nêu, {WHO} đã chỉ đạo cấp dưới nâng khống giá thuốc.", []),
    (f"{WHO} khẳng định tỉnh sẽ theo dõi, chỉ đạo khắc phục hậu quả bão.", []),
    (f"Người dân cảm ơn {WHO} đã chỉ đạo rà soát hồ sơ đất đai.", []),
    (f"{WHO} đề nghị, năm tới, hai bên cần rà soát hồ sơ đất đai.", ["Rà soát hồ sơ đất đai"]),
    (f"{WHO} đồng thời đề nghị các xã rà soát hồ sơ đất đai.", ["Rà soát hồ sơ đất đai"]),
    (f"{WHO} cho ý kiến về các kiến nghị, đồng thời giao các xã rà soát hồ sơ đất đai.", ["Rà soát hồ sơ đất đai"]),
    (f"Theo {WHO}, các xã cần rà soát hồ sơ đất đai.", ["Rà soát hồ sơ đất đai"]),
    (f"{WHO} yêu cầu làm tốt một số nội dung sau:\nCác xã rà soát hồ sơ đất đai;\nSở Y tế xử lý dứt điểm rác thải y tế.",
     ["Rà soát hồ sơ đất đai", "Xử lý dứt điểm rác thải y tế"]),
    (f"Có đồng chí đề nghị rà soát hồ sơ đất đai. {WHO} cảm ơn.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), TASKS)
def test_what_an_order_is_about(text: str, names: list[str]) -> None:
    assert tasks(text) == names


REQUESTS = [
    # To a body above or beside one's own, to who holds a post there, to partners; in a debate; out of office.
    f"{WHO} đề nghị Bộ Y tế rà soát định mức thuốc; xem xét bổ sung vốn cho tỉnh.",
    f"{WHO} đề nghị Bộ trưởng Bộ Y tế rà soát định mức thuốc.",
    f"{WHO} nhấn mạnh, các bộ, ngành cần rà soát định mức thuốc.",
    f"{WHO} đề nghị phía Nhật Bản mở rộng việc đào tạo thợ điện.",
    f"Tiếp đoàn Nhật Bản, bàn việc với Nhật Bản, {WHO} đề nghị hai bên mở rộng việc đào tạo thợ điện. "
    "Theo đó, cần tăng cường việc trao đổi đoàn.",
    "Đại biểu Trần Thị Hoa, Chủ tịch UBND tỉnh Lào Cai cho rằng các xã phải rà soát hồ sơ đất đai.",
    "Bà Trần Thị Hoa, nguyên Chủ tịch UBND tỉnh Lào Cai đề nghị các xã rà soát hồ sơ đất đai.",
    "Bà Trần Thị Hoa, Giám đốc Sở Y tế tỉnh Lào Cai đề nghị Sở Tài chính tỉnh Lào Cai rà soát định mức thuốc.",
    "Bà Trần Thị Hoa, Chủ tịch Hiệp hội Vận tải Lào Cai đề nghị cơ quan chức năng rà soát bến bãi trái phép.",
]


@pytest.mark.parametrize("text", REQUESTS)
def test_a_request_directs_nobody(text: str) -> None:
    assert tasks(text) == []


def test_a_minister_may_tell_what_stands_below() -> None:
    text = "Bộ trưởng Bộ Y tế Trần Thị Hoa đề nghị Sở Y tế tỉnh Lào Cai rà soát định mức thuốc."
    assert tasks(text) == ["Rà soát định mức thuốc"]
