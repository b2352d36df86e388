"""How far is a workbook that an office handed in: checked, carried out, undone? What did each of its rows do?"""

from __future__ import annotations

import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Count
from django.utils import timezone

from provinces.fields import LineField
from provinces.models.bodies import Body
from provinces.models.files import StoredFile
from provinces.models.people import User
from provinces.models.processed import Processed
from provinces.models.reached import ReachedByCommittee

UNDO_WITHIN = datetime.timedelta(hours=24)


class Import(ReachedByCommittee, Processed, StoredFile):
    """Tệp nhập: a workbook with many rows of one kind, for one committee.

    A process of its own checks it, carries it out or undoes it, in small batches, each in one transaction with the rows'
    own states. A process that was killed is followed by another that goes on where it stopped.
    """

    class State(models.TextChoices):
        MAPPING = "MAPPING", "Chờ chọn cột"
        CHECKING = "CHECKING", "Đang kiểm tra"
        CHECKED = "CHECKED", "Đã kiểm tra, chờ xác nhận"
        APPLYING = "APPLYING", "Đang thực hiện"
        APPLIED = "APPLIED", "Đã thực hiện"
        UNDOING = "UNDOING", "Đang hoàn tác"
        UNDONE = "UNDONE", "Đã hoàn tác"
        FAILED = "FAILED", "Không đọc được"

    AT_WORK = (State.CHECKING, State.APPLYING, State.UNDOING)

    kind = models.CharField(max_length=12)
    committee = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="imports")
    state = models.CharField("tình trạng", max_length=10, choices=State)
    reason = LineField(max_length=400, blank=True)
    mapping = models.JSONField(default=dict)  # which column of the sheet holds what, where that must be asked
    is_paused = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(StoredFile.Meta):
        verbose_name = "tệp nhập"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "committee", "-id"], name="import_by_kind_and_committee")]

    def journal_thread(self) -> str:
        return f"import/{self.pk}"

    @property
    def is_running(self) -> bool:
        return self.state in self.AT_WORK and not self.is_paused and not self.has_stalled

    @property
    def is_interrupted(self) -> bool:
        """Begun and not ended, with nobody at it: it can go on where it stopped."""
        return self.state in self.AT_WORK and not self.is_running

    @property
    def undo_until(self) -> datetime.datetime | None:
        return self.confirmed_at + UNDO_WITHIN if self.confirmed_at else None

    @property
    def can_be_undone(self) -> bool:
        begun = self.state == self.State.APPLIED or (self.state == self.State.APPLYING and self.is_interrupted)
        return begun and self.undo_until is not None and timezone.now() <= self.undo_until

    def begin(self, state: str) -> None:
        """Hands the import to a new process; an earlier one, should it still be there, stops at its next batch."""
        self.state, self.run, self.is_paused, self.reason, self.done = state, self.run + 1, False, "", 0
        self.save(update_fields=["state", "run", "is_paused", "reason", "done", "updated_at"])

    def locked(self, run: int) -> bool:
        """Takes the row for one batch: is this process still the one that is wanted?"""
        row = Import.objects.select_for_update().filter(pk=self.pk).first()
        return row is not None and (row.run, row.is_paused, row.state) == (run, False, self.state)

    def counts(self) -> dict[str, int]:
        """How many rows stand in which state."""
        rows = self.rows.order_by().values("state").annotate(number=Count("pk"))
        return {row["state"]: row["number"] for row in rows}


class ImportRow(models.Model):
    """One row of the workbook: what it says, what is wrong with it, what it will do or has done."""

    class State(models.TextChoices):
        SAME = "SAME", "Không thay đổi"
        WRONG = "WRONG", "Có lỗi"
        READY = "READY", "Sẽ thực hiện"
        DONE = "DONE", "Đã thực hiện"
        REFUSED = "REFUSED", "Không thực hiện được"
        UNDONE = "UNDONE", "Đã hoàn tác"
        KEPT = "KEPT", "Không hoàn tác được"

    FAULTY = (State.WRONG, State.REFUSED, State.KEPT)

    record = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    order = models.PositiveIntegerField()  # in which the rows are carried out
    sheet = models.CharField(max_length=40)
    number = models.PositiveIntegerField()  # of the row in Excel
    label = LineField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State)
    cells = models.JSONField(default=list)
    changes = models.JSONField(default=list)  # [column, what stands, what will stand]
    errors = models.JSONField(default=list)  # [column, sentence]
    note = LineField(max_length=300, blank=True)
    plan = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # what carrying it out needs
    did = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # what undoing it needs

    class Meta:
        verbose_name = "dòng của tệp nhập"
        ordering = ["number", "pk"]
        indexes = [
            models.Index(fields=["record", "state", "order"], name="import_rows_by_state"),
            models.Index(fields=["record", "sheet", "number"], name="import_rows_in_order"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["record", "sheet", "number"], name="one_import_row_per_sheet_and_number"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}, dòng {self.number}"

    def refuse(self, state: str, why: str) -> None:
        self.state, self.errors = state, [["", why]]
