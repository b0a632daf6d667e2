"""The tree of tool calls, as tall as its rows: the panel around it scrolls, not the tree."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QSizePolicy, QTreeView, QWidget

from core.markdown.foreign import stripped
from gui.inspector import words
from gui.inspector.call_seats import ApprovalSeat, CallSeat, QuestionSeat, RunningSeat
from gui.inspector.calls_delegate import CallDelegate
from gui.inspector.calls_model import CALL_ROLE, KIND_ROLE, CallsModel, RowKind
from gui.inspector.full_text import FullText
from gui.inspector.state import CallState, ToolCall
from gui.theme.theme import Theme


class CallsTree(QTreeView):
    """Emits `acted(word, call_id)` from the buttons below a call."""

    acted = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolCallTree")
        self.setAccessibleName(self.tr("Tool calls"))
        self._theme = theme
        self._model = CallsModel(self)
        self._delegate = CallDelegate(theme, self)
        self._height = 0
        self._laid_width = 0
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self._dress()
        self._model.rowsInserted.connect(self._rows_inserted)
        self._model.modelReset.connect(self._open_all)
        self.activated.connect(self.show_all)

    def _dress(self) -> None:
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(False)
        self.setAllColumnsShowFocus(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_calls(self, calls: tuple[ToolCall, ...]) -> None:
        self._model.show_calls(calls)
        self._tell_news()
        self._fit()

    def restyle(self) -> None:
        self._delegate.restyle()
        self.scheduleDelayedItemsLayout()
        self._fit()
        self.viewport().update()

    def show_all(self, index: QModelIndex) -> None:
        """The whole text of a row that shows only some of it."""
        call: ToolCall = index.data(CALL_ROLE)
        kind: RowKind = index.data(KIND_ROLE)
        if kind is RowKind.RESULT:
            title, text = self.tr("Result of {name}"), call.result or ""
        else:
            title, text = self.tr("Arguments of {name}"), call.arguments
        FullText(self._theme, title.replace("{name}", words.one_line(call.name)), text, self).open()

    # --- height -------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(200, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != self._laid_width:  # never for the height that this very layout asked for
            self._laid_width = event.size().width()
            self.scheduleDelayedItemsLayout()
            self._fit()

    def _fit(self) -> None:
        height = 0
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            height += self._delegate.row_height(index)
            for child in range(self._model.rowCount(index)):
                height += self._delegate.row_height(self._model.index(child, 0, index))
        if height != self._height:
            self._height = height
            self.updateGeometry()

    # --- rows ---------------------------------------------------------------------------------------------------------

    def _open_all(self) -> None:
        for row in range(self._model.rowCount()):
            self._open_row(self._model.index(row, 0))

    def _rows_inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        if parent.isValid():
            self._open_row(parent)
            return
        for row in range(first, last + 1):
            self._open_row(self._model.index(row, 0))

    def _open_row(self, index: QModelIndex) -> None:
        self.expand(index)
        for row in range(self._model.rowCount(index)):
            child = self._model.index(row, 0, index)
            if child.data(KIND_ROLE) is RowKind.QUESTION:
                call: ToolCall = child.data(CALL_ROLE)
                self.setIndexWidget(child, self._seat(call))

    def _seat(self, call: ToolCall) -> CallSeat:
        kind = RunningSeat if call.state is CallState.RUNNING else QuestionSeat if call.question else ApprovalSeat
        seat = kind(self._theme, call, self)
        seat.acted.connect(self.acted)
        return seat

    def _tell_news(self) -> None:
        """Show what running calls say by now."""
        for row, call in enumerate(self._model.calls()):
            if call.state is CallState.RUNNING:
                seat = self.indexWidget(self._model.index(0, 0, self._model.index(row, 0)))
                if isinstance(seat, RunningSeat):
                    seat.show_call(call)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.currentIndex().isValid():
            QGuiApplication.clipboard().setText(stripped(str(self.currentIndex().data())))
            return
        super().keyPressEvent(event)
