"""Oddities of servers that speak OpenAI Chat Completions, more or less."""

from __future__ import annotations

import json
from typing import Any

from core.errors import ErrorKind
from core.messages import FinishReason, Usage
from core.providers.base import WireProtocol
from tests.support.oddities.oddity import TEXT, Expected, Oddity, data, fails, plain, streamed, unstreamed
from tests.support.script import Answer, End

_CHAT = WireProtocol.OPENAI_CHAT
_SEOUL = ("get_current_time", {"timezone": "Asia/Seoul"})
_NEW_YORK = ("get_current_time", {"timezone": "America/New_York"})
_BOTH = (_SEOUL, _NEW_YORK)
_HALVES = (('{"timezone": "Asia', '/Seoul"}'), ('{"timezone": "America', '/New_York"}'))
_CALLED = FinishReason.TOOL_CALLS


def _chunk(delta: Any, finish: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "odd",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        **more,
    }


def _say(*deltas: Any, finish: str | None = "stop") -> bytes:
    return data(*(_chunk(delta) for delta in deltas), _chunk({}, finish), done=True)


def _odd(name: str, content: bytes | Answer, **expected: Any) -> Oddity:
    return streamed(_CHAT, name, content, Expected(**expected))


def _calls(name: str, *fragments: Any, finish: str = "tool_calls", **expected: Any) -> Oddity:
    """Each fragment is one chunk with one entry of `tool_calls`."""
    content = _say(*({"tool_calls": [fragment]} for fragment in fragments), finish=finish)
    return _odd(name, content, **{"calls": _BOTH, "reason": _CALLED, **expected})


def _fragment(arguments: Any, name: str | None = None, **more: Any) -> dict[str, Any]:
    function = {"arguments": arguments} if name is None else {"name": name, "arguments": arguments}
    return {"type": "function", "function": function, **more}


_TIME = "get_current_time"
_TOOLS = (
    _calls(
        "calls-by-the-book",
        _fragment("", _TIME, index=0, id="a"),
        _fragment("", _TIME, index=1, id="b"),
        *(_fragment(_HALVES[n][half], index=n) for half in (0, 1) for n in (0, 1)),
        notice=False,
    ),
    _calls(
        "no-index",
        *(_fragment(_HALVES[0][n], _TIME if n == 0 else None, id="a") for n in (0, 1)),
        *(_fragment(_HALVES[1][n], _TIME if n == 0 else None, id="b") for n in (0, 1)),
        notice=True,
    ),
    _calls(
        "null-index",
        *(_fragment(_HALVES[0][n], _TIME if n == 0 else None, index=None, id="a") for n in (0, 1)),
        *(_fragment(_HALVES[1][n], _TIME if n == 0 else None, index=None, id="b") for n in (0, 1)),
        notice=True,
    ),
    _calls(
        "index-always-0",
        *(_fragment(_HALVES[0][n], _TIME if n == 0 else None, index=0, id="a") for n in (0, 1)),
        *(_fragment(_HALVES[1][n], _TIME if n == 0 else None, index=0, id="b") for n in (0, 1)),
        notice=True,
    ),
    _calls(
        "index-always-0-id-once",
        _fragment(_HALVES[0][0], _TIME, index=0, id="a"),
        _fragment(_HALVES[0][1], index=0),
        _fragment(_HALVES[1][0], _TIME, index=0, id="b"),
        _fragment(_HALVES[1][1], index=0),
        notice=True,
    ),
    _calls(
        "no-id",
        _fragment(_HALVES[0][0], _TIME, index=0),
        _fragment(_HALVES[1][0], _TIME, index=1),
        _fragment(_HALVES[0][1], index=0),
        _fragment(_HALVES[1][1], index=1),
        notice=True,
    ),
    _calls(
        "no-id-no-index",
        _fragment(_HALVES[0][0], _TIME),
        _fragment(_HALVES[0][1]),
        _fragment(_HALVES[1][0], _TIME),
        _fragment(_HALVES[1][1]),
        notice=True,
    ),
    _calls(
        "same-id-for-both",
        _fragment("".join(_HALVES[0]), _TIME, index=0, id="x"),
        _fragment("".join(_HALVES[1]), _TIME, index=1, id="x"),
        notice=True,
    ),
    _calls("null-arguments", _fragment(None, "now", index=0, id="a"), calls=(("now", {}),)),
    _calls(
        "null-then-arguments",
        _fragment(None, _TIME, index=0, id="a"),
        _fragment("".join(_HALVES[0]), index=0),
        calls=(_SEOUL,),
    ),
    _calls(
        "arguments-as-object",
        _fragment({"timezone": "Asia/Seoul"}, _TIME, index=0, id="a"),
        calls=(_SEOUL,),
        notice=True,
    ),
    _calls(
        "repeated-name",
        *(_fragment(piece, _TIME, index=0, id="a") for piece in ('{"timezone"', ': "Asia/', 'Seoul"}')),
        calls=(_SEOUL,),
        notice=True,
    ),
    _calls(
        "null-name-in-later-fragments",
        _fragment(_HALVES[0][0], _TIME, index=0, id="a"),
        {"index": 0, "id": None, "type": None, "function": {"name": None, "arguments": _HALVES[0][1]}},
        calls=(_SEOUL,),
    ),
    _calls(
        "empty-id-and-name-in-later-fragments",
        _fragment(_HALVES[0][0], _TIME, index=0, id="a"),
        _fragment(_HALVES[0][1], "", index=0, id=""),
        calls=(_SEOUL,),
    ),
    _calls(
        "finish-stop-after-calls",
        _fragment("".join(_HALVES[0]), _TIME, index=0, id="a"),
        finish="stop",
        calls=(_SEOUL,),
        raw_reason="stop",
    ),
    _calls("arguments-no-object", _fragment("[1, 2]", _TIME, index=0, id="a"), calls=((_TIME, None),)),
    _calls(
        "arguments-cut-by-length",
        _fragment('{"timezone": "Asia', _TIME, index=0, id="a"),
        finish="length",
        calls=((_TIME, None),),
        reason=FinishReason.LENGTH,
    ),
    _odd(
        "both-calls-in-one-chunk",
        _say(
            {
                "tool_calls": [
                    _fragment("".join(_HALVES[0]), _TIME, index=0, id="a"),
                    _fragment("".join(_HALVES[1]), _TIME, index=1, id="b"),
                ]
            },
            finish="tool_calls",
        ),
        calls=_BOTH,
        reason=_CALLED,
    ),
    _odd(
        "legacy-function-call",
        _say(
            {"function_call": {"name": _TIME, "arguments": _HALVES[0][0]}},
            {"function_call": {"arguments": _HALVES[0][1]}},
            finish="function_call",
        ),
        calls=(_SEOUL,),
        reason=_CALLED,
        raw_reason="function_call",
    ),
)

_FIELDS = (
    _odd("no-role", _say({"content": TEXT}), text=TEXT),
    _odd("null-content", _say({"role": "assistant", "content": None}, {"content": TEXT}), text=TEXT),
    _odd("content-as-list", _say({"content": [{"type": "text", "text": TEXT}]}), text=TEXT),
    _odd("content-as-list-of-strings", _say({"content": [TEXT]}), text=TEXT),
    _odd("empty-choices", data(_chunk({"content": TEXT}), {"choices": []}, _chunk({}, "stop"), done=True), text=TEXT),
    _odd("no-choices", data({"id": "x"}, _chunk({"content": TEXT}), _chunk({}, "stop"), done=True), text=TEXT),
    _odd("null-choices", data(_chunk({"content": TEXT}), {"choices": None}, _chunk({}, "stop"), done=True), text=TEXT),
    _odd("null-delta", data(_chunk(None), _chunk({"content": TEXT}), _chunk(None, "stop"), done=True), text=TEXT),
    _odd("odd-types", data({"id": 7, "choices": "none", "model": None}, _chunk({"content": TEXT}, "stop")), text=TEXT),
    _odd("array-as-chunk", data([1], _chunk({"content": TEXT}, "stop"), done=True), text=TEXT),
    _odd("string-as-chunk", data("hm", _chunk({"content": TEXT}, "stop"), done=True), text=TEXT),
    _odd("null-as-chunk", data(None, _chunk({"content": TEXT}, "stop"), done=True), text=TEXT),
    _odd("finish-with-text", data(_chunk({"content": TEXT}, "stop"), done=True), text=TEXT),
    _odd("finish-empty-word", data(_chunk({"content": TEXT}, ""), _chunk({}, "stop"), done=True), text=TEXT),
    _odd("refusal", _say({"refusal": "No."}), refusal="No.", reason=None),
)

_REASONING = (
    _odd("reasoning-content", _say({"reasoning_content": "Hm."}, {"content": TEXT}), text=TEXT, reasoning="Hm."),
    _odd("reasoning", _say({"reasoning": "Hm."}, {"content": TEXT}), text=TEXT, reasoning="Hm."),
    _odd(
        "reasoning-twice",
        _say({"reasoning": "Hm.", "reasoning_content": "Hm."}, {"content": TEXT}),
        text=TEXT,
        reasoning="Hm.",
    ),
    _odd(
        "reasoning-details",
        _say({"reasoning": "Hm.", "reasoning_details": [{"type": "reasoning.text", "text": "Hm."}]}, {"content": TEXT}),
        text=TEXT,
        reasoning="Hm.",
    ),
    _odd("think-tags", _say({"content": "<think>Hm.</think>"}, {"content": TEXT}), text=TEXT, reasoning="Hm."),
    _odd(
        "think-tags-in-pieces",
        _say(*({"content": letter} for letter in f"<think>\nHm.\n</think>\n\n{TEXT}")),
        text=TEXT,
        reasoning="Hm.",
    ),
    _odd(
        "think-tag-never-closed", _say({"content": "<think>Hm."}, {"content": " Well."}), text="", reasoning="Hm. Well."
    ),
    _odd("think-tag-in-the-text", _say({"content": "Write <think> so."}), text="Write <think> so."),
)


def _usage(**counts: Any) -> dict[str, Any]:
    return {"prompt_tokens": 5, "completion_tokens": 3, "total_tokens": 8, **counts}


_ENDS = (
    _odd("no-done", data(_chunk({"content": TEXT}), _chunk({}, "stop")), text=TEXT),
    _odd("no-done-kept-open", Answer((data(_chunk({"content": TEXT}), _chunk({}, "stop")),), end=End.OPEN), text=TEXT),
    _odd("done-without-finish", data(_chunk({"content": TEXT}), done=True), text=TEXT, reason=FinishReason.UNKNOWN),
    _odd(
        "own-word",
        _say({"content": TEXT}, finish="tired"),
        text=TEXT,
        reason=FinishReason.OTHER,
        raw_reason="tired",
    ),
    _odd("length", _say({"content": TEXT}, finish="length"), text=TEXT, reason=FinishReason.LENGTH),
    _odd("filter", _say({"content": TEXT}, finish="content_filter"), text=TEXT, reason=FinishReason.CONTENT_FILTER),
    _odd("done-without-space", plain(_CHAT).replace(b"data: [DONE]", b"data:[DONE]"), text=TEXT),
    _odd("done-and-more", plain(_CHAT) + data(_chunk({"content": "more"})), text=TEXT),
    _odd(
        "usage-last",
        data(_chunk({"content": TEXT}), _chunk({}, "stop"), {"choices": [], "usage": _usage()}, done=True),
        text=TEXT,
        usage=Usage(5, 3),
    ),
    _odd(
        "usage-in-every-chunk",
        data(
            _chunk({"content": TEXT[:5]}, usage=_usage(completion_tokens=1)),
            _chunk({"content": TEXT[5:]}, usage=_usage(completion_tokens=2)),
            _chunk({}, "stop", usage=_usage()),
            done=True,
        ),
        text=TEXT,
        usage=Usage(5, 3),
    ),
    _odd(
        "usage-null", data(_chunk({"content": TEXT}, usage=None), _chunk({}, "stop", usage=None), done=True), text=TEXT
    ),
    _odd("usage-odd", data(_chunk({"content": TEXT}, "stop", usage={"prompt_tokens": "five"}), done=True), text=TEXT),
    streamed(
        _CHAT, "not-json", data(_chunk({"content": TEXT})) + b"data: {oops\n\n", fails(ErrorKind.PROTOCOL, text=TEXT)
    ),
    streamed(
        _CHAT,
        "error-in-a-chunk",
        data(_chunk({"content": TEXT}), {"error": {"message": "out of memory", "code": 502}, "choices": []}),
        fails(ErrorKind.PROVIDER, text=TEXT, says=("out of memory",)),
    ),
)


def _whole(name: str, message: Any, finish: Any = "stop", *, choices: Any = None, **expected: Any) -> Oddity:
    content = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "odd",
        "choices": choices if choices is not None else [{"index": 0, "message": message, "finish_reason": finish}],
    }
    return unstreamed(_CHAT, name, json.dumps(content).encode(), Expected(**expected))


_WHOLE = (
    _whole("content-as-list", {"content": [{"type": "text", "text": TEXT}]}, text=TEXT),
    _whole("no-role", {"content": TEXT}, text=TEXT),
    _whole("null-content", {"role": "assistant", "content": None}),
    _whole("finish-null", {"content": TEXT}, None, text=TEXT, reason=FinishReason.UNKNOWN),
    _whole("own-word", {"content": TEXT}, "tired", text=TEXT, reason=FinishReason.OTHER, raw_reason="tired"),
    _whole("length", {"content": TEXT}, "length", text=TEXT, reason=FinishReason.LENGTH),
    _whole("reasoning-content", {"reasoning_content": "Hm.", "content": TEXT}, text=TEXT, reasoning="Hm."),
    _whole("reasoning", {"reasoning": "Hm.", "content": TEXT}, text=TEXT, reasoning="Hm."),
    _whole("think-tags", {"content": f"<think>Hm.</think>{TEXT}"}, text=TEXT, reasoning="Hm."),
    _whole("refusal", {"content": None, "refusal": "No."}, refusal="No.", reason=None),
    _whole(
        "calls",
        {"tool_calls": [_fragment("".join(halves), _TIME, id=str(n)) for n, halves in enumerate(_HALVES)]},
        "tool_calls",
        calls=_BOTH,
        reason=_CALLED,
    ),
    _whole(
        "calls-without-id",
        {"tool_calls": [_fragment("".join(halves), _TIME) for halves in _HALVES]},
        "tool_calls",
        calls=_BOTH,
        reason=_CALLED,
        notice=True,
    ),
    _whole(
        "arguments-as-object",
        {"tool_calls": [_fragment(_SEOUL[1], _TIME, id="a")]},
        "tool_calls",
        calls=(_SEOUL,),
        reason=_CALLED,
        notice=True,
    ),
    _whole(
        "arguments-null",
        {"tool_calls": [_fragment(None, "now", id="a")]},
        "tool_calls",
        calls=(("now", {}),),
        reason=_CALLED,
    ),
    _whole(
        "finish-stop-after-calls",
        {"tool_calls": [_fragment("".join(_HALVES[0]), _TIME, id="a")]},
        "stop",
        calls=(_SEOUL,),
        reason=_CALLED,
        raw_reason="stop",
    ),
    _whole(
        "legacy-function-call",
        {"function_call": {"name": _TIME, "arguments": "".join(_HALVES[0])}},
        "function_call",
        calls=(_SEOUL,),
        reason=_CALLED,
    ),
    _whole("empty-choices", None, choices=[], reason=FinishReason.UNKNOWN),
    unstreamed(_CHAT, "null-choices", b'{"id": "x", "choices": null}', fails(ErrorKind.PROTOCOL)),
)

CHAT_ODDITIES = (*_TOOLS, *_FIELDS, *_REASONING, *_ENDS, *_WHOLE)
