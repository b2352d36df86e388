"""Which rows of the register and of a worklist does the reader want to see?"""

from __future__ import annotations

import datetime

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q

from assignments.attention import Rung, condition
from assignments.models import Assignment, Paper, PaperKind, Part, State
from assignments.timeliness import Timeliness
from directives import search
from directives.models import Directive
from directives.vocabulary import DocumentKind, Urgency
from provinces.models import Body
from provinces.vietnamese import clean, figure, fold


class StrictFilterSet(django_filters.FilterSet):
    """A filter that was mistyped shows nothing and says why, instead of showing everything in silence."""

    def __init__(self, data, *, on, **kwargs):
        self.on = on
        super().__init__({name: clean(data[name]) for name in data}, **kwargs)

    @property
    def qs(self):
        return super().qs if self.is_valid() else self.queryset.none()


class DayFilter(django_filters.DateFilter):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault(
            "widget", forms.DateInput(attrs={"size": 13, "placeholder": "ngày/tháng/năm", "inputmode": "numeric"})
        )
        super().__init__(*args, **kwargs)


class RegisterFilter(StrictFilterSet):
    q = django_filters.CharFilter(label="Từ khóa", method="left_to_the_last")
    kind = django_filters.ChoiceFilter(label="Loại", choices=DocumentKind.choices, empty_label="Tất cả loại")
    since = DayFilter(label="Từ ngày", field_name="as_of", lookup_expr="gte")
    until = DayFilter(label="Đến ngày", field_name="as_of", lookup_expr="lte")
    urgency = django_filters.ChoiceFilter(label="Độ khẩn", choices=Urgency.choices[1:], empty_label="Tất cả")
    body = django_filters.CharFilter(label="Cơ quan thực hiện", method="given_to")
    status = django_filters.ChoiceFilter(
        label="Tình trạng", choices=Timeliness.choices[:-1], empty_label="Tất cả tình trạng", method="with_status"
    )

    class Meta:
        model = Directive
        fields: list[str] = []

    def __init__(self, data, *, grant=None, **kwargs):
        self.grant = grant
        super().__init__(data, **kwargs)

    def filter_queryset(self, queryset):
        """The words are looked for last, among the rows that everything else leaves."""
        rows, said = super().filter_queryset(queryset), self.form.cleaned_data
        return search.find(rows, said["q"], grant=self.grant, since=said["since"], until=said["until"])

    def left_to_the_last(self, queryset, name, value):
        return queryset

    def given_to(self, queryset, name, value):
        """By whoever was charged, and by whoever has the work now; under any name the body bore."""
        work = Assignment.objects.exclude(state=State.WITHDRAWN).filter(
            body__in=Body.objects.called(value).values("pk")
        )
        work = work.filter(directive=OuterRef("pk"))
        return queryset.filter(Exists(work))

    def with_status(self, queryset, name, value):
        work = Assignment.objects.counted().that_are(value, on=self.on).filter(directive=OuterRef("pk"))
        return queryset.filter(Exists(work))


class WorklistFilter(StrictFilterSet):
    status = django_filters.ChoiceFilter(
        label="Tiến độ", choices=Timeliness.choices[:-1], empty_label="Tất cả", method="with_status"
    )
    attention = django_filters.ChoiceFilter(
        label="Mức nhắc", choices=Rung.choices, empty_label="Tất cả", method="on_rung"
    )
    state = django_filters.ChoiceFilter(label="Tình trạng xử lý", choices=State.choices, empty_label="Tất cả")
    part = django_filters.ChoiceFilter(label="Vai trò", choices=Part.choices, empty_label="Tất cả")
    q = django_filters.CharFilter(label="Cơ quan hoặc số văn bản", method="with_words")
    body = django_filters.NumberFilter(field_name="body", widget=forms.HiddenInput)
    directive = django_filters.NumberFilter(field_name="directive", widget=forms.HiddenInput)
    month = django_filters.CharFilter(method="done_in_month", widget=forms.HiddenInput)

    class Meta:
        model = Assignment
        fields: list[str] = []

    def with_status(self, queryset, name, value):
        return queryset.that_are(value, on=self.on)

    def on_rung(self, queryset, name, value):
        return queryset.filter(condition(value, self.on))

    def with_words(self, queryset, name, value):
        """Work that a body took over is found by the name of the body it came from, too."""
        bodies = Body.objects.called(value).values("pk")
        inherited = Assignment.objects.filter(replaces__body__in=bodies)
        code = Q(directive__folded_code__contains=fold(value))
        return queryset.filter(code | Q(body__in=bodies) | Q(pk__in=inherited.values("pk")))

    def done_in_month(self, queryset, name, value):
        year, month = map(figure, value.partition("-")[::2])
        if not (year and month and year <= datetime.MAXYEAR):
            return queryset.none()
        done = queryset.filter(state=State.DONE, due_on__isnull=False)  # what the dashboard counts of a month
        return done.filter(reported_on__year=year, reported_on__month=month)


class PaperFilter(StrictFilterSet):
    kind = django_filters.ChoiceFilter(label="Loại giấy tờ", choices=PaperKind.choices, empty_label="Tất cả loại")
    q = django_filters.CharFilter(label="Mã số liệu, ký hiệu hoặc trích yếu", method="with_words")
    directive = django_filters.NumberFilter(field_name="snapshot__directive", widget=forms.HiddenInput)

    class Meta:
        model = Paper
        fields: list[str] = []

    def with_words(self, queryset, name, value):
        written = Q(folded_subject__contains=fold(value)) | Q(notation__icontains=value)
        return queryset.filter(written | Q(snapshot__code__icontains=value))
