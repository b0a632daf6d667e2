"""Our messages as input items and back: nothing is lost on the way."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from core.agents.items import for_offered, to_items, to_messages
from core.messages import (
    AttachmentPart,
    Message,
    Opaque,
    Part,
    ReasoningPart,
    RefusalPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from core.providers.history import steps

words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
opaque = st.builds(Opaque, words, words, words)
said = st.lists(
    st.one_of(st.builds(TextPart, words), st.builds(AttachmentPart, words, words, words, st.integers(0, 10**9))),
    min_size=1,
    max_size=3,
)
answered = st.lists(
    st.one_of(
        st.builds(TextPart, words),
        st.builds(RefusalPart, words),
        st.builds(ReasoningPart, words, st.one_of(st.none(), opaque)),
        st.builds(ToolCallPart, st.just(""), st.sampled_from(["look", "transfer_to_b", "x1"]), st.just('{"a": 1}')),
    ),
    min_size=1,
    max_size=4,
)


@st.composite
def conversations(draw: st.DrawFn) -> tuple[Message, ...]:
    messages: list[Message] = []
    for number in range(draw(st.integers(1, 4))):
        messages.append(Message(f"u{number}", Role.USER, tuple(draw(said))))
        drawn = enumerate(draw(answered))
        parts: tuple[Part, ...] = tuple(
            replace(part, id=f"c{number}-{place}") if isinstance(part, ToolCallPart) else part for place, part in drawn
        )
        messages.append(Message(f"a{number}", Role.ASSISTANT, parts))
        called = [part for part in parts if isinstance(part, ToolCallPart)]
        if called:
            results = tuple(ToolResultPart(call.id, draw(words)) for call in called)
            messages.append(Message(f"r{number}", Role.TOOL, results))
    return tuple(messages)


@settings(max_examples=40)
@given(conversations())
def test_a_conversation_comes_back_part_by_part(messages: tuple[Message, ...]) -> None:
    items = json.loads(json.dumps(to_items(messages)))
    back = to_messages(items)
    assert [(message.role, message.parts) for message in back] == [(m.role, m.parts) for m in messages]


@settings(max_examples=40)
@given(conversations(), st.frozensets(words), st.frozensets(words))
def test_what_an_agent_is_told_always_has_one_result_a_call(
    messages: tuple[Message, ...], offered: frozenset[str], passing: frozenset[str]
) -> None:
    names = frozenset(call.name for message in messages for call in message.tool_calls()[:1])
    for there in (frozenset[str](), offered, names):
        told = for_offered(messages, there, passing | names)
        for step in steps(told):
            assert [call.id for call in step.message.tool_calls()] == [result.call_id for result in step.results]
        kept = {call.name for message in told for call in message.tool_calls()}
        assert not (kept & (passing | names)) - there, "handoffs that it does not offer are not told to it"
        assert there or not kept, "without tools there are no calls"


def test_a_text_is_what_the_user_said() -> None:
    assert to_messages("hello")[0].text() == "hello"


def test_what_is_not_understood_is_left_out() -> None:
    assert to_messages([{"type": "item_reference", "id": "x"}, 5, {"role": "user", "content": "hi"}])[0].text() == "hi"
