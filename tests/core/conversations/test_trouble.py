"""A store that takes nothing for a while: streaming goes on, it is told once, and nothing is lost."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from core.conversations.store import Store
from core.conversations.trouble import StoreLocked
from core.messages import Outcome
from tests.architecture.source import ROOT
from tests.core.conversations.recording import Recording, recording, state, stored
from tests.support.playwright import Line

LONG = Line(["many words, " * 2000] * 20)


async def pragma(made: Recording, words: str) -> None:
    await made.store.write(lambda db: db.execute(f"PRAGMA {words}").fetchall())


@pytest.mark.parametrize(
    ("harm", "cure", "sentence"),
    [
        ("max_page_count = 1", "max_page_count = 4294967294", "disk is full"),
        ("query_only = ON", "query_only = OFF", "cannot be written"),
    ],
    ids=["full disk", "read-only file"],
)
async def test_streaming_goes_on_and_all_is_written_once_it_can_be(
    tmp_path: Path, harm: str, cure: str, sentence: str
) -> None:
    async with recording(tmp_path, LONG) as made:
        await made.ask("first")
        await made.recorder.safe()
        await pragma(made, harm)
        await made.ask("second")
        await made.ask("third")
        assert made.session.messages[-1].outcome is Outcome.FINISHED
        assert not await made.recorder.flush()
        (told,) = made.troubles
        assert sentence in told
        assert "stays in memory" in told
        await pragma(made, cure)
        assert await made.recorder.flush()
        expected = state(made.session.tree)
    assert state(await stored(tmp_path)) == expected


async def test_a_file_that_another_program_holds_is_told_and_waited_for(tmp_path: Path) -> None:
    async with recording(tmp_path) as made:
        await made.ask("first")
        await made.recorder.safe()
        await pragma(made, "busy_timeout = 1")
        with closing(sqlite3.connect(tmp_path / "conversations.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await made.ask("second")
            assert "Another program" in made.troubles[0]
            other.execute("ROLLBACK")
        assert await made.recorder.flush()
        expected = state(made.session.tree)
    assert state(await stored(tmp_path)) == expected


HOLDER = """
import asyncio, sys, pathlib
from core.conversations.store import Store
async def hold():
    store = await Store.open(pathlib.Path(sys.argv[1]))
    print("open", flush=True)
    await asyncio.Event().wait()
asyncio.run(hold())
"""


async def test_another_process_has_the_folder_until_it_is_killed(tmp_path: Path) -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDER, str(tmp_path), stdout=asyncio.subprocess.PIPE, env=environ
    )
    assert holder.stdout is not None
    assert await holder.stdout.readline() == b"open\n"
    with pytest.raises(StoreLocked):
        await Store.open(tmp_path)
    holder.kill()
    await holder.communicate()
    await (await Store.open(tmp_path)).aclose()
