"""The figures of a turn as lines to show: usage and timing. Pure."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QCoreApplication

from core.messages import Usage
from gui.inspector import words
from gui.inspector.labels import Fact
from gui.inspector.state import InspectorState

_SIMPLE: Final = re.compile(r"([\d.,]+)\s*([^\d\s]+)")  # in Korean there is no space between the two


def _tr(text: str) -> str:
    return QCoreApplication.translate("Inspector", text)


def usage_facts(state: InspectorState) -> tuple[Fact, ...]:
    """Token counts, summed over the responses of the turn (what nobody reported is left out), and what streamed."""
    usage = state.usage or Usage()
    last = Usage() if state.last_usage in (None, state.usage) else state.last_usage or Usage()
    unit = _tr("tokens")
    rows = (
        (_tr("Input"), usage.input_tokens, last.input_tokens),
        (_tr("of it cached"), usage.cached_tokens, None),
        (_tr("Output"), usage.output_tokens, last.output_tokens),
        (_tr("of it reasoning"), usage.reasoning_tokens, None),
    )
    facts = [
        Fact(
            name,
            words.tokens(count),
            unit,
            _tr("last response {n}").replace("{n}", words.tokens(last_count)) if last_count is not None else "",
        )
        for name, count, last_count in rows
        if count is not None
    ]
    if state.characters:
        note = _tr("in {n} pieces").replace("{n}", words.tokens(state.deltas))
        facts.append(Fact(_tr("Streamed"), words.tokens(state.characters), _tr("characters"), note))
    return tuple(facts)


def timing_facts(state: InspectorState, now: float) -> tuple[Fact, ...]:
    """When the turn's moments came, since it began; the total runs on while the turn lives."""
    timing = state.timing
    total = timing.total_ms if timing.total_ms is not None else (now - state.started) * 1000
    rows = [
        (_tr("First byte"), timing.first_byte_ms),
        (_tr("First token"), timing.first_token_ms),
        (_tr("Last token"), timing.last_token_ms),
        (_tr("Total"), total if state.turn else None),
    ]
    facts = [Fact(name, *figure_and_unit(words.duration(ms / 1000))) for name, ms in rows if ms is not None]
    if state.rate is not None:
        value = f"{state.rate.tokens_per_second:,.1f}"
        facts.append(Fact(_tr("Speed"), f"≈ {value}" if state.rate.estimated else value, _tr("tokens/s")))
    if timing.close_ms is not None:
        facts.append(Fact(_tr("Connection closed in"), *figure_and_unit(words.duration(timing.close_ms / 1000))))
    return tuple(facts)


def figure_and_unit(duration: str) -> tuple[str, str]:
    """A simple duration as figure and unit; one of several units stays whole."""
    found = _SIMPLE.fullmatch(duration)
    return (found[1], found[2]) if found is not None else (duration, "")
