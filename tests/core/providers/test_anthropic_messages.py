"""What the Anthropic provider sends, over a real socket, and what it learns from a refusal."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.errors import AuthError, ConfigurationError, ContextExceededError
from core.events import Notice, StreamEvent
from core.messages import (
    Message,
    Opaque,
    ReasoningPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
    ToolStatus,
)
from core.providers.anthropic_messages import AnthropicMessages
from core.providers.base import GO_ON, ProviderSpec, Request, ToolSpec, WireProtocol
from core.wire.client import build_client
from tests.support.script import Answer, whole
from tests.support.server import Script, Server

MODEL = "claude-test-9"
MESSAGE = {
    "id": "m",
    "type": "message",
    "role": "assistant",
    "model": MODEL,
    "content": [{"type": "text", "text": "ok"}],
    "stop_reason": "end_turn",
    "usage": {"input_tokens": 1, "output_tokens": 1},
}


def ok() -> Answer:
    return whole(json.dumps(MESSAGE).encode())


def refused(message: str, status: int = 400, kind: str = "invalid_request_error") -> Answer:
    body = {"type": "error", "error": {"type": kind, "message": message}}
    return whole(json.dumps(body).encode(), status=status)


def user(text: str) -> Message:
    return Message("u", Role.USER, (TextPart(text),))


async def ask(script: Script, *messages: Message, key: str | None = "sk-test", **more: Any) -> tuple[Server, list[Any]]:
    headers = more.pop("headers", {})
    request = Request(more.pop("model", MODEL), messages or (user("hi"),), stream=False, **more)
    async with Server(script) as server:
        spec = ProviderSpec("mine", "Mine", WireProtocol.ANTHROPIC_MESSAGES, server.url, headers=headers)
        provider = AnthropicMessages(spec, key, build_client())
        events: list[StreamEvent] = []
        try:
            events = [event async for event in provider.stream(request)]
        finally:
            await provider.aclose()
    return server, events


def sent(server: Server, number: int = -1) -> dict[str, Any]:
    body: dict[str, Any] = server.requests[number].json()
    return body


async def test_the_plainest_request_holds_nothing_optional() -> None:
    server, _ = await ask([ok()])
    assert server.requests[0].path == "/v1/messages"
    assert sent(server) == {
        "model": MODEL,
        "max_tokens": 32_000,
        "messages": [{"role": "user", "content": [{"type": "text", "text": "hi"}]}],
    }


async def test_system_and_tools() -> None:
    tool = ToolSpec("clock", "Tells the time.", {"type": "object"})
    server, _ = await ask([ok()], system="Be brief.", tools=(tool,))
    assert sent(server)["system"] == "Be brief."
    assert sent(server)["tools"] == [
        {"name": "clock", "description": "Tells the time.", "input_schema": {"type": "object"}}
    ]


async def test_a_tool_round_and_thinking_go_back_as_they_came() -> None:
    payload = '{"type":"thinking","thinking":"Hm…","signature":"Eq/+=="}'
    answer = Message(
        "a",
        Role.ASSISTANT,
        (
            ReasoningPart("Hm…", Opaque("mine", MODEL, payload)),
            TextPart(" \n"),
            ToolCallPart("call.1", "clock", '{"zone": "Asia/Seoul"}'),
            ToolCallPart("call.2", "clock", "not json"),
            ToolCallPart("call.3", "clock", "{}"),
        ),
    )
    results = Message(
        "r", Role.TOOL, (ToolResultPart("call.2", "no", ToolStatus.ERROR), ToolResultPart("call.1", "9:00"))
    )
    server, _ = await ask([ok()], user("time?"), answer, results, user("thanks"))
    assert sent(server)["messages"][1:] == [
        {
            "role": "assistant",
            "content": [
                json.loads(payload),
                {"type": "tool_use", "id": "call_1", "name": "clock", "input": {"zone": "Asia/Seoul"}},
                {"type": "tool_use", "id": "call_2", "name": "clock", "input": {}},
                {"type": "tool_use", "id": "call_3", "name": "clock", "input": {}},
            ],
        },
        {
            "role": "user",
            "content": [
                {"type": "tool_result", "tool_use_id": "call_1", "content": "9:00"},
                {"type": "tool_result", "tool_use_id": "call_2", "content": "no", "is_error": True},
                {
                    "type": "tool_result",
                    "tool_use_id": "call_3",
                    "content": "Interrupted: this call has no result.",
                    "is_error": True,
                },
                {"type": "text", "text": "thanks"},
            ],
        },
    ]


@pytest.mark.parametrize("opaque", [None, Opaque("mine", "other-model", "{}"), Opaque("other", MODEL, "{}")])
async def test_thinking_of_others_is_left_out(opaque: Opaque | None) -> None:
    answer = Message("a", Role.ASSISTANT, (ReasoningPart("Hm", opaque), TextPart("Hi ")))
    server, _ = await ask([ok()], user("a"), answer, user("b"))
    assert sent(server)["messages"][1]["content"] == [{"type": "text", "text": "Hi "}]


async def test_a_last_answer_ends_without_white_space() -> None:
    server, _ = await ask([ok()], user("a"), Message("a", Role.ASSISTANT, (TextPart("Half \n"),)))
    assert sent(server)["messages"][-1]["content"] == [{"type": "text", "text": "Half"}]


async def test_a_lower_limit_is_learned_and_said() -> None:
    script = [refused("max_tokens: 32000 > 8192, which is the maximum allowed number of output tokens"), ok()]
    server, events = await ask(script)
    assert [body["max_tokens"] for body in (sent(server, 0), sent(server, 1))] == [32_000, 8192]
    assert any(isinstance(event, Notice) and "8192" in event.text for event in events)


async def test_a_rejected_parameter_is_dropped_once() -> None:
    script = [refused("temperature: Extra inputs are not permitted"), ok()]
    server, events = await ask(script, parameters={"temperature": 0.5})
    assert "temperature" in sent(server, 0)
    assert "temperature" not in sent(server, 1)
    assert sum(isinstance(event, Notice) for event in events) == 1


async def test_a_model_near_its_end_is_said_in_words() -> None:
    server, events = await ask([ok()], model="claude-sonnet-4-5")
    assert sent(server)["model"] == "claude-sonnet-4-5"
    assert any(isinstance(event, Notice) and "end of claude-sonnet-4-5" in event.text for event in events)


async def test_the_key_goes_where_the_provider_says() -> None:
    server, _ = await ask([ok()], headers={"x-api-key": "sk-test"})
    assert server.requests[0].header("authorization") == "Bearer sk-test"
    assert server.requests[0].header("x-api-key") == "sk-test"


async def test_the_environment_s_keys_and_headers_stay_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-canary-1")
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "sk-canary-2")
    monkeypatch.setenv("ANTHROPIC_CUSTOM_HEADERS", "X-Secret: sk-canary-3")
    server, _ = await ask([ok()])
    assert "canary" not in repr(server.requests)


async def test_without_a_key_nothing_is_sent() -> None:
    with pytest.raises(ConfigurationError, match="needs an API key"):
        await ask([ok()], key=None)


async def test_a_wrong_key_is_told_and_not_echoed() -> None:
    with pytest.raises(AuthError) as caught:
        await ask([refused("invalid x-api-key sk-test", 401, "authentication_error")])
    assert "sk-test" not in caught.value.info.message


async def test_models_are_listed_page_by_page() -> None:
    pages = [
        {"data": [{"id": "a", "display_name": "A"}], "has_more": True, "last_id": "a"},
        {"data": [{"id": "b", "display_name": "B"}], "has_more": False},
    ]
    async with Server([whole(json.dumps(page).encode()) for page in pages]) as server:
        spec = ProviderSpec("mine", "Mine", WireProtocol.ANTHROPIC_MESSAGES, server.url)
        provider = AnthropicMessages(spec, "key", build_client())
        models = await provider.list_models()
        await provider.aclose()
    assert [(model.id, model.name) for model in models] == [("a", "A"), ("b", "B")]
    assert [request.path for request in server.requests] == ["/v1/models", "/v1/models?after_id=a"]


async def test_a_limit_of_ones_own_is_cut_to_what_the_server_allows() -> None:
    refusal = refused("max_tokens: 100000 > 8192, which is the maximum allowed number of output tokens")
    server, events = await ask([refusal, ok()], parameters={"max_tokens": 100_000})
    assert [sent(server, number)["max_tokens"] for number in (0, 1)] == [100_000, 8192]
    assert sum(isinstance(event, Notice) for event in events) == 1


async def test_half_letters_in_the_conversation_stop_nobody() -> None:
    answer = Message("a", Role.ASSISTANT, (TextPart("Hi \ud83d"), ToolCallPart("c", "f", '{"x": "\\ud800"}')))
    server, _ = await ask([ok()], user("a\udc00"), answer, user("b"), system="\ud800")
    assert "�" in json.dumps(sent(server)["messages"], ensure_ascii=False)


FULL = "input length and `max_tokens` exceed context limit: {} + 32000 > 200000, decrease input length or `max_tokens`"


@pytest.mark.parametrize("parameters", [{}, {"max_tokens": 32_000}], ids=["usual", "wanted"])
async def test_a_long_conversation_gets_the_room_that_is_left(parameters: dict[str, int]) -> None:
    async with Server([refused(FULL.format(170_000)), ok(), ok()]) as server:
        spec = ProviderSpec("mine", "Mine", WireProtocol.ANTHROPIC_MESSAGES, server.url)
        provider = AnthropicMessages(spec, "sk-test", build_client())
        request = Request(MODEL, (user("hi"),), stream=False, parameters=parameters)
        events = [event async for event in provider.stream(request)]
        [_ async for _ in provider.stream(request)]
        await provider.aclose()
    assert [sent(server, number)["max_tokens"] for number in range(3)] == [32_000, 30_000, 32_000]
    assert sum(isinstance(event, Notice) and "30000" in event.text for event in events) == 1


async def test_a_conversation_that_leaves_no_room_is_too_long() -> None:
    with pytest.raises(ContextExceededError):
        await ask([refused(FULL.format(199_900))])


CUT_OFF = (
    user("Which river?"),
    Message("a", Role.ASSISTANT, (TextPart("The river is called \n"),)),
    Message(GO_ON, Role.USER, (TextPart("Go on exactly where your last answer was cut off."),)),
)


async def test_a_model_goes_on_in_its_own_words() -> None:
    server, _ = await ask([ok()], *CUT_OFF)
    messages = sent(server)["messages"]
    assert [message["role"] for message in messages] == ["user", "assistant"]
    assert messages[-1]["content"] == [{"type": "text", "text": "The river is called"}]
    server, _ = await ask([ok()], *CUT_OFF, parameters={"thinking": {"type": "enabled", "budget_tokens": 1024}})
    assert [message["role"] for message in sent(server)["messages"]] == ["user", "assistant", "user"]


async def test_a_model_that_refuses_its_own_words_is_asked_to_go_on_and_that_is_said() -> None:
    refusal = refused("This model does not support assistant message prefill. Please end with a user message.")
    server, events = await ask([refusal, ok()], *CUT_OFF)
    assert any(isinstance(event, Notice) and "in its own words" in event.text for event in events)
    assert [len(sent(server, number)["messages"]) for number in (0, 1)] == [2, 3]
