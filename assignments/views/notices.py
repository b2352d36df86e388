"""What a person was told, the letters that could not be sent, and the late bodies that may be urged in one go."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assignments import mailing, urging
from assignments.forms import UrgeForm
from assignments.models import Mail, Notice
from assignments.notices import visible
from assignments.paging import page_of
from provinces.policy import Verb
from provinces.submissions import once

BODIES_PER_PAGE = 30
USUAL_WORDS = "Đề nghị báo cáo kết quả thực hiện các nhiệm vụ đã quá hạn."


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


@require_http_methods(["GET", "HEAD", "POST"])
@once
def late_bodies(request):
    """Đôn đốc: every late body with what it owes; those chosen are urged in one go."""
    request.reach.require(Verb.URGE)
    form = UrgeForm(request.POST or None, initial={"note": USUAL_WORDS})
    chosen = [int(pk) for pk in request.POST.getlist("body") if pk.isascii() and pk.isdigit()]
    if request.method == "POST" and form.is_valid() and chosen:
        number = urging.urge(chosen, form.cleaned_data["note"], by=request.reach)
        messages.success(request, f"Đã đôn đốc {number} nhiệm vụ quá hạn.")
        return redirect("late_bodies")
    if request.method == "POST" and not chosen:
        form.add_error(None, "Cần chọn ít nhất một cơ quan.")
    page = page_of(urging.late_bodies(request.reach), request, BODIES_PER_PAGE)
    page.object_list = urging.spelled_out(page.object_list, request.reach)
    context = {"page": page, "form": form, "chosen": chosen}
    return render(request, "assignments/late_bodies.html", context, status=422 if form.is_bound else 200)
