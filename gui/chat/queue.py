"""Messages written while an answer streams: in order, sent one by one when an answer has ended well. No widgets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.messages import AttachmentPart, Outcome


@dataclass(frozen=True, slots=True)
class Queued:
    """A message that waits; `id` counts from 1 within its queue."""

    id: int
    text: str
    attachments: tuple[AttachmentPart, ...] = ()


class Held(Enum):
    """Why the queue does not go on by itself."""

    NO = auto()
    STOPPED = auto()
    FAILED = auto()
    ENDED = auto()  # the program did, before its turn came


class Queue:
    """The messages of one conversation that wait. An answer that ends well lets the first one go; a stop or a failure
    holds them until one is sent by hand, or a later answer ends well."""

    def __init__(self) -> None:
        self._waiting: list[Queued] = []
        self._count = 0
        self._urgent = 0  # the message for which the answer is being stopped
        self._held = Held.NO

    @property
    def waiting(self) -> tuple[Queued, ...]:
        """What waits, first to be sent first."""
        return tuple(self._waiting)

    @property
    def held(self) -> Held:
        """NO as well while nothing waits."""
        return self._held if self._waiting else Held.NO

    def add(self, text: str, attachments: Iterable[AttachmentPart] = ()) -> Queued:
        """Put a message behind the others."""
        self._count += 1
        queued = Queued(self._count, text, tuple(attachments))
        self._waiting.append(queued)
        return queued

    def take(self, queued_id: int) -> Queued | None:
        """Take a message out, to edit, drop or send it; None where it has gone already."""
        found = next((queued for queued in self._waiting if queued.id == queued_id), None)
        if found is not None:
            self._waiting.remove(found)
        return found

    def hold(self) -> None:
        """What waits is from before a restart: it does not go by itself."""
        self._held = Held.ENDED

    def hurry(self, queued_id: int) -> bool:
        """The answer is stopped for this message: it goes next, however that answer ends. False where it has gone."""
        found = self.take(queued_id)
        if found is None:
            return False
        self._waiting.insert(0, found)
        self._urgent = found.id
        return True

    def begun(self) -> None:
        """A turn began: what was held back waits for its end now."""
        self._held = Held.NO

    def ended(self, outcome: Outcome) -> None:
        """A turn ended."""
        from core.messages import Outcome  # the first paint comes before any message

        urgent = bool(self._waiting) and self._waiting[0].id == self._urgent
        if urgent or outcome is Outcome.FINISHED:
            self._held = Held.NO
        else:
            self._held = Held.STOPPED if outcome is Outcome.STOPPED else Held.FAILED

    def next(self) -> Queued | None:
        """Take the message that goes now that no turn is live; None while the queue is empty or held."""
        self._urgent = 0
        return None if self._held is not Held.NO or not self._waiting else self._waiting.pop(0)
