"""The messages that wait for the running answer: a slim row each, above the composer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.markdown.foreign import visible
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3
from gui.widgets.elided_label import ElidedLabel

_MOST_ROWS: Final = 4  # more than that are counted
_WORDS: Final = 140  # pixels at 100 % that the words need beside the buttons; else they stand above them
_LONGEST: Final = 300  # characters; a row shows less than that


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One row: a message's id and its words."""

    id: int
    text: str


class QueueRows(QWidget):
    """Hidden while nothing waits. The wishes carry a message's id; `left` says that the last focused row has gone."""

    send_wished = Signal(int)
    edit_wished = Signal(int)
    drop_wished = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queueRows")
        self.setAccessibleName(self.tr("Queued messages"))
        self._theme = theme
        self._rows: dict[int, _Row] = {}
        self._why = QLabel(self)
        self._why.setObjectName("queueHeld")
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._why.setWordWrap(True)
        variant(self._why, "warning", name="role")
        self._more = QLabel(self)
        self._more.setTextFormat(Qt.TextFormat.PlainText)
        variant(self._more, "faint", name="role")
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, 0, SPACE_3, SPACE_1)
        column.setSpacing(0)
        column.addWidget(self._why)
        column.addLayout(self._column)
        column.addWidget(self._more)
        theme.changed.connect(self._tint)
        self.hide()

    def show_items(self, items: Sequence[QueueItem], held: str = "") -> None:
        """Show what waits, in its order, and `held`: why it does not go by itself."""
        shown = items[:_MOST_ROWS]
        before = next((key for key, row in self._rows.items() if row.focused()), None)
        focused = self._rows[before].focused() if before is not None else ""
        place_before = self._place(before) if before is not None else 0
        for gone in self._rows.keys() - {item.id for item in shown}:
            self._drop(gone)
        for place, item in enumerate(shown):
            row = self._rows.get(item.id) or self._make(item)
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
                row.show()  # at once, not with the next round of the loop
        self._why.setText(held)
        self._why.setVisible(bool(held))
        rest = len(items) - len(shown)
        self._more.setText(self.tr("and {n} more").replace("{n}", str(rest)))
        self._more.setVisible(rest > 0)
        self.setVisible(bool(items))
        if before is not None and before not in self._rows:
            if shown:
                self._rows[shown[min(place_before, len(shown) - 1)].id].focus(focused)
            else:
                self.left.emit()

    def stops(self) -> list[QWidget]:
        """What the keyboard stops at, in order."""
        return [button for key in sorted(self._rows, key=self._place) for button in self._rows[key].buttons()]

    def texts(self) -> list[str]:
        """The rows as they read."""
        return [self._rows[key].text() for key in sorted(self._rows, key=self._place)]

    def held(self) -> str:
        return self._why.text()

    def _place(self, key: int) -> int:
        return self._column.indexOf(self._rows[key])

    def _make(self, item: QueueItem) -> _Row:
        row = self._rows[item.id] = _Row(self._theme, item, self)
        row.send.clicked.connect(lambda: self.send_wished.emit(item.id))
        row.edit.clicked.connect(lambda: self.edit_wished.emit(item.id))
        row.drop.clicked.connect(lambda: self.drop_wished.emit(item.id))
        return row

    def _drop(self, key: int) -> None:
        row = self._rows.pop(key)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _tint(self) -> None:
        for row in self._rows.values():
            row.tint()


class _Row(QWidget):
    def __init__(self, theme: Theme, item: QueueItem, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        words = " ".join(visible(item.text[:_LONGEST]).split())
        self._icon = QLabel(self)
        self._label = ElidedLabel(self.tr("Queued: {text}").replace("{text}", words), self)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        variant(self._label, "muted", name="role")
        words_row = QHBoxLayout()
        words_row.setSpacing(SPACE_2)
        words_row.addWidget(self._icon)
        words_row.addWidget(self._label, 1)
        self._buttons_row = QHBoxLayout()
        self._buttons_row.setSpacing(SPACE_2)
        self._buttons_row.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE_2)
        self._row.addLayout(words_row, 1)
        self._row.addLayout(self._buttons_row)
        self.send = self._button("sendQueuedButton", self.tr("Send now"), words)
        self.edit = self._button("editQueuedButton", self.tr("Edit"), words)
        self.drop = self._button("dropQueuedButton", self.tr("Drop"), words)
        self.send.setToolTip(self.tr("Stops the answer first"))
        for button in self.buttons():
            self._buttons_row.addWidget(button)
        self.tint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        taken = sum(button.sizeHint().width() + SPACE_2 for button in self.buttons())
        over = self.width() - taken < self._theme.px(_WORDS)
        below = QBoxLayout.Direction.TopToBottom if over else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != below:
            self._row.setDirection(below)
            self._row.setSpacing(0 if over else SPACE_2)

    def text(self) -> str:
        return self._label.text()

    def focused(self) -> str:
        """The name of the button that has the focus, empty for none."""
        return next((button.objectName() for button in self.buttons() if button.hasFocus()), "")

    def focus(self, name: str) -> None:
        next(button for button in self.buttons() if button.objectName() == name).setFocus()

    def tint(self) -> None:
        self._icon.setPixmap(self._theme.pixmap("clock", self._theme.colors.text_muted, self._theme.px(16)))

    def buttons(self) -> tuple[QPushButton, ...]:
        return (self.send, self.edit, self.drop)

    def _button(self, name: str, text: str, words: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(f"{text}: {words}")
        button.setAutoDefault(False)
        variant(button, "link")
        return button
