"""Settings while the program runs: one value, written a moment later, never lost in silence."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from core.settings.schema import Appearance, Settings
from gui.loop import TaskOwner
from gui.preferences import Preferences


async def test_changes_are_told_at_once_and_written_together(tmp_path: Path) -> None:
    tasks, path = TaskOwner(), tmp_path / "settings.toml"
    preferences = Preferences(path, tasks.spawn)
    told: list[object] = []
    preferences.changed.connect(told.append)
    first = replace(preferences.value, appearance=Appearance.DARK)
    second = replace(first, scale=1.2)
    preferences.put(first)
    preferences.put(second)
    preferences.put(second)
    assert told == [first, second]
    assert not path.exists()
    await asyncio.sleep(1)
    assert Preferences(path, tasks.spawn).value == second
    await tasks.aclose()


async def test_what_is_not_written_yet_is_written_at_the_end(tmp_path: Path) -> None:
    tasks, path = TaskOwner(), tmp_path / "deep" / "settings.toml"
    preferences = Preferences(path, tasks.spawn)
    preferences.put(replace(Settings(), provider="ollama", model="qwen3"))
    await preferences.flush()
    await tasks.aclose()
    assert Preferences(path, tasks.spawn).value.model == "qwen3"


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("provider = [", encoding="utf-8")
    preferences = Preferences(path, TaskOwner().spawn)
    assert preferences.value == Settings()
    assert preferences.notices
    assert list(tmp_path.glob("*.broken"))


@pytest.mark.allow_log("could not be written")
async def test_a_folder_that_takes_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    tasks, said = TaskOwner(), list[str]()
    preferences = Preferences(tmp_path / "file" / "settings.toml", tasks.spawn)
    preferences.failed.connect(said.append)
    preferences.put(replace(Settings(), scale=1.5))
    await preferences.flush()
    await tasks.aclose()
    assert len(said) == 1
