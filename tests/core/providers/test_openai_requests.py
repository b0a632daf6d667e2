"""What both OpenAI providers send, and how they behave around an answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import aclosing
from typing import Any

import httpx2
import pytest

from core.errors import ErrorKind, RivuletError
from core.events import Notice, PartDelta, ResponseFinished, ResponseStarted, StreamEvent
from core.messages import (
    FinishReason,
    Message,
    Opaque,
    ReasoningPart,
    RefusalPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from core.providers.base import GO_ON, ModelInfo, ProviderSpec, Request, ToolSpec, WireProtocol
from core.providers.openai_chat import OpenAIChat
from core.providers.openai_provider import OpenAIProvider
from core.providers.openai_responses import OpenAIResponses
from tests.support.contract import check
from tests.support.played import Played, PlayedTransport
from tests.support.script import Answer, End
from tests.support.server import Server

KEY = "sk-canary-0123456789abcdef"
JSON = {"content-type": "application/json"}
CHAT = Played([b'data: {"id":"c","choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'])
RESPONSES = Played(
    [
        b'data: {"type":"response.output_text.delta","output_index":0,"delta":"Hi"}\n\n'
        b'data: {"type":"response.completed","response":{"status":"completed"}}\n\n'
    ]
)
USER = Message("1", Role.USER, (TextPart("What time is it?"),))
TOOL = ToolSpec("clock", "Tells the time.", {"type": "object", "properties": {}})
REASONING_ITEM = {"id": "rs_1", "type": "reasoning", "summary": [], "encrypted_content": "é=="}

Make = Callable[..., OpenAIProvider]


def _spec(protocol: WireProtocol, **more: Any) -> ProviderSpec:
    return ProviderSpec("here", "Here", protocol, **{"base_url": "http://server.test/v1", **more})


def _chat(transport: PlayedTransport, **more: Any) -> OpenAIChat:
    return OpenAIChat(_spec(WireProtocol.OPENAI_CHAT, **more), KEY, httpx2.AsyncClient(transport=transport))


def _responses(transport: PlayedTransport, **more: Any) -> OpenAIResponses:
    return OpenAIResponses(_spec(WireProtocol.OPENAI_RESPONSES, **more), KEY, httpx2.AsyncClient(transport=transport))


BOTH = pytest.mark.parametrize(("make", "answer"), [(_chat, CHAT), (_responses, RESPONSES)], ids=["chat", "responses"])


async def _events(provider: OpenAIProvider, request: Request) -> list[StreamEvent]:
    events = [event async for event in provider.stream(request)]
    check(events)
    return events


async def _body(make: Make, answer: Played, request: Request, **more: Any) -> dict[str, Any]:
    transport = PlayedTransport(answer)
    await _events(make(transport, **more), request)
    body: dict[str, Any] = json.loads(transport.bodies[-1])
    return body


def _notices(events: list[StreamEvent]) -> list[str]:
    return [event.text for event in events if isinstance(event, Notice)]


# --- bodies -----------------------------------------------------------------------------------------------------------


async def test_a_chat_request_holds_nothing_that_was_not_asked_for() -> None:
    body = await _body(_chat, CHAT, Request("m", (USER,)))
    assert body == {"model": "m", "stream": True, "messages": [{"role": "user", "content": "What time is it?"}]}
    assert "stream" not in await _body(_chat, CHAT, Request("m", (USER,), stream=False))


async def test_a_responses_request_holds_nothing_that_was_not_asked_for() -> None:
    body = await _body(_responses, RESPONSES, Request("m", (USER,), system="Be brief."))
    question = {"role": "user", "content": "What time is it?"}
    assert body == {"model": "m", "stream": True, "input": [question], "instructions": "Be brief."}


@BOTH
async def test_parameters_and_tools_are_sent_as_given(make: Make, answer: Played) -> None:
    more = {"parameters": {"temperature": 0.1, "odd": None, "stream_options": {"include_usage": True}}}
    request = Request("m", (USER,), tools=(TOOL,), parameters={"temperature": 0.9})
    body = await _body(make, answer, request, **more)
    assert (body["temperature"], body["odd"], body["stream_options"]) == (0.9, None, {"include_usage": True})
    tool = body["tools"][0]
    assert tool.get("function", tool)["name"] == "clock"
    unstreamed = Request("m", (USER,), stream=False)
    assert "stream_options" not in await _body(make, answer, unstreamed, **more)


def _history() -> tuple[Message, ...]:
    """A finished tool round, one with a missing result and cut-off arguments, and an answer without content."""
    first = Message(
        "2",
        Role.ASSISTANT,
        (
            ReasoningPart("Hm", Opaque("here", "m", json.dumps(REASONING_ITEM))),
            ReasoningPart("not ours", Opaque("elsewhere", "m", json.dumps({"type": "reasoning", "id": "foreign"}))),
            TextPart("Let me see."),
            ToolCallPart("call_1", "clock", '{"zone": "Asia/Seoul"}'),
            ToolCallPart("call_2", "clock", '{"zone": "cut'),
        ),
    )
    result = Message("3", Role.TOOL, (ToolResultPart("call_1", "noon"), ToolResultPart("call_9", "nobody asked")))
    refused = Message("4", Role.ASSISTANT, (RefusalPart("I will not."),))
    empty = Message("5", Role.ASSISTANT, ())
    thought = Message("6", Role.ASSISTANT, (ReasoningPart("Only a thought"),))
    return (USER, first, result, refused, empty, thought, USER)


async def test_chat_history() -> None:
    body = await _body(_chat, CHAT, Request("m", _history(), system="Be brief."))
    question = {"role": "user", "content": "What time is it?"}

    def call(call_id: str, arguments: str) -> dict[str, Any]:
        return {"id": call_id, "type": "function", "function": {"name": "clock", "arguments": arguments}}

    calls = [call("call_1", '{"zone": "Asia/Seoul"}'), call("call_2", "{}")]
    assert body["messages"] == [
        {"role": "system", "content": "Be brief."},
        question,
        {"role": "assistant", "content": "Let me see.", "tool_calls": calls},
        {"role": "tool", "tool_call_id": "call_1", "content": "noon"},
        {"role": "tool", "tool_call_id": "call_2", "content": "Interrupted: this call has no result."},
        {"role": "assistant", "content": "I will not."},
        question,
    ]


async def test_responses_history() -> None:
    body = await _body(_responses, RESPONSES, Request("m", _history()))
    question = {"role": "user", "content": "What time is it?"}
    call = {"type": "function_call", "call_id": "call_1", "name": "clock", "arguments": '{"zone": "Asia/Seoul"}'}
    assert body["input"] == [
        question,
        REASONING_ITEM,
        {"role": "assistant", "content": "Let me see."},
        call,
        {**call, "call_id": "call_2", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "call_1", "output": "noon"},
        {"type": "function_call_output", "call_id": "call_2", "output": "Interrupted: this call has no result."},
        {"role": "assistant", "content": "I will not."},
        question,
    ]
    assert REASONING_ITEM not in (await _body(_responses, RESPONSES, Request("another", _history())))["input"]


@pytest.mark.parametrize(
    ("model", "asked_again", "sent"), [("m", False, True), ("n", False, False), ("m", True, False)]
)
async def test_reasoning_content_goes_back_while_the_tool_round_lasts(
    model: str, asked_again: bool, sent: bool
) -> None:
    thinking = ReasoningPart("Need a clock.", Opaque("here", "m", "reasoning_content"))
    call = Message("2", Role.ASSISTANT, (thinking, ToolCallPart("call_1", "clock", "{}")))
    result = Message("3", Role.TOOL, (ToolResultPart("call_1", "noon"),))
    messages = (USER, call, result, *([USER] if asked_again else []))
    body = await _body(_chat, CHAT, Request(model, messages))
    assert (body["messages"][1].get("reasoning_content") == "Need a clock.") is sent


# --- refused parts ----------------------------------------------------------------------------------------------------


def _refusal(message: str, param: str | None = None, status: int = 400) -> Played:
    return Played([json.dumps({"error": {"message": message, "param": param}}).encode()], status, JSON)


@BOTH
async def test_a_refused_parameter_is_left_out_once_said_and_remembered(make: Make, answer: Played) -> None:
    transport = PlayedTransport(_refusal("Unsupported", "temperature"), answer)
    provider = make(transport, parameters={"temperature": 0.1, "top_p": 1})
    events = await _events(provider, Request("m", (USER,)))
    assert len(_notices(events)) == 1
    assert _notices(await _events(provider, Request("m", (USER,)))) == []
    assert ["temperature" in json.loads(body) for body in transport.bodies] == [True, False, False]
    assert all("top_p" in json.loads(body) for body in transport.bodies)


async def test_a_second_refusal_is_an_error() -> None:
    transport = PlayedTransport(_refusal("No", "temperature"), _refusal("No", "top_p"))
    with pytest.raises(RivuletError) as raised:
        await _events(_chat(transport, parameters={"temperature": 0.1, "top_p": 1}), Request("m", (USER,)))
    assert raised.value.info.kind is ErrorKind.BAD_REQUEST
    assert len(transport.requests) == 2


async def test_reasoning_the_server_does_not_take_back_is_left_out() -> None:
    transport = PlayedTransport(_refusal("Item 'rs_1' of type 'reasoning' was provided without its item"), RESPONSES)
    provider = _responses(transport)
    assert len(_notices(await _events(provider, Request("m", _history())))) == 1
    await _events(provider, Request("m", _history()))
    assert [REASONING_ITEM in json.loads(body)["input"] for body in transport.bodies] == [True, False, False]


# --- keys and headers -------------------------------------------------------------------------------------------------


@BOTH
async def test_what_the_environment_says_about_openai_stays_with_openai(
    make: Make, answer: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, f"secret of {name}")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "authorization: Bearer secret of headers\nX-Own: secret of mine")
    transport = PlayedTransport(answer)
    await _events(make(transport, headers={"X-Title": "Rivulet"}), Request("m", (USER,)))
    headers = transport.requests[0].headers
    assert headers["authorization"] == f"Bearer {KEY}"
    assert headers["x-title"] == "Rivulet"
    assert not any("secret of" in value for value in headers.values())


async def test_a_provider_may_set_its_own_authorization() -> None:
    transport = PlayedTransport(CHAT)
    await _events(_chat(transport, headers={"authorization": "Token abc"}), Request("m", (USER,)))
    assert transport.requests[0].headers.get_list("authorization") == ["Token abc"]


async def test_without_an_address_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://from.environment/v9")
    transport = PlayedTransport(CHAT)
    await _events(_chat(transport, base_url=""), Request("m", (USER,)))
    assert str(transport.requests[0].url) == "http://from.environment/v9/chat/completions"


# --- around the answer ------------------------------------------------------------------------------------------------


@BOTH
async def test_the_other_kind_of_answer_is_shown_and_said(make: Make, answer: Played) -> None:
    events = await _events(make(PlayedTransport(answer)), Request("m", (USER,), stream=False))
    assert len(_notices(events)) == 1
    whole = (
        b'{"id":"w","choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}],"output":[],"status":"completed"}'
    )
    events = await _events(make(PlayedTransport(Played([whole]))), Request("m", (USER,)))
    assert len(_notices(events)) == 1
    assert isinstance(events[0], ResponseStarted)


@pytest.mark.parametrize("make", [_chat, _responses])
async def test_the_models(make: Make) -> None:
    pages = [
        Played([b'{"data":[{"id":"a"},{"id":"b","display_name":"Bee"}],"has_more":true,"last_id":"b"}'], headers=JSON),
        Played([b'{"data":[{"id":"b"},{"name":"c"},"d",null,{"id":7}],"has_more":false}'], headers=JSON),
    ]
    transport = PlayedTransport(*pages)
    found = await make(transport).list_models()
    assert found == [ModelInfo("a"), ModelInfo("b", "Bee"), ModelInfo("c"), ModelInfo("d")]
    assert transport.requests[1].url.params["after"] == "b"


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        (b'[{"id":"a"}]', ["a"]),
        (b'{"models":[{"model":"a"}]}', ["a"]),
        (b'{"data":null}', []),
        (b'{"data":[{"id":"a"}],"has_more":true}', ["a"]),
        (b'{"hello":"world"}', None),
        (b"<html>Welcome</html>", None),
    ],
)
async def test_odd_lists_of_models(body: bytes, ids: list[str] | None) -> None:
    provider = _chat(
        PlayedTransport(Played([body], headers=JSON if body[:1] != b"<" else {"content-type": "text/html"}))
    )
    if ids is not None:
        assert [model.id for model in await provider.list_models()] == ids
        return
    with pytest.raises(RivuletError) as raised:
        await provider.list_models()
    assert raised.value.info.kind is ErrorKind.PROTOCOL


# --- over real sockets ------------------------------------------------------------------------------------------------


def _at(server: Server) -> OpenAIChat:
    spec = _spec(WireProtocol.OPENAI_CHAT, base_url=f"{server.url}/v1")
    return OpenAIChat(spec, KEY, httpx2.AsyncClient(timeout=None))


@pytest.mark.parametrize("closing", [b'data: {"choices":[{"finish_reason":"stop"}]}\n\n', b"data: [DONE]\n\n"])
async def test_a_server_that_keeps_the_connection_open_does_not_hold_the_answer(closing: bytes) -> None:
    text = b'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n'
    async with Server([Answer((text, closing), end=End.OPEN)]) as server, asyncio.timeout(10):
        provider = _at(server)
        events = await _events(provider, Request("m", (USER,)))
        await server.closed()
        await provider.aclose()
    assert isinstance(events[-1], ResponseFinished)
    assert events[-1].reason in (FinishReason.STOP, FinishReason.UNKNOWN)


@pytest.mark.parametrize("how", ["close the generator", "cancel the task"])
async def test_leaving_closes_the_connection(how: str) -> None:
    text = b'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n'
    async with Server([Answer((text * 3,), end=End.OPEN)]) as server, asyncio.timeout(10):
        provider = _at(server)
        began = asyncio.Event()

        async def read() -> None:
            async with aclosing(provider.stream(Request("m", (USER,)))) as stream:
                async for event in stream:
                    if isinstance(event, PartDelta):
                        began.set()
                        if how == "close the generator":
                            return

        task = asyncio.create_task(read())
        await began.wait()
        if how == "cancel the task":
            await asyncio.sleep(0.05)
            task.cancel()
        await asyncio.wait([task])
        await server.closed()
        assert server.visits[0].by_client
        await provider.aclose()


@pytest.mark.parametrize(("server", "roles"), [("ollama", 2), ("llamacpp", 2), ("openai", 3)])
async def test_servers_that_let_a_model_go_on_in_its_own_words_get_no_request_to(server: str, roles: int) -> None:
    transport = PlayedTransport(CHAT)
    spec = ProviderSpec(server, "Here", WireProtocol.OPENAI_CHAT, "http://server.test/v1")
    provider = OpenAIChat(spec, KEY, httpx2.AsyncClient(transport=transport))
    cut = Message("2", Role.ASSISTANT, (TextPart("It is ha"),))
    asked = Message(GO_ON, Role.USER, (TextPart("Go on."),))
    async with aclosing(provider.stream(Request("m", (USER, cut, asked)))) as events:
        assert [event async for event in events]
    assert [m["role"] for m in json.loads(transport.bodies[0])["messages"]] == ["user", "assistant", "user"][:roles]
    await provider.aclose()
