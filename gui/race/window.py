"""A race: one question, two to four models side by side, each with its clocks. A window of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.markdown.foreign import visible
from gui.race.column import ColumnState, RaceColumn
from gui.race.entries import Entries
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_2, SPACE_3, SPACE_4
from gui.widgets.labels import sentence

_NARROWEST = 220  # a column
_TITLE = 28  # letters of a conversation's


class RaceWindow(QWidget):
    """It shows what it is told and emits wishes: `start_wished`, `stop_wished`, `pick_wished(number)`. Closing it hides
    it; a race goes on."""

    start_wished = Signal()
    stop_wished = Signal()
    pick_wished = Signal(int)

    def __init__(self, theme: Theme, host: QWidget | None = None) -> None:
        super().__init__(host, Qt.WindowType.Window)
        self.setObjectName("raceWindow")
        self.setWindowTitle(self.tr("Race"))
        self.setAccessibleName(self.tr("Race"))
        variant(self, "page", name="role")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._live = False
        self.columns: list[RaceColumn] = []
        self.prompt = QPlainTextEdit(self)
        self.prompt.setObjectName("racePrompt")
        self.prompt.setAccessibleName(self.tr("Question"))
        self.prompt.setPlaceholderText(self.tr("One question for all of them"))
        self.prompt.setTabChangesFocus(True)
        self.entries = Entries(theme, self)
        self.in_turn = QCheckBox(self.tr("One after another"), self)
        self.in_turn.setObjectName("raceInTurn")
        self.in_turn.setToolTip(
            self.tr("For models that share this computer: side by side they would slow each other.")
        )
        self.here = QCheckBox(self)
        self.here.setObjectName("raceHere")
        self.here.setToolTip(
            self.tr("The models get all that was said in it; their answers become versions of its next answer.")
        )
        self.start = QPushButton(self.tr("Start"), self)
        self.start.setObjectName("raceStart")
        variant(self.start, "primary")
        self.start.clicked.connect(lambda: (self.stop_wished if self._live else self.start_wished).emit())
        self.status = sentence("", "muted", self)
        self.status.setObjectName("raceStatus")
        self._lay_out()
        self.prompt.textChanged.connect(self.refresh)
        self.entries.changed.connect(self.refresh)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.refresh()
        room = self.screen().availableSize()
        self.resize(QSize(round(1080 * theme.scale), round(720 * theme.scale)).boundedTo(room))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE_3)
        line.addWidget(self.here)
        line.addWidget(self.in_turn)
        line.addStretch(1)
        line.addWidget(self.start)
        stage = QWidget(self)
        self._row = QHBoxLayout(stage)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE_3)
        self.empty = QLabel(self.tr("Their answers run here side by side, each with its own clocks."), stage)
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        variant(self.empty, "muted", name="role")
        self._row.addWidget(self.empty)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        variant(scroll, "page", name="role")
        scroll.setWidget(stage)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_3)
        column.setSpacing(SPACE_2)
        column.addWidget(self.prompt)
        column.addWidget(self.entries)
        column.addLayout(line)
        column.addWidget(self.status)
        column.addWidget(scroll, 1)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_columns(self, columns: Sequence[RaceColumn]) -> None:
        """Show these in the place of those before, which are deleted."""
        for old in self.columns:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.columns = list(columns)
        self.empty.setVisible(not columns)
        for number, column in enumerate(self.columns):
            column.setMinimumWidth(round(_NARROWEST * self._theme.scale))
            column.picked.connect(lambda number=number: self.pick_wished.emit(number))
            self._row.addWidget(column, 1)
            column.show()

    def show_states(self, states: Sequence[ColumnState], *, live: bool) -> None:
        for column, state in zip(self.columns, states, strict=True):
            column.show_state(state)
        if live is not self._live:
            self._live = live
            self.refresh()

    def refresh(self) -> None:
        """Say what Start would do, and whether it can."""
        live, choices = self._live, self.entries.choices
        self.start.setText(self.tr("Stop") if live else self.tr("Start"))
        variant(self.start, "primary")
        whole = all(provider and model for provider, model in choices)
        self.start.setEnabled(live or (whole and bool(self.prompt.toPlainText().strip())))
        for widget in (self.prompt, self.entries, self.in_turn, self.here):
            widget.setEnabled(not live)
        if not live and not self.columns:
            said = self.tr("{n} requests, each paid for as usual. Tools are off.").replace("{n}", str(len(choices)))
            self.status.setText(said)

    def offer_here(self, title: str) -> None:
        """Offer to run it in the conversation that is open; an empty title: there is none that has begun."""
        room = self.fontMetrics().averageCharWidth() * _TITLE
        shown = self.fontMetrics().elidedText(visible(title), Qt.TextElideMode.ElideRight, room)
        self.here.setText(self.tr("Go on in “{title}”").replace("{title}", shown.replace("&", "&&")))
        self.here.setVisible(bool(title))
        if not title:
            self.here.setChecked(False)

    def say(self, text: str) -> None:
        self.status.setText(text)

    def _restyle(self) -> None:
        self.prompt.setFont(self._theme.font(TextRole.BODY))
        self.prompt.setFixedHeight(round(self.prompt.fontMetrics().lineSpacing() * 3.2) + 2 * SPACE_2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._live:
            self.stop_wished.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
