"""What the settings dialog is given to work with. It finds nothing by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from core.providers.base import Provider, ProviderSpec
from core.settings.schema import Settings
from core.settings.secrets import Secrets
from core.settings.shelf import Tables
from gui.shelves import Shelves

if TYPE_CHECKING:
    from core.settings.transfer import Shelved

Spawn = Callable[[Coroutine[Any, Any, None], str], asyncio.Task[None]]


@runtime_checkable
class Keeps(Protocol):
    """A page on which something can be typed that holds only once it is saved."""

    def unsaved(self) -> tuple[str, ...]:
        """The names of what is typed and not kept."""

    def save_all(self) -> bool:
        """Keep it; False where some of it cannot be used, which the page shows then."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Named things that go along when the settings are exported. `kind` is what one of them is called; `shelved()`
    gives those that there are; `take(tables)` keeps what a file brings beside what it does not name."""

    kind: str
    shelved: Callable[[], Shelved]
    take: Callable[[Tables], None]


@dataclass(frozen=True, slots=True)
class MorePage:
    """A page that a feature brings. `name` is what it is opened by, `icon` one of the theme's; `make()` builds it, each
    time the settings are opened. One that paints with the theme may have `restyle()`. `fields` are those of the
    settings that are set there: what "Reset this page" resets. `carried` goes along in an export."""

    name: str
    title: str
    icon: str
    make: Callable[[], QWidget]
    fields: tuple[str, ...] = ()
    carried: Carried | None = None


@dataclass(frozen=True, slots=True)
class Services:
    """`settings()` gives the settings as they are and `put()` takes new ones, to be used at once and kept.

    `connect()` makes a working provider for the connection test; the dialog closes it. `key_changed(provider_id)` is
    called after a key was kept or forgotten. `open_link(url)` is the program's one way out. `spawn()` runs a coroutine
    in a task that the program owns. `shelves` have presets and prompts; without one there are no pages for them.
    `pages` come after all others, in their order.
    """

    settings: Callable[[], Settings]
    put: Callable[[Settings], None]
    secrets: Secrets
    connect: Callable[[ProviderSpec, str | None], Awaitable[Provider]]
    key_changed: Callable[[str], None]
    open_link: Callable[[str], None]
    spawn: Spawn
    shelves: Shelves | None = None
    pages: Sequence[MorePage] = ()
