"""What the store has of one tree, and what it takes to bring that up to date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.conversations.records import (
    Change,
    MessagePlanted,
    MessageReplaced,
    MessagesRemoved,
    SeenChanged,
)
from core.conversations.tree import Planted, Tree


@dataclass(frozen=True, slots=True)
class _Line:
    planted: Planted
    position: float


class Ledger:
    """`stored`: what the store has, with the positions it has them at."""

    def __init__(self, conversation_id: str, stored: Iterable[tuple[Planted, float]] = ()) -> None:
        self._id = conversation_id
        self._lines = {planted.message.id: _Line(planted, position) for planted, position in stored}
        self._last = max((line.position for line in self._lines.values()), default=0.0)

    def __len__(self) -> int:
        return len(self._lines)

    def catch_up(self, tree: Tree) -> list[Change]:
        """The changes that make the store's tree this one; they count as made from now on."""
        before, now = self._lines, list(tree.planted())
        after: dict[str, _Line] = {}
        changes: list[Change] = []
        seen: list[tuple[str, int]] = []
        for planted in now:
            key = planted.message.id
            known = before.get(key)
            if known is None or known.planted.parent != planted.parent:
                position = self._place(tree, planted, before)
                after[key] = _Line(planted, position)
                changes.append(MessagePlanted(self._id, planted, position))
                continue
            after[key] = _Line(planted, known.position)
            if known.planted.message is not planted.message and known.planted.message != planted.message:
                changes.append(MessageReplaced(self._id, planted.message))
            if known.planted.seen != planted.seen:
                seen.append((key, planted.seen))
        gone = tuple(key for key in before if key not in after)
        self._lines = after
        removed: list[Change] = [MessagesRemoved(self._id, gone)] if gone else []
        turned: list[Change] = [SeenChanged(self._id, tuple(seen))] if seen else []
        return [*removed, *changes, *turned]

    def _place(self, tree: Tree, planted: Planted, before: dict[str, _Line]) -> float:
        """After everything; but before the younger siblings that are known, for what was put back."""
        siblings = tree.children(planted.parent)
        place = siblings.index(planted.message.id)
        younger = next((before[key].position for key in siblings[place + 1 :] if key in before), None)
        if younger is None:
            self._last += 1.0
            return self._last
        elder = [before[key].position for key in siblings[:place] if key in before]
        above = before.get(planted.parent) if planted.parent is not None else None
        floor = max([*elder, *([above.position] if above else [])], default=younger - 1.0)
        return (floor + younger) / 2
