"""Recipients, signature, citations, follow-up, and articles: each in the prints that offices and web pages make."""

import pytest

from directives.reading import read

from .letters import FOOT, letter, numbered


def test_bullets_of_the_address_lines():
    assert [line.text for line in read(letter(numbered())).addressees] == [
        "Các huyện ủy, thành ủy",
        "Ban cán sự đảng Ủy ban nhân dân tỉnh",
    ]


def test_purposes_are_written_out():
    lines = read(letter(numbered())).distribution
    assert [(line.text, line.purpose) for line in lines] == [
        ("Như trên (để thực hiện)", "để thực hiện"),
        ("Văn phòng Trung ương Đảng (để b/c)", "để báo cáo"),
        ("Lưu Văn phòng Tỉnh ủy", "lưu"),
    ]


BESIDE = """
Nơi nhận: T/M BAN THƯỜNG VỤ
- Như trên (để thực hiện), PHÓ BÍ THƯ
- Văn phòng Trung ương Đảng (để b/c), (Đã ký)
- Lưu Văn phòng Tỉnh ủy. Nguyễn Thị Lành
"""


@pytest.mark.parametrize("foot", [FOOT, BESIDE])
def test_the_signature_beside_or_under_the_recipients(foot):
    reading = read(letter(numbered(), foot=foot))
    fields = reading.fields
    assert [fields[name].value for name in ("authority", "position", "signatory")] == [
        "T/M",
        "PHÓ BÍ THƯ",
        "Nguyễn Thị Lành",
    ]
    assert [line.text for line in reading.distribution][-1] == "Lưu Văn phòng Tỉnh ủy"


def test_the_head_signs_by_nobodys_authority():
    foot = FOOT.replace("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ", "GIÁM ĐỐC")
    fields = read(letter(numbered(), foot=foot)).fields
    assert (fields["authority"], fields["position"].value) == (None, "GIÁM ĐỐC")


CITED = [
    ("Thực hiện Chỉ thị số 43-CT/TW, ngày 08/4/2019 của Bộ Chính trị, ", "43-CT/TW", "2019-04-08", "implements"),
    ("Căn cứ Quy chế số 01-QC/TU ngày 22/9/2020, ", "01-QC/TU", "2020-09-22", "basis"),
    ("Theo Luật số 31/2024/QH15 ngày 18 tháng 01 năm 2024, ", "31/2024/QH15", "2024-01-18", "cites"),
    ("Thực hiện Kế hoạch số l47-KH/TU, ngày 12/10/20l8, ", "147-KH/TU", "2018-10-12", "implements"),
]


@pytest.mark.parametrize(("words", "code", "day", "relation"), CITED)
def test_documents_that_are_named(words, code, day, relation):
    (cited,) = read(letter(numbered()).replace("Thời gian qua, ", words)).citations
    assert (cited.code, cited.issued_on, cited.relation) == (code, day, relation)


def test_a_document_that_is_replaced():
    text = letter(
        numbered() + "\n\nCông văn này thay thế Công văn số 26-CV/TU, ngày 11/5/2020 của Ban Thường vụ Tỉnh ủy."
    )
    assert [(c.code, c.relation) for c in read(text).citations] == [("26-CV/TU", "replaces")]


def test_its_own_number_and_mere_figures_are_no_citations():
    assert read(letter("1. Theo Công văn số 318-CV/TU, trực 24/24, đo 02 lần/ngày.\n\n2. Đường 220kV.")).citations == []


FOLLOWING = [
    ("4. Giao Ban Dân vận Tỉnh ủy chủ trì theo dõi, đôn đốc việc thực hiện Công văn này; định kỳ báo cáo Thường trực Tỉnh ủy.",
     "Ban Dân vận Tỉnh ủy", ["Thường trực Tỉnh ủy"]),
    ("Giao Văn phòng Tỉnh ủy nắm tình hình triển khai thực hiện, thường xuyên báo cáo Thường trực, Ban Thường vụ Tỉnh ủy.",
     "Văn phòng Tỉnh ủy", ["Thường trực Tỉnh ủy", "Ban Thường vụ Tỉnh ủy"]),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "body", "to"), FOLLOWING)
def test_the_follow_up_clause_numbered_or_not(clause, body, to):
    follow = read(letter(f"{numbered()}\n\n{clause}")).follow_up
    assert (follow.body, follow.report_to, follow.cadence) == (body, to, "unspecified")


def test_watching_without_an_object_is_watching_the_dispatch():
    points = numbered() + "\n\n4. Văn phòng Tỉnh ủy giúp Thường trực Tỉnh ủy theo dõi, đôn đốc, tổng hợp báo cáo."
    assert read(letter(points)).follow_up.body == "Văn phòng Tỉnh ủy"


def test_watching_the_weather_is_no_follow_up():
    assert (
        read(letter("1. Đài Khí tượng theo dõi sát diễn biến mưa lũ.\n\n2. Sở Y tế đôn đốc tiêm chủng.")).follow_up
        is None
    )


ARTICLE = """TĂNG CƯỜNG CHĂM SÓC CÂY XANH
15/3/2022 09:00

Ngày 12/3/2022, đồng chí Nguyễn Thị Lành, Bí thư Huyện ủy đã ký Công văn số 77-CV/HU về việc chăm sóc cây xanh trên địa bàn huyện. Công văn nêu rõ nhiều nhiệm vụ cho thời gian tới như sau.

Cây xanh nơi công cộng thời gian qua chưa được chăm sóc thường xuyên, nhất là tại các thị trấn. Ban Thường vụ Huyện ủy yêu cầu:

1. Ủy ban nhân dân huyện rà soát cây gãy đổ.

2. Huyện đoàn trồng cây mới.

Lượt xem: 202
"""


def test_an_article_tells_of_a_dispatch_and_everything_in_it_is_doubted():
    reading = read(ARTICLE)
    told = {name: value.value for name, value in reading.fields.items() if value}
    assert told["number"] == 77
    assert (told["notation"], told["issued_on"], told["signatory"]) == ("CV/HU", "2022-03-12", "Nguyễn Thị Lành")
    assert told["subject"] == "về việc chăm sóc cây xanh trên địa bàn huyện"
    assert not any(reading.fields[name].sure for name in ("number", "notation", "issued_on", "signatory", "subject"))
    assert [point.number for point in reading.requirements] == ["1", "2"]
    assert reading.text[: reading.requirements[-1].end].endswith("cây mới.")


PRINTED_IN_FULL = """Ban Thường vụ Tỉnh ủy vừa ban hành Chỉ thị số 08-CT/TU, ngày 12/11/2022 về chăm sóc cây xanh. Xin giới thiệu toàn văn:

Thời gian qua, cây xanh chưa được chăm sóc. Ban Thường vụ Tỉnh ủy yêu cầu:

1. Sở Xây dựng rà soát cây gãy đổ.

2. Tỉnh đoàn trồng cây mới.

T/M BAN THƯỜNG VỤ
BÍ THƯ
Nguyễn Thị Lành
"""


def test_a_page_that_prints_a_dispatch_in_full_tells_its_number_and_its_text_does_not():
    fields = read(PRINTED_IN_FULL).fields
    assert [fields[name].value for name in ("number", "notation", "issued_on", "subject")] == [
        8,
        "CT/TU",
        "2022-11-12",
        "về chăm sóc cây xanh",
    ]
    assert read(PRINTED_IN_FULL.replace("Xin giới thiệu toàn văn:", "")).fields["number"] is None


STARRED = FOOT.replace("\n- ", "\n* ")


def test_stars_are_dashes_in_a_list():
    assert [line.text for line in read(letter(numbered(), foot=STARRED)).distribution] == [
        line.text for line in read(letter(numbered())).distribution
    ]


def test_warnings_say_what_a_careful_clerk_would_ask():
    assert "no follow-up body is named" in read(letter(numbered())).warnings
    assert "no number is printed" in read("Kính gửi: Sở Y tế.\n\nĐề nghị quan tâm.").warnings
