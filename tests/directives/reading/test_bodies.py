"""Who is charged, and with whom: the name ends where the task begins."""

import pytest

from directives.reading.bodies import read_bodies
from directives.reading.text import Source

CHARGED = [
    ("Sở Y tế rà soát các cơ sở tiêm chủng.", ["Sở Y tế"]),
    ("Ban Tuyên giáo Tỉnh ủy, Sở Thông tin và Truyền thông đẩy mạnh tuyên truyền.",
     ["Ban Tuyên giáo Tỉnh ủy", "Sở Thông tin và Truyền thông"]),
    ("Giao Văn phòng Tỉnh ủy tham mưu kế hoạch.", ["Văn phòng Tỉnh ủy"]),
    ("Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các đoàn thể vận động Nhân dân.",
     ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "các đoàn thể"]),
    ("Các huyện ủy, thị ủy, thành ủy tổ chức quán triệt.", ["Các huyện ủy, thị ủy, thành ủy"]),
    ("Các cấp ủy, tổ chức đảng, cơ quan, đơn vị tổ chức thực hiện.", ["Các cấp ủy, tổ chức đảng, cơ quan, đơn vị"]),
    ("Các Bộ: Quốc phòng, Công an chỉ đạo lực lượng tại chỗ.", ["Bộ Quốc phòng", "Bộ Công an"]),
    ("Các sở: Tài chính, Văn hóa, Thể thao và Du lịch bố trí kinh phí.", ["Sở Tài chính", "Sở Văn hóa, Thể thao và Du lịch"]),
    ("Ban Chỉ đạo phòng, chống dịch tỉnh kiểm tra đột xuất.", ["Ban Chỉ đạo phòng, chống dịch tỉnh"]),
    ("Ban cán sự đảng Ủy ban nhân dân tỉnh lãnh đạo Ủy ban nhân dân tỉnh bố trí vốn.",
     ["Ban cán sự đảng Ủy ban nhân dân tỉnh"]),
    ("Ban Thường vụ Tỉnh ủy yêu cầu các huyện ủy nêu gương.", ["các huyện ủy"]),
    ("Về kinh phí: Giao Sở Tài chính thẩm định, trình cấp có thẩm quyền.", ["Sở Tài chính"]),
    ("Căn cứ tình hình thực tế, các cơ sở đào tạo xây dựng kế hoạch.", ["các cơ sở đào tạo"]),
    ("Trách nhiệm của Đảng ủy Công an tỉnh\na) Rà soát hộ khẩu.\nb) Cấp căn cước.", ["Đảng ủy Công an tỉnh"]),
    ("Sở Y tế kiểm tra kho thuốc. Công an tỉnh bảo vệ kho.", ["Sở Y tế", "Công an tỉnh"]),
    ("Cơ quan tham mưu, giúp việc Tỉnh ủy cử cán bộ.", ["Cơ quan tham mưu, giúp việc Tỉnh ủy"]),
    ("Bí thư các huyện ủy chịu trách nhiệm trước Ban Thường vụ Tỉnh ủy.", ["Bí thư các huyện ủy"]),
    ("Đài Phát thanh và Truyền hình Lâm Sơn tăng thời lượng phát sóng.", ["Đài Phát thanh và Truyền hình Lâm Sơn"]),
    ("Hạt Kiểm lâm huyện siết chặt cửa rừng; Trạm Y tế xã nới giờ khám.", ["Hạt Kiểm lâm huyện", "Trạm Y tế xã"]),
    ("Các chi bộ trực thuộc cắt giảm hội họp.", ["Các chi bộ trực thuộc"]),
    ("Ban Chỉ đạo tỉnh về phòng, chống dịch Covid-19 rút gọn báo cáo.", ["Ban Chỉ đạo tỉnh về phòng, chống dịch Covid-19"]),
    ("Đảng ủy các xã được chọn làm điểm phân công nhiệm vụ.", ["Đảng ủy các xã được chọn làm điểm"]),
    ("Thực hiện Công văn số 5-CV/BTCTW, Ban Tổ chức Tỉnh ủy yêu cầu các đảng ủy xã gửi báo cáo.", ["các đảng ủy xã"]),
    ("Đề nghị Chỉ huy đảo phối hợp hỗ trợ tàu thuyền.", ["Chỉ huy đảo"]),
    ("Ban Quản lý dự án các công trình giao thông tỉnh lập hồ sơ.", ["Ban Quản lý dự án các công trình giao thông tỉnh"]),
    ("Phòng Y tế\n- Chủ trì khám sức khỏe.", ["Phòng Y tế"]),
    ("Rà soát biên chế. Cơ quan chủ trì: Sở Nội vụ; cơ quan phối hợp: Công an tỉnh.", ["Sở Nội vụ"]),
    ("Đơn vị thực hiện: Phòng Kinh tế.", ["Phòng Kinh tế"]),
    ("Giao Tổ đảng số 2 chuẩn bị hội trường.", ["Tổ đảng số 2"]),
    ("Đề nghị Đảng ủy Ủy ban nhân dân tỉnh: Lãnh đạo Sở Y tế treo băng rôn.", ["Đảng ủy Ủy ban nhân dân tỉnh"]),
    ("Công ty Cổ phần Cấp nước Lâm Sơn dán niêm phong kho.", ["Công ty Cổ phần Cấp nước Lâm Sơn"]),
    ("So Y te ra soat cac co so tiem chung.", ["So Y te"]),
]  # fmt: skip
NOBODY = [
    "Tăng cường công tác truyền thông, phát huy vai trò của Mặt trận Tổ quốc.",
    "Sở hữu trí tuệ được bảo vệ theo quy định.",
    "Các biện pháp phòng bệnh cần thực hiện thường xuyên.",
    "Sở Y tế đã hoàn thành tiêm chủng.",
    "Đoàn kết, thống nhất trong cấp ủy.",
    "ĐỐI TƯỢNG, PHẠM VI\nTập thể và cá nhân.",
    "Các cơ sở dữ liệu được kết nối.",
]


def names(sentence):
    charged, helping = read_bodies(Source(sentence), 0, len(sentence))
    return [name.text for name in charged], [name.text for name in helping]


@pytest.mark.parametrize(("sentence", "bodies"), CHARGED)
def test_the_subject_or_those_told_to(sentence, bodies):
    assert names(sentence)[0] == bodies


@pytest.mark.parametrize("sentence", NOBODY)
def test_a_sentence_that_charges_nobody(sentence):
    assert names(sentence)[0] == []


def test_those_to_work_with_are_not_charged():
    sentence = "Sở Nội vụ chủ trì, phối hợp với Công an tỉnh, Sở Tài chính rà soát biên chế."
    assert names(sentence) == (["Sở Nội vụ"], ["Công an tỉnh", "Sở Tài chính"])


HELPING = [
    ("Sở Nội vụ chủ trì, cùng với Công an tỉnh rà soát biên chế.", ["Công an tỉnh"]),
    ("Sở Nội vụ phối hợp chặt chẽ, đồng bộ với Công an tỉnh rà soát biên chế.", ["Công an tỉnh"]),
    ("Sở Nội vụ rà soát biên chế. Cơ quan phối hợp: Công an tỉnh, Sở Tài chính.", ["Công an tỉnh", "Sở Tài chính"]),
    ("Sở Nội vụ chủ trì, phối hợp với các cơ quan liên quan rà soát.", ["các cơ quan liên quan"]),
    ("Sở Nội vụ rà soát; tăng cường phối hợp với các cơ quan liên quan.", []),
    ("Sở Nội vụ rà soát; các phòng, ban phối hợp chặt chẽ để xử lý.", ["các phòng, ban"]),
    ("Sở Nội vụ phối hợp với Vụ Biên chế (hoặc hỏi các vụ khác của bộ.", ["Vụ Biên chế"]),
]


@pytest.mark.parametrize(("sentence", "bodies"), HELPING)
def test_those_to_work_with(sentence, bodies):
    assert names(sentence)[1] == bodies


def test_a_name_that_ends_before_an_unknown_task_is_doubted():
    (name,) = read_bodies(Source("Hạt Kiểm lâm huyện siết chặt cửa rừng."), 0, 38)[0]
    assert (name.sure, bool(name.why)) == (False, True)


def test_names_stand_where_they_are_said_to_stand():
    source = Source("Các Bộ: Quốc phòng, Công an chỉ đạo lực lượng.")
    assert [source.text[n.start : n.end] for n in read_bodies(source, 0, len(source))[0]] == ["Quốc phòng", "Công an"]


def test_a_body_that_another_directs_is_doubted():
    sentence = "UBND tỉnh chỉ đạo Sở Y tế duy trì trực ban; các đơn vị chỉ đạo lực lượng tại chỗ."
    charged, _ = read_bodies(Source(sentence), 0, len(sentence))
    assert [(name.text, name.sure) for name in charged][:2] == [("UBND tỉnh", True), ("Sở Y tế", False)]
