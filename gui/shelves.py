"""What a person keeps beside the settings while the program runs: presets, prompts, and prices of their own.

Files are read when they are first needed and written a moment after a change, in a thread.
"""

from __future__ import annotations

import asyncio
import logging
from abc import abstractmethod
from collections.abc import Callable, Coroutine, Iterable
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from core.agents.crew import AGENTS
from core.agents.definitions import Agent, examples, load_agents, save_agents
from core.background import in_background
from core.prices import Prices, load_prices
from core.providers.base import ProviderSpec
from core.settings.presets import Preset, load_presets, save_presets
from core.settings.pricelist import keep_list
from core.settings.prompts import Prompt, load_prompts, save_prompts
from core.settings.shelf import Tables
from core.tools.permissions import Permissions, load_permissions, save_permissions
from gui.language import spoken

log = logging.getLogger(__name__)

_DEMO: Final = "demo"
_PAUSE_S: Final = 0.4  # changes within this time are written together

Spawn = Callable[[Coroutine[Any, Any, None], str], object]


class _Kept(QObject):
    """A list that is kept in a file. `changed` after every change, `said` with a sentence about a file's trouble."""

    changed = Signal()
    said = Signal(str)

    def __init__(self, path: Path, spawn: Spawn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._spawn = spawn
        self._known: set[str] = set()  # ids that stand in the file because of us
        self._waiting = False
        self._dirty = False

    @abstractmethod
    def _saving(self, known: frozenset[str]) -> Callable[[], None]:
        """A call that writes the list as it is now."""

    async def flush(self) -> None:
        """Write what is not written yet."""
        if not self._dirty:
            return
        self._dirty = False
        try:
            await in_background(self._saving(frozenset(self._known)), self._path.name)
        except OSError as error:
            self._dirty = True
            log.warning("%s could not be written: %s", self._path, error)
            words = self.tr("{file} could not be written: {why}").replace("{file}", self._path.name)
            self.said.emit(words.replace("{why}", error.strerror or str(error)))

    def _put(self, ids: Iterable[str]) -> None:
        self._known.update(ids)
        self._dirty = True
        self.changed.emit()
        if not self._waiting:
            self._waiting = True
            self._spawn(self._write_soon(), self._path.name)

    async def _write_soon(self) -> None:
        try:
            await asyncio.sleep(_PAUSE_S)
        finally:
            self._waiting = False
        await self.flush()


class PresetShelf(_Kept):
    _items: tuple[Preset, ...] | None = None

    @property
    def items(self) -> tuple[Preset, ...]:
        if self._items is None:
            self._items, notices = load_presets(self._path)
            self._known.update(item.id for item in self._items)
            for notice in notices:
                self.said.emit(notice)
        return self._items

    def find(self, preset_id: str) -> Preset | None:
        return next((preset for preset in self.items if preset.id == preset_id), None) if preset_id else None

    def put(self, items: Iterable[Preset]) -> None:
        """Use these from now on, and keep them."""
        _ = self.items  # what is to be replaced is known first
        self._items = tuple(items)
        self._put(item.id for item in self._items)

    def _saving(self, known: frozenset[str]) -> Callable[[], None]:
        return partial(save_presets, self._path, self.items, known)


class PromptShelf(_Kept):
    _items: tuple[Prompt, ...] | None = None

    @property
    def items(self) -> tuple[Prompt, ...]:
        if self._items is None:
            self._items, notices = load_prompts(self._path)
            self._known.update(item.id for item in self._items)
            for notice in notices:
                self.said.emit(notice)
        return self._items

    def put(self, items: Iterable[Prompt]) -> None:
        """Use these from now on, and keep them."""
        _ = self.items  # what is to be replaced is known first
        self._items = tuple(items)
        self._put(item.id for item in self._items)

    def _saving(self, known: frozenset[str]) -> Callable[[], None]:
        return partial(save_prompts, self._path, self.items, known)


class PermissionShelf(_Kept):
    """What is always allowed. A change holds at once, in every conversation."""

    _book: Permissions | None = None

    @property
    def book(self) -> Permissions:
        if self._book is None:
            loaded = load_permissions(self._path)
            self._book = Permissions(loaded.items, lambda: self._put(()))
            for notice in loaded.notices:
                self.said.emit(notice)
        return self._book

    def _saving(self, known: frozenset[str]) -> Callable[[], None]:
        return partial(save_permissions, self._path, self.book.items)


class AgentShelf(_Kept):
    """Has the examples while a person keeps none, in the language of `language()` at that moment."""

    _items: tuple[Agent, ...] | None = None

    def __init__(self, path: Path, spawn: Spawn, language: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(path, spawn, parent)
        self._language = language
        self._spoken: str | None = None  # by the examples, while there are only they

    def examples(self) -> tuple[Agent, ...]:
        """Those that ship with the program."""
        return examples(self._language())

    @property
    def items(self) -> tuple[Agent, ...]:
        language = self._language()
        if self._items is None or self._spoken not in (None, language):
            self._spoken = None if self._path.exists() else language
            self._items, notices = load_agents(self._path, language)
            self._known.update(item.id for item in self._items)
            for notice in notices:
                self.said.emit(notice)
        return self._items

    def put(self, items: Iterable[Agent]) -> None:
        """Use these from now on, and keep them."""
        _ = self.items  # what is to be replaced is known first
        self._items, self._spoken = tuple(items), None
        self._put(item.id for item in self._items)

    def _saving(self, known: frozenset[str]) -> Callable[[], None]:
        return partial(save_agents, self._path, self.items, known)


class Shelves(QObject):
    """`settings` is the folder of the settings, `data` the data folder; `specs()` are the providers, of which
    those on this machine and the demo cost nothing.
    `said` carries sentences about trouble with a file."""

    said = Signal(str)

    def __init__(
        self,
        settings: Path,
        data: Path,
        spawn: Spawn,
        specs: Callable[[], Iterable[ProviderSpec]] = tuple,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.presets = PresetShelf(settings / "presets.toml", spawn, self)
        self.prompts = PromptShelf(settings / "prompts.toml", spawn, self)
        self.permissions = PermissionShelf(settings / "permissions.json", spawn, self)
        self.permissions.said.connect(self.said)
        self.agents = AgentShelf(settings / "agents.toml", spawn, spoken, self)
        self.agents.said.connect(self.said)
        self.presets.said.connect(self.said)
        self.prompts.said.connect(self.said)
        self.own_prices = data / "prices.toml"
        self._spawn = spawn
        self._specs = specs

    def put_prices(self, tables: Tables) -> None:
        """Keep a list of prices as the person's own; it holds from the next start on."""
        self._spawn(self._write_prices(tables), self.own_prices.name)

    async def _write_prices(self, tables: Tables) -> None:
        try:
            await in_background(lambda: keep_list(self.own_prices, tables), self.own_prices.name)
        except OSError as error:
            words = self.tr("{file} could not be written: {why}").replace("{file}", self.own_prices.name)
            self.said.emit(words.replace("{why}", error.strerror or str(error)))

    def prices(self) -> Prices:
        """What models cost, the person's own list first."""
        free = (spec.id for spec in self._specs() if spec.local or spec.id == _DEMO)
        prices = load_prices(self.own_prices, free, (AGENTS,))
        for notice in prices.notices:
            self.said.emit(notice)
        return prices

    async def flush(self) -> None:
        await self.presets.flush()
        await self.prompts.flush()
        await self.agents.flush()
        await self.permissions.flush()
