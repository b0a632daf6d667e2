"""The recorder: what a session has, the store has; the question before the request, the answer while it arrives."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from core.conversations.recorder import Recorder
from core.conversations.records import ConversationEdited
from core.conversations.store import Store
from core.messages import Outcome, Role
from core.providers.base import Request
from core.session import Session, Target
from tests.core.conversations.recording import Recording, recording, state, stored
from tests.support.playwright import Line, Playwright

ANSWER = Line(["an ", "answer"])


async def test_what_a_session_has_the_store_has(tmp_path: Path) -> None:
    async with recording(tmp_path, Line(["let me see"], ["get_current_time"]), ANSWER) as made:
        await made.ask("what time is it?")
        made.session.edit(made.session.messages[0].id, "and now?")
        await made.session.wait_idle()
        expected = state(made.session.tree)
    assert state(await stored(tmp_path)) == expected
    store = await Store.open(tmp_path)
    (entry,) = await store.entries()
    assert (entry.title, entry.model) == ("and now?", "m")
    await store.aclose()


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["send", "edit", "regenerate", "retry", "continue", "delete", "undo", "choose", "restart"]),
        st.integers(0, 1000),
        st.booleans(),
    ),
    max_size=12,
)
LINES = st.lists(
    st.sampled_from(
        [
            ANSWER,
            Line(["one"], ["get_current_time", "nothing_like_this"]),
            Line(["cut ", "off"], fails=True),
            Line(fails=True),
            Line([]),
        ]
    ),
    min_size=1,
    max_size=5,
)


@given(ACTIONS, LINES)
async def test_any_session_is_the_same_after_a_restart(actions: list[tuple[str, int, bool]], lines: list[Line]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, left = Path(name), list(actions)
        while True:
            async with recording(folder, *lines) as made:
                while left and left[0][0] != "restart":
                    await act(made, *left.pop(0))
                expected = state(made.session.tree)
            if expected != "[]":
                assert state(await stored(folder)) == expected
            if not left:
                return
            left.pop(0)


async def act(made: Recording, what: str, number: int, stops: bool) -> None:
    session = made.session
    shown = [message.id for message in session.messages]
    one = shown[number % len(shown)] if shown else ""
    users = [message.id for message in session.messages if message.role is Role.USER]
    match what:
        case "send":
            session.send(f"question {number}")
        case "edit" if users:
            session.edit(users[number % len(users)], f"other words {number}")
        case "regenerate" if one:
            session.regenerate(one)
        case "retry" if users:
            session.retry()
        case "continue" if shown and session.messages[-1].role is not Role.USER:
            session.continue_answer()
        case "delete" if one:
            session.delete(one)
        case "undo" if session.can_undo_delete:
            session.undo_delete()
        case "choose" if one:
            session.choose_version(one, number % session.versions(one).count)
        case _:
            return
    if stops:
        for _ in range(number % 9):
            await asyncio.sleep(0)
        session.stop()
    await session.wait_idle()


class Looker(Playwright):
    """Looks into the file, by a connection of its own, whenever it is asked."""

    def __init__(self, file: Path, *lines: Line) -> None:
        super().__init__(*lines)
        self._file = file
        self.found: list[list[str]] = []

    def stream(self, request: Request):  # type: ignore[no-untyped-def]  # as the one that it calls
        connection = sqlite3.connect(self._file)
        rows = connection.execute("SELECT role FROM messages ORDER BY position").fetchall()
        journals = connection.execute("SELECT count(*) FROM journal_rows").fetchone()
        self.found.append([*(row[0] for row in rows), str(journals[0] > 0)])
        connection.close()
        return super().stream(request)


async def test_what_was_said_is_in_the_file_before_the_request(tmp_path: Path) -> None:
    async with recording(tmp_path) as made:
        looker = Looker(tmp_path / "conversations.sqlite3", Line(["hm"], ["get_current_time"]), ANSWER)
        made.session.target = Target(looker, "m")
        await made.ask()
        assert looker.found == [["user", "assistant", "True"]] * 2


async def test_the_result_of_a_tool_is_in_the_journal_before_the_next_request(tmp_path: Path) -> None:
    from core.conversations import statements
    from core.events import ToolFinished

    found: list[int] = []
    async with recording(tmp_path, Line(["hm"], ["get_current_time"]), ANSWER) as made:
        safe = made.session.before_request
        assert safe is not None

        async def look() -> None:
            await safe()
            (turn,) = [turn for _, turn in await made.store.read(statements.read_journals)]
            events = await made.store.read(lambda db: statements.read_journal(db, turn))
            found.append(sum(isinstance(each.event, ToolFinished) for each in events))

        made.session.before_request = look
        await made.ask()
    assert found == [0, 1]


async def test_an_answer_is_in_the_journal_while_it_arrives(tmp_path: Path) -> None:
    async with recording(tmp_path, Line(["half", " of it"], stalls=True)) as made:
        made.session.send("hi")
        rows = "SELECT events FROM journal_rows ORDER BY number"

        async def journal() -> str:
            return "".join(row[0] for row in await made.store.read(lambda db: db.execute(rows).fetchall()))

        async with asyncio.timeout(10):
            while "half of it" not in await journal():
                await asyncio.sleep(0.01)
        made.session.stop()
        await made.session.wait_idle()
        await made.recorder.safe()
        assert await journal() == ""
        assert made.session.messages[-1].outcome is Outcome.STOPPED


async def test_a_message_sent_before_the_store_is_open_waits_for_it_and_can_be_stopped(tmp_path: Path) -> None:
    recorder, play, session = Recorder(), Playwright(ANSWER), Session("c")
    session.target = Target(play, "m")
    recorder.follow(session)
    session.send("first")
    for _ in range(20):
        await asyncio.sleep(0)
    assert play.requests == []
    session.stop()
    await session.wait_idle()
    session.send("second")
    store = await Store.open(tmp_path)
    recorder.begin(store)
    await session.wait_idle()
    assert len(play.requests) == 1
    assert await recorder.flush()
    assert state((await store.load("c")).tree) == state(session.tree)
    recorder.close()
    await store.aclose()


async def test_without_a_store_everything_goes_on() -> None:
    recorder, session = Recorder(), Session("c")
    session.target = Target(Playwright(ANSWER), "m")
    recorder.follow(session)
    session.send("first")
    recorder.give_up()
    await session.wait_idle()
    session.send("second")
    await session.wait_idle()
    assert [message.text() for message in session.messages] == ["first", "an answer", "second", "an answer"]
    assert await recorder.flush()
    recorder.close()


async def test_many_sessions_stream_at_once(tmp_path: Path) -> None:
    store, recorder = await Store.open(tmp_path), Recorder()
    recorder.begin(store)
    sessions = [Session(f"c{number}") for number in range(8)]
    for session in sessions:
        recorder.follow(session)
        session.target = Target(Playwright(Line([f"{session.id} "] * 300)), "m")
        session.send(f"hello {session.id}")
    for session in sessions:
        await session.wait_idle()
    assert await recorder.flush()
    for session in sessions:
        assert state((await store.load(session.id)).tree) == state(session.tree)
    recorder.close()
    await store.aclose()


async def test_other_changes_keep_their_place_in_the_order(tmp_path: Path) -> None:
    async with recording(tmp_path) as made:
        made.session.send("first")
        made.recorder.put(ConversationEdited("c", pinned=True, draft="half a thou"))
        await made.session.wait_idle()
        await made.recorder.safe()
        info = (await made.store.load("c")).info
        assert (info.pinned, info.draft, info.title) == (True, "half a thou", "first")


async def test_what_is_no_longer_followed_is_no_longer_written(tmp_path: Path) -> None:
    store, recorder, session = await Store.open(tmp_path), Recorder(), Session("c")
    recorder.begin(store)
    unfollow = recorder.follow(session)
    session.target = Target(Playwright(ANSWER), "m")
    session.send("first")
    await session.wait_idle()
    unfollow()
    before = state(session.tree)
    session.send("second")
    await session.wait_idle()
    assert await recorder.flush()
    assert state((await store.load("c")).tree) == before
    recorder.close()
    await store.aclose()
