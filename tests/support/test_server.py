"""The scripted server keeps to its script, as a real client sees it."""

from __future__ import annotations

import asyncio
import time
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest

from tests.support.addresses import Blackhole, refused_url
from tests.support.script import Answer, At, End, Framing, Pause, Repeat, Reset, Stall, cut, whole
from tests.support.server import Received, Server, ServerThread


@asynccontextmanager
async def serving(*answers: Answer) -> AsyncIterator[tuple[Server, httpx2.AsyncClient]]:
    async with Server(answers) as server, httpx2.AsyncClient(base_url=server.url, timeout=5, trust_env=False) as client:
        yield server, client


@pytest.mark.parametrize("gzip", [False, True])
@pytest.mark.parametrize("framing", [Framing.CHUNKED, Framing.UNTIL_CLOSE])
async def test_the_body_arrives_whole(framing: Framing, gzip: bool) -> None:
    steps = (*cut(b"one two three", 3, 0.01), Repeat(b"!", 3), Pause(0.01), At(0.05), b".")
    async with serving(Answer(steps, framing=framing, gzip=gzip)) as (server, client):
        response = await client.post("/path?x=1", json={"a": "é"}, headers={"X-Name": "v"})
        assert response.content == b"one two three!!!."
    request = server.requests[0]
    assert (request.method, request.path, request.json()) == ("POST", "/path?x=1", {"a": "é"})
    assert request.header("x-name") == "v"


async def test_requests_are_answered_in_order_over_one_connection() -> None:
    async with serving(whole(b"1"), whole(b"2", status=404)) as (server, client):
        answers = [await client.get("/") for _ in range(3)]
        assert [(answer.status_code, answer.content) for answer in answers] == [(200, b"1"), (404, b"2"), (404, b"2")]
        assert len(server.visits) == 1
        await client.aclose()
        await server.closed()
        assert server.visits[0].by_client


async def test_a_function_can_answer() -> None:
    def echo(received: Received) -> Answer:
        return whole(received.path.encode())

    async with Server(echo) as server, httpx2.AsyncClient(trust_env=False) as client:
        assert (await client.get(f"{server.url}/words")).content == b"/words"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer((b"x",), end=End.RESET), httpx2.ReadError),
        (Answer((b"x", Reset())), httpx2.ReadError),
        (Answer((b"x",), end=End.DROP), httpx2.RemoteProtocolError),
        (Answer(head=False, end=End.DROP), httpx2.RemoteProtocolError),
        (Answer((b"no http at all\r\n\r\n",), head=False), httpx2.RemoteProtocolError),
    ],
)
async def test_connections_die_as_the_script_says(answer: Answer, error: type[Exception]) -> None:
    async with serving(answer) as (server, client):
        with pytest.raises(error):
            await client.get("/")
        await server.closed()
        assert not server.visits[0].by_client


@pytest.mark.parametrize(
    "answer",
    [Answer(before=(Stall(),)), Answer((Stall(),)), Answer((b"x", Pause(30))), Answer((b"x",), end=End.OPEN)],
)
async def test_the_server_sees_the_client_leave(answer: Answer) -> None:
    async with serving(answer) as (server, client):
        with pytest.raises(httpx2.ReadTimeout):
            await client.get("/", timeout=0.2)
        async with asyncio.timeout(5):
            await server.closed()
        visit = server.visits[0]
        assert visit.by_client
        assert visit.closed is not None
        assert visit.closed - visit.opened > 0.1


async def test_leaving_the_server_ends_what_is_stalled() -> None:
    async with serving(Answer(before=(Stall(),))) as (server, client):
        waiting = asyncio.create_task(client.get("/"))
        await server.requested()
        await server.__aexit__(None, None, None)
        with pytest.raises(httpx2.TransportError):
            await waiting
        assert not server.visits[0].by_client


def test_from_a_thread() -> None:
    with ServerThread([whole(b"ok")]) as server:
        with urllib.request.urlopen(f"{server.url}/x", timeout=5) as response:  # our own address
            assert response.read() == b"ok"
        server.wait_requested(5)
        server.wait_closed(5)
        assert [request.path for request in server.requests] == ["/x"]
        with pytest.raises(TimeoutError):
            server.wait_requested(0.05, count=2)


async def test_addresses_without_an_answer() -> None:
    async with httpx2.AsyncClient(trust_env=False) as client:
        with pytest.raises(httpx2.ConnectError):
            await client.get(refused_url())
        with Blackhole() as hole:
            began = time.monotonic()
            with pytest.raises(httpx2.ConnectTimeout):
                await client.get(hole.url, timeout=0.3)
            assert time.monotonic() - began >= 0.25
