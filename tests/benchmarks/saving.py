"""What writing everything down costs: frames while eight answers are saved, and room on the disk."""

from __future__ import annotations

from collections.abc import Sequence

from tests.benchmarks.answers import paced
from tests.benchmarks.children import Platform, against, run
from tests.benchmarks.record import Row
from tests.benchmarks.streams import gaps

ANSWER = 1_600  # deltas of each of the eight


def eight(where: Sequence[Platform], deltas: int = ANSWER) -> list[Row]:
    """The same answers with and without anybody who writes them down."""
    rows = []
    for each in where:
        kept = against(paced(deltas, 200), "window", "saving", "8", where=each)
        alone = against(paced(deltas, 200), "window", "unsaved", "8", where=each)
        seconds = kept["wall_s"]
        written = f"{kept['commits'] / seconds:.0f} commits/s, {kept['journal_kb'] / seconds:.0f} kB/s of answers"
        over = " / ".join(f"{kept[name] / alone[name]:.2f}x" for name in ("p50", "p99", "p99.9", "max"))
        rows += [
            Row(f"written while eight answers stream, {each.name}", written),
            Row(f"frame gaps p50 / p99 / p99.9 / max with the store, {each.name}", gaps(kept)),
            Row(f"the same without it, {each.name}", gaps(alone)),
            Row(f"with the store over without, {each.name}", over, "no frame lost"),
        ]
    return rows


def disk(_where: Sequence[Platform], messages: int = 10_000) -> list[Row]:
    """Questions and answers as the program writes them."""
    rows = []
    for size, what in ((200, "short answers"), (1_800, "answers of 1.8 kB"), (20_000, "answers of 20 kB")):
        seen = run("sizes", str(messages), str(size), longest_s=600)
        thousand = seen["disk_bytes"] / seen["messages"] / 1000
        over = seen["disk_bytes"] / seen["text_bytes"]
        rows.append(Row(f"1,000 messages, {what}", f"{thousand:.2f} MB ({over:.2f}x their text)"))
    return rows
