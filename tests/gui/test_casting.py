"""Agents are offered beside the providers and answer in a conversation like a model."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.agents.definitions import examples
from core.demo.provider import create, demo_spec
from core.events import AgentChanged, Stamped
from core.messages import Outcome
from core.providers.base import Provider, ProviderSpec
from core.session import Session, SessionEvent
from core.tools.base import Toolbox
from core.tools.registry import BUILTIN
from gui.chat.answerers import AGENTS, Answerers
from gui.chat.casting import Casting
from gui.chat.directory import Choice
from gui.loop import TaskOwner
from gui.shelves import AgentShelf
from gui.theme.theme import Theme
from gui.warmup import Warmup

DESK = "example-front-desk"


async def build(spec: ProviderSpec) -> Provider:
    return create(1000.0)


@asynccontextmanager
async def offered(qtbot: QtBot, folder: Path) -> AsyncIterator[tuple[Answerers, AgentShelf]]:
    tasks, warmup, host = TaskOwner(), Warmup(()), QWidget()
    qtbot.addWidget(host)
    await warmup.run()
    answerers = Answerers([demo_spec()], build, warmup, tasks.spawn)
    shelf = AgentShelf(folder / "agents.toml", tasks.spawn, str)
    casting = Casting(Theme(), shelf, warmup, lambda: Toolbox(BUILTIN.values()), host)
    answerers.offer_agents(casting)
    try:
        yield answerers, shelf
    finally:
        while tasks.names:  # imports are waited for
            await asyncio.sleep(0.01)
        await answerers.aclose()
        await tasks.aclose()


async def said(answerers: Answerers, choice: Choice, words: str) -> tuple[Session, list[SessionEvent]]:
    session, log = Session(), list[SessionEvent]()
    session.subscribe(log.append)
    answerers.aim(session, choice)
    session.send(words)
    async with asyncio.timeout(30):
        await session.wait_idle()
    return session, log


async def test_agents_stand_beside_the_providers_and_take_the_place_of_models(qtbot: QtBot, tmp_path: Path) -> None:
    async with offered(qtbot, tmp_path) as (answerers, _):
        assert [item.key for item in answerers.providers()] == ["demo", AGENTS]
        assert [item.label for item in answerers.models(AGENTS)] == [agent.name for agent in examples()]
        assert answerers.usual_model(AGENTS) == DESK
        answerers.remember(Choice(AGENTS, "example-cook"))
        assert answerers.usual_model(AGENTS) == "example-cook"


async def test_an_agent_answers_like_a_model(qtbot: QtBot, tmp_path: Path) -> None:
    async with offered(qtbot, tmp_path) as (answerers, _):
        session, log = await said(answerers, Choice(AGENTS, DESK), "Where can we eat?")
        assert session.messages[-1].outcome is Outcome.FINISHED
        assert "leek soup" in session.messages[-1].text()
        speakers = [e.event.name for e in log if isinstance(e, Stamped) and isinstance(e.event, AgentChanged)]
        assert speakers == ["Front desk", "Cook"]
        answerers.aim(session, Choice("demo", "tour"))
        session.send("And you?")
        await session.wait_idle()
        assert session.messages[-1].outcome is Outcome.FINISHED, "a model goes on where agents were"


async def test_an_agent_that_was_deleted_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    async with offered(qtbot, tmp_path) as (answerers, shelf):
        told: list[bool] = []
        answerers.changed.connect(lambda: told.append(True))
        shelf.put(agent for agent in shelf.items if agent.id != DESK)
        assert told
        assert answerers.usual_model(AGENTS) != DESK
        session, _ = await said(answerers, Choice(AGENTS, DESK), "Hello")
        error = session.messages[-1].error
        assert error is not None
        assert "not there any more" in error.message


async def test_an_agent_whose_provider_is_gone_says_which(qtbot: QtBot, tmp_path: Path) -> None:
    async with offered(qtbot, tmp_path) as (answerers, shelf):
        shelf.put(replace(agent, provider="lost") for agent in shelf.items)
        session, _ = await said(answerers, Choice(AGENTS, DESK), "Hello")
        error = session.messages[-1].error
        assert error is not None
        assert "lost" in error.message


async def test_without_agents_nothing_is_offered(qtbot: QtBot, tmp_path: Path) -> None:
    async with offered(qtbot, tmp_path) as (answerers, shelf):
        shelf.put(())
        assert [item.key for item in answerers.providers()] == ["demo"]


async def test_what_was_chosen_last_is_chosen_again_before_agents_are_known() -> None:
    answerers = Answerers([demo_spec()], build, Warmup(()), TaskOwner().spawn)
    answerers.begin_with(Choice(AGENTS, DESK))
    assert answerers.first_choice() == Choice(AGENTS, DESK)


async def test_the_examples_speak_the_language_of_the_screen_until_a_person_keeps_agents(tmp_path: Path) -> None:
    tasks, language = TaskOwner(), ""
    shelf = AgentShelf(tmp_path / "agents.toml", tasks.spawn, lambda: language)
    assert shelf.items[0].name == "Front desk"
    language = "ko"
    assert shelf.items[0].name == "안내 데스크"
    shelf.put(shelf.items[:2])
    language = ""
    assert [agent.name for agent in shelf.items] == ["안내 데스크", "여행 안내"], "what is kept is the person's"
    await shelf.flush()
    again = AgentShelf(tmp_path / "agents.toml", tasks.spawn, lambda: "xx")
    assert again.items == shelf.items
    assert again.examples()[0].name == "Front desk"
    await tasks.aclose()
