"""A small AT-SPI client: what a screen reader sees of a program, over a D-Bus of its own.

`Buses` starts a session bus and the accessibility bus beside it; a program started with its `environ` registers there.
`Reader` looks at the tree and listens to announcements.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from jeepney import (  # type: ignore[import-untyped]  # test only, and without types
    DBusAddress,
    HeaderFields,
    MatchRule,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]

_A11Y = "org.a11y.atspi."
_REGISTRY = _A11Y + "Registry"
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
_ANSWER_S = 10.0


class State(IntEnum):
    """Bits of a state set, by AT-SPI's numbers."""

    BUSY = 3
    COLLAPSED = 5
    EXPANDED = 10
    FOCUSABLE = 11
    FOCUSED = 12
    SHOWING = 25


class Unit(IntEnum):
    """What `Node.text_at` gives: AT-SPI's granularities."""

    CHARACTER = 0
    WORD = 1
    SENTENCE = 2


class AtspiError(Exception):
    """The program answered with an error, or not at all."""


class Buses:
    """A session bus and an accessibility bus, as a context manager; nothing outside sees them."""

    def __init__(self, environ: dict[str, str]) -> None:
        self._base = environ
        self._stack = ExitStack()
        self.environ: dict[str, str] = {}

    def __enter__(self) -> Self:
        folder = Path(tempfile.mkdtemp(prefix="rivulet-bus-"))
        self._stack.callback(shutil.rmtree, folder, ignore_errors=True)
        reader, writer = os.pipe()
        runtime = {**self._base, "XDG_RUNTIME_DIR": str(folder)}
        address = f"unix:path={folder}/session"
        self._run(
            ["dbus-daemon", "--session", "--nofork", f"--address={address}", f"--print-address={writer}"],
            runtime,
            pass_fds=[writer],
        )
        os.close(writer)
        with os.fdopen(reader) as said:
            told = said.readline().strip()
        self.environ = {**runtime, "DBUS_SESSION_BUS_ADDRESS": told, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        launcher = next(path for path in _LAUNCHERS if Path(path).exists())
        self._run([launcher, "--launch-immediately"], self.environ)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def _run(self, command: list[str], environ: dict[str, str], pass_fds: list[int] | None = None) -> None:
        process = subprocess.Popen(
            command,
            env=environ,
            pass_fds=pass_fds or [],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._stack.callback(process.wait, 10)
        self._stack.callback(process.terminate)


@dataclass(frozen=True, slots=True)
class Node:
    """An accessible object of a program."""

    reader: Reader
    bus: str
    path: str

    def call(self, interface: str, method: str, signature: str | None = None, *body: object) -> Any:
        """The answer of a method of AT-SPI: its one value, or a tuple of them."""
        return self.reader.ask(self.bus, self.path, _A11Y + interface, method, signature, body)

    def get(self, interface: str, name: str) -> Any:
        """The value of a property."""
        asked = (_A11Y + interface, name)
        _, value = self.reader.ask(self.bus, self.path, "org.freedesktop.DBus.Properties", "Get", "ss", asked)
        return value

    @property
    def name(self) -> str:
        return str(self.get("Accessible", "Name"))

    @property
    def role(self) -> str:
        return str(self.call("Accessible", "GetRoleName"))

    @property
    def count(self) -> int:
        return int(self.get("Accessible", "ChildCount"))

    @property
    def states(self) -> set[State]:
        low, high = self.call("Accessible", "GetState")
        bits = low | high << 32
        return {state for state in State if bits >> state & 1}

    @property
    def interfaces(self) -> set[str]:
        return {name.removeprefix(_A11Y) for name in self.call("Accessible", "GetInterfaces")}

    @property
    def parent(self) -> Node:
        return Node(self.reader, *self.get("Accessible", "Parent"))

    @property
    def place(self) -> int:
        """Its number among its parent's children."""
        return int(self.call("Accessible", "GetIndexInParent"))

    def child(self, place: int) -> Node:
        return Node(self.reader, *self.call("Accessible", "GetChildAtIndex", "i", place))

    def children(self) -> list[Node]:
        return [Node(self.reader, *found) for found in self.call("Accessible", "GetChildren")]

    def walk(self, depth: int = 12) -> Iterator[Node]:
        """This object and all below it."""
        yield self
        for child in self.children() if depth else ():
            yield from child.walk(depth - 1)

    def find(self, role: str, name: str = "") -> Node:
        """The first object below with this role, and this name if one is given. Raises LookupError."""
        for node in self.walk():
            if node.role == role and name in ("", node.name):
                return node
        raise LookupError(f"no {role} {name!r}")

    # --- text ---------------------------------------------------------------------------------------------------------

    @property
    def length(self) -> int:
        return int(self.get("Text", "CharacterCount"))

    @property
    def text(self) -> str:
        return str(self.call("Text", "GetText", "ii", 0, -1))

    def index(self, words: str) -> int:
        """Where these words begin, in the units that Qt counts: UTF-16."""
        before, found, _ = self.text.partition(words)
        assert found, f"no {words!r}"
        return len(before.encode("utf-16-le")) // 2

    def text_at(self, offset: int, unit: Unit) -> tuple[str, int, int]:
        """The word, sentence or letter around an offset, where it begins and ends."""
        found, start, end = self.call("Text", "GetStringAtOffset", "iu", offset, int(unit))
        return found, start, end

    def letter(self, offset: int) -> tuple[int, int, int, int]:
        """Where a letter stands on the screen: x, y, width, height."""
        x, y, width, height = self.call("Text", "GetCharacterExtents", "iu", offset, 0)
        return x, y, width, height

    def offset_at(self, x: int, y: int) -> int:
        return int(self.call("Text", "GetOffsetAtPoint", "iiu", x, y, 0))

    # --- places and actions -------------------------------------------------------------------------------------------

    @property
    def rect(self) -> tuple[int, int, int, int]:
        """Where it stands on the screen: x, y, width, height."""
        x, y, width, height = self.call("Component", "GetExtents", "u", 0)
        return x, y, width, height

    def at(self, x: int, y: int) -> Node:
        """The object below at a point of the screen."""
        return Node(self.reader, *self.call("Component", "GetAccessibleAtPoint", "iiu", x, y, 0))

    def grab_focus(self) -> bool:
        return bool(self.call("Component", "GrabFocus"))

    def actions(self) -> list[str]:
        return [name for name, _, _ in self.call("Action", "GetActions")]

    def do(self, action: str) -> None:
        assert self.call("Action", "DoAction", "i", self.actions().index(action))


class Reader:
    """A connection to the accessibility bus, as a context manager."""

    def __init__(self, environ: dict[str, str]) -> None:
        self._stack = ExitStack()
        with open_dbus_connection(environ["DBUS_SESSION_BUS_ADDRESS"]) as session:
            where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            answer = session.send_and_get_reply(new_method_call(where, "GetAddress"), timeout=_ANSWER_S)
        self._bus: DBusConnection = self._stack.enter_context(open_dbus_connection(answer.body[0]))
        self._signals: deque[Any] = self._stack.enter_context(
            self._bus.filter(MatchRule(type="signal", interface=_A11Y + "Event.Object"))
        )
        self.announced: list[str] = []
        self.focused: list[str] = []  # paths of what got the focus
        for event in ("object:announcement", "object:state-changed:focused"):
            self.ask(_REGISTRY, "/org/a11y/atspi/registry", _REGISTRY, "RegisterEvent", "s", (event,))
        rule = MatchRule(type="signal", interface=_A11Y + "Event.Object")
        self._bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=_ANSWER_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def ask(
        self, bus: str, path: str, interface: str, method: str, signature: str | None, body: tuple[object, ...]
    ) -> Any:
        """Call a method; gives its one value, or a tuple of them. Raises AtspiError."""
        message = new_method_call(DBusAddress(path, bus, interface), method, signature, body)
        answer = self._bus.send_and_get_reply(message, timeout=_ANSWER_S)
        if answer.header.message_type is MessageType.error:
            raise AtspiError(f"{method} of {path}: {answer.header.fields.get(HeaderFields.error_name)} {answer.body}")
        return answer.body[0] if len(answer.body) == 1 else answer.body

    def application(self, pid: int, seconds: float = 30.0) -> Node:
        """The program with this process id, waited for. Raises TimeoutError."""
        desktop = Node(self, _REGISTRY, "/org/a11y/atspi/accessible/root")
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for found in desktop.children():
                asked = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
                if self.ask(*asked, "GetConnectionUnixProcessID", "s", (found.bus,)) == pid:
                    return found
            time.sleep(0.05)
        raise TimeoutError(f"process {pid} is not on the accessibility bus")

    def listen(self, seconds: float = 0.05) -> None:
        """Take the events that have come, or wait a moment for one."""
        try:
            while True:
                signal = self._bus.recv_until_filtered(self._signals, timeout=seconds)
                member = signal.header.fields.get(HeaderFields.member)
                if member == "Announcement":
                    self.announced.append(signal.body[3][1])
                elif member == "StateChanged" and signal.body[:2] == ("focused", 1):
                    self.focused.append(signal.header.fields.get(HeaderFields.path))
                seconds = 0.0 if not self._signals else seconds
        except TimeoutError:
            pass
