"""What stands around every page: the menu of what this person may do, and who and where the person is."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from assignments import handing_over, reporting
from assignments.models import Asked, Assignment, ExtensionRequest, Notice, State
from assignments.paging import counted
from directives.models import Recipient
from provinces.policy import Verb
from provinces.vietnamese import clean

BODY_PAGES = (
    "body",
    "body_new",
    "body_edit",
    "body_rename",
    "body_move",
    "body_end",
    "body_merge",
    "body_split",
    "body_succeed",
)
PAPER_PAGES = (
    "paper",
    "paper_edit",
    "paper_issue",
    "paper_prepare",
    "papers_period",
    "papers_urging",
    "snapshot",
)

# section title, then: label, URL name, the verb that opens it, other URL names under the same entry
MENU = [
    ("", [("Việc hôm nay", "today", None, ())]),
    (
        "Chỉ đạo",
        [
            ("Sổ văn bản", "register", Verb.READ, ("directive", "directive_amend")),
            ("Vào sổ văn bản mới", "directive_new", Verb.REGISTER, ()),
            ("Nhập sổ cũ từ Excel", "register_imports", Verb.REGISTER, ("register_import", "register_import_columns")),
            ("Văn bản đến", "inbox", Verb.RECEIVE, ()),
        ],
    ),
    (
        "Theo dõi",
        [
            ("Nhiệm vụ", "worklist", Verb.READ, ("assignment", "assignment_report")),
            ("Ý kiến chỉ đạo", "instructions", Verb.READ, ("instruction", "instruction_reply")),
            ("Báo cáo chờ duyệt", "checklist", Verb.ACCEPT, ()),
            ("Đôn đốc", "late_bodies", Verb.URGE, ()),
            ("Đề nghị gia hạn", "extension_requests", Verb.EXTEND, ()),
            ("Bàn giao nhiệm vụ", "hand_overs", Verb.HAND_OVER, ("hand_over_body",)),
            ("Bảng theo dõi", "dashboard", Verb.READ, ()),
            ("Báo cáo Ban Thường vụ", "papers", Verb.READ, PAPER_PAGES),
        ],
    ),
    (
        "Quản trị",
        [
            ("Cơ quan, đơn vị", "bodies", Verb.CONSULT_DIRECTORY, BODY_PAGES),
            (
                "Danh sách nơi nhận",
                "recipient_lists",
                Verb.CONSULT_DIRECTORY,
                ("recipient_list", "recipient_list_new", "recipient_list_edit"),
            ),
            ("Nhập danh bạ từ Excel", "directory_imports", Verb.KEEP_BODIES, ("directory_import",)),
            ("Nhiệm kỳ, dãy số", "own_terms", Verb.CONSULT_DIRECTORY, ("terms", "term_new", "term_edit")),
            ("Người dùng", "people", Verb.KEEP_PEOPLE, ("person", "person_new", "person_edit", "person_absence")),
            ("Thư chưa gửi được", "failed_mail", Verb.KEEP_PEOPLE, ()),
            ("Lịch làm việc", "calendar", Verb.KEEP_CALENDAR, ()),
            ("Nhật ký", "journal", Verb.READ_JOURNAL, ()),
            ("Phân quyền", "policy", None, ()),
        ],
    ),
]


def frame(request) -> dict:
    """The context of base.html. Error pages and strangers get an empty menu."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "committee_name": ""}
    reach, match = request.reach, request.resolver_match
    here = match.url_name if match else ""
    waiting = counts(reach)
    sections = [{"title": title, "entries": items(entries, reach, here, waiting)} for title, entries in MENU]
    return {
        "navigation": [section for section in sections if section["entries"]],
        "committee_name": str(reach.home or ""),
        "search_words": clean(request.GET.get("q", ""))[:200],
        "unread_notices": shown(counted([Notice.objects.of(user).unread()], MOST_SHOWN)),
        "can_read": reach.may(Verb.READ),
        "can_register": reach.may(Verb.REGISTER),
        "csrf_cookie_name": settings.CSRF_COOKIE_NAME,
    }


MOST_SHOWN = 99


def counts(reach) -> dict[str, str]:
    """How many wait, beside the menu's entries: a few questions, each a short walk along an index."""
    found: dict[str, Iterable[QuerySet]] = {}
    if reach.may(Verb.REPORT):
        own = Assignment.objects.open().filter(body__in=reach.own_bodies)
        found["worklist"] = [own.exclude(state=State.REPORTED)]
        found["inbox"] = [Recipient.objects.unconfirmed().filter(body__in=reach.grant(Verb.RECEIVE).bodies)]
    if reach.may(Verb.REPLY):
        found["instructions"] = [reach.rows(Asked.objects.waiting(), Verb.REPLY)]
    if reach.may(Verb.HAND_OVER):
        found["hand_overs"] = [handing_over.bodies_waiting(reach)]
    if reach.may(Verb.ACCEPT):
        found["checklist"] = reporting.ways_to_what_waits(reach)
    if reach.may(Verb.EXTEND):
        found["extension_requests"] = [reach.rows(ExtensionRequest.objects.waiting(), Verb.EXTEND)]
    return {name: shown(counted(list(ways), MOST_SHOWN)) for name, ways in found.items()}


def shown(number: int) -> str:
    """ "7", "99+"; nothing of nothing."""
    return f"{MOST_SHOWN}+" if number > MOST_SHOWN else str(number or "")


def items(entries, reach, here: str, waiting: dict[str, str]) -> list[dict]:
    return [
        {"label": label, "url": reverse(name), "current": here == name or here in others, "count": waiting.get(name)}
        for label, name, verb, others in entries
        if verb is None or reach.may(verb)
    ]
