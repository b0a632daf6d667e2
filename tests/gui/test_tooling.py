"""Tools in the window: the button and its list, what a conversation keeps, the page of the settings, the inspector."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QListWidget, QPlainTextEdit, QPushButton, QTreeWidget, QWidget

from core.messages import ToolCallPart, ToolStatus
from core.settings.schema import Appearance, ToolSettings
from core.tools.runner import run_call
from core.tools.selection import Selection
from gui.chat.tooling import Tooling
from gui.composer.tools_popup import ToolsPopup
from gui.preferences import Preferences
from gui.theme.theme import Theme
from tests.gui.test_page import World, until, world
from tests.gui.test_remembering import Stay, staying

_CLOCK, _SUM = "builtin/get_current_time", "builtin/calculate"


class House:
    """A page with its tools."""

    def __init__(self, w: World, folder: Path) -> None:
        self.w = w
        self.theme = Theme()
        self.preferences = Preferences(folder / "settings.toml", w.tasks.spawn)
        self.tooling = Tooling(self.theme, w.page, self.preferences, folder, lambda: ["A_KEY"], w.tasks.spawn)
        self.tooling.show(w.page.conversation)
        w.book.shown.connect(self.tooling.show)

    @property
    def popup(self) -> ToolsPopup:
        return self.tooling.popup

    def names(self) -> list[str]:
        """What the next turn of the conversation that is shown would offer."""
        conversation = self.w.page.conversation
        self.w.page.choosing.aim(conversation)
        return [spec.name for spec in conversation.session.toolbox.specs]

    def rows(self) -> list[str]:
        """What the list shows, from above."""
        return [item.text(0) for item in self.popup._items()]


@asynccontextmanager
async def house(folder: Path) -> AsyncIterator[House]:
    async with world() as w:
        made = House(w, folder)
        try:
            yield made
        finally:
            await made.preferences.flush()


def write(folder: Path, text: str) -> None:
    (folder / "tools").mkdir(exist_ok=True)
    (folder / "tools" / "mine.py").write_text(text, "utf-8")


def part(of: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = of.findChild(kind, name)
    assert found is not None, name
    return found


async def test_a_new_chat_has_the_usual_tools_and_the_button_counts_them(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        assert h.tooling.button.accessibleName() == "Tools: 1 switched on"
        assert h.names() == ["get_current_time"]
        h.tooling.switch(_SUM, True)
        assert h.tooling.button.text() == "2"
        assert h.names() == ["get_current_time", "calculate"]
        h.tooling.choose(Selection())
        assert h.tooling.button.accessibleName() == "Tools: none switched on"
        assert h.names() == []


async def test_a_conversation_keeps_its_own_tools(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        h.tooling.switch(_SUM, True)
        first = h.w.ask("tour")
        await first.session.wait_idle()
        assert json.loads(first.tools) == [_SUM, _CLOCK]
        h.w.book.open_new()
        second = h.w.page.conversation
        assert h.names() == ["get_current_time"]
        assert second.tools  # a turn was prepared: what new ones have later is not its own any more
        h.tooling.put_settings(ToolSettings(on=(_SUM,)))
        assert h.names() == ["get_current_time"]
        h.w.book.open(first.id)
        assert h.names() == ["get_current_time", "calculate"]


async def test_what_one_chat_has_can_be_what_new_ones_have(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        h.tooling.switch(_SUM, True)
        first = h.w.ask("tour")
        await first.session.wait_idle()
        h.tooling.open()
        assert h.popup.default.isEnabled()
        h.popup.default.click()
        assert not h.popup.default.isEnabled()
        assert h.preferences.value.tools.on == (_SUM, _CLOCK)
        h.popup.hide()
        h.w.book.open_new()
        assert h.names() == ["get_current_time", "calculate"]


async def test_the_list_is_searched_and_switched_by_keyboard(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        h.tooling.button.click()
        assert h.rows()[:3] == ["Built in", "Time in a zone", "Calculator"]
        QTest.keyClicks(h.popup.search, "exact arith")
        assert h.rows() == ["Built in", "Calculator"]
        QTest.keyClick(h.popup.search, Qt.Key.Key_Return)
        assert h.names() == ["get_current_time", "calculate"]
        assert "2 on, about " in h.popup.cost.text()
        h.popup.search.clear()
        tree = part(h.popup, QTreeWidget, "toolsTree")
        QTest.keyClick(h.popup.search, Qt.Key.Key_Down)  # on from the calculator
        QTest.keyClick(tree, Qt.Key.Key_Space)
        assert h.names() == ["get_current_time", "calculate", "convert_units"]
        h.popup.search.clear()
        h.popup.all.click()
        assert len(h.names()) == 8
        assert not h.popup.all.isEnabled()
        h.popup.none.click()
        assert h.names() == []
        assert h.popup.cost.text() == "No tools: nothing is added to a request."


async def test_a_whole_source_is_switched_with_what_comes_later(tmp_path: Path) -> None:
    write(tmp_path, "def one(): pass\n")
    async with house(tmp_path) as h:
        h.tooling.open()
        h.tooling.switch_source("functions", True)
        assert h.names() == ["get_current_time", "one"]
        write(tmp_path, "def one(): pass\ndef two(a: int): pass\n")
        assert h.names() == ["get_current_time", "one", "two"]  # noticed by the next turn
        h.tooling.switch("functions/mine.one", False)
        assert h.names() == ["get_current_time", "two"]
        write(tmp_path, "def one(:\n")
        h.tooling.open()
        group = h.tooling.groups()[1]
        assert group.title == "Your functions"
        assert group.notes == ("mine.py: Python does not understand it in line 1: invalid syntax.",)
        h.popup.hide()


async def test_a_file_tool_without_a_folder_says_so(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        h.tooling.open()
        button = part(h.popup, QPushButton, "chooseToolFolderButton")
        assert not button.isVisible()
        h.tooling.switch("builtin/read_file", True)
        assert button.isVisible()
        (tmp_path / "a.txt").write_text("inside", "utf-8")
        h.tooling.add_folder(str(tmp_path))
        assert not button.isVisible()
        h.popup.hide()
        toolbox = h.tooling.registry.toolbox(Selection.of(["builtin/read_file"]))
        result = await run_call(ToolCallPart("c", "read_file", '{"path": "a.txt"}'), toolbox)
        assert (result.status, result.text.splitlines()[-1]) == (ToolStatus.OK, "inside")


async def test_a_function_runs_on_the_loop_of_the_window(tmp_path: Path) -> None:
    write(tmp_path, "import os\ndef double(n: int) -> str:\n    return f'{n * 2} {os.environ.get(\"A_KEY\")}'\n")
    async with house(tmp_path) as h:
        toolbox = h.tooling.registry.toolbox(Selection.of(["functions/mine.double"]))
        result = await run_call(ToolCallPart("c", "double", '{"n": 21}'), toolbox)
        assert (result.status, result.text) == (ToolStatus.OK, "42 None")


async def test_the_inspector_shows_what_is_offered_and_what_it_costs(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        view = h.tooling.make_view()
        view.setParent(h.w.window)
        tree = part(view, QTreeWidget, "offeredTools")
        assert isinstance(tree, QTreeWidget)
        h.tooling.switch(_SUM, True)
        assert tree.topLevelItemCount() == 0  # not while nobody sees it
        view.show()
        total = part(view, QLabel, "toolsTotal")
        assert isinstance(total, QLabel)
        assert total.text().startswith("2 tools are offered, about ")
        head = tree.topLevelItem(0)
        assert head is not None
        second = head.child(1)
        assert second is not None
        tree.setCurrentItem(second)
        detail = part(view, QPlainTextEdit, "toolSchema")
        assert isinstance(detail, QPlainTextEdit)
        assert '"expression"' in detail.toPlainText()
        h.tooling.choose(Selection())
        assert total.text().startswith("No tools are offered")


async def test_the_page_of_the_settings_adds_and_removes_and_tells(tmp_path: Path) -> None:
    write(tmp_path, "def good(a: int): pass\ndef bad(*a): pass\n")
    async with house(tmp_path) as h:
        page = h.tooling.make_page()
        page.setParent(h.w.window)
        page.show()
        said = [label.text() for label in page.findChildren(QLabel)]
        assert "good" in said
        assert "`bad` (line 2) is left out. It takes `*a`; a model needs a name for each argument." in said
        folders = part(page, QListWidget, "toolFolders")
        assert isinstance(folders, QListWidget)
        h.tooling.add_folder(str(tmp_path))
        h.tooling.add_folder(str(tmp_path / "gone"))
        page.refresh()  # type: ignore[attr-defined]  # as after the dialog
        assert [folders.item(row).text() for row in range(folders.count())] == [
            *(str(tmp_path), f"{tmp_path / 'gone'} (not there now)"),
        ]
        folders.setCurrentRow(1)
        QTest.mouseClick(part(page, QPushButton, "removeToolFolderButton"), Qt.MouseButton.LeftButton)
        assert h.preferences.value.tools.folders == (str(tmp_path),)
        switch = part(page, QCheckBox, "privatePages")
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=switch.rect().center())
        assert h.preferences.value.tools.private_pages
        write(tmp_path, "def other(): pass\n")
        QTest.mouseClick(part(page, QPushButton, "reloadFunctionsButton"), Qt.MouseButton.LeftButton)
        await until(lambda: "other" in [label.text() for label in page.findChildren(QLabel)])


async def test_the_list_is_drawn_in_every_look(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        for appearance in (Appearance.LIGHT, Appearance.DARK):
            for scale in (0.8, 2.0):
                h.theme.set_appearance(appearance)
                h.theme.set_scale(scale)
                h.tooling.open()
                assert not h.popup.grab().isNull()
                screen = h.popup.screen().availableGeometry()
                assert screen.contains(h.popup.geometry())
                h.popup.hide()


async def test_tools_outlive_a_restart_and_go_with_a_branch(tmp_path: Path) -> None:
    def tools_of(stay: Stay) -> Tooling:
        preferences = Preferences(tmp_path / "settings.toml", stay.house.tasks.spawn)
        return Tooling(Theme(), stay.page, preferences, tmp_path, list, stay.house.tasks.spawn)

    async with staying(tmp_path) as stay:
        tooling = tools_of(stay)
        first = await stay.ask("first")
        tooling.show(first)
        tooling.switch(_SUM, True)
        stay.branching.branch(first.id)
        assert stay.shown is not first
        assert [each.tool.spec.name for each in tooling.offered()] == ["get_current_time", "calculate"]
        tooling.switch(_CLOCK, False)
        branch = stay.shown
    async with staying(tmp_path) as stay:
        await stay.until(lambda: stay.shown.id == branch.id)
        tooling = tools_of(stay)
        assert tooling.selection(stay.shown) == Selection.of([_SUM])
        assert tooling.selection(await stay.house.open(first.id)) == Selection.of([_SUM, _CLOCK])
