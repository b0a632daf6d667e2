"""Tool servers at the page: their prompts stand behind "/", their resources beside files, and none outlives it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from core.logs import SecretMask
from core.mcp.server import Phase, Server
from core.mcp.shelf import save_servers
from core.settings.prompts import Prompt
from core.settings.secrets import Secrets
from core.tools.registry import Registry
from gui.chat.desk import Desk
from gui.chat.serving import Serving
from gui.composer.prompt_form import PromptForm
from gui.shelves import Shelves
from gui.theme.theme import Theme
from tests.core.mcp.house import processes_of, rough
from tests.gui.test_page import World, until, world


@asynccontextmanager
async def served(folder: Path, mark: str = "") -> AsyncIterator[tuple[World, Desk, Serving, Server]]:
    save_servers(folder / "servers.toml", [rough("well", *filter(None, [mark]))], ())
    async with world() as w:
        secrets = Secrets(time_limit_s=2)
        shelves = Shelves(folder, folder, w.tasks.spawn)
        shelves.prompts.put((Prompt("own", "Mine", "my words"),))
        desk = Desk(Theme(), w.page, shelves, w.actions)
        spawn, opened = w.tasks.spawn, list[str]()
        serving = Serving(Theme(), w.page, Registry(), secrets, SecretMask(), folder, folder, spawn, opened.append)
        serving.bring_prompts(desk.prompting)
        w.window.activateWindow()
        await until(w.page.composer.field.hasFocus)
        (server,) = serving.servers.all
        yield w, desk, serving, server
        await serving.aclose()
        await shelves.flush()
        secrets.close()


async def test_prompts_of_servers_stand_behind_a_slash_and_ask_for_what_they_need(tmp_path: Path) -> None:
    async with served(tmp_path) as (w, desk, _, server):
        await server.ready()
        QTest.keyClicks(w.page.composer.field, "/")
        search = desk.prompting.popup.findChild(QLineEdit)
        assert search is not None
        QTest.keyClicks(search, "greet")
        QTest.keyClick(search, Qt.Key.Key_Return)
        form = w.page.findChild(PromptForm)
        assert form is not None
        QTest.keyClicks(form.fields["who"], "Ada")
        QTest.keyClick(form.fields["who"], Qt.Key.Key_Return)
        await until(lambda: w.page.composer.text() == "Greet Ada.")


async def test_resources_of_servers_are_attached_as_files(tmp_path: Path) -> None:
    async with served(tmp_path) as (w, _, serving, server):
        await server.ready()
        button = w.page.composer.findChild(QWidget, "attachButton")
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        menu = w.page.findChild(QMenu, "attachMenu")
        assert menu is not None
        entries = [action for below in menu.findChildren(QMenu) for action in below.actions()]
        assert [action.text() for action in entries] == ["one"]
        choose(entries[0])
        menu.close()
        await until(lambda: len(w.page.attaching.parts) == 1)
        (part,) = w.page.attaching.parts
        assert (part.media_type, part.size) == ("text/plain", len(b"note one"))
        assert serving.servers.all == (server,)


def choose(action: QAction) -> None:
    action.trigger()


async def test_nothing_runs_before_it_is_needed_and_nothing_afterwards(tmp_path: Path) -> None:
    mark = f"mark-{tmp_path.name}"
    async with served(tmp_path, mark) as (_, _, serving, server):
        assert (server.state.phase, processes_of(mark)) == (Phase.IDLE, [])
        serving.make_page().deleteLater()
        assert processes_of(mark) == []
        await server.ready()
        assert len(processes_of(mark)) == 1
    assert processes_of(mark) == []
