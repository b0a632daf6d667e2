"""The frame: three columns with thin lines between them. It holds no state and knows none of its columns' business."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QEventLoop, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QIcon, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from core.paths import resource_path
from gui.theme.tokens import TEXT_LABEL

NARROW: Final = 1100  # below this width three columns do not fit side by side
_SIDE: Final = 256
_INSPECTOR: Final = 348
_PAGE: Final = 300  # pixels at 100 % that a page needs beside the sidebar
_UNSEEN_MS: Final = 1000  # a window that is minimized or on another desktop is not painted


class MainWindow(QMainWindow):
    """Emits `close_wished` instead of closing: the program ends in its own order and takes the window away itself.

    `stays()` says whether closing it only hides it. `narrowed` tells when the window becomes too narrow for three
    columns, and when it no longer is; `cramped` the same of two. `painted` is emitted once: with the first paint, or a
    second after a window was shown where nobody sees it. Connect to it queued, and the whole first picture is on the
    screen.
    """

    close_wished = Signal()
    narrowed = Signal(bool)
    cramped = Signal(bool)
    painted = Signal()

    def __init__(self, sidebar: QWidget, page: QWidget, inspector: QWidget) -> None:
        super().__init__()
        self.stays: Callable[[], bool] | None = None
        self._was_painted = False
        self._is_cramped = False
        self._unseen = QTimer(self)
        self._unseen.setSingleShot(True)
        self._unseen.setInterval(_UNSEEN_MS)
        self._unseen.timeout.connect(self._tell_painted)
        self.setObjectName("mainWindow")
        self.setAccessibleName(self.tr("Rivulet"))
        self.setWindowTitle(self.tr("Rivulet"))
        self.setWindowIcon(QIcon(str(resource_path("icons", "rivulet.svg"))))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setMinimumSize(QSize(560, 420))
        self._sidebar = sidebar
        self._inspector = inspector
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setObjectName("columns")
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for place, (column, width) in enumerate(((sidebar, _SIDE), (page, 0), (inspector, _INSPECTOR))):
            self._splitter.addWidget(column)
            self._splitter.setStretchFactor(place, 0 if width else 1)
        self._splitter.setSizes([_SIDE, 1280 - _SIDE - _INSPECTOR, _INSPECTOR])
        self.setCentralWidget(self._splitter)
        self.resize(1280, 800)

    def show_painted(self) -> None:
        """Show the window and return once its whole first picture is on the screen. For the time before asyncio has its
        loop, which this one would stand in the way of."""
        painting = QEventLoop()
        self.painted.connect(painting.quit, Qt.ConnectionType.QueuedConnection)
        self.show()
        painting.exec()

    def show_sidebar(self, shown: bool) -> None:
        self._sidebar.setVisible(shown)

    def show_inspector(self, shown: bool) -> None:
        self._inspector.setVisible(shown)

    def come_forward(self, token: str = "") -> None:
        """Be seen and have the focus; `token` is what some desktops ask for."""
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Qt hands it to the desktop, and forgets it
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def columns(self) -> QByteArray:
        """The columns' widths, for `restore_columns()`."""
        return self._splitter.saveState()

    def restore_columns(self, state: QByteArray) -> None:
        self._splitter.restoreState(state)
        self._splitter.setHandleWidth(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before, now = event.oldSize().width(), event.size().width()
        if before < 0 or (before < NARROW) != (now < NARROW):
            self.narrowed.emit(now < NARROW)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._measure()

    def _measure(self) -> None:
        """Two columns need more width where the text is large."""
        cramped = self.width() < _SIDE + _PAGE * self.font().pointSizeF() / TEXT_LABEL
        if cramped != self._is_cramped:
            self._is_cramped = cramped
            self.cramped.emit(cramped)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if self.stays is not None and self.stays():
            self.hide()
        else:
            self.close_wished.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._was_painted:
            self._unseen.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._unseen.stop()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._tell_painted()

    def _tell_painted(self) -> None:
        if not self._was_painted:
            self._was_painted = True
            self._unseen.stop()
            self.painted.emit()
