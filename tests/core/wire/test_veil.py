"""Texts are taken out of recordings: nothing of what was said is left, and everything else is as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.providers.base import Provider, ProviderSpec, WireProtocol
from core.providers.making import make_provider
from core.wire.client import build_client
from core.wire.recording import Chunk, Recording, recut
from core.wire.veil import veiled
from tests.support.played import PlayedTransport
from tests.support.streams import answer, cases, meaning, request_for

CASES = [
    (protocol, path, path.read_bytes())
    for protocol in WireProtocol
    for path in cases(protocol)
    if "think-tags" not in path.stem  # tags are text
]


def provider(protocol: WireProtocol, path: Path, body: bytes) -> Provider:
    transport = PlayedTransport(answer(path, [body]))
    return make_provider(ProviderSpec("p", "P", protocol, "http://x.test/v1"), "key", build_client(transport=transport))


def shape(value: Any) -> Any:
    """What may not change: kinds, words of the API, and how long texts are."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [shape(each) for each in value]
    return len(value.encode()) if isinstance(value, str) else value


@pytest.mark.parametrize(("protocol", "path", "data"), CASES, ids=lambda each: getattr(each, "stem", ""))
async def test_an_answer_without_its_texts_is_read_as_the_same_answer(
    protocol: WireProtocol, path: Path, data: bytes
) -> None:
    kind = "text/event-stream" if path.suffix == ".sse" else "application/json"
    recording = Recording((Chunk(0.0, data),), headers=(("content-type", kind),))
    body = veiled(recording).body()
    assert len(body) == len(recording.body())
    found = []
    for each in (recording.body(), body):
        asked = provider(protocol, path, each)
        found.append(await meaning(asked, request_for(path)))
        await asked.aclose()
    before, after = found
    for name in ("id", "model", "finish_reason", "usage"):
        assert after[name] == before[name]
    assert (after["error"] is None) == (before["error"] is None)  # what kind it is may stand in the words
    assert [list(part) for part in after["parts"]] == [list(part) for part in before["parts"]]
    said = [part["text"] for part in before["parts"] if isinstance(part.get("text"), str)]
    kept = [part["text"] for part in after["parts"] if isinstance(part.get("text"), str)]
    assert [shape(text) for text in kept] == [shape(text) for text in said]
    assert not any(
        letter.isalnum() and letter not in "xX1é가" for text in kept for letter in text if letter < "\U00010000"
    )


@given(st.text(min_size=1), st.lists(st.integers(1, 400)), st.booleans())
def test_nothing_of_a_text_is_left_and_sizes_and_cuts_stay(text: str, cuts: list[int], escaped: bool) -> None:
    arguments = json.dumps({"city": text, "n": 4711, "yes": True}, ensure_ascii=escaped)
    half = len(arguments) // 2
    events = [
        {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]},
        *(
            {"choices": [{"index": 0, "delta": {"tool_calls": [{"index": 0, "function": {"arguments": piece}}]}}]}
            for piece in (arguments[:half], arguments[half:])
        ),
    ]
    lines = [f"data: {json.dumps(event, ensure_ascii=escaped)}\n\n" for event in events]
    recording = Recording((Chunk(0.0, "".join(lines).encode("utf-8", "replace")),))
    recording = recut(recording, cuts)
    after = veiled(recording)
    assert [len(chunk.data) for chunk in after.chunks] == [len(chunk.data) for chunk in recording.chunks]
    assert [chunk.at for chunk in after.chunks] == [chunk.at for chunk in recording.chunks]
    values = [json.loads(line[6:]) for line in after.body().decode().split("\n\n") if line]
    content = values[0]["choices"][0]["delta"]["content"]
    assert not any(letter.isalnum() and letter not in "xX1é가😀" for letter in content)
    calls = [value["choices"][0]["delta"]["tool_calls"][0]["function"]["arguments"] for value in values[1:]]
    whole = json.loads("".join(calls))
    assert [type(value) for value in whole.values()][-1:] == [bool]
    assert "4711" not in "".join(calls)


def test_the_request_loses_its_words_and_keeps_its_shape() -> None:
    request = {
        "model": "gpt-x",
        "messages": [
            {"role": "user", "content": "Where does Ada live? 한강 12"},
            {
                "role": "assistant",
                "tool_calls": [{"id": "call_1", "function": {"name": "find", "arguments": '{"q":"Ada"}'}}],
            },
            {"role": "tool", "tool_call_id": "call_1", "content": "Secret Street 7"},
            {
                "role": "assistant",
                "content": [{"type": "tool_use", "name": "find", "input": {"name": "Ada", "id": 77}}],
            },
        ],
        "stream": True,
        "max_tokens": 300,
    }
    text = veiled(Recording((), request=json.dumps(request, ensure_ascii=False))).request
    for word in ("Ada", "live", "Secret", "Street", "한강", "12", "7"):
        assert word not in text.replace("call_1", "")
    after = json.loads(text)
    assert (after["model"], after["stream"], after["max_tokens"]) == ("gpt-x", True, 300)
    assert after["messages"][0] == {"role": "user", "content": "Xxxxx xxxx Xxx xxxx? 가가 11"}
    assert after["messages"][1]["tool_calls"][0]["id"] == "call_1"
    assert after["messages"][3]["content"][0]["input"] == {"name": "Xxx", "id": 11}


def test_a_web_page_keeps_its_tags_and_a_packed_body_is_hidden_whole() -> None:
    page = Recording((Chunk(0.0, b"<h1>Hi 5</h1>"),), status=502, headers=(("content-type", "text/html"),))
    assert veiled(page).body() == b"<h1>Xx 1</h1>"
    packed = Recording((Chunk(0.0, b"\x8b\x02secret"),), headers=(("content-encoding", "br"),))
    assert veiled(packed).body() == b"x" * 8
