"""The wire view's words and figures. No widgets."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication

from core.trace.log import Entry
from core.wire.kinds import EventKind
from gui.inspector import words


def _tr(text: str) -> str:
    return QCoreApplication.translate("WireView", text)


def kind_name(kind: EventKind) -> str:
    names = {
        EventKind.START: _tr("start"),
        EventKind.TEXT: _tr("text"),
        EventKind.REASONING: _tr("reasoning"),
        EventKind.TOOL: _tr("tool call"),
        EventKind.REFUSAL: _tr("refusal"),
        EventKind.PART: _tr("part"),
        EventKind.USAGE: _tr("usage"),
        EventKind.END: _tr("end"),
        EventKind.DONE: _tr("done"),
        EventKind.ERROR: _tr("error"),
        EventKind.PING: _tr("ping"),
        EventKind.COMMENT: _tr("comment"),
        EventKind.INVALID: _tr("not JSON"),
        EventKind.OTHER: _tr("other"),
    }
    return names[kind]


def moment(seconds: float) -> str:
    """A time in a column."""
    return _tr("{n} s").replace("{n}", f"{seconds:.3f}")


def path_of(entry: Entry) -> str:
    """As foreign text on one line."""
    return words.one_line(urlsplit(entry.exchange.url).path or "/")


def request_of(entry: Entry) -> str:
    """Method and path."""
    return f"{words.one_line(entry.exchange.method)} {path_of(entry)}"


def host_of(entry: Entry) -> str:
    return words.one_line(urlsplit(entry.exchange.url).netloc)


def state_of(entry: Entry) -> str:
    """The status, or what stands in its place."""
    exchange = entry.exchange
    if exchange.status is not None:
        return str(exchange.status)
    if exchange.failure:
        return _tr("failed")
    return _tr("closed") if exchange.closed is not None else _tr("waiting")


def broke(entry: Entry) -> bool:
    exchange = entry.exchange
    return bool(exchange.failure) or (exchange.status is not None and exchange.status >= 400)


def summary_of(entry: Entry) -> str:
    """What stands at the right of an exchange's line."""
    exchange = entry.exchange
    parts = [state_of(entry)]
    if exchange.closed is not None:
        parts.append(words.duration(exchange.closed - exchange.started))
    return " · ".join(parts)


def line_of(entry: Entry) -> str:
    """An exchange in one sentence, for those who hear it."""
    clock = time.strftime("%H:%M:%S", time.localtime(entry.created))
    return f"{clock} {request_of(entry)}, {host_of(entry)}, {summary_of(entry)}"
