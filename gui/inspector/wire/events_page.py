"""The table of events with its filter, and the raw bytes of the chosen one below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.markdown.foreign import stripped
from core.trace.links import anchor_of
from core.trace.log import Entry
from core.wire.index import EventIndex
from core.wire.kinds import EventKind
from gui.inspector.ink import figures
from gui.inspector.wire import terms
from gui.inspector.wire.events_delegate import EventsDelegate
from gui.inspector.wire.events_model import Column, EventsModel
from gui.inspector.wire.raw_view import RawView
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2
from gui.widgets.icon_button import IconButton

_WIDTHS: Final = {  # what the columns have room for
    Column.TIME: "00.000 s",
    Column.GAP: "000 ms",
    Column.BYTES: "00,000",
    Column.EVENT: "content_block_delta",
    Column.PART: "00",
    Column.TEXT: "some words more",
}
_GOING: Final = (Column.EVENT, Column.PART, Column.BYTES, Column.GAP)  # where there is not room for all, in this order
_PADDING: Final = 18  # of a cell, both sides
_FIELD: Final = 110  # of what is looked for, at 100 %, beside the other controls
_GROUPS: Final = (
    frozenset[EventKind](),
    frozenset({EventKind.TEXT, EventKind.REFUSAL}),
    frozenset({EventKind.REASONING}),
    frozenset({EventKind.TOOL}),
    frozenset({EventKind.START, EventKind.PART, EventKind.USAGE, EventKind.END, EventKind.DONE}),
    frozenset({EventKind.ERROR, EventKind.INVALID}),
    frozenset({EventKind.PING, EventKind.COMMENT, EventKind.OTHER}),
)


class EventsPage(QWidget):
    """`jumpWished(event)`: show the text that an event brought."""

    jumpWished = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entry: Entry | None = None
        self._model = EventsModel(self)
        self._widths: dict[Column, int] = {}
        self._wide: bool | None = None  # the controls stand in one row
        self._make_filter()
        self._make_table()
        self.raw = RawView(theme, self.tr("Raw bytes of the event"), self)
        self.raw.setPlaceholderText(self.tr("Choose an event to see its bytes as they came."))
        self.raw.setObjectName("wireRaw")
        self.status = QLabel(self)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        variant(self.status, "faint", name="role")
        self._lay_out()

    def _make_filter(self) -> None:
        self.field = QLineEdit(self)
        self.field.setObjectName("wireFilter")
        self.field.setPlaceholderText(self.tr("Find"))
        self.field.setAccessibleName(self.tr("Find in events"))
        self.field.setClearButtonEnabled(True)
        variant(self.field, "search")
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.kinds = QComboBox(self)
        self.kinds.setObjectName("wireKinds")
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kinds.setAccessibleName(self.tr("Kinds of events"))
        self.kinds.addItems(
            [
                self.tr("All"),
                self.tr("Text"),
                self.tr("Reasoning"),
                self.tr("Tool calls"),
                self.tr("Frame"),
                self.tr("Errors"),
                self.tr("Rest"),
            ]
        )
        self.kinds.currentIndexChanged.connect(self._filter)
        self.only = IconButton(self._theme, "eye-off", self.tr("Hide what does not match"), self)
        self.only.setCheckable(True)
        self.only.setChecked(True)
        self.only.toggled.connect(self._filter)
        self.pause = IconButton(self._theme, "pause", self.tr("Pause the list"), self)
        self.pause.setObjectName("wirePause")
        self.pause.setCheckable(True)
        self.pause.toggled.connect(self._paused)
        self.jump = IconButton(self._theme, "quote", self.tr("Show the text of this event"), self)
        self.jump.setObjectName("wireJump")
        self.jump.setEnabled(False)
        self.jump.clicked.connect(self._jump)

    def _make_table(self) -> None:
        self.table = QTableView(self)
        self.table.setObjectName("wireTable")
        self.table.setAccessibleName(self.tr("Server-sent events"))
        self.table.setModel(self._model)
        self._delegate = EventsDelegate(self._theme, self._model, self.table)
        self.table.setItemDelegate(self._delegate)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setCornerButtonEnabled(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTextElideMode(Qt.TextElideMode.ElideLeft)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(Column.TEXT, QHeaderView.ResizeMode.Stretch)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # columns go instead
        self.table.selectionModel().selectionChanged.connect(self._chosen)
        self.table.activated.connect(lambda _index: self._jump())
        self.table.installEventFilter(self)

    def _lay_out(self) -> None:
        self._buttons = QWidget(self)
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_1)
        for button in (self.only, self.pause, self.jump):
            row.addWidget(button)
        self._controls = QGridLayout()
        self._controls.setSpacing(SPACE_1)
        self._controls.setColumnStretch(0, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(SPACE_2)
        variant(split, "gap")
        split.addWidget(self.table)
        split.addWidget(self.raw)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([360, 130])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addLayout(self._controls)
        column.addWidget(split, 1)
        column.addWidget(self.status)

    def _place_controls(self) -> None:
        """In one row, or where that would leave no room to write in two."""
        others = self.kinds.sizeHint().width() + self._buttons.sizeHint().width() + 2 * SPACE_1
        wide = self.width() >= others + round(_FIELD * self._theme.scale)
        self.field.setFixedHeight(self.kinds.sizeHint().height())
        if wide == self._wide:
            return
        self._wide = wide
        places = ((0, 0, 1), (0, 1, 1), (0, 2, 1)) if wide else ((0, 0, 2), (1, 0, 1), (1, 1, 1))
        for widget, (row, column, across) in zip((self.field, self.kinds, self._buttons), places, strict=True):
            self._controls.removeWidget(widget)
            side = Qt.AlignmentFlag.AlignLeft if widget is self.kinds and not wide else Qt.AlignmentFlag(0)
            self._controls.addWidget(widget, row, column, 1, across, side)

    def restyle(self) -> None:
        font = figures(self._theme, TextRole.SMALL)
        self._delegate.restyle()
        self.table.setFont(font)
        self.table.horizontalHeader().setFont(font)
        self.status.setFont(font)
        self.kinds.setFont(font)
        self.field.setFont(font)
        metrics = QFontMetrics(font)
        self.table.verticalHeader().setDefaultSectionSize(metrics.height() + 6)
        kinds = max((terms.kind_name(kind) for kind in EventKind), key=metrics.horizontalAdvance)
        for column, widest in {**_WIDTHS, Column.KIND: kinds}.items():
            self._widths[column] = metrics.horizontalAdvance(widest) + _PADDING
            self.table.setColumnWidth(column, self._widths[column])
        self.raw.restyle()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # --- what is shown ------------------------------------------------------------------------------------------------

    @property
    def paused(self) -> bool:
        return self.pause.isChecked()

    def show_entry(self, entry: Entry | None, index: EventIndex | None) -> None:
        self._entry = entry
        self.pause.setChecked(False)
        self._model.show_index(index)
        self._show_event()
        self._tell()

    def take(self) -> None:
        """Show the events that the index found meanwhile; at the end of the list it stays there."""
        bar = self.table.verticalScrollBar()
        follows = bar.value() >= bar.maximum() - 1
        if self._model.take() and follows:
            self.table.scrollToBottom()
        self._fit()
        self._tell()

    def _fit(self) -> None:
        """Show the columns that there is room for beside the text, and controls in as many rows as they need."""
        self._place_controls()
        kept = {Column.EVENT: self._model.named, Column.PART: self._model.parted}
        hidden = {column for column, needed in kept.items() if not needed}
        for column in _GOING:
            if sum(width for each, width in self._widths.items() if each not in hidden) > self.width():
                hidden.add(column)
        for column in Column:
            self.table.setColumnHidden(column, column in hidden)

    def point(self, event: int) -> None:
        """Choose an event; what hides it is taken away."""
        row = self._model.row_of(event)
        if row < 0:
            self.field.clear()
            self.kinds.setCurrentIndex(0)
            row = self._model.row_of(event)
        if row >= 0:
            index = self._model.index(row, 0)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _filter(self) -> None:
        chosen = self._event()
        kinds = _GROUPS[max(0, self.kinds.currentIndex())]
        self._model.set_filter(self.field.text(), kinds, only=self.only.isChecked())
        row = self._model.row_of(chosen) if chosen is not None else -1
        if row >= 0:
            self.table.setCurrentIndex(self._model.index(row, 0))
        self._show_event()
        self._tell()

    def _paused(self, paused: bool) -> None:
        self.pause.set_icon("play" if paused else "pause")
        self.pause.set_name(self.tr("Go on") if paused else self.tr("Pause the list"))
        self._tell()

    def _tell(self) -> None:
        model, rows = self._model, self._model.rowCount()
        text = self.tr("1 event") if model.known == 1 else self.tr("{n} events").replace("{n}", f"{model.known:,}")
        if rows != model.known:
            text = self.tr("{m} of {n} events").replace("{m}", f"{rows:,}").replace("{n}", f"{model.known:,}")
        elif self.field.text():
            text += " · " + self.tr("{n} found").replace("{n}", f"{model.matches:,}")
        if self.paused:
            text += " · " + self.tr("paused")
        self.status.setText(text)

    # --- one event ----------------------------------------------------------------------------------------------------

    def _event(self) -> int | None:
        index = self.table.currentIndex()
        return self._model.number(index.row()) if index.isValid() else None

    def _chosen(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self._show_event()

    def _show_event(self) -> None:
        event, index = self._event(), self._model.index_shown
        if event is None or index is None:
            self.raw.clear_bytes()
            self.jump.setEnabled(False)
            return
        self.raw.show_bytes(index.raw(event), index.borders(event))
        self.jump.setEnabled(self._entry is not None and anchor_of(self._entry, index, event) is not None)

    def _jump(self) -> None:
        event = self._event()
        if event is not None and self.jump.isEnabled():
            self.jumpWished.emit(event)

    def _step(self, direction: int) -> None:
        row = self._model.next_match(self.table.currentIndex().row(), direction)
        if row >= 0:
            index: QModelIndex = self._model.index(row, 0)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is self.field and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return True
        if watched is self.field and event.key() == Qt.Key.Key_Down:
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if watched is self.table and event.matches(QKeySequence.StandardKey.Copy):
            chosen, index = self._event(), self._model.index_shown
            if chosen is not None and index is not None:
                QGuiApplication.clipboard().setText(stripped(index.raw(chosen).decode("utf-8", "replace")))
            return True
        return False
