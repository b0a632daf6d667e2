"""Who can answer: model lists that outlive the program, and what a moved server keeps of them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from core.demo.provider import create, demo_spec
from core.errors import AuthError, ConfigurationError, NotFoundError, RivuletError
from core.providers.base import ModelInfo, Provider, ProviderSpec, WireProtocol
from core.providers.catalog import ModelCatalog
from gui.chat.answerers import Answerers
from gui.loop import TaskOwner
from gui.warmup import Warmup

LOCAL = ProviderSpec("mine", "Mine", WireProtocol.OPENAI_CHAT, "http://127.0.0.1:9/v1", key_required=False, local=True)


async def build(spec: ProviderSpec) -> Provider:
    return create()


def keys(answerers: Answerers, provider: str) -> list[str]:
    return [item.key for item in answerers.models(provider)]


async def test_model_lists_outlive_the_program(tmp_path: Path) -> None:
    path, tasks, warmup = tmp_path / "models.json", TaskOwner(), Warmup(())
    await warmup.run()
    first = Answerers([demo_spec()], build, warmup, tasks.spawn, ModelCatalog(path))
    assert keys(first, "demo") == []
    told: list[bool] = []
    first.changed.connect(lambda: told.append(True))
    first.refresh_models("demo")
    while tasks.names:
        await asyncio.sleep(0.01)
    await first.aclose()
    assert told == [True]
    assert "tour" in keys(first, "demo")
    second = Answerers([demo_spec()], build, warmup, tasks.spawn, ModelCatalog(path))
    assert keys(second, "demo") == keys(first, "demo")


async def test_a_server_that_moved_has_other_models() -> None:
    answerers = Answerers([demo_spec(), LOCAL], build, Warmup(()), TaskOwner().spawn)
    answerers.show_found([(LOCAL, [ModelInfo("small")])])
    assert keys(answerers, "mine") == ["small"]
    answerers.set_specs([demo_spec(), replace(LOCAL, base_url="http://127.0.0.1:10/v1")])
    assert keys(answerers, "mine") == []


class Doors:
    """Providers that open as `troubles` says."""

    def __init__(self) -> None:
        self.troubles: dict[str, RivuletError] = {}
        self.tasks, warmup = TaskOwner(), Warmup(())
        self.answerers = Answerers([demo_spec(), LOCAL], self._build, warmup, self.tasks.spawn)
        self.keyed: list[str] = []
        self.answerers.keyed.connect(self.keyed.append)
        self._warmup = warmup

    async def _build(self, spec: ProviderSpec) -> Provider:
        if spec.id in self.troubles:
            raise self.troubles[spec.id]
        return create()

    async def settle(self) -> None:
        await self._warmup.run()
        while self.tasks.names:
            await asyncio.sleep(0.01)


async def test_what_keeps_a_provider_from_answering_is_known_until_it_is_mended() -> None:
    doors = Doors()
    doors.troubles["mine"] = ConfigurationError("Mine needs an API key.")
    doors.answerers.refresh_models("mine")
    await doors.settle()
    assert doors.answerers.trouble("mine") == "Mine needs an API key."
    assert doors.answerers.trouble("demo") == ""
    doors.answerers.set_specs([demo_spec(), LOCAL])  # other settings were changed
    assert doors.answerers.trouble("mine") == "Mine needs an API key."
    del doors.troubles["mine"]
    doors.answerers.key_changed("mine")
    await doors.settle()
    assert doors.answerers.trouble("mine") == ""
    await doors.answerers.aclose()


async def test_what_says_nothing_about_answers_is_no_trouble() -> None:
    doors = Doors()
    doors.troubles["mine"] = NotFoundError("Mine has no list of models.")
    doors.answerers.refresh_models("mine")
    await doors.settle()
    assert doors.answerers.trouble("mine") == ""
    await doors.answerers.aclose()


async def test_a_key_that_was_entered_is_told_once_it_was_tried_and_one_taken_away_is_not() -> None:
    doors = Doors()
    doors.troubles["mine"] = ConfigurationError("Mine needs an API key.")
    doors.answerers.key_changed("mine")
    await doors.settle()
    assert doors.keyed == []
    doors.troubles["mine"] = AuthError("Mine did not accept the key.")
    doors.answerers.key_changed("mine")
    await doors.settle()
    assert doors.keyed == ["mine"]
    doors.answerers.refresh_models("mine")
    await doors.settle()
    assert doors.keyed == ["mine"]
    assert doors.answerers.trouble("mine") == "Mine did not accept the key."
    await doors.answerers.aclose()
