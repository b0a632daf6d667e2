"""Faultless answers of all three protocols for the end-to-end tests, and where they may stall."""

from __future__ import annotations

from typing import Any

from core.demo.encoders import encode_stream, encode_whole
from core.demo.script import Script
from core.providers.base import WireProtocol
from tests.support.script import Answer, Stall, whole
from tests.support.server import Received

PATHS = {
    "/v1/chat/completions": WireProtocol.OPENAI_CHAT,
    "/v1/responses": WireProtocol.OPENAI_RESPONSES,
    "/v1/messages": WireProtocol.ANTHROPIC_MESSAGES,
}

MODELS = b'{"object": "list", "data": [{"id": "m", "object": "model"}, {"id": "n", "object": "model"}]}'


def saying(*pieces: str, **more: Any) -> Script:
    """A response that says the pieces one by one."""
    return Script("e2e", "m", text=pieces, **more)


class Answers:
    """Gives `played` in the protocol and the form that was asked for. With `stall_after` the stream falls silent after
    so many of its events."""

    def __init__(self, *played: Script, stall_after: int | None = None) -> None:
        self._played = played
        self._stall_after = stall_after
        self._given = 0

    def __call__(self, received: Received) -> Answer:
        if received.method == "GET":
            return whole(MODELS)
        protocol = PATHS[received.path.partition("?")[0]]
        played = self._played[min(self._given, len(self._played) - 1)]
        self._given += 1
        if received.json().get("stream") is not True:
            return whole(encode_whole(played, protocol))
        events = [data for _, data in encode_stream(played, protocol)]
        if self._stall_after is None:
            return Answer(tuple(events))
        return Answer((*events[: self._stall_after], Stall()))
