"""Is the journal whole? Says every place where it is not; exit status 1 then."""

from django.core.management.base import BaseCommand, CommandError

from provinces.journal import Entry, JournalHead, broken_links


class Command(BaseCommand):
    help = "Kiểm tra chuỗi băm của nhật ký."

    def handle(self, *args, **options):
        faults = broken_links()
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"Nhật ký có {len(faults)} chỗ không khớp.")
        self.stdout.write(f"Nhật ký nguyên vẹn: {Entry.objects.count()} dòng, {JournalHead.objects.count()} chuỗi.")
