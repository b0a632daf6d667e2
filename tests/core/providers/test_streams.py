"""Every recorded answer of all three formats, through the real SDK, whole and cut anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx2
import pytest

from core.providers.anthropic_messages import AnthropicMessages
from core.providers.base import ProviderSpec, WireProtocol
from core.providers.openai_chat import OpenAIChat
from core.providers.openai_responses import OpenAIResponses
from core.providers.sdk_provider import SDKProvider
from core.wire.client import build_client
from tests.support.played import Played, PlayedTransport
from tests.support.streams import answer, cases, expected, meaning, request_for, single_bytes, two_pieces

_PROVIDERS: dict[str, type[SDKProvider[Any]]] = {
    "openai-chat": OpenAIChat,
    "openai-responses": OpenAIResponses,
    "anthropic-messages": AnthropicMessages,
}
_CASES = [path for protocol in _PROVIDERS for path in cases(protocol)]
_SMALL = 420  # bytes; larger files are not cut at every position


def _name(path: Path) -> str:
    return f"{path.parent.name}-{path.name}"


def _provider(path: Path, *answers: Played, mended: bool = True) -> SDKProvider[Any]:
    protocol = path.parent.name
    transport = PlayedTransport(*answers)
    http = build_client(transport=transport) if mended else httpx2.AsyncClient(transport=transport)
    spec = ProviderSpec("test", "Test", WireProtocol(protocol), base_url="http://server.test/v1", key_required=False)
    return _PROVIDERS[protocol](spec, None, http)


@pytest.mark.parametrize("path", _CASES, ids=_name)
async def test_meaning(path: Path) -> None:
    found = await meaning(_provider(path, answer(path)), request_for(path))
    assert found == expected(path, found)


# The Anthropic SDK reads no events without a name and none after a BOM: there the mending is not to be done without.
@pytest.mark.parametrize("path", [p for p in _CASES if p.parent.name != "anthropic-messages"], ids=_name)
async def test_meaning_without_mending(path: Path) -> None:
    found = await meaning(_provider(path, answer(path), mended=False), request_for(path))
    assert found == expected(path, found)


@pytest.mark.parametrize("path", _CASES, ids=_name)
async def test_byte_by_byte(path: Path) -> None:
    found = await meaning(_provider(path, answer(path, single_bytes(path))), request_for(path))
    assert found == expected(path, found)


@pytest.mark.parametrize("path", [path for path in _CASES if path.stat().st_size <= _SMALL], ids=_name)
async def test_cut_in_two_anywhere(path: Path) -> None:
    cuts = list(two_pieces(path))
    provider = _provider(path, *(answer(path, cut) for cut in cuts))
    for cut in cuts:
        found = await meaning(provider, request_for(path))
        assert found == expected(path, found), f"cut after {len(cut[0])} bytes"
