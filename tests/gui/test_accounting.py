"""What answers took: of this month from a real store, of a conversation at its title, of an answer at its head."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QVBoxLayout, QWidget

from core.conversations.records import ConversationInfo, ConversationStarted, MessagePlanted
from core.conversations.store import Store
from core.conversations.tree import Planted
from core.messages import Message, Outcome, Role, TextPart, Usage
from core.prices import Bill, Price, PriceList, PriceRow, Prices
from gui.actions import Actions
from gui.chat.accounting import Accounting
from gui.chat.page import ChatPage
from gui.inspector.inspector import Inspector
from gui.theme.theme import Theme
from tests.gui.test_library import House
from tests.support.playwright import Line

PRICES = Prices(
    (PriceList(date(2026, 11, 1), rows=(PriceRow(("p",), ("m",), Price(Decimal(1), Decimal(1), Decimal(2))),)),)
)
YEAR = 366 * 86_400


async def fill(folder: Path) -> None:
    store, now = await Store.open(folder), time.time()
    question = Message("q", Role.USER, (TextPart("A question"),), created=now)
    planted = [Planted(question, None, 1)]
    for number, (model, age) in enumerate((("m", 0.0), ("unpriced", 0.0), ("m", YEAR))):
        usage = Usage(input_tokens=1_000_000, output_tokens=500_000)
        answer = Message(
            f"t{number}.1",
            Role.ASSISTANT,
            (TextPart("An answer"),),
            usage=usage,
            provider="p",
            model=model,
            outcome=Outcome.FINISHED,
            created=now - age,
        )
        planted.append(Planted(answer, "q", 3 - number))
    info = ConversationInfo("c", title="Long", updated=now, provider="play", model="m")
    places = [MessagePlanted("c", each, float(place)) for place, each in enumerate(planted)]
    await store.commit([ConversationStarted(info), *places])
    await store.aclose()


class Books:
    def __init__(self, folder: Path, *lines: Line) -> None:
        self.house = House(folder, *lines)
        theme = Theme()
        self.window = QWidget()
        self.window.resize(900, 700)
        inspector = Inspector(theme, self.window)
        self.page = ChatPage(theme, self.house.clock, Actions(), self.house.directory, inspector, with_menu=False)
        QVBoxLayout(self.window).addWidget(self.page)
        self.house.book.shown.connect(self.page.show_conversation)
        tasks = self.house.tasks
        self.accounting = Accounting(self.house.book, self.page, inspector, lambda: PRICES, tasks.spawn)
        self.house.keeper.opened.connect(self.accounting.begin)
        self.window.show()


@asynccontextmanager
async def kept(folder: Path, *lines: Line) -> AsyncIterator[Books]:
    await fill(folder)
    books = Books(folder, *lines)
    await books.house.keeper.open()
    try:
        yield books
    finally:
        await books.accounting.aclose()
        await books.house.aclose()
        books.window.close()
        books.window.deleteLater()


async def test_the_month_counts_what_was_answered_in_it(tmp_path: Path) -> None:
    async with kept(tmp_path) as books:
        async with asyncio.timeout(10):
            while not books.accounting.month.responses:
                await asyncio.sleep(0.01)
        assert books.accounting.month == Bill(
            2_000_000, 1_000_000, {"USD": Decimal(2)}, as_of=date(2026, 11, 1), unpriced=1, responses=2
        )


async def test_the_title_says_what_the_conversation_took(tmp_path: Path) -> None:
    async with kept(tmp_path) as books:
        await books.house.open("c")
        title = books.page.findChild(QLabel, "conversationTitle")
        assert title is not None
        assert title.toolTip() == (
            "3,000,000 tokens in, 1,500,000 out · about $4.00 (1 without a price) · prices of 2026-11-01"
        )


async def test_both_stand_there_to_be_seen(tmp_path: Path) -> None:
    async with kept(tmp_path) as books:
        books.house.library.spent = books.accounting.spent
        await books.house.open("c")
        line = books.page.findChild(QLabel, "conversationSpent")
        assert line is not None
        assert line.isVisible()
        assert line.text() == "4,500,000 tokens · about $4.00"
        assert "· 1,000,000 in, 500,000 out · about $2.00" in books.page.transcript.toPlainText()
        books.window.resize(420, 700)
        assert not line.isVisible(), "the title comes first"


async def test_an_answer_says_what_it_took_once_it_has_ended(tmp_path: Path) -> None:
    usage = Usage(1_200, 34)
    async with kept(tmp_path, Line(["an ", "answer"], usage=usage), Line(["another"])) as books:
        books.house.library.spent = books.accounting.spent
        books.house.book.open_new()
        await books.house.ask("hello")
        await books.house.ask("again")
        model = books.house.shown[-1].transcript
        took = [header.spent for place in (1, 3) if (header := model.header(place)) is not None]
        assert took == [Bill(1_200, 34, unpriced=1, responses=1), None]
        assert "1,200 in, 34 out" in model.plain_text()


async def test_the_head_of_an_answer_says_what_that_took(tmp_path: Path) -> None:
    async with kept(tmp_path) as books:
        await books.house.open("c")
        view = books.page.transcript
        view.arrange()
        head = view.canvas.layout.items[1].pieces[0]
        area = view.canvas.piece_rect(1, head)
        point = QPoint(round(area.left()) + 5, round(area.center().y()) - view.verticalScrollBar().value())
        event = QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
        QApplication.sendEvent(view.viewport(), event)
        assert QToolTip.text() == "1,000,000 tokens in, 500,000 out · about $2.00 · prices of 2026-11-01"
        QToolTip.hideText()
