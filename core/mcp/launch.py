"""How a server's program is started: which file, with which environment. Starts nothing itself."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.errors import ConfigurationError
from core.mcp.spec import ServerSpec

_USUAL: Final = ("HOME", "LANG", "LANGUAGE", "LOGNAME", "PATH", "SHELL", "TERM", "TMPDIR", "TZ", "USER")
_USUAL_WINDOWS: Final = (
    *("APPDATA", "COMSPEC", "HOMEDRIVE", "HOMEPATH", "LOCALAPPDATA", "NUMBER_OF_PROCESSORS", "PATH", "PATHEXT"),
    *("PROCESSOR_ARCHITECTURE", "PROGRAMDATA", "PROGRAMFILES", "SYSTEMDRIVE", "SYSTEMROOT", "TEMP", "TMP"),
    *("USERNAME", "USERPROFILE", "WINDIR"),
)
_REFERENCE: Final = re.compile(r"\$\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Launch:
    """What is handed to the system, without a shell. Its repr does not show the environment."""

    words: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path

    def __repr__(self) -> str:
        return f"Launch({self.words!r})"


def usual_environment(ours: Mapping[str, str]) -> dict[str, str]:
    """What every program needs of our environment, and nothing else: no key of ours is in it."""
    names = _USUAL_WINDOWS if sys.platform == "win32" else _USUAL
    known = {name: ours[name] for name in names if name in ours}
    known |= {name: value for name, value in ours.items() if name.startswith("LC_")}
    return {name: value for name, value in known.items() if not value.startswith("()")}  # functions of a shell


def plan(spec: ServerSpec, secrets: Mapping[str, str], ours: Mapping[str, str] = os.environ) -> Launch:
    """The launch of a server. `${NAME}` in a value is taken from our own environment. Raises ConfigurationError with a
    sentence where something is missing."""
    environment = usual_environment(ours)
    missing = [name for name in spec.secrets if not secrets.get(name)]
    if missing:
        raise ConfigurationError(f"A value is missing for {', '.join(missing)}. Enter it in the settings.")
    for name, value in (*spec.environment, *((name, secrets[name]) for name in spec.secrets)):
        environment[name] = filled(value, ours)
    folder = Path(filled(spec.folder, ours)).expanduser() if spec.folder else Path.home()
    if not folder.is_dir():
        raise ConfigurationError(f"The folder {str(folder)!r} is not there.")
    command = os.path.expanduser(filled(spec.command, ours))  # noqa: PTH111  # a bare name must stay one
    program = shutil.which(command, path=environment.get("PATH", os.defpath))
    if program is None:
        raise ConfigurationError(f"There is no program {command!r}. Install it, or give its whole path.")
    words = (program, *(filled(word, ours) for word in spec.arguments))
    return Launch(words, environment, folder)


def filled(value: str, ours: Mapping[str, str]) -> str:
    """`value` with the variables of our environment that it names. Raises ConfigurationError where one is not set."""

    def of(match: re.Match[str]) -> str:
        if match[1] not in ours:
            raise ConfigurationError(f"The environment variable {match[1]} is not set.")
        return ours[match[1]]

    return _REFERENCE.sub(of, value)
