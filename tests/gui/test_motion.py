"""Less motion where the desktop asks for it: against a settings portal on a bus of the test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Owns the portal's name, answers one Read as the portal does (a variant in a variant), and runs the program.
PORTAL = """
import subprocess, sys, threading
from jeepney import DBusAddress, new_method_call, new_method_return
from jeepney.io.blocking import open_dbus_connection
bus = open_dbus_connection()
daemon = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
bus.send_and_get_reply(new_method_call(daemon, "RequestName", "su", ("org.freedesktop.portal.Desktop", 0)))
child = subprocess.Popen(sys.argv[2:])
animations = sys.argv[1] == "True"

def serve():
    while True:
        message = bus.receive()
        if message.header.fields.get(3) == "Read":
            bus.send(new_method_return(message, "v", (("v", ("b", animations)),)))

threading.Thread(target=serve, daemon=True).start()
sys.exit(child.wait())
"""

PROGRAM = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gui.theme.motion import SystemMotion
app = QApplication([])
motion = SystemMotion()
before = motion.reduced
motion.changed.connect(app.quit)
motion.ask()
QTimer.singleShot(3000, app.quit)
app.exec()
print(before, motion.reduced)
"""


@pytest.mark.parametrize("animations", [True, False])
def test_the_desktop_is_asked(animations: bool, tmp_path: Path) -> None:
    session = shutil.which("dbus-run-session")
    assert session, "dbus-run-session is missing; `python3 run.py test` installs it on a Debian"
    done = subprocess.run(
        [session, "--", sys.executable, "-c", PORTAL, str(animations), sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["False", str(not animations)]
