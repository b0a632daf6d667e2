"""Events and messages survive JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import events, messages
from core.codec import from_json, to_json
from core.events import Stamped, TurnEvent
from core.messages import Message, Opaque, ReasoningPart

any_event: st.SearchStrategy[TurnEvent] = st.one_of(*(st.from_type(cls) for cls in events.TurnEvent.__args__))
finite = st.floats(allow_nan=False, allow_infinity=False)


@given(st.builds(Stamped, st.integers(0), finite, any_event))
def test_events(stamped: Stamped) -> None:
    try:
        text = json.dumps(to_json(stamped), allow_nan=False)
    except ValueError:  # a generated event that holds an infinite time
        return
    assert from_json(json.loads(text), Stamped) == stamped


@given(st.from_type(Message))
def test_messages(message: Message) -> None:
    try:
        text = json.dumps(to_json(message), allow_nan=False)
    except ValueError:
        return
    assert from_json(json.loads(text), Message) == message


def test_signatures_come_back_byte_equal() -> None:
    part = ReasoningPart("thought", Opaque("p", "m", '{"signature":"Eq/+="}'))
    message = Message("m", messages.Role.ASSISTANT, (part,))
    assert from_json(json.loads(json.dumps(to_json(message))), Message) == message


def test_unknown_fields_are_ignored_and_missing_ones_take_their_default() -> None:
    data = {"id": "m", "role": "user", "parts": [{"type": "text_part", "text": "x", "new": 1}], "new": 2}
    assert from_json(data, Message) == Message("m", messages.Role.USER, (messages.TextPart("x"),))


@pytest.mark.parametrize("data", [{}, {"id": "m", "role": "nobody", "parts": []}, [], None])
def test_other_data_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"Message|Role|role"):
        from_json(data, Message)


def test_an_unknown_event_is_refused() -> None:
    with pytest.raises(ValueError, match="Unknown type 'later'"):
        from_json({"seq": 0, "at": 0.0, "type": "later"}, Stamped)
