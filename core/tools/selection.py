"""Which tools are switched on: a set of keys, as it is kept with a conversation. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from core.tools.base import Tool

_ALL: Final = "*"


def key_of(tool: Tool) -> str:
    """What a tool is known by, whatever it is offered as: its source and its name there."""
    return f"{tool.source}/{tool.own_name or tool.spec.name}"


def source_key(source: str) -> str:
    """The key that stands for every tool of a source, those that come later too."""
    return f"{source}/{_ALL}"


@dataclass(frozen=True, slots=True)
class Selection:
    keys: frozenset[str] = frozenset()

    @classmethod
    def of(cls, keys: Iterable[str]) -> Selection:
        return cls(frozenset(keys))

    @classmethod
    def read(cls, text: str) -> Selection | None:
        """What `text` wrote; None where nothing was ever chosen, or it cannot be read."""
        try:
            keys = json.loads(text) if text else None
        except (ValueError, RecursionError):
            return None
        return cls(frozenset(key for key in keys if isinstance(key, str))) if isinstance(keys, list) else None

    def text(self) -> str:
        return json.dumps(sorted(self.keys), ensure_ascii=False)

    def has(self, key: str) -> bool:
        return key in self.keys or source_key(key.partition("/")[0]) in self.keys

    def touches(self, source: str) -> bool:
        """Whether anything of a source is switched on."""
        return any(key.partition("/")[0] == source for key in self.keys)

    def switched(self, key: str, on: bool, siblings: Iterable[str] = ()) -> Selection:
        """With one tool on or off. `siblings` are the keys of its source: they stay on where all of it was."""
        if on:
            return self if self.has(key) else Selection(self.keys | {key})
        whole = source_key(key.partition("/")[0])
        keys = self.keys - {whole} | set(siblings) if whole in self.keys else self.keys
        return Selection(keys - {key})

    def switched_source(self, source: str, on: bool) -> Selection:
        """With all of a source on, what comes later too, or off."""
        others = frozenset(key for key in self.keys if key.partition("/")[0] != source)
        return Selection(others | {source_key(source)} if on else others)
