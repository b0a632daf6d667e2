"""Scripts as OpenAI Chat Completions answers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from core.demo.script import Beat, Mould, Pacer, Rejection, Script, ScriptedCall, compact, pieces, sse
from core.messages import FinishReason

_CREATED = 1767225600  # the recordings are made up; so is their date
_WORDS = {FinishReason.STOP: "stop", FinishReason.REFUSAL: "stop"}


def stream(script: Script) -> Iterator[Beat]:
    """The answer as a stream. Several calls arrive with their fragments interleaved."""
    pacer = Pacer(script)
    yield pacer.frame(sse(_chunk(script, {"role": "assistant", "content": ""})))
    for field, texts in (
        ("reasoning_content", script.reasoning),
        ("content", script.text),
        ("refusal", script.refusal),
    ):
        mould = Mould(_chunk(script, {field: "$TEXT"}))
        for text in texts:
            yield pacer.piece(mould.fill(text=text))
    yield from _calls(pacer, script)
    if script.error is not None:
        yield pacer.piece(sse(_error(script.error)))
        return
    yield pacer.frame(sse(_chunk(script, {}, finish=_WORDS.get(script.finish, script.finish.value))))
    yield pacer.frame(sse({**_chunk(script, {}), "choices": [], "usage": _usage(script)}))
    yield pacer.frame(b"data: [DONE]\n\n")


def whole(script: Script) -> bytes:
    """The answer as one JSON object."""
    message: dict[str, Any] = {
        "role": "assistant",
        "content": "".join(script.text) or None,
        "refusal": "".join(script.refusal) or None,
    }
    if script.reasoning:
        message["reasoning_content"] = "".join(script.reasoning)
    if script.calls:
        message["tool_calls"] = [_call(call, call.arguments_text()) for call in script.calls]
    finish = _WORDS.get(script.finish, script.finish.value)
    return compact(
        {
            **_base(script, "chat.completion"),
            "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
            "usage": _usage(script),
        }
    ).encode()


def rejection(refused: Rejection) -> bytes:
    return compact(_error(refused.message, "rate_limit_error" if refused.status == 429 else "server_error")).encode()


def _calls(pacer: Pacer, script: Script) -> Iterator[Beat]:
    for index, call in enumerate(script.calls):
        yield pacer.piece(sse(_chunk(script, {"tool_calls": [{"index": index, **_call(call, "")}]})))
    for row in zip_longest(*(pieces(call.arguments_text()) for call in script.calls)):
        for index, text in enumerate(row):
            if text is not None:
                delta = {"tool_calls": [{"index": index, "function": {"arguments": text}}]}
                yield pacer.piece(sse(_chunk(script, delta)))


def _call(call: ScriptedCall, arguments: str) -> dict[str, Any]:
    return {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": arguments}}


def _base(script: Script, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{script.id}", "object": kind, "created": _CREATED, "model": script.model}


def _chunk(script: Script, delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {
        **_base(script, "chat.completion.chunk"),
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }


def _usage(script: Script) -> dict[str, Any]:
    return {
        "prompt_tokens": script.input_pieces,
        "completion_tokens": script.output_pieces,
        "total_tokens": script.input_pieces + script.output_pieces,
        "completion_tokens_details": {"reasoning_tokens": len(script.reasoning)},
        "prompt_tokens_details": {"cached_tokens": 0},
    }


def _error(message: str, kind: str = "server_error") -> dict[str, Any]:
    return {"error": {"message": message, "type": kind, "param": None, "code": kind}}
