"""How does a workbook go through: checked, carried out in small batches, undone in the opposite order?

A batch is one transaction: what its rows did, the rows' own states, and how far the whole is. A process killed at any
moment leaves whole batches behind, and the next one goes on with the rows that are left.
"""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from provinces import background, journal
from provinces.exchange import workbooks
from provinces.exchange.cells import day_of
from provinces.models.imports import Import, ImportRow
from provinces.models.people import User
from provinces.models.versioned import StaleVersion
from provinces.reach import Reach
from provinces.reorganising import NotPossible

BATCH = 25
TRIES = 3


class Kind:
    """What one kind of workbook means. The same machinery carries all of them."""

    code: ClassVar[str]
    verb: ClassVar[str]
    command: ClassVar[str]  # the management command that runs it
    page: ClassVar[str]  # URL name of the page of one import; the others begin with it
    title: ClassVar[str]
    advice: ClassVar[str]
    first_state: ClassVar[str] = Import.State.CHECKING

    def check(self, record: Import, sheets: list[workbooks.Sheet], by: Reach) -> Iterable[ImportRow]:
        """Each row with what is wrong with it or what it will do, in the order in which rows are carried out."""
        raise NotImplementedError

    def overtaken(self, record: Import, by: Reach) -> list[ImportRow]:
        """The rows whose subject somebody else has changed since they were checked."""
        return []

    def apply(self, row: ImportRow, by: Reach) -> None:
        """Does what the row asks, and keeps in `row.did` what undoing it needs."""
        raise NotImplementedError

    def undo(self, row: ImportRow, by: Reach) -> None:
        raise NotImplementedError

    def columns(self, record: Import) -> dict[str, tuple[workbooks.Column, ...]]:
        """The sheets in which rows are given back for mending, with the columns that their cells stand in."""
        raise NotImplementedError


class WrongWorkbook(Exception):
    """The workbook as a whole is not of this kind; the message says why."""


def start(kind: Kind, record: Import, state: str) -> None:
    """Hands the import to a process of its own, once what is said here is committed."""
    record.begin(state)
    transaction.on_commit(partial(background.start, kind.command, record.pk, record.run))


class ImportCommand(BaseCommand):
    """One command for each kind; the program itself calls it."""

    help = "Kiểm tra, thực hiện hoặc hoàn tác một tệp nhập (chương trình tự gọi)."
    kind: Kind

    def add_arguments(self, parser):
        parser.add_argument("record", type=int)
        parser.add_argument("run", type=int)

    def handle(self, *args, **options):
        run(self.kind, options["record"], options["run"])


def run(kind: Kind, pk: int, number: int) -> None:
    record = Import.objects.select_related("committee", "uploaded_by", "confirmed_by", "undone_by").get(pk=pk)
    if record.kind != kind.code or record.run != number or record.is_paused:
        return
    steps: dict[str, Callable[[Kind, Import], None]] = {
        Import.State.CHECKING: check,
        Import.State.APPLYING: apply,
        Import.State.UNDOING: undo,
    }
    work = steps.get(record.state)
    try:
        if work:
            work(kind, record)
    except Exception:
        reason = "Chương trình gặp lỗi khi xử lý tệp này. Mời bấm Tiếp tục; nếu vẫn lỗi, báo quản trị hệ thống."
        record.tell(is_paused=True, reason=reason)
        raise


def reach_of(user: User | None) -> Reach:
    """What that person may reach now, not when the button was pressed."""
    return Reach(user=user, on=timezone.localdate())


# Checking


def check(kind: Kind, record: Import) -> None:
    try:
        sheets = read(record)
        record.tell(total=sum(len(sheet.lines) for sheet in sheets))
        rows: list[ImportRow] = []
        for row in kind.check(record, sheets, reach_of(record.uploaded_by)):
            row.record, row.order = record, len(rows)
            rows.append(row)
            if len(rows) % 500 == 0:
                record.tell(done=len(rows))
    except (workbooks.Unreadable, WrongWorkbook) as refused:
        record.tell(state=Import.State.FAILED, reason=str(refused)[:400])
        return
    with transaction.atomic():
        if record.locked(record.run):
            record.rows.all().delete()
            ImportRow.objects.bulk_create(rows, batch_size=500)
            record.tell(state=Import.State.CHECKED, done=len(rows), total=len(rows))


def read(record: Import, most_rows: int = workbooks.MOST_ROWS, whole: bool = True) -> list[workbooks.Sheet]:
    if not record.file:
        raise WrongWorkbook("Tệp gốc không được giữ vì có dòng văn bản mật. Mời chọn lại tệp.")
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as copy:
        with record.file.open("rb") as kept:
            for chunk in kept.chunks():
                copy.write(chunk)
        copy.flush()
        return workbooks.read(copy.name, most_rows, whole)


# Carrying out and undoing


def apply(kind: Kind, record: Import) -> None:
    states = ImportRow.State
    if each_batch(record, states.READY, "order", lambda rows: carry_out(kind, record, rows)):
        finish(kind, record, Import.State.APPLIED, states.DONE, record.confirmed_by, "Nhập từ tệp")


def carry_out(kind: Kind, record: Import, rows: list[ImportRow]) -> None:
    by = reach_of(record.confirmed_by)
    for row in rows:
        attempt(row, partial(kind.apply, row, by), ImportRow.State.DONE, ImportRow.State.REFUSED)


def undo(kind: Kind, record: Import) -> None:
    states = ImportRow.State
    if each_batch(record, states.DONE, "-order", lambda rows: take_back(kind, record, rows)):
        finish(kind, record, Import.State.UNDONE, states.UNDONE, record.undone_by, "Hoàn tác nhập từ tệp")


def take_back(kind: Kind, record: Import, rows: list[ImportRow]) -> None:
    by = reach_of(record.undone_by)
    for row in rows:
        attempt(row, partial(kind.undo, row, by), ImportRow.State.UNDONE, ImportRow.State.KEPT)


def attempt(row: ImportRow, work: Callable[[], None], well: str, refused: str) -> None:
    try:
        with transaction.atomic():
            work()
            row.state = well
            row.save(update_fields=["state", "did"])
    except (NotPossible, StaleVersion, PermissionDenied, IntegrityError) as refusal:
        row.refuse(refused, why(refusal))
        row.save(update_fields=["state", "errors"])


def why(refusal: Exception) -> str:
    if isinstance(refusal, NotPossible):
        return str(refusal)
    if isinstance(refusal, StaleVersion):
        return "Người khác đã sửa mục này sau khi tệp được kiểm tra."
    if isinstance(refusal, PermissionDenied):
        return "Đồng chí không còn quyền thực hiện việc này."
    return "Trùng với mục đã có."


def each_batch(record: Import, state: str, order: str, work: Callable[[list[ImportRow]], None]) -> bool:
    """All the rows in that state, a batch at a time. False: somebody stopped it, or another process took over."""
    waiting = record.rows.filter(state=state)
    record.tell(done=0, total=waiting.count())
    while True:
        count = retried(partial(one_batch, record, waiting.order_by(order), work))
        if not count:
            return count == 0


def one_batch(record: Import, waiting, work: Callable[[list[ImportRow]], None]) -> int | None:
    with transaction.atomic():
        if not record.locked(record.run):
            return None
        rows = list(waiting[:BATCH])
        work(rows)
        record.tell(done=record.done + len(rows))
    return len(rows)


def retried(work: Callable[[], int | None]) -> int | None:
    """The database was busy: the batch is tried again, whole."""
    for tried in range(1, TRIES + 1):
        try:
            return work()
        except OperationalError:
            if tried == TRIES:
                raise
            time.sleep(tried)
    return None


def finish(kind: Kind, record: Import, state: str, counted: str, user: User | None, words: str) -> None:
    with transaction.atomic():
        if not record.locked(record.run):
            return
        number = record.counts().get(counted, 0)
        record.tell(state=state)
        journal.write(
            kind.verb,
            record,
            by=reach_of(user),
            committee=record.committee,
            thread=record.journal_thread(),
            label=record.name,
            note=f"{words} {record.name} (SHA-256 {record.sha256[:12]}): {number} dòng.",
        )


# Giving back for mending


def given_back(kind: Kind, record: Import) -> bytes:
    """The rows that are not done, as they came, each with what is wrong with it: mended in Excel, they come in again."""
    states = ImportRow.State
    wanted = [states.WRONG, states.READY, states.REFUSED]
    rows = defaultdict(list)
    for row in record.rows.filter(state__in=wanted).order_by("sheet", "number").iterator(chunk_size=1000):
        rows[row.sheet].append(row)
    writer = workbooks.Writer()
    for name, columns in kind.columns(record).items():
        if rows[name]:
            fault = workbooks.Column("Lỗi", 60)
            writer.sheet(name, (*columns, fault), (with_faults(row, columns) for row in rows[name]), wrong=True)
    return writer.bytes() if any(rows.values()) else b""


def with_faults(row: ImportRow, columns: Sequence[workbooks.Column]) -> list:
    cells = [as_written(column, words) for column, words in zip(columns, row.cells, strict=False)]
    cells += [""] * (len(columns) - len(cells))
    return [*cells, "\n".join(f"{heading}: {words}" if heading else words for heading, words in row.errors)]


def as_written(column: workbooks.Column, words: str):
    try:
        return (day_of(words) if column.is_date else None) or words
    except ValueError:
        return words


# What undoing asks of a row that was made


def used_by(row, but: Iterable[str] = ()) -> str:
    """What else in the registry speaks of this row by now, in words; nothing if it can go without a trace."""
    for relation in row._meta.get_fields(include_hidden=True):
        is_reverse = relation.auto_created and not relation.concrete
        if not is_reverse or relation.name in but or relation.related_model._meta.auto_created:
            continue
        speaking = relation.related_model._base_manager.filter(**{relation.field.name: row.pk})
        if relation.related_model is type(row):
            speaking = speaking.exclude(pk=row.pk)
        if speaking.exists():
            return str(relation.related_model._meta.verbose_name)
    return ""
