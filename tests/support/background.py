"""A server that writes Responses answers in the background, as a script: what was begun goes on whoever reads.

    written = [response(text("Hel", "lo"))]
    async with Server(Background(written, breaks=[2])) as server: ...

Each answer is a list of events as `response` makes them. `breaks` says after how many events the connection of each
reading is cut, None for one that is read to its end; the last one counts for all that follow.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support.script import Answer, End, Stall, whole
from tests.support.server import Received

Event = dict[str, Any]
ID = "resp_1"


def text(*pieces: str, index: int = 0) -> list[Event]:
    """A message in pieces."""
    place = {"output_index": index, "content_index": 0, "item_id": f"msg_{index}"}
    said = "".join(pieces)
    item = {"type": "message", "id": f"msg_{index}", "role": "assistant"}
    content = [{"type": "output_text", "text": said}]
    return [
        {"type": "response.output_item.added", "output_index": index, "item": {**item, "content": []}},
        *({"type": "response.output_text.delta", **place, "delta": piece} for piece in pieces),
        {"type": "response.output_text.done", **place, "text": said},
        {"type": "response.output_item.done", "output_index": index, "item": {**item, "content": content}},
    ]


def reasoning(*pieces: str, index: int = 0) -> list[Event]:
    place = {"output_index": index, "summary_index": 0, "item_id": f"rs_{index}"}
    item: Event = {"type": "reasoning", "id": f"rs_{index}", "summary": []}
    done = {**item, "summary": [{"type": "summary_text", "text": "".join(pieces)}], "encrypted_content": "x"}
    return [
        {"type": "response.output_item.added", "output_index": index, "item": item},
        *({"type": "response.reasoning_summary_text.delta", **place, "delta": piece} for piece in pieces),
        {"type": "response.reasoning_summary_text.done", **place, "text": "".join(pieces)},
        {"type": "response.output_item.done", "output_index": index, "item": done},
    ]


def call(name: str, *pieces: str, index: int = 0) -> list[Event]:
    """A tool call whose arguments come in pieces."""
    item = {"type": "function_call", "id": f"fc_{index}", "call_id": f"call_{index}", "name": name}
    place = {"output_index": index, "item_id": f"fc_{index}"}
    arguments = "".join(pieces)
    return [
        {"type": "response.output_item.added", "output_index": index, "item": {**item, "arguments": ""}},
        *({"type": "response.function_call_arguments.delta", **place, "delta": piece} for piece in pieces),
        {"type": "response.function_call_arguments.done", **place, "arguments": arguments},
        {"type": "response.output_item.done", "output_index": index, "item": {**item, "arguments": arguments}},
    ]


def response(*output: Sequence[Event], response_id: str = ID, **said: Any) -> list[Event]:
    """A whole response; `said` are more fields of the response itself."""
    head = {"id": response_id, "model": "m", "object": "response", "background": True, **said}
    items = [event["item"] for part in output for event in part if event["type"] == "response.output_item.done"]
    usage = {"input_tokens": 3, "output_tokens": 5}
    done = {**head, "status": "completed", "output": items, "usage": usage}
    events = [
        {"type": "response.created", "response": {**head, "status": "queued", "output": []}},
        {"type": "response.in_progress", "response": {**head, "status": "in_progress", "output": []}},
        *(event for part in output for event in part),
        {"type": "response.completed", "response": done},
    ]
    return [{**event, "sequence_number": number} for number, event in enumerate(events)]


def framed(events: Iterable[Event]) -> tuple[bytes, ...]:
    return tuple(f"event: {e['type']}\ndata: {json.dumps(e, ensure_ascii=False)}\n\n".encode() for e in events)


@dataclass(slots=True)
class Background:
    """`responses` are begun by one POST each, in order. `forgets`: it knows no response afterwards. `stalls`: a
    connection that would be cut says nothing more instead. `refuses`: it takes no such parameter. `whole`: a GET gives
    the response in one piece."""

    responses: Sequence[list[Event]]
    breaks: Sequence[int | None] = (None,)
    forgets: bool = False
    stalls: bool = False
    refuses: bool = False
    whole: bool = False
    readings: int = 0
    fetched: list[int | None] = field(default_factory=list)  # behind which event each GET began
    cancelled: list[str] = field(default_factory=list)
    begun: int = 0

    def __call__(self, received: Received) -> Answer:
        url = urlsplit(received.path)
        if received.method == "GET":
            return self._fetch(url.path, parse_qs(url.query))
        if url.path.endswith("/cancel"):
            self.cancelled.append(url.path.split("/")[-2])
            return whole(json.dumps({"id": self.cancelled[-1], "status": "cancelled", "output": []}).encode())
        asked = received.json()
        if self.refuses and "background" in asked:
            error = {"message": "Unknown parameter: 'background'.", "param": "background", "code": "unknown_parameter"}
            return whole(json.dumps({"error": error}).encode(), status=400)
        self.begun += 1
        if not asked.get("stream"):
            return whole(json.dumps(self.responses[0][-1]["response"]).encode())
        return self._read(self.responses[min(self.begun, len(self.responses)) - 1])

    def _fetch(self, path: str, query: dict[str, list[str]]) -> Answer:
        wanted = re.sub(r".*/responses/", "", path)
        found = next((events for events in self.responses if events[0]["response"]["id"] == wanted), None)
        after = query.get("starting_after")
        self.fetched.append(int(after[0]) if after else None)
        if found is None or self.forgets:
            error = {"message": f"Response with id '{wanted}' not found.", "type": "invalid_request_error"}
            return whole(json.dumps({"error": error}).encode(), status=404)
        if self.whole:
            return whole(json.dumps(found[-1]["response"]).encode())
        assert query["stream"] == ["true"]
        return self._read([event for event in found if not after or event["sequence_number"] > int(after[0])])

    def _read(self, events: list[Event]) -> Answer:
        cut = self.breaks[min(self.readings, len(self.breaks) - 1)]
        self.readings += 1
        if cut is None:
            return Answer(framed(events))
        if self.stalls:
            return Answer((*framed(events[:cut]), Stall()))
        return Answer(framed(events[:cut]), end=End.DROP)
