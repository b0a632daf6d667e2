"""A request, or an answer that is no stream: its first line, its headers, its body as a tree of JSON or as it came."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from core.trace.log import Entry
from core.wire.copying import as_curl, as_python, key_variable, masked_body
from core.wire.exchange import Exchange
from core.wire.index import EventIndex
from core.wire.sniff import Body
from gui.inspector import words
from gui.inspector.ink import figures
from gui.inspector.wire import terms
from gui.inspector.wire.json_tree import JsonTree
from gui.inspector.wire.raw_view import RawView
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2
from gui.widgets.elided_label import ElidedLabel

_PARSED: Final = 4 * 1024 * 1024  # bytes: more is shown as it came


class MessagePage(QWidget):
    """Headers and body below each other, in one tree where the body is JSON."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.line = ElidedLabel("", self)
        self.line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        variant(self.note, "muted", name="role")
        self.tree = JsonTree(theme, name, self)
        self.raw = RawView(theme, name, self)
        self._body = QStackedLayout()
        self._body.addWidget(self.tree)
        self._body.addWidget(self.raw)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(SPACE_1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.line)
        column.addWidget(self.note)
        column.addLayout(self.buttons)
        column.addLayout(self._body, 1)

    def restyle(self) -> None:
        self.line.setFont(figures(self._theme, TextRole.SMALL, strong=True))
        self.note.setFont(figures(self._theme, TextRole.SMALL))
        self.tree.restyle()
        self.raw.restyle()

    def show_message(self, line: str, note: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.line.setText(line)
        self.line.setToolTip(line)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        known, value = _parsed(body)
        if known or not body:
            self._body.setCurrentWidget(self.tree)
            shown: dict[str, Any] = {self.tr("Body"): value} if body else {}
            self.tree.show_value({**shown, self.tr("Headers"): _joined(headers)})
        else:
            self._body.setCurrentWidget(self.raw)
            head = "".join(f"{name}: {value}\n" for name, value in headers)
            self.raw.show_bytes(head.encode() + b"\n" + body)


class RequestPage(MessagePage):
    """What was sent. Copies name the variable that the key belongs in."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, QCoreApplication.translate("RequestPage", "Request"), parent)
        self._entry: Entry | None = None
        self._copies: list[QPushButton] = []
        for name, text, make in (
            ("copyCurl", self.tr("Copy as curl"), as_curl),
            ("copyPython", self.tr("Copy as Python"), as_python),
        ):
            button = QPushButton(text, self)
            button.setObjectName(name)
            button.clicked.connect(partial(self._copy, make))
            self.buttons.addWidget(button)
            self._copies.append(button)
        self.buttons.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons stand below each other where they have not room side by side."""
        super().resizeEvent(event)
        needed = sum(button.sizeHint().width() + SPACE_1 for button in self._copies)
        wide = needed <= self.width()
        self.buttons.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def show_entry(self, entry: Entry) -> None:
        self._entry = entry
        exchange = entry.exchange
        note = self.tr("Its body was let go to save memory.") if entry.released else ""
        line = words.one_line(f"{exchange.method} {exchange.url}")
        self.show_message(line, note, exchange.request_headers, masked_body(exchange))

    def _copy(self, make: Callable[[Exchange], str], _checked: bool = False) -> None:
        if self._entry is None:
            return
        exchange = self._entry.exchange
        text = make(exchange)
        QGuiApplication.clipboard().setText(text)
        variable = key_variable(exchange)
        self.note.setText(
            self.tr("Copied. The key is not in it: it is read from {name}.").replace("{name}", variable)
            if variable in text
            else self.tr("Copied.")
        )
        self.note.show()


class ResponsePage(MessagePage):
    """What came back: status, headers, times, and the body where it is no stream of events."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, QCoreApplication.translate("ResponsePage", "Response"), parent)

    def show_entry(self, entry: Entry, index: EventIndex) -> None:
        exchange = entry.exchange
        parts = [terms.state_of(entry)]
        if index.body is not None:
            parts.append(self._body_name(index.body))
        body = b"" if index.body in (Body.EVENTS, None) else index.whole()
        self.show_message(" · ".join(parts), self._note(entry), exchange.response_headers, body)

    def _body_name(self, body: Body) -> str:
        names = {
            Body.EVENTS: self.tr("server-sent events"),
            Body.JSON: self.tr("JSON"),
            Body.PAGE: self.tr("a web page"),
            Body.OTHER: self.tr("something else"),
            Body.EMPTY: self.tr("nothing"),
        }
        return names[body]

    def _note(self, entry: Entry) -> str:
        exchange = entry.exchange
        moments = (
            (self.tr("connected {time}"), exchange.connected),
            (self.tr("headers {time}"), exchange.headers_at),
            (self.tr("first byte {time}"), exchange.chunks.time(0) if len(exchange.chunks) else None),
            (self.tr("closed {time}"), exchange.closed),
        )
        times = [
            name.replace("{time}", words.duration(at - exchange.started)) for name, at in moments if at is not None
        ]
        count = len(exchange.chunks)
        size = self.tr("{size} in one chunk") if count == 1 else self.tr("{size} in {n} chunks")
        size = size.replace("{size}", words.size(exchange.chunks.size)).replace("{n}", f"{count:,}")
        lines = [" · ".join([*times, size])]
        if entry.released:
            lines.append(self.tr("Its body was let go to save memory."))
        if exchange.dropped:
            dropped = words.size(exchange.dropped)
            lines.append(self.tr("{size} more came than are kept.").replace("{size}", dropped))
        if exchange.failure:
            lines.append(words.one_line(exchange.failure))
        return "\n".join(lines)


def _parsed(body: bytes) -> tuple[bool, Any]:
    """Whether the body is JSON that can be shown as a tree, and its value."""
    if not body or len(body) > _PARSED:
        return False, None
    try:
        return True, json.loads(body)
    except (ValueError, RecursionError):
        return False, None


def _joined(headers: list[tuple[str, str]]) -> dict[str, str]:
    """Headers by name; those that come more than once are counted."""
    found: dict[str, str] = {}
    for name, value in headers:
        key, number = name, 2
        while key in found:
            key, number = f"{name} ({number})", number + 1
        found[key] = value
    return found
