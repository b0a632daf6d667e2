"""Qt must not eat Python's singletons: a signal's argument and a socket's notification keep their references.

A version of PySide6 dropped a reference of True or None each time on Python 3.11, until the process aborted. Counted in
a process of its own, as the failure is an abort. Where these objects are immortal, surviving is the proof.
"""

from __future__ import annotations

import json
import subprocess
import sys

TIMES = 5_000
ALLOWED = 100  # references that come and go by themselves

EMITS = """
from PySide6.QtCore import QObject, Signal

class Sender(QObject):
    said = Signal(bool)

sender = Sender()
sender.said.connect(lambda value: None)
for number in range(TIMES):
    sender.said.emit(number % 2 == 0)
"""

SOCKETS = """
import socket
from PySide6.QtCore import QCoreApplication, QSocketNotifier

app = QCoreApplication([])
ours, theirs = socket.socketpair()
seen = 0

def on_ready(*_):
    global seen
    notifier.setEnabled(False)  # as qasync does around each one
    ours.recv(1)
    seen += 1
    if seen < TIMES:
        theirs.send(b"x")
    else:
        app.quit()
    notifier.setEnabled(True)

notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)
notifier.activated.connect(on_ready)
theirs.send(b"x")
app.exec()
assert seen == TIMES
"""

COUNTED = """
import json, sys
TIMES = {times}
WATCHED = (True, False, None)
before = [sys.getrefcount(each) for each in WATCHED]
{work}
print(json.dumps([sys.getrefcount(each) - count for each, count in zip(WATCHED, before)]))
"""


def change_of_references(work: str) -> list[int]:
    program = COUNTED.format(times=TIMES, work=work)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    counts: list[int] = json.loads(done.stdout)
    return counts


def test_emits_of_a_bool_keep_references() -> None:
    assert min(change_of_references(EMITS)) > -ALLOWED


def test_notifications_of_a_socket_keep_references() -> None:
    assert min(change_of_references(SOCKETS)) > -ALLOWED
