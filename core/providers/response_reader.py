"""What the readers of all OpenAI formats share: the events around the parts of one response.

A reader is fed the plain JSON objects of one answer and gives events back. It knows no network and no SDK.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from core.errors import RivuletError
from core.events import ResponseFinished, ResponseStarted, StreamEvent, UsageReported
from core.messages import FinishReason, PartKind, Usage
from core.providers.assembler import Assembler
from core.providers.base import ProviderSpec
from core.providers.failures import stream_error
from core.providers.thinktags import ThinkTags


class ResponseReader(ABC):
    """Reads one response. `closed` says that its closing word has come: only trailers may follow.
    `done_is_enough`: whether `[DONE]` ends a stream properly in this format even without such a word."""

    done_is_enough: ClassVar[bool] = False

    def __init__(self, spec: ProviderSpec, key: str | None, earlier_calls: int) -> None:
        self.spec = spec
        self.closed = False
        self.assembler = Assembler(earlier_calls)
        self._key = key
        self._started = False
        self._tags: ThinkTags | None = ThinkTags()
        self._usage: Usage | None = None
        self._early: list[StreamEvent] = []
        self._refused = False  # a refusal came in place of an answer

    @property
    def answered(self) -> bool:
        """Whether content has arrived."""
        return self.assembler.has_parts

    @abstractmethod
    def feed(self, event: object) -> list[StreamEvent]:
        """One event of a stream. Raises a `RivuletError` where the server reports an error in it."""

    @abstractmethod
    def whole(self, body: object) -> list[StreamEvent] | None:
        """A whole answer as JSON; None where it is not one of this API."""

    @abstractmethod
    def end(self) -> list[StreamEvent]:
        """The answer is over: close what is open and say why it ended."""

    def rest(self) -> list[StreamEvent]:
        """What is still held back, for an answer that broke off."""
        events: list[StreamEvent] = []
        self._release(events)
        return events

    def notice(self, text: str) -> list[StreamEvent]:
        """Say something about this response; before it has started, it waits for that."""
        events = self.assembler.notice(text)
        if self._started:
            return events
        self._early += events
        return []

    def _start(self, response_id: str = "", model: str = "") -> list[StreamEvent]:
        if self._started:
            return []
        self._started = True
        early, self._early = self._early, []
        return [ResponseStarted(response_id, model), *early]

    def _add(self, events: list[StreamEvent], kind: PartKind, text: str) -> None:
        """More text of a kind. Think tags are looked for in text, unless the server tells reasoning apart itself."""
        if kind is PartKind.TEXT and self._tags is not None:
            for told_kind, told in self._tags.feed(text):
                events += self.assembler.delta(told_kind, told)
            return
        if text and kind is not PartKind.TEXT:
            self._release(events)
            self._refused = self._refused or kind is PartKind.REFUSAL
            if kind is PartKind.REASONING:
                self._tags = None
        events += self.assembler.delta(kind, text)

    def _release(self, events: list[StreamEvent]) -> None:
        """Let go of text that was held back because it might have become a think tag."""
        if self._tags is not None:
            for kind, text in self._tags.flush():
                events += self.assembler.delta(kind, text)

    def _report(self, usage: Usage) -> list[StreamEvent]:
        """The usage, if it says something new."""
        if usage in (Usage(), self._usage):
            return []
        self._usage = usage
        return [UsageReported(usage)]

    def _finish(self, reason: FinishReason, raw_reason: str | None) -> list[StreamEvent]:
        self.closed = True
        if self._refused and reason is FinishReason.STOP:
            reason = FinishReason.REFUSAL  # some formats have no word of their own for it
        return [*self._start(), *self.assembler.finish(), ResponseFinished(reason, raw_reason)]

    def _error(self, body: object) -> RivuletError:
        return stream_error(body, provider=self.spec, key=self._key)
