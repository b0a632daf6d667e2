"""A row of tabs that becomes one list to choose from where it has not room for all."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QTabBar, QWidget

from gui.theme.style import variant


class FoldingTabs(QWidget):
    """`bar` is asked and told which tab is chosen, whatever is seen; `list` stands in its place where the words are
    wider than the room, and is made then. A tab is never cut and never out of sight."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.list: QComboBox | None = None
        self.bar = QTabBar(self)
        self.bar.setObjectName(name)
        self.bar.setAccessibleName(title)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        variant(self.bar, "dense")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar, 1)

    @property
    def folded(self) -> bool:
        return self.list is not None and self.list.isVisibleTo(self)

    def minimumSizeHint(self) -> QSize:
        """As high folded as unfolded, so that nothing jumps."""
        high, around = self.bar.sizeHint().height(), self.contentsMargins()
        if self.list is not None:
            high = max(high, self.list.sizeHint().height())
        return QSize(0, high + around.top() + around.bottom())

    def sizeHint(self) -> QSize:
        return QSize(self.bar.sizeHint().width(), self.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # its words, their number or their size are others
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        folds = self.bar.sizeHint().width() > self.contentsRect().width()
        if folds:
            self._name()
        if folds == self.folded or self.list is None:
            return
        seen, unseen = (self.list, self.bar) if folds else (self.bar, self.list)
        focused = unseen.hasFocus()
        unseen.hide()
        seen.show()
        if focused:
            seen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self) -> None:
        """The list says what the tabs say."""
        if self.list is None:
            self.list = QComboBox(self)
            self.list.setObjectName(f"{self.bar.objectName()}List")
            self.list.setAccessibleName(self.bar.accessibleName())
            self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            self.list.hide()
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self.list)
            layout.setAlignment(self.list, Qt.AlignmentFlag.AlignLeft)
            self.setTabOrder(self.bar, self.list)
            self.bar.currentChanged.connect(self.list.setCurrentIndex)
            self.list.activated.connect(self.bar.setCurrentIndex)
        texts = [self.bar.tabText(place) for place in range(self.bar.count())]
        if texts != [self.list.itemText(place) for place in range(self.list.count())]:
            self.list.clear()
            self.list.addItems(texts)
            self.list.setCurrentIndex(self.bar.currentIndex())
