"""What seeing the wire costs: tap and trace without a window, open views over hidden ones, very many events."""

from __future__ import annotations

from collections.abc import Sequence

from tests.benchmarks.answers import burst, paced
from tests.benchmarks.children import Platform, against, run
from tests.benchmarks.record import Row
from tests.support.script import Answer

_ROUNDS = 3  # the best of so many: noise only ever adds


def best(answer: Answer, module: str, what: str, where: Platform | None = None) -> float:
    return min(float(against(answer, module, what, where=where)["cpu_s"]) for _ in range(_ROUNDS))


def wire(where: Sequence[Platform]) -> list[Row]:
    many, names = burst(20_000), ("untapped", "turn", "traced")
    rounds = [[float(against(many, "core_alone", name)["cpu_s"]) for name in names] for _ in range(2 * _ROUNDS)]
    untapped, tapped, traced = (min(figures) for figures in zip(*rounds, strict=True))
    rows = [
        Row(
            "CPU of 20,000 deltas at once with the tap, over none",
            f"{tapped / untapped:.2f}x ({tapped:.2f} s)",
            "1.05x",
        ),
        Row("and with the trace", f"{traced / untapped:.2f}x ({traced:.2f} s)", "1.15x"),
    ]
    streamed = paced(5_000, 1000)
    for each in where:
        hidden, wire_open, timeline_open = (
            best(streamed, "window", name, each) for name in ("cpu", "wire", "timeline")
        )
        rows += [
            Row(f"5,000 deltas at 1,000/s, the wire view open over hidden, {each.name}", f"{wire_open / hidden:.2f}x"),
            Row(f"the same, the timeline open, {each.name}", f"{timeline_open / hidden:.2f}x"),
        ]
    seen = run("many_events", "100000", where=where[0])
    rows += [
        Row("100,000 events are listed after", f"{seen['filled_s']:.1f} s"),
        Row("longest block of the GUI thread meanwhile", f"{seen['longest_ms']:.0f} ms", "a frame"),
        Row("one jump of the scroll bar, p50 / p99", f"{seen['p50']:.1f} / {seen['p99']:.1f} ms", "16 ms"),
        Row("finding a text in all of them", f"{seen['filter_ms']:.0f} ms"),
    ]
    return rows


def replay(where: Sequence[Platform]) -> list[Row]:
    found = run("replayed", where=where[0])
    figures = " / ".join(f"{found[name]:.1f}" for name in ("p50", "p99", "p99.9"))
    return [Row("gaps of a replay at 1x against the recorded ones, p50 / p99 / p99.9", f"{figures} ms", "5 ms")]
