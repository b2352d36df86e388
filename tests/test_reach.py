"""Every address × every role × own or foreign: the door opens for whom the policy says, and for nobody else.

The table is complete by construction: an address that it does not name fails the first test.
"""

from __future__ import annotations

import copy
import datetime
import io
import re
from itertools import product

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import override_settings
from django.urls import get_resolver, reverse
from openpyxl import Workbook

from assignments.instructions import instruct
from assignments.models import (
    Asked,
    Assignment,
    CalendarDay,
    Evidence,
    Export,
    ExtensionRequest,
    Instruction,
    Mail,
    Paper,
    Report,
    Snapshot,
)
from assignments.models.exports import extent
from assignments.papers import preparing
from directives.models import Attachment, Citation, Directive, Draft, Recipient
from provinces.models import (
    Absence,
    Body,
    BodySuccession,
    Entry,
    Import,
    ListInclusion,
    ListRule,
    Post,
    RecipientList,
    Term,
    User,
)
from provinces.policy import ROWS, Verb
from provinces.reach import Reach
from tests import world as cast
from tests.conftest import MORNING
from tests.world import TODAY

WHO = ["ha", "lan", "thang", "minh", "khoi", "phuc", "tuyen", "kiem", "quan"]
#       clerk monitor chief leader focal  focal  overseer's focal  inspector admin
# Khôi's body has the task; Phúc's is on the list without a task; Tuyến's oversees.

# name: what GET answers to each of WHO; POST-only addresses are asked by POST without data.
PAGES = {
    "today":                 "200 200 200 200 200 200 200 200 200",
    "dashboard":             "200 200 200 200 200 200 200 200 403",
    "dashboard_table":       "200 200 200 200 200 200 200 200 403",
    "register":              "200 200 200 200 200 200 200 200 403",
    "directive_new":         "200 403 200 403 403 403 403 403 403",
    "directive_read":        "200 403 200 403 403 403 403 403 403",
    "directive_scan":        "404 403 404 403 403 403 403 403 403",  # only one's own
    "directive":             "200 200 200 200 200 200 200 200 404",
    "directive_amend":       "200 403 200 403 403 403 403 403 404",
    "directive_assign":      "200 200 200 403 403 403 403 403 404",
    "directive_urge":        "403 200 200 403 403 403 200 403 404",
    "directive_revoke":      "403 403 200 403 403 403 403 403 404",
    "directive_supersede":   "200 403 200 403 403 403 403 403 404",
    "inbox":                 "403 403 403 403 200 200 200 403 403",
    "worklist":              "200 200 200 200 200 200 200 200 403",
    "assignment":            "200 200 200 200 200 404 200 200 404",
    "assignment_report":     "403 200 200 403 200 404 403 403 404",  # the office: why it may not type for the body
    "assignment_act":        "403 403 200 403 403 404 403 403 404",  # extend
    "extension_requests":    "403 403 200 403 403 403 403 403 403",
    "calendar":              "403 403 403 403 403 403 403 403 200",
    "hand_overs":            "403 200 200 403 403 403 403 403 403",
    "hand_over_body":        "403 200 200 403 403 403 403 403 403",
    "checklist":             "403 200 200 403 200 200 200 403 403",
    "evidence":              "200 200 200 200 200 404 200 200 404",
    "notices":               "200 200 200 200 200 200 200 200 200",
    "late_bodies":           "403 200 200 403 200 200 200 403 403",
    "instructions":          "200 200 200 200 200 200 200 200 403",
    "instruction":           "200 200 200 200 200 404 404 200 404",
    "instruction_reply":     "200 200 200 403 200 404 404 403 404",
    "directive_instruct":    "403 403 200 200 403 403 403 403 404",
    "assignment_instruct":   "403 403 200 200 403 404 403 403 404",
    "failed_mail":           "403 403 403 403 403 403 403 403 200",
    "calendar_feed":         "404 404 404 404 404 404 404 404 404",  # a secret that is nobody's
    "attachment":            "200 200 200 200 200 200 200 200 404",
    "register_xlsx":         "200 200 200 200 200 200 200 200 403",
    "register_csv":          "200 200 200 200 200 200 200 200 403",
    "register_print":        "200 200 200 200 200 200 200 200 403",
    "worklist_xlsx":         "200 200 200 200 200 200 200 200 403",
    "worklist_csv":          "200 200 200 200 200 200 200 200 403",
    "worklist_print":        "200 200 200 200 200 200 200 200 403",
    "exports":               "200 200 200 200 200 200 200 200 403",
    "export":                "200 404 404 404 404 404 404 404 403",  # only one's own
    "export_file":           "200 404 404 404 404 404 404 404 403",
    "papers":                "200 200 200 200 200 200 200 200 403",
    "papers_period":         "403 200 200 403 403 403 200 403 403",  # only who oversees something
    "papers_urging":         "403 200 200 403 403 403 200 403 403",
    "paper_prepare":         "403 200 200 403 403 403 200 403 404",
    "paper":                 "200 200 200 200 404 404 404 200 404",  # the office's paper
    "paper_edit":            "403 200 200 403 404 404 404 403 404",
    "paper_issue":           "403 403 200 403 404 404 404 403 404",
    "paper_file":            "200 200 200 200 404 404 404 200 404",
    "snapshot":              "200 200 200 200 404 404 404 200 404",
    "account":               "200 200 200 200 200 200 200 200 200",
    "password":              "200 200 200 200 200 200 200 200 200",
    "policy":                "200 200 200 200 200 200 200 200 200",
    "picker":                "200 200 200 200 200 200 200 200 200",
    "bodies":                "200 200 200 200 403 403 403 200 200",
    "body":                  "200 200 200 200 404 404 404 200 200",
    "body_new":              "403 403 403 403 403 403 403 403 200",
    "body_edit":             "403 403 403 403 404 404 404 403 200",
    "body_rename":           "403 403 403 403 404 404 404 403 200",
    "body_move":             "403 403 403 403 404 404 404 403 200",
    "body_end":              "403 403 403 403 404 404 404 403 200",
    "body_merge":            "403 403 403 403 404 404 404 403 200",
    "body_split":            "403 403 403 403 404 404 404 403 200",
    "body_succeed":          "403 403 403 403 404 404 404 403 200",
    "own_terms":             "302 302 302 302 403 403 403 302 302",
    "terms":                 "200 200 200 200 404 404 404 200 200",
    "term_new":              "403 403 403 403 404 404 404 403 200",
    "term_edit":             "403 403 403 403 404 404 404 403 200",
    "recipient_lists":       "200 200 200 200 403 403 403 200 200",
    "recipient_list":        "200 200 200 200 404 404 404 200 200",
    "recipient_list_new":    "200 403 403 403 403 403 403 403 200",
    "recipient_list_edit":   "200 403 403 403 404 404 404 403 200",
    "people":                "403 403 403 403 403 403 403 403 200",
    "person":                "403 403 403 403 403 403 403 403 200",
    "person_new":            "403 403 403 403 403 403 403 403 200",
    "person_edit":           "403 403 403 403 403 403 403 403 200",
    "post_new":              "403 403 403 403 403 403 403 403 200",
    "person_absence":        "403 403 403 403 403 403 403 403 200",
    "own_absence":           "200 200 200 200 200 200 200 200 200",
    "directory_export":      "403 403 403 403 403 403 403 403 200",
    "directory_imports":     "403 403 403 403 403 403 403 403 200",
    "directory_import":      "403 403 403 403 403 403 403 403 200",
    "directory_import_file": "403 403 403 403 403 403 403 403 200",
    "register_imports":      "200 403 200 403 403 403 403 403 403",
    "register_import":       "200 403 200 403 403 403 403 403 403",
    "register_import_columns": "200 403 200 403 403 403 403 403 403",
    "register_import_file":  "200 403 200 403 403 403 403 403 403",
    "journal":               "403 200 200 200 403 403 403 200 403",
    "healthz":               "200 200 200 200 200 200 200 200 200",
}  # fmt: skip
POSTS = {
    "sign_out":              "302 302 302 302 302 302 302 302 302",
    "draft_save":            "200 403 200 403 403 403 403 403 403",
    "report_draft":          "403 200 200 403 200 404 403 403 404",
    "calendar_add":          "403 403 403 403 403 403 403 403 422",
    "calendar_remove":       "403 403 403 403 403 403 403 403 422",
    "scan_cancel":           "404 403 404 403 403 403 403 403 403",
    "scan_again":            "404 403 404 403 403 403 403 403 403",
    "draft_discard":         "302 403 302 403 403 403 403 403 403",
    "directive_receive":     "403 403 403 403 302 302 302 403 404",
    "mail_retry":            "403 403 403 403 403 403 403 403 302",
    "calendar_renew":        "302 302 302 302 302 302 302 302 302",
    "calendar_off":          "302 302 302 302 302 302 302 302 302",
    "member_add":            "422 403 403 403 404 404 404 403 422",
    "member_end":            "302 403 403 403 404 404 404 403 302",
    "rule_add":              "422 403 403 403 404 404 404 403 422",
    "rule_end":              "302 403 403 403 404 404 404 403 302",
    "inclusion_add":         "422 403 403 403 404 404 404 403 422",
    "inclusion_end":         "302 403 403 403 404 404 404 403 302",
    "succession_confirm":    "403 403 403 403 404 404 404 403 302",
    "hand_over_everything":  "403 302 302 403 403 403 403 403 403",
    "paper_keep":            "403 422 422 403 404 404 404 403 404",
    "paper_discard":         "403 302 404 404 404 404 404 404 404",  # what is gone is gone
    "export_act":            "302 404 404 404 404 404 404 404 403",
    "directory_import_act":  "403 403 403 403 403 403 403 403 302",
    "register_import_act":   "302 403 302 403 403 403 403 403 403",
    "person_password":       "403 403 403 403 403 403 403 403 302",
    "absence_end":           "404 404 404 404 404 404 302 404 302",  # the absent person too
    "post_end":              "403 403 403 403 403 403 403 403 302",
}  # fmt: skip
WITHOUT_SIGNING_IN = {"sign_in", "healthz", "calendar_feed"}
CANARY = "Kim-tước-chuông-vàng"


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker, tmp_path_factory):
    """The cast and the dispatch with all that hangs on it, set up once; each story undoes what it does."""
    folder = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(MORNING, tick=True), override_settings(MEDIA_ROOT=folder):
            world = cast.build()
            home = furnish(world)
        yield world, home, folder
        transaction.set_rollback(True)


@pytest.fixture
def world(stage, db):
    return copy.deepcopy(stage[0])


@pytest.fixture
def home(stage, world, settings):
    settings.MEDIA_ROOT = stage[2]
    return dict(stage[1])


def furnish(world) -> dict[str, dict]:
    """One dispatch of Hưng Yên with everything hanging on it; its words carry a canary."""
    directive = world.directive(
        subject=f"Về {CANARY}", text=f"Nội dung {CANARY}", overseer=world.tuyen_giao, signatory=CANARY
    )
    world.requirement(directive, text=f"Thực hiện {CANARY}")
    world.send(directive, world.khoai_chau, world.phu_cu, world.tuyen_giao)
    Citation.objects.create(directive=directive, text=CANARY)
    task = world.assignment(world.khoai_chau, directive, due_on=datetime.date(2021, 5, 9))
    done = world.assignment(world.khoai_chau, directive, part="SUPPORT")
    done = done.perform(Verb.REPORT, by=world.reach(world.khoi), report=Report(content=CANARY))
    owed = world.assignment(world.khoai_chau, directive, part="OVERSEE", due_on=datetime.date(2021, 5, 20))
    asked = {"due_on": datetime.date(2021, 5, 30), "note": f"Vì {CANARY}"}
    owed.perform(Verb.ASK_EXTENSION, by=world.reach(world.khoi), **asked)
    CalendarDay.objects.create(committee=world.tinh_uy, day=TODAY, name=CANARY)
    evidence = Evidence(report=done.reports.get(), uploaded_by=world.khoi)
    evidence.fill(SimpleUploadedFile("minh-chung.pdf", b"%PDF-1.7 " + CANARY.encode()))
    evidence.save()
    attachment = Attachment(directive=directive, uploaded_by=world.ha)
    attachment.fill(SimpleUploadedFile("cong-van.pdf", b"%PDF-1.7 " + CANARY.encode()))
    attachment.save()
    member = world.districts.memberships.get(body=world.my_hao)
    rule = ListRule.objects.create(recipient_list=world.districts, kind="DANG_DOAN")
    other = RecipientList.objects.create(committee=world.tinh_uy, name="Các cơ quan khác")
    inclusion = ListInclusion.objects.create(outer=world.districts, inner=other)
    gone = Body.objects.create(
        name=f"Ban {CANARY}", kind="BAN_DANG", level="TINH", parent=world.tinh_uy, valid_to=datetime.date(2021, 5, 9)
    )
    succession = BodySuccession.objects.create(predecessor=gone, successor=world.tuyen_giao, kind="PHAP_LY")
    paper = preparing.prepare("BC", by=world.reach(world.lan), committee=world.tinh_uy, directive=directive)
    instruction = instruct(directive, CANARY, assignment=task, by=world.reach(world.minh))
    User.objects.filter(pk=world.khoi.pk).update(full_name=f"Đặng Đình Khôi {CANARY}")
    mail = Mail.objects.create(user=world.khoi, day=TODAY, state="FAILED", fault=CANARY)
    directory = handed_in("DIRECTORY", world)
    register = handed_in("REGISTER", world)
    export = written_for(world, world.ha)
    return {
        "export": {"pk": export.pk},
        "export_act": {"pk": export.pk, "step": "dung"},
        "paper": {"pk": paper.pk},
        "dashboard_table": {"table": "co-quan", "form": "csv"},
        "paper_prepare": {"pk": directive.pk, "kind": "bao-cao"},
        "snapshot": {"pk": paper.snapshot.pk},
        "instruction": {"pk": instruction.pk},
        "instruction_reply": {"pk": instruction.asked.get().pk},
        "mail_retry": {"pk": mail.pk},
        "calendar_feed": {"secret": "khong-cua-ai"},
        "directory_import": {"pk": directory.pk},
        "directory_import_act": {"pk": directory.pk, "step": "dung"},
        "directory_import_file": {"pk": directory.pk},
        "register_import": {"pk": register.pk},
        "register_import_act": {"pk": register.pk, "step": "dung"},
        "register_import_columns": {"pk": register.pk},
        "register_import_file": {"pk": register.pk},
        "directive": {"pk": directive.pk},
        "assignment": {"pk": task.pk},
        "report_draft": {"pk": task.pk},
        "assignment_act": {"pk": task.pk, "verb": "extend"},
        "evidence": {"pk": evidence.pk},
        "attachment": {"pk": attachment.pk},
        "body": {"pk": world.uy_ban.pk},
        "recipient_list": {"pk": world.districts.pk},
        "member_add": {"pk": world.districts.pk},
        "member_end": {"pk": world.districts.pk, "member": member.pk},
        "rule_add": {"pk": world.districts.pk},
        "rule_end": {"pk": world.districts.pk, "rule": rule.pk},
        "inclusion_add": {"pk": world.districts.pk},
        "inclusion_end": {"pk": world.districts.pk, "inclusion": inclusion.pk},
        "succession_confirm": {"pk": gone.pk, "succession": succession.pk},
        "hand_over_body": {"pk": gone.pk},
        "person": {"pk": world.khoi.pk},
        "post_new": {"pk": world.khoi.pk},
        "person_absence": {"pk": world.khoi.pk},
        "absence_end": {"pk": world.absence.pk},
        "terms": {"pk": world.tinh_uy.pk},
        "term_new": {"pk": world.tinh_uy.pk},
        "term_edit": {"pk": world.term.pk},
        "post_end": {"pk": Post.objects.get(user=world.phuc).pk},
        **{name: {"key": "khong-co"} for name in ("draft_discard", "directive_scan", "scan_cancel", "scan_again")},
    }


def written_for(world, user) -> Export:
    reached = extent(world.reach(user).grant(Verb.READ))
    export = Export(asked_by=user, kind="REGISTER", form="csv", name=f"{CANARY}.csv", state="READY", reached=reached)
    export.file.save(export.name, SimpleUploadedFile(export.name, CANARY.encode()))
    export.save()
    return export


def handed_in(kind: str, world) -> Import:
    """A workbook of Hưng Yên, checked, with one row of each sort in it."""
    sheets = {"DIRECTORY": "Cơ quan", "REGISTER": "2021"}
    mapping = {"sheet": "2021", "head": 1, "headings": ["Số, ký hiệu"], "columns": ["code"]}
    record = Import(kind=kind, committee=world.tinh_uy, uploaded_by=world.quan, state="CHECKED", mapping=mapping)
    out, book = io.BytesIO(), Workbook()
    book.active.append([CANARY, "Số, ký hiệu", "Ngày tháng"])
    book.save(out)
    record.fill(SimpleUploadedFile(f"{CANARY}.xlsx", out.getvalue()))
    record.save()
    for number, state in enumerate(("READY", "WRONG", "SAME"), start=2):
        record.rows.create(
            sheet=sheets[kind], number=number, order=number, state=state, label=CANARY, cells=[CANARY],
            changes=[["Tên", "", CANARY]], errors=[["Tên", CANARY]] if state == "WRONG" else [],
        )  # fmt: skip
    return record


def address(name: str, home: dict) -> str:
    kwargs = home.get(name) or home.get(name.rsplit("_", 1)[0]) if needs_arguments(name) else None
    return reverse(name, kwargs=kwargs)


def needs_arguments(name: str) -> bool:
    return any(parameters for _, parameters in get_resolver().reverse_dict.getlist(name)[0][0])


def names() -> set[str]:
    return {name for name in get_resolver().reverse_dict if isinstance(name, str)}


def test_the_table_names_every_address():
    assert names() == set(PAGES) | set(POSTS) | {"sign_in"}


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_for_whom_the_table_says(name, world, home, sign_in):
    answers = {who: status(sign_in(getattr(world, who)).get(address(name, home))) for who in WHO}
    assert answers == dict(zip(WHO, map(int, PAGES[name].split()), strict=True))


def status(answer) -> int:
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


@pytest.mark.parametrize("name", POSTS)
def test_changes_are_made_by_whom_the_table_says(name, world, home, sign_in):
    for who, expected in zip(WHO, map(int, POSTS[name].split()), strict=True):
        client = sign_in(getattr(world, who))
        data = {"key": f"mot-lan-{who}"}
        if name == "member_end":
            world.districts.memberships.filter(body=world.my_hao).update(valid_to=None)
        ListRule.objects.filter(recipient_list=world.districts).update(valid_to=None)
        ListInclusion.objects.filter(outer=world.districts).update(valid_to=None)
        Absence.objects.update(ended_on=None)
        if name == "post_end":
            Post.objects.filter(user=world.phuc).update(valid_to=None)
        assert client.post(address(name, home), data).status_code == expected, who
        assert client.get(address(name, home)).status_code == 405


FOREIGN = ["bien", "hai", "sang", "tam", "quyen", "an"]


@pytest.mark.parametrize(
    ("who", "method"),
    # everybody reads and sends; with the methods that no page answers, the one who may do most tries
    [*product(FOREIGN, ["get", "post"]), *product(["sang"], ["head", "put", "delete"])],
)
def test_nobody_of_another_province_opens_changes_or_glimpses_anything(who, method, world, home, sign_in):
    client = sign_in(getattr(world, who))
    before = Entry.objects.count(), Assignment.objects.values_list("state", "due_on").get(pk=home["assignment"]["pk"])
    for name in sorted(names() - {"sign_out", "draft_discard", "healthz", "sign_in"}):
        answer = getattr(client, method)(address(name, home), {"key": f"{name}-{method}"})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert CANARY not in body.decode(errors="replace"), name
        if needs_arguments(name) and name != "dashboard_table":  # that is of one's own figures
            assert answer.status_code in (403, 404, 405), (name, answer.status_code)
    after = Entry.objects.count(), Assignment.objects.values_list("state", "due_on").get(pk=home["assignment"]["pk"])
    assert before == after


ONE_ROW = [
    "directive", "assignment", "attachment", "evidence", "body", "recipient_list", "instruction", "paper", "snapshot",
    "export",
]  # fmt: skip


@pytest.mark.parametrize("who", FOREIGN)
def test_foreign_and_absent_look_the_same(who, world, home, sign_in):
    client = sign_in(getattr(world, who))
    for name in ONE_ROW:
        foreign = client.get(address(name, home))
        absent = client.get(reverse(name, kwargs={"pk": 999_999}))
        assert (foreign.status_code, without_id(foreign)) == (absent.status_code, without_id(absent))


def without_id(answer) -> str:
    return re.sub(r"[0-9a-f]{12}", "", answer.content.decode())


@pytest.mark.parametrize("name", sorted(set(PAGES) | set(POSTS)))
def test_a_stranger_is_sent_to_the_sign_in_page(name, world, home, client):
    answer = client.get(address(name, home)) if name in PAGES else client.post(address(name, home))
    if name in WITHOUT_SIGNING_IN or name == "sign_out":
        assert answer.status_code in (200, 302, 404)
    else:
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/dang-nhap/")


def test_a_bodys_officer_sees_the_words_of_the_dispatch_but_not_the_work_of_others(world, home, sign_in):
    others = Assignment.objects.get(pk=home["assignment"]["pk"])
    page = sign_in(world.phuc).get(address("directive", home)).content.decode()
    assert CANARY in page
    assert f"/nhiem-vu/{others.pk}/" not in page
    assert "Đặng Đình Khôi" not in page


@pytest.mark.parametrize(
    "model",
    [
        Absence,
        Body,
        RecipientList,
        Term,
        User,
        Post,
        Entry,
        Directive,
        Recipient,
        Assignment,
        Report,
        Evidence,
        Paper,
        Snapshot,
        Instruction,
        Asked,
        Mail,
        Import,
        ExtensionRequest,
        CalendarDay,
    ],
)
def test_rows_and_covers_agree_for_everybody_and_every_verb(model, world, home):
    everything = list(model.objects.all())
    for user in User.objects.all():
        reach = Reach(user=user, on=TODAY)
        for verb in ROWS:
            listed = set(reach.rows(model.objects.all(), verb).values_list("pk", flat=True))
            covered = {row.pk for row in everything if reach.covers(row, verb)}
            assert listed == covered, (user, verb)


def test_every_verb_has_its_row_in_the_policy():
    assert set(ROWS) == set(Verb)


def test_a_person_without_posts_reaches_nothing(world, home, sign_in):
    Post.objects.filter(user=world.lan).update(valid_to=TODAY - datetime.timedelta(days=1))
    client = sign_in(world.lan)
    assert client.get(address("directive", home)).status_code == 404
    assert client.get("/van-ban/").status_code == 403
    assert client.get("/").status_code == 200


def test_a_right_taken_away_between_page_and_button_is_gone(world, home, sign_in):
    client = sign_in(world.thang)
    page = reverse("assignment_act", kwargs=home["assignment_act"])
    assert client.get(page).status_code == 200
    Post.objects.filter(user=world.thang).update(valid_to=TODAY - datetime.timedelta(days=1))
    assert client.post(page, {"due_on": "30/05/2021", "note": "Gia hạn."}).status_code == 404
    assert Assignment.objects.get(pk=home["assignment"]["pk"]).extensions == 0


def test_no_draft_is_seen_by_another(world, sign_in):
    sign_in(world.ha).post("/van-ban/nhap/", {"key": "cua-ha", "subject": CANARY})
    assert Draft.objects.get().user == world.ha
    thang = sign_in(world.thang)
    assert CANARY not in thang.get("/van-ban/moi/?nhap=cua-ha").content.decode()


def test_the_database_itself_refuses_a_task_across_provinces(world, home):
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        Assignment.objects.filter(pk=home["assignment"]["pk"]).update(body=world.an_bien)
