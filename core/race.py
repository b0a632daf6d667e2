"""The same question to several models: what each took, and the answers as versions of one conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.conversations.tree import Planted, Tree
from core.messages import Message, Role

FEWEST, MOST = 2, 4


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds since the question was sent; None where the moment has not come. `tokens` as the server counted them."""

    first_token: float | None = None
    last_token: float | None = None
    total: float | None = None
    tokens: int | None = None

    @property
    def rate(self) -> float | None:
        """Tokens a second between the first and the last; None where that cannot be said."""
        if self.tokens is None or self.first_token is None or self.last_token is None:
            return None
        seconds = self.last_token - self.first_token
        return (self.tokens - 1) / seconds if seconds > 0 and self.tokens > 1 else None


def figures_of(answer: Sequence[Message]) -> Figures:
    """What a stored answer took, by its timing."""
    timing = next((m.timing for m in reversed(answer) if m.timing is not None), None)
    counted = [m.usage.output_tokens for m in answer if m.usage is not None and m.usage.output_tokens is not None]

    def seconds(ms: float | None) -> float | None:
        return None if ms is None else ms / 1000

    if timing is None:
        return Figures(tokens=sum(counted) if counted else None)
    first, last, total = seconds(timing.first_token_ms), seconds(timing.last_token_ms), seconds(timing.total_ms)
    return Figures(first, last, total, sum(counted) if counted else None)


def one_conversation(histories: Sequence[Sequence[Message]], winner: int | None = None) -> Tree:
    """The answers of several conversations that began with the same question, as versions of the answer to it, in
    their order. The path leads through that of `winner`, or through the first one. Those without a question are left
    out; raises ValueError where all are."""
    questions = [history[0] for history in histories if history and history[0].role is Role.USER]
    if not questions:
        raise ValueError("Nothing was asked.")
    question, planted = questions[0], []
    for number, history in enumerate(histories):
        above = question.id
        for message in history[1:]:
            leads = winner == number if winner is not None else number == 0
            seen = len(histories) + 1 if leads else number + 1
            planted.append(Planted(message, above, seen if above == question.id else 0))
            above = message.id
    return Tree.grown((Planted(question, None, 0), *planted))
