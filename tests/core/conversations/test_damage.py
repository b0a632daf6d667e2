"""Files that are damaged, of another version or unwritable: nothing is overwritten, each has a sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from core.conversations import migrations
from core.conversations.migrations import STEPS, script
from core.conversations.records import ConversationInfo, ConversationStarted, MessagePlanted
from core.conversations.store import Store
from core.conversations.tree import Planted
from core.conversations.trouble import CopyUnusable, StoreDamaged, StoreError, StoreTooNew, StoreUnreachable
from core.messages import Message, Role, TextPart

FILE = "conversations.sqlite3"
PAGE = 4096


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def fill(folder: Path, conversations: int = 20, messages: int = 20) -> Path:
    """A store with something in it, closed; returns its file."""
    store = await Store.open(folder)
    for number in range(conversations):
        info = ConversationInfo(f"c{number}", f"title {number}", created=1.0, updated=float(number))
        plants, parent = [], None
        for place in range(messages):
            message = Message(f"m{place}", Role.USER, (TextPart(f"words {number}.{place} " * 20),))
            plants.append(MessagePlanted(info.id, Planted(message, parent, 0), float(place)))
            parent = message.id
        await store.commit([ConversationStarted(info), *plants])
    await store.aclose()
    return folder / FILE


def spoil(file: Path, first: int, last: int) -> None:
    """Overwrite pages of a file."""
    with file.open("r+b") as open_file:
        open_file.seek(first * PAGE)
        open_file.write(b"\xa5" * PAGE * (last - first))


def aside(folder: Path) -> list[Path]:
    return sorted(folder.glob("conversations.damaged-*.sqlite3"))


async def test_a_damaged_file_is_set_aside_and_the_rest_of_it_recovered(tmp_path: Path) -> None:
    file = await fill(tmp_path)
    spoil(file, 30, 40)
    damaged = file.read_bytes()
    store = await Store.open(tmp_path)
    (notice,) = store.notices
    (kept,) = aside(tmp_path)
    assert kept.read_bytes() == damaged
    assert kept.name in notice
    assert "20 conversations" in notice
    assert "could not be read" in notice
    messages = 0
    for entry in await store.entries():
        messages += len((await store.load(entry.id)).tree)
    assert 200 < messages < 400
    await store.aclose()
    store = await Store.open(tmp_path)
    assert (store.notices, await store.count()) == ((), 20)
    await store.aclose()


@pytest.mark.parametrize(
    "harm",
    [
        lambda file: file.write_bytes(b"this was never a database, however long it may be " * 50),
        lambda file: file.write_bytes(file.read_bytes()[:5000]),
        lambda file: spoil(file, 0, 1),
    ],
    ids=["text", "cut", "first page"],
)
async def test_a_file_of_which_nothing_can_be_read_is_set_aside(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    harm(await fill(tmp_path))
    store = await Store.open(tmp_path)
    assert "nothing in it could be read" in store.notices[0]
    assert await store.count() == 0
    await store.commit([ConversationStarted(ConversationInfo("new"))])
    await store.aclose()
    assert len(aside(tmp_path)) == 1


async def test_a_file_with_a_bad_beginning_is_recovered_whole(tmp_path: Path) -> None:
    file = await fill(tmp_path)
    with file.open("r+b") as open_file:
        open_file.write(b"\0" * 16)
    store = await Store.open(tmp_path)
    assert "20 conversations with 400 messages" in store.notices[0]
    await store.aclose()


async def test_what_was_set_aside_is_never_overwritten(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / FILE).write_bytes(b"nonsense number %d" % number * 99)
        await (await Store.open(tmp_path)).aclose()
    assert sorted(path.read_bytes()[:17] for path in aside(tmp_path)) == [b"nonsense number %d" % n for n in range(3)]


async def test_an_empty_file_is_a_new_store(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    store = await Store.open(tmp_path)
    assert (store.notices, await store.count()) == ((), 0)
    await store.aclose()


async def test_messages_of_a_lost_conversation_get_a_new_one(tmp_path: Path) -> None:
    file = await fill(tmp_path, 2, 3)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DELETE FROM conversations WHERE id = 'c0'")  # foreign keys are off here
        connection.execute("UPDATE messages SET data = 'no JSON' WHERE id = 'm1' AND conversation = 2")
        connection.commit()
    with file.open("r+b") as open_file:
        open_file.write(b"\0" * 16)
    store = await Store.open(tmp_path)
    assert "2 conversations with 5 messages were recovered from it, 1 could not" in store.notices[0]
    lost = (await store.load("recovered-1")).tree
    assert [message.id for message in lost.path()] == ["m0", "m1", "m2"]
    assert [message.id for message in (await store.load("c1")).tree.path()] == ["m0", "m2"]
    await store.aclose()


async def test_an_older_file_that_is_damaged_is_recovered_too(tmp_path: Path) -> None:
    store = await Store.open(tmp_path, STEPS[:2])  # before conversations had what was not sent
    await store.write(
        lambda db: db.execute(
            "INSERT INTO conversations VALUES (1, 'old', 'Old', 'first', 1, 1, 1, 0, 0, '', '', '', '', '', 'd', '', 0)"
        )
    )
    await store.aclose()
    file = tmp_path / FILE
    with file.open("r+b") as spoiled:
        spoiled.write(b"no SQLite at all")
    store = await Store.open(tmp_path)
    info = (await store.load("old")).info
    assert (info.title, info.draft, info.unsent) == ("Old", "d", "")
    await store.aclose()


async def test_damage_that_is_met_later_is_looked_for_at_the_next_start(tmp_path: Path) -> None:
    file = await fill(tmp_path)
    store = await Store.open(tmp_path)
    spoil(file, 30, 40)
    with pytest.raises(StoreDamaged, match="damaged"):
        await store.check()
    await store.aclose()
    store = await Store.open(tmp_path)
    assert "was damaged" in store.notices[0]
    await store.aclose()


# --- versions ---------------------------------------------------------------------------------------------------------

NEXT = (*STEPS, script("ALTER TABLE conversations ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue';"))
BROKEN = (*STEPS, script("CREATE TABLE extra (x);\nthis is not SQL;"))


async def test_a_newer_file_is_refused_and_not_touched(tmp_path: Path) -> None:
    file = await fill(tmp_path)
    await (await Store.open(tmp_path, NEXT)).aclose()
    before, names = file.read_bytes(), names_in(tmp_path)
    with pytest.raises(StoreTooNew, match="newer Rivulet"):
        await Store.open(tmp_path)
    assert file.read_bytes() == before
    assert names_in(tmp_path) == names
    await (await Store.open(tmp_path, NEXT)).aclose()


async def test_before_a_migration_a_dated_copy_is_made_and_it_leads_back(tmp_path: Path) -> None:
    await fill(tmp_path)
    store = await Store.open(tmp_path, NEXT)
    (copy,) = store.copies
    assert await store.count() == 20
    await store.aclose()
    (tmp_path / FILE).unlink()
    store = await Store.open(tmp_path)
    await store.restore(copy)
    assert await store.count() == 20
    assert len((await store.load("c3")).tree) == 20
    await store.aclose()


async def test_an_older_copy_is_brought_up_when_it_is_restored(tmp_path: Path) -> None:
    await fill(tmp_path)
    store = await Store.open(tmp_path, NEXT)
    await store.restore(store.copies[-1])
    assert await store.read(lambda db: db.execute("SELECT min(colour) FROM conversations").fetchone()) == ("blue",)
    await store.aclose()


async def test_a_migration_that_fails_leaves_the_older_file(tmp_path: Path) -> None:
    await fill(tmp_path)
    with pytest.raises(StoreUnreachable):
        await Store.open(tmp_path, BROKEN)
    store = await Store.open(tmp_path)
    assert (await store.count(), len(store.copies)) == (20, 1)
    await store.aclose()


async def test_only_the_youngest_copies_are_kept(tmp_path: Path) -> None:
    store = await Store.open(tmp_path)
    made = [await store.backup() for _ in range(migrations.COPIES + 3)]
    assert set(store.copies) == set(made[3:])
    await store.aclose()


async def test_what_is_no_copy_is_not_restored(tmp_path: Path) -> None:
    await fill(tmp_path)
    store = await Store.open(tmp_path)
    other, broken = tmp_path / "other", await store.backup()
    other.write_bytes(b"hello")
    spoil(broken, 20, 30)
    for path in (other, broken, tmp_path / "missing"):
        with pytest.raises(CopyUnusable, match="Nothing was changed"):
            await store.restore(path)
    assert await store.count() == 20
    await store.aclose()


# --- folders ----------------------------------------------------------------------------------------------------------


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(StoreUnreachable, match="stay in memory"):
        await Store.open(tmp_path / "taken")
    (tmp_path / "folder" / FILE).mkdir(parents=True)
    with pytest.raises(StoreError):
        await Store.open(tmp_path / "folder")
