"""An httpx2 transport in place of the network: reads the request, asks the director, plays the answer.

Nothing leaves the machine. The SDKs above it, and everything above them, cannot tell it from a server.
"""

from __future__ import annotations

from itertools import accumulate

import httpx2

from core.demo.asked import Asked, read_request
from core.demo.director import Director
from core.demo.encoders import encode_rejection, encode_stream, encode_whole
from core.demo.script import Beat, Rejection, Script
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
        recording = record(asked, self._director.direct(asked))
        return await Player([recording], speed=self._speed).handle_async_request(request)


def record(asked: Asked, played: Script | Rejection) -> Recording:
    """The answer to a request as a recording."""
    if isinstance(played, Rejection):
        return _rejected(asked, played)
    if asked.stream:
        return _recording(asked, 200, (_EVENTS,), encode_stream(played, asked.protocol))
    if played.error is not None:  # in one piece there is no middle to break off in
        return _rejected(asked, Rejection(500, played.error))
    wait = min(played.wait + played.gap * played.output_pieces, max(played.wait, _LONGEST_WAIT_S))
    return _recording(asked, 200, (_JSON,), [(wait, encode_whole(played, asked.protocol))])


def _rejected(asked: Asked, rejection: Rejection) -> Recording:
    wait = rejection.retry_after_s
    headers = (_JSON,) if wait is None else (_JSON, ("retry-after", str(wait)))
    return _recording(asked, rejection.status, headers, [(0.0, encode_rejection(rejection, asked.protocol))])


def _recording(asked: Asked, status: int, headers: Headers, beats: list[Beat]) -> Recording:
    arrivals = accumulate(silence for silence, _ in beats)
    chunks = tuple(Chunk(at, data) for at, (_, data) in zip(arrivals, beats, strict=True))
    return Recording(chunks, status, headers, protocol=asked.protocol)
