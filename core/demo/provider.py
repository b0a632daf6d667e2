"""The demo as a provider: no key, no network, no model.

It drives the real provider of each protocol over a transport that plays recorded scenes. Which protocol is part of the
model's name: `tour` is Chat Completions, `tour@responses` and `tour@messages` are the same scene in the other two.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import replace

from core.demo.scenes import DEFAULT_SCENE, Language, Scene, load_scenes
from core.events import StreamEvent
from core.providers.base import ModelInfo, Provider, ProviderSpec, Request, WireProtocol

DEMO_ID = "demo"
DEFAULT_MODEL = DEFAULT_SCENE
_ADDRESS = "https://demo.invalid"  # a name that never resolves
_SUFFIXES = {
    "responses": WireProtocol.OPENAI_RESPONSES,
    "messages": WireProtocol.ANTHROPIC_MESSAGES,
}
_TITLES = {
    WireProtocol.OPENAI_CHAT: "Chat Completions",
    WireProtocol.OPENAI_RESPONSES: "Responses",
    WireProtocol.ANTHROPIC_MESSAGES: "Messages",
}


def demo_spec() -> ProviderSpec:
    """The demo as the pickers list it."""
    return ProviderSpec(DEMO_ID, "Demo", WireProtocol.OPENAI_CHAT, f"{_ADDRESS}/v1", key_required=False)


def create(speed: float = 1.0) -> DemoProvider:
    """The demo, ready to answer. Imports the SDKs, which takes about a second the first time; `speed` is how many times
    faster than real the scenes play (`math.inf`: without any pause)."""
    from core.demo.director import Director
    from core.demo.transport import DemoTransport
    from core.providers.anthropic_messages import AnthropicMessages
    from core.providers.openai_chat import OpenAIChat
    from core.providers.openai_responses import OpenAIResponses
    from core.wire.client import build_client

    scenes = load_scenes()
    director = Director(scenes)
    made: dict[WireProtocol, Provider] = {}
    for protocol, cls, path in (
        (WireProtocol.OPENAI_CHAT, OpenAIChat, "/v1"),
        (WireProtocol.OPENAI_RESPONSES, OpenAIResponses, "/v1"),
        (WireProtocol.ANTHROPIC_MESSAGES, AnthropicMessages, ""),
    ):
        # An id of its own each: what one protocol keeps for itself (a signature) must not go to another.
        spec = replace(demo_spec(), id=f"{DEMO_ID}-{protocol}", protocol=protocol, base_url=_ADDRESS + path)
        made[protocol] = cls(spec, None, build_client(transport=DemoTransport(director, speed)))
    return DemoProvider(scenes, made)


class DemoProvider:
    """Implements `core.providers.base.Provider`."""

    def __init__(self, scenes: Mapping[str, Scene], providers: Mapping[WireProtocol, Provider]) -> None:
        self._scenes = scenes
        self._providers = providers
        self._spec = demo_spec()

    @property
    def spec(self) -> ProviderSpec:
        return self._spec

    async def stream(self, request: Request) -> AsyncGenerator[StreamEvent]:
        scene, _, suffix = request.model.partition("@")
        provider = self._providers[_SUFFIXES.get(suffix, WireProtocol.OPENAI_CHAT)]
        async with aclosing(provider.stream(replace(request, model=scene))) as events:
            async for event in events:
                yield event

    async def list_models(self) -> list[ModelInfo]:
        return list_scenes(self._scenes)

    async def aclose(self) -> None:
        for provider in self._providers.values():
            await provider.aclose()


def list_scenes(scenes: Mapping[str, Scene] | None = None) -> list[ModelInfo]:
    """Every scene in every protocol, the default protocol first. Needs no SDK."""
    known = load_scenes() if scenes is None else scenes
    plain = [ModelInfo(scene.id, scene.names[Language.ENGLISH]) for scene in known.values()]
    others = [
        ModelInfo(f"{model.id}@{suffix}", f"{model.name} ({_TITLES[protocol]})")
        for suffix, protocol in _SUFFIXES.items()
        for model in plain
    ]
    return plain + others
