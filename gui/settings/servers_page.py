"""The tool servers: their list with where each stands; the chosen one's fields, tools and log."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass
from dataclasses import replace as replaced
from typing import Any, Final

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.markdown.foreign import visible
from core.mcp.server import Phase, Server
from core.mcp.servers import Servers
from core.mcp.spec import ServerSpec, Way, complaint, new_id
from gui.settings.rows import heading, sentence
from gui.settings.server_form import ServerForm
from gui.settings.server_head import ServerHead
from gui.settings.server_panels import LogPanel, ToolsPanel
from gui.settings.server_words import state_words
from gui.settings.services import Spawn
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from gui.widgets.icon_button import IconButton

_ID: Final = int(Qt.ItemDataRole.UserRole)
_SOON_MS: Final = 120  # what servers tell within this time is shown together
_SECOND_MS: Final = 1000
_TOOLS, _LOG = 1, 2  # tabs


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed about a server and is not kept yet; `values` are secrets."""

    spec: ServerSpec
    values: dict[str, str]


class ServersPage(QWidget):
    def __init__(self, theme: Theme, servers: Servers, spawn: Spawn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("serversPage")
        self.setAccessibleName(self.tr("Tool servers"))
        self._theme = theme
        self._servers = servers
        self._spawn = spawn
        self._typed: dict[str, _Typed] = {}
        self._id = ""
        self._soon = QTimer(self, interval=_SOON_MS, singleShot=True)
        self._second = QTimer(self, interval=_SECOND_MS)
        self._make_parts()
        self._lay_out()
        self._connect()
        self.restyle()
        first = next(iter(servers.all), None)
        self._choose(first.spec.id if first is not None else "")
        end = servers.subscribe(lambda _server_id: self._soon.start())
        self.destroyed.connect(end)

    # --- building -----------------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        theme = self._theme
        self.list = QListWidget(self)
        self.list.setObjectName("serverList")
        self.list.setAccessibleName(self.tr("Tool servers"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add = IconButton(theme, "plus", self.tr("Add a server"), self)
        self.add.setObjectName("addServerButton")
        self.load = IconButton(theme, "download", self.tr("Import from JSON"), self)
        self.load.setObjectName("importServersButton")
        self.remove = IconButton(theme, "trash", self.tr("Remove this server"), self)
        self.remove.setObjectName("removeServerButton")
        self.head = ServerHead(theme, self)
        self.form = ServerForm(theme)
        self.tools = ToolsPanel(self)
        self.log = LogPanel(theme, self)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("serverTabs")
        self.result = sentence("", "error", self)
        self.result.setObjectName("serverResult")
        self.save = QPushButton(self.tr("Save"), self)
        self.save.setObjectName("saveServerButton")
        self.revert = QPushButton(self.tr("Revert"), self)
        self.revert.setObjectName("revertServerButton")
        for button in (self.save, self.revert):
            button.setAutoDefault(False)
        variant(self.save, "primary")
        variant(self.revert, "quiet")
        self.empty = sentence(
            self.tr(
                "Programs and addresses that give models tools, over the Model Context Protocol. None is set up yet."
            ),
            "muted",
            self,
        )

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_1)
        for button in (self.add, self.load, self.remove):
            tools.addWidget(button)
        tools.addStretch(1)
        left = QVBoxLayout()
        left.setContentsMargins(SPACE_2, SPACE_4, SPACE_2, SPACE_2)
        left.addWidget(self.list, 1)
        left.addLayout(tools)
        fields = QScrollArea(self)
        variant(fields, "page", name="role")
        fields.setWidgetResizable(True)
        fields.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        seat = QWidget()
        inside = QVBoxLayout(seat)
        inside.setContentsMargins(0, SPACE_3, SPACE_2, SPACE_2)
        inside.addWidget(self.form)
        inside.addStretch(1)
        fields.setWidget(seat)
        self.tabs.addTab(fields, self.tr("Set-up"))
        self.tabs.addTab(self.tools, self.tr("Tools"))
        log = QWidget(self)
        below = QVBoxLayout(log)
        below.setContentsMargins(0, SPACE_3, SPACE_2, 0)
        below.addWidget(self.log)
        self.tabs.addTab(log, self.tr("Log"))
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_2)
        foot.addWidget(self.result, 1)
        foot.addWidget(self.revert)
        foot.addWidget(self.save)
        self.title = heading(self.tr("Tool servers"), self)
        right = QVBoxLayout()
        right.setContentsMargins(SPACE_4, SPACE_6, SPACE_6, SPACE_3)
        right.setSpacing(SPACE_2)
        right.addWidget(self.title)
        right.addWidget(self.empty)
        right.addWidget(self.head)
        right.addSpacing(SPACE_1)
        right.addWidget(self.tabs, 1)
        right.addLayout(foot)
        right.addStretch(0)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left)
        whole.addLayout(right, 1)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._chosen)
        self.add.clicked.connect(self._add)
        self.load.clicked.connect(self._import)
        self.remove.clicked.connect(self._remove)
        self.save.clicked.connect(self._save)
        self.revert.clicked.connect(self._revert)
        self.form.edited.connect(self._collect)
        self._soon.timeout.connect(self._refresh)
        self._second.timeout.connect(self._refresh)
        self.tabs.currentChanged.connect(lambda _place: self._refresh())
        head, servers = self.head, self._servers
        head.switched.connect(lambda on: self._do(servers.switch(self._id, on)))
        head.start_wished.connect(self._start)
        head.agreed.connect(lambda: self._do(self._agree(self._id)))
        head.sign_in_wished.connect(lambda: self._do(servers.sign_in(self._id)))
        head.sign_out_wished.connect(lambda: self._do(servers.sign_out(self._id)))

    def restyle(self) -> None:
        """Fit widths and rows to the present font."""
        metrics = QFontMetrics(self._theme.font(TextRole.LABEL))
        self.list.setFixedWidth(metrics.horizontalAdvance("n" * 19) + SPACE_6)
        self._row = QSize(80, 2 * metrics.lineSpacing() + SPACE_3)
        for part in (self.head, self.form, self.log):
            part.restyle()
        self._refresh()

    # --- what is shown ------------------------------------------------------------------------------------------------

    @property
    def server(self) -> Server | None:
        """The one that is shown, unless it is new."""
        return self._servers.find(self._id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._second.stop()

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._choose(str(item.data(_ID)))

    def _choose(self, server_id: str) -> None:
        self._id = server_id
        server, typed = self.server, self._typed.get(server_id)
        if typed is not None:
            self.form.show_spec(_whole(typed))
        elif server is not None:
            self.form.show_spec(server.spec)
        self._say("")
        self._refresh()

    def _refresh(self) -> None:
        """Show what is so now: the list, the head, and the panel in front."""
        server, typed = self.server, self._typed.get(self._id)
        there = server is not None or typed is not None
        for widget, shown in ((self.head, there), (self.tabs, there), (self.title, not there), (self.empty, not there)):
            widget.setVisible(shown)
        self.save.setVisible(typed is not None)
        self.revert.setVisible(typed is not None)
        self.remove.setEnabled(there)
        self._fill()
        if server is not None:
            self.head.show_server(server)
            if self.tabs.currentIndex() == _TOOLS:
                self.tools.show_listing(server.listing)
            elif self.tabs.currentIndex() == _LOG:
                self.log.show_journal(server.journal)
        elif typed is not None:
            self.head.show_new(typed.spec.name)
        for place in (_TOOLS, _LOG):
            self.tabs.setTabVisible(place, server is not None)
        crashed = any(each.state.phase is Phase.CRASHED for each in self._servers.all)
        if crashed and self.isVisible():
            self._second.start()
        else:
            self._second.stop()

    def _fill(self) -> None:
        entries = [(each.spec.id, self._name(each.spec), state_words(each)) for each in self._servers.all]
        known = {entry[0] for entry in entries}
        entries += [
            (key, self._name(typed.spec), self.tr("Not saved yet"))
            for key, typed in self._typed.items()
            if key not in known
        ]
        self.list.blockSignals(True)
        while self.list.count() > len(entries):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(entries):
            self.list.addItem(QListWidgetItem())
        for place, (key, name, state) in enumerate(entries):
            item = self.list.item(place)
            item.setData(_ID, key)
            item.setText(f"{name}{' •' if key in self._typed else ''}\n{state}")
            item.setSizeHint(self._row)
            if key == self._id:
                self.list.setCurrentRow(place, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.blockSignals(False)

    def _name(self, spec: ServerSpec) -> str:
        return visible(spec.name) or self.tr("Without a name")

    def _say(self, text: str) -> None:
        self.result.setText(visible(text))

    # --- what is typed ------------------------------------------------------------------------------------------------

    def unsaved(self) -> tuple[str, ...]:
        """The names of servers about which something was typed that is not kept."""
        return tuple(self._name(typed.spec) for typed in self._typed.values())

    def save_all(self) -> bool:
        """Keep all that was typed; False where something of it cannot be used, which is shown then."""
        for key in tuple(self._typed):
            self._choose(key)
            self._save()
            if key in self._typed:
                return False
        return True

    def _collect(self) -> None:
        spec, values = self.form.spec()
        server = self.server
        if server is not None and spec == server.spec and not values:
            self._typed.pop(self._id, None)
        else:
            self._typed[self._id] = _Typed(spec, values)
        self._say("")
        self._refresh()

    def _save(self) -> None:
        typed = self._typed.get(self._id)
        if typed is None:
            return
        wrong = complaint(typed.spec)
        self._say(wrong)
        if wrong:
            return
        del self._typed[self._id]
        server = self.server
        keep = self._servers.add if server is None else self._servers.change
        self._do(keep(typed.spec, typed.values))

    def _revert(self) -> None:
        self._typed.pop(self._id, None)
        if self.server is None:
            first = next(iter(self._servers.all), None)
            self._id = first.spec.id if first is not None else ""
        self._choose(self._id)

    # --- what is done -------------------------------------------------------------------------------------------------

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        self._spawn(work, "tool servers")
        self._soon.start()

    def _start(self) -> None:
        server = self.server
        if server is not None:
            self._do(server.restart())

    async def _agree(self, server_id: str) -> None:
        await self._servers.agree(server_id)
        server = self._servers.find(server_id)
        if server is not None:
            server.start()

    def _add(self) -> None:
        taken = {*(each.spec.id for each in self._servers.all), *self._typed}
        name = self.tr("New server")
        spec = ServerSpec(new_id(name, taken), name, Way.STDIO)
        self._typed[spec.id] = _Typed(spec, {})
        self._choose(spec.id)
        self.tabs.setCurrentIndex(0)
        self.form.name.setFocus()
        self.form.name.selectAll()

    def _import(self) -> None:
        from gui.settings.servers_import import ImportDialog

        taken = {*(each.spec.id for each in self._servers.all), *self._typed}
        dialog = ImportDialog(self._theme, taken, self)
        dialog.chosen.connect(lambda found: self._do(self._servers.take(found)))
        dialog.open()

    def _remove(self) -> None:
        """Ask first: a server that is removed takes its secrets along."""
        server = self.server
        if server is None:
            self._revert()
            return
        box = QMessageBox(self)
        box.setObjectName("removeServerDialog")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("Settings"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Remove “{name}”?").replace("{name}", visible(server.spec.name)[:80]))
        box.setInformativeText(self.tr("It is ended, and its keys and sign-in are forgotten."))
        yes = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        yes.clicked.connect(self._remove_now)
        box.open()

    def _remove_now(self) -> None:
        gone = self._id
        self._typed.pop(gone, None)
        others = [each.spec.id for each in self._servers.all if each.spec.id != gone]
        self._do(self._servers.remove(gone))
        self._choose(others[0] if others else "")


def _whole(typed: _Typed) -> ServerSpec:
    """What was typed with its secrets where they were typed."""
    spec, values = typed.spec, typed.values
    more = tuple(values.items())
    kept = tuple(name for name in spec.secrets if name not in values)
    if spec.way is Way.STDIO:
        return replaced(spec, environment=(*spec.environment, *more), secrets=kept)
    return replaced(spec, headers=(*spec.headers, *more), secrets=kept)
