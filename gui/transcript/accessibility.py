"""The transcript for assistive technologies: a list of messages, each with its text, its buttons, folds and links.

Only what is asked for is made: 10,000 messages cost nothing until somebody walks them.

What PySide6 6.11.3 does with interfaces written in Python, measured with an AT-SPI client:
- `interface_cast` must return the interface object itself, or `Shiboken.VoidPtr(0)` for none, although its stub says
  int: an int or None is taken for an address and crashes. Text and action interfaces made in Python then work whole.
- `QAccessibleTextInterface` lacks every method that answers through pointers. Qt's own words, lines and sentences
  around a letter are right, made from `text` and `characterCount`; what `selection` and `attributes` leave is not.
- Qt keeps what it was given by number and deletes it by number. Python has to keep the object until then, and must not
  let it be deleted while Qt is asking it: objects are let go of in a later turn of the event loop.
- PySide keeps what a factory returned until the application ends, so that it may know its widget only weakly. Qt
  deletes it with the widget; the Python object is then without its other half, which is safe.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QAccessibleStateChangeEvent, QWindow
from PySide6.QtWidgets import QWidget
from shiboken6 import Shiboken

from gui.transcript.accessible_message import MessageNode
from gui.transcript.accessible_spots import NULL, Answer, Node, SpotKey, SpotNode, key_of
from gui.transcript.accessible_text import to_units
from gui.transcript.blocks.piece import Piece, Spot
from gui.transcript.content import Content, Item
from gui.transcript.plain import item_text
from gui.transcript.view import TranscriptView

_TEXTS = 32  # texts that are kept for the next question


class _Text:
    """The text of a message, and what it was made from."""

    def __init__(self, item: Item) -> None:
        self._stamp = _stamp(item)
        self.units = to_units(item_text(item))

    def current(self, item: Item) -> bool:
        """Whether it still is the message's text."""
        stamp = _stamp(item)
        same = stamp[0] == self._stamp[0] and len(stamp[1]) == len(self._stamp[1])
        return same and all(map(_is, stamp[1], self._stamp[1]))


def _stamp(item: Item) -> tuple[tuple[object, ...], list[Content]]:
    blocks = item.blocks
    return (item, item.size, item.live), [block.content for block in blocks]


def _is(one: Content, other: Content) -> bool:
    return one is other


class TranscriptNode(QAccessibleInterface):
    """The view: a list of messages, and after them the widgets that belong to it."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__()
        self._view = weakref.ref(view)
        self._nodes = Nodes(self, view)

    @property
    def view(self) -> TranscriptView | None:
        view = self._view()
        return view if view is not None and Shiboken.isValid(view) else None

    def isValid(self) -> bool:
        return self.view is not None

    def object(self) -> TranscriptView | None:  # type: ignore[override]
        return self.view

    @property
    def surface(self) -> QWindow | None:
        """What it is painted on."""
        view = self.view
        if view is None:
            return None
        native = view.nativeParentWidget()
        return view.windowHandle() if native is None else native.windowHandle()

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self.surface

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        view = self.view
        parent = view.parentWidget() if view is not None else None
        return QAccessible.queryAccessibleInterface(parent) if parent is not None else None

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    def text(self, kind: QAccessible.Text) -> str:
        view = self.view
        match kind:
            case QAccessible.Text.Name if view is not None:
                return view.accessibleName()
            case QAccessible.Text.Description if view is not None:
                return view.accessibleDescription()
            case QAccessible.Text.Identifier if view is not None:
                return view.objectName()
            case _:
                return ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        pass  # it cannot be renamed

    def rect(self) -> QRect:
        view = self.view
        return QRect(view.mapToGlobal(QPoint()), view.size()) if view is not None else QRect()

    def state(self) -> QAccessible.State:
        view, state = self.view, QAccessible.State()
        if view is not None:
            state.focusable = True
            state.focused = view.hasFocus() and self.focusChild() is None
            state.disabled = not view.isEnabled()
            state.invisible = not view.isVisible()
        return state

    def interface_cast(self, _kind: QAccessible.InterfaceType) -> Answer:  # type: ignore[override]
        return NULL

    # --- children -----------------------------------------------------------------------------------------------------

    def _widgets(self) -> list[QWidget]:
        """Its own widgets: the page with what floats above it, and the scroll bar."""
        view = self.view
        if view is None:
            return []
        around = view.verticalScrollBar().parentWidget()  # Qt puts a widget around each scroll bar
        return [view.viewport(), *([around] if around is not None and around.isVisible() else [])]

    def childCount(self) -> int:
        view = self.view
        return 0 if view is None else len(view.model) + len(self._widgets())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        view = self.view
        if view is None or index < 0:
            return None
        if index < len(view.model):
            return self._nodes.message(view.model.items[index])
        widgets = self._widgets()
        place = index - len(view.model)
        return QAccessible.queryAccessibleInterface(widgets[place]) if place < len(widgets) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        view = self.view
        if view is None:
            return -1
        if isinstance(child, MessageNode):
            return child.index
        widget = child.object()
        place = next((n for n, own in enumerate(self._widgets()) if own is widget), None)
        return -1 if place is None else len(view.model) + place

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        view = self.view
        if view is None or not view.model.items:
            return None
        page = view.viewport()
        inside = page.mapFromGlobal(QPoint(x, y))
        if not page.rect().contains(inside):
            return None
        if page.childAt(inside) is not None:
            return QAccessible.queryAccessibleInterface(page)
        index = view.canvas.layout.item_at(inside.y() + view.verticalScrollBar().value())
        return self._nodes.message(view.model.items[index])

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        view = self.view
        if view is None or not view.hasFocus():
            return None
        return self._nodes.focused()


class Nodes(QObject):
    """Makes the objects that are asked for, keeps them, and lets go of them when nobody can be asking them."""

    def __init__(self, root: TranscriptNode, view: TranscriptView) -> None:
        super().__init__()
        self.root = root
        self._messages: dict[int, MessageNode] = {}  # by the identity of the item
        self._spots: dict[int, dict[SpotKey, SpotNode]] = {}
        self._texts: dict[int, _Text] = {}
        self._doomed: list[Node] = []
        self._undertaker = QTimer(self)
        self._undertaker.setSingleShot(True)
        self._undertaker.timeout.connect(self._bury)
        view.destroyed.connect(self._leave)
        announcer = view.announcer
        announcer.focusMoved.connect(self._focus_moved)
        announcer.itemAdded.connect(self._item_added)
        announcer.itemChanged.connect(self._item_changed)
        announcer.modelReplaced.connect(self._replaced)

    @property
    def view(self) -> TranscriptView | None:
        return self.root.view

    def message(self, item: Item) -> MessageNode:
        """The object of a message."""
        node = self._messages.get(id(item))
        if node is None:
            node = self._messages[id(item)] = MessageNode(self, item)
            QAccessible.registerAccessibleInterface(node)
        return node

    def spots(self, message: MessageNode, found: list[tuple[Piece, Spot]]) -> list[SpotNode]:
        """The objects of these spots; those of others are let go of."""
        before = self._spots.get(id(message.item), {})
        after: dict[SpotKey, SpotNode] = {}
        for piece, spot in found:
            key = key_of(piece, spot)
            node = before.pop(key, None)
            if node is None:
                node = SpotNode(message, piece, spot)
                QAccessible.registerAccessibleInterface(node)
            node.spot = spot
            after[key] = node
        self._spots[id(message.item)] = after
        self._doom(before.values())
        return list(after.values())

    def units(self, item: Item) -> str:
        """The text of a message, one character for each UTF-16 unit."""
        known = self._texts.get(id(item))
        if known is None or not known.current(item):
            self._texts.pop(id(item), None)
            while len(self._texts) >= _TEXTS:
                del self._texts[next(iter(self._texts))]
            known = self._texts[id(item)] = _Text(item)
        return known.units

    def focused(self) -> QAccessibleInterface | None:
        """What has the keyboard inside the view."""
        view = self.view
        if view is None:
            return None
        focused, index = view.canvas.focused, view.focused_message
        if focused is not None:
            index = next((n for n, item in enumerate(view.canvas.layout.items) if focused[0] in item.pieces), -1)
        if not 0 <= index < len(view.model):
            return None
        message = self.message(view.model.items[index])
        return message if focused is None else message.focusChild() or message

    # --- changes ------------------------------------------------------------------------------------------------------

    def _focus_moved(self) -> None:
        view = self.view
        if view is not None and view.hasFocus():
            node = self.focused() or self.root
            QAccessible.updateAccessibility(QAccessibleEvent(node, QAccessible.Event.Focus))

    def _item_added(self, index: int) -> None:
        view = self.view
        if view is not None:
            node = self.message(view.model.items[index])
            QAccessible.updateAccessibility(QAccessibleEvent(node, QAccessible.Event.ObjectCreated))

    def _item_changed(self, index: int) -> None:
        """The name and the state of a message that somebody knows may be others."""
        view = self.view
        node = self._messages.get(id(view.model.items[index])) if view is not None else None
        if node is not None:
            busy = QAccessible.State()
            busy.busy = True
            QAccessible.updateAccessibility(QAccessibleStateChangeEvent(node, busy))
            QAccessible.updateAccessibility(QAccessibleEvent(node, QAccessible.Event.NameChanged))

    def _doom(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            node.gone = True
            self._doomed.append(node)
        if self._doomed:
            self._undertaker.start()

    def _bury(self) -> None:
        """Have Qt delete what is no longer valid."""
        doomed, self._doomed = self._doomed, []
        for node in doomed:
            if Shiboken.isValid(node):
                QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(node))

    def _replaced(self) -> None:
        """Other messages are shown, at least in part."""
        view = self.view
        items: Sequence[Item] = view.model.items if view is not None else []
        self._let_go(known for known in self._messages.values() if known.index < 0)
        if items:
            self._item_added(len(items) - 1)

    def _let_go(self, messages: Iterable[MessageNode]) -> None:
        for message in list(messages):
            key = id(message.item)
            del self._messages[key]
            self._texts.pop(key, None)
            self._doom([*self._spots.pop(key, {}).values(), message])

    def _leave(self) -> None:
        """The view is gone."""
        self._let_go(self._messages.values())
        self._undertaker.stop()
        self._bury()


def install_accessibility() -> None:
    """Give transcripts their interface from now on. Once for an application, before its windows are shown."""
    QAccessible.installFactory(_interface)


def _interface(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    return TranscriptNode(thing) if isinstance(thing, TranscriptView) else None
