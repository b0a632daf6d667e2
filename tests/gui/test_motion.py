"""Less motion and more contrast where the desktop asks for it: against a settings portal on a bus of the test's
own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Owns the portal's name, answers a Read as the portal does (a variant in a variant), tells of a change when the program
# says that it has heard, and runs the program.
PORTAL = """
import subprocess, sys, threading
from jeepney import DBusAddress, new_method_call, new_method_return, new_signal
from jeepney.io.blocking import open_dbus_connection
bus = open_dbus_connection()
daemon = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
bus.send_and_get_reply(new_method_call(daemon, "RequestName", "su", ("org.freedesktop.portal.Desktop", 0)))
kind, before, after = sys.argv[1], *map(int, sys.argv[2:4])
values = (bool(before), bool(after)) if kind == "b" else (before, after)
child = subprocess.Popen(sys.argv[4:])
portal = DBusAddress("/org/freedesktop/portal/desktop", interface="org.freedesktop.portal.Settings")

def serve():
    while True:
        message = bus.receive()
        if message.header.fields.get(3) == "Read":
            bus.send(new_method_return(message, "v", (("v", (kind, values[0])),)))
            bus.send(new_signal(portal, "SettingChanged", "ssv", (*message.body, (kind, values[1]))))

threading.Thread(target=serve, daemon=True).start()
sys.exit(child.wait())
"""

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gui.theme.contrast import SystemContrast
from gui.theme.motion import SystemMotion
app = QApplication([])
asked, name = (SystemMotion(), "reduced") if sys.argv[1] == "motion" else (SystemContrast(), "high")
heard = [getattr(asked, name)]
def hear():
    heard.append(getattr(asked, name))
    if len(heard) == 3:
        app.quit()
asked.changed.connect(hear)
asked.ask()
QTimer.singleShot(10000, app.quit)
app.exec()
print(*heard)
"""


@pytest.mark.parametrize(
    ("what", "kind", "first", "then"),
    # whether the desktop animates, and its wish for contrast: 1 is high
    [("motion", "b", 0, 1), ("contrast", "u", 1, 0)],
)
def test_the_desktop_is_asked_and_followed(what: str, kind: str, first: int, then: int, tmp_path: Path) -> None:
    session = shutil.which("dbus-run-session")
    assert session, "dbus-run-session is missing; `python3 run.py test` installs it on a Debian"
    program = [sys.executable, "-c", PROGRAM, what]
    done = subprocess.run(
        [session, "--", sys.executable, "-c", PORTAL, kind, str(first), str(then), *program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["False", "True", "False"]
