"""A wire view over an exchange of very many events: `python -m tests.benchmarks.many_events NUMBER`; prints JSON.

How long filling it takes, the longest block of the window's thread meanwhile, and what scrolling and filtering cost.
"""

from __future__ import annotations

import json
import sys
import time

from PySide6.QtWidgets import QApplication

from core.trace.log import TraceLog
from core.trace.turns import TurnTrace
from core.wire.exchange import Exchange
from gui.inspector.wire.view import WireView
from gui.theme.theme import Theme
from tests.benchmarks.gauges import percentiles
from tests.support import chat

SCROLLS = 400


def exchange_of(number: int) -> Exchange:
    """That many events of some 180 bytes, a chunk each, a millisecond apart."""
    made = Exchange("POST", "http://h/v1/chat/completions", [], b"{}", 0.0, headers_at=0.0, status=200)
    made.response_headers = [("content-type", "text/event-stream")]
    events = [chat.text(f"word {n} ")[0] for n in range(1000)]
    for place in range(number):
        made.chunks.append(place / 1000, events[place % 1000])
    made.closed = number / 1000
    return made


def main(number: int) -> dict[str, float]:
    app = QApplication([])
    log, turn = TraceLog(kept_bytes=1 << 30), TurnTrace("t", "c", "p", "m", 0.0, 0.0)
    log.begin(exchange_of(number), turn, 0.0)
    view = WireView(Theme(), log, lambda: "c")
    view.resize(900, 700)
    began = time.monotonic()
    view.show()
    longest = 0.0
    model = view.events.table.model()
    while model.rowCount() < number:
        before = time.monotonic()
        app.processEvents()
        longest = max(longest, time.monotonic() - before)
    filled = time.monotonic() - began
    bar, steps = view.events.table.verticalScrollBar(), list[float]()
    for place in range(SCROLLS):
        before = time.monotonic()
        bar.setValue(bar.maximum() * place // SCROLLS)
        app.processEvents()
        steps.append((time.monotonic() - before) * 1000)
    before = time.monotonic()
    view.events.field.setText("word 77 ")
    app.processEvents()
    filtered = time.monotonic() - before
    figures = {"filled_s": filled, "longest_ms": longest * 1000, "filter_ms": filtered * 1000, "rows": model.rowCount()}
    view.close()
    return {**figures, **percentiles(steps)}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
