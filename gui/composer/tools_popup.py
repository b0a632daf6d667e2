"""The list that the tools button drops: a search field, every tool under its source with a mark, what they cost.

It shows groups and emits wishes; what is switched on is decided elsewhere and shown again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.composer.tools_delegate import DETAIL_ROLE, KEY_ROLE, NOTE_ROLE, SOURCE_ROLE, ToolsDelegate
from gui.composer.tools_rows import ToolGroup
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2
from gui.widgets.popup import Popup

_WIDTH: Final = 420
_TALLEST: Final = 580


class ToolsPopup(Popup):
    """`switched(key, on)` and `source_switched(source, on)` are wishes, as are all others."""

    switched = Signal(str, bool)
    source_switched = Signal(str, bool)
    all_wished = Signal()
    none_wished = Signal()
    default_wished = Signal()
    folder_wished = Signal()
    settings_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setObjectName("toolsPopup")
        self.setAccessibleName(self.tr("Tools"))
        self._groups: tuple[ToolGroup, ...] = ()
        self.search = QLineEdit(self)
        variant(self.search, "search")
        self.search.setPlaceholderText(self.tr("Search tools"))
        self.search.setAccessibleName(self.tr("Search tools"))
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.tree = self._make_tree()
        self.tree.installEventFilter(self)
        self.cost = QLabel(self)
        self.cost.setTextFormat(Qt.TextFormat.PlainText)
        variant(self.cost, "faint", name="role")
        self.all = self._link(self.tr("All"), "allToolsButton")
        self.all.clicked.connect(self.all_wished)
        self.none = self._link(self.tr("None"), "noToolsButton")
        self.none.clicked.connect(self.none_wished)
        self.default = self._link(self.tr("Use for new chats"), "defaultToolsButton")
        self.default.clicked.connect(self.default_wished)
        self.settings = self._link(self.tr("Settings…"), "toolsSettingsButton")
        self.settings.clicked.connect(self._open_settings)
        self._folder = self._make_folder_line()
        self._lay_out()

    # --- building -----------------------------------------------------------------------------------------------------

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setObjectName("toolsTree")
        tree.setAccessibleName(self.tr("Tools"))
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.setIndentation(0)
        tree.setItemsExpandable(False)
        tree.setMouseTracking(True)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        tree.setItemDelegate(ToolsDelegate(self._theme, tree))
        tree.itemClicked.connect(lambda item, _column: self._toggle(item))
        tree.itemEntered.connect(lambda item, _column: tree.setCurrentItem(item))
        return tree

    def _link(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        variant(button, "link")
        return button

    def _make_folder_line(self) -> QWidget:
        line = QWidget(self)
        words = QLabel(self.tr("No folder was chosen for the file tools yet."), line)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        variant(words, "warning", name="role")
        choose = QPushButton(self.tr("Choose a folder…"), line)
        choose.setObjectName("chooseToolFolderButton")
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose_folder)
        row = QHBoxLayout(line)
        row.setContentsMargins(SPACE_1, 0, 0, 0)
        row.addWidget(words, 1)
        row.addWidget(choose)
        line.hide()
        return line

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_2)
        foot.addWidget(self.all)
        foot.addWidget(self.none)
        foot.addWidget(self.default)
        foot.addStretch(1)
        foot.addWidget(self.settings)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        column.setSpacing(SPACE_1)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addWidget(self._folder)
        column.addWidget(self.cost)
        column.addLayout(foot)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_groups(self, groups: Sequence[ToolGroup], *, needs_folder: bool, is_default: bool) -> None:
        """Show what there is; the place in the list stays. `needs_folder`: a file tool is on and no folder chosen."""
        current, top = self._current_key(), self.tree.verticalScrollBar().value()
        self._groups = tuple(groups)
        self.tree.clear()
        for group in groups:
            self._add_group(group)
        self._filter(self.search.text())
        self._go_to(current)
        self.tree.verticalScrollBar().setValue(top)
        on = [row for group in groups for row in group.rows if row.on]
        words = self.tr("{n} on, about {tokens} tokens in each request (estimated)")
        words = words.replace("{n}", str(len(on))).replace("{tokens}", f"{sum(row.cost for row in on):,}")
        self.cost.setText(words if on else self.tr("No tools: nothing is added to a request."))
        self.none.setEnabled(bool(on))
        self.all.setEnabled(len(on) < sum(len(group.rows) for group in groups))
        self.default.setEnabled(not is_default)
        self._folder.setVisible(needs_folder)

    def _add_group(self, group: ToolGroup) -> None:
        head = QTreeWidgetItem([group.title])
        head.setData(0, SOURCE_ROLE, group.source)
        on = sum(row.on for row in group.rows)
        state = Qt.CheckState.PartiallyChecked if 0 < on < len(group.rows) else Qt.CheckState.Unchecked
        head.setCheckState(0, Qt.CheckState.Checked if group.on or (on and on == len(group.rows)) else state)
        head.setToolTip(0, group.title)
        self.tree.addTopLevelItem(head)
        for row in group.rows:
            item = QTreeWidgetItem([row.title])
            item.setData(0, KEY_ROLE, row.key)
            item.setData(0, DETAIL_ROLE, row.meaning)
            item.setCheckState(0, Qt.CheckState.Checked if row.on else Qt.CheckState.Unchecked)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{row.title}. {row.meaning}")
            item.setToolTip(0, f"{row.name}: {row.meaning}")
            head.addChild(item)
        for note in group.notes:
            item = QTreeWidgetItem([note])
            item.setData(0, NOTE_ROLE, True)
            item.setToolTip(0, note)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            head.addChild(item)
        head.setExpanded(True)

    def _filter(self, text: str) -> None:
        """Only the tools that have all typed words in their name or meaning, under their source."""
        words = text.casefold().split()
        for place, group in enumerate(self._groups):
            head = self.tree.topLevelItem(place)
            if head is None:
                continue
            shown = 0
            for number in range(head.childCount()):
                row = group.rows[number] if number < len(group.rows) else None
                said = f"{group.title} {row.title} {row.name} {row.meaning}".casefold() if row is not None else ""
                fits = not words or (row is not None and all(word in said for word in words))
                _child(head, number).setHidden(not fits)
                shown += fits
            head.setHidden(bool(words) and not shown)
        if words:
            self._step_to_first()

    def _step_to_first(self) -> None:
        for item in self._items():
            if item.data(0, KEY_ROLE):
                self.tree.setCurrentItem(item)
                return

    def _items(self) -> list[QTreeWidgetItem]:
        """What is shown and can be switched, in its order."""
        found: list[QTreeWidgetItem] = []
        for place in range(self.tree.topLevelItemCount()):
            head = self.tree.topLevelItem(place)
            if head is None or head.isHidden():
                continue
            children = (_child(head, number) for number in range(head.childCount()))
            found += [head, *(child for child in children if not child.isHidden() and not child.data(0, NOTE_ROLE))]
        return found

    def _current_key(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, KEY_ROLE) or item.data(0, SOURCE_ROLE) or "") if item is not None else ""

    def _go_to(self, key: str) -> None:
        for item in self._items():
            if key and key in (item.data(0, KEY_ROLE), item.data(0, SOURCE_ROLE)):
                self.tree.setCurrentItem(item)

    # --- what a person does -------------------------------------------------------------------------------------------

    def _toggle(self, item: QTreeWidgetItem | None) -> None:
        if item is None or item.data(0, NOTE_ROLE):
            return
        on = item.checkState(0) != Qt.CheckState.Checked
        if source := item.data(0, SOURCE_ROLE):
            self.source_switched.emit(source, on)
        else:
            self.switched.emit(item.data(0, KEY_ROLE), on)

    def _step(self, by: int) -> None:
        items, current = self._items(), self.tree.currentItem()
        place = next((place for place, item in enumerate(items) if item is current), -1 if by > 0 else 0)
        if items:
            self.tree.setCurrentItem(items[max(0, min(len(items) - 1, place + by))])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key
            if event.key() in (key.Key_Return, key.Key_Enter):
                self._toggle(self.tree.currentItem())
                return True
            if event.key() == key.Key_Space and watched is self.tree:
                self._toggle(self.tree.currentItem())
                return True
            if event.key() in (key.Key_Down, key.Key_Up):
                self._step(1 if event.key() == key.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)

    def _choose_folder(self) -> None:
        self.hide()
        self.folder_wished.emit()

    def _open_settings(self) -> None:
        self.hide()
        self.settings_wished.emit()

    # --- place --------------------------------------------------------------------------------------------------------

    def open_at(self, anchor: QWidget) -> None:
        """Drop it at the button, above it where there is no room below."""
        self.setFont(self._theme.font(TextRole.LABEL))
        self.search.clear()
        scale = max(1.0, self._theme.scale)
        rows = sum(self.tree.sizeHintForIndex(self.tree.indexFromItem(item)).height() for item in self._items())
        rest = self.sizeHint().height() - self.tree.sizeHint().height()
        size = QSize(round(_WIDTH * scale), min(round(_TALLEST * scale), rows + rest + 4 * SPACE_2))
        self.place_at(anchor, size)
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)


def _child(head: QTreeWidgetItem, number: int) -> QTreeWidgetItem:
    child = head.child(number)
    assert child is not None
    return child
