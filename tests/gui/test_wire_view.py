"""The wire view: every byte as it came, nothing of a key, to the text and back, and no work while it is hidden."""

from __future__ import annotations

import asyncio
import json

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPlainTextEdit, QPushButton, QWidget

from core.wire.masking import MASK
from gui.inspector.wire.events_model import EVENT_ROLE, Column
from gui.inspector.wire.exchanges import ENTRY_ROLE
from gui.inspector.wire.raw_view import BORDER, raw_text
from gui.inspector.wire.view import WireView
from gui.transcript.content import Action
from gui.transcript.deeds import carry_out, offered
from tests.gui.wire_stage import WireStage, wire_stage
from tests.support import chat
from tests.support.oddities.oddity import KEY
from tests.support.script import Answer, Stall, cut, whole

PIECES = ("The river ", "runs 강물 ", "**to** ", "the sea.")
BODY = b"".join([*chat.text(*PIECES), *chat.end()])


def column(view: WireView, place: Column) -> list[str]:
    model = view.events.table.model()
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def shown_in(model: QAbstractItemModel, parent: QModelIndex | None = None) -> list[str]:
    """Every text that a model shows, at every depth."""
    above, found = parent or QModelIndex(), list[str]()
    for row in range(model.rowCount(above)):
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(above)
        for place in range(columns):
            index = model.index(row, place, above)
            found += [str(index.data()), str(index.data(Qt.ItemDataRole.ToolTipRole) or "")]
        found += shown_in(model, model.index(row, 0, above))
    return found


def everything(widget: QWidget) -> str:
    """Every word that the view shows or tells."""
    found = [label.text() + label.toolTip() for label in widget.findChildren(QLabel)]
    found += [edit.toPlainText() for edit in widget.findChildren(QPlainTextEdit)]
    found += [child.accessibleName() + child.accessibleDescription() for child in widget.findChildren(QWidget)]
    for model in widget.findChildren(QAbstractItemModel):
        found += shown_in(model)
    return "\n".join(found)


async def test_each_event_is_a_row_with_the_bytes_that_came() -> None:
    async with wire_stage([Answer(cut(BODY, 61), gzip=True)]) as stage:
        await stage.ask()
        view = stage.wire()
        assert column(view, Column.KIND) == ["text"] * 4 + ["end", "done"]
        assert sum(int(size) for size in column(view, Column.BYTES)) == len(BODY)
        view.events.point(1)
        shown = view.events.raw.toPlainText()
        assert shown.replace(BORDER, "") == raw_text(chat.text(PIECES[1])[0])
        times = [float(text.split()[0]) for text in column(view, Column.TIME)]
        assert times == sorted(times)


async def test_the_request_is_shown_as_a_tree_and_copied_without_its_key() -> None:
    async with wire_stage([chat.answer("Hello")]) as stage:
        await stage.ask("What is a river?")
        view = stage.wire()
        view.pages.setCurrentIndex(1)
        texts = shown_in(view.request.tree.model())
        assert "What is a river?" in texts
        assert f"Bearer {MASK}" in texts
        assert "/v1/chat/completions" in view.request.line.text()
        for name in ("copyCurl", "copyPython"):
            button = view.request.findChild(QPushButton, name)
            assert button is not None
            button.click()
            copied = QGuiApplication.clipboard().text()
            assert "OPENAI_API_KEY" in copied
            assert KEY not in copied
            assert "OPENAI_API_KEY" in view.request.note.text()


async def test_a_key_is_shown_nowhere_whatever_the_server_does_with_it() -> None:
    """It comes in headers and in the request's text, and back in headers, events and errors."""
    other = "canary-in-a-header-0815"
    echo = [*chat.text(f"You sent {KEY}", f"and {other}"), *chat.end()]
    script = [
        Answer((b"".join(echo),), headers=(("x-echo", f"{KEY} {other}"), ("set-cookie", other))),
        whole(json.dumps({"error": {"message": f"bad key {KEY} {other}"}}).encode(), status=401),
        whole(f"<p>{KEY}</p>".encode(), content_type="text/html"),
    ]
    async with wire_stage(script, headers={"x-gateway-token": other}) as stage:
        for _ in script:
            await stage.ask(f"my key is {KEY}")
        view = stage.wire()
        seen = ""
        for entry in stage.log.entries:
            view.choose(entry)
            for page in range(3):
                view.pages.setCurrentIndex(page)
                seen += everything(view)
                for event in range(view.events.table.model().rowCount()):
                    view.events.point(event)
                    seen += view.events.raw.toPlainText()
                    QTest.keyClick(view.events.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
                    seen += QGuiApplication.clipboard().text()
            for button in view.request.findChildren(QPushButton):
                button.click()
                seen += QGuiApplication.clipboard().text()
        assert len(stage.log.entries) == 3
        assert "You sent" in seen
        for canary in (KEY, other):
            assert canary not in seen
            assert canary not in repr(stage.log.entries)


async def test_hidden_it_follows_nothing_and_parses_nothing() -> None:
    async with wire_stage([chat.answer(*PIECES)]) as stage:
        view = stage.wire()
        assert view.following
        stage.inspector.show_tab("")
        assert not view.following
        await stage.ask()
        assert view.events.table.model().rowCount() == 0
        assert stage.wire().events.table.model().rowCount() == 6
        stage.inspector.hide()
        assert not view.following


async def test_rows_come_while_the_answer_streams_and_wait_while_paused() -> None:
    async with wire_stage([chat.stream(*chat.text(*PIECES[:2]), Stall())]) as stage:
        view = stage.wire()
        stage.page.send("hi")
        await stage.until(lambda: view.events.table.model().rowCount() == 2)
        view.events.pause.setChecked(True)
        assert "paused" in view.events.status.text()
        stage.page.stop()
        await stage.until(lambda: not stage.page.conversation.live)
        view.events.pause.setChecked(False)
        assert view.events.table.model().rowCount() == 2
        assert column(view, Column.KIND) == ["text", "text"]


async def test_filters_leave_what_is_looked_for() -> None:
    async with wire_stage([chat.answer(*PIECES)]) as stage:
        await stage.ask()
        events = stage.wire().events
        events.field.setText("강물")
        assert [events.table.model().index(0, 0).data(EVENT_ROLE), events.table.model().rowCount()] == [1, 1]
        assert "1 of 6" in events.status.text()
        events.only.setChecked(False)
        assert events.table.model().rowCount() == 6
        QTest.keyClick(events.field, Qt.Key.Key_Return)
        assert events.table.currentIndex().row() == 1
        events.field.clear()
        events.only.setChecked(True)
        events.kinds.setCurrentIndex(4)
        assert events.table.model().rowCount() == 2
        events.point(0)  # what hides it is taken away
        assert events.table.currentIndex().row() == 0
        assert events.table.model().rowCount() == 6


async def test_an_event_leads_to_its_words_and_selected_words_to_their_event() -> None:
    async with wire_stage([chat.answer(*PIECES)]) as stage:
        await stage.ask()
        view = stage.wire()
        view.events.point(1)
        assert view.events.jump.isEnabled()
        view.events.jump.click()
        transcript = stage.page.transcript
        assert transcript.selectedText() == PIECES[1].strip()
        view.events.point(5)
        assert not view.events.jump.isEnabled()
        stage.actions["wire"].trigger()
        assert view.events.table.currentIndex().data(EVENT_ROLE) == 1


def entry(stage: WireStage, name: str) -> QAction:
    """That of the open menu over the transcript which has this name."""
    menu = stage.page.transcript.findChild(QMenu, "transcriptMenu")
    assert menu is not None
    return next(action for action in menu.actions() if action.text().split("\t")[0] == name)


async def test_the_menu_over_a_message_and_over_words_leads_to_what_brought_them() -> None:
    async with wire_stage([chat.answer(*PIECES)]) as stage:
        await stage.ask()
        transcript = stage.page.transcript
        assert Action.WIRE in offered(transcript, 1)
        view = stage.wire()
        view.events.point(1)
        view.events.jump.click()
        view.events.point(5)
        transcript.menu.open(QPoint(0, 0), 1)
        words, message = entry(stage, "Show on the wire"), entry(stage, "Show the message on the wire")
        words.trigger()
        assert view.events.table.currentIndex().data(EVENT_ROLE) == 1
        message.trigger()
        assert view.events.table.currentIndex().data(EVENT_ROLE) == 0


async def test_over_a_question_it_leads_to_the_request_that_was_made_of_it() -> None:
    async with wire_stage([chat.answer("one"), chat.answer("two")]) as stage:
        await stage.ask("first")
        await stage.ask("second")
        assert carry_out(stage.page.transcript, 0, Action.WIRE)
        view = stage.wire()
        assert view.exchanges.currentIndex().data(ENTRY_ROLE) is stage.log.entries[0]
        assert view.pages.tabText(view.pages.currentIndex()) == "Request"
        assert carry_out(stage.page.transcript, 3, Action.WIRE)
        assert view.exchanges.currentIndex().data(ENTRY_ROLE) is stage.log.entries[1]
        assert view.pages.tabText(view.pages.currentIndex()) == "Events"


async def test_what_is_not_kept_any_more_is_not_offered() -> None:
    async with wire_stage([chat.answer("one")]) as stage:
        await stage.ask()
        stage.log.entries[0].release()
        assert Action.WIRE not in offered(stage.page.transcript, 0)
        assert Action.WIRE not in offered(stage.page.transcript, 1)


async def test_the_way_to_the_text_opens_the_conversation_it_is_in() -> None:
    async with wire_stage([chat.answer("Hello")]) as stage:
        first = await stage.ask()
        stage.book.open_new()
        await stage.ask("another")
        view = stage.wire()
        assert view.exchanges.model().rowCount() == 1
        view.everything.setChecked(True)
        assert view.exchanges.model().rowCount() == 2
        view.choose(stage.log.entries[0])
        view.events.point(0)
        view.events.jump.click()
        assert stage.book.current is first
        assert stage.page.transcript.selectedText() == "Hello"


async def test_an_answer_that_is_no_stream_is_shown_as_what_it_is() -> None:
    async with wire_stage([chat.failure(404, "no such model")]) as stage:
        await stage.ask()
        view = stage.wire()
        assert view.pages.currentIndex() == 2
        assert "no such model" in shown_in(view.response.tree.model())
        assert view.response.line.text().startswith("404")


async def test_the_view_opens_in_a_window_and_both_follow() -> None:
    async with wire_stage([chat.answer("Hello")]) as stage:
        view = stage.wire()
        view.window_button.click()
        await stage.ask()
        windows = [found for found in stage.window.findChildren(WireView) if found.isWindow()]
        assert len(windows) == 1
        await stage.until(lambda: windows[0].events.table.model().rowCount() == 3)
        await stage.until(lambda: view.events.table.model().rowCount() == 3)
        windows[0].close()
        assert not windows[0].following


async def test_a_growing_list_stays_at_its_end_unless_somebody_reads_above() -> None:
    async with wire_stage([chat.answer(*["word "] * 120)]) as stage:
        await stage.ask()
        view = stage.wire()
        await stage.until(lambda: view.events.table.model().rowCount() == 122)
        bar = view.events.table.verticalScrollBar()
        assert bar.value() == bar.maximum()
        bar.setValue(10)
        view.events.take()
        assert bar.value() == 10


async def test_events_of_a_running_answer_lead_to_words_that_are_on_the_screen() -> None:
    async with wire_stage([chat.stream(*chat.text(*PIECES[:2]), Stall())]) as stage:
        view = stage.wire()
        stage.page.send("hi")
        await stage.until(lambda: view.events.table.model().rowCount() == 2)
        await asyncio.sleep(0)
        stage.clock.beat()
        view.events.point(0)
        view.events.jump.click()
        assert stage.page.transcript.selectedText() == PIECES[0].strip()
        stage.page.stop()
        await stage.until(lambda: not stage.page.conversation.live)


def test_raw_bytes_show_line_ends_borders_and_what_is_no_text() -> None:
    assert raw_text(b"a\r\nb\rc\n", [1, 5]) == f"a{BORDER}␍↵\nb␍\n{BORDER}c↵\n"
    assert raw_text(b"\xff\x00") == "\\xff⟨U+0000⟩"


async def test_each_event_stands_there_with_the_text_that_it_brought() -> None:
    async with wire_stage([chat.answer(*PIECES)]) as stage:
        await stage.ask()
        texts = column(stage.wire(), Column.TEXT)
        assert texts[:4] == list(PIECES)
        assert texts[-1] == "[DONE]"  # what brings no text is shown as it came


async def test_columns_go_before_the_text_has_no_room_and_nothing_scrolls_sideways() -> None:
    async with wire_stage([chat.answer(*PIECES)]) as stage:
        await stage.ask()
        events = stage.wire().events
        for width in (900, 400, 300, 260):
            stage.inspector.setFixedWidth(width)
            await asyncio.sleep(0)
            shown = [each for each in Column if not events.table.isColumnHidden(each)]
            assert {Column.TIME, Column.KIND, Column.TEXT} <= set(shown)
            assert events.table.horizontalScrollBar().maximum() == 0
            assert (Column.BYTES in shown) is (width == 900)


async def test_before_an_event_is_chosen_its_place_says_what_to_do() -> None:
    async with wire_stage([chat.answer(*PIECES)]) as stage:
        await stage.ask()
        raw = stage.wire().events.raw
        assert raw.toPlainText() == ""
        assert "Choose an event" in raw.placeholderText()
        sentence = raw.font().family()
        stage.wire().events.point(0)
        assert raw.font().family() != sentence


async def test_without_an_exchange_it_says_what_comes() -> None:
    async with wire_stage([chat.answer("Hello")]) as stage:
        assert "Every request" in everything(stage.wire())
