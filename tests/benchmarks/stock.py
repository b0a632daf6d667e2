"""The program with much in store: `python -m tests.benchmarks.stock fill|open|move FOLDER NUMBER`. Prints one line of
JSON.

`fill` makes a store of NUMBER messages. `open` starts the window over it: when the list is there, how long the GUI
thread stays away while the index is made, how long a conversation takes then. `move` imports NUMBER conversations into
an empty store, exports them all and deletes them all.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from core.conversations.exporting.writing import ExportFormat
from core.conversations.search import Search
from core.conversations.store import Store
from gui.chat.data import Data
from gui.chat.searching import Searching
from gui.data.export_dialog import ExportDialog, Scope, Wish
from gui.data.import_dialog import ImportDialog
from gui.data.steps import StepDialog
from gui.loop import TaskOwner
from tests.benchmarks.answers import section
from tests.benchmarks.finding import fill, vocabulary
from tests.benchmarks.gauges import Figures, Heartbeat
from tests.benchmarks.window import Driven, Result, run_driven

MESSAGES = 8  # of an imported conversation
INDEXING_S = 10.0
NOBODY = "http://127.0.0.1:9"


class Stocked(Driven):
    """Looks at itself from its first paint on."""

    def show_window(self) -> None:
        super().show_window()
        self.heart = Heartbeat()
        self.heart.start()
        self.painted = time.monotonic()
        self.listed = 0.0

    def start(self, tasks: TaskOwner, quit_: Callable[[], None]) -> None:
        super().start(tasks, quit_)
        self._tasks.spawn(self._until_listed(), "benchmark: list")

    async def _until_listed(self) -> None:
        while not self._sidebar.rows.groups.total:
            await asyncio.sleep(0.002)
        self.listed = time.monotonic()

    @property
    def search(self) -> Search:
        found = next(each for each in self._features if isinstance(each, Searching))
        assert found._search is not None
        return found._search

    @property
    def data(self) -> Data:
        return next(each for each in self._features if isinstance(each, Data))

    def dialog(self, kind: type[StepDialog]) -> StepDialog | None:
        return next((each for each in self._window.findChildren(kind) if each.isVisible()), None)

    async def until_open(self, key: str) -> float:
        """Milliseconds from the wish for a conversation to its first screen."""
        shown: list[float] = []
        leave = self._book.shown.connect(lambda each: shown.append(time.monotonic()) if each.id == key else None)
        began = time.monotonic()
        self._book.open(key)
        await until(lambda: shown and self.paints.moments and self.paints.moments[-1].wall > shown[0])
        self._book.shown.disconnect(leave)
        return (self.paints.moments[-1].wall - began) * 1000


async def opened(shell: Driven) -> Result:
    assert isinstance(shell, Stocked)
    while not shell.listed:
        await asyncio.sleep(0.01)
    start = shell.heart.stop()
    await shell.until_open("c1")  # the first one brings the transcript
    times = []
    for number in range(2, 12):
        times.append(await shell.until_open(f"c{number}"))
        await asyncio.sleep(0.3)
    async with watched() as indexing:
        await asyncio.sleep(INDEXING_S)
    listed = (shell.listed - shell.painted) * 1000
    return {"list_ms": listed, "start": start, "indexing": indexing, "times": times}


async def moved(shell: Driven) -> Result:
    """The import is watched from the click in its preview on; the index is made meanwhile, as it is."""
    assert isinstance(shell, Stocked)
    data, number, folder = shell.data, int(sys.argv[3]), Path(sys.argv[2])
    path = folder / "conversations.json"
    path.write_text(json.dumps(list(foreign(number))), "utf-8")
    result: Result = {}
    async with timed(result, "reading the preview"):
        data.bring(path)
        await until(lambda: _button(shell.dialog(ImportDialog), "importButton"))
    async with timed(result, "importing"):
        button = _button(shell.dialog(ImportDialog), "importButton")
        assert button is not None
        button.click()
        await until(lambda: _ended(data.importing._task))
    dialog = shell.dialog(ImportDialog)
    assert dialog is not None
    dialog.close()
    async with timed(result, "making the index anew"):
        await shell.search.rebuild()
    async with timed(result, "exporting everything"):
        data.export_all()
        await until(lambda: shell.dialog(ExportDialog))
        export = shell.dialog(ExportDialog)
        assert isinstance(export, ExportDialog)
        export.wished.emit(Wish(Scope.ALL, ExportFormat.JSON, folder / "all.json", into_folder=False))
        await until(lambda: (folder / "all.json").exists())
    export.close()
    async with timed(result, "deleting everything"):
        store = shell._kept.store if shell._kept is not None else None
        assert store is not None
        await shell._library.close_all()
        await store.delete_all()
        await until(lambda: not shell._sidebar.rows.groups.total)
        await shell.search.settled()
    return result


@asynccontextmanager
async def watched() -> AsyncIterator[Figures]:
    """How long the GUI thread stayed away within."""
    found: Figures = {}
    heart = Heartbeat()
    heart.start()
    yield found
    found.update(heart.stop())


@asynccontextmanager
async def timed(result: Result, what: str) -> AsyncIterator[None]:
    began = time.monotonic()
    async with watched() as found:
        yield
        found["wall_s"] = time.monotonic() - began
    result[what] = found


async def until(true: Callable[[], object]) -> None:
    while not true():
        await asyncio.sleep(0.01)


def _button(dialog: StepDialog | None, name: str) -> QPushButton | None:
    found = dialog.findChild(QPushButton, name) if dialog is not None else None
    return found if isinstance(found, QPushButton) and found.isVisible() and found.isEnabled() else None


def _ended(task: asyncio.Task[object] | None) -> bool:
    return task is not None and task.done()


def foreign(number: int) -> Iterator[dict[str, object]]:
    """Conversations as ChatGPT's export has them."""
    for place in range(number):
        mapping: dict[str, object] = {"root": {"id": "root", "message": None, "parent": None, "children": ["n0"]}}
        for step in range(MESSAGES):
            said = f"Question {place}: how does a river find its way?" if step % 2 == 0 else section(place + step)
            mapping[f"n{step}"] = {
                "id": f"n{step}",
                "parent": f"n{step - 1}" if step else "root",
                "children": [f"n{step + 1}"] if step + 1 < MESSAGES else [],
                "message": {
                    "id": f"{place}-{step}",
                    "author": {"role": "assistant" if step % 2 else "user"},
                    "create_time": 1.6e9 + place * 20_000 + step,
                    "content": {"content_type": "text", "parts": [said]},
                },
            }
        yield {
            "id": f"conversation-{place}",
            "title": f"Talk {place}",
            "create_time": 1.6e9 + place * 20_000,
            "mapping": mapping,
            "current_node": f"n{MESSAGES - 1}",
        }


async def filled(folder: Path, number: int) -> Result:
    store = await Store.open(folder)
    await store.aclose()
    fill(folder, number, vocabulary(random.Random(1)))
    return {}


def main(what: str, folder: Path, number: int) -> Result:
    if what == "fill":
        return asyncio.run(filled(folder, number))
    return run_driven({"open": opened, "move": moved}[what], NOBODY, folder, Stocked)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
