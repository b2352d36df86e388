"""Dates and figures as they are written in Việt Nam, whichever language a library falls back to."""
