"""A real provider for each protocol, over the real wire, for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from core.providers.anthropic_messages import AnthropicMessages
from core.providers.base import Provider, ProviderSpec, WireProtocol
from core.providers.openai_chat import OpenAIChat
from core.providers.openai_responses import OpenAIResponses
from core.wire.client import build_client
from tests.support.oddities.oddity import KEY


@asynccontextmanager
async def open_provider(protocol: WireProtocol, url: str) -> AsyncIterator[Provider]:
    """The provider of a protocol at a server's address (without a path)."""
    base = url if protocol is WireProtocol.ANTHROPIC_MESSAGES else f"{url}/v1"
    spec = ProviderSpec("test", "Test", protocol, base)
    provider: Provider
    match protocol:
        case WireProtocol.OPENAI_CHAT:
            provider = OpenAIChat(spec, KEY, build_client())
        case WireProtocol.OPENAI_RESPONSES:
            provider = OpenAIResponses(spec, KEY, build_client())
        case WireProtocol.ANTHROPIC_MESSAGES:
            provider = AnthropicMessages(spec, KEY, build_client())
    try:
        yield provider
    finally:
        await provider.aclose()
