"""The list itself: rows of one height, keys, clicks on folds and pins. It knows nothing of what its wishes lead to."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from gui.sidebar.delegate import ConversationDelegate, pin_area, row_height
from gui.sidebar.model import ConversationRows, Index
from gui.theme.theme import Theme

_TYPING_S = 1.0  # letters that follow each other within this time are one beginning of a title


class ConversationList(QListView):
    """`opened`: Enter on a conversation; `fold_wished(row, folded)`; `pin_wished(row)`; `rename_wished`;
    `delete_wished`; `menu_wished(global point)`; `folder_menu_wished(row of a heading, global point)`;
    `typed(beginning, first letter)`; `left`: the pointer went away; `looked`: other rows are on the screen; `edited`:
    an editor was closed."""

    opened = Signal()
    fold_wished = Signal(int, bool)
    pin_wished = Signal(int)
    rename_wished = Signal()
    delete_wished = Signal()
    menu_wished = Signal(QPoint)
    folder_menu_wished = Signal(int, QPoint)
    typed = Signal(str, bool)
    left = Signal()
    looked = Signal()
    edited = Signal()

    def __init__(self, theme: Theme, rows: ConversationRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = rows
        self._typed = ""
        self._typed_at = 0.0
        self.setModel(rows)
        delegate = ConversationDelegate(theme, rows, self)
        delegate.closeEditor.connect(lambda *_: self.edited.emit(), Qt.ConnectionType.QueuedConnection)
        self.setItemDelegate(delegate)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().valueChanged.connect(lambda: self.looked.emit())

    # --- what is on the screen ----------------------------------------------------------------------------------------

    @property
    def editing(self) -> bool:
        """Whether a title is being edited."""
        return self.state() == QAbstractItemView.State.EditingState

    def rows_shown(self) -> tuple[int, int]:
        """The first and the last row on the screen, with a screen more on either side."""
        height = row_height(self._theme)
        first, shown = self.verticalScrollBar().value() // height, self.viewport().height() // height + 1
        return max(0, first - shown), first + 2 * shown

    @contextmanager
    def kept_in_place(self, moving: set[str]) -> Iterator[None]:
        """What is on the screen stays where it is while rows come, go and move above it; those that move themselves
        (`moving`, ids) are no measure. At the top, the top is what stays."""
        bar = self.verticalScrollBar()
        anchor, top = self._anchor(moving) if bar.value() else (None, 0)
        yield
        self.executeDelayedItemsLayout()
        if anchor is not None and anchor.isValid():
            bar.setValue(anchor.row() * row_height(self._theme) - top)

    def _anchor(self, moving: set[str]) -> tuple[QPersistentModelIndex | None, int]:
        height, value = row_height(self._theme), self.verticalScrollBar().value()
        first = value // height
        for row in range(first, min(self._rows.rowCount(), first + self.viewport().height() // height + 1)):
            entry = self._rows.groups.entry(row)
            if entry is not None and entry.id not in moving:
                return QPersistentModelIndex(self._rows.index(row, 0)), row * height - value
        return None, 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.looked.emit()

    # --- keys ---------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key
        group = self._rows.groups.heading(self.currentIndex().row())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        match event.key():
            case key.Key_Left | key.Key_Right if plain and group is not None:
                self.fold_wished.emit(self.currentIndex().row(), event.key() == key.Key_Left)
            case key.Key_Return | key.Key_Enter | key.Key_Space if plain and group is not None:
                self.fold_wished.emit(self.currentIndex().row(), not group.folded)
            case key.Key_Left if plain and self._rows.groups.within_folder(self.currentIndex().row()):
                self._to_heading()
            case key.Key_Return | key.Key_Enter if plain:
                self.opened.emit()
            case key.Key_F2 if plain:
                self.rename_wished.emit()
            case key.Key_Delete if plain:
                self.delete_wished.emit()
            case _:
                super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        found = super().moveCursor(action, modifiers)
        if not found.isValid() or found.flags() & Qt.ItemFlag.ItemIsEnabled:
            return found
        move = QAbstractItemView.CursorAction
        ways = (-1, 1) if action in (move.MoveEnd, move.MovePageUp, move.MoveUp) else (1, -1)
        near = (self._rows.index(found.row() + way, 0) for way in ways)  # no two headings without a fold are neighbours
        return next((index for index in near if index.flags() & Qt.ItemFlag.ItemIsEnabled), found)

    def keyboardSearch(self, search: str) -> None:
        # The base would ask every row for its title.
        now = time.monotonic()
        first = now - self._typed_at > _TYPING_S
        self._typed = search if first else self._typed + search
        self._typed_at = now
        if self._typed.strip():
            self.typed.emit(self._typed, first)

    def _to_heading(self) -> None:
        place = self._rows.groups.at(self.currentIndex().row())
        if place is not None:
            self.setCurrentIndex(self._rows.index(self.currentIndex().row() - place.offset - 1, 0))

    # --- pointer ------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        index = self.indexAt(spot)
        group = self._rows.groups.heading(index.row()) if index.isValid() else None
        if event.button() == Qt.MouseButton.LeftButton and group is not None:
            if group.can_fold:
                self.fold_wished.emit(index.row(), not group.folded)
            return
        if event.button() == Qt.MouseButton.LeftButton and self._on_pin(index, spot, event):
            self.pin_wished.emit(index.row())
            return
        if event.button() == Qt.MouseButton.RightButton:  # a menu for what is pointed at, which is not opened for that
            if index.isValid() and group is None and not self.selectionModel().isSelected(index):
                self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._rows.groups.heading(index.row()) is not None:
            self.mousePressEvent(event)  # quick clicks on a fold are clicks
            return
        super().mouseDoubleClickEvent(event)

    def _on_pin(self, index: Index, spot: QPoint, event: QMouseEvent) -> bool:
        return (
            index.isValid()
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
            and self._rows.groups.entry(index.row()) is not None
            and pin_area(self.visualRect(index), self._theme).contains(spot)
        )

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            row, area = self.currentIndex().row(), self.visualRect(self.currentIndex())
            self._wish_menu(row, self.viewport().mapToGlobal(area.center()))
        else:
            self._wish_menu(self.indexAt(event.pos()).row(), event.globalPos())
        event.accept()

    def _wish_menu(self, row: int, at: QPoint) -> None:
        if self._rows.groups.heading(row) is not None:
            self.folder_menu_wished.emit(row, at)
        elif self._rows.groups.entry(row) is not None:
            self.menu_wished.emit(at)

    def viewportEvent(self, event: QEvent) -> bool:
        handled = super().viewportEvent(event)
        if event.type() == QEvent.Type.Leave:
            self.left.emit()
        return handled

    @property
    def pointed_at(self) -> bool:
        """Whether the pointer is on the list."""
        return self.viewport().underMouse() and QGuiApplication.applicationState() == _ACTIVE


_ACTIVE = Qt.ApplicationState.ApplicationActive
