from django.core.management.base import BaseCommand
from django.utils import timezone

from assignments import mailing


class Command(BaseCommand):
    help = "Gửi thư thông báo đang chờ. Chạy bao nhiêu lần cũng được; mỗi người nhận nhiều nhất một thư mỗi ngày."

    def handle(self, *args, **options):
        done = mailing.send_due(timezone.localdate())
        self.stdout.write(f"Đã gửi {done.sent} thư; {done.failed} thư chưa gửi được.")
