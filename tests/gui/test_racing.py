"""Races: side by side or in turn, stopped at once, kept as versions of one conversation, gone on with."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.demo.provider import create
from core.lab.history import read_answers
from core.messages import Outcome, Role
from core.prices import Prices
from core.providers.base import Provider, ProviderSpec
from gui.chat.racing import Racing
from gui.race.entries import Entries
from gui.theme.theme import Theme
from gui.widgets.picker import PickerItem
from tests.gui.replay_stage import ReplayStage, replay_stage


class RaceStage:
    def __init__(self, stage: ReplayStage) -> None:
        self.stage = stage
        self.racing = Racing(
            stage.theme,
            stage.page,
            stage.book,
            stage.library,
            stage.answerers,
            stage.actions,
            lambda: Prices(free=frozenset({"demo"})),
            lambda _url: None,
            stage.tasks.spawn,
            stage.window,
        )

    async def race(self, *models: str, in_turn: bool = False) -> None:
        """Open the window and start."""
        self.stage.actions["race"].trigger()
        window = self.racing.window
        window.prompt.setPlainText("Which river?")
        window.entries.choose([("demo", model) for model in models])
        window.in_turn.setChecked(in_turn)
        window.start.click()
        await self.stage.until(lambda: len(window.columns) == len(models))

    async def over(self) -> None:
        await self.stage.until(lambda: self.racing._race is None)

    def said(self) -> list[str]:
        return [column.said.text() for column in self.racing.window.columns]


@asynccontextmanager
async def race_stage(folder: Path, *, speed: float | None = None) -> AsyncIterator[RaceStage]:
    async with replay_stage(folder) as stage:
        if speed is not None:

            async def build(_spec: ProviderSpec) -> Provider:
                return create(speed=speed)

            stage.answerers._build = build
        it = RaceStage(stage)
        try:
            yield it
        finally:
            await it.racing.aclose()
            it.racing.window.deleteLater()


async def test_a_race_shows_clocks_is_kept_and_counts_in_the_lab(tmp_path: Path) -> None:
    async with race_stage(tmp_path) as it:
        await it.race("tour", "length", "tour@messages")
        await it.over()
        window = it.racing.window
        assert sorted(it.said()) == ["Finished", "Finished", "Finished · first to end"]
        for column in window.columns:
            assert column.first.text().endswith(" s")
            assert column.total.text().endswith(" s")
            assert "tokens" in column.figures.text()
            assert "free" in column.figures.text()
            assert column.pick.isEnabled()
        kept = it.stage.book.find(it.racing._stored)
        assert kept is not None
        assert kept.title == "Which river?"
        assert kept.session.versions(kept.session.messages[-1].id).count == 3
        await it.stage.keeper.written()
        store = it.stage.keeper.store
        assert store is not None
        reader = store.new_reader()
        answers = await reader.run(lambda connection: read_answers(connection, 0.0))
        await reader.aclose()
        assert sorted(answer.model for answer in answers) == ["length", "tour", "tour"]  # as the server named them


async def test_the_winner_is_gone_on_with_and_the_others_are_versions(tmp_path: Path) -> None:
    async with race_stage(tmp_path) as it:
        await it.race("tour", "reasoning")
        await it.over()
        it.racing.window.columns[1].pick.click()
        await it.stage.until(lambda: it.stage.page.conversation.id == it.racing._stored)
        conversation = it.stage.page.conversation
        assert conversation.session.messages[-1].model == "reasoning"
        assert conversation.choice.model == "reasoning"
        version = conversation.session.versions(conversation.session.messages[-1].id)
        assert (version.index, version.count) == (1, 2)
        await it.stage.ask("and then?")
        assert len(conversation.session.messages) == 4


async def test_a_race_in_the_open_conversation_goes_on_there(tmp_path: Path) -> None:
    async with race_stage(tmp_path) as it:
        conversation = await it.stage.ask("What came before?")
        before = conversation.session.messages
        it.stage.actions["race"].trigger()
        window = it.racing.window
        assert window.here.isVisible()
        assert window.here.text() == "Go on in “What came before?”"
        assert not window.here.isChecked()
        window.here.setChecked(True)
        await it.race("tour", "reasoning")
        for runner in it.racing._runners:
            assert runner.conversation.session.messages[: len(before)] == before
        await it.over()
        assert it.stage.book.current is conversation
        assert conversation.session.messages[: len(before)] == before
        question, *answer = conversation.session.messages[len(before) :]
        assert question.text() == "Which river?"
        assert conversation.session.versions(answer[-1].id).count == 2
        window.columns[1].pick.click()
        await it.stage.until(lambda: conversation.session.messages[-1].model == "reasoning")
        assert it.stage.page.conversation is conversation
        assert conversation.choice.model == "reasoning"
        await it.stage.ask("and then?")
        shown = [message.text() for message in conversation.session.messages if message.role is Role.USER]
        assert shown == ["What came before?", "Which river?", "and then?"]
        await it.stage.keeper.written()
        stored = await it.stage.keeper.load(conversation.id)
        assert stored.tree.path() == conversation.session.tree.path()
        assert len(stored.tree) == len(conversation.session.tree)


async def test_a_conversation_that_went_on_meanwhile_is_left_alone(tmp_path: Path) -> None:
    async with race_stage(tmp_path, speed=20.0) as it:
        conversation = await it.stage.ask("What came before?")
        it.stage.actions["race"].trigger()
        it.racing.window.here.setChecked(True)
        await it.race("long", "tour")
        await it.stage.ask("and then?")
        there = conversation.session.messages
        it.racing.stop()
        await it.over()
        assert conversation.session.messages == there
        kept = it.stage.book.find(it.racing._stored)
        assert kept is not None
        assert kept is not conversation
        assert [m.text() for m in kept.session.messages if m.role is Role.USER] == ["What came before?", "Which river?"]


async def test_where_nothing_was_said_there_is_nothing_to_go_on_in(tmp_path: Path) -> None:
    async with race_stage(tmp_path) as it:
        await it.race("tour", "length")
        assert not it.racing.window.here.isVisible()
        await it.over()


async def test_one_after_another_waits_for_the_one_before(tmp_path: Path) -> None:
    async with race_stage(tmp_path, speed=20.0) as it:
        await it.race("long", "tour", in_turn=True)
        first, second = it.racing._runners
        await it.stage.until(lambda: first.conversation.live)
        await it.stage.until(lambda: it.said()[0] == "Answering")
        assert it.said()[1] == "Waits for its turn"
        assert second.conversation.empty
        QTest.keyClick(it.racing.window, Qt.Key.Key_Escape)
        await it.over()
        assert it.said() == ["Stopped", "Was not asked"]
        assert not it.racing.window.columns[1].pick.isEnabled()


async def test_one_stop_ends_all_and_what_had_come_is_kept(tmp_path: Path) -> None:
    async with race_stage(tmp_path, speed=20.0) as it:
        await it.race("long", "long@messages")
        await it.stage.until(lambda: it.said() == ["Answering", "Answering"])
        assert it.racing.window.start.text() == "Stop"
        it.racing.window.start.click()
        await it.over()
        assert it.said() == ["Stopped", "Stopped"]
        assert it.racing.window.start.text() == "Start"
        kept = it.stage.book.find(it.racing._stored)
        assert kept is not None
        assert all(m.outcome is Outcome.STOPPED for m in kept.session.messages[1:])
        assert all(m.text() for m in kept.session.messages)


async def test_a_winner_picked_early_stops_the_others(tmp_path: Path) -> None:
    async with race_stage(tmp_path, speed=20.0) as it:
        await it.race("long", "tour")
        await it.stage.until(lambda: it.racing.window.columns[1].pick.isEnabled())
        it.racing.pick(1)
        await it.stage.until(lambda: it.stage.page.conversation.id == it.racing._stored)
        assert it.stage.page.conversation.session.messages[-1].model == "tour"


async def test_a_failure_is_told_in_its_column_and_the_others_run_on(tmp_path: Path) -> None:
    async with race_stage(tmp_path) as it:
        await it.race("rate_limit", "tour")
        await it.stage.until(lambda: it.said()[1].startswith("Finished"))
        it.racing.stop()
        await it.over()
        assert it.racing.window.columns[1].pick.isEnabled()


async def test_nothing_starts_without_a_question_or_a_model(tmp_path: Path) -> None:
    async with race_stage(tmp_path) as it:
        it.stage.page.composer.set_text("From the composer")
        it.racing.open()
        window = it.racing.window
        assert window.prompt.toPlainText() == "From the composer"
        await it.stage.until(window.start.isEnabled)
        assert [provider for provider, _ in window.entries.choices] == ["demo", "demo"]
        window.prompt.clear()
        assert not window.start.isEnabled()
        window.prompt.setPlainText("Hi")
        window.entries.add.click()
        assert not window.start.isEnabled()  # the third one has no model yet
        window.entries.add.click()
        assert not window.entries.add.isEnabled()
        window.entries.rows[3].remove.click()
        window.entries.rows[2].remove.click()
        assert window.start.isEnabled()
        assert not window.entries.rows[0].remove.isEnabled()
        QTest.keyClick(window, Qt.Key.Key_Escape)
        assert not window.isVisible()


class Counter(QObject):
    """Counts how often a widget is asked to lay itself out."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.asked += event.type() == QEvent.Type.LayoutRequest
        return False


def test_those_who_run_stand_in_rows_and_come_to_rest(qtbot: QtBot) -> None:
    entries, counter = Entries(Theme()), Counter()
    qtbot.addWidget(entries)
    entries.offer([PickerItem("demo", "A provider with a name")], lambda _key: (), lambda _key: "")
    entries.choose([("demo", "one"), ("demo", "two"), ("demo", "three")])
    entries.resize(2000, 60)
    entries.show()
    rows = []
    for width in (2000, 420):
        entries.resize(width, 60)
        for _ in range(5):
            QApplication.processEvents()
        rows.append(len({row.y() for row in entries.rows}))
        entries.installEventFilter(counter)
        before = counter.asked
        for _ in range(5):
            QApplication.processEvents()
        assert counter.asked == before
    assert rows[0] == 1
    assert rows[1] > 1
