"""How long does a page take when the register is full? Builds the registers that are missing, measures each through the
whole stack in a process of its own, and prints one table with its goals (see assignments/bench)."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from assignments.bench import building, engines, recurring, report, running

OUTDATED = 3


class Command(BaseCommand):
    help = "Đo thời gian phản hồi của các trang khi sổ đầy."

    def add_arguments(self, parser):
        parser.add_argument("--directives", type=int, default=10_000, help="Số văn bản trong sổ.")
        parser.add_argument("--against", type=int, help="Đo thêm với chừng ấy văn bản rồi so sánh.")
        parser.add_argument("--engine", choices=engines.ENGINES, help="Mặc định: lần lượt cả hai.")
        parser.add_argument("--directory", type=int, default=20_000, help="Số cơ quan thêm vào danh bạ, ở năm tỉnh.")
        parser.add_argument("--json", action="store_true", help="In kết quả thành JSON thay cho bảng.")
        parser.add_argument("--port", type=int, default=8102, help="Cổng của gunicorn khi đo.")
        parser.add_argument(
            "--minute", type=float, default=20, help="Năm mươi người cùng làm việc trong bao nhiêu giây."
        )
        parser.add_argument("--build", action="store_true", help="Chỉ dựng dữ liệu, không đo.")
        parser.add_argument("--daily", type=int, help="Chỉ đo việc hằng ngày với chừng ấy nhiệm vụ định kỳ đang mở.")
        parser.add_argument("--here", action="store_true", help="Đo cơ sở dữ liệu của chính tiến trình này.")

    def handle(self, *args, **options):
        if options["daily"]:
            self.daily(options["daily"])
        elif options["here"]:
            self.measure(options)
        else:
            self.compare(options)

    def compare(self, options) -> None:
        sizes = [size for size in (options["directives"], options["against"]) if size]
        found = {}
        for engine in [options["engine"]] if options["engine"] else engines.ENGINES:
            with engines.serving(engine) as server:
                found[engine] = {size: self.in_a_child(engine, server, size, options) for size in sizes}
        if not options["build"]:
            self.tell_all(found, options["json"])

    def tell_all(self, found: dict[str, dict[int, dict]], as_json: bool) -> None:
        if not as_json:
            for engine, runs in found.items():
                self.stdout.write("\n".join(report.lines(engine, runs)))
            return
        every = {f"{engine}/{size}": run for engine, runs in found.items() for size, run in runs.items()}
        self.stdout.write(json.dumps(every if len(every) > 1 else next(iter(every.values())), ensure_ascii=False))

    def in_a_child(self, engine: str, server: str, size: int, options) -> dict:
        """What a process of its own finds, whose only database is the measured one."""
        said = ["--here", "--directives", str(size), "--directory", str(options["directory"])]
        said += ["--port", str(options["port"]), "--minute", str(options["minute"])]
        said += ["--build"] if options["build"] else []
        command = [sys.executable, sys.argv[0], "bench", *said]
        for _ in range(2):
            address = engines.database(engine, server, size)
            env = {**os.environ, "DATABASE_URL": address, "SITE_URL": "http://127.0.0.1"}
            done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True)  # noqa: S603
            if done.returncode != OUTDATED:
                break
            engines.discard(engine, server, size)
        if done.returncode:
            raise CommandError(f"{engine}, {size} văn bản: không đo được, xem lỗi ở trên.")
        return json.loads(done.stdout)

    def measure(self, options) -> None:
        try:
            building.ready(options["directives"], options["directory"], self.tell)
        except building.Outdated:
            sys.exit(OUTDATED)
        found = (
            {}
            if options["build"]
            else running.run(options["directives"], options["port"], options["minute"], self.tell)
        )
        self.stdout.write(json.dumps(found, ensure_ascii=False))

    def tell(self, said: str) -> None:
        self.stderr.write(f"{connection.vendor}: {said}", self.style.NOTICE)

    def daily(self, count: int) -> None:
        """In a test database that is taken away again."""
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            for said in recurring.mornings(count):
                self.stdout.write(f"{connection.vendor}: {said}")
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
