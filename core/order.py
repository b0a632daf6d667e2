"""What a turn is asked to do: plain values."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.attachments import Contents, Files
from core.limits import Limits
from core.messages import Message, PickUp, ToolResultPart
from core.providers.base import Provider, Request
from core.shares import Shares
from core.tools.approval import Approval
from core.tools.base import Toolbox
from core.tools.permissions import Permissions
from core.wire.exchange import WireListener


@dataclass(frozen=True, slots=True)
class Resumed:
    """A response that is taken up again: its calls that have none of `results`, or, with a bookmark, its rest.
    `answers` about calls are known already, by call."""

    response: Message
    results: tuple[ToolResultPart, ...] = ()
    answers: Mapping[str, Approval] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Order:
    """What a turn shall do. `continues` is the id of the cut-off message that the answer goes on from; `files` has what
    is attached to the messages; `parameters` are fields of the request body. `permissions` are the standing ones;
    `attended`: a person can be asked. `resumed` begins the turn in the place of a first response."""

    provider: Provider
    model: str
    messages: tuple[Message, ...]
    system: str = ""
    toolbox: Toolbox = field(default_factory=Toolbox)
    limits: Limits = field(default_factory=Limits)
    stream: bool = True
    continues: str | None = None
    before_request: Callable[[], Awaitable[None]] | None = None  # awaited first, as "connecting"; must not raise
    files: Files | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    wire: WireListener | None = None  # told what the turn's own exchanges are
    permissions: Permissions = field(default_factory=Permissions)
    attended: bool = True
    resumed: Resumed | None = None
    shares: Shares | None = None  # with the turns that run beside it

    def request(self, said: tuple[Message, ...], contents: Contents, picks_up: PickUp | None = None) -> Request:
        """For what follows after what the turn has `said`; with `picks_up`, for the rest of the last of it."""
        return Request(
            model=self.model,
            messages=self.messages + (said if picks_up is None else said[:-1]),
            system=self.system,
            tools=self.toolbox.specs,
            stream=self.stream,
            connect_timeout=self.limits.timeouts.connect,
            contents=contents.by_hash,
            filling=contents.filling,
            parameters=self.parameters,
            picks_up=picks_up,
        )
