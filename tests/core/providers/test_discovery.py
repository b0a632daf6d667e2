"""Finding servers on this machine, real sockets on ports of the tests' own."""

from __future__ import annotations

import json

import pytest

from core.providers.base import ProviderSpec, WireProtocol
from core.providers.discovery import discover
from tests.support.script import Answer, Stall, whole
from tests.support.server import Received, Server


def local(provider_id: str, url: str) -> ProviderSpec:
    return ProviderSpec(provider_id, provider_id.title(), WireProtocol.OPENAI_CHAT, url + "/v1", local=True)


def models(*ids: str, owner: str = "") -> Answer:
    data = [{"id": model_id, "object": "model", "owned_by": owner} for model_id in ids]
    return whole(json.dumps({"object": "list", "data": data}).encode())


async def test_ollama_is_asked_in_its_own_words() -> None:
    tags = whole(json.dumps({"models": [{"name": "gemma:2b"}, {"name": "exaone:8b"}]}).encode())
    async with Server([tags]) as server:
        (found,) = await discover([local("ollama", server.url)])
        assert server.requests[0].path == "/api/tags"
    assert found.spec.id == "ollama"
    assert [model.id for model in found.models] == ["gemma:2b", "exaone:8b"]


async def test_an_ollama_without_tags_is_asked_for_its_models() -> None:
    def script(request: Received) -> Answer:
        return models("a") if request.path == "/v1/models" else whole(b"no", status=404)

    async with Server(script) as server:
        (found,) = await discover([local("ollama", server.url)])
    assert [model.id for model in found.models] == ["a"]


async def test_a_server_is_called_what_it_says_it_is() -> None:
    async with Server([models("m", owner="vllm")]) as server:
        presets = [local("llamacpp", server.url), local("vllm", "http://127.0.0.1:1")]
        (found,) = await discover(presets)
        port = server.url.rpartition(":")[2]
    assert found.spec.id == f"vllm-{port}"
    assert found.spec.base_url == server.url + "/v1"


async def test_a_server_without_models_is_found() -> None:
    async with Server([models()]) as server:
        (found,) = await discover([local("lmstudio", server.url)])
    assert found.models == ()


@pytest.mark.parametrize(
    "answer",
    [
        whole(b"<html>hello</html>", content_type="text/html"),
        whole(b"[1, 2]"),
        whole(b'{"some": "api"}'),
        whole(b'{"object": "list", "data": []}', status=401),
        whole(b"", status=302, headers=(("Location", "http://127.0.0.1:1/"),)),
        Answer(before=(Stall(),)),
        Answer((b"SSH-2.0-OpenSSH\r\n",), head=False),
        whole(b'{"object": "list", "data": [' + b'{"id": "x"},' * 500_000 + b'{"id": "x"}]}'),
    ],
    ids=["page", "list", "other api", "locked", "redirect", "silent", "ssh", "huge"],
)
async def test_whatever_else_listens_there_is_passed_over(answer: Answer) -> None:
    async with Server([answer]) as server:
        assert await discover([local("llamacpp", server.url)], time_limit_s=1.0) == ()


async def test_only_local_presets_are_asked_and_no_key_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    async with Server([models("m")]) as server:
        remote = ProviderSpec("remote", "Remote", WireProtocol.OPENAI_CHAT, server.url + "/v1")
        assert await discover([remote]) == ()
        assert server.requests == []
        assert len(await discover([local("jan", server.url)])) == 1
        assert "canary" not in repr(server.requests)


async def test_a_local_server_that_was_moved_away_is_not_asked() -> None:
    async with Server([models("m")]) as server:
        port = server.url.rpartition(":")[2]
        moved = local("ollama", f"http://0.0.0.0:{port}")
        assert await discover([moved]) == ()
        assert server.requests == []
