"""What the tests of the settings dialog share: a house for it to live in, and hands to use it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.providers.base import Provider, ProviderSpec, WireProtocol
from core.providers.openai_chat import OpenAIChat
from core.settings.schema import Settings
from core.settings.secrets import Secrets
from core.settings.store import load, save
from core.wire.client import build_client
from gui.settings.dialog import SettingsDialog
from gui.settings.services import Services
from gui.shelves import Shelves
from gui.theme.theme import Theme
from tests.support.script import Answer, Stall, whole
from tests.support.server import Received, ServerThread

KEY = "sk-right"
OWN = ProviderSpec("gate", "Gateway", WireProtocol.OPENAI_CHAT, "https://gate.example.com/v1", "GATE_KEY")


class House:
    """What the program gives to the dialog, with a real file, real secrets without a backend, and a real provider that
    talks to a server here, whatever its address says. The server takes one key; `hold` keeps it silent."""

    def __init__(self, path: Path, server: ServerThread) -> None:
        self.path = path
        self._server = server
        self.secrets = Secrets(time_limit_s=2)
        self.tasks: list[asyncio.Task[None]] = []
        self.opened: list[str] = []
        self.changed: list[str] = []
        self.hold = False

    @property
    def settings(self) -> Settings:
        return load(self.path).settings

    def services(self) -> Services:
        return Services(
            settings=lambda: self.settings,
            put=lambda settings: save(self.path, settings),
            secrets=self.secrets,
            connect=self._connect,
            key_changed=self.changed.append,
            open_link=self.opened.append,
            spawn=self._spawn,
            shelves=Shelves(self.path.parent, self.path.parent, self._spawn),
        )

    async def _connect(self, spec: ProviderSpec, key: str | None) -> Provider:
        address = replace(
            spec, base_url=self._server.url + "/v1", protocol=WireProtocol.OPENAI_CHAT, key_required=False
        )
        return OpenAIChat(address, key, build_client())

    def answer(self, request: Received) -> Answer:
        """What the server says to a request for its models."""
        if self.hold:
            return Answer(before=(Stall(),))
        sent = request.header("authorization") or ""
        if sent != f"Bearer {KEY}":
            error = {"error": {"message": f"This key is not accepted: {sent}", "code": "invalid_api_key"}}
            return whole(json.dumps(error).encode(), status=401)
        return whole(b'{"object": "list", "data": [{"id": "a"}, {"id": "b"}]}')

    def wait_closed(self, count: int) -> None:
        """Until the server has seen that many connections end."""
        self._server.wait_closed(5, count)

    def _spawn(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self.tasks.append(task)
        return task

    async def settle(self) -> None:
        """Until nothing runs that was not told to wait."""
        while running := [task for task in self.tasks if not task.done()]:
            if self.hold:
                await asyncio.sleep(0.05)
                return
            await asyncio.gather(*running, return_exceptions=True)
        for task in self.tasks:
            if not task.cancelled():
                task.result()


async def opened(qtbot: QtBot, house: House, provider: str = "") -> SettingsDialog:
    dialog = SettingsDialog(Theme(), house.services(), provider=provider)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    await house.settle()
    return dialog


def field(dialog: QWidget, name: str) -> QLineEdit:
    found = dialog.findChild(QLineEdit, name)
    assert found is not None, name
    return found


def click(dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QPushButton, name) or dialog.findChild(QWidget, name)
    assert button is not None, name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def said(dialog: QWidget, name: str = "providerResult") -> str:
    label = dialog.findChild(QLabel, name)
    assert label is not None
    return label.text()


def retype(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text) if text else QTest.keyClick(line, Qt.Key.Key_Delete)
