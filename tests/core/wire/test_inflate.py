"""Compressed bodies: every cut, every header, and bombs."""

from __future__ import annotations

import gzip
import zlib

import httpx2
import pytest

from core.errors import ProtocolError
from core.wire.inflate import STEP_BYTES, Inflater, inflater_for

PLAIN = b'data: {"text": "hello, hello, hello"}\n\n' * 5


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKED = {
    "gzip": gzip.compress(PLAIN),
    "zlib": zlib.compress(PLAIN),
    "raw": _raw_deflate(PLAIN),
    "members": gzip.compress(PLAIN[:50]) + gzip.compress(PLAIN[50:]) + b"\0" * 8,
}


@pytest.mark.parametrize("kind", PACKED)
def test_cut_at_every_byte(kind: str) -> None:
    packed = PACKED[kind]
    for at in range(len(packed) + 1):
        inflater = Inflater()
        assert b"".join([*inflater.feed(packed[:at]), *inflater.feed(packed[at:])]) == PLAIN
        inflater.finish()


@pytest.mark.parametrize("kind", PACKED)
def test_byte_by_byte(kind: str) -> None:
    inflater = Inflater()
    pieces = [piece for at in range(len(PACKED[kind])) for piece in inflater.feed(PACKED[kind][at : at + 1])]
    inflater.finish()
    assert b"".join(pieces) == PLAIN


def test_flushed_blocks_come_out_at_once() -> None:
    packer, inflater = zlib.compressobj(wbits=31), Inflater()
    for line in PLAIN.splitlines(keepends=True):
        packed = packer.compress(line) + packer.flush(zlib.Z_SYNC_FLUSH)
        assert b"".join(inflater.feed(packed)) == line


@pytest.mark.parametrize("kind", ["gzip", "zlib", "raw"])
def test_a_body_that_stops_early_is_told(kind: str) -> None:
    for at in range(1, len(PACKED[kind])):
        inflater = Inflater()
        assert PLAIN.startswith(b"".join(inflater.feed(PACKED[kind][:at])))
        with pytest.raises(httpx2.RemoteProtocolError):
            inflater.finish()


def test_damage_is_told() -> None:
    with pytest.raises(ProtocolError, match="damaged"):
        list(Inflater().feed(b"\x1f\x8b" + b"\xff" * 100))


def test_a_bomb_swells_in_bounded_steps() -> None:
    bomb = zlib.compress(b"\0" * 50_000_000)
    sizes = [len(piece) for piece in Inflater().feed(bomb)]
    assert sum(sizes) == 50_000_000
    assert max(sizes) <= STEP_BYTES


def test_names() -> None:
    for name in ("", "identity", " , identity"):
        assert inflater_for(name) is None
    for name in ("gzip", "GZIP", "x-gzip", "deflate"):
        assert inflater_for(name) is not None
    for name in ("br", "zstd", "gzip, gzip", "\x1b[31m"):
        with pytest.raises(ProtocolError, match="compressed") as caught:
            inflater_for(name)
        assert str(caught.value).isprintable()
