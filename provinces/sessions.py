"""Who is at the other end of this request, and is it still the same person?

Everything but the sign-in page needs a signed-in person. A form sent after the session ended is not lost: it is parked
until the same browser signs in again.
"""

import time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme

from provinces.reach import Reach
from provinces.secrecy import is_secret

LAST_SEEN = "last_seen"
PARKED = "parked_form"
OPEN_BEFORE_NEW_PASSWORD = {"password", "sign_out", "healthz"}
RESTORED = "Nội dung đang nhập trước khi phiên làm việc kết thúc đã được khôi phục."
PARKED_LIMIT = 1_000_000  # characters of typed text worth keeping for a stranger's session


class ReachMiddleware:
    """Gives each request its `reach`: asked for anew every time, so a post that ended at noon is gone at noon."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.reach = SimpleLazyObject(lambda: reach_of(request))
        return self.get_response(request)


def reach_of(request) -> Reach:
    user = request.user if request.user.is_authenticated else None
    return Reach(user=user, on=timezone.localdate(), address=client_address(request))


def client_address(request) -> str:
    """The address of the person's computer; behind a known number of proxies, the one the first of them saw."""
    hops = settings.AXES_IPWARE_PROXY_COUNT
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if hops and len(forwarded) >= hops:
        return forwarded[-hops][:45]
    return request.META.get("REMOTE_ADDR", "")[:45]


class IdleTimeoutMiddleware:
    """Signs out after thirty idle minutes. Writes to the session at most once a minute."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now, seen = time.time(), request.session.get(LAST_SEEN)
            if seen is not None and now - seen > settings.SESSION_IDLE_SECONDS:
                logout(request)
            elif seen is None or now - seen > 60:
                request.session[LAST_SEEN] = now
        return self.get_response(request)


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Sends strangers to the sign-in page, and parks the form they were sending. A password that an administrator gave
    opens nothing but the page on which it is changed."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.user.is_authenticated and request.user.must_change_password:
            if request.resolver_match.url_name not in OPEN_BEFORE_NEW_PASSWORD:
                return redirect("password")
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        if request.headers.get("X-Requested-With") == "fetch":
            return JsonResponse({"error": "Phiên làm việc đã hết hạn. Mời đăng nhập lại."}, status=401)
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        page = page_of_the_form(request)
        if urlsplit(page).path == request.path:
            park(request)
        return redirect_to_login(page, self.get_login_url(view_func), self.get_redirect_field_name(view_func))


def page_of_the_form(request) -> str:
    """Where to go on after signing in. A button's own address shows nothing; the page on which it stood does."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    return urlsplit(page)._replace(scheme="", netloc="", fragment="").geturl()


def park(request) -> None:
    """Keeps the fields of a form in the anonymous session. Files cannot be kept; of a secret dispatch nothing may be."""
    fields = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
    size = sum(len(value) for values in fields.values() for value in values)
    if size <= PARKED_LIMIT and not is_secret(fields):
        request.session[PARKED] = {"path": request.path, "fields": fields}


def typed_before(request) -> dict[str, str]:
    """What was being typed on this page when the session ended: the initial values of its form."""
    parked = take_parked(request.session, request.path) if request.method == "GET" else None
    if not parked:
        return {}
    messages.success(request, RESTORED)
    return {name: values[-1] for name, values in parked.items() if values and name != "key"}


def take_parked(session, path: str) -> dict[str, list[str]] | None:
    """The fields parked for that page, once."""
    parked = session.get(PARKED)
    if not parked or parked["path"] != path:
        return None
    del session[PARKED]
    return parked["fields"]


def locked_out(request, credentials, *args, **kwargs):
    """Too many wrong passwords for this person at this address."""
    minutes = int(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "429.html", {"minutes": minutes}, status=429)
