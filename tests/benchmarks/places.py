"""Starting, opening, resizing, stopping, memory, the transcript alone, and the core without a window."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence

from tests.benchmarks.answers import burst, paced, silent
from tests.benchmarks.children import Platform, against, run, visited
from tests.benchmarks.gauges import percentiles
from tests.benchmarks.record import Row
from tests.benchmarks.streams import block
from tests.benchmarks.transcript import CASES, GROWTHS, STATIONS
from tests.support.script import Answer
from tests.support.server import Received

RUNS = 3


def paint(where: Sequence[Platform]) -> list[Row]:
    rows = []
    for each in where:
        ours, theirs = first_paint("app", each), first_paint("bare", each)
        figure = f"{ours / theirs:.2f}x ({ours:.2f} s)"
        rows.append(Row(f"first paint over a bare QMainWindow, {each.name}", figure, "2x"))
    return rows


def first_paint(what: str, where: Platform) -> float:
    """Seconds from the start of the process: median of several, after one that warms the caches."""
    with tempfile.TemporaryDirectory(prefix="rivulet-bench-") as folder:
        times = [float(run("paint", what, str(time.monotonic()), folder, where=where)) for _ in range(2 * RUNS + 1)]
    return statistics.median(times[1:])


def opening(where: Sequence[Platform]) -> list[Row]:
    rows = []
    for messages, size in ((500, "0.5 MB"), (10_000, "10 MB")):
        for each in where:
            times = against(silent(), "window", "opening", str(messages), where=each)["times"]
            figure = f"{statistics.median(times):.0f} ms (longest of {len(times)}: {max(times):.0f})"
            rows.append(Row(f"first screen of {messages:,} messages ({size}), {each.name}", figure, "100 ms"))
    return rows


def resize(where: Sequence[Platform]) -> list[Row]:
    rows = []
    for each in where:
        seen = against(silent(), "window", "resizing", "500", where=each)
        first, last = (statistics.median(seen[name]) for name in ("first", "last"))
        longest = max(seen["first"])
        figure = f"{first:.0f} ms (longest of {len(seen['first'])}: {longest:.0f}); last paint after {last:.0f} ms"
        rows.append(Row(f"a new width of 500 messages: the visible part is painted, {each.name}", figure))
    return rows


def stop(_where: Sequence[Platform]) -> list[Row]:
    streaming, silence = paced(4_000, 200), silent()
    return [
        stopped("while text streams at 200/s", streaming, 200),
        stopped("while the model is silent", silence, 200),
        cancelled("while text streams at 200/s", streaming, 200),
    ]


def stopped(what: str, answer: Answer, trials: int) -> Row:
    """From the click on the button to the server seeing the connection closed."""
    result, requests = visited(answer, "window", "stopping", str(trials))
    work = percentiles(result["works"])
    figure = f"{closings(result['clicks'], requests)} (own work p50 / p99 {work['p50']:.2f} / {work['p99']:.2f})"
    return Row(f"click to closed socket {what}, {trials} trials, p50 / p99 / max", figure, "5 ms p99")


def cancelled(what: str, answer: Answer, trials: int) -> Row:
    """The same of the bare SDK loop, whose task is cancelled: what this machine allows."""
    result, requests = visited(answer, "bare", "stopping", str(trials))
    return Row(f"the bare SDK loop cancelled {what}, {trials} trials", closings(result["clicks"], requests))


def closings(clicks: Sequence[float], requests: Sequence[Received]) -> str:
    """From each of these moments to its connection's end, in words."""
    visits = [request.visit for request in requests[1:]]  # the first was to warm up
    if len(visits) != len(clicks) or len({visit.number for visit in visits}) != len(clicks):
        raise RuntimeError(f"{len(visits)} of {len(clicks)} questions came, or not each over a connection of its own")
    times = [((visit.closed or 0) - click) * 1000 for click, visit in zip(clicks, visits, strict=True)]
    found = percentiles(times)
    return f"{found['p50']:.2f} / {found['p99']:.2f} / {max(times):.2f} ms"


def memory(where: Sequence[Platform]) -> list[Row]:
    rows = []
    for each in where:
        opened = against(silent(), "window", "memory", "10000", where=each)
        streamed = against(paced(10_000, 4000), "window", "memory", "0", where=each)
        grown = opened["after_mb"] - opened["idle_mb"]
        rows += [
            Row(f"idle, {each.name}", f"{opened['idle_mb']:.0f} MB", "150 MB"),
            Row(f"with a conversation of 10 MB open, {each.name}", f"+{grown:.0f} MB", "+40 MB"),
            Row(
                f"after 10,000 deltas, {each.name}",
                f"{streamed['after_mb']:.0f} MB (+{streamed['after_mb'] - streamed['idle_mb']:.0f})",
            ),
        ]
    return rows


def cases(_where: Sequence[Platform]) -> list[Row]:
    rows = []
    for name in CASES:
        seen = run("transcript", "cases", name)
        figure = " / ".join(f"{seen[part]:.1f}" for part in ("p50", "p99", "max", "last"))
        part = "" if seen["part"] >= 1 else f"; out of time after {seen['part']:.0%} of it"
        rows.append(
            Row(
                f"{name}: work of a frame, p50 / p99 / max / the last 20",
                f"{figure} ms ({seen['frames']} frames{part})",
            )
        )
    return rows


def growth(_where: Sequence[Platform]) -> list[Row]:
    rows = []
    for name in GROWTHS:
        seen = run("transcript", "growth", name)
        costs = [seen.get(str(station)) for station in STATIONS]
        told = " / ".join("not in time" if cost is None else f"{cost:.0f}" for cost in costs)
        ratio = f"; {costs[-1] / costs[0]:.2f}x" if costs[0] and costs[-1] else ""
        rows.append(Row(f"{name}: CPU a delta at 1,000 / 10,000 / 100,000 deltas", f"{told} us{ratio}", "flat"))
    return rows


def core(_where: Sequence[Platform]) -> list[Row]:
    """Mending, tap, provider, fold and turn, on asyncio and without a window."""
    small, theirs = against(burst(10_000), "core_alone", "turn"), against(burst(10_000), "core_alone", "bare")
    large = against(burst(100_000), "core_alone", "turn")
    if small["deltas"] != theirs["deltas"]:
        raise RuntimeError(f"Different work: {small['deltas']} and {theirs['deltas']} deltas")
    figure = f"{small['cpu_s'] / theirs['cpu_s']:.2f}x ({small['cpu_s']:.2f} s)"
    grown = (large["cpu_s"] / large["deltas"]) / (small["cpu_s"] / small["deltas"])
    return [
        Row("CPU of 10,000 deltas at once, over the bare SDK loop on asyncio", figure),
        Row("CPU a delta, 100,000 over 10,000 deltas in one answer", f"{grown:.2f}x", "flat"),
    ]


def stock(where: Sequence[Platform], messages: int = 1_000_000, conversations: int = 5_000) -> list[Row]:
    """The whole program over a store with much in it, and what moves much into one and out of it."""
    each, frame = where[0], "own work 20 ms"
    with tempfile.TemporaryDirectory(prefix="rivulet-bench-") as folder, tempfile.TemporaryDirectory() as empty:
        run("stock", "fill", folder, str(messages), longest_s=600)
        times = [
            [float(run("paint", "app", str(time.monotonic()), place, where=each)) for place in (empty, folder)]
            for _ in range(2 * RUNS + 1)
        ]
        few, many = (statistics.median(column) for column in zip(*times[1:], strict=True))
        seen = run("stock", "open", folder, "0", where=each, longest_s=600)
    with tempfile.TemporaryDirectory(prefix="rivulet-bench-") as folder:
        moved = run("stock", "move", folder, str(conversations), where=each, longest_s=900)
    opened = percentiles(seen["times"])
    return [
        Row(f"first paint with {messages:,} messages over an empty folder", f"{many / few:.2f}x ({many:.2f} s)"),
        Row("from the first paint to the list of conversations", f"{seen['list_ms']:.0f} ms"),
        Row("longest block of the GUI thread until then", block(seen["start"]), frame),
        Row("first screen of a conversation while the index is made, p50", f"{opened['p50']:.0f} ms", "100 ms"),
        Row("longest block of the GUI thread meanwhile", block(seen["indexing"]), frame),
        *(
            Row(
                f"{what}, {conversations:,} conversations: longest block",
                f"{block(figures)}; {figures['wall_s']:.1f} s",
            )
            for what, figures in moved.items()
        ),
    ]


def search(_where: Sequence[Platform]) -> list[Row]:
    """The index over a million messages of 14 words, half of them Korean; one process after the other asks."""
    seen = run("finding", "1000000", longest_s=900)
    rows = [
        Row(
            f"first results for {kind}, p50 / p99 of {figures['queries']}",
            f"{figures['p50']:.0f} / {figures['p99']:.0f} ms",
            "100 ms",
        )
        for kind, figures in seen["kinds"].items()
    ]
    typed, bytes_each = seen["typed"], seen["index_mb"] * 1e6 / seen["messages"]
    return [
        *rows,
        Row("typed at 50 letters/s: last letter to results, p50 / p99", f"{typed['p50']:.0f} / {typed['p99']:.0f} ms"),
        Row("the loop's longest delay meanwhile", f"{typed['late']:.0f} ms"),
        Row("making the index anew, in the background", f"{seen['index_s']:.0f} s"),
        Row("size of the index", f"{seen['index_mb']:.0f} MB ({bytes_each:.0f} bytes a message)"),
        Row("size of the store", f"{seen['store_mb']:.0f} MB"),
    ]
