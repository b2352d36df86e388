"""The work of each day: run it once a day, by a timer, soon after midnight. Running it again does no harm."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assignments import daily


class Command(BaseCommand):
    help = "Làm các việc hằng ngày: mở kỳ báo cáo, nhắc việc đến hạn và quá hạn, gửi thư."

    def handle(self, *args, **options):
        figures, failed = daily.run(timezone.localdate())
        for name, number in figures.items():
            self.stdout.write(f"{name}: {number}")
        if failed:
            raise CommandError(f"Chưa xong: {', '.join(failed)}. Xem nhật ký hệ thống rồi chạy lại.")
