"""The last resort: what a store did not take until the end goes to a file elsewhere, which can be imported."""

from __future__ import annotations

import json
import logging
import os
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.conversations.migrations import dated
from core.conversations.portable import FORMAT, VERSION, conversation_to_json
from core.conversations.records import (
    Change,
    Conversation,
    ConversationEdited,
    ConversationInfo,
    ConversationStarted,
    JournalAppended,
    JournalEnded,
    JournalStarted,
    NoteChanged,
)
from core.conversations.unsent import NEW_CHAT, NewChat

if TYPE_CHECKING:
    from core.session import Session

log = logging.getLogger(__name__)


def places() -> tuple[Path, ...]:
    """Where such a file may lie: with the user, else among the temporary files."""
    found = []
    with suppress(RuntimeError):  # nobody's home
        found.append(Path.home())
    return (*found, Path(tempfile.gettempdir()))


def rescued(unwritten: Iterable[Change], sessions: Mapping[str, Session]) -> list[Conversation]:
    """The conversations that the changes are about, whole, as far as they are open."""
    infos: dict[str, ConversationInfo] = {}
    found: list[Conversation] = []
    now = time.time()
    for change in unwritten:
        match change:
            case NoteChanged(name, str(text)) if name == NEW_CHAT:
                left = NewChat.from_text(text)
                info = ConversationInfo("draft", "", created=now, updated=now, draft=left.draft, unsent=left.unsent)
                found.append(Conversation(info))
            case ConversationStarted(info):
                infos[info.id] = info
            case ConversationEdited() if _says(change):
                before = infos.get(change.id) or ConversationInfo(change.id, created=now, updated=now)
                names = ("draft", "unsent", "system", "provider", "model", "preset")
                told = {name: value for name in names if (value := getattr(change, name)) is not None}
                infos[change.id] = replace(before, **told)
            case JournalStarted() | JournalAppended() | JournalEnded() | NoteChanged() | ConversationEdited():
                pass
            case _:
                key = getattr(change, "conversation_id", "") or getattr(change, "id", "")
                infos.setdefault(key, ConversationInfo(key, created=now, updated=now))
    for key, info in infos.items():
        session = sessions.get(key)
        if session is not None:
            info = replace(info, title=session.title, system=session.system)  # the same, completed
            found.append(Conversation(info, session.tree))
    return found


def write_rescue(conversations: Sequence[Conversation], folders: Iterable[Path]) -> Path | None:
    """Write them into the first folder that takes them, for nobody else to read; None where none does."""
    told = [conversation_to_json(each) for each in conversations]
    data = {"format": FORMAT, "version": VERSION, "conversations": told}
    try:
        text = json.dumps(data, ensure_ascii=False, indent=1).encode()
    except UnicodeEncodeError:  # half a pair of surrogates, which some servers send
        text = json.dumps(data, indent=1).encode()
    for folder in folders:
        path = folder / f"rivulet-rescue-{dated()}.json"
        try:
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            log.info("no rescue file in %s: %s", folder, error)
            continue
        try:
            with os.fdopen(file, "wb") as opened:
                opened.write(text)
                opened.flush()
                os.fsync(opened.fileno())
        except OSError as error:
            log.info("no rescue file in %s: %s", folder, error)
            with suppress(OSError):
                path.unlink()
            continue
        return path
    return None


def _says(change: ConversationEdited) -> bool:
    """Whether it has something of a person in it."""
    return any(getattr(change, name) is not None for name in ("title", "draft", "unsent", "system"))
