"""Oddities of servers that speak OpenAI Responses, more or less."""

from __future__ import annotations

import json
from typing import Any

from core.demo.script import ScriptedCall
from core.errors import ErrorKind
from core.messages import FinishReason, Usage
from core.providers.base import WireProtocol
from tests.support.oddities.oddity import (
    PIECES,
    TEXT,
    Expected,
    Oddity,
    fails,
    named,
    plain,
    plain_events,
    streamed,
    unstreamed,
)
from tests.support.script import Answer, End

_RESPONSES = WireProtocol.OPENAI_RESPONSES
_TIME = "get_current_time"
_SEOUL = (_TIME, {"timezone": "Asia/Seoul"})
_NEW_YORK = (_TIME, {"timezone": "America/New_York"})
_CALLS = (ScriptedCall("a", *_SEOUL), ScriptedCall("b", *_NEW_YORK))
_CALLED = FinishReason.TOOL_CALLS


def _response(status: str, output: Any = (), **more: Any) -> dict[str, Any]:
    return {"id": "resp_1", "object": "response", "status": status, "model": "odd", "output": list(output), **more}


def _ended(status: str = "completed", output: Any = (), **more: Any) -> dict[str, Any]:
    return {"type": f"response.{status}", "response": _response(status, output, **more)}


def _delta(text: Any, **more: Any) -> dict[str, Any]:
    return {"type": "response.output_text.delta", "output_index": 0, "content_index": 0, "delta": text, **more}


_CREATED = {"type": "response.created", "response": _response("in_progress")}
_MESSAGE = {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": TEXT}]}


def _call(arguments: Any, **more: Any) -> dict[str, Any]:
    return {"type": "function_call", "id": "fc_1", "call_id": "a", "name": _TIME, "arguments": arguments, **more}


def _item(what: str, item: dict[str, Any], index: Any = 0) -> dict[str, Any]:
    return {"type": f"response.output_item.{what}", "output_index": index, "item": item}


def _odd(name: str, content: bytes | Answer, **expected: Any) -> Oddity:
    return streamed(_RESPONSES, name, content, Expected(**expected))


def _without(kind: bytes, stream: bytes) -> bytes:
    """The stream without the events of one type."""
    return b"".join(event + b"\n\n" for event in stream.split(b"\n\n") if event and b'"type":"%s"' % kind not in event)


_STREAM = (
    _odd("no-event-names", plain(_RESPONSES).replace(b"event: ", b"x: "), text=TEXT),
    _odd("done-mark-at-the-end", plain(_RESPONSES) + b"data: [DONE]\n\n", text=TEXT),
    _odd("bare-deltas", named(_delta(TEXT), _ended()), text=TEXT),
    _odd("text-only-in-the-end", named(_CREATED, _ended(output=[_MESSAGE])), text=TEXT),
    _odd("text-only-in-the-item", named(_CREATED, _item("done", _MESSAGE), _ended()), text=TEXT),
    _odd("null-delta", named(_CREATED, _delta(None), _delta(TEXT), _ended()), text=TEXT),
    _odd("no-indexes", named({"type": "response.output_text.delta", "delta": TEXT}, _ended()), text=TEXT),
    _odd("null-output", named(_delta(TEXT), {"type": "response.completed", "response": {"output": None}}), text=TEXT),
    _odd("no-response-at-the-end", named(_delta(TEXT), {"type": "response.completed"}), text=TEXT),
    _odd("kept-open", Answer((named(_delta(TEXT), _ended()),), end=End.OPEN), text=TEXT),
    _odd(
        "length",
        named(_delta(TEXT), _ended("incomplete", incomplete_details={"reason": "max_output_tokens"})),
        text=TEXT,
        reason=FinishReason.LENGTH,
        raw_reason="max_output_tokens",
    ),
    _odd(
        "filter",
        named(_delta(TEXT), _ended("incomplete", incomplete_details={"reason": "content_filter"})),
        text=TEXT,
        reason=FinishReason.CONTENT_FILTER,
    ),
    _odd(
        "own-word",
        named(_delta(TEXT), _ended("incomplete", incomplete_details={"reason": "tired"})),
        text=TEXT,
        reason=FinishReason.OTHER,
        raw_reason="tired",
    ),
    _odd(
        "usage",
        named(
            _delta(TEXT),
            _ended(
                usage={
                    "input_tokens": 5,
                    "input_tokens_details": {"cached_tokens": 2},
                    "output_tokens": 3,
                    "output_tokens_details": {"reasoning_tokens": 1},
                }
            ),
        ),
        text=TEXT,
        usage=Usage(5, 3, 1, 2),
    ),
    _odd("usage-null", named(_delta(TEXT), _ended(usage=None)), text=TEXT),
    _odd("refusal", plain(_RESPONSES, text=(), refusal=("N", "o.")), refusal="No.", reason=None),
    _odd("reasoning", plain(_RESPONSES, reasoning=("H", "m.")), text=TEXT, reasoning="Hm."),
    _odd(
        "reasoning-text",
        named({"type": "response.reasoning_text.delta", "output_index": 0, "delta": "Hm."}, _delta(TEXT), _ended()),
        text=TEXT,
        reasoning="Hm.",
    ),
    streamed(
        _RESPONSES,
        "failed",
        named(_delta(TEXT), _ended("failed", error={"code": "server_error", "message": "the disk is full"})),
        fails(ErrorKind.PROVIDER, text=TEXT, says=("the disk is full",)),
    ),
    streamed(
        _RESPONSES,
        "error-without-a-name",
        named(_delta(TEXT)) + b'data: {"error": {"message": "the disk is full"}}\n\n',
        fails(ErrorKind.PROVIDER, text=TEXT, says=("the disk is full",)),
    ),
    streamed(
        _RESPONSES,
        "done-mark-without-end",
        named(_delta(TEXT)) + b"data: [DONE]\n\n",
        fails(ErrorKind.TRUNCATED, text=TEXT),
    ),
    streamed(
        _RESPONSES,
        "not-json",
        b"".join(plain_events(_RESPONSES)[:5]) + b"data: {oops\n\n",
        fails(ErrorKind.PROTOCOL, text=PIECES[0]),
    ),
)

_interleaved = plain(_RESPONSES, text=(), calls=_CALLS, finish=_CALLED)
_TOOLS = (
    _odd("calls-interleaved", _interleaved, calls=(_SEOUL, _NEW_YORK), reason=_CALLED, notice=False),
    _odd(
        "no-argument-deltas",
        _without(b"response.function_call_arguments.delta", _interleaved),
        calls=(_SEOUL, _NEW_YORK),
        reason=_CALLED,
    ),
    _odd(
        "no-done-events",
        _without(b"response.function_call_arguments.done", _without(b"response.output_item.done", _interleaved)),
        calls=(_SEOUL, _NEW_YORK),
        reason=_CALLED,
    ),
    _odd(
        "calls-only-in-the-end",
        named(_CREATED, _ended(output=[_call('{"timezone": "Asia/Seoul"}')])),
        calls=(_SEOUL,),
        reason=_CALLED,
    ),
    _odd(
        "index-always-0",
        _interleaved.replace(b'"output_index":1', b'"output_index":0'),
        calls=(_SEOUL, _NEW_YORK),
        reason=_CALLED,
    ),
    _odd(
        "no-call-id",
        named(
            _item("added", _call("", call_id=None)),
            _item("done", _call('{"timezone": "Asia/Seoul"}', call_id=None)),
            _ended(),
        ),
        calls=(_SEOUL,),
        reason=_CALLED,
    ),
    _odd(
        "arguments-as-object",
        named(_item("added", _call("")), _item("done", _call({"timezone": "Asia/Seoul"})), _ended()),
        calls=(_SEOUL,),
        reason=_CALLED,
        notice=True,
    ),
    _odd(
        "arguments-null",
        named(_item("added", _call(None, name="now")), _item("done", _call(None, name="now")), _ended()),
        calls=(("now", {}),),
        reason=_CALLED,
    ),
    _odd(
        "arguments-cut-by-length",
        named(
            _item("added", _call("")),
            {"type": "response.function_call_arguments.delta", "item_id": "fc_1", "output_index": 0, "delta": '{"ti'},
            _ended("incomplete", incomplete_details={"reason": "max_output_tokens"}),
        ),
        calls=((_TIME, None),),
        reason=FinishReason.LENGTH,
    ),
)


def _whole(name: str, content: dict[str, Any], **expected: Any) -> Oddity:
    return unstreamed(_RESPONSES, name, json.dumps(content).encode(), Expected(**expected))


_WHOLE = (
    _whole("no-status", {"id": "r", "object": "response", "output": [_MESSAGE]}, text=TEXT, reason=None),
    _whole("content-as-text", _response("completed", [{**_MESSAGE, "content": TEXT}]), text=TEXT),
    _whole("unknown-item", _response("completed", [{"type": "novelty", "x": [1]}, _MESSAGE]), text=TEXT),
    _whole("null-item", _response("completed", [None, _MESSAGE]), text=TEXT),
    _whole("empty-output", _response("completed")),
    _whole(
        "length",
        _response("incomplete", [_MESSAGE], incomplete_details={"reason": "max_output_tokens"}),
        text=TEXT,
        reason=FinishReason.LENGTH,
    ),
    _whole("incomplete-null", _response("incomplete", [_MESSAGE], incomplete_details=None), text=TEXT, reason=None),
    _whole(
        "calls",
        _response("completed", [_call('{"timezone": "Asia/Seoul"}')]),
        calls=(_SEOUL,),
        reason=_CALLED,
    ),
    _whole(
        "arguments-as-object",
        _response("completed", [_call({"timezone": "Asia/Seoul"})]),
        calls=(_SEOUL,),
        reason=_CALLED,
        notice=True,
    ),
    unstreamed(
        _RESPONSES,
        "failed",
        json.dumps(_response("failed", error={"code": "server_error", "message": "the disk is full"})).encode(),
        fails(ErrorKind.PROVIDER, says=("the disk is full",)),
    ),
)

RESPONSES_ODDITIES = (*_STREAM, *_TOOLS, *_WHOLE)
