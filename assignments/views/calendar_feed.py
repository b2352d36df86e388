"""A person's own calendar feed: to fetch it, to renew its secret address, to switch it off."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assignments import calendar_feed
from provinces.submissions import once

SHOWN_ONCE = "calendar_secret"


@login_not_required
@require_safe
def feed(request, secret: str):
    """For calendar programs, which have no session: the secret is the key."""
    reach = calendar_feed.holder(secret, timezone.localdate())
    if reach is None:
        raise Http404
    return HttpResponse(
        calendar_feed.calendar_of(reach),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="so-chi-dao.ics"'},
    )


@require_POST
@once
def calendar_renew(request):
    """The new address is shown once, on the account's page, and kept nowhere."""
    request.session[SHOWN_ONCE] = calendar_feed.renew(request.user)
    messages.success(request, "Đã cấp địa chỉ lịch mới. Địa chỉ trước đó, nếu có, không còn dùng được.")
    return redirect("account")


@require_POST
@once
def calendar_off(request):
    calendar_feed.switch_off(request.user)
    messages.success(request, "Đã tắt lịch cá nhân. Địa chỉ lịch không còn dùng được.")
    return redirect("account")
