"""Reads fields of foreign JSON without ever raising: a missing, null or mistyped field is simply not there."""

from __future__ import annotations

from core.providers.letters import whole_letters


def field(source: object, name: str) -> object:
    """The field, or None where there is none or `source` is no object."""
    return source.get(name) if isinstance(source, dict) else None


def string(source: object, name: str) -> str:
    """The field if it is text, else an empty text."""
    value = field(source, name)
    return value if isinstance(value, str) else ""


def items(source: object, name: str) -> list[object]:
    """The field if it is a list; a single object in place of a list counts as a list of one."""
    value = field(source, name)
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, dict) else []


def identifier(value: object) -> str | None:
    """An id, where it is one: text, or a number that a server took for one."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return whole_letters(value) if isinstance(value, str) and value else None


def number(value: object) -> int | None:
    """A place in a list, also where a server wrote it as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else None


def count(source: object, *names: str) -> int | None:
    """The first of the fields that is a sound count."""
    for name in names:
        value = field(source, name)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e15:
            return int(value)
    return None
