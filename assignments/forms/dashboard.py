"""Which figures does a leader want to see? The few choices above the dashboard, each of them an address."""

from __future__ import annotations

from typing import cast

from django import forms
from django.http import Http404

from assignments.choices import Choice, DuePeriod
from assignments.dashboards import SILENCES
from directives.models import Directive
from directives.vocabulary import FieldOfWork
from provinces.models import Body

MOST_COMMITTEES = 200


class PeriodField(forms.TypedChoiceField):
    """Months and years to choose from; an address may name any other."""

    def valid_value(self, value) -> bool:
        return DuePeriod.of(str(value)) is not None


class DashboardForm(forms.Form):
    cap_uy = forms.TypedChoiceField(label="Cấp ủy", coerce=int, empty_value=None, required=False)
    cua = forms.TypedChoiceField(label="Đơn vị", coerce=int, empty_value=None, required=False)
    linh_vuc = forms.ChoiceField(
        label="Lĩnh vực", required=False, choices=[("", "Tất cả lĩnh vực"), *FieldOfWork.choices]
    )
    ky = PeriodField(label="Hạn trong kỳ", coerce=DuePeriod.of, empty_value=None, required=False)
    im_lang = forms.TypedChoiceField(
        label="Không có báo cáo từ",
        coerce=int,
        empty_value=None,
        required=False,
        choices=[(days, f"{days} ngày") for days in SILENCES],
    )
    co_quan = forms.IntegerField(required=False, widget=forms.HiddenInput)
    van_ban = forms.IntegerField(required=False, widget=forms.HiddenInput)
    luc = forms.ChoiceField(required=False, choices=[("giao", "")], widget=forms.HiddenInput)

    def __init__(self, data, *, reach):
        self.reach, self.grant = reach, reach.grant("READ")
        self.home = next(
            (post.body.committee for post in reach.posts if post.body.committee_id in self.grant.committees), None
        )
        self.own = [post.body for post in reach.posts if post.body_id in self.grant.bodies]
        # what is not chosen stands at what is shown without a choice
        super().__init__({"im_lang": 30, "cap_uy": self.home.pk if self.home else "", **data.dict()}, auto_id="chon_%s")
        self.offer("cap_uy", self.committees())
        self.offer("cua", {body.pk: str(body) for body in self.own})
        self.select("ky").choices = periods(reach.on, self.data.get("ky", ""))
        self.full_clean()

    def committees(self) -> dict[int, str]:
        """One's own committee and those right below it, and the one that was asked for."""
        if not self.home:
            return {}
        near = (
            Body.objects.committees().filter(pk__in=self.grant.committees, parent=self.home).order_by("sort_key", "pk")
        )
        asked = str(self.data.get("cap_uy", ""))
        known = {self.home.pk: str(self.home), **dict(near.values_list("pk", "name")[:MOST_COMMITTEES])}
        for pk in self.grant.committees - known.keys():
            if str(pk) == asked:
                known[pk] = str(Body.objects.get(pk=pk))
        return known

    def offer(self, name: str, known: dict[int, str]) -> None:
        """Nothing to choose from needs no control; what is beyond reach is not there."""
        asked = str(self.data.get(name, ""))
        if asked.isdecimal() and asked not in map(str, known):
            raise Http404
        none = [("", "—")] if name == "cua" and self.home else []
        self.select(name).choices = [*none, *known.items()]
        if len([*none, *known]) < 2:
            self.fields[name].widget = forms.HiddenInput()

    def select(self, name: str) -> forms.ChoiceField:
        return cast(forms.ChoiceField, self.fields[name])

    def chosen(self, name: str):
        return self.cleaned_data.get(name)

    @property
    def silence(self) -> int:
        return self.chosen("im_lang") or 30

    def choice(self) -> Choice:
        """What is mistyped counts as not chosen; the form says so beside it."""
        narrowed = Choice(field=self.chosen("linh_vuc") or "", period=self.chosen("ky"))
        focal = next((body for body in self.own if body.pk == self.chosen("cua")), None)
        if self.home and not focal:
            committee = Body.objects.get(pk=self.chosen("cap_uy") or self.home.pk)
            tree = self.reach.tree(committee.pk)
            tops, others = tuple(sorted(tree.tops)), tuple(sorted(tree.others))
            narrowed = narrowed.but(committee=committee, tops=tops, others=others)
        elif focal or self.own:
            focal = focal or self.own[0]
            narrowed = narrowed.but(focal=focal)
        return narrowed.but(body=self.body_within(narrowed.but(field="", period=None)), directive=self.directive())

    def body_within(self, scope: Choice) -> Body | None:
        """A body of the tree, or one that has work of the scope; any other is not there."""
        if not self.chosen("co_quan"):
            return None
        row = Body.objects.filter(pk=self.chosen("co_quan")).first()
        if row is None:
            raise Http404
        is_below = row == scope.focal or (scope.committee is not None and row.stands_below(scope.committee))
        if not (is_below or any(work.exists() for work in scope.but(body=row).rows)):
            raise Http404
        return row

    def directive(self) -> Directive | None:
        if not self.chosen("van_ban"):
            return None
        return self.reach.fetch(Directive.objects.defer("text", "dissemination"), pk=self.chosen("van_ban"))


def periods(on, asked: str) -> list:
    """This year, the one after and the two before, each with its months; and the one that was asked for."""
    offered: list = [("", "Mọi thời gian")]
    for year in range(on.year + 1, on.year - 3, -1):
        whole = DuePeriod(str(year))
        offered.append((str(whole), [(period, str(DuePeriod(period))) for period in (whole.key, *whole.months)]))
    period = DuePeriod.of(asked)
    if period and not on.year - 2 <= period.first.year <= on.year + 1:
        offered.append((asked, str(period)))
    return offered
