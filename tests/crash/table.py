"""The verdicts as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tests.crash.verdict import Verdict

LIMIT_MS: Final = 100.0  # of text that had reached the session: the promise
_SLACK_MS: Final = 400.0  # a machine with more to do than it can may keep the program from running for so long

_HEAD = (
    "moment",
    "kills",
    "opened",
    "messages lost",
    "text missing, most (ms)",
    "of them over 100 ms",
    "with the way (ms)",
)


def broken(verdict: Verdict) -> bool:
    """Whether a kill cost more than it may."""
    late = verdict.missing_ms > LIMIT_MS + _SLACK_MS
    return not verdict.opened or bool(verdict.lost or verdict.doubled or verdict.wrong) or late


def as_table(verdicts: Sequence[Verdict]) -> str:
    """A Markdown table by kind of moment, and below it what was wrong, in words."""
    kinds = sorted({each.kind for each in verdicts})
    rows = [_row(kind, [each for each in verdicts if each.kind == kind]) for kind in kinds]
    head = (*_HEAD, "doubled")
    lines = [head, tuple("---" if not at else "--:" for at in range(len(head))), *rows, _row("all", verdicts)]
    wrong = [f"- {each.kind}: {sentence}" for each in verdicts for sentence in each.wrong]
    return "\n".join([*(f"| {' | '.join(line)} |" for line in lines), *([""] if wrong else []), *wrong])


def _row(name: str, verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    numbers = (
        len(verdicts),
        sum(each.opened for each in verdicts),
        sum(each.lost for each in verdicts),
        round(max((each.missing_ms for each in verdicts), default=0)),
        sum(each.missing_ms > LIMIT_MS for each in verdicts),
        round(max((each.on_the_way_ms for each in verdicts), default=0)),
        sum(each.doubled for each in verdicts),
    )
    return (name, *map(str, numbers))
