"""Any provider of ours as a model of the Agents SDK."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from typing import Any

from agents import (
    AgentOutputSchemaBase,
    FunctionTool,
    Handoff,
    Model,
    ModelResponse,
    ModelSettings,
    ModelTracing,
    Tool,
    generation_span,
)
from agents.items import TResponseInputItem, TResponseStreamEvent
from agents.usage import Usage as SDKUsage
from openai.types.responses.response_prompt_param import ResponsePromptParam

from core.agents.asking import Asking
from core.agents.items import for_offered, results_in, to_messages
from core.agents.raw import RawWriter
from core.errors import ProtocolError
from core.providers.base import Provider, Request, ToolSpec, WireProtocol


class ProviderModel(Model):
    """`passing` are the names of all handoffs of the run: calls of those that an agent does not offer itself are not
    told to it. Every event is told to `asking`'s teller before the SDK sees it: the SDK drops what waits in its queue
    when a run fails, and what arrived is never lost here."""

    def __init__(
        self, provider: Provider, model: str, asking: Asking | None = None, passing: frozenset[str] = frozenset()
    ) -> None:
        self.provider = provider
        self.model = model
        self._asking = asking or Asking()
        self._passing = passing

    async def get_response(
        self,
        system_instructions: str | None,
        input: str | list[TResponseInputItem],
        model_settings: ModelSettings,
        tools: list[Tool],
        output_schema: AgentOutputSchemaBase | None,
        handoffs: list[Handoff[Any, Any]],
        tracing: ModelTracing,
        *,
        previous_response_id: str | None,
        conversation_id: str | None,
        prompt: ResponsePromptParam | None,
    ) -> ModelResponse:
        request = self._request(system_instructions, input, model_settings, tools, output_schema, handoffs)
        writer = self._writer()
        with generation_span(model=self.model, disabled=tracing.is_disabled()):
            async with aclosing(self._asking.stream(self.provider, request)) as events:
                async for event in events:
                    for _ in writer.feed(event):
                        pass
        response = writer.response
        if response is None:
            raise ProtocolError(f"{self.provider.spec.name} ended its answer without saying so.")
        usage = SDKUsage(requests=1)
        if response.usage is not None:
            usage.input_tokens, usage.output_tokens = response.usage.input_tokens, response.usage.output_tokens
            usage.total_tokens = response.usage.total_tokens
        return ModelResponse(list(response.output), usage, response.id)

    async def stream_response(
        self,
        system_instructions: str | None,
        input: str | list[TResponseInputItem],
        model_settings: ModelSettings,
        tools: list[Tool],
        output_schema: AgentOutputSchemaBase | None,
        handoffs: list[Handoff[Any, Any]],
        tracing: ModelTracing,
        *,
        previous_response_id: str | None = None,
        conversation_id: str | None = None,
        prompt: ResponsePromptParam | None = None,
    ) -> AsyncIterator[TResponseStreamEvent]:
        self._asking.settle(results_in(input))
        request = self._request(system_instructions, input, model_settings, tools, output_schema, handoffs)
        writer = self._writer()
        with generation_span(model=self.model, disabled=tracing.is_disabled()):
            async with aclosing(self._asking.stream(self.provider, request)) as events:
                async for event in events:
                    for raw in writer.feed(event):
                        yield raw

    def _writer(self) -> RawWriter:
        return RawWriter(uuid.uuid4().hex[:16], self.model, self._asking.ids)

    def _request(
        self,
        system: str | None,
        given: str | list[TResponseInputItem],
        settings: ModelSettings,
        tools: list[Tool],
        schema: AgentOutputSchemaBase | None,
        handoffs: list[Handoff[Any, Any]],
    ) -> Request:
        specs = (
            *(_tool(tool) for tool in tools if isinstance(tool, FunctionTool)),
            *(ToolSpec(each.tool_name, each.tool_description, _schema(each.input_json_schema)) for each in handoffs),
        )
        offered = frozenset(spec.name for spec in specs)
        return Request(
            model=self.model,
            messages=for_offered(to_messages(given), offered, self._passing),
            system=system or "",
            tools=specs,
            parameters={**_settings(settings, self.provider.spec.protocol), **self._format(schema), **_attached(self)},
        )

    def _format(self, schema: AgentOutputSchemaBase | None) -> dict[str, Any]:
        """The fields that ask for an answer of a schema, in this API."""
        if schema is None or schema.is_plain_text():
            return {}
        whole, strict = schema.json_schema(), schema.is_strict_json_schema()
        match self.provider.spec.protocol:
            case WireProtocol.OPENAI_CHAT:
                named = {"name": "final_output", "strict": strict, "schema": whole}
                return {"response_format": {"type": "json_schema", "json_schema": named}}
            case WireProtocol.OPENAI_RESPONSES:
                return {
                    "text": {
                        "format": {"type": "json_schema", "name": "final_output", "strict": strict, "schema": whole}
                    }
                }
            case WireProtocol.ANTHROPIC_MESSAGES:
                return {"output_config": {"format": {"type": "json_schema", "schema": whole}}}


def _tool(tool: FunctionTool) -> ToolSpec:
    return ToolSpec(tool.name, tool.description, tool.params_json_schema)


def _schema(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    return schema or {"type": "object", "properties": {}}


def _attached(model: ProviderModel) -> dict[str, Any]:
    """An agent's run cannot be taken up in the middle of an answer: none is written in the background."""
    return {"background": False} if model.provider.spec.protocol is WireProtocol.OPENAI_RESPONSES else {}


def _settings(settings: ModelSettings, protocol: WireProtocol) -> dict[str, Any]:
    """What is set of an agent's settings, by the names of this API; nothing is sent that was not set."""
    longest = {
        WireProtocol.OPENAI_CHAT: "max_completion_tokens",
        WireProtocol.OPENAI_RESPONSES: "max_output_tokens",
        WireProtocol.ANTHROPIC_MESSAGES: "max_tokens",
    }[protocol]
    named = {"temperature": settings.temperature, "top_p": settings.top_p, longest: settings.max_tokens}
    return {name: value for name, value in named.items() if value is not None} | dict(settings.extra_args or {})
