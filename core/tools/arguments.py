"""Reads what a model sent as arguments. Whatever is wrong with it becomes a sentence that the model can act on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from core.errors import ToolArgumentsError

_LONGEST_SHOWN = 80


def text(arguments: Mapping[str, Any], name: str, *, longest: int, example: str = "") -> str:
    """A text that is not empty. Raises ToolArgumentsError, as all of these do."""
    value = arguments.get(name)
    such = f", such as {example}" if example else ""
    if not isinstance(value, str) or not value.strip():
        raise ToolArgumentsError(f"`{name}` must be a text{such}.")
    if len(value) > longest:
        raise ToolArgumentsError(f"`{name}` has {len(value):,} characters; {longest:,} are the most.")
    return value.strip()


def whole(arguments: Mapping[str, Any], name: str, usual: int, least: int, most: int) -> int:
    """A whole number within bounds, `usual` where it is not given."""
    value = arguments.get(name)
    if value is None:
        return usual
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ToolArgumentsError(f"`{name}` must be a whole number from {least:,} to {most:,}.")
    return value


def only(arguments: Mapping[str, Any], names: Iterable[str]) -> None:
    """Refuse arguments that do not exist: a model that believes in them would believe the result, too."""
    known = tuple(names)
    unknown = [name for name in arguments if name not in known]
    if unknown:
        raise ToolArgumentsError(f"There is no argument {shown(unknown[0])}; there are: {', '.join(known)}.")


def shown(value: object) -> str:
    """A value as it stands in a sentence: quoted, and not longer than a line."""
    words = repr(value)
    return words if len(words) <= _LONGEST_SHOWN else f"{words[: _LONGEST_SHOWN - 1]}…"
