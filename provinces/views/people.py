"""People and the posts they hold."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provinces import accounts, journal
from provinces.forms.people import PersonForm, PostForm
from provinces.journal import Entry
from provinces.models import Absence, Post, User
from provinces.policy import Verb
from provinces.submissions import once
from provinces.vietnamese import fold
from provinces.views.saving import save_form, shown_status

KEEP = Verb.KEEP_PEOPLE


@require_safe
def people(request):
    request.reach.require(KEEP)
    standing = Prefetch(
        "posts", queryset=Post.objects.on(request.reach.on).select_related("body"), to_attr="standing_posts"
    )
    rows = request.reach.rows(User.objects.prefetch_related(standing), KEEP)
    if words := fold(request.GET.get("q", "")[:200]):
        rows = rows.filter(folded__contains=words) | rows.filter(username__contains=words)
    return render(request, "provinces/people.html", {"page": Paginator(rows, 50).get_page(request.GET.get("trang"))})


def fetch(request, pk: int) -> User:
    request.reach.require(KEEP)
    return request.reach.fetch(User.objects.select_related("committee"), KEEP, pk=pk)


@require_safe
def person(request, pk: int):
    row = fetch(request, pk)
    context = {
        "person": row,
        "posts": list(row.posts.select_related("body").order_by("-valid_to", "pk")),
        "absences": list(Absence.objects.of(row)[:20]),
        "trail": list(Entry.objects.about(row.journal_thread()).order_by("-pk")[:20]),
        "shown_password": request.session.pop(f"password_of_{row.pk}", ""),
    }
    return render(request, "provinces/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def person_new(request):
    request.reach.require(KEEP)
    form = PersonForm(request.POST or None, instance=User(committee=next(iter(request.reach.desks(KEEP)), None)))
    post_form = PostForm(request.POST or None, reach=request.reach, verb=KEEP, prefix="post")
    if request.method == "POST" and form.is_valid() & post_form.is_valid():
        password = accounts.new_password()
        form.instance.set_password(password)
        form.instance.must_change_password = True
        save_form(form, KEEP, by=request.reach, after=lambda row: take_post(post_form, row, request.reach))
        return tell_password(request, form.instance, password)
    context = {"form": form, "post_form": post_form, "title": "Thêm người dùng", "back": None}
    return render(request, "provinces/person_form.html", context, status=shown_status(form))


def tell_password(request, row: User, password: str):
    """Shown once, on the person's page, and kept nowhere."""
    request.session[f"password_of_{row.pk}"] = password
    messages.success(request, f"Đã cấp mật khẩu cho {row}.")
    return redirect("person", row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def person_edit(request, pk: int):
    row = fetch(request, pk)
    form = PersonForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid() and save_form(form, KEEP, by=request.reach):
        messages.success(request, f"Đã lưu {form.instance}.")
        return redirect("person", row.pk)
    context = {"form": form, "title": f"Cập nhật {row.full_name}", "back": row.pk}
    return render(request, "provinces/person_form.html", context, status=shown_status(form))


@require_POST
@once
def person_password(request, pk: int):
    row = fetch(request, pk)
    return tell_password(request, row, accounts.reset_password(row, by=request.reach))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def post_new(request, pk: int):
    row = fetch(request, pk)
    if row == request.user and not request.reach.holds(KEEP):
        raise PermissionDenied("Người đang thay quản trị viên không tự giao vị trí cho mình.")
    form = PostForm(request.POST or None, instance=Post(user=row), reach=request.reach, verb=KEEP)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            take_post(form, row, request.reach)
        messages.success(request, f"Đã giao vị trí cho {row}.")
        return redirect("person", row.pk)
    return render(request, "provinces/post_form.html", {"form": form, "person": row}, status=shown_status(form))


def take_post(form: PostForm, row: User, by) -> None:
    form.instance.user = row
    post = form.save()
    enter(row, by, f"Nhận vị trí: {post}")


@require_POST
@once
def post_end(request, pk: int):
    """The post holds no more from this moment on: whoever is signed in through it is out."""
    request.reach.require(KEEP)
    post = request.reach.fetch(Post.objects.select_related("user", "body"), KEEP, pk=pk)
    if post.valid_to and post.valid_to < request.reach.on:
        raise Http404
    yesterday = request.reach.on - datetime.timedelta(days=1)
    with transaction.atomic():
        if post.valid_from and post.valid_from > yesterday:
            post.delete()
        else:
            post.valid_to = yesterday
            post.save(update_fields=["valid_to"])
        enter(post.user, request.reach, f"Thôi giữ vị trí: {post}")
    messages.success(request, f"{post.user} không còn giữ vị trí {post}.")
    return redirect("person", post.user_id)


def enter(row: User, by, note: str) -> None:
    journal.write(KEEP, row, by=by, committee=row.committee, thread=row.journal_thread(), note=note)
