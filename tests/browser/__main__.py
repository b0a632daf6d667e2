"""`python3 run.py browser`: the page of `rivulet-serve` in a real Chromium.

Not part of the tests: getting Chromium costs a clean machine half a minute.
"""

from __future__ import annotations

import asyncio
import re
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

from tests.browser.chromium import Page, chromium

ROOT = Path(__file__).parents[2]


async def main(pictures: Path | None) -> None:
    serve = [sys.executable, "-m", "core.serve.command", "--provider", "demo", "--port", "0"]
    server = await asyncio.create_subprocess_exec(*serve, cwd=ROOT, stdout=PIPE)
    try:
        assert server.stdout is not None
        found = re.search(rb"http://\S+", await server.stdout.readline())
        assert found is not None
        async with chromium() as page:
            await page.go(found[0].decode())
            assert "token" not in await page.value("location.href"), "the token stays in no address"
            await page.until("$('model').options.length > 3")
            for way in ("fetch", "events"):
                await answer(page, way)
                await stop(page, way, pictures)
            await hostile(page)
            assert not page.complaints, page.complaints
    finally:
        server.terminate()
        await server.wait()
    print("The page works by fetch and by EventSource: answers, cursor, Stop, no markup.")


async def send(page: Page, way: str, model: str, words: str) -> None:
    await page.value(f"$('way').value = '{way}'; $('model').value = '{model}'; $('words').value = {words!r};")
    await page.value("$('form').requestSubmit()")


async def answer(page: Page, way: str) -> None:
    await send(page, way, "length", "Which river?")
    await page.until("document.querySelectorAll('.answer.live').length === 1 && $('go').textContent === 'Stop'")
    await page.until("document.querySelectorAll('.answer.live').length === 0")
    said = await page.value("[...document.querySelectorAll('.answer')].at(-1).textContent")
    assert said.startswith("This recorded demo plays"), said
    assert (
        await page.value("[...document.querySelectorAll('.note')].at(-1).textContent") == "Cut off at the length limit."
    )
    assert await page.value("$('go').textContent") == "Send"


async def stop(page: Page, way: str, pictures: Path | None) -> None:
    await send(page, way, "long", "Write a long answer")
    await page.until("[...document.querySelectorAll('.answer')].at(-1).textContent.length > 200")
    if pictures is not None:
        await page.picture(pictures / f"{way}.png")
    await page.value("$('form').requestSubmit()")
    await page.until("document.querySelectorAll('.answer.live').length === 0")
    assert await page.value("[...document.querySelectorAll('.note')].at(-1).textContent") == "Stopped."


async def hostile(page: Page) -> None:
    """Nothing that is said becomes markup."""
    await send(page, "fetch", "tour", "<img src=x onerror=alert(1)><script>alert(2)</script>")
    await page.until("document.querySelectorAll('.answer.live').length === 0")
    assert await page.value("document.querySelectorAll('#talk img, #talk script').length") == 0


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
