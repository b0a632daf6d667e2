"""Which columns stand beside the page, as a person wished it and as far as there is room; kept over a restart."""

from __future__ import annotations

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
    """Two commands that can be checked show and fold them. While three columns do not fit, the inspector is folded; a
    wide window gets back what the person had. `follow` remembers the inspector's view too."""

    def __init__(self, window: MainWindow, sidebar: QAction, inspector: QAction, path: Path) -> None:
        super().__init__(window)
        self._kept = QSettings(str(path), QSettings.Format.IniFormat, self)
        self._inspector = inspector
        self._narrow = False
        self._wished = self._was_shown(_INSPECTOR)
        sidebar.toggled.connect(window.show_sidebar)
        inspector.toggled.connect(window.show_inspector)
        for action, shown in ((sidebar, self._was_shown(_SIDEBAR)), (inspector, self._wished)):
            action.setChecked(shown)
            action.toggled.emit(shown)
        sidebar.toggled.connect(lambda shown: self._kept.setValue(_SIDEBAR, shown))
        inspector.toggled.connect(self._hear)
        window.narrowed.connect(self._make_room)

    def follow(self, inspector: Inspector) -> None:
        """Turn to the view of the inspector that was open last, now that all are there, and remember the next ones."""
        tabs = inspector.tabs
        inspector.show_tab(str(self._kept.value(_VIEW, "")))
        tabs.currentChanged.connect(lambda place: self._kept.setValue(_VIEW, tabs.tabData(place) or ""))

    def _was_shown(self, column: str) -> bool:
        return bool(self._kept.value(column, True, type=bool))

    def _hear(self, shown: bool) -> None:
        if not self._narrow:
            self._wished = shown
            self._kept.setValue(_INSPECTOR, shown)

    def _make_room(self, narrow: bool) -> None:
        self._narrow = True  # what follows is nobody's wish
        self._inspector.setChecked(not narrow and self._wished)
        self._narrow = narrow
