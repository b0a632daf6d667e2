"""What is found after a kill, and what is missing of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.conversations.migrations import STEPS, Step
from core.conversations.records import Conversation
from core.conversations.store import Store
from core.messages import Outcome, Role, ToolResultPart, ToolStatus
from tests.crash.speech import Speech


@dataclass(slots=True)
class Verdict:
    """On one kill. `missing_ms` is text that had reached the session so long before the kill, `on_the_way_ms` text that
    had left the server so long before; `wrong` says in words what should not be."""

    kind: str
    opened: bool = True
    lost: int = 0
    doubled: int = 0
    missing_ms: float = 0.0
    on_the_way_ms: float = 0.0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """A store as the next start finds it."""

    conversations: tuple[Conversation, ...]
    wrong: tuple[str, ...]


@dataclass(slots=True)
class Life:
    """A life of the program that was ended by a kill at `killed` (as `time.monotonic()`)."""

    kind: str
    speech: Speech
    killed: float
    arrivals: list[tuple[float, int]]  # when text reached the session, and how much there was then
    tools: list[tuple[float, str]]  # when a call had its result


async def look_into(folder: Path, steps: Sequence[Step] = STEPS) -> Found:
    """Open the store as a start does, and read all of it. Raises StoreError."""
    store = await Store.open(folder, steps)
    try:
        wrong = [*store.notices, *_set_aside(folder)]
        wrong += await store.read(_faults)
        entries = await store.entries(limit=100_000)
        return Found(tuple([await store.load(entry.id) for entry in entries]), tuple(wrong))
    finally:
        await store.aclose()


def _set_aside(folder: Path) -> list[str]:
    return [f"{path.name} was set aside" for path in folder.glob("conversations.damaged-*")]


def _faults(connection: sqlite3.Connection) -> list[str]:
    said = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    faults = [f"integrity_check: {each}" for each in said if each != "ok"]
    faults += [f"foreign_key_check: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
    if connection.execute("SELECT count(*) FROM journals").fetchone()[0]:
        faults.append("a journal was left behind")
    return faults


def judge(life: Life, found: Found) -> Verdict:
    """Hold what was found against what the server and the witness saw."""
    verdict = Verdict(life.kind, wrong=list(found.wrong))
    mine = [each for each in found.conversations if _question(each) == life.speech.question]
    verdict.doubled += max(0, len(mine) - 1)
    if not mine:
        verdict.lost += bool(life.speech.asked)
        return verdict
    path = mine[0].tree.path()
    verdict.doubled += sum(message.role is Role.USER for message in path) - 1
    verdict.doubled += len(mine[0].tree) - len(path)
    text = "".join(message.text() for message in path if message.role is Role.ASSISTANT)
    if not life.speech.text.startswith(text):
        verdict.doubled += 1
        verdict.wrong.append(f"the text is not what was said: …{text[-80:]!r}")
    _missing_text(life, len(text), verdict)
    _tools(life, mine[0], verdict)
    whole = text == life.speech.text and len(life.speech.asked) > life.speech.calls  # its end may have come too
    outcome = path[-1].outcome
    if life.speech.asked and not mine[0].interrupted and not (whole and outcome is Outcome.FINISHED):
        asked = len(life.speech.asked)
        verdict.wrong.append(f"the interrupted answer is not marked: {outcome} after {asked} requests, …{text[-40:]!r}")
    return verdict


def _question(conversation: Conversation) -> str:
    path = conversation.tree.path()
    return path[0].text() if path else ""


def _missing_text(life: Life, kept: int, verdict: Verdict) -> None:
    arrived = next((at for at, length in life.arrivals if length > kept), life.killed)
    length, left = 0, life.killed
    for word in life.speech.words:
        length += len(word.text)
        if length > kept:
            left = word.left or life.killed
            break
    verdict.missing_ms = max(0.0, (life.killed - arrived) * 1000)
    verdict.on_the_way_ms = max(0.0, (life.killed - left) * 1000)


def _tools(life: Life, conversation: Conversation, verdict: Verdict) -> None:
    path = conversation.tree.path()
    calls = [call.id for message in path for call in message.tool_calls()]
    results = [part for message in path for part in message.parts if isinstance(part, ToolResultPart)]
    verdict.doubled += len(calls) - len(set(calls)) + len(results) - len({each.call_id for each in results})
    kept = {each.call_id for each in results if each.status is ToolStatus.OK}
    told = life.speech.results  # the server was told of these: the person may have seen them
    verdict.lost += len(told - kept)
    unanswered = set(calls) - {each.call_id for each in results}
    if unanswered:
        verdict.wrong.append(f"calls without a result: {sorted(unanswered)}")
    for at, call in life.tools:
        if call not in kept:
            verdict.missing_ms = max(verdict.missing_ms, (life.killed - at) * 1000)
