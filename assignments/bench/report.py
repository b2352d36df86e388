"""How is it told? One table: each page at each size, then each goal with what was measured."""

from __future__ import annotations

from collections.abc import Iterator

from assignments.bench.goals import Goal, goals

HEAD = f"{'':<44}{'ms':>9}{'p95':>9}{'câu hỏi':>9}{'SQL ms':>9}{'× trống':>9}"
SAID = {True: "đạt", False: "CHƯA ĐẠT", None: "chưa đo"}


def lines(engine: str, runs: dict[int, dict]) -> Iterator[str]:
    """Of one engine: the runs by their number of dispatches, the smallest first."""
    for n, run in sorted(runs.items()):
        yield ""
        yield f"{engine}, {n} văn bản"
        yield from environment(run["on"])
        yield HEAD
        yield from (line(name, found, run) for name, found in run.items() if "ms" in found)
        for name in ("writers", "crowd", "recount"):
            if name in run:
                yield f"{name}: " + ", ".join(f"{key} {figure(value)}" for key, value in run[name].items())
    small, big = min(runs), max(runs)
    yield ""
    yield f"Mục tiêu, {engine}, {big} văn bản" + (f" so với {small}" if small != big else "")
    for goal in goals(runs[big], runs[small] if small != big else None):
        yield judged(goal)


def line(name: str, found: dict, run: dict) -> str:
    beside = found["ms"] / run["empty"]["ms"]
    times = f"{found['ms']:>9.1f}{found['p95']:>9.1f}"
    asked = f"{found['queries']:>9}{found['sql_ms']:>9.2f}"
    return f"{found['label'] or name:<44}{times}{asked}{beside:>9.2f}"


def figure(value) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def environment(on: dict) -> Iterator[str]:
    load = " ".join(f"{value:.1f}" for value in on["load"])
    yield f"{on['cpu']}, {on['cores']} lõi, {on['memory']}, tải {load}, Python {on['python']}"
    yield ", ".join(f"{name} {said}" for name, said in (*on["versions"].items(), *on["settings"].items()))


def judged(goal: Goal) -> str:
    sign = "≥" if goal.at_least else "≤"
    value = "" if goal.value is None else f"{goal.value:.2f}"
    return f"{goal.what:<54}{value:>10}  {sign} {goal.limit:<6g} {SAID[goal.is_reached]:<9} {goal.which}".rstrip()
