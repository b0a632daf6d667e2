"""A recorded answer: what a server sent, cut as it came, with the times, without keys. `core.wire.tape` is its file.

Compressed bodies are kept inflated. The request is text, with its keys masked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import Final
from urllib.parse import urlsplit

from core.errors import ProtocolError
from core.wire.exchange import Exchange
from core.wire.inflate import Inflater, inflater_for
from core.wire.masking import mask_bytes, mask_headers, mask_url

Headers = tuple[tuple[str, str], ...]
_EVENT_STREAM: Final[Headers] = (("content-type", "text/event-stream; charset=utf-8"),)
_PLACES: Final = 6  # microseconds: what clocks are good for
_OF_THE_TRANSFER: Final = ("content-encoding", "content-length", "transfer-encoding")


class Ending(StrEnum):
    COMPLETE = "complete"  # the body ended as it should
    BROKEN = "broken"  # the connection broke
    STALLED = "stalled"  # nothing more came
    LEFT = "left"  # the reader left: what the server would have sent is not known


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes that arrived together, `at` seconds after the request was sent."""

    at: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Recording:
    """Times are seconds since the request was sent. `ended_at` is None where the time of the end is not known.
    `request` is the request's body, empty where it is not known; `began` is seconds since the first request of a
    tape."""

    chunks: tuple[Chunk, ...]
    status: int = 200
    headers: Headers = _EVENT_STREAM
    protocol: str = ""
    method: str = "POST"
    path: str = ""
    request_headers: Headers = ()
    headers_at: float = 0.0
    ending: Ending = Ending.COMPLETE
    ended_at: float | None = None
    request: str = ""
    began: float = 0.0

    def body(self) -> bytes:
        return b"".join(chunk.data for chunk in self.chunks)

    @property
    def compressed(self) -> bool:
        """Whether the body is compressed in a way that could not be undone."""
        return any(name.lower() == "content-encoding" and value != "identity" for name, value in self.headers)


def from_bytes(
    data: bytes, *, status: int = 200, headers: Headers = _EVENT_STREAM, ending: Ending = Ending.COMPLETE
) -> Recording:
    """A recording of `data` in one chunk, at once."""
    return Recording((Chunk(0.0, data),) if data else (), status=status, headers=headers, ending=ending)


def recut(recording: Recording, positions: Iterable[int]) -> Recording:
    """The same bytes, cut before each of `positions` and nowhere else. A piece has the time of its last byte."""
    return with_body(recording, recording.body(), positions)


def with_body(recording: Recording, data: bytes, positions: Iterable[int]) -> Recording:
    """Other bytes, as many, cut before each of `positions`."""
    borders = [0, *sorted({at for at in positions if 0 < at < len(data)}), len(data)]
    chunks = _cut(data, borders, recording.chunks) if data else ()
    return replace(recording, chunks=tuple(chunks))


def borders(recording: Recording) -> list[int]:
    """Where its chunks end."""
    return list(accumulate(len(chunk.data) for chunk in recording.chunks))


def from_exchange(
    exchange: Exchange, *, protocol: str = "", secrets: Iterable[str] = (), ending: Ending = Ending.COMPLETE
) -> Recording:
    """What a tap saw, with `secrets` and those that the request carried masked. Raises ValueError for an exchange
    without an answer."""
    if exchange.status is None:
        raise ValueError("This exchange got no answer; there is nothing to record.")
    secrets = (*secrets, *exchange.secrets)
    chunks, plain = _inflated(exchange)
    dropped = _OF_THE_TRANSFER if plain else _OF_THE_TRANSFER[1:]
    headers = [pair for pair in exchange.response_headers if pair[0].lower() not in dropped]
    masked = mask_bytes(b"".join(chunk.data for chunk in chunks), secrets)
    ends = [0, *accumulate(len(chunk.data) for chunk in chunks)]
    return Recording(
        chunks=tuple(_cut(masked, ends, chunks)),
        status=exchange.status,
        headers=tuple(mask_headers(headers, secrets)),
        protocol=protocol,
        method=exchange.method,
        path=mask_url(urlsplit(exchange.url).path, secrets),
        request_headers=tuple(mask_headers(exchange.request_headers, secrets)),
        headers_at=round((exchange.headers_at or exchange.started) - exchange.started, _PLACES),
        ending=ending,
        ended_at=None if exchange.closed is None else round(exchange.closed - exchange.started, _PLACES),
        request=mask_bytes(exchange.request_body, secrets).decode("utf-8", "replace"),
    )


def _inflated(exchange: Exchange) -> tuple[list[Chunk], bool]:
    """The chunks, and whether they are what the server compressed; left as they are where that cannot be undone."""
    chunks = [Chunk(round(at - exchange.started, _PLACES), data) for at, data in exchange.chunks]
    encoding = next((value for name, value in exchange.response_headers if name.lower() == "content-encoding"), "")
    try:
        inflater = inflater_for(encoding)
        return (chunks if inflater is None else list(_inflate(chunks, inflater))), True
    except ProtocolError:
        return chunks, False


def _inflate(chunks: Sequence[Chunk], inflater: Inflater) -> Iterator[Chunk]:
    for chunk in chunks:
        data = b"".join(inflater.feed(chunk.data))
        if data:
            yield Chunk(chunk.at, data)


def _cut(data: bytes, borders: Sequence[int], timed: Sequence[Chunk]) -> Iterator[Chunk]:
    """The pieces of `data` between `borders`, with the times at which their last bytes came in `timed`."""
    ends = list(accumulate(len(chunk.data) for chunk in timed))
    for start, end in pairwise(borders):
        if end > start:
            yield Chunk(timed[bisect_left(ends, end)].at, data[start:end])
