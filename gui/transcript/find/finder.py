"""Finding in the whole conversation: which messages hold the words, how often, and which hit is the current one.

Messages are searched in small steps between other work, from where the reader is. Only numbers are kept of what was
found; where the words stand on the screen is read from the documents that are there (`shown`). A hit is named by
message, block, piece and its number in the piece, so that it stays the same while text streams behind it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from shiboken6 import Shiboken

from gui.transcript.find.pattern import Pattern
from gui.transcript.find.texts import Memories, PieceHits, Search, search_item
from gui.transcript.model import TranscriptModel

SLICE_S: Final = 0.004  # how long one step of searching may take
_TELL_S: Final = 0.05  # how often a growing count is told
_PAUSE_MS: Final = 3  # between two steps: everything else comes first
_AGAIN_MS: Final = 150  # how often text that streams is searched again


@dataclass(frozen=True, slots=True, order=True)
class FoundHit:
    """Message, block of the message, piece of the block, number of the hit in the piece."""

    item: int
    block: int
    piece: int
    number: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the reader is: the first hit behind it is chosen. `offset` is in pixels, below the top of the message."""

    item: int
    offset: float


class Finder(QObject):
    """`changed`: counts or the current hit are other ones; `moved`: the reader is to be led to the current hit.

    `reached` says of a hit in the message that the reader is in, whether it stands at or behind that place.
    """

    changed = Signal()
    moved = Signal()

    def __init__(self, reached: Callable[[FoundHit, Origin], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._reached = reached
        self.pattern = Pattern("")
        self.current: FoundHit | None = None
        self.total = 0
        self._model: TranscriptModel | None = None
        self._wired: list[tuple[SignalInstance, object]] = []
        self._memories: Memories = {}
        self._hits: list[tuple[PieceHits, ...]] = []
        self._counts: list[int] = []  # of every message
        self._seen = bytearray()  # of every message: was it searched at all for these words
        self._unseen = 0
        self._stale: set[int] = set()  # messages that changed since they were searched
        self._due: set[int] = set()  # those of them whose turn has come
        self._next = 0  # where the search goes on
        self._origin = Origin(0, 0.0)
        self._wish = 0  # a step forwards or back that waits for messages to be searched
        self._running: tuple[int, Search] | None = None
        self._untold = False  # the counts changed since they were told
        self._told = 0.0
        self._timer = _timer(self, _PAUSE_MS, self._slice)
        self._again = _timer(self, _AGAIN_MS, self._search_again)

    # --- what is searched ---------------------------------------------------------------------------------------------

    def follow(self, model: TranscriptModel | None) -> None:
        """Search in `model` from now on; None lets go of everything."""
        if self._model is not None and Shiboken.isValid(self._model):
            for signal, slot in self._wired:
                signal.disconnect(slot)
        self._model = model
        self._memories.clear()
        self._wired = []
        if model is not None:
            self._wired = [
                (model.reset, self._reset),
                (model.itemAdded, self._item_added),
                (model.itemsReplaced, self._reset),
                (model.itemChanged, self._item_changed),
                (model.blockAdded, self._block_changed),
                (model.blockChanged, self._block_changed),
                (model.textGrew, self._block_changed),
            ]
            for signal, slot in self._wired:
                signal.connect(slot)
        self.search(Pattern(""), Origin(0, 0.0))

    def search(self, pattern: Pattern, origin: Origin) -> None:
        """Look for other words; the first hit at or behind `origin` becomes the current one."""
        count = len(self._model) if self._model is not None else 0
        self.pattern, self._origin = pattern, origin
        self.current, self.total = None, 0
        self._hits = [()] * count
        self._counts = [0] * count
        self._seen = bytearray(count)
        self._unseen = count if pattern else 0
        self._next = min(origin.item, max(0, count - 1))
        self._stale.clear()
        self._due.clear()
        self._running = None
        self._wish = 1
        self._timer.stop()
        self._again.stop()
        if self._unseen:
            self._timer.start()
        self.changed.emit()

    @property
    def searching(self) -> bool:
        """Whether messages are left that were not searched yet."""
        return self._unseen > 0

    @property
    def stale(self) -> bool:
        """Whether messages changed since they were searched."""
        return bool(self._stale or self._due) or self._running is not None

    @property
    def rank(self) -> int:
        """The number of the current hit among all that were found, from 1; 0 without one."""
        current = self.current
        if current is None:
            return 0
        before = sum(self._counts[: current.item])
        place = (current.block, current.piece)
        inside = sum(hit.count for hit in self._hits[current.item] if (hit.block, hit.piece) < place)
        return before + inside + current.number + 1

    def hits(self) -> Iterator[tuple[int, tuple[PieceHits, ...]]]:
        """What was found, by message, from the top; messages without hits are left out."""
        return ((item, hits) for item, hits in enumerate(self._hits) if hits)

    # --- the current hit ----------------------------------------------------------------------------------------------

    def step(self, direction: int) -> None:
        """Make the next (1) or previous (-1) hit the current one, over the end to the beginning."""
        self._wish = direction
        self._try_wish()
        if self._wish and self._unseen:
            self._timer.start()

    def _try_wish(self) -> None:
        """Carry out the step that was asked for, as soon as every message on the way was searched."""
        count, direction = len(self._hits), self._wish
        if not direction or not count:
            return
        start = self.current.item if self.current is not None else min(self._origin.item, count - 1)
        for distance in range(count + 1):
            item = (start + direction * distance) % count
            if not self._seen[item]:
                self._next = item
                return
            found = self._in_item(item, whole=distance > 0)
            if found is not None:
                self.current, self._wish = found, 0
                self.changed.emit()
                self.moved.emit()
                return
        self._wish = 0

    def _in_item(self, item: int, *, whole: bool) -> FoundHit | None:
        """The first hit of a message in the wished direction; unless `whole`, only behind where the reader is."""
        forwards, current = self._wish > 0, self.current
        for hit in self._hits[item] if forwards else reversed(self._hits[item]):
            first = FoundHit(item, hit.block, hit.piece, 0)
            if whole or (current is None and not forwards):
                number = 0 if forwards else hit.count - 1
            elif current is None:
                number = self._first_reached(first, hit.count)
            elif (hit.block, hit.piece) == (current.block, current.piece):
                number = current.number + self._wish
            elif (first > current) == forwards:
                number = 0 if forwards else hit.count - 1
            else:
                continue
            if 0 <= number < hit.count:
                return replace(first, number=number)
        return None

    def _first_reached(self, first: FoundHit, count: int) -> int:
        """The number of the first hit of a piece behind the origin; `count` where there is none."""
        low, high = 0, count
        while low < high:
            middle = (low + high) // 2
            if self._reached(replace(first, number=middle), self._origin):
                high = middle
            else:
                low = middle + 1
        return low

    # --- searching ----------------------------------------------------------------------------------------------------

    def _slice(self) -> None:
        """Search for a moment."""
        until = time.monotonic() + SLICE_S
        before = (self.total, self._unseen)
        while time.monotonic() < until:
            if self._running is None and not self._begin():
                break
            self._go_on()
        if self._running is not None or self._unseen or self._due:
            self._timer.start()
        self._untold |= before != (self.total, self._unseen)
        if self._untold and (not self._timer.isActive() or time.monotonic() - self._told > _TELL_S):
            self._tell()

    def _tell(self) -> None:
        self._untold, self._told = False, time.monotonic()
        self.changed.emit()

    def _begin(self) -> bool:
        """Take up the next message; False where all were searched."""
        model = self._model
        if model is None or not self.pattern:
            return False
        if self._unseen:
            while self._seen[self._next]:
                self._next = (self._next + (self._wish or 1)) % len(self._seen)
            item = self._next
        elif self._due:
            item = min(self._due)
        else:
            return False
        self._due.discard(item)
        self._running = (item, search_item(model.items[item], self.pattern, self._memories))
        return True

    def _go_on(self) -> None:
        if self._running is None:
            return
        item, search = self._running
        try:
            next(search)
        except StopIteration as end:
            self._running = None
            self._take(item, end.value)

    def _take(self, item: int, hits: tuple[PieceHits, ...]) -> None:
        """A message was searched."""
        count = sum(hit.count for hit in hits)
        self.total += count - self._counts[item]
        self._hits[item], self._counts[item] = hits, count
        if not self._seen[item]:
            self._seen[item] = 1
            self._unseen -= 1
        current = self.current
        if current is not None and current.item == item:
            self._keep(current)
        if self._wish and (hits or not self._unseen):
            self._try_wish()

    def _keep(self, current: FoundHit) -> None:
        """The message of the current hit was searched again: it may have fewer hits now."""
        for hit in self._hits[current.item]:
            if (hit.block, hit.piece) == (current.block, current.piece):
                self.current = replace(current, number=min(current.number, hit.count - 1))
                return
        self.current = None

    # --- the model changes --------------------------------------------------------------------------------------------

    def _reset(self) -> None:
        self._memories.clear()
        self.search(self.pattern, Origin(0, 0.0))

    def _item_added(self, _item: int) -> None:
        self._hits.append(())
        self._counts.append(0)
        self._seen.append(0)
        if self.pattern:
            self._unseen += 1
            self._timer.start()

    def _item_changed(self, item: int) -> None:
        self._block_changed(item, 0)

    def _block_changed(self, item: int, _block: int) -> None:
        if self.pattern:
            self._stale.add(item)
            if not self._again.isActive():
                self._again.start()

    def _search_again(self) -> None:
        self._due |= self._stale
        self._stale.clear()
        self._timer.start()


def _timer(owner: QObject, interval: int, act: Callable[[], None]) -> QTimer:
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(interval)
    made.timeout.connect(act)
    return made
