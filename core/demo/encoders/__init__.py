"""Scripts written out as the bytes that a vendor's server would send: one module a protocol."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from core.demo.encoders import chat, messages, responses
from core.demo.script import Beat, Rejection, Script
from core.providers.base import WireProtocol


class _Encoder(Protocol):
    """What each of the modules offers."""

    def stream(self, script: Script) -> Iterator[Beat]: ...

    def whole(self, script: Script) -> bytes: ...

    def rejection(self, refused: Rejection) -> bytes: ...


_ENCODERS: dict[WireProtocol, _Encoder] = {
    WireProtocol.OPENAI_CHAT: chat,
    WireProtocol.OPENAI_RESPONSES: responses,
    WireProtocol.ANTHROPIC_MESSAGES: messages,
}


def encode_stream(script: Script, protocol: WireProtocol) -> Iterator[Beat]:
    """The response as a paced stream of server-sent events, one event a beat, written as it is asked for."""
    return _ENCODERS[protocol].stream(script)


def encode_whole(script: Script, protocol: WireProtocol) -> bytes:
    """The response as one JSON object. Where the script breaks off, this is what had been said until then."""
    return _ENCODERS[protocol].whole(script)


def encode_rejection(rejection: Rejection, protocol: WireProtocol) -> bytes:
    """The body of an HTTP error."""
    return _ENCODERS[protocol].rejection(rejection)
