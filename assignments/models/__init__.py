"""BY WHOM, BY WHEN, DONE? The rows."""

from assignments.models.assignments import Assignment, Part, State
from assignments.models.papers import Paper, PaperFile, PaperKind, Snapshot
from assignments.models.reports import Evidence, Report

__all__ = [
    "Assignment",
    "Evidence",
    "Paper",
    "PaperFile",
    "PaperKind",
    "Part",
    "Report",
    "Snapshot",
    "State",
]
