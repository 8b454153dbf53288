"""Which words name a place, of what level, and in which unit it lies."""

from __future__ import annotations

import pytest

from kg.extract.places import PlaceMention
from reading import mentions


def shown(place: PlaceMention | None) -> str:
    """name|level, then the unit it lies in."""
    return (
        " < ".join(
            (f"{place.name}|{place.level}", shown(place.parent)) if place.parent else [f"{place.name}|{place.level}"]
        )
        if place
        else ""
    )


NAMED = [
    ("Đoàn đến tỉnh An Giang.", ["An Giang|province"]),
    ("Đoàn đến An Giang và Bà Rịa - Vũng Tàu.", ["An Giang|province", "Bà Rịa - Vũng Tàu|province"]),
    ("Mưa lớn ở Thừa Thiên Huế, Thừa Thiên - Huế.", ["Thừa Thiên Huế|province", "Thừa Thiên Huế|province"]),
    ("Người dân TP.HCM, TP Hồ Chí Minh và thành phố Hồ Chí Minh.", ["Hồ Chí Minh|province"] * 3),
    ("Nhà máy ở thành phố Thái Bình.", ["Thái Bình|district"]),
    ("Nhà máy ở TP Hoà Bình, tỉnh Hoà Bình.", ["Hòa Bình|district < Hòa Bình|province"]),
    ("Dân xã Hạ Sơn (huyện Quỳ Hợp, Nghệ An) góp đất.",
     ["Hạ Sơn|commune < Quỳ Hợp|district < Nghệ An|province"]),
    ("Dân xã Bản Qua, huyện Bát Xát, tỉnh Lào Cai góp đất.",
     ["Bản Qua|commune < Bát Xát|district < Lào Cai|province"]),
    ("Thị trấn Sa Rài và phường 12, quận Bình Thạnh.", ["Sa Rài|commune", "12|commune < Bình Thạnh|district"]),
    ("Thị xã Bỉm Sơn và huyện đảo Lý Sơn.", ["Bỉm Sơn|district", "Lý Sơn|district"]),
    ("Đắk Lắk, Đắc Lắc và Đăk Lăk là một.", ["Đắk Lắk|province"] * 3),
    ("Quận 1 và Quận 10 cải cách hành chính.", ["1|district", "10|district"]),
    ("Đặc khu Phú Quốc, tỉnh An Giang được thành lập.", ["Phú Quốc|commune < An Giang|province"]),
    ("Chủ trương của tỉnh; huyện sẽ rà soát.", ["|province", "|district"]),
    ("Cấp tỉnh, cấp huyện và các xã đều làm.", []),
    ("Các tỉnh ven Thái Bình Dương họp.", []),
    ("Học tập tư tưởng Hồ Chí Minh.", []),
    ("Ông Hà Văn Nam, bà Thái Bình Minh.", []),
    ("Xã Trung Hóa Nguyễn Văn Thành báo cáo.", ["Trung Hóa|commune"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "named"), NAMED)
def test_places(text: str, named: list[str]) -> None:
    values = [chunk.value for chunk in mentions(text).chunks]
    assert [shown(value) for value in values if isinstance(value, PlaceMention)] == named
