"""The models that servers have named before, kept in a file so that a picker is full before anybody is asked again.

Only a convenience: a file that is missing, damaged or cannot be written costs a question to the server and nothing
else. It holds names, no keys. Asks no server itself.
"""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from core.errors import ConfigurationError
from core.providers.addresses import effective_url, origin
from core.providers.base import ModelInfo, ProviderSpec
from core.providers.fields import items, string

log = logging.getLogger(__name__)

_VERSION: Final = 1
_LARGEST_FILE: Final = 16 * 1024 * 1024
_MOST_MODELS: Final = 5000  # of one server
_MOST_SERVERS: Final = 64  # those asked last


class ModelCatalog:
    """Model lists by provider and address: one that moved to another server has no list yet. `path` None keeps them in
    memory alone."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lists = {} if path is None else _load(path)

    def models(self, spec: ProviderSpec) -> tuple[ModelInfo, ...]:
        """What was put last; nothing for a provider that was never asked."""
        return self._lists.get(_place(spec), ())

    def put(self, spec: ProviderSpec, models: Iterable[ModelInfo]) -> None:
        """Remember a list, in the place of the former one. Writes the file if that is news."""
        place, found = _place(spec), tuple(models)[:_MOST_MODELS]
        if self._lists.get(place) == found:
            return
        self._lists.pop(place, None)
        self._lists[place] = found
        while len(self._lists) > _MOST_SERVERS:
            self._lists.pop(next(iter(self._lists)))
        if self._path is not None:
            _save(self._path, self._lists)


def _place(spec: ProviderSpec) -> str:
    try:
        return f"{spec.id} {origin(effective_url(spec))}"
    except ConfigurationError:  # an address that is none is nobody's
        return spec.id


def _load(path: Path) -> dict[str, tuple[ModelInfo, ...]]:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            return {}
        document: object = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(document, dict) or document.get("version") != _VERSION:
        return {}
    return {
        place: tuple(ModelInfo(string(entry, "id"), string(entry, "name")) for entry in entries if string(entry, "id"))
        for server in items(document, "servers")
        if (place := string(server, "server")) and (entries := items(server, "models"))
    }


def _save(path: Path, lists: dict[str, tuple[ModelInfo, ...]]) -> None:
    servers = [
        {"server": place, "models": [{"id": model.id, "name": model.name} for model in models]}
        for place, models in lists.items()
    ]
    text = json.dumps({"version": _VERSION, "servers": servers})
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".new", delete=False) as file:
            file.write(text)
        Path(file.name).replace(path)
    except OSError:
        log.warning("the list of models could not be written to %s", path, exc_info=True)
