"""The models a server offers, read page by page through an SDK's client, however the server writes the list."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Protocol

from core.errors import RivuletError, WaitTimeoutError
from core.providers.base import ModelInfo, ProviderSpec
from core.providers.failures import not_this_api, to_error
from core.providers.fields import field, string

_LIST_S = 30.0  # for the whole list of models
_MOST_PAGES = 50


class _Client(Protocol):
    """What both SDKs' clients can do."""

    async def get(self, path: str, *, cast_to: type[object], options: Any) -> object: ...


async def list_models(
    client: _Client, spec: ProviderSpec, key: str | None, *, path: str = "/models", cursor: str = "after"
) -> list[ModelInfo]:
    """The models the server offers, each once, page by page. Raises a `RivuletError`."""
    try:
        async with asyncio.timeout(_LIST_S):
            return await _all_pages(client, spec, key, path, cursor)
    except TimeoutError:
        raise WaitTimeoutError(f"{spec.name} did not send its list of models within {_LIST_S:g} s.") from None
    except RivuletError:
        raise
    except Exception as exc:
        raise to_error(exc, provider=spec, key=key) from exc


async def _all_pages(client: _Client, spec: ProviderSpec, key: str | None, path: str, cursor: str) -> list[ModelInfo]:
    found: dict[str, ModelInfo] = {}
    params: dict[str, str] = {}
    for _ in range(_MOST_PAGES):
        page = await client.get(path, cast_to=object, options={"params": params, "timeout": _LIST_S})
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
        params = {cursor: last}
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
