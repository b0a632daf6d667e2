"""Finds the model servers that run on this machine, by asking the usual ports.

A port is a hint only: what answers there says what it is. Goes nowhere but to this machine, around every proxy, and
sends no key. It never raises: a port that does not answer is a server that does not run.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

import httpx2

from core.providers.addresses import is_local
from core.providers.base import ModelInfo, ProviderSpec
from core.providers.fields import items, string

TIME_LIMIT_S: Final = 0.5
_LARGEST: Final = 4 * 1024 * 1024
_OWNERS: Final = {"llamacpp": "llamacpp", "vllm": "vllm", "library": "ollama", "organization_owner": "lmstudio"}


@dataclass(frozen=True, slots=True)
class Found:
    """A running server: the preset it turned out to be, at the address where it was found, and its models."""

    spec: ProviderSpec
    models: tuple[ModelInfo, ...]


async def discover(presets: Iterable[ProviderSpec], time_limit_s: float = TIME_LIMIT_S) -> tuple[Found, ...]:
    """Ask the address of every local preset, all at once. Takes at most about `time_limit_s`."""
    local = {spec.id: spec for spec in presets if spec.local and spec.base_url and is_local(spec.base_url)}
    nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # it trusts no certificate: reading the usual ones takes 50 ms
    async with httpx2.AsyncClient(
        verify=nobody, trust_env=False, follow_redirects=False, timeout=time_limit_s
    ) as client:
        answers = await asyncio.gather(*(_ask(client, spec, local, time_limit_s) for spec in local.values()))
    return tuple(found for found in answers if found is not None)


async def _ask(
    client: httpx2.AsyncClient, spec: ProviderSpec, known: dict[str, ProviderSpec], time_limit_s: float
) -> Found | None:
    parts = urlsplit(spec.base_url)
    root = f"{parts.scheme}://{parts.netloc}"
    try:
        async with asyncio.timeout(time_limit_s):
            tags = await _get(client, root + "/api/tags") if spec.id == "ollama" else None
            if tags is not None:
                return Found(spec, _models(items(tags, "models"), "name"))
            page = await _get(client, spec.base_url + "/models")
    except (TimeoutError, httpx2.HTTPError, OSError, ValueError):
        return None
    entries = items(page, "data")
    if page is None or not (entries or string(page, "object") == "list"):
        return None
    return Found(_label(spec, entries, known), _models(entries, "id"))


async def _get(client: httpx2.AsyncClient, url: str) -> object | None:
    """The JSON at `url`, or None where the server answers anything else."""
    async with client.stream("GET", url, headers={"accept-encoding": "identity"}) as response:
        if response.status_code != 200:
            return None
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > _LARGEST:
                return None
    value: object = json.loads(body)
    return value if isinstance(value, dict) else None


def _label(asked: ProviderSpec, entries: list[object], known: dict[str, ProviderSpec]) -> ProviderSpec:
    """What the server is by its own words; without any, what the port suggests."""
    owner = next((string(entry, "owned_by") for entry in entries), "")
    actual = known.get(_OWNERS.get(owner, asked.id), asked)
    if actual.id == asked.id:
        return asked
    port = urlsplit(asked.base_url).port
    return replace(actual, id=f"{actual.id}-{port}", name=f"{actual.name} ({port})", base_url=asked.base_url)


def _models(entries: list[object], name: str) -> tuple[ModelInfo, ...]:
    ids = dict.fromkeys(string(entry, name) for entry in entries)
    return tuple(ModelInfo(model_id) for model_id in ids if model_id)
