"""Files that go with a message: taken in, kept by the hash of their content, read for sending.

    attachments/ab/abcdef…      the bytes as they came; one file, however often it was attached

Nothing here is opened, run or fetched. What is sent is decided by content and by what a server takes.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import secrets
import stat
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from core.errors import BadRequestError
from core.files import is_unfinished, whole_file
from core.filetypes import (
    LARGEST,
    LIMITS,
    MANY_PAGES,
    FileKind,
    decoded,
    file_type,
    kind_of,
    name_of_other,
    page_count,
    size_text,
)
from core.messages import AttachmentPart, Message, Role

log = logging.getLogger(__name__)

_WORD: Final = secrets.token_hex(16)  # nobody can have written it into a message
_HASH: Final = re.compile(r"[0-9a-f]{64}")


class AttachmentLost(Exception):
    """The bytes of an attachment are gone, damaged or cannot be read; `str()` says which."""


class Files(Protocol):
    """Where the bytes of attachments are. Every method may be called from any thread, and may block on the disk."""

    def keep(self, data: bytes) -> str:
        """Keep `data` and return its hash. It is held until `release`. Raises OSError."""

    def read(self, sha256: str) -> bytes:
        """Raises AttachmentLost."""

    def hold(self, hashes: Iterable[str]) -> None:
        """A message that is being written has these, which are kept already."""

    def release(self, hashes: Iterable[str]) -> None:
        """A message that was being written holds these no longer: it was sent, or given up."""

    def mark(self) -> None:
        """What is held now or later is left alone by the next `collect`: call it before asking what is used."""

    def collect(self, used: Iterable[str]) -> int:
        """Delete every file that is neither `used` nor held, nor was since `mark`; returns how many. Raises OSError."""


class Held:
    """Counts which files a message that is still being written has."""

    def __init__(self) -> None:
        self._held: Counter[str] = Counter()
        self._marked: set[str] | None = None  # what was held since the mark, where there is one
        self._lock = threading.Lock()

    def hold(self, hashes: Iterable[str]) -> None:
        with self._lock:
            for sha256 in hashes:
                self._hold(sha256)

    def mark(self) -> None:
        with self._lock:
            self._marked = set(self._held)

    def _hold(self, sha256: str) -> None:
        self._held[sha256] += 1
        if self._marked is not None:
            self._marked.add(sha256)

    def _is_held(self, sha256: str) -> bool:
        return self._held[sha256] > 0 or (self._marked is not None and sha256 in self._marked)

    def release(self, hashes: Iterable[str]) -> None:
        with self._lock:
            for sha256 in hashes:
                if self._held[sha256] > 1:
                    self._held[sha256] -= 1
                else:
                    del self._held[sha256]


class MemoryAttachments(Held):
    """For temporary conversations: touches no disk."""

    def __init__(self) -> None:
        super().__init__()
        self._data: dict[str, bytes] = {}

    def keep(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        with self._lock:
            self._data.setdefault(sha256, data)
            self._hold(sha256)
        return sha256

    def read(self, sha256: str) -> bytes:
        try:
            return self._data[sha256]
        except KeyError:
            raise AttachmentLost("the file is no longer there") from None

    def collect(self, used: Iterable[str]) -> int:
        with self._lock:
            gone = [each for each in self._data.keys() - set(used) if not self._is_held(each)]
            for sha256 in gone:
                del self._data[sha256]
            self._marked = None
        return len(gone)


class Attachments(Held):
    """Keeps bytes below `folder`, which is made when the first file comes."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def keep(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        with self._lock:
            self._hold(sha256)
            path = self._path(sha256)
            try:
                if not _holds(path, data):  # a damaged copy is replaced
                    _write(path, data)
            except BaseException:
                self._held[sha256] -= 1
                raise
        return sha256

    def read(self, sha256: str) -> bytes:
        if not _HASH.fullmatch(sha256):
            raise AttachmentLost("its name is not valid")
        try:
            data = self._path(sha256).read_bytes()
        except FileNotFoundError:
            raise AttachmentLost("the file is no longer there") from None
        except OSError as error:
            raise AttachmentLost(f"the file cannot be read: {error.strerror}") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise AttachmentLost("the file is damaged")
        return data

    def collect(self, used: Iterable[str]) -> int:
        keep = set(used)
        deleted = 0
        for path in [path for path in self._every() if path.name not in keep]:
            with self._lock:  # for one at a time: the window takes it too
                if not self._is_held(path.name):
                    path.unlink(missing_ok=True)
                    deleted += 1
        with self._lock:
            self._marked = None
        return deleted

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def _every(self) -> Iterator[Path]:
        """Every file of ours, also what a crash left half written; no other."""
        for path in self.folder.glob("[0-9a-f][0-9a-f]/*"):
            ours = _HASH.match(path.name) and path.name.startswith(path.parent.name)
            if ours or is_unfinished(path):
                yield path


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _write(path: Path, data: bytes) -> None:
    """On the disk whole, or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_file(path) as file:
        file.write(data)


# --- taking in --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that can be sent. `note` is a sentence worth saying about it, or empty."""

    part: AttachmentPart
    note: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file cannot be sent, as a sentence."""

    sentence: str


def prepare(source: Path | bytes, name: str, files: Files) -> Prepared | Refused:
    """Take in a file, or bytes that are to be called `name`. Reads and writes the disk: for a thread."""
    called = f"“{name}”"
    try:
        data = source if isinstance(source, bytes) else _read(source, called)
    except _NoFile as error:
        return Refused(str(error))
    except OSError as error:
        return Refused(f"{called} cannot be read: {error.strerror or error}.")
    if not data:
        return Refused(f"{called} is empty.")
    found = file_type(data)
    if found is None:
        what = name_of_other(data) or "not of a kind that can be sent"
        return Refused(f"{called} is {what}. Pictures (PNG, JPEG, GIF, WebP), PDF and text files can be attached.")
    limit = LIMITS[found.kind]
    if len(data) > limit:
        what = {FileKind.IMAGE: "a picture", FileKind.PDF: "a PDF", FileKind.TEXT: "a text file"}[found.kind]
        return Refused(f"{called} has {size_text(len(data))}; {what} may have {size_text(limit)} at most.")
    try:
        sha256 = files.keep(data)
    except OSError as error:
        return Refused(f"{called} cannot be kept: {error.strerror or error}. It was not attached.")
    pages = page_count(data) if found.kind is FileKind.PDF else None
    note = f"{called} has {pages} pages; many models read {MANY_PAGES} at most." if (pages or 0) > MANY_PAGES else ""
    return Prepared(AttachmentPart(name, found.media_type, sha256, len(data)), note)


class _NoFile(Exception):
    """Not a file that can be read whole; `str()` is a sentence."""


def _read(path: Path, called: str) -> bytes:
    about = path.stat()
    if stat.S_ISDIR(about.st_mode):
        raise _NoFile(f"{called} is a folder. Attach the files in it instead.")
    if not stat.S_ISREG(about.st_mode):
        raise _NoFile(f"{called} is not a file.")
    if about.st_size > LARGEST:
        size, most = size_text(about.st_size), size_text(LARGEST)
        raise _NoFile(f"{called} has {size}; no file may have more than {most}.")
    with path.open("rb") as file:
        return file.read(LARGEST + 1)  # it may grow while it is read


# --- sending ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Content:
    """What is sent of an attachment: words, or of a picture or a PDF the word that its base64 is filled in for."""

    kind: FileKind
    data: str


@dataclass(frozen=True, slots=True)
class Taker:
    """Who the files go to: its name for sentences, whether it takes PDF files, and the largest picture in bytes."""

    name: str
    pdf: bool
    image_limit: int = LIMITS[FileKind.IMAGE]


@dataclass(frozen=True, slots=True)
class Contents:
    """What is sent, by hash; `filling` has the base64 of pictures and PDFs; `notices` say what was left out."""

    by_hash: Mapping[str, Content]
    notices: tuple[str, ...] = ()
    filling: Mapping[str, bytes] = field(default_factory=dict)


def read_contents(messages: Sequence[Message], files: Files, taker: Taker) -> Contents:
    """The content of every attachment of the conversation. Reads the disk and encodes: for a thread.

    A file that cannot be sent is left out with a notice where it is of an earlier message. Raises BadRequestError where
    it is of the newest one: an answer that does not know of it would be worthless.
    """
    newest = next((message for message in reversed(messages) if message.role is Role.USER), None)
    by_hash: dict[str, Content] = {}
    filling: dict[str, bytes] = {}
    notices: list[str] = []
    for message in messages:
        for part in message.parts:
            if not isinstance(part, AttachmentPart) or part.sha256 in by_hash:
                continue
            try:
                by_hash[part.sha256] = _content(part, files, taker, filling)
            except AttachmentLost as error:
                if message is newest:
                    raise BadRequestError(f"“{part.name}” was not sent: {error}.") from None
                notices.append(f"“{part.name}” was left out: {error}.")
    return Contents(by_hash, tuple(notices), filling)


def _content(part: AttachmentPart, files: Files, taker: Taker, filling: dict[str, bytes]) -> Content:
    data, kind = files.read(part.sha256), kind_of(part.media_type)
    if kind is FileKind.TEXT:
        text = decoded(data)
        if text is None:
            raise AttachmentLost("it is not text")
        return Content(kind, text)
    if kind is FileKind.IMAGE and len(data) > taker.image_limit:
        size, most = size_text(len(data)), size_text(taker.image_limit)
        raise AttachmentLost(f"it has {size}, and {taker.name} takes pictures of {most} at most")
    if kind is FileKind.PDF and not taker.pdf:
        from core.pdf_words import pdf_words

        words = pdf_words(data)
        if not words:
            raise AttachmentLost(f"{taker.name} takes no PDF files, and no words can be read from this one")
        return Content(FileKind.TEXT, words)
    word = _WORD + part.sha256
    filling[word] = base64.b64encode(data)
    return Content(kind, word)
