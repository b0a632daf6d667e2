"""`python3 run.py screenshots`: the pictures of the README, taken of the running app with the demo provider.

Each picture is a process of its own: the real program without a display, its scene sent as a person would, its window
drawn into a PNG at the moment the picture is about.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.demo.provider import protocol_of
from core.messages import Message, ReasoningPart, Role, TextPart
from tests.gallery.screens import TIME_LIMIT_S, Look, photographed, settings

if TYPE_CHECKING:
    from gui.chat.page import ChatPage

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "screenshots"
SCALE = "2"


@dataclass(frozen=True, slots=True)
class Picture:
    """`prompt` is sent to the demo's `model`; the picture is taken once the last answer holds `until`, or where that
    is empty once it has ended."""

    name: str
    model: str = "tour"
    prompt: str = ""
    dark: bool = False
    until: str = ""
    language: str = "english"


PICTURES = (
    Picture("empty"),
    Picture("light", prompt="Show me around."),
    Picture("dark", prompt="Show me around.", dark=True),
    Picture("tools", model="tools", prompt="What time is it in Seoul and New York?", until="The table is"),
    Picture("tools-dark", model="tools@responses", prompt="What time is it in Seoul and New York?", dark=True),
    Picture("reasoning", model="reasoning", prompt="How does a river find its way?", until=". "),
    Picture("error", model="failure", prompt="What happens when it breaks off?"),
    Picture("length", model="length", prompt="Tell me more than fits.", dark=True),
    Picture("korean", prompt="둘러보고 싶어요.", language="korean"),
)


def main(names: list[str]) -> int:
    """Take the pictures with these names, all where none is named; returns the exit code."""
    wanted = [picture.name for picture in PICTURES if not names or picture.name in names]
    FOLDER.mkdir(parents=True, exist_ok=True)
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": SCALE}
    failed = []
    for name in wanted:
        command = [sys.executable, "-m", "tests.gallery", "--take", name]
        done = subprocess.run(command, cwd=ROOT, env=environ, timeout=TIME_LIMIT_S + 30, check=False)
        print(f"{name:12} {'taken' if done.returncode == 0 else 'FAILED'}", flush=True)
        failed += [name] if done.returncode else []
    return 1 if failed else 0


def take(name: str) -> int:
    """Take one picture, in this process."""
    picture = next(picture for picture in PICTURES if picture.name == name)

    async def visit(shell: Any) -> None:
        while shell._book.current is None:  # the window is completed after its first paint
            await asyncio.sleep(0.01)
        if picture.prompt:  # as a person does: with the first letters comes the SDK, and some time passes
            shell._page.composer.set_text(picture.prompt)
            await shell._warmup.ready(protocol_of(picture.model))
            await asyncio.sleep(1.0)
            shell._page.send(picture.prompt)
        await _moment(shell._page, picture)
        if not shell._window.grab().save(str(FOLDER / f"{picture.name}.png")):
            raise OSError(f"{picture.name} could not be saved")

    with tempfile.TemporaryDirectory(prefix="rivulet-gallery-") as data:
        look = Look(picture.language, "dark" if picture.dark else "light", 1.0)
        Path(data, "settings.toml").write_text(settings(look), "utf-8")
        options = ["--data-dir", data, "--provider", "demo", "--model", picture.model]
        return photographed(options, visit)


async def _moment(page: ChatPage, picture: Picture) -> None:
    """Until the conversation looks as the picture wants it."""
    await asyncio.sleep(1.0)  # the first paint, and the models' list
    if picture.prompt:
        while not page.conversation.session.messages:
            await asyncio.sleep(0.01)
        session = page.conversation.session
        while session.live and not (picture.until and picture.until in _answered(session.messages[-1])):
            await asyncio.sleep(0.005)
    await asyncio.sleep(0.5 if not picture.until else 0.1)  # what has arrived is painted, nothing moves any more


def _answered(message: Message) -> str:
    """What the model has written so far, reasoning included."""
    if message.role is not Role.ASSISTANT:
        return ""
    return "".join(part.text for part in message.parts if isinstance(part, TextPart | ReasoningPart))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--take"]:
        sys.exit(take(sys.argv[2]))
    sys.exit(main(sys.argv[1:]))
