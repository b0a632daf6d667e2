"""`servers.toml`: the tool servers that the user has set up. No secret stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.mcp.spec import CALL_LIMIT_S, START_LIMIT_S, Pairs, ServerSpec, Way, without_secrets
from core.providers.registry import holds_secret
from core.settings.shelf import Tables, bare, read_shelf, write_shelf

_NEVER = "never"
_KEY = "${KEY}"  # in the place of an argument that looks like a key
_LONGEST_S = 86_400.0
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class _Wrong(Exception):
    """The name of an entry that cannot be used."""


def load_servers(path: Path) -> tuple[tuple[ServerSpec, ...], tuple[str, ...]]:
    """The servers of the file, and notices about what could not be used."""
    shelf = read_shelf(path)
    specs, notices = servers_of(shelf.tables)
    return specs, (*shelf.notices, *notices)


def servers_of(tables: Tables) -> tuple[tuple[ServerSpec, ...], tuple[str, ...]]:
    """The servers that tables say, and notices about what could not be used."""
    notices, specs = [], []
    for key, table in tables.items():
        try:
            specs.append(_spec(key, table))
        except _Wrong as error:
            notices.append(f"The tool server “{key}” has a wrong value for {error}; it is left out.")
    return tuple(specs), tuple(notices)


def tables_of(specs: Iterable[ServerSpec]) -> Tables:
    """What can be taken to another machine: no key, also none among the arguments, and no agreement to a start."""
    carried = {}
    for spec in specs:
        without, _ = without_secrets(replace(spec, approved=""))
        arguments = tuple(_KEY if holds_secret("", word) else word for word in without.arguments)
        carried[spec.id] = bare(_table(replace(without, arguments=arguments), {}))
    return carried


def save_servers(path: Path, specs: Iterable[ServerSpec], known: Iterable[str]) -> None:
    """Write them; `known` are the ids that were there before. Raises OSError."""
    before = read_shelf(path).tables if path.exists() else {}
    write_shelf(path, {spec.id: _table(spec, before.get(spec.id, {})) for spec in specs}, known)


def _table(spec: ServerSpec, before: Mapping[str, Any]) -> dict[str, Any]:
    stdio = spec.way is Way.STDIO
    return {
        "name": spec.name,
        "way": spec.way.value,
        "command": spec.command if stdio else None,
        "arguments": list(spec.arguments) if stdio else None,
        "environment": _pairs(spec.environment if stdio else (), before.get("environment")),
        "folder": spec.folder or None,
        "url": None if stdio else spec.url,
        "headers": _pairs(() if stdio else spec.headers, before.get("headers")),
        "secrets": list(spec.secrets) or None,
        "on": spec.on,
        "approved": spec.approved or None,
        "start_limit_s": _seconds(spec.start_limit_s),
        "call_limit_s": _seconds(spec.call_limit_s),
    }


def _pairs(pairs: Pairs, before: object) -> dict[str, str | None]:
    """What is to stand in the table now; a name that stood there before and does not any more is taken out."""
    gone: dict[str, str | None] = dict.fromkeys(before) if isinstance(before, Mapping) else {}
    return gone | dict(pairs)


def _seconds(value: float | None) -> float | str:
    return _NEVER if value is None else value


# --- reading ----------------------------------------------------------------------------------------------------------


def _spec(key: str, table: Mapping[str, Any]) -> ServerSpec:
    """Raises _Wrong with the name of the entry that is wrong."""
    if not _ID.fullmatch(key):
        raise _Wrong("its own name, which may have letters, digits, “-” and “_”")
    way = table.get("way", Way.STDIO)
    if way not in tuple(Way):
        raise _Wrong("way")
    return ServerSpec(
        id=key,
        name=_text(table, "name") or key,
        way=Way(way),
        command=_text(table, "command"),
        arguments=_texts(table, "arguments"),
        environment=_read_pairs(table, "environment"),
        folder=_text(table, "folder"),
        url=_text(table, "url"),
        headers=_read_pairs(table, "headers"),
        secrets=_texts(table, "secrets"),
        on=_switch(table, "on"),
        approved=_text(table, "approved"),
        start_limit_s=_limit(table, "start_limit_s", START_LIMIT_S),
        call_limit_s=_limit(table, "call_limit_s", CALL_LIMIT_S),
    )


def _text(table: Mapping[str, Any], name: str) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        raise _Wrong(name)
    return value


def _texts(table: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = table.get(name, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise _Wrong(name)
    return tuple(value)


def _read_pairs(table: Mapping[str, Any], name: str) -> Pairs:
    value = table.get(name, {})
    if not isinstance(value, Mapping) or not all(isinstance(each, str) for each in value.values()):
        raise _Wrong(name)
    return tuple(value.items())


def _switch(table: Mapping[str, Any], name: str) -> bool:
    value = table.get(name, True)
    if not isinstance(value, bool):
        raise _Wrong(name)
    return value


def _limit(table: Mapping[str, Any], name: str, usual: float) -> float | None:
    value = table.get(name, usual)
    if value == _NEVER:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1 <= value <= _LONGEST_S:
        raise _Wrong(name)
    return float(value)
