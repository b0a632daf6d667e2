"""The line that tells what Rivulet costs: true figures, and nothing at all while it is hidden."""

from __future__ import annotations

import os
import socket

from pytestqt.qtbot import QtBot

from core.burden import Burden, measure
from gui.resources_line import ResourcesLine
from gui.theme.theme import Theme


def test_the_figures_are_those_of_this_process() -> None:
    before = measure()
    assert before.memory is not None
    assert 10_000_000 < before.memory < 4_000_000_000
    held = bytearray(os.urandom(1) * 60_000_000)
    with socket.socket() as listener, socket.socket() as client:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        client.connect(listener.getsockname())
        after = measure()
    assert after.memory is not None
    assert after.memory - before.memory > 50_000_000
    assert len(held) == 60_000_000
    assert before.connections is not None
    assert after.connections == before.connections + 2
    assert after.cpu >= before.cpu
    assert measure().connections == before.connections


def test_it_shows_what_was_measured_and_only_while_it_is_seen(qtbot: QtBot) -> None:
    now, used, looks = 100.0, 5.0, 0

    def burden() -> Burden:
        nonlocal looks
        looks += 1
        return Burden(used, 123_400_000, 3)

    line = ResourcesLine(Theme(), burden=burden, clock=lambda: now)
    qtbot.addWidget(line)
    assert not line.measuring
    assert looks == 0
    line.show()
    assert line.measuring
    for _ in range(98):
        now += 0.016
        line.tick()
    for _ in range(2):
        now += 0.080
        line.tick()
    used += 0.5 * (now - 100.0)
    line.look()
    assert line.label.text() == "CPU 50 % · memory 123 MB · frame gap p99 80 ms · open connections: 3"
    line.hide()
    assert not line.measuring


def test_what_the_system_does_not_tell_is_left_out(qtbot: QtBot) -> None:
    line = ResourcesLine(Theme(), burden=lambda: Burden(1.0, None, None), clock=lambda: 1.0)
    qtbot.addWidget(line)
    line.show()
    assert line.label.text() == ""
    line.hide()
