"""Compiled files of Linux: what they are and which libraries they ask for."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path


def is_compiled(path: Path) -> bool:
    """Whether this is a program or library of Linux."""
    if path.is_symlink() or not path.is_file() or path.suffix == ".pyc":
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def needed(paths: Iterable[Path]) -> dict[Path, set[str]]:
    """The libraries that each file itself names."""
    found: dict[Path, set[str]] = {path: set() for path in paths}
    if not found:
        return found
    done = subprocess.run(["objdump", "-p", *map(str, found)], capture_output=True, text=True, check=True)
    at: set[str] = set()
    for line in done.stdout.splitlines():
        if head := re.match(r"(/.*):\s+file format ", line):
            at = found[Path(head[1])]
        elif named := re.match(r"\s+NEEDED\s+(\S+)", line):
            at.add(named[1])
    return found
