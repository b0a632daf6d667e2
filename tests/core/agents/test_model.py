"""A provider of ours as a model of the SDK: the examples of the SDK's own guide to streaming, over real sockets."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import replace
from typing import Any, cast

import pytest
from agents import Agent, ItemHelpers, ModelSettings, RunConfig, Runner, function_tool
from openai.types.responses import (
    ResponseFunctionCallArgumentsDeltaEvent,
    ResponseReasoningSummaryTextDeltaEvent,
    ResponseTextDeltaEvent,
)
from pydantic import BaseModel

from core.agents.model import ProviderModel
from core.agents.traces import local_traces
from core.providers.base import WireProtocol
from tests.support.agents import calls, says
from tests.support.answers import Answers
from tests.support.providers import open_provider
from tests.support.server import Server

EVERY = tuple(WireProtocol)
QUIET = RunConfig(tracing_disabled=True)


@pytest.fixture(autouse=True)
def _traces_stay_here() -> None:
    local_traces()


@pytest.mark.parametrize("protocol", EVERY)
async def test_raw_events_of_the_guide_give_the_text_piece_by_piece(protocol: WireProtocol) -> None:
    async with Server(Answers(says("Why ", "did ", "it?"))) as server, open_provider(protocol, server.url) as provider:
        joker = Agent(name="Joker", instructions="You are a helpful assistant.", model=ProviderModel(provider, "m"))
        result = Runner.run_streamed(joker, input="Please tell me 5 jokes.", run_config=QUIET)
        pieces: list[str] = []
        async with aclosing(cast("Any", result.stream_events())) as events:
            async for event in events:
                if event.type == "raw_response_event" and isinstance(event.data, ResponseTextDeltaEvent):
                    pieces.append(event.data.delta)
        assert "".join(pieces) == result.final_output == "Why did it?"
        assert len(pieces) >= 3
        assert result.is_complete


@pytest.mark.parametrize("protocol", EVERY)
async def test_run_items_and_agents_of_the_guide_come_in_order(protocol: WireProtocol) -> None:
    @function_tool
    def how_many_jokes() -> int:
        return 3

    script = Answers(calls(("c1", "how_many_jokes", {})), says("Here are ", "3 jokes."))
    async with Server(script) as server, open_provider(protocol, server.url) as provider:
        joker: Agent[Any] = Agent(
            name="Joker",
            instructions="First call the `how_many_jokes` tool, then tell that many jokes.",
            tools=[how_many_jokes],
            model=ProviderModel(provider, "m"),
        )
        result = Runner.run_streamed(joker, input="Hello", run_config=QUIET)
        told: list[str] = []
        async with aclosing(cast("Any", result.stream_events())) as events:
            async for event in events:
                match event.type:
                    case "agent_updated_stream_event":
                        told.append(f"agent {event.new_agent.name}")
                    case "run_item_stream_event" if event.item.type == "message_output_item":
                        told.append(ItemHelpers.text_message_output(event.item))
                    case "run_item_stream_event" if event.item.type == "tool_call_output_item":
                        told.append(f"output {event.item.output}")
                    case "run_item_stream_event":
                        told.append(event.item.type)
        assert told == ["agent Joker", "tool_call_item", "output 3", "Here are 3 jokes."]
        assert result.context_wrapper.usage.requests == 2


@pytest.mark.parametrize("protocol", EVERY)
async def test_arguments_and_reasoning_stream_as_events_of_their_own(protocol: WireProtocol) -> None:
    @function_tool
    def look(where: str) -> str:
        return f"nothing in {where}"

    call = calls(("c", "look", {"where": "box"}))
    first = replace(call, reasoning=("Let ", "me ", "see."), text=("Looking.",))
    async with Server(Answers(first, says("Gone."))) as server, open_provider(protocol, server.url) as provider:
        finder: Agent[Any] = Agent(name="Finder", tools=[look], model=ProviderModel(provider, "m"))
        result = Runner.run_streamed(finder, input="Where is it?", run_config=QUIET)
        thought, arguments = "", ""
        async with aclosing(cast("Any", result.stream_events())) as events:
            async for event in events:
                if event.type == "raw_response_event":
                    if isinstance(event.data, ResponseReasoningSummaryTextDeltaEvent):
                        thought += event.data.delta
                    elif isinstance(event.data, ResponseFunctionCallArgumentsDeltaEvent):
                        arguments += event.data.delta
        assert thought == "Let me see."
        assert arguments.replace(" ", "") == '{"where":"box"}'
        assert result.final_output == "Gone."


@pytest.mark.parametrize("protocol", EVERY)
async def test_a_whole_response_is_the_same_without_streaming(protocol: WireProtocol) -> None:
    async with Server(Answers(says("Whole."))) as server, open_provider(protocol, server.url) as provider:
        result = await Runner.run(Agent(name="A", model=ProviderModel(provider, "m")), "hi", run_config=QUIET)
        assert result.final_output == "Whole."
        assert result.context_wrapper.usage.output_tokens > 0


class City(BaseModel):
    name: str


@pytest.mark.parametrize(
    ("protocol", "field"),
    [
        (WireProtocol.OPENAI_CHAT, "response_format"),
        (WireProtocol.OPENAI_RESPONSES, "text"),
        (WireProtocol.ANTHROPIC_MESSAGES, "output_config"),
    ],
)
async def test_an_output_schema_is_asked_for_in_the_words_of_each_api(protocol: WireProtocol, field: str) -> None:
    async with Server(Answers(says('{"name": "Seoul"}'))) as server, open_provider(protocol, server.url) as provider:
        asker = Agent(
            name="A",
            model=ProviderModel(provider, "m"),
            output_type=City,
            model_settings=ModelSettings(temperature=0.5),
        )
        result = await Runner.run(asker, "Where?", run_config=QUIET)
        assert result.final_output == City(name="Seoul")
        sent = server.requests[0].json()
        assert "json_schema" in str(sent[field])
        assert sent["temperature"] == 0.5
