"""The command `rivulet-data`: what the menus do with conversations, from the terminal.

What only reads works beside a running window; what writes says so where the folder is in use. Exit codes: 0 done,
1 failed, 2 wrong use, 130 stopped.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import json
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NoReturn

from core.attachments import AttachmentLost, Attachments
from core.codec import to_json
from core.conversations.exporting.readable import local_time
from core.conversations.exporting.writing import (
    Export,
    ExportFormat,
    Written,
    export_archive,
    export_conversation,
    export_to_folder,
)
from core.conversations.importing.landing import ImportDone, UndoDone, import_file, imports, undo_import
from core.conversations.importing.reading import preview
from core.conversations.importing.values import ImportRefused
from core.conversations.matching import found_in
from core.conversations.search import Search
from core.conversations.store import Store
from core.conversations.trouble import StoreError, StoreLocked
from core.conversations.viewing import NoStore, StoreView
from core.conversations.words import parsed
from core.markdown.foreign import visible
from core.paths import data_dir

NAME: Final = "rivulet-data"
FAILED: Final = 1
STOPPED: Final = 130
_Found = tuple[str, str, str]  # id and title of a conversation, and a piece of it


class Failed(Exception):
    """What was asked cannot be done; `str()` is the sentence for it."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run, and leave the process with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Do what the command line asks; returns the exit code. Wrong use raises SystemExit with 2."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    command: Callable[[argparse.Namespace, Path], int] = options.command
    try:
        return command(options, data_dir(options.data_dir))
    except (StoreError, ImportRefused, Failed) as error:
        return _complain(str(error))
    except BrokenPipeError:
        return STOPPED  # whoever read had enough, as with `| head`
    except OSError as error:
        return _complain(f"{error.filename or 'A file'}: {error.strerror or error}.")
    except KeyboardInterrupt:
        return STOPPED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=NAME,
        description="Look at, write out and bring in conversations.",
        epilog="Exit code: 0 done, 1 failed, 2 wrong use, 130 stopped.",
        allow_abbrev=False,
    )
    parser.add_argument("--data-dir", metavar="DIR", help="the data folder, as for rivulet")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Callable[[argparse.Namespace, Path], int], words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words, allow_abbrev=False)
        made.set_defaults(command=command)
        return made

    add("list", _list, "list all conversations").add_argument("--json", dest="as_json", action="store_true")
    export = add("export", _export, "write conversations into files")
    export.add_argument("ids", nargs="*", metavar="ID", help="which ones; all without any")
    formats = [str(each) for each in ExportFormat]
    export.add_argument("--format", choices=formats, default="json", help="json is complete and loss-free")
    export.add_argument("--output", type=Path, metavar="PATH", help="a folder, or a file for json or one conversation")
    bring = add("import", _import, "bring in the conversations of a file")
    bring.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="an export of Rivulet, ChatGPT or Claude, or a JSON list of messages; a zip as it was downloaded",
    )
    bring.add_argument("--preview", action="store_true", help="only say what is in the file")
    bring.add_argument("--again", action="store_true", help="bring in once more what is there already")
    bring.add_argument("--undo", metavar="IMPORT_ID", help="delete what an import brought")
    search = add("search", _search, "find messages that have these words")
    search.add_argument("words", nargs="+", metavar="WORD", help='as in the window: words, "exact phrases", -words')
    search.add_argument("--limit", type=int, default=50, metavar="N", help="results at most (50)")
    add("check", _check, "look through the whole store")
    add("backup", _backup, "make a dated copy of the store")
    return parser


# --- reading ----------------------------------------------------------------------------------------------------------


def _list(options: argparse.Namespace, folder: Path) -> int:
    try:
        with StoreView(folder) as view:
            entries = view.entries()
    except NoStore:
        entries = []
    if options.as_json:
        sys.stdout.write(json.dumps([to_json(each) for each in entries], indent=1) + "\n")
        return 0
    for entry in entries:
        marks = "*" * entry.pinned + "a" * entry.archived
        _say(f"{entry.id}  {local_time(entry.updated):16}  {marks:2} {_line(entry.title)}")
    return 0


def _export(options: argparse.Namespace, folder: Path) -> int:
    files = Attachments(folder / "attachments")

    def read_file(sha256: str) -> bytes | None:
        try:
            return files.read(sha256)
        except AttachmentLost:
            return None

    export = Export(ExportFormat(options.format), read_file)
    with StoreView(folder) as view:
        known = [entry.id for entry in view.entries()]
        unknown = [each for each in options.ids if each not in known]
        if unknown:
            raise Failed(f"There is no conversation {', '.join(unknown)}. Nothing was written.")
        written = _write(view, list(dict.fromkeys(options.ids)) or known, export, options.output)
    for path in written.paths:
        _say(str(path))
    if written.lost_files:
        _complain(f"{written.lost_files} attachments are no longer there and were left out.")
    return 0


def _write(view: StoreView, ids: Sequence[str], export: Export, output: Path | None) -> Written:
    """Where there is no doubt `output` is a file; a folder is one that is there, or has no ending."""
    target = output or Path()
    is_folder = target.is_dir() or not target.suffix
    conversations = view.conversations(ids)
    if export.format is ExportFormat.JSON:
        if is_folder:
            target.mkdir(parents=True, exist_ok=True)
            target /= f"rivulet-{time.strftime('%Y-%m-%d-%H%M%S')}.json"
        return export_archive(target, conversations, export)
    if is_folder:
        return export_to_folder(target, conversations, export)
    if len(ids) != 1:
        raise Failed(f"{target} is one file, and there are {len(ids)} conversations. Name a folder.")
    return export_conversation(target, next(conversations), export)


def _search(options: argparse.Namespace, folder: Path) -> int:
    words, limit = " ".join(options.words), options.limit
    with StoreView(folder) as view:
        try:
            found: Iterable[_Found] = asyncio.run(_search_index(folder, words, limit))
        except StoreLocked:
            found = _search_all(view, words, limit)  # a window has the index
        count, before = 0, ""
        for conversation_id, title, text in found:
            if conversation_id != before:
                _say(f"{conversation_id}  {_line(title)}")
            _say(f"    {_line(text)}")
            count, before = count + 1, conversation_id
    return 0 if count else FAILED


async def _search_index(folder: Path, words: str, limit: int) -> list[_Found]:
    async with _opened(folder) as store:
        search = await Search.open(store, gently=False)
        try:
            await search.settled()
            found = await search.find(words, limit=limit)
        finally:
            await search.aclose()
    return [(hit.conversation_id, hit.title, hit.text) for hit in found.hits][:limit]


def _search_all(view: StoreView, words: str, limit: int) -> Iterator[_Found]:
    query = parsed(words)
    every = (view.load(entry.id) for entry in view.entries()) if query else iter(())
    hits = ((each.info.id, each.info.title, text) for each in every if each for text in found_in(each, query))
    return itertools.islice(hits, limit)


def _check(_: argparse.Namespace, folder: Path) -> int:
    files = Attachments(folder / "attachments")
    with StoreView(folder) as view:
        found = view.check()
    problems = list(found.problems)
    for sha256 in found.attachments:
        try:
            files.read(sha256)
        except AttachmentLost as error:
            problems.append(f"Attachment {sha256[:12]}: {error}.")
    _say(f"{found.conversations} conversations, {found.messages} messages, {len(found.attachments)} attachments")
    for each in problems:
        _say(_line(each))
    _say("Something is wrong." if problems else "All is well.")
    return FAILED if problems else 0


def _backup(_: argparse.Namespace, folder: Path) -> int:
    with StoreView(folder) as view:
        _say(str(view.backup()))
    return 0


# --- writing ----------------------------------------------------------------------------------------------------------


def _import(options: argparse.Namespace, folder: Path) -> int:
    if (options.file is None) == (options.undo is None):
        _parser().error("name a FILE, or an import with --undo")
    if options.undo is not None:
        undone = asyncio.run(_undo(folder, options.undo))
        _say(f"{undone.deleted} conversations deleted")
        if undone.kept:
            _say(f"{undone.kept} stay: somebody went on with them")
        return 0
    if options.preview:
        return _preview(options.file)
    done = asyncio.run(_bring(folder, options.file, options.again))
    _say(f"{done.imported} conversations imported, {done.skipped} were there already")
    if done.lost_files:
        _say(f"{done.lost_files} attachments are not in the file")
    for each in done.problems:
        _say(_line(each))
    if done.id:
        _say(f"To undo: {NAME} import --undo {done.id}")
    return 0


def _preview(path: Path) -> int:
    found = preview(path)
    for line in found.lines:
        _say(f"{local_time(line.updated):16}  {line.messages:5}  {_line(line.title)}")
    _say(
        f"{len(found.lines)} conversations, {found.messages} messages" + (f" ({found.source})" if found.source else "")
    )
    for each in found.problems:
        _say(_line(each))
    return 0 if found.lines else FAILED


async def _bring(folder: Path, path: Path, again: bool) -> ImportDone:
    async with _opened(folder) as store:
        return await import_file(store, Attachments(folder / "attachments"), path, again=again)


async def _undo(folder: Path, import_id: str) -> UndoDone:
    async with _opened(folder) as store:
        known = await imports(store)
        if not any(each.id == import_id for each in known):
            said = ", ".join(f"{each.id} ({_line(each.file)})" for each in known) or "none"
            raise Failed(f"There is no import {import_id}. Imports: {said}.")
        undone = await undo_import(store, import_id)
        Attachments(folder / "attachments").collect(await store.attached())
        return undone


@contextlib.asynccontextmanager
async def _opened(folder: Path) -> AsyncIterator[Store]:
    """The store, held; what its opening found is said."""
    store = await Store.open(folder)
    try:
        for notice in store.notices:
            _complain(notice)
        yield store
    finally:
        await store.aclose()


# --- words ------------------------------------------------------------------------------------------------------------


def _line(text: str) -> str:
    return visible(" ".join(text.split()))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _complain(sentence: str) -> int:
    sys.stderr.write(f"{NAME}: {sentence}\n")
    return FAILED


if __name__ == "__main__":
    main()
