"""Where an answer that did not finish is taken up again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.conversations.tree import Tree
from core.messages import FinishReason, Message, Role, TextPart, ToolCallPart, ToolResultPart, ToolStatus
from core.order import Resumed
from core.providers.addresses import effective_url
from core.providers.base import GO_ON, ProviderSpec, WireProtocol
from core.tools.approval import Approval
from core.tools.calls import check_arguments

_CONTINUE: Final = "Go on exactly where your last answer was cut off. Repeat nothing and add no introduction."


def resumption(tree: Tree) -> tuple[str | None, Message | None]:
    """After which message of the path an answer that failed or was stopped goes on, and which message that
    continues."""
    for message in tree.upwards(tree.leaf):
        if message.role is Role.USER or _keeps(message):
            return message.id, None
        if message.continues is not None:
            return tree.parent(message.id), tree[message.continues]
    return None, None


def can_pick_up(answer: Message, spec: ProviderSpec) -> bool:
    """Whether the rest of a cut-off answer may be had from the server that wrote it, by this provider."""
    return (
        answer.bookmark is not None
        and answer.provider == spec.id
        and spec.protocol is WireProtocol.OPENAI_RESPONSES
        and answer.bookmark.address == effective_url(spec)
    )


@dataclass(frozen=True, slots=True)
class WaitingRound:
    """A response, its calls that wait for a person, and the results of the others."""

    response: Message
    calls: tuple[ToolCallPart, ...]
    results: tuple[ToolResultPart, ...]


def waiting_round(path: tuple[Message, ...]) -> WaitingRound | None:
    """The round at the end of a path that waits for a person."""
    if len(path) < 2 or path[-1].role is not Role.TOOL:
        return None
    response, results = path[-2], [part for part in path[-1].parts if isinstance(part, ToolResultPart)]
    waiting = {part.call_id for part in results if part.waiting}
    calls = tuple(call for call in response.tool_calls() if call.id in waiting)
    return WaitingRound(response, calls, tuple(part for part in results if not part.waiting)) if calls else None


def decided(path: tuple[Message, ...], call_id: str, approval: Approval) -> Resumed | None:
    """The round at the end of a path, with a person's answer about one of its calls that wait; None where that does not
    wait. Raises ValueError for arguments that are no JSON object."""
    found = waiting_round(path)
    call = next((call for call in found.calls if call.id == call_id), None) if found is not None else None
    if found is None or call is None:
        return None
    check_arguments(call, approval)
    return Resumed(found.response, found.results, {call_id: approval})


def urged(continues: Message | None) -> tuple[Message, ...]:
    """What is said to a model that shall go on with an answer. One that paused by itself needs no word."""
    if continues is None or continues.finish_reason is FinishReason.PAUSE:
        return ()
    return (Message(GO_ON, Role.USER, (TextPart(_CONTINUE),)),)


def _keeps(message: Message) -> bool:
    """Whether a failed turn's message stands: a tool round in which every call got a real answer. A call that the user
    stopped while it ran has one: how long it ran is known."""
    return message.role is Role.TOOL and all(
        part.status is not ToolStatus.INTERRUPTED or part.seconds is not None
        for part in message.parts
        if isinstance(part, ToolResultPart)
    )
