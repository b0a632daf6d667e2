"""Makes a working provider of a provider's data, the demo included."""

from __future__ import annotations

from core.limits import Limits
from core.providers.base import Provider, ProviderSpec
from core.providers.making import make_provider
from core.providers.registry import with_key


def create_provider(spec: ProviderSpec, key: str | None, limits: Limits | None = None) -> Provider:
    """A provider for this address and key; close it with `aclose`. The first one of a protocol imports its SDK, which
    takes up to a second. A missing key is told by the first request, not here."""
    if spec.id == "demo":
        from core.demo.provider import create

        return create()
    from core.wire.client import build_client

    http = build_client(max_answer_bytes=(limits or Limits()).max_answer_bytes)
    return make_provider(with_key(spec, key), key, http)
