"""Dark, less motion and more contrast where the desktop asks for it: against a settings portal on a bus of the test's
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
from jeepney import DBusAddress, new_error, new_method_call, new_method_return, new_signal
from jeepney.io.blocking import open_dbus_connection
bus = open_dbus_connection()
daemon = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
bus.send_and_get_reply(new_method_call(daemon, "RequestName", "su", ("org.freedesktop.portal.Desktop", 0)))
known, kind, before, after = sys.argv[1].split(), sys.argv[2], *map(int, sys.argv[3:5])
values = (bool(before), bool(after)) if kind == "b" else (before, after)
child = subprocess.Popen(sys.argv[5:])
portal = DBusAddress("/org/freedesktop/portal/desktop", interface="org.freedesktop.portal.Settings")

def serve():
    while True:
        message = bus.receive()
        if message.header.fields.get(3) != "Read":
            continue
        if list(message.body) != known:
            bus.send(new_error(message, "org.freedesktop.portal.Error.NotFound"))
        else:
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
from gui.theme.scheme import SystemScheme
from gui.theme.theme import Theme
app = QApplication([])
motion, contrast, scheme, theme = SystemMotion(), SystemContrast(), SystemScheme(), Theme()
scheme.told.connect(theme.tell_dark)
asked, changed, now = {
    "motion": (motion, motion.changed, lambda: motion.reduced),
    "contrast": (contrast, contrast.changed, lambda: contrast.high),
    "scheme": (scheme, theme.changed, lambda: theme.dark),
}[sys.argv[1]]
heard = [now()]
def hear():
    heard.append(now())
    if len(heard) == 3:
        app.quit()
changed.connect(hear)
asked.ask()
QTimer.singleShot(10000, app.quit)
app.exec()
print(*heard)
"""


@pytest.mark.parametrize(
    ("what", "key", "kind", "first", "then"),
    [
        ("motion", "org.gnome.desktop.interface enable-animations", "b", 0, 1),
        ("motion", "org.freedesktop.appearance reduced-motion", "u", 1, 0),
        ("contrast", "org.freedesktop.appearance contrast", "u", 1, 0),
        ("contrast", "org.gnome.desktop.a11y.interface high-contrast", "b", 1, 0),
        ("scheme", "org.freedesktop.appearance color-scheme", "u", 1, 2),
    ],
)
def test_the_desktop_is_asked_and_followed(
    what: str, key: str, kind: str, first: int, then: int, tmp_path: Path
) -> None:
    session = shutil.which("dbus-run-session")
    assert session, "dbus-run-session is missing; `python3 run.py test` installs it on a Debian"
    program = [sys.executable, "-c", PROGRAM, what]
    done = subprocess.run(
        [session, "--", sys.executable, "-c", PORTAL, key, kind, str(first), str(then), *program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["False", "True", "False"]
