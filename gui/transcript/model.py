"""The transcript as a list of messages that changes; its signals say exactly what did.

It holds values only. Whoever fills it (a feed) and whoever draws it (a view) do not know each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.transcript.content import Block, Content, Header, Item
from gui.transcript.plain import item_text

if TYPE_CHECKING:
    from core.attachments import Files


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a reader is, to come back to it in other runs of the program: an item, its block, the piece of the block,
    and how far below its top."""

    item_id: str
    block: int
    piece: int
    offset: float


class TranscriptModel(QObject):
    """Messages by index; blocks by index inside a message.

    `textGrew` is sent once a frame at most for each block, however many pieces came: after `append` to a block's
    text, the feed calls `grew`.
    """

    reset = Signal()
    itemAdded = Signal(int)  # item
    itemsReplaced = Signal(int)  # first: from here on stand other items, or none
    itemChanged = Signal(int)  # item: its state (live); its blocks are as they were
    blockAdded = Signal(int, int)  # item, block
    blockChanged = Signal(int, int)  # item, block: another value stands there
    textGrew = Signal(int, int)  # item, block: its text has more at the end

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Item] = []
        self.files: Files | None = None  # what is attached to the messages
        self.reading: Reading | None = None  # where the reader left it; None at the end

    @property
    def items(self) -> Sequence[Item]:
        return self._items

    def __len__(self) -> int:
        return len(self._items)

    def set_items(self, items: Sequence[Item]) -> None:
        self._items = list(items)
        self.reset.emit()

    def add_item(self, item: Item) -> int:
        self._items.append(item)
        self.itemAdded.emit(len(self._items) - 1)
        return len(self._items) - 1

    def replace_items(self, first: int, items: Sequence[Item]) -> None:
        """Put other messages, or none, in the place of those from number `first` on."""
        if items or first < len(self._items):
            self._items[first:] = items
            self.itemsReplaced.emit(first)

    def add_block(self, item: int, message_id: str, content: Content) -> int:
        blocks = self._items[item].blocks
        blocks.append(Block(message_id, content))
        self.blockAdded.emit(item, len(blocks) - 1)
        return len(blocks) - 1

    def set_content(self, item: int, block: int, content: Content) -> None:
        """Put another value in a block's place."""
        place = self._items[item].blocks[block]
        if place.content != content:
            place.content = content
            self.blockChanged.emit(item, block)

    def set_live(self, item: int, live: bool) -> None:
        self._items[item].live = live
        self.itemChanged.emit(item)

    def grew(self, item: int, block: int, size: int) -> None:
        """The text of a block has `size` more characters."""
        self._items[item].size += size
        self.textGrew.emit(item, block)

    def header(self, item: int) -> Header | None:
        """The header line of an answer."""
        blocks = self._items[item].blocks
        content = blocks[0].content if blocks else None
        return content if isinstance(content, Header) else None

    def set_header(self, item: int, **changes: object) -> None:
        """Change some fields of an answer's header line."""
        header = self.header(item)
        if header is not None:
            self.set_content(item, 0, replace(header, **changes))  # type: ignore[arg-type]  # fields by name

    def index_of(self, message_id: str) -> int | None:
        """The item that shows this message; the newest are looked at first."""
        for index in range(len(self._items) - 1, -1, -1):
            if self._items[index].holds(message_id):
                return index
        return None

    def number_of(self, item_id: str) -> int | None:
        """Where the item with this id stands."""
        return next((index for index, item in enumerate(self._items) if item.id == item_id), None)

    def plain_text(self) -> str:
        """What a reader sees, as text."""
        return "\n\n".join(text for item in self._items if (text := item_text(item)))
