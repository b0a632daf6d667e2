"""A headless Chromium with one page, driven by its own debugging protocol."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import re
import tempfile
import urllib.request
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

_PROGRAM = "chromium"
_LONGEST_S = 20.0


class Page:
    """`complaints` are the errors and messages of the page so far."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.complaints: list[str] = []

    async def command(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        await self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            said = json.loads(await asyncio.wait_for(self._socket.recv(), _LONGEST_S))
            if said.get("id") == number:
                result: dict[str, Any] = said.get("result", said)
                return result
            if said.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled"):
                self.complaints.append(json.dumps(said["params"]))

    async def value(self, expression: str) -> Any:
        """What an expression gives. Raises RuntimeError where it fails."""
        found = await self.command("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in found:
            raise RuntimeError(json.dumps(found["exceptionDetails"]))
        return found["result"].get("value")

    async def until(self, expression: str) -> None:
        """Wait until an expression is true."""
        async with asyncio.timeout(_LONGEST_S):
            while not await self.value(expression):
                await asyncio.sleep(0.05)

    async def go(self, url: str) -> None:
        await self.command("Page.navigate", url=url)
        await self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    async def picture(self, path: Path) -> None:
        found = await self.command("Page.captureScreenshot")
        await asyncio.to_thread(path.write_bytes, base64.b64decode(found["data"]))


@asynccontextmanager
async def chromium() -> AsyncIterator[Page]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--window-size=900,700"]
        program = await asyncio.create_subprocess_exec(
            _PROGRAM, *options, f"--user-data-dir={profile}", "about:blank", stdout=DEVNULL, stderr=PIPE
        )
        try:
            async with connect(await _address(program), max_size=None) as socket:
                page = Page(socket)
                for domain in ("Runtime", "Log", "Page"):
                    await page.command(f"{domain}.enable")
                yield page
        finally:
            program.terminate()
            await program.wait()


async def _address(program: asyncio.subprocess.Process) -> str:
    assert program.stderr is not None
    async with asyncio.timeout(_LONGEST_S):
        async for line in program.stderr:
            if found := re.search(rb"ws://[^/]+:(\d+)/", line):
                tabs = await asyncio.to_thread(_tabs, int(found[1]))
                return str(next(tab for tab in tabs if tab["type"] == "page")["webSocketDebuggerUrl"])
    raise RuntimeError("Chromium did not start.")


def _tabs(port: int) -> list[dict[str, str]]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as answer:
        tabs: list[dict[str, str]] = json.load(answer)
    return tabs
