"""The server over real sockets, with the openai SDK as its client and a scripted server behind it."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from openai import APIStatusError, AsyncOpenAI, AuthenticationError

from core.demo.script import ScriptedCall
from core.limits import Limits
from core.providers.base import WireProtocol
from core.serve.command import run, serve
from core.serve.guard import new_token
from tests.support.answers import Answers, saying
from tests.support.providers import open_provider
from tests.support.script import Answer as Given
from tests.support.script import Stall, whole
from tests.support.server import Script, Server

HI = [{"role": "user", "content": "Hi"}]


@dataclass(frozen=True, slots=True)
class Served:
    url: str
    token: str
    client: Any  # openai's, which wants its own types for messages
    http: httpx2.AsyncClient
    behind: Server

    def bearer(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}


@asynccontextmanager
async def served(script: Script) -> AsyncIterator[Served]:
    """Ours in front of a scripted server."""
    token, ready = new_token(), asyncio.get_running_loop().create_future()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        async with Server(script) as behind, open_provider(WireProtocol.OPENAI_CHAT, behind.url) as provider:
            limits = Limits(max_retries=0)
            task = asyncio.create_task(serve(provider, "m", limits, token, listener, ready.set_result))
            try:
                url = f"http://127.0.0.1:{await ready}"
                async with (
                    AsyncOpenAI(api_key=token, base_url=f"{url}/v1", max_retries=0) as client,
                    httpx2.AsyncClient(base_url=url, trust_env=False) as http,
                ):
                    yield Served(url, token, client, http, behind)
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)


async def test_a_stream_read_by_the_openai_sdk() -> None:
    async with served(Answers(saying("The ", "river ", "flows"))) as it:
        stream = await it.client.chat.completions.create(
            model="m", messages=[{"role": "user", "content": "Hi"}], stream=True, stream_options={"include_usage": True}
        )
        chunks = [chunk async for chunk in stream]
        assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices) == "The river flows"
        assert [c.choices[0].finish_reason for c in chunks if c.choices][-1] == "stop"
        assert chunks[-1].usage is not None
        assert it.behind.requests[-1].json()["messages"] == HI


async def test_an_answer_in_one_piece_and_the_models() -> None:
    async with served(Answers(saying("Whole"))) as it:
        answer = await it.client.chat.completions.create(
            model="",
            messages=[{"role": "developer", "content": "Be short"}, {"role": "user", "content": "Hi"}],
            temperature=0.5,
        )
        assert answer.choices[0].message.content == "Whole"
        assert answer.usage is not None
        sent = it.behind.requests[-1].json()
        assert (sent["model"], sent["temperature"], sent["messages"][0]["role"]) == ("m", 0.5, "system")
        assert [model.id async for model in it.client.models.list()] == ["m", "n"]


async def test_calls_of_tools_are_reported_and_their_results_taken() -> None:
    calls = saying("Looking. ", calls=(ScriptedCall("call_1", "find", {"q": "han"}),))
    async with served(Answers(calls, saying("Found"))) as it:
        tool = {"type": "function", "function": {"name": "find", "parameters": {"type": "object", "properties": {}}}}
        first = await it.client.chat.completions.create(model="m", messages=HI, tools=[tool])
        (call,) = first.choices[0].message.tool_calls
        assert first.choices[0].finish_reason == "tool_calls"
        assert json.loads(call.function.arguments) == {"q": "han"}
        said = first.choices[0].message.model_dump(exclude_none=True)
        result = {"role": "tool", "tool_call_id": call.id, "content": "the river"}
        second = await it.client.chat.completions.create(model="m", messages=[*HI, said, result], tools=[tool])
        assert second.choices[0].message.content == "Found"
        assert it.behind.requests[-1].json()["messages"][-1] == result


async def test_a_reader_who_leaves_closes_the_connection_behind() -> None:
    async with served(Answers(saying("The ", "river"), stall_after=2)) as it:
        stream = await it.client.chat.completions.create(model="m", messages=HI, stream=True)
        await anext(stream)
        assert it.behind.visits[-1].closed is None
        await stream.close()
        await it.behind.closed()
        assert it.behind.visits[-1].by_client


@pytest.mark.parametrize("streams", [True, False])
async def test_a_reader_who_leaves_before_the_first_word_does_too(streams: bool) -> None:
    async with served([Given((Stall(),))]) as it:
        asked = asyncio.create_task(it.client.chat.completions.create(model="m", messages=HI, stream=streams))
        async with asyncio.timeout(5):
            while not it.behind.requests:
                await asyncio.sleep(0.002)
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        await it.behind.closed()
        assert it.behind.visits[-1].by_client


async def test_an_error_of_the_server_behind_is_told_with_its_status() -> None:
    body = json.dumps({"error": {"message": "slow down", "type": "rate_limit_error"}}).encode()
    async with served([whole(body, status=429)]) as it:
        for streams in (True, False):
            with pytest.raises(APIStatusError, match="slow down") as caught:
                await it.client.chat.completions.create(model="m", messages=HI, stream=streams)
            assert caught.value.status_code == 429


async def test_a_stream_that_breaks_off_says_so_and_keeps_what_came() -> None:
    first = b'data: {"id":"c","choices":[{"index":0,"delta":{"content":"Half"}}]}\n\n'
    async with served([Given((first,))]) as it:
        answer = await it.http.post("/v1/chat/completions", json={"messages": HI, "stream": True}, headers=it.bearer())
        lines = [line for line in answer.text.split("\n\n") if line]
        assert json.loads(lines[0][6:])["choices"][0]["delta"]["content"] == "Half"
        assert json.loads(lines[1][6:])["error"]["code"] == "truncated"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"authorization": "Bearer wrong"}, 401),
        ({"authorization": "Bearer"}, 401),
        ({"authorization": "Basic TOKEN"}, 401),
        ({"authorization": "Bearer TOKEN", "host": "evil.test"}, 403),
        ({"authorization": "Bearer TOKEN", "host": "127.0.0.1.evil.test:80"}, 403),
        ({"authorization": "Bearer TOKEN", "origin": "http://evil.test"}, 403),
        ({"authorization": "Bearer TOKEN", "origin": "null"}, 403),
        ({"cookie": "rivulet=wrong"}, 401),
        ({"cookie": "rivulet=TOKEN"}, 401),  # the token itself is no cookie
        ({"authorization": "Bearer TOKEN"}, 200),
    ],
)
async def test_who_may_come_in(headers: dict[str, str], status: int) -> None:
    async with served(Answers(saying("Hi"))) as it:
        given = {name: value.replace("TOKEN", it.token) for name, value in headers.items()}
        for path in ("/v1/models", "/"):
            answer = await it.http.get(path, headers=given)
            assert answer.status_code == status
            assert not [name for name in answer.headers if name.startswith("access-control")]
        preflight = await it.http.options("/v1/chat/completions", headers=given)
        assert preflight.status_code == (405 if status == 200 else status)


async def test_a_wrong_key_is_the_sdk_s_own_error() -> None:
    async with served(Answers(saying("Hi"))) as it:
        with pytest.raises(AuthenticationError):
            await it.client.with_options(api_key="wrong").models.list()


async def test_a_browser_gives_the_token_once_and_has_a_cookie_then() -> None:
    async with served(Answers(saying("Hi"))) as it:
        assert (await it.http.get("/", params={"token": "wrong"})).status_code == 401
        welcome = await it.http.get("/", params={"token": it.token})
        assert (welcome.status_code, welcome.headers["location"]) == (303, "/")
        cookie = welcome.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert it.token not in welcome.headers["set-cookie"]
        page = await it.http.get("/")
        assert page.status_code == 200
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "{{nonce}}" not in page.text
        assert "<script nonce=" in page.text
        again = await it.http.get("/")
        assert again.headers["content-security-policy"] != page.headers["content-security-policy"]


async def test_events_are_taken_up_where_a_reader_left_and_stopped() -> None:
    async with served(Answers(saying("one ", "two ", "three "), stall_after=4)) as it:
        begun = await it.http.post("/answers", json={"messages": HI, "stream": True}, headers=it.bearer())
        assert begun.status_code == 201
        path = f"/answers/{begun.json()['id']}"
        first = await events(it, f"{path}/events", 2)
        assert [number for number, _ in first] == ["1", "2"]
        rest = await events(it, f"{path}/events", 1, last="2")
        assert rest[0][0] == "3"
        stopped = await it.http.post(f"{path}/stop", headers=it.bearer())
        assert stopped.json()["stopped"] is True
        await it.behind.closed()
        answer = await it.http.get(f"{path}/events", headers={**it.bearer(), "last-event-id": "3"})
        assert '"finish_reason": "stopped"' in answer.text
        assert "event: done" in answer.text
        assert (await it.http.get("/answers/none/events", headers=it.bearer())).status_code == 204
        assert (await it.http.post("/answers/none/stop", headers=it.bearer())).status_code == 404


async def events(it: Served, path: str, count: int, last: str = "0") -> list[tuple[str, str]]:
    """The first events of a stream, and then its reader leaves."""
    found: list[tuple[str, str]] = []
    async with it.http.stream("GET", path, headers={**it.bearer(), "last-event-id": last}) as answer:
        number = ""
        async for line in answer.aiter_lines():
            if line.startswith("id: "):
                number = line[4:]
            elif line.startswith("data: "):
                found.append((number, line[6:]))
                if len(found) == count:
                    break
    return found


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{", "not JSON"),
        (b"[]", "not a JSON object"),
        (b'{"messages": []}', "nothing to answer"),
        (b'{"messages": "x"}', "not a list"),
        (b'{"messages": [{"role": "wizard", "content": "x"}]}', "wizard"),
        (b'{"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}', "only text"),
        (b'{"messages": [{"role": "user", "content": "x"}], "n": 2}', "One answer"),
        (b'{"messages": [{"role": "user", "content": "x"}], "tools": [{"type": "web"}]}', "no function"),
        (b'{"messages": [{"role": "user", "content": "x"}], "model": 5}', "model"),
    ],
)
async def test_what_makes_no_sense_is_refused_in_words(body: bytes, said: str) -> None:
    async with served(Answers(saying("Hi"))) as it:
        for path in ("/v1/chat/completions", "/answers"):
            answer = await it.http.post(path, content=body, headers=it.bearer())
            assert answer.status_code == 400
            assert said in answer.json()["error"]["message"]
        assert not it.behind.requests


@pytest.mark.parametrize(
    "arguments",
    [["--port", "70000"], ["--base-url", "http://x"], ["--provider", "demo", "--protocol", "openai-chat"], ["extra"]],
)
def test_wrong_use_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(arguments)
    assert caught.value.code == 2
    assert "rivulet-serve" in capsys.readouterr().err


def test_a_weak_token_of_ones_own_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIVULET_SERVE_TOKEN", "short")
    with pytest.raises(SystemExit) as caught:
        run([])
    assert caught.value.code == 2
