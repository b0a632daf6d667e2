"""A conversation as a tree: every message ever said, and the one path through them that is shown and sent.

A question that is asked anew is a sibling of the old one, another answer a sibling of the old answer. Versions are
counted from both: of a user's message they are the messages said in its place; of an answer they are all chains of
responses and tool results below the same question, whichever message they part at. The tree remembers what was looked
at last below every message, so that choosing a version and the former one again leads back to the very same path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from core.codec import from_json, to_json
from core.messages import Message, Role


@dataclass(slots=True)
class _Node:
    message: Message
    parent: str | None
    seen: int  # larger than its siblings': the path leads here
    children: list[str] = field(default_factory=list)  # in the order in which they were added


@dataclass(frozen=True, slots=True)
class Planted:
    """A message and its place: below `parent`; None means that a conversation begins with it. Of siblings the one with
    the largest `seen` was looked at last. A tree is a list of these, parents and elder siblings first."""

    message: Message
    parent: str | None
    seen: int


@dataclass(frozen=True, slots=True)
class Removed:
    """A message that was taken out, with all below it, and the place that it had among its siblings."""

    planted: tuple[Planted, ...]
    place: int


@dataclass(frozen=True, slots=True)
class Version:
    """Which of how many: `index` counts from 0."""

    index: int
    count: int


class Tree:
    """Messages by id, each with a parent and children in order, and one path from a first message to a last one
    without children. Ids that are not in the tree raise KeyError."""

    def __init__(self) -> None:
        self._nodes: dict[str, _Node] = {}
        self._roots: list[str] = []
        self._clock = 0
        self._path: tuple[Message, ...] | None = ()

    def __len__(self) -> int:
        return len(self._nodes)

    def __contains__(self, message_id: str) -> bool:
        return message_id in self._nodes

    def __getitem__(self, message_id: str) -> Message:
        return self._nodes[message_id].message

    # --- looking ------------------------------------------------------------------------------------------------------

    def path(self) -> tuple[Message, ...]:
        """The messages that are shown and sent."""
        if self._path is None:
            self._path = tuple(self[key] for key in self._down(None))
        return self._path

    @property
    def leaf(self) -> str | None:
        """Where the path ends."""
        path = self.path()
        return path[-1].id if path else None

    def parent(self, message_id: str) -> str | None:
        return self._nodes[message_id].parent

    def children(self, message_id: str | None) -> tuple[str, ...]:
        """What was said below a message; the beginnings for None."""
        return tuple(self._children(message_id))

    def upwards(self, message_id: str | None) -> Iterator[Message]:
        """A message, the one above it, and so on to a first one."""
        while message_id is not None:
            node = self._nodes[message_id]
            yield node.message
            message_id = node.parent

    def siblings(self, message_id: str) -> Version:
        """Which version of the user's words, or of the answer to one question, a message belongs to. Of an answer's
        chains that share it, the one that was looked at last."""
        ends = self._ends(message_id)
        return Version(ends.index(self._end(message_id)), len(ends))

    def own(self, message_id: str) -> str:
        """The first message that is of the version of `message_id` alone: the user's message itself, or where an
        answer parts from the other ones."""
        if self[message_id].role is Role.USER:
            return message_id
        first, *above = self.upwards(self._end(message_id))
        for message in above:
            if message.role is Role.USER or len(self._children(message.id)) > 1:
                break
            first = message
        return first.id

    def planted(self) -> Iterator[Planted]:
        """Everything, parents and elder siblings first."""
        return self._planted(self._roots)

    # --- changing -----------------------------------------------------------------------------------------------------

    def add(self, parent: str | None, message: Message) -> None:
        """Plant a new message below `parent`, after its siblings; the path leads to it. Raises ValueError where its
        id is taken."""
        path = self.path()
        goes_on = parent == (path[-1].id if path else None)
        self._plant(Planted(message, parent, 0))
        if goes_on:
            self._path = (*path, message)
        else:
            self.lead_to(message.id)

    def replace(self, message: Message) -> Message:
        """Put a message in the place of the one with its id; returns the old one."""
        node = self._nodes[message.id]
        old, node.message, self._path = node.message, message, None
        return old

    def choose(self, message_id: str, index: int) -> None:
        """Let the path lead through version `index` of what `message_id` is a version of. Raises IndexError where
        there is no such version."""
        ends = self._ends(message_id)
        if not 0 <= index < len(ends):
            raise IndexError(f"There are {len(ends)} versions and no number {index}")
        end = ends[index]
        self.lead_to(end)
        if self[end].role is not Role.USER:
            following = self._of_role(end, user=True)
            if following:
                self.lead_to(max(following, key=self._seen))

    def lead_to(self, message_id: str) -> None:
        """Let the path lead through a message."""
        for message in self.upwards(message_id):
            node = self._nodes[message.id]
            siblings = self._children(node.parent)
            if any(self._seen(other) >= node.seen for other in siblings if other != message.id):
                self._clock += 1
                node.seen = self._clock
                self._path = None

    def remove(self, message_id: str) -> Removed:
        """Take a message out, with all below it; the path leads on to what was looked at before it, or ends above."""
        siblings = self._children(self.parent(message_id))
        removed = Removed(tuple(self._planted([message_id])), siblings.index(message_id))
        siblings.remove(message_id)
        for planted in removed.planted:
            del self._nodes[planted.message.id]
        self._path = None
        return removed

    def restore(self, removed: Removed) -> None:
        """Put back what was taken out; the path leads there again. Raises KeyError where its parent is gone, and
        ValueError where it is there already."""
        top = removed.planted[0]
        for planted in removed.planted:
            self._plant(planted, removed.place if planted is top else None)
        self.lead_to(top.message.id)

    @classmethod
    def grown(cls, planted: Iterable[Planted]) -> Tree:
        """The tree that these make, parents and elder siblings first. Raises KeyError where a parent is not there, and
        ValueError where a message is there twice."""
        tree = cls()
        for each in planted:
            tree._plant(each)
        return tree

    # --- JSON ---------------------------------------------------------------------------------------------------------

    def to_json(self) -> list[Any]:
        """The tree as JSON types."""
        return [{"parent": each.parent, "seen": each.seen, "message": to_json(each.message)} for each in self.planted()]

    @classmethod
    def from_json(cls, data: Any) -> Tree:
        """The tree that `to_json` wrote. Raises ValueError where the data is not of that form."""
        try:
            return cls.grown(Planted(from_json(e["message"], Message), e["parent"], int(e["seen"])) for e in data)
        except (TypeError, KeyError) as error:
            raise ValueError(f"This is not a tree: {error}") from error

    # --- inside -------------------------------------------------------------------------------------------------------

    def _children(self, message_id: str | None) -> list[str]:
        return self._roots if message_id is None else self._nodes[message_id].children

    def _of_role(self, parent: str | None, *, user: bool) -> list[str]:
        return [key for key in self._children(parent) if (self[key].role is Role.USER) is user]

    def _planted(self, tops: list[str]) -> Iterator[Planted]:
        waiting = tops[::-1]
        while waiting:
            key = waiting.pop()
            node = self._nodes[key]
            yield Planted(node.message, node.parent, node.seen)
            waiting += node.children[::-1]

    def _plant(self, planted: Planted, place: int | None = None) -> None:
        """Put a message in; without a place after its siblings."""
        key, siblings = planted.message.id, self._children(planted.parent)
        if key in self._nodes:
            raise ValueError(f"{key!r} is there already")
        self._nodes[key] = _Node(planted.message, planted.parent, planted.seen)
        siblings.insert(len(siblings) if place is None else place, key)
        self._clock = max(self._clock, planted.seen)
        self._path = None

    def _seen(self, message_id: str) -> int:
        return self._nodes[message_id].seen

    def _down(self, start: str | None) -> Iterator[str]:
        """What the path goes on with below a message."""
        children = self._children(start)
        while children:
            chosen = max(children, key=self._seen)
            yield chosen
            children = self._children(chosen)

    def _ends(self, message_id: str) -> list[str]:
        """The last message of every version of what a message belongs to."""
        if self[message_id].role is Role.USER:
            return self._of_role(self.parent(message_id), user=True)
        question = next((above.id for above in self.upwards(message_id) if above.role is Role.USER), None)
        ends: list[str] = []
        waiting = self._of_role(question, user=False)[::-1]
        while waiting:
            key = waiting.pop()
            more = self._of_role(key, user=False)
            if not more or len(more) < len(self._children(key)):
                ends.append(key)
            waiting += more[::-1]
        return ends

    def _end(self, message_id: str) -> str:
        """The last message of the version that a message belongs to."""
        end = message_id
        if self[message_id].role is not Role.USER:
            for key in self._down(message_id):
                if self[key].role is Role.USER:
                    break
                end = key
        return end
