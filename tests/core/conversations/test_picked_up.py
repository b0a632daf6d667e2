"""What a killed program had written of an answer in the background is enough to read it on, from the disk alone."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from core.conversations.records import was_interrupted
from core.messages import Message, Outcome, Role, ToolResultPart
from core.providers.base import ProviderSpec, WireProtocol
from core.providers.openai_responses import OpenAIResponses
from core.session import Target
from core.wire.client import build_client
from tests.core.conversations.recording import Recording, recording, state, stored
from tests.support.background import Background, call, reasoning, response, text
from tests.support.server import Server

LONG = response(reasoning("Hm", "."), text("One ", "two ", "three.", index=1))
CALL = response(text("Let me see."), call("calculate", '{"expre', 'ssion": "6', ' * 7"}', index=1))
AFTER = response(text("It is 42."), response_id="resp_2")


@asynccontextmanager
async def asking(server: Server, made: Recording) -> AsyncIterator[None]:
    spec = ProviderSpec("test", "Test", WireProtocol.OPENAI_RESPONSES, f"{server.url}/v1")
    provider = OpenAIResponses(spec, "key", build_client())
    made.session.target, made.session.parameters = Target(provider, "m"), {"background": True}
    try:
        yield
    finally:
        await made.session.aclose()
        await provider.aclose()


async def killed(script: Background, folder: Path, arrived: str) -> tuple[Message, ...]:
    """Ask, take the disk as it is while the answer arrives, and go on with that."""
    async with Server(script) as server:
        async with recording(folder / "before") as made, asking(server, made):
            made.session.send("How much?")
            await made.until(lambda: made.heard().endswith(arrived))
            await made.recorder.safe()
            shutil.copytree(folder / "before", folder / "after")
        async with recording(folder / "after") as again, asking(server, again):
            broken = next(m for m in again.session.messages if m.role is Role.ASSISTANT)
            assert was_interrupted(broken)
            assert broken.bookmark is not None
            again.session.continue_answer()
            await again.session.wait_idle()
            expected = state(again.session.tree)
            messages = again.session.messages
        assert state(await stored(folder / "after")) == expected
    return messages


async def test_an_answer_that_a_kill_cut_off_is_read_on_from_what_the_disk_has(tmp_path: Path) -> None:
    script = Background([LONG], breaks=[9, None], stalls=True)
    _, answer = await killed(script, tmp_path, "One ")
    assert answer.text() == "One two three."
    assert answer.outcome is Outcome.FINISHED
    assert answer.bookmark is None
    assert script.begun == 1


async def test_a_call_that_a_kill_cut_off_is_completed_and_run(tmp_path: Path) -> None:
    script = Background([CALL, AFTER], breaks=[8, None], stalls=True)
    _, asked, result, said = await killed(script, tmp_path, '{"expre')
    assert asked.text() == "Let me see."
    assert asked.tool_calls()[0].arguments() == {"expression": "6 * 7"}
    assert isinstance(result.parts[0], ToolResultPart)
    assert "42" in result.parts[0].text
    assert said.text() == "It is 42."
    assert script.begun == 2
