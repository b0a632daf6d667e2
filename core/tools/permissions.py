"""The standing permissions of a person: what was allowed for good, kept in `permissions.json`, revoked at once."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.files import whole_file
from core.tools.approval import Approval, Likeness, Pattern, Permission, Rule, permits
from core.tools.base import Tool, Toolbox


class Permissions:
    """All that is allowed, oldest first. `on_changed` is called after every change."""

    def __init__(self, items: Iterable[Permission] = (), on_changed: Callable[[], None] = lambda: None) -> None:
        self._items = tuple(items)
        self.on_changed = on_changed

    @property
    def items(self) -> tuple[Permission, ...]:
        return self._items

    def allows(self, tool: Tool, arguments: Mapping[str, Any]) -> bool:
        return any(permits(permission, tool, arguments) for permission in self._items)

    def keep(self, approval: Approval, tool: Tool, toolbox: Toolbox) -> None:
        """Remember what a person allowed for good with an answer about a call of `tool`."""
        granted: list[Permission] = []
        if approval.allowed and approval.always is not None:
            granted.append(granted_now(tool, approval.always))
        if approval.allowed and approval.trusts_source:
            granted += [granted_now(each) for each in readers(toolbox, tool.source)]
        self.grant(granted)

    def grant(self, permissions: Iterable[Permission]) -> None:
        """Add these; what is allowed already is not added again."""
        known = {(each.identity, each.source, each.pattern) for each in self._items}
        new = [each for each in permissions if (each.identity, each.source, each.pattern) not in known]
        if new:
            self._items = (*self._items, *new)
            self.on_changed()

    def revoke(self, ids: Iterable[str]) -> None:
        gone = set(ids)
        kept = tuple(each for each in self._items if each.id not in gone)
        if kept != self._items:
            self._items = kept
            self.on_changed()


def granted_now(tool: Tool, pattern: Pattern = Pattern()) -> Permission:  # noqa: B008  # frozen
    name = tool.spec.name
    return Permission(f"p-{uuid.uuid4().hex[:8]}", name, tool.source, tool.identity, pattern, time.time())


def readers(toolbox: Toolbox, source: str) -> tuple[Tool, ...]:
    """The tools of a source that ask, and say that they only read."""
    return tuple(tool for tool in toolbox.tools if tool.source == source and tool.read_only and tool.asks)


# --- the file ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Loaded:
    """`notices` say what could not be used. What cannot be read allows nothing."""

    items: tuple[Permission, ...]
    notices: tuple[str, ...] = ()


def load_permissions(path: Path) -> Loaded:
    """Never raises."""
    try:
        data = json.loads(path.read_text("utf-8"))
        return Loaded(tuple(_permission(each) for each in data["permissions"]))
    except FileNotFoundError:
        return Loaded(())
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        notice = (
            f"{path.name} could not be read: tools that you had always allowed ask again. The file is left as it is."
        )
        return Loaded((), (notice,))


def save_permissions(path: Path, items: Iterable[Permission]) -> None:
    """Raises OSError, and leaves the old file then. A file that could not be read is set aside first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and load_permissions(path).notices:
        path.replace(path.with_name(f"{path.stem}-{time.strftime('%Y%m%d-%H%M%S')}.broken"))
    data = {"permissions": [_values(each) for each in items]}
    with whole_file(path) as file:
        file.write(json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", "replace"))


def _values(permission: Permission) -> dict[str, Any]:
    rules = permission.pattern.rules
    return {
        "id": permission.id,
        "tool": permission.tool,
        "source": permission.source,
        "identity": permission.identity,
        "granted": permission.granted,
        "arguments": None
        if rules is None
        else [{"key": rule.key, "likeness": rule.likeness.value, "value": rule.value} for rule in rules],
    }


def _permission(data: Mapping[str, Any]) -> Permission:
    rules = data["arguments"]
    pattern = Pattern(None if rules is None else tuple(_rule(each) for each in rules))
    identity = _text(data["identity"])
    return Permission(
        _text(data["id"]), _text(data["tool"]), _text(data["source"]), identity, pattern, float(data["granted"])
    )


def _rule(data: Mapping[str, Any]) -> Rule:
    return Rule(_text(data["key"]), Likeness(data["likeness"]), _text(data["value"]))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
