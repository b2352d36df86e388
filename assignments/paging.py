"""Which page of a long list is shown?"""

from django.core.paginator import Paginator

PER_PAGE = 50


def page_of(rows, request, per_page: int = PER_PAGE):
    """The page that the address asks for; the first or the last one where it asks for what is not there."""
    return Paginator(rows, per_page).get_page(request.GET.get("trang"))
