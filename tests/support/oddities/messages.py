"""Oddities of servers that speak Anthropic Messages, more or less."""

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

_MESSAGES = WireProtocol.ANTHROPIC_MESSAGES
_TIME = "get_current_time"
_SEOUL = (_TIME, {"timezone": "Asia/Seoul"})
_NEW_YORK = (_TIME, {"timezone": "America/New_York"})
_CALLS = (ScriptedCall("a", *_SEOUL), ScriptedCall("b", *_NEW_YORK))
_CALLED = FinishReason.TOOL_CALLS


def _message(content: Any = (), stop: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "odd",
        "content": list(content),
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": {"input_tokens": 5, "output_tokens": 3},
        **more,
    }


_START = {"type": "message_start", "message": _message()}
_STOP = {"type": "message_stop"}


def _begin(block: Any, index: Any = 0) -> dict[str, Any]:
    return {"type": "content_block_start", "index": index, "content_block": block}


def _delta(delta: Any, index: Any = 0) -> dict[str, Any]:
    return {"type": "content_block_delta", "index": index, "delta": delta}


def _end(index: Any = 0) -> dict[str, Any]:
    return {"type": "content_block_stop", "index": index}


def _stopped(reason: Any = "end_turn", **more: Any) -> dict[str, Any]:
    return {"type": "message_delta", "delta": {"stop_reason": reason, "stop_sequence": None}, **more}


def _text(text: Any) -> dict[str, Any]:
    return {"type": "text_delta", "text": text}


def _input(text: Any) -> dict[str, Any]:
    return {"type": "input_json_delta", "partial_json": text}


def _use(given: Any = None, **more: Any) -> dict[str, Any]:
    return {"type": "tool_use", "id": "a", "name": _TIME, "input": {} if given is None else given, **more}


_EMPTY = {"type": "text", "text": ""}
_SAID = (_START, _begin(_EMPTY), _delta(_text(TEXT)), _end())


def _odd(name: str, content: bytes | Answer, **expected: Any) -> Oddity:
    return streamed(_MESSAGES, name, content, Expected(**expected))


def _ending(word: str, reason: FinishReason) -> Oddity:
    return _odd(f"word-{word}", named(*_SAID, _stopped(word), _STOP), text=TEXT, reason=reason, raw_reason=word)


_STREAM = (
    _odd("no-event-names", plain(_MESSAGES).replace(b"event: ", b"x: "), text=TEXT),
    _odd("no-message-start", named(*_SAID[1:], _stopped(), _STOP), text=TEXT),
    _odd("no-block-start", named(_START, _delta(_text(TEXT)), _end(), _stopped(), _STOP), text=TEXT),
    _odd("no-block-stop", named(*_SAID[:3], _stopped(), _STOP), text=TEXT),
    _odd(
        "text-in-the-start", named(_START, _begin({"type": "text", "text": TEXT}), _end(), _stopped(), _STOP), text=TEXT
    ),
    _odd("null-message", named({"type": "message_start", "message": None}, *_SAID[1:], _stopped(), _STOP), text=TEXT),
    _odd("null-delta", named(*_SAID[:2], _delta(None), *_SAID[2:], _stopped(), _STOP), text=TEXT),
    _odd("null-text", named(*_SAID[:2], _delta(_text(None)), *_SAID[2:], _stopped(), _STOP), text=TEXT),
    _odd("unknown-delta", named(*_SAID[:2], _delta({"type": "novelty"}), *_SAID[2:], _stopped(), _STOP), text=TEXT),
    _odd(
        "unknown-block",
        named(
            _START,
            _begin({"type": "novelty"}),
            _end(),
            _begin(_EMPTY, 1),
            _delta(_text(TEXT), 1),
            _end(1),
            _stopped(),
            _STOP,
        ),
        text=TEXT,
    ),
    _odd(
        "null-index",
        named(_START, _begin(_EMPTY, None), _delta(_text(TEXT), None), _end(None), _stopped(), _STOP),
        text=TEXT,
    ),
    _odd("done-mark-at-the-end", plain(_MESSAGES) + b"data: [DONE]\n\n", text=TEXT),
    _odd("kept-open-after-stop", Answer((named(*_SAID, _stopped(), _STOP),), end=End.OPEN), text=TEXT),
    _odd("stop-without-a-word", named(*_SAID, _STOP), text=TEXT, reason=FinishReason.UNKNOWN),
    _odd("null-stop-reason", named(*_SAID, _stopped(None), _STOP), text=TEXT, reason=FinishReason.UNKNOWN),
    _ending("max_tokens", FinishReason.LENGTH),
    _ending("model_context_window_exceeded", FinishReason.CONTEXT_EXCEEDED),
    _ending("refusal", FinishReason.REFUSAL),
    _ending("pause_turn", FinishReason.PAUSE),
    _ending("stop_sequence", FinishReason.STOP),
    _ending("tired", FinishReason.OTHER),
    _odd(
        "refusal-explained",
        plain(_MESSAGES, refusal=("N", "o."), finish=FinishReason.REFUSAL),
        text=TEXT,
        refusal="No.",
        reason=FinishReason.REFUSAL,
    ),
    _odd(
        "usage-cached",
        named(
            {
                "type": "message_start",
                "message": _message(usage={"input_tokens": 5, "cache_read_input_tokens": 20, "output_tokens": 1}),
            },
            *_SAID[1:],
            _stopped(usage={"output_tokens": 3}),
            _STOP,
        ),
        text=TEXT,
        usage=Usage(input_tokens=25, output_tokens=3, cached_tokens=20),
    ),
    _odd("usage-null", named(*_SAID, _stopped(usage=None), _STOP), text=TEXT),
    _odd("thinking", plain(_MESSAGES, reasoning=("H", "m.")), text=TEXT, reasoning="Hm."),
    _odd(
        "redacted-thinking",
        named(
            _START,
            _begin({"type": "redacted_thinking", "data": "c2VjcmV0"}),
            _end(),
            _begin(_EMPTY, 1),
            _delta(_text(TEXT), 1),
            _end(1),
            _stopped(),
            _STOP,
        ),
        text=TEXT,
    ),
    streamed(
        _MESSAGES,
        "overloaded-halfway",
        named(*_SAID[:3], {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}),
        fails(ErrorKind.OVERLOADED, text=TEXT, says=("Overloaded",)),
    ),
    streamed(_MESSAGES, "no-message-stop", named(*_SAID), fails(ErrorKind.TRUNCATED, text=TEXT)),
    streamed(
        _MESSAGES,
        "not-json",
        b"".join(plain_events(_MESSAGES)[:4]) + b"event: content_block_delta\ndata: {oops\n\n",
        fails(ErrorKind.PROTOCOL, text=PIECES[0]),
    ),
)

_interleaved = named(
    _START,
    _begin(_use(id="a"), 0),
    _begin(_use(id="b"), 1),
    _delta(_input('{"timezone": "Asia'), 0),
    _delta(_input('{"timezone": "America'), 1),
    _delta(_input('/Seoul"}'), 0),
    _delta(_input('/New_York"}'), 1),
    _end(0),
    _end(1),
    _stopped("tool_use"),
    _STOP,
)
_TOOLS = (
    _odd(
        "calls-by-the-book",
        plain(_MESSAGES, text=(), calls=_CALLS, finish=_CALLED),
        calls=(_SEOUL, _NEW_YORK),
        reason=_CALLED,
        notice=False,
    ),
    _odd("calls-interleaved", _interleaved, calls=(_SEOUL, _NEW_YORK), reason=_CALLED),
    _odd(
        "input-in-the-start",
        named(_START, _begin(_use(_SEOUL[1])), _end(), _stopped("tool_use"), _STOP),
        calls=(_SEOUL,),
        reason=_CALLED,
    ),
    _odd(
        "no-input",
        named(_START, _begin(_use(name="now")), _end(), _stopped("tool_use"), _STOP),
        calls=(("now", {}),),
        reason=_CALLED,
    ),
    _odd(
        "null-input-delta",
        named(
            _START,
            _begin(_use()),
            _delta(_input(None)),
            _delta(_input('{"timezone": "Asia/Seoul"}')),
            _end(),
            _stopped("tool_use"),
            _STOP,
        ),
        calls=(_SEOUL,),
        reason=_CALLED,
    ),
    _odd(
        "no-id",
        named(
            _START,
            _begin(_use(id=None)),
            _delta(_input('{"timezone": "Asia/Seoul"}')),
            _end(),
            _stopped("tool_use"),
            _STOP,
        ),
        calls=(_SEOUL,),
        reason=_CALLED,
        notice=True,
    ),
    _odd(
        "same-id-for-both",
        _interleaved.replace(b'"id": "b"', b'"id": "a"'),
        calls=(_SEOUL, _NEW_YORK),
        reason=_CALLED,
        notice=True,
    ),
    _odd(
        "end-turn-after-calls",
        named(
            _START, _begin(_use()), _delta(_input('{"timezone": "Asia/Seoul"}')), _end(), _stopped("end_turn"), _STOP
        ),
        calls=(_SEOUL,),
        reason=_CALLED,
        raw_reason="end_turn",
    ),
    _odd(
        "input-cut-by-length",
        named(_START, _begin(_use()), _delta(_input('{"timezone": "As')), _end(), _stopped("max_tokens"), _STOP),
        calls=((_TIME, None),),
        reason=FinishReason.LENGTH,
    ),
)


def _whole(name: str, content: dict[str, Any], **expected: Any) -> Oddity:
    return unstreamed(_MESSAGES, name, json.dumps(content).encode(), Expected(**expected))


_SPOKEN = {"type": "text", "text": TEXT}
_WHOLE = (
    _whole("content-as-text", _message(stop="end_turn") | {"content": TEXT}, text=TEXT),
    _whole("unknown-block", _message([{"type": "novelty"}, _SPOKEN], "end_turn"), text=TEXT),
    _whole("null-block", _message([None, _SPOKEN], "end_turn"), text=TEXT),
    _whole("null-stop-reason", _message([_SPOKEN]), text=TEXT, reason=FinishReason.UNKNOWN),
    _whole("own-word", _message([_SPOKEN], "tired"), text=TEXT, reason=FinishReason.OTHER, raw_reason="tired"),
    _whole("length", _message([_SPOKEN], "max_tokens"), text=TEXT, reason=FinishReason.LENGTH),
    _whole(
        "thinking",
        _message([{"type": "thinking", "thinking": "Hm.", "signature": "c2ln"}, _SPOKEN], "end_turn"),
        text=TEXT,
        reasoning="Hm.",
    ),
    _whole("usage-null", _message([_SPOKEN], "end_turn", usage=None), text=TEXT),
    _whole("calls", _message([_use(_SEOUL[1])], "tool_use"), calls=(_SEOUL,), reason=_CALLED),
    _whole(
        "input-null",
        _message([_use() | {"input": None, "name": "now"}], "tool_use"),
        calls=(("now", {}),),
        reason=_CALLED,
    ),
    _whole("end-turn-after-calls", _message([_use(_SEOUL[1])], "end_turn"), calls=(_SEOUL,), reason=_CALLED),
    _whole("no-id", _message([_use(_SEOUL[1], id=None)], "tool_use"), calls=(_SEOUL,), reason=_CALLED, notice=True),
)

MESSAGES_ODDITIES = (*_STREAM, *_TOOLS, *_WHOLE)
