"""Presets: a system prompt, a model and parameters under a name, kept in `presets.toml`.

Only what is set is sent. Parameters have one name here and are put into the words of each protocol.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from core.providers.base import WireProtocol
from core.settings.shelf import Tables, bare, read_shelf, write_shelf

EFFORTS: Final = ("minimal", "low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Parameters:
    """None is not sent. `background`: a server of the Responses API writes answers to their end whoever reads, so that
    one that broke off can be fetched. `other` are further fields of the request body, as they stand in the file."""

    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    reasoning_effort: str | None = None
    other: Mapping[str, Any] = field(default_factory=dict)
    background: bool = False

    def wire(self, protocol: WireProtocol) -> dict[str, Any]:
        """The fields of the request body that say this in a protocol."""
        fields: dict[str, Any] = dict(self.other)
        if self.temperature is not None:
            fields["temperature"] = self.temperature
        if self.top_p is not None:
            fields["top_p"] = self.top_p
        if self.max_tokens is not None:
            fields["max_output_tokens" if protocol is WireProtocol.OPENAI_RESPONSES else "max_tokens"] = self.max_tokens
        if self.background and protocol is WireProtocol.OPENAI_RESPONSES:
            fields["background"] = True
        if self.reasoning_effort:
            match protocol:
                case WireProtocol.OPENAI_CHAT:
                    fields["reasoning_effort"] = self.reasoning_effort
                case WireProtocol.OPENAI_RESPONSES:
                    fields["reasoning"] = {"effort": self.reasoning_effort}
                case WireProtocol.ANTHROPIC_MESSAGES:
                    fields["output_config"] = {"effort": self.reasoning_effort}
        return fields


@dataclass(frozen=True, slots=True)
class Preset:
    """`provider` and `model` empty: whoever is chosen in the conversation."""

    id: str
    name: str
    system: str = ""
    provider: str = ""
    model: str = ""
    parameters: Parameters = field(default_factory=Parameters)


def new_preset(name: str) -> Preset:
    return Preset(f"p-{uuid.uuid4().hex[:8]}", name)


def load_presets(path: Path) -> tuple[tuple[Preset, ...], tuple[str, ...]]:
    """The presets of the file, and notices about what could not be used."""
    shelf = read_shelf(path)
    presets, notices = presets_of(shelf.tables)
    return presets, (*shelf.notices, *notices)


def presets_of(tables: Tables) -> tuple[tuple[Preset, ...], tuple[str, ...]]:
    """The presets that tables say, and notices about what could not be used."""
    notices: list[str] = []
    presets = tuple(_preset(key, table, notices) for key, table in tables.items())
    return presets, tuple(notices)


def tables_of(presets: Iterable[Preset]) -> Tables:
    return {preset.id: bare(_table(preset)) for preset in presets}


def save_presets(path: Path, presets: Iterable[Preset], known: Iterable[str]) -> None:
    """Write them; `known` are the ids that were there before. Raises OSError."""
    write_shelf(path, {preset.id: _table(preset) for preset in presets}, known)


def _table(preset: Preset) -> dict[str, Any]:
    parameters = preset.parameters
    numbers = {
        **parameters.other,
        "temperature": parameters.temperature,
        "top_p": parameters.top_p,
        "max_tokens": parameters.max_tokens,
        "reasoning_effort": parameters.reasoning_effort or None,
        "background": parameters.background or None,
    }
    words = {"system": preset.system, "provider": preset.provider, "model": preset.model}
    return {"name": preset.name, **{name: word or None for name, word in words.items()}, "parameters": numbers}


def _preset(key: str, table: Mapping[str, Any], notices: list[str]) -> Preset:
    def wrong(name: str) -> None:
        notices.append(f"The preset “{key}” has a wrong value for {name}; it is left out.")

    def text(name: str) -> str:
        value = table.get(name, "")
        if isinstance(value, str):
            return value
        wrong(name)
        return ""

    given = table.get("parameters", {})
    if not isinstance(given, Mapping):
        wrong("parameters")
        given = {}
    usable = {}
    for name, value in given.items():
        check = _CHECKS.get(name)
        if check is None or check(value):
            usable[name] = value
        else:
            wrong(name)
    known = {name: usable.pop(name) for name in _CHECKS if name in usable}
    parameters = Parameters(**known, other=usable)
    return Preset(key, text("name") or key, text("system"), text("provider"), text("model"), parameters)


def _is_number(value: object, least: float, most: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


_CHECKS: Final = {
    "temperature": lambda value: _is_number(value, 0, 2),
    "top_p": lambda value: _is_number(value, 0, 1),
    "max_tokens": lambda value: isinstance(value, int) and _is_number(value, 1, 10_000_000),
    "reasoning_effort": lambda value: isinstance(value, str) and bool(value),
    "background": lambda value: isinstance(value, bool),
}
