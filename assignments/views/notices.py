"""What a person was told, and the letters that could not be sent."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assignments import mailing
from assignments.models import Mail, Notice
from assignments.notices import visible
from assignments.paging import page_of
from provinces.policy import Verb
from provinces.submissions import once


@require_safe
def notices(request):
    """Thông báo, day by day. Opened, they are read."""
    own = Notice.objects.of(request.user)
    page = page_of(own.for_lists().newest_first(), request)
    page.object_list = visible(page.object_list, request.reach)
    if request.method == "GET":
        own.unread().update(read_at=timezone.now())
    return render(request, "assignments/notices.html", {"page": page})


@require_safe
def failed_mail(request):
    request.reach.require(Verb.KEEP_PEOPLE)
    rows = request.reach.rows(mailing.laid_aside(), Verb.KEEP_PEOPLE).select_related("user").order_by("-day", "-pk")
    return render(request, "assignments/failed_mail.html", {"page": page_of(rows, request)})


@require_POST
@once
def mail_retry(request, pk: int):
    request.reach.require(Verb.KEEP_PEOPLE)
    mail = request.reach.fetch(Mail.objects.select_related("user"), Verb.KEEP_PEOPLE, pk=pk)
    if mailing.try_again(mail):
        messages.success(request, f"Thư của {mail.user} sẽ được gửi lại trong lần gửi tới.")
    return redirect("failed_mail")
