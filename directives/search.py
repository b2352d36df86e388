"""Which dispatches hold these words? Folded: typed with or without accents, in any case, with either tone placement.

What a dispatch says is kept as one line of folded words, a blank before and after each; a search looks for the words in
it. So both databases give the same rows, and nothing the user types is ever an operator.
"""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet

from directives.models import Directive
from provinces.models.bodies import other_names
from provinces.vietnamese import fold

MOST_WORDS = 12
MOST_NAMES = 12
NUMBER = re.compile(r"([0-9]{1,7})\s*-?\s*([a-z]{1,6})\s*/?\s*([a-z]{1,10})")


def index(directive: Directive) -> None:
    """Keeps what the search looks through: number, subject, people, recipients, requirements and text of one dispatch."""
    said = [
        directive.code,
        directive.subject,
        directive.issuer,
        directive.signatory,
        directive.place,
        *(line.text for line in directive.lines.all()),
        *(requirement.text for requirement in directive.requirements.all()),
        directive.text,
    ]
    directive.search_text = f" {' '.join(words_of(' '.join(said)))} "
    Directive.objects.filter(pk=directive.pk).update(search_text=directive.search_text)


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def find(directives: QuerySet[Directive], typed: str) -> QuerySet[Directive]:
    """The dispatches that hold everything typed; the last word may be the beginning of one. The name of a body finds
    what names it otherwise: as it was called before, or as those it took over from. The texts are read once, however
    often the caller then counts and pages."""
    wanted = Q()
    for term in terms(typed):
        wanted &= Q(search_text__contains=term)
    for name in sorted(other_names(typed))[:MOST_NAMES]:
        wanted |= Q(search_text__contains=f" {' '.join(words_of(name))} ")
    found = directives.order_by().filter(wanted)
    return directives.filter(pk__in=list(found.values_list("pk", flat=True)))


def terms(typed: str) -> list[str]:
    """What to look for: a document number ("143-CV/TU", "143 cv tu") or a quoted phrase as one, the rest word by word."""
    folded = fold(typed)
    if number := NUMBER.fullmatch(folded):
        count, kind, issuer = number.groups()
        return [f" {int(count):02d} {kind} {issuer} "]
    phrases = [
        f" {' '.join(words)} " for quoted in re.findall(r'"([^"]{1,200})"', folded) if (words := words_of(quoted))
    ]
    words = [f" {word}" for word in words_of(re.sub(r'"[^"]{0,200}"', " ", folded))]
    whole = [f"{word} " for word in words[:-1]] + words[-1:]
    found = (phrases + whole)[:MOST_WORDS]
    return found if found or not typed.strip() else [NEVER]


NEVER = " \x1f "  # signs without a word find nothing, rather than everything
