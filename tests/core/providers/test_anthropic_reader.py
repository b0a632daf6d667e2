"""The Messages reader on streams that nobody would send on purpose: every piece of every recording, mixed and bent."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.errors import RivuletError
from core.events import StreamEvent
from core.providers.anthropic_reader import MessagesReader
from core.providers.base import ProviderSpec, WireProtocol
from tests.support.contract import check
from tests.support.streams import cases

SPEC = ProviderSpec("test", "Test", WireProtocol.ANTHROPIC_MESSAGES)
ODD: list[Any] = [None, 0, -1, "", "x", [], {}, [1], [{}], {"a": 1}, {"type": "text"}, True, 3.5, 1e400, "\ud800"]
FIELDS = ["type", "id", "model", "content", "stop_reason", "usage", "input_tokens", "error", "text", "stop_details"]


def recorded() -> list[dict[str, Any]]:
    """Every sound event of the recordings, but for those that report errors."""
    lines = (line for path in cases("anthropic-messages") for line in path.read_bytes().splitlines())
    found = []
    for line in lines:
        try:
            event = json.loads(line.partition(b":")[2])
        except ValueError:
            continue
        if isinstance(event, dict) and event.get("type") != "error" and "error" not in event:
            found.append(event)
    return found


@st.composite
def bent(draw: st.DrawFn, value: Any) -> Any:
    """`value` with some of its fields gone or odd; an event's own type stays."""
    if not isinstance(value, dict):
        return value
    result = {}
    for name, inner in value.items():
        chance = 9 if name == "type" else draw(st.integers(0, 9))
        if chance == 0:
            continue
        result[name] = draw(st.sampled_from(ODD)) if chance == 1 else draw(bent(inner))
    return result


@given(st.data())
def test_nothing_odd_ever_raises_or_breaks_the_contract(data: st.DataObject) -> None:
    reader = MessagesReader(SPEC, None, "model")
    events: list[StreamEvent] = []
    for event in data.draw(st.lists(st.sampled_from(recorded()), max_size=12)):
        events += reader.feed(data.draw(bent(event)))
    events += reader.end()
    check(events)


@given(st.recursive(st.sampled_from(ODD), lambda inner: st.dictionaries(st.sampled_from(FIELDS), inner)))
def test_no_whole_answer_raises_anything_unforeseen(body: object) -> None:
    reader = MessagesReader(SPEC, None, "model")
    try:
        events = reader.whole(body)
    except RivuletError:
        return
    if events is not None:
        check([*events, *reader.end()])
