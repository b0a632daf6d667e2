"""Scripts as Anthropic Messages answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.demo.script import Beat, Mould, Pacer, Rejection, Script, compact, pieces, sse
from core.messages import FinishReason

# A filtered answer and a refused one end by the same word in this protocol.
_WORDS = {
    FinishReason.STOP: "end_turn",
    FinishReason.LENGTH: "max_tokens",
    FinishReason.TOOL_CALLS: "tool_use",
    FinishReason.CONTENT_FILTER: "refusal",
    FinishReason.REFUSAL: "refusal",
}
_SIGNATURE = "cmVjb3JkZWQgZGVtbywgbm90IGEgc2lnbmF0dXJl"  # base64 of a sentence that says what it is


def stream(script: Script) -> Iterator[Beat]:
    """The answer as a stream. Content blocks come one after the other: this protocol does not interleave them."""
    pacer = Pacer(script)
    start = _message(script, [], None, 1)
    yield pacer.frame(sse({"type": "message_start", "message": start}, "message_start"))
    yield pacer.frame(sse({"type": "ping"}, "ping"))
    blocks = _blocks(script)
    for index, block in enumerate(blocks):
        yield from _block(pacer, index, block)
        if script.error is None or index + 1 < len(blocks):  # an answer that breaks off leaves its last block open
            yield pacer.frame(sse({"type": "content_block_stop", "index": index}, "content_block_stop"))
    if script.error is not None:
        yield pacer.piece(sse(_error(script.error, "api_error"), "error"))
        return
    delta = {
        "type": "message_delta",
        "delta": {"stop_reason": _word(script), "stop_sequence": None, "stop_details": _details(script)},
        "usage": {"output_tokens": script.output_pieces},
    }
    yield pacer.frame(sse(delta, "message_delta"))
    yield pacer.frame(sse({"type": "message_stop"}, "message_stop"))


def whole(script: Script) -> bytes:
    """The answer as one JSON object."""
    content = [{key: _joined(value) for key, value in block.items()} for block in _blocks(script)]
    for block, call in zip([b for b in content if b["type"] == "tool_use"], script.calls, strict=True):
        block["input"] = dict(call.arguments)
    return compact(_message(script, content, _word(script), script.output_pieces)).encode()


def rejection(refused: Rejection) -> bytes:
    return compact(_error(refused.message, "rate_limit_error" if refused.status == 429 else "api_error")).encode()


def _blocks(script: Script) -> list[dict[str, Any]]:
    """The content blocks; a value that streams is a tuple of its pieces."""
    blocks: list[dict[str, Any]] = []
    if script.reasoning:
        blocks.append({"type": "thinking", "thinking": script.reasoning, "signature": _SIGNATURE})
    if script.text:
        blocks.append({"type": "text", "text": script.text})
    for call in script.calls:
        blocks.append({"type": "tool_use", "id": call.id, "name": call.name, "input": pieces(call.arguments_text())})
    return blocks


def _block(pacer: Pacer, index: int, block: dict[str, Any]) -> Iterator[Beat]:
    kind = block["type"]
    field, delta, empty = {
        "thinking": ("thinking", {"type": "thinking_delta", "thinking": "$TEXT"}, ""),
        "text": ("text", {"type": "text_delta", "text": "$TEXT"}, ""),
        "tool_use": ("input", {"type": "input_json_delta", "partial_json": "$TEXT"}, {}),
    }[kind]
    begin = {**block, field: empty} if kind != "thinking" else {**block, field: empty, "signature": ""}
    yield pacer.frame(
        sse({"type": "content_block_start", "index": index, "content_block": begin}, "content_block_start")
    )
    mould = Mould({"type": "content_block_delta", "index": index, "delta": delta}, "content_block_delta")
    for text in block[field]:
        yield pacer.piece(mould.fill(text=text))
    if kind == "thinking":
        signed = {"type": "signature_delta", "signature": _SIGNATURE}
        yield pacer.frame(sse({"type": "content_block_delta", "index": index, "delta": signed}, "content_block_delta"))


def _joined(value: Any) -> Any:
    return "".join(value) if isinstance(value, tuple) else value


def _word(script: Script) -> str:
    return _WORDS.get(script.finish, script.finish.value)


def _details(script: Script) -> dict[str, Any] | None:
    """The explanation beside a refusal: this protocol has no refusal among its contents."""
    if not script.refusal:
        return None
    return {"type": "refusal", "category": None, "explanation": "".join(script.refusal)}


def _message(script: Script, content: list[dict[str, Any]], stop_reason: str | None, output: int) -> dict[str, Any]:
    return {
        "id": f"msg_{script.id}",
        "type": "message",
        "role": "assistant",
        "model": script.model,
        "content": content,
        "stop_reason": stop_reason,
        "stop_sequence": None,
        "stop_details": _details(script) if stop_reason else None,
        "usage": {"input_tokens": script.input_pieces, "output_tokens": output},
    }


def _error(message: str, kind: str) -> dict[str, Any]:
    return {"type": "error", "error": {"type": kind, "message": message}}
