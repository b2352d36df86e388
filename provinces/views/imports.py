"""A workbook handed in: checked, looked at row by row, confirmed, carried out, undone. One set of pages for all kinds."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provinces.exchange import directory
from provinces.exchange.running import Kind, given_back, start
from provinces.forms.imports import WorkbookForm
from provinces.models.imports import Import, ImportRow
from provinces.policy import Verb
from provinces.submissions import once
from provinces.views.saving import shown_status

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
State, RowState = Import.State, ImportRow.State
# what may be looked at, by its word in the address
SHOWN: dict[str, tuple[str, list[str]]] = {
    "": ("Dòng có thay đổi hoặc lỗi", [state for state in RowState.values if state != RowState.SAME]),
    "loi": ("Chỉ dòng có lỗi", list(ImportRow.FAULTY)),
    "tat-ca": ("Tất cả các dòng", RowState.values),
}


@require_safe
def directory_export(request):
    """The whole directory that this administrator keeps, for Excel."""
    request.reach.require(Verb.KEEP_BODIES)
    committee = next(iter(request.reach.desks(Verb.KEEP_BODIES)))
    name = f"danh-ba-{request.reach.on:%Y-%m-%d}.xlsx"
    return workbook(directory.write_out(committee, request.reach), name)


def workbook(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_http_methods(["GET", "HEAD", "POST"])
@once
def imports(request, kind: Kind):
    """Hands a workbook in; below, those handed in before."""
    request.reach.require(kind.verb)
    form = WorkbookForm(request.POST or None, request.FILES or None, desks=request.reach.desks(kind.verb))
    if request.method == "POST" and form.is_valid():
        return redirect(kind.page, hand_in(form, kind, request.reach).pk)
    rows = request.reach.rows(Import.objects.filter(kind=kind.code), kind.verb)
    page = Paginator(rows.select_related("uploaded_by", "committee"), 20).get_page(request.GET.get("trang"))
    context = {"kind": kind, "form": form, "page": page}
    return render(request, "provinces/imports.html", context, status=shown_status(form))


def hand_in(form: WorkbookForm, kind: Kind, by) -> Import:
    abandoned = Import.objects.filter(kind=kind.code, uploaded_by=by.user, state=State.MAPPING)
    for record in abandoned:  # nobody went on with these; what they hold may be what must not lie here
        let_go(record)
    record = Import(
        kind=kind.code, committee=form.cleaned_data["committee"], uploaded_by=by.user, state=kind.first_state
    )
    record.fill(form.cleaned_data["file"])
    record.save()
    if kind.first_state == State.CHECKING:
        start(kind, record, State.CHECKING)
    return record


def fetch(request, kind: Kind, pk: int) -> Import:
    request.reach.require(kind.verb)
    rows = Import.objects.filter(kind=kind.code).select_related("committee", "uploaded_by", "confirmed_by", "undone_by")
    return request.reach.fetch(rows, kind.verb, pk=pk)


@require_safe
def one_import(request, kind: Kind, pk: int):
    record = fetch(request, kind, pk)
    if record.state == State.MAPPING:
        return redirect(f"{kind.page}_columns", pk)
    return show(request, kind, record)


def show(request, kind: Kind, record: Import, status: int = 200, **said):
    """How far it is; then what each row will do, has done, or why not."""
    wanted = request.GET.get("xem", "")
    wanted = wanted if wanted in SHOWN else ""
    rows = record.rows.filter(state__in=SHOWN[wanted][1]).defer("plan", "did", "cells").order_by("sheet", "number")
    numbers = record.counts()
    context = {
        "kind": kind,
        "record": record,
        "page": Paginator(rows, 50).get_page(request.GET.get("trang")),
        "counts": [(RowState(state).label, numbers[state]) for state in RowState.values if state in numbers],
        "ready": numbers.get(RowState.READY, 0),
        "wrong": numbers.get(RowState.WRONG, 0),
        "to_mend": not record.is_running and bool(set(numbers) & {RowState.WRONG, RowState.REFUSED}),
        "shown": [(word, label, word == wanted) for word, (label, _) in SHOWN.items()],
        **said,
    }
    return render(request, "provinces/import.html", context, status=status)


@require_safe
def import_file(request, kind: Kind, pk: int):
    """The rows that are not done, each with what is wrong with it, to be mended in Excel and handed in again."""
    record = fetch(request, kind, pk)
    content = given_back(kind, record)
    if not content:
        raise Http404
    return workbook(content, f"can-sua-{record.pk}.xlsx")


# What is done with it


@require_POST
@once
def import_act(request, kind: Kind, pk: int, step: str):
    fetch(request, kind, pk)
    with transaction.atomic():  # of two who press at once, the second finds it done
        record = Import.objects.select_for_update(of=("self",)).select_related("committee").filter(pk=pk).first()
        if record is None or step not in STEPS:
            raise Http404
        return STEPS[step](request, kind, record) or redirect(kind.page, pk)


def confirm(request, kind: Kind, record: Import):
    """Carries it out: all of it or, if that is wanted, the rows that are right. Nothing that changed since is overwritten."""
    if record.state != State.CHECKED:
        return None
    numbers = record.counts()
    if not numbers.get(RowState.READY):
        return show(request, kind, record, 422, problem="Tệp không có dòng nào cần thực hiện.")
    if numbers.get(RowState.WRONG) and "only_right" not in request.POST:
        return show(
            request,
            kind,
            record,
            422,
            problem="Tệp còn dòng có lỗi. Mời sửa rồi nhập lại, hoặc chọn chỉ thực hiện dòng đúng.",
        )
    if late := kind.overtaken(record, request.reach):
        return show(request, kind, record, 409, overtaken=late)
    record.confirmed_by, record.confirmed_at = request.user, timezone.now()
    record.save(update_fields=["confirmed_by", "confirmed_at"])
    start(kind, record, State.APPLYING)
    return None


def undo(request, kind: Kind, record: Import):
    if not record.can_be_undone:
        messages.error(request, "Chỉ hoàn tác được trong vòng 24 giờ kể từ khi xác nhận.")
        return None
    record.undone_by = request.user
    record.save(update_fields=["undone_by"])
    start(kind, record, State.UNDOING)
    return None


def stop(request, kind: Kind, record: Import):
    """The process stops after the batch it is at. What is done stays done, and may be undone."""
    if record.state in Import.AT_WORK:
        record.is_paused = True
        record.save(update_fields=["is_paused", "updated_at"])


def resume(request, kind: Kind, record: Import):
    if record.is_interrupted:
        start(kind, record, record.state)


def check_again(request, kind: Kind, record: Import):
    if record.state in (State.CHECKED, State.FAILED) and record.file:
        start(kind, record, State.CHECKING)


def discard(request, kind: Kind, record: Import):
    """Before anything was carried out a workbook may go without a trace."""
    if record.confirmed_at or record.is_running:
        return None
    let_go(record)
    messages.success(request, f"Đã bỏ tệp {record.name}.")
    return redirect(f"{kind.page}s")


def let_go(record: Import) -> None:
    file, name = record.file.storage, record.file.name
    record.delete()
    if name:
        transaction.on_commit(lambda: file.delete(name))


STEPS = {
    "xac-nhan": confirm,
    "hoan-tac": undo,
    "dung": stop,
    "tiep-tuc": resume,
    "kiem-tra-lai": check_again,
    "bo": discard,
}
