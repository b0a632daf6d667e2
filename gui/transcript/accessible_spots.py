"""Buttons, folds and links of a message for assistive technologies."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleInterface,
    QAccessibleTextInterface,
    QWindow,
)
from shiboken6 import Shiboken

from core.markdown.foreign import stripped
from gui.transcript import words
from gui.transcript.blocks.code import COPY_CODE, WRAP_CODE, CodePiece
from gui.transcript.blocks.folded import FOLD, FoldedPiece, ReasoningPiece
from gui.transcript.blocks.formula import COPY_LATEX
from gui.transcript.blocks.piece import Piece, Spot, copied_text
from gui.transcript.blocks.tool import ToolPiece
from gui.transcript.content import Action
from gui.transcript.links import LinkSpot, pressable
from gui.transcript.mouse import activate

if TYPE_CHECKING:
    from gui.transcript.accessible_message import MessageNode
    from gui.transcript.view import TranscriptView

NULL = Shiboken.VoidPtr(0)  # "no such interface", for `interface_cast`
Answer = QAccessibleTextInterface | QAccessibleActionInterface | Shiboken.VoidPtr
SpotKey = tuple[int, str, int]


class Node(QAccessibleInterface):
    """What is true of everything here that is no widget. It is valid until Qt has let go of it, or it is `gone`."""

    def __init__(self) -> None:
        super().__init__()
        self.gone = False

    def isValid(self) -> bool:
        return not self.gone

    def object(self) -> None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        pass  # nothing can be renamed

    def interface_cast(self, _kind: QAccessible.InterfaceType) -> Answer:  # type: ignore[override]
        return NULL


class Deeds(QAccessibleActionInterface):
    """What can be done with a node: its `deeds`, by Qt's names for them."""

    def __init__(self, node: SpotNode | MessageNode) -> None:
        super().__init__()
        self._node = node

    def actionNames(self) -> list[str]:
        return list(self._node.deeds())

    def doAction(self, actionName: str) -> None:
        deed = self._node.deeds().get(actionName)
        if deed is not None:
            deed()

    def keyBindingsForAction(self, _actionName: str) -> list[str]:
        return []


class SpotNode(Node):
    """Something that can be pressed."""

    def __init__(self, message: MessageNode, piece: Piece, spot: Spot) -> None:
        super().__init__()
        self.message = message
        self.piece = piece
        self.spot = spot  # as it was seen last
        self._deeds = Deeds(self)

    @property
    def _view(self) -> TranscriptView | None:
        return self.message.view

    def isValid(self) -> bool:
        return not self.gone and self.message.isValid()

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self.message.surface

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return self.message

    def rect(self) -> QRect:
        return self.message.on_screen(self.piece, self.spot.rect)

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Link if isinstance(self.spot, LinkSpot) else QAccessible.Role.Button

    def text(self, kind: QAccessible.Text) -> str:
        match kind:
            case QAccessible.Text.Name:
                return _name(self.piece, self.spot)
            case QAccessible.Text.Description if isinstance(self.spot, LinkSpot):
                return stripped(self.spot.url)
            case _:
                return ""

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = True
        state.focused = self.focused()
        state.offscreen = not self.message.in_sight(self.rect())
        if isinstance(self.piece, FoldedPiece) and not self.spot.label:
            state.expandable = True
            state.expanded = self.piece.is_open
            state.collapsed = not self.piece.is_open
        if isinstance(self.piece, CodePiece) and self.spot.action == WRAP_CODE:
            state.checkable = True
            state.checked = self.piece.wrapped
        if isinstance(self.spot, LinkSpot):
            state.linked = True
        return state

    def focused(self) -> bool:
        """Whether the keyboard is here."""
        view = self._view
        found = view.canvas.focused if view is not None and view.hasFocus() else None
        return found is not None and found[0] is self.piece and key_of(*found) == key_of(self.piece, self.spot)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Answer:  # type: ignore[override]
        return self._deeds if kind == QAccessible.InterfaceType.ActionInterface else NULL

    def deeds(self) -> dict[str, Callable[[], None]]:
        """What can be done, by Qt's names."""
        names = QAccessibleActionInterface
        return {names.pressAction(): self._press, names.setFocusAction(): self._focus}

    def _press(self) -> None:
        view = self._view
        if view is None or self.gone:
            return
        if isinstance(self.spot, LinkSpot):
            view.linkActivated.emit(self.spot.url)
        else:
            activate(view, self.piece, self.spot)

    def _focus(self) -> None:
        view = self._view
        if view is not None and not self.gone:
            view.setFocus()
            view.canvas.focused = (self.piece, self.spot)
            view.viewport().update()


def key_of(piece: Piece, spot: Spot) -> SpotKey:
    """What makes it the same spot, wherever it stands by now."""
    return id(piece), str(spot.action), spot.start if isinstance(spot, LinkSpot) else -1


def spots_of(pieces: Iterable[Piece]) -> list[tuple[Piece, Spot]]:
    """What can be pressed in pieces that are laid out, in reading order."""
    found: list[tuple[Piece, Spot]] = []
    for piece in pieces:
        if piece.built:
            spots = pressable(piece)
            found += [(piece, spot) for spot in spots]
    return found


def _name(piece: Piece, spot: Spot) -> str:
    if isinstance(spot, LinkSpot):
        document = piece.document
        shown = copied_text(document, spot.start, spot.end) if document is not None else ""
        return stripped(shown.strip() or spot.url)
    if spot.label:
        return _button_name(piece, spot)
    match piece:
        case ReasoningPiece():
            return words.reasoning_title(piece.reasoning, piece.reasoning.since)
        case ToolPiece() if spot.action == FOLD:
            return f"{stripped(piece.card.name)}, {words.tool_state(piece.card, piece.card.since)}"
        case _:
            return _icon_name(spot.action)


def _button_name(piece: Piece, spot: Spot) -> str:
    """A button's words; those of a card say which call they are about."""
    return f"{spot.label}: {stripped(piece.card.name)}" if isinstance(piece, ToolPiece) else spot.label


def _icon_name(action: str) -> str:
    """What a button without words is called."""
    names = {COPY_CODE: _tr("Copy code"), WRAP_CODE: _tr("Wrap lines"), COPY_LATEX: _tr("Copy formula")}
    return names.get(action) or (words.action_label(action) if isinstance(action, Action) else action.replace("_", " "))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Transcript", text)
