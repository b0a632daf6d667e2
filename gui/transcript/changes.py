"""What changed in a model since the last frame: it listens, so that the view only looks when it draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, SignalInstance
from shiboken6 import Shiboken

from gui.transcript.model import TranscriptModel

if TYPE_CHECKING:
    from gui.transcript.view import TranscriptView


class Changes(QObject):
    """Follows one model at a time for a view."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        self._dirty: dict[int, set[int]] = {}
        self._model: TranscriptModel | None = None
        self._wired: list[tuple[SignalInstance, object]] = []

    def follow(self, model: TranscriptModel) -> None:
        """Listen to `model` from now on, and to no other."""
        if self._model is not None and Shiboken.isValid(self._model):
            for signal, slot in self._wired:
                signal.disconnect(slot)
        self._model = model
        self._dirty.clear()
        self._wired = [
            (model.reset, self._view.reset),
            (model.itemAdded, self._item_added),
            (model.itemsReplaced, self._items_replaced),
            (model.itemChanged, self._item_changed),
            (model.blockAdded, self._block_added),
            (model.blockChanged, self._block_changed),
            (model.textGrew, self._block_changed),
        ]
        for signal, slot in self._wired:
            signal.connect(slot)

    def settle(self) -> None:
        """While an answer runs, the arrows between versions lead nowhere."""
        styles = self._view.canvas.styles
        settled = not any(item.live for item in self._view.model.items[-1:])
        if settled != styles.settled:
            styles.settled = settled
            self._view.viewport().update()

    def take(self) -> dict[int, set[int]]:
        """The blocks that changed, by message; from here on they count as seen."""
        dirty, self._dirty = self._dirty, {}
        return dirty

    def _item_added(self, item: int) -> None:
        self._view.canvas.layout.add_item(self._view.model.items[item])
        self._view.request_frame()

    def _items_replaced(self, first: int) -> None:
        self._dirty = {item: blocks for item, blocks in self._dirty.items() if item < first}
        self._view.replaced(first)

    def _item_changed(self, item: int) -> None:
        self._view.canvas.layout.items[item].state_changed()
        self._block_changed(item, 0)

    def _block_added(self, item: int, block: int) -> None:
        self._view.canvas.layout.items[item].block_added(block)
        self._block_changed(item, block)

    def _block_changed(self, item: int, block: int) -> None:
        self._dirty.setdefault(item, set()).add(block)
        self._view.request_frame()
