"""Undoing the compression of an answer's body, in bounded steps. No I/O."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

from core.errors import ProtocolError

ACCEPTED: Final = "gzip, deflate"
STEP_BYTES: Final = 64 * 1024
_GZIP_MARK: Final = b"\x1f\x8b"


class Inflater:
    """Inflates gzip (one member after the other) and deflate (with and without its zlib header).

    However much a body swells, one step gives at most `STEP_BYTES`. The first two bytes tell the formats apart, not
    the name the server gives them.
    """

    def __init__(self) -> None:
        self._start = b""
        self._unpacker: zlib._Decompress | None = None
        self._has_ended = False  # a member at least
        self._is_over = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The plain bytes of `data`, piece by piece. Raises ProtocolError where it is damaged."""
        is_full = False  # a full piece may have left something behind, even when all of `data` is used up
        while data or is_full:
            if self._unpacker is None:
                data = self._begin(data)
            if self._unpacker is None:
                return
            unpacker = self._unpacker
            try:
                piece = unpacker.decompress(data, STEP_BYTES)
            except zlib.error as error:
                raise ProtocolError("The server's answer is compressed, and damaged.") from error
            if piece:
                yield piece
            is_full = len(piece) == STEP_BYTES
            data = unpacker.unconsumed_tail
            if unpacker.eof:
                data, is_full = unpacker.unused_data, False
                self._unpacker, self._has_ended = None, True

    def _begin(self, data: bytes) -> bytes:
        """Start to unpack what begins here. Returns the bytes to go on with, none while there are too few."""
        data = self._start + data
        self._start = data if len(data) < 2 else b""
        # What follows a whole body and is no further member is padding; every tool leaves it unread.
        self._is_over = self._is_over or (self._has_ended and len(data) > 1 and data[:2] != _GZIP_MARK)
        if len(data) < 2 or self._is_over:
            return b""
        self._unpacker = zlib.decompressobj(_window_bits(data))
        return data

    def finish(self) -> None:
        """To be called at the body's end. Raises httpx2.RemoteProtocolError when the compressed data stops early."""
        if self._unpacker is not None or (self._start and not self._has_ended):
            import httpx2  # late: recordings are read without the HTTP client

            raise httpx2.RemoteProtocolError("The compressed body stopped early.")


def inflater_for(content_encoding: str) -> Inflater | None:
    """What undoes a `content-encoding`; None where nothing is to be done. Raises ProtocolError for one we never
    asked for."""
    names = [name for part in content_encoding.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if not names:
        return None
    if names in (["gzip"], ["x-gzip"], ["deflate"]):
        return Inflater()
    raise ProtocolError(f"The server compressed its answer as {names[0][:20]!a}, which was not asked for.")


def _window_bits(start: bytes) -> int:
    """What zlib calls the format that begins with `start`."""
    if start[:2] == _GZIP_MARK:
        return 31  # gzip
    if start[0] & 0x0F == 8 and int.from_bytes(start[:2], "big") % 31 == 0:
        return 15  # zlib
    return -15  # bare deflate
