"""The demo as a provider: no key, no network, no model.

It drives the real provider of each protocol over a transport that plays recorded scenes. Which protocol is part of the
model's name: `tour` is Chat Completions, `tour@responses` and `tour@messages` are the same scene in the other two.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import replace

from core.demo.director import Director
from core.demo.scenes import DEFAULT_SCENE, Language, Scene, load_agent_scenes, load_scenes
from core.events import StreamEvent
from core.providers.base import ModelInfo, Provider, ProviderSpec, Request, WireProtocol
from core.providers.making import make_provider

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
    """The demo, ready to answer. `speed` is how many times faster than real the scenes play (`math.inf`: without any
    pause)."""
    return DemoProvider(load_scenes(), speed)


def protocol_of(model: str) -> WireProtocol:
    """The protocol that a model of the demo speaks."""
    return _SUFFIXES.get(model.partition("@")[2], WireProtocol.OPENAI_CHAT)


class DemoProvider:
    """Implements `core.providers.base.Provider`. The SDK of a protocol is imported with its first request, which takes
    up to a second."""

    def __init__(self, scenes: Mapping[str, Scene], speed: float) -> None:
        self._scenes = scenes
        self._speed = speed
        self._director = Director({**load_agent_scenes(), **scenes})
        self._made: dict[WireProtocol, Provider] = {}
        self._spec = demo_spec()

    @property
    def spec(self) -> ProviderSpec:
        return self._spec

    async def stream(self, request: Request) -> AsyncGenerator[StreamEvent]:
        scene = request.model.partition("@")[0]
        provider = self._provider(protocol_of(request.model))
        async with aclosing(provider.stream(replace(request, model=scene))) as events:
            async for event in events:
                yield event

    async def list_models(self) -> list[ModelInfo]:
        return list_scenes(self._scenes)

    async def aclose(self) -> None:
        for provider in self._made.values():
            await provider.aclose()

    def _provider(self, protocol: WireProtocol) -> Provider:
        if protocol not in self._made:
            # An id of its own each: what one protocol keeps for itself (a signature) must not go to another.
            path = "" if protocol is WireProtocol.ANTHROPIC_MESSAGES else "/v1"
            spec = replace(self._spec, id=f"{DEMO_ID}-{protocol}", protocol=protocol, base_url=_ADDRESS + path)
            self._made[protocol] = self._make(spec)
        return self._made[protocol]

    def _make(self, spec: ProviderSpec) -> Provider:
        from core.demo.transport import DemoTransport
        from core.wire.client import build_client

        http = build_client(transport=DemoTransport(self._director, self._speed))
        return make_provider(spec, None, http)


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
