"""`python3 run.py soak [DELTAS]`: many turns through the real window; nothing may grow but what is shown.

A million deltas by default. Answers end well, are stopped, are cut off and call tools; every ten turns another
conversation is opened and the old one dropped. What lives in the process is counted whenever all is quiet.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from tests.benchmarks.answers import deltas
from tests.benchmarks.children import run
from tests.support import chat
from tests.support.script import Answer, End, Stall, whole
from tests.support.server import Received, ServerThread

TURNS = ("plain", "plain", "call", "plain", "stop", "plain", "plain", "cut", "plain", "plain")  # of a conversation
TOOL, ARGUMENTS = "get_current_time", '{"timezone": "Asia/Seoul"}'
_GROUP = 40  # deltas in a write


@dataclass(frozen=True, slots=True)
class Count:
    """What lives in the process at a quiet moment. `handles` are callbacks that the loop will call, `timers` those of
    Qt that run, `objects` those that Python's collector knows."""

    deltas: int
    seconds: float
    rss_mb: float
    tasks: int
    handles: int
    timers: int
    sockets: int
    files: int
    threads: int
    qobjects: int
    objects: int


EXACT = ("tasks", "timers", "sockets", "files", "threads")
NEARLY = {"qobjects": 5, "objects": 200}  # and a hundredth: what is cached, or was dropped a moment ago


def grown(counts: Sequence[Count]) -> list[str]:
    """What is not flat, in words: the last count against the most in the first half. The first count is left out, as
    caches fill until then; what is on the screen makes the rest go up and down by a few."""
    found = []
    for name in (*EXACT, *NEARLY):
        before = max(getattr(count, name) for count in counts[1 : len(counts) // 2 + 1])
        after = getattr(counts[-1], name)
        room = before * 0.01 + NEARLY[name] if name in NEARLY else 0
        if after > before + room:
            found.append(f"{name}: {before}, then {after}")
    return found


def script(size: int) -> Callable[[Received], Answer]:
    """Answers of `size` deltas; the question says how they end."""
    events = chat.text(*deltas(size))
    steps = [b"".join(events[at : at + _GROUP]) for at in range(0, size, _GROUP)]
    answers = {
        "plain": chat.stream(*steps, *chat.end()),
        "call": chat.stream(
            *steps[: len(steps) // 2], *chat.call(0, "call-1", TOOL, ARGUMENTS), *chat.end("tool_calls")
        ),
        "stop": chat.stream(*steps, Stall()),
        "cut": chat.stream(*steps, end=End.DROP),
    }

    def reply(received: Received) -> Answer:
        if received.method == "GET":
            return whole(b'{"object": "list", "data": [{"id": "m", "object": "model"}]}')
        asked = received.json()["messages"][-1]
        return answers.get(asked["content"], answers["plain"])

    return reply


def soak(number: int) -> list[Count]:
    """Let so many deltas through, and count on the way."""
    size = 1000 if number >= 200_000 else 100
    with ServerThread(script(size)) as server:
        found: list[dict[str, Any]] = run("soaking", server.url, str(number), longest_s=1200)
    return [Count(**each) for each in found]


def table(counts: Sequence[Count]) -> str:
    names = [field.name for field in fields(Count)]
    lines = [" | ".join(names), " | ".join("---:" for _ in names)]
    for count in counts:
        lines.append(" | ".join(f"{getattr(count, name):,.0f}" for name in names))
    return "\n".join(f"| {line} |" for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="run.py soak", description="Many turns through the real window.")
    parser.add_argument("deltas", nargs="?", type=int, default=1_000_000)
    counts = soak(parser.parse_args().deltas)
    print(table(counts))
    bad = grown(counts)
    print("\nNot flat: " + "; ".join(bad) if bad else "\nFlat: " + ", ".join((*EXACT, *NEARLY)) + ".")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
