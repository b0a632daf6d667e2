"""What is done to conversations from the list: names, pins, folders, deleting and undoing; by keyboard too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QEnterEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from core.conversations.records import ConversationEdited, ConversationInfo, ConversationUsed, TitledBy
from core.conversations.statements import read_info
from tests.gui.sidebar_stage import Stage, ago, staged, started

A, B, C = started("a", "Rivers", 0.1), started("b", "한국어 질문", 0.2), started("c", "Lakes", 0.3)
key = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


async def stored(stage: Stage, conversation_id: str) -> ConversationInfo | None:
    return await stage.listing.source.read(lambda db: read_info(db, conversation_id))


def editor(stage: Stage) -> QLineEdit:
    found = stage.sidebar.findChild(QLineEdit, "titleEditor")
    assert isinstance(found, QLineEdit)
    return found


# --- names ------------------------------------------------------------------------------------------------------------


async def test_a_title_is_edited_in_place(qtbot: QtBot) -> None:
    async with staged(A, B, C) as stage:
        renamed: list[tuple[str, str]] = []
        stage.keeper.renamed.connect(lambda *words: renamed.append(words))
        stage.click("a")
        stage.press(key.Key_F2)
        assert editor(stage).selectedText() == "Rivers"
        commit = QInputMethodEvent("", [])
        commit.setCommitString("강의 흐름")
        QApplication.sendEvent(editor(stage), commit)
        QTest.keyClick(editor(stage), key.Key_Return)
        await stage.settle()
        assert renamed == [("a", "강의 흐름")]
        assert "강의 흐름" in stage.lines()
        info = await stored(stage, "a")
        assert info is not None
        assert (info.title, info.titled_by) == ("강의 흐름", TitledBy.USER)


async def test_esc_leaves_the_title_as_it_was(qtbot: QtBot) -> None:
    async with staged(A) as stage:
        stage.click("a")
        stage.press(key.Key_F2)
        QTest.keyClicks(editor(stage), "other")
        QTest.keyClick(editor(stage), key.Key_Escape)
        await stage.settle()
        assert stage.lines() == ["[Today]", "Rivers"]


async def test_what_changes_meanwhile_waits_until_the_title_is_written(qtbot: QtBot) -> None:
    async with staged(A, B) as stage:
        stage.click("b")
        stage.press(key.Key_F2)
        QTest.keyClicks(editor(stage), "mine")
        stage.listing.source.submit([ConversationEdited("b", unread=True), ConversationUsed("b", ago(0) + 60)])
        await stage.settle()
        assert editor(stage).text() == "mine"
        assert stage.lines()[1:] == ["Rivers", "한국어 질문"]
        QTest.keyClick(editor(stage), key.Key_Return)
        await stage.settle()
        await stage.settle()
        assert stage.lines()[1:] == ["mine", "Rivers"]


# --- deleting ---------------------------------------------------------------------------------------------------------


async def test_deleting_can_be_undone_and_is_done_when_the_time_is_over(qtbot: QtBot) -> None:
    async with staged(A, B, C) as stage:
        stage.click("a")
        stage.press(key.Key_Delete)
        await stage.settle()
        assert stage.lines() == ["[Today]", "한국어 질문", "Lakes"]
        assert stage.notices == [("Conversation deleted", "Undo")]
        stage.keeper.deeds.undo()
        await stage.settle()
        assert stage.lines() == ["[Today]", "Rivers", "한국어 질문", "Lakes"]
        stage.press(key.Key_Delete)
        await stage.settle()
        assert await stored(stage, "a") is not None
        gone: list[tuple[str, ...]] = []
        stage.keeper.deeds.deleted.connect(gone.append)
        stage.keeper.deeds.empty()
        await stage.settle()
        assert gone == [("a",)]
        assert await stored(stage, "a") is None
        stage.keeper.deeds.undo()
        await stage.settle()
        assert stage.lines() == ["[Today]", "한국어 질문", "Lakes"]


async def test_the_next_deletion_and_the_end_make_the_former_final(qtbot: QtBot) -> None:
    async with staged(A, B, C) as stage:
        for each in "ab":
            stage.click(each)
            stage.press(key.Key_Delete)
            await stage.settle()
        assert [await stored(stage, each) is None for each in "abc"] == [True, False, False]
        stage.sidebar.close_listing()
        assert [await stored(stage, each) is None for each in "abc"] == [True, True, False]


async def test_several_are_deleted_at_once(qtbot: QtBot) -> None:
    async with staged(A, B, C, started("d", "Old", 9)) as stage:
        stage.click("b")
        stage.click("d", SHIFT)
        assert stage.selected() == ["b", "c", "d"]
        assert stage.wishes == ["b"]
        stage.press(key.Key_Delete)
        await stage.settle()
        assert stage.lines() == ["[Today]", "Rivers"]
        assert stage.notices[-1][0] == "3 conversations deleted"
        stage.keeper.deeds.undo()
        await stage.settle()
        assert len(stage.lines()) == 6


# --- pins, folders, archive -------------------------------------------------------------------------------------------


async def test_a_click_on_the_pin_pins_and_opens_nothing(qtbot: QtBot) -> None:
    async with staged(A, B) as stage:
        area = stage.sidebar.list.visualRect(stage.sidebar.rows.index(stage.row("b"), 0))
        spot = QPoint(area.right() - 16, area.center().y())
        QTest.mouseClick(stage.sidebar.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        await stage.settle()
        assert stage.lines() == ["[Pinned]", "한국어 질문", "[Today]", "Rivers"]
        assert stage.wishes == []
        stage.click("b")
        stage.keeper.pin()
        await stage.settle()
        assert stage.lines() == ["[Today]", "Rivers", "한국어 질문"]


async def menu_of(stage: Stage) -> QMenu:
    await stage.settle()
    found = stage.sidebar.list.findChild(QMenu, "conversationMenu")
    assert isinstance(found, QMenu)
    return found


async def test_the_menu_moves_into_folders_and_out_again(qtbot: QtBot) -> None:
    async with staged(A, B, started("f", "Filed", folder="Work & more")) as stage:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, stage.middle("a"), stage.middle("a"))
        QTest.mouseClick(stage.sidebar.list.viewport(), Qt.MouseButton.RightButton, pos=stage.middle("a"))
        QApplication.sendEvent(stage.sidebar.list.viewport(), event)
        menu = await menu_of(stage)
        assert stage.wishes == []
        folders = menu.findChild(QMenu, "folderMenu")
        assert isinstance(folders, QMenu)
        assert [action.text() for action in folders.actions() if action.text()] == ["Work && more", "&New folder…"]
        folders.actions()[0].trigger()
        menu.close()
        await stage.settle()
        assert stage.lines()[0] == "[Work & more]"
        assert sorted(stage.lines()[1:3]) == ["Filed", "Rivers"]
        stage.keeper.deeds.move([stage.entry("a"), stage.entry("f")], "")
        await stage.settle()
        assert "[Work & more]" not in stage.lines()


async def test_a_new_folder_is_named_in_a_dialog(qtbot: QtBot) -> None:
    async with staged(A, B) as stage:
        stage.click("b")
        stage.sidebar.list.menu_wished.emit(QPoint(0, 0))
        menu = await menu_of(stage)
        next(action for action in menu.findChildren(QAction) if "New folder" in action.text()).trigger()
        menu.close()
        dialog = stage.sidebar.list.findChild(QInputDialog, "folderDialog")
        assert isinstance(dialog, QInputDialog)
        dialog.setTextValue("  여행  계획 ")
        dialog.accept()
        await stage.settle()
        assert stage.lines()[:2] == ["[여행 계획]", "한국어 질문"]


async def test_several_are_archived_and_taken_out_again(qtbot: QtBot) -> None:
    async with staged(A, B, C) as stage:
        stage.keeper.deeds.archive([stage.entry("a"), stage.entry("b")])
        await stage.settle()
        assert stage.lines() == ["[Today]", "Lakes", "[Archive]"]
        stage.sidebar.list.fold_wished.emit(2, False)
        await stage.settle()
        stage.keeper.deeds.archive([stage.entry("a"), stage.entry("b")])
        await stage.settle()
        assert stage.lines() == ["[Today]", "Rivers", "한국어 질문", "Lakes"]


# --- keys -------------------------------------------------------------------------------------------------------------


async def test_arrows_pass_over_headings_and_enter_leads_to_the_composer(qtbot: QtBot) -> None:
    async with staged(A, B, started("y", "Yesterday's", 1), started("o", "Old", 3)) as stage:
        writing: list[bool] = []
        stage.sidebar.writing_wished.connect(lambda: writing.append(True))
        stage.click("b")
        stage.press(key.Key_Down)
        stage.press(key.Key_End)
        stage.press(key.Key_Home)
        assert stage.wishes == ["b", "y", "o", "a"]
        stage.press(key.Key_Down, CONTROL)
        assert len(stage.wishes) == 4
        assert not writing
        stage.press(key.Key_Return)
        assert stage.wishes[-1] == "b"
        assert writing == [True]


async def test_typing_goes_to_the_next_title_that_begins_so(qtbot: QtBot) -> None:
    async with staged(A, B, C, started("l", "Lava", 3)) as stage:
        stage.click("a")
        QTest.keyClicks(stage.sidebar.list, "la")
        await stage.settle()
        assert stage.selected() == ["c"]
        QTest.keyClicks(stage.sidebar.list, "v")
        await stage.settle()
        assert stage.selected() == ["l"]
        assert stage.wishes[-1] == "l"


async def test_next_and_previous_go_round_and_round(qtbot: QtBot) -> None:
    async with staged(A, B, started("o", "Old", 3)) as stage:
        for by, wanted in ((1, "a"), (1, "b"), (1, "o"), (1, "a"), (-1, "o")):
            stage.keeper.step(by)
            assert stage.wishes[-1] == wanted


async def test_down_in_the_search_field_leads_into_the_list(qtbot: QtBot) -> None:
    async with staged(A, B) as stage:
        stage.sidebar.search.setText("한국")
        await stage.settle()
        QTest.keyClick(stage.sidebar.search, key.Key_Down)
        assert stage.wishes == ["b"]


# --- nothing jumps ----------------------------------------------------------------------------------------------------


async def test_the_list_waits_while_the_pointer_is_on_it(qtbot: QtBot) -> None:
    async with staged(A, B, C) as stage:
        viewport, spot = stage.sidebar.list.viewport(), QPointF(20, 20)
        stage.sidebar.activateWindow()
        qtbot.waitUntil(stage.sidebar.isActiveWindow)
        QApplication.sendEvent(viewport, QEnterEvent(spot, spot, spot))
        viewport.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        stage.listing.source.submit([ConversationUsed("c", ago(0) + 60)])
        await stage.settle()
        assert stage.lines()[1:] == ["Rivers", "한국어 질문", "Lakes"]
        viewport.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
        QApplication.sendEvent(viewport, QEvent(QEvent.Type.Leave))
        await stage.settle()
        assert stage.lines()[1:] == ["Lakes", "Rivers", "한국어 질문"]


async def test_what_is_on_the_screen_stays_where_it_is(qtbot: QtBot) -> None:
    async with staged(*(started(f"n{number:03}", days=number / 1000) for number in range(300))) as stage:
        view = stage.sidebar.list
        view.verticalScrollBar().setValue(1000)
        await stage.settle()
        shown = view.indexAt(QPoint(20, 100)).data()
        top = view.visualRect(view.indexAt(QPoint(20, 100))).top()
        await stage.submit(started("new", days=-0.001))
        assert view.indexAt(QPoint(20, 100)).data() == shown
        assert view.visualRect(view.indexAt(QPoint(20, 100))).top() == top
