"""Commands and their keys: all in a menu and in the palette, no key twice, each changed by a person and kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.settings.schema import CommandKeys, Settings
from core.settings.store import load, save
from gui.actions import Actions
from gui.settings.keyboard_page import KeyboardPage
from gui.settings.shortcuts import normal
from gui.theme.theme import Theme

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class House:
    """The page with real actions in a real window, and a real file."""

    def __init__(self, qtbot: QtBot, file: Path) -> None:
        self.file = file
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.actions = Actions(self.window)
        self.actions.attach(self.window)
        self.page = KeyboardPage(Theme(), self.actions, self.put)
        self.window.setCentralWidget(self.page)
        self.window.resize(800, 600)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def put(self, keys: tuple[CommandKeys, ...]) -> None:
        save(self.file, Settings(keys=keys))
        self.actions.use_keys({each.command: each.keys for each in load(self.file).settings.keys})

    def press(self, name: str, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
        field = self.page.rows[name].field
        field.setFocus()
        QTest.keyClick(field, key, modifiers)

    def said(self, name: str) -> str:
        problem = self.page.rows[name].problem
        return problem.text() if not problem.isHidden() else ""


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path) -> House:
    return House(qtbot, tmp_path / "settings.toml")


def names(actions: Actions) -> list[str]:
    return [action.objectName().removesuffix("Action") for action in actions.children() if action.objectName()]


def test_every_command_has_a_name_and_one_place_in_the_menus_which_the_palette_reads(qtbot: QtBot) -> None:
    actions = Actions()
    placed = [name for name, _ in actions.places()]
    assert sorted(placed) == sorted(names(actions))
    assert all(actions.title(name) and "&" not in actions.title(name) for name in placed)
    assert all(menu for _, menu in actions.places())


def test_every_command_is_on_the_page(house: House) -> None:
    assert list(house.page.rows) == [name for name, _ in house.actions.places()]


def test_every_shortcut_works_while_somebody_writes(qtbot: QtBot) -> None:
    window, inside = QMainWindow(), QWidget()
    qtbot.addWidget(window)
    actions = Actions(window)
    actions.attach(window)
    column = QVBoxLayout(inside)
    fields = (QPlainTextEdit(inside), QLineEdit(inside))
    for each in fields:
        column.addWidget(each)
    window.setCentralWidget(inside)
    done: list[str] = []
    for name in names(actions):
        actions[name].setEnabled(True)
        actions[name].triggered.connect(lambda _checked=False, name=name: done.append(name))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for each in fields:
        each.setFocus()
        for name in names(actions):
            for keys in actions[name].shortcuts():
                done.clear()
                pressed = keys[0]  # type: ignore[index]  # the stubs leave it out
                QTest.keyClick(each, pressed.key(), pressed.keyboardModifiers())
                assert done == [name], (type(each).__name__, keys.toString())


def test_new_keys_hold_at_once_and_at_the_next_start(house: House) -> None:
    house.press("new_chat", Qt.Key.Key_J)
    assert house.actions["new_chat"].shortcut() == QKeySequence("Ctrl+J")
    assert load(house.file).settings.keys == (CommandKeys("new_chat", ("Ctrl+J",)),)
    again = Actions()
    again.use_keys({each.command: each.keys for each in load(house.file).settings.keys})
    assert again.keys("new_chat") == ("Ctrl+J",)


def test_keys_of_another_command_are_told_in_words_and_can_be_taken(house: House) -> None:
    house.press("new_chat", Qt.Key.Key_B)
    assert house.said("new_chat") == "Ctrl+B belongs to “Conversations”."
    assert house.actions.keys("new_chat") == ("Ctrl+N",)
    assert house.actions.keys("sidebar") == ("Ctrl+B",)
    house.page.rows["new_chat"].take.click()
    assert house.actions.keys("new_chat") == ("Ctrl+B",)
    assert house.actions.keys("sidebar") == ()
    assert house.said("new_chat") == ""


@pytest.mark.parametrize(
    ("key", "modifiers", "words"),
    [
        (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A is needed in texts and lists. Add Ctrl or Alt to it."),
        (Qt.Key.Key_C, CTRL, "Ctrl+C edits text everywhere. Other keys are needed here."),
        (Qt.Key.Key_Space, SHIFT, "Shift+Space is needed in texts and lists. Add Ctrl or Alt to it."),
    ],
)
def test_keys_that_writing_needs_are_refused(
    house: House, key: Qt.Key, modifiers: Qt.KeyboardModifier, words: str
) -> None:
    house.press("new_chat", key, modifiers)
    assert house.said("new_chat") == words
    assert house.actions.keys("new_chat") == ("Ctrl+N",)


def test_backspace_takes_keys_away_and_ctrl_alone_changes_nothing(house: House) -> None:
    house.press("find", Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier)
    assert house.actions.keys("find") == ()
    field = house.page.rows["stop"].field
    field.setFocus()
    QTest.keyPress(field, Qt.Key.Key_Control)
    QTest.keyRelease(field, Qt.Key.Key_Control)
    house.page.rows["find"].field.setFocus()
    assert house.actions.keys("stop") == ("Esc",)
    assert field.keySequence().toString() == "Esc"


def test_one_command_and_all_of_them_get_their_usual_keys_again(house: House) -> None:
    house.press("new_chat", Qt.Key.Key_J)
    house.press("find_next", Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
    assert house.actions.keys("find_next") == ("F9", "Ctrl+G")
    house.page.rows["find_next"].usual.click()
    assert house.actions.keys("find_next") == ("F3", "Ctrl+G")
    assert house.actions.keys("new_chat") == ("Ctrl+J",)
    house.page.all_usual.click()
    assert house.actions.keys("new_chat") == ("Ctrl+N",)
    assert not house.page.all_usual.isEnabled()
    assert load(house.file).settings.keys == ()


def test_a_command_whose_usual_keys_were_taken_meanwhile_says_so(house: House) -> None:
    house.press("new_chat", Qt.Key.Key_B)
    house.page.rows["new_chat"].take.click()
    house.page.rows["sidebar"].usual.click()
    assert house.said("sidebar") == "Ctrl+B belongs to “New chat”."
    house.page.rows["sidebar"].take.click()
    assert house.actions.keys("sidebar") == ("Ctrl+B",)
    assert house.actions.keys("new_chat") == ()


KEYS = st.sampled_from(["Ctrl+N", "Ctrl+B", "F3", "Esc", "Ctrl+Shift+K", "Ctrl+J", "Alt+1", "nonsense", ""])


@given(st.data())
def test_no_key_belongs_to_two_commands_whatever_a_file_says(qapp: QApplication, data: st.DataObject) -> None:
    actions = Actions()
    known = st.sampled_from([*names(actions), "of_a_newer_version"])
    chosen = data.draw(st.dictionaries(known, st.lists(KEYS, max_size=3).map(tuple), max_size=6))
    actions.use_keys(chosen)
    keys = [key for name in names(actions) for key in actions.keys(name)]
    assert len(keys) == len(set(keys))
    actions.use_keys({})
    assert all(actions.keys(name) == normal(actions.usual_keys(name)) for name in names(actions))


def test_a_command_that_cannot_be_used_says_why(qtbot: QtBot) -> None:
    actions = Actions()
    actions.set_state(live=False, answered=False)
    assert actions.why_not("stop") == "No answer is running."
    assert actions.why_not("retry") == "There is no answer yet."
    assert actions.why_not("allow_call") == "No tool call waits for you."
    assert actions.why_not("new_chat") == ""
    actions.set_state(live=True, answered=True)
    assert actions.why_not("retry") == "An answer is running."


def test_what_is_asked_of_a_window_that_is_not_complete_waits_for_it(qapp: QApplication) -> None:
    actions, done = Actions(), list[str]()
    for name in ("new_chat", "settings"):
        actions.on(name, partial(done.append, name))
    actions.hold()
    for name in ("settings", "new_chat", "settings"):
        actions[name].trigger()
    assert done == []
    actions.release()
    assert done == ["settings", "new_chat", "settings"]
    actions["new_chat"].trigger()
    assert done[3:] == ["new_chat"]


NO_COMMAND = {"Enter", "Shift+Enter", "Ctrl+wheel"}  # what the composer and the wheel do


def test_the_readme_names_the_keys_that_commands_have(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(window)
    text = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    table = text.partition("## Keyboard")[2].partition("Each can be changed")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ") and "keys" not in line]
    named = {keys.strip() for cell in cells for keys in cell.replace("Ctrl+,", "Ctrl+Comma").split(",")}
    named = {keys.replace("Comma", ",") for keys in named} - NO_COMMAND
    usual = {name: normal(actions.usual_keys(name)) for name, _ in actions.places()}
    assert named <= {key for keys in usual.values() for key in keys}
    assert [name for name, keys in usual.items() if keys and not named & set(keys)] == []
