"""WHO: the rows."""

from provinces.journal import Entry, JournalHead
from provinces.models.absences import Absence
from provinces.models.bodies import Body, BodyAlias, BodyHistory, BodyKind, BodySuccession, Level
from provinces.models.imports import Import, ImportRow
from provinces.models.people import Post, Role, User
from provinces.models.provinces import Province
from provinces.models.recipient_lists import (
    ListInclusion,
    ListRule,
    Membership,
    RecipientList,
    RecipientListAlias,
)
from provinces.models.submissions import Submission
from provinces.models.terms import Term

__all__ = [
    "Absence",
    "Body",
    "BodyAlias",
    "BodyHistory",
    "BodyKind",
    "BodySuccession",
    "Entry",
    "Import",
    "ImportRow",
    "JournalHead",
    "Level",
    "ListInclusion",
    "ListRule",
    "Membership",
    "Post",
    "Province",
    "RecipientList",
    "RecipientListAlias",
    "Role",
    "Submission",
    "Term",
    "User",
]
