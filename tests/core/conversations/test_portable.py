"""Our own JSON: what is written is what is read, and what others did to it is survived."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.conversations.exporting.writing import Export, ExportFormat, export_archive
from core.conversations.importing.reading import preview, read
from core.conversations.importing.values import Imported, ImportedFile, ImportRefused, Notes, Source
from core.conversations.portable import FORMAT, VERSION, conversation_from_json, conversation_to_json
from core.conversations.records import Conversation, ConversationInfo
from core.messages import Message, Role, TextPart
from tests.core.conversations.trees import FILES, conversations
from tests.core.conversations.trees import test_every_kind_of_part_is_drawn as test_every_kind_of_part_is_drawn

SAMPLES = Path(__file__).parent / "samples"


def same(one: Conversation, other: Conversation) -> bool:
    return one.info == other.info and list(one.tree.planted()) == list(other.tree.planted())


@settings(max_examples=40)
@given(st.lists(conversations(), max_size=3))
def test_what_is_exported_is_imported_without_loss(written: list[Conversation]) -> None:
    notes = Notes()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "all.json"
        done = export_archive(path, iter(written), Export(ExportFormat.JSON, FILES.get))
        found = list(read(path, notes))
    back = [each.conversation for each in found if isinstance(each, Imported)]
    assert all(same(one, other) for one, other in zip(written, back, strict=True))
    spoken_of = {part.sha256 for each in written for p in each.tree.planted() for part in p.message.files()}
    assert {each.sha256: each.data for each in found if isinstance(each, ImportedFile)} == {
        key: FILES[key] for key in spoken_of
    }
    assert (done.conversations, done.lost_files, notes.sentences()) == (len(written), 0, ())


@given(conversations(), st.data())
def test_no_damaged_field_does_more_than_cost_itself(conversation: Conversation, data: st.DataObject) -> None:
    """Any value of the file may be any other one: it is read or refused, and what is read can be stored."""
    whole = json.loads(json.dumps(conversation_to_json(conversation)))
    strange = st.sampled_from([None, True, -1, 1e400, 2**70, "", "x", [], {}, [None], {"id": 1}])
    at: Any = whole
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at))) if isinstance(at, list) else []
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if not isinstance(at[key], dict | list) or data.draw(st.booleans()):
            at[key] = data.draw(strange)
            break
        at = at[key]
    notes = Notes()
    try:
        found = conversation_from_json(whole, notes)
    except ValueError:
        return
    json.dumps(conversation_to_json(found), allow_nan=False)
    assert all(isinstance(planted.message, Message) for planted in found.tree.planted())


def test_what_hangs_below_an_unreadable_message_stays() -> None:
    def entry(key: str, parent: str | None, role: str) -> dict[str, Any]:
        return {"parent": parent, "seen": 0, "message": {"id": key, "role": role, "parts": []}}

    data = {"info": {"id": "c"}, "messages": [entry("a", None, "user"), entry("b", "a", "?"), entry("c", "b", "user")]}
    notes = Notes()
    tree = conversation_from_json(data, notes).tree
    assert [message.id for message in tree.path()] == ["a", "c"]
    assert len(notes.sentences()) == 1


def test_the_first_version_can_still_be_read() -> None:
    notes = Notes()
    found = list(read(SAMPLES / "rivulet-1.json", notes))
    conversation = next(each.conversation for each in found if isinstance(each, Imported))
    assert [message.text() for message in conversation.tree.path()] == ["안녕", "", "", "It is noon."]
    assert conversation.info.pinned
    assert [each.data for each in found if isinstance(each, ImportedFile)] == [b"words\n"]
    assert notes.sentences() == ()


def test_a_file_written_in_another_order_is_the_same(tmp_path: Path) -> None:
    data = json.loads((SAMPLES / "rivulet-1.json").read_text("utf-8"))
    path = tmp_path / "sorted.json"
    path.write_text(json.dumps(data, sort_keys=True, indent=1), "utf-8")
    assert preview(path) == preview(SAMPLES / "rivulet-1.json")
    assert preview(path).source is Source.RIVULET


@pytest.mark.parametrize("order", [("format", "version", "conversations"), ("version", "conversations", "format")])
def test_a_newer_version_is_refused_with_a_sentence(tmp_path: Path, order: tuple[str, ...]) -> None:
    data = {"format": FORMAT, "version": VERSION + 1, "conversations": []}
    path = tmp_path / "newer.json"
    path.write_text(json.dumps({name: data[name] for name in order}), "utf-8")
    with pytest.raises(ImportRefused, match="A newer Rivulet"):
        preview(path)


def test_half_a_file_gives_what_is_in_it(tmp_path: Path) -> None:
    written = [Conversation(_info(number)) for number in range(3)]
    for each in written:
        each.tree.add(None, Message("m", Role.USER, (TextPart("x" * 100),)))
    path = tmp_path / "all.json"
    export_archive(path, written, Export(ExportFormat.JSON, FILES.get))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 3 // 4])
    found = preview(path)
    assert len(found.lines) == 2
    assert any("ends in the middle" in problem for problem in found.problems)


def _info(number: int) -> ConversationInfo:
    return ConversationInfo(f"c-{number}", f"Title {number}")
