"""The composition root: makes every part of the window, and is the only place that knows them all."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from core.errors import ConfigurationError
from core.logs import SecretMask, start_logging, stop_logging
from core.paths import APP, data_dir, settings_file
from core.providers.catalog import ModelCatalog
from core.providers.registry import Registry, ad_hoc_spec, load_registry
from core.settings.schema import Motion, Settings
from core.settings.secrets import Secrets
from gui.actions import Actions
from gui.chat.answerers import Answerers
from gui.chat.book import Book
from gui.chat.directory import Choice
from gui.chat.listed import Listed
from gui.chat.page import ChatPage
from gui.chat.starts import DEMO
from gui.faults import watch_faults
from gui.inspector.inspector import Inspector
from gui.loop import TaskOwner, run_program
from gui.main_window import MainWindow
from gui.options import Options
from gui.preferences import Preferences
from gui.sidebar.sidebar import Sidebar
from gui.theme.fonts import choose_family
from gui.theme.style import STYLE_ARGUMENTS, apply_style
from gui.theme.theme import Appearance, Theme
from gui.warmup import Warmup
from gui.widgets.clock import FrameClock
from gui.widgets.notice_bar import NoticeBar

if TYPE_CHECKING:
    from core.providers.base import Provider, ProviderSpec
    from gui.chat.conversation import Conversation
    from gui.chat.keeper import Keeper
    from gui.chat.searching import Searching
    from gui.shelves import Shelves
    from gui.theme.motion import SystemMotion

log = logging.getLogger(__name__)

WRONG_USE = 2


def run(options: Options) -> int:
    """Open the window and run until it is closed; returns the exit code."""
    try:
        own = _own_provider(options)
        if options.provider:
            load_registry().find(options.provider)
    except ConfigurationError as error:
        sys.stderr.write(f"rivulet: {error.info.message}\n")
        return WRONG_USE
    mask = SecretMask()
    folder = data_dir(options.data_dir) / "logs"
    start_logging(folder, mask)
    app = QApplication([APP, *STYLE_ARGUMENTS])
    app.setApplicationName(APP)
    app.setApplicationDisplayName(APP)
    app.setDesktopFileName("rivulet")
    choose_family()
    shell = Shell(app, options, own, mask)
    watch_faults(shell.tell_fault)
    try:
        return run_program(app, shell)
    except Exception:
        log.exception("the program ended by an error")
        sys.stderr.write(f"rivulet: the program ended by an error; {folder / 'rivulet.log'} has the details\n")
        return 1
    finally:
        stop_logging()


def _own_provider(options: Options) -> ProviderSpec | None:
    """The provider that the command line describes, if it does."""
    if options.protocol is None:
        return None
    return ad_hoc_spec(options.protocol, options.base_url, options.api_key_env)


class Shell:
    """The window with everything in it, as `gui.loop.Program`."""

    def __init__(self, app: QApplication, options: Options, own: ProviderSpec | None, mask: SecretMask) -> None:
        self._app = app
        self._options = options
        self._own = own
        self._mask = mask
        self._theme = Theme()
        self._secrets = Secrets()
        self._notices: NoticeBar | None = None
        self._motion: SystemMotion | None = None
        self._shelves: Shelves | None = None
        self._kept: Keeper | None = None
        self._searching: Searching | None = None
        self._inspector_wished = True
        data = data_dir(options.data_dir)
        self._frame = QSettings(str(data / "window.ini"), QSettings.Format.IniFormat)

    # --- a life -------------------------------------------------------------------------------------------------------

    def start(self, tasks: TaskOwner, quit_: Callable[[], None]) -> None:
        self._tasks = tasks
        self._preferences = Preferences(settings_file(self._options.data_dir), tasks.spawn)
        self._apply_look(self._preferences.value)
        apply_style(self._app, self._theme)
        self._warmup = Warmup()
        catalog = ModelCatalog(data_dir(self._options.data_dir) / "models.json")
        specs = self._registry().specs.values()
        self._answerers = Answerers(specs, self._build, self._warmup, tasks.spawn, catalog)
        self._choose_first()
        self._book = Book(lambda: self._library.new())
        self._make_window()
        self._connect(quit_)
        self._restore_frame()
        self._page.composer.take_focus()
        self._window.show()

    async def stop(self) -> None:
        self._remember_frame()
        self._listed.end()
        await self._book.aclose()
        if self._searching is not None:
            await self._searching.aclose()
        if self._kept is not None:
            await self._kept.aclose()
        await self._preferences.flush()
        if self._shelves is not None:
            await self._shelves.flush()
        await self._answerers.aclose()
        self._secrets.close()

    def leave(self) -> None:
        self._window.hide()

    def tell_fault(self) -> None:
        """Say once that something went wrong; what it was is in the log."""
        if self._notices is not None and self._notices.isHidden():
            self._notices.say(self._page.tr("Something went wrong inside Rivulet. The log has the details."))

    def _make_window(self) -> None:
        theme = self._theme
        self._clock = FrameClock()
        self._actions = Actions()
        self._inspector = Inspector(theme)
        self._page = ChatPage(theme, self._clock, self._actions, self._answerers, self._inspector, with_menu=True)
        self._notices = self._page.notices
        new_chat, settings = self._actions["new_chat"], self._actions["settings"]
        self._sidebar = Sidebar(theme, new_chat=new_chat, settings=settings)
        self._window = MainWindow(self._sidebar, self._page, self._inspector)
        self._actions.attach(self._window)
        self._clock.watch(self._window)

    def _after_paint(self) -> None:
        """What the first paint does without: a conversation and all that shows one, the desktop's wishes, the SDKs."""
        from gui.transcript.accessibility import install_accessibility
        from gui.widgets.links import LinkOpener

        install_accessibility()
        self._links = LinkOpener(self._window)
        self._page.link_wished.connect(self._links.open_url)
        self._begin_keeping()
        self._furnish()
        self._book.open_new()
        self._watch_motion()
        self._answerers.warm(self._answerers.first_choice())
        self._tasks.spawn(self._look_around(), "local servers")
        self._answerers.refresh_models(self._page.conversation.choice.provider)
        for notice in (*self._preferences.notices, *self._registry().notices):
            self._page.notices.say(notice)
        if self._options.prompt:
            self._page.composer.set_text(self._options.prompt)
            if self._options.send:
                self._page.send(self._options.prompt)

    def _watch_motion(self) -> None:
        from gui.theme.motion import SystemMotion  # it brings D-Bus, which the first paint can do without

        self._motion = SystemMotion()
        self._motion.changed.connect(lambda: self._apply_look(self._preferences.value))
        self._motion.ask()
        self._apply_look(self._preferences.value)

    # --- wiring -------------------------------------------------------------------------------------------------------

    def _connect(self, quit_: Callable[[], None]) -> None:
        window, page, book = self._window, self._page, self._book
        window.close_wished.connect(quit_)
        window.painted.connect(self._after_paint, Qt.ConnectionType.QueuedConnection)
        window.narrowed.connect(self._make_room)
        self._listed = Listed(self._sidebar, book, page.notices, self._close_chat, page.composer.take_focus, window)
        book.shown.connect(self._show)
        book.changed.connect(self._list)
        page.composer.providers.opened.connect(lambda: self._tasks.spawn(self._look_around(), "local servers"))
        page.settings_wished.connect(self._open_settings)
        self._preferences.changed.connect(self._apply)
        self._preferences.failed.connect(page.notices.say)
        self._answerers.remembered.connect(self._remember)
        self._connect_actions(quit_)

    def _connect_actions(self, quit_: Callable[[], None]) -> None:
        commands: tuple[tuple[str, Callable[[], object]], ...] = (
            ("quit", quit_),
            ("new_chat", self._book.open_new),
            ("temporary_chat", lambda: self._library.open_temporary()),
            ("next_chat", lambda: self._listed.step(1)),
            ("previous_chat", lambda: self._listed.step(-1)),
            ("rename_chat", lambda: self._on_list(self._listed.rename)),
            ("pin_chat", self._listed.pin),
            ("delete_chat", self._listed.delete),
            ("search", self._search),
            ("settings", lambda: self._open_settings("")),
            ("zoom_in", lambda: self._zoom(self._theme.scale + 0.1)),
            ("zoom_out", lambda: self._zoom(self._theme.scale - 0.1)),
            ("zoom_reset", lambda: self._zoom(1.0)),
        )
        for command, act in commands:
            self._actions.on(command, act)
        for name, fold in (("sidebar", self._window.show_sidebar), ("inspector", self._window.show_inspector)):
            self._actions[name].setChecked(True)
            self._actions[name].toggled.connect(fold)

    def _begin_keeping(self) -> None:
        """Open the store and list it; have conversations written into it."""
        from gui.chat.keeper import Keeper
        from gui.chat.library import Library
        from gui.chat.searching import Searching

        folder, spawn = data_dir(self._options.data_dir), self._tasks.spawn
        self._kept = kept = Keeper(folder)
        kept.notice.connect(self._page.notices.say)
        kept.relieved.connect(self._page.notices.take_back)
        kept.opened.connect(lambda source: self._listed.begin(source, spawn))
        self._library = Library(kept, self._book, self._answerers, self._clock, self._spreads, spawn)
        self._searching = searching = Searching(self._theme, self._book, self._page, spawn, self._window)
        kept.opened.connect(searching.begin)
        self._actions.on("search_all", searching.open)
        self._sidebar.searchRequested.connect(searching.open)
        spawn(kept.open(), "opening the store")

    def _furnish(self) -> None:
        """Presets, prompts and prices, which the first paint does without."""
        from gui.chat.desk import Desk
        from gui.shelves import Shelves

        data, specs = self._options.data_dir, lambda: self._registry().specs.values()
        self._shelves = Shelves(settings_file(data).parent, data_dir(data), self._tasks.spawn, specs)
        self._inspector.set_prices(self._shelves.prices)
        self._desk = Desk(self._theme, self._page, self._shelves, self._actions)
        self._desk.edit_wished.connect(lambda page: self._open_settings("", page))

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

    def _registry(self) -> Registry:
        own = (*self._preferences.value.providers, *((self._own,) if self._own else ()))
        return load_registry(own)

    async def _build(self, spec: ProviderSpec) -> Provider:
        from core.factory import create_provider

        key = None
        if self._options.api_key_env and spec.id in (self._options.provider, self._own and self._own.id):
            key = os.environ.get(self._options.api_key_env)  # named by hand: it comes before the keyring
        if key is None and spec.id != DEMO:
            found = await self._secrets.get(spec)
            key = found.value if found else None
        if key:
            self._mask.add(key)
        return create_provider(spec, key, self._preferences.value.limits)

    async def _look_around(self) -> None:
        """Find the model servers that run on this machine."""
        await self._warmup.ready()
        from core.providers.discovery import discover

        found = await discover(self._registry().specs.values())
        self._answerers.show_found([(server.spec, server.models) for server in found])

    def _choose_first(self) -> None:
        settings, options = self._preferences.value, self._options
        choice = Choice(settings.provider, settings.model)
        if self._own is not None or options.provider:
            choice = Choice(self._own.id if self._own else options.provider, options.model)
        elif options.model:
            choice = Choice(settings.provider, options.model)
        self._answerers.set_limits(settings.limits)
        self._answerers.begin_with(choice)

    def _remember(self, choice: Choice) -> None:
        if self._own is None or choice.provider != self._own.id:  # what the command line named is for this time only
            self._preferences.put(replace(self._preferences.value, provider=choice.provider, model=choice.model))

    # --- settings and frame -------------------------------------------------------------------------------------------

    def _make_room(self, narrow: bool) -> None:
        """Fold the inspector while three columns do not fit; a wide window gets back what the person had."""
        action = self._actions["inspector"]
        if narrow:
            self._inspector_wished = action.isChecked()
        action.setChecked(not narrow and self._inspector_wished)

    def _apply(self, settings: Settings) -> None:
        self._apply_look(settings)
        self._answerers.set_limits(settings.limits)
        self._answerers.set_specs(self._registry().specs.values())

    def _apply_look(self, settings: Settings) -> None:
        self._theme.set_appearance(Appearance(settings.appearance.value))
        self._theme.set_scale(settings.scale)
        asked = self._motion is not None and self._motion.reduced
        self._theme.set_reduced_motion(
            settings.motion is Motion.REDUCED or (asked and settings.motion is Motion.SYSTEM)
        )

    def _zoom(self, scale: float) -> None:
        self._theme.set_scale(round(scale, 1))
        self._preferences.put(replace(self._preferences.value, scale=self._theme.scale))

    def _open_settings(self, provider: str, page: str = "providers") -> None:
        from gui.settings.dialog import PageName, SettingsDialog
        from gui.settings.services import Services

        if QApplication.activeModalWidget() is not None:
            return  # an impatient second click
        services = Services(
            settings=lambda: self._preferences.value,
            put=self._preferences.put,
            secrets=self._secrets,
            connect=self._connect_for_test,
            key_changed=self._answerers.key_changed,
            open_link=self._links.open_url,
            spawn=self._tasks.spawn,
            shelves=self._shelves,
        )
        SettingsDialog(self._theme, services, self._window, provider=provider, page=PageName[page.upper()]).open()

    async def _connect_for_test(self, spec: ProviderSpec, key: str | None) -> Provider:
        await self._warmup.ready(spec.protocol)
        from core.factory import create_provider

        if key:
            self._mask.add(key)
        return create_provider(spec, key, self._preferences.value.limits)

    def _restore_frame(self) -> None:
        geometry, columns = self._frame.value("geometry"), self._frame.value("columns")
        if geometry is not None:
            self._window.restoreGeometry(geometry)
        if columns is not None:
            self._window.restore_columns(columns)

    def _remember_frame(self) -> None:
        self._frame.setValue("geometry", self._window.saveGeometry())
        self._frame.setValue("columns", self._window.columns())
        self._frame.sync()
