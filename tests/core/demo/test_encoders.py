"""The demo's bytes are what the vendors' own models of their formats accept, and both forms say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from anthropic.types import Message as AnthropicMessage
from anthropic.types import RawMessageStreamEvent
from openai.types.chat import ChatCompletion, ChatCompletionChunk
from openai.types.responses import Response, ResponseStreamEvent
from pydantic import TypeAdapter

from core.demo.encoders import encode_rejection, encode_stream, encode_whole
from core.demo.scenes import Language, Occasion, load_scenes
from core.demo.script import Beat, Rejection, Script, ScriptedCall
from core.messages import FinishReason
from core.providers.base import WireProtocol

CHAT, RESPONSES, MESSAGES = WireProtocol
CALLS = (ScriptedCall("a", "one", {"x": "한글"}), ScriptedCall("b", "two", {}))
FULL = Script(
    "1", "m", reasoning=("H", "m."), text=("Hello, ", '세계 "$TEXT" 🌊'), calls=CALLS, finish=FinishReason.TOOL_CALLS
)
SCRIPTS = {
    "full": FULL,
    "empty": Script("1", "m"),
    "length": Script("1", "m", text=("cut",), finish=FinishReason.LENGTH),
    "filtered": Script("1", "m", text=("cut",), finish=FinishReason.CONTENT_FILTER),
    "refusal": Script("1", "m", text=("So: ",), refusal=("N", "o."), finish=FinishReason.REFUSAL),
} | {
    f"{scene.id}-{occasion}": reply.script("1", scene.id, Language.KOREAN, {"prompt": "p", "results": "r"})
    for scene in load_scenes().values()
    if scene.id not in ("burst", "long")
    for occasion, reply in scene.replies.items()
}
EVENTS: dict[WireProtocol, TypeAdapter[Any]] = {
    CHAT: TypeAdapter(ChatCompletionChunk),
    RESPONSES: TypeAdapter(ResponseStreamEvent),
    MESSAGES: TypeAdapter(RawMessageStreamEvent),
}
WHOLES: dict[WireProtocol, TypeAdapter[Any]] = {
    CHAT: TypeAdapter(ChatCompletion),
    RESPONSES: TypeAdapter(Response),
    MESSAGES: TypeAdapter(AnthropicMessage),
}


def _events(beats: Iterator[Beat]) -> Iterator[dict[str, Any]]:
    for _, event in beats:
        *names, data = event.decode().removesuffix("\n\n").split("\n")
        assert data.startswith("data: ")
        if data == "data: [DONE]":
            return
        value = json.loads(data.removeprefix("data: "))
        assert names == ([f"event: {value['type']}"] if "type" in value else [])
        yield value


@pytest.mark.parametrize("protocol", WireProtocol)
@pytest.mark.parametrize("name", SCRIPTS)
def test_every_event_is_one_of_the_vendor(name: str, protocol: WireProtocol) -> None:
    for value in _events(encode_stream(SCRIPTS[name], protocol)):
        if value.get("type") not in ("error", "ping") and "error" not in value:
            EVENTS[protocol].validate_python(value)


@pytest.mark.parametrize("protocol", WireProtocol)
@pytest.mark.parametrize("name", [name for name, script in SCRIPTS.items() if script.error is None])
def test_every_whole_answer_is_one_of_the_vendor(name: str, protocol: WireProtocol) -> None:
    WHOLES[protocol].validate_json(encode_whole(SCRIPTS[name], protocol))


def test_responses_count_their_events() -> None:
    events = list(_events(encode_stream(FULL, RESPONSES)))
    assert [event["sequence_number"] for event in events] == list(range(len(events)))
    assert events[-1]["response"] == json.loads(encode_whole(FULL, RESPONSES))


def test_pieces_keep_their_words_and_their_pace() -> None:
    script = Script("1", "m", text=tuple("abc"), wait=0.5, gap=0.1)
    for protocol in WireProtocol:
        silences = [silence for silence, _ in encode_stream(script, protocol) if silence]
        assert silences == [0.5, 0.1, 0.1]


@pytest.mark.parametrize("protocol", WireProtocol)
def test_an_answer_that_breaks_off_ends_with_the_error(protocol: WireProtocol) -> None:
    *_, (_, last) = encode_stream(Script("1", "m", text=("a",), error="the disk is full"), protocol)
    assert b"the disk is full" in last
    assert b"error" in last


@pytest.mark.parametrize("protocol", WireProtocol)
def test_a_rejection_carries_its_message(protocol: WireProtocol) -> None:
    assert json.loads(encode_rejection(Rejection(429, "slow down"), protocol))["error"]["message"] == "slow down"


def test_the_first_reply_of_each_scene_is_there() -> None:
    assert all(Occasion.FIRST in scene.replies for scene in load_scenes().values())
