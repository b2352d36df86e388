from django.core.management.base import BaseCommand
from django.utils import timezone

from assignments import mailing, notices


class Command(BaseCommand):
    help = "Việc hằng ngày: nhắc việc đến hạn, quá hạn và gửi thư. Chạy lại bao nhiêu lần cũng không nhắc hai lần."

    def handle(self, *args, **options):
        day = timezone.localdate()
        self.stdout.write(f"Đã ghi {notices.tell_of_the_clock(day)} thông báo.")
        done = mailing.send_due(day)
        self.stdout.write(f"Đã gửi {done.sent} thư; {done.failed} thư chưa gửi được.")
