"""The process in which a function of the user runs. It imports nothing of ours.

One line of JSON comes in: the file, the hashes that were approved, the function and its arguments. One JSON object
goes out. What the function prints goes to standard error. When standard input ends, whoever asked is gone, and so is
this process.
"""

from __future__ import annotations

import base64
import collections.abc
import dataclasses
import enum
import hashlib
import importlib.abc
import importlib.util
import inspect
import io
import json
import os
import sys
import threading
import traceback
import types
import typing
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

_PICTURES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))
_MOST_ROWS = 1000
_MOST_COLUMNS = 40


class WrongArgument(Exception):
    """`str()` is a sentence for the model."""


def main() -> None:
    with os.fdopen(os.dup(1), "wb") as answer:
        os.dup2(2, 1)
        sys.stdout = io.TextIOWrapper(os.fdopen(os.dup(2), "wb", 0), "utf-8", "replace", write_through=True)
        sys.stderr = sys.stdout
        asked = sys.stdin.buffer
        request = json.loads(asked.readline())
        threading.Thread(target=_end_with, args=(asked,), daemon=True).start()
        sys.stdin = io.StringIO()  # what asks for input gets none
        answer.write(json.dumps(_answer(request)).encode())
    os._exit(0)  # threads that the function left behind are not waited for


def _end_with(asked: io.BufferedIOBase) -> None:
    while asked.read(1 << 16):
        pass
    os._exit(3)


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    try:
        function = getattr(_load(Path(request["path"]), request["hashes"]), request["function"])
        arguments = _converted(function, request["arguments"])
    except WrongArgument as error:
        return {"wrong": str(error)}
    except BaseException as error:  # noqa: BLE001  # whatever a file of the user does is an answer
        return {"error": _told(error, request["path"])}
    try:
        result = function(*arguments.args, **arguments.kwargs)
        if inspect.iscoroutine(result):
            import asyncio

            result = asyncio.run(result)
        return _result(result)
    except BaseException as error:  # noqa: BLE001
        return {"error": _told(error, request["path"])}


# --- loading ----------------------------------------------------------------------------------------------------------


class _Loader(importlib.abc.ExecutionLoader):
    def __init__(self, path: Path, source: str) -> None:
        self._path = path
        self._source = source

    def get_source(self, fullname: str) -> str:
        return self._source

    def get_filename(self, fullname: str) -> str:
        return str(self._path)


def _load(path: Path, hashes: dict[str, str]) -> types.ModuleType:
    """The module of the very bytes that were approved."""
    sys.dont_write_bytecode = True
    for name, wanted in hashes.items():
        data = path.with_name(name).read_bytes()
        if hashlib.sha256(data).hexdigest() != wanted:
            raise RuntimeError(f"{name} has changed since this call was asked for. Nothing was run; ask again.")
        if name == path.name:
            source = importlib.util.decode_source(data)
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_loader(path.stem, _Loader(path, source), origin=str(path))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    module.__file__ = str(path)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def _told(error: BaseException, path: str) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    traceback.print_exception(type(error), error, trace)
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
    where = f" (line {lines[-1]} of {Path(path).name})" if lines else ""
    if isinstance(error, SystemExit):
        return f"The function ended its process{where}."
    return f"{type(error).__name__}: {error}{where}"


# --- arguments --------------------------------------------------------------------------------------------------------


def _converted(function: Any, given: dict[str, Any]) -> inspect.BoundArguments:
    signature = inspect.signature(function)
    hints = typing.get_type_hints(function)
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in signature.parameters:
            raise WrongArgument(f"There is no argument `{name}`; there are: {', '.join(signature.parameters)}.")
        values[name] = convert(value, hints.get(name, Any), name)
    for name, parameter in signature.parameters.items():
        if parameter.default is parameter.empty and name not in values:
            raise WrongArgument(f"The argument `{name}` is missing.")
    arguments = signature.bind_partial()
    arguments.arguments.update((name, values[name]) for name in signature.parameters if name in values)
    arguments.apply_defaults()  # so that one given by its place may follow one that was left out
    return arguments


def convert(value: Any, hint: Any, name: str) -> Any:
    """A JSON value as the hint wants it. Raises WrongArgument."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint in (Any, object, inspect.Parameter.empty) or isinstance(hint, typing.TypeVar):
        return value
    if origin is typing.Annotated or origin in (typing.Required, typing.NotRequired):
        return convert(value, inner[0], name)
    if origin in (typing.Union, types.UnionType):
        return _one_of(value, inner, name)
    if origin is typing.Literal:
        for choice in inner:
            if value == choice and isinstance(value, bool) is isinstance(choice, bool):
                return choice
        raise WrongArgument(f"`{name}` must be one of {', '.join(map(repr, inner))}; it is {_short(value)}.")
    if typing.is_typeddict(hint):
        return _fields(value, typing.get_type_hints(hint), _needed(hint), name)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        needed = {
            field.name
            for field in dataclasses.fields(hint)
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        }
        return hint(**_fields(value, typing.get_type_hints(hint), needed, name))
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return _member(value, hint, name)
    return _plain(value, origin or hint, inner, name)


def _one_of(value: Any, hints: tuple[Any, ...], name: str) -> Any:
    exact = [hint for hint in hints if hint is type(value)]  # 1 is an int before it is a float
    wrong: WrongArgument | None = None
    for hint in (*exact, *hints):
        try:
            return convert(value, hint, name)
        except WrongArgument as error:
            wrong = wrong or (error if hint is not type(None) else None)
    raise wrong or WrongArgument(f"`{name}` must be null; it is {_short(value)}.")


def _needed(hint: Any) -> list[str]:
    """`__required_keys__` is wrong where annotations are kept as texts."""
    total = hint.__total__
    marked = typing.get_type_hints(hint, include_extras=True)
    origins = {key: typing.get_origin(value) for key, value in marked.items()}
    return [
        key
        for key, origin in origins.items()
        if origin is typing.Required or (total and origin is not typing.NotRequired)
    ]


def _fields(value: Any, hints: dict[str, Any], needed: collections.abc.Iterable[str], name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WrongArgument(f"`{name}` must be an object; it is {_short(value)}.")
    unknown = [key for key in value if key not in hints]
    missing = [key for key in needed if key not in value]
    if unknown or missing:
        what = f"has no field `{unknown[0]}`" if unknown else f"needs the field `{missing[0]}`"
        raise WrongArgument(f"`{name}` {what}; its fields are: {', '.join(hints)}.")
    return {key: convert(each, hints[key], f"{name}.{key}") for key, each in value.items()}


def _member(value: Any, hint: type[enum.Enum], name: str) -> enum.Enum:
    for member in hint:
        if value in (member.value, member.name):
            return member
    choices = ", ".join(repr(member.value) for member in hint)
    raise WrongArgument(f"`{name}` must be one of {choices}; it is {_short(value)}.")


def _plain(value: Any, kind: Any, inner: tuple[Any, ...], name: str) -> Any:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind is type(None) and value is None:
        return None
    if (kind is bool and isinstance(value, bool)) or (kind is str and isinstance(value, str)):
        return value
    if kind is int and is_number and float(value).is_integer():
        return int(value)
    if kind is float and is_number:
        return float(value)
    if kind is Decimal and (is_number or isinstance(value, str)):
        return Decimal(str(value))
    if kind in (date, datetime, time, Path) and isinstance(value, str):
        try:
            return Path(value) if kind is Path else kind.fromisoformat(value)
        except ValueError as error:
            raise WrongArgument(f"`{name}` must be a {kind.__name__}; {_short(value)} is none.") from error
    if kind in (dict, collections.abc.Mapping, collections.abc.MutableMapping) and isinstance(value, dict):
        each = inner[1] if len(inner) == 2 else Any
        return {key: convert(one, each, f"{name}.{key}") for key, one in value.items()}
    listed = (list, tuple, set, frozenset, collections.abc.Sequence, collections.abc.Iterable)
    if kind in listed and isinstance(value, list):
        return _listed(value, kind, inner, name)
    if kind in (type(None), bool, str, int, float, Decimal, date, datetime, time, Path, dict, *listed):
        raise WrongArgument(f"`{name}` must be {_wanted(kind)}; it is {_short(value)}.")
    return value


def _listed(value: list[Any], kind: Any, inner: tuple[Any, ...], name: str) -> Any:
    if kind is tuple and inner and inner[-1] is not Ellipsis:
        if len(inner) != len(value):
            raise WrongArgument(f"`{name}` must have {len(inner)} values; it has {len(value)}.")
        hints: collections.abc.Iterable[Any] = inner
    else:
        hints = [inner[0] if inner else Any] * len(value)
    values = [
        convert(each, hint, f"{name}[{place}]") for place, (each, hint) in enumerate(zip(value, hints, strict=True))
    ]
    return kind(values) if kind in (tuple, set, frozenset) else values


def _wanted(kind: Any) -> str:
    words = {str: "a text", int: "a whole number", float: "a number", bool: "true or false", type(None): "null"}
    return words.get(kind) or ("an object" if kind is dict else f"a {getattr(kind, '__name__', kind)}")


def _short(value: Any) -> str:
    words = repr(value)
    return words if len(words) <= 80 else f"{words[:79]}…"


# --- results ----------------------------------------------------------------------------------------------------------


def _result(value: Any) -> dict[str, Any]:
    if value is None:
        return {"text": "The function has ended and returned nothing."}
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, bytes | bytearray):
        data = bytes(value)
        kind = next((media for start, media in _PICTURES if data.startswith(start)), "")
        if not kind:
            return {"error": f"The function returned {len(data):,} bytes that are no picture."}
        size = f"{len(data):,} bytes"
        return {
            "text": f"The function returned a picture ({kind}, {size}).",
            "picture": base64.b64encode(data).decode(),
        }
    plain = _jsonable(value)
    text = json.dumps(plain, ensure_ascii=False, indent=2)
    return {"text": text, "json": text, **_table(plain)}


def _jsonable(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _jsonable(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, enum.Enum):
        return _jsonable(value.value)
    if isinstance(value, collections.abc.Mapping):
        return {str(key): _jsonable(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset | collections.abc.Iterator | range):
        return [_jsonable(each) for each in value]
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _table(plain: Any) -> dict[str, Any]:
    """Rows, where every entry of a list is an object of simple values."""
    if not isinstance(plain, list) or not plain or not all(isinstance(row, dict) for row in plain):
        return {}
    columns = list(dict.fromkeys(key for row in plain for key in row))
    if len(columns) > _MOST_COLUMNS or any(isinstance(each, dict | list) for row in plain for each in row.values()):
        return {}
    rows = [["" if row.get(key) is None else str(row[key]) for key in columns] for row in plain[:_MOST_ROWS]]
    return {"columns": columns, "rows": rows}


if __name__ == "__main__":
    main()
