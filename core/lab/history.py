"""How long the answers of the past took, read from the store, and what that comes to by provider and model."""

from __future__ import annotations

import csv
import io
import math
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from core.trace.figures import percentile

_SELECT: Final = """
SELECT conversations.id, messages.id, messages.created, messages.provider, messages.model, messages.output_tokens,
  {fields}
FROM messages JOIN conversations ON conversations.number = messages.conversation
WHERE messages.role = 'assistant' AND messages.created >= ? AND messages.data LIKE '%"timing":{{%'
ORDER BY messages.created
"""
_FIELDS: Final = (
    "outcome",
    "timing.first_byte_ms",
    "timing.first_token_ms",
    "timing.last_token_ms",
    "timing.total_ms",
)


class Metric(StrEnum):
    FIRST_TOKEN = "first token"
    LAST_TOKEN = "last token"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Answer:
    """One stored answer; milliseconds since its turn began, None where the moment never came."""

    conversation: str
    message: str
    created: float  # seconds since the epoch
    provider: str
    model: str
    output_tokens: int | None
    outcome: str
    first_byte_ms: float | None
    first_token_ms: float | None
    last_token_ms: float | None
    total_ms: float | None

    def value(self, metric: Metric) -> float | None:
        match metric:
            case Metric.FIRST_TOKEN:
                return self.first_token_ms
            case Metric.LAST_TOKEN:
                return self.last_token_ms
            case Metric.TOTAL:
                return self.total_ms


def read_answers(connection: sqlite3.Connection, since: float = 0.0) -> list[Answer]:
    """The answers with times since `since` (seconds since the epoch), the oldest first. What cannot be read of a
    damaged row is left out."""
    valid = "CASE WHEN json_valid(messages.data) THEN json_extract(messages.data, '$.{}') END"
    statement = _SELECT.format(fields=", ".join(valid.format(field) for field in _FIELDS))
    found = []
    for conversation, message, created, provider, model, tokens, outcome, *times in connection.execute(
        statement, (since,)
    ):
        if not _is_time(created):
            continue
        milliseconds = [time if _is_time(time) else None for time in times]
        found.append(Answer(conversation, message, created, provider, model, tokens, str(outcome or ""), *milliseconds))
    return found


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value) and value >= 0


# --- sums -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Summary:
    """Of one provider and model: how many answers, and their times in milliseconds."""

    provider: str
    model: str
    count: int
    best: float
    p50: float
    p95: float
    worst: float


def summaries(answers: Iterable[Answer], metric: Metric) -> list[Summary]:
    """By provider and model, those with the most answers first. Answers without that moment do not count."""
    values: dict[tuple[str, str], list[float]] = {}
    for answer in answers:
        value = answer.value(metric)
        if value is not None:
            values.setdefault((answer.provider, answer.model), []).append(value)
    found = []
    for (provider, model), ranked in values.items():
        p50, p95 = percentile(ranked, 50), percentile(ranked, 95)
        found.append(Summary(provider, model, len(ranked), min(ranked), p50, p95, max(ranked)))
    return sorted(found, key=lambda one: (-one.count, one.provider, one.model))


# --- a file -----------------------------------------------------------------------------------------------------------


def to_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV by RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    if isinstance(value, float):
        return f"{value:.3f}"
    return "" if value is None else value


_COLUMNS: Final[tuple[tuple[str, Callable[[Answer], object]], ...]] = (
    ("time", lambda one: datetime.fromtimestamp(one.created, UTC).isoformat(timespec="milliseconds")),
    ("provider", lambda one: one.provider),
    ("model", lambda one: one.model),
    ("outcome", lambda one: one.outcome),
    ("first_byte_ms", lambda one: one.first_byte_ms),
    ("first_token_ms", lambda one: one.first_token_ms),
    ("last_token_ms", lambda one: one.last_token_ms),
    ("total_ms", lambda one: one.total_ms),
    ("output_tokens", lambda one: one.output_tokens),
    ("conversation", lambda one: one.conversation),
    ("message", lambda one: one.message),
)


def answers_csv(answers: Iterable[Answer]) -> str:
    return to_csv([name for name, _ in _COLUMNS], ([read(one) for _, read in _COLUMNS] for one in answers))
