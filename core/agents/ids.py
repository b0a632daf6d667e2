"""Call ids as the Agents SDK wants them: there, and never used for two calls in one run.

Servers are not so strict: some send none, some count anew in each answer. The conversation keeps what they sent; the
SDK is told an id of ours where theirs will not do.
"""

from __future__ import annotations

import itertools


class CallIds:
    """Those of one run."""

    def __init__(self) -> None:
        self._originals: dict[str, str] = {}  # by the id that the SDK knows
        self._numbers = itertools.count(2)

    def told(self, call_id: str) -> str:
        """An id for the SDK for one more call; the same one where that is possible."""
        chosen = call_id
        while not chosen or chosen in self._originals:
            chosen = f"{call_id or 'call'}-{next(self._numbers)}"
        self._originals[chosen] = call_id
        return chosen

    def original(self, told: str) -> str:
        """The id in the conversation."""
        return self._originals.get(told, told)
