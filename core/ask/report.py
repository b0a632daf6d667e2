"""What a turn came to, gathered from its events: the `result` line of `rivulet-ask --json`."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from core.accumulator import Accumulator
from core.codec import to_json
from core.errors import ErrorInfo
from core.events import Notice, Stamped, TurnFinished
from core.messages import Message, Outcome, ReasoningPart, RefusalPart, ToolCallPart, Usage

_TIMES = ("first_byte_ms", "first_token_ms", "last_token_ms", "total_ms")


class Report:
    """Feed it every event of one turn. A turn that never began has an outcome too: `end_without_turn`."""

    def __init__(self) -> None:
        self._fold = Accumulator()
        self._notices: list[str] = []
        self._finished: TurnFinished | None = None
        self.outcome = Outcome.STOPPED
        self.error: ErrorInfo | None = None

    def feed(self, stamped: Stamped) -> None:
        self._fold.feed(stamped)
        match stamped.event:
            case Notice(text):
                self._notices.append(text)
            case TurnFinished() as finished:
                self._finished = finished
                self.outcome, self.error = finished.outcome, finished.error

    def end_without_turn(self, error: ErrorInfo | None) -> None:
        """Nothing was asked: it failed on the way there, or (None) was stopped. A turn that did end stands."""
        if self._finished is not None:
            return
        self.outcome = Outcome.FAILED if error else Outcome.STOPPED
        self.error = error

    @property
    def exit_code(self) -> int:
        return {Outcome.FINISHED: 0, Outcome.FAILED: 1, Outcome.STOPPED: 130}[self.outcome]

    @property
    def messages(self) -> tuple[Message, ...]:
        return self._fold.messages

    def result(self) -> dict[str, Any]:
        """The result as JSON types, with exactly the documented fields."""
        finished, parts = self._finished, [part for message in self.messages for part in message.parts]
        timing = finished.timing if finished else None
        usage = total_usage(self.messages)
        return {
            "type": "result",
            "text": "\n\n".join(text for message in self.messages if (text := message.text())),
            "reasoning": "".join(part.text for part in parts if isinstance(part, ReasoningPart)),
            "refusal": "".join(part.text for part in parts if isinstance(part, RefusalPart)),
            "tool_calls": [_call(part) for part in parts if isinstance(part, ToolCallPart)],
            "finish_reason": to_json(finished.reason) if finished else None,
            "raw_finish_reason": finished.raw_reason if finished else None,
            "usage": to_json(usage) if usage else None,
            "timing": {name: _rounded(getattr(timing, name, None)) for name in _TIMES},
            "outcome": to_json(self.outcome),
            "notices": list(self._notices),
            "error": to_json(self.error) if self.error else None,
        }


def total_usage(messages: tuple[Message, ...]) -> Usage | None:
    """The tokens of all responses of a turn; None where none was reported."""
    reported = [message.usage for message in messages if message.usage]
    if not reported:
        return None
    counts: dict[str, int | None] = {}
    for field in fields(Usage):
        known = [count for usage in reported if (count := getattr(usage, field.name)) is not None]
        counts[field.name] = sum(known) if known else None
    return Usage(**counts)


def _call(part: ToolCallPart) -> dict[str, Any]:
    return {"id": part.id, "name": part.name, "arguments": part.arguments(), "arguments_text": part.arguments_text}


def _rounded(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else round(milliseconds, 3)
