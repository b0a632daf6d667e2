"""The window's place over a restart: screens that came, went and changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from gui.frame import Frame, within_reach
from gui.main_window import MainWindow

ROOT = Path(__file__).parents[2]
GRIP = 32
numbers = st.integers(-6000, 6000)
sizes = st.integers(600, 4000)
rects = st.builds(QRect, numbers, numbers, sizes, sizes)


@given(rects, st.lists(rects, min_size=1, max_size=3))
def test_a_window_can_always_be_taken_hold_of(wished: QRect, rooms: list[QRect]) -> None:
    found = within_reach(wished, rooms, 560, 420)
    heads = [room.intersected(QRect(found.left(), found.top(), found.width(), GRIP)) for room in rooms]
    assert any(head.width() >= 4 * GRIP and head.height() >= GRIP // 2 for head in heads)
    assert within_reach(found, rooms, 560, 420) == found


@given(rects, st.integers(0, 400), st.integers(0, 400))
def test_a_window_that_is_seen_whole_stays_where_it_is(room: QRect, left: int, top: int) -> None:
    wished = QRect(room.left() + left // 4, room.top() + top // 4, room.width() - 100, room.height() - 100)
    assert within_reach(wished, [room], 100, 100) == wished


RUN = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
from gui.frame import Frame
from gui.main_window import MainWindow
window = MainWindow(QWidget(), QWidget(), QWidget())
frame = Frame(window, Path(sys.argv[1]))
frame.restore()
if sys.argv[2] == "maximised":
    window.showMaximized()
else:
    window.show()
app.processEvents()
if sys.argv[2].startswith("["):
    window.setGeometry(QRect(*json.loads(sys.argv[2])))
    app.processEvents()
seen = window.geometry()
print(json.dumps([seen.x(), seen.y(), seen.width(), seen.height(), window.isMaximized(), window.screen().name()]))
frame.remember()
import os
sys.stdout.flush()
os._exit(0)
"""


def run(folder: Path, do: str, *screens: tuple[int, int, int, int, float]) -> list[object]:
    """A start with these screens (place, size, scale): where the window is at its end."""
    config = folder / "screens.json"
    described = [
        {"name": f"S{n}", "x": x, "y": y, "width": w, "height": h, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": scale}
        for n, (x, y, w, h, scale) in enumerate(screens)
    ]
    config.write_text(json.dumps({"synchronousWindowSystemEvents": True, "screens": described}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(folder / "window.ini"), do],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result: list[object] = json.loads(done.stdout)
    return result


LEFT, RIGHT = (0, 0, 1600, 1000, 1.0), (1600, 0, 1920, 1200, 1.0)


def test_the_window_comes_back_to_its_screen_and_without_it_to_another(tmp_path: Path) -> None:
    assert run(tmp_path, "[1800, 100, 1200, 800]", LEFT, RIGHT)[:4] == [1800, 100, 1200, 800]
    assert run(tmp_path, "", LEFT, RIGHT) == [1800, 100, 1200, 800, False, "S1"]
    x, y, width, height, _, screen = run(tmp_path, "", LEFT)
    assert isinstance(x, int)
    assert isinstance(y, int)
    assert (width, height, screen) == (1200, 800, "S0")
    assert 0 <= x <= 400
    assert 0 <= y <= 200


def test_a_window_larger_than_the_screen_that_is_left_shrinks(tmp_path: Path) -> None:
    run(tmp_path, "[1650, 50, 1800, 1100]", LEFT, RIGHT)
    x, y, width, height, *_ = run(tmp_path, "", (0, 0, 1280, 720, 2.0))
    assert isinstance(width, int)
    assert isinstance(height, int)
    assert width <= 1280
    assert height <= 720
    assert (x, y) >= (0, 0)


def test_a_maximised_window_comes_back_maximised(tmp_path: Path) -> None:
    assert run(tmp_path, "maximised", LEFT)[4] is True
    assert run(tmp_path, "", LEFT)[4] is True


@pytest.mark.usefixtures("qapp")
def test_where_the_first_window_stands_is_left_to_the_desktop(tmp_path: Path) -> None:
    window = MainWindow(QWidget(), QWidget(), QWidget())
    window.move(-500, -500)  # out of every screen, as long as the desktop has not placed it
    window.setAttribute(Qt.WidgetAttribute.WA_Moved, False)
    window.resize(9000, 9000)
    Frame(window, tmp_path / "window.ini").restore()
    assert not window.testAttribute(Qt.WidgetAttribute.WA_Moved)
    assert window.size() == window.screen().availableSize() - QSize(0, GRIP), "room for a title"
    window.deleteLater()


@pytest.mark.parametrize("damage", [b"", b"[General]\ngeometry=hello\ncolumns=@ByteArray(x)\n", b"\xff\xfe\x00"])
def test_a_damaged_file_gives_the_usual_window(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "window.ini").write_bytes(damage)
    assert run(tmp_path, "", LEFT)[2:4] == [1280, 800]
