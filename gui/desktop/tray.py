"""The icon in the tray, for those who want one: back to the window, a quick question, the end."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from core.paths import APP, resource_path

_LOOK_MS: Final = 5_000


class Tray(QObject):
    """`toggled` asks for the window, or that it goes; `opened`, `asked`, `new_wished` and `quit_wished` are its menu's
    wishes. `lost` tells that the desktop has no tray any more, not just while its panel starts again."""

    toggled = Signal()
    opened = Signal()
    asked = Signal()
    new_wished = Signal()
    quit_wished = Signal()
    lost = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.icon = QSystemTrayIcon(QIcon(str(resource_path("icons", "rivulet.svg"))), self)
        self.icon.setToolTip(APP)
        self.menu = QMenu()
        for text, signal in (
            (self.tr("Quick question"), self.asked),
            (self.tr("New chat"), self.new_wished),
            (self.tr("Open Rivulet"), self.opened),
            ("", None),
            (self.tr("Quit"), self.quit_wished),
        ):
            if signal is None:
                self.menu.addSeparator()
                continue
            action = QAction(text, self.menu)
            action.triggered.connect(lambda _checked=False, wish=signal: wish.emit())
            self.menu.addAction(action)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.show()
        self._missing = False
        self.watch = QTimer(self)
        self.watch.setInterval(_LOOK_MS)
        self.watch.timeout.connect(self._look)
        self.watch.start()

    @property
    def visible(self) -> bool:
        """Whether a person can come back by it."""
        return self.icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()

    def close(self) -> None:
        """Take it away."""
        self.watch.stop()
        self.icon.hide()
        self.menu.deleteLater()
        self.deleteLater()

    def _look(self) -> None:
        before, self._missing = self._missing, not self.visible
        if before and self._missing:
            self.lost.emit()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.toggled.emit()
        elif reason is QSystemTrayIcon.ActivationReason.MiddleClick:
            self.asked.emit()
