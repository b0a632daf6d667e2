"""The command `rivulet-data`, in this process."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from core.codec import from_json
from core.conversations.records import ConversationInfo, ConversationStarted
from core.conversations.store import Store
from core.data_cli import run
from core.messages import Message

SAMPLES = Path(__file__).parent / "conversations" / "samples"
T = TypeVar("T")
Said = tuple[int, str, str]
Call = Callable[..., Said]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def call(data: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command on the data folder; returns the exit code and what it said."""

    def do(*arguments: str | Path) -> Said:
        code = run(["--data-dir", str(data), *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return do


def test_import_list_and_undo(call: Call) -> None:
    code, out, _ = call("import", SAMPLES / "chatgpt.json")
    assert code == 0
    assert out.startswith("2 conversations imported, 0 were there already\n")
    assert [each["title"] for each in json.loads(call("list", "--json")[1])] == ["Primes below 100", "안녕하세요"]
    undo = out.strip().rpartition(" ")[2]
    assert call("import", "--undo", undo)[:2] == (0, "2 conversations deleted\n")
    assert call("list") == (0, "", "")
    assert call("import", "--undo", undo)[0] == 1


def test_a_preview_touches_nothing(call: Call, data: Path) -> None:
    code, out, _ = call("import", "--preview", SAMPLES / "claude.json")
    assert code == 0
    assert "2 conversations, 10 messages (Claude)" in out
    assert not data.exists()


@pytest.mark.parametrize(("kind", "suffix"), [("markdown", ".md"), ("html", ".html"), ("text", ".txt")])
def test_export_into_a_folder(call: Call, tmp_path: Path, kind: str, suffix: str) -> None:
    call("import", SAMPLES / "claude.json")
    code, out, _ = call("export", "--format", kind, "--output", tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert (code, len(out.splitlines())) == (0, 2)
    assert names == [f"Report{suffix}", f"What is an old export like{suffix}"]


def test_an_export_comes_back_whole(call: Call, tmp_path: Path) -> None:
    call("import", SAMPLES / "rivulet-1.json")
    path = tmp_path / "all.json"
    assert call("export", "--output", path) == (0, f"{path}\n", "")
    first, second = (json.loads(each.read_text("utf-8")) for each in (SAMPLES / "rivulet-1.json", path))
    parts = [
        [from_json(entry["message"], Message).parts for entry in each["conversations"][0]["messages"]]
        for each in (first, second)
    ]
    assert parts[0] == parts[1]
    assert first["attachments"] == second["attachments"]


def test_one_conversation_into_one_file(call: Call, tmp_path: Path) -> None:
    call("import", SAMPLES / "rivulet-1.json")
    path = tmp_path / "one.md"
    assert call("export", "c-0123456789ab", "--format", "markdown", "--output", path)[0] == 0
    assert "It is noon." in path.read_text("utf-8")
    assert call("export", "c-other")[0] == 1


def test_search_finds_beside_a_window_and_without_one(call: Call, data: Path) -> None:
    call("import", SAMPLES / "rivulet-1.json")
    alone = call("search", "NOON")
    assert alone == (0, "c-0123456789ab  What time is it?\n    It is noon.\n", "")
    assert call("search", "midnight")[0] == 1

    beside = asyncio.run(_with_open_store(data, lambda: (call("search", "noon"), call("search", "noon -it"))))
    assert beside[0] == alone
    assert beside[1][0] == 1


def test_what_reads_works_beside_a_window_and_what_writes_says_that_it_cannot(call: Call, data: Path) -> None:
    call("import", SAMPLES / "rivulet-1.json")
    reads, writes = asyncio.run(
        _with_open_store(
            data,
            lambda: (
                [call("list"), call("check"), call("backup"), call("export", "--output", data / "x.json")],
                [call("import", SAMPLES / "claude.json"), call("import", "--undo", "x")],
            ),
        )
    )
    assert [code for code, _, _ in reads] == [0, 0, 0, 0]
    assert all(code == 1 and "Another Rivulet is using" in said for code, _, said in writes)


async def _with_open_store(folder: Path, work: Callable[[], T]) -> T:
    store = await Store.open(folder)
    try:
        await store.commit([ConversationStarted(ConversationInfo("c-late", "Late"))])
        return await asyncio.to_thread(work)
    finally:
        await store.aclose()


def test_check_says_what_is_missing(call: Call, data: Path) -> None:
    call("import", SAMPLES / "rivulet-1.json")
    assert call("check")[:2] == (0, "1 conversations, 5 messages, 1 attachments\nAll is well.\n")
    for path in (data / "attachments").rglob("*"):
        if path.is_file():
            path.unlink()
    code, out, _ = call("check")
    assert code == 1
    assert "the file is no longer there" in out


@pytest.mark.parametrize("command", ["export", "search x", "check", "backup"])
def test_without_a_store_a_sentence_says_so(call: Call, data: Path, command: str) -> None:
    code, _, said = call(*command.split())
    assert (code, said) == (1, f"rivulet-data: There are no conversations in {data}.\n")
    assert not data.exists()


@pytest.mark.parametrize("arguments", ["", "frob", "export --format pdf", "import", "search"])
def test_wrong_use_ends_with_2(call: Call, arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        call(*arguments.split())
    assert left.value.code == 2
    assert "usage: rivulet-data" in capsys.readouterr().err


def test_a_file_that_is_none_is_a_sentence(call: Call, tmp_path: Path) -> None:
    assert call("import", "--preview", tmp_path / "none.json")[0] == 1
    (tmp_path / "x.json").write_text("no", "utf-8")
    assert call("import", tmp_path / "x.json")[2].endswith("damaged from its beginning.\n")
