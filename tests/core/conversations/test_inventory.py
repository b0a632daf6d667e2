"""What lies in the data folder: counted, told of its copies, and let go of once nothing refers to it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest

from core.attachments import AttachmentLost, Attachments, Files, MemoryAttachments
from core.conversations.inventory import CopyReason, dated_copies, take_inventory
from core.conversations.records import ConversationEdited, ConversationInfo, ConversationStarted, MessagePlanted
from core.conversations.store import Store
from core.conversations.tree import Planted
from core.conversations.unsent import Unsent
from core.messages import AttachmentPart, Message, Role


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Store]:
    store = await Store.open(folder)
    try:
        yield store
    finally:
        await store.aclose()


async def say(store: Store, key: str, sha256: str = "") -> None:
    parts = (AttachmentPart("a.txt", "text/plain", sha256, 3),) if sha256 else ()
    message = Message(f"{key}.1", Role.USER, parts)
    await store.commit(
        [ConversationStarted(ConversationInfo(key)), MessagePlanted(key, Planted(message, None, 1), 1.0)]
    )


async def test_an_inventory_counts_everything(tmp_path: Path) -> None:
    assert take_inventory(tmp_path).size == 0
    async with opened(tmp_path) as store:
        await say(store, "a")
        await say(store, "b", Attachments(tmp_path / "attachments").keep(b"abc"))
        copy = await store.backup()
        found = take_inventory(tmp_path)
    assert (found.conversations, found.messages, found.attachments, found.files, found.copies) == (2, 2, 3, 1, 1)
    assert found.copies_size == copy.stat().st_size
    assert found.size == found.store + 3 + found.copies_size


async def test_a_copy_tells_when_and_why_it_was_made(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await say(store, "a")
        first = await store.backup()
        await store.restore(first)
        await store.delete_all()
        found = dated_copies(tmp_path)
        assert [each.path for each in found] == store.copies
    assert sorted((str(each.reason), each.conversations) for each in found) == [
        (str(CopyReason.ASKED), 1),
        (str(CopyReason.DELETION), 1),
        (str(CopyReason.RESTORE), 1),
    ]
    assert all(abs(each.made - datetime.now().timestamp()) < 60 for each in found)


def test_a_copy_that_cannot_be_read_is_told_and_not_opened(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "conversations-2026-01-02-030405-006.sqlite3").write_bytes(b"SQLite format 3\x00" + b"x" * 300)
    (folder / "conversations-mine.sqlite3").write_bytes(b"nothing")
    os.utime(folder / "conversations-mine.sqlite3", (5, 5))
    mine, other = dated_copies(tmp_path)
    assert (mine.made, mine.conversations, mine.too_new) == (5.0, None, False)
    assert datetime.fromtimestamp(other.made) == datetime(2026, 1, 2, 3, 4, 5)
    assert other.too_new


async def test_everything_with_its_copies_goes_and_the_disk_gets_its_space_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        for number in range(40):
            await store.commit([ConversationStarted(ConversationInfo(f"c{number}", draft="long " * 5000))])
        await store.backup()
        before = take_inventory(tmp_path)
        assert await store.delete_all(keep_copies=False) is None
        after = take_inventory(tmp_path)
    assert (after.conversations, after.copies) == (0, 0)
    assert after.store < before.store / 4


async def test_a_copy_is_deleted_and_no_other_file(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        copy = await store.backup()
        await store.delete_copy(tmp_path / "conversations.sqlite3")
        await store.delete_copy(copy)
        await store.delete_copy(copy)
        assert (tmp_path / "conversations.sqlite3").exists()
        assert store.copies == []


async def test_files_of_messages_drafts_and_copies_are_used(tmp_path: Path) -> None:
    said, drafted, copied = (hashlib.sha256(name).hexdigest() for name in (b"1", b"2", b"3"))
    async with opened(tmp_path) as store:
        await say(store, "a", copied)
        await store.backup()
        await store.delete_all()
        await say(store, "b", said)
        unsent = Unsent((AttachmentPart("b.txt", "text/plain", drafted, 3),)).to_text()
        await store.commit([ConversationEdited("b", unsent=unsent)])
        assert await store.attached() == {said, drafted, copied}
        for copy in store.copies:
            await store.delete_copy(copy)
        assert await store.attached() == {said, drafted}


async def test_a_damaged_copy_keeps_no_file_and_hinders_nobody(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await say(store, "a", "a" * 64)
        copy = await store.backup()
        copy.write_bytes(copy.read_bytes()[:100] + os.urandom(8000))
        assert await store.attached() == {"a" * 64}


@pytest.mark.parametrize("make", [Attachments, lambda _: MemoryAttachments()], ids=["disk", "memory"])
def test_what_was_held_since_the_mark_is_left_for_the_next_time(make: Callable[[Path], Files], tmp_path: Path) -> None:
    files = make(tmp_path)
    before, during = files.keep(b"before"), files.keep(b"during")
    files.release([during])
    files.mark()
    files.hold([during])
    files.release([before, during])  # both were sent meanwhile: whoever asked for what is used may not know of it
    assert files.collect([]) == 0
    assert files.collect([]) == 2
    with pytest.raises(AttachmentLost):
        files.read(before)


def test_what_a_crash_left_half_written_is_collected(tmp_path: Path) -> None:
    files = Attachments(tmp_path)
    sha256 = files.keep(b"one")
    (tmp_path / sha256[:2] / ".writing-abc.new").write_bytes(b"half of it")
    assert files.collect([]) == 1
    assert files.read(sha256) == b"one"
