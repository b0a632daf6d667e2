"""What an event says in a word: right for every recorded stream, and calm about anything else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.wire.blocks import Dialect
from core.wire.kinds import EventKind, seen_in
from core.wire.sse import Decoder
from tests.support.streams import cases

DIALECTS = {
    "openai-chat": Dialect.CHAT,
    "openai-responses": Dialect.RESPONSES,
    "anthropic-messages": Dialect.MESSAGES,
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "delta", "choices", "error", "index", "content", "tool_calls", "function", "text"]
            ),
            below,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.sampled_from(list(Dialect)), st.text(max_size=8), JSON | st.text(max_size=20))
def test_no_event_is_too_odd(dialect: Dialect, name: str, value: object) -> None:
    data = value if isinstance(value, str) else json.dumps(value)
    seen = seen_in(dialect, name, data)
    assert isinstance(seen.kind, EventKind)
    assert isinstance(seen.part, str)
    assert isinstance(seen.text, str)


@pytest.mark.parametrize("protocol", DIALECTS)
def test_the_texts_of_plain_recordings_are_found_whole(protocol: str) -> None:
    path = next(path for path in cases(protocol) if path.name == "text.sse")
    seen = [seen_in(DIALECTS[protocol], *event) for event in Decoder().decode(path.read_bytes())]
    meaning = json.loads(path.with_suffix(".json").read_text("utf-8"))
    text = "".join(one.text for one in seen if one.kind is EventKind.TEXT)
    assert text
    assert text in json.dumps(meaning, ensure_ascii=False)
    assert seen[-1].kind in (EventKind.END, EventKind.DONE)


@pytest.mark.parametrize(
    ("dialect", "name", "data", "kind"),
    [
        (Dialect.CHAT, "", "[DONE]", EventKind.DONE),
        (Dialect.CHAT, "", '{"error": {"message": "no"}}', EventKind.ERROR),
        (Dialect.CHAT, "", '{"choices": [], "usage": {"total_tokens": 3}}', EventKind.USAGE),
        (Dialect.CHAT, "", '{"choices": [{"delta": {"reasoning": "hm"}}]}', EventKind.REASONING),
        (Dialect.CHAT, "", '{"choices": [{"delta": {}, "finish_reason": "stop"}]}', EventKind.END),
        (Dialect.CHAT, "", "not json", EventKind.INVALID),
        (Dialect.RESPONSES, "response.failed", "{}", EventKind.ERROR),
        (Dialect.RESPONSES, "", '{"type": "response.output_item.added", "output_index": 2}', EventKind.PART),
        (Dialect.MESSAGES, "ping", '{"type": "ping"}', EventKind.PING),
        (Dialect.MESSAGES, "message_stop", '{"type": "message_stop"}', EventKind.DONE),
    ],
)
def test_what_an_event_is(dialect: Dialect, name: str, data: str, kind: EventKind) -> None:
    assert seen_in(dialect, name, data).kind is kind
