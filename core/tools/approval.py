"""Whether a call may run: pure policy. What is here reads arguments and answers; it runs nothing and keeps nothing.

A standing permission is bound to the identity of a tool (see `core.tools.base.Tool.identity`): one that has changed,
or that comes from another server, is asked about again. A pattern is matched against the arguments as they would run;
where there is any doubt, it does not match, and a person is asked.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from core.messages import ToolCallPart
from core.tools.base import Tool, Toolbox

LONGEST_ARGUMENTS: Final = 1_000_000  # characters; what is longer is not even looked at
_LONGEST_KEPT: Final = 10_000  # characters of a value in a pattern
_SCHEMES: Final = ("http", "https")


class Decision(Enum):
    RUN = auto()
    ASK = auto()
    REFUSE = auto()  # it cannot be run at all: an unknown tool, or arguments that are no JSON object


class Likeness(StrEnum):
    """What makes one argument like another."""

    EQUAL = "equal"
    FOLDER = "folder"  # a file or folder below one
    HOST = "host"  # a web address of the same host
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Rule:
    """About the argument `key`. `value` is its JSON text, a folder, or scheme and host; nothing for ANY."""

    key: str
    likeness: Likeness
    value: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """`rules` None: whatever the arguments are. Else each argument has its rule, and an argument without one is not
    like these."""

    rules: tuple[Rule, ...] | None = None


@dataclass(frozen=True, slots=True)
class Permission:
    """A person allowed these calls for good, at `granted` (seconds since the epoch). `tool` is the name it was offered
    under, `source` where it came from; `identity` is what counts."""

    id: str
    tool: str
    source: str
    identity: str
    pattern: Pattern = Pattern()
    granted: float = 0.0


@dataclass(frozen=True, slots=True)
class Approval:
    """A person's answer about one call.

    `words` go to the model with a refusal. `arguments_text` is a JSON object to run with instead. `always`: calls like
    this one are allowed for good. `trusts_source`: so are all tools of its source that say they only read.
    """

    allowed: bool
    words: str = ""
    arguments_text: str | None = None
    always: Pattern | None = None
    trusts_source: bool = False


ALLOWED: Final = Approval(True)
DENIED: Final = Approval(False)

Allows = Callable[[Tool, Mapping[str, Any]], bool]


def decide(call: ToolCallPart, toolbox: Toolbox, allows: Allows) -> Decision:
    """What is to be done with a call; `allows` says what standing permissions do."""
    tool = toolbox.find(call.name)
    arguments = call.arguments() if len(call.arguments_text) <= LONGEST_ARGUMENTS else None
    if tool is None or arguments is None:
        return Decision.REFUSE
    return Decision.RUN if not tool.asks or allows(tool, arguments) else Decision.ASK


def permits(
    permission: Permission,
    tool: Tool,
    arguments: Mapping[str, Any],
    resolve: Callable[[str], str] = os.path.realpath,
) -> bool:
    """Whether a standing permission is about this call. `resolve` follows links, for files below a folder."""
    if (permission.identity, permission.source) != (tool.identity, tool.source):
        return False
    rules = permission.pattern.rules
    if rules is None:
        return True
    by_key = {rule.key: rule for rule in rules}
    if not arguments.keys() <= by_key.keys():
        return False
    return all(_is_like(rule, arguments, resolve) for rule in rules)


def likenesses(key: str, value: Any) -> tuple[Rule, ...]:
    """The rules that an argument could have, the narrowest sensible one first."""
    found: list[Rule] = []
    if isinstance(value, str):
        folder, host = _folder_of(value), _host_of(value)
        if host:
            found.append(Rule(key, Likeness.HOST, host))
        elif folder:
            found.append(Rule(key, Likeness.FOLDER, folder))
    text = _canonical(value)
    if text is not None and len(text) <= _LONGEST_KEPT:
        found.insert(0, Rule(key, Likeness.EQUAL, text))
    return (*found, Rule(key, Likeness.ANY))


def pattern_of(arguments: Mapping[str, Any]) -> Pattern:
    """The pattern that is proposed for arguments: files below the same folder, addresses of the same host, else equal
    values."""
    rules: list[Rule] = []
    for key, value in arguments.items():
        offered = likenesses(key, value)
        wide = (rule for rule in offered if rule.likeness in (Likeness.FOLDER, Likeness.HOST))
        rules.append(next(wide, offered[0]))
    return Pattern(tuple(rules))


def _is_like(rule: Rule, arguments: Mapping[str, Any], resolve: Callable[[str], str]) -> bool:
    if rule.likeness is Likeness.ANY:
        return True
    if rule.key not in arguments:
        return False
    value = arguments[rule.key]
    match rule.likeness:
        case Likeness.EQUAL:
            return _canonical(value) == rule.value
        case Likeness.HOST:
            return isinstance(value, str) and bool(rule.value) and _host_of(value) == rule.value
        case Likeness.FOLDER:
            return isinstance(value, str) and _is_below(value, rule.value, resolve)


def _canonical(value: Any) -> str | None:
    """A value as JSON text that is the same for equal values; None for what is no sound JSON (NaN equals nothing)."""
    try:
        return json.dumps(value, ensure_ascii=True, sort_keys=True, allow_nan=False)
    except (ValueError, TypeError, RecursionError):
        return None


def _is_plain_path(text: str) -> bool:
    """An absolute path that says where it leads: no steps upwards, nothing hidden in it."""
    if not Path(text).is_absolute() or not text.isprintable():
        return False
    return ".." not in text.replace("\\", "/").split("/")


def _folder_of(text: str) -> str:
    """The folder of a file, empty where the text is no plain path or that would be the whole disk."""
    if not _is_plain_path(text):
        return ""
    folder = Path(os.path.normpath(text)).parent
    return "" if folder.parent == folder else str(folder)


def _is_below(text: str, folder: str, resolve: Callable[[str], str]) -> bool:
    if not folder or not _is_plain_path(text):
        return False
    path, top = os.path.normpath(text), os.path.normpath(folder)
    try:
        real_path, real_top = resolve(path), resolve(top)
    except (OSError, ValueError):
        return False
    return _inside(path, top) and _inside(real_path, real_top)


def _inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _host_of(text: str) -> str:
    """Scheme, host and port of a web address; empty for what is none, or tries to look like another one."""
    if not text.isascii() or not text.isprintable() or "\\" in text or " " in text:
        return ""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES or not parts.hostname or "@" in parts.netloc:
        return ""
    return f"{parts.scheme}://{parts.hostname}" + (f":{port}" if port is not None else "")
