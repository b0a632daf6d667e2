"""Puts the pieces of one response together: vendor fragments in, `StreamEvent`s out.

The only place that maps a vendor's ids and indexes to part indexes. It knows no wire format; a reader of one (the
providers) tells it what kind of piece arrived. Every repair of an odd tool-call fragment is said in a `Notice`, once
per kind and response.

Rules: part indexes count from 0 without gaps. A text-like part starts with its first text and is finished when another
part starts. Tool calls stay open side by side until the vendor says they are done, or the response ends. A fragment
belongs to a call by id, else by index, else to the latest call; a new name starts a new call.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from core.events import Notice, PartDelta, PartFinished, PartStarted, StreamEvent
from core.messages import Opaque, PartKind, ReasoningPart, ToolCallPart
from core.providers.fields import identifier, number
from core.providers.growing import Fragment, GrowingCall, GrowingText
from core.providers.letters import cut_half, whole_letters

_NO_ID = "The server gave a tool call no id; one was made up."
_SAME_ID = "The server used one id for several tool calls; new ids were made up."
_CHANGING_ID = "The server changed the id within one tool call; the first one was kept."
_NO_INDEX = "The server sent tool calls without an index; their pieces were matched by id or name."
_SAME_INDEX = "The server used one index for several tool calls; they were told apart by id or name."
_REPEATED_NAME = "The server repeated the name of a tool call in every piece; it was read once."
_RENAMED = "The server changed the name of a running tool call; the first name was kept."
_OBJECT = "The server sent tool arguments as an object instead of text; they were written out as JSON."
_NO_NAME = "The server sent a tool call without a name."
_LATE = "The server sent more of a tool call after its end; the rest was dropped."
_DIFFERENT = "The server's final text differs from what it streamed; the streamed text was kept."


class Assembler:
    """Assembles one response. Every method returns the events that follow from the piece it was given.

    `earlier_calls` is the number of tool calls already in the conversation: made-up ids count on from there.
    """

    def __init__(self, earlier_calls: int = 0) -> None:
        self._next_index = 0
        self._text: GrowingText | None = None
        self._half: tuple[PartKind, str] | None = None  # of a letter whose other half has not come yet
        self._calls: list[GrowingCall] = []
        self._earlier_calls = earlier_calls
        self._noted: set[str] = set()

    @property
    def has_parts(self) -> bool:
        """Whether anything has been said in this response."""
        return self._next_index > 0 or bool(self._calls)

    @property
    def begun(self) -> int:
        """How many parts have started."""
        return self._next_index

    @property
    def has_tool_calls(self) -> bool:
        return bool(self._calls)

    def notice(self, text: str) -> list[StreamEvent]:
        """A `Notice`, unless this response has already said the same."""
        if text in self._noted:
            return []
        self._noted.add(text)
        return [Notice(text)]

    # --- text, reasoning, refusal -------------------------------------------------------------------------------------

    def delta(self, kind: PartKind, text: str) -> list[StreamEvent]:
        """More text of a text-like kind. Empty text says nothing."""
        text = self._whole_letters(kind, text)
        if not text:
            return []
        open_text = self._text
        if open_text is not None and open_text.kind is kind:
            open_text.pieces.append(text)
            return [PartDelta(open_text.index, text)]
        events = self._close_text(None)
        index = self._take_index()
        self._text = GrowingText(index, kind, [text])
        events += (PartStarted(index, kind), PartDelta(index, text))
        return events

    def text_delta(self, text: str) -> list[StreamEvent]:
        return self.delta(PartKind.TEXT, text)

    def reasoning_delta(self, text: str) -> list[StreamEvent]:
        return self.delta(PartKind.REASONING, text)

    def refusal_delta(self, text: str) -> list[StreamEvent]:
        return self.delta(PartKind.REFUSAL, text)

    def close_text(self) -> list[StreamEvent]:
        """Finish the open text-like part, if there is one; the next text starts a new part."""
        self._half = None
        return self._close_text(None)

    def close_reasoning(self, opaque: Opaque) -> list[StreamEvent]:
        """Finish the open reasoning with its vendor data. Data without any text becomes a part of its own."""
        if self._text is not None and self._text.kind is PartKind.REASONING:
            return self._close_text(opaque)
        events = self.close_text()
        index = self._take_index()
        events += (PartStarted(index, PartKind.REASONING), PartFinished(index, ReasoningPart("", opaque)))
        return events

    # --- tool calls ---------------------------------------------------------------------------------------------------

    def tool_call(
        self, *, vendor_id: object = None, vendor_index: object = None, name: object = None, arguments: object = None
    ) -> list[StreamEvent]:
        """A fragment of a tool call, as odd as the vendor sent it."""
        events: list[StreamEvent] = []
        fragment = self._sound(events, vendor_id, vendor_index, name, arguments)
        call = self._find(events, fragment)
        if call is None:
            call = GrowingCall(fragment.vendor_id, fragment.vendor_index)
            self._calls.append(call)
        elif call.closed:
            if fragment.arguments:
                events += self.notice(_LATE)
            return events
        self._adopt(events, call, fragment)
        if call.index is None and call.name:
            self._start(events, call)
        if fragment.arguments:
            call.pieces.append(fragment.arguments)
            if call.index is not None:
                events.append(PartDelta(call.index, fragment.arguments))
        return events

    def close_call(
        self, *, vendor_id: object = None, vendor_index: object = None, arguments: object = None
    ) -> list[StreamEvent]:
        """The vendor says a call is done. `arguments`, if given, are the whole arguments: what was not streamed is
        made up for. A call that is not known, or is closed already, is left alone."""
        events: list[StreamEvent] = []
        wanted = self._sound(events, vendor_id, vendor_index, None, arguments)
        call = self._by_id(wanted.vendor_id) or self._by_index(wanted.vendor_index)
        if call is None or call.closed:
            return events
        if call.index is None:
            self._start(events, call)
        rest, matches = remainder(call.text(), wanted.arguments)
        if not matches:
            events += self.notice(_DIFFERENT)
        if rest and call.index is not None:
            call.pieces.append(rest)
            events.append(PartDelta(call.index, rest))
        self._close(events, call)
        return events

    # --- going on elsewhere -------------------------------------------------------------------------------------------

    def saved(self) -> list[Any]:
        """How this stands, as JSON: all but the texts of parts that have started, whose lengths are told."""
        text, half = self._text, self._half
        return [
            self._next_index,
            None if text is None else [text.index, text.kind, text.size()],
            None if half is None else list(half),
            [call.saved() for call in self._calls],
            sorted(self._noted),
        ]

    def restore(self, saved: Sequence[Any], texts: Sequence[str]) -> dict[int, int]:
        """Stand so again, with the texts of the parts; they may be longer than they were. Returns how much of each open
        part counts. Raises LookupError, TypeError or ValueError for what `saved` did not give."""
        self._next_index, text, half, calls, noted = saved
        open_sizes: dict[int, int] = {}
        if text is not None:
            index, kind, size = text
            self._text = GrowingText(index, PartKind(kind), [texts[index][:size]])
            open_sizes[index] = size
        self._half = None if half is None else (PartKind(half[0]), half[1])
        self._calls = [GrowingCall.restored(each, texts) for each in calls]
        self._noted = set(noted)
        for call in self._calls:
            if call.index is not None and not call.closed:
                open_sizes[call.index] = len(call.text())
        if any(len(texts[index]) < size for index, size in open_sizes.items()):
            raise ValueError
        return open_sizes

    # --- the end ------------------------------------------------------------------------------------------------------

    def finish(self) -> list[StreamEvent]:
        """Finish everything that is open. Safe to call twice."""
        events = self.close_text()
        for call in self._calls:
            if not call.closed:
                if call.index is None:
                    self._start(events, call)
                self._close(events, call)
        return events

    # --- within -------------------------------------------------------------------------------------------------------

    def _take_index(self) -> int:
        index = self._next_index
        self._next_index += 1
        return index

    def _whole_letters(self, kind: PartKind, text: str) -> str:
        """`text` with the half that waited for it, without one that begins a letter at its end."""
        waiting, self._half = self._half, None
        if waiting is not None and waiting[0] is kind:
            text = waiting[1] + text
        text, half = cut_half(text)
        if half:
            self._half = (kind, half)
        return whole_letters(text)

    def _close_text(self, opaque: Opaque | None) -> list[StreamEvent]:
        open_text, self._text = self._text, None
        return [] if open_text is None else [PartFinished(open_text.index, open_text.part(opaque))]

    def _sound(
        self, events: list[StreamEvent], vendor_id: object, vendor_index: object, name: object, arguments: object
    ) -> Fragment:
        if isinstance(arguments, str):
            text = whole_letters(arguments)
        elif arguments is None:
            text = ""
        else:
            text = json.dumps(arguments, ensure_ascii=False, default=str)
            events += self.notice(_OBJECT)
        return Fragment(
            vendor_id=identifier(vendor_id),
            vendor_index=number(vendor_index),
            name=whole_letters(name) if isinstance(name, str) and name else None,
            arguments=text,
        )

    def _by_id(self, vendor_id: str | None) -> GrowingCall | None:
        if vendor_id is None:
            return None
        return next((call for call in reversed(self._calls) if call.vendor_id == vendor_id), None)

    def _by_index(self, vendor_index: int | None) -> GrowingCall | None:
        if vendor_index is None:
            return None
        return next((call for call in reversed(self._calls) if call.vendor_index == vendor_index), None)

    def _find(self, events: list[StreamEvent], fragment: Fragment) -> GrowingCall | None:
        """The call a fragment belongs to; None where it starts a new one."""
        if fragment.vendor_index is None:
            events += self.notice(_NO_INDEX)
        call = self._by_id(fragment.vendor_id)
        if call is not None:
            return self._find_known_id(events, call, fragment)
        call = self._by_index(fragment.vendor_index)
        if call is None:
            return self._find_unknown(fragment)
        if fragment.vendor_id is not None and call.vendor_id is not None:
            if fragment.name is None and not call.closed:
                events += self.notice(_CHANGING_ID)
                return call
            events += self.notice(_SAME_INDEX)
            return None
        if call.is_followed_by(fragment):
            events += self.notice(_SAME_INDEX)
            return None
        return call

    def _find_known_id(self, events: list[StreamEvent], call: GrowingCall, fragment: Fragment) -> GrowingCall | None:
        elsewhere = None not in (fragment.vendor_index, call.vendor_index) and (
            fragment.vendor_index != call.vendor_index
        )
        if not elsewhere:
            if fragment.name not in (None, call.name) and call.whole():
                events += self.notice(_SAME_ID)
                return None
            return call
        other = self._by_index(fragment.vendor_index)
        if fragment.name is None or (other is not None and fragment.name == other.name):
            return other or call
        events += self.notice(_SAME_ID)
        return None

    def _find_unknown(self, fragment: Fragment) -> GrowingCall | None:
        """Neither id nor index is known: the latest call goes on, unless a new one clearly starts."""
        latest = self._calls[-1] if self._calls else None
        if latest is None or latest.closed or latest.is_followed_by(fragment):
            return None
        if fragment.vendor_index is not None and latest.vendor_index is not None:
            return None
        if fragment.vendor_id is not None and latest.vendor_id is not None and fragment.name is not None:
            return None
        return latest

    def _adopt(self, events: list[StreamEvent], call: GrowingCall, fragment: Fragment) -> None:
        """Learn what a fragment says about its call."""
        if call.vendor_id is None:
            call.vendor_id = fragment.vendor_id
        if call.vendor_index is None:
            call.vendor_index = fragment.vendor_index
        if fragment.name is None:
            return
        if not call.name:
            call.name = fragment.name
        elif call.index is not None:
            events += self.notice(_REPEATED_NAME if fragment.name == call.name else _RENAMED)

    def _start(self, events: list[StreamEvent], call: GrowingCall) -> None:
        events += self.close_text()
        if not call.name:
            events += self.notice(_NO_NAME)
        taken = {other.call_id for other in self._calls}
        if call.vendor_id is not None and call.vendor_id not in taken:
            call.call_id = call.vendor_id
        else:
            if call.vendor_id is None:
                events += self.notice(_NO_ID)
            call.call_id = self._make_id(taken)
        call.index = self._take_index()
        events.append(PartStarted(call.index, PartKind.TOOL_CALL, call.name, call.call_id))
        if call.pieces:
            events.append(PartDelta(call.index, call.text()))

    def _make_id(self, taken: set[str]) -> str:
        number = self._earlier_calls + sum(1 for call in self._calls if call.call_id) + 1
        while f"call_{number}" in taken:
            number += 1
        return f"call_{number}"

    @staticmethod
    def _close(events: list[StreamEvent], call: GrowingCall) -> None:
        assert call.index is not None, "only a started call is closed"
        call.closed = True
        events.append(PartFinished(call.index, ToolCallPart(call.call_id, call.name, call.text())))


def remainder(streamed: str, whole: str) -> tuple[str, bool]:
    """What `whole` holds beyond the streamed text, and whether it agrees with it. No whole text agrees with all."""
    if not whole or whole == streamed:
        return "", True
    if whole.startswith(streamed):
        return whole[len(streamed) :], True
    return "", False
