"""Exports on the disk: each file under another name until it is whole, a piece at a time, however large it gets."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from core.conversations.exporting.markdown import markdown_lines
from core.conversations.exporting.names import folded, free_name
from core.conversations.exporting.plaintext import text_lines
from core.conversations.exporting.readable import ReadFile, Words, chosen, sections, title_of
from core.conversations.portable import FORMAT, VERSION, conversation_to_json, json_bytes
from core.conversations.records import Conversation
from core.conversations.tree import Planted, Tree
from core.files import whole_file


class ExportFormat(StrEnum):
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    TEXT = "text"

    @property
    def suffix(self) -> str:
        """How its files end."""
        return {"json": ".json", "markdown": ".md", "html": ".html", "text": ".txt"}[self]


@dataclass(frozen=True, slots=True)
class Export:
    """What is exported, and how. `only` are the ids of the messages to take, None for all; `read_file` gives the bytes
    of attachments."""

    format: ExportFormat
    read_file: ReadFile
    words: Words = field(default_factory=Words)
    only: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """The files that were written, how many conversations are in them, and how many attachments could not be had."""

    paths: tuple[Path, ...]
    conversations: int
    lost_files: int = 0


def suggested_name(title: str, kind: ExportFormat, words: Words | None = None) -> str:
    """A name for the file of one conversation."""
    return free_name(title or (words or Words()).untitled, kind.suffix, ())


def export_conversation(path: Path, conversation: Conversation, export: Export) -> Written:
    """Write one conversation into this file, which is replaced when all is written. Raises OSError, with nothing
    changed."""
    if export.format is ExportFormat.JSON:
        return export_archive(path, [conversation], export)
    with whole_file(path) as file:
        for piece in _readable(conversation, export):
            file.write(piece.encode(errors="replace"))
    return Written((path,), 1)


def export_archive(path: Path, conversations: Iterable[Conversation], export: Export) -> Written:
    """Write any number of conversations into this one file, always as JSON. Raises OSError, with nothing changed."""
    with whole_file(path) as file:
        count, lost = _write_json(file, conversations, export)
    return Written((path,), count, lost)


def export_to_folder(folder: Path, conversations: Iterable[Conversation], export: Export) -> Written:
    """Write each conversation into a file of the folder, which is made if need be; the names come from the titles and
    nothing is overwritten. Raises OSError; the files that are whole by then stay."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = {folded(path.name) for path in folder.iterdir()}
    paths: list[Path] = []
    lost = 0
    for conversation in conversations:
        title = title_of(conversation, export.words)
        name = free_name(title, export.format.suffix, taken)
        taken.add(folded(name))
        written = export_conversation(folder / name, conversation, export)
        paths.append(folder / name)
        lost += written.lost_files
    return Written(tuple(paths), len(paths), lost)


# --- JSON -------------------------------------------------------------------------------------------------------------


def _write_json(file: BinaryIO, conversations: Iterable[Conversation], export: Export) -> tuple[int, int]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    head = json_bytes({"format": FORMAT, "version": VERSION, "program": "Rivulet", "exported": now})
    file.write(head[:-1] + b', "conversations": [')
    count = 0
    hashes: dict[str, None] = {}
    for conversation in conversations:
        part = conversation if export.only is None else _selected(conversation, export.only)
        file.write((b",\n" if count else b"\n") + json_bytes(conversation_to_json(part)))
        count += 1
        hashes |= dict.fromkeys(part.hashes())
    file.write(b'\n], "attachments": [')
    lost, first = 0, True
    for sha256 in hashes:
        data = export.read_file(sha256)
        if data is None:
            lost += 1
            continue
        file.write(b"\n" if first else b",\n")
        file.write(json_bytes({"sha256": sha256, "base64": base64.b64encode(data).decode()}))
        first = False
    file.write(b"\n]}\n")
    return count, lost


def _selected(conversation: Conversation, only: Collection[str]) -> Conversation:
    """The conversation with these messages alone, each below the nearest one above that was taken."""
    tree = conversation.tree
    taken = {message.id for message in chosen(tree, only)}
    planted = [
        Planted(each.message, next((up.id for up in tree.upwards(each.parent) if up.id in taken), None), each.seen)
        for each in tree.planted()
        if each.message.id in taken
    ]
    return replace(conversation, tree=Tree.grown(planted))


# --- for readers ------------------------------------------------------------------------------------------------------


def _readable(conversation: Conversation, export: Export) -> Iterator[str]:
    words = export.words
    title, shown = title_of(conversation, words), sections(conversation, words, export.only)
    match export.format:
        case ExportFormat.MARKDOWN:
            return markdown_lines(title, shown)
        case ExportFormat.HTML:
            from core.conversations.exporting.page import html_lines  # late: the parser takes its time

            return html_lines(title, shown, export.read_file, words.you, words.language)
        case _:
            return text_lines(title, shown)
