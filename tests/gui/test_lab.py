"""The latency lab: what it shows of the past, and an experiment from the price to the table, over real sockets."""

from __future__ import annotations

import asyncio
import csv
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from core.conversations.trouble import StoreFailed
from core.lab.history import Answer, Metric
from core.prices import Prices
from core.providers.base import Provider, ProviderSpec, WireProtocol
from core.providers.openai_chat import OpenAIChat
from core.wire.client import build_client
from gui.lab.history_page import history_figure
from gui.lab.services import Services
from gui.lab.terms import day_marks, duration
from gui.lab.window import LabWindow
from gui.loop import TaskOwner
from gui.theme.theme import Theme
from gui.theme.tokens import LIGHT
from tests.support.answers import Answers, saying
from tests.support.script import Answer as Given
from tests.support.script import Stall
from tests.support.server import Received, Script, Server


def answer(model: str, first: float, *, ago_s: float = 60.0, provider: str = "test") -> Answer:
    created = time.time() - ago_s
    return Answer("c", "m", created, provider, model, 5, "finished", first / 2, first, first * 4, first * 5)


class Lab:
    def __init__(self, url: str, answers: Sequence[Answer], trouble: str) -> None:
        self.spec = ProviderSpec("test", "Test", WireProtocol.OPENAI_CHAT, f"{url}/v1")
        self.tasks = TaskOwner()
        self.asked_since: list[float] = []
        self._answers, self._trouble = answers, trouble
        free = Prices(free=frozenset({"test"}))
        self.window = LabWindow(
            Theme(),
            Services(
                answers=self._read,
                providers=lambda: [self.spec],
                models=lambda _provider: ["m", "n"],
                choice=lambda: ("test", "n"),
                connect=self._connect,
                prices=lambda: free,
                spawn=self.tasks.spawn,
            ),
        )
        self.history, self.experiment = self.window.history, self.window.experiment

    async def _read(self, since: float) -> list[Answer]:
        self.asked_since.append(since)
        if self._trouble:
            raise StoreFailed(self._trouble)
        return [one for one in self._answers if one.created >= since]

    async def _connect(self, spec: ProviderSpec) -> Provider:
        return OpenAIChat(spec, "key", build_client())

    async def until(self, true: Callable[[], object]) -> None:
        async with asyncio.timeout(10):
            while not true():
                await asyncio.sleep(0.005)


@asynccontextmanager
async def lab(answers: Sequence[Answer] = (), script: Script = (), *, trouble: str = "") -> AsyncIterator[Lab]:
    async with Server(script) as server:
        made = Lab(server.url, answers, trouble)
        made.window.show()
        try:
            await made.until(lambda: made.asked_since and not made.history._loading)
            yield made
        finally:
            made.experiment.cancel()
            made.window.close()
            await made.tasks.aclose()
            made.window.deleteLater()


async def test_the_history_is_summed_up_by_model_and_drawn() -> None:
    answers = [answer("fast", first) for first in (100.0, 200.0, 300.0)] + [answer("slow", 2000.0)]
    async with lab(answers) as it:
        assert it.history.table.texts() == [
            ["Test", "fast", "3", "100 ms", "200 ms", "300 ms", "300 ms"],
            ["Test", "slow", "1", "2.00 s", "2.00 s", "2.00 s", "2.00 s"],
        ]
        assert it.history.who.itemText(1) == "Test"
        assert [len(series.points) for series in it.history.plot.figure.series] == [3, 1]
        it.history.measure.setCurrentIndex(2)
        assert it.history.table.texts()[1][3] == "10.0 s"
        it.history.who.setCurrentIndex(it.history.who.findText("slow", Qt.MatchFlag.MatchContains))
        assert [row[1] for row in it.history.table.texts()] == ["slow"]
        assert it.history.status.text() == "One answer"
        QTest.keyClick(it.history.plot, Qt.Key.Key_Right)
        assert it.history.plot.caption().endswith("10.0 s")


async def test_the_period_is_read_anew_from_the_store() -> None:
    async with lab([answer("new", 100.0), answer("old", 100.0, ago_s=40 * 86400)]) as it:
        assert [row[1] for row in it.history.table.texts()] == ["new"]
        it.history.period.setCurrentIndex(4)
        await it.until(lambda: len(it.history.table.texts()) == 2)
        assert it.asked_since[-1] == 0.0


async def test_a_store_that_cannot_be_read_says_so() -> None:
    async with lab(trouble="the disk is gone") as it:
        assert "the disk is gone" in it.history.status.text()
        assert not it.history.csv.isEnabled()


async def test_the_table_is_saved_where_it_is_asked_for(tmp_path: Path) -> None:
    async with lab([answer("fast", 100.0)]) as it:
        it.history.csv.click()
        dialog = it.history.findChild(QFileDialog, "saveCsvDialog")
        assert dialog is not None
        dialog.fileSelected.emit(str(tmp_path / "latency.csv"))
        dialog.reject()
        rows = list(csv.DictReader((tmp_path / "latency.csv").read_text("utf-8").splitlines()))
        assert [(row["model"], row["first_token_ms"]) for row in rows] == [("fast", "100.000")]


async def test_an_experiment_says_its_price_first_and_then_what_it_measured() -> None:
    async with lab(script=Answers(saying("The ", "river"))) as it:
        page = it.experiment
        it.window.tabs.setCurrentIndex(1)
        assert page.model.currentText() == "n"
        page.runs.setValue(3)
        assert "6 requests" in page.cost.text()
        assert "free" in page.cost.text()
        assert page.plan().parameters == {"max_tokens": 300}
        page.start.click()
        assert page.running
        assert page.start.text() == "Cancel"
        assert not page.prompt.isEnabled()
        await it.until(lambda: not page.running)
        assert [row[:2] for row in page.table.texts()] == [
            ["First token, streamed", "3"],
            ["Last token, streamed", "3"],
            ["Answer, not streamed", "3"],
        ]
        assert [len(series.points) for series in page.plot.figure.series] == [3, 3, 3]
        assert page.status.text() == "6 of 6 requests done"
        assert page.csv.isEnabled()


async def test_an_experiment_is_cancelled_and_keeps_what_there_is() -> None:
    answers, count = Answers(saying("Hi")), iter(range(100))

    def script(received: Received) -> Given:
        return answers(received) if next(count) < 2 else Given((Stall(),))

    async with lab(script=script) as it:
        page = it.experiment
        page.start.click()
        await it.until(lambda: len(page._runs) == 2)
        page.start.click()
        await it.until(lambda: not page.running)
        assert page.status.text().startswith("Cancelled")
        assert len(page.table.texts()) == 3
        assert page.start.text() == "Start"


async def test_without_a_model_nothing_can_be_started() -> None:
    async with lab(script=Answers(saying("Hi"))) as it:
        it.experiment.model.setCurrentText("")
        assert not it.experiment.start.isEnabled()


def test_marks_of_days_are_few_round_and_inside() -> None:
    now = 1_790_000_000.0
    for span in (60, 3600, 86_400, 7 * 86_400, 30 * 86_400, 900 * 86_400):
        marks = day_marks(now - span, now)
        assert len(marks) <= 13
        assert all(now - span <= mark <= now for mark in marks)


@pytest.mark.parametrize("apart_s", [0.0, 5.0, 4000.0, 86_400.0])
def test_no_two_marks_of_the_time_axis_say_the_same(apart_s: float) -> None:
    """As with the first answers of all, which are seconds apart."""
    answers = [
        Answer("c", f"m{number}", 1_790_000_000.0 + number * apart_s, "p", "m", 9, "finished", 50, 80, 500, 500)
        for number in range(3)
    ]
    axis = history_figure(answers, Metric.FIRST_TOKEN, [("p", "m")], LIGHT, "").x
    marks = [axis.write(at) for at in axis.ticks(12)]
    assert 2 <= len(marks) == len(set(marks))


def test_durations_have_three_figures_and_a_unit() -> None:
    assert [duration(ms) for ms in (0, 0.1234, 12.3, 999, 1000, 12_345)] == [
        "0",
        "0.123 ms",
        "12.3 ms",
        "999 ms",
        "1.00 s",
        "12.3 s",
    ]
