"""To whom was the dispatch sent: as printed, and body by body as of its day?"""

from django.db import models
from django.db.models import Q

from directives.models.directives import Directive
from directives.vocabulary import Block, LineKind
from provinces import journal
from provinces.fields import LineField
from provinces.models import Body, RecipientList, User
from provinces.policy import Verb


class RecipientLine(models.Model):
    """One line of Kính gửi or Nơi nhận, as printed, and what it stands for.

    "Các ban Đảng tỉnh, ban cán sự đảng, đảng đoàn" is one line and three lists; "Như trên" points to Kính gửi.
    """

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="lines")
    block = models.CharField("khối", max_length=10, choices=Block)
    position = models.PositiveSmallIntegerField(default=0)
    text = LineField("ghi trong văn bản", max_length=300)
    kind = models.CharField("là", max_length=10, choices=LineKind, default=LineKind.BODIES)
    purpose = LineField("mục đích", max_length=60, blank=True)
    lists = models.ManyToManyField(RecipientList, blank=True, related_name="lines")
    bodies = models.ManyToManyField(Body, blank=True, related_name="lines")

    class Meta:
        verbose_name = "dòng nơi nhận"
        ordering = ["directive", "block", "position", "pk"]

    def __str__(self) -> str:
        return self.text


class RecipientQuerySet(models.QuerySet):
    def unconfirmed(self):
        return self.filter(received_on=None)


class Recipient(models.Model):
    """A body that must have the dispatch, as the lists stood on its day. Later changes of a list do not touch it."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="recipients")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="received")
    line = models.ForeignKey(RecipientLine, null=True, on_delete=models.SET_NULL, related_name="recipients")
    is_listed = models.BooleanField(default=True)  # False: given a task while on no recipient line
    as_of = models.DateField(editable=False)  # the dispatch's: the order in which a body finds what it received
    sent_on = models.DateField("gửi ngày")
    received_on = models.DateField("nhận ngày", null=True, blank=True)
    received_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    days_waiting: int  # put on rows by the page that lists them

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = "nơi nhận"
        ordering = ["body__sort_key", "body_id"]
        indexes = [
            models.Index(fields=["body", "received_on", "-sent_on"], name="inbox_of_body"),
            models.Index(fields=["body", "as_of", "directive"], name="register_of_body"),
            models.Index(fields=["sent_on", "directive"], condition=Q(received_on=None), name="unconfirmed_by_day"),
            models.Index(
                fields=["directive", "sent_on"], condition=Q(received_on=None), name="unconfirmed_of_directive"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["directive", "body"], name="one_recipient_per_directive_and_body")
        ]

    def __str__(self) -> str:
        return str(self.body)

    def confirm(self, *, by) -> bool:
        """Xác nhận đã nhận: once; the second time says False and writes nothing."""
        changed = Recipient.objects.filter(pk=self.pk, received_on=None).update(received_on=by.on, received_by=by.user)
        if changed:
            self.received_on, self.received_by = by.on, by.user
            directive = self.directive
            journal.write(
                Verb.RECEIVE,
                self,
                by=by,
                committee=directive.committee,
                thread=directive.journal_thread(),
                label=f"{directive}, {self.body}",
            )
        return bool(changed)

    @staticmethod
    def rows_within(grant) -> Q:
        within = Q(body__in=grant.bodies) | grant.office("directive__")
        return within | Q(directive__overseer__in=grant.overseers)

    def within(self, grant) -> bool:
        directive = self.directive
        return (
            self.body_id in grant.bodies
            or directive.committee_id in grant.committees
            or directive.overseer_id in grant.overseers
        )
