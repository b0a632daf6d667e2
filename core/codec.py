"""Messages and events to JSON and back, without loss.

A value of a class that can stand where another could (a part, an event) carries its `type` in snake case. Unknown
fields are ignored and missing ones take their default, so that newer and older programs read each other's files.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from enum import Enum
from typing import Any, TypeVar

from core import errors, events, messages

T = TypeVar("T")

_TAGGED: dict[str, type[Any]] = {
    re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower(): cls
    for cls in (*typing.get_args(messages.Part), *typing.get_args(events.TurnEvent))
}
_TAGS: dict[type[Any], str] = {cls: tag for tag, cls in _TAGGED.items()}


def to_json(value: Any) -> Any:
    """The value as JSON types. A `Stamped` becomes one flat object: `seq`, `at`, `type` and the event's fields."""
    if isinstance(value, events.Stamped):
        return {"seq": value.seq, "at": value.at, **to_json(value.event)}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        data = {field.name: to_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
        tag = _TAGS.get(type(value))
        return {"type": tag, **data} if tag else data
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return value


def from_json(data: Any, cls: type[T]) -> T:
    """The value of class `cls` that `to_json` wrote. Raises ValueError where the data is not of that form."""
    try:
        if cls is events.Stamped:
            return typing.cast("T", events.Stamped(data["seq"], data["at"], _tagged(data)))
        return typing.cast("T", _decode(data, cls))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"This is not a {cls.__name__}: {error}") from error


def _tagged(data: dict[str, Any]) -> Any:
    tag = data.get("type")
    if tag not in _TAGGED:
        raise ValueError(f"Unknown type {tag!r}")
    return _dataclass(data, _TAGGED[tag])


def _decode(data: Any, hint: Any) -> Any:
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return _decode_union(data, typing.get_args(hint))
    if origin is tuple:
        return tuple(_decode(item, typing.get_args(hint)[0]) for item in data)
    if dataclasses.is_dataclass(hint):
        return _dataclass(data, typing.cast("type[Any]", hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(data)
    return data


def _decode_union(data: Any, options: tuple[Any, ...]) -> Any:
    if data is None and types.NoneType in options:
        return None
    if isinstance(data, dict) and data.get("type") in _TAGGED:
        return _tagged(data)
    return _decode(data, next(option for option in options if option is not types.NoneType))


def _dataclass(data: dict[str, Any], cls: type[Any]) -> Any:
    return cls(**{name: _decode(data[name], hint) for name, hint in _HINTS[cls].items() if name in data})


def _collect_hints(*classes: type[Any]) -> dict[type[Any], dict[str, Any]]:
    return {cls: typing.get_type_hints(cls) for cls in classes}


_HINTS = _collect_hints(
    *_TAGGED.values(),
    messages.Message,
    messages.Usage,
    messages.Timing,
    messages.Opaque,
    messages.ToolTable,
    errors.ErrorInfo,
)
