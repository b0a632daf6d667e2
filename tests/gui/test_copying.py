"""Dated copies and the deletion of everything, from the window: nothing is lost that was not to be."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QMessageBox, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from core.conversations.inventory import CopyReason, dated_copies
from core.conversations.records import ConversationInfo, ConversationStarted
from core.conversations.search import Search
from gui.actions import Actions
from gui.data.copies_dialog import CopiesDialog
from gui.data.deletion_dialog import DeletionDialog
from gui.settings.data_page import DataPage
from tests.gui.data_stage import Stage, staged
from tests.gui.test_library import LINE
from tests.support.playwright import Line


async def copies(stage: Stage) -> CopiesDialog:
    """The dialog, with its list."""
    stage.data.copying.open_copies(stage.window)
    dialog = await stage.found(CopiesDialog, "copiesDialog")
    await stage.until(dialog.choice.isVisible)
    return dialog


async def agree(stage: Stage, text: str) -> None:
    box = await stage.found(QMessageBox, "copyQuestion")
    assert text in box.text() + box.informativeText()
    await stage.press("copyYesButton")


async def test_a_copy_is_made_and_restored_and_what_was_there_is_a_copy_too(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path, LINE, LINE, LINE) as stage:
        first = await stage.house.ask("first")
        stage.data.copying.back_up()
        await stage.until(lambda: stage.notices.text().startswith("A copy of everything was made: conversations-"))
        await stage.house.ask("first, again")
        stage.house.book.open_new()
        second = await stage.house.ask("second")
        await stage.house.open(first.id)
        dialog = await copies(stage)
        table = await stage.found(QTableWidget, "copiesTable")
        assert [table.item(0, column).text() for column in (1, 2)] == ["You asked for it", "1"]  # type: ignore[union-attr]  # it is there
        await stage.press("restoreCopyButton")
        await agree(stage, "It has 1 conversation. What is there now, 2 conversations, is kept as a copy first.")
        assert ": 1 conversation. What was there before is kept as conversations-" in await stage.ended()
        assert await stage.titles() == ["first"]
        assert stage.house.book.find(second.id) is None
        await stage.until(lambda: stage.house.shown[-1].id == first.id)  # it goes on with what was shown
        again = stage.house.shown[-1]
        assert again is not first
        assert [message.text() for message in again.session.messages] == ["first", "an answer"]
        await stage.close(dialog)
        (before,) = [each for each in dated_copies(tmp_path) if each.reason is CopyReason.RESTORE]
        assert before.conversations == 2
        await stage.store.restore(before.path)
        assert await stage.titles() == ["first", "second"]
        assert len((await stage.store.load(first.id)).tree) == 4


async def test_a_restore_stops_a_running_answer_and_keeps_its_words(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path, Line(["half ", "of it"], stalls=True)) as stage:
        await stage.store.backup()
        conversation = stage.house.shown[-1]
        stage.house.directory.aim(conversation.session, conversation.choice)
        conversation.session.send("a question")
        await stage.until(lambda: "of it" in conversation.last_answer())
        dialog = await copies(stage)
        await stage.press("restoreCopyButton")
        await agree(stage, "Running answers are stopped")
        await stage.ended()
        assert not conversation.session.live
        assert await stage.titles() == []
        await stage.close(dialog)
        (before,) = [each.path for each in dated_copies(tmp_path) if each.reason is CopyReason.RESTORE]
        await stage.store.restore(before)
        (entry,) = await stage.store.entries()
        kept = (await stage.store.load(entry.id)).tree.path()
        assert [message.text() for message in kept] == ["a question", "half of it"]


async def test_a_conversation_that_goes_on_after_a_restore_is_written_into_the_restored_file(
    qtbot: QtBot, tmp_path: Path
) -> None:
    async with staged(tmp_path, LINE, LINE) as stage:
        await stage.store.backup()
        await stage.house.ask("lost")
        dialog = await copies(stage)
        await stage.press("restoreCopyButton")
        await agree(stage, "")
        await stage.ended()
        await stage.close(dialog)
        await stage.house.ask("new")
        await stage.house.keeper.written()
        assert await stage.titles() == ["new"]


async def test_a_copy_that_cannot_be_read_can_only_be_deleted(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        copy = await stage.store.backup()
        copy.write_bytes(copy.read_bytes()[:100] + os.urandom(9000))
        dialog = await copies(stage)
        assert not (await stage.found(QPushButton, "restoreCopyButton")).isEnabled()
        await stage.press("deleteCopyButton")
        await agree(stage, "It cannot be brought back.")
        await stage.until(lambda: stage.store.copies == [])
        await stage.until(lambda: dialog.choice.isVisible() and dialog.chosen is None)
        await stage.press("makeCopyButton")
        await stage.until(lambda: len(stage.store.copies) == 1 and dialog.choice.isVisible())
        dialog.reject()


async def test_a_copy_that_fails_its_check_changes_nothing_and_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path, LINE) as stage:
        infos = (ConversationInfo(f"c{number}", draft="word " * 1000) for number in range(200))
        await stage.store.commit([ConversationStarted(info) for info in infos])
        copy = await stage.store.backup()
        data = bytearray(copy.read_bytes())
        middle = len(data) // 8192 * 4096
        data[middle : middle + 8192] = os.urandom(8192)
        copy.write_bytes(data)
        dialog = await copies(stage)
        await stage.press("restoreCopyButton")
        await agree(stage, "It has 200 conversations.")
        assert "cannot be restored" in await stage.ended()
        await stage.close(dialog)
        assert await stage.store.count() == 200


async def test_everything_is_deleted_after_two_steps_with_a_copy_before(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path, LINE) as stage:
        conversation = await stage.house.ask("first")
        stage.data.copying.open_deletion(stage.window)
        dialog = await stage.found(DeletionDialog, "deletionDialog")
        assert not dialog.delete.isEnabled()
        (await stage.found(QCheckBox, "deletionSure")).setChecked(True)
        await stage.press("deleteAllButton")
        said = await stage.ended()
        assert said.startswith("All conversations are deleted. Restore the copy conversations-")
        assert await stage.titles() == []
        assert stage.house.book.find(conversation.id) is None
        assert [each.reason for each in dated_copies(tmp_path)] == [CopyReason.DELETION]
        await stage.close(dialog)


async def test_with_its_copies_nothing_of_what_was_said_is_left_on_the_disk(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path, LINE) as stage:
        files = stage.house.keeper.files
        sha256 = files.keep(b"canary in a file")
        files.release([sha256])
        await stage.store.commit([ConversationStarted(ConversationInfo("c", "canary in a title"))])
        await stage.house.ask("canary in a message")
        (tmp_path / "conversations.damaged-2026-01-01.sqlite3").write_bytes(b"canary that was set aside")
        search = await Search.open(stage.store, gently=False)
        await search.settled()
        assert [hit.text for hit in (await search.find("canary")).hits]
        await stage.store.backup()
        stage.data.copying.open_deletion(stage.window)
        dialog = await stage.found(DeletionDialog, "deletionDialog")
        sure = await stage.found(QCheckBox, "deletionSure")
        sure.setChecked(True)
        (await stage.found(QCheckBox, "deleteCopiesToo")).setChecked(True)
        assert not sure.isChecked()  # it was said of something else
        assert (await stage.found(QLabel, "deletionAfter")).text().startswith("Nothing of it is left then")
        sure.setChecked(True)
        await stage.press("deleteAllButton")
        assert await stage.ended() == "All conversations, their files and their copies are deleted."
        await search.settled()
        await search.aclose()
        assert names_with(tmp_path, b"canary") == []
        await stage.close(dialog)


def names_with(folder: Path, word: bytes) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and word in path.read_bytes()]


async def test_where_there_is_nothing_it_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.data.copying.open_deletion(stage.window)
        await stage.until(lambda: stage.notices.text() == "There is nothing to delete.")


async def test_a_backup_that_fails_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("in the way", "utf-8")
    async with staged(tmp_path, LINE) as stage:
        stage.data.copying.back_up()
        await stage.until(lambda: stage.notices.text().startswith("No copy was made. "))


async def test_without_a_store_every_command_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder", "utf-8")
    async with staged(tmp_path / "data") as stage:
        for command in (
            stage.data.copying.back_up,
            lambda: stage.data.copying.open_copies(stage.window),
            lambda: stage.data.copying.open_deletion(stage.window),
        ):
            stage.notices.hide()
            command()
            assert stage.notices.text().startswith("There is no file to work on")
            assert not stage.notices.isHidden()


async def test_the_page_counts_when_it_is_shown_and_when_a_dialog_before_it_is_gone(
    qtbot: QtBot, tmp_path: Path
) -> None:
    async with staged(tmp_path, LINE) as stage:
        await stage.house.ask("first")
        await stage.house.keeper.written()
        actions = Actions()
        stage.data.connect_actions(actions)
        page = stage.data.make_page(actions, tmp_path / "settings.toml")
        assert isinstance(page, DataPage)
        host = QWidget(stage.window)
        page.setParent(host)
        host.show()
        await stage.until(lambda: page.much.text() == "Conversations: 1, messages: 2")
        await stage.store.commit([ConversationStarted(ConversationInfo("c"))])
        QApplication.sendEvent(page, QEvent(QEvent.Type.WindowUnblocked))
        await stage.until(lambda: page.much.text() == "Conversations: 2, messages: 2")
        assert page.room.text().startswith("On the disk: ")
        button = page.findChild(QPushButton, "restore_copyButton")
        assert isinstance(button, QPushButton)
        button.click()
        dialog = await stage.found(CopiesDialog, "copiesDialog")
        await stage.until(dialog.choice.isVisible)
        dialog.reject()
