"""The views of the inspector, the lab, the race and every dialog with something in it, as a person meets them in the
middle of work. Part of `python3 run.py gallery`, in the looks of `tests.gallery.screens`.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from tests.gallery.screens import LOOKS, QUESTIONS, SETTLE_S, Look, answered, in_every, photographed, save, settings

COMMANDS = ("about", "export_chat", "import_chats", "delete_all", "help")
WORDS = {
    "english": {
        "race": "How does a river find its way to the sea?",
        "travel": "Plan a day in Seoul for two, with something to eat.",
        "answer": "Which city do you mean?",
        "why": "Please ask me before you look outside this folder.",
        "folder": "Rivers",
    },
    "korean": {
        "race": "강은 어떻게 바다까지 길을 찾아가나요?",
        "travel": "둘이서 서울에서 보낼 하루를 계획해 주세요. 먹을 곳도 알려 주세요.",
        "answer": "어느 도시를 말씀하시나요?",
        "why": "이 폴더 밖을 보기 전에 먼저 물어봐 주세요.",
        "folder": "강",
    },
}


def main(looks: list[str], stages: list[str]) -> int:
    """Take these stages in these looks; all of either where none is named."""
    groups = [stages] if stages else [list(STAGES)[:4], list(STAGES)[4:]]  # each is a program of its own
    return max(in_every("tests.gallery.details", looks, *group) for group in groups)


def take(name: str, stages: list[str]) -> int:
    """Take these stages, or all, of one look, in this process."""
    look = next(each for each in LOOKS if each.name == name)
    with tempfile.TemporaryDirectory(prefix="rivulet-gallery-") as data:
        Path(data, "settings.toml").write_text(settings(look), "utf-8")
        options = ["--data-dir", data, "--provider", "demo", "--model", "tools", "--send"]
        return photographed([*options, "--prompt", QUESTIONS[look.language]], partial(_visit, look, stages))


async def _visit(look: Look, stages: list[str], shell: Any) -> None:
    while shell._book.current is None:
        await asyncio.sleep(0.01)
    await answered(shell._page)
    await asyncio.sleep(SETTLE_S)
    for name in stages or STAGES:
        await STAGES[name](shell, look)


async def _shown(widget: Any, look: Look, name: str, *, close: bool = True) -> None:
    """Save what a dialog shows once it stands, and close it."""
    if not widget.isVisible():
        widget.show()
    await asyncio.sleep(SETTLE_S)
    save(widget, look, name)
    if close:
        widget.close()
        await asyncio.sleep(0.05)


def _written(folder: str, name: str, text: str) -> Path:
    file = Path(folder, name)
    file.write_text(text, "utf-8")
    return file


def _new_window(before: set[int]) -> Any:
    from PySide6.QtWidgets import QApplication

    found = [each for each in QApplication.topLevelWidgets() if each.isVisible() and id(each) not in before]
    return found[-1]


def _windows() -> set[int]:
    from PySide6.QtWidgets import QApplication

    return {id(each) for each in QApplication.topLevelWidgets() if each.isVisible()}


# --- the inspector ----------------------------------------------------------------------------------------------------


async def _inspector(shell: Any, look: Look) -> None:
    from PySide6.QtWidgets import QScrollArea

    from gui.inspector.timeline_view import TimelineView
    from gui.inspector.wire.view import WireView

    inspector = shell._inspector
    for place in range(inspector.tabs.count()):
        inspector.tabs.setCurrentIndex(place)
        await asyncio.sleep(SETTLE_S)
        save(inspector, look, f"inspector-{inspector.tabs.tabData(place) or 'answer'}")
    inspector.show_tab("wire")
    view = inspector.findChild(WireView, "wireView")
    view.events.point(view.events.table.model().rowCount() // 2)
    await asyncio.sleep(SETTLE_S)
    save(inspector, look, "inspector-wire-event")
    for place, name in ((1, "request"), (2, "response")):
        view.pages.setCurrentIndex(place)
        await asyncio.sleep(SETTLE_S)
        save(inspector, look, f"inspector-wire-{name}")
    before = _windows()
    view.window_button.click()
    await asyncio.sleep(SETTLE_S)
    window = _new_window(before)
    window.events.point(window.events.table.model().rowCount() // 2)
    await _shown(window, look, "wire-window")
    view.pages.setCurrentIndex(0)
    inspector.show_tab("timeline")
    await asyncio.sleep(SETTLE_S)
    bar = inspector.findChild(TimelineView, "timelineView").findChild(QScrollArea).verticalScrollBar()
    if bar.maximum():
        bar.setValue(bar.maximum())
        await asyncio.sleep(0.1)
        save(inspector, look, "inspector-timeline-end")
    inspector.show_tab("")
    kept = shell._book.current
    shell._book.open_new()
    for name in ("", "agents", "wire", "timeline"):
        inspector.show_tab(name)
        await asyncio.sleep(SETTLE_S)
        save(inspector, look, f"inspector-{name or 'answer'}-empty")
    inspector.show_tab("")
    shell._book.open(kept.id)
    await asyncio.sleep(0.1)


async def _agents(shell: Any, look: Look) -> None:
    """Agents at work, and done; the events of an API that names them."""
    from gui.chat.directory import Choice
    from gui.inspector.wire.view import WireView

    page, book = shell._page, shell._book
    conversation = book.open_new()
    page.choosing.choose(Choice("agents", shell._shelves.agents.items[0].id))
    await asyncio.sleep(SETTLE_S)
    shell._inspector.show_tab("agents")
    page.send(WORDS[look.language]["travel"])
    while not conversation.live:
        await asyncio.sleep(0.01)
    while not conversation.last_answer():
        await asyncio.sleep(0.01)
    await asyncio.sleep(SETTLE_S)
    save(shell._inspector, look, "inspector-agents-live")
    async with asyncio.timeout(30):
        while conversation.live:
            page.approving.answer_first(allowed=True)
            await asyncio.sleep(0.02)
    await asyncio.sleep(SETTLE_S)
    save(shell._inspector, look, "inspector-agents")
    shell._inspector.show_tab("wire")
    await asyncio.sleep(SETTLE_S)
    save(shell._inspector, look, "inspector-wire-named")
    before = _windows()
    shell._inspector.findChild(WireView, "wireView").window_button.click()
    await asyncio.sleep(SETTLE_S)
    await _shown(_new_window(before), look, "wire-window-named")
    shell._inspector.show_tab("")


# --- dialogs ----------------------------------------------------------------------------------------------------------


async def _dialogs(shell: Any, look: Look) -> None:
    from core.settings.prompts import Placeholder
    from gui.about import AboutDialog
    from gui.composer.prompt_form import PromptForm
    from gui.fault_dialog import FaultDialog
    from gui.inspector.full_text import FullText
    from gui.sidebar.menu import ask_for_folder

    words = WORDS[look.language]
    for name in COMMANDS:
        before = _windows()
        shell._actions[name].trigger()
        await asyncio.sleep(SETTLE_S)
        widget = _new_window(before)
        while isinstance(widget, AboutDialog) and not widget.parts.count():
            await asyncio.sleep(0.05)
        await _shown(widget, look, name)
    try:
        raise RuntimeError("the river flows uphill")
    except RuntimeError:
        report = traceback.format_exc()
    for name, crashed in (("fault", False), ("crash", True)):
        await _shown(FaultDialog(shell._theme, report, Path("/"), shell._window, crashed=crashed), look, name)
    text = "The weather in Seoul is clear.\n" * 12
    await _shown(FullText(shell._theme, "get_weather", text, shell._window), look, "full_text")
    for name, address in (("link", "https://exämple.org/a?b=c"), ("link-refused", "file:///etc/passwd")):
        before = _windows()
        shell._links.open_url(address)
        await _shown(_new_window(before), look, name)
    questions = (Placeholder("topic", words["folder"]), Placeholder("language", ""))
    await _shown(PromptForm("Explain", questions, shell._window), look, "prompt-form")
    before = _windows()
    ask_for_folder(shell._window, lambda _name: None, words["folder"])
    await _shown(_new_window(before), look, "folder")


async def _calls(shell: Any, look: Look) -> None:
    """The dialogs about a call of a tool."""
    from core.messages import ToolTable
    from core.tools.base import SERVER_SOURCE
    from gui.calls.always import AlwaysDialog
    from gui.calls.details import DetailsDialog
    from gui.calls.editor import ArgumentsDialog
    from gui.calls.words_dialog import WordsDialog

    window, theme, words = shell._window, shell._theme, WORDS[look.language]
    arguments = {"path": "notes/rivers.md", "lines": 40, "follow": False}
    source = f"{SERVER_SOURCE}files"
    await _shown(
        AlwaysDialog("read_file", source, arguments, 3, window, "npx -y rivers-mcp notes"), look, "call-always"
    )
    edited = ArgumentsDialog(theme, "read_file", '{"path": "notes/rivers.md", "lines": 40}', window)
    await _shown(edited, look, "call-arguments", close=False)
    edited.field.setPlainText('{\n  "path": "notes/rivers.md",\n  "lines": \n}')
    await _shown(edited, look, "call-arguments-broken")
    approving = shell._page.approving
    lead = approving.tr("The call is not run. What you write here is told to the model.")
    refusal = WordsDialog(approving.tr("Refuse and say why"), lead, approving.tr("Refuse"), window, needed=False)
    refusal.field.setPlainText(words["why"])
    await _shown(refusal, look, "call-refuse")
    answer = WordsDialog(approving.tr("Your answer"), words["answer"], approving.tr("Answer"), window, needed=True)
    await _shown(answer, look, "call-answer")
    details = DetailsDialog(theme, "list_rivers", window)
    rows = (("Han", "494 km", "Seoul"), ("Rhine", "1,233 km", "Rotterdam"), ("Danube", "2,850 km", "Sulina"))
    details.show_table(approving.tr("Table"), ToolTable(("name", "length", "ends at"), rows))
    details.show_json(
        approving.tr("Tree"), '{"rivers": [{"name": "Han", "length": 494, "frozen": null}], "more": true}'
    )
    details.show_text(approving.tr("Result"), "Han, Rhine, Danube")
    for place, name in enumerate(("table", "tree", "text")):
        details.tabs.setCurrentIndex(place)
        await _shown(details, look, f"call-details-{name}", close=False)
    details.close()


async def _recordings(shell: Any, look: Look) -> None:
    """How a recording is saved, and edited."""
    from core.playback.taking import take as taken
    from core.wire.tape import dumps
    from gui.chat.replaying import Replaying
    from gui.replay.editor import RecordingEditor
    from gui.replay.save_dialog import SaveDialog, SaveOffer

    await _shown(SaveDialog(SaveOffer("POST /v1/chat/completions", 2, "rivulet"), shell._window), look, "recording")
    tape = taken(tuple(shell._library.log.entries))
    text = dumps(tape)
    editor = RecordingEditor(shell._theme, "rivers.rivulet", text, shell._page)
    await _shown(editor, look, "recording-editor", close=False)
    editor.field.setPlainText(text.replace('"at"', '"when"', 1))
    editor.check()
    await _shown(editor, look, "recording-broken")
    with tempfile.TemporaryDirectory(prefix="rivulet-gallery-") as folder:
        file = _written(folder, "rivers.rivulet", text)
        next(each for each in shell._features if isinstance(each, Replaying)).open(file)
        await asyncio.sleep(4 * SETTLE_S)
        save(shell._window, look, "replay")


async def _data(shell: Any, look: Look) -> None:
    """The dialogs of the store in the middle of their work."""
    before = _windows()
    shell._actions["restore_copy"].trigger()
    await asyncio.sleep(SETTLE_S)
    dialog = _new_window(before)
    save(dialog, look, "restore_copy-empty")
    dialog.make.click()
    await asyncio.sleep(2 * SETTLE_S)
    await _shown(dialog, look, "restore_copy")
    before = _windows()
    shell._actions["restore_copy"].trigger()
    await asyncio.sleep(2 * SETTLE_S)
    dialog = _new_window(before)
    before = _windows()
    dialog.restore.click()
    await _shown(_new_window(before), look, "restore_copy-question")
    dialog.close()
    await _import(shell, look)
    before = _windows()
    shell._actions["export_chat"].trigger()
    await asyncio.sleep(SETTLE_S)
    dialog = _new_window(before)
    dialog.begin_work(dialog.working.tr("Export"))
    dialog.working.show_progress(40, 128)
    await _shown(dialog, look, "data-working", close=False)
    dialog.running = False
    dialog.close()


async def _import(shell: Any, look: Look) -> None:
    """A file with conversations: what is in it, and what came of it."""
    words = WORDS[look.language]
    talk = [{"role": "user", "content": words["race"]}, {"role": "assistant", "content": words["why"]}]
    with tempfile.TemporaryDirectory(prefix="rivulet-gallery-") as folder:
        file = _written(folder, "conversations.json", json.dumps(talk))
        before = _windows()
        shell._actions["import_chats"].trigger()
        await asyncio.sleep(SETTLE_S)
        dialog = _new_window(before)
        dialog.file_wished.emit(file)
        await asyncio.sleep(2 * SETTLE_S)
        await _shown(dialog, look, "import-preview", close=False)
        dialog.preview.go_on.click()
        await asyncio.sleep(2 * SETTLE_S)
        await _shown(dialog, look, "import-done")


# --- lab and race -----------------------------------------------------------------------------------------------------


async def _lab(shell: Any, look: Look) -> None:
    from core.lab.history import Answer

    before = _windows()
    shell._actions["lab"].trigger()
    await asyncio.sleep(SETTLE_S)
    window, dice = _new_window(before), random.Random(7)
    now = time.time()

    async def answers(_since: float) -> list[Answer]:
        found = []
        for number in range(240):
            provider, model, usual = (("openai", "gpt-5.2", 620.0), ("anthropic", "claude-opus-5", 900.0))[number % 2]
            if number % 5 == 0:
                provider, model, usual = "ollama", "qwen3:8b", 260.0
            first = usual * dice.lognormvariate(0, 0.35)
            at = now - (240 - number) * 2.9 * 3600
            times = (first * 0.6, first, first * 6, first * 6.1)
            found.append(Answer("c", f"m{number}", at, provider, model, 240, "finished", *times))
        return found

    window.history._services = replace(window.history._services, answers=answers)
    window.history.load()
    await _shown(window, look, "lab", close=False)
    window.tabs.setCurrentIndex(1)
    await _shown(window, look, "lab-experiment-empty", close=False)
    page = window.experiment
    page.model.setCurrentText("burst")
    page.runs.setValue(3)
    page.start.click()
    async with asyncio.timeout(60):
        while page.running:
            await asyncio.sleep(0.05)
    await _shown(window, look, "lab-experiment")


async def _race(shell: Any, look: Look) -> None:
    before = _windows()
    shell._actions["race"].trigger()
    await asyncio.sleep(SETTLE_S)
    window = _new_window(before)
    await _shown(window, look, "race", close=False)
    window.entries.choose([("demo", "reasoning"), ("demo", "tour"), ("demo", "failure")])
    window.prompt.setPlainText(WORDS[look.language]["race"])
    window.start.click()
    await asyncio.sleep(2.5)
    save(window, look, "race-live")
    async with asyncio.timeout(60):
        while window._live:
            await asyncio.sleep(0.05)
    await _shown(window, look, "race-done")


STAGES: Final[dict[str, Callable[[Any, Look], Awaitable[None]]]] = {
    "inspector": _inspector,
    "dialogs": _dialogs,
    "calls": _calls,
    "recordings": _recordings,
    "data": _data,
    "lab": _lab,
    "race": _race,
    "agents": _agents,
}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--take"]:
        sys.exit(take(sys.argv[2], sys.argv[3:]))
    named = {look.name for look in LOOKS}
    sys.exit(main([name for name in sys.argv[1:] if name in named], [name for name in sys.argv[1:] if name in STAGES]))
