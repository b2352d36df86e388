"""The small pieces that every page draws alike. They are built in: no template needs to load them."""

from __future__ import annotations

import datetime

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from assignments import attention
from assignments.dashboards import STYLE
from assignments.filters import OFFICIAL
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
    """Under a list that is walked: how many rows there are, as far as they are counted, and the way on and back."""
    return {"page": page, "noun": noun, "request": context["request"]}


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


@register.simple_tag
def figure(shown):
    """A number that leads to its rows."""
    return format_html('<a href="{}">{}</a>', shown.address, number_of(shown))


@register.simple_tag
def rows_of(choice, **narrowed):
    """The address of the work of a choice that bears a label."""
    return choice.worklist(**narrowed)


@register.filter
def number_of(shown) -> str:
    """1.053; "hơn 1.000" of what is not counted further."""
    return f"hơn {so(MOST_COUNTED)}" if shown.is_more else so(shown.number)


CHART = {STYLE[word]: labels for word, (_, labels) in OFFICIAL.items()}
COLUMN_HEIGHT = 96


@register.inclusion_tag("components/month_columns.html")
def month_columns(months):
    """Twelve columns, each as high as the work that falls due in the month, parted as it stands; above, the share in time."""
    highest = max((month.tally.total for month in months), default=0) or 1
    columns = []
    for place, month in enumerate(months):
        parts, below, stacked = [], 128, 0
        for name, labels in CHART.items():
            stacked += month.tally.bearing(labels)
            y = 128 - round(COLUMN_HEIGHT * stacked / highest)
            parts.append({"name": name, "y": y, "height": below - y})
            below = y
        x = 8 + 34 * place
        columns.append({"month": month, "parts": parts, "x": x, "middle": x + 11, "above": below - 5})
    return {"columns": columns}


ROW, COLUMN, NAMES = 26, 46, 236


@register.inclusion_tag("components/heat_map.html")
def heat_map(rows):
    """Body × month: how many were late, the darker the greater the share; the same as a table."""
    periods = [cell.period for cell in rows[0][1]] if rows else []
    return {
        "rows": [(body, in_words(cells), ROW * place + 24) for place, (body, cells) in enumerate(rows)],
        "squares": format_html_join("", SQUARE, (square(*at) for at in placed(rows))),
        "columns": [(f"{period.first:%m/%y}", NAMES + COLUMN * place + 22) for place, period in enumerate(periods)],
        "periods": periods,
        "width": NAMES + COLUMN * len(periods),
        "height": 24 + ROW * len(rows),
    }


def in_words(cells):
    """A row of the data table: late of all, where there is any work."""
    return format_html_join(
        "",
        '<td class="num end">{}</td>',
        (
            [
                format_html('<a href="{}">{}</a>/{}', cell.address, so(cell.late), so(cell.tally.total))
                if cell.tally.total
                else DASH
            ]
            for cell in cells
        ),
    )


SQUARE = (
    '<a href="{}" tabindex="-1"><title>{}</title><rect class="g{}" x="{}" y="{}" width="44" height="24" rx="3"/>'
    '<text class="g{}" x="{}" y="{}" text-anchor="middle">{}</text></a>'
)


def placed(rows):
    """The cells in which there is any work, with their places."""
    for down, (body, cells) in enumerate(rows):
        for across, cell in enumerate(cells):
            if cell.tally.total:
                yield body, cell, NAMES + COLUMN * across, 24 + ROW * down


def square(body, cell, x: int, y: int) -> tuple:
    words = f"{body}, {cell.period}: {so(cell.late)} quá hạn trong {so(cell.tally.total)} nhiệm vụ"
    return cell.address, words, cell.grade, x, y, cell.grade, x + 22, y + 16, so(cell.late)
