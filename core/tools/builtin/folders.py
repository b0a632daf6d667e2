"""`list_files` and `read_file`, inside folders that the user chose and nowhere else.

A path is followed to its real place first, links included; what lies outside is refused before anything of it is read.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any, Final

from core.background import in_background
from core.errors import ToolArgumentsError
from core.filetypes import decoded, name_of_other, size_text
from core.messages import ToolTable
from core.providers.base import ToolSpec
from core.tools import arguments as given
from core.tools.base import Call, Tool, ToolOutput

Folders = Callable[[], Sequence[Path]]

LARGEST_FILE: Final = 10_000_000  # bytes
MOST_TEXT: Final = 60_000  # characters of one result
MOST_ENTRIES: Final = 500
_MOST_LOOKED_AT: Final = 20_000  # files, while a pattern is searched for
_LONGEST_PATH: Final = 4096
_NOWHERE: Final = "No folder was chosen. The user can choose folders in the settings, under Tools."


@dataclass(frozen=True, slots=True)
class Place:
    """A real path inside of a chosen folder, and that folder."""

    root: Path
    path: Path

    def shown(self) -> str:
        """The path as a model may give it back: from the folder's name on."""
        inside = self.path.relative_to(self.root).as_posix()
        return self.root.name if inside == "." else f"{self.root.name}/{inside}"


def find(folders: Sequence[Path], written: str) -> Place:
    """Where a path leads: absolute, or beginning with a chosen folder's name, or inside of the only one. Raises
    ToolArgumentsError for whatever is not inside."""
    roots = _roots(folders)
    if "\0" in written:
        raise ToolArgumentsError("A path cannot have this character in it.")
    try:
        for root, path in _candidates(roots, written):
            real = path.resolve()
            if real == root or real.is_relative_to(root):
                if real.exists():
                    return Place(root, real)
            else:
                raise ToolArgumentsError(f"{given.shown(written)} lies outside of the chosen folders; it was not read.")
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links
        raise ToolArgumentsError(f"{given.shown(written)} cannot be found: {_why(error)}.") from error
    known = ", ".join(root.name for root in roots)
    raise ToolArgumentsError(f"There is no {given.shown(written)}. The chosen folders are: {known}.")


def _roots(folders: Sequence[Path]) -> list[Path]:
    roots = []
    for folder in folders:
        with contextlib.suppress(OSError, RuntimeError):
            real = folder.resolve(strict=True)
            if real.is_dir() and real not in roots:
                roots.append(real)
    if not roots:
        raise ToolArgumentsError(_NOWHERE)
    return roots


def _candidates(roots: Sequence[Path], written: str) -> Iterator[tuple[Path, Path]]:
    """What a path can mean, as a root and a path that shall be below it."""
    path = Path(written)
    if written.startswith("~"):
        raise ToolArgumentsError("Write the path from the chosen folder's name on.")
    if path.is_absolute():
        inside = [root for root in roots if path == root or path.is_relative_to(root)]
        yield from ((root, path) for root in (inside or roots[:1]))
        return
    first, *rest = path.parts or ("",)
    for root in roots:
        if first == root.name:
            yield root, root.joinpath(*rest)
    for root in roots if len(roots) > 1 or first != roots[0].name else ():
        yield root, root / path


# --- listing ----------------------------------------------------------------------------------------------------------


async def _list(folders: Folders, arguments: dict[str, Any], call: Call) -> ToolOutput:
    given.only(arguments, ("path", "pattern"))
    written, pattern = arguments.get("path") or "", arguments.get("pattern") or ""
    if not isinstance(written, str) or not isinstance(pattern, str) or max(len(written), len(pattern)) > _LONGEST_PATH:
        raise ToolArgumentsError("`path` and `pattern` must be texts.")
    return await in_background(partial(listing, folders(), written.strip(), pattern.strip()), "list_files")


def listing(folders: Sequence[Path], written: str, pattern: str) -> ToolOutput:
    """What is in a folder, or the files below it whose name fits. Reads the disk: for a thread."""
    if not written and not pattern:
        roots = _roots(folders)
        if len(roots) > 1:
            return _table([(f"{root.name}/", "folder", "") for root in roots], "The chosen folders:", "")
    places = [find(folders, written)] if written else [Place(root, root) for root in _roots(folders)]
    if any(not place.path.is_dir() for place in places):
        raise ToolArgumentsError(f"{given.shown(written)} is a file. Read it with `read_file`.")
    rows: list[tuple[str, str, str]] = []
    note = ""
    try:
        for place in places:
            note = _found(place, pattern, rows) if pattern else _entries(place, rows)
    except OSError as error:
        raise ToolArgumentsError(f"The folder cannot be read: {_why(error)}.") from error
    what = f"Files named {pattern} in" if pattern else "In"
    return _table(rows, f"{what} {', '.join(place.shown() for place in places)}:", note)


def _entries(place: Place, rows: list[tuple[str, str, str]]) -> str:
    with os.scandir(place.path) as found:
        entries = sorted(found, key=lambda entry: (not entry.is_dir(follow_symlinks=False), entry.name.casefold()))
    for entry in entries[:MOST_ENTRIES]:
        rows.append(_row(entry, entry.name))
    return f"{len(entries) - MOST_ENTRIES:,} more are not shown." if len(entries) > MOST_ENTRIES else ""


def _found(place: Place, pattern: str, rows: list[tuple[str, str, str]]) -> str:
    """Below a folder, without following links: they may lead anywhere."""
    looked_at, waiting = 0, [place.path]
    while waiting:
        folder = waiting.pop(0)
        with contextlib.suppress(OSError), os.scandir(folder) as found:
            for entry in sorted(found, key=lambda entry: entry.name.casefold()):
                looked_at += 1
                if len(rows) >= MOST_ENTRIES or looked_at > _MOST_LOOKED_AT:
                    return "There may be more: the search ended here."
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                elif fnmatch(entry.name.casefold(), pattern.casefold()):
                    rows.append(_row(entry, Path(entry.path).relative_to(place.path).as_posix()))
    return ""


def _row(entry: os.DirEntry[str], name: str) -> tuple[str, str, str]:
    if entry.is_symlink():
        return name, "link", ""
    if entry.is_dir(follow_symlinks=False):
        return f"{name}/", "folder", ""
    return name, "file", size_text(entry.stat(follow_symlinks=False).st_size)


def _table(rows: list[tuple[str, str, str]], heading: str, note: str) -> ToolOutput:
    shown = [(_sound(name), kind, size) for name, kind, size in rows]
    lines = [f"{name}  {size}".rstrip() if kind != "link" else f"{name}  (a link)" for name, kind, size in shown]
    text = "\n".join([heading, *(lines or ["(nothing)"]), *([note] if note else [])])
    return ToolOutput(text, table=ToolTable(("Name", "Kind", "Size"), tuple(shown)) if rows else None)


def _sound(name: str) -> str:
    """A file's name as text that can be stored: bytes that are no text are marked."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


# --- reading ----------------------------------------------------------------------------------------------------------


async def _read(folders: Folders, arguments: dict[str, Any], call: Call) -> str:
    given.only(arguments, ("path", "from_line", "to_line"))
    written = given.text(arguments, "path", longest=_LONGEST_PATH, example="notes/todo.md")
    first = given.whole(arguments, "from_line", 1, 1, 10**9)
    last = given.whole(arguments, "to_line", 10**9, 1, 10**9)
    if last < first:
        raise ToolArgumentsError("`to_line` comes before `from_line`.")
    return await in_background(partial(reading, folders(), written, first, last), "read_file")


def reading(folders: Sequence[Path], written: str, first: int, last: int) -> str:
    """The lines of a text file. Reads the disk: for a thread."""
    place = find(folders, written)
    try:
        data = _bytes(place)
    except OSError as error:
        raise ToolArgumentsError(f"{given.shown(written)} cannot be read: {_why(error)}.") from error
    text = decoded(data)
    if text is None:
        what = name_of_other(data) or "not a text file"
        raise ToolArgumentsError(f"{given.shown(written)} is {what}; only text can be read.")
    lines = text.splitlines()
    chosen, size = [], 0
    for line in lines[first - 1 : last]:
        size += len(line) + 1
        if size > MOST_TEXT:
            break
        chosen.append(line)
    if not chosen and first <= len(lines):
        chosen = [lines[first - 1][:MOST_TEXT]]
    end = first + len(chosen) - 1
    heading = f"{place.shown()}, {size_text(len(data))}, {len(lines):,} lines"
    if first > len(lines):
        return f"{heading}. It ends before line {first:,}."
    if (first, end) == (1, len(lines)):
        return f"{heading}:\n{text}"
    more = f"\n[cut after line {end:,}; go on with from_line {end + 1}]" if end < min(last, len(lines)) else ""
    return f"{heading}; lines {first:,} to {end:,}:\n" + "\n".join(chosen) + more


def _bytes(place: Place) -> bytes:
    """The content of a file that is still where it was found. Raises OSError and ToolArgumentsError."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if place.path.is_dir():
        raise ToolArgumentsError(f"{given.shown(place.shown())} is a folder. List it with `list_files`.")
    if not place.path.is_file():
        raise ToolArgumentsError(f"{given.shown(place.shown())} is not a plain file; it was not read.")
    with os.fdopen(os.open(place.path, flags), "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise ToolArgumentsError(f"{given.shown(place.shown())} is not a plain file; it was not read.")
        if place.path.resolve() != place.path:  # a folder on the way has become a link meanwhile
            raise ToolArgumentsError(f"{given.shown(place.shown())} was moved while it was opened; it was not read.")
        if about.st_size > LARGEST_FILE:
            most = size_text(LARGEST_FILE)
            raise ToolArgumentsError(f"The file has {size_text(about.st_size)}; {most} are the most.")
        return file.read(LARGEST_FILE)


def _why(error: BaseException) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


# --- tools ------------------------------------------------------------------------------------------------------------


def folder_tools(folders: Folders) -> tuple[Tool, ...]:
    """The tools over the folders as they are chosen at each call. They read what is private, so they ask."""
    where = "The user chose which folders can be read; a path begins with the name of one of them."
    return (
        Tool(
            spec=ToolSpec(
                name="list_files",
                description="List a folder of the user; with a pattern, find files by name in all that is below. "
                f"{where} Without a path: the chosen folders.",
                parameters={
                    "type": "object",
                    "properties": {
                        "path": {"type": "string", "description": "For example notes/2026"},
                        "pattern": {"type": "string", "description": "For example *.md"},
                    },
                    "additionalProperties": False,
                },
            ),
            run=partial(_list, folders),
            read_only=True,
        ),
        Tool(
            spec=ToolSpec(
                name="read_file",
                description=f"Read a text file of the user, or some lines of it. {where}",
                parameters={
                    "type": "object",
                    "properties": {
                        "path": {"type": "string", "description": "For example notes/2026/todo.md"},
                        "from_line": {"type": "integer", "description": "The first line, from 1"},
                        "to_line": {"type": "integer", "description": "The last line"},
                    },
                    "required": ["path"],
                    "additionalProperties": False,
                },
            ),
            run=partial(_read, folders),
            read_only=True,
        ),
    )
