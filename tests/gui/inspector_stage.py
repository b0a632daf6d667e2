"""An inspector to look at: shown, over a scripted turn, with a clock that stands where the script does."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QTreeView
from pytestqt.qtbot import QtBot

from gui.inspector.inspector import Inspector
from gui.theme.theme import Theme
from tests.gui.inspector_turns import Script


class Stage:
    """A shown inspector over a script, with a clock that stands where the script does."""

    def __init__(self, qtbot: QtBot) -> None:
        self.script = Script()
        self.later = 0.0
        self.theme = Theme()
        self.inspector = Inspector(self.theme, clock=lambda: self.script.now + self.later)
        qtbot.addWidget(self.inspector)
        self.inspector.resize(348, 700)
        self.inspector.set_model(self.script.model)
        self.inspector.show()
        qtbot.waitExposed(self.inspector)

    def look(self, later: float = 0.0) -> None:
        """Draw what there is, as of `later` seconds after the last event."""
        self.later = later
        drawn = self.inspector.draws
        self.inspector.set_model(self.script.model)
        assert self.inspector.draws == drawn + 1

    def text(self, name: str) -> str:
        label = self.inspector.findChild(QLabel, name)
        assert label is not None, name
        return label.text() if label.isVisible() else ""

    def button(self, name: str) -> QPushButton:
        button = self.inspector.findChild(QPushButton, name)
        assert button is not None, name
        return button

    def buttons(self) -> set[str]:
        return {b.objectName() for b in self.inspector.findChildren(QPushButton) if b.isVisible()}

    def rows(self) -> list[str]:
        """The tree's rows with their children, in order."""
        model = self.tree.model()
        rows = []
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            rows.append(str(index.data()))
            rows += [str(model.index(child, 0, index).data()) for child in range(model.rowCount(index))]
        return rows

    @property
    def tree(self) -> QTreeView:
        tree = self.inspector.findChild(QTreeView, "toolCallTree")
        assert tree is not None
        return tree
