"""Recorded answers as files, `tests/streams/<protocol>/<case>.sse` (a stream) or `.body` (whole), and what they mean.

The meaning stands beside each in `<case>.json`. To write it anew after a change, and then review it by hand:

    RIVULET_UPDATE_STREAMS=1 pytest tests/core/providers
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from core.errors import RivuletError
from core.events import Notice, ResponseFinished, ResponseStarted, StreamEvent, UsageReported
from core.messages import Message, Opaque, Role, StreamedPart, TextPart, ToolCallPart
from core.providers.base import Provider, Request
from tests.support.contract import check, folded
from tests.support.played import Played

_STREAMS = Path(__file__).parents[1] / "streams"

QUESTION = Message("q", Role.USER, (TextPart("Hello"),))


def cases(protocol: str) -> list[Path]:
    files = (_STREAMS / protocol).iterdir()
    return sorted(path for path in files if path.suffix in (".sse", ".body"))


def answer(path: Path, chunks: Iterable[bytes] | None = None) -> Played:
    """The file as an answer: in one chunk, or cut into `chunks`."""
    kind = "text/event-stream" if path.suffix == ".sse" else "application/json"
    return Played(list(chunks or [path.read_bytes()]), headers={"content-type": kind})


def request_for(path: Path) -> Request:
    return Request("test-model", (QUESTION,), stream=path.suffix == ".sse")


def single_bytes(path: Path) -> list[bytes]:
    return [bytes([byte]) for byte in path.read_bytes()]


def two_pieces(path: Path) -> Iterator[list[bytes]]:
    """The file cut in two, at every position."""
    data = path.read_bytes()
    return ([data[:at], data[at:]] for at in range(1, len(data)))


async def meaning(provider: Provider, request: Request) -> dict[str, Any]:
    """What a response comes to, without how it was cut; the provider's contract is checked on the way."""
    events: list[StreamEvent] = []
    error: str | None = None
    try:
        async for event in provider.stream(request):
            events.append(event)
    except RivuletError as failure:
        error = failure.info.kind.value
    check(events, whole=error is None)
    finish = next((event for event in events if isinstance(event, ResponseFinished)), None)
    start = next((event for event in events if isinstance(event, ResponseStarted)), None)
    usage = [event.usage for event in events if isinstance(event, UsageReported)]
    return {
        "id": start.id if start else None,
        "model": start.model if start else None,
        "parts": [_plain(part) for part in folded(events)],
        "text_before_error": "".join(getattr(event, "text", "") for event in events if not isinstance(event, Notice))
        if error
        else None,
        "finish_reason": finish.reason.value if finish else None,
        "raw_finish_reason": finish.raw_reason if finish else None,
        "usage": dataclasses.asdict(usage[-1]) if usage else None,
        "notices": sorted(event.text for event in events if isinstance(event, Notice)),
        "error": error,
    }


def expected(path: Path, found: dict[str, Any]) -> dict[str, Any]:
    """The meaning on file; written first where that is asked for."""
    file = path.with_suffix(".json")
    if os.environ.get("RIVULET_UPDATE_STREAMS") == "1":
        file.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "utf-8")
    value: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return value


def _plain(part: StreamedPart) -> dict[str, Any]:
    if isinstance(part, ToolCallPart):
        return {"kind": "tool_call", "id": part.id, "name": part.name, "arguments": part.arguments_text}
    opaque: Opaque | None = getattr(part, "opaque", None)
    kind = type(part).__name__.removesuffix("Part").lower()
    return {"kind": kind, "text": part.text, **({"opaque": opaque.payload} if opaque else {})}
