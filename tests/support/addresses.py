"""Addresses of this machine from which no answer comes."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self


def refused_url() -> str:
    """An address of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


@dataclass(slots=True)
class Blackhole:
    """An address on which a connection is never established: its queue is full and nobody accepts (Linux)."""

    url: str = ""
    _sockets: list[socket.socket] = field(default_factory=list)

    def __enter__(self) -> Self:
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        self._sockets.append(listener)
        for _ in range(3):
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
            self._sockets.append(filler)
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        return self

    def is_tried(self) -> bool:
        """Whether somebody else is trying to connect."""
        ours = {each.getsockname()[1] for each in self._sockets}
        wanted = self._sockets[0].getsockname()[1]
        lines = Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
        ends = [[int(end.partition(":")[2], 16) for end in line.split()[1:3]] for line in lines]
        return any(theirs == wanted and mine not in ours for mine, theirs in ends)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each in self._sockets:
            each.close()
