"""Are the figures what the rows say? Counts everything anew beside what is kept, and changes nothing."""

from django.core.management.base import BaseCommand, CommandError

from assignments import counting


class Command(BaseCommand):
    help = "Đối chiếu số liệu đang lưu với số đếm lại từ đầu; --repair thay bằng số đếm lại."

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true")

    def handle(self, *args, **options):
        found = counting.differences()
        for line in found:
            self.stderr.write(line)
        if found and options["repair"]:
            counting.recount()
            self.stdout.write("Đã thay bằng số đếm lại.")
        elif found:
            raise CommandError(f"{len(found)} số liệu không khớp.")
        else:
            self.stdout.write("Số liệu khớp với nhiệm vụ.")
