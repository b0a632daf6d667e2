"""The assembler: any interleaving of the same fragments gives the same parts."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.events import Notice, PartStarted, ResponseFinished, ResponseStarted, StreamEvent
from core.messages import FinishReason, Opaque, PartKind, ReasoningPart, TextPart, ToolCallPart
from core.providers.assembler import Assembler
from tests.support.contract import check, folded


def _checked(events: list[StreamEvent]) -> list[StreamEvent]:
    check([ResponseStarted(), *events, ResponseFinished(FinishReason.STOP)])
    return events


def _notices(events: list[StreamEvent]) -> list[str]:
    return [event.text for event in events if isinstance(event, Notice)]


# --- laws -------------------------------------------------------------------------------------------------------------


@st.composite
def _plans(draw: st.DrawFn) -> list[list[dict[str, Any]]]:
    """Fragments of some calls, each list in order; the marks suffice to tell the calls apart."""
    marks = draw(st.sampled_from(("id and index", "index", "id once, then index", "id", "id, index always 0")))
    plans: list[list[dict[str, Any]]] = []
    for number in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(("alpha", "beta", "gamma")))
        pieces = draw(st.lists(st.sampled_from(('{"x":', "1", "}", " ", "한", "")), max_size=5))
        fragments: list[dict[str, Any]] = [{"name": name, "arguments": ""}, *({"arguments": piece} for piece in pieces)]
        for position, fragment in enumerate(fragments):
            if "index" in marks:
                fragment["vendor_index"] = 0 if "always 0" in marks else number
            if marks.startswith("id") and (position == 0 or "once" not in marks):
                fragment["vendor_id"] = f"id_{number}"
        plans.append(fragments)
    return plans


def _told(events: list[StreamEvent]) -> list[tuple[str, str]]:
    return sorted((part.name, part.arguments_text) for part in folded(events) if isinstance(part, ToolCallPart))


@given(_plans(), st.randoms(use_true_random=False))
def test_any_interleaving_gives_the_same_calls(plans: list[list[dict[str, Any]]], dice: Any) -> None:
    expected = sorted(
        (str(fragments[0]["name"]), "".join(fragment["arguments"] for fragment in fragments)) for fragments in plans
    )
    assembler = Assembler()
    events: list[StreamEvent] = []
    waiting = [list(fragments) for fragments in plans]
    while waiting:
        fragments = dice.choice(waiting)
        events += assembler.tool_call(**fragments.pop(0))
        waiting = [rest for rest in waiting if rest]
    events += assembler.finish()
    assert _told(_checked(events)) == expected


_ODD = st.one_of(st.none(), st.integers(-1, 3), st.sampled_from(("", "a", "b", "{}", '{"x":1}')), st.booleans())
_STEPS = st.one_of(
    st.tuples(st.just("text"), st.sampled_from(list(PartKind)[:3]), st.sampled_from(("", "a", "bc"))),
    st.tuples(st.just("call"), _ODD, _ODD, _ODD, st.one_of(_ODD, st.just({"x": 1}), st.just([1]))),
    st.tuples(st.just("close call"), _ODD, _ODD, _ODD),
    st.tuples(st.just("close text")),
    st.tuples(st.just("close reasoning")),
    st.tuples(st.just("finish")),
)


@given(st.lists(_STEPS, max_size=20))
def test_whatever_comes_every_part_is_started_and_finished_once(steps: list[tuple[Any, ...]]) -> None:
    assembler = Assembler()
    events: list[StreamEvent] = []
    for step in steps:
        match step:
            case ("text", kind, text):
                events += assembler.delta(kind, text)
            case ("call", vendor_id, index, name, arguments):
                events += assembler.tool_call(vendor_id=vendor_id, vendor_index=index, name=name, arguments=arguments)
            case ("close call", vendor_id, index, arguments):
                events += assembler.close_call(vendor_id=vendor_id, vendor_index=index, arguments=arguments)
            case ("close text",):
                events += assembler.close_text()
            case ("close reasoning",):
                events += assembler.close_reasoning(Opaque("p", "m", "data"))
            case _:
                events += assembler.finish()
    _checked(events + assembler.finish())
    ids = [event.call_id for event in events if isinstance(event, PartStarted) and event.kind is PartKind.TOOL_CALL]
    assert len(ids) == len(set(ids)), "no two calls share an id"


# --- text -------------------------------------------------------------------------------------------------------------


def test_another_kind_of_text_starts_another_part() -> None:
    assembler = Assembler()
    events = assembler.reasoning_delta("Hm") + assembler.text_delta("") + assembler.text_delta("Yes")
    events += assembler.tool_call(vendor_id="a", vendor_index=0, name="f") + assembler.text_delta("Well")
    events += assembler.finish()
    assert folded(_checked(events)) == [
        ReasoningPart("Hm"),
        TextPart("Yes"),
        ToolCallPart("a", "f", ""),
        TextPart("Well"),
    ]


def test_reasoning_is_closed_with_its_data() -> None:
    assembler = Assembler()
    data = Opaque("p", "m", "signature")
    events = assembler.reasoning_delta("Hm") + assembler.close_reasoning(data)
    events += assembler.close_reasoning(data) + assembler.finish()
    assert folded(_checked(events)) == [ReasoningPart("Hm", data), ReasoningPart("", data)]


# --- calls ------------------------------------------------------------------------------------------------------------


def test_a_call_waits_for_its_name() -> None:
    assembler = Assembler()
    assert assembler.tool_call(vendor_id="a", vendor_index=0, arguments='{"x"') == []
    events = assembler.tool_call(vendor_index=0, name="f", arguments=":1}") + assembler.finish()
    assert folded(_checked(events)) == [ToolCallPart("a", "f", '{"x":1}')]


def test_made_up_ids_count_on_from_the_conversation() -> None:
    assembler = Assembler(earlier_calls=2)
    events = assembler.tool_call(vendor_index=0, name="f") + assembler.tool_call(vendor_index=1, name="g")
    events += assembler.finish()
    assert folded(_checked(events)) == [ToolCallPart("call_3", "f", ""), ToolCallPart("call_4", "g", "")]
    assert len(_notices(events)) == 1


def test_a_made_up_id_is_never_one_in_use() -> None:
    assembler = Assembler()
    events = assembler.tool_call(vendor_id="call_2", vendor_index=0, name="f")
    events += assembler.tool_call(vendor_index=1, name="g") + assembler.finish()
    assert [part.id for part in folded(_checked(events)) if isinstance(part, ToolCallPart)] == ["call_2", "call_3"]


def test_closing_makes_up_for_what_was_not_streamed() -> None:
    assembler = Assembler()
    events = assembler.tool_call(vendor_id="a", vendor_index=0, name="f", arguments='{"x"')
    events += assembler.close_call(vendor_id="a", arguments='{"x":1}')
    events += assembler.tool_call(vendor_id="b", vendor_index=1, name="g", arguments="{}")
    events += assembler.close_call(vendor_index=1, arguments='{"y":2}') + assembler.close_call(vendor_id="nobody")
    events += assembler.finish()
    assert folded(_checked(events)) == [ToolCallPart("a", "f", '{"x":1}'), ToolCallPart("b", "g", "{}")]
    assert len(_notices(events)) == 1


def test_more_of_a_closed_call_is_dropped_and_said_once() -> None:
    assembler = Assembler()
    events = assembler.tool_call(vendor_id="a", vendor_index=0, name="f", arguments="{}")
    events += assembler.close_call(vendor_id="a")
    events += assembler.tool_call(vendor_id="a", vendor_index=0, arguments="x")
    events += assembler.tool_call(vendor_id="a", vendor_index=0, arguments="y") + assembler.finish()
    assert folded(_checked(events)) == [ToolCallPart("a", "f", "{}")]
    assert len(_notices(events)) == 1
