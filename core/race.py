"""The same question to several models: what each took, and the answers as versions of one conversation."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from core.conversations.tree import Tree
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


def placed(exchanges: Sequence[Sequence[Message]], above: str | None = None) -> list[tuple[str | None, Message]]:
    """The same question, asked several times, and its answers as versions, in their order: each message with the one
    that it stands below. The question stands below `above`. Those without a question are left out; raises ValueError
    where all are."""
    asked = [exchange for exchange in exchanges if exchange and exchange[0].role is Role.USER]
    if not asked:
        raise ValueError("Nothing was asked.")
    question = asked[0][0]
    found: list[tuple[str | None, Message]] = [(above, question)]
    for _, *answer in asked:
        found += [(over.id, message) for over, message in itertools.pairwise((question, *answer))]
    return found


def one_conversation(exchanges: Sequence[Sequence[Message]], before: Sequence[Message] = ()) -> Tree:
    """A conversation of what was said `before` and the answers as versions; its path leads through the first one.
    Raises ValueError where nothing was asked."""
    tree = Tree()
    for message in before:
        tree.add(tree.leaf, message)
    question, *answers = placed(exchanges, tree.leaf)
    for above, message in (question, *answers):
        tree.add(above, message)
    if answers:
        tree.lead_to(answers[0][1].id)
    return tree
