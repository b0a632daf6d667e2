"""What is packed with the app or makes it elsewhere: it can be read, is valid, and names things that exist."""

from __future__ import annotations

import plistlib
import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
import yaml
from bundle import icons, info, linux
from bundle.contents import ROOT
from bundle.folder import PROGRAMS

PACKAGING = ROOT / "packaging"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("share")
    linux.make_share(made)
    return made


def said(*command: str | Path) -> tuple[int, str]:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_menu_entry_and_the_description_are_valid(share: Path) -> None:
    assert said("desktop-file-validate", share / "applications" / "rivulet.desktop") == (0, "")
    code, words = said("appstreamcli", "validate", "--no-net", share / "metainfo" / linux.METAINFO)
    assert code == 0, words
    text = (share / "metainfo" / linux.METAINFO).read_text("utf-8")
    assert f'<release version="{info.version()}" date="20' in text
    for program in PROGRAMS:
        assert f"<binary>{program}</binary>" in text


def test_the_icon_comes_in_every_size(share: Path) -> None:
    for size in icons.HICOLOR:
        data = (share / "icons" / "hicolor" / f"{size}x{size}" / "apps" / "rivulet.png").read_bytes()
        assert struct.unpack(">II", data[16:24]) == (size, size)
        assert len(data) > size * 10, "it is not empty"
    assert (share / "icons" / "hicolor" / "scalable" / "apps" / "rivulet.svg").is_file()


def test_the_icons_of_windows_and_macos_hold_what_they_say() -> None:
    ico = icons.ico()
    _, kind, count = struct.unpack("<HHH", ico[:6])
    assert kind == 1
    for number in range(count):
        *_, length, place = struct.unpack("<BBBBHHII", ico[6 + 16 * number : 22 + 16 * number])
        assert ico[place : place + 8] == b"\x89PNG\r\n\x1a\n"
        assert place + length <= len(ico)
    icns = icons.icns()
    assert icns[:4] == b"icns"
    assert struct.unpack(">I", icns[4:8]) == (len(icns),)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_name_files_that_exist(path: Path) -> None:
    jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"]
    assert {"linux", "macos", "windows"} <= set(jobs)
    commands = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    assert any("run.py bundle" in command for command in commands)
    named = {name for command in commands for name in re.findall(r"packaging/[\w./-]+", command)}
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_the_files_of_other_systems_can_be_read_and_name_files_that_exist() -> None:
    assert plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    for script in (*PACKAGING.glob("macos/*.sh"), PACKAGING / "linux" / "menu-entry"):
        assert said("sh", "-n", script) == (0, "")
    setup = (PACKAGING / "windows" / "rivulet.iss").read_text("utf-8")
    assert "PrivilegesRequired=lowest" in setup
    assert (PACKAGING / "windows" / "../../LICENSE").is_file()
    assert set(re.findall(r"\{app\}\\([\w-]+)\.exe", setup)) <= set(PROGRAMS)


def test_the_portable_archive_comes_into_the_menu_and_leaves_it(share: Path, tmp_path: Path) -> None:
    shutil.copytree(share, tmp_path / "app" / "share")
    shutil.copy2(PACKAGING / "linux" / "menu-entry", tmp_path / "app" / "menu-entry")
    environ = {"HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"}
    entry = tmp_path / "home" / ".local" / "share" / "applications" / "rivulet.desktop"
    for act, there in (("add", True), ("remove", False)):
        subprocess.run([tmp_path / "app" / "menu-entry", act], env=environ, check=True)
        assert entry.exists() is there
        if there:
            assert f'Exec="{tmp_path / "app" / "rivulet"}"' in entry.read_text("utf-8")
            assert said("desktop-file-validate", entry) == (0, "")
    assert [path for path in (tmp_path / "home").rglob("*") if path.is_file()] == []
