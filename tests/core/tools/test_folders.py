"""File tools: what the user chose can be read, and nothing else, whatever the path says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import ToolArgumentsError
from core.tools.builtin.folders import LARGEST_FILE, MOST_TEXT, find, folder_tools, reading
from tests.core.tools.calling import full, named, run

_SECRET = "the secret that no tool may say"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A chosen folder `notes`, and a secret beside it, with links that lead there."""
    notes = tmp_path / "notes"
    (notes / "2026").mkdir(parents=True)
    (notes / "todo.md").write_text("one\ntwo\nthree\n", "utf-8")
    (notes / "2026" / "plan.txt").write_bytes("계획".encode("cp949"))
    (notes / "program.bin").write_bytes(b"\x7fELF\0\0")
    (tmp_path / "secret.txt").write_text(_SECRET, "utf-8")
    (tmp_path / "notes2").mkdir()
    (tmp_path / "notes2" / "near.txt").write_text(_SECRET, "utf-8")
    (notes / "link.txt").symlink_to(tmp_path / "secret.txt")
    (notes / "up").symlink_to(tmp_path)
    (notes / "inside.md").symlink_to(notes / "todo.md")
    (notes / "round").symlink_to(notes / "round")
    os.mkfifo(notes / "pipe")
    return notes


async def call(name: str, *folders: Path, **arguments: Any) -> str:
    return await run(named(folder_tools(lambda: folders), name), **arguments)


async def test_a_file_is_read_whole_or_by_its_lines(home: Path) -> None:
    assert await call("read_file", home, path="notes/todo.md") == "notes/todo.md, 14 bytes, 3 lines:\none\ntwo\nthree\n"
    assert await call("read_file", home, path="todo.md", from_line=2, to_line=2) == (
        "notes/todo.md, 14 bytes, 3 lines; lines 2 to 2:\ntwo"
    )
    assert "계획" in await call("read_file", home, path=str(home / "2026" / "plan.txt"))
    assert "three" in await call("read_file", home, path="notes/inside.md")  # a link that stays inside
    assert "ends before line 9" in await call("read_file", home, path="todo.md", from_line=9)


async def test_a_long_file_comes_in_pieces(home: Path) -> None:
    (home / "long.txt").write_text("x" * 99 + "\n" * 1 + "y\n" * MOST_TEXT, "utf-8")
    text = await call("read_file", home, path="long.txt")
    assert "[cut after line" in text
    assert len(text) < MOST_TEXT + 200
    (home / "huge.txt").write_bytes(b"a" * (LARGEST_FILE + 1))
    with pytest.raises(ToolArgumentsError, match="10 MB are the most"):
        await call("read_file", home, path="huge.txt")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("../secret.txt", "outside of the chosen folders"),
        ("notes/../../secret.txt", "outside of the chosen folders"),
        ("notes/link.txt", "outside of the chosen folders"),
        ("notes/up/secret.txt", "outside of the chosen folders"),
        ("notes/up/notes2/near.txt", "outside of the chosen folders"),
        ("/etc/passwd", "outside of the chosen folders"),
        ("~/secret.txt", "from the chosen folder's name on"),
        ("notes/none.txt", "There is no"),
        ("notes/round", "cannot be found|There is no"),
        ("notes/pipe", "not a plain file"),
        ("notes/2026", "is a folder"),
        ("notes/program.bin", "a program; only text"),
        ("notes/a\0b", "cannot have this character"),
        ("x" * 5000, "characters"),
    ],
)
async def test_whatever_is_not_a_text_inside_is_refused(home: Path, path: str, words: str) -> None:
    with pytest.raises(ToolArgumentsError, match=words) as refused:
        await call("read_file", home, path=path)
    assert _SECRET not in str(refused.value)


async def test_a_neighbour_whose_name_begins_alike_is_outside(home: Path) -> None:
    with pytest.raises(ToolArgumentsError, match="outside"):
        await call("read_file", home, path=str(home.parent / "notes2" / "near.txt"))


async def test_folders_are_listed_with_links_told_and_not_followed(home: Path) -> None:
    text = await call("list_files", home, path="notes")
    assert "todo.md  14 bytes" in text
    assert "up  (a link)" in text
    assert "2026/" in text
    found = await full(named(folder_tools(lambda: (home,)), "list_files"), pattern="*.TXT")
    assert found.table is not None
    assert sorted(row[0] for row in found.table.rows) == ["2026/plan.txt", "link.txt"]
    with pytest.raises(ToolArgumentsError, match="is a file"):
        await call("list_files", home, path="notes/todo.md")


async def test_several_folders_are_told_apart_by_their_names(home: Path) -> None:
    other = home.parent / "notes2"
    assert "notes2/" in await call("list_files", home, other)
    assert _SECRET in await call("read_file", home, other, path="notes2/near.txt")
    assert "one" in await call("read_file", other, home, path="todo.md")


async def test_without_a_folder_nothing_can_be_read(home: Path) -> None:
    with pytest.raises(ToolArgumentsError, match="No folder was chosen"):
        await call("read_file", path="todo.md")
    with pytest.raises(ToolArgumentsError, match="No folder was chosen"):
        await call("list_files", home / "gone")


_pieces = st.sampled_from(
    ["..", ".", "notes", "up", "2026", "link.txt", "todo.md", "secret.txt", "notes2", "near.txt", "", "/", "round"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_pieces, max_size=6).map("/".join))
def test_no_path_leads_to_the_secret(home: Path, path: str) -> None:
    try:
        place = find([home], path)
        assert place.path.is_relative_to(home)
        assert _SECRET not in reading([home], path, 1, 99)
    except ToolArgumentsError as refused:
        assert _SECRET not in str(refused)  # noqa: PT017  # what is refused may be said, what it holds not
