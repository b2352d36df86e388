"""In which words are the dispatches of the benchmark written? In some that stand everywhere, in some that are rare.

A search is only as slow as its worst word, so each class of words is here on purpose: common, in one text of twenty, in
one of some thousands, in one text alone, and common everywhere but in the province that is measured.
"""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass
from itertools import accumulate

COMMON = [
    "thực hiện", "chỉ đạo", "công tác", "lãnh đạo", "tăng cường", "tổ chức", "nâng cao", "chất lượng", "cấp ủy",
    "đảng viên", "nhân dân", "trách nhiệm", "kết quả", "báo cáo", "thời gian", "nhiệm vụ", "giải pháp", "triển khai",
    "kiểm tra", "giám sát", "quán triệt", "tuyên truyền", "vận động", "phối hợp", "chủ động", "kịp thời", "bảo đảm",
    "phát huy", "vai trò", "hiệu quả", "xây dựng", "đội ngũ", "cán bộ", "hệ thống", "chính trị", "địa phương",
    "cơ sở", "đơn vị", "quy định", "chương trình", "kế hoạch", "mục tiêu", "yêu cầu", "nghiêm túc", "thường xuyên",
    "đẩy mạnh", "phát triển", "kinh tế", "xã hội", "quốc phòng", "an ninh", "trật tự", "an toàn", "nông thôn",
    "đô thị", "doanh nghiệp", "đầu tư", "ngân sách", "quản lý", "nhà nước", "tài nguyên", "môi trường", "đất đai",
    "khoáng sản", "giáo dục", "đào tạo", "y tế", "sức khỏe", "văn hóa", "thể thao", "du lịch", "khoa học",
    "công nghệ", "thông tin", "truyền thông", "lao động", "việc làm", "bảo hiểm", "chính sách", "gia đình",
    "trẻ em", "phụ nữ", "thanh niên", "cựu chiến", "công đoàn", "mặt trận", "tôn giáo", "dân tộc", "tư pháp",
    "thanh tra", "khiếu nại", "tố cáo", "tiếp dân", "đơn thư", "dư luận", "tư tưởng", "đạo đức", "lối sống",
    "học tập", "làm theo", "nghị quyết", "kết luận", "chỉ thị", "hướng dẫn", "thông báo", "văn bản", "hội nghị",
    "đại hội", "nhiệm kỳ", "bầu cử", "đại biểu", "ứng cử", "giới thiệu", "quy hoạch", "bổ nhiệm", "luân chuyển",
    "đánh giá", "xếp loại", "khen thưởng", "kỷ luật", "sinh hoạt", "chi bộ", "đảng bộ", "ủy viên", "thường vụ",
    "thường trực", "văn phòng", "tham mưu", "giúp việc", "theo dõi", "đôn đốc", "tổng hợp", "định kỳ", "đột xuất",
    "sơ kết", "tổng kết", "rút kinh", "nghiệm thu", "bàn giao", "tiến độ", "khó khăn", "vướng mắc", "tháo gỡ",
    "kiến nghị", "đề xuất", "xem xét", "quyết định", "phê duyệt", "ban hành", "sửa đổi", "bổ sung", "thay thế",
    "bãi bỏ", "hiệu lực", "thi hành", "áp dụng", "phạm vi", "đối tượng", "nội dung", "hình thức", "phương pháp",
    "nguồn lực", "kinh phí", "thanh toán", "quyết toán", "đấu thầu", "mua sắm", "tài sản", "trụ sở", "phương tiện",
    "tiết kiệm", "lãng phí", "tham nhũng", "tiêu cực", "công khai", "minh bạch", "dân chủ", "cơ quan", "nơi nhận",
    "phòng ngừa", "ngăn chặn", "xử lý", "vi phạm", "hành vi", "tội phạm", "ma túy", "giao thông", "cháy nổ",
    "cứu nạn", "cứu hộ", "thủy lợi", "đê điều", "mùa vụ", "sản xuất", "chăn nuôi", "trồng trọt", "thủy sản",
    "lâm nghiệp", "chế biến", "tiêu thụ", "thị trường", "giá cả", "hàng hóa", "thương mại", "xuất khẩu",
    "hợp tác", "hội nhập", "đối ngoại", "biên giới", "tuyển quân", "diễn tập", "dự bị", "dân quân", "tự vệ",
    "liệt sĩ", "thương binh", "người có công", "hộ nghèo", "cận nghèo", "nhà ở", "nước sạch", "vệ sinh",
    "thực phẩm", "dược phẩm", "khám bệnh", "chữa bệnh", "dân số", "học sinh", "giáo viên", "trường học",
    "thi cử", "tuyển sinh", "dạy nghề", "sáng kiến", "nghiên cứu", "ứng dụng", "dữ liệu", "số hóa", "trực tuyến",
    "dịch vụ", "thủ tục", "một cửa", "hồ sơ", "lưu trữ", "bí mật", "bảo mật", "chữ ký", "điện tử", "mạng lưới",
]  # fmt: skip
COMMONNESS = list(accumulate(1 / (place + 8) for place in range(len(COMMON))))

# each text speaks of one of these twenty, so each stands in one text of twenty; and the field of work each belongs to
TOPICS = {
    "chuyển đổi số": "khoa_hoc", "cải cách hành chính": "dang", "phòng chống dịch bệnh": "xa_hoi",
    "bầu cử đại biểu": "dang", "giải phóng mặt bằng": "tai_nguyen", "phòng cháy chữa cháy": "quoc_phong",
    "phòng chống thiên tai": "tai_nguyen", "tinh giản biên chế": "dang", "sắp xếp bộ máy": "dang",
    "giảm nghèo bền vững": "xa_hoi", "an toàn giao thông": "xay_dung", "vệ sinh thực phẩm": "xa_hoi",
    "bảo vệ rừng": "tai_nguyen", "xây dựng nông thôn mới": "xay_dung", "thu hút đầu tư": "kinh_te",
    "kiểm soát tài sản": "noi_chinh", "văn hóa công sở": "xa_hoi", "bình đẳng giới": "xa_hoi",
    "tín dụng đen": "quoc_phong", "năng lượng tái tạo": "kinh_te",
}  # fmt: skip
ELSEWHERE = "hải đảo tiền tiêu"  # in two texts of five, but never in the measured province

UNCOMMON = [
    "bạch", "biếc", "bưởi", "chàm", "chiêm", "chuông", "cói", "cồn", "dâu", "dừa", "đàn", "đay", "đồi", "đước",
    "gạo", "gấm", "giếng", "gốm", "guột", "hạc", "hến", "hoè", "hồng", "huệ", "kén", "khế", "khoai", "kim", "lạc",
    "lau", "lim", "lộc", "lụa", "mai", "mận", "mây", "mè", "muống", "nấm", "ngát", "ngọc", "nhãn", "nứa", "ốc",
    "ổi", "phượng", "quế", "rạm", "sáo", "sen", "sim", "son", "tằm", "thị", "thông", "tía", "tơ", "trám", "trầm",
    "trúc", "tùng", "vải", "vối", "vừng", "xoan", "yến",
]  # fmt: skip
SENTENCES = 200


@dataclass(frozen=True)
class Point:
    """A requirement: its words and where they stand in the text."""

    text: str
    start: int
    end: int


def words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choices(COMMON, cum_weights=COMMONNESS, k=count))


def rare(number: int) -> str:
    """One of some four thousand pairs."""
    return f"{UNCOMMON[number % len(UNCOMMON)]} {UNCOMMON[number // len(UNCOMMON) % len(UNCOMMON)]}"


def unique(number: int) -> str:
    """Four syllables that no other dispatch bears in this order."""
    base = len(UNCOMMON)
    scattered = number * 7_368_787 % base**4
    return " ".join(UNCOMMON[scattered // base**place % base] for place in range(4))


def subject(rng: random.Random, topic: str) -> str:
    return f"Về {topic}, {words(rng, 5)}"


def body_text(
    rng: random.Random, key: int, topic: str, count: int, day: datetime.date, *, is_measured: bool
) -> tuple[str, list[Point]]:
    """The source text of one dispatch, some two hundred syllables, and its requirements as they stand in it."""
    there = "" if is_measured or key % 5 > 1 else f" ở vùng {ELSEWHERE}"
    said = f"Để {words(rng, 8)} về {topic}{there}, Ban Thường vụ yêu cầu các cơ quan, đơn vị:\n"
    points = []
    for number in range(1, count + 1):
        text = f"{number}. {words(rng, 13).capitalize()}."
        points.append(Point(text, len(said), len(said) + len(text)))
        said += text + "\n"
    said += f"Đề án {unique(key)} và công trình {rare(key * 7)} báo cáo trước ngày {day:%d/%m/%Y}.\n"
    return said, points


def answers() -> list[str]:
    """What bodies report; a few hundred wordings are enough, for nothing searches them."""
    rng = random.Random(SENTENCES)  # noqa: S311
    return [f"Đơn vị đã {words(rng, 12)}." for _ in range(SENTENCES)]
