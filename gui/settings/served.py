"""How it stands with answering other programs: a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Served:
    """`port` is 0 while nothing listens. `trouble` says why it does not, where that was wished for."""

    port: int = 0
    token: str = ""
    model: str = ""
    provider: str = ""
    starting: bool = False
    trouble: str = ""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"
