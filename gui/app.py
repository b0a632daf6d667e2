"""The composition root: makes every part of the window, and is the only place that knows them all."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.errors import ConfigurationError
from core.logs import SecretMask, start_logging, stop_logging
from core.paths import APP, data_dir, settings_file
from core.providers.catalog import ModelCatalog
from core.settings.schema import Settings
from gui.actions import Actions
from gui.chat.answerers import Answerers
from gui.chat.book import Book
from gui.chat.directory import Choice
from gui.chat.listed import Listed
from gui.chat.page import ChatPage
from gui.columns import Columns
from gui.completing import bring_parts
from gui.crashes import Crashes
from gui.faults import watch_faults
from gui.frame import Frame
from gui.inspector.inspector import Inspector
from gui.language import Speech
from gui.look import Look
from gui.main_window import MainWindow
from gui.options import Options
from gui.preferences import Preferences
from gui.providing import Providing, own_provider
from gui.sidebar.sidebar import Sidebar
from gui.theme.fonts import choose_family
from gui.theme.style import STYLE_ARGUMENTS, apply_style
from gui.theme.theme import TextRole, Theme
from gui.warmup import Warmup
from gui.widgets.clock import FrameClock

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from core.providers.base import ProviderSpec
    from gui.chat.conversation import Conversation
    from gui.chat.keeper import Keeper
    from gui.faults import Fault
    from gui.loop import TaskOwner
    from gui.parts import Feature, Parts
    from gui.reporting import Reporting
    from gui.settings.services import MorePage
    from gui.shelves import Shelves

log = logging.getLogger(__name__)

WRONG_USE = 2


def run(options: Options) -> int:
    """Open the window and run until it is closed; returns the exit code."""
    try:
        own = own_provider(options)
    except ConfigurationError as error:
        sys.stderr.write(f"rivulet: {error.info.message}\n")
        return WRONG_USE
    mask = SecretMask()
    folder = options.logs or data_dir(options.data_dir) / "logs"
    start_logging(folder, mask)
    crashes = Crashes(folder)
    crashes.watch()
    app = QApplication([APP, *STYLE_ARGUMENTS])
    app.setApplicationName(APP)
    app.setApplicationDisplayName(APP)
    app.setDesktopFileName("rivulet")
    choose_family()
    shell = Shell(app, options, own, mask, folder, crashes.last)
    watch_faults(shell.tell_fault)
    try:
        shell.show_window()
        from gui.loop import run_program  # with it comes asyncio, which takes as long as a tenth of the start

        return run_program(app, shell)
    except Exception:
        log.exception("the program ended by an error")
        sys.stderr.write(f"rivulet: the program ended by an error; {folder / 'rivulet.log'} has the details\n")
        return 1
    finally:
        crashes.close()
        stop_logging()


class Shell:
    """The window with everything in it. It is shown first; then it is a `gui.loop.Program`."""

    def __init__(
        self, app: QApplication, options: Options, own: ProviderSpec | None, mask: SecretMask, logs: Path, crash: str
    ) -> None:
        self._app = app
        self._logs = logs
        self._crash = crash
        self._reporting: Reporting | None = None
        self._options = options
        self._own = own
        self._mask = mask
        self._theme = Theme()
        self._speech = Speech(app)
        self._shelves: Shelves | None = None
        self._kept: Keeper | None = None
        self._features: list[Feature] = []
        self._pages: list[MorePage] = []
        self._completing: asyncio.Task[None] | None = None
        self._end: Callable[[], None] = lambda: None
        self._ends = False

    # --- a life -------------------------------------------------------------------------------------------------------

    def show_window(self) -> None:
        """Make the window and have it painted; there is no asyncio yet."""
        self._preferences = Preferences(settings_file(self._options.data_dir), self._spawn)
        self._look = Look(self._theme, self._preferences, self._speech, data_dir(self._options.data_dir))
        self._look.apply(self._preferences.value)
        self._warmup = Warmup()
        self._providing = Providing(self._options, self._own, self._preferences, self._mask, self._warmup)
        catalog = ModelCatalog(data_dir(self._options.data_dir) / "models.json")
        specs = self._providing.registry().specs.values()
        self._answerers = Answerers(specs, self._providing.build, self._warmup, self._spawn, catalog)
        self._answerers.set_limits(self._preferences.value.limits)
        self._answerers.begin_with(self._providing.first_choice())
        self._book = Book(lambda: self._library.new())
        self._app.setFont(self._theme.font(TextRole.LABEL))  # some widgets keep the font that they begin with
        self._make_window()
        apply_style(self._app, self._theme)  # after it: what is dressed while it is put together is dressed twice
        self._connect()
        self._actions.hold()
        self._frame.restore()
        self._page.composer.take_focus()
        self._window.show_painted()

    def start(self, tasks: TaskOwner, quit_: Callable[[], None]) -> None:
        self._tasks, self._end = tasks, quit_
        if self._ends:
            quit_()
        self._completing = tasks.spawn(self._complete(), "completing the window")

    async def stop(self) -> None:
        if self._completing is not None:
            self._completing.cancel()
            await asyncio.wait({self._completing})
        self._frame.remember()
        self._listed.end()
        await self._book.aclose()
        for feature in reversed(self._features):
            await feature.aclose()
        if self._kept is not None:
            await self._kept.aclose()
        await self._preferences.flush()
        if self._shelves is not None:
            await self._shelves.flush()
        await self._answerers.aclose()
        self._providing.secrets.close()

    def leave(self) -> None:
        self._window.hide()

    def tell_fault(self, fault: Fault) -> None:
        """Tell that something went wrong; before there is a window the log alone has it."""
        if self._reporting is not None:
            self._reporting.tell(fault)

    def _begin_reporting(self) -> None:
        from gui.reporting import Reporting

        safe, notices = self._options.safe_mode, self._page.notices
        self._reporting = Reporting(self._theme, self._window, notices, self._mask, self._logs, self._book, safe)
        self._reporting.tell_crash(self._crash)

    def _make_window(self) -> None:
        theme = self._theme
        self._clock = FrameClock()
        self._actions = Actions()
        self._inspector = Inspector(theme)
        self._page = ChatPage(theme, self._clock, self._actions, self._answerers, self._inspector, with_menu=True)
        new_chat, settings = self._actions["new_chat"], self._actions["settings"]
        self._sidebar = Sidebar(theme, new_chat=new_chat, settings=settings)
        self._window = MainWindow(self._sidebar, self._page, self._inspector)
        kept = data_dir(self._options.data_dir) / "window.ini"
        self._frame = Frame(self._window, kept)
        self._columns = Columns(self._window, self._actions["sidebar"], self._actions["inspector"], kept)
        self._actions.attach(self._window)
        self._clock.watch(self._window)

    def _spawn(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        return self._tasks.spawn(work, name)

    def _quit(self) -> None:
        """End the program, be it as soon as it can."""
        self._ends = True
        self._end()

    async def _complete(self) -> None:
        """What the first paint does without: a conversation and all that shows one, the desktop's wishes, the SDKs.
        One thing after the other: the window lives meanwhile, and what it is told to do waits."""
        await bring_parts()
        from gui.features import furnish
        from gui.transcript.accessibility import install_accessibility

        install_accessibility()
        page, sidebar = self._page, self._sidebar
        steps = (page.furnish, lambda: page.finding, sidebar.furnish, self._begin_reporting, self._begin_keeping)
        for step in (*steps, self._look.watch_desktop):
            await asyncio.sleep(0)
            step()
        for _ in furnish(self._parts(), self._features):
            await asyncio.sleep(0)
        assert self._kept is not None
        self._spawn(self._kept.open(), "opening the store")  # everything may listen to it by now
        self._inspector.furnish()
        await asyncio.sleep(0)
        self._book.open_new()
        self._columns.follow(self._inspector)
        self._spawn(self._warmup.run(), "late imports")
        page.composer.field.textChanged.connect(self._writing)
        self._writing()
        choice = page.conversation.choice
        if not choice.model:
            self._answerers.refresh_models(choice.provider)
        self._spawn(self._look_around(), "local servers")
        for notice in (*self._preferences.notices, *self._providing.registry().notices):
            page.notices.say(notice)
        if self._options.prompt:
            page.composer.set_text(self._options.prompt)
            if self._options.send:
                page.send(self._options.prompt)
        self._actions.release()

    def _writing(self) -> None:
        """With the first letters comes the SDK: a window that is only read in does without its 40 to 60 MB."""
        if self._page.composer.text():
            self._page.composer.field.textChanged.disconnect(self._writing)
            choice = self._page.conversation.choice
            self._answerers.warm(choice)
            self._answerers.refresh_models(choice.provider)

    # --- wiring -------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        window, page, book = self._window, self._page, self._book
        window.close_wished.connect(self._quit)
        self._listed = Listed(self._sidebar, book, page.notices, self._close_chat, page.composer.take_focus, window)
        book.shown.connect(self._show)
        book.changed.connect(self._list)
        page.composer.providers.opened.connect(lambda: self._spawn(self._look_around(), "local servers"))
        self._preferences.changed.connect(self._apply)
        self._preferences.failed.connect(page.notices.say)
        self._answerers.remembered.connect(self._remember)
        self._connect_actions()

    def _connect_actions(self) -> None:
        commands: tuple[tuple[str, Callable[[], object]], ...] = (
            ("new_chat", self._book.open_new),
            ("temporary_chat", lambda: self._library.open_temporary()),
            ("next_chat", lambda: self._listed.step(1)),
            ("previous_chat", lambda: self._listed.step(-1)),
            ("rename_chat", lambda: self._on_list(self._listed.rename)),
            ("pin_chat", self._listed.pin),
            ("delete_chat", self._listed.delete),
            ("search", self._search),
            ("settings", lambda: self._open_settings("")),
            ("zoom_in", lambda: self._look.zoom(self._theme.scale + 0.1)),
            ("zoom_out", lambda: self._look.zoom(self._theme.scale - 0.1)),
            ("zoom_reset", lambda: self._look.zoom(1.0)),
        )
        self._actions["quit"].triggered.connect(lambda: self._quit())  # at any time, also in an incomplete window
        for command, act in commands:
            self._actions.on(command, act)

    def _begin_keeping(self) -> None:
        """Open the store and list it; have conversations written into it."""
        from gui.chat.keeper import Keeper
        from gui.chat.library import Library

        folder, spawn = data_dir(self._options.data_dir), self._spawn
        self._kept = kept = Keeper(folder)
        kept.notice.connect(self._page.notices.say)
        kept.relieved.connect(self._page.notices.take_back)
        kept.opened.connect(lambda source: self._listed.begin(source, spawn))
        self._library = Library(kept, self._book, self._answerers, self._clock, self._spreads, spawn)

    def _parts(self) -> Parts:
        from gui.parts import Parts
        from gui.shelves import Shelves
        from gui.widgets.links import LinkOpener

        assert self._kept is not None
        settings, data = settings_file(self._options.data_dir).parent, data_dir(self._options.data_dir)
        self._shelves = Shelves(settings, data, self._spawn, lambda: self._providing.registry().specs.values())
        self._inspector.set_prices(self._shelves.prices)
        self._links = LinkOpener(self._window)
        self._page.link_wished.connect(self._links.open_url)
        self._page.settings_wished.connect(self._open_settings)
        return Parts(
            app=self._app,
            window=self._window,
            sidebar=self._sidebar,
            page=self._page,
            inspector=self._inspector,
            notices=self._page.notices,
            theme=self._theme,
            clock=self._clock,
            actions=self._actions,
            book=self._book,
            library=self._library,
            listed=self._listed,
            keeper=self._kept,
            answerers=self._answerers,
            shelves=self._shelves,
            preferences=self._preferences,
            secrets=self._providing.secrets,
            mask=self._mask,
            warmup=self._warmup,
            data=data,
            settings=settings,
            pages=self._pages,
            spawn=self._spawn,
            registry=self._providing.registry,
            connect=self._providing.connect,
            provider=self._providing.build,
            open_settings=self._open_settings,
            open_link=self._links.open_url,
            quit=self._quit,
            options=self._options,
        )

    def _spreads(self) -> bool:
        """Whether text that arrives in bursts is shown evenly."""
        return not (self._theme.reduced_motion or self._preferences.value.as_it_arrives)

    def _show(self, conversation: Conversation) -> None:
        self._page.show_conversation(conversation)
        self._window.setWindowTitle(f"{conversation.title} – {APP}")

    def _list(self, conversation: Conversation) -> None:
        if conversation is self._page.conversation:
            self._window.setWindowTitle(f"{conversation.title} – {APP}")

    def _close_chat(self, conversation_id: str) -> None:
        self._library.close(conversation_id)

    def _on_list(self, act: Callable[[], None]) -> None:
        """Do what is seen in the list alone."""
        self._actions["sidebar"].setChecked(True)
        act()

    def _search(self) -> None:
        self._actions["sidebar"].setChecked(True)
        self._sidebar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- who answers --------------------------------------------------------------------------------------------------

    async def _look_around(self) -> None:
        self._answerers.show_found(await self._providing.running())

    def _remember(self, choice: Choice) -> None:
        if self._own is None or choice.provider != self._own.id:  # what the command line named is for this time only
            self._preferences.put(replace(self._preferences.value, provider=choice.provider, model=choice.model))

    # --- settings and frame -------------------------------------------------------------------------------------------

    def _apply(self, settings: Settings) -> None:
        self._look.apply(settings)
        self._answerers.set_limits(settings.limits)
        self._answerers.set_specs(self._providing.registry().specs.values())

    def _open_settings(self, provider: str, page: str = "providers") -> None:
        from gui.settings.dialog import SettingsDialog
        from gui.settings.services import Services

        if QApplication.activeModalWidget() is not None:
            return  # an impatient second click
        services = Services(
            settings=lambda: self._preferences.value,
            put=self._preferences.put,
            secrets=self._providing.secrets,
            connect=self._providing.connect,
            key_changed=self._answerers.key_changed,
            open_link=self._links.open_url,
            spawn=self._spawn,
            shelves=self._shelves,
            pages=self._pages,
        )
        SettingsDialog(self._theme, services, self._window, provider=provider, page=page).open()
