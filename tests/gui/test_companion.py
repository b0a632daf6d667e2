"""Other programs are answered by the window while somebody has switched that on, and at no other time."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

import httpx2
from openai import AsyncOpenAI
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from core.limits import Limits
from core.logs import SecretMask
from gui.chat.answerers import AGENTS
from gui.chat.companion import Companion
from gui.chat.directory import Choice
from gui.settings.served_row import ServedRow
from tests.gui.test_page import World, until, world


class House:
    def __init__(self, w: World) -> None:
        self.world, self.mask, self.opened = w, SecretMask(), list[str]()
        self.companion = Companion(w.answerers, Limits, self.mask, self.opened.append, w.tasks.spawn, w.window)
        row = self.companion.make_row()
        assert isinstance(row, ServedRow)
        self.row = row
        row.port.setValue(0)

    async def start(self) -> None:
        self.row.switch.click()
        await until(lambda: self.companion.served.port > 0)

    async def stop(self) -> None:
        self.row.switch.click()
        await until(lambda: not self.companion.served.starting and not self.companion.served.port)


@asynccontextmanager
async def house() -> AsyncIterator[House]:
    async with world() as w:
        w.answerers.remember(Choice("demo", "refusal"))
        made = House(w)
        try:
            yield made
        finally:
            await made.companion.aclose()
            made.row.deleteLater()


async def test_a_program_is_answered_until_it_is_switched_off() -> None:
    async with house() as h:
        assert h.row.details.isHidden()
        await h.start()
        assert h.row.address.text() == f"http://127.0.0.1:{h.companion.served.port}/v1"
        assert "refusal of Demo" in h.row.answers.text()
        assert not h.row.port.isEnabled()
        async with AsyncOpenAI(
            api_key=h.row.token.text(), base_url=h.row.address.text(), http_client=httpx2.AsyncClient(trust_env=False)
        ) as client:
            answer = await client.chat.completions.create(
                model="tour", messages=[{"role": "user", "content": "Hello"}], stream=True
            )
            pieces = [chunk.choices[0].delta.content or "" async for chunk in answer if chunk.choices]
        assert "".join(pieces)
        address = h.companion.served
        await h.stop()
        assert h.row.details.isHidden()
        assert h.row.token.text() == ""
        with closing(socket.socket()) as probe:
            assert probe.connect_ex(("127.0.0.1", address.port)) != 0


async def test_nobody_is_answered_without_the_token_which_is_another_one_each_time() -> None:
    async with house() as h:
        await h.start()
        first = h.row.token.text()
        async with httpx2.AsyncClient(trust_env=False) as client:
            answer = await client.get(f"{h.row.address.text()}/models", headers={"authorization": "Bearer guessed"})
        assert answer.status_code == 401
        assert h.mask(f"it is {first}") != f"it is {first}"
        await h.stop()
        await h.start()
        assert h.row.token.text() != first


async def test_a_port_that_is_taken_is_told_and_another_one_can_be_chosen() -> None:
    async with house() as h:
        with closing(socket.socket()) as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            h.row.port.setValue(port)
            h.row.switch.click()
            await until(lambda: bool(h.companion.served.trouble))
            assert not h.row.trouble.isHidden()
            assert h.row.trouble.text().startswith(f"Port {port} is taken by another program.")
            assert h.row.switch.text() == "Start"
            h.row.port.setValue(0)
            await h.start()
            assert h.row.trouble.isHidden()


async def test_what_programs_need_is_copied_and_the_page_is_opened() -> None:
    async with house() as h:
        await h.start()
        for button in h.row.findChildren(QPushButton):
            if button.accessibleName() == "Copy: Base URL":
                button.click()
        assert QGuiApplication.clipboard().text() == h.row.address.text()
        h.row.page.click()
        assert h.opened == [f"{h.companion.served.address}/?token={h.row.token.text()}"]


async def test_settings_that_are_opened_again_show_how_it_stands() -> None:
    async with house() as h:
        await h.start()
        again = h.companion.make_row()
        assert isinstance(again, ServedRow)
        assert again.address.text() == h.row.address.text()
        again.switch.click()
        await until(lambda: not h.companion.served.port)
        assert h.row.details.isHidden()
        again.deleteLater()


async def test_an_agent_answers_no_other_programs() -> None:
    async with house() as h:
        h.world.answerers._choice = Choice(AGENTS, "clerk")
        h.row.switch.click()
        await until(lambda: bool(h.companion.served.trouble))
        assert h.row.trouble.text().startswith("Agents do not answer other programs.")


async def test_stopped_before_it_has_begun_nothing_listens() -> None:
    async with house() as h:
        h.row.switch.click()
        h.row.switch.click()
        await until(lambda: not h.companion.served.starting)
        assert h.companion.served.port == 0
        await h.start()
