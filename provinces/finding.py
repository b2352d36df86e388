"""Which bodies and lists may the words in a field mean? Exact names first, then nearby ones, in one question.

The names are compared folded (no case, no accents). Four parts are asked at once (lists, their printed forms, bodies,
their other names), each ranked and cut off by the database. Only when they hold nothing does the same question answer
with names of which some word agrees; among these the ones nearest to what was typed are kept, so that a slip of one
letter or two swapped letters still leads to the name.
"""

from __future__ import annotations

import datetime
import difflib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, CharField, DateField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Abs, Cast, Length, Replace
from django.utils.dateparse import parse_date

from provinces.models import Body, BodyAlias, Level, RecipientList, RecipientListAlias
from provinces.policy import Verb
from provinces.vietnamese import fold

MOST_SUGGESTIONS = 12
OF_EACH_PART = 24  # more than are shown, for a body may answer by its name and by another name
SIMILAR = 200  # names looked at letter by letter, when no name holds what was typed
ALIKE = 0.78  # below this likeness a name is another name
ALIKE_RANK, ANOTHER_TREE = 9, 90
COLUMNS = ("is_body", "number", "found", "hint", "parent_name", "province_name", "at_level", "ended_on", "rank", "far",
           "size", "order")  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A body or a list that the words may mean. `hint` tells it from its namesakes; `near`: similar, not the same."""

    number: int
    is_body: bool
    name: str
    hint: str
    near: bool = False


@dataclass
class Row:
    """One answer of the database, in the order of COLUMNS."""

    is_body: int
    number: int
    name: str
    alias: str
    parent: str | None
    province: str | None
    level: str
    ended_on: datetime.date | str | None
    rank: int
    far: int
    size: int
    order: str

    @property
    def place(self) -> tuple:
        return (self.rank, self.far, self.size, self.order, self.is_body, self.number)


def suggest(reach, words: str, *, ended: bool = False, only_bodies: bool = False) -> list[Found]:
    """What a field suggests to this person: one's own directory, and the central bodies, which everybody writes to."""
    if not reach.may(Verb.CONSULT_DIRECTORY):
        return []
    standing = Body.objects.all() if ended else Body.objects.on(reach.on)
    bodies = reach.rows(standing, Verb.CONSULT_DIRECTORY) | standing.filter(level=Level.CENTRAL)
    lists = None if only_bodies else reach.rows(RecipientList.objects.filter(closed_on=None), Verb.CONSULT_DIRECTORY)
    return find(words, bodies=bodies, lists=lists, home=reach.home)


def find(
    words: str,
    *,
    bodies: QuerySet[Body],
    lists: QuerySet[RecipientList] | None = None,
    home: Body | None = None,
    most: int = MOST_SUGGESTIONS,
) -> list[Found]:
    """The best of these bodies and lists; of equally good ones those under `home`, then those near it in the tree."""
    words = fold(words[:400])[:100]
    if len(words) < 2:
        return []
    rows = sorted(ask(Parts(words, bodies, lists, home)), key=lambda row: row.place)
    if rows and rows[0].rank == ALIKE_RANK:
        rows = nearest(words, rows)
    best = {(row.is_body, row.number): row for row in reversed(rows)}
    shown = [row for row in rows if best[row.is_body, row.number] is row][:most]
    namesakes = Counter(row.name for row in shown)
    return [
        Found(row.number, bool(row.is_body), row.name, hint(row, namesakes[row.name] > 1), row.rank == ALIKE_RANK)
        for row in shown
    ]


def hint(row: Row, has_namesake: bool) -> str:
    """What stands small beside the name: the abbreviation that was typed, or where the body belongs, and its end."""
    if not row.is_body:
        return f"danh sách, {row.parent}" if has_namesake else row.alias or "danh sách"
    said = [row.alias]
    if has_namesake or not row.alias:
        said.append(row.parent or row.province or Level(row.level).label)
    if has_namesake and row.parent and row.province:
        said.append(row.province)
    if row.ended_on:
        said.append(f"đến {day(row.ended_on):%d/%m/%Y}")
    return ", ".join(word for word in said if word)


def day(value: datetime.date | str) -> datetime.date:
    """SQLite answers a bare question with the letters of a date."""
    return value if isinstance(value, datetime.date) else parse_date(value)  # type: ignore[return-value]


def nearest(words: str, rows: Iterable[Row]) -> list[Row]:
    """The rows whose name, or whose beginning or end of as many words, is nearly what was typed; best first."""
    count, matcher = len(words.split()), difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(words)
    scored = []
    for row in rows:
        name = fold(row.name)
        parts = name.split()
        score = max(likeness(matcher, said) for said in {name, " ".join(parts[:count]), " ".join(parts[-count:])})
        if score >= ALIKE:
            scored.append((-score, row.place, row))
    return [row for *_, row in sorted(scored, key=lambda found: found[:2])]


def likeness(matcher: difflib.SequenceMatcher, name: str) -> float:
    matcher.set_seq1(name)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


class Parts:
    """The parts of the one question, each a ranked and limited queryset of COLUMNS."""

    def __init__(self, words: str, bodies: QuerySet[Body], lists: QuerySet[RecipientList] | None, home: Body | None):
        self.words, self.bodies, self.lists, self.home = words, bodies.order_by(), lists, home

    @property
    def hits(self) -> list[QuerySet]:
        """Every row that holds the words."""
        aliases = BodyAlias.objects.filter(body__in=self.bodies.values("pk"))
        parts = [self.of_bodies(self.bodies), self.of_bodies(aliases, "body__", F("name"))]
        if self.lists is not None:
            printed = RecipientListAlias.objects.filter(recipient_list__in=self.lists.order_by().values("pk"))
            parts += [self.of_lists(self.lists), self.of_lists(printed, "recipient_list__", F("name"))]
        return [self.ranked(rows.filter(folded__contains=self.words)) for rows in parts]

    @property
    def alike(self) -> list[QuerySet]:
        """Rows of which one word agrees, those first of which most do."""
        parts = [self.of_bodies(self.bodies)]
        if self.lists is not None:
            parts.append(self.of_lists(self.lists))
        return [self.similar(rows) for rows in parts]

    def of_bodies(self, rows: QuerySet, to: str = "", alias=None) -> QuerySet:
        own = Q(**{f"{to}parent": self.home.pk}) if self.home else Q()
        return rows.annotate(
            is_body=Value(1),
            number=F(f"{to}pk"),
            found=F(f"{to}name"),
            hint=alias or nothing(),
            parent_name=F(f"{to}parent__name"),
            province_name=F(f"{to}province__full_name"),
            at_level=F(f"{to}level"),
            ended_on=F(f"{to}valid_to"),
            far=self.distance(own, f"{to}path"),
            order=F(f"{to}sort_key"),
        )

    def of_lists(self, rows: QuerySet, to: str = "", alias=None) -> QuerySet:
        own = Q(**{f"{to}committee": self.home.pk}) if self.home else Q()
        return rows.annotate(
            is_body=Value(0),
            number=F(f"{to}pk"),
            found=F(f"{to}name"),
            hint=alias or nothing(),
            parent_name=F(f"{to}committee__name"),
            province_name=nothing(),
            at_level=nothing(),
            ended_on=Cast(Value(None), DateField()),
            far=self.distance(own, f"{to}committee__path"),
            order=F(f"{to}sort_key"),
        )

    def distance(self, own: Q, path: str):
        """Steps through the tree from the person's committee; its direct children come before everything."""
        if self.home is None:
            return Value(0)
        steps, depth = self.home.path.strip("/").split("/"), Length(path) - Length(Replace(path, Value("/"), Value("")))
        tops = [(len(steps) - above, "/".join(["", *steps[: len(steps) - above], ""])) for above in range(len(steps))]
        ways = [When(**{f"{path}__startswith": top}, then=depth + (len(steps) - 2 * level)) for level, top in tops]
        return Case(When(own, then=0), *ways, default=ANOTHER_TREE, output_field=IntegerField())

    def ranked(self, rows: QuerySet) -> QuerySet:
        """The very name, its beginning, the beginning of a word in it, anything in it; then near, then short."""
        rank = Case(
            When(folded=self.words, then=0),
            When(folded__startswith=self.words, then=1),
            When(folded__contains=f" {self.words}", then=2),
            default=3,
            output_field=IntegerField(),
        )
        rows = rows.annotate(rank=rank, size=Length("folded"))
        return rows.order_by("rank", "far", "size", "order", "pk").values_list(*COLUMNS)[:OF_EACH_PART]

    def similar(self, rows: QuerySet) -> QuerySet:
        typed = list(dict.fromkeys(self.words.split()))[:6]
        if len(typed) == 1:
            typed = [typed[0][:2]]  # all of it may be the slip, but hardly its beginning
        held = [Case(When(folded__contains=word, then=1), default=0) for word in typed]
        agrees = Q()
        for word in typed:
            agrees |= Q(folded__contains=word)
        rows = rows.filter(agrees).annotate(
            rank=Value(ALIKE_RANK), size=Abs(Length("folded") - len(self.words)), held=sum(held[1:], held[0])
        )
        return rows.order_by("-held", "size", "far", "order", "pk").values_list(*COLUMNS)[:SIMILAR]


def nothing():
    return Value("", output_field=CharField())


def ask(parts: Parts) -> list[Row]:
    """One question: the hits of all parts; where there are none, what is alike."""
    hits, params = together(parts.hits)
    if not hits:
        return []
    alike, more = together(parts.alike)
    question = (
        f"WITH hits AS ({hits}) SELECT * FROM hits "  # noqa: S608  all words travel as parameters
        f"UNION ALL SELECT * FROM ({alike}) AS alike WHERE NOT EXISTS (SELECT 1 FROM hits)"
    )
    with connection.cursor() as cursor:
        cursor.execute(question, [*params, *more])
        return [Row(*row) for row in cursor.fetchall()]


def together(parts: Iterable[QuerySet]) -> tuple[str, list]:
    """The querysets as one UNION ALL. SQLite allows an order and a limit in a part only inside brackets of its own."""
    asked, params = [], []
    for number, part in enumerate(parts):
        try:
            sql, given = part.query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            continue
        asked.append(f"SELECT * FROM ({sql}) AS part{number}")  # noqa: S608
        params += given
    return " UNION ALL ".join(asked), params
