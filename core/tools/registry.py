"""Where tools come from, what they are called towards a model, and the box that a conversation's choice gives.

A source knows its own tools and nothing of others. Names are made here: every API takes them, and no two are equal.
"""

from __future__ import annotations

import asyncio
import hashlib
import operator
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from core.tools.base import BUILTIN_SOURCE, FUNCTIONS_SOURCE, SERVER_SOURCE, Tool, Toolbox
from core.tools.builtin.source import PLAIN
from core.tools.schema import LONGEST_DESCRIPTION, UnfitSchema, fitting
from core.tools.selection import Selection, key_of

BUILTIN: dict[str, Tool] = {tool.spec.name: tool for tool in PLAIN}  # those that need no settings

MOST_TOOLS: Final = 128  # in one request: what the strictest of the APIs takes
_LONGEST_NAME: Final = 64
_NOT_IN_NAMES: Final = re.compile(r"[^a-zA-Z0-9_-]+")


class Source(Protocol):
    """Tools that belong together. `id` is what their `source` says and has no "/"; `title` is for people, and foreign
    where its author is. `changed` is set by the registry, to be called on the loop's thread when `tools()` or `notes()`
    may say something else."""

    changed: Callable[[], None]

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    def tools(self) -> tuple[Tool, ...]:
        """Those that it has now; quick, and never raises."""

    def notes(self) -> tuple[str, ...]:
        """Sentences about what it cannot offer, and why."""

    async def ready(self) -> None:
        """Called when some of it is switched on: returns once its tools are known, or will not be known soon. It bounds
        the wait by itself and never raises."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A tool as a model would see it. `key` is what a selection knows it by."""

    key: str
    tool: Tool


class Registry:
    """The sources in the order in which they were added. `changed` callbacks come on the loop's thread."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}
        self._listeners: list[Callable[[], None]] = []
        self._known: tuple[Tool, ...] = ()  # what `_offered` was made of
        self._offered: tuple[Offered, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(self._sources.values())

    def add(self, source: Source) -> None:
        """Raises ValueError where there is one with its id."""
        if source.id in self._sources:
            raise ValueError(f"there is a source of tools with the id {source.id!r}")
        source.changed = self._tell
        self._sources[source.id] = source
        self._tell()

    def remove(self, source_id: str) -> None:
        """Harmless for one that is not there."""
        source = self._sources.pop(source_id, None)
        if source is not None:
            source.changed = _nothing
            self._tell()

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` whenever what is offered may be otherwise; returns the way to end that."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def offered(self) -> tuple[Offered, ...]:
        """Everything that there is now, under the names that a model sees."""
        tools = tuple(tool for source in self._sources.values() for tool in source.tools())
        if len(tools) != len(self._known) or any(map(operator.is_not, tools, self._known)):
            self._known, self._offered = tools, offered(tools)[0]
        return self._offered

    def notes(self) -> dict[str, tuple[str, ...]]:
        """By source: what cannot be offered, and why."""
        found: dict[str, tuple[str, ...]] = {}
        for source in self._sources.values():
            found[source.id] = (*source.notes(), *offered(source.tools())[1])
        return found

    def toolbox(self, selection: Selection) -> Toolbox:
        """What is switched on and there. More than the APIs take are left out from the end."""
        return Toolbox([each.tool for each in self.offered() if selection.has(each.key)][:MOST_TOOLS])

    async def ready(self, selection: Selection) -> None:
        """Until every source of which something is switched on has its tools."""
        await asyncio.gather(*(source.ready() for source in self.sources if selection.touches(source.id)))

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


def _nothing() -> None:
    return


# --- names ------------------------------------------------------------------------------------------------------------


def offered(tools: Iterable[Tool]) -> tuple[tuple[Offered, ...], tuple[str, ...]]:
    """The tools as they can be offered, and sentences about those that cannot. One key is offered once."""
    fit: dict[str, Tool] = {}
    notes: list[str] = []
    for tool in tools:
        key = key_of(tool)
        if key in fit:
            notes.append(f"There are two tools named “{tool.own_name or tool.spec.name}”; the second is left out.")
            continue
        try:
            fit[key] = _presentable(tool)
        except UnfitSchema as error:
            notes.append(f"“{tool.own_name or tool.spec.name}” is not offered. {error}")
    names = unique_names(list(fit.values()))
    return tuple(
        Offered(key, replace(tool, spec=replace(tool.spec, name=name), own_name=tool.own_name or tool.spec.name))
        for (key, tool), name in zip(fit.items(), names, strict=True)
    ), tuple(notes)


def _presentable(tool: Tool) -> Tool:
    """Raises UnfitSchema."""
    spec, origin = replace(tool.spec, parameters=fitting(tool.spec.parameters)), tool.origin
    if len(spec.description) > LONGEST_DESCRIPTION:
        origin = f"{origin} {_hash(spec.description)}"  # a change behind the cut is a change
        spec = replace(spec, description=spec.description[: LONGEST_DESCRIPTION - 1] + "…")
    return replace(tool, spec=spec, origin=origin)


def unique_names(tools: Sequence[Tool]) -> list[str]:
    """A name for each that every API takes (letters, digits, "_" and "-", at most 64), no two equal. Where several
    share one, a built-in keeps it and the others get their origin before it."""
    plain = [_valid(tool.spec.name) for tool in tools]
    shared = Counter(name.casefold() for name in plain)
    taken: set[str] = set()
    names: list[str] = []
    for tool, own in sorted(zip(tools, plain, strict=True), key=lambda pair: pair[0].source != BUILTIN_SOURCE):
        name = own
        if shared[own.casefold()] > 1 and tool.source != BUILTIN_SOURCE:
            name = _valid(f"{_prefix(tool)}__{own}")
        if name.casefold() in taken:
            name = f"{name[: _LONGEST_NAME - 9]}_{_hash(key_of(tool))[:8]}"
        taken.add(name.casefold())
        names.append(name)
    in_order = dict(zip(map(key_of, sorted(tools, key=lambda tool: tool.source != BUILTIN_SOURCE)), names, strict=True))
    return [in_order[key_of(tool)] for tool in tools]


def _prefix(tool: Tool) -> str:
    if tool.source == FUNCTIONS_SOURCE:
        return tool.own_name.rpartition(".")[0] or tool.source
    return tool.source.removeprefix(SERVER_SOURCE)


def _valid(name: str) -> str:
    """`name` in the letters that every API takes; one that had to be changed or cut has a hash, so that two do not
    become one."""
    valid = _NOT_IN_NAMES.sub("_", name).strip("_") or "tool"
    return valid if len(valid) <= _LONGEST_NAME else f"{valid[: _LONGEST_NAME - 9]}_{_hash(name)[:8]}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
