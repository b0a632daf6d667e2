"""Scripts as OpenAI Responses answers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from core.demo.script import Beat, Mould, Pacer, Rejection, Script, ScriptedCall, compact, pieces, sse
from core.messages import FinishReason

_CREATED = 1767225600  # the recordings are made up; so is their date
_INCOMPLETE = {FinishReason.LENGTH: "max_output_tokens", FinishReason.CONTENT_FILTER: "content_filter"}


def stream(script: Script) -> Iterator[Beat]:
    """The answer as a stream. Several calls arrive with their fragments interleaved."""
    return _Stream(script).beats()


def whole(script: Script) -> bytes:
    """The answer as one JSON object."""
    return compact(_response(script, _items(script), _status(script))).encode()


def rejection(refused: Rejection) -> bytes:
    kind = "rate_limit_exceeded" if refused.status == 429 else "server_error"
    return compact(
        {"error": {"message": refused.message, "type": kind, "param": None, "code": kind}},
    ).encode()


class _Stream:
    """Writes one stream; counts the sequence numbers and output indexes."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._pacer = Pacer(script)
        self._sequence = 0
        self._output = 0

    def beats(self) -> Iterator[Beat]:
        script = self._script
        for name in ("created", "in_progress"):
            yield self._event({"type": f"response.{name}", "response": _response(script, [], "in_progress")})
        if script.reasoning:
            yield from self._reasoning(script.reasoning)
        if script.text or script.refusal:
            yield from self._message()
        if script.calls:
            yield from self._calls(script.calls)
        if script.error is not None:
            event = {"type": "error", "code": "server_error", "message": script.error, "param": None}
            yield self._event(event, piece=True)
        else:
            status = _status(script)
            yield self._event({"type": f"response.{status}", "response": _response(script, _items(script), status)})

    def _event(self, value: dict[str, Any], piece: bool = False) -> Beat:
        data = sse({**value, "sequence_number": self._take()}, value["type"])
        return self._pacer.piece(data) if piece else self._pacer.frame(data)

    def _take(self) -> int:
        self._sequence += 1
        return self._sequence - 1

    def _deltas(self, kind: str, place: dict[str, Any], texts: tuple[str, ...]) -> Iterator[Beat]:
        event = {"type": kind, **place, "delta": "$TEXT", "sequence_number": "$SEQUENCE"}
        mould = Mould(event, kind)
        for text in texts:
            yield self._pacer.piece(mould.fill(text=text, sequence=self._take()))

    def _reasoning(self, texts: tuple[str, ...]) -> Iterator[Beat]:
        item = _reasoning_item(self._script)
        place = {"item_id": item["id"], "output_index": self._output, "summary_index": 0}
        part = {"type": "summary_text", "text": "".join(texts)}
        yield self._added({**item, "summary": []})
        yield self._event({"type": "response.reasoning_summary_part.added", **place, "part": {**part, "text": ""}})
        yield from self._deltas("response.reasoning_summary_text.delta", place, texts)
        yield self._event({"type": "response.reasoning_summary_text.done", **place, "text": part["text"]})
        yield self._event({"type": "response.reasoning_summary_part.done", **place, "part": part})
        yield self._done(item)

    def _message(self) -> Iterator[Beat]:
        item = _message_item(self._script)
        yield self._added({**item, "status": "in_progress", "content": []})
        place = {"item_id": item["id"], "output_index": self._output}
        spoken: tuple[tuple[tuple[str, ...], str, str, dict[str, Any]], ...] = (
            (self._script.text, "output_text", "text", {"logprobs": []}),
            (self._script.refusal, "refusal", "refusal", {}),
        )
        for index, (texts, kind, field, more) in enumerate(each for each in spoken if each[0]):
            at = {**place, "content_index": index}
            part = item["content"][index]
            yield self._event({"type": "response.content_part.added", **at, "part": {**part, field: ""}})
            yield from self._deltas(f"response.{kind}.delta", {**at, **more}, texts)
            if self._script.error is not None:
                return  # broken off in the middle: nothing is said to be done
            yield self._event({"type": f"response.{kind}.done", **at, **more, field: "".join(texts)})
            yield self._event({"type": "response.content_part.done", **at, "part": part})
        yield self._done(item)

    def _calls(self, calls: tuple[ScriptedCall, ...]) -> Iterator[Beat]:
        first = self._output
        items = [_call_item(call) for call in calls]
        for item in items:
            yield self._event(
                _item_event("added", self._output, {**item, "status": "in_progress", "arguments": ""}), True
            )
            self._output += 1
        for row in zip_longest(*(pieces(call.arguments_text()) for call in calls)):
            for index, text in enumerate(row):
                if text is not None:
                    place = {"item_id": items[index]["id"], "output_index": first + index}
                    yield self._event({"type": "response.function_call_arguments.delta", **place, "delta": text}, True)
        for index, item in enumerate(items):
            place = {"item_id": item["id"], "output_index": first + index}
            arguments = {"name": item["name"], "arguments": item["arguments"]}
            yield self._event({"type": "response.function_call_arguments.done", **place, **arguments})
            yield self._event(_item_event("done", first + index, item))

    def _added(self, item: dict[str, Any]) -> Beat:
        return self._event(_item_event("added", self._output, item))

    def _done(self, item: dict[str, Any]) -> Beat:
        self._output += 1
        return self._event(_item_event("done", self._output - 1, item))


def _item_event(what: str, index: int, item: dict[str, Any]) -> dict[str, Any]:
    return {"type": f"response.output_item.{what}", "output_index": index, "item": item}


def _items(script: Script) -> list[dict[str, Any]]:
    items = [_reasoning_item(script)] if script.reasoning else []
    if script.text or script.refusal:
        items.append(_message_item(script))
    return items + [_call_item(call) for call in script.calls]


def _reasoning_item(script: Script) -> dict[str, Any]:
    summary = [{"type": "summary_text", "text": "".join(script.reasoning)}]
    return {"id": f"rs_{script.id}", "type": "reasoning", "summary": summary}


def _message_item(script: Script) -> dict[str, Any]:
    content: list[dict[str, Any]] = []
    if script.text:
        content.append({"type": "output_text", "text": "".join(script.text), "annotations": [], "logprobs": []})
    if script.refusal:
        content.append({"type": "refusal", "refusal": "".join(script.refusal)})
    status = "completed" if _status(script) == "completed" else "incomplete"
    return {"id": f"msg_{script.id}", "type": "message", "role": "assistant", "status": status, "content": content}


def _call_item(call: ScriptedCall) -> dict[str, Any]:
    return {
        "id": f"fc_{call.id}",
        "type": "function_call",
        "call_id": call.id,
        "name": call.name,
        "arguments": call.arguments_text(),
        "status": "completed",
    }


def _status(script: Script) -> str:
    return "incomplete" if script.finish in _INCOMPLETE else "completed"


def _response(script: Script, output: list[dict[str, Any]], status: str) -> dict[str, Any]:
    ended = status != "in_progress"
    reason = _INCOMPLETE.get(script.finish) if status == "incomplete" else None
    return {
        "id": f"resp_{script.id}",
        "object": "response",
        "created_at": _CREATED,
        "status": status,
        "error": None,
        "incomplete_details": {"reason": reason} if reason else None,
        "model": script.model,
        "output": output,
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "usage": _usage(script) if ended else None,
    }


def _usage(script: Script) -> dict[str, Any]:
    return {
        "input_tokens": script.input_pieces,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": script.output_pieces,
        "output_tokens_details": {"reasoning_tokens": len(script.reasoning)},
        "total_tokens": script.input_pieces + script.output_pieces,
    }
