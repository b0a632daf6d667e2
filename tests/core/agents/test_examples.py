"""The agents that ship with the program run in the demo, in both languages and without a network."""

from __future__ import annotations

import asyncio
import math
import re
from dataclasses import replace

import pytest

from core.agents.crew import AgentsProvider, Crew
from core.agents.definitions import crew_of, examples, handoff_tool
from core.agents.run import AgentRun
from core.demo.provider import create
from core.events import HandedOff, Stamped, ToolApprovalRequested, ToolFinished, TurnFinished
from core.messages import Outcome
from core.order import Order
from core.tools.approval import ALLOWED
from tests.support import chat
from tests.support.agents import CLOCK


async def play(agent_id: str, words: str, language: str = "") -> tuple[list[Stamped], str]:
    demo = create(math.inf)
    log: list[Stamped] = []

    def hear(stamped: Stamped) -> None:
        log.append(stamped)
        if isinstance(stamped.event, ToolApprovalRequested):
            call_id = stamped.event.call_id
            asyncio.get_running_loop().call_soon(run.answer_approval, call_id, ALLOWED)

    order = Order(AgentsProvider(), agent_id, (chat.user(words),))
    crew = Crew(crew_of(agent_id, examples(language)), lambda _id: demo, CLOCK)
    run = AgentRun("t", order, hear, crew)
    run.start()
    await run.wait()
    await demo.aclose()
    chat.check_laws(log, run.messages)
    finished = log[-1].event
    assert isinstance(finished, TurnFinished)
    assert finished.outcome is Outcome.FINISHED
    return log, run.messages[-1].text()


@pytest.mark.parametrize(
    ("language", "words", "target", "said"),
    [
        ("", "Where should we go on our trip?", "Travel guide", "old harbour"),
        ("", "I am hungry", "Cook", "leek soup"),
        ("", "저녁 메뉴 추천해 주세요", "Cook", "메밀국수"),
        ("ko", "여행을 가고 싶어요", "여행 안내", "옛 항구"),
        ("ko", "저녁 메뉴 추천해 주세요", "요리사", "메밀국수"),
    ],
)
async def test_the_front_desk_hands_over_by_what_is_asked(language: str, words: str, target: str, said: str) -> None:
    log, text = await play("example-front-desk", words, language)
    handed = [stamped.event for stamped in log if isinstance(stamped.event, HandedOff)]
    assert [event.target for event in handed] == [target]
    assert said in text


async def test_the_front_desk_answers_itself_where_nobody_is_asked_for() -> None:
    log, text = await play("example-front-desk", "hello")
    assert not any(isinstance(stamped.event, HandedOff) for stamped in log)
    assert "recorded demo" in text


async def test_the_clock_keeper_asks_and_then_really_looks() -> None:
    log, text = await play("example-clock-keeper", "What time is it?")
    results = [stamped.event.result for stamped in log if isinstance(stamped.event, ToolFinished)]
    assert len(results) == 1
    assert "Asia/Seoul" in results[0].text
    assert "Asia/Seoul" in text


def test_in_korean_everything_that_is_read_is_korean_and_the_rest_is_the_same() -> None:
    for english, korean in zip(examples(), examples("ko"), strict=True):
        for text in (korean.name, korean.about, korean.instructions, *korean.variables.values()):
            assert re.search("[가-힣]", text)
        bare = [replace(each, name="", about="", instructions="", variables={}) for each in (english, korean)]
        assert bare[0] == bare[1]
        assert korean.variables.keys() == english.variables.keys()
        assert handoff_tool(english) == handoff_tool(korean), "the recordings hand over by it"
    assert examples("xx") == examples()
