"""Makes a working provider of a provider's data. The one place that knows all of them; each SDK is imported late."""

from __future__ import annotations

from core.limits import Limits
from core.providers.base import Provider, ProviderSpec, WireProtocol
from core.providers.registry import with_key


def create_provider(spec: ProviderSpec, key: str | None, limits: Limits | None = None) -> Provider:
    """A provider for this address and key; close it with `aclose`. The first call for a protocol imports its SDK,
    which takes up to a second. A missing key is told by the first request, not here."""
    if spec.id == "demo":
        from core.demo.provider import create

        return create()
    from core.wire.client import build_client

    http = build_client(max_answer_bytes=(limits or Limits()).max_answer_bytes)
    bound = with_key(spec, key)
    match spec.protocol:
        case WireProtocol.OPENAI_CHAT:
            from core.providers.openai_chat import OpenAIChat

            return OpenAIChat(bound, key, http)
        case WireProtocol.OPENAI_RESPONSES:
            from core.providers.openai_responses import OpenAIResponses

            return OpenAIResponses(bound, key, http)
        case WireProtocol.ANTHROPIC_MESSAGES:
            from core.providers.anthropic_messages import AnthropicMessages

            return AnthropicMessages(bound, key, http)
