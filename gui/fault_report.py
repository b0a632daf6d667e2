"""The report about an error, as text: versions, machine, traceback, the last lines of the log. No key, no name of the
user's folder, and no words of a conversation stay in it."""

from __future__ import annotations

import os
import platform
import re
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

_LINES: Final = 60  # of the log
_LONGEST: Final = 400  # letters of a line
_TAIL: Final = 64_000  # bytes that are read of the log
_WORDS: Final = 200_000  # letters of conversations that are looked for
_RUN: Final = 10  # letters in a row that are taken for words of a conversation
_HIDDEN: Final = "‹words of a conversation›"
_CODE: Final = re.compile(r'\s+(File "|[~^]+$)')


def fault_report(
    story: str, log_file: Path, mask: Callable[[str], str], words: Iterable[str], version: str, *, safe_mode: bool
) -> str:
    """`story` is the traceback, or what a crash left; `words` are texts of conversations that must not be in it."""
    hidden = "\n".join(words)[-_WORDS:]
    parts = [
        _facts(version, safe_mode=safe_mode),
        _clean(story, hidden),
        "Last lines of the log:\n" + _clean(_tail(log_file), hidden),
    ]
    return _homeless(mask("\n\n".join(parts))) + "\n"


def story_of(error: BaseException) -> str:
    """Its traceback."""
    return "".join(traceback.format_exception(error)).rstrip()


def _facts(version: str, *, safe_mode: bool) -> str:
    app = QGuiApplication.instance()
    screen = QGuiApplication.primaryScreen() if app is not None else None
    desktop = " ".join(filter(None, (os.environ.get("XDG_CURRENT_DESKTOP"), os.environ.get("XDG_SESSION_TYPE"))))
    lines = [
        f"Rivulet {version or '?'}{' (safe mode)' if safe_mode else ''}",
        f"Python {platform.python_version()}, Qt {qVersion()}, platform {QGuiApplication.platformName() or '?'}",
        f"{platform.system()} {platform.release()} {platform.machine()}{', ' + desktop if desktop else ''}",
    ]
    if screen is not None:
        size = screen.size()
        lines.append(f"Screen {size.width()} x {size.height()} at {screen.devicePixelRatio():g}")
    return "\n".join(lines)


def _tail(path: Path) -> str:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL))
            text = file.read().decode(errors="replace")
    except OSError:
        return "(there is no log)"
    return "\n".join(text.splitlines()[-_LINES:])


def _clean(text: str, hidden: str) -> str:
    return "\n".join(_without(line[:_LONGEST], hidden) for line in text.splitlines())


def _without(line: str, hidden: str) -> str:
    """The line without what stands in `hidden` too; places in the source stay."""
    if not hidden or len(line) < _RUN or _CODE.match(line):
        return line
    kept: list[str] = []
    at = 0
    while at < len(line):
        length = _common(line, at, hidden)
        if length:
            kept.append(_HIDDEN)
            at += length
        else:
            kept.append(line[at])
            at += 1
    return "".join(kept)


def _common(line: str, at: int, hidden: str) -> int:
    """How many letters from `at` on stand in `hidden` in a row; 0 where they are too few to tell."""
    end = at + _RUN
    if end > len(line) or line[at:end] not in hidden:
        return 0
    while end < len(line) and line[at : end + 1] in hidden:
        end += 1
    return end - at


def _homeless(text: str) -> str:
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text
