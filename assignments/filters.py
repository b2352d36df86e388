"""Which rows of the register and of a worklist does the reader want to see?"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable
from functools import cached_property, reduce
from operator import and_, or_

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q

from assignments.attention import Rung, rungs
from assignments.models import Assignment, Paper, PaperKind, Part, State
from assignments.models.assignments import CHARGED_STATES
from assignments.paging import Found, Order, Walk, Way
from assignments.timeliness import NEVER, OPEN_LABELS, Timeliness, stretches
from directives import search
from directives.models import Directive
from directives.models.search import directive_at
from directives.vocabulary import DocumentKind, FieldOfWork, Urgency
from provinces.models import Body
from provinces.policy import Verb
from provinces.reach import Grant
from provinces.vietnamese import clean, fold


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


class KeyFilter(django_filters.NumberFilter):
    """The number of a row, in an address that a page of ours has made."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.HiddenInput, min_value=0, max_value=2**62, **kwargs)


class RegisterFilter(StrictFilterSet):
    """What of the register is shown. `qs` are its rows as one question to the database; `walk` the same rows along the indexes
    that hold them, of which a page is a few steps."""

    q = django_filters.CharFilter(label="Từ khóa", method="left_to_the_last")
    kind = django_filters.ChoiceFilter(label="Loại", choices=DocumentKind.choices, empty_label="Tất cả loại")
    since = DayFilter(label="Từ ngày", field_name="as_of", lookup_expr="gte")
    until = DayFilter(label="Đến ngày", field_name="as_of", lookup_expr="lte")
    urgency = django_filters.ChoiceFilter(label="Độ khẩn", choices=Urgency.choices[1:], empty_label="Tất cả")
    linh_vuc = django_filters.ChoiceFilter(
        label="Lĩnh vực", field_name="field", choices=FieldOfWork.choices, empty_label="Tất cả lĩnh vực"
    )
    body = django_filters.CharFilter(label="Cơ quan thực hiện", method="given_to")
    status = django_filters.ChoiceFilter(
        label="Tình trạng", choices=Timeliness.choices[:-1], empty_label="Tất cả tình trạng", method="left_to_the_last"
    )
    cap_uy = KeyFilter(method="left_to_the_last")
    thieu = django_filters.ChoiceFilter(
        choices=[("giao", "Yêu cầu chưa giao cơ quan nào")], method="left_to_the_last", widget=forms.HiddenInput
    )

    class Meta:
        model = Directive
        fields: list[str] = []

    def __init__(self, data, *, reach, sort: str = "-ngay"):
        self.reach, self.order = reach, SORTS[sort]
        names = self.order.columns
        rows = Directive.objects.for_register().order_by(
            *(f"-{name}" if self.order.is_downwards else name for name in names)
        )
        super().__init__(data, queryset=rows, on=reach.on)

    @cached_property
    def grant(self) -> Grant:
        """What is looked through: all that is reached, or one committee's tree of it."""
        committee = self.form.cleaned_data["cap_uy"]
        return self.reach.grant(Verb.READ) if committee is None else self.reach.tree(int(committee))

    @property
    def narrowed(self):
        """The rows but for the words."""
        return super().filter_queryset(self.grant.rows(self.queryset)).filter(self.work_stands(self.grant))

    def filter_queryset(self, queryset):
        if not self.looks_for_words:
            return self.narrowed
        found = self.places_among(self.narrowed, search.MOST_TAKEN)
        return self.queryset.filter(pk__in=[directive_at(place) for place in found])

    @property
    def walk(self) -> Walk:
        if not self.is_valid() or not self.grant:
            return Walk([], self.order)
        if self.looks_for_words:
            return Found(Directive.objects.as_rows(), self.places_among(self.narrowed, search.MOST_HITS), self.order)
        return Walk([self.way(grant) for grant in self.grant.ways], self.order)

    def way(self, grant: Grant) -> Way:
        """Through what one tree issued, or one body received or oversees; narrowed by how the work stands where an index
        says so."""
        rows, names = Directive.objects.as_rows(), {}
        if grant.bodies:
            rows, names = rows.received_by(*grant.bodies), {"as_of": "received__as_of", "pk": "received__directive_id"}
        elif self.figure and grant.tops:
            (top,) = grant.tops
            rows = rows.filter(**{f"standing__some_{self.figure}": True}, standing__top=top)
            if "as_of" in self.order.columns:
                names = {"as_of": "standing__as_of", "pk": "standing__directive_id"}
        else:
            rows = grant.rows(rows).filter(self.work_stands(grant))
        rows = super().filter_queryset(rows)
        return Way(self.between_days(rows.filter(self.own_work_stands(grant)), names), names)

    def between_days(self, rows, names):
        """The days once more, by the column along which the way goes."""
        said, day = self.form.cleaned_data, names.get("as_of")
        bounds = {f"{day}__gte": said["since"], f"{day}__lte": said["until"]} if day else {}
        return rows.filter(**{name: value for name, value in bounds.items() if value})

    @property
    def figure(self) -> str:
        """The figure of a dispatch's standing that must not be nought."""
        said = self.form.cleaned_data
        return "ungiven" if said["thieu"] else said["status"].replace("-", "_")

    def work_stands(self, grant: Grant) -> Q:
        """Some work that the reader reaches stands so: of a whole dispatch or, for a body, its own."""
        if not self.figure or grant.everything:
            return Q(**{f"standing__some_{self.figure}": True}) if self.figure else Q()
        whole = Q(**{f"standing__some_{self.figure}": True}) & (grant.office() | Q(overseer__in=grant.overseers))
        return whole | self.own_work_stands(grant) if grant.bodies else whole

    def own_work_stands(self, grant: Grant) -> Q:
        said = self.form.cleaned_data
        if not grant.bodies or not self.figure:
            return Q()
        if said["thieu"]:
            return Q(pk__in=[])
        work = Assignment.objects.that_are(said["status"], on=self.on).filter(body__in=grant.bodies)
        if said["status"] in OPEN_LABELS:  # of a body never much, and gathered at once
            return Q(pk__in=work.values("directive"))
        return Q(Exists(work.filter(directive=OuterRef("pk"))))

    def left_to_the_last(self, queryset, name, value):
        return queryset

    @cached_property
    def bodies(self) -> tuple[int, ...]:
        """The bodies that bear the name asked for, or bore it."""
        name = self.form.cleaned_data["body"]
        called = Body.objects.called(name).values_list("pk", flat=True).order_by("pk")
        return tuple(called[: MOST_BODIES + 1]) if name else ()

    def given_to(self, queryset, name, value):
        """By whoever was charged, and by whoever has the work now."""
        bodies = self.bodies if len(self.bodies) <= MOST_BODIES else Body.objects.called(value).values("pk")
        work = Assignment.objects.exclude(state=State.WITHDRAWN).filter(body__in=bodies)
        return queryset.filter(Exists(work.filter(directive=OuterRef("pk"))))

    @property
    def words(self) -> str:
        return self.form.cleaned_data.get("q", "").strip() if self.is_valid() else ""

    @property
    def looks_for_words(self) -> bool:
        """A few bodies are looked for like words: whoever has work has the dispatch, and is found by that."""
        return bool(self.form.cleaned_data["q"].strip() or 0 < len(self.bodies) <= MOST_BODIES)

    def places_among(self, rows, most: int) -> list[int]:
        said = self.form.cleaned_data
        narrowed = search.Narrowing(
            grant=self.grant,
            **{name: said[name] for name in ("since", "until", "kind", "urgency")},
            field=said["linh_vuc"],
            bodies=self.bodies if len(self.bodies) <= MOST_BODIES else (),
        )
        return search.places(rows, said["q"], narrowed, most)


MOST_BODIES = 100
SORTS = {
    "-ngay": Order(("as_of", "pk"), is_downwards=True),
    "ngay": Order(("as_of", "pk")),
    "so": Order(("notation_key", "number_key", "pk")),
    "-so": Order(("notation_key", "number_key", "pk"), is_downwards=True),
}
BY_DEADLINE = Order(("due_key", "pk"))
OFFICIAL = {  # the four that a State report counts (Báo cáo 1270/BC-TCTTTg)
    "xong-dung-han": ("Hoàn thành đúng hạn", [Timeliness.DONE]),
    "xong-qua-han": ("Hoàn thành quá hạn", [Timeliness.DONE_LATE]),
    "trong-han": (
        "Chưa hoàn thành, trong hạn",
        [Timeliness.SOON, Timeliness.UNREAD, Timeliness.OPEN, Timeliness.NO_DEADLINE],
    ),
    "qua-han": ("Chưa hoàn thành, quá hạn", [Timeliness.LATE]),
}
LABELS_OF = {  # by the word for them in addresses
    **OFFICIAL,
    "tre": ("Quá hạn, cả việc đã hoàn thành", [Timeliness.LATE, Timeliness.DONE_LATE]),
}
LACKING = {
    "minh-chung": "Đã hoàn thành, không có minh chứng",
    "han": "Chưa xong, không có thời hạn",
    "im-lang": "Chưa xong, lâu không có báo cáo",
}
SILENT_DAYS = 30


def register_shown(reach, asked) -> RegisterFilter:
    """What the register shows to whoever asks that: on the page, as a file and on paper."""
    reach.require(Verb.READ)
    return RegisterFilter(asked, reach=reach, sort=sort_of(reach, asked))


def sort_of(reach, asked) -> str:
    """By number only for an office: a body receives from many committees, whose numbers say nothing together."""
    sort = asked.get("xep", "")
    return sort if sort in SORTS and (reach.grant(Verb.READ).committees or "so" not in sort) else "-ngay"


class WorklistFilter(StrictFilterSet):
    """Which work is shown; `qs` and `walk` as of the register. Without a word on how the work stands it is the open work,
    with `tat_ca` also what is done."""

    status = django_filters.ChoiceFilter(
        label="Tiến độ", choices=Timeliness.choices[:-1], empty_label="Tất cả", method="by_way"
    )
    attention = django_filters.ChoiceFilter(
        label="Mức nhắc", choices=Rung.choices, empty_label="Tất cả", method="by_way"
    )
    state = django_filters.ChoiceFilter(
        label="Tình trạng xử lý", choices=State.choices, empty_label="Tất cả", method="by_way"
    )
    part = django_filters.ChoiceFilter(label="Vai trò", choices=Part.choices, empty_label="Tất cả")
    q = django_filters.CharFilter(label="Cơ quan hoặc số văn bản", method="by_way")
    linh_vuc = django_filters.ChoiceFilter(
        label="Lĩnh vực", field_name="field", choices=FieldOfWork.choices, empty_label="Tất cả"
    )
    nhan = django_filters.ChoiceFilter(
        choices=[(name, label) for name, (label, _) in LABELS_OF.items()], method="by_way", widget=forms.HiddenInput
    )
    body = KeyFilter(method="by_way")
    cua = KeyFilter(method="by_way")
    cap_uy = KeyFilter(method="by_way")
    directive = KeyFilter(method="by_way")
    ky = django_filters.CharFilter(method="due_in", widget=forms.HiddenInput)
    thieu = django_filters.ChoiceFilter(choices=list(LACKING.items()), method="by_way", widget=forms.HiddenInput)
    im_lang = django_filters.NumberFilter(method="by_way", min_value=0, max_value=3650, widget=forms.HiddenInput)
    tat_ca = django_filters.BooleanFilter(method="by_way", widget=forms.HiddenInput)
    luc = django_filters.ChoiceFilter(choices=[("giao", "Giao ban đầu")], method="by_way", widget=forms.HiddenInput)

    class Meta:
        model = Assignment
        fields: list[str] = []

    def __init__(self, data, *, reach):
        self.reach = reach
        rows = Assignment.objects.for_lists().with_origins().order_by("due_key", "pk")
        super().__init__(data, queryset=rows, on=reach.on)

    def filter_queryset(self, queryset):
        return super().filter_queryset(self.reach.rows(queryset)).filter(any_of(self.whose), any_of(self.how_it_stands))

    @property
    def walk(self) -> Walk:
        if not self.is_valid():
            return Walk([], BY_DEADLINE)
        rows = super().filter_queryset(Assignment.objects.as_rows())
        if self.is_narrowed:
            rows = self.reach.rows(rows)
        ways = [rows.filter(whose, stands) for whose in self.whose for stands in self.how_it_stands]
        return Walk([Way(way) for way in ways], BY_DEADLINE)

    def by_way(self, queryset, name, value):
        return queryset

    @property
    def is_narrowed(self) -> bool:
        """To work of which it is still to be asked whether it is within reach."""
        said = self.form.cleaned_data
        return bool(said["q"].strip()) or any(said[name] is not None for name in ("body", "cua", "directive"))

    @cached_property
    def whose(self) -> list[Q]:
        """The work of one body, of what it follows, of one dispatch or of one tree; or all that is reached. Each is one way."""
        said = self.form.cleaned_data
        narrow = [
            [Q(body=said["body"])] if said["body"] is not None else [],
            [Q(body=said["cua"]), Q(overseer=said["cua"])] if said["cua"] is not None else [],
            [Q(directive=said["directive"])] if said["directive"] is not None else [],
            self.said_in_words(said["q"]) if said["q"].strip() else [],
            self.ways_of(self.reach.tree(int(said["cap_uy"]))) if said["cap_uy"] is not None else [],
        ]
        ways = [some for some in narrow if some] or [self.ways_of(self.reach.grant(Verb.READ))]
        first, *rest = ways
        return [way & all_of(any_of(some) for some in rest) for way in first]

    @staticmethod
    def ways_of(grant: Grant) -> list[Q]:
        if grant.everything:
            return [Q()]
        return [Assignment.rows_within(way) for way in grant.ways] or [NOTHING]

    def said_in_words(self, words: str) -> list[Q]:
        """Of a body by any name, also of what it took over from a body of that name; or of dispatches with that number."""
        folded = fold(words)
        bodies = list(Body.objects.called(words).values_list("pk", flat=True).order_by("pk")[: MOST_BODIES + 1])
        some = bodies if len(bodies) <= MOST_BODIES else Body.objects.called(words).values("pk")
        inherited = Assignment.objects.filter(is_inherited=True, replaces__body__in=some)
        coded = self.reach.rows(Directive.objects.filter(folded_code__contains=folded))
        narrowed = search.Narrowing(grant=self.reach.grant(Verb.READ))
        found = list(search.find(coded, words, narrowed).values_list("pk", flat=True)) if DIGIT.search(words) else []
        each = [Q(body=pk) for pk in bodies] if len(bodies) <= MOST_WAYS else [Q(body__in=some)]
        ways = [
            *each,
            *([Q(pk__in=inherited.values("pk"))] if bodies else []),
            *([Q(directive__in=found)] if found else []),
        ]
        return ways or [NOTHING]

    @cached_property
    def how_it_stands(self) -> list[Q]:
        """Each of these is one stretch of the order of deadlines; together they are what was asked for."""
        said = self.form.cleaned_data
        asked = [
            stretches(said["status"], self.on) if said["status"] else [],
            [found for label in LABELS_OF[said["nhan"]][1] for found in stretches(label, self.on)]
            if said["nhan"]
            else [],
            rungs(said["attention"], self.on) if said["attention"] else [],
            [Q(state=said["state"])] if said["state"] else [],
            [lacking(said["thieu"], self.on, int(said["im_lang"] or SILENT_DAYS))] if said["thieu"] else [],
        ]
        if said["luc"]:
            asked.append([Q(is_inherited=False, state__in=CHARGED_STATES)])
        asked = [some for some in asked if some]
        if not asked:
            is_all = said["tat_ca"] or said["ky"] or self.is_narrowed
            return [Q(unfinished=True), *([Q(state=State.DONE)] if is_all else [])]
        first, *rest = asked
        return [way & all_of(any_of(some) for some in rest) for way in first]

    def due_in(self, queryset, name, value):
        """Work that falls due in a year ("2026") or a month ("2026-11")."""
        days = days_of(value)
        return queryset.filter(due_on__isnull=False, due_key__range=days) if days else queryset.none()


def lacking(what: str, on: datetime.date, days: int) -> Q:
    """What the data lacks (LACKING)."""
    if what == "minh-chung":
        return Q(state=State.DONE, is_evidenced=False)
    if what == "han":
        return Q(unfinished=True, due_key=NEVER)
    return Q(unfinished=True, heard_on__lt=on - datetime.timedelta(days=days)) & ~Q(state=State.REPORTED)


MOST_WAYS = 5
DIGIT = re.compile(r"[0-9]")
NOTHING = Q(pk__in=[])


def any_of(some: Iterable[Q]) -> Q:
    return reduce(or_, some)


def all_of(some: Iterable[Q]) -> Q:
    return reduce(and_, some, Q())


PERIOD = re.compile(r"(?!0000)([0-9]{4})(?:-(0[1-9]|1[0-2]))?")


def days_of(period: str) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day of "2026" or "2026-11"; None of anything else."""
    if not (said := PERIOD.fullmatch(period)):
        return None
    year, first, last = int(said[1]), int(said[2] or 1), int(said[2] or 12)
    return datetime.date(year, first, 1), datetime.date(year, last, calendar.monthrange(year, last)[1])


def worklist_shown(reach, asked) -> WorklistFilter:
    """What the worklist shows to whoever asks that: on the page, as a file and on paper."""
    reach.require(Verb.READ)
    return WorklistFilter(asked, reach=reach)


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
