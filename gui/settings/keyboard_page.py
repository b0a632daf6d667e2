"""Every command with its shortcut, which can be changed there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QKeySequenceEdit, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.settings.schema import CommandKeys
from gui.actions import Actions
from gui.settings.rows import Beside, Page, Row, hairline, sentence
from gui.settings.shortcuts import changed, normal, owner, refusal, shown
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from gui.widgets.icon_button import IconButton

_PORTABLE = QKeySequence.SequenceFormat.PortableText


class KeyField(QKeySequenceEdit):
    """Takes one combination; Backspace takes it away. Tab goes on and Esc closes the window, so nobody is caught here.
    `wished(keys)` carries what was pressed."""

    wished = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMaximumSequenceLength(1)
        self._shows = QKeySequence()
        self.editingFinished.connect(self._pressed)

    def show_keys(self, keys: str) -> None:
        self._shows = QKeySequence(keys, _PORTABLE)
        self.setKeySequence(self._shows)
        line = self.findChild(QLineEdit)
        if line is not None and self._shows.isEmpty():
            line.setPlaceholderText(self.tr("none"))

    def name(self, name: str) -> None:
        self.setAccessibleName(name)
        line = self.findChild(QLineEdit)
        if line is not None:
            line.setAccessibleName(name)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and _leads_out(event):
            if event.type() == QEvent.Type.KeyPress and event.key() != Qt.Key.Key_Escape:
                return self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.show_keys("")
            self.wished.emit("")
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setKeySequence(self._shows)

    def _pressed(self) -> None:
        keys = self.keySequence()
        if keys.isEmpty():  # Ctrl alone, say
            self.setKeySequence(self._shows)
        elif keys != self._shows:
            self._shows = keys
            self.wished.emit(keys.toString(_PORTABLE))


def _leads_out(event: QKeyEvent) -> bool:
    bare = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
    return (bare and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)) or (
        plain and event.key() == Qt.Key.Key_Escape
    )


class CommandRow(Row):
    """A command, its keys, and what is wrong with those that were pressed. `wished(keys)`; `taken(keys)` once they
    shall be taken from the command that has them; `reset`."""

    wished = Signal(str)
    taken = Signal(str)
    reset = Signal()

    def __init__(self, theme: Theme, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = title
        self._pressed = ""
        name = QLabel(title, self)
        name.setTextFormat(Qt.TextFormat.PlainText)
        self.more = sentence("", "faint", self)
        self.field = KeyField(self)
        self.field.name(self.tr("Keys of “{command}”").replace("{command}", title))
        self.field.wished.connect(self.wished)
        name.setBuddy(self.field)
        self.usual = IconButton(
            theme, "refresh", self.tr("Usual keys of “{command}”").replace("{command}", title), self
        )
        self.usual.clicked.connect(self.reset)
        seat = self.usual.sizePolicy()
        seat.setRetainSizeWhenHidden(True)
        self.usual.setSizePolicy(seat)
        self.problem = sentence("", "warning", self)
        self.problem.hide()
        self.take = QPushButton(self.tr("Use it here"), self)
        self.take.setAutoDefault(False)
        self.take.clicked.connect(lambda: self.taken.emit(self._pressed))
        self.take.hide()
        self._lay_out(name)

    def _lay_out(self, name: QLabel) -> None:
        keys = QWidget(self)
        both = QHBoxLayout(keys)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(SPACE_3)
        both.addWidget(self.field)
        both.addWidget(self.usual)
        below = QHBoxLayout()
        below.setSpacing(SPACE_3)
        below.addWidget(self.problem, 1)
        below.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_1, 0, SPACE_1)
        column.setSpacing(SPACE_1)
        column.addWidget(Beside(name, self.more, keys, self))
        column.addLayout(below)

    def show_keys(self, keys: tuple[str, ...], usual: bool) -> None:
        self.field.show_keys(keys[0] if keys else "")
        also = ", ".join(shown(each) for each in keys[1:])
        self.more.setText(self.tr("Also {keys}").replace("{keys}", also) if also else "")
        self.more.setVisible(bool(also))
        if self.usual.hasFocus() and usual:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.usual.setVisible(not usual)
        self.say("")

    def say(self, problem: str, pressed: str = "") -> None:
        """What is wrong; with `pressed` it can be had all the same."""
        self._pressed = pressed
        if self.take.hasFocus() and not pressed:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.take.setVisible(bool(pressed))


class KeyboardPage(Page):
    """`put(keys)` takes the commands whose keys are not the usual ones; the actions have them when it returns."""

    def __init__(self, theme: Theme, actions: Actions, put: Callable[[tuple[CommandKeys, ...]], None]) -> None:
        super().__init__(
            QCoreApplication.translate("KeyboardPage", "Keyboard"),
            QCoreApplication.translate(
                "KeyboardPage", "Go to a field and press the new keys; Backspace takes them away."
            ),
        )
        self._theme = theme
        self._actions = actions
        self._put = put
        self.rows: dict[str, CommandRow] = {}
        self.all_usual = QPushButton(self.tr("Usual keys for all"), self)
        self.all_usual.setObjectName("usualKeysButton")
        self.all_usual.setAutoDefault(False)
        self.all_usual.clicked.connect(lambda: self._put(()))
        self._fill()
        self.column.addSpacing(SPACE_4)
        self.column.addWidget(self.all_usual, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        actions.keys_changed.connect(self.show_keys)
        self.restyle()
        self.show_keys()

    def _fill(self) -> None:
        menu = ""
        for name, title in self._actions.places():
            if title != menu:
                menu = title
                head = sentence(title, "", self)
                variant(head, "strong", name="role")
                self.column.addSpacing(SPACE_3)
                self.column.addWidget(head)
            row = CommandRow(self._theme, self._actions.title(name), self)
            row.setObjectName(f"{name}Keys")
            row.wished.connect(partial(self._wish, name))
            row.taken.connect(partial(self._give, name))
            row.reset.connect(partial(self._reset, name))
            self.rows[name] = row
            self.column.addWidget(hairline())
            self.column.addWidget(row)

    def show_keys(self) -> None:
        """Show what the commands have."""
        for name, row in self.rows.items():
            keys = self._actions.keys(name)
            row.show_keys(keys, keys == normal(self._actions.usual_keys(name)))
        self.all_usual.setEnabled(any(not row.usual.isHidden() for row in self.rows.values()))

    def restyle(self) -> None:
        width = self._theme.font(TextRole.LABEL)
        for row in self.rows.values():
            row.field.setFixedWidth(round(width.pointSizeF() * 17) + 2 * SPACE_2)

    # --- changing -----------------------------------------------------------------------------------------------------

    def _wish(self, name: str, keys: str) -> None:
        row = self.rows[name]
        complaint = refusal(keys)
        other = owner(self._actions, keys, name) if keys else ""
        if complaint:
            row.field.show_keys(next(iter(self._actions.keys(name)), ""))
            row.say(complaint)
        elif other:
            row.field.show_keys(next(iter(self._actions.keys(name)), ""))
            said = self.tr("{keys} belongs to “{command}”.").replace("{command}", self._actions.title(other))
            row.say(said.replace("{keys}", shown(keys)), keys)
        else:
            self._give(name, keys)

    def _give(self, name: str, keys: str) -> None:
        """`keys` in the first place; what stood there is free, the others stay."""
        rest = tuple(each for each in self._actions.keys(name)[1:] if each != keys)
        self._put(changed(self._actions, name, (keys, *rest) if keys else rest))

    def _reset(self, name: str) -> None:
        usual = normal(self._actions.usual_keys(name))
        taken = [each for each in usual if owner(self._actions, each, name)]
        self._put(changed(self._actions, name, [each for each in usual if each not in taken]))
        if taken:
            other = self._actions.title(owner(self._actions, taken[0], name))
            said = self.tr("{keys} belongs to “{command}”.").replace("{command}", other)
            self.rows[name].say(said.replace("{keys}", shown(taken[0])), taken[0])
