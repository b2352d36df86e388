"""Who stands in for whom, while the holder of a post is away?"""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q

from provinces.fields import LineField
from provinces.models.dated import DatedQuerySet, holds
from provinces.models.people import Post, Role, User


class AbsenceQuerySet(DatedQuerySet):
    def in_force(self, day: datetime.date):
        """Not ended before its time, and of a person whose account is open."""
        lasting = Q(ended_on=None) | Q(ended_on__gt=day)
        return self.on(day).filter(lasting, user__is_active=True)

    def sharing_a_day(self, first: datetime.date, last: datetime.date):
        """Absences, not ended, that overlap these days."""
        return self.filter(ended_on=None, valid_from__lte=last, valid_to__gte=first)

    def of(self, person: User):
        """In which this person is away, or stands in for somebody."""
        return (
            self.filter(Q(user=person) | Q(deputy=person))
            .select_related("user", "deputy")
            .prefetch_related("posts__body")
        )

    def not_over(self, today: datetime.date):
        return self.filter(ended_on=None, valid_to__gte=today)


class Absence(models.Model):
    """Vắng mặt, ủy quyền: for some days a colleague holds posts of an absent person, in the colleague's own name.

    Only posts of the absent person's own are lent, never those in which that person stands in for somebody else. The
    absence lapses by itself with its last day; `ended_on` is the day on which it was ended before that.
    """

    user = models.ForeignKey(User, verbose_name="người vắng", on_delete=models.CASCADE, related_name="absences")
    deputy = models.ForeignKey(User, verbose_name="người thay", on_delete=models.CASCADE, related_name="stand_ins")
    valid_from = models.DateField("vắng từ ngày")
    valid_to = models.DateField("đến hết ngày")
    posts = models.ManyToManyField(Post, verbose_name="vị trí được thay", related_name="absences")
    basis = LineField("căn cứ", max_length=300, blank=True)
    set_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField("chấm dứt ngày", null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "vắng mặt"
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(name="absence_dates_in_order", condition=Q(valid_to__gte=models.F("valid_from"))),
            models.CheckConstraint(name="nobody_stands_in_for_oneself", condition=~Q(user=models.F("deputy"))),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} thay {self.user} từ {self.valid_from:%d/%m/%Y} đến hết {self.valid_to:%d/%m/%Y}"

    @property
    def was_set_by_the_absent(self) -> bool:
        return self.set_by_id == self.user_id

    @staticmethod
    def rows_within(grant) -> Q:
        return Q(user__committee__in=grant.committees)

    def within(self, grant) -> bool:
        return self.user.committee_id in grant.committees


def stands_in(day: datetime.date) -> Exists:
    """Of a post: does its holder stand in for anybody that day? So that ordinary days cost no question more."""
    return Exists(Absence.objects.in_force(day).filter(deputy=OuterRef("user")))


def lent_posts(deputy: User, own: list[Post], day: datetime.date) -> list[Post]:
    """The posts that this person holds for others that day, each with its `absence`.

    Who holds no post stands in for nobody. A colleague whom the absent person chose must still be of that post's body,
    and gets no post of administration; one whom an administrator chose may hold any of them.
    """
    if not any(post.stands_in for post in own):
        return []
    bodies = {post.body_id for post in own}
    standing = Post.objects.on(day).filter(holds(day, "body__")).select_related("body__committee").order_by("pk")
    absences = Absence.objects.in_force(day).filter(deputy=deputy).select_related("user")
    found = {}
    for absence in absences.prefetch_related(models.Prefetch("posts", queryset=standing)).order_by("pk"):
        for post in absence.posts.all():
            alone = absence.was_set_by_the_absent
            if post.user_id == absence.user_id and not (
                alone and (post.body_id not in bodies or post.role == Role.ADMIN)
            ):
                post.absence = absence
                found[post.pk] = post
    return list(found.values())
