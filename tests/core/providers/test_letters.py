"""Halves of letters: joined where both come, replaced where one stays alone, and never in the way of a request."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.messages import PartKind, TextPart, ToolCallPart
from core.providers.assembler import Assembler
from core.providers.letters import cut_half, sendable, whole_letters
from tests.support.contract import folded

anything = st.text(st.characters(categories=None))


@given(anything)
def test_whole_letters_can_be_written_down(text: str) -> None:
    whole = whole_letters(text)
    whole.encode()
    assert whole_letters(whole) == whole


@given(st.text())
def test_sound_text_stays_as_it_is(text: str) -> None:
    assert whole_letters(text) == text
    assert cut_half(text) == (text, "")


@given(st.text(min_size=1), st.data())
def test_text_cut_by_utf_16_units_comes_together(text: str, data: st.DataObject) -> None:
    units = text.encode("utf-16-le")
    cuts = sorted(data.draw(st.sets(st.integers(0, len(units) // 2))))
    bounds = [0, *(2 * cut for cut in cuts), len(units)]
    assembler = Assembler()
    events = []
    for start, end in pairwise(bounds):
        events += assembler.text_delta(units[start:end].decode("utf-16-le", "surrogatepass"))
    events += assembler.finish()
    assert folded(events) == [TextPart(text)]


def test_a_half_does_not_reach_into_another_part() -> None:
    assembler = Assembler()
    events = assembler.text_delta("a\ud83d")
    events += assembler.delta(PartKind.REASONING, "\ude00b")
    events += assembler.tool_call(vendor_id="1", vendor_index=0, name="f", arguments='{"a": "\ud83d"}')
    events += assembler.finish()
    texts = [part.arguments_text if isinstance(part, ToolCallPart) else part.text for part in folded(events)]
    assert texts == ["a", "\ufffdb", '{"a": "\ufffd"}']


def test_whatever_is_sent_can_be_sent() -> None:
    value = {"a\ud800": ["\udc00", {"b": "\ud83d\ude00"}], "n": 1.5, "none": None}
    sent = sendable(value)
    json.dumps(sent, ensure_ascii=False).encode()
    assert sent == {"a\ufffd": ["\ufffd", {"b": "😀"}], "n": 1.5, "none": None}
