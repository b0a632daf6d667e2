"""Exports from the window: what is chosen is written whole, or not at all, and it is said which."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from core.conversations.exporting.plaintext import text_lines
from core.conversations.exporting.readable import Section
from core.conversations.importing.reading import conversations
from core.conversations.records import ConversationInfo, ConversationStarted
from gui.data.export_dialog import ExportDialog, Scope
from gui.data.words import trouble_words
from tests.gui.data_stage import Stage, staged
from tests.gui.test_library import LINE
from tests.support.playwright import Line


class Desktop(QObject):
    """Keeps what would have been opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def made_in(folder: Path) -> Path:
    """The folder that an export of several files made."""
    (made,) = [path for path in folder.iterdir() if path.name.startswith("Rivulet ")]
    return made


async def choose(stage: Stage, scope: Scope, kind: str) -> ExportDialog:
    dialog = await stage.found(ExportDialog, "exportDialog")
    for name in (f"{scope.name.lower()}Scope", f"{kind}Format"):
        (await stage.found(QRadioButton, name)).setChecked(True)
    await stage.press("chooseExportButton")
    return dialog


@pytest.mark.parametrize(("kind", "suffix"), [("markdown", "md"), ("html", "html"), ("text", "txt"), ("json", "json")])
async def test_the_conversation_that_is_shown_is_written_under_its_title(
    kind: str, suffix: str, qtbot: QtBot, tmp_path: Path
) -> None:
    async with staged(tmp_path / "data", LINE) as stage:
        await stage.house.ask("강은 왜/어디로?")
        stage.data.export()
        dialog = await choose(stage, Scope.SHOWN, kind)
        place = await stage.found(QFileDialog, "exportPlaceDialog")
        assert [Path(name).name for name in place.selectedFiles()] == [f"강은 왜 어디로.{suffix}"]
        target = tmp_path / f"out.{suffix}"
        await stage.choose("exportPlaceDialog", target)
        assert await stage.ended() == f"1 conversation in {target}."
        assert "an answer" in target.read_text("utf-8")
        await stage.close(dialog)


async def test_everything_becomes_a_folder_of_files_and_the_desktop_shows_it(qtbot: QtBot, tmp_path: Path) -> None:
    desktop = Desktop()
    QDesktopServices.setUrlHandler("file", desktop, "open")  # type: ignore[arg-type]  # it takes the name alone
    try:
        async with staged(tmp_path / "data", LINE, LINE) as stage:
            for words in ("first", "second"):
                await stage.house.ask(words)
                stage.house.book.open_new()
            await stage.store.commit([ConversationStarted(ConversationInfo("x", "first", archived=True))])
            stage.data.export_all()
            dialog = await choose(stage, Scope.ALL, "text")
            await stage.choose("exportPlaceDialog", tmp_path)
            assert (await stage.ended()).startswith("3 conversations in ")
            folder = made_in(tmp_path)
            assert names_in(folder) == ["first (2).txt", "first.txt", "second.txt"]
            await stage.press("endedActButton")
            assert desktop.opened == [str(folder)]
            await stage.close(dialog)
    finally:
        QDesktopServices.unsetUrlHandler("file")


async def test_an_answer_that_is_arriving_and_a_temporary_chat_are_written_as_they_are(
    qtbot: QtBot, tmp_path: Path
) -> None:
    async with staged(tmp_path / "data", Line(["half ", "of it"], stalls=True)) as stage:
        stage.house.library.open_temporary()
        conversation = stage.house.shown[-1]
        stage.house.directory.aim(conversation.session, conversation.choice)
        conversation.session.send("a secret")
        await stage.until(lambda: "of it" in conversation.last_answer())
        stage.data.export()
        dialog = await choose(stage, Scope.SHOWN, "json")
        await stage.choose("exportPlaceDialog", tmp_path / "now.json")
        await stage.ended()
        await stage.close(dialog)
        conversation.session.stop()
        await conversation.session.wait_idle()
    (written,) = conversations(tmp_path / "now.json")
    assert [message.text() for message in written.conversation.tree.path()] == ["a secret", "half of it"]


async def test_what_is_kept_in_memory_can_be_exported(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder", "utf-8")
    async with staged(tmp_path / "data", LINE, LINE) as stage:
        for words in ("first", "second"):
            await stage.house.ask(words)
            stage.house.book.open_new()
        stage.data.export_all()
        dialog = await choose(stage, Scope.ALL, "json")
        await stage.choose("exportPlaceDialog", tmp_path / "all.json")
        assert (await stage.ended()).startswith("2 conversations in ")
        await stage.close(dialog)
    assert sorted(each.conversation.info.title for each in conversations(tmp_path / "all.json")) == ["first", "second"]


async def test_what_was_deleted_a_moment_ago_is_not_exported(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path / "data", LINE, LINE) as stage:
        first = await stage.house.ask("first")
        stage.house.book.open_new()
        await stage.house.ask("second")
        assert stage.sidebar.keeper is not None
        entry = await stage.store.entry(first.id)
        assert entry is not None
        stage.sidebar.keeper.deeds.delete([entry])
        stage.data.export_all()
        dialog = await choose(stage, Scope.ALL, "json")
        await stage.choose("exportPlaceDialog", tmp_path / "all.json")
        assert (await stage.ended()).startswith("1 conversation in ")
        await stage.close(dialog)


async def test_stop_leaves_whole_files_alone_and_says_how_many(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second file's writing waits until Stop was pressed."""
    begun, stopped = threading.Event(), threading.Event()

    def slow(title: str, shown: Iterator[Section]) -> Iterator[str]:
        if title == "2":
            begun.set()
            stopped.wait(10)
        return text_lines(title, shown)

    monkeypatch.setattr("core.conversations.exporting.writing.text_lines", slow)
    async with staged(tmp_path / "data") as stage:
        infos = (ConversationInfo(f"c{number}", str(number), updated=10.0 - number) for number in range(1, 5))
        await stage.store.commit([ConversationStarted(info) for info in infos])
        stage.data.export_all()
        dialog = await choose(stage, Scope.ALL, "text")
        await stage.choose("exportPlaceDialog", tmp_path)
        await stage.until(begun.is_set)
        dialog.reject()
        assert not (await stage.found(QPushButton, "stopWorkButton")).isEnabled()
        stopped.set()
        said = await stage.ended()
        folder = made_in(tmp_path)
        assert said == f"2 of 4 conversations are in {folder.name}, each of them whole."
        assert names_in(folder) == ["1.txt", "2.txt"]
        await stage.close(dialog)


async def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path / "data", LINE) as stage:
        await stage.house.ask("first")
        stage.data.export()
        dialog = await choose(stage, Scope.SHOWN, "html")
        await stage.choose("exportPlaceDialog", tmp_path / "gone" / "a.html")
        said = await stage.ended()
        assert "is no longer there. Choose another place. Nothing was written." in said
        assert not (tmp_path / "gone").exists()
        await stage.close(dialog)


async def test_a_full_disk_leaves_no_half_file(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with staged(tmp_path / "data", LINE) as stage:
        await stage.house.ask("first")
        await stage.house.keeper.written()
        stage.data.export()
        dialog = await choose(stage, Scope.SHOWN, "json")
        (tmp_path / "a.json").write_text("an older export", "utf-8")
        monkeypatch.setattr("core.files.os.fsync", full)
        await stage.choose("exportPlaceDialog", tmp_path / "a.json")
        assert (await stage.ended()).startswith("There is no space left at ")
        monkeypatch.undo()
        assert (tmp_path / "a.json").read_text("utf-8") == "an older export"
        assert names_in(tmp_path) == ["a.json", "data"]
        await stage.close(dialog)


async def test_where_nothing_was_said_there_is_nothing_to_export(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path / "data") as stage:
        stage.data.export()
        await stage.until(lambda: stage.house.notices)
        assert stage.house.notices == ["There is nothing to export yet."]
        assert stage.window.findChild(ExportDialog) is None


async def test_the_json_of_everything_is_one_file_that_comes_back_whole(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path / "data", LINE) as stage:
        asked = await stage.house.ask("first")
        stage.data.export_all()
        dialog = await choose(stage, Scope.ALL, "json")
        await stage.choose("exportPlaceDialog", tmp_path / "all.json")
        await stage.ended()
        await stage.close(dialog)
        stored = await stage.store.load(asked.id)
    (back,) = conversations(tmp_path / "all.json")
    assert json.dumps(back.conversation.tree.to_json()) == json.dumps(stored.tree.to_json())
    assert back.conversation.info == stored.info


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EFBIG, errno.EISDIR, errno.EIO])
def test_every_trouble_of_a_disk_is_a_sentence_with_its_place(number: int) -> None:
    said = trouble_words(OSError(number, os.strerror(number)), Path("/media/stick/a.md"))
    assert "/media/stick/a.md" in said
    assert said.endswith(".")


async def test_the_end_of_the_program_leaves_no_half_file(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ending = threading.Event(), threading.Event()

    def slow(title: str, shown: Iterator[Section]) -> Iterator[str]:
        yield from text_lines(title, shown)
        begun.set()
        ending.wait(10)

    monkeypatch.setattr("core.conversations.exporting.writing.text_lines", slow)
    async with staged(tmp_path / "data") as stage:
        infos = (ConversationInfo(f"c{number}", str(number)) for number in range(3))
        await stage.store.commit([ConversationStarted(info) for info in infos])
        stage.data.export_all()
        await choose(stage, Scope.ALL, "text")
        await stage.choose("exportPlaceDialog", tmp_path)
        await stage.until(begun.is_set)
        assert any(name.startswith(".writing-") for name in names_in(made_in(tmp_path)))
        asyncio.get_running_loop().call_later(0.05, ending.set)
    assert [name for name in names_in(made_in(tmp_path)) if not name.endswith(".txt")] == []
