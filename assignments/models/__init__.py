"""BY WHOM, BY WHEN, DONE? The rows."""

from assignments.models.assignments import Assignment, Part, State
from assignments.models.reports import Evidence, Report

__all__ = ["Assignment", "Evidence", "Part", "Report", "State"]
