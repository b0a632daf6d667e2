"""Imports from the window: looked at first, nothing overwritten, and all of it taken back with one click."""

from __future__ import annotations

import asyncio
import json
import shutil
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QCheckBox, QLabel, QPlainTextEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from core.conversations.importing.landing import imports
from core.conversations.importing.message_lists import read_messages
from core.conversations.records import ConversationInfo, ConversationStarted
from gui.data.import_dialog import ImportDialog
from tests.core.conversations.test_landing import SAMPLES
from tests.gui.data_stage import Stage, staged
from tests.gui.test_attachments import drop
from tests.gui.test_library import LINE

READER = "core.conversations.importing.reading.read_messages"
USUAL: Callable[..., Any] = read_messages
OURS = SAMPLES / "rivulet-1.json"


async def looked(stage: Stage, path: Path) -> ImportDialog:
    """The dialog, with what is in a file."""
    stage.data.bring()
    dialog = await stage.found(ImportDialog, "importDialog")
    await stage.press("chooseImportButton")
    await stage.choose("importFileDialog", path)
    table = await stage.found(QTableView, "importTable")
    await stage.until(lambda: dialog.preview.isVisible() and table.model() is not None)
    return dialog


def named(path: Path) -> QMimeData:
    """A file as a file manager drags it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def lists(folder: Path, count: int) -> Path:
    """A file with that many conversations, each of which fills a batch."""
    path = folder / "many.json"
    every = []
    for number in range(count):
        said = [{"role": "user", "content": f"{number}, {line}"} for line in range(500)]
        every.append({"title": f"Number {number}", "messages": said})
    path.write_text(json.dumps({"conversations": every}), "utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("rivulet-1.json", "An export of Rivulet"),
        ("chatgpt.json", "A data export of ChatGPT"),
        ("claude.json", "A data export of Claude"),
        ("messages.json", "A list of messages"),
    ],
)
async def test_every_kind_of_file_is_told_imported_and_taken_back(
    name: str, title: str, qtbot: QtBot, tmp_path: Path
) -> None:
    async with staged(tmp_path / "data", LINE) as stage:
        await stage.house.ask("mine")
        dialog = await looked(stage, SAMPLES / name)
        assert dialog.preview.title.text() == title
        count = dialog.preview.lines.chosen_count
        assert count > 0
        await stage.press("importButton")
        assert (await stage.ended()).startswith("1 conversation" if count == 1 else f"{count} conversations imported.")
        assert len(await stage.titles()) == 1 + count
        await stage.press("endedActButton")
        await stage.until(lambda: dialog.ended.title.text() == "Import undone")
        assert await stage.titles() == ["mine"]
        await stage.close(dialog)


async def test_a_zip_as_it_was_downloaded_can_be_dropped_on_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as file:
        file.write(SAMPLES / "chatgpt.json", "conversations.json")
    async with staged(tmp_path / "data") as stage:
        assert drop(stage.sidebar, named(tmp_path / "export.zip"))
        dialog = await stage.found(ImportDialog, "importDialog")
        await stage.until(dialog.preview.isVisible)
        assert dialog.preview.title.text() == "A data export of ChatGPT"
        assert drop(dialog, named(OURS))
        await stage.until(lambda: dialog.preview.title.text() == "An export of Rivulet")
        dialog.reject()


async def test_what_is_there_is_marked_skipped_and_comes_again_only_when_wished(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path / "data") as stage:
        await stage.store.commit([ConversationStarted(ConversationInfo("c-0123456789ab", "Mine"))])
        dialog = await looked(stage, OURS)
        lines = dialog.preview.lines
        summary = await stage.found(QLabel, "importSummary")
        assert summary.text().endswith("There already, and skipped: 1.")
        assert lines.index(0, 2).data() == "There already"
        assert not lines.flags(lines.index(0, 0)) & Qt.ItemFlag.ItemIsUserCheckable
        assert not dialog.preview.go_on.isEnabled()
        (await stage.found(QCheckBox, "importAgain")).setChecked(True)
        assert dialog.preview.go_on.text() == "Import 1 conversation"
        await stage.press("importButton")
        await stage.ended()
        assert len(await stage.titles()) == 2
        assert (await stage.store.load("c-0123456789ab")).info.title == "Mine"
        await stage.close(dialog)


async def test_only_what_is_chosen_comes(qtbot: QtBot, tmp_path: Path) -> None:
    async with staged(tmp_path / "data") as stage:
        dialog = await looked(stage, lists(tmp_path, 3))
        lines = dialog.preview.lines
        check = Qt.ItemDataRole.CheckStateRole
        assert lines.setData(lines.index(1, 0), Qt.CheckState.Unchecked.value, check)
        assert dialog.preview.go_on.text() == "Import 2 conversations"
        await stage.press("importButton")
        await stage.ended()
        assert await stage.titles() == ["Number 0", "Number 2"]
        await stage.close(dialog)


async def test_stop_keeps_what_has_come_says_so_and_takes_it_back(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The third conversation is read once Stop was pressed."""
    begun, third, stopped = threading.Event(), threading.Event(), threading.Event()

    def slow(value: object, about: dict[str, Any], *more: object) -> object:
        if about.get("title") == "Number 2" and begun.is_set():
            third.set()
            stopped.wait(10)
        return USUAL(value, about, *more)

    async with staged(tmp_path / "data") as stage:
        dialog = await looked(stage, lists(tmp_path, 6))
        monkeypatch.setattr(READER, slow)
        begun.set()
        await stage.press("importButton")
        while len(await stage.titles()) < 2 or not third.is_set():
            await asyncio.sleep(0.002)
        await stage.press("stopWorkButton")
        stopped.set()
        assert await stage.ended() == "3 conversations imported."
        assert dialog.ended.title.text() == "Stopped"
        await stage.press("endedActButton")
        await stage.until(lambda: dialog.ended.title.text() == "Import undone")
        assert await stage.titles() == []
        assert await imports(stage.store) == []
        await stage.close(dialog)


async def test_the_reading_can_be_stopped_and_another_file_chosen(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on = threading.Event()

    def slow(*everything: object) -> object:
        going_on.wait(10)
        return USUAL(*everything)

    monkeypatch.setattr(READER, slow)
    async with staged(tmp_path / "data") as stage:
        stage.data.bring(lists(tmp_path, 2))
        dialog = await stage.found(ImportDialog, "importDialog")
        await stage.press("stopWorkButton")
        choose = await stage.found(QPushButton, "chooseImportButton")
        await stage.until(choose.isVisible)
        going_on.set()
        monkeypatch.undo()
        await stage.press("chooseImportButton")
        await stage.choose("importFileDialog", OURS)
        await stage.until(dialog.preview.isVisible)
        assert dialog.preview.title.text() == "An export of Rivulet"
        dialog.reject()


async def test_an_open_conversation_goes_with_its_import_and_one_that_was_gone_on_with_stays(
    qtbot: QtBot, tmp_path: Path
) -> None:
    async with staged(tmp_path / "data", LINE) as stage:
        dialog = await looked(stage, lists(tmp_path, 2))
        await stage.press("importButton")
        await stage.ended()
        await stage.close(dialog)
        entries = {entry.title: entry.id for entry in await stage.store.entries()}
        await stage.house.open(entries["Number 0"])
        await stage.house.open(entries["Number 1"])
        await stage.house.ask("and now?")
        stage.data.bring()
        dialog = await stage.found(ImportDialog, "importDialog")
        await stage.press("undoEarlierButton")
        assert await stage.ended() == "1 conversation deleted again. Kept because you went on with them: 1."
        await stage.until(lambda: stage.house.book.find(entries["Number 0"]) is None)
        assert await stage.titles() == ["Number 1"]
        await stage.close(dialog)


async def test_what_cannot_be_read_is_listed(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    path.write_text('[{"title": "A", "messages": [{"role": "user", "content": "hi"}]}, 5]', "utf-8")
    async with staged(tmp_path / "data") as stage:
        dialog = await looked(stage, path)
        box = dialog.preview.findChild(QPlainTextEdit, "dataProblems")
        assert isinstance(box, QPlainTextEdit)
        assert box.isVisible()
        assert box.toPlainText() == ("Something in the file is neither a conversation nor a message; it was left out.")
        dialog.reject()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 no zip", "This zip file is damaged. Nothing was imported."),
        (b"hello", "This file is not JSON, or it is damaged from its beginning. Nothing was imported."),
        (None, "is no longer there. Choose another place. Nothing was imported."),
    ],
)
async def test_a_file_that_cannot_be_imported_is_explained(
    content: bytes | None, said: str, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "file.json"
    if content is not None:
        path.write_bytes(content)
    async with staged(tmp_path / "data") as stage:
        stage.data.bring(path)
        dialog = await stage.found(ImportDialog, "importDialog")
        assert (await stage.ended()).endswith(said)
        await stage.close(dialog)


async def test_a_file_that_goes_away_behind_the_preview_is_explained(qtbot: QtBot, tmp_path: Path) -> None:
    path = Path(shutil.copy(OURS, tmp_path / "ours.json"))
    async with staged(tmp_path / "data") as stage:
        dialog = await looked(stage, path)
        shutil.move(path, tmp_path / "elsewhere")
        await stage.press("importButton")
        assert (await stage.ended()).endswith("Nothing was imported.")
        assert dialog.ended.act.isHidden()
        await stage.close(dialog)


async def test_without_a_store_nothing_is_imported_and_it_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder", "utf-8")
    async with staged(tmp_path / "data") as stage:
        stage.data.bring(OURS)
        assert stage.house.notices[-1].startswith("Nothing can be imported now")
        assert stage.window.findChild(ImportDialog) is None


async def test_the_end_of_the_program_ends_an_import(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What had come is there and can be taken back at the next start."""
    begun, going_on = threading.Event(), threading.Event()

    def slow(value: object, about: dict[str, Any], *more: object) -> object:
        if about.get("title") == "Number 1":
            begun.set()
            going_on.wait(10)
        return USUAL(value, about, *more)

    async with staged(tmp_path / "data") as stage:
        await looked(stage, lists(tmp_path, 4))
        monkeypatch.setattr(READER, slow)
        await stage.press("importButton")
        await stage.until(begun.is_set)
    going_on.set()
    monkeypatch.undo()
    async with staged(tmp_path / "data") as stage:
        assert await stage.titles() == ["Number 0"]
        assert [record.file for record in await imports(stage.store)] == ["many.json"]
