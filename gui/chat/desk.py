"""Presets and prompts at a page: the picker in its header, the list behind "/" in its composer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.chat.page import ChatPage
from gui.chat.presetting import Presetting
from gui.shelves import Shelves
from gui.theme.theme import Theme


class Desk(QObject):
    """`edit_wished("presets")` asks for that page of the settings."""

    edit_wished = Signal(str)

    def __init__(self, theme: Theme, page: ChatPage, shelves: Shelves) -> None:
        super().__init__(page)
        shelves.said.connect(page.notices.say)
        self.presetting = Presetting(theme, shelves.presets, page.choosing, page)
        self.presetting.edit_wished.connect(lambda: self.edit_wished.emit("presets"))
        page.choosing.prepare = self.presetting.apply
        page.choosing.shown.connect(self.presetting.show)
        page.header.add_control(self.presetting.picker)
