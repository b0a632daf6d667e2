"""The fields of one provider. It shows a draft, tells when a person changes it, and asks for nothing itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.providers.base import WireProtocol
from gui.settings.drafts import Draft
from gui.settings.headers_editor import HeadersEditor
from gui.settings.rows import sentence
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3
from gui.widgets.icon_button import IconButton

_FIELD: Final = 260  # pixels that a field has beside its name, beside text of 100 %
_VENDOR_ADDRESS: Final = {
    WireProtocol.OPENAI_CHAT: "https://api.openai.com/v1",
    WireProtocol.OPENAI_RESPONSES: "https://api.openai.com/v1",
    WireProtocol.ANTHROPIC_MESSAGES: "https://api.anthropic.com",
}


class ProviderForm(QWidget):
    """Emits `edited(Draft)`; `key_page_wished` and `forget_wished` from the buttons beside the key."""

    edited = Signal(object)
    key_page_wished = Signal()
    forget_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._draft: Draft | None = None
        self._labels: list[QLabel] = []
        self._rows: list[QBoxLayout] = []
        self.name = QLineEdit(self)
        self.name.setObjectName("providerName")
        self.protocol = QComboBox(self)
        self.protocol.setObjectName("providerProtocol")
        self.protocol.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.protocol.setMinimumContentsLength(8)
        for protocol, text in (
            (WireProtocol.OPENAI_CHAT, self.tr("OpenAI Chat Completions")),
            (WireProtocol.OPENAI_RESPONSES, self.tr("OpenAI Responses")),
            (WireProtocol.ANTHROPIC_MESSAGES, self.tr("Anthropic Messages")),
        ):
            self.protocol.addItem(text, protocol)
        self.address = QLineEdit(self)
        self.address.setObjectName("providerAddress")
        self.address_note = sentence("", "warning", self)
        self.address_note.setObjectName("addressNote")
        self.variable = QLineEdit(self)
        self.variable.setObjectName("providerKeyVariable")
        self.variable.setPlaceholderText(self.tr("none"))
        self.headers = HeadersEditor(theme, self)
        self._make_key()
        self._lay_out()
        self.restyle()
        for field in (self.name, self.address, self.key, self.variable):
            field.textEdited.connect(self._collect)
        self.protocol.activated.connect(self._collect)
        self.headers.edited.connect(self._collect)

    def _make_key(self) -> None:
        self.key = QLineEdit(self)
        self.key.setObjectName("providerKey")
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.reveal = IconButton(self._theme, "eye", self.tr("Show the key"), self)
        self.reveal.setObjectName("showKeyButton")
        self.reveal.setCheckable(True)
        self.reveal.toggled.connect(self._reveal)
        self.key_note = sentence("", "faint", self)
        self.key_note.setObjectName("keyNote")
        self.key_page = QPushButton(self.tr("Get a key"), self)
        self.key_page.setObjectName("getKeyButton")
        self.forget = QPushButton(self.tr("Forget the key"), self)
        self.forget.setObjectName("forgetKeyButton")
        for button, wish in ((self.key_page, self.key_page_wished), (self.forget, self.forget_wished)):
            button.setAutoDefault(False)
            variant(button, "link")
            button.clicked.connect(wish)

    def _lay_out(self) -> None:
        form = QVBoxLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(SPACE_3)
        self._row(form, self.tr("Name"), self.name, self.name)
        self._row(form, self.tr("Protocol"), self.protocol, self.protocol)
        self._row(form, self.tr("Address"), _column(self.address, self.address_note), self.address)
        typed = QHBoxLayout()
        typed.setSpacing(SPACE_1)
        typed.addWidget(self.key, 1)
        typed.addWidget(self.reveal)
        links = QHBoxLayout()
        links.setSpacing(SPACE_2)
        links.addWidget(self.key_page)
        links.addWidget(self.forget)
        links.addStretch(1)
        key = QWidget(self)
        column = QVBoxLayout(key)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addLayout(typed)
        column.addWidget(self.key_note)
        column.addLayout(links)
        self._row(form, self.tr("Key"), key, self.key)
        self._row(form, self.tr("Key variable"), self.variable, self.variable)
        self._row(form, self.tr("Headers"), self.headers, self.headers.add)

    def _row(self, form: QVBoxLayout, text: str, content: QWidget, buddy: QWidget) -> None:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(buddy)
        self._labels.append(label)
        label.setContentsMargins(0, SPACE_2 - 1, 0, 0)
        variant(label, "muted", name="role")
        if not buddy.accessibleName():
            buddy.setAccessibleName(text)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(SPACE_3)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(content, 1)
        form.addLayout(row)
        self._rows.append(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Names stand beside their fields where there is room for both, else above them."""
        beside = self.width() >= self._labels[0].minimumWidth() + self._theme.px(_FIELD)
        for row in self._rows:
            row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
            row.setSpacing(SPACE_3 if beside else SPACE_1)

    def restyle(self) -> None:
        """Give the names of the fields one width, as wide as the widest needs in the present font."""
        metrics = QFontMetrics(self._theme.font(TextRole.LABEL))
        width = max(metrics.horizontalAdvance(label.text()) for label in self._labels) + SPACE_1
        for label in self._labels:
            label.setFixedWidth(width)
        self._fit()

    # --- what the page says -------------------------------------------------------------------------------------------

    def show_draft(self, draft: Draft) -> None:
        """Fill the fields without emitting; a field that shows the same text already keeps its cursor."""
        self._draft = draft
        for field, text in (
            (self.name, draft.name),
            (self.address, draft.base_url),
            (self.key, draft.key),
            (self.variable, draft.key_env),
        ):
            if field.text() != text:
                field.setText(text)
        self.protocol.setCurrentIndex(self.protocol.findData(draft.protocol))
        self.address.setPlaceholderText(_VENDOR_ADDRESS[draft.protocol])
        self.headers.show_headers(draft.headers)
        if not draft.key:
            self.reveal.setChecked(False)

    def show_notes(self, address: str, key: str, *, has_key: bool, key_page: bool) -> None:
        self.address_note.setText(address)
        self.address_note.setVisible(bool(address))
        self.key_note.setText(key)
        self.key.setPlaceholderText(self.tr("Enter another key") if has_key else self.tr("Enter a key"))
        self.forget.setVisible(has_key)
        self.key_page.setVisible(key_page)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _collect(self) -> None:
        if self._draft is None:
            return
        draft = replace(
            self._draft,
            name=self.name.text(),
            protocol=WireProtocol(self.protocol.currentData()),
            base_url=self.address.text(),
            key_env=self.variable.text(),
            headers=self.headers.headers(),
            key=self.key.text(),
        )
        self.address.setPlaceholderText(_VENDOR_ADDRESS[draft.protocol])
        self._draft = draft
        self.edited.emit(draft)

    def _reveal(self, shown: bool) -> None:
        self.key.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.reveal.set_icon("eye-off" if shown else "eye")
        self.reveal.set_name(self.tr("Hide the key") if shown else self.tr("Show the key"))


def _column(*widgets: QWidget) -> QWidget:
    seat = QWidget()
    column = QVBoxLayout(seat)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_1)
    for widget in widgets:
        column.addWidget(widget)
    return seat
