"""The transcript alone, without network and program: `python -m tests.benchmarks.transcript cases|growth NAME`.

An answer is fed in pieces, frame by frame: feed, model, layout, paint. Prints one line of JSON.
"""

from __future__ import annotations

import itertools
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from core.events import PartDelta, PartStarted, Phase, PhaseChanged, ResponseStarted, Stamped, TurnEvent, TurnStarted
from core.messages import PartKind
from gui.chat.feed import TurnFeed
from gui.theme.fonts import choose_family
from gui.theme.style import apply_style
from gui.theme.theme import Theme
from gui.transcript.model import TranscriptModel
from gui.transcript.view import TranscriptView
from gui.widgets.clock import FrameClock
from tests.benchmarks.answers import markdown, pieces
from tests.benchmarks.gauges import Figures, percentiles

AT_ONCE = 16  # deltas in a frame: 1,000 a second
LONGEST_S = 30.0  # of work for one way of growing
LONGEST_CASE_S = 18.0  # and for one hard case
STATIONS = (1_000, 10_000, 100_000)
_AHEAD = 400  # deltas in a frame between two stations


class Bench:
    """A view that shows one live answer."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._clock = FrameClock()
        self._seq = itertools.count()
        theme = Theme()
        apply_style(app, theme)
        self.view = TranscriptView(theme, self._clock)
        self.view.resize(1000, 900)
        self.view.show()
        self._begin()

    def _begin(self) -> None:
        self.model = TranscriptModel()
        self._feed = TurnFeed(self.model, self._clock)
        self.view.set_model(self.model)
        started = TurnStarted("t", "p", "m", time.time())
        for event in (started, PhaseChanged(Phase.ANSWERING), ResponseStarted("r", "m")):
            self._tell(event)
        self._tell(PartStarted(0, PartKind.TEXT))
        self._app.processEvents()

    def _tell(self, event: TurnEvent) -> None:
        self._feed.handle(Stamped(next(self._seq), time.monotonic(), event))

    def frame(self, texts: list[str]) -> None:
        """Text arrives and is shown."""
        for text in texts:
            self._tell(PartDelta(0, text))
        self._feed.flush()
        self.view.flush()
        self._app.processEvents()

    def warm(self) -> None:
        """Fonts, lexers and glyphs are there before anything is measured."""
        for text in batched(pieces(markdown(6000)), AT_ONCE):
            self.frame(text)
        self._begin()


def batched(texts: Iterator[str], size: int) -> Iterator[list[str]]:
    while batch := list(itertools.islice(texts, size)):
        yield batch


# --- hard cases -------------------------------------------------------------------------------------------------------

CASES = {
    "60 kB of Markdown": markdown(60_000),
    "code, 5,000 lines": "```python\n"
    + "".join(f"def function_{n}(argument):  # line {n}\n    return argument + {n}\n" for n in range(2_500)),
    "table, 150 rows": "| a | b | c | d |\n|---|---|---|---|\n"
    + "".join(f"| row {n} | some **words** here | {n * n} | `code {n}` and more |\n" for n in range(150)),
    "list, 200 items": "".join(
        f"- item {n} with some **bold** words and `code` in it, long enough to wrap perhaps over a line\n"
        for n in range(200)
    ),
    "paragraph, 30 kB": ("The quick brown fox jumps over the **lazy** dog and says `hello` to all. " * 500)[:30_000],
    "line without spaces, 20 kB": "a1b2c3d4e5" * 2_000,
    "quote, 400 lines": "> " + "Quoted words go on and on.\n> " * 400,
    "formulas, 150": "".join(f"With $x_{{{n}}}^2 + \\alpha$ comes\n\n$$\\frac{{a_{n}}}{{b}}$$\n\n" for n in range(150)),
    "Korean, 20 kB": "그는 **“네.”**라고 했다. 강물은 바다로 흘러가며 모래를 남긴다. " * 450,
}


def case(bench: Bench, name: str) -> Figures:
    """Milliseconds of work a frame: median, 99th of a hundred, the longest, the last ones; `part` tells how much was
    shown when it took too long."""
    times: list[float] = []
    size, began = 0, time.thread_time()
    for texts in batched(pieces(CASES[name]), AT_ONCE):
        if time.thread_time() - began > LONGEST_CASE_S:
            break
        before = time.thread_time()
        bench.frame(texts)
        times.append((time.thread_time() - before) * 1000)
        size += sum(map(len, texts))
    last, part = times[-20:], size / len(CASES[name])
    figures = {"frames": len(times), "max": max(times), "last": sum(last) / len(last), "part": part}
    return {**figures, **percentiles(times)}


# --- growth -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Growth:
    """Text that goes on for ever: `head` once, then `line(n)`."""

    head: str
    line: str


GROWTHS = {
    "prose": Growth("", ""),
    "open code block": Growth("```python\n", "def function_{n}(argument):  # line {n}\n    return argument + {n}\n"),
    "open table": Growth("| a | b | c |\n|---|---|---|\n", "| row {n} | some **words** here | `code {n}` |\n"),
}


def endless(growth: Growth) -> Iterator[str]:
    yield from pieces(growth.head)
    if not growth.line:
        yield from pieces(markdown(6 * STATIONS[-1]))
    for number in itertools.count():
        yield from pieces(growth.line.replace("{n}", str(number)))


def grow(bench: Bench, name: str) -> Figures:
    """CPU microseconds a delta over the last thousand deltas before each station; a station that would come too late
    is left out."""
    texts, fed, began = endless(GROWTHS[name]), 0, time.thread_time()
    costs: Figures = {}
    for station in STATIONS:
        while fed < station - 1000:
            size = min(_AHEAD, station - 1000 - fed)
            bench.frame(list(itertools.islice(texts, size)))
            fed += size
            if time.thread_time() - began > LONGEST_S:
                return costs
        spent = time.process_time()
        while fed < station:
            size = min(AT_ONCE, station - fed)
            bench.frame(list(itertools.islice(texts, size)))
            fed += size
        costs[str(station)] = (time.process_time() - spent) * 1e6 / 1000
    return costs


def main() -> None:
    app = QApplication([])
    choose_family()
    bench = Bench(app)
    bench.warm()
    work = {"cases": case, "growth": grow}[sys.argv[1]]
    print(json.dumps(work(bench, sys.argv[2])))


if __name__ == "__main__":
    main()
