"""The rules of tests/conftest.py bite: each kind of sloppiness fails the test that is sloppy, and names it."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

SLOPPY = """
import asyncio, logging, socket, threading, time, warnings
import pytest
from hypothesis import given, strategies as st

async def test_task():
    asyncio.get_running_loop().create_task(asyncio.sleep(100), name="forgotten")

async def test_generator():
    await anext(numbers())

async def numbers():
    try:
        yield 1
    finally:
        await asyncio.sleep(0)

def test_thread():
    threading.Thread(target=time.sleep, args=(3,), name="still-there").start()

def test_socket():
    socket.socket()

def test_log():
    logging.getLogger("somewhere").warning("said %s", "loudly")

def test_warning():
    warnings.warn("careful")

def test_skip():
    pytest.skip("no time")

@pytest.mark.time_limit(0.2)
async def test_slow():
    await asyncio.sleep(5)

@given(st.integers())
async def test_law(number):
    await asyncio.sleep(0)
    assert number < 1000

async def test_fine():
    await asyncio.sleep(0)

@given(st.integers())
async def test_fine_law(number):
    await asyncio.sleep(0)

@pytest.mark.allow_log("said")
def test_fine_log():
    logging.getLogger("somewhere").warning("said %s", "loudly")

async def test_connection():
    server = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
    await asyncio.open_connection(*server.sockets[0].getsockname())
"""

EXPECTED = {
    "task": "task 'forgotten'",
    "generator": "async generator numbers, dropped",
    "thread": "thread 'still-there'",
    "socket": "unclosed <socket.socket",
    "connection": "unclosed",
    "log": "WARNING somewhere: said loudly",
    "warning": "careful",
    "skip": "Nothing may be skipped here",
    "slow": "took longer than 0.2 s",
    "law": "assert 1000 < 1000",
}


@pytest.fixture(scope="module")
def said() -> Iterator[str]:
    """What pytest says of the sloppy tests; they lie inside the project, as its own code is what is watched."""
    (ROOT / ".cache").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / ".cache") as folder:
        path = Path(folder, "test_sloppy.py")
        path.write_text(SLOPPY, "utf-8")
        plugins = ["-p", "no:pytest-qt", "-p", "no:cacheprovider", "-p", "tests.conftest"]
        options = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT), "-rA", "--tb=short"]
        command = [sys.executable, "-m", "pytest", *plugins, *options, str(path)]
        yield subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("sloppiness", EXPECTED)
def test_sloppiness_fails_and_is_named(said: str, sloppiness: str) -> None:
    assert EXPECTED[sloppiness] in said
    assert re.search(rf"^(FAILED|ERROR) \S+::test_{sloppiness}\b", said, re.MULTILINE), said[-3000:]


@pytest.mark.parametrize("fine", ["fine", "fine_law", "fine_log"])
def test_what_is_fine_passes(said: str, fine: str) -> None:
    assert re.search(rf"^PASSED \S+::test_{fine}$", said, re.MULTILINE)
    assert not re.search(rf"^(FAILED|ERROR) \S+::test_{fine}\b", said, re.MULTILINE)
