"""Writes one long list into a file, in a process of its own."""

from django.core.management.base import BaseCommand

from assignments import exporting


class Command(BaseCommand):
    help = "Ghi một danh sách dài ra tệp (chương trình tự gọi)."

    def add_arguments(self, parser):
        parser.add_argument("record", type=int)
        parser.add_argument("run", type=int)

    def handle(self, *args, **options):
        exporting.run(options["record"], options["run"])
