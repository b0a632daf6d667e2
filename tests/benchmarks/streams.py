"""Answers that stream through the real window: processor time, frames, blocks."""

from __future__ import annotations

from collections.abc import Sequence

from tests.benchmarks.answers import burst, paced
from tests.benchmarks.children import Platform, against
from tests.benchmarks.gauges import Figures
from tests.benchmarks.record import Row
from tests.support.script import Answer

GAP_BUDGET = "p99.9 20 ms, max 50 ms"


def cpu(answer: Answer, what: str, where: Sequence[Platform], budget: str) -> list[Row]:
    """CPU of the window's process while an answer streams, over the SDK's own loop on the same event loop."""
    bare = against(answer, "bare", "cpu")
    rows = [Row(f"{what}: the bare SDK loop", f"{bare['cpu_s']:.2f} s CPU")]
    for each in where:
        ours = against(answer, "window", "cpu", where=each)
        ratio = ours["cpu_s"] / bare["cpu_s"]
        rows.append(Row(f"{what}: the window over it, {each.name}", f"{ratio:.2f}x ({ours['cpu_s']:.2f} s)", budget))
    return rows


def gaps(figures: Figures) -> str:
    """Frame gaps in words."""
    parts = " / ".join(f"{figures[name]:.1f}" for name in ("p50", "p99", "p99.9", "max"))
    return f"{parts} ms (own work in the longest {figures['max_work']:.0f}; {figures['frames']} frames)"


def block(figures: Figures) -> str:
    """The longest block in words."""
    return f"{figures['block']:.0f} ms (own work {figures['block_work']:.0f})"


def watched(answer: Answer, scenario: str, number: int, where: Sequence[Platform]) -> list[Row]:
    """Frame gaps and blocks of one scenario."""
    rows = []
    for each in where:
        seen = against(answer, "window", scenario, str(number), where=each)
        waited = f"waited for a processor {seen['waited_s'] * 1000:.0f} ms of {seen['wall_s']:.1f} s"
        rows += [
            Row(f"frame gaps p50 / p99 / p99.9 / max, {each.name}", gaps(seen), GAP_BUDGET),
            Row(f"longest block of the GUI thread, {each.name}", f"{block(seen)}; {waited}"),
        ]
    return rows


def empty(answer: Answer, where: Sequence[Platform]) -> list[Row]:
    """Frame gaps of a window with one line of text beside the bare SDK loop: what this machine allows."""
    return [
        Row(
            f"the same of an empty window beside the bare SDK loop, {each.name}",
            gaps(against(answer, "bare", "gaps", where=each)),
        )
        for each in where
    ]


def fast(where: Sequence[Platform]) -> list[Row]:
    answer = paced(10_000, 1000)
    return [
        *cpu(answer, "10,000 deltas at 1,000/s", where, "1.6x"),
        *watched(answer, "frames", 0, where),
        *empty(answer, where),
    ]


def slow(where: Sequence[Platform]) -> list[Row]:
    answer = paced(2_000, 200)
    return [*cpu(answer, "2,000 deltas at 200/s", where, ""), *watched(answer, "frames", 0, where[:1])]


def long(where: Sequence[Platform]) -> list[Row]:
    return watched(paced(10_000, 1000), "frames", 500, where)


def eight(where: Sequence[Platform]) -> list[Row]:
    rows = watched(paced(1_600, 200), "eight", 8, where)
    seen = against(burst(1_600), "window", "eight", "8", where=where[0])
    return [*rows, Row(f"frame gaps while all eight get everything at once, {where[0].name}", gaps(seen))]


def at_once(where: Sequence[Platform]) -> list[Row]:
    """A burst: everything is there before the first delta is read."""
    answer = burst(10_000)
    bare = against(answer, "bare", "cpu")
    rows = [Row("the bare SDK loop is through after", f"{bare['wall_s'] * 1000:.0f} ms")]
    for each in where:
        seen = against(answer, "window", "frames", "0", where=each)
        rows += [
            Row(f"everything is shown after, {each.name}", f"{seen['shown_s'] * 1000:.0f} ms"),
            Row(f"longest block of the GUI thread, {each.name}", block(seen), "a frame (law 6)"),
        ]
    return rows
