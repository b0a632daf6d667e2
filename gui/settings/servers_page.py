"""The tool servers: their list with where each stands; the chosen one's fields, tools and log."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass
from dataclasses import replace as replaced
from typing import Any, Final

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidgetItem,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from core.markdown.foreign import visible
from core.mcp.server import Phase, Server
from core.mcp.servers import Servers
from core.mcp.spec import ServerSpec, Way, complaint, new_id
from gui.settings.rows import FORM, NarrowList, upright
from gui.settings.server_detail import ServerDetail
from gui.settings.server_words import state_words
from gui.settings.services import Spawn
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
        self.list = NarrowList(self)
        self.add = IconButton(theme, "plus", self.tr("Add a server"), self)
        self.load = IconButton(theme, "download", self.tr("Import from JSON"), self)
        self.remove = IconButton(theme, "trash", self.tr("Remove this server"), self)
        self.detail = ServerDetail(theme, self)
        self._lay_out()
        self._connect()
        self.restyle()
        first = next(iter(servers.all), None)
        self._choose(first.spec.id if first is not None else "")
        end = servers.subscribe(self._told)
        self.destroyed.connect(end)

    # --- building -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.list.setObjectName("serverList")
        self.list.setAccessibleName(self.tr("Tool servers"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_1)
        for button, name in (
            (self.add, "addServerButton"),
            (self.load, "importServersButton"),
            (self.remove, "removeServerButton"),
        ):
            button.setObjectName(name)
            button.set_side(26)
            tools.addWidget(button)
        tools.addStretch(1)
        self._side = QWidget(self)  # while there is something to list
        left = QVBoxLayout(self._side)
        left.setContentsMargins(SPACE_2, SPACE_4, SPACE_2, SPACE_2)
        left.setSpacing(SPACE_2)
        left.addWidget(self.list, 1)
        left.addLayout(tools)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._between = upright(self)
        whole.addWidget(self._side)
        whole.addWidget(self._between)
        whole.addWidget(self.detail, 1)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._chosen)
        self.add.clicked.connect(self._add)
        self.load.clicked.connect(self._import)
        self.detail.first.clicked.connect(self._add)
        self.detail.load.clicked.connect(self._import)
        self.remove.clicked.connect(self._remove)
        self._soon.timeout.connect(self._refresh)
        self._second.timeout.connect(self._refresh)
        detail, head, servers = self.detail, self.detail.head, self._servers
        detail.save.clicked.connect(self._save)
        detail.revert.clicked.connect(self._revert)
        detail.form.edited.connect(self._collect)
        detail.tabs.currentChanged.connect(self._refresh)
        head.switched.connect(lambda on: self._do(servers.switch(self._id, on)))
        head.start_wished.connect(self._start)
        head.agreed.connect(lambda: self._do(self._agree(self._id)))
        head.sign_in_wished.connect(lambda: self._do(servers.sign_in(self._id)))
        head.sign_out_wished.connect(lambda: self._do(servers.sign_out(self._id)))

    def restyle(self) -> None:
        """Fit widths and rows to the present font."""
        metrics = QFontMetrics(self._theme.font(TextRole.LABEL))
        self._fit()
        self._row = QSize(80, 2 * metrics.lineSpacing() + SPACE_3)
        self.detail.restyle()
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wished = QFontMetrics(self._theme.font(TextRole.LABEL)).horizontalAdvance("n" * 19) + SPACE_6
        self.list.leave(self._theme.px(FORM), self.width(), wished)

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

    def _told(self, _server_id: str) -> None:
        if not self._soon.isActive():  # a server that never pauses must not put it off for ever
            self._soon.start()

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._choose(str(item.data(_ID)))

    def _choose(self, server_id: str) -> None:
        self._id = server_id
        server, typed = self.server, self._typed.get(server_id)
        if typed is not None:
            self.detail.form.show_spec(_whole(typed))
        elif server is not None:
            self.detail.form.show_spec(server.spec)
        self.detail.say("")
        self._refresh()

    def _refresh(self) -> None:
        """Show what is so now: the list, the head, and the panel in front."""
        server, typed = self.server, self._typed.get(self._id)
        self.remove.setEnabled(server is not None or typed is not None)
        self._fill()
        new = typed.spec.name if server is None and typed is not None else None
        self.detail.show_now(server, new, typed=typed is not None)
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
        for part in (self._side, self._between):
            part.setVisible(bool(entries))

    def _name(self, spec: ServerSpec) -> str:
        return visible(spec.name) or self.tr("Without a name")

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
        spec, values = self.detail.form.spec()
        server = self.server
        if server is not None and spec == server.spec and not values:
            self._typed.pop(self._id, None)
        else:
            self._typed[self._id] = _Typed(spec, values)
        self.detail.say("")
        self._refresh()

    def _save(self) -> None:
        typed = self._typed.get(self._id)
        if typed is None:
            return
        wrong = complaint(typed.spec)
        self.detail.say(wrong)
        if wrong:
            return
        del self._typed[self._id]
        server = self.server
        keep = self._servers.add if server is None else self._servers.change
        self._do(keep(typed.spec, typed.values))
        self.detail.form.show_spec(typed.spec)  # without the secrets that were typed

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
        self.detail.tabs.setCurrentIndex(0)
        self.detail.form.name.setFocus()
        self.detail.form.name.selectAll()

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
