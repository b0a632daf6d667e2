"""Names of files from titles: letters of every script, nothing that a system could take for something else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Final

LONGEST: Final = 80  # characters of a name, before its ending
LONGEST_BYTES: Final = 180  # in UTF-8; most systems take 255 for the whole name
NAMELESS: Final = "conversation"

_ALLOWED: Final = frozenset(" -_(),+")
# Names that Windows gives to devices, also with an ending behind them.
_RESERVED: Final = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN|CONOUT|CLOCK|(?:COM|LPT)[0-9¹²³])", re.IGNORECASE)


def safe_stem(title: str) -> str:
    """`title` as a file's name without its ending. No dots, so that nothing in it is an ending or leads upwards."""
    letters = "".join(_safe(char) for char in unicodedata.normalize("NFC", title[: 4 * LONGEST]))
    stem = _shortened(re.sub(" +", " ", letters).strip(" -_,"))
    if not stem:
        return NAMELESS
    return f"{stem}_" if _RESERVED.fullmatch(stem) else stem


def free_name(title: str, suffix: str, taken: Container[str]) -> str:
    """A name with its ending that is not among `taken`, which are names through `folded`."""
    stem, number = safe_stem(title), 1
    name = stem + suffix
    while folded(name) in taken:
        number += 1
        name = f"{stem} ({number}){suffix}"
    return name


def folded(name: str) -> str:
    """The name as systems compare it that know no difference of case or of composition."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _safe(char: str) -> str:
    if char in _ALLOWED or unicodedata.category(char)[0] in "LMN":
        return char
    return " "


def _shortened(stem: str) -> str:
    stem = stem[:LONGEST]
    while len(stem.encode()) > LONGEST_BYTES:
        stem = stem[:-1]
    return stem.rstrip(" -_,")
