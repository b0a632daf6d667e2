"""The menu over the transcript: what can be done with the selected words, a link, a message."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from core.markdown.foreign import stripped
from gui.transcript.content import Action
from gui.transcript.deeds import carry_out, copy_selection, offered, quote_selection, select_all
from gui.transcript.words import action_keys, action_label

if TYPE_CHECKING:
    from gui.transcript.view import TranscriptView


class ContextMenu(QObject):
    """Opens beside what it is about and never blocks: choosing is a signal."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        self._menu: QMenu | None = None

    def open(self, where: QPoint, index: int, link: str = "") -> None:
        """Open at a point of the screen, for a message (-1 for none) and an address (empty for none)."""
        if self._menu is not None:
            return  # a menu key can arrive twice, as a key and as a wish for a menu
        menu = self._menu = QMenu(self._view)
        menu.setObjectName("transcriptMenu")
        menu.setAccessibleName(self.tr("Actions"))
        self._fill_selection(menu)
        self._fill_link(menu, link)
        self._add(
            menu, self.tr("Select all"), partial(select_all, self._view), _native(QKeySequence.StandardKey.SelectAll)
        )
        self._fill_message(menu, index)
        menu.aboutToHide.connect(self._closed)
        menu.popup(where)

    def _closed(self) -> None:
        menu, self._menu = self._menu, None
        if menu is not None:
            menu.deleteLater()  # later: the chosen entry is told after the menu has closed

    def _fill_selection(self, menu: QMenu) -> None:
        from gui.transcript.anchors import selected_place

        view = self._view
        if not view.canvas.selection:
            return
        keys = _native(QKeySequence.StandardKey.Copy)
        self._add(menu, action_label(Action.COPY), lambda: copy_selection(view), keys)
        source = action_keys(Action.COPY_MARKDOWN)
        self._add(menu, action_label(Action.COPY_MARKDOWN), lambda: copy_selection(view, markdown=True), source)
        self._add(menu, action_label(Action.QUOTE), lambda: quote_selection(view))
        place = selected_place(view)
        if place is not None and view.on_wire(place.message_id):
            self._add(menu, action_label(Action.WIRE), lambda: view.actionRequested.emit(Action.WIRE, ""))
        menu.addSeparator()

    def _fill_link(self, menu: QMenu, link: str) -> None:
        if not link:
            return
        self._add(menu, self.tr("Open link"), lambda: self._view.linkActivated.emit(link))
        self._add(menu, self.tr("Copy link"), lambda: QGuiApplication.clipboard().setText(stripped(link)))
        menu.addSeparator()

    def _fill_message(self, menu: QMenu, index: int) -> None:
        names = {
            Action.COPY: self.tr("Copy the message"),
            Action.COPY_MARKDOWN: self.tr("Copy the message as Markdown"),
            Action.QUOTE: self.tr("Quote the message"),
            Action.WIRE: self.tr("Show the message on the wire"),
        }
        found = offered(self._view, index)
        if found:
            menu.addSeparator()
        for action in found:
            name = names.get(action, action_label(action))
            taken = action is Action.COPY_MARKDOWN and self._view.canvas.selection  # its keys are for the words
            keys = "" if taken else action_keys(action)
            self._add(menu, name, partial(carry_out, self._view, index, action), keys)

    @staticmethod
    def _add(menu: QMenu, name: str, act: Callable[[], object], keys: str = "") -> None:
        """An entry; its keys are only written there, the transcript itself listens to them."""
        entry = menu.addAction(f"{name}\t{keys}" if keys else name)
        entry.triggered.connect(lambda _checked=False: act())


def _native(key: QKeySequence.StandardKey) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
