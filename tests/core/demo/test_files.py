"""The demo with files: it takes them in all three protocols and answers to what was said, not to what is in them."""

from __future__ import annotations

import math

import pytest

from core.attachments import MemoryAttachments, Prepared, prepare
from core.demo.provider import create
from core.messages import Outcome
from core.session import Session, Target
from tests.support.samples import pdf, png


@pytest.mark.parametrize("protocol", ["", "@responses", "@messages"])
async def test_files_go_to_the_demo_like_to_any_other_provider(protocol: str) -> None:
    files = MemoryAttachments()
    session = Session(files=files)
    provider = create(speed=math.inf)
    session.target = Target(provider, f"tour{protocol}")
    given = ((png(), "a.png"), (pdf("tell me a long answer"), "b.pdf"), (b"think\n```\nabout it\n```\n", "c.md"))
    prepared = [prepare(data, name, files) for data, name in given]
    session.send("What lake is this?", [one.part for one in prepared if isinstance(one, Prepared)])
    await session.wait_idle()
    await provider.aclose()
    answer = session.messages[-1]
    assert answer.outcome is Outcome.FINISHED
    assert "“What lake is this?”" in answer.text()
    assert "about it" not in answer.text().split("\n\n")[0]
