"""A person's own prices as something that goes along with the settings: one table, the list as its file has it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import tomlkit

from core.errors import ConfigurationError
from core.prices import parse_prices
from core.settings.files import write
from core.settings.shelf import Tables

_OWN: Final = "own"  # there is one list
_NAME: Final = "name"  # by which it is shown before it holds: its date


def read_list(path: Path) -> Tables:
    """The list of a file; nothing where there is none, or none that can be used."""
    try:
        return prices_of({_OWN: tomllib.loads(path.read_text(encoding="utf-8"))})[0]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}


def prices_of(tables: Tables) -> tuple[Tables, tuple[str, ...]]:
    """What can be used of a list in a file of settings, and a notice where it cannot."""
    table = tables.get(_OWN)
    if table is None:
        return {}, ()
    try:
        name = parse_prices(_text(table)).as_of.isoformat()
    except ConfigurationError as error:
        return {}, (f"The prices in this file are left out: {error}",)
    return {_OWN: {_NAME: name, **_bare(table)}}, ()


def keep_list(path: Path, tables: Tables) -> None:
    """Make the list that a file brought the person's own. Raises OSError."""
    table = tables.get(_OWN)
    if table is not None:
        write(path, _text(table))


def _bare(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name != _NAME}


def _text(table: Mapping[str, Any]) -> str:
    return tomlkit.dumps(_bare(table))
