"""Makes the provider that speaks a protocol. Each SDK is imported with the first provider that needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.providers.base import Provider, ProviderSpec, WireProtocol

if TYPE_CHECKING:
    import httpx2


def make_provider(spec: ProviderSpec, key: str | None, http: httpx2.AsyncClient) -> Provider:
    """A provider that sends `key` to the address of `spec` through `http`, and closes `http` with itself."""
    match spec.protocol:
        case WireProtocol.OPENAI_CHAT:
            from core.providers.openai_chat import OpenAIChat

            return OpenAIChat(spec, key, http)
        case WireProtocol.OPENAI_RESPONSES:
            from core.providers.openai_responses import OpenAIResponses

            return OpenAIResponses(spec, key, http)
        case WireProtocol.ANTHROPIC_MESSAGES:
            from core.providers.anthropic_messages import AnthropicMessages

            return AnthropicMessages(spec, key, http)
