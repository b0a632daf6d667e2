"""Files of what was deleted are gone from the disk; files that somebody still needs are not."""

from __future__ import annotations

import contextlib
from pathlib import Path

from pytestqt.qtbot import QtBot

from core.conversations.records import ConversationDeleted
from core.messages import AttachmentPart
from gui.chat.conversation import Conversation
from tests.gui.data_stage import Stage, staged
from tests.gui.test_library import LINE
from tests.support.playwright import Line


async def say(stage: Stage, data: bytes) -> Conversation:
    """A question with a file, answered."""
    conversation, files = stage.house.shown[-1], stage.house.keeper.files
    part = AttachmentPart("a.txt", "text/plain", files.keep(data), len(data))
    stage.house.directory.aim(conversation.session, conversation.choice)
    conversation.session.send("look", (part,))
    files.release([part.sha256])
    await conversation.session.wait_idle()
    return conversation


def kept(folder: Path) -> list[bytes]:
    """What lies in the folder of attached files."""
    found = []
    for path in (folder / "attachments").glob("*/*"):
        with contextlib.suppress(FileNotFoundError):  # swept meanwhile
            found.append(path.read_bytes())
    return sorted(found)


async def test_the_file_of_a_deleted_conversation_is_gone_once_nothing_brings_it_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    async with staged(tmp_path, LINE) as stage:
        conversation = await say(stage, b"secret")
        entry = await stage.store.entry(conversation.id)
        assert entry is not None
        assert stage.sidebar.keeper is not None
        deeds = stage.sidebar.keeper.deeds
        deeds.delete([entry])
        assert await stage.data.sweeping.sweep() == 0
        assert kept(tmp_path) == [b"secret"]  # it can be undone
        deeds.empty()
        await stage.until(lambda: stage.house.book.find(conversation.id) is None)
        await stage.until(lambda: stage.data.sweeping.soon.interval() < 10_000)
        stage.data.sweeping.soon.setInterval(1)  # so long nobody waits here
        await stage.until(lambda: kept(tmp_path) == [])


async def test_what_is_being_written_and_what_an_undo_brings_back_stays(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path, LINE) as stage:
        drafted = stage.house.keeper.files.keep(b"in the composer")
        conversation = await say(stage, b"said")
        session = conversation.session
        session.delete(session.messages[0].id)
        await stage.house.keeper.written()
        assert await stage.data.sweeping.sweep() == 0
        session.undo_delete()
        await stage.house.keeper.written()
        assert await stage.data.sweeping.sweep() == 0
        assert kept(tmp_path) == [b"in the composer", b"said"]
        stage.house.keeper.files.release([drafted])
        assert await stage.data.sweeping.sweep() == 1
        assert kept(tmp_path) == [b"said"]


async def test_a_file_that_is_sent_while_the_sweep_asks_what_is_used_stays(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path, LINE, LINE) as stage:
        await say(stage, b"before")
        sweep = stage.house.tasks.spawn(stage.data.sweeping.sweep(), "sweep")
        await say(stage, b"meanwhile")
        assert await sweep == 0
        assert kept(tmp_path) == [b"before", b"meanwhile"]


async def test_the_file_of_a_running_turn_stays_whatever_the_store_has(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path, Line(["half"], stalls=True)) as stage:
        conversation, files = stage.house.shown[-1], stage.house.keeper.files
        part = AttachmentPart("a.txt", "text/plain", files.keep(b"asked"), 5)
        stage.house.directory.aim(conversation.session, conversation.choice)
        conversation.session.send("look", (part,))
        files.release([part.sha256])
        await stage.until(lambda: conversation.last_answer() == "half")
        await stage.store.commit([ConversationDeleted(conversation.id)])
        assert await stage.data.sweeping.sweep() == 0
        conversation.session.stop()
        await conversation.session.wait_idle()


async def test_a_start_looks_for_what_an_earlier_life_left(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path, LINE) as stage:
        await say(stage, b"said")
        stage.house.keeper.files.keep(b"never sent")
    async with staged(tmp_path) as stage:
        assert stage.data.sweeping.soon.isActive()
        stage.data.sweeping.soon.setInterval(1)
        await stage.until(lambda: kept(tmp_path) == [b"said"])
