"""Who follows what happens somewhere: each is told in order, and none is in another one's way."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

E = TypeVar("E")


class Audience(Generic[E]):
    """`name` says in the log whose audience it is."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.members: list[Callable[[E], None]] = []

    def admit(self, member: Callable[[E], None]) -> Callable[[], None]:
        """Call `member` with everything that is told from now on; returns the way to end that."""
        self.members.append(member)

        def leave() -> None:
            if member in self.members:
                self.members.remove(member)

        return leave

    def tell(self, event: E) -> None:
        """A member that fails is logged, and the others hear it all the same."""
        for member in tuple(self.members):
            try:
                member(event)
            except Exception:
                log.exception("a subscriber of %s failed", self._name)
