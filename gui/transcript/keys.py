"""The keyboard over the transcript: scrolling, going from message to message, selecting, copying, pressing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from gui.transcript.caret import Caret, step_of
from gui.transcript.content import Action
from gui.transcript.deeds import carry_out, copy_selection, offered, select_all
from gui.transcript.focus import Focus
from gui.transcript.links import LinkSpot
from gui.transcript.mouse import activate

if TYPE_CHECKING:
    from gui.transcript.view import TranscriptView

_KEEP = 48  # of a page stays in sight when a page is turned
_LETTERS: dict[int, Action] = {
    Qt.Key.Key_C: Action.COPY,
    Qt.Key.Key_Q: Action.QUOTE,
    Qt.Key.Key_E: Action.EDIT,
    Qt.Key.Key_R: Action.REGENERATE,
    Qt.Key.Key_B: Action.BRANCH,
    Qt.Key.Key_W: Action.WIRE,
    Qt.Key.Key_Delete: Action.DELETE,
    Qt.Key.Key_Left: Action.PREVIOUS_VERSION,
    Qt.Key.Key_Right: Action.NEXT_VERSION,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Mod = Qt.KeyboardModifier


class Keys(QObject):
    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        self.focus = Focus(view)
        self._caret = Caret(view)

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is for the transcript although a shortcut of the window has it too."""
        if event.matches(QKeySequence.StandardKey.Copy) or _copies_markdown(event):
            return bool(self._view.canvas.selection) or self.message >= 0
        if event.key() == Qt.Key.Key_Escape:
            return self.focus.index >= 0 or self._view.canvas.focused is not None
        own = (QKeySequence.StandardKey.SelectAll, QKeySequence.StandardKey.Undo)
        return any(event.matches(key) for key in own) or step_of(event) is not None

    @property
    def message(self) -> int:
        """The message that keys are about: the focused one, or the one whose bar has the focus; -1 for none."""
        index, bar = self.focus.index, self._view.overlays.bar
        focused = QApplication.focusWidget()
        inside = focused is not None and bar.isAncestorOf(focused)
        return index if index >= 0 or not inside else self._view.overlays.acting

    def press(self, event: QKeyEvent) -> bool:
        """Take a key; False where it is not for the transcript."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            select_all(self._view)
            return True
        if event.matches(QKeySequence.StandardKey.Undo):
            self._view.undoRequested.emit()
            return True
        step = step_of(event)
        if step is not None and self._caret.extend(step, self.focus.index):
            return True
        return self._copy(event) or self._press_spot(event) or self._move(event) or self._act(event)

    def _copy(self, event: QKeyEvent) -> bool:
        markdown = _copies_markdown(event)
        if not (markdown or event.matches(QKeySequence.StandardKey.Copy)):
            return False
        if self._view.canvas.selection:
            copy_selection(self._view, markdown=markdown)
            return True
        return self._do(Action.COPY_MARKDOWN if markdown else Action.COPY)

    def _press_spot(self, event: QKeyEvent) -> bool:
        focused = self._view.canvas.focused
        if focused is None or event.key() not in (*_ENTER, Qt.Key.Key_Space):
            return False
        piece, spot = focused
        if isinstance(spot, LinkSpot):
            self._view.linkActivated.emit(spot.url)
        else:
            activate(self._view, piece, spot)
        return True

    def _move(self, event: QKeyEvent) -> bool:
        key, far = event.key(), event.modifiers() & (_Mod.ControlModifier | _Mod.AltModifier)
        if far and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focus.step(forwards=key == Qt.Key.Key_Down)
            return True
        if key == Qt.Key.Key_Escape:
            return self._leave()
        return self._scroll(event)

    def _leave(self) -> bool:
        """One step out: from what can be pressed to its message, then from the message, then from the selection."""
        if self.focus.leave_spot():
            return True
        if self.focus.index >= 0:
            self.focus.put(-1)
            return True
        selected = bool(self._view.canvas.selection)
        self._view.canvas.selection.clear()
        self._view.viewport().update()
        return selected

    def _act(self, event: QKeyEvent) -> bool:
        """A key for the message that has the focus."""
        modifiers = event.modifiers() & ~_Mod.KeypadModifier
        menu = event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and modifiers == _Mod.ShiftModifier)
        if menu or (event.key() in _ENTER and self.message >= 0):
            self.open_menu()
            return True
        action = _LETTERS.get(event.key()) if modifiers == _Mod.NoModifier else None
        return action is not None and self._do(action)

    def _do(self, action: Action) -> bool:
        """Carry out an action on the focused message; the focus goes on to its neighbour before it is deleted."""
        index = self.message
        if index < 0:
            return False
        if action is Action.DELETE and action in offered(self._view, index):
            after = index + 1 if index + 1 < len(self._view.model.items) else index - 1
            self.focus.put(after)
        if carry_out(self._view, index, action):
            self._view.overlays.confirm(action)
        return True

    def open_menu(self) -> None:
        """Open the menu of the focused message, or of the whole, where it can be seen."""
        view, index = self._view, self.message
        corner = QPoint(round(view.canvas.left), 24)
        if index >= 0:
            top = round(view.canvas.layout.tops[index]) - view.verticalScrollBar().value()
            corner.setY(min(max(top + 24, 24), view.viewport().height() - 24))
        focused = view.canvas.focused
        link = focused[1].url if focused is not None and isinstance(focused[1], LinkSpot) else ""
        view.menu.open(view.viewport().mapToGlobal(corner), index, link)

    def _scroll(self, event: QKeyEvent) -> bool:
        bar = self._view.verticalScrollBar()
        page = max(40, self._view.viewport().height() - _KEEP)
        back = bool(event.modifiers() & _Mod.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                self._view.follow()
            case Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - page)
            case Qt.Key.Key_PageDown:
                bar.setValue(bar.value() + page)
            case Qt.Key.Key_Space:
                bar.setValue(bar.value() + (-page if back else page))
            case Qt.Key.Key_Up:
                bar.setValue(bar.value() - bar.singleStep())
            case Qt.Key.Key_Down:
                bar.setValue(bar.value() + bar.singleStep())
            case _:
                return False
        return True

    # --- coming and going ---------------------------------------------------------------------------------------------

    def next_spot(self, forwards: bool) -> bool:
        """Move the focus to the next thing that can be pressed in sight; False at the end of them."""
        return self._view.hasFocus() and self.focus.next_spot(forwards)

    def enter(self, reason: Qt.FocusReason) -> None:
        """The keyboard came. By Tab it comes to the last message in sight, so that one sees where it is."""
        self.focus.shown = True
        by_key = reason in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and self.focus.index < 0 and self._view.model.items:
            self.focus.put(self.focus.in_sight()[-1])
        self._view.viewport().update()

    def leave(self, reason: Qt.FocusReason) -> None:
        """The keyboard went; a menu or another window only borrows it."""
        if reason in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            return
        focused = QApplication.focusWidget()
        self.focus.shown = focused is not None and self._view.overlays.bar.isAncestorOf(focused)
        self._view.canvas.focused = None
        self._view.overlays.show_address("")
        self._view.viewport().update()


def _copies_markdown(event: QKeyEvent) -> bool:
    both = _Mod.ControlModifier | _Mod.ShiftModifier
    return event.key() == Qt.Key.Key_C and event.modifiers() == both
