"""The OpenAI SDK's client for one address.

Knows keys and headers; knows no messages and no streams.
"""

from __future__ import annotations

import os
from typing import Any

import httpx2
import openai
from openai import AsyncOpenAI

from core.providers.base import ProviderSpec
from core.providers.failures import require_key


def build_openai(spec: ProviderSpec, key: str | None, http: httpx2.AsyncClient) -> AsyncOpenAI:
    """A client that never retries. Raises `ConfigurationError` without a key, `httpx2.InvalidURL` for a bad address."""
    sent_key = require_key(spec, key)
    return AsyncOpenAI(
        api_key=sent_key,
        base_url=spec.base_url or None,
        max_retries=0,
        http_client=http,
        default_headers={**_bound_headers(spec, sent_key), **spec.headers},
    )


def _bound_headers(spec: ProviderSpec, key: str) -> dict[str, Any]:
    """Headers that keep what the environment says about OpenAI (organisation, project, headers of one's own, which
    may hold a key) from going to another address."""
    if not spec.base_url:
        return {}
    lines = os.environ.get("OPENAI_CUSTOM_HEADERS", "").split("\n")
    names = [line.partition(":")[0].strip() for line in lines if ":" in line]
    bound: dict[str, Any] = {name: openai.Omit() for name in (*names, "OpenAI-Organization", "OpenAI-Project")}
    own = {"authorization", *(name.lower() for name in spec.headers)}
    bound = {name: value for name, value in bound.items() if name.lower() not in own}
    if all(name.lower() != "authorization" for name in spec.headers):
        bound["Authorization"] = f"Bearer {key}"
    return bound
