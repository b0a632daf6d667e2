"""Agents in the window: the page of the settings, the view of what they do, who is offered and how a run is stopped."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from core.agents.crew import AgentsProvider, Crew
from core.agents.definitions import Agent, Guardrail, Rule, Side, crew_of, examples
from core.agents.run import AgentRun
from core.codec import from_json, to_json
from core.demo.provider import create
from core.events import AgentChanged, RunItem, Span, Stamped, TurnFinished, TurnStarted
from core.messages import Message, Outcome, Role, TextPart, Timing
from core.order import Order
from core.tools.base import Toolbox
from core.tools.registry import BUILTIN
from gui.inspector.agents_model import AgentsModel, EntryKind
from gui.inspector.agents_rows import EntriesModel, SpansModel
from gui.inspector.agents_view import AgentsView, trace_json
from gui.settings.agents_page import AgentsPage
from gui.theme.theme import Theme
from gui.widgets.picker import PickerItem


class Shelf:
    """What the page puts its agents into."""

    def __init__(self, *agents: Agent) -> None:
        self.agents = agents
        self.puts = 0

    def put(self, agents: tuple[Agent, ...]) -> None:
        self.agents, self.puts = agents, self.puts + 1


def page_of(qtbot: QtBot, shelf: Shelf) -> AgentsPage:
    providers = [PickerItem("demo", "Demo"), PickerItem("other", "Other")]
    known = {"demo": ["front_desk", "cook"]}
    tools = [PickerItem("get_current_time", "Current time")]
    page = AgentsPage(Theme(), shelf.agents, shelf.put, providers, lambda key: known.get(key, []), tools)
    qtbot.addWidget(page)
    page.resize(700, 900)
    page.show()
    return page


def check(page: AgentsPage, name: str) -> None:
    for field in (page.tools, page.handoffs):
        for item in field.findItems(name, Qt.MatchFlag.MatchExactly):
            item.setCheckState(Qt.CheckState.Checked)


def type_into(line: QLineEdit, text: str) -> None:
    line.selectAll()
    QTest.keyClicks(line, text)


def test_an_agent_is_written_in_the_form_and_kept(qtbot: QtBot) -> None:
    shelf = Shelf(Agent("b", "Other", provider="demo", model="cook"))
    page = page_of(qtbot, shelf)
    page.add.click()
    type_into(page.name, "Desk")
    page.instructions.setPlainText("Help {{who}}.")
    page.variables.setPlainText("who = Ann\n\nnonsense\n= nothing")
    page.provider.setCurrentIndex(page.provider.findData("demo"))
    page.provider.activated.emit(page.provider.currentIndex())
    assert page.model.currentText() == "front_desk", "the first model of the provider stands there at once"
    check(page, "Current time")
    check(page, "Other")
    page.asks.setChecked(True)
    type_into(page.rules.lines[Rule.FORBIDDEN, Side.INPUT], "one, two")
    type_into(page.rules.lines[Rule.LENGTH, Side.OUTPUT], "1,000")
    made = shelf.agents[-1]
    assert (made.name, made.instructions, made.provider, made.model) == ("Desk", "Help {{who}}.", "demo", "front_desk")
    assert made.variables == {"who": "Ann", "nonsense": ""}
    assert (made.tools, made.handoffs, made.asks) == (("get_current_time",), ("b",), True)
    assert set(made.guardrails) == {
        Guardrail(Rule.FORBIDDEN, words=("one", "two")),
        Guardrail(Rule.LENGTH, Side.OUTPUT, longest=1000),
    }
    assert not page.trouble.isVisible()


def test_looking_at_agents_changes_none(qtbot: QtBot) -> None:
    rules = (Guardrail(Rule.LENGTH, longest=5), Guardrail(Rule.LENGTH, longest=9))
    odd = Agent("odd", "Odd", provider="gone", model="m", tools=("lost",), handoffs=("nobody",), guardrails=rules)
    shelf = Shelf(*examples(), odd)
    before = shelf.agents
    page = page_of(qtbot, shelf)
    for row in range(page.list.count()):
        page.list.setCurrentRow(row)
    assert shelf.puts == 0
    type_into(page.name, "Still odd")
    assert shelf.agents[:-1] == before[:-1]
    assert shelf.agents[-1].guardrails == rules, "a rule that the form has no line for stays"
    assert (shelf.agents[-1].tools, shelf.agents[-1].handoffs) == (("lost",), ("nobody",))
    assert shelf.agents[-1].provider == "gone"


def test_what_is_wrong_is_said_in_words(qtbot: QtBot) -> None:
    page = page_of(qtbot, Shelf(Agent("a", "", handoffs=("nobody",), tools=("lost",))))
    assert page.trouble.isVisible()
    said = page.trouble.text()
    for words in ("needs a name", "Choose a model", "Choose a provider", "nobody", "lost"):
        assert words in said


def test_every_field_of_the_page_has_a_name(qtbot: QtBot) -> None:
    page = page_of(qtbot, Shelf(*examples()))
    fields = (page.name, page.about, page.instructions, page.provider, page.model, page.tools, page.handoffs)
    assert all(field.accessibleName() for field in (*fields, page.variables, *page.rules.lines.values()))


def test_the_examples_can_be_brought_back(qtbot: QtBot) -> None:
    shelf = Shelf(examples()[0])
    page = page_of(qtbot, shelf)
    page.restore.click()
    assert {agent.id for agent in shelf.agents} == {agent.id for agent in examples()}
    assert page.restore.isHidden(), "they are all there"
    page.list.setCurrentRow(1)
    page.remove.click()
    assert not page.restore.isHidden()
    assert len(shelf.agents) == len(examples()) - 1


# --- the view ---------------------------------------------------------------------------------------------------------


async def events(agent_id: str, words: str) -> list[Stamped]:
    demo = create(math.inf)
    log: list[Stamped] = []
    order = Order(AgentsProvider(), agent_id, (Message("u", Role.USER, (TextPart(words),)),))
    run = AgentRun(
        agent_id, order, log.append, Crew(crew_of(agent_id, examples()), lambda _id: demo, Toolbox(BUILTIN.values()))
    )
    run.start()
    await run.wait()
    await demo.aclose()
    return [from_json(to_json(stamped), Stamped) for stamped in log]


class Seen:
    """A view of one conversation's agents."""

    def __init__(self, qtbot: QtBot) -> None:
        self.model = AgentsModel()
        self.view = AgentsView(Theme(), lambda: self.model)
        qtbot.addWidget(self.view)
        self.view.resize(380, 700)

    @property
    def rows(self) -> list[str]:
        model = self.view.entries.model()
        assert isinstance(model, EntriesModel)
        return [model.item(row).text() for row in range(model.rowCount())]

    def spans(self) -> int:
        model = self.view.spans.model()
        assert isinstance(model, SpansModel)
        waiting, found = [model.invisibleRootItem()], 0
        while waiting:
            item = waiting.pop()
            found += item.rowCount()
            waiting += [item.child(row) for row in range(item.rowCount())]
        return found


async def test_a_run_is_shown_with_its_agents_its_items_and_its_trace(qtbot: QtBot) -> None:
    seen = Seen(qtbot)
    seen.view.show()
    assert seen.view.empty.isVisible()
    for stamped in await events("example-front-desk", "a trip"):
        seen.model.feed(stamped)
    seen.view.look()
    assert not seen.view.empty.isVisible()
    text = "\n".join(seen.rows)
    for words in ("Begins, with front_desk", "Hands over to Travel guide", "Asks to hand over", "Said: You asked"):
        assert words in text
    (run,) = seen.model.runs
    assert seen.spans() == len(run.spans) > 5
    assert "finished" in seen.view.title.text()
    seen.view.resize(seen.view.minimumSizeHint().width(), 700)
    title = seen.view.title
    assert title.height() >= title.heightForWidth(title.width()), "narrow, it wraps beside the arrows"
    whole = json.loads(trace_json(run))
    assert len(whole["spans"]) == len(run.spans)
    assert whole["outcome"] == "finished"
    seen.view.grab()


async def test_nothing_is_done_while_the_view_is_hidden(qtbot: QtBot) -> None:
    seen = Seen(qtbot)
    seen.view.show()
    draws = seen.view.draws
    seen.view.hide()
    assert not seen.view.following
    for stamped in await events("example-front-desk", "hello"):
        seen.model.feed(stamped)
    assert seen.view.draws == draws
    assert not seen.rows
    seen.view.show()
    assert seen.rows


def stamps() -> Iterator[float]:
    at = 100.0
    while True:
        yield at
        at += 0.5


def feed(model: AgentsModel, *told: object) -> None:
    clock = stamps()
    for number, event in enumerate(told):
        model.feed(Stamped(number, next(clock), event))  # type: ignore[arg-type] # events of a turn


def test_a_turn_without_agents_leaves_no_run() -> None:
    model = AgentsModel()
    feed(model, TurnStarted("t", "demo", "tour", 0.0), TurnFinished(Outcome.FINISHED, Timing()))
    assert model.runs == ()


def test_a_live_run_offers_to_stop_after_this_turn(qtbot: QtBot) -> None:
    seen = Seen(qtbot)
    seen.view.show()
    feed(seen.model, TurnStarted("t", "agents", "a", 0.0), AgentChanged("A", "one", "m"))
    seen.view.look()
    assert seen.view.stop.isVisible()
    with qtbot.waitSignal(seen.view.stop_wished):
        seen.view.stop.click()
    assert not seen.view.stop.isEnabled()
    feed(seen.model, TurnFinished(Outcome.STOPPED, Timing()))
    seen.view.look()
    assert not seen.view.stop.isVisible()


def test_earlier_runs_are_a_step_away_and_their_number_is_bounded(qtbot: QtBot) -> None:
    seen = Seen(qtbot)
    for number in range(25):
        end = TurnFinished(Outcome.FINISHED, Timing())
        feed(seen.model, TurnStarted(f"t{number}", "agents", "a", 0.0), AgentChanged(f"A{number}"), end)
    assert len(seen.model.runs) == 20
    seen.view.show()
    assert "A24" in seen.rows[0]
    seen.view.before.click()
    assert "A23" in seen.rows[0]
    seen.view.after.click()
    assert "A24" in seen.rows[0]


def test_foreign_words_stay_on_one_plain_line(qtbot: QtBot) -> None:
    seen = Seen(qtbot)
    evil = "<b>x</b>\n\u202egnp.exe " + "y" * 5000
    feed(
        seen.model,
        TurnStarted("t", "agents", "a", 0.0),
        AgentChanged(evil),
        RunItem("tool_called", evil, evil),
        Span("s", "function", evil, 100.0, seconds=0.1, error=evil),
    )
    seen.view.show()
    assert all("\u202e" not in row and "\n" not in row and len(row) < 12_000 for row in seen.rows)
    assert "<b>" in seen.rows[1], "markup is words"
    seen.view.grab()
    (run,) = seen.model.runs
    assert [entry.kind for entry in run.entries] == [EntryKind.AGENT, EntryKind.ITEM]


def test_a_trace_is_written_where_the_person_says(qtbot: QtBot, tmp_path: Path) -> None:
    seen = Seen(qtbot)
    feed(seen.model, TurnStarted("t", "agents", "a", 0.0), AgentChanged("A"), TurnFinished(Outcome.FINISHED, Timing()))
    (run,) = seen.model.runs
    seen.view._write(run, tmp_path / "trace.json")
    assert json.loads((tmp_path / "trace.json").read_text())["run"] == "t"
    with qtbot.waitSignal(seen.view.said):
        seen.view._write(run, tmp_path / "no" / "such" / "folder.json")
