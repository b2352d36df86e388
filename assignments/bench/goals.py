"""Is it fast enough? Every goal as a ratio of two things that one run measured; what it may be, and what it is."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assignments.bench.pages import SEARCHES

MAIN = ("register", "register, deep", "directive", "worklist", "dashboard")
FLAT = ("register", "directive", "worklist", "assignment", "dashboard", "today")  # how the names of flat pages begin
CLASSES = tuple(f"search, {name}" for name in (*SEARCHES, "number"))


@dataclass(frozen=True)
class Goal:
    what: str
    limit: float
    value: float | None  # None: not measured in this run
    at_least: bool = False
    which: str = ""  # of several, the worst

    @property
    def is_reached(self) -> bool | None:
        if self.value is None:
            return None
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def goals(run: dict, base: dict | None = None) -> list[Goal]:
    """Of a run, and of one with fewer dispatches where there is one."""
    return [*against_fewer(run, base), *beside_the_empty_page(run), *beside_the_yardsticks(run), *of_writes(run)]


def ratio(one: float | None, other: float | None) -> float | None:
    return None if one is None or not other else one / other


def ms(run: dict, name: str) -> float | None:
    return run.get(name, {}).get("ms")


def beside_empty(run: dict, name: str) -> float | None:
    return ratio(ms(run, name), ms(run, "empty"))


def worst(names, value: Callable[[str], float | None]) -> tuple[float | None, str]:
    known = [(found, name) for name in names if (found := value(name)) is not None]
    return max(known) if known else (None, "")


def against_fewer(run: dict, base: dict | None) -> Iterator[Goal]:
    """A page beside the empty one of its own run: so a busier hour of the machine is no slower program."""

    def growth(name: str) -> float | None:
        return ratio(beside_empty(run, name), beside_empty(base, name)) if base else None

    value, which = worst(MAIN, growth)
    yield Goal("trang chính so với sổ nhỏ", 1.2, value, which=which)
    value, which = worst([name for name in run if name.startswith(FLAT)], growth)
    yield Goal("trang, cách lọc, cách xếp chậm nhất so với sổ nhỏ", 2, value, which=which)
    yield Goal(
        "sổ văn bản, trang sâu nhất so với trang đầu", 1.2, ratio(ms(run, "register, deep"), ms(run, "register"))
    )


def beside_the_empty_page(run: dict) -> Iterator[Goal]:
    for name, label, limit in (
        ("register", "sổ văn bản", 2), ("directive", "văn bản", 2.2), ("worklist", "nhiệm vụ", 2.5),
        ("dashboard", "bảng theo dõi", 3),
    ):  # fmt: skip
        yield Goal(f"{label} so với trang trống", limit, beside_empty(run, name))
    value, which = worst(CLASSES, lambda name: beside_empty(run, name))
    yield Goal("tìm kiếm, loại từ chậm nhất so với trang trống", 5, value, which=which)
    known = [found for name in CLASSES if (found := ms(run, name)) is not None]
    value = max(known) / statistics.median(known) if known else None
    yield Goal("tìm kiếm, loại từ chậm nhất so với loại trung bình", 3, value, which=which)


def beside_the_yardsticks(run: dict) -> Iterator[Goal]:
    for name, own, label, limit in (
        ("list", "register", "danh sách", 40), ("deep page", "register, deep", "trang sâu", 150),
        ("filter", "register, kind CV", "lọc", 20), ("search", "search, one in twenty", "tìm", 400),
    ):  # fmt: skip
        yield Goal(f"admin của Django chậm hơn, {label}", limit, ratio(ms(run, f"admin: {name}"), ms(run, own)), True)
    in_sql = run.get("dashboard", {}).get("sql_ms")
    yield Goal("bảng theo dõi trong CSDL so với đọc bốn dòng", 4, ratio(in_sql, ms(run, "sql: four rows")))
    yield Goal("tính tại chỗ chậm hơn bảng theo dõi", 50, ratio(ms(run, "sql: live dashboard"), in_sql), True)
    yield Goal("số liệu khác với đếm lại", 0, run.get("recount", {}).get("differences"))


def of_writes(run: dict) -> Iterator[Goal]:
    some, many = run.get("register 32", {}), run.get("register 480", {})
    yield Goal("vào sổ 32 nhiệm vụ so với ghi một dòng", 15, ratio(ms(run, "register 32"), ms(run, "commit")))
    yield Goal("câu lệnh vào sổ 480 so với 32 nhiệm vụ", 1, ratio(many.get("queries"), some.get("queries")))
    yield Goal("vào sổ lâu nhất, mili giây", 100, some.get("most"))
    yield Goal("nộp báo cáo so với ghi một dòng", 4, ratio(ms(run, "report"), ms(run, "commit")))
    yield Goal("báo cáo mỗi giây, 8 người một cấp ủy", 500, run.get("writers", {}).get("per_second"), True)
    yield Goal("báo cáo không ghi được khi 8 người cùng ghi", 0, run.get("writers", {}).get("failed"))
    crowd = run.get("crowd", {})
    alone = [found for name in ("register", "directive", "worklist", "dashboard", "search")
             if (found := ms(run, f"http: {name}")) is not None]  # fmt: skip
    one = statistics.median(alone) if alone else None
    yield Goal("50 người: số lỗi", 0, crowd.get("errors"))
    yield Goal("50 người: p95 khi đọc so với một người", 10, ratio(crowd.get("read_p95"), one))
