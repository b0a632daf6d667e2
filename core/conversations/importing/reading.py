"""The door of the import: what kind of file it is, what is in it, one conversation after the other."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Collection, Generator, Iterator
from pathlib import Path
from typing import Any, Final

from core.conversations.importing.archive import Archive
from core.conversations.importing.chatgpt import FindFile, read_chatgpt
from core.conversations.importing.claude import read_claude
from core.conversations.importing.feed import BROKEN, Broken, JsonFeed
from core.conversations.importing.message_lists import is_message, read_messages
from core.conversations.importing.values import (
    Imported,
    ImportedFile,
    ImportRefused,
    Notes,
    Preview,
    PreviewLine,
    Source,
    digest,
)
from core.conversations.portable import FORMAT, VERSION, conversation_from_json

_MOST_MESSAGES: Final = 200_000  # of one plain list
_OURS: Final = re.compile(rf'\{{\s*"format"\s*:\s*"{FORMAT}"')
_UNKNOWN: Final = "Something in the file is neither a conversation nor a message; it was left out."
Found = Imported | ImportedFile


def preview(path: Path, progress: Callable[[int], None] = lambda _count: None) -> Preview:
    """What the file would bring. Reads all of it, and keeps little. `progress` is told how many conversations were
    found so far; what it raises ends the reading. Raises ImportRefused and OSError."""
    notes = Notes()
    lines: list[PreviewLine] = []
    source: Source | None = None
    for found in read(path, notes, with_files=False):
        if isinstance(found, Imported):
            source = source or found.source
            info, count = found.conversation.info, len(found.conversation.tree)
            lines.append(PreviewLine(info.id, info.title, count, info.created, info.updated))
            progress(len(lines))
    return Preview(source, tuple(lines), notes.sentences())


def conversations(path: Path, notes: Notes | None = None, only: Collection[str] | None = None) -> Iterator[Imported]:
    """The conversations of the file, or those with these ids, without the bytes of their attachments. Raises
    ImportRefused and OSError."""
    for found in read(path, notes or Notes(), with_files=False):
        if isinstance(found, Imported) and (only is None or found.conversation.info.id in only):
            yield found


def read(path: Path, notes: Notes, *, with_files: bool = True) -> Generator[Found]:
    """Everything in the file, in its order: conversations, and the files that belong to them before or behind them.
    Raises ImportRefused and OSError."""
    with Archive(path) as archive:
        reader = _Reader(path.stem, archive.file if with_files else _no_file, notes)
        for feed in archive.feeds():
            for found in reader.read(feed):
                if with_files or isinstance(found, Imported):
                    yield found


def _no_file(_begins: str) -> None:
    return None


class _Reader:
    def __init__(self, name: str, find_file: FindFile, notes: Notes) -> None:
        self._name = name
        self._find_file = find_file
        self._notes = notes
        self._anything = False
        self._loose: list[Any] = []  # messages that stand alone: together they are one conversation

    def read(self, feed: JsonFeed) -> Iterator[Found]:
        """All of one JSON text. One that is none at all is refused; what breaks off is told."""
        try:
            while feed.peek():
                yield from self._top(feed)
                feed.take(",")
        except Broken:
            if not self._anything and not self._loose:
                raise ImportRefused("This file is not JSON, or it is damaged from its beginning.") from None
            self._notes(BROKEN)
        if self._loose:
            loose, self._loose = self._loose, []
            yield from read_messages(loose, {}, self._name, self._notes)

    def _top(self, feed: JsonFeed) -> Iterator[Found]:
        if feed.peek() == "[":
            self._anything = True
            for element in feed.elements():
                yield from self._bounded(element)
        elif _OURS.match(feed.peek(200)):
            yield from self._ours(feed)
        else:
            value = feed.value()
            self._anything = True
            yield from self._bounded(value)

    def _ours(self, feed: JsonFeed) -> Iterator[Found]:
        """Our own form, element by element."""
        self._anything = True
        for key in feed.members():
            if key == "conversations" and feed.peek() == "[":
                for element in feed.elements():
                    yield from self._our_conversation(element)
            elif key == "attachments" and feed.peek() == "[":
                for element in feed.elements():
                    yield from self._our_file(element)
            elif key == "version":
                _refuse_newer(feed.value())
            else:
                feed.value()

    def _bounded(self, value: Any) -> Iterator[Found]:
        try:
            yield from self._element(value)
        except RecursionError:
            self._notes("Something in the file is nested too deeply; it was left out.")

    def _element(self, value: Any, *, inside: bool = False) -> Iterator[Found]:
        if isinstance(value, list):
            yield from read_messages(value, {}, self._name, self._notes)
        elif not isinstance(value, dict):
            self._notes(_UNKNOWN)
        elif value.get("format") == FORMAT:
            _refuse_newer(value.get("version"))
            for each in _list(value.get("conversations")):
                yield from self._our_conversation(each)
            for each in _list(value.get("attachments")):
                yield from self._our_file(each)
        elif isinstance(value.get("mapping"), dict):
            yield from read_chatgpt(value, self._find_file, self._notes)
        elif isinstance(value.get("chat_messages"), list):
            yield from read_claude(value, self._notes)
        elif isinstance(value.get("messages"), list):
            yield from read_messages(value["messages"], value, self._name, self._notes)
        elif isinstance(value.get("conversations"), list) and not inside:
            for each in value["conversations"]:
                yield from self._element(each, inside=True)
        elif is_message(value) and len(self._loose) < _MOST_MESSAGES:
            self._loose.append(value)
        else:
            self._notes(_UNKNOWN)

    def _our_conversation(self, value: Any) -> Iterator[Found]:
        try:
            conversation = conversation_from_json(value, self._notes)
        except ValueError:
            self._notes("A conversation cannot be read and was left out.")
            return
        yield Imported(Source.RIVULET, conversation)

    def _our_file(self, value: Any) -> Iterator[Found]:
        try:
            data = base64.b64decode(value["base64"], validate=True)
        except (TypeError, KeyError, ValueError, binascii.Error):
            data = b""
        if not data or not isinstance(value, dict) or digest(data) != value.get("sha256"):
            self._notes("An attachment is damaged and was left out.")
            return
        yield ImportedFile(value["sha256"], data, behind=True)


def _refuse_newer(version: Any) -> None:
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= VERSION:
        raise ImportRefused(
            f"A newer Rivulet wrote this file (format {str(version)[:20]}; this one knows {VERSION}). Update Rivulet, "
            "then import it."
        )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
