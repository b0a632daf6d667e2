"""The OpenAI SDK's client for one address, and the list of models it offers.

Knows keys and headers; knows no messages and no streams.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from typing import Any

import httpx2
import openai
from openai import AsyncOpenAI

from core.errors import RivuletError, WaitTimeoutError
from core.providers.base import ModelInfo, ProviderSpec
from core.providers.failures import not_this_api, require_key, to_error
from core.providers.fields import field, string

_LIST_S = 30.0  # for the whole list of models
_MOST_PAGES = 50


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


async def list_models(client: AsyncOpenAI, spec: ProviderSpec, key: str | None) -> list[ModelInfo]:
    """The models the server offers, each once, page by page. Raises a `RivuletError`."""
    try:
        async with asyncio.timeout(_LIST_S):
            return await _all_pages(client, spec, key)
    except TimeoutError:
        raise WaitTimeoutError(f"{spec.name} did not send its list of models within {_LIST_S:g} s.") from None
    except RivuletError:
        raise
    except Exception as exc:
        raise to_error(exc, provider=spec, key=key) from exc


async def _all_pages(client: AsyncOpenAI, spec: ProviderSpec, key: str | None) -> list[ModelInfo]:
    found: dict[str, ModelInfo] = {}
    params: dict[str, str] = {}
    for _ in range(_MOST_PAGES):
        page = await client.get("/models", cast_to=object, options={"params": params, "timeout": _LIST_S})
        entries = _entries(page)
        if entries is None:
            raise not_this_api(spec, str(page).encode("utf-8", "replace"), key)
        known = len(found)
        for entry in entries:
            model = _model(entry)
            if model is not None:
                found.setdefault(model.id, model)
        last = string(page, "last_id") or next(reversed(found), "")
        if field(page, "has_more") is not True or not last or len(found) == known:
            break
        params = {"after": last}
    return list(found.values())


def _entries(page: object) -> list[object] | None:
    """The entries of a page, wherever a server puts them; None where there is no list at all."""
    for value in (page, field(page, "data"), field(page, "models"), field(page, "result")):
        if isinstance(value, list):
            return value
    null = isinstance(page, Mapping) and any(name in page for name in ("data", "models"))
    return [] if null else None


def _model(entry: object) -> ModelInfo | None:
    if isinstance(entry, str):
        return ModelInfo(entry) if entry else None
    model_id = string(entry, "id") or string(entry, "model") or string(entry, "name")
    name = string(entry, "display_name") or string(entry, "name")
    return ModelInfo(model_id, "" if name == model_id else name) if model_id else None
