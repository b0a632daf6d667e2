"""What a turn says, in the form of Chat Completions: chunk by chunk, or whole."""

from __future__ import annotations

import time
from typing import Any, Final

from core.errors import ErrorInfo, ErrorKind
from core.events import PartDelta, PartStarted, TurnEvent, TurnFinished, UsageReported
from core.messages import FinishReason, Outcome, PartKind, Usage

STOPPED: Final = "stopped"  # the one finish reason that is ours
_REASONS: Final = {
    FinishReason.LENGTH: "length",
    FinishReason.CONTEXT_EXCEEDED: "length",
    FinishReason.TOOL_CALLS: "tool_calls",
    FinishReason.CONTENT_FILTER: "content_filter",
    FinishReason.REFUSAL: "content_filter",
}
_FIELDS: Final = {
    PartKind.TEXT: "content",
    PartKind.REASONING: "reasoning_content",
    PartKind.REFUSAL: "refusal",
}
_STATUS: Final = {
    ErrorKind.CONFIGURATION: 500,
    ErrorKind.AUTH: 502,  # the key of the provider is not the caller's business
    ErrorKind.BAD_REQUEST: 400,
    ErrorKind.CONTEXT_EXCEEDED: 400,
    ErrorKind.NOT_FOUND: 404,
    ErrorKind.RATE_LIMIT: 429,
    ErrorKind.OVERLOADED: 503,
    ErrorKind.TIMEOUT: 504,
}


class Writer:
    """Turns the events of one turn into chunks."""

    def __init__(self, answer_id: str, model: str, *, with_usage: bool) -> None:
        self.id = answer_id
        self._model = model
        self._created = int(time.time())
        self._with_usage = with_usage
        self._usage: Usage | None = None
        self._fields: dict[int, str] = {}
        self._calls: dict[int, int] = {}  # part: number among the calls
        self._begun = False

    def take(self, event: TurnEvent) -> list[dict[str, Any]]:
        """The chunks that this event makes."""
        match event:
            case PartStarted(index, PartKind.TOOL_CALL, name, call_id):
                number = self._calls[index] = len(self._calls)
                function = {"name": name, "arguments": ""}
                call = {"index": number, "id": call_id, "type": "function", "function": function}
                return [self._chunk({"tool_calls": [call]})]
            case PartStarted(index, kind):
                self._fields[index] = _FIELDS[kind]
            case PartDelta(index, text) if index in self._calls:
                call = {"index": self._calls[index], "function": {"arguments": text}}
                return [self._chunk({"tool_calls": [call]})]
            case PartDelta(index, text):
                return [self._chunk({self._fields.get(index, "content"): text})]
            case UsageReported(usage):
                self._usage = usage
            case TurnFinished(outcome, _, reason, _, error):
                return self._end(outcome, reason, error)
            case _:
                pass
        return []

    def _end(self, outcome: Outcome, reason: FinishReason | None, error: ErrorInfo | None) -> list[dict[str, Any]]:
        if error is not None:
            return [error_body(error)]
        word = STOPPED if outcome is Outcome.STOPPED else _REASONS.get(reason or FinishReason.STOP, "stop")
        chunks = [self._chunk({}, word)]
        if self._with_usage and self._usage is not None:
            chunks.append({**self._head("chat.completion.chunk"), "choices": [], "usage": usage_body(self._usage)})
        return chunks

    def _head(self, kind: str) -> dict[str, Any]:
        return {"id": self.id, "object": kind, "created": self._created, "model": self._model}

    def _chunk(self, delta: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
        if not self._begun:
            self._begun = True
            delta = {"role": "assistant", **delta}
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        return {**self._head("chat.completion.chunk"), "choices": [choice]}

    def whole(self, chunks: list[dict[str, Any]]) -> dict[str, Any]:
        """The answer in one piece."""
        message: dict[str, Any] = {"role": "assistant", "content": None}
        calls: list[dict[str, Any]] = []
        reason: str | None = None
        for choice in (choice for chunk in chunks for choice in chunk.get("choices", ())):
            reason = choice["finish_reason"] or reason
            for name, value in choice["delta"].items():
                if name == "tool_calls":
                    _add_call(calls, value[0])
                elif name != "role":
                    message[name] = (message.get(name) or "") + value
        if calls:
            message["tool_calls"] = calls
        body = {**self._head("chat.completion"), "choices": [{"index": 0, "message": message, "finish_reason": reason}]}
        return body if self._usage is None else {**body, "usage": usage_body(self._usage)}


def _add_call(calls: list[dict[str, Any]], piece: dict[str, Any]) -> None:
    if piece["index"] == len(calls):
        calls.append({key: value for key, value in piece.items() if key != "index"})
    else:
        calls[piece["index"]]["function"]["arguments"] += piece["function"]["arguments"]


def usage_body(usage: Usage) -> dict[str, Any]:
    read, written = usage.input_tokens or 0, usage.output_tokens or 0
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def error_body(error: ErrorInfo) -> dict[str, Any]:
    return {"error": {"message": error.message, "type": error.kind.value, "code": error.kind.value, "param": None}}


def status_of(error: ErrorInfo) -> int:
    return _STATUS.get(error.kind, 502)
