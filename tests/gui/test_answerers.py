"""Who can answer: model lists that outlive the program, and what a moved server keeps of them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from core.demo.provider import create, demo_spec
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
