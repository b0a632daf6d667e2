"""Settings as a file to take elsewhere, with the named things that a person keeps beside them.

It is written without keys, and read as a proposal that changes nothing yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError

from core.errors import ConfigurationError
from core.settings.files import write
from core.settings.schema import Settings
from core.settings.shelf import Tables
from core.settings.store import fill, understood

LARGEST: Final = 8 << 20  # bytes; a settings file has some thousand, prompts have more
_WHOLE: Final = ("keys",)  # what is taken as a whole: a command that is not named has its usual keys
_FREE: Final = ("keys", "providers")  # what is in there is named by people


@dataclass(frozen=True, slots=True)
class Change:
    """A setting by its path, such as "appearance.theme", as it is and as it would be; empty where there is none."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shelved:
    """Named things that go along. `section` is their place in the file; `tables` what there is, by id, without keys;
    `read(tables)` gives what can be used of a file's, and notices about the rest."""

    section: str
    tables: Tables
    read: Callable[[Tables], tuple[Tables, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A named thing that a file brings; `new` or other than the one there is."""

    section: str
    id: str
    name: str
    new: bool
    table: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file would make of the settings, and the named things that it brings. `notices` say what in it cannot be
    used, `unknown` are paths that this version does not know."""

    settings: Settings
    changes: tuple[Change, ...]
    notices: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()

    def tables(self, section: str) -> Tables:
        """What the file brings for a section."""
        return {piece.id: piece.table for piece in self.pieces if piece.section == section}


def export(settings: Settings, path: Path, shelves: Iterable[Shelved] = ()) -> None:
    """Write the settings to a file, without keys. Raises OSError, and ConfigurationError for what must not be
    written."""
    write(path, written(settings, shelves))


def written(settings: Settings, shelves: Iterable[Shelved] = ()) -> str:
    """The settings as the text of a file. Raises ConfigurationError for what must not be written."""
    document = tomlkit.document()
    document.add(tomlkit.comment("Settings of Rivulet. API keys are not in here."))
    fill(document, settings)
    for shelf in shelves:
        if shelf.tables:
            document[shelf.section] = {key: dict(table) for key, table in shelf.tables.items()}
    return tomlkit.dumps(document)


def propose(settings: Settings, path: Path, shelves: Iterable[Shelved] = ()) -> Proposal:
    """What the file would make of `settings` and `shelves`: what it does not name stays. Raises OSError, and
    ConfigurationError for what is no file of settings."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ConfigurationError("This file is too large to be one of settings.")
    try:
        return propose_text(settings, data.decode(), shelves)
    except UnicodeDecodeError as error:
        raise ConfigurationError("This is not a file of settings: it is not text.") from error


def propose_text(settings: Settings, text: str, shelves: Iterable[Shelved] = ()) -> Proposal:
    """`propose()` for a text. Raises ConfigurationError."""
    try:
        offered: dict[str, Any] = tomlkit.parse(text).unwrap()
    except TOMLKitError as error:
        raise ConfigurationError(f"This is not a file of settings ({error}).") from error
    brought, complaints = _pieces(offered, shelves)
    loaded = understood(_joined(_tree(settings), offered))
    known = dict(_leaves(_tree(Settings())))
    unknown = tuple(path for path, _ in _leaves(offered) if path not in known and path.partition(".")[0] not in _FREE)
    if offered and not brought and len(unknown) == len(dict(_leaves(offered))):
        raise ConfigurationError("This file has no settings of Rivulet in it.")
    return Proposal(
        loaded.settings, changes(settings, loaded.settings), (*loaded.notices, *complaints), unknown, brought
    )


def changes(before: Settings, after: Settings) -> tuple[Change, ...]:
    """What is other in `after`, in the order of the file."""
    old, new = dict(_leaves(_tree(before))), dict(_leaves(_tree(after)))
    return tuple(
        Change(path, _said(old.get(path)), _said(new.get(path)))
        for path in dict.fromkeys((*old, *new))
        if old.get(path) != new.get(path)
    )


def _pieces(offered: dict[str, Any], shelves: Iterable[Shelved]) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
    """Take the named things out of what a file offers; what is there already is left out."""
    pieces: list[Piece] = []
    notices: list[str] = []
    for shelf in shelves:
        given = offered.pop(shelf.section, None)
        named = given.items() if isinstance(given, Mapping) else ()
        usable, said = shelf.read({key: table for key, table in named if isinstance(table, Mapping)})
        notices += said
        pieces += (
            Piece(shelf.section, key, str(table.get("name", key)), key not in shelf.tables, table)
            for key, table in usable.items()
            if table != shelf.tables.get(key)
        )
    return tuple(pieces), tuple(notices)


def _tree(settings: Settings) -> dict[str, Any]:
    document = tomlkit.document()
    fill(document, settings)
    tree: dict[str, Any] = document.unwrap()
    return tree


def _joined(under: Mapping[str, Any], over: Mapping[str, Any], inside: str = "") -> dict[str, Any]:
    joined = dict(under)
    for name, value in over.items():
        below = joined.get(name)
        whole = name in _WHOLE and not inside
        if isinstance(below, Mapping) and isinstance(value, Mapping) and not whole:
            joined[name] = _joined(below, value, name)
        else:
            joined[name] = value
    return joined


def _leaves(tree: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        path = f"{above}.{name}" if above else name
        if isinstance(value, Mapping):
            yield from _leaves(value, path)
        else:
            yield path, value


def _said(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return ", ".join(map(str, value))
        case _:
            return str(value)
