"""A conversation that goes on from a message of another one: a copy of what led there."""

from __future__ import annotations

import re

from core.conversations.tree import Planted, Tree
from core.messages import Role

_NUMBERED = re.compile(r" \((\d+)\)$")


def branched(tree: Tree, message_id: str = "") -> Tree:
    """The one path from the beginning to a message, or without one to the end of what is shown, as a tree of its own.
    An answer that has not begun is left out. Raises KeyError where the message is not there."""
    path = list(tree.upwards(message_id))[::-1] if message_id else list(tree.path())
    while path and path[-1].role is Role.ASSISTANT and not path[-1].parts:
        path.pop()
    above: list[str | None] = [None, *(message.id for message in path)]
    return Tree.grown(Planted(message, parent, 0) for message, parent in zip(path, above, strict=False))


def branch_title(title: str) -> str:
    """“Title (2)”, “Title (3)” and so on."""
    found = _NUMBERED.search(title)
    return (
        f"{title[: found.start()]} ({int(found.group(1)) + 1})" if found and found.group(1) != "1" else f"{title} (2)"
    )
