"""A copied request sends what was sent, run by a real shell and a real Python; the key comes from the environment."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from core.providers.base import Request, WireProtocol
from core.wire.copying import as_curl, as_python
from core.wire.exchange import Exchange
from core.wire.masking import MASK
from tests.support import chat
from tests.support.answers import Answers, saying
from tests.support.listener import listening
from tests.support.oddities.oddity import KEY
from tests.support.providers import open_provider
from tests.support.server import Server, ServerThread

QUESTION = 'It\'s "quoted", costs $5 `and` \\ 강물\n{END_OF_BODY}'
KEYS = {"OPENAI_API_KEY": KEY, "ANTHROPIC_API_KEY": KEY}


async def sent(protocol: WireProtocol, url: str, question: str = QUESTION) -> Exchange:
    with listening() as noted:
        async with open_provider(protocol, url) as provider:
            async for _ in provider.stream(Request("m", (chat.user(question),))):
                pass
    return noted.exchange


def run(command: list[str], words: str, **more: str) -> str:
    environ = {**os.environ, **KEYS, **more, "PYTHONWARNINGS": ""}
    done = subprocess.run(command, input=words, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def curl_that_tells(tmp_path: Path) -> str:
    """A folder with a program named curl that prints its words and what it is given, as JSON."""
    program = tmp_path / "curl"
    program.write_text(f"#!{sys.executable}\nimport json, sys\nprint(json.dumps([sys.argv[1:], sys.stdin.read()]))\n")
    program.chmod(0o755)
    return f"{tmp_path}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.parametrize("protocol", list(WireProtocol))
@pytest.mark.parametrize("question", [QUESTION, QUESTION * 4000], ids=["short", "long"])
async def test_a_shell_gives_curl_what_was_sent(protocol: WireProtocol, question: str, curl_that_tells: str) -> None:
    async with Server(Answers(saying("Hello"))) as server:
        exchange = await sent(protocol, server.url, question)
        received = server.requests[0]
    command = as_curl(exchange)
    assert KEY not in command
    assert "_API_KEY" in command
    words, given = json.loads(run(["sh"], command, PATH=curl_that_tells))
    assert f"{server.url}{received.path}" in words
    headers = {line.partition(": ")[0]: line.partition(": ")[2] for flag, line in pairwise(words) if flag == "-H"}
    left_out = {"host", "content-length", "connection", "accept-encoding"}
    assert headers == {name: value for name, value in received.headers if name not in left_out}
    body = words[words.index("--data-raw") + 1] if "--data-raw" in words else given
    assert json.loads(body) == received.json()


@pytest.mark.parametrize("protocol", list(WireProtocol))
def test_the_python_program_sends_the_same_and_prints_the_answer(protocol: WireProtocol) -> None:
    with ServerThread(Answers(saying("Hello river"))) as server:
        exchange = asyncio.run(sent(protocol, server.url))
        program = as_python(exchange)
        assert KEY not in program
        printed = run([sys.executable, "-"], program)
        server.wait_requested(5, 2)
        first, second = server.requests
    assert "Hello river" in printed
    assert second.json() == first.json()
    assert (second.method, second.path) == (first.method, first.path)
    auth = "x-api-key" if first.header("x-api-key") else "authorization"
    assert second.header(auth) == first.header(auth)


def test_a_key_in_the_address_comes_from_the_environment_too(curl_that_tells: str) -> None:
    exchange = Exchange("GET", f"https://h/v1/models?key={MASK}&a=b", [("cookie", MASK)], b"", 0.0)
    words, _ = json.loads(run(["sh"], as_curl(exchange, "MY_KEY"), PATH=curl_that_tells, MY_KEY="k k", COOKIE="c"))
    assert words[-3:] == ["https://h/v1/models?key=k k&a=b", "-H", "cookie: c"]
    assert "os.environ['MY_KEY']" in as_python(exchange, "MY_KEY")
    assert "data=" not in as_python(exchange)
