"""Reads and writes `settings.toml`: tolerant in reading, careful in writing, and never with a key in it.

Comments and entries this version does not know stay in the file. Whatever is wrong with it becomes a sentence, never
an exception; a file that is no TOML is set aside with its date, and a new one is begun.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

import tomlkit
from tomlkit.exceptions import TOMLKitError

from core.errors import ConfigurationError
from core.limits import Limits, Timeouts
from core.network import Network, proxy_complaint
from core.providers.base import ProviderSpec
from core.providers.registry import load_presets, parse_spec, to_table
from core.settings.files import set_aside, table, update, write
from core.settings.schema import CommandKeys, DesktopSettings, Settings, ToolSettings

NEVER: Final = "never"
_LONGEST_S: Final = 86_400.0
_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Loaded:
    """`notices` say what could not be used, and what was done instead."""

    settings: Settings
    notices: tuple[str, ...] = ()


def load(path: Path) -> Loaded:
    """The settings of the file; the usual ones where there is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Loaded(Settings())
    except (OSError, UnicodeDecodeError) as error:
        return Loaded(Settings(), (_set_aside(path, str(error)),))
    try:
        document: Mapping[str, Any] = tomlkit.parse(text).unwrap()
    except TOMLKitError as error:
        return Loaded(Settings(), (_set_aside(path, str(error)),))
    return understood(document)


def understood(document: Mapping[str, Any]) -> Loaded:
    """The settings that a document has, and the usual ones for what it lacks."""
    reader = _Reader()
    return Loaded(reader.settings(document), tuple(reader.notices))


def save(path: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all. Raises OSError where the disk does not take them, and
    ConfigurationError for what must not be written, such as a secret in a header."""
    path = path.resolve()  # a link to a file that is kept elsewhere stays a link
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        document = tomlkit.document()
    except (UnicodeDecodeError, TOMLKitError) as error:  # somebody has edited it since it was loaded
        _set_aside(path, str(error))
        document = tomlkit.document()
    fill(document, settings)
    write(path, tomlkit.dumps(document))


def fill(document: tomlkit.TOMLDocument, settings: Settings) -> None:
    """Put the settings into a document; what else stands in it stays. Raises ConfigurationError, as `save()` does."""
    tables = {spec.id: _checked_table(spec) for spec in settings.providers}
    timeouts = settings.limits.timeouts
    update(document, {"provider": settings.provider, "model": settings.model})
    update(
        table(document, "appearance"),
        {
            "language": settings.language.value,
            "theme": settings.appearance.value,
            "contrast": settings.contrast.value,
            "motion": settings.motion.value,
            "scale": settings.scale,
            "as_it_arrives": settings.as_it_arrives,
        },
    )
    update(table(document, "conversations"), {"titles_by_model": settings.titles_by_model})
    seconds = {field.name: getattr(timeouts, field.name) for field in fields(Timeouts)}
    update(table(document, "timeouts"), {n: NEVER if value is None else value for n, value in seconds.items()})
    update(
        table(document, "limits"),
        {
            "max_retries": settings.limits.max_retries,
            "max_answer_bytes": settings.limits.max_answer_bytes,
            "max_tool_rounds": settings.limits.max_tool_rounds,
            "tool_timeout": NEVER if settings.limits.tool_timeout is None else settings.limits.tool_timeout,
            "max_tool_output": settings.limits.max_tool_output,
        },
    )
    tools = settings.tools
    update(
        table(document, "tools"),
        {"folders": list(tools.folders), "private_pages": tools.private_pages, "on": list(tools.on)},
    )
    update(table(document, "desktop"), asdict(settings.desktop))
    network = settings.network
    own = {"proxy": network.proxy.value, "address": network.address, "ca_file": network.ca_file}
    update(table(document, "network"), own)
    keys = table(document, "keys")
    for gone in set(keys) - {each.command for each in settings.keys}:
        del keys[gone]
    update(keys, {each.command: list(each.keys) for each in settings.keys})
    providers = table(document, "providers")
    for gone in set(providers) - set(tables):
        if _is_provider(gone, providers[gone]):  # what could not be read is the person's to mend
            del providers[gone]
    for provider_id, values in tables.items():
        update(table(providers, provider_id), values)


# --- reading ----------------------------------------------------------------------------------------------------------


class _Reader:
    def __init__(self) -> None:
        self.notices: list[str] = []

    def settings(self, document: Mapping[str, Any]) -> Settings:
        usual = Settings()
        look, limits = self._section(document, "appearance"), self._section(document, "limits")
        talks = self._section(document, "conversations")
        return Settings(
            provider=self._text(document, "provider", usual.provider),
            model=self._text(document, "model", usual.model),
            providers=self._providers(self._section(document, "providers")),
            limits=Limits(
                timeouts=self._timeouts(self._section(document, "timeouts")),
                max_retries=round(self._number(limits, "max_retries", usual.limits.max_retries, 0, 5)),
                max_answer_bytes=round(
                    self._number(limits, "max_answer_bytes", usual.limits.max_answer_bytes, 1 << 20, 1 << 32)
                ),
                max_tool_rounds=round(self._number(limits, "max_tool_rounds", usual.limits.max_tool_rounds, 1, 1000)),
                tool_timeout=self._tool_timeout(limits, usual.limits),
                max_tool_output=round(
                    self._number(limits, "max_tool_output", usual.limits.max_tool_output, 1_000, 16 << 20)
                ),
            ),
            language=self._word(look, "language", usual.language),
            appearance=self._word(look, "theme", usual.appearance),
            contrast=self._word(look, "contrast", usual.contrast),
            motion=self._word(look, "motion", usual.motion),
            scale=self._number(look, "scale", usual.scale, 0.8, 2.0),
            as_it_arrives=self._switch(look, "as_it_arrives", usual.as_it_arrives),
            titles_by_model=self._switch(talks, "titles_by_model", usual.titles_by_model),
            tools=self._tools(self._section(document, "tools")),
            desktop=self._desktop(self._section(document, "desktop")),
            network=self._network(self._section(document, "network")),
            keys=self._keys(self._section(document, "keys")),
        )

    def _keys(self, table: Mapping[str, Any]) -> tuple[CommandKeys, ...]:
        """Which commands and keys there are, is not known here; what is no list of texts is left out."""
        chosen = []
        for command, keys in table.items():
            if isinstance(keys, list) and all(isinstance(each, str) for each in keys):
                chosen.append(CommandKeys(command, tuple(keys)))
            else:
                self._wrong(command)
        return tuple(chosen)

    def _desktop(self, table: Mapping[str, Any]) -> DesktopSettings:
        usual = DesktopSettings()
        names = [field.name for field in fields(DesktopSettings)]
        return DesktopSettings(**{name: self._switch(table, name, getattr(usual, name)) for name in names})

    def _network(self, table: Mapping[str, Any]) -> Network:
        usual = Network()
        address = self._text(table, "address", usual.address)
        if address and (complaint := proxy_complaint(address)):
            self.notices.append(f"The proxy of the settings is left out. {complaint}")
            address = ""
        return Network(self._word(table, "proxy", usual.proxy), address, self._text(table, "ca_file", usual.ca_file))

    def _tools(self, table: Mapping[str, Any]) -> ToolSettings:
        usual = ToolSettings()
        folders = self._texts(table, "folders", usual.folders)
        for folder in folders:
            if not Path(folder).is_absolute():
                self.notices.append(f"The folder “{folder}” for tools is not a whole path; it is left out.")
        return ToolSettings(
            folders=tuple(folder for folder in folders if Path(folder).is_absolute()),
            private_pages=self._switch(table, "private_pages", usual.private_pages),
            on=self._texts(table, "on", usual.on),
        )

    def _texts(self, table: Mapping[str, Any], name: str, usual: tuple[str, ...]) -> tuple[str, ...]:
        value = table.get(name, usual)
        if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
            return tuple(dict.fromkeys(value))
        self._wrong(name)
        return usual

    def _section(self, document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        value = document.get(name, {})
        if isinstance(value, Mapping):
            return value
        self._wrong(name)
        return {}

    def _timeouts(self, table: Mapping[str, Any]) -> Timeouts:
        seconds: dict[str, float | None] = {}
        for field in fields(Timeouts):
            if table.get(field.name) == NEVER:
                seconds[field.name] = None
            elif field.name in table:
                usual = getattr(Timeouts(), field.name)
                seconds[field.name] = self._number(table, field.name, usual, 0.1, _LONGEST_S)
        return replace(Timeouts(), **seconds)

    def _tool_timeout(self, table: Mapping[str, Any], usual: Limits) -> float | None:
        if table.get("tool_timeout") == NEVER:
            return None
        seconds: float | None = self._number(table, "tool_timeout", usual.tool_timeout, 0.1, _LONGEST_S)
        return seconds

    def _providers(self, tables: Mapping[str, Any]) -> tuple[ProviderSpec, ...]:
        presets, specs = load_presets(), []
        for provider_id, values in tables.items():
            try:
                specs.append(_provider(provider_id, values, presets))
            except ConfigurationError as error:
                self.notices.append(f"{error.info.message} The entry is left out.")
        return tuple(specs)

    def _text(self, table: Mapping[str, Any], name: str, usual: str) -> str:
        value = table.get(name, usual)
        if isinstance(value, str):
            return value
        self._wrong(name)
        return usual

    def _number(self, table: Mapping[str, Any], name: str, usual: float | None, least: float, most: float) -> Any:
        value = table.get(name, usual)
        if value is usual or (
            isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most
        ):
            return value
        self.notices.append(f"The setting {name} must be a number from {least:g} to {most:g}; the usual one is used.")
        return usual

    def _switch(self, table: Mapping[str, Any], name: str, usual: bool) -> bool:
        value = table.get(name, usual)
        if isinstance(value, bool):
            return value
        self.notices.append(f"The setting {name} must be true or false; the usual one is used.")
        return usual

    def _word(self, table: Mapping[str, Any], name: str, usual: _Word) -> _Word:
        try:
            return type(usual)(table.get(name, usual))
        except ValueError:
            self._wrong(name)
            return usual

    def _wrong(self, name: str) -> None:
        self.notices.append(f"The setting {name} could not be understood; the usual one is used.")


def _provider(provider_id: str, table: object, presets: Mapping[str, ProviderSpec]) -> ProviderSpec:
    """Raises ConfigurationError."""
    if not isinstance(table, Mapping) or not provider_id:
        raise ConfigurationError(f"The entry “{provider_id}” is not a provider.")
    return parse_spec(provider_id, table, presets.get(provider_id))


# --- writing ----------------------------------------------------------------------------------------------------------


def _checked_table(spec: ProviderSpec) -> dict[str, Any]:
    """Raises ConfigurationError for what must not be written."""
    table = to_table(spec)
    parse_spec(spec.id, table)
    return table


def _is_provider(provider_id: str, table: object) -> bool:
    try:
        _provider(provider_id, table, load_presets())
    except ConfigurationError:
        return False
    return True


def _set_aside(path: Path, why: str) -> str:
    aside = set_aside(path)
    if aside is None:
        return f"The settings in {path.name} could not be read ({why}); the usual ones are used."
    return f"The settings could not be read ({why}). The file is kept as {aside.name}; the usual settings are used."
