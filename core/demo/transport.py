"""An httpx2 transport in place of the network: reads the request, asks the director, plays the answer.

Nothing leaves the machine. The SDKs above it, and everything above them, cannot tell it from a server.
"""

from __future__ import annotations

import httpx2

from core.demo.asked import Asked, read_request
from core.demo.director import Director
from core.demo.encoders import encode_rejection, encode_stream, encode_whole
from core.demo.script import Rejection, Script
from core.wire.pace import Pace
from core.wire.player import Player
from core.wire.recording import Chunk, Headers, Recording

_LONGEST_WAIT_S = 3.0  # for an answer in one piece, which comes when a streamed one would have ended
_JSON = ("content-type", "application/json")
_EVENTS = ("content-type", "text/event-stream; charset=utf-8")


class DemoTransport(httpx2.AsyncBaseTransport):
    """`speed` is how many times faster than written the scenes are played."""

    def __init__(self, director: Director, speed: float = 1.0) -> None:
        self._director = director
        self._speed = speed

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        body = await request.aread()
        asked = read_request(request.url.path, body)
        if asked is None:
            message = {"error": {"message": "The demo plays answers of three protocols and knows no other address."}}
            return httpx2.Response(404, json=message, request=request)
        recording = await record(asked, self._director.direct(asked))
        return await Player(recording, speed=self._speed).handle_async_request(request)


async def record(asked: Asked, played: Script | Rejection) -> Recording:
    """The answer to a request as a recording. A long one takes a while to write, so the loop gets its turns between."""
    if isinstance(played, Rejection):
        return _rejected(asked, played)
    if asked.stream:
        return await _streamed(asked, played)
    if played.error is not None:  # in one piece there is no middle to break off in
        return _rejected(asked, Rejection(500, played.error))
    wait = min(played.wait + played.gap * played.output_pieces, max(played.wait, _LONGEST_WAIT_S))
    return _recording(asked, 200, (_JSON,), (Chunk(wait, encode_whole(played, asked.protocol)),))


async def _streamed(asked: Asked, script: Script) -> Recording:
    pace, at = Pace(), 0.0
    chunks = []
    for silence, data in encode_stream(script, asked.protocol):
        at += silence
        chunks.append(Chunk(at, data))
        await pace.breathe()
    return _recording(asked, 200, (_EVENTS,), tuple(chunks))


def _rejected(asked: Asked, rejection: Rejection) -> Recording:
    wait = rejection.retry_after_s
    headers = (_JSON,) if wait is None else (_JSON, ("retry-after", str(wait)))
    body = Chunk(0.0, encode_rejection(rejection, asked.protocol))
    return _recording(asked, rejection.status, headers, (body,))


def _recording(asked: Asked, status: int, headers: Headers, chunks: tuple[Chunk, ...]) -> Recording:
    return Recording(chunks, status, headers, protocol=asked.protocol)
