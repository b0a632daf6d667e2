"""A small window for one question, over whatever a person does; the answer comes in the main window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.markdown.foreign import visible
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_3, SPACE_4

_WIDTH: Final = 560
_LEFT: Final = 20  # pixels of the screen that stay free at each side, at least


class QuickAsk(QWidget):
    """`sent(text)`: Enter or the button. Esc closes it; what was typed is there the next time."""

    sent = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setObjectName("quickAsk")
        self.setWindowTitle(self.tr("Quick question"))
        self.setAccessibleName(self.tr("Quick question"))
        variant(self, "page", name="role")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.field = QLineEdit(self)
        self.field.setObjectName("quickField")
        self.field.setAccessibleName(self.tr("Your question"))
        self.field.setPlaceholderText(self.tr("Ask something"))
        self.field.returnPressed.connect(self._send)
        self.button = QPushButton(self.tr("Send"), self)
        self.button.setObjectName("quickSend")
        variant(self.button, "primary")
        self.button.clicked.connect(self._send)
        self.field.textChanged.connect(lambda text: self.button.setEnabled(bool(text.strip())))
        self.button.setEnabled(False)
        self._who = QLabel(self)
        self._who.setTextFormat(Qt.TextFormat.PlainText)
        variant(self._who, "faint", name="role")
        row = QHBoxLayout()
        row.setSpacing(SPACE_3)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_3)
        column.setSpacing(SPACE_3)
        column.addLayout(row)
        column.addWidget(self._who)

    def open(self, who: str) -> None:
        """Show it in the middle of the screen where the pointer is; `who` will answer."""
        self._who.setText(self.tr("{name} will answer. Esc closes.").replace("{name}", visible(who)))
        screen = QGuiApplication.screenAt(QCursor.pos()) or self.screen()
        room = screen.availableGeometry()
        wished = QSize(round(_WIDTH * max(1.0, self._theme.scale)), self.sizeHint().height())
        self.resize(wished.boundedTo(room.size() - QSize(2 * _LEFT, 2 * _LEFT)))
        self.move(room.center().x() - self.width() // 2, room.top() + room.height() // 3 - self.height() // 2)
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _send(self) -> None:
        text = self.field.text().strip()
        if text:
            self.field.clear()
            self.hide()
            self.sent.emit(text)
