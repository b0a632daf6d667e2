"""Reads a Responses answer that its server writes in the background, and keeps a bookmark in it.

A bookmark counts for all that was said before it. Text may stand behind the last one (a program that was killed tells
nobody how far it was): the server says that text again from the bookmark on, and what is known of it is left out.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from core.events import (
    BookmarkSet,
    PartDelta,
    PartFinished,
    PartStarted,
    ResponseFinished,
    ResponseStarted,
    StreamEvent,
)
from core.messages import Bookmark, PickUp, StreamedPart, ToolCallPart
from core.providers.assembler import Assembler
from core.providers.base import ProviderSpec
from core.providers.fields import field, number, string
from core.providers.openai_responses_reader import ResponsesReader, Streamed
from core.providers.thinktags import ThinkTags

_APART_S: Final = 0.05  # between two bookmarks while all goes well
_SOUND_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,200}")
_READ_ON: Final = "The server has gone on with this answer; its rest was fetched from where the connection had ended."
_STILL_WRITTEN: Final = frozenset({"queued", "in_progress"})


class Unfinished(Exception):
    """The server showed the response as it is so far, and goes on writing it."""


class BookmarkingReader(ResponsesReader):
    """`address` is where the response lives; `asked` says whether the server was asked to write in the background, once
    it answers. With `picks_up` this reads on from there and says what is new alone."""

    def __init__(
        self,
        spec: ProviderSpec,
        key: str | None,
        model: str,
        earlier_calls: int,
        address: str,
        asked: Callable[[], bool],
        picks_up: PickUp | None = None,
    ) -> None:
        super().__init__(spec, key, model, earlier_calls)
        self._earlier_calls = earlier_calls
        self._address = address
        self._asked = asked
        self._response = ""
        self._after: int | None = None
        self._told: Bookmark | None = None
        self._told_at = 0.0
        self._lost = False
        self._known: Known | None = None
        self._picks_up = picks_up
        if picks_up is not None:
            self._go_on(picks_up)

    @property
    def after(self) -> int | None:
        """The number of the event behind which the response is to be read on; None for all of it."""
        return self._after

    def feed(self, event: object) -> list[StreamEvent]:
        kind = string(event, "type")
        try:
            events = super().feed(event)
        except Exception:
            if kind.startswith("response."):  # the response itself has failed: no reading on helps
                self.lose()
            raise
        if not self._response and kind.startswith("response."):
            self._name(field(event, "response"))
        after = number(field(event, "sequence_number"))
        if after is not None:
            self._after = after
        events = self._new(events)
        if self._picks_up is not None and self._started:
            events = [*self.notice(_READ_ON), *events]
        if self._response and not self.closed and time.monotonic() - self._told_at >= _APART_S:
            events += self._mark()
        return events

    def whole(self, body: object) -> list[StreamEvent] | None:
        if string(body, "status") in _STILL_WRITTEN:
            raise Unfinished
        if self._picks_up is not None:
            self._read_anew(self._picks_up)
        try:
            events = super().whole(body)
        except Exception:
            self.lose()
            raise
        if events is None:
            return None
        told = self.notice(_READ_ON) if self._picks_up is not None else []
        return [*told, *self._new(events)]

    def end(self) -> list[StreamEvent]:
        return self._new(super().end())

    def rest(self) -> list[StreamEvent]:
        marks = self._mark() if self._response else []  # before what is let go of: it may be said otherwise later
        return [*marks, *self._new(super().rest())]

    def lose(self) -> None:
        """There is nothing more to be had from the server."""
        self._lost = True

    # --- bookmarks ----------------------------------------------------------------------------------------------------

    def _name(self, response: object) -> None:
        """Learn the id, unless the server says that it does not write in the background."""
        found = string(response, "id")
        if self._asked() and field(response, "background") is not False and _SOUND_ID.fullmatch(found):
            self._response = found

    def _mark(self) -> list[StreamEvent]:
        now = None if self._lost else Bookmark(self._response, self._address, self._after, self._saved())
        self._told_at = time.monotonic()
        if now == self._told and not self._lost:
            return []
        self._told = now
        return [BookmarkSet(now)]

    def _saved(self) -> str:
        """What this reader knows and the parts do not tell. Without numbers it is no use: all is read again then."""
        if self._after is None:
            return ""
        streamed = [[list(place), known.size, known.check] for place, known in self._streamed.items()]
        tags = None if self._tags is None else self._tags.saved()
        saved = [self._model, self.assembler.saved(), tags, self._refused, streamed, list(self._call_ids.items())]
        return json.dumps(saved, separators=(",", ":"))

    def _go_on(self, picks_up: PickUp) -> None:
        bookmark = picks_up.bookmark
        self._response, self._told = bookmark.response, bookmark
        if bookmark.after is not None:
            try:
                sizes = self._restore(json.loads(bookmark.state), [text_of(part) for part in picks_up.parts])
            except (LookupError, TypeError, ValueError):
                pass  # another program wrote it
            else:
                self._after, self._known = bookmark.after, Known(picks_up, self.assembler.begun, sizes)
                return
        self._read_anew(picks_up)

    def _read_anew(self, picks_up: PickUp) -> None:
        """The response comes from its beginning."""
        self._after, self._known = None, Known(picks_up, 0, {})
        self.assembler, self._tags, self._started = Assembler(self._earlier_calls), ThinkTags(), False
        self._streamed, self._call_ids, self._refused = {}, {}, False

    def _restore(self, saved: Any, texts: list[str]) -> dict[int, int]:
        model, assembler, tags, refused, streamed, call_ids = saved
        places = {tuple(place): Streamed(size, check) for place, size, check in streamed}
        ids = dict(call_ids)
        sizes = self.assembler.restore(assembler, texts)
        if tags is None:
            self._tags = None
        elif self._tags is not None:
            self._tags.restore(tags)
        self._model, self._refused, self._streamed, self._call_ids = model, refused, places, ids
        self._started = True
        return sizes

    def _new(self, events: list[StreamEvent]) -> list[StreamEvent]:
        return events if self._known is None else list(self._known.without(events))


class Known:
    """What had arrived of a response before it was picked up. `sizes` are how many characters of the parts that were
    open at the bookmark had come by then; parts below `begun` had begun by then."""

    def __init__(self, picks_up: PickUp, begun: int, sizes: dict[int, int]) -> None:
        self._parts = picks_up.parts
        self._lengths = [len(text_of(part)) for part in picks_up.parts]
        self._at = dict(sizes)
        self._open = set(range(len(self._parts))) - picks_up.finished  # for those who hold them
        self._ended = {index for index in self._open if index < begun and index not in sizes}

    def without(self, events: Iterable[StreamEvent]) -> Iterator[StreamEvent]:
        """The events but for what is known. What had ended before the bookmark ends here for those who do not know."""
        yield from self._close(self._ended)
        for event in events:
            match event:
                case ResponseStarted():
                    pass
                case PartStarted(index) if index < len(self._parts):
                    self._at[index] = 0
                case PartDelta(index, text) if index < len(self._parts):
                    at = self._at.get(index, 0)
                    self._at[index] = at + len(text)
                    rest = text[max(0, self._lengths[index] - at) :]
                    if rest:
                        yield PartDelta(index, rest)
                case PartFinished(index) if index < len(self._parts):
                    if index in self._open:
                        self._open.discard(index)
                        yield event
                case ResponseFinished():
                    yield from self._close(self._open)
                    yield event
                case _:
                    yield event

    def _close(self, indexes: set[int]) -> Iterator[StreamEvent]:
        for index in sorted(indexes):
            self._open.discard(index)
            yield PartFinished(index, self._parts[index])
        indexes.clear()


def text_of(part: StreamedPart) -> str:
    return part.arguments_text if isinstance(part, ToolCallPart) else part.text
