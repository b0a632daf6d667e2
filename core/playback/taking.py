"""What went over the wire becomes a tape: one exchange, or all those of a turn."""

from __future__ import annotations

import platform
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib import metadata
from typing import Final

from core.about import build_info
from core.messages import Outcome
from core.providers.base import WireProtocol
from core.trace.log import Entry
from core.wire.blocks import Dialect, dialect_of
from core.wire.kinds import EventKind
from core.wire.recording import Ending, Recording, from_exchange
from core.wire.tape import Tape
from core.wire.veil import veiled

_PROTOCOLS: Final = {
    Dialect.CHAT: WireProtocol.OPENAI_CHAT,
    Dialect.RESPONSES: WireProtocol.OPENAI_RESPONSES,
    Dialect.MESSAGES: WireProtocol.ANTHROPIC_MESSAGES,
}
_PARTS: Final = ("PySide6-Essentials", "qasync", "openai", "anthropic", "httpx2")
_LAST: Final = (EventKind.DONE, EventKind.END, EventKind.ERROR)


def protocol_of(recording: Recording) -> WireProtocol:
    """The protocol that a recording speaks, by what it says or by its path; Chat Completions where neither tells."""
    try:
        return WireProtocol(recording.protocol)
    except ValueError:
        return _PROTOCOLS.get(dialect_of(recording.path), WireProtocol.OPENAI_CHAT)


def can_be_taken(entry: Entry) -> bool:
    """Whether there is anything to record: an answer that came to its end, and whose bytes are kept."""
    exchange = entry.exchange
    return exchange.status is not None and exchange.closed is not None and not entry.released and not exchange.dropped


def take(
    entries: Sequence[Entry], *, remove_texts: bool = False, with_versions: bool = False, secrets: Iterable[str] = ()
) -> Tape:
    """A tape of those that can be taken. `secrets` are masked beside those that the requests carried. Raises ValueError
    where none can."""
    found = [entry for entry in entries if can_be_taken(entry)]
    if not found:
        raise ValueError("There is nothing to record: the bytes of this exchange are not kept.")
    secrets = (*secrets, *(secret for entry in found for secret in entry.exchange.secrets))
    first = found[0].exchange.started
    recordings = (_recording(entry, first, secrets) for entry in found)
    about = build_info()
    return Tape(
        tuple(veiled(each) if remove_texts else each for each in recordings),
        by=f"Rivulet {about.version}" + (f" ({about.build})" if about.build else ""),
        made=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(found[0].created)),
        texts_removed=remove_texts,
        versions=versions() if with_versions else {},
    )


def versions() -> dict[str, str]:
    """What a bug report needs to know of this machine: the system, Python, and the parts that streams go through."""
    found = {"system": platform.platform(), "python": platform.python_version()}
    for name in _PARTS:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _recording(entry: Entry, first: float, secrets: tuple[str, ...]) -> Recording:
    exchange = entry.exchange
    ending = Ending.BROKEN if exchange.failure else Ending.COMPLETE
    recording = from_exchange(exchange, secrets=secrets, ending=ending)
    protocol = _PROTOCOLS.get(dialect_of(recording.path))
    recording = replace(recording, protocol=protocol or "", began=round(exchange.started - first, 6))
    turn = entry.turn
    was_left = turn.outcome is Outcome.STOPPED and turn.entries[-1:] == [entry]
    if was_left and ending is Ending.COMPLETE and not _is_whole(recording):
        return replace(recording, ending=Ending.LEFT)
    return recording


def _is_whole(recording: Recording) -> bool:
    """Whether a stream of events came to its closing one."""
    from core.playback.score import Score

    return any(kind in _LAST for kind in Score(recording).kinds[-2:])
