"""Who works here, in which posts?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from provinces.fields import FoldedField, LineField, SortKeyField
from provinces.models.bodies import Body
from provinces.models.dated import Dated, DatedQuerySet
from provinces.models.reached import ReachedByCommittee
from provinces.models.versioned import Versioned

if TYPE_CHECKING:
    from provinces.models.absences import Absence


class Role(models.TextChoices):
    CLERK = "CLERK", "Văn thư"
    MONITOR = "MONITOR", "Chuyên viên theo dõi"
    CHIEF = "CHIEF", "Chánh Văn phòng"
    LEADER = "LEADER", "Lãnh đạo"
    FOCAL = "FOCAL", "Đầu mối đơn vị"
    INSPECTOR = "INSPECTOR", "Ủy ban Kiểm tra"
    ADMIN = "ADMIN", "Quản trị"


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields) -> User:
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username):
        return self.get(username=(username or "").strip().lower())


class User(ReachedByCommittee, AbstractBaseUser, Versioned):
    """Người dùng: a person who signs in. What the person may do follows from the posts, never from the account.

    `committee` is the committee whose administrators keep this account.
    """

    username = models.CharField(
        "tên đăng nhập",
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z0-9][a-z0-9._-]*\Z", "Chỉ dùng chữ thường không dấu, chữ số, dấu chấm và gạch nối.")
        ],
        error_messages={"unique": "Tên đăng nhập này đã có người dùng."},
    )
    full_name = LineField("họ và tên", max_length=100)
    email = models.EmailField("thư điện tử", blank=True)
    committee = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="accounts")
    is_active = models.BooleanField("được đăng nhập", default=True)
    must_change_password = models.BooleanField("phải đổi mật khẩu khi đăng nhập", default=False)
    folded = FoldedField("full_name")
    sort_key = SortKeyField("full_name")

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def journal_thread(self) -> str:
        return f"user/{self.pk}"


class PostQuerySet(DatedQuerySet):
    def of(self, user: User):
        return self.filter(user=user)


class Post(Dated):
    """Vị trí: a person in a role at a body, from a day to a day. One person may hold several (kiêm nhiệm)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="posts")
    body = models.ForeignKey(Body, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="posts")
    role = models.CharField("vai trò", max_length=10, choices=Role)

    # put on posts by the reach of whoever holds them
    absence: Absence | None = None  # of the post's holder, for whom the person stands in
    stands_in: bool = False

    objects = PostQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = "vị trí"
        ordering = ["pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "body", "role"],
                condition=Q(valid_to=None),
                name="one_open_post_per_user_body_and_role",
                violation_error_message="Người này đang giữ vị trí đó.",
            ),
        ]

    def __str__(self) -> str:
        held = f"{self.get_role_display()}, {self.body}"
        return f"thay {self.absence.user}, {held}" if self.absence else held

    @staticmethod
    def rows_within(grant) -> Q:
        return Q(user__committee__in=grant.committees)

    def within(self, grant) -> bool:
        return self.user.committee_id in grant.committees
