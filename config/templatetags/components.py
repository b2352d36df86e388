"""The small pieces that every page draws alike. They are built in: no template needs to load them."""

from __future__ import annotations

import datetime

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from assignments import attention
from assignments.models import CalendarFeed, Part, What
from assignments.paging import MOST_COUNTED
from assignments.papers.wording import day_in_words
from assignments.timeliness import Timeliness
from assignments.views.calendar_feed import SHOWN_ONCE
from directives.search.marking import marked
from provinces.submissions import new_key

register = template.Library()

DASH = "–"


@register.filter
def ngay(day: datetime.date | None, otherwise: str = DASH) -> str:
    """08/05/2021; a dash where no day is stated."""
    return f"{day:%d/%m/%Y}" if day else otherwise


@register.filter
def so(number: int) -> str:
    """1.053.221"""
    return f"{number:,}".replace(",", ".") if isinstance(number, int) else str(number)


@register.filter
def kich_thuoc(size: int) -> str:
    """A file's size: 312 KB, 4,2 MB."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


@register.filter
def ngay_thang_nam(day: datetime.date | None) -> str:
    """ngày 08 tháng 5 năm 2021, as papers write it; blanks where the day is still to come."""
    return day_in_words(day)


@register.filter
def ngay_iso(day: str) -> str:
    """08/05/2021, of a day that a snapshot keeps."""
    return ngay(datetime.date.fromisoformat(day))


@register.filter
def vai_tro(part: str) -> str:
    return Part(part).label


@register.filter
def tien_do(timeliness: str) -> str:
    return Timeliness(timeliness).label


@register.filter
def o_so(value) -> str:
    """A cell of a register: a day as dd/mm/yyyy, everything else as it is."""
    return ngay(value) if isinstance(value, datetime.date) else str(value)


@register.simple_tag
def marked_words(text: str, typed: str):
    """The text with what somebody looked for marked in it."""
    if not typed:
        return text
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece) if hit else piece,) for piece, hit in marked(text, typed))
    )


@register.simple_tag
def not_stated(words: str = "không ghi trong văn bản"):
    return format_html('<span class="unstated">{}</span>', words)


@register.simple_tag
def status(timeliness, words: str = ""):
    """The pill of a timeliness: shape, word, colour."""
    return format_html('<span class="status {}">{}</span>', timeliness.value, words or timeliness.label)


@register.simple_tag
def rung(step, due=None, on=None):
    """The pill of the attention ladder, with the days where they are given: shape, word, colour. Nothing off the ladder."""
    if not step:
        return ""
    days = f" · {attention.words(due, on)}" if due and on else ""
    return format_html('<span class="status {}">{}{}</span>', step.value, step.label, days)


@register.simple_tag
def new(is_new):
    """The mark of what was not there at the last visit."""
    return format_html(' <span class="new">{}</span>', "mới") if is_new else ""


CLASS_OF_NOTICE = {
    What.SUMMARY: "special",
    What.SPECIAL: "special",
    What.RED: "red",
    What.URGED: "red",
    What.RETURNED: "red",
    What.AMBER: "amber",
    What.ACCEPTED: "done",
    What.DISPATCH: "unread",
    What.TASK: "unread",
}


@register.simple_tag
def notice_kind(notice):
    """What a notice is about: shape, word, colour."""
    return format_html(
        '<span class="status {}">{}</span>', CLASS_OF_NOTICE.get(notice.what, "open"), notice.get_what_display()
    )


@register.inclusion_tag("components/calendar_feed.html", takes_context=True)
def calendar_feed(context):
    """The person's own calendar: its address, once, when it was just made; to renew it, to switch it off."""
    request = context["request"]
    secret = request.session.pop(SHOWN_ONCE, "")
    address = f"{settings.SITE_URL}{reverse('calendar_feed', args=[secret])}" if secret else ""
    return {"request": request, "address": address, "feed": CalendarFeed.objects.filter(user=request.user).first()}


@register.simple_tag(takes_context=True)
def submission_key(context):
    """The hidden key by which a form that arrives twice does its work once."""
    request = context.get("request")
    key = (request.POST.get("key") if request else "") or new_key()
    return format_html('<input type="hidden" name="key" value="{}">', key)


METER = '<svg class="meter" viewBox="0 0 1000 8" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>'


@register.simple_tag
def meter(tally):
    """A bar whose parts are as wide as their numbers, and the same in words for those who do not see it."""
    parts, at = [], 0
    for label, number in tally.parts:
        width = round(1000 * number / tally.total)
        parts.append((label.value, at, width))
        at += width
    said = "; ".join(f"{label.label}: {number}" for label, number in tally.parts) or "Chưa giao nhiệm vụ"
    bars = format_html_join("", '<rect class="{}" x="{}" y="0" width="{}" height="8"/>', parts)
    return format_html(METER, said, bars)


@register.inclusion_tag("components/field.html")
def field(bound, width: str = "", theirs=None):
    """A labelled control with its hint and its errors; `theirs` is what somebody else saved meanwhile."""
    return {"field": bound, "width": width, "theirs": theirs}


@register.inclusion_tag("components/empty.html")
def empty(title: str, advice: str = "", url: str = "", action: str = ""):
    return {"title": title, "advice": advice, "url": url, "action": action}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context, page, noun: str = "dòng"):
    return {"page": page, "noun": noun, "request": context["request"]}


@register.inclusion_tag("components/walk_pager.html", takes_context=True)
def walk_pager(context, page, noun: str = "dòng"):
    """Under a list that is walked: how many rows there are, counted up to a thousand, and the way on and back."""
    return {"page": page, "noun": noun, "most": MOST_COUNTED, "request": context["request"]}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms):
    """What must be put right, each line leading to its field."""
    problems = [
        {
            "text": f"{form[name].label}: {error}" if name in form.fields else error,
            "id": form[name].id_for_label if name in form.fields else "",
        }
        for form in forms
        if form.is_bound
        for name, errors in form.errors.items()
        for error in errors
    ]
    return {"problems": problems}


@register.filter
def value_of(row, name: str):
    """A field's value for people: the label of a choice, a day as dd/mm/yyyy; nothing of no row."""
    if not row:
        return ""
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    return ngay(value) if isinstance(value, datetime.date) else value


@register.inclusion_tag("components/month_column.html")
def month_column(month, number: int):
    """One column of the twelve-month chart: as high as the share done in time."""
    share = month.share
    height = share or 0
    x = 8 + 34 * number
    return {
        "month": month,
        "share": share,
        "grade": "good" if height >= 85 else "fair" if height >= 60 else "poor",
        "x": x,
        "middle": x + 11,
        "height": max(height, 1),
        "y": 128 - max(height, 1),
        "above": 122 - height,
    }
