"""The list of conversations: groups, marks, search, choosing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.conversations.records import ConversationEdited, ConversationUsed
from gui.sidebar.model import LIVE_ROLE, UNREAD_ROLE
from tests.gui.sidebar_stage import ago, staged, started

RIVERS, KOREAN, LAKES = (
    started("a", "Rivers", 0.2),
    started("b", "한국어 질문", 0.1),
    started("c", "Lakes", unread=True),
)
key = Qt.Key


async def test_pinned_first_then_folders_then_days(qtbot: QtBot) -> None:
    several = [started("y", "Yesterday's", 1), started("w", "Last week's", 5), started("p", "Kept", 400, pinned=True)]
    async with staged(RIVERS, LAKES, *several, started("f", "Filed", 9, folder="Work")) as stage:
        assert stage.lines() == [
            *("[Pinned]", "Kept", "[Work]", "Filed", "[Today]", "Lakes", "Rivers"),
            *("[Yesterday]", "Yesterday's", "[Previous 7 days]", "Last week's"),
        ]


async def test_older_ones_stand_under_their_month(qtbot: QtBot) -> None:
    async with staged(started("a", "Old", 400), started("b", "Older", 800)) as stage:
        headings = [line for line in stage.lines() if line.startswith("[")]
        assert len(headings) == 2
        assert all(line[-5:-1].isdigit() for line in headings)


async def test_the_archive_is_folded_until_it_is_opened(qtbot: QtBot) -> None:
    async with staged(LAKES, started("z", "Put away", archived=True)) as stage:
        assert stage.lines() == ["[Today]", "Lakes", "[Archive]"]
        stage.sidebar.list.setCurrentIndex(stage.sidebar.rows.index(2, 0))
        stage.press(key.Key_Right)
        await stage.settle()
        assert stage.lines()[2:] == ["[Archive]", "Put away"]
        stage.press(key.Key_Left)
        await stage.settle()
        assert stage.lines() == ["[Today]", "Lakes", "[Archive]"]


async def test_what_is_folded_stays_folded(qtbot: QtBot) -> None:
    async with staged(LAKES, started("f", "Filed", folder="Work")) as stage:
        stage.keeper.loader.folded = set()
        stage.sidebar.list.fold_wished.emit(0, True)
        await stage.settle()
        assert stage.lines()[:2] == ["[Work]", "[Today]"]
        stage.sidebar.show_listing(stage.listing, stage.tasks.spawn)
        await stage.settle()
        assert stage.lines()[:2] == ["[Work]", "[Today]"]


async def test_live_and_unread_are_marked_and_spoken(qtbot: QtBot) -> None:
    async with staged(RIVERS, KOREAN, LAKES) as stage:
        stage.keeper.set_live("a", True)
        index = {each: stage.sidebar.rows.index(stage.row(each), 0) for each in "abc"}
        assert [index[each].data(LIVE_ROLE) for each in "abc"] == [True, False, False]
        assert [index[each].data(UNREAD_ROLE) for each in "abc"] == [False, False, True]
        spoken = [str(index[each].data(Qt.ItemDataRole.AccessibleTextRole)) for each in "abc"]
        assert "answering" in spoken[0]
        assert spoken[1].startswith("한국어 질문, ")
        assert "new answer" in spoken[2]
        await stage.submit(ConversationEdited("c", unread=False))
        assert index["c"].data(UNREAD_ROLE) is False


async def test_a_click_is_a_wish_and_being_told_is_none(qtbot: QtBot) -> None:
    async with staged(RIVERS, KOREAN, LAKES) as stage:
        stage.sidebar.show_current("a")
        assert stage.selected() == ["a"]
        assert stage.wishes == []
        stage.click("b")
        assert stage.wishes == ["b"]


async def test_a_conversation_that_is_used_moves_up_and_keeps_selection_and_focus(qtbot: QtBot) -> None:
    async with staged(RIVERS, KOREAN, LAKES) as stage:
        stage.sidebar.show_current("a")
        stage.listing.source.submit([ConversationUsed("a", ago(0) + 60)])
        await stage.settle()
        assert stage.lines() == ["[Today]", "Rivers", "Lakes", "한국어 질문"]
        assert stage.selected() == ["a"]
        assert stage.sidebar.list.currentIndex().row() == 1
        assert stage.wishes == []


async def test_one_that_was_used_long_ago_comes_under_today_and_its_heading_goes(qtbot: QtBot) -> None:
    async with staged(LAKES, started("o", "Old", 400)) as stage:
        stage.listing.source.submit([ConversationUsed("o", ago(0) + 60)])
        await stage.settle()
        assert stage.lines() == ["[Today]", "Old", "Lakes"]


async def test_a_new_conversation_that_is_shown_is_marked_as_soon_as_it_is_listed(qtbot: QtBot) -> None:
    async with staged(LAKES) as stage:
        stage.sidebar.show_current("n")
        assert stage.selected() == []
        await stage.submit(started("n", "New"))
        assert stage.selected() == ["n"]
        assert stage.wishes == []


async def test_titles_are_searched_while_typing_and_enter_searches_everything(qtbot: QtBot) -> None:
    async with staged(RIVERS, KOREAN, LAKES) as stage:
        wanted: list[str] = []
        stage.sidebar.searchRequested.connect(wanted.append)
        stage.sidebar.show_current("a")
        for words, found in (("한국", ["한국어 질문"]), ("LAKE", ["Lakes"]), ("riv", ["Rivers"])):
            stage.sidebar.search.setText(words)
            await stage.settle()
            assert stage.lines() == found
        assert stage.wishes == []
        QTest.keyClick(stage.sidebar.search, key.Key_Return)
        assert wanted == ["riv"]
        QTest.keyClick(stage.sidebar.search, key.Key_Escape)
        await stage.settle()
        assert len(stage.lines()) == 4
        assert stage.selected() == ["a"]


async def test_a_syllable_finds_titles_while_it_is_composed(qtbot: QtBot) -> None:
    async with staged(RIVERS, KOREAN, LAKES) as stage:
        field = stage.sidebar.search
        QApplication.sendEvent(field, QInputMethodEvent("한", []))
        await stage.settle()
        assert stage.lines() == ["한국어 질문"]
        assert field.text() == "", "it is shown in its place, and not yet part of the text"
        committed = QInputMethodEvent("국", [])
        committed.setCommitString("한")
        QApplication.sendEvent(field, committed)
        await stage.settle()
        assert (field.text(), field.shown_text(), stage.lines()) == ("한", "한국", ["한국어 질문"])
        QApplication.sendEvent(field, QInputMethodEvent("", []))
        QTest.keyClick(field, key.Key_Escape)
        await stage.settle()
        assert len(stage.lines()) == 4


async def test_emptiness_is_said_in_words(qtbot: QtBot) -> None:
    async with staged() as stage:
        words = stage.sidebar.findChild(QLabel, "nothingListed")
        assert isinstance(words, QLabel)
        assert words.isVisible()
        first = words.text()
        await stage.submit(LAKES)
        assert stage.sidebar.list.isVisible()
        stage.sidebar.search.setText("mountain")
        await stage.settle()
        assert words.isVisible()
        assert words.text() != first


async def test_a_title_that_does_not_fit_the_search_does_not_appear_in_it(qtbot: QtBot) -> None:
    async with staged(RIVERS, LAKES) as stage:
        stage.sidebar.search.setText("river")
        await stage.settle()
        await stage.submit(started("d", "Mountains"), started("e", "River deltas"))
        assert stage.lines() == ["River deltas", "Rivers"]


@pytest.mark.parametrize("name", ["conversationList", "searchField", "newChatButton"])
async def test_names_for_scripts_and_screen_readers(qtbot: QtBot, name: str) -> None:
    async with staged() as stage:
        widgets = [widget for widget in stage.sidebar.findChildren(QWidget) if widget.objectName() == name]
        assert len(widgets) == 1
        assert widgets[0].accessibleName()


async def test_a_title_is_plain_text_and_hides_nothing(qtbot: QtBot) -> None:
    async with staged(started("x", "<b>bold</b> \u202egnp.exe")) as stage:
        index = stage.sidebar.rows.index(stage.row("x"), 0)
        assert "⟨U+202E⟩" in str(index.data())
        assert "&lt;b&gt;" in str(index.data(Qt.ItemDataRole.ToolTipRole))
