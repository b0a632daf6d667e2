"""The SDK's traces stay on this machine: its one processor in this program is ours, which tells each run its spans."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from typing import Any

from agents import Span as SDKSpan
from agents import Trace, TracingProcessor
from agents.tracing import set_trace_provider
from agents.tracing.provider import DefaultTraceProvider

from core.events import Span

Listener = Callable[[Span], None]


class LocalTraces(TracingProcessor):
    """Each run listens under the id of its trace. Nothing is kept here, and nothing is sent anywhere."""

    def __init__(self) -> None:
        self._listeners: dict[str, Listener] = {}
        self._begun: dict[str, float] = {}

    def listen(self, trace_id: str, listener: Listener) -> None:
        self._listeners[trace_id] = listener

    def leave(self, trace_id: str) -> None:
        self._listeners.pop(trace_id, None)

    def on_span_start(self, span: SDKSpan[Any]) -> None:
        listener = self._listeners.get(span.trace_id)
        if listener is not None:
            self._begun[span.span_id] = time.monotonic()
            listener(self._told(span, None))

    def on_span_end(self, span: SDKSpan[Any]) -> None:
        listener = self._listeners.get(span.trace_id)
        if span.span_id in self._begun:
            ended = time.monotonic() - self._begun[span.span_id]
            if listener is not None:
                listener(self._told(span, ended))
            del self._begun[span.span_id]

    def _told(self, span: SDKSpan[Any], seconds: float | None) -> Span:
        data = span.export() or {}
        error: Any = span.error or {}
        return Span(
            span.span_id,
            span.span_data.type,
            _name(data.get("span_data") or {}),
            self._begun[span.span_id],
            span.parent_id or "",
            seconds,
            str(error.get("message", "")),
        )

    def on_trace_start(self, trace: Trace) -> None:
        return

    def on_trace_end(self, trace: Trace) -> None:
        return

    def shutdown(self) -> None:
        self._listeners.clear()

    def force_flush(self) -> None:
        return


def _name(data: dict[str, Any]) -> str:
    """What a span is about, in a word or two."""
    if data.get("type") == "handoff":
        return f"{data.get('from_agent') or ''} → {data.get('to_agent') or ''}"
    if data.get("type") == "guardrail" and data.get("triggered"):
        return f"{data.get('name')} (objected)"
    return str(data.get("name") or data.get("model") or "")


@cache
def local_traces() -> LocalTraces:
    """The one processor. The SDK has one trace provider in a process; with ours set before its first use, the one that
    sends traces to the vendor is never made."""
    traces = LocalTraces()
    provider = DefaultTraceProvider()
    provider.register_processor(traces)
    provider.set_disabled(False)
    set_trace_provider(provider)
    return traces
