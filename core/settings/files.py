"""TOML files that people edit too: comments and unknown entries stay, a write is whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

import tomlkit

from core.files import whole_file


def table(parent: MutableMapping[str, Any], name: str) -> MutableMapping[str, Any]:
    """The table of that name in `parent`, a new one where there is none."""
    found = parent.get(name)
    if not isinstance(found, MutableMapping):
        parent[name] = found = tomlkit.table()
    return found


def update(into: MutableMapping[str, Any], values: Mapping[str, Any]) -> None:
    """Write what differs, so that the comment behind an unchanged value stays."""
    for name, value in values.items():
        if name not in into or into[name] != value:
            into[name] = value


def write(path: Path, text: str) -> None:
    """Raises OSError, and leaves the old file then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as file:
        file.write(text.encode())


def set_aside(path: Path) -> Path | None:
    """Give an unreadable file another name, so that a new one can be begun; None where that fails."""
    aside = path.with_name(f"{path.stem}-{time.strftime('%Y%m%d-%H%M%S')}.broken")
    try:
        path.replace(aside)
    except OSError:
        return None
    return aside
