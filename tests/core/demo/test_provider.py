"""The demo as it is used: real SDKs, real turns, real tools; only the network is played."""

from __future__ import annotations

import asyncio
import json
import math
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from core.demo.provider import DEFAULT_MODEL, create, list_scenes
from core.errors import ErrorKind
from core.events import PartDelta, PartStarted, RetryScheduled, Stamped, TurnFinished
from core.messages import FinishReason, Message, Outcome, ReasoningPart, RefusalPart, Role, ToolResultPart, ToolStatus
from core.session import MessageAdded, PathChanged, Session, SessionEvent, Target
from core.tools.base import Toolbox
from core.tools.builtin.clock import get_current_time
from tests.support.chat import check_laws

PROTOCOLS = ("", "@responses", "@messages")
QUICK = ["tour", "tools", "reasoning", "length", "filtered", "refusal", "silence", "long"]


class Talk:
    """A session with the demo and everything that was said in it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.log: list[Stamped] = []
        session.subscribe(self._hear)

    def _hear(self, event: SessionEvent) -> None:
        match event:
            case Stamped():
                self.log.append(event)
            case MessageAdded() | PathChanged():
                self.log.clear()

    async def say(self, words: str) -> TurnFinished:
        self.session.send(words)
        await self.session.wait_idle()
        return self.finished()

    def finished(self) -> TurnFinished:
        last = self.log[-1].event
        assert isinstance(last, TurnFinished)
        return last

    @property
    def answers(self) -> list[Message]:
        return [message for message in self.session.messages if message.role is Role.ASSISTANT]


@asynccontextmanager
async def talking(
    model: str, *, speed: float = math.inf, tools: bool = True, stream: bool = True
) -> AsyncIterator[Talk]:
    demo = create(speed)
    session = Session(toolbox=Toolbox([get_current_time] if tools else []), stream=stream)
    session.target = Target(demo, model)
    try:
        yield Talk(session)
    finally:
        await session.aclose()
        await demo.aclose()


@pytest.mark.parametrize("scene", [*QUICK, "burst"])
@pytest.mark.parametrize("words", ["hello", "안녕하세요"])
async def test_a_scene_says_the_same_in_every_protocol(scene: str, words: str) -> None:
    said = set()
    for protocol in PROTOCOLS:
        for stream in (True, False):
            async with talking(scene + protocol, tools=False, stream=stream) as talk:
                finished = await talk.say(words)
                assert finished.outcome is Outcome.FINISHED
                check_laws(talk.log, tuple(talk.answers))
                said.add(talk.answers[-1].text())
    assert len(said) == 1
    assert said != {""}


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("stream", [True, False])
async def test_two_tools_really_run_and_their_results_are_used(protocol: str, stream: bool) -> None:
    async with talking(f"tour{protocol}", stream=stream) as talk:
        finished = await talk.say("What time is it in Seoul?")
        assert finished.reason is FinishReason.STOP
        calls, last = talk.answers
        assert [call.arguments() for call in calls.tool_calls()] == [
            {"timezone": "Asia/Seoul"},
            {"timezone": "America/New_York"},
        ]
        results = [
            part for message in talk.session.messages for part in message.parts if isinstance(part, ToolResultPart)
        ]
        assert [part.status for part in results] == [ToolStatus.OK] * 2
        for result in results:
            assert json.loads(result.text)["time"].replace("T", " ") in last.text()
        assert "| Asia/Seoul |" in last.text()


@pytest.mark.parametrize("protocol", ["", "@responses"])
async def test_the_fragments_of_two_calls_arrive_interleaved(protocol: str) -> None:
    async with talking(f"tools{protocol}") as talk:
        await talk.say("go")
        calls = [e.event.index for e in talk.log if isinstance(e.event, PartStarted) and e.event.name]
        order = [e.event.index for e in talk.log if isinstance(e.event, PartDelta) and e.event.index in calls]
        first, second = calls[:2]
        assert order.index(second) < len(order) - 1 - order[::-1].index(first)


async def test_without_the_tool_it_says_so() -> None:
    async with talking("tools", tools=False) as talk:
        finished = await talk.say("go")
        assert finished.reason is FinishReason.STOP
        assert "offers no such tool" in talk.answers[-1].text()


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize(("words", "seam"), [("Cut it short", "continue it"), ("잘린 답변", "이어 쓰기를")])
async def test_a_cut_answer_goes_on_without_a_seam(protocol: str, words: str, seam: str) -> None:
    async with talking(f"tour{protocol}") as talk:
        assert (await talk.say(words)).reason is FinishReason.LENGTH
        talk.session.continue_answer()
        await talk.session.wait_idle()
        assert talk.finished().reason is FinishReason.STOP
        cut, rest = talk.answers
        assert rest.continues == cut.id
        assert seam in cut.text() + rest.text()


@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_endings(protocol: str) -> None:
    async with talking(f"tour{protocol}") as talk:
        filtered = await talk.say("filter it")
        assert filtered.outcome is Outcome.FINISHED
        assert filtered.reason in (FinishReason.CONTENT_FILTER, FinishReason.REFUSAL)
        assert (await talk.say("refuse")).outcome is Outcome.FINISHED
        refusals = [part.text for part in talk.answers[-1].parts if isinstance(part, RefusalPart)]
        assert refusals == ["I can’t help with that. (No model decided this; it is part of the recording.)"]
        await talk.say("think about it")
        reasoning = [part for part in talk.answers[-1].parts if isinstance(part, ReasoningPart)]
        assert "240 metres" in reasoning[0].text


@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_an_error_in_the_middle_keeps_what_had_arrived(protocol: str) -> None:
    async with talking(f"failure{protocol}") as talk:
        finished = await talk.say("go")
        assert finished.outcome is Outcome.FAILED
        assert finished.error is not None
        assert finished.error.kind is ErrorKind.PROVIDER
        assert "The recorded server failed here" in finished.error.message
        assert talk.answers[-1].text().endswith("The next thing the server sends is")


@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_the_rate_limit_counts_down_and_then_answers(protocol: str) -> None:
    async with talking(f"rate_limit{protocol}") as talk:
        finished = await talk.say("go")
        retries = [stamped.event for stamped in talk.log if isinstance(stamped.event, RetryScheduled)]
        assert [(retry.attempt, retry.delay, retry.error.kind) for retry in retries] == [(1, 3.0, ErrorKind.RATE_LIMIT)]
        assert finished.outcome is Outcome.FINISHED
        assert talk.answers[-1].text().startswith("That worked.")


async def test_scenes_take_their_time() -> None:
    async with talking("length", speed=4) as talk:
        began = time.monotonic()
        await talk.say("go")
        assert 0.2 < time.monotonic() - began < 5


@pytest.mark.parametrize("scene", ["silence", "tour", "long"])
async def test_stop_stops(scene: str) -> None:
    async with talking(scene, speed=1) as talk:
        talk.session.send("go")
        await asyncio.sleep(1.0)
        talk.session.stop()
        async with asyncio.timeout(2):
            await talk.session.wait_idle()
        assert talk.finished().outcome is Outcome.STOPPED
        assert talk.finished().timing.close_ms is not None


async def test_the_list_names_every_scene_in_every_protocol() -> None:
    demo = create()
    models = await demo.list_models()
    await demo.aclose()
    assert models == list_scenes()
    assert models[0].id == DEFAULT_MODEL
    assert {"tour@responses", "tour@messages", "burst@messages"} <= {model.id for model in models}
    assert len({model.name for model in models}) == len(models)


def test_naming_the_demo_loads_no_sdk() -> None:
    code = "import sys, core.demo.provider as provider; provider.list_scenes(); print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"openai", "anthropic", "httpx2"} & set(shown.stdout.split())
