"""Where the window stood and how wide its columns were, over a restart; also where screens came, went or changed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QObject, QRect, QSettings, QSize, QTimer
from PySide6.QtGui import QGuiApplication, QScreen

from gui.main_window import MainWindow

_PAUSE_MS: Final = 1_000  # after the window was moved, until that is written
_GRIP: Final = 32  # pixels of the title bar that a pointer needs
_MOVES: Final = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange)


class Frame(QObject):
    """Remembers a moment after each change, so that a kill loses nothing. The window is always within reach: where its
    screen is gone, it comes to one that is there; where that is smaller, it shrinks."""

    def __init__(self, window: MainWindow, path: Path) -> None:
        super().__init__(window)
        self._window = window
        self._kept = QSettings(str(path), QSettings.Format.IniFormat)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.remember)

    def restore(self) -> None:
        geometry, columns = self._kept.value("geometry"), self._kept.value("columns")
        if isinstance(geometry, QByteArray) and self._window.restoreGeometry(geometry):
            self.bring_in()
        else:  # where a new window stands is the desktop's to choose
            room = QGuiApplication.primaryScreen().availableSize() - QSize(0, _GRIP)
            self._window.resize(self._window.size().boundedTo(room))
        if isinstance(columns, QByteArray):
            self._window.restore_columns(columns)
        self._window.installEventFilter(self)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._screen_gone)

    def remember(self) -> None:
        self._timer.stop()
        self._kept.setValue("geometry", self._window.saveGeometry())
        self._kept.setValue("columns", self._window.columns())
        self._kept.sync()

    def bring_in(self) -> None:
        """Put the window where it can be seen and taken hold of, if it is not."""
        window = self._window
        if window.isMaximized() or window.isFullScreen():
            return
        title = window.geometry().top() - window.frameGeometry().top()  # none before it is shown
        rooms = [screen.availableGeometry().adjusted(0, title, 0, 0) for screen in QGuiApplication.screens()]
        wished = within_reach(window.geometry(), rooms, window.minimumSize().width(), window.minimumSize().height())
        if wished != window.geometry():
            window.setGeometry(wished)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and self._window.isVisible():
            self._timer.start()
        return super().eventFilter(watched, event)

    def _screen_gone(self, _screen: QScreen) -> None:
        QTimer.singleShot(0, self, self.bring_in)  # once Qt knows the screens that are left


def within_reach(wished: QRect, rooms: list[QRect], least_width: int, least_height: int) -> QRect:
    """`wished`, where it is within reach on one of the screens, whose free room is `rooms`, the first being the usual
    one; else the nearest place that is. A window may stand on several screens."""
    if not rooms:
        return wished
    shared = [_area(room.intersected(wished)) for room in rooms]
    room = rooms[shared.index(max(shared))] if max(shared) else rooms[0]
    whole = QRect()
    for each in rooms:
        whole = whole.united(each)
    found = QRect(wished)
    widest = whole if max(shared) else room
    found.setWidth(max(min(found.width(), widest.width()), min(least_width, room.width())))
    found.setHeight(max(min(found.height(), room.height()), min(least_height, room.height())))
    if not max(shared):
        found.moveCenter(room.center())
    head = QRect(found.left(), found.top(), found.width(), _GRIP)
    reached = any(_can_be_held(each.intersected(head)) for each in rooms)
    if not reached or found.top() < room.top() or found.bottom() > room.bottom() + found.height() - _GRIP:
        found.moveTop(min(max(found.top(), room.top()), room.bottom() - _GRIP))
        found.moveLeft(min(max(found.left(), room.left()), room.right() - min(found.width(), room.width()) + 1))
    return found


def _can_be_held(head: QRect) -> bool:
    return head.width() >= 4 * _GRIP and head.height() >= _GRIP // 2


def _area(rect: QRect) -> int:
    return max(0, rect.width()) * max(0, rect.height())
