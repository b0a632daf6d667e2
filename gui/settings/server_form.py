"""The fields of one tool server. It shows one, tells when a person changes it, and starts nothing."""

from __future__ import annotations

import shlex
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from core.mcp.spec import CALL_LIMIT_S, START_LIMIT_S, ServerSpec, Way, is_secret, without_secrets
from gui.settings.numbers import WholeNumber
from gui.settings.pairs import PairsEditor, PairWords
from gui.settings.rows import modest, sentence
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_3

_LONGEST_S = 86_400
_FIELD = 200  # pixels that a field has beside its name, beside text of 100 %


class ServerForm(QWidget):
    """Emits `edited` with every change a person makes."""

    edited = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._spec = ServerSpec("", "")
        self._labels: list[QLabel] = []
        self._make_fields()
        self._lay_out()
        self.restyle()
        for line in (self.name, self.command, self.folder, self.url):
            line.textEdited.connect(self.edited)
        self.arguments.textChanged.connect(self._typed)
        self.way.activated.connect(self._choose_way)
        for spin in (self.start_limit, self.call_limit):
            spin.valueChanged.connect(self._typed)
        for pairs in (self.environment, self.headers):
            pairs.edited.connect(self.edited)

    def _make_fields(self) -> None:
        self._showing = False
        self.name = self._line("serverName")
        self.way = modest(QComboBox(self))
        self.way.setObjectName("serverWay")
        self.way.addItem(self.tr("A program on this computer"), Way.STDIO)
        self.way.addItem(self.tr("An address"), Way.HTTP)
        self.command = self._line("serverCommand", "npx")
        self.arguments = QPlainTextEdit(self)
        self.arguments.setObjectName("serverArguments")
        self.arguments.setTabChangesFocus(True)
        self.arguments.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.folder = self._line("serverFolder", self.tr("Your home folder"))
        self.environment = self._pairs(self.tr("Add a variable"))
        self.environment.setObjectName("serverEnvironment")
        self.url = self._line("serverAddress", "https://host/mcp")
        self.headers = self._pairs(self.tr("Add a header"))
        self.headers.setObjectName("serverHeaders")
        self.start_limit = self._seconds("serverStartLimit")
        self.call_limit = self._seconds("serverCallLimit")

    def _pairs(self, add: str) -> PairsEditor:
        words = PairWords(add, self.tr("Name"), self.tr("Value"), self.tr("Remove this line"))
        return PairsEditor(self._theme, words, is_secret, self)

    def _line(self, name: str, empty: str = "") -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setPlaceholderText(empty)
        return line

    def _seconds(self, name: str) -> WholeNumber:
        spin = WholeNumber(self)
        spin.setObjectName(name)
        spin.setRange(0, _LONGEST_S)
        spin.setSuffix(self.tr(" s"))
        spin.setSpecialValueText(self.tr("No limit"))
        return spin

    def _lay_out(self) -> None:
        self._rows = QFormLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(SPACE_3)
        self._rows.setVerticalSpacing(SPACE_3)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.note = sentence(self.tr("It gets no key of Rivulet’s, and no shell reads the line."), "faint", self)
        self._row(self.tr("Name"), self.name)
        self._row(self.tr("Kind"), self.way)
        self._row(self.tr("Program"), self.command)
        self._row(self.tr("Arguments"), self.arguments)
        self.arguments.setPlaceholderText(self.tr("One a line"))
        self._row(self.tr("Folder"), self.folder)
        self._row(self.tr("Environment"), self.environment, self.environment.add)
        self._rows.addRow("", self.note)
        self._row(self.tr("Address"), self.url)
        self._row(self.tr("Headers"), self.headers, self.headers.add)
        self._row(self.tr("Start within"), self.start_limit)
        self._row(self.tr("Calls within"), self.call_limit)

    def _row(self, text: str, field: QWidget, buddy: QWidget | None = None) -> None:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(buddy or field)
        variant(label, "muted", name="role")
        field.setAccessibleName(text)
        self._labels.append(label)
        self._rows.addRow(label, field)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Names stand beside their fields where there is room for both, else above them."""
        beside = self.width() >= self._labels[0].minimumWidth() + self._theme.px(_FIELD)
        policy = QFormLayout.RowWrapPolicy
        self._rows.setRowWrapPolicy(policy.DontWrapRows if beside else policy.WrapAllRows)

    def restyle(self) -> None:
        self.arguments.setFont(self._theme.mono(TextRole.LABEL))
        self.command.setFont(self._theme.mono(TextRole.LABEL))
        self.arguments.setFixedHeight(QFontMetrics(self.arguments.font()).lineSpacing() * 4 + 2 * SPACE_3)
        metrics = QFontMetrics(self._theme.font(TextRole.LABEL))
        width = max(metrics.horizontalAdvance(label.text()) for label in self._labels) + SPACE_1
        for label in self._labels:
            label.setMinimumWidth(width)
        self._fit()

    # --- what the page says -------------------------------------------------------------------------------------------

    def show_spec(self, spec: ServerSpec) -> None:
        """Fill the fields without emitting."""
        self._spec = spec
        self._showing = True
        self.name.setText(spec.name)
        self.way.setCurrentIndex(self.way.findData(spec.way))
        self.command.setText(spec.command)
        self.arguments.setPlainText("\n".join(word.replace("\n", "\\n") for word in spec.arguments))
        self.folder.setText(spec.folder)
        self.url.setText(spec.url)
        stdio = spec.way is Way.STDIO
        self.environment.show_pairs(spec.environment, spec.secrets if stdio else ())
        self.headers.show_pairs(spec.headers, () if stdio else spec.secrets)
        self.start_limit.setValue(round(spec.start_limit_s or 0))
        self.call_limit.setValue(round(spec.call_limit_s or 0))
        self._showing = False
        self._show_way()

    def spec(self) -> tuple[ServerSpec, dict[str, str]]:
        """The server as the fields have it, and the secrets that were typed, by name."""
        way = Way(self.way.currentData())
        command, arguments = self.command.text().strip(), tuple(filter(None, self.arguments.toPlainText().split("\n")))
        if not arguments and " " in command and not command.startswith(("/", "~", "\\")):
            try:
                command, *rest = shlex.split(command)  # a whole line was put in
                arguments = tuple(rest)
            except ValueError:
                pass
        stdio = way is Way.STDIO
        typed = replace(
            self._spec,
            name=self.name.text().strip() or self._spec.name,
            way=way,
            command=command if stdio else "",
            arguments=arguments if stdio else (),
            folder=self.folder.text().strip() if stdio else "",
            environment=self.environment.pairs() if stdio else (),
            url="" if stdio else self.url.text().strip(),
            headers=() if stdio else self.headers.pairs(),
            secrets=self.environment.kept() if stdio else self.headers.kept(),
            start_limit_s=float(self.start_limit.value()) or None,
            call_limit_s=float(self.call_limit.value()) or None,
        )
        return without_secrets(typed)

    def _typed(self) -> None:
        if not self._showing:
            self.edited.emit()

    def _choose_way(self) -> None:
        self._show_way()
        self.edited.emit()

    def _show_way(self) -> None:
        stdio = self.way.currentData() == Way.STDIO
        for field in (self.command, self.arguments, self.folder, self.environment, self.note):
            self._rows.setRowVisible(field, stdio)
        for field in (self.url, self.headers):
            self._rows.setRowVisible(field, not stdio)
        if not self.start_limit.value() and not self._spec.id:
            self.start_limit.setValue(round(START_LIMIT_S))
            self.call_limit.setValue(round(CALL_LIMIT_S))
