"""Who may do what, and how far? One table, read by the code, the help page and the tests alike.

*When* a verb is legal for an assignment stands in assignments/workflow.py; here stands *who* may use it.
"""

from enum import Flag

from django.db.models import TextChoices

from provinces.models.people import Role


class Verb(TextChoices):
    """Everything anybody can do in the registry, by the name it has on buttons and in the journal."""

    # the dispatch
    READ = "READ", "Xem văn bản và nhiệm vụ"
    REGISTER = "REGISTER", "Vào sổ văn bản"
    AMEND = "AMEND", "Cập nhật văn bản"
    REVOKE = "REVOKE", "Thu hồi văn bản"
    SUPERSEDE = "SUPERSEDE", "Thay thế văn bản"
    RECEIVE = "RECEIVE", "Xác nhận đã nhận văn bản"
    # the assignment
    ASSIGN = "ASSIGN", "Giao nhiệm vụ"
    ACKNOWLEDGE = "ACKNOWLEDGE", "Tiếp nhận"
    CONTEST = "CONTEST", "Đề nghị xem lại việc giao"
    REASSIGN = "REASSIGN", "Giao lại"
    REPORT = "REPORT", "Báo cáo kết quả"
    REPORT_FOR = "REPORT_FOR", "Nhập báo cáo thay đơn vị"
    RETURN = "RETURN", "Trả lại"
    ACCEPT = "ACCEPT", "Duyệt báo cáo"
    ASK_EXTENSION = "ASK_EXTENSION", "Đề nghị gia hạn"
    EXTEND = "EXTEND", "Gia hạn"
    REFUSE_EXTENSION = "REFUSE_EXTENSION", "Không đồng ý gia hạn"
    URGE = "URGE", "Đôn đốc"
    HAND_OVER = "HAND_OVER", "Bàn giao"
    WITHDRAW = "WITHDRAW", "Rút nhiệm vụ"
    REOPEN = "REOPEN", "Mở lại"
    # the papers
    PREPARE_PAPER = "PREPARE_PAPER", "Soạn giấy tờ"
    ISSUE_PAPER = "ISSUE_PAPER", "Phát hành giấy tờ"
    # a leader's words beside the dispatch
    INSTRUCT = "INSTRUCT", "Cho ý kiến chỉ đạo"
    REPLY = "REPLY", "Trả lời ý kiến chỉ đạo"
    # the house
    CONSULT_DIRECTORY = "CONSULT_DIRECTORY", "Xem danh bạ cơ quan"
    KEEP_BODIES = "KEEP_BODIES", "Quản lý cơ quan, đơn vị"
    KEEP_LISTS = "KEEP_LISTS", "Quản lý danh sách nơi nhận"
    KEEP_PEOPLE = "KEEP_PEOPLE", "Quản lý người dùng"
    DEPUTISE = "DEPUTISE", "Cử người thay khi vắng mặt"
    KEEP_CALENDAR = "KEEP_CALENDAR", "Quản lý lịch làm việc"
    READ_JOURNAL = "READ_JOURNAL", "Xem nhật ký"

    @property
    def slug(self) -> str:
        """The verb in an address: HAND_OVER is hand-over."""
        return self.value.lower().replace("_", "-")


class Scope(Flag):
    """How far a verb reaches: the post's own body, the directives that body oversees, or its committee with all below."""

    NONE = 0
    BODY = 1
    OVERSEEN = 2
    COMMITTEE = 4
    ALL = 8

    @property
    def label(self) -> str:
        return ", ".join(SCOPE_LABELS[scope] for scope in self) or "không"


SCOPE_LABELS = {
    Scope.BODY: "đơn vị mình",
    Scope.OVERSEEN: "việc đơn vị mình theo dõi",
    Scope.COMMITTEE: "cấp ủy mình và cấp dưới",
    Scope.ALL: "toàn bộ",
}

_, B, O, C = Scope.NONE, Scope.BODY, Scope.OVERSEEN, Scope.COMMITTEE  # noqa: E741
BO = B | O

COLUMNS = (Role.CLERK, Role.MONITOR, Role.CHIEF, Role.LEADER, Role.FOCAL, Role.INSPECTOR, Role.ADMIN)
# fmt: off
ROWS: dict[str, tuple[Scope, ...]] = {
    #                        CLERK MONITOR CHIEF LEADER FOCAL INSPECTOR ADMIN
    Verb.READ:              (C,    C,      C,    C,     BO,   C,        _),
    Verb.REGISTER:          (C,    _,      C,    _,     _,    _,        _),
    Verb.AMEND:             (C,    _,      C,    _,     _,    _,        _),
    Verb.REVOKE:            (_,    _,      C,    _,     _,    _,        _),
    Verb.SUPERSEDE:         (C,    _,      C,    _,     _,    _,        _),
    Verb.RECEIVE:           (_,    _,      _,    _,     B,    _,        _),
    Verb.ASSIGN:            (C,    C,      C,    _,     _,    _,        _),
    Verb.ACKNOWLEDGE:       (_,    _,      _,    _,     B,    _,        _),
    Verb.CONTEST:           (_,    _,      _,    _,     B,    _,        _),
    Verb.REASSIGN:          (_,    C,      C,    _,     _,    _,        _),
    Verb.REPORT:            (_,    _,      _,    _,     B,    _,        _),
    Verb.REPORT_FOR:        (_,    C,      C,    _,     _,    _,        _),
    Verb.RETURN:            (_,    C,      C,    _,     O,    _,        _),
    Verb.ACCEPT:            (_,    C,      C,    _,     O,    _,        _),
    Verb.ASK_EXTENSION:     (_,    _,      _,    _,     B,    _,        _),
    Verb.EXTEND:            (_,    _,      C,    _,     _,    _,        _),
    Verb.REFUSE_EXTENSION:  (_,    _,      C,    _,     _,    _,        _),
    Verb.URGE:              (_,    C,      C,    _,     O,    _,        _),
    Verb.HAND_OVER:         (_,    C,      C,    _,     _,    _,        _),
    Verb.WITHDRAW:          (_,    _,      C,    _,     _,    _,        _),
    Verb.REOPEN:            (_,    _,      C,    _,     _,    _,        _),
    Verb.PREPARE_PAPER:     (_,    C,      C,    _,     O,    _,        _),
    Verb.ISSUE_PAPER:       (_,    _,      C,    _,     _,    _,        _),
    Verb.INSTRUCT:          (_,    _,      C,    C,     _,    _,        _),
    Verb.REPLY:             (C,    C,      C,    _,     B,    _,        _),
    Verb.CONSULT_DIRECTORY: (C,    C,      C,    C,     _,    C,        C),
    Verb.KEEP_BODIES:       (_,    _,      _,    _,     _,    _,        C),
    Verb.KEEP_LISTS:        (C,    _,      _,    _,     _,    _,        C),
    Verb.KEEP_PEOPLE:       (_,    _,      _,    _,     _,    _,        C),
    # one's own posts, to a colleague of the same body; an administrator: anybody's, to anybody of the committee
    Verb.DEPUTISE:          (B,    B,      B,    B,     B,    B,        C),
    Verb.KEEP_CALENDAR:     (_,    _,      _,    _,     _,    _,        C),
    Verb.READ_JOURNAL:      (_,    C,      C,    C,     _,    C,        _),
}
# fmt: on


def scope(verb: str, role: str) -> Scope:
    """How far that role may use that verb. An unknown verb or role is a mistake in the program and raises KeyError."""
    return dict(zip(COLUMNS, ROWS[verb], strict=True))[Role(role)]
