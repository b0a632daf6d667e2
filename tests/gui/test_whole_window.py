"""The whole program, looked at from inside: the way of the keyboard, names for screen readers, room for the words."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAPTOP = (1366, 768)
SMALL = (800, 600)


def asked(question: str, folder: Path, size: tuple[int, int] = LAPTOP) -> dict[str, list[str]]:
    """What is wrong on a screen of that size, by the place where it is."""
    screens = folder / "screens.json"
    dots = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screen = {"name": "screen", "x": 0, "y": 0, "width": size[0], "height": size[1], **dots}
    screens.write_text(json.dumps({"screens": [screen]}), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.probe", question, str(folder / "data")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screens}", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout)
    assert len(found) > 4
    return {place: wrong for place, wrong in found.items() if wrong}


@pytest.mark.time_limit(120)
def test_the_keyboard_goes_everywhere_and_out_again_and_is_seen_and_named(tmp_path: Path) -> None:
    assert asked("keyboard", tmp_path) == {}


@pytest.mark.time_limit(120)
def test_the_keyboard_goes_through_the_windows_that_commands_open(tmp_path: Path) -> None:
    assert asked("dialogs", tmp_path) == {}


@pytest.mark.time_limit(120)
def test_no_word_is_cut_and_nothing_overlaps_at_any_text_size_in_either_language(tmp_path: Path) -> None:
    assert asked("room", tmp_path) == {}


@pytest.mark.time_limit(120)
def test_all_has_the_largest_text_from_the_start_and_settings_stay_within_reach_on_a_small_screen(
    tmp_path: Path,
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.toml").write_text("[appearance]\nscale = 2.0\n", "utf-8")
    assert asked("small", tmp_path, SMALL) == {}
