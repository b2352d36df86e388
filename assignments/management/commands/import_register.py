"""Checks, enters or undoes one old register, in a process of its own."""

from assignments.old_register import REGISTER
from provinces.exchange.running import ImportCommand


class Command(ImportCommand):
    kind = REGISTER
