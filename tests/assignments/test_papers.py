"""The official papers: figures frozen once, words that people may change until they are issued, a .docx in the Party's form."""

import datetime
import io
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from assignments.models import Assignment, Paper, PaperKind, Report, Snapshot
from assignments.papers import layout, preparing, report
from assignments.papers.wording import date, day_in_words, delay, ending, named, quoted
from provinces import journal
from provinces.models import Body, Entry
from provinces.policy import Verb
from tests.world import TODAY

LATE = datetime.date(2021, 5, 4)


@pytest.fixture
def dispatch(world):
    """261-CV/TU, overseen by the office: Khoái Châu answered and was accepted, Phù Cừ is six days late and was urged once,
    Mỹ Hào answered with an obstacle; the second point was given to nobody."""
    directive = world.directive(overseer=world.van_phong, report_to="Ban Thường vụ Tỉnh ủy")
    world.requirement(directive, "1", text="1- Các huyện ủy, thị ủy tăng cường lãnh đạo công tác phòng, chống dịch.")
    world.requirement(directive, "2", text="2- Ủy ban Bầu cử tỉnh xây dựng phương án bầu cử.")
    world.send(directive, world.khoai_chau, world.phu_cu, world.my_hao)
    done = world.assignment(world.khoai_chau, directive, due_on=TODAY)
    done = done.perform(
        Verb.REPORT,
        by=world.reach(world.khoi),
        report=Report(
            content="Đã cấp 1.240 suất nhu yếu phẩm; giám sát “312” F1.",
            document_code="45-BC/HU",
            document_date=datetime.date(2021, 5, 9),
        ),
    )
    done.perform(Verb.ACCEPT, by=world.reach(world.lan))
    late = world.assignment(world.phu_cu, directive, due_on=LATE)
    late.perform(Verb.URGE, by=world.reach(world.lan, TODAY - datetime.timedelta(days=1)), note="Đề nghị báo cáo.")
    waiting = world.assignment(world.my_hao, directive, due_on=TODAY)
    Report.objects.create(
        assignment=waiting,
        content="Đã phong tỏa hai thôn.",
        obstacle="Thiếu sinh phẩm xét nghiệm.",
        to_decide="Ủy ban nhân dân tỉnh",
        handed_in_on=TODAY,
    )
    Assignment.objects.filter(pk=waiting.pk).update(state="REPORTED", reported_on=TODAY)
    world.assignment(world.van_phong, directive, part="OVERSEE")
    return directive


def prepare(world, dispatch, kind=PaperKind.REPORT, who="lan", **asked) -> Paper:
    by = world.reach(getattr(world, who))
    return preparing.prepare(kind, by=by, committee=dispatch.committee, directive=dispatch, **asked)


def issue(world, paper, number=12, who="thang") -> Paper:
    paper = Paper.objects.get(pk=paper.pk)
    paper.number, paper.issued_on = number, TODAY
    return preparing.issue(paper, by=world.reach(getattr(world, who)))


def kept(paper) -> bytes:
    with paper.document.file.open() as file:
        return file.read()


def text_of(content: bytes) -> list[str]:
    """Every paragraph of the document in reading order, those in tables too."""
    page = Document(io.BytesIO(content))
    found = []
    for block in page.iter_inner_content():
        cells = [cell for row in block.rows for cell in row.cells] if hasattr(block, "rows") else [block]
        for cell in cells:
            found += [paragraph.text for paragraph in getattr(cell, "paragraphs", [cell])]
    return [words for words in found if words.strip()]


NAMED = (
    "Công văn số 261-CV/TU, ngày 08/5/2021 của Ban Thường vụ Tỉnh ủy Hưng Yên về tăng cường thực hiện phòng, "
    "chống dịch bệnh"
)
REPORT_OF_261 = """TỈNH ỦY HƯNG YÊN
VĂN PHÒNG
*
Số 12-BC/VPTU
ĐẢNG CỘNG SẢN VIỆT NAM
Hưng Yên, ngày 10 tháng 5 năm 2021
BÁO CÁO
tình hình thực hiện {named}
-----
Thực hiện {named}, Văn phòng Tỉnh ủy báo cáo tình hình thực hiện đến hết ngày 10/5/2021 như sau:
I- TÌNH HÌNH CHUNG
Tổng số: 2 yêu cầu; đã giao 3 nhiệm vụ cho 3 cơ quan, đơn vị.
Trong đó: hoàn thành đúng hạn 1; quá hạn 1; đang thực hiện trong hạn 1.
Có 1 báo cáo đang chờ duyệt.
Số liệu theo bản chốt số BC-20210510-0900.
II- KẾT QUẢ THỰC HIỆN TỪNG YÊU CẦU
Yêu cầu 1: “Các huyện ủy, thị ủy tăng cường lãnh đạo công tác phòng, chống dịch.”
- Huyện ủy Khoái Châu (chủ trì; Văn bản số 45-BC/HU, ngày 09/5/2021): “Đã cấp 1.240 suất nhu yếu phẩm; giám sát ‘312’ F1.”
- Thị ủy Mỹ Hào (chủ trì; báo cáo ngày 10/5/2021, đang chờ duyệt): “Đã phong tỏa hai thôn.”
- Chưa báo cáo: Huyện ủy Phù Cừ (quá hạn 6 ngày, đã đôn đốc 1 lần).
Yêu cầu 2: “Ủy ban Bầu cử tỉnh xây dựng phương án bầu cử.”
Chưa giao cơ quan, đơn vị nào thực hiện.
III- CƠ QUAN, ĐƠN VỊ CHƯA BÁO CÁO
1. Huyện ủy Phù Cừ: 1 nhiệm vụ chưa báo cáo, trong đó 1 nhiệm vụ quá hạn (lâu nhất 6 ngày).
IV- KHÓ KHĂN, VƯỚNG MẮC CẦN QUYẾT ĐỊNH
1. Đề nghị Ủy ban nhân dân tỉnh xem xét, quyết định:
- Thị ủy Mỹ Hào: “Thiếu sinh phẩm xét nghiệm.”
Văn phòng Tỉnh ủy trân trọng báo cáo Ban Thường vụ Tỉnh ủy./.
Nơi nhận:
- Ban Thường vụ Tỉnh ủy (để báo cáo),
- Lưu Văn phòng Tỉnh ủy.
CHÁNH VĂN PHÒNG
Vũ Văn Thắng
PHỤ LỤC
Tiến độ thực hiện của từng cơ quan, đơn vị
STT|Yêu cầu|Cơ quan, đơn vị|Vai trò|Thời hạn|Tiến độ
1|1|Huyện ủy Khoái Châu|Chủ trì|10/5/2021|Hoàn thành đúng hạn
2|1|Huyện ủy Phù Cừ|Chủ trì|04/5/2021|Quá hạn 6 ngày
3|1|Thị ủy Mỹ Hào|Chủ trì|10/5/2021|Đang thực hiện trong hạn; chờ duyệt"""


def test_the_report_says_what_was_asked_who_answered_who_is_silent_and_what_must_be_decided(world, dispatch):
    paper = issue(world, prepare(world, dispatch))
    assert text_of(kept(paper)) == golden(REPORT_OF_261)


URGING_OF_261 = """TỈNH ỦY HƯNG YÊN
VĂN PHÒNG
*
Số 12-CV/VPTU
Đôn đốc báo cáo kết quả thực hiện Công văn số 261-CV/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Hưng Yên, ngày 10 tháng 5 năm 2021
Kính gửi: Huyện ủy Phù Cừ
Qua theo dõi việc thực hiện {named}, đến ngày 10/5/2021 còn 1 nhiệm vụ của 1 cơ quan, đơn vị quá hạn nhưng chưa có báo cáo \
(danh mục kèm theo).
Văn phòng Tỉnh ủy đề nghị các cơ quan, đơn vị có tên trên:
1. Khẩn trương thực hiện và báo cáo kết quả các nhiệm vụ quá hạn ngay khi nhận được công văn này.
2. Nêu rõ nguyên nhân chậm; trường hợp có khó khăn, vướng mắc thì đề xuất biện pháp, cấp có thẩm quyền quyết định và thời \
hạn hoàn thành.
Văn phòng Tỉnh ủy tổng hợp, báo cáo Ban Thường vụ Tỉnh ủy Hưng Yên./.
Nơi nhận:
- Như trên,
- Ban Thường vụ Tỉnh ủy Hưng Yên (để báo cáo),
- Lưu Văn phòng Tỉnh ủy.
CHÁNH VĂN PHÒNG
Vũ Văn Thắng
DANH MỤC
Nhiệm vụ quá hạn chưa báo cáo
STT|Cơ quan, đơn vị|Nhiệm vụ|Thời hạn|Quá hạn|Đã đôn đốc
1|Huyện ủy Phù Cừ|261-CV/TU, yêu cầu 1: “Các huyện ủy, thị ủy tăng cường lãnh đạo công tác phòng, chống dịch.”\
|04/5/2021|6 ngày|1 lần"""

TASK_SHEET_OF_261 = """TỈNH ỦY HƯNG YÊN
VĂN PHÒNG
*
Số 12-PGV/VPTU
ĐẢNG CỘNG SẢN VIỆT NAM
Hưng Yên, ngày 10 tháng 5 năm 2021
PHIẾU GIAO VIỆC
thực hiện {named}
-----
Thực hiện {named}, Huyện ủy Phù Cừ được giao 1 nhiệm vụ nêu tại bảng dưới đây.
Đề nghị Huyện ủy Phù Cừ tổ chức thực hiện, báo cáo kết quả đúng thời hạn về Văn phòng Tỉnh ủy để tổng hợp, báo cáo \
Ban Thường vụ Tỉnh ủy Hưng Yên; có khó khăn, vướng mắc thì báo cáo ngay./.
STT|Nội dung nhiệm vụ|Vai trò|Thời hạn|Chế độ báo cáo
1|Các huyện ủy, thị ủy tăng cường lãnh đạo công tác phòng, chống dịch.|Chủ trì|04/5/2021|Văn bản không nêu
HUYỆN ỦY PHÙ CỪ
(ký, ghi rõ họ tên, ngày nhận)
Nơi nhận:
- Huyện ủy Phù Cừ,
- Lưu Văn phòng Tỉnh ủy.
CHÁNH VĂN PHÒNG
Vũ Văn Thắng"""


def golden(text: str) -> list[str]:
    return text.format(named=NAMED).replace("|", "\n").splitlines()


def test_the_urging_letter_goes_to_the_late_alone_with_what_each_owes(world, dispatch):
    paper = issue(world, prepare(world, dispatch, PaperKind.URGING))
    assert text_of(kept(paper)) == golden(URGING_OF_261)


def test_the_task_sheet_says_what_one_body_must_do_and_leaves_room_to_sign(world, dispatch):
    paper = issue(world, prepare(world, dispatch, PaperKind.TASK_SHEET, charged=world.phu_cu))
    assert text_of(kept(paper)) == golden(TASK_SHEET_OF_261)


def test_the_page_is_set_as_the_party_s_rules_say(world, dispatch):
    page = Document(io.BytesIO(preparing.printed(prepare(world, dispatch))))
    section = page.sections[0]
    measures = [section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin]
    assert [round(measure.mm) for measure in [*measures, section.right_margin]] == [210, 297, 20, 20, 30, 15]
    head, kind = page.tables[0], page.paragraphs[0]
    (body, title) = (head.cell(0, 0).paragraphs[1].runs[0], head.cell(0, 1).paragraphs[0].runs[0])
    assert (title.text, title.font.size.pt, title.bold, title.underline) == ("ĐẢNG CỘNG SẢN VIỆT NAM", 15, True, True)
    assert (body.text, body.font.size.pt, body.bold) == ("VĂN PHÒNG", 14, True)
    assert (kind.text, kind.runs[0].font.size.pt, kind.runs[0].bold) == ("BÁO CÁO", 16, True)
    assert (page.styles["Normal"].font.name, page.styles["Normal"].font.size.pt) == ("Times New Roman", 14)


# What is frozen stays frozen


def test_what_happens_later_changes_neither_the_snapshot_nor_the_paper(world, dispatch):
    paper = prepare(world, dispatch)
    facts, before = paper.snapshot.facts, text_of(preparing.printed(paper))
    Report.objects.update(content="Đã viết lại.")
    Assignment.objects.update(urgings=9, due_on=TODAY)
    world.requirement(dispatch, "3")
    again = Paper.objects.get(pk=paper.pk)
    assert (again.snapshot.code, again.snapshot.is_whole) == ("BC-20210510-0900", True)
    assert again.snapshot.facts == facts
    assert text_of(preparing.printed(again)) == before
    assert prepare(world, dispatch).snapshot.code == "BC-20210510-0900-2"


def test_the_database_itself_refuses_to_change_what_was_frozen_or_issued(world, dispatch):
    paper = prepare(world, dispatch)
    Paper.objects.filter(pk=paper.pk).update(subject="bản thảo vẫn sửa được")
    paper = issue(world, paper)
    for rows, change in (
        (Snapshot.objects.all(), {"facts": {}}),
        (Paper.objects.all(), {"content": "Khác"}),
        (type(paper.document).objects.all(), {"sha256": "0" * 64}),
    ):
        with pytest.raises(DatabaseError, match="không thay đổi được"), transaction.atomic():
            rows.update(**change)


def test_a_snapshot_that_was_tampered_with_says_so(world, dispatch):
    snapshot = prepare(world, dispatch).snapshot
    snapshot.facts["directives"][0]["points"][0]["duties"][0]["quotes"][0]["content"] = "Chưa làm gì."
    assert not snapshot.is_whole


# Issuing does what the paper says


def test_the_overseeing_body_s_report_answers_its_own_duty_with_the_paper_as_evidence(world, dispatch):
    paper = issue(world, prepare(world, dispatch))
    duty = Assignment.objects.get(part="OVERSEE")
    answer = duty.reports.get()
    assert (duty.state, duty.reported_on) == ("REPORTED", TODAY)
    assert (answer, answer.document_code, answer.document_date) == (paper.report, "12-BC/VPTU", TODAY)
    assert answer.content == paper.content
    with answer.evidence.get().file.open() as evidence:
        assert evidence.read() == kept(paper)
    said = Entry.objects.about(dispatch.journal_thread()).filter(verb__in=["REPORT", "ISSUE_PAPER"], user=world.thang)
    assert [(entry.verb, entry.post) for entry in said] == [
        ("REPORT", "Chánh Văn phòng, Văn phòng Tỉnh ủy"),
        ("ISSUE_PAPER", "Chánh Văn phòng, Văn phòng Tỉnh ủy"),
    ]
    assert journal.broken_links() == []


def test_the_overseer_prepares_in_its_own_name_and_the_chief_issues(world, dispatch):
    dispatch.overseer = world.tuyen_giao
    dispatch.save()
    duty = world.assignment(world.tuyen_giao, dispatch, part="OVERSEE")
    paper = prepare(world, dispatch, who="tuyen")
    assert (paper.issuer, paper.superior, paper.position) == ("Ban Tuyên giáo", "Tỉnh ủy Hưng Yên", "Trưởng ban")
    with pytest.raises(PermissionDenied):
        issue(world, paper, who="tuyen")
    issue(world, paper)
    duty.refresh_from_db()
    assert duty.state == "REPORTED"


def test_a_body_that_does_not_oversee_answers_nobody_s_duty(world, dispatch):
    Assignment.objects.filter(part="OVERSEE").delete()
    assert issue(world, prepare(world, dispatch)).report is None


def test_the_urging_letter_urges_those_who_still_owe_and_were_not_urged_today(world, dispatch):
    also = world.assignment(world.uy_ban, dispatch, due_on=LATE)
    answered = world.assignment(world.tuyen_giao, dispatch, due_on=LATE)
    paper = prepare(world, dispatch, PaperKind.URGING)
    also.perform(Verb.URGE, by=world.reach(world.lan), note="Gọi điện.")
    answered.perform(Verb.REPORT, by=world.reach(world.tuyen), report=Report(content="Xong."))
    issue(world, paper)
    assert dict(Assignment.objects.filter(part="LEAD").values_list("body__name", "urgings")) == {
        "Huyện ủy Khoái Châu": 0,
        "Huyện ủy Phù Cừ": 2,
        "Thị ủy Mỹ Hào": 0,
        "Ủy ban nhân dân tỉnh": 1,
        "Ban Tuyên giáo Tỉnh ủy": 0,
    }
    assert Entry.objects.filter(verb="URGE").last().note == "Lần 2: Công văn đôn đốc số 12-CV/VPTU, ngày 10/05/2021."


# Over many dispatches


def period(world, who="lan", since=datetime.date(2021, 5, 1), until=TODAY) -> Paper:
    by = world.reach(getattr(world, who))
    return preparing.prepare(PaperKind.REPORT, by=by, committee=world.tinh_uy, since=since, until=until)


def test_a_period_takes_in_its_own_dispatches_and_older_ones_still_worked_on(world, dispatch):
    old = world.directive(99, issued_on=datetime.date(2021, 1, 4), subject="Về việc cũ còn dở")
    world.assignment(world.khoai_chau, old)
    finished = world.directive(98, issued_on=datetime.date(2021, 1, 4), subject="Về việc cũ đã xong")
    Assignment.objects.filter(pk=world.assignment(world.khoai_chau, finished).pk).update(
        state="DONE", done_on=datetime.date(2021, 1, 8), reported_on=datetime.date(2021, 1, 8)
    )
    paper = period(world)
    assert [row["code"] for row in paper.snapshot.facts["directives"]] == ["99-CV/TU", "261-CV/TU"]
    assert paper.subject == (
        "tình hình thực hiện văn bản chỉ đạo của Tỉnh ủy Hưng Yên (từ ngày 01/5/2021 đến ngày 10/5/2021)"
    )
    assert "2. Công văn số 261-CV/TU, ngày 08/5/2021" in paper.content


def test_a_secret_or_foreign_dispatch_enters_no_paper(world, dispatch):
    world.directive(7, secrecy="mat", subject="", text="", organ="")
    foreign = world.directive(8, committee=world.tinh_uy_kien_giang, subject="Về việc của Kiên Giang")
    world.assignment(world.an_bien, foreign, due_on=LATE)
    for paper in (period(world), prepare_urging(world)):
        assert [row["code"] for row in paper.snapshot.facts["directives"]] == ["261-CV/TU"]
        assert "Kiên Giang" not in paper.content


def prepare_urging(world) -> Paper:
    return preparing.prepare(PaperKind.URGING, by=world.reach(world.lan), committee=world.tinh_uy)


def test_an_overseer_s_period_covers_what_it_oversees_alone(world, dispatch):
    world.directive(300, overseer=world.tuyen_giao)
    assert [row["code"] for row in period(world, who="tuyen").snapshot.facts["directives"]] == ["300-CV/TU"]


def test_where_nothing_is_known_the_papers_say_so(world):
    paper = period(world)
    assert "Trong kỳ chưa có văn bản nào." in paper.content
    assert "III- CƠ QUAN, ĐƠN VỊ CHƯA BÁO CÁO\nChưa có." in paper.content
    assert "Chưa có cơ quan, đơn vị nào nêu khó khăn, vướng mắc." in paper.content
    assert "chưa có nhiệm vụ nào quá hạn" in prepare_urging(world).content
    empty = prepare(world, world.directive())
    assert "Văn bản không có yêu cầu nào được ghi trong sổ." in empty.content
    for paper in Paper.objects.all():
        assert text_of(preparing.printed(paper))


# Who may, and what the pages keep


def test_only_the_office_and_the_overseer_prepare_and_only_the_chief_issues(world, dispatch):
    paper = prepare(world, dispatch)
    for who in ("ha", "minh", "kiem", "quan", "khoi", "tuyen", "hai", "sang"):
        with pytest.raises((PermissionDenied, StopIteration)):
            prepare(world, dispatch, who=who)
    for who in ("ha", "lan", "minh", "kiem", "quan", "khoi", "tuyen", "sang"):
        with pytest.raises(PermissionDenied):
            issue(world, paper, who=who)
    assert Paper.objects.get().issued_on is None


def words_of(paper, **changed) -> dict:
    names = ["superior", "issuer", "notation", "place", "subject", "addressees", "content", "distribution", "authority",
             "position", "signatory", "version"]  # fmt: skip
    return {**{name: getattr(paper, name) for name in names}, **changed}


def test_words_are_kept_as_typed_and_of_two_who_edit_one_is_told(world, dispatch, sign_in):
    paper = prepare(world, dispatch)
    lan, thang = sign_in(world.lan), sign_in(world.thang)
    page = f"/giay-to/{paper.pk}/sua/"
    typed = "Lời   của Lan <b>đậm</b>\n\n- dòng hai"
    assert lan.post(page, words_of(paper, content=typed)).status_code == 302
    paper.refresh_from_db()
    assert paper.content == typed
    assert lan.get(paper.get_absolute_url()).status_code == 200
    answer = thang.post(page, words_of(paper, content="Lời của Thắng", version=1))
    assert answer.status_code == 409
    assert "Lời của Thắng" in answer.content.decode()
    assert "Lời của Lan &lt;b&gt;đậm" in answer.content.decode()
    assert Paper.objects.get().content == typed


def test_what_is_typed_is_saved_by_itself_and_takes_the_version_with_it(world, dispatch, sign_in):
    paper = prepare(world, dispatch)
    lan = sign_in(world.lan)
    answer = lan.post(f"/giay-to/{paper.pk}/giu/", words_of(paper, content="Đang viết"))
    assert answer.json() == {"saved_at": "09:00", "version": 2}
    assert lan.post(f"/giay-to/{paper.pk}/giu/", words_of(paper, content="Cũ")).status_code == 409
    assert Paper.objects.get().content == "Đang viết"


def test_the_chief_issues_on_a_page_and_from_then_on_nothing_moves(world, dispatch, sign_in):
    paper = prepare(world, dispatch)
    thang = sign_in(world.thang)
    page = f"/giay-to/{paper.pk}/phat-hanh/"
    said = {"number": "12", "notation": "BC/VPTU", "issued_on": "10/05/2021", "version": 1}
    for wrong in ({"number": "0"}, {"number": "²"}, {"notation": ""}, {"issued_on": "11/05/2021"}):
        assert thang.post(page, {**said, **wrong}).status_code == 422
    assert thang.post(page, {**said, "version": 7}).status_code == 409
    assert thang.post(page, said).status_code == 302
    paper.refresh_from_db()
    assert (paper.code, paper.issued_by) == ("12-BC/VPTU", world.thang)
    for address in ("sua/", "phat-hanh/"):
        assert thang.get(f"/giay-to/{paper.pk}/{address}").status_code == 404
    for address in ("giu/", "bo/"):
        assert thang.post(f"/giay-to/{paper.pk}/{address}", words_of(paper)).status_code == 404
    answer = thang.get(f"/giay-to/{paper.pk}/tep/")
    assert b"".join(answer.streaming_content) == kept(paper)
    assert "12-BC-VPTU" in answer["Content-Disposition"]
    another = f"/giay-to/{prepare(world, dispatch).pk}/phat-hanh/"
    assert "Số này đã dùng cho Báo cáo tình hình" in thang.post(another, said).content.decode()


def test_a_draft_that_is_not_wanted_goes_and_its_figures_stay(world, dispatch, sign_in):
    paper = prepare(world, dispatch)
    assert sign_in(world.lan).post(f"/giay-to/{paper.pk}/bo/").status_code == 302
    assert (Paper.objects.count(), Snapshot.objects.count()) == (0, 1)
    assert sign_in(world.lan).get(Snapshot.objects.get().get_absolute_url()).status_code == 200


def test_a_whole_paper_is_made_by_clicking(world, dispatch, sign_in):
    lan = sign_in(world.lan)
    for kind, data in (("bao-cao", {}), ("don-doc", {}), ("phieu-giao-viec", {"charged": world.phu_cu.pk})):
        assert lan.post(f"/van-ban/{dispatch.pk}/soan/{kind}/", {"key": kind, **data}).status_code == 302
    data = {"committee": world.tinh_uy.pk, "since": "01/05/2021", "until": "10/05/2021"}
    assert lan.post("/giay-to/bao-cao-theo-ky/", data).status_code == 302
    assert lan.post("/giay-to/bao-cao-theo-ky/", {**data, "since": "11/05/2021"}).status_code == 422
    assert lan.post("/giay-to/don-doc/", {"committee": world.tinh_uy.pk}).status_code == 302
    assert lan.post("/giay-to/don-doc/", {"committee": world.tinh_uy_kien_giang.pk}).status_code == 422
    assert lan.post(f"/van-ban/{dispatch.pk}/soan/phieu-giao-viec/", {"charged": world.uy_ban.pk}).status_code == 422
    for words, number in (("BC-2021", 2), ("TINH HINH thuc hien", 2), ("cv/vptu", 2), ("không có", 0)):
        assert lan.get("/giay-to/", {"q": words}).content.decode().count("Bản thảo</span>") == number


def test_nobody_draws_up_a_paper_on_a_secret_dispatch(world, sign_in):
    secret = world.directive(7, secrecy="mat", subject="", text="", organ="")
    assert sign_in(world.lan).get(f"/van-ban/{secret.pk}/soan/bao-cao/").status_code == 404


# Whatever the words are


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_words_make_a_document_that_opens(words, cell):
    paper = SimpleNamespace(
        superior=words, issuer=words or "x", code=words, number=1, notation="", subject=words, addressees=words, content=words,
        distribution=words, place=words, issued_on=None, is_issued=False, authority=words, position=words, signatory=words,
    )  # fmt: skip
    content = layout.document(paper, [layout.Table(words, ["Cột"], [50], [[cell]])], kind=words)
    table = Document(io.BytesIO(content)).tables[-2]
    assert table.cell(1, 0).text.split() == layout.printable(cell).split()


def test_hostile_and_endless_words_neither_break_a_paper_nor_get_lost(world, dispatch):
    hostile = "<w:p>&amp;\x00\x08\x0b\ufffe " + "Kết quả. " * 6000
    Report.objects.update(content=hostile, obstacle=hostile[:9000], to_decide="<script>" * 20)
    Assignment.objects.filter(body=world.phu_cu).update(period="kỳ " * 10)
    dispatch.subject = "Về <b>&</b> " + "rất dài " * 60
    dispatch.save()
    paper = prepare(world, dispatch)
    paper.content += "\n" + hostile
    said = text_of(preparing.printed(paper))
    assert layout.printable(hostile).strip() in said
    assert any("Đề nghị <script>" in words for words in said)


def test_the_more_answers_there_are_the_less_of_each_is_quoted():
    def facts(number: int) -> dict:
        duties = [{"quotes": [{"content": "Đã làm. " * 200}]}] * number + [{"quotes": []}]
        return {"directives": [{"points": [{"duties": duties}]}]}

    assert [report.room(facts(number)) for number in (0, 1, 114, 200, 1000)] == [700, 700, 700, 400, 150]


# How officialese writes


def test_days_and_quotations_are_written_as_the_seeds_write_them():
    assert day_in_words(datetime.date(2021, 2, 8)) == "ngày 08 tháng 02 năm 2021"
    assert day_in_words(datetime.date(2021, 12, 30)) == "ngày 30 tháng 12 năm 2021"
    assert (date("2021-05-07"), date("2021-02-26"), date(None)) == ("07/5/2021", "26/02/2021", "")
    assert (ending(datetime.date(2026, 5, 26)), ending(datetime.date(2026, 5, 27))) == ("./.", ".")
    assert quoted("  Đã “cấp”\n1.240   suất ") == "“Đã ‘cấp’ 1.240 suất”"
    assert quoted("một hai ba bốn", 9) == "“một hai…”"
    assert delay({"late_by": 0, "urgings": 0, "due_on": None}) == "chưa xác định hạn"
    assert delay({"late_by": 12, "urgings": 2, "due_on": "2021-05-01"}) == "quá hạn 12 ngày, đã đôn đốc 2 lần"


def test_a_dispatch_is_named_as_far_as_it_names_itself(world):
    facts = {"organ": "", "issued_on": None}
    assert named(world.directive(None, notation="", kind="CT", subject="", **facts)) == "Chỉ thị của Tỉnh ủy Hưng Yên"
    continued = world.directive(143, subject="Tiếp tục tăng cường công tác phòng, chống dịch", **facts)
    assert named(continued) == (
        "Công văn số 143-CV/TU của Tỉnh ủy Hưng Yên về việc tiếp tục tăng cường công tác phòng, chống dịch"
    )


def test_a_report_on_two_hundred_bodies_asks_no_more_questions_than_on_three(world, dispatch):
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            prepare(world, dispatch)
        return len(found)

    few = asked()
    for number in range(50):
        body = Body.objects.create(name=f"Đơn vị {number}", kind="SO_NGANH", level="TINH", parent=world.tinh_uy)
        world.assignment(body, dispatch, due_on=LATE)
    assert asked() == few
