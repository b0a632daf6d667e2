"""A hundred thousand conversations: whoever looks at some reads those."""

from __future__ import annotations

import asyncio
import sqlite3
from asyncio import Future
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.conversations.records import Change, ConversationDeleted, ConversationEdited, ConversationUsed, Told
from core.conversations.statements import write
from core.conversations.store import Store
from gui.sidebar.groups import PAGE
from tests.gui.sidebar_stage import ago, staged, started

T = TypeVar("T")
COUNT = 100_000


def fill(db: sqlite3.Connection) -> None:
    """Many conversations at once, fifty a day."""
    first = started("c0", "질문 0")
    db.execute("BEGIN IMMEDIATE")
    write(db, first)
    names = [name for _, name, *_ in db.execute("PRAGMA table_info(conversations)") if name not in ("number", "id")]
    made = {"title": "'질문 ' || n", "updated": "updated - n * 1728", "activity": "activity - n * 1728000"}
    db.execute(
        f"WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {COUNT - 1}) "
        f"INSERT INTO conversations (id, {', '.join(names)}) "
        f"SELECT 'c' || n, {', '.join(made.get(name, name) for name in names)} FROM conversations, numbers"
    )
    db.execute("COMMIT")


class Counted:
    """A store, and how often and how many lines were read of it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.questions = 0
        self.lines = 0

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        self.questions += 1
        found = await self._store.read(work)
        self.lines += len(found) if isinstance(found, list) else 0
        return found

    def submit(self, changes: Sequence[Change]) -> Future[None]:
        return self._store.submit(changes)

    def subscribe(self, follower: Callable[[Sequence[Told]], None]) -> Callable[[], None]:
        return self._store.subscribe(follower)

    def since_last(self) -> tuple[int, int]:
        """Questions and lines since this was asked last."""
        found = self.questions, self.lines
        self.questions = self.lines = 0
        return found


async def test_only_what_is_looked_at_is_read(qtbot: QtBot, tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    await store.write(fill)
    source = Counted(store)
    async with staged(source=source) as stage:
        view = stage.sidebar.list
        assert stage.sidebar.rows.groups.total == COUNT
        questions, lines = source.since_last()
        assert questions < 12
        assert lines <= 5 * PAGE

        view.scrollToBottom()
        await stage.settle()
        assert stage.line(stage.sidebar.rows.rowCount() - 1) == f"질문 {COUNT - 1}"
        questions, lines = source.since_last()
        assert questions < 8
        assert lines <= 6 * PAGE

        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
        await stage.settle()
        assert "…" not in [stage.line(row) for row in range(*view.rows_shown())]
        assert source.since_last()[1] <= 6 * PAGE

        stage.click_row(view.rows_shown()[0] + 20)
        chosen = stage.selected()
        view.verticalScrollBar().setValue(0)
        source.submit([ConversationUsed(chosen[0], ago(0) + 60)])
        await stage.until_told(store)
        assert stage.line(1) == f"질문 {chosen[0][1:]}"
        assert stage.selected() == chosen

        stage.press(Qt.Key.Key_End)
        await stage.settle()
        assert stage.wishes[-1] == f"c{COUNT - 1}"
    await store.aclose()


async def test_crowds_that_come_one_after_the_other_are_all_there_in_the_end(qtbot: QtBot, tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    async with staged(source=store) as stage:
        for crowd in range(8):
            await store.commit([started(f"c{crowd}-{number}", days=crowd) for number in range(40)])
        await store.commit([started("last", days=0)])
        async with asyncio.timeout(20):
            while stage.sidebar.rows.groups.total < 321 or stage.sidebar.rows.row_of_id("last") < 0:
                await asyncio.sleep(0.01)
        assert stage.sidebar.rows.groups.total == 321
    await store.aclose()


async def test_all_of_many_are_deleted_and_brought_back(qtbot: QtBot, tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    await store.commit([started(f"c{number}", days=number / 100) for number in range(5000)])
    async with staged(source=store) as stage:
        stage.sidebar.list.selectAll()
        stage.keeper.delete()
        await stage.settle()
        assert stage.lines() == []
        assert stage.notices[-1][0] == "5000 conversations deleted"
        stage.keeper.deeds.undo()
        await stage.settle()
        assert stage.sidebar.rows.groups.total == 5000
    await store.aclose()


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.booleans(), st.sampled_from(["", "", "Work", "집"])), max_size=40),
    st.lists(st.tuples(st.sampled_from(["use", "pin", "move", "archive", "delete", "start"]), st.integers(0, 50))),
)
async def test_whatever_happens_the_list_reads_as_though_it_were_read_anew(
    made: list[tuple[int, bool, str]], happened: list[tuple[str, int]]
) -> None:
    changes = [
        started(f"c{number}", days=days, pinned=pinned, folder=folder)
        for number, (days, pinned, folder) in enumerate(made)
    ]
    async with staged(*changes) as stage:
        source = stage.listing.source
        for number, (what, which) in enumerate(happened):
            key = f"c{which}"
            every: dict[str, Change] = {
                "use": ConversationUsed(key, ago(which - 50)),
                "pin": ConversationEdited(key, pinned=which % 2 == 0),
                "move": ConversationEdited(key, folder=("", "Work", "집", "New")[which % 4]),
                "archive": ConversationEdited(key, archived=which % 2 == 0),
                "delete": ConversationDeleted(key),
                "start": started(f"n{number}", days=which / 3),
            }
            source.submit([every[what]])
            if which % 3 == 0:
                await stage.settle()
        await stage.settle()
        lines = stage.lines()
        assert stage.sidebar.rows.rowCount() == stage.sidebar.rows.groups.rows
        stage.sidebar.rows.clear()
        stage.keeper.loader.refresh()
        await stage.settle()
        assert lines == stage.lines()
