"""The packed app does what the source tree does. The whole story, with a file manager, is in `smoke.py`."""

from __future__ import annotations

import hashlib
import json
import re
import signal
import sys
from pathlib import Path

import pytest
from bundle.contents import OURS, ROOT, items, library_extensions
from bundle.elf import is_compiled, needed
from bundle.folder import PROGRAMS

from core.about import build_info, components
from core.tools.base import UnattendedCall
from core.tools.functions_run import run_function
from tests.bundle.packed import Packed, ask_served, clean, turns, wait_turns
from tests.e2e.screen import Screen, wait_until
from tests.support.answers import Answers, saying
from tests.support.server import ServerThread


def test_a_conversation_stopped_and_quit(packed: Packed, screen: Screen, data: Path) -> None:
    before = packed.files()
    process = packed.start("--data-dir", str(data), "--provider", "demo", environ=clean() | screen.environ)
    try:
        screen.window_of(process.pid)
        screen.type("refusal")
        screen.press("Return")
        assert wait_turns(data, 1) == "finished"
        empty = screen.picture()
        screen.type("long")
        screen.press("Return")
        wait_until(lambda: screen.picture() != empty, 20, "the answer is on the screen")
        screen.press("Escape")
        assert wait_turns(data, 2) == "stopped"
        screen.press("ctrl+q")
        assert (*process.communicate(timeout=30), process.returncode) == ("", "", 0)
    finally:
        process.kill()
        process.communicate()
    assert packed.files() == before, "nothing is written beside the program"
    code, listed, _ = packed.run("rivulet-data", "--data-dir", str(data), "list", "--json")
    assert code == 0
    assert len(json.loads(listed)) == 1


def test_it_starts_without_a_screen_and_ends_in_order(packed: Packed, data: Path) -> None:
    options = ["--data-dir", str(data), "--provider", "demo", "--prompt", "refusal", "--send"]
    process = packed.start(*options, environ=clean() | {"QT_QPA_PLATFORM": "offscreen"})
    try:
        assert wait_turns(data, 1) == "finished"
        process.send_signal(signal.SIGTERM)
        assert (*process.communicate(timeout=30), process.returncode) == ("", "", 0)
    finally:
        process.kill()
        process.communicate()
    assert turns(data) == ["finished"]


def test_the_terminal_program_asks_a_real_server_through_each_sdk(packed: Packed) -> None:
    with ServerThread(Answers(saying("It is ", "세계."))) as server:
        target = ["--protocol", "openai-chat", "--base-url", f"{server.url}/v1", "--model", "m"]
        code, out, err = packed.run("rivulet-ask", *target, "--json", "What?")
    assert (code, err) == (0, "")
    assert json.loads(out.splitlines()[-1])["text"] == "It is 세계."
    code, out, err = packed.run("rivulet-ask", "--provider", "demo", "--model", "reasoning", "--json", "Why?")
    assert (code, err) == (0, "")
    assert json.loads(out.splitlines()[-1])["finish_reason"] == "stop"


def test_the_companion_serves_and_ends_in_order(packed: Packed) -> None:
    assert ask_served(str(packed.folder / "rivulet-serve"), clean()) == "text/event-stream; charset=utf-8"


def test_programs_run_a_module_of_ours_and_no_other(packed: Packed) -> None:
    for program in PROGRAMS:
        code, out, err = packed.run(program, "--run-module", "core.cli", "--help")
        assert (code, err) == (0, "")
        assert "rivulet-ask" in out
    code, _, _ = packed.run("rivulet-ask", "--run-module", "timeit")
    assert code == 2


async def test_a_function_of_the_user_runs_in_it_with_all_of_pythons_library(
    packed: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = b"import csv, statistics, sqlite3, tomllib, zoneinfo\n\ndef mean(of: list[float]) -> float:\n"
    source += b"    return statistics.mean(of)\n"
    path = tmp_path / "mine.py"
    path.write_bytes(source)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(packed.folder / "rivulet"))
    hashes = {path.name: hashlib.sha256(source).hexdigest()}
    result = await run_function(path, "mean", hashes, {"of": [1, 2, 6]}, UnattendedCall("1"))
    assert json.loads(result.text) == 3


def test_it_names_its_build_and_every_part(packed: Packed) -> None:
    code, out, err = packed.run("rivulet", "--run-module", "core.about")
    assert (code, err) == (0, "")
    first, *parts = out.splitlines()
    assert re.fullmatch(rf"Rivulet {build_info().version} \(build [0-9a-f]{{10}}\+? \d{{4}}-\d\d-\d\d\)", first)
    named = {line.partition(": ")[0] for line in parts}
    assert {f"{part.name} {part.version}" for part in components()} <= named


def test_everything_that_can_be_imported_from_source_is_in_it(packed: Packed) -> None:
    missing = [item.place for item in items() if not packed.has(item.place)]
    assert missing == []
    built = {path.name.partition(".")[0] for path in (packed.folder / "_internal").rglob("lib-dynload/*.so")}
    inside = {name for name in library_extensions() if not packed.has(f"{name}.so") and name not in built}
    assert inside == set()
    ours = [item for item in items() if item.place.split("/")[0] in OURS]
    assert len(ours) > 300


def test_of_qt_and_of_the_system_only_what_is_used_comes_along(packed: Packed) -> None:
    names = {path.name for path in packed.folder.rglob("*") if not path.is_dir()}
    unused = ("Qml", "Quick", "Sql", "Designer", "WebEngine", "Pdf", "eglfs", "vnc", "virtualkeyboard")
    assert [
        name for name in names if name.startswith(("libQt6", "libq")) and any(word in name for word in unused)
    ] == []
    system = ("libgtk", "libglib", "libstdc++", "libfontconfig", "libGL", "libreadline", "libX11")
    assert [name for name in names if name.startswith(system)] == []
    wanted = {"libqxcb.so", "libqwayland.so", "libqoffscreen.so", "libibusplatforminputcontextplugin.so"}
    assert wanted | {"libcomposeplatforminputcontextplugin.so", "libqsvg.so", "qtbase_ko.qm"} <= names
    assert {name for name in names if name.endswith(".qm") and name.startswith("qtbase")} == {"qtbase_ko.qm"}
    brought = [path for path in packed.folder.rglob("*.so*") if is_compiled(path)]
    asked = {name for found in needed(brought).values() for name in found}
    idle = [path.name for path in brought if path.name.startswith("libQt6") and path.name not in asked]
    assert idle == []


def test_its_own_code_names_no_folder_of_the_machine_that_made_it(packed: Packed) -> None:
    inside = packed.folder / "_internal"
    written = [*inside.glob("core/**/*.pyc"), *inside.glob("gui/**/*.pyc"), *inside.glob("*.dist-info/*")]
    assert written
    assert [path for path in written if path.is_file() and str(ROOT).encode() in path.read_bytes()] == []
