"""Messages and events to JSON and back, without loss.

A value of a class that can stand where another could (a part, an event) carries its `type` in snake case. Unknown
fields are ignored and missing ones take their default, so that newer and older programs read each other's files.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from core import events, messages

T = TypeVar("T")
Decoder = Callable[[Any], Any]

_TAGGED: dict[str, type[Any]] = {
    re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower(): cls
    for cls in (*typing.get_args(messages.Part), *typing.get_args(events.TurnEvent))
}
_TAGS: dict[type[Any], str] = {cls: tag for tag, cls in _TAGGED.items()}


def to_json(value: Any) -> Any:
    """The value as JSON types. A `Stamped` becomes one flat object: `seq`, `at`, `type` and the event's fields."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [to_json(item) for item in value]
    if kind is events.Stamped:
        return {"seq": value.seq, "at": value.at, **to_json(value.event)}
    if isinstance(value, Enum):
        return value.value
    if not dataclasses.is_dataclass(value):
        return value
    tag = _TAGS.get(kind)
    data = {} if tag is None else {"type": tag}
    for name in _names(typing.cast("Any", kind)):
        data[name] = to_json(getattr(value, name))
    return data


_PLAIN: typing.Final = frozenset({str, int, float, bool, type(None)})


@cache
def _names(cls: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls))


def from_json(data: Any, cls: type[T]) -> T:
    """The value of class `cls` that `to_json` wrote. Raises ValueError where the data is not of that form."""
    try:
        if cls is events.Stamped:
            return typing.cast("T", events.Stamped(data["seq"], data["at"], _tagged(data)))
        decode = _decoder(typing.cast("Any", cls))
        return typing.cast("T", data if decode is None else decode(data))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"This is not a {cls.__name__}: {error}") from error


def _tagged(data: dict[str, Any]) -> Any:
    cls = _TAGGED.get(data["type"])
    if cls is None:
        raise ValueError(f"Unknown type {data['type']!r}")
    return _of_dataclass(typing.cast("Any", cls))(data)


# What a type needs is found out once: a conversation of 10,000 messages has some 200,000 fields.


@cache
def _decoder(hint: Any) -> Decoder | None:
    """How to read a value of this type; None where JSON's own value is the value."""
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return _of_union(typing.get_args(hint))
    if origin is tuple:
        item = _decoder(typing.get_args(hint)[0])
        return tuple if item is None else lambda data: tuple([item(each) for each in data])
    if dataclasses.is_dataclass(hint):
        return _of_dataclass(typing.cast("Any", hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return None


def _of_union(options: tuple[Any, ...]) -> Decoder | None:
    optional = types.NoneType in options
    first = _decoder(next(option for option in options if option is not types.NoneType))
    if first is None and not any(option in _TAGS for option in options):
        return None

    def decode(data: Any) -> Any:
        if data is None and optional:
            return None
        if isinstance(data, dict) and data.get("type") in _TAGGED:
            return _tagged(data)
        return data if first is None else first(data)

    return decode


@cache
def _of_dataclass(cls: Any) -> Decoder:
    fields = tuple((name, _decoder(hint)) for name, hint in typing.get_type_hints(cls).items())

    def decode(data: dict[str, Any]) -> Any:
        return cls(**{name: data[name] if read is None else read(data[name]) for name, read in fields if name in data})

    return decode
