"""The composition root: makes every part of the window, and is the only place that knows them all."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from core.logs import SecretMask, start_logging, stop_logging
from core.paths import APP, data_dir
from core.session import Session
from core.tools.base import Toolbox
from core.tools.registry import BUILTIN
from gui.actions import Actions
from gui.chat.answerers import Answerers
from gui.chat.book import Book
from gui.chat.conversation import Conversation
from gui.chat.page import ChatPage
from gui.faults import watch_faults
from gui.inspector.inspector import Inspector
from gui.loop import TaskOwner, run_program
from gui.main_window import MainWindow
from gui.options import Options
from gui.sidebar.model import ConversationRows, Row
from gui.sidebar.sidebar import Sidebar
from gui.theme.fonts import choose_family
from gui.theme.style import apply_style
from gui.theme.theme import Theme
from gui.warmup import Warmup
from gui.widgets.clock import FrameClock
from gui.widgets.links import LinkOpener
from gui.widgets.notice_bar import NoticeBar

log = logging.getLogger(__name__)


def run(options: Options) -> int:
    """Open the window and run until it is closed; returns the exit code."""
    mask = SecretMask()
    start_logging(data_dir(options.data_dir) / "logs", mask)
    app = QApplication([APP])
    app.setApplicationName(APP)
    app.setApplicationDisplayName(APP)
    app.setDesktopFileName("rivulet")
    choose_family()
    theme = Theme()
    apply_style(app, theme)
    shell = Shell(options, theme)
    watch_faults(shell.tell_fault)
    code = run_program(app, shell)
    stop_logging()
    return code


class Shell:
    """The window with everything in it, as `gui.loop.Program`."""

    def __init__(self, options: Options, theme: Theme) -> None:
        self._options = options
        self._theme = theme
        self._notices: NoticeBar | None = None
        self._data = data_dir(options.data_dir)
        self._geometry = QSettings(str(self._data / "window.ini"), QSettings.Format.IniFormat)

    # --- a life -------------------------------------------------------------------------------------------------------

    def start(self, tasks: TaskOwner, quit_: Callable[[], None]) -> None:
        self._tasks = tasks
        self._warmup = Warmup()
        self._clock = FrameClock()
        self._actions = Actions()
        self._answerers = Answerers(_specs(), _build, self._warmup, tasks.spawn)
        self._book = Book(self._new_conversation)
        self._rows = ConversationRows()
        self._inspector = Inspector(self._theme, self._clock)
        self._page = ChatPage(
            self._theme, self._clock, self._actions, self._answerers, self._inspector, with_menu=True
        )
        self._notices = self._page.notices
        self._sidebar = Sidebar(
            self._theme, self._rows, new_chat=self._actions["new_chat"], settings=self._actions["settings"]
        )
        self._window = MainWindow(self._sidebar, self._page, self._inspector)
        self._links = LinkOpener(self._window)
        self._actions.attach(self._window)
        self._clock.watch(self._window)
        self._connect(quit_)
        self._restore()
        self._book.open_new()
        self._window.show()

    async def stop(self) -> None:
        self._remember_geometry()
        await self._book.aclose()
        await self._answerers.aclose()

    def leave(self) -> None:
        self._window.hide()

    def tell_fault(self) -> None:
        """Say once that something went wrong; what it was is in the log."""
        if self._notices is not None and self._notices.isHidden():
            self._notices.say(self._page.tr("Something went wrong inside Rivulet. The log has the details."))

    def _after_paint(self) -> None:
        self._tasks.spawn(self._warmup.run(), "late imports")
        self._answerers.refresh_models(self._page.conversation.choice.provider)
        if self._options.prompt:
            self._page.composer.set_text(self._options.prompt)
            if self._options.send:
                self._page.send(self._options.prompt)

    # --- wiring -------------------------------------------------------------------------------------------------------

    def _connect(self, quit_: Callable[[], None]) -> None:
        window, page, book, actions = self._window, self._page, self._book, self._actions
        window.close_wished.connect(quit_)
        window.painted.connect(self._after_paint, Qt.ConnectionType.QueuedConnection)
        window.narrowed.connect(self._fold_inspector)
        self._sidebar.conversation_wished.connect(book.open)
        book.shown.connect(self._show)
        book.changed.connect(self._list)
        page.settings_wished.connect(self._open_settings)
        page.link_wished.connect(self._links.open_url)
        for command, act in (
            ("quit", quit_),
            ("new_chat", book.open_new),
            ("next_chat", lambda: book.step(1)),
            ("previous_chat", lambda: book.step(-1)),
            ("search", self._sidebar.search.setFocus),
            ("settings", lambda: self._open_settings("")),
            ("zoom_in", lambda: self._zoom(1.1)),
            ("zoom_out", lambda: self._zoom(1 / 1.1)),
            ("zoom_reset", lambda: self._zoom(0)),
        ):
            actions.on(command, act)
        actions["sidebar"].toggled.connect(window.show_sidebar)
        actions["inspector"].toggled.connect(window.show_inspector)
        for name in ("sidebar", "inspector"):
            actions[name].setChecked(True)

    def _new_conversation(self) -> Conversation:
        session = Session(toolbox=Toolbox(BUILTIN.values()))
        return Conversation(session, self._answerers.first_choice(), self._clock)

    def _show(self, conversation: Conversation) -> None:
        self._page.show_conversation(conversation)
        self._sidebar.show_current(conversation.id)
        self._window.setWindowTitle(f"{conversation.title} – {APP}")

    def _list(self, conversation: Conversation) -> None:
        if not conversation.empty:
            new = self._rows.place(conversation.id) < 0
            self._rows.put(Row(conversation.id, conversation.title, conversation.live, conversation.unread))
            if conversation is self._page.conversation:
                self._window.setWindowTitle(f"{conversation.title} – {APP}")
                if new:
                    self._sidebar.show_current(conversation.id)

    # --- the frame ----------------------------------------------------------------------------------------------------

    def _restore(self) -> None:
        geometry, columns = self._geometry.value("geometry"), self._geometry.value("columns")
        if geometry is not None:
            self._window.restoreGeometry(geometry)
        if columns is not None:
            self._window.restore_columns(columns)

    def _remember_geometry(self) -> None:
        self._geometry.setValue("geometry", self._window.saveGeometry())
        self._geometry.setValue("columns", self._window.columns())
        self._geometry.sync()

    def _fold_inspector(self, narrow: bool) -> None:
        self._actions["inspector"].setChecked(not narrow)

    def _zoom(self, factor: float) -> None:
        self._theme.set_scale(self._theme.scale * factor if factor else 1.0)

    def _open_settings(self, provider: str) -> None:
        pass


def _specs():
    from core.demo.provider import demo_spec

    return [demo_spec()]


async def _build(spec):
    from core.demo.provider import create

    return create()
