"""Prepares a new installation: the directory, an account for each role, and the five sample dispatches."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from assignments import samples
from directives.models import Directive


class Command(BaseCommand):
    help = "Nạp danh bạ, tài khoản theo vai trò và năm văn bản mẫu."

    def add_arguments(self, parser):
        parser.add_argument("--no-dispatches", action="store_true", help="Không nạp văn bản mẫu.")

    def handle(self, *args, **options):
        samples.load(timezone.localdate(), with_dispatches=not options["no_dispatches"])
        self.stdout.write(f"Trong sổ có {Directive.objects.count()} văn bản. Địa chỉ: {settings.SITE_URL}")
        path = samples.sign_ins()
        if path.exists():
            self.stdout.write(f"\nĐăng nhập ({path}; xóa tệp này khi đã chuyển mật khẩu):\n")
            self.stdout.write(path.read_text(encoding="utf-8"))
