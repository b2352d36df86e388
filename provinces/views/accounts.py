"""Signing in, signing out, one's own password and posts."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provinces.models import Absence
from provinces.sessions import PARKED

MOST_CHARACTERS = 100  # of a name that is tried: longer than any, shorter than what the count of attempts can hold


class SignInForm(AuthenticationForm):
    """One answer for an unknown name and a wrong password."""

    error_messages = {
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng.",
        "inactive": "Tên đăng nhập hoặc mật khẩu không đúng.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Tên đăng nhập"
        self.fields["username"].widget.attrs.update(autofocus=True, autocapitalize="none", spellcheck="false")

    def clean_username(self) -> str:
        return self.cleaned_data["username"].strip().lower()[:MOST_CHARACTERS]


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request):
    if request.user.is_authenticated:
        return redirect(safe_next(request))
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        return redirect("password" if request.user.must_change_password else after_sign_in(request))
    context = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "parked": PARKED in request.session,
    }
    return render(request, "provinces/sign_in.html", context, status=422 if form.is_bound else 200)


def after_sign_in(request) -> str:
    """To the form that the ended session interrupted, or to the page that was asked for."""
    parked = request.session.get(PARKED)
    return parked["path"] if parked else safe_next(request)


def safe_next(request) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if ours else reverse("today")


@login_not_required
@require_POST
def sign_out(request):
    logout(request)
    return redirect("sign_in")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request):
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.save(commit=False)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        update_session_auth_hash(request, user)  # this session goes on, all others end
        messages.success(request, "Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc.")
        return redirect(after_sign_in(request))
    return render(request, "provinces/password.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def account(request):
    absences = list(Absence.objects.of(request.user).not_over(request.reach.on))
    return render(request, "provinces/account.html", {"posts": request.reach.posts, "absences": absences})
