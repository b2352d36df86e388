"""What is said when something cannot be done? Short pages in Vietnamese, with the way home and the request's id."""

import logging
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

log = logging.getLogger("config.errors")


def bad_request(request, exception=None):
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)


def server_error(request):
    """A database or store of files that is away or overloaded is a matter of minutes: 503 says so. Neither page needs them."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError | ConnectionError) or isinstance(
        error.__cause__ if error else None, DatabaseError
    ):
        return HttpResponse(static_page("503.html", request), status=503, headers={"Retry-After": "30"})
    return HttpResponse(static_page("500.html", request), status=500)


def static_page(name: str, request) -> str:
    return render_to_string(name, {"request_id": getattr(request, "id", "-")})


class MethodNotAllowedMiddleware:
    """Django answers a wrong method with an empty page; a person who lands there is told the way home."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page
