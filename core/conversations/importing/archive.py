"""The file on the disk: JSON as it is, or inside a zip, of which only single members are read and never unpacked."""

from __future__ import annotations

import codecs
import io
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Final

from core.conversations.importing.feed import JsonFeed
from core.conversations.importing.values import ImportRefused
from core.filetypes import LARGEST

_MOST_MEMBERS: Final = 200_000
_LARGEST_MEMBER: Final = 1 << 33  # bytes, unpacked
_RATIO: Final = 200  # times its size a member may unpack to, beyond the first megabytes; text reaches 20
_FREE: Final = 64 << 20
_WANTED: Final = re.compile(r"(?:.*/)?conversations(?:-\d+)?\.json", re.IGNORECASE)
_ZIP_TROUBLE: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError)


class Archive:
    """A file to import, opened. Raises ImportRefused and OSError, at the opening and while it is read."""

    def __init__(self, path: Path) -> None:
        self._open = ExitStack()
        self._zip: zipfile.ZipFile | None = None
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._file = self._open.enter_context(path.open("rb"))
        try:
            if self._file.read(4) == b"PK\x03\x04":
                self._open_zip()
            self._file.seek(0)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._open.close()

    def feeds(self) -> Iterator[JsonFeed]:
        """The JSON in it, one after the other."""
        if self._zip is None:
            yield JsonFeed(_reader(self._file.read))
            return
        for name in sorted(name for name in self._members if _WANTED.fullmatch(name)):
            with self._member(self._members[name]) as member:
                yield JsonFeed(_reader(_bounded(member, self._members[name])))

    def file(self, begins: str) -> tuple[str, bytes] | None:
        """A file beside the conversations whose name begins so, with its name; None where there is none that could be
        attached."""
        for name, member in self._members.items():
            last = name.rpartition("/")[2]
            if begins and last.startswith(begins) and member.file_size <= LARGEST:
                with self._member(member) as opened:
                    try:
                        data = opened.read(LARGEST + 1)
                    except _ZIP_TROUBLE:
                        return None
                return (last, data) if len(data) <= LARGEST else None
        return None

    def _open_zip(self) -> None:
        try:
            self._zip = self._open.enter_context(zipfile.ZipFile(self._file))
            members = [each for each in self._zip.infolist() if not each.is_dir()]
        except _ZIP_TROUBLE as error:
            raise ImportRefused("This zip file is damaged.") from error
        if len(members) > _MOST_MEMBERS:
            raise ImportRefused("This zip file has too many files in it.")
        self._members = {each.filename: each for each in members}
        if not any(_WANTED.fullmatch(name) for name in self._members):
            raise ImportRefused("There is no conversations.json in this zip file.")

    def _member(self, member: zipfile.ZipInfo) -> IO[bytes]:
        assert self._zip is not None
        try:
            return self._zip.open(member)
        except _ZIP_TROUBLE as error:
            if member.flag_bits & 1:
                raise ImportRefused("This zip file is encrypted. Unpack it first.") from error
            raise ImportRefused("This zip file is damaged.") from error


def _bounded(member: IO[bytes], about: zipfile.ZipInfo) -> Callable[[int], bytes]:
    """Reads no more than a member of this packed size can honestly hold."""
    allowed = min(_LARGEST_MEMBER, _FREE + _RATIO * about.compress_size)
    got = 0

    def read(size: int) -> bytes:
        nonlocal got
        try:
            data = member.read(size)
        except _ZIP_TROUBLE as error:
            raise ImportRefused("This zip file is damaged.") from error
        got += len(data)
        if got > allowed:
            raise ImportRefused("This zip file unpacks to far more than it can honestly hold.")
        return data

    return read


def _reader(read: Callable[[int], bytes]) -> Callable[[int], str]:
    """Bytes as text; what is no valid text becomes replacement characters."""
    decoder: codecs.IncrementalDecoder | None = None

    def read_text(size: int) -> str:
        nonlocal decoder
        while True:
            data = read(size)
            if decoder is None:
                encoding = json.detect_encoding(data[:4].ljust(4, b" "))
                decoder = codecs.getincrementaldecoder(encoding)("replace")
            text = decoder.decode(data, final=not data)
            if text or not data:
                return text

    return read_text


def from_bytes(data: bytes) -> JsonFeed:
    """A feed of what is in memory."""
    return JsonFeed(_reader(io.BytesIO(data).read))
