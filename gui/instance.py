"""One window a data folder: the way from a second start to the first one. It knows no Qt: it comes before that.

The first start listens at a socket that only its user can reach (gui/reception.py); a second one says there what it was
started with, and ends once that is taken. Who does not answer within a moment is passed over, and does nothing later.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from gui.options import Options

LIMIT: Final = 4_000_000  # bytes of what a start says: more than a command line holds
TAKEN: Final = b"taken\n"
ENDING: Final = b"ending\n"  # the later start has heard that, and leaves it to the first
_PATIENCE_S: Final = 2.0  # with a first one that hangs
_PRIME, _BASIS = 0x100000001B3, 0xCBF29CE484222325  # of the FNV hash; hashlib would cost the first paint 5 ms


@dataclass(frozen=True, slots=True)
class Asked:
    """What a later start was asked to do. `folder` is the data folder; `token` lets a window come to the front where
    the desktop asks for one."""

    folder: str
    prompt: str = ""
    send: bool = False
    provider: str = ""
    model: str = ""
    protocol: str = ""
    base_url: str = ""
    token: str = ""
    ask: bool = False

    def to_bytes(self) -> bytes:
        """One line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_bytes(cls, line: bytes) -> Asked:
        """What `to_bytes` wrote. Raises ValueError."""
        data: Any = json.loads(line)
        if not isinstance(data, dict) or not isinstance(data.get("folder"), str):
            raise ValueError("This is no start of Rivulet")  # noqa: TRY004  # bad data, not a wrong call
        known = {each.name: data[each.name] for each in fields(cls) if each.name in data}
        if any(isinstance(value, bool) is not (name in ("send", "ask")) for name, value in known.items()):
            raise ValueError("A field has another type")
        if not all(isinstance(value, bool | str) for value in known.values()):
            raise ValueError("A field has another type")
        return cls(**known)


def asked_by(options: Options, folder: Path) -> Asked:
    """What a start with these options would say."""
    return Asked(
        str(folder.resolve()),
        options.prompt,
        options.send,
        options.provider,
        options.model,
        str(options.protocol or ""),
        options.base_url,
        os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID", ""),
        options.ask,
    )


def address(folder: Path) -> str:
    """Where the first start with this data folder listens; empty where there is no place that is the user's alone."""
    name = f"rivulet-{_hash(os.fsencode(folder.resolve())):016x}"
    if sys.platform == "win32":
        return rf"\\.\pipe\{name}"
    place = _private_folder()
    path = f"{place}/{name}.socket"
    return path if place and len(os.fsencode(path)) < 100 else ""  # the system's limit is 104 or 108


def hand_over(asked: Asked, patience: float = _PATIENCE_S) -> bool:
    """Let the first start do what was asked; False where there is none, or none that answers."""
    where = address(Path(asked.folder))
    if not where:
        return False
    try:
        return _ask(where, asked.to_bytes(), patience).startswith(TAKEN)
    except OSError:
        return False


if sys.platform == "win32":

    def _private_folder() -> str:
        return ""

    def _ask(where: str, said: bytes, patience: float) -> bytes:
        with Path(where).open("r+b", buffering=0) as pipe:
            pipe.write(said)
            answer = pipe.read(len(TAKEN)) or b""
            pipe.write(ENDING)
            return answer

else:

    def _private_folder() -> str:
        """The session's own folder, else one of ours in the folder for temporary files."""
        session = os.environ.get("XDG_RUNTIME_DIR", "")
        if session and _is_ours(session):
            return session
        own = f"{tempfile.gettempdir()}/rivulet-{os.getuid()}"
        try:
            Path(own).mkdir(mode=0o700)
        except FileExistsError:
            pass
        except OSError:
            return ""
        return own if _is_ours(own) else ""

    def _is_ours(folder: str) -> bool:
        """Whether it is a folder, no link, that nobody else can write to."""
        try:
            found = os.lstat(folder)
        except OSError:
            return False
        return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022

    def _ask(where: str, said: bytes, patience: float) -> bytes:
        import socket  # what is usually not needed

        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(patience)
            line.connect(where)
            line.sendall(said)
            answer = line.recv(len(TAKEN), socket.MSG_WAITALL)
            line.sendall(ENDING)
            return answer


def _hash(data: bytes) -> int:
    found = _BASIS
    for byte in data:
        found = (found ^ byte) * _PRIME & 0xFFFFFFFFFFFFFFFF
    return found
