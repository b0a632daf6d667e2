"""Recordings played through a real client: speeds, steps, endings, closing."""

from __future__ import annotations

import asyncio
import math
import time

import httpx2
import pytest

from core.wire.client import build_client
from core.wire.masking import MASK
from core.wire.player import AS_FAST_AS_POSSIBLE, Player
from core.wire.recording import Chunk, Ending, Recording, from_bytes
from tests.support.listener import listening

URL = "http://played.test/v1/chat/completions"
THREE = Recording((Chunk(0.1, b"one"), Chunk(0.2, b"two"), Chunk(0.3, b"three")), headers_at=0.1)


async def played(player: Player) -> tuple[list[bytes], float]:
    began = time.monotonic()
    async with httpx2.AsyncClient(transport=player) as client, client.stream("POST", URL) as answer:
        chunks = [chunk async for chunk in answer.aiter_raw()]
    return chunks, time.monotonic() - began


@pytest.mark.parametrize(
    ("speed", "least", "most"), [(1.0, 0.29, 3), (10.0, 0.029, 0.28), (AS_FAST_AS_POSSIBLE, 0, 0.2)]
)
async def test_speeds(speed: float, least: float, most: float) -> None:
    player = Player(THREE, speed=speed)
    chunks, seconds = await played(player)
    assert chunks == [b"one", b"two", b"three"]
    assert least <= seconds < most
    assert (player.opened, player.closed) == (1, 1)


async def test_the_speed_can_change_while_it_plays() -> None:
    player = Player(Recording((Chunk(0.0, b"a"), Chunk(60.0, b"b"), Chunk(120.0, b"c"))), speed=6000)
    async with httpx2.AsyncClient(transport=player) as client, client.stream("POST", URL) as answer:
        stream = answer.aiter_raw()
        assert await anext(stream) == b"a"
        assert await anext(stream) == b"b"
        player.speed = AS_FAST_AS_POSSIBLE
        assert [chunk async for chunk in stream] == [b"c"]
    assert player.speed == math.inf


@pytest.mark.parametrize("speed", [0, -1, math.nan])
def test_a_speed_is_positive(speed: float) -> None:
    with pytest.raises(ValueError, match="positive"):
        Player(THREE, speed=speed)


async def test_step_by_step() -> None:
    player = Player(Recording((Chunk(1000.0, b"one"), Chunk(2000.0, b"two")), headers_at=500.0), stepped=True)
    got: list[bytes] = []

    async def read() -> None:
        async with httpx2.AsyncClient(transport=player) as client, client.stream("POST", URL) as answer:
            async for chunk in answer.aiter_raw():
                got.append(chunk)

    reader = asyncio.create_task(read())
    for expected in ([b"one"], [b"one", b"two"]):
        await player.step()
        assert got == expected
        await asyncio.sleep(0.02)
        assert got == expected
    assert player.closed == 0
    await player.step()
    await reader
    assert player.closed == 1


async def test_a_change_of_speed_or_stepping_ends_a_wait_at_once() -> None:
    player = Player(Recording((Chunk(0.0, b"a"), Chunk(3600.0, b"b"), Chunk(7200.0, b"c"), Chunk(9000.0, b"d"))))
    async with httpx2.AsyncClient(transport=player) as client, client.stream("POST", URL) as answer:
        stream = answer.aiter_raw()
        assert await anext(stream) == b"a"
        for change, expected in (("fast", b"b"), ("step", b"c"), ("go", b"d")):
            asked = asyncio.ensure_future(anext(stream))
            await asyncio.sleep(0.01)
            if change == "fast":
                player.speed = AS_FAST_AS_POSSIBLE
                assert await asked == expected
                player.speed = 1.0
            elif change == "step":
                player.stepped = True
                await asyncio.sleep(0.01)
                assert player.waits
                await player.step()
                assert await asked == expected
            else:
                player.stepped = False
                assert await asked == expected


async def test_a_gate_stops_a_playback_and_lets_pass_what_belongs_together() -> None:
    seen: list[int] = []

    def gate(recording: Recording, number: int) -> bool:
        seen.append(number)
        if number == 1:
            player.stepped = True
        return number != 2

    player = Player(THREE, speed=AS_FAST_AS_POSSIBLE, gate=gate)
    async with httpx2.AsyncClient(transport=player) as client, client.stream("POST", URL) as answer:
        stream = answer.aiter_raw()
        assert await anext(stream) == b"one"
        second = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0.01)
        assert not second.done()
        await player.step()
        assert await second == b"two"
        assert await anext(stream) == b"three"
        player.stepped = False
        assert [chunk async for chunk in stream] == []
    assert seen == [0, 1, 2, 3]


async def test_an_answer_that_was_left_ends_with_words() -> None:
    player = Player(from_bytes(b"data: x\n\n", ending=Ending.LEFT))
    async with build_client(transport=player) as client, client.stream("POST", URL) as answer:
        with pytest.raises(httpx2.ReadError, match="was stopped"):
            await answer.aread()


async def test_a_step_is_not_lost_on_a_reader_that_left() -> None:
    player = Player(THREE, stepped=True)
    async with httpx2.AsyncClient(transport=player) as client:
        first = asyncio.create_task(_first(client))
        await asyncio.sleep(0.02)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        second = asyncio.create_task(_first(client))
        await player.step()
        assert await second == b"one"
    assert (player.opened, player.closed) == (2, 2)


async def _first(client: httpx2.AsyncClient) -> bytes:
    async with client.stream("POST", URL) as answer:
        stream = answer.aiter_raw()
        chunk = await anext(stream)
        await stream.aclose()
        return chunk


async def test_a_broken_connection() -> None:
    player = Player(from_bytes(b"data: x\n\n", ending=Ending.BROKEN))
    async with build_client(transport=player) as client, client.stream("POST", URL) as answer:
        stream = answer.aiter_bytes()
        assert await anext(stream) == b"data: x\n\n"
        with pytest.raises(httpx2.ReadError):
            await anext(stream)
    assert player.closed == 1


async def test_a_connection_that_falls_silent_ends_with_its_reader() -> None:
    player = Player(from_bytes(b"data: x\n\n", ending=Ending.STALLED))
    async with build_client(transport=player) as client:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05), client.stream("POST", URL) as answer:
                await answer.aread()
    assert (player.opened, player.closed) == (1, 1)


async def test_an_answer_chosen_by_the_request() -> None:
    def choose(request: httpx2.Request) -> Recording:
        if request.url.path == "/none":
            raise httpx2.ConnectError("no server there")
        return from_bytes(request.content, status=201)

    async with httpx2.AsyncClient(transport=Player(choose)) as client:
        answer = await client.post(URL, content=b"echo")
        assert (answer.status_code, answer.content) == (201, b"echo")
        with pytest.raises(httpx2.ConnectError):
            await client.get("http://played.test/none")


async def test_several_recordings_in_order_the_last_one_again() -> None:
    player = Player([from_bytes(b"one"), from_bytes(b"two")])
    assert [(await played(player))[0] for _ in range(3)] == [[b"one"], [b"two"], [b"two"]]
    with pytest.raises(ValueError, match="no recording"):
        Player([])


async def test_a_played_stream_is_single_pass() -> None:
    player = Player(from_bytes(b"once"))
    async with httpx2.AsyncClient(transport=player) as client, client.stream("POST", URL) as answer:
        assert isinstance(answer.stream, httpx2.AsyncByteStream)
        assert [chunk async for chunk in answer.stream] == [b"once"]
        assert [chunk async for chunk in answer.stream] == []


async def test_masked_headers_of_a_recording_can_be_played() -> None:
    recording = Recording((Chunk(0.0, b"{}"),), headers=(("set-cookie", MASK), ("content-type", "application/json")))
    async with build_client(transport=Player(recording)) as client:
        assert (await client.post(URL)).headers["set-cookie"] == MASK


async def test_a_tap_above_a_player_hears_what_a_network_would_tell() -> None:
    async with build_client(transport=Player(THREE, speed=AS_FAST_AS_POSSIBLE)) as client:
        with listening() as noted:
            async with client.stream("POST", URL) as answer:
                await answer.aread()
    assert noted.words == ["started", "connected", "received", "closed"]
