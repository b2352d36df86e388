"""Recipient lists and their members, today and on any day."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provinces import journal
from provinces.forms.directory import MemberForm, OnDayForm, RecipientListForm
from provinces.journal import Entry
from provinces.models import Membership, RecipientList
from provinces.models.dated import holds
from provinces.policy import Verb
from provinces.submissions import once
from provinces.views.saving import save_form, shown_status


@require_safe
def recipient_lists(request):
    request.reach.require(Verb.CONSULT_DIRECTORY)
    rows = request.reach.rows(RecipientList.objects.select_related("committee"), Verb.CONSULT_DIRECTORY)
    rows = rows.annotate(members=Count("memberships", filter=holds(request.reach.on, "memberships__"))).order_by(
        "sort_key", "pk"
    )
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    return render(
        request, "provinces/recipient_lists.html", {"page": page, "may_keep": request.reach.may(Verb.KEEP_LISTS)}
    )


@require_safe
def recipient_list(request, pk: int):
    row = fetch(request, pk)
    return show(request, row, MemberForm(recipient_list=row))


def fetch(request, pk: int) -> RecipientList:
    return request.reach.fetch(RecipientList.objects.select_related("committee"), Verb.CONSULT_DIRECTORY, pk=pk)


def show(request, row: RecipientList, member_form: MemberForm):
    day_form = OnDayForm(request.GET if "ngay" in request.GET else None)
    on = (day_form.is_valid() and day_form.cleaned_data["ngay"]) or request.reach.on
    memberships = (
        row.memberships.on(on).filter(holds(on, "body__")).select_related("body").order_by("body__sort_key", "pk")
    )
    context = {
        "list": row,
        "memberships": list(memberships),
        "aliases": list(row.aliases.all()),
        "on": on,
        "day_form": day_form,
        "member_form": member_form,
        "may_keep": request.reach.covers(row, Verb.KEEP_LISTS),
        "trail": list(Entry.objects.about(row.journal_thread()).order_by("-pk")[:20]),
    }
    return render(request, "provinces/recipient_list.html", context, status=shown_status(member_form))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def recipient_list_new(request):
    request.reach.require(Verb.KEEP_LISTS)
    return edit(request, RecipientList(), "Thêm danh sách nơi nhận")


@require_http_methods(["GET", "HEAD", "POST"])
@once
def recipient_list_edit(request, pk: int):
    row = fetch(request, pk)
    request.reach.require(Verb.KEEP_LISTS, row)
    return edit(request, row, f"Cập nhật danh sách {row}")


def edit(request, row: RecipientList, title: str):
    form = RecipientListForm(request.POST or None, instance=row, desks=request.reach.desks(Verb.KEEP_LISTS))
    if request.method == "POST" and form.is_valid():
        if save_form(form, Verb.KEEP_LISTS, by=request.reach, after=form.save_aliases):
            messages.success(request, f"Đã lưu danh sách {form.instance}.")
            return redirect("recipient_list", form.instance.pk)
    return render(
        request,
        "provinces/recipient_list_form.html",
        {"form": form, "title": title, "back": row.pk},
        status=shown_status(form),
    )


@require_POST
@once
def member_add(request, pk: int):
    row = fetch(request, pk)
    request.reach.require(Verb.KEEP_LISTS, row)
    form = MemberForm(request.POST, recipient_list=row)
    if not form.is_valid():
        return show(request, row, form)
    body = form.cleaned_data["name"]
    with transaction.atomic():
        Membership.objects.create(recipient_list=row, body=body, valid_from=form.cleaned_data["valid_from"])
        enter(row, request.reach, f"Thêm thành viên: {body}")
    messages.success(request, f"Đã thêm {body} vào danh sách.")
    return redirect("recipient_list", row.pk)


@require_POST
@once
def member_end(request, pk: int, member: int):
    """The body stays on the list as of earlier days."""
    row = fetch(request, pk)
    request.reach.require(Verb.KEEP_LISTS, row)
    membership = row.memberships.filter(Q(valid_to=None), pk=member).select_related("body").first()
    if membership is None:
        raise Http404
    yesterday = request.reach.on - datetime.timedelta(days=1)
    with transaction.atomic():
        if membership.valid_from and membership.valid_from > yesterday:
            membership.delete()
        else:
            membership.valid_to = yesterday
            membership.save(update_fields=["valid_to"])
        enter(row, request.reach, f"Thôi là thành viên từ {request.reach.on:%d/%m/%Y}: {membership.body}")
    messages.success(request, f"{membership.body} không còn trong danh sách từ hôm nay.")
    return redirect("recipient_list", row.pk)


def enter(row: RecipientList, by, note: str) -> None:
    journal.write(Verb.KEEP_LISTS, row, by=by, committee=row.committee, thread=row.journal_thread(), note=note)
