"""How long to wait, how often to try, how much to take. Plain values; None means never."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.errors import WaitTimeoutError


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds; each may be None for "never".

    `connect`: until the connection stands. `first_token`: from sending the request until the first content. `idle`:
    between two pieces of content (comments and pings are none). `total`: the whole turn, tools and waits included.
    """

    connect: float | None = 15.0
    first_token: float | None = 600.0
    idle: float | None = 300.0
    total: float | None = None

    def exceeded(self, *, answered: bool, slept: bool = False) -> WaitTimeoutError:
        """The error of a response that kept silent for too long: after its first content or before, or since the
        machine slept."""
        if slept:
            return WaitTimeoutError("The computer slept, and nothing more came after that. The connection is lost.")
        if answered:
            return WaitTimeoutError(f"Nothing more came for {self.idle:g} s (idle time limit).")
        return WaitTimeoutError(f"No answer began within {self.first_token:g} s (first-token time limit).")


@dataclass(frozen=True, slots=True)
class Limits:
    """`max_retries` bounds automatic retries before the first content; `max_answer_bytes` bounds one response's body;
    `max_tool_rounds` bounds how often a turn goes back to the model with tool results before a person is asked (where
    there is none, it ends). `tool_timeout`: seconds that a call may take whose tool has no limit of its own, None for
    never; `max_tool_output`: characters of a result that are kept."""

    timeouts: Timeouts = field(default_factory=Timeouts)
    max_retries: int = 2
    max_answer_bytes: int = 64 * 1024 * 1024
    max_tool_rounds: int = 16
    tool_timeout: float | None = 60.0
    max_tool_output: int = 256 * 1024
