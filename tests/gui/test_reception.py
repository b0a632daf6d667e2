"""A second start with the same data folder: heard by the first, over a socket that only its user can reach."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.instance import ENDING, TAKEN, Asked, address, hand_over
from gui.reception import Reception

ROOT = Path(__file__).parents[2]
WATCHED = """
import sys
from gui import __main__ as entry

def leave(code):
    print(code, "PySide6" in sys.modules)
    sys.exit(code)

entry.leave = leave
entry.main(sys.argv[1:])
"""


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="r") as name:  # a socket's path has to be short
        monkeypatch.setenv("XDG_RUNTIME_DIR", name)
        yield Path(name)


async def call(asked: Asked) -> bool:
    return await asyncio.to_thread(hand_over, asked)


async def test_a_second_start_is_heard_word_for_word(tmp_path: Path) -> None:
    reception = Reception(tmp_path)
    heard: list[Asked] = []
    reception.came.connect(heard.append)
    assert reception.open()
    asked = Asked(str(tmp_path), '한국어\nand "more" ' * 20_000, True, "demo", "tour", token="t")
    assert await call(asked)
    async with asyncio.timeout(10):
        while not heard:
            await asyncio.sleep(0.005)
    assert heard == [asked]
    await reception.aclose()
    assert not await call(asked)


async def test_what_nobody_waits_for_any_more_is_not_done(tmp_path: Path) -> None:
    reception = Reception(tmp_path)
    heard: list[Asked] = []
    reception.came.connect(heard.append)
    assert reception.open()
    with socket.socket(socket.AF_UNIX) as line:  # it lost patience before the first one answered
        line.connect(address(tmp_path))
        line.sendall(Asked(str(tmp_path), "hello").to_bytes())
    assert await call(Asked(str(tmp_path), "later"))
    async with asyncio.timeout(10):
        while not heard:
            await asyncio.sleep(0.005)
    assert [each.prompt for each in heard] == ["later"]
    await reception.aclose()


async def test_nobody_else_can_reach_the_socket(tmp_path: Path) -> None:
    reception = Reception(tmp_path)
    assert reception.open()
    found = os.lstat(address(tmp_path))
    assert stat.S_ISSOCK(found.st_mode)
    assert not stat.S_IMODE(found.st_mode) & 0o077
    await reception.aclose()


async def test_another_data_folder_is_another_program(tmp_path: Path) -> None:
    first, second = Reception(tmp_path / "one"), Reception(tmp_path / "two")
    assert first.open()
    assert second.open()
    await first.aclose()
    assert await call(Asked(str(tmp_path / "two")))
    await second.aclose()


async def test_of_two_starts_one_listens(tmp_path: Path) -> None:
    first, second = Reception(tmp_path), Reception(tmp_path)
    assert first.open()
    assert not second.open()
    assert await call(Asked(str(tmp_path)))
    await first.aclose()
    await second.aclose()


async def test_what_a_killed_start_left_behind_is_taken_over(tmp_path: Path) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(address(tmp_path))
    left.close()  # the file stays, as after a kill
    assert not await call(Asked(str(tmp_path)))
    reception = Reception(tmp_path)
    assert reception.open()
    assert await call(Asked(str(tmp_path)))
    await reception.aclose()


@pytest.mark.parametrize("said", [b"\n", b"[]\n", b'{"folder": 1}\n', b'{"folder": "/elsewhere"}\n', b"\xff\xfe\n"])
async def test_strange_words_are_not_answered(tmp_path: Path, said: bytes) -> None:
    reception = Reception(tmp_path)
    heard: list[Asked] = []
    reception.came.connect(heard.append)
    assert reception.open()

    def speak() -> bytes:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(10)
            line.connect(address(tmp_path))
            line.sendall(said)
            try:
                return line.recv(len(TAKEN))
            except ConnectionResetError:
                return b""

    assert (await asyncio.to_thread(speak), heard) == (b"", [])
    await reception.aclose()


def test_a_first_start_that_hangs_is_passed_over(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(address(tmp_path))
        deaf.listen()
        assert not hand_over(Asked(str(tmp_path)), patience=0.05)


def test_a_folder_that_others_can_write_to_is_no_place(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(place / "temp"))
    (place / "temp").mkdir()
    place.chmod(0o777)
    where = Path(address(place))
    assert where.parent == place / "temp" / f"rivulet-{os.getuid()}"
    assert stat.S_IMODE(where.parent.stat().st_mode) == 0o700
    where.parent.chmod(0o770)
    assert address(place) == ""


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner)), st.text())
def test_only_words_of_a_start_are_understood(value: object, folder: str) -> None:
    data = {"folder": folder, "prompt": value}
    if isinstance(value, str):
        assert Asked.from_bytes(json.dumps(data).encode()) == Asked(folder, value)
    else:
        with pytest.raises(ValueError, match="another type"):
            Asked.from_bytes(json.dumps(data).encode())


@given(st.text(), st.text(), st.booleans())
def test_what_is_said_is_heard(folder: str, prompt: str, send: bool) -> None:
    asked = Asked(folder, prompt, send)
    assert asked.to_bytes().count(b"\n") == 1
    assert Asked.from_bytes(asked.to_bytes()) == asked


def test_a_second_start_loads_no_window(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as first:
        first.bind(address(tmp_path))
        first.listen()
        second = subprocess.Popen(
            [sys.executable, "-c", WATCHED, "--data-dir", str(tmp_path), "--prompt", "hello", "--send"],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            text=True,
        )
        line, _ = first.accept()
        with line, line.makefile("rb") as said:
            asked = Asked.from_bytes(said.readline())
            line.sendall(TAKEN)
            assert said.readline() == ENDING
        assert (asked.prompt, asked.send) == ("hello", True)
        assert second.communicate(timeout=30)[0] == "0 False\n"
