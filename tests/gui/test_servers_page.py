"""The page of tool servers with real servers behind it: added, agreed to, started, changed, imported, removed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMessageBox, QPlainTextEdit, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from core.mcp.server import Phase
from core.mcp.spec import ServerSpec, Way
from core.providers.base import Provider
from core.settings.schema import Settings
from gui.settings.dialog import SettingsDialog
from gui.settings.servers_page import ServersPage
from gui.settings.services import MorePage, Services
from gui.theme.theme import Theme
from tests.core.mcp.house import ROUGH, House, living, reaches, rough, until
from tests.gui.settings_house import click, field


@asynccontextmanager
async def page(qtbot: QtBot, folder: Path, *specs: ServerSpec) -> AsyncIterator[tuple[ServersPage, House]]:
    async with living(folder, *specs, back_off=(30.0,)) as house:
        theme, loop = Theme(), asyncio.get_running_loop()
        tasks: list[asyncio.Task[Any]] = []

        def spawn(work: Any, name: str) -> asyncio.Task[Any]:
            tasks.append(loop.create_task(work, name=name))
            return tasks[-1]

        shown = ServersPage(theme, house.servers, spawn)
        qtbot.addWidget(shown)
        shown.resize(760, 560)
        shown.show()
        yield shown, house
        shown.hide()
        await asyncio.gather(*tasks)


def words(shown: QWidget, name: str) -> str:
    label = shown.findChild(QLabel, name)
    assert label is not None
    return label.text()


def text(shown: QWidget, name: str) -> QPlainTextEdit:
    found = shown.findChild(QPlainTextEdit, name)
    assert found is not None
    return found


def tab(shown: QWidget, place: int) -> None:
    tabs = shown.findChild(QTabWidget, "serverTabs")
    assert tabs is not None
    tabs.setCurrentIndex(place)


def listed(shown: ServersPage) -> list[list[str]]:
    return [shown.list.item(row).text().split("\n") for row in range(shown.list.count())]


async def test_a_server_is_added_agreed_to_and_runs(qtbot: QtBot, tmp_path: Path) -> None:
    async with page(qtbot, tmp_path) as (shown, house):
        click(shown, "addServerButton")
        QTest.keyClicks(field(shown, "serverName"), "My files")
        QTest.keyClicks(field(shown, "serverCommand"), "python3")
        text(shown, "serverArguments").insertPlainText(f"{ROUGH}\nwell")
        assert listed(shown) == [["My files •", "Not saved yet"]]
        assert shown.unsaved() == ("My files",)
        click(shown, "saveServerButton")
        await until(lambda: len(house.servers.all) == 1)
        await until(lambda: text(shown, "serverCommandLine").isVisible())
        assert text(shown, "serverCommandLine").toPlainText() == f"python3 {ROUGH} well"
        assert (words(shown, "serverState"), house.log()) == ("Waits for your consent", [])
        click(shown, "agreeButton")
        await reaches(house.server, Phase.RUNNING)
        await until(lambda: words(shown, "serverState") == "Running, 3 tools")
        assert not text(shown, "serverCommandLine").isVisible()
        tab(shown, 1)
        assert "The server claims that it only reads." in [each.text() for each in shown.findChildren(QLabel)]
        tab(shown, 2)
        assert "Tools: 3, prompts: 1, resources: 1." in text(shown, "serverLog").toPlainText()


async def test_a_changed_command_line_asks_again(qtbot: QtBot, tmp_path: Path) -> None:
    async with page(qtbot, tmp_path, rough()) as (shown, house):
        await house.server.ready()
        QTest.keyClicks(field(shown, "serverFolder"), str(tmp_path))
        assert house.phase() is Phase.RUNNING  # nothing holds before it is saved
        click(shown, "saveServerButton")
        await reaches(house.server, Phase.UNTRUSTED)
        await until(lambda: words(shown, "serverState") == "Waits for your consent")
        assert str(tmp_path) in " ".join(label.text() for label in shown.findChildren(QLabel))


async def test_what_cannot_be_used_is_told_and_kept_for_mending(qtbot: QtBot, tmp_path: Path) -> None:
    async with page(qtbot, tmp_path) as (shown, house):
        click(shown, "addServerButton")
        ways = shown.findChild(QComboBox, "serverWay")
        assert ways is not None
        ways.setFocus()
        QTest.keyClick(ways, Qt.Key.Key_Down)
        QTest.keyClicks(field(shown, "serverAddress"), "example.com")
        click(shown, "saveServerButton")
        assert words(shown, "serverResult").startswith("Say the whole address")
        assert (house.servers.all, shown.save_all()) == ((), False)
        click(shown, "revertServerButton")
        assert (listed(shown), shown.unsaved()) == ([], ())


async def test_a_crash_is_told_with_its_last_words_and_a_button(qtbot: QtBot, tmp_path: Path) -> None:
    async with page(qtbot, tmp_path, rough("die_at_start")) as (shown, house):
        click(shown, "startServerButton")
        await reaches(house.server, Phase.CRASHED)
        await until(lambda: words(shown, "serverState").startswith("Crashed; restarts in"))
        assert words(shown, "serverTrouble").endswith("I need a file that is not there")
        click(shown, "startServerButton")
        await until(lambda: house.log().count("The program has ended with the code 2.") == 2)


async def test_switching_off_and_removing(qtbot: QtBot, tmp_path: Path) -> None:
    async with page(qtbot, tmp_path, rough()) as (shown, house):
        await house.server.ready()
        switch = shown.findChild(QWidget, "serverOn")
        assert switch is not None
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(10, switch.height() // 2))
        await reaches(house.server, Phase.OFF)
        click(shown, "removeServerButton")
        box = shown.findChild(QMessageBox, "removeServerDialog")
        assert box is not None
        next(button for button in box.buttons() if button.text() == "Remove").click()
        await until(lambda: house.servers.all == ())
        await until(lambda: listed(shown) == [])


async def test_a_secret_is_never_shown_again(qtbot: QtBot, tmp_path: Path) -> None:
    async with page(qtbot, tmp_path, rough(agreed=False)) as (shown, house):
        shown.detail.form.environment.add.click()
        name, value = shown.detail.form.environment.findChildren(QLineEdit)
        QTest.keyClicks(name, "API_TOKEN")
        QTest.keyClicks(value, "canary")
        click(shown, "saveServerButton")
        await until(lambda: house.server.spec.secrets == ("API_TOKEN",))
        assert await house.servers.vault.values(house.server.spec) == {"API_TOKEN": "canary"}
        fields = [line for line in shown.detail.form.environment.findChildren(QLineEdit) if line.isVisible()]
        assert [line.text() for line in fields] == ["API_TOKEN", ""]
        QTest.keyClicks(field(shown, "serverName"), "!")
        click(shown, "saveServerButton")
        await until(lambda: house.server.spec.name == "Rough!")
        assert await house.servers.vault.values(house.server.spec) == {"API_TOKEN": "canary"}


async def test_json_of_other_programs_is_looked_at_and_starts_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    async with page(qtbot, tmp_path) as (shown, house):
        click(shown, "importServersButton")
        dialog = shown.findChild(QWidget, "importServersDialog")
        assert dialog is not None
        pasted = {"a": {"command": "python3", "args": [str(ROUGH)]}, "b": {"url": "https://b.example.com"}, "c": {}}
        text(dialog, "importServersText").setPlainText(json.dumps({"mcpServers": pasted}))
        entries = dialog.findChild(QWidget, "importServersList")
        assert entries is not None
        assert entries.count() == 3  # type: ignore[attr-defined]  # it is a list
        entries.item(1).setCheckState(Qt.CheckState.Unchecked)  # type: ignore[attr-defined]  # as above
        click(dialog, "takeServersButton")
        await until(lambda: [server.spec.id for server in house.servers.all] == ["a"])
        assert (house.phase(), house.log()) == (Phase.UNTRUSTED, [])


async def test_foreign_names_are_shown_as_they_are(qtbot: QtBot, tmp_path: Path) -> None:
    odd = replace(ServerSpec("odd", "<b>a</b>\u202eb", Way.HTTP, url="https://a.example.com"))
    async with page(qtbot, tmp_path, odd) as (shown, _):
        assert listed(shown)[0][0] == "<b>a</b>⟨U+202E⟩b"
        assert all(
            label.textFormat() is Qt.TextFormat.PlainText for label in shown.findChildren(QLabel) if label.text()
        )


async def test_closing_the_settings_asks_about_what_was_typed(qtbot: QtBot, tmp_path: Path) -> None:
    async def connect(*_: object) -> Provider:
        raise AssertionError

    async with page(qtbot, tmp_path, rough()) as (shown, house):
        loop = asyncio.get_running_loop()
        tasks: list[asyncio.Task[None]] = []

        def spawn(work: Any, name: str) -> asyncio.Task[None]:
            tasks.append(loop.create_task(work, name=name))
            return tasks[-1]

        theme = Theme()
        pages = [MorePage("servers", "Tool servers", "server", lambda: ServersPage(theme, house.servers, spawn))]
        services = Services(
            Settings, lambda _: None, house.secrets, connect, lambda _: None, lambda _: None, spawn, None, pages
        )
        dialog = SettingsDialog(theme, services, page="servers")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.open()
        assert isinstance(dialog.stack.currentWidget(), ServersPage)
        QTest.keyClicks(field(dialog, "serverName"), " too")
        dialog.reject()
        box = dialog.findChild(QMessageBox, "unsavedDialog")
        assert box is not None
        assert "Rough too" in box.text()
        box.button(QMessageBox.StandardButton.Save).click()
        await until(lambda: house.server.spec.name == "Rough too")
        assert not dialog.isVisible()
        await asyncio.gather(*tasks, return_exceptions=True)
    assert shown.unsaved() == ()
