"""The About box, and what it tells: version, build, every part and its licence."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.about import Build, Component, build_info, components
from gui.about import AboutDialog, open_about
from gui.theme.theme import Theme

PARTS = (
    Component("one", "1.0", "MIT", "https://one.example/", "Do what you like."),
    Component("two", "2.0", "BSD\u202e-3", "javascript:alert(1)", ""),
)


def test_it_names_version_and_build_and_copies_them(qtbot: QtBot) -> None:
    dialog = AboutDialog(Theme())
    qtbot.addWidget(dialog)
    dialog.show_facts(Build("1.2.3", "abcdef"), PARTS)
    dialog.copy_button.click()
    copied = QApplication.clipboard().text()
    assert "1.2.3" in copied
    assert "abcdef" in copied
    assert "Python" in copied


def test_each_part_shows_its_licence_and_leads_only_to_the_web(qtbot: QtBot) -> None:
    dialog = AboutDialog(Theme())
    qtbot.addWidget(dialog)
    wished: list[str] = []
    dialog.link_wished.connect(wished.append)
    dialog.show_facts(Build("1"), PARTS)
    assert "Do what you like." in dialog.licence.toPlainText()
    dialog.home.click()
    assert wished == ["https://one.example/"]
    QTest.keyClick(dialog.parts, Qt.Key.Key_Down)
    assert "⟨U+202E⟩" in dialog.licence.toPlainText()
    assert dialog.home.isHidden()


async def test_the_real_box_has_every_part_we_need_and_their_licences(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    tasks: list[asyncio.Task[Any]] = []

    def spawn(work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        tasks.append(asyncio.get_running_loop().create_task(work, name=name))
        return tasks[-1]

    open_about(Theme(), window, spawn, lambda _url: None)
    dialog = window.findChild(AboutDialog)
    assert dialog is not None
    await tasks[0]
    names = {dialog.parts.item(row).text().partition(" ")[0].lower() for row in range(dialog.parts.count())}
    assert {"rivulet", "pyside6_essentials", "shiboken6", "python", "openai", "anthropic", "keyring"} <= names
    assert build_info().version in dialog.version.text()
    dialog.close_button.click()
    window.hide()


async def test_a_box_that_is_closed_at_once_is_not_filled(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    tasks: list[asyncio.Task[Any]] = []

    def spawn(work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        tasks.append(asyncio.get_running_loop().create_task(work, name=name))
        return tasks[-1]

    open_about(Theme(), window, spawn, lambda _url: None)
    dialog = window.findChild(AboutDialog)
    assert dialog is not None
    dialog.reject()
    await asyncio.wait(tasks)
    assert tasks[0].cancelled()
    window.hide()


def test_every_part_has_a_version_and_a_licence() -> None:
    parts = components()
    assert parts[0].name.lower() == "rivulet"
    assert [part.name for part in parts if not part.version or not part.licence] == []
    assert len({part.name for part in parts}) == len(parts)
    qt = next(part for part in parts if part.name.startswith("PySide6"))
    assert "download.qt.io" in qt.text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in qt.text
