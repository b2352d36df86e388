"""Checks, carries out or undoes one workbook of the directory, in a process of its own."""

from provinces.exchange.directory import DIRECTORY
from provinces.exchange.running import ImportCommand


class Command(ImportCommand):
    kind = DIRECTORY
