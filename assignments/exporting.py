"""How does a list become a file: at once while it is short; else in a process of its own that tells how far it is?

The process first asks for the numbers of the rows, in their order, and then for the rows, a thousand at a time. So no
question to the database runs for long and nothing stays open between them: others write meanwhile, and it tells its own
row how far it is.
"""

from __future__ import annotations

import datetime
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import IO

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from assignments.filters import StrictFilterSet, register_shown, worklist_shown
from assignments.models import Export
from assignments.models.exports import extent
from assignments.papers import books, separated, workbook
from assignments.papers.books import Book
from provinces import background
from provinces.policy import Verb
from provinces.reach import Reach

MOST_AT_ONCE = 2_000  # rows
TOLD_EVERY = 10_000  # rows
KEPT = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Kind:
    """One list that can be taken home: what its filter shows, and as which book."""

    code: str
    page: str  # URL name
    title: str
    file: str
    shown: Callable[[Reach, QueryDict], StrictFilterSet]
    book: Callable[[Sequence[int], Reach], Book]


REGISTER = Kind("REGISTER", "register", "Sổ văn bản", "So dang ky van ban", register_shown, books.of_dispatches)
WORKLIST = Kind("WORKLIST", "worklist", "Sổ theo dõi", "So theo doi", worklist_shown, books.of_work)
KINDS = {kind.code: kind for kind in (REGISTER, WORKLIST)}

FORMS: dict[str, Callable[[IO[bytes], Iterable[Book], str], None]] = {"xlsx": workbook.write, "csv": separated.write}


def numbers_of(rows: QuerySet) -> array[int]:
    """The numbers of the rows in their order: eight bytes for each."""
    plain = rows.prefetch_related(None).values_list("pk", flat=True)
    return array("q", plain.iterator(chunk_size=books.AT_A_TIME))


def note_of_now() -> str:
    now = timezone.localtime()
    return f"Lập lúc {now:%H:%M} ngày {now:%d/%m/%Y}"


def file_name(name: str, form: str) -> str:
    return f"{name} {timezone.localdate():%Y-%m-%d}.{form}"


# In a process of its own


def begin(kind: Kind, form: str, asked: QueryDict, by: Reach) -> Export:
    record = Export(asked_by=by.user, kind=kind.code, form=form, asked=asked.urlencode())
    start(record)
    return record


def start(record: Export) -> None:
    """Hands it to a new process, from its beginning; an earlier one, should it still be there, stops."""
    drop_file(record)
    record.run, record.done, record.total, record.size = record.run + 1, 0, 0, 0
    record.state, record.reason = Export.State.WRITING, ""
    record.name = file_name(KINDS[record.kind].file, record.form)
    record.save()
    transaction.on_commit(partial(background.start, "export", record.pk, record.run))


def drop_file(record: Export) -> None:
    storage, name, record.file = record.file.storage, record.file.name, ""
    if name:
        transaction.on_commit(partial(storage.delete, name))


class Replaced(Exception):
    """Somebody stopped it, or another process has taken over."""


def run(pk: int, number: int) -> None:
    record = Export.objects.select_related("asked_by").filter(pk=pk, run=number, state=Export.State.WRITING).first()
    if record is None:
        return
    try:
        with tempfile.TemporaryFile() as file:
            write(record, file)
            keep(record, file)
    except Replaced:
        return
    except PermissionDenied:
        fail(record, "Đồng chí hiện không còn quyền xem danh sách này.")
    except Exception:
        fail(record, "Chương trình gặp lỗi khi ghi tệp này. Mời bấm Ghi lại; nếu vẫn lỗi, báo quản trị hệ thống.")
        raise


def write(record: Export, file: IO[bytes]) -> None:
    """What that person may reach now, not when the button was pressed."""
    kind, reach = KINDS[record.kind], Reach(user=record.asked_by, on=timezone.localdate())
    numbers = numbers_of(kind.shown(reach, QueryDict(record.asked)).qs)
    tell(record, total=len(numbers), reached=extent(reach.grant(Verb.READ)))
    book = kind.book(numbers, reach)
    book.rows = telling(record, book.rows)
    FORMS[record.form](file, [book], note_of_now())


def telling(record: Export, rows: Iterable[tuple]) -> Iterator[tuple]:
    for number, row in enumerate(rows, start=1):
        yield row
        if number % TOLD_EVERY == 0:
            tell(record, done=number)


def tell(record: Export, **facts) -> None:
    if not record.tell(**facts):
        raise Replaced


def keep(record: Export, file: IO[bytes]) -> None:
    size = file.tell()
    file.seek(0)
    record.file.save(record.name, File(file), save=False)
    kept = str(record.file.name)
    if not record.tell(state=Export.State.READY, file=kept, size=size, done=record.total):
        record.file.storage.delete(kept)


def fail(record: Export, reason: str) -> None:
    record.tell(state=Export.State.FAILED, reason=reason)


def stop(record: Export) -> None:
    """Its process finds a later number and writes no further."""
    if record.state == Export.State.WRITING:
        record.state, record.run = Export.State.STOPPED, record.run + 1
        record.save(update_fields=["state", "run", "updated_at"])


def write_anew(record: Export) -> None:
    """What was stopped, was killed, or holds what the person no longer reaches."""
    if not record.is_running:
        start(record)


def remove_old(on: datetime.date) -> int:
    """A list of yesterday helps nobody, and should not lie about."""
    old = Export.objects.filter(updated_at__lt=timezone.now() - KEPT)
    for record in old:
        with transaction.atomic():
            drop_file(record)
            record.delete()
    return len(old)
