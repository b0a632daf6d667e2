"""Hypothesis strategies: valid sequences of stream events, as any provider may yield them."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from core.accumulator import build_part
from core.events import (
    Notice,
    PartDelta,
    PartFinished,
    PartStarted,
    ResponseFinished,
    ResponseStarted,
    Stamped,
    StreamEvent,
    TurnEvent,
    UsageReported,
)
from core.messages import FinishReason, PartKind, Usage

texts = st.text(st.characters(codec="utf-8"), max_size=12)
counts = st.none() | st.integers(0, 10**9)
usages = st.builds(Usage, counts, counts, counts, counts)


@dataclass(slots=True)
class _Open:
    started: PartStarted
    text: str = ""


@st.composite
def responses(draw: st.DrawFn, *, whole: bool = True) -> list[StreamEvent]:
    """One response by the provider contract; `whole=False` cuts it anywhere after its start."""
    events: list[StreamEvent] = [ResponseStarted(draw(texts), draw(texts))]
    opened: dict[int, _Open] = {}
    count = 0
    for _ in range(draw(st.integers(0, 12))):
        step = draw(st.sampled_from(["start", "delta", "delta", "delta", "finish", "usage", "notice"]))
        if step == "start":
            kind = draw(st.sampled_from(PartKind))
            is_call = kind is PartKind.TOOL_CALL
            started = PartStarted(count, kind, f"tool{count}" if is_call else "", f"call{count}" if is_call else "")
            opened[count] = _Open(started)
            events.append(started)
            count += 1
        elif step == "usage":
            events.append(UsageReported(draw(usages)))
        elif step == "notice":
            events.append(Notice(draw(texts)))
        elif opened:
            index = draw(st.sampled_from(sorted(opened)))
            if step == "delta":
                text = draw(texts)
                opened[index].text += text
                events.append(PartDelta(index, text))
            else:
                events.append(_finish(opened.pop(index)))
    events += [_finish(part) for _, part in sorted(opened.items())]
    events.append(ResponseFinished(draw(st.sampled_from(FinishReason)), draw(st.none() | texts)))
    return events if whole else events[: draw(st.integers(1, len(events)))]


def _finish(part: _Open) -> PartFinished:
    started = part.started
    return PartFinished(started.index, build_part(started.kind, part.text, name=started.name, call_id=started.call_id))


def stamp(events: list[TurnEvent]) -> list[Stamped]:
    return [Stamped(seq, float(seq), event) for seq, event in enumerate(events)]
