"""The program's addresses, and two that only the benchmark needs: the frame around no data, and Django's own admin."""

from django.shortcuts import render
from django.urls import include, path

from assignments.bench.admin import site

EMPTY = "/trang-trong/"


def empty(request):
    """What every page costs: who is it, what may they do, the menu and its figures; nothing else."""
    return render(request, "base.html")


urlpatterns = [
    path(EMPTY[1:], empty, name="empty"),
    path("admin/", site.urls),
    path("", include("config.urls")),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
