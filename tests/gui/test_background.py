"""In the window: an answer that its server goes on writing is fetched with Continue, in the place of what had come."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from core.providers.base import Provider, ProviderSpec, WireProtocol
from core.providers.openai_responses import OpenAIResponses
from core.wire.client import build_client
from gui.inspector.wire.events_model import Column
from gui.transcript.content import Action, ErrorStrip, StopMark
from tests.gui.wire_stage import WireStage, wire_stage
from tests.support import chat
from tests.support.background import Background, reasoning, response, text
from tests.support.oddities.oddity import KEY
from tests.support.script import End

THOUGHT = response(reasoning("Let me ", "think."), text("One ", "two ", "three.", index=1))


def speak_responses(stage: WireStage) -> None:
    """Have the same server asked by the other API, in the background."""
    before = stage.answerers._specs["test"]
    spec = replace(before, protocol=WireProtocol.OPENAI_RESPONSES, parameters={"background": True})

    async def build(_spec: ProviderSpec) -> Provider:
        return OpenAIResponses(spec, KEY, build_client())

    stage.answerers._build = build
    stage.answerers.set_specs([spec])


def strips(stage: WireStage) -> list[ErrorStrip]:
    items = stage.page.transcript.model.items
    return [block.content for block in items[-1].blocks if isinstance(block.content, ErrorStrip)]


async def test_continue_fetches_the_rest_of_an_answer_that_had_only_begun_to_think() -> None:
    script = Background([THOUGHT], breaks=[4, None])
    async with wire_stage(script) as stage:
        speak_responses(stage)
        conversation = await stage.ask()
        (strip,) = strips(stage)
        assert strip.actions[0] is Action.CONTINUE
        stage.page.transcript.actionRequested.emit(Action.CONTINUE, "")
        assert conversation.live
        while conversation.live:
            await asyncio.sleep(0.005)
        stage.clock.beat()
        assert strips(stage) == []
        assert stage.page.transcript.toPlainText().count("One two three.") == 1
        assert len(stage.page.transcript.model.items) == 2
        assert script.fetched == [3]
        wire = stage.wire()
        assert wire.exchanges.model().rowCount() == 2
        model = wire.events.table.model()
        brought = [row for row in range(model.rowCount()) if model.index(row, Column.KIND).data() == "text"]
        assert len(brought) == 3
        wire.events.point(brought[1])
        wire.events.jump.click()
        assert stage.page.transcript.selectedText() == "two"


async def test_text_that_broke_off_can_be_gone_on_with_at_once() -> None:
    async with wire_stage([chat.stream(*chat.text("half"), end=End.DROP), chat.answer(" and half")]) as stage:
        await stage.ask()
        (strip,) = strips(stage)
        assert strip.actions[0] is Action.CONTINUE


async def test_stop_says_that_the_server_has_stopped_too() -> None:
    script = Background([THOUGHT], breaks=[9], stalls=True)
    async with wire_stage(script) as stage:
        speak_responses(stage)
        stage.page.send("hi")
        conversation = stage.page.conversation
        while not conversation.last_answer():
            await asyncio.sleep(0.005)
        stage.page.stop()
        while conversation.live:
            await asyncio.sleep(0.005)
        stage.clock.beat()
        shown = stage.page.transcript.toPlainText()
        assert "its server was told to stop, and has agreed." in shown
        blocks = stage.page.transcript.model.items[-1].blocks
        (mark,) = [b.content for b in blocks if isinstance(b.content, StopMark)]
        assert mark.close_ms is not None
        assert script.cancelled == ["resp_1"]
