r"""A recorded answer, and its file: what a server sent, cut as it came, with the times. Readable, without keys.

The format is JSON lines in UTF-8: a header, the chunks, the ending.

    {"rivulet-recording": 1, "protocol": "openai-chat", "method": "POST", "path": "/v1/chat/completions",
     "request_headers": [["authorization", "Bearer •••"]], "status": 200, "headers": [["content-type", "…"]],
     "headers_at": 0.21}                                      (this is one line)
    {"at": 0.25, "text": "data: {\"id\": …}\n\n"}             a chunk: seconds since the request, and its bytes
    {"at": 0.31, "base64": "w6k="}                            the same where the bytes are not UTF-8 text
    {"at": 2.5, "end": "complete"}                            how it ended: complete, broken or stalled

Unknown fields are ignored when reading; a higher version is refused. The request's body is left out: it is the user's
own text, and playing the answer does not need it. Compressed bodies are written inflated.
"""

from __future__ import annotations

import base64
import json
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from core.errors import ProtocolError
from core.wire.exchange import Exchange
from core.wire.inflate import Inflater, inflater_for
from core.wire.masking import mask_bytes, mask_headers, mask_url

VERSION: Final = 1

Headers = tuple[tuple[str, str], ...]
_EVENT_STREAM: Final[Headers] = (("content-type", "text/event-stream; charset=utf-8"),)
_OF_THE_TRANSFER: Final = ("content-encoding", "content-length", "transfer-encoding")


class Ending(StrEnum):
    COMPLETE = "complete"  # the body ended as it should
    BROKEN = "broken"  # the connection broke
    STALLED = "stalled"  # nothing more came


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes that arrived together, `at` seconds after the request was sent."""

    at: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Recording:
    """Times are seconds since the request was sent. `ended_at` is None where the time of the end is not known."""

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

    def body(self) -> bytes:
        return b"".join(chunk.data for chunk in self.chunks)


class RecordingError(ValueError):
    """A file that is no recording, or one of a newer version. The message is a sentence for a person."""


# --- making one -------------------------------------------------------------------------------------------------------


def from_bytes(
    data: bytes, *, status: int = 200, headers: Headers = _EVENT_STREAM, ending: Ending = Ending.COMPLETE
) -> Recording:
    """A recording of `data` in one chunk, at once."""
    return Recording((Chunk(0.0, data),) if data else (), status=status, headers=headers, ending=ending)


def recut(recording: Recording, positions: Iterable[int]) -> Recording:
    """The same bytes, cut before each of `positions` and nowhere else. A piece has the time of its last byte."""
    data = recording.body()
    borders = [0, *sorted({at for at in positions if 0 < at < len(data)}), len(data)]
    chunks = _cut(data, borders, recording.chunks) if data else ()
    return replace(recording, chunks=tuple(chunks))


def from_exchange(
    exchange: Exchange, *, protocol: str = "", secrets: Iterable[str] = (), ending: Ending = Ending.COMPLETE
) -> Recording:
    """What a tap saw, with `secrets` masked. Raises ValueError for an exchange without an answer."""
    if exchange.status is None:
        raise ValueError("This exchange got no answer; there is nothing to record.")
    secrets = tuple(secrets)
    chunks, plain = _inflated(exchange)
    dropped = _OF_THE_TRANSFER if plain else _OF_THE_TRANSFER[1:]
    headers = [pair for pair in exchange.response_headers if pair[0].lower() not in dropped]
    masked = mask_bytes(b"".join(chunk.data for chunk in chunks), secrets)
    borders = [0, *accumulate(len(chunk.data) for chunk in chunks)]
    return Recording(
        chunks=tuple(_cut(masked, borders, chunks)),
        status=exchange.status,
        headers=tuple(mask_headers(headers, secrets)),
        protocol=protocol,
        method=exchange.method,
        path=mask_url(urlsplit(exchange.url).path, secrets),
        request_headers=tuple(mask_headers(exchange.request_headers, secrets)),
        headers_at=(exchange.headers_at or exchange.started) - exchange.started,
        ending=ending,
        ended_at=None if exchange.closed is None else exchange.closed - exchange.started,
    )


def _inflated(exchange: Exchange) -> tuple[list[Chunk], bool]:
    """The chunks, and whether they are what the server compressed; left as they are where that cannot be undone."""
    chunks = [Chunk(at - exchange.started, data) for at, data in exchange.chunks]
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


# --- the file ---------------------------------------------------------------------------------------------------------


def save(recording: Recording, path: Path) -> None:
    path.write_text(dumps(recording), encoding="utf-8", newline="\n")


def load(path: Path) -> Recording:
    """Raises RecordingError, or OSError where the file cannot be read."""
    try:
        return loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise RecordingError("This file is not a recording: it is not text.") from error


def dumps(recording: Recording) -> str:
    """The recording as the text that `loads` reads, with keys masked in its headers."""
    header = {
        "rivulet-recording": VERSION,
        "protocol": recording.protocol,
        "method": recording.method,
        "path": recording.path,
        "request_headers": mask_headers(recording.request_headers),
        "status": recording.status,
        "headers": mask_headers(recording.headers),
        "headers_at": recording.headers_at,
    }
    lines: list[dict[str, Any]] = [header]
    lines += [{"at": chunk.at, **_written(chunk.data)} for chunk in recording.chunks]
    lines.append({"at": recording.ended_at, "end": recording.ending})
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def loads(text: str) -> Recording:
    """Raises RecordingError."""
    try:
        lines = [json.loads(line) for line in text.split("\n") if line.strip()]
        if not lines or "rivulet-recording" not in lines[0]:
            raise RecordingError("This file is not a recording.")
        if lines[0]["rivulet-recording"] > VERSION:
            raise RecordingError("This recording was made by a newer version of Rivulet.")
        return _read(lines[0], lines[1:])
    except RecordingError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise RecordingError("This recording is damaged.") from error


def _read(header: dict[str, Any], lines: list[dict[str, Any]]) -> Recording:
    end: dict[str, Any] = next((line for line in lines if "end" in line), {"end": "complete"})
    return Recording(
        chunks=tuple(Chunk(_time(line["at"]), _bytes(line)) for line in lines if "end" not in line),
        status=int(header.get("status", 200)),
        headers=_pairs(header.get("headers", ())),
        protocol=str(header.get("protocol", "")),
        method=str(header.get("method", "POST")),
        path=str(header.get("path", "")),
        request_headers=_pairs(header.get("request_headers", ())),
        headers_at=_time(header.get("headers_at", 0.0)),
        ending=Ending(end["end"]),
        ended_at=None if end.get("at") is None else _time(end["at"]),
    )


def _written(data: bytes) -> dict[str, str]:
    try:
        return {"text": data.decode("utf-8")}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode("ascii")}


def _bytes(line: dict[str, Any]) -> bytes:
    if "text" in line:
        return str(line["text"]).encode("utf-8")
    return base64.b64decode(line["base64"], validate=True)


def _pairs(value: Any) -> Headers:
    return tuple((str(name), str(text)) for name, text in value)


def _time(value: Any) -> float:
    seconds = float(value)
    if not (math.isfinite(seconds) and seconds >= 0):
        raise ValueError("not a time")
    return seconds
