"""`python3 run.py bench [NAME ...]`: measures, prints a table, and writes `tests/benchmarks/record.md`."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence

from tests.benchmarks import packed, places, saving, streams, wire
from tests.benchmarks.children import Platform, platforms
from tests.benchmarks.record import Row, Section, keep

Measure = Callable[[Sequence[Platform]], list[Row]]

MEASURES: dict[str, tuple[str, Measure]] = {
    "stream": ("10,000 Markdown deltas at 1,000/s through the window", streams.fast),
    "slow": ("2,000 Markdown deltas at 200/s through the window", streams.slow),
    "long": ("10,000 deltas at 1,000/s into an open conversation of 500 messages", streams.long),
    "eight": ("eight conversations stream 200 deltas/s each", streams.eight),
    "burst": ("10,000 deltas at once", streams.at_once),
    "stop": ("Stop", places.stop),
    "paint": ("first paint", places.paint),
    "open": ("opening a conversation", places.opening),
    "resize": ("resizing", places.resize),
    "memory": ("memory", places.memory),
    "cases": ("hard cases, the transcript alone, 16 deltas a frame", places.cases),
    "growth": ("one answer grows, the transcript alone", places.growth),
    "core": ("the core without a window", places.core),
    "saving": ("saving while eight conversations stream 200 deltas/s each", saving.eight),
    "disk": ("room on the disk", saving.disk),
    "wire": ("seeing the wire: tap, trace, open views, many events", wire.wire),
    "replay": ("a recording plays as it came", wire.replay),
    "bundle": ("the packed app: size, start, memory", packed.bundle),
    "search": ("search over 1,000,000 messages", places.search),
    "stock": ("the window over 1,000,000 messages; imports, exports, deletions", places.stock),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="run.py bench", description="Measure, print a table, write the record.")
    listed = ", ".join(MEASURES)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure; without one, all: {listed}")
    names = parser.parse_args().names or list(MEASURES)
    if unknown := [name for name in names if name not in MEASURES]:
        parser.error(f"there is no {', '.join(unknown)}; known are {listed}")
    began = time.monotonic()
    with platforms() as where:
        for name in names:
            title, measure = MEASURES[name]
            section = Section(name, title, measure(where))
            print(section.text(), flush=True)
            keep(section, MEASURES)
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
