"""Which dispatches hold these words? Folded: typed with or without accents, in any case, with either tone placement."""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet

from directives.models import Directive
from provinces.vietnamese import fold

MOST_WORDS = 12


def index(directive: Directive) -> None:
    """Keeps what the search looks through: number, subject, people, requirements and text of one dispatch."""
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
    directive.search_text = fold(" \n ".join(part for part in said if part))
    Directive.objects.filter(pk=directive.pk).update(search_text=directive.search_text)


def find(directives: QuerySet[Directive], words: str) -> QuerySet[Directive]:
    """The dispatches that hold every word; a number such as "143-CV/TU" or "143 cv tu" is one phrase."""
    found = directives
    for word in terms(words):
        found = found.filter(Q(search_text__contains=word))
    return found


def terms(words: str) -> list[str]:
    """What to look for: quoted phrases and document numbers whole, the rest word by word."""
    folded = fold(words)
    number = re.fullmatch(r"([0-9]{1,7})[\s-]+([a-z]{1,6})[\s/]+([a-z]{1,10})", folded)
    if number:
        count, kind, issuer = number.groups()
        return [f"{int(count):02d}-{kind}/{issuer}"]
    phrases = re.findall(r'"([^"]{1,200})"', folded)
    rest = re.sub(r'"[^"]{0,200}"?', " ", folded).split()
    return (phrases + rest)[:MOST_WORDS]
