"""A page of named things: their list on the left, the chosen one's form on the right. What is typed holds at once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.markdown.foreign import visible
from gui.settings.rows import FORM, NarrowList, heading, sentence, upright
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from gui.widgets.icon_button import IconButton

T = TypeVar("T")


class ShelfPage(QWidget, Generic[T]):
    """`items` are what there is; `put` takes the list after each change. `adding` is what the button says that makes
    one. A subclass brings the form."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        lead: str,
        adding: str,
        items: tuple[T, ...],
        put: Callable[[tuple[T, ...]], None],
    ) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._theme = theme
        self._items = list(items)
        self._put = put
        self._gone: tuple[int, T] | None = None  # what was deleted last, and its place
        self.list = NarrowList(self)
        self.list.setAccessibleName(title)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add = IconButton(theme, "plus", adding, self)
        self.first = QPushButton(adding, self)  # while there is none
        self.first.setObjectName("firstButton")
        self.first.setAutoDefault(False)
        self.remove = IconButton(theme, "trash", self.tr("Delete"), self)
        self.undo = QPushButton(self.tr("Undo"), self)
        self.undo.setAutoDefault(False)
        variant(self.undo, "link")
        self.name = QLineEdit(self)
        self.form = QWidget()
        self._column = QVBoxLayout(self.form)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_1)
        self.row(self.tr("Name"), self.name)
        self._lay_out(title, lead)
        self.add.clicked.connect(self._add)
        self.first.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.undo.clicked.connect(self._bring_back)
        self.name.textEdited.connect(self.collect)

    def begin(self) -> None:
        """Show the first item; called once the subclass has made its form."""
        self.list.currentRowChanged.connect(self._show)
        self._fill(0)

    # --- what a subclass brings ---------------------------------------------------------------------------------------

    @abstractmethod
    def new_item(self) -> T: ...

    @abstractmethod
    def name_of(self, item: T) -> str: ...

    @abstractmethod
    def show_item(self, item: T) -> None:
        """Fill the form, the name too."""

    @abstractmethod
    def changed(self, item: T) -> T:
        """`item` as the form has it now."""

    # --- building -----------------------------------------------------------------------------------------------------

    def row(self, name: str, field: QWidget, note: QWidget | None = None) -> None:
        """A field of the form under its name."""
        label = QLabel(name, self.form)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setBuddy(field)
        field.setAccessibleName(name)
        self._column.addWidget(label)
        self._column.addWidget(field)
        if note is not None:
            self._column.addWidget(note)
        self._column.addSpacing(SPACE_2)

    def _lay_out(self, title: str, lead: str) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_1)
        for button in (self.add, self.remove):
            button.set_side(26)
            tools.addWidget(button)
        tools.addStretch(1)
        tools.addWidget(self.undo)
        self._side = QWidget(self)  # while there is something to list
        left = QVBoxLayout(self._side)
        left.setContentsMargins(SPACE_2, SPACE_4, SPACE_2, SPACE_2)
        left.setSpacing(SPACE_2)
        left.addWidget(self.list, 1)
        left.addLayout(tools)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_4)
        column.setSpacing(SPACE_1)
        column.addWidget(heading(title))
        column.addWidget(sentence(lead, "muted"))
        column.addSpacing(SPACE_3)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.form)
        self.below = QVBoxLayout()  # what stands there without an item too
        column.addLayout(self.below)
        column.addStretch(1)
        scroll = QScrollArea(self)
        variant(scroll, "page", name="role")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._between = upright(self)
        whole.addWidget(self._side)
        whole.addWidget(self._between)
        whole.addWidget(scroll, 1)

    def restyle(self) -> None:
        metrics = QFontMetrics(self._theme.font(TextRole.LABEL))
        self._fit()
        for place in range(self.list.count()):
            self.list.item(place).setSizeHint(QSize(80, metrics.height() + SPACE_3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The list leaves most of a narrow page to the form."""
        wished = QFontMetrics(self._theme.font(TextRole.LABEL)).horizontalAdvance("n" * 15) + SPACE_6
        self.list.leave(self._theme.px(FORM), self.width(), wished)

    # --- what happens -------------------------------------------------------------------------------------------------

    def collect(self) -> None:
        """Keep what the form says now."""
        place = self.list.currentRow()
        if 0 <= place < len(self._items):
            self._items[place] = self.changed(self._items[place])
            self.list.item(place).setText(self._shown_name(place))
            self._put(tuple(self._items))

    def _shown_name(self, place: int) -> str:
        return visible(self.name_of(self._items[place])) or self.tr("Without a name")

    def _fill(self, place: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for each in range(len(self._items)):
            self.list.addItem(QListWidgetItem(self._shown_name(each)))
        self.list.setCurrentRow(min(place, len(self._items) - 1))
        self.list.blockSignals(False)
        taken = Qt.FocusPolicy.StrongFocus if self._items else Qt.FocusPolicy.NoFocus  # nothing there, nothing to be in
        self.list.setFocusPolicy(taken)
        self.restyle()
        self._show(self.list.currentRow())

    def _show(self, place: int) -> None:
        there = 0 <= place < len(self._items)
        self.form.setVisible(there)
        self.remove.setEnabled(there)
        self.show_there()
        if there:
            self.show_item(self._items[place])

    def show_there(self) -> None:
        """What depends on whether there are any items, and which."""
        self.first.setVisible(not self._items)
        self.undo.setVisible(self._gone is not None)
        for part in (self._side, self._between):  # what was deleted last can be brought back from there
            part.setVisible(bool(self._items) or self._gone is not None)

    def _add(self) -> None:
        self._items.append(self.new_item())
        self._put(tuple(self._items))
        self._fill(len(self._items) - 1)
        self.name.setFocus()
        self.name.selectAll()

    def _remove(self) -> None:
        place = self.list.currentRow()
        self._gone = place, self._items.pop(place)
        self._put(tuple(self._items))
        self._fill(place)

    def _bring_back(self) -> None:
        if self._gone is not None:
            place, item = self._gone
            self._gone = None
            self._items.insert(place, item)
            self._put(tuple(self._items))
            self._fill(place)
            self.list.setFocus()
