"""Loads the provinces, the sample bodies and the recipient lists; adds what is missing, changes nothing that is there."""

from django.core.management.base import BaseCommand

from provinces import directory
from provinces.models import Body, Province, RecipientList


class Command(BaseCommand):
    help = "Nạp danh bạ tỉnh, cơ quan và danh sách nơi nhận."

    def handle(self, *args, **options):
        directory.load()
        counts = (Province.objects.count(), Body.objects.count(), RecipientList.objects.count())
        self.stdout.write("Danh bạ: {} tỉnh, thành phố; {} cơ quan; {} danh sách nơi nhận.".format(*counts))
