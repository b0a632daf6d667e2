"""A killed program: what had arrived of an answer is there at the next start, closed, marked and once."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from core.conversations.records import (
    JournalAppended,
    JournalEnded,
    MessagePlanted,
    MessageReplaced,
    Told,
    was_interrupted,
)
from core.conversations.recovery import arrived
from core.conversations.store import Store
from core.conversations.tree import Planted, Tree
from core.events import PartDelta
from core.messages import Message, Outcome, Role, ToolResultPart, ToolStatus
from core.sending import request_messages
from core.session import Session, Target
from tests.core.conversations.recording import Recording, recording, stored
from tests.support.playwright import Line, Playwright

ANSWER = Line(["an ", "answer"])


def killed(folder: Path, copy: Path) -> Path:
    """The folder as a process that is killed now would leave it."""
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
    return copy


def text_of(tree: Tree) -> str:
    return "".join(message.text() for message in tree.path() if message.role is Role.ASSISTANT)


async def test_an_interrupted_answer_is_kept_and_marked(tmp_path: Path) -> None:
    async with recording(tmp_path / "life", ANSWER, Line(["half of"], stalls=True)) as made:
        await made.ask("first")
        made.session.send("second")
        await made.until(lambda: made.heard().endswith("half of"))
        await made.recorder.safe()
        folder = killed(tmp_path / "life", tmp_path / "after")
    store = await Store.open(folder)
    loaded = await store.load("c")
    assert (store.recovered, loaded.interrupted) == (1, True)
    assert [message.text() for message in loaded.tree.path()] == ["first", "an answer", "second", "half of"]
    last = loaded.tree.path()[-1]
    assert (last.outcome, was_interrupted(last), last.model) == (Outcome.FAILED, True, "model")
    await store.aclose()
    store = await Store.open(folder)
    assert store.recovered == 0
    assert (await store.load("c")).interrupted
    await store.aclose()


async def test_killed_before_a_word_arrived_the_question_is_there(tmp_path: Path) -> None:
    async with recording(tmp_path / "life", Line(stalls=True)) as made:
        made.session.send("first")
        await made.until(lambda: bool(made.play.requests))
        folder = killed(tmp_path / "life", tmp_path / "after")
    question, answer = (await stored(folder)).path()
    assert (question.text(), answer.parts, was_interrupted(answer)) == ("first", (), True)


async def test_killed_before_a_call_was_complete_it_is_marked_too(tmp_path: Path) -> None:
    line = Line(["hm"], ["get_current_time"], stalls=True)
    async with recording(tmp_path / "life", line) as made:
        made.session.send("what time is it?")
        await made.until(lambda: made.heard().endswith('{"'))
        await made.recorder.safe()
        folder = killed(tmp_path / "life", tmp_path / "after")
    store = await Store.open(folder)
    loaded = await store.load("c")
    await store.aclose()
    _, answer, results = loaded.tree.path()
    assert (was_interrupted(answer), results.role, loaded.interrupted) == (True, Role.TOOL, True)


async def test_finished_tools_keep_their_results_and_open_calls_get_one(tmp_path: Path) -> None:
    line = Line(["hm"], ["get_current_time", "get_current_time"])
    async with recording(tmp_path / "life", line, Line(["so"], stalls=True)) as made:
        made.session.send("what time is it?")
        await made.until(lambda: made.heard().endswith("so"))
        await made.recorder.safe()
        folder = killed(tmp_path / "life", tmp_path / "after")
    tree = await stored(folder)
    _, call, results, last = tree.path()
    statuses = [part.status for part in results.parts if isinstance(part, ToolResultPart)]
    assert statuses == [ToolStatus.ERROR] * 2  # the clock wants to be asked for a place
    assert (last.text(), was_interrupted(last)) == ("so", True)
    again = Session("c", tree=tree)
    play = Playwright(Line(["done"]))
    again.target = Target(play, "m")
    again.retry()
    await again.wait_idle()
    assert play.requests[0].messages[-1] == results
    assert again.messages[1:3] == (call, results)


def calls_and_results(messages: Sequence[Message]) -> tuple[list[str], list[str]]:
    calls = [call.id for message in messages for call in message.tool_calls()]
    return calls, [p.call_id for message in messages for p in message.parts if isinstance(p, ToolResultPart)]


@dataclass(frozen=True, slots=True)
class Snapshot:
    folder: Path
    text: str  # what was written when it was taken
    heard: str  # what had arrived by then


LIVES = st.lists(
    st.sampled_from(
        [
            Line([f"{n} " for n in range(8)]),
            Line(["one"], ["get_current_time", "nothing_like_this"]),
            Line(["cut ", "off"], fails=True),
        ]
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=6)
@given(LIVES)
async def test_killed_after_any_commit_nothing_that_was_written_is_missing_or_doubled(lines: list[Line]) -> None:
    with tempfile.TemporaryDirectory() as name:
        snapshots: list[Snapshot] = []
        async with recording(Path(name, "life"), *lines) as made:
            _photograph(made, Path(name), snapshots)
            for number in range(2):
                made.session.send(f"question {number}")
                while made.session.live:  # by far more often than the journal's own timer would
                    await made.recorder.safe()
                    await asyncio.sleep(0)
        assert snapshots
        for snapshot in snapshots:
            tree = await stored(snapshot.folder)
            path = tree.path()
            assert text_of(tree).startswith(snapshot.text)  # the next commit may have been under way
            assert snapshot.heard.startswith(text_of(tree))
            questions = [message.text() for message in path if message.role is Role.USER]
            assert questions == [f"question {n}" for n in range(len(questions))]
            calls, results = calls_and_results(request_messages(path))
            assert calls == results


def _photograph(made: Recording, folder: Path, snapshots: list[Snapshot]) -> None:
    """Keep the folder as it is after every commit, with the text that was written by then."""
    ended: dict[str, str] = {}
    arriving: list[str] = []

    def take(told: Sequence[Told]) -> None:
        for change in told:
            match change:
                case MessagePlanted(_, Planted(message)) | MessageReplaced(_, message):
                    ended[message.id] = message.text() if message.role is Role.ASSISTANT else ""
                case JournalAppended(_, events):
                    arriving.extend(each.event.text for each in events if isinstance(each.event, PartDelta))
                case JournalEnded():
                    arriving.clear()
        if made.session.live:
            copy = killed(made.store.folder, folder / f"after-{len(snapshots)}")
            snapshots.append(Snapshot(copy, "".join([*ended.values(), *arriving]), made.heard()))

    made.store.subscribe(take)


def test_a_journal_without_a_word_gives_an_empty_answer() -> None:
    (message,) = arrived("t", [])
    assert (message.id, message.parts, was_interrupted(message)) == ("t.1", (), True)
