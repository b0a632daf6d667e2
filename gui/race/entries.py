"""Who runs in a race: two to four rows, each a provider and a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QWidget

from core.race import FEWEST, MOST
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_1, SPACE_2
from gui.widgets.icon_button import IconButton
from gui.widgets.picker import Picker, PickerItem

Models = Callable[[str], Sequence[PickerItem]]


class Entry(QFrame):
    """`changed`: another provider or model was chosen; `left`: it runs no more. `models_wished(provider)` asks for news
    of a provider's models."""

    changed = Signal()
    left = Signal()
    models_wished = Signal(str)

    def __init__(self, theme: Theme, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._models: Models = lambda _provider: ()
        self._usual: Callable[[str], str] = lambda _provider: ""
        self.provider = Picker(theme, parent=self)
        self.provider.setObjectName("raceProvider")
        self.provider.setAccessibleName(self.tr("Provider {n}").replace("{n}", str(number)))
        self.model = Picker(theme, own_names=True, parent=self)
        self.model.setObjectName("raceModel")
        self.model.setAccessibleName(self.tr("Model {n}").replace("{n}", str(number)))
        self.provider.placeholder = self.tr("Provider")
        self.model.placeholder = self.tr("Model")
        self.remove = IconButton(theme, "x", self.tr("Take this one out"), self)
        self.remove.clicked.connect(self.left)
        self.provider.chosen.connect(self._choose_provider)
        self.model.chosen.connect(lambda _key: self.changed.emit())
        self.model.opened.connect(lambda: self.models_wished.emit(self.provider.key()))
        variant(self, "card", name="role")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_1, SPACE_1, SPACE_1, SPACE_1)
        row.setSpacing(0)
        for widget in (self.provider, self.model, self.remove):
            row.addWidget(widget)

    def offer(self, providers: Sequence[PickerItem], models: Models, usual: Callable[[str], str]) -> None:
        self._models, self._usual = models, usual
        provider, model = self.choice
        self.provider.show_items(providers, provider)
        self.model.show_items(models(provider), model)

    @property
    def choice(self) -> tuple[str, str]:
        """Provider and model."""
        return self.provider.key(), self.model.key()

    def choose(self, provider: str, model: str) -> None:
        self.provider.show_key(provider)
        self.model.show_items(self._models(provider), model)
        self.changed.emit()

    def _choose_provider(self, provider: str) -> None:
        self.model.show_items(self._models(provider), self._usual(provider))
        self.models_wished.emit(provider)
        self.changed.emit()


class Entries(QWidget):
    """`changed`, and `models_wished(provider)` as an entry's."""

    changed = Signal()
    models_wished = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._offer: tuple[Sequence[PickerItem], Models, Callable[[str], str]] = ((), lambda _key: (), lambda _key: "")
        self.rows: list[Entry] = []
        self.add = QPushButton(self.tr("Add a model"), self)
        self.add.setObjectName("raceAdd")
        variant(self.add, "quiet")
        self.add.clicked.connect(lambda: self._append())
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_2)
        for _ in range(FEWEST):
            self._append()

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [row.choice for row in self.rows]

    def offer(self, providers: Sequence[PickerItem], models: Models, usual: Callable[[str], str]) -> None:
        self._offer = (providers, models, usual)
        for row in self.rows:
            row.offer(*self._offer)
        self.changed.emit()

    def choose(self, choices: Sequence[tuple[str, str]]) -> None:
        """Fill the rows, as many as are named."""
        while len(self.rows) < min(MOST, len(choices)):
            self._append()
        for row, choice in zip(self.rows, choices, strict=False):
            row.choose(*choice)

    def _append(self) -> None:
        entry = Entry(self._theme, len(self.rows) + 1, self)
        entry.offer(*self._offer)
        entry.changed.connect(self.changed)
        entry.models_wished.connect(self.models_wished)
        entry.left.connect(lambda: self._drop(entry))
        self.rows.append(entry)
        self._count()

    def _drop(self, entry: Entry) -> None:
        self.rows.remove(entry)
        self._grid.removeWidget(entry)
        entry.hide()
        entry.deleteLater()
        self._count()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a longer name, larger letters
            self._place()
        return super().event(event)

    def _place(self) -> None:
        """As many beside each other as there is room for; nothing is cut."""
        cells = [*self.rows, self.add]
        widths = [cell.sizeHint().width() + SPACE_2 for cell in cells]
        room = self.width() + SPACE_2
        across = len(cells) if sum(widths) <= room else max(1, min(len(cells), room // max(widths)))
        for place, cell in enumerate(cells):
            row, column = divmod(place, across)
            item = self._grid.itemAtPosition(row, column)
            if item is None or item.widget() is not cell:
                self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignLeft)
        for column in range(len(cells) + 1):
            stretch = 1 if column == across else 0
            if self._grid.columnStretch(column) != stretch:  # setting it asks for another layout
                self._grid.setColumnStretch(column, stretch)

    def _count(self) -> None:
        self._place()
        self.add.setEnabled(len(self.rows) < MOST)
        for row in self.rows:
            row.remove.setEnabled(len(self.rows) > FEWEST)
        self.changed.emit()
