"""Titles by the model: when they are asked for, what becomes of them, and that nothing is left of them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from core.conversations.asides import NOTE, asides
from core.conversations.records import TitledBy
from core.messages import Usage
from core.prices import Prices
from core.settings.schema import Settings
from core.titling import tidy
from gui.actions import Actions
from gui.chat.accounting import Accounting
from gui.chat.page import ChatPage
from gui.chat.titling import Titling
from gui.inspector.inspector import Inspector
from gui.settings.conversations_page import ConversationsPage
from gui.theme.theme import Theme
from tests.gui.test_library import House
from tests.support.playwright import Line

ANSWER = Line(["an ", "answer"])


class Titled(House):
    def __init__(self, folder: Path, *lines: Line, wished: bool = True) -> None:
        super().__init__(folder, *lines)
        self.host = QObject()
        self.titling = Titling(self.keeper, self.book, lambda: wished, self.tasks.spawn, self.host)

    async def settled(self) -> None:
        async with asyncio.timeout(10):
            while any(name.startswith("a title") for name in self.tasks.names):
                await asyncio.sleep(0.002)

    async def begin(self) -> None:
        self.book.open_new()
        await self.keeper.open()

    async def aclose(self) -> None:
        await self.titling.aclose()
        await super().aclose()


async def test_after_the_first_answer_the_model_names_the_conversation(tmp_path: Path) -> None:
    house = Titled(tmp_path, ANSWER, Line(["“A walk in", " the rain.”\n\nMore."]), ANSWER)
    await house.begin()
    conversation = await house.ask("I went out yesterday and it rained")
    await house.settled()
    assert (conversation.title, conversation.titled_by) == ("A walk in the rain", TitledBy.MODEL)
    asked = house.directory.play.requests[1]
    assert "I went out yesterday" in asked.messages[0].text()
    assert (asked.model, asked.tools) == ("m", ())
    await house.ask("and then?")
    await house.settled()
    assert len(house.directory.play.requests) == 3  # once a conversation
    assert [message.text() for message in conversation.session.messages][1::2] == ["an answer", "an answer"]
    store = house.keeper.store
    assert store is not None
    await house.keeper.written()
    info = (await store.load(conversation.id)).info
    assert (info.title, info.titled_by) == ("A walk in the rain", TitledBy.MODEL)
    await house.aclose()


async def test_what_a_title_took_counts_in_the_month(tmp_path: Path) -> None:
    usage = Usage(1_000, 20)
    house = Titled(tmp_path, Line(["an answer"]), Line(["A title"], usage=usage))
    await house.begin()
    for words in ("hello", "good morning"):
        await house.ask(words)
        await house.settled()
        house.directory.play.requests.clear()
        house.book.open_new()
    store = house.keeper.store
    assert store is not None
    counted = asides(await store.note(NOTE))
    assert [(each.provider, each.model, each.usage) for each in counted] == [("play", "m", usage)] * 2
    page = ChatPage(Theme(), house.clock, Actions(), house.directory, inspector := Inspector(Theme()), with_menu=False)
    accounting = Accounting(house.book, page, inspector, Prices, house.tasks.spawn)
    accounting.begin(store)
    async with asyncio.timeout(10):
        while not accounting.month.responses:
            await asyncio.sleep(0.01)
    assert (accounting.month.responses, accounting.month.input_tokens) == (2, 2_000)
    await accounting.aclose()
    await house.aclose()
    for widget in (page, inspector):
        widget.deleteLater()


async def test_without_the_switch_nothing_is_asked(tmp_path: Path) -> None:
    house = Titled(tmp_path, ANSWER, wished=False)
    await house.begin()
    conversation = await house.ask("hello")
    await house.settled()
    assert (conversation.title, len(house.directory.play.requests)) == ("hello", 1)
    await house.aclose()


@pytest.mark.parametrize("line", [Line(fails=True), Line([]), Line(['""'])], ids=["fails", "empty", "marks"])
async def test_a_title_that_does_not_come_changes_nothing(tmp_path: Path, line: Line) -> None:
    house = Titled(tmp_path, ANSWER, line)
    await house.begin()
    conversation = await house.ask("hello")
    await house.settled()
    assert (conversation.title, conversation.titled_by, house.notices) == ("hello", TitledBy.FIRST, [])
    await house.aclose()


async def test_a_title_that_a_person_typed_meanwhile_stays(tmp_path: Path) -> None:
    house = Titled(tmp_path, ANSWER, Line(["From the model"]))
    await house.begin()
    conversation = await house.ask("hello")
    conversation.session.title, conversation.titled_by = "Mine", TitledBy.USER
    await house.settled()
    assert (conversation.title, len(house.directory.play.requests)) == ("Mine", 2)
    await house.aclose()


async def test_stop_and_the_end_cancel_it(tmp_path: Path) -> None:
    house = Titled(tmp_path, ANSWER, Line(["Half"], stalls=True))
    await house.begin()
    conversation = await house.ask("hello")
    async with asyncio.timeout(10):
        while len(house.directory.play.requests) < 2:
            await asyncio.sleep(0.002)
    house.titling.cancel()
    await house.settled()
    assert conversation.title == "hello"
    await house.aclose()


def test_the_switch_changes_the_settings_as_they_are_now(qtbot: QtBot) -> None:
    now = [Settings(scale=1.0)]
    page = ConversationsPage(Theme(), lambda: now[0])
    qtbot.addWidget(page)
    page.changed.connect(now.append)
    now[0] = Settings(scale=1.5)  # by another page
    page.titles.click()
    assert now[-1] == Settings(scale=1.5, titles_by_model=True)


@given(st.text())
def test_a_title_is_one_short_line(answer: str) -> None:
    title = tidy(answer)
    assert "\n" not in title
    assert len(title) <= 61


def test_marks_around_a_title_are_left_out() -> None:
    answers = ("**Title: A walk**", "# A walk", "\n\n“A walk.”", "제목: 산책", "A walk\nand more")
    assert [tidy(each) for each in answers] == ["A walk", "A walk", "A walk", "산책", "A walk"]
