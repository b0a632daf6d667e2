"""The window in the states that a person meets: the first start, an answer that runs, waits, was stopped or broke off,
a call that asks, messages and files that wait. Part of `python3 run.py gallery`, in the looks of its screens.

Each look is the real program on a fresh folder; a scripted server on the loopback plays the models that are not there.
"""

from __future__ import annotations

import asyncio
import json
import math
import struct
import sys
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.gallery.screens import LOOKS, SETTLE_S, SIZE, Look, answered, in_every, photographed, save, settings
from tests.support.chat import call, end, failure, stream, text
from tests.support.script import Answer, Pause, Stall, whole
from tests.support.server import Received, ServerThread

NARROW = 700
MODELS = {"object": "list", "data": [{"id": "river-large"}, {"id": "river-small"}]}
TAGS = {"models": [{"name": "gemma3:4b"}, {"name": "qwen3:8b"}]}
KEY = "sk-river-0123456789"


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in a language."""

    tour: str
    long: str
    ask: str
    answer: str
    next: str
    after: str
    page: str
    files: str
    folder: str
    titles: tuple[str, ...]


WORDS = {
    "english": Words(
        tour="Take the tour",
        long="Write a long answer and I will stop it",
        ask="How does a river find its way?",
        answer="Water takes the steepest way down that it can find. Where the ground is soft it digs, and where it is "
        "hard it goes around. ",
        next="And how does it find the sea?",
        after="Say it again in one sentence.",
        page="What does that page say about rivers?",
        files="Which of these shows the bend?",
        folder="Rivers",
        titles=("Why rivers meander", "Names for a small boat", "A reading list for the winter", "Bread in one hour"),
    ),
    "korean": Words(
        tour="둘러보기",
        long="긴 답변을 쓰면 제가 멈출게요",
        ask="강은 어떻게 길을 찾나요?",
        answer="물은 찾을 수 있는 가장 가파른 길로 내려가요. 땅이 무르면 파고, 단단하면 돌아가요. ",
        next="그럼 바다는 어떻게 찾아가나요?",
        after="한 문장으로 다시 말해 주세요.",
        page="그 페이지에는 강에 대해 뭐라고 쓰여 있나요?",
        files="굽이가 보이는 것은 어느 쪽인가요?",
        folder="강",
        titles=("강이 굽이치는 까닭", "작은 배의 이름", "겨울에 읽을 책", "한 시간 만에 굽는 빵"),
    ),
}


def main(names: list[str]) -> int:
    """Take the states in the looks with these names; all where none is named."""
    return in_every("tests.gallery.states", names)


def take(name: str) -> int:
    """Take the states of one look, in this process."""
    look = next(each for each in LOOKS if each.name == name)
    river = River(look)
    with tempfile.TemporaryDirectory(prefix="rivulet-gallery-") as folder, ServerThread(river) as server:
        other: dict[str, str | bool] = {"protocol": "openai-chat", "key_required": False}
        providers: dict[str, dict[str, str | bool]] = {
            "ollama": {"base_url": f"{server.url}/v1"},
            "river": {"name": "River", "base_url": f"{server.url}/river/v1", **other},
            "far": {"name": "Far River", "base_url": "https://api.river.invalid/v1", **other},
        }
        Path(folder, "settings.toml").write_text(settings(look, providers), "utf-8")
        return photographed(["--data-dir", folder], lambda shell: Visit(shell, look, river, Path(folder)).run())


class River:
    """What the server answers; `play` is the next answer to a question, `runs` whether a local server is there."""

    def __init__(self, look: Look) -> None:
        self._words = WORDS[look.language]
        self.runs = False
        self.play: Callable[[], Answer] = self.flowing

    def __call__(self, received: Received) -> Answer:
        if received.method != "GET":
            made = self.play()
            named = (
                step.replace(b'"model": "m"', b'"model": "river-large"') for step in made.body if type(step) is bytes
            )
            return replace(made, body=(*named, *(step for step in made.body if type(step) is not bytes)))
        if received.path.endswith("/tags") and self.runs:
            return whole(json.dumps(TAGS).encode())
        return whole(json.dumps(MODELS).encode()) if received.path.startswith("/river") else failure(404, "no")

    def whole(self) -> Answer:
        return stream(*text(self._words.answer), *end())

    def flowing(self) -> Answer:
        return stream(*text(self._words.answer), Stall())

    def cut(self) -> Answer:
        return stream(*text(self._words.answer), *end("length"))

    def refused(self) -> Answer:
        return failure(401, f"Incorrect API key provided: {KEY[:6]}***{KEY[-4:]}.")

    def busy(self) -> Answer:
        return failure(429, "Too many requests", (("retry-after", "42"),))

    def asking(self) -> Answer:
        url = json.dumps({"url": "https://en.wikipedia.org/wiki/River"})
        return stream(*call(0, "call_1", "fetch_web_page", url), *end("tool_calls"))

    def silent(self) -> Answer:
        return Answer(before=(Pause(60),))


class Visit:
    """Somebody who brings the program into one state after the other."""

    def __init__(self, shell: Any, look: Look, river: River, data: Path) -> None:
        self._shell, self._look, self._river, self._data = shell, look, river, data
        self._words = WORDS[look.language]

    async def run(self) -> None:
        while self._shell._book.current is None:
            await asyncio.sleep(0.01)
        await asyncio.sleep(1.5)  # whoever looks for local servers has looked
        for state in (
            self._first_start,
            self._demo,
            self._answers,
            self._endings,
            self._errors,
            self._call,
            self._waiting,
            self._list,
        ):
            await state()

    @property
    def _page(self) -> Any:
        return self._shell._page

    @property
    def _session(self) -> Any:
        return self._page.conversation.session

    async def _save(self, name: str, *, narrow: bool = False) -> None:
        window = self._shell._window
        await asyncio.sleep(SETTLE_S)
        save(window, self._look, name)
        if narrow:
            window.resize(NARROW, SIZE[1])
            await asyncio.sleep(SETTLE_S)
            save(window, self._look, f"{name}_narrow")
            window.resize(*SIZE)
            await asyncio.sleep(0.1)

    def _choose(self, provider: str, model: str = "river-large") -> None:
        from gui.chat.directory import Choice

        self._page.choose(Choice(provider, model))

    def _new(self, provider: str = "", model: str = "river-large") -> None:
        self._shell._actions["new_chat"].trigger()
        if provider:
            self._choose(provider, model)

    async def _said(self, prompt: str, enough: str = "") -> None:
        """Send, and wait until `enough` of the answer is there, or all of it."""
        self._page.send(prompt)
        await answered(self._page, enough)

    # --- the states ---------------------------------------------------------------------------------------------------

    async def _first_start(self) -> None:
        await self._save("first_start", narrow=True)
        self._river.runs = True
        self._page.composer.providers.opened.emit()
        await asyncio.sleep(1.0)
        await self._save("first_start_local")
        self._page.composer.providers.showPopup()
        await asyncio.sleep(SETTLE_S)
        save(self._page.composer.providers._popup, self._look, "providers")
        self._page.composer.providers.hidePopup()

    async def _demo(self) -> None:
        await self._said(self._words.tour, "```python")
        await self._save("streaming", narrow=True)
        await answered(self._page, "")
        await self._save("tour")
        self._new()
        await self._said(self._words.long, "1")
        await asyncio.sleep(1.0)
        self._page.stop()
        await answered(self._page, "")
        await self._save("stopped")

    async def _answers(self) -> None:
        self._new("river")
        await self._save("empty")
        self._river.play = self._river.flowing
        await self._said(self._words.ask, self._words.answer[:20])
        self._page.send(self._words.next)
        self._page.send(self._words.after)
        await self._save("queued", narrow=True)
        self._page.stop()
        await answered(self._page, "")
        self._page.queueing.rows.hide()

    async def _endings(self) -> None:
        self._river.play = self._river.cut
        self._new()
        await self._said(self._words.ask)
        await self._save("length")
        self._page._act("edit", self._session.messages[0].id)
        await self._save("editing")
        self._page.editing.cancel()
        self._page.composer.clear()

    async def _errors(self) -> None:
        self._new()
        self._river.play = self._river.refused
        await self._said(self._words.ask)
        await self._save("wrong_key", narrow=True)
        self._new("openai", "gpt-5")
        await self._said(self._words.ask)
        await self._save("no_key")
        self._new("river")
        self._river.play = self._river.busy
        self._page.send(self._words.ask)
        await asyncio.sleep(1.5)
        await self._save("retrying")
        self._page.stop()
        self._new("far")
        await self._said(self._words.ask)
        await self._save("no_network")

    async def _call(self) -> None:
        self._new("river")
        self._page.conversation.tools = '["builtin/fetch_web_page"]'
        self._river.play = self._river.asking
        self._page.send(self._words.page)
        while not self._page.conversation.waits:
            await asyncio.sleep(0.01)
        await self._save("approval", narrow=True)
        self._page.stop()
        await answered(self._page, "")

    async def _waiting(self) -> None:
        self._new()
        self._river.play = self._river.silent
        self._page.send(self._words.ask)
        await asyncio.sleep(6.0)
        await self._save("waiting")
        self._page.stop()
        await answered(self._page, "")
        self._new()
        (self._data / "bend.png").write_bytes(_picture())
        (self._data / "notes on the river and its bends.md").write_text("# Bends\n", "utf-8")
        self._page.attaching.add([self._data / "bend.png", self._data / "notes on the river and its bends.md"])
        self._page.composer.set_text(self._words.files)
        await self._save("attached", narrow=True)
        self._page.composer.clear()

    async def _list(self) -> None:
        self._river.play = self._river.whole
        for title in self._words.titles:
            self._new()
            await self._said(title)
        await asyncio.sleep(1.0)  # the store has them
        sidebar = self._shell._sidebar
        entries = [sidebar.rows.groups.entry(row) for row in range(sidebar.rows.rowCount())]
        found = {entry.title: entry for entry in entries if entry is not None}
        first, second, third, _ = (found[title] for title in self._words.titles)
        sidebar.keeper.deeds.pin([third])
        sidebar.keeper.deeds.move([first, second], self._words.folder)
        await asyncio.sleep(0.5)
        self._new()
        await self._said(self._words.next)
        await self._save("list")
        self._shell._actions["temporary_chat"].trigger()
        await self._save("temporary")


def _picture() -> bytes:
    """A small picture: a bend of a river."""
    side = 96
    rows = bytearray()
    for y in range(side):
        rows.append(0)
        for x in range(side):
            near = abs(x - (side / 2 + 30 * math.sin(y / 14))) < 9
            rows += bytes((70, 150, 170) if near else (214, 208, 180))

    def piece(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", head) + piece(b"IDAT", zlib.compress(bytes(rows))) + piece(b"IEND", b"")
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--take"]:
        sys.exit(take(sys.argv[2]))
    sys.exit(main(sys.argv[1:]))
