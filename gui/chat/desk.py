"""Presets and prompts at a page: the picker in its header, the list behind "/" in its composer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.actions import Actions
from gui.chat.page import ChatPage
from gui.chat.presetting import Presetting
from gui.chat.prompting import Prompting
from gui.shelves import Shelves
from gui.theme.theme import Theme


class Desk(QObject):
    """`edit_wished` asks for a page of the settings, "presets" or "prompts"."""

    edit_wished = Signal(str)

    def __init__(self, theme: Theme, page: ChatPage, shelves: Shelves, actions: Actions) -> None:
        super().__init__(page)
        shelves.said.connect(page.notices.say)
        self.presetting = Presetting(theme, shelves.presets, page.choosing, page)
        self.presetting.edit_wished.connect(lambda: self.edit_wished.emit("presets"))
        page.choosing.prepare = self.presetting.apply
        page.choosing.shown.connect(self.presetting.show)
        page.header.add_control(self.presetting.picker)
        self.prompting = Prompting(theme, shelves.prompts, page.composer, page)
        actions.on("insert_prompt", self.prompting.choose)
        self.prompting.edit_wished.connect(lambda: self.edit_wished.emit("prompts"))
