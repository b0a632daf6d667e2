"""A tape played at 1x on the program's loop: `python -m tests.benchmarks.replayed`; prints JSON.

By how many milliseconds the gaps between events differ from the recorded ones, as the turn is told of them.
"""

from __future__ import annotations

import json
import random
import sys
from contextlib import closing
from itertools import pairwise

from PySide6.QtWidgets import QApplication

from core.events import PartDelta, Stamped
from core.playback.deck import Deck
from core.providers.base import WireProtocol
from core.session import Session, SessionEvent, Target
from core.wire.recording import Chunk, Recording
from core.wire.tape import Tape
from gui.loop import make_loop
from tests.benchmarks.gauges import percentiles
from tests.support import chat

_EVENTS = 300
_GAPS = (0.005, 0.02, 0.05, 0.2)  # seconds; one of them before each event


def tape() -> Tape:
    chance, at, chunks = random.Random(7), 0.1, []
    for number in range(_EVENTS):
        at += chance.choice(_GAPS) * chance.uniform(0.7, 1.3)
        chunks.append(Chunk(at, chat.text(f"word {number} ")[0]))
    chunks.append(Chunk(at, b"data: [DONE]\n\n"))
    return Tape((Recording(tuple(chunks), path="/v1/chat/completions"),))


async def gaps() -> list[float]:
    """The differences, in milliseconds."""

    async def ready(_protocol: WireProtocol) -> None:
        return

    deck, session, came = Deck(tape(), ready), Session(), list[float]()

    def follow(event: SessionEvent) -> None:
        if isinstance(event, Stamped) and isinstance(event.event, PartDelta):
            came.append(event.at)

    session.subscribe(follow)
    session.target = Target(deck, "m")
    session.send("play")
    await session.wait_idle()
    await deck.aclose()
    recorded = [chunk.at for chunk in deck.tape.recordings[0].chunks[:_EVENTS]]
    pairs = zip(pairwise(came), pairwise(recorded), strict=True)
    return [abs((b - a) - (d - c)) * 1000 for (a, b), (c, d) in pairs]


def main() -> dict[str, float]:
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    with closing(make_loop(app)) as loop:
        found = loop.run_until_complete(gaps())
    return percentiles(found)


if __name__ == "__main__":
    print(json.dumps(main()))
    sys.stdout.flush()
