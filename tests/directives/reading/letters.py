"""Dispatches written for the tests: invented, in the manner of local offices."""

HEAD = """TỈNH ỦY LÂM SƠN
*
Số 318-CV/TU
V/v chăm sóc cây xanh
nơi công cộng

ĐẢNG CỘNG SẢN VIỆT NAM

Lâm Sơn, ngày 04 tháng 3 năm 2022

Kính gửi: - Các huyện ủy, thành ủy,
- Ban cán sự đảng Ủy ban nhân dân tỉnh.

"""
LEAD = "Thời gian qua, cây xanh nơi công cộng chưa được chăm sóc thường xuyên. Ban Thường vụ Tỉnh ủy yêu cầu:\n\n"
FOOT = """
Nơi nhận:
- Như trên (để thực hiện),
- Văn phòng Trung ương Đảng (để b/c),
- Lưu Văn phòng Tỉnh ủy.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ


Nguyễn Thị Lành
"""
POINTS = (
    "Các huyện ủy, thành ủy tuyên truyền để người dân không bẻ cành, hái lá.",
    "Sở Xây dựng chủ trì, phối hợp với Công an tỉnh rà soát cây gãy đổ, hoàn thành trước ngày 15/4/2022.",
    "Tỉnh đoàn phát động mỗi đoàn viên trồng một cây.",
)


def letter(points: str, head: str = HEAD, foot: str = FOOT) -> str:
    return head + LEAD + points + "\n" + foot


def numbered(form: str = "{}. ", labels=("1", "2", "3")) -> str:
    return "\n\n".join(form.format(label) + point for label, point in zip(labels, POINTS, strict=True))
