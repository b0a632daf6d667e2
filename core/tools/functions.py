"""The user's own Python functions as tools: every public function of every file in a folder.

Each call runs in a process of its own. A tool's identity covers the bytes of its file and of the helpers beside it
(files whose name begins with "_"), so a function that was changed asks again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from core.providers.base import ToolSpec
from core.tools.base import FUNCTIONS_SOURCE, Call, Tool, ToolOutput
from core.tools.functions_reader import FunctionFile, read_functions

MOST_FILES: Final = 100
LARGEST_FILE: Final = 1_000_000  # bytes
FOLDER: Final = "tools"  # in the data folder


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as it was read: when it was written and how large it is tell whether to read it again."""

    written: int
    size: int
    sha256: str
    file: FunctionFile


class FunctionSource:
    """`hidden()` names the environment variables that a function does not get: keys of providers. The folder is made
    when the user opens it, not before."""

    def __init__(self, folder: Path, hidden: Callable[[], Iterable[str]] = tuple) -> None:
        self.folder = folder
        self.changed: Callable[[], None] = lambda: None
        self._hidden = hidden
        self._read: dict[str, _Read] = {}
        self._trouble = ""
        self._tools: tuple[Tool, ...] = ()

    @property
    def id(self) -> str:
        return FUNCTIONS_SOURCE

    @property
    def title(self) -> str:
        return "Your functions"

    @property
    def files(self) -> tuple[FunctionFile, ...]:
        """What was read last."""
        return tuple(each.file for each in self._read.values() if not each.file.name.startswith("_"))

    def tools(self) -> tuple[Tool, ...]:
        """Looks for changes first: some `stat` calls where there are none."""
        self.look()
        return self._tools

    def notes(self) -> tuple[str, ...]:
        said = [f"{file.name}: {trouble}" for file in self.files for trouble in file.troubles]
        return (self._trouble, *said) if self._trouble else tuple(said)

    async def ready(self) -> None:
        return

    def look(self) -> bool:
        """Read what is new or was written since; returns whether anything is otherwise."""
        before, trouble = self._read, self._trouble
        self._trouble = ""
        try:
            self._read = self._scan()
        except FileNotFoundError:
            self._read = {}
        except OSError as error:
            self._read, self._trouble = {}, f"The folder cannot be read: {error.strerror or error}."
        if before == self._read and trouble == self._trouble:
            return False
        self._tools = tuple(self._made())
        return True

    def reload(self) -> None:
        """Read everything anew, and tell."""
        self._read = {}
        self.look()
        self.changed()

    def _scan(self) -> dict[str, _Read]:
        with os.scandir(self.folder) as entries:
            found = sorted(entry.name for entry in entries if entry.name.endswith(".py") and entry.is_file())
        if len(found) > MOST_FILES:
            self._trouble = f"There are {len(found)} files; the first {MOST_FILES} are read."
        return {name: self._file(name) for name in found[:MOST_FILES]}

    def _file(self, name: str) -> _Read:
        path = self.folder / name
        try:
            about = path.stat()
            known = self._read.get(name)
            if known is not None and (known.written, known.size) == (about.st_mtime_ns, about.st_size):
                return known
            if about.st_size > LARGEST_FILE:
                trouble = f"It has {about.st_size:,} bytes; {LARGEST_FILE:,} are the most."
                return _Read(about.st_mtime_ns, about.st_size, "", FunctionFile(name, (), (trouble,)))
            data = path.read_bytes()
        except OSError as error:
            trouble = f"It cannot be read: {error.strerror or error}."
            return _Read(0, -1, "", FunctionFile(name, (), (trouble,)))
        file = FunctionFile(name) if name.startswith("_") else read_functions(name, data)
        return _Read(about.st_mtime_ns, about.st_size, hashlib.sha256(data).hexdigest(), file)

    def _made(self) -> Iterable[Tool]:
        helpers = {name: each.sha256 for name, each in self._read.items() if name.startswith("_") and each.sha256}
        for name, each in self._read.items():
            hashes = {**helpers, name: each.sha256}
            for function in each.file.functions:
                yield Tool(
                    spec=ToolSpec(function.name, function.description, function.parameters),
                    run=partial(self._run, self.folder / name, function.name, hashes),
                    source=FUNCTIONS_SOURCE,
                    title=f"{function.name} ({name})",
                    origin=f"{self.folder / name} {' '.join(f'{key}={value}' for key, value in hashes.items())}",
                    own_name=f"{name.removesuffix('.py')}.{function.name}",
                    place=str(self.folder / name),
                )

    async def _run(
        self, path: Path, function: str, hashes: Mapping[str, str], arguments: dict[str, Any], call: Call
    ) -> ToolOutput:
        from core.tools.functions_run import run_function

        return await run_function(path, function, hashes, arguments, call, frozenset(self._hidden()))
