"""Named things that a person keeps in a TOML file beside the settings: one table each, under its id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from core.settings.files import set_aside, table, update, write

Tables = Mapping[str, Mapping[str, Any]]  # of a file, by id


@dataclass(frozen=True, slots=True)
class Shelf:
    """The tables of a file by id, in its order; `notices` say what could not be read."""

    tables: Mapping[str, Mapping[str, Any]]
    notices: tuple[str, ...] = ()


def read_shelf(path: Path) -> Shelf:
    """Never raises: a file that cannot be read is set aside, with a notice."""
    try:
        document: Mapping[str, Any] = tomlkit.parse(path.read_text(encoding="utf-8")).unwrap()
    except FileNotFoundError:
        return Shelf({})
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        aside = set_aside(path)
        kept = f"The file is kept as {aside.name}." if aside is not None else "It is left as it is."
        return Shelf({}, (f"{path.name} could not be read ({error}). {kept}",))
    return Shelf({key: value for key, value in document.items() if isinstance(value, Mapping)})


def write_shelf(path: Path, tables: Mapping[str, Mapping[str, Any]], known: Iterable[str]) -> None:
    """Write `tables` and take out the ids of `known` (all that were read or written before) that are not among them.
    Whatever else stands in the file stays: other entries, and fields that are not named. A value None takes a field
    out. Raises OSError."""
    path = path.resolve()  # a link to a file that is kept elsewhere stays a link
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        document = tomlkit.document()
    except (UnicodeDecodeError, TOMLKitError):
        set_aside(path)
        document = tomlkit.document()
    for gone in set(known) - set(tables):
        document.pop(gone, None)
    for key, values in tables.items():
        _put(table(document, key), values)
    write(path, tomlkit.dumps(document))


def bare(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table without the fields that say nothing."""
    inner = {name: bare(value) if isinstance(value, Mapping) else value for name, value in table.items()}
    return {name: value for name, value in inner.items() if value is not None and value != {}}


def _put(into: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if value is None:
            into.pop(name, None)
        elif isinstance(value, Mapping):
            _put(table(into, name), value)
        else:
            update(into, {name: value})
