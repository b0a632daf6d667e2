"""The tap tells each moment of an exchange, and its end exactly once, in every phase, over real sockets."""

from __future__ import annotations

import asyncio
import socket
import time

import httpx2
import pytest

from core.wire.client import NetworkTransport
from core.wire.masking import MASK
from core.wire.tap import Tap
from tests.support.listener import Noted, listening
from tests.support.script import Answer, End, Pause, Reset, Stall, cut, whole
from tests.support.server import Server, ServerThread

BODY = b"data: one\n\ndata: two\n\n"


def tapped(**more: int) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=Tap(NetworkTransport(), **more), timeout=None)


def check_order(noted: Noted) -> None:
    exchange = noted.exchange
    moments = [exchange.started, exchange.connected, exchange.headers_at, *(at for at, _ in exchange.chunks)]
    reached = [moment for moment in [*moments, exchange.closed] if moment is not None]
    assert reached == sorted(reached)
    assert exchange.closed is not None


async def test_every_moment_of_an_exchange() -> None:
    async with Server([Answer(cut(BODY, 11))]) as server, tapped() as client:
        with listening() as noted:
            answer = await client.post(
                server.url + "/v1/x?key=hidden", content=b"{}", headers={"authorization": "Bearer hidden", "x-a": "b"}
            )
    assert answer.content == BODY
    assert noted.words == ["started", "connected", "received", "closed"]
    exchange = noted.exchange
    assert (exchange.method, exchange.status, exchange.request_body) == ("POST", 200, b"{}")
    assert exchange.url == f"{server.url}/v1/x?key={MASK}"
    assert ("authorization", f"Bearer {MASK}") in exchange.request_headers
    assert ("x-a", "b") in exchange.request_headers
    assert b"".join(data for _, data in exchange.chunks) == BODY
    assert len(exchange.chunks) > 1
    assert noted.received == len(BODY)
    check_order(noted)
    assert server.requests[0].header("authorization") == "Bearer hidden"


async def test_a_connection_used_again_is_connected_at_once() -> None:
    async with Server([whole(b"{}")]) as server, tapped() as client:
        for _ in range(2):
            with listening() as noted:
                await client.post(server.url, content=b"{}")
            assert noted.words == ["started", "connected", "received", "closed"]
            check_order(noted)
        assert len(server.visits) == 1
        exchange = noted.exchange
        assert exchange.connected is not None
        assert exchange.headers_at is not None
        assert exchange.connected <= exchange.headers_at


async def test_without_a_listener_nothing_is_told() -> None:
    async with Server([whole(b"{}")]) as server, tapped() as client:
        assert (await client.post(server.url)).content == b"{}"


async def test_memory_is_bounded() -> None:
    async with Server([Answer(cut(b"x" * 50_000, 1000))]) as server, tapped(kept_bytes=20_000) as client:
        with listening() as noted:
            assert len((await client.get(server.url)).content) == 50_000
    kept = sum(len(data) for _, data in noted.exchange.chunks)
    assert 0 < kept < 20_000
    assert kept + noted.exchange.dropped == 50_000 == noted.received


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer((BODY, Stall())), ["started", "connected", "received", "closed"]),
        (Answer((BODY,), before=(Stall(),)), ["started", "connected", "closed"]),
        (Answer((Stall(),)), ["started", "connected", "closed"]),
    ],
    ids=["while reading", "while waiting for headers", "before the first byte"],
)
async def test_cancelling_closes_the_socket_at_once(answer: Answer, words: list[str]) -> None:
    async with Server([answer]) as server, tapped() as client:
        with listening() as noted:
            task = asyncio.create_task(_read(client, server.url))
        await server.requested()
        await asyncio.sleep(0.05)
        at = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert noted.words == words
        check_order(noted)
        await server.closed()
        visit = server.visits[0]
        assert visit.by_client
        assert visit.closed is not None
        assert visit.closed - at < 1


@pytest.mark.parametrize("first", [b"", b"data: one\n\n"], ids=["before the answer", "in its middle"])
async def test_the_server_learns_of_a_cancellation_before_the_loop_does_anything_else(first: bytes) -> None:
    answer = Answer((first, Stall()) if first else (Stall(),))
    with ServerThread([answer]) as server:
        async with tapped() as client:
            reached = asyncio.Event()

            async def ask() -> None:
                async with client.stream("POST", server.url) as response:
                    async for _ in response.aiter_raw():
                        reached.set()

            asking = asyncio.create_task(ask())
            if first:
                await reached.wait()
            else:
                await asyncio.to_thread(server.wait_requested, 5)
                await asyncio.sleep(0.05)  # it waits for the answer by now
            asking.cancel()
            await asyncio.sleep(0)
            server.wait_closed(5)  # this blocks our loop
            with pytest.raises(asyncio.CancelledError):
                await asking


async def test_cancelling_while_connecting() -> None:
    with socket.socket() as listener:  # its queue is full: the kernel leaves further connections unanswered
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(address)
        async with tapped() as client:
            with listening() as noted:
                task = asyncio.create_task(_read(client, f"http://127.0.0.1:{address[1]}"))
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        for filler in fillers:
            filler.close()
    assert noted.words == ["started", "closed"]
    check_order(noted)


async def test_leaving_half_way_closes_the_socket() -> None:
    async with Server([Answer((BODY, Stall()))]) as server, tapped() as client:
        with listening() as noted:
            async with client.stream("POST", server.url) as answer:
                stream = answer.aiter_bytes()
                assert await anext(stream) == BODY
                assert noted.words == ["started", "connected", "received"]
                await stream.aclose()
        assert noted.words == ["started", "connected", "received", "closed"]
        await server.closed()


@pytest.mark.parametrize(
    "answer",
    [Answer((BODY,), end=End.DROP), Answer((BODY, Pause(0.05), Reset())), Answer((Reset(),), head=False)],
    ids=["dropped", "reset", "reset before headers"],
)
async def test_a_connection_that_breaks_is_closed_too(answer: Answer) -> None:
    async with Server([answer]) as server, tapped() as client:
        with listening() as noted, pytest.raises(httpx2.TransportError):
            await _read(client, server.url)
    assert noted.words[-1] == "closed"
    assert noted.words.count("closed") == 1
    check_order(noted)


async def test_no_connection_at_all() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    async with tapped() as client:
        with listening() as noted, pytest.raises(httpx2.ConnectError):
            await _read(client, url)
    assert noted.words == ["started", "closed"]


async def _read(client: httpx2.AsyncClient, url: str) -> None:
    async with client.stream("POST", url) as answer:
        async for _ in answer.aiter_bytes():
            pass
