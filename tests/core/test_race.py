"""Answers of a race become versions of one conversation, and figures come from what was stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.messages import Message, Role, TextPart, Timing, ToolResultPart, Usage
from core.race import Figures, figures_of, one_conversation


def history(number: int, rounds: int) -> list[Message]:
    """A question and an answer with tool rounds; its texts name the number."""
    found = [Message(f"q{number}", Role.USER, (TextPart("Which river?"),))]
    for turn in range(rounds):
        found.append(Message(f"t{number}.{2 * turn + 1}", Role.ASSISTANT, (TextPart(f"looking {number}"),)))
        found.append(Message(f"t{number}.{2 * turn + 2}", Role.TOOL, (ToolResultPart("c", "found"),)))
    found.append(Message(f"t{number}.{2 * rounds + 1}", Role.ASSISTANT, (TextPart(f"answer {number}"),)))
    return found


@given(st.lists(st.integers(0, 3), min_size=2, max_size=4), st.data())
def test_every_answer_is_a_version_in_order_and_the_path_leads_through_the_first_one(
    rounds: list[int], data: st.DataObject
) -> None:
    histories = [history(number, count) for number, count in enumerate(rounds)]
    before = [Message(f"b{number}", Role.USER, (TextPart("hm"),)) for number in range(data.draw(st.integers(0, 3)))]
    tree = one_conversation(histories, before)
    path = tree.path()
    assert path == (*before, *histories[0])
    last = path[-1].id
    assert (tree.siblings(last).index, tree.siblings(last).count) == (0, len(rounds))
    for number in range(len(rounds)):
        tree.choose(last, number)
        assert tree.path() == (*before, histories[0][0], *histories[number][1:])


def test_those_that_were_not_asked_are_left_out() -> None:
    tree = one_conversation([[], history(1, 0)])
    assert [message.text() for message in tree.path()][:1] == ["Which river?"]
    with pytest.raises(ValueError, match="Nothing was asked"):
        one_conversation([[], []])


def test_figures_come_from_the_stored_timing() -> None:
    first = Message("a", Role.ASSISTANT, (), usage=Usage(5, 11))
    last = Message("b", Role.ASSISTANT, (), usage=Usage(9, 90), timing=Timing(100.0, 250.0, 1250.0, 1300.0))
    figures = figures_of([first, last])
    assert figures == Figures(0.25, 1.25, 1.3, 101)
    assert figures.rate == pytest.approx(100.0)
    assert figures_of([first]) == Figures(tokens=11)
    assert figures_of([]).rate is None
