"""A Korean keyboard for a screen: a real ibus with its Hangul engine, on a message bus and in a home of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from tests.e2e.screen import Screen, wait_until

_READY_S = 20.0


class HangulKeyboard:
    """As a context manager: programs that are started on the screen meanwhile compose Hangul, once it is switched on
    by Shift+Space as usual."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._before = dict(screen.environ)
        self._home = tempfile.TemporaryDirectory(prefix="rivulet-ibus-", ignore_cleanup_errors=True)
        self._idle = ""
        self._processes: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Self:
        environ = self._screen.environ
        environ |= dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"), self._home.name)
        environ |= {"GSETTINGS_BACKEND": "memory", "NO_AT_BRIDGE": "1", "QT_IM_MODULE": "ibus"}
        bus = self._start(["dbus-daemon", "--session", "--nofork", "--print-address=1"], subprocess.PIPE)
        assert bus.stdout is not None
        environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        conf = next(Path(folder, "ibus-memconf") for folder in ("/usr/libexec", "/usr/lib/ibus") if _has(folder))
        self._start(["ibus-daemon", "--panel", "disable", "--config", str(conf)])
        wait_until(self._engine_set, _READY_S, "ibus composes Hangul")
        environ["IBUS_ADDRESS"] = self._ibus("address").stdout.strip()
        self._idle = self._focused()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self._processes):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.communicate(timeout=10)
        self._screen.environ.clear()
        self._screen.environ.update(self._before)
        self._home.cleanup()

    def switch_on(self) -> None:
        """From Latin letters to Hangul, in the field of a program that has just got the focus."""
        wait_until(lambda: self._focused() not in ("", self._idle), _READY_S, "a field of the program has the keyboard")
        wait_until(lambda: "hangul" in self._ibus("engine").stdout, _READY_S, "its engine is there again")
        self._screen.press("shift+space")

    def _focused(self) -> str:
        """The object path of the field that ibus types into; empty where there is none."""
        command = ["dbus-send", f"--bus={self._screen.environ['IBUS_ADDRESS']}", "--print-reply"]
        command += ["--dest=org.freedesktop.IBus", "/org/freedesktop/IBus", "org.freedesktop.DBus.Properties.Get"]
        command += ["string:org.freedesktop.IBus", "string:CurrentInputContext"]
        found = re.search(r'object path "(.+)"', self._run(command).stdout)
        return found[1] if found else ""

    def _engine_set(self) -> bool:
        return self._ibus("engine", "hangul").returncode == 0

    def _ibus(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self._run(["ibus", *words])

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env=self._screen.environ, capture_output=True, text=True, timeout=_READY_S, check=False
        )

    def _start(self, command: list[str], out: int | IO[str] = subprocess.DEVNULL) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command,
            env=self._screen.environ,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self._processes.append(process)
        return process


def _has(folder: str) -> bool:
    return Path(folder, "ibus-memconf").exists()
