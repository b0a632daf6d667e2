"""The official package's own server, in the newer protocol, over its pipes and over HTTP."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from core.mcp.server import Phase
from core.mcp.spec import ServerSpec, Way
from core.tools.base import ToolOutput
from tests.core.mcp.house import ROUGH, Heard, House, living, until

PROPER = ROUGH.with_name("proper.py")


@asynccontextmanager
async def proper(folder: Path, way: Way) -> AsyncIterator[House]:
    """A house with that server in it."""
    if way is Way.STDIO:
        spec = ServerSpec("proper", "Proper", command=sys.executable, arguments=(str(PROPER),))
        async with living(folder, replace(spec, approved=spec.fingerprint)) as house:
            yield house
        return
    process = await asyncio.create_subprocess_exec(sys.executable, str(PROPER), "http", stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        port = int(await process.stdout.readline())
        async with living(
            folder, ServerSpec("proper", "Proper", Way.HTTP, url=f"http://127.0.0.1:{port}/mcp")
        ) as house:
            yield house
    finally:
        process.terminate()
        await process.communicate()


@pytest.mark.parametrize("way", list(Way))
async def test_the_newer_protocol(tmp_path: Path, way: Way) -> None:
    async with proper(tmp_path, way) as house:
        await house.server.ready()
        assert house.phase() is Phase.RUNNING, house.server.state.why
        assert [tool.own_name for tool in house.server.tools()] == ["add", "dot", "learn", "fail"]
        heard = Heard()
        added = await house.tool("add").run({"a": 2, "b": 3}, heard)
        assert isinstance(added, ToolOutput)
        assert (added.text, added.json_text, heard.steps) == ("5", '{"result": 5}', [(0.5, "half")])
        (picture,) = (await house.call("dot")).pictures
        assert picture.data.startswith(b"\x89PNG")
        failed = await house.call("fail")
        assert failed.is_error
        many = await asyncio.gather(*(house.tool("add").run({"a": n, "b": 1}, Heard()) for n in range(10)))
        assert [output.text for output in many if isinstance(output, ToolOutput)] == [str(n + 1) for n in range(10)]
        assert await house.server.prompt("greet", {"who": "Ada"}) == "Greet Ada."
        assert (await house.server.resource("note://one"))[0].data == b"note one"
        await house.call("learn")
        await until(lambda: "learned" in [tool.own_name for tool in house.server.tools()])
        assert any("adding" in line for line in house.log())
