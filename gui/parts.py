"""What the composition root hands to a feature: the parts of the window that there are once it was painted."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from core.logs import SecretMask
    from core.providers.base import Provider, ProviderSpec
    from core.providers.registry import Registry
    from core.settings.secrets import Secrets
    from gui.actions import Actions
    from gui.chat.answerers import Answerers
    from gui.chat.book import Book
    from gui.chat.keeper import Keeper
    from gui.chat.library import Library
    from gui.chat.listed import Listed
    from gui.chat.page import ChatPage
    from gui.inspector.inspector import Inspector
    from gui.main_window import MainWindow
    from gui.options import Options
    from gui.preferences import Preferences
    from gui.settings.services import MorePage
    from gui.shelves import Shelves
    from gui.sidebar.sidebar import Sidebar
    from gui.theme.theme import Theme
    from gui.warmup import Warmup
    from gui.widgets.clock import FrameClock
    from gui.widgets.notice_bar import NoticeBar


@dataclass(frozen=True, slots=True)
class Parts:
    """`spawn(work, name)` runs a coroutine in a task that the program owns. `data` and `settings` are the folders of
    the program's files. `registry()` gives the providers as they are now, `connect(spec, key)` a working one, which
    the caller closes; `provider(spec)` does so with the key that is kept. `open_settings(provider, page)` opens the
    settings at a page; features append theirs to `pages`. `open_link(url)` is the one way out, `quit()` asks for the
    ordered end; `options` are those of this start."""

    app: QApplication
    window: MainWindow
    sidebar: Sidebar
    page: ChatPage
    inspector: Inspector
    notices: NoticeBar
    theme: Theme
    clock: FrameClock
    actions: Actions
    book: Book
    library: Library
    listed: Listed
    keeper: Keeper
    answerers: Answerers
    shelves: Shelves
    preferences: Preferences
    secrets: Secrets
    mask: SecretMask
    warmup: Warmup
    data: Path
    settings: Path
    pages: list[MorePage]
    spawn: Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]]
    registry: Callable[[], Registry]
    connect: Callable[[ProviderSpec, str | None], Awaitable[Provider]]
    provider: Callable[[ProviderSpec], Awaitable[Provider]]
    open_settings: Callable[[str, str], None]
    open_link: Callable[[str], None]
    quit: Callable[[], None]
    options: Options


class Feature(Protocol):
    """Something that joins the window after its first paint and has an end of its own: after the turns are stopped,
    before the store is closed."""

    async def aclose(self) -> None: ...
