"""What is said when something cannot be done? Short pages in Vietnamese, with the way home and the request's id."""

import logging
import sys

from django.db import DatabaseError, InterfaceError, OperationalError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.http import HttpResponse

log = logging.getLogger("config.errors")


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)


def server_error(request):
    """A database that is away or overloaded is a matter of minutes: 503 says so. Neither page needs the database."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError) or isinstance(
        error.__cause__ if error else None, DatabaseError
    ):
        return HttpResponse(static_page("503.html", request), status=503, headers={"Retry-After": "30"})
    return HttpResponse(static_page("500.html", request), status=500)


def static_page(name: str, request) -> str:
    return render_to_string(name, {"request_id": getattr(request, "id", "-")})


def method_not_allowed(request):
    return render(request, "405.html", status=405)
