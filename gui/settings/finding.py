"""Looking through all pages of the settings: names and explanations as they stand there; a mark at what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QRadioButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from core.matching import match
from gui.language import FOREIGN
from gui.settings.rows import Row, Setting
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import RADIUS_SMALL
from gui.widgets.composing import ComposingField

_MARKED_MS: Final = 1800
_MOST: Final = 40  # that are shown


@dataclass(frozen=True, slots=True)
class Finding:
    """Something on page number `page`: `widget` has it, `words` explain it."""

    page: int
    title: str
    words: str
    widget: QWidget
    score: int = 0


class FindField(ComposingField):
    """`moved(by)` with the arrow keys; `left` when Esc leads back to the pages."""

    moved = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("settingsSearch")
        self.setPlaceholderText(self.tr("Search"))
        self.setAccessibleName(self.tr("Search in the settings"))
        self.setClearButtonEnabled(True)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(self.tr("Clear the search"))
        variant(self, "search")

    def tint(self, theme: Theme) -> None:
        """Qt's own cross is made for light grounds."""
        for action in self.findChildren(QAction):
            action.setIcon(theme.icon("x"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.moved.emit(steps[event.key()])
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


def find(typed: str, pages: list[tuple[str, QWidget]]) -> list[Finding]:
    """What fits, on all pages; `pages` are their titles and widgets."""
    found: list[Finding] = []
    loose: list[Finding] = []
    most = len(typed.split())
    for number, (title, page) in enumerate(pages):
        own = match(typed, title)
        if own is not None:
            (found if len(own.ranges) <= most else loose).append(Finding(number, title, "", page, own.score + 1))
        for name, words, widget in _places(page):
            fits = match(typed, name, f"{words} {title}" if own is None else words)
            if fits is not None:
                place = found if len(fits.ranges) <= most else loose
                place.append(Finding(number, name, words, widget, fits.score))
    # Letters with others between them are what was meant only where nothing has them together.
    return sorted(found or loose, key=lambda each: (-each.score, each.page))[:_MOST]


def _places(page: QWidget) -> Iterator[tuple[str, str, QWidget]]:
    """What has a name on a page, once each: rows with their explanations, then fields by their labels, and buttons."""
    seen: set[str] = set()
    rows = page.findChildren(Row)
    for row in rows:
        title, *words = [label.text() for label in row.findChildren(QLabel) if not label.isHidden()] or [""]
        if title and title not in seen and _there(row, page):
            seen.add(title)
            yield title, " ".join((*words, *_choices(row))), row
    labels = [label for label in page.findChildren(QLabel) if label.buddy() is not None]
    widgets: list[QLabel | QAbstractButton] = [*labels, *page.findChildren(QAbstractButton)]
    for widget in widgets:
        title = widget.text().replace("&", "") or widget.accessibleName()
        inside = any(row.isAncestorOf(widget) for row in rows)
        if title and title not in seen and not inside and not widget.property(FOREIGN) and _there(widget, page):
            seen.add(title)
            yield title, widget.accessibleDescription(), widget


def _choices(row: QWidget) -> Iterator[str]:
    """What can be chosen there, in words."""
    for button in row.findChildren(QRadioButton):
        yield button.text()
    for box in row.findChildren(QComboBox):
        yield from (box.itemText(place) for place in range(box.count()))


def _there(widget: QWidget, page: QWidget) -> bool:
    """Whether it is on its page just now: nothing between it and the page is hidden."""
    above: QWidget | None = widget
    while above is not None and above is not page:
        if above.isHidden():
            return False
        above = above.parentWidget()
    return True


def lead_to(widget: QWidget, page: QWidget, theme: Theme) -> None:
    """Scroll there, put the keyboard there, and mark it for a moment."""
    above = widget.parentWidget()
    while above is not None and above is not page.parentWidget():
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, above.viewport().height() // 3)
        above = above.parentWidget()
    goal = widget.buddy() if isinstance(widget, QLabel) and widget.buddy() is not None else widget
    goal = goal.control if isinstance(goal, Setting) else goal
    takers = [goal.focusProxy() or goal, *goal.findChildren(QWidget)]
    taker = next((each for each in takers if _takes_keys(each)), None)
    if taker is not None:
        taker.setFocus(Qt.FocusReason.ShortcutFocusReason)
    if widget is not page:
        Mark(widget, theme)
    elif isinstance(page, QScrollArea):
        page.verticalScrollBar().setValue(0)


def _takes_keys(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and not widget.isHidden()


class Mark(QWidget):
    """A frame around a widget, for a moment."""

    def __init__(self, around: QWidget, theme: Theme) -> None:
        super().__init__(around.parentWidget())
        self.setObjectName("settingsMark")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._around = around
        self._theme = theme
        around.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.deleteLater)
        self._timer.start(_MARKED_MS)
        self._place()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.setGeometry(self._around.geometry().adjusted(-8, -1, 8, 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.colors.accent), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_SMALL, RADIUS_SMALL)
