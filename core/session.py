"""One open conversation: its messages, at most one live turn, and the subscribers that follow it.

A Session takes commands (send, stop, retry, continue, answer an approval) and tells what happened, in order, on the
loop's thread. It knows no window and no file: the screen and the store are equal subscribers.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from core.events import Stamped, TurnFinished
from core.limits import Limits
from core.messages import FinishReason, Message, Outcome, Role, TextPart, ToolResultPart, ToolStatus
from core.providers.base import Provider
from core.tools.base import Toolbox
from core.turn import Order, Turn

log = logging.getLogger(__name__)

_TITLE_LENGTH = 60
_CONTINUE = "Go on exactly where your last answer was cut off. Repeat nothing and add no introduction."


@dataclass(frozen=True, slots=True)
class Target:
    """Who answers."""

    provider: Provider
    model: str


@dataclass(frozen=True, slots=True)
class MessageAdded:
    message: Message


@dataclass(frozen=True, slots=True)
class MessageReplaced:
    """A message of the past changed, for example because it was superseded by a retry."""

    message: Message


SessionEvent = Stamped | MessageAdded | MessageReplaced


class Session:
    """Commands that start a turn need a `target` and raise RuntimeError while a turn is live: at most one lives."""

    def __init__(
        self,
        session_id: str | None = None,
        *,
        system: str = "",
        toolbox: Toolbox | None = None,
        limits: Limits | None = None,
        stream: bool = True,
    ) -> None:
        self.id = session_id or f"c-{uuid.uuid4().hex[:12]}"
        self.title = ""
        self.system = system
        self.toolbox = toolbox or Toolbox()
        self.limits = limits or Limits()
        self.stream = stream
        self.target: Target | None = None
        self._history: list[Message] = []
        self._turn: Turn | None = None
        self._subscribers: list[Callable[[SessionEvent], None]] = []

    @property
    def messages(self) -> tuple[Message, ...]:
        """The whole conversation, a running answer included."""
        return (*self._history, *(self._turn.messages if self._turn else ()))

    @property
    def live(self) -> bool:
        return self._turn is not None

    def subscribe(self, subscriber: Callable[[SessionEvent], None]) -> Callable[[], None]:
        """Call `subscriber` with everything that happens from now on; returns the way to end that."""
        self._subscribers.append(subscriber)

        def unsubscribe() -> None:
            if subscriber in self._subscribers:
                self._subscribers.remove(subscriber)

        return unsubscribe

    # --- commands -----------------------------------------------------------------------------------------------------

    def send(self, text: str) -> None:
        """Say something and let the target answer."""
        self._require_idle()
        message = Message(f"m-{uuid.uuid4().hex[:12]}", Role.USER, (TextPart(text),), created=time.time())
        if not self.title:
            self.title = title_of(text)
        self._history.append(message)
        self._tell(MessageAdded(message))
        self._begin()

    def stop(self) -> None:
        """Stop the live turn; harmless when there is none."""
        if self._turn is not None:
            self._turn.stop()

    def retry(self) -> None:
        """Ask again for the last answer. What had arrived of it is kept, marked superseded and not sent again; tool
        rounds that had ended well before a failure are not run again."""
        self._require_idle()
        for place in self._retried():
            self._history[place] = message = replace(self._history[place], superseded=True)
            self._tell(MessageReplaced(message))
        self._begin()

    def continue_answer(self) -> None:
        """Let the model go on with an answer that was cut off; the new message `continues` the old one."""
        self._require_idle()
        last = next((m for m in reversed(self._history) if m.role is Role.ASSISTANT and not m.superseded), None)
        if last is None:
            raise RuntimeError("There is no answer to continue")
        self._begin(continues=last)

    def answer_approval(self, call_id: str, allowed: bool) -> None:
        if self._turn is not None:
            self._turn.answer_approval(call_id, allowed)

    async def wait_idle(self) -> None:
        """Until no turn is live."""
        while self._turn is not None:
            await self._turn.wait()

    async def aclose(self) -> None:
        """Stop what is live and wait until its connection is closed."""
        self.stop()
        await self.wait_idle()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _require_idle(self) -> None:
        if self._turn is not None:
            raise RuntimeError("A turn is live")

    def _begin(self, continues: Message | None = None) -> None:
        if self.target is None:
            raise RuntimeError("The session has no target")
        request = request_messages(self._history)
        if continues is not None and continues.finish_reason is not FinishReason.PAUSE:
            request = (*request, Message("continue", Role.USER, (TextPart(_CONTINUE),)))
        order = Order(
            provider=self.target.provider,
            model=self.target.model,
            messages=request,
            system=self.system,
            toolbox=self.toolbox,
            limits=self.limits,
            stream=self.stream,
            continues=continues.id if continues else None,
        )
        self._turn = Turn(f"t-{uuid.uuid4().hex[:12]}", order, self._on_turn)
        self._turn.start()

    def _on_turn(self, stamped: Stamped) -> None:
        turn = self._turn
        if isinstance(stamped.event, TurnFinished) and turn is not None:
            # Idle first: a subscriber may start the next turn from this very event.
            self._history.extend(turn.messages)
            self._turn = None
            _log_turn(turn, stamped.event)
        self._tell(stamped)

    def _tell(self, event: SessionEvent) -> None:
        for subscriber in tuple(self._subscribers):
            try:
                subscriber(event)
            except Exception:
                log.exception("a subscriber of %s failed", self.id)

    def _retried(self) -> list[int]:
        """Places of the messages that a retry supersedes, from the last one back."""
        places: list[int] = []
        finished = self._last_answer_finished()
        for place in range(len(self._history) - 1, -1, -1):
            message = self._history[place]
            if message.role is Role.USER or (not finished and _keeps(message)):
                break
            if not message.superseded:
                places.append(place)
        return places

    def _last_answer_finished(self) -> bool:
        last = next((m for m in reversed(self._history) if m.role is Role.ASSISTANT), None)
        return last is not None and last.outcome is Outcome.FINISHED


def _keeps(message: Message) -> bool:
    """Whether a failed turn's message stands: a tool round in which every call got a real answer."""
    return message.role is Role.TOOL and all(
        part.status is not ToolStatus.INTERRUPTED for part in message.parts if isinstance(part, ToolResultPart)
    )


def request_messages(history: list[Message]) -> tuple[Message, ...]:
    """The history as it is sent: no superseded or empty messages, each continuation joined to what it continues."""
    sent: list[Message] = []
    for message in history:
        if message.superseded or not message.parts:
            continue
        if message.continues and sent and sent[-1].role is Role.ASSISTANT:
            sent[-1] = _joined(sent[-1], message)
        else:
            sent.append(message)
    return tuple(sent)


def _joined(first: Message, second: Message) -> Message:
    parts = list(first.parts)
    rest = list(second.parts)
    match parts[-1:], rest[:1]:
        case [TextPart(before)], [TextPart(after)]:
            parts[-1] = TextPart(before + after)
            del rest[0]
    return replace(first, parts=(*parts, *rest))


def title_of(text: str) -> str:
    """A conversation's title from its first message: the first line, at most 60 characters, cut between words."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(line) <= _TITLE_LENGTH:
        return line
    cut = line[:_TITLE_LENGTH]
    space = cut.rfind(" ")
    return (cut[:space] if space > _TITLE_LENGTH // 2 else cut).rstrip() + "…"


def _log_turn(turn: Turn, finished: TurnFinished) -> None:
    timing = finished.timing
    fields = {
        "outcome": finished.outcome,
        "reason": finished.reason,
        "error": finished.error.kind if finished.error else None,
        "provider": turn.order.provider.spec.id,
        "model": turn.order.model,
        "first_token_ms": timing.first_token_ms,
        "total_ms": timing.total_ms,
        "close_ms": timing.close_ms,
    }
    words = (f"{k}={v:.2f}" if isinstance(v, float) else f"{k}={v}" for k, v in fields.items() if v is not None)
    log.info("turn %s %s", turn.id, " ".join(words))
