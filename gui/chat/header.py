"""The line above a conversation: its title, and the buttons that fold the columns beside it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from gui.actions import Actions
from gui.language import FOREIGN
from gui.theme.style import variant
from gui.theme.theme import Theme
from gui.theme.tokens import SPACE_1, SPACE_2
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.icon_button import IconButton


class Header(QFrame):
    def __init__(self, theme: Theme, actions: Actions, *, with_menu: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        variant(self, "page", name="role")
        self.setFixedHeight(48)
        self._title = ElidedLabel("", self)
        self._title.setObjectName("conversationTitle")
        self._title.setProperty(FOREIGN, True)
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        variant(self._title, "strong", name="role")
        self._spent = QLabel(self)
        self._spent.setObjectName("conversationSpent")
        self._spent.setTextFormat(Qt.TextFormat.PlainText)
        self._spent.setProperty(FOREIGN, True)
        variant(self._spent, "faint", name="role")
        self._spent.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_2, 0, SPACE_2, 0)
        row.setSpacing(SPACE_1)
        row.addWidget(sidebar := self._button(theme, actions, "sidebar", "sidebar"))
        self._first_stop = sidebar  # of the keyboard on its way through the line
        row.addSpacing(SPACE_1)
        row.addWidget(self._title, 1)
        row.addWidget(self._spent)
        row.addSpacing(SPACE_1)
        row.addWidget(inspector := self._button(theme, actions, "inspector", "panel-right"))
        self.last_stop: QWidget = inspector
        if with_menu:
            row.addWidget(menu := self._menu(theme, actions))
            self.last_stop = menu

    def add_control(self, control: QWidget) -> None:
        """Put something behind the title."""
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(row.indexOf(self._spent) + 1, control)
        QWidget.setTabOrder(self._first_stop, control)

    def show_title(self, title: str) -> None:
        self._title.setText(title)

    def show_spent(self, line: str, text: str) -> None:
        """What the conversation took: in a few words where there is room, in all when somebody asks."""
        self._spent.setText(line)
        for label in (self._title, self._spent):
            label.setToolTip(text)
            label.setAccessibleDescription(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # a control came or grew, or the text is larger now
            self._fit()
        return done

    def _fit(self) -> None:
        """The title comes first: it keeps half of what the controls leave, at least."""
        row = self.layout()
        assert row is not None
        items = (row.itemAt(place) for place in range(row.count()))
        controls = [widget for item in items if item is not None and (widget := item.widget()) is not None]
        taken = sum(
            each.sizeHint().width() + SPACE_2
            for each in controls
            if each not in (self._title, self._spent) and not each.isHidden()
        )
        room = (self.width() - taken) / 2
        self._spent.setVisible(bool(self._spent.text()) and self._spent.sizeHint().width() <= room)

    def title(self) -> str:
        return self._title.text()

    def _button(self, theme: Theme, actions: Actions, command: str, icon: str) -> IconButton:
        button = IconButton(theme, icon, actions[command].text(), self)
        button.setObjectName(f"{command}Button")
        button.follow(actions[command])
        return button

    def _menu(self, theme: Theme, actions: Actions) -> IconButton:
        button = IconButton(theme, "menu", self.tr("Menu"), self)
        button.setObjectName("menuButton")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        menu = actions.compact_menu(button)
        button.setMenu(menu)
        actions.on("menu", partial(_pull_down, menu, button))
        return button


def _pull_down(menu: QMenu, button: QWidget) -> None:
    """Open a menu below its button with its first command chosen: whoever comes by a key goes on with keys."""
    menu.popup(button.mapToGlobal(QPoint(button.width() - menu.sizeHint().width(), button.height())))
    menu.setActiveAction(menu.actions()[0])
