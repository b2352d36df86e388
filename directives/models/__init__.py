"""WHAT: the rows."""

from directives.models.attachments import Attachment, DraftFile
from directives.models.citations import Citation
from directives.models.directives import Directive
from directives.models.drafts import Draft
from directives.models.recipients import Recipient, RecipientLine
from directives.models.requirements import Requirement
from directives.models.scans import Scan
from directives.models.search import SearchRow

__all__ = [
    "Attachment",
    "Citation",
    "Directive",
    "Draft",
    "DraftFile",
    "Recipient",
    "RecipientLine",
    "Requirement",
    "Scan",
    "SearchRow",
]
