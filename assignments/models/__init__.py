"""BY WHOM, BY WHEN, DONE? The rows."""

from assignments.models.assignments import Assignment, Part, State
from assignments.models.calendar import CalendarDay
from assignments.models.daily import DailyRun
from assignments.models.exports import Export
from assignments.models.extensions import ExtensionRequest
from assignments.models.figures import Count, CountedDay, Standing
from assignments.models.instructions import Asked, Instruction, Reply
from assignments.models.notices import CalendarFeed, Look, Mail, Notice, What
from assignments.models.papers import Paper, PaperFile, PaperKind, Snapshot
from assignments.models.reports import Evidence, Report

__all__ = [
    "Asked",
    "Assignment",
    "CalendarDay",
    "CalendarFeed",
    "Count",
    "CountedDay",
    "DailyRun",
    "Evidence",
    "Export",
    "ExtensionRequest",
    "Instruction",
    "Look",
    "Mail",
    "Notice",
    "Paper",
    "PaperFile",
    "PaperKind",
    "Part",
    "Reply",
    "Report",
    "Snapshot",
    "Standing",
    "State",
    "What",
]
