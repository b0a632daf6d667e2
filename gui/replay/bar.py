"""The controls of a replay, above the composer: what is played, how fast, how far it is, and where it stops."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.markdown.foreign import visible
from core.wire.kinds import EventKind
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3
from gui.widgets.icon_button import IconButton
from gui.widgets.picker import Picker, PickerItem

SPEEDS: Final = (1.0, 10.0, math.inf)
STOPS: Final = (
    EventKind.START,
    EventKind.TEXT,
    EventKind.REASONING,
    EventKind.TOOL,
    EventKind.REFUSAL,
    EventKind.USAGE,
    EventKind.END,
    EventKind.ERROR,
)
_FRAME_MS: Final = 50


@dataclass(frozen=True, slots=True)
class ReplayState:
    """`position` of `count` events were given. `can_step`: it waits for a step. `halted` is the kind of the event that
    it stops before."""

    name: str
    position: int
    count: int
    live: bool
    paused: bool
    can_step: bool
    speed: float
    breakpoints: frozenset[EventKind] = frozenset()
    halted: EventKind | None = None
    texts_removed: bool = False


class ReplayBar(QWidget):
    """It draws a `ReplayState` and emits wishes. `came()` says that there is a new one, as often as it likes; `asked`
    is emitted a moment later, for somebody to show it."""

    asked = Signal()
    pause_wished = Signal(bool)
    step_wished = Signal()
    again_wished = Signal()
    edit_wished = Signal()
    speed_wished = Signal(float)
    breakpoints_wished = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("replayBar")
        self.setAccessibleName(self.tr("Replay"))
        self._theme = theme
        self._card = QFrame(self)
        variant(self._card, "card", name="role")
        self._state: ReplayState | None = None
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.timeout.connect(self.asked)
        self._icon = QLabel(self)
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        self.title.setObjectName("replayTitle")
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.position = QLabel(self)
        self.position.setObjectName("replayPosition")
        variant(self.position, "muted", name="role")
        self._make_controls()
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def _make_controls(self) -> None:
        self.pause = IconButton(self._theme, "pause", self.tr("Pause the replay"), self)
        self.pause.setObjectName("replayPause")
        self.pause.clicked.connect(lambda: self.pause_wished.emit(not (self._state is not None and self._state.paused)))
        self.step = IconButton(self._theme, "chevron-right", self.tr("One event"), self)
        self.step.setObjectName("replayStep")
        self.step.clicked.connect(self.step_wished)
        self.speed = Picker(self._theme, parent=self)
        self.speed.setObjectName("replaySpeed")
        self.speed.setAccessibleName(self.tr("Speed"))
        words = {1.0: self.tr("As it came"), 10.0: self.tr("10 times faster"), math.inf: self.tr("At once")}
        self.speed.show_items([PickerItem(str(speed), words[speed]) for speed in SPEEDS], "1.0")
        self.speed.chosen.connect(lambda key: self.speed_wished.emit(float(key)))
        self.stops = QPushButton(self)
        self.stops.setObjectName("replayStops")
        variant(self.stops, "quiet")
        self.stops.setMenu(self._make_menu())
        self.again = QPushButton(self.tr("Play again"), self)
        self.again.setObjectName("replayAgain")
        self.again.clicked.connect(self.again_wished)
        self.edit = QPushButton(self.tr("Edit a copy…"), self)
        self.edit.setObjectName("replayEdit")
        self.edit.clicked.connect(self.edit_wished)
        for button in (self.stops, self.again, self.edit):
            button.setAutoDefault(False)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Stop before"))
        self._actions: dict[EventKind, QAction] = {}
        for kind in STOPS:
            action = menu.addAction(kind_name(kind))
            action.setCheckable(True)
            action.toggled.connect(lambda _on: self._choose_stops())
            self._actions[kind] = action
        return menu

    def _lay_out(self) -> None:
        what = QHBoxLayout()
        what.setSpacing(SPACE_2)
        what.addWidget(self._icon)
        what.addWidget(self.title, 1)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(SPACE_1)
        self._head.addLayout(what, 1)
        self._head.addWidget(self.position)
        left, right = QHBoxLayout(), QHBoxLayout()
        for widget in (self.pause, self.step, self.speed, self.stops):
            left.addWidget(widget)
        left.addStretch(1)
        right.addStretch(1)
        for widget in (self.edit, self.again):
            right.addWidget(widget)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for part in (left, right):
            part.setSpacing(SPACE_1)
            self._row.addLayout(part)
        self._row.setSpacing(SPACE_1)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_2, SPACE_2)
        column.setSpacing(SPACE_1)
        column.addLayout(self._head)
        column.addLayout(self._row)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, SPACE_2)
        around.addWidget(self._card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has not room side by side stands below each other."""
        super().resizeEvent(event)
        room = self.width() - SPACE_3 - SPACE_2
        title = self.title.fontMetrics().horizontalAdvance(self.title.text())
        told = title + self._icon.sizeHint().width() + self.position.sizeHint().width() + SPACE_3 + SPACE_1
        controls = (self.pause, self.step, self.speed, self.stops, self.edit, self.again)
        needed = sum(widget.sizeHint().width() + SPACE_1 for widget in controls)
        for box, width in ((self._head, told), (self._row, needed)):
            wide = width <= room
            box.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    # --- state --------------------------------------------------------------------------------------------------------

    def came(self) -> None:
        """Something has changed. Costs next to nothing."""
        if self.isVisible() and not self._frame.isActive():
            self._frame.start(_FRAME_MS)

    def show_state(self, state: ReplayState) -> None:
        before, self._state = self._state, state
        if before is None or (before.name, before.texts_removed) != (state.name, state.texts_removed):
            text = self.tr("A replay: nothing is sent, no model answers.")
            if state.texts_removed:
                text = self.tr("A replay without its texts: nothing is sent, no model answers.")
            self.title.setText(text)
            self.title.setToolTip(f"{text} {visible(state.name)}")
        self.position.setText(self._position(state))
        self.pause.set_icon("play" if state.paused else "pause")
        self.pause.set_name(self.tr("Go on") if state.paused else self.tr("Pause the replay"))
        self.step.setEnabled(state.live and state.can_step)
        self.again.setEnabled(not state.live)
        self.speed.show_key(str(state.speed))
        self._show_stops(state.breakpoints)

    def _position(self, state: ReplayState) -> str:
        count = self.tr("{n} of {m} events").replace("{n}", f"{state.position:,}").replace("{m}", f"{state.count:,}")
        if state.halted is not None and state.live:
            return self.tr("Stopped before: {kind}").replace("{kind}", kind_name(state.halted)) + " · " + count
        return count

    def _show_stops(self, kinds: frozenset[EventKind]) -> None:
        for kind, action in self._actions.items():
            if action.isChecked() is not (kind in kinds):
                action.blockSignals(True)
                action.setChecked(kind in kinds)
                action.blockSignals(False)
        words = self.tr("Stop before: {n} kinds") if kinds else self.tr("Stop before…")
        if len(kinds) == 1:
            words = self.tr("Stop before: {kind}").replace("{kind}", kind_name(next(iter(kinds))))
        self.stops.setText(words.replace("{n}", str(len(kinds))))

    def _choose_stops(self) -> None:
        self.breakpoints_wished.emit(frozenset(kind for kind, action in self._actions.items() if action.isChecked()))

    # --- look ---------------------------------------------------------------------------------------------------------

    def _restyle(self) -> None:
        self._icon.setPixmap(self._theme.pixmap("play", self._theme.colors.accent, self._theme.px(16)))
        self.title.setFont(self._theme.font(TextRole.LABEL))
        font = self._theme.font(TextRole.SMALL)
        font.setFeature(font.Tag("tnum"), 1)
        self.position.setFont(font)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._restyle()
        self.asked.emit()


def kind_name(kind: EventKind) -> str:
    """A kind of event in a word or two."""
    tr = QCoreApplication.translate
    names = {
        EventKind.START: tr("ReplayBar", "the start of an answer"),
        EventKind.TEXT: tr("ReplayBar", "text"),
        EventKind.REASONING: tr("ReplayBar", "reasoning"),
        EventKind.TOOL: tr("ReplayBar", "a tool call"),
        EventKind.REFUSAL: tr("ReplayBar", "a refusal"),
        EventKind.USAGE: tr("ReplayBar", "token counts"),
        EventKind.END: tr("ReplayBar", "the end of an answer"),
        EventKind.ERROR: tr("ReplayBar", "an error"),
    }
    return names.get(kind, kind.value)
