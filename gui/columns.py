"""Which columns stand beside the page, as a person wished it and as far as there is room; kept over a restart."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QAction

from gui.main_window import MainWindow

if TYPE_CHECKING:
    from gui.inspector.inspector import Inspector

_SIDEBAR: Final = "sidebar"
_INSPECTOR: Final = "inspector"
_VIEW: Final = "inspectorView"


class Columns(QObject):
    """Two commands that can be checked show and fold them. While the window has no room for one of them it is folded; a
    wide window gets back what the person had. `follow` remembers the inspector's view too."""

    def __init__(self, window: MainWindow, sidebar: QAction, inspector: QAction, path: Path) -> None:
        super().__init__(window)
        self._kept = QSettings(str(path), QSettings.Format.IniFormat, self)
        self._inside = False  # what happens is nobody's wish
        self._wished: dict[str, bool] = {}
        for name, action, show in (
            (_SIDEBAR, sidebar, window.show_sidebar),
            (_INSPECTOR, inspector, window.show_inspector),
        ):
            action.toggled.connect(show)
            self._wished[name] = shown = bool(self._kept.value(name, True, type=bool))
            action.setChecked(shown)
            action.toggled.emit(shown)
            action.toggled.connect(partial(self._hear, name))
        window.narrowed.connect(partial(self._make_room, _INSPECTOR, inspector))
        window.cramped.connect(partial(self._make_room, _SIDEBAR, sidebar))

    def follow(self, inspector: Inspector) -> None:
        """Turn to the view of the inspector that was open last, now that all are there, and remember the next ones."""
        tabs = inspector.tabs
        inspector.show_tab(str(self._kept.value(_VIEW, "")))
        tabs.currentChanged.connect(lambda place: self._kept.setValue(_VIEW, tabs.tabData(place) or ""))

    def _hear(self, name: str, shown: bool) -> None:
        if not self._inside:
            self._wished[name] = shown
            self._kept.setValue(name, shown)

    def _make_room(self, name: str, action: QAction, tight: bool) -> None:
        self._inside = True
        action.setChecked(not tight and self._wished[name])
        self._inside = False
