"""Foreign exports become conversations of ours."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.conversations.importing.archive import from_bytes
from core.conversations.importing.chatgpt import read_chatgpt
from core.conversations.importing.claude import read_claude
from core.conversations.importing.feed import Broken, JsonFeed
from core.conversations.importing.message_lists import read_messages
from core.conversations.importing.reading import conversations, preview, read
from core.conversations.importing.values import Imported, ImportedFile, ImportRefused, Notes, Source
from core.conversations.records import Conversation
from core.messages import (
    AttachmentPart,
    FinishReason,
    Message,
    Outcome,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)

SAMPLES = Path(__file__).parent / "samples"
DOT = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def outline(messages: tuple[Message, ...]) -> list[str]:
    """A path in a few words."""
    return [f"{message.role}: {' + '.join(_said(part) for part in message.parts)}" for message in messages]


def _said(part: Any) -> str:
    match part:
        case TextPart(text):
            return text
        case ReasoningPart(text):
            return f"({text})"
        case RefusalPart(text):
            return f"!{text}"
        case ToolCallPart(_, name, arguments):
            return f"{name}{arguments}"
        case ToolResultPart(_, text):
            return f"={text}"
        case _:
            return f"[{part.name}]"


def results_fit(conversation: Conversation) -> bool:
    """Whether every result stands behind its call, and every call has one."""
    tree = conversation.tree
    for planted in tree.planted():
        results = [part.call_id for part in planted.message.parts if isinstance(part, ToolResultPart)]
        if results:
            assert planted.parent is not None
            calls = [call.id for call in tree[planted.parent].tool_calls()]
            if sorted(calls) != sorted(results):
                return False
    return True


def chatgpt() -> list[Conversation]:
    return [each.conversation for each in conversations(SAMPLES / "chatgpt.json")]


# --- ChatGPT ----------------------------------------------------------------------------------------------------------


def test_chatgpts_current_path_is_the_path() -> None:
    primes = chatgpt()[0]
    assert outline(primes.tree.path()) == [
        "user: How many primes are below 100?",
        'assistant: (**Counting**\n\nI shall count them.) + python{"input": "print(25)"}',
        "tool: =25\n\nPrimes\nhttps://example.org\n25 primes",
        "assistant: There are **25**.",
        "user: Name the first. + And why?",
        "assistant: Two.",
    ]
    assert results_fit(primes)


def test_chatgpts_branches_titles_times_and_endings_come_along() -> None:
    primes = chatgpt()[0]
    info, tree = primes.info, primes.tree
    assert (info.title, info.created, info.updated, info.pinned) == (
        "Primes below 100",
        1700000000.5,
        1700000200.25,
        True,
    )
    last = tree.path()[-1]
    assert tree.siblings(last.id).count == 2
    assert (last.model, last.finish_reason, last.raw_finish_reason) == ("gpt-4o", FinishReason.LENGTH, "max_tokens")
    tree.choose(tree.path()[0].id, 1)
    assert outline(tree.path()) == ["user: [dot.png] + What is this? + [notes.docx]", "assistant: A dot. "]
    assert tree.path()[-1].outcome is Outcome.STOPPED


def test_chatgpts_odd_conversation_is_read_as_far_as_it_goes() -> None:
    notes = Notes()
    odd = list(conversations(SAMPLES / "chatgpt.json", notes))[1].conversation
    assert outline(odd.tree.path()) == ["assistant: bio{}", "tool: =searched", "user: 안녕하세요"]
    assert odd.info.title == "안녕하세요"
    said = " ".join(notes.sentences())
    assert "in a circle" in said
    assert "hologram" in said
    assert "without messages" in said


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_chatgpts_zip_brings_its_pictures(tmp_path: Path) -> None:
    members = {
        "conversations.json": (SAMPLES / "chatgpt.json").read_bytes(),
        "../../file-AbC123-dot.png": DOT,
        "user.json": b"{}",
    }
    found = list(read(zipped(tmp_path / "export.zip", **members), Notes()))
    files = [each for each in found if isinstance(each, ImportedFile)]
    parts = [
        part
        for each in found
        if isinstance(each, Imported)
        for planted in each.conversation.tree.planted()
        for part in planted.message.attachments()
    ]
    assert [each.data for each in files] == [DOT]
    assert parts == [AttachmentPart("dot.png", "image/png", files[0].sha256, len(DOT))]
    assert list(tmp_path.iterdir()) == [tmp_path / "export.zip"]


# --- Claude -----------------------------------------------------------------------------------------------------------


def test_claudes_blocks_become_calls_with_results() -> None:
    report = next(conversations(SAMPLES / "claude.json")).conversation
    assert outline(report.tree.path()) == [
        "user: [report.pdf] + [photo.jpg]\n + Summarise this.",
        'assistant: (A short report.) + Let me look. + web_search{"query": "sales"}',
        "tool: =Sales\nhttps://example.org/s\nThey rose.",
        "assistant: Sales rose. + ?",
        "user: Longer.",
        "assistant: They rose a lot.",
    ]
    assert results_fit(report)
    assert report.tree.siblings(report.tree.path()[4].id).count == 2
    assert (report.info.title, report.info.created) == ("Report", 1740823200.0)
    reasoning = report.tree.path()[1].parts[0]
    assert isinstance(reasoning, ReasoningPart)
    assert reasoning.seconds == 3.0


def test_the_words_of_claudes_attachments_become_files() -> None:
    files = [each.data for each in read(SAMPLES / "claude.json", Notes()) if isinstance(each, ImportedFile)]
    assert files == [b"Sales rose.\n"]


def test_an_old_export_of_claude_is_a_chain() -> None:
    old = list(conversations(SAMPLES / "claude.json"))[1].conversation
    assert outline(old.tree.path()) == ["user: What is an old export like?", "assistant: Like this."]
    assert old.info.title == "What is an old export like?"


# --- lists of messages ------------------------------------------------------------------------------------------------


def test_a_list_of_messages() -> None:
    clock = next(conversations(SAMPLES / "messages.json")).conversation
    assert outline(clock.tree.path()) == [
        "user: What time is it, and what is this? + [file.png] + [https://example.org/a.png]",
        'assistant: (A clock.) + clock{"zone":"UTC"} + clock{"input": "not json"}',
        "tool: =13:00 + =12:00",
        "assistant: Noon.",
        "user: Thanks",
        "assistant: !No.",
    ]
    assert results_fit(clock)
    assert (clock.info.title, clock.info.system, clock.info.model) == ("Clock", "Be brief.", "gpt-x")


def test_lines_of_messages() -> None:
    found = preview(SAMPLES / "messages.jsonl")
    assert [line.title for line in found.lines] == ["Question 0", "Question 1", "Question 2"]
    assert (found.source, found.problems) == (Source.MESSAGES, ())


@pytest.mark.parametrize("ends", ["", "\n", ",\n"])
def test_messages_that_stand_alone_are_one_conversation(tmp_path: Path, ends: str) -> None:
    path = tmp_path / "chat.jsonl"
    path.write_text('{"role": "user", "content": "a"}\n{"role": "assistant", "content": "b"}' + ends, "utf-8")
    assert [line.messages for line in preview(path).lines] == [2]


def test_items_of_the_responses_interface(tmp_path: Path) -> None:
    items = [
        {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Time?"}]},
        {"type": "reasoning", "summary": [{"type": "summary_text", "text": "A clock."}]},
        {"type": "function_call", "call_id": "c", "name": "clock", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "c", "output": "12:00"},
        {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Noon."}]},
    ]
    path = tmp_path / "items.json"
    path.write_text(json.dumps(items), "utf-16")
    found = next(conversations(path)).conversation
    assert outline(found.tree.path()) == [
        "user: Time?",
        "assistant: (A clock.) + clock{}",
        "tool: =12:00",
        "assistant: Noon.",
    ]


# --- whatever comes ---------------------------------------------------------------------------------------------------


def test_the_same_file_gives_the_same_ids() -> None:
    for name in ("chatgpt.json", "claude.json", "messages.json", "rivulet-1.json"):
        first, second = (list(read(SAMPLES / name, Notes())) for _ in range(2))
        ids = [[p.message.id for p in e.conversation.tree.planted()] for e in first if isinstance(e, Imported)]
        assert ids == [[p.message.id for p in e.conversation.tree.planted()] for e in second if isinstance(e, Imported)]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def bend(draw: st.DataObject, value: Any) -> None:
    """Put something else in the place of one value inside."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not keys:
            return
        key = draw.draw(st.sampled_from(keys))
        if not isinstance(value[key], dict | list) or draw.draw(st.integers(0, 5)) == 0:
            value[key] = draw.draw(anything)
            return
        value = value[key]


@given(st.data())
def test_no_strange_field_of_a_foreign_export_is_an_error(data: st.DataObject) -> None:
    notes = Notes()
    name = data.draw(st.sampled_from(["chatgpt.json", "claude.json", "messages.json"]))
    sample = json.loads((SAMPLES / name).read_text("utf-8"))
    bent = sample if name == "messages.json" else sample[0]
    for _ in range(data.draw(st.integers(1, 6))):
        bend(data, bent)
    found: list[Any] = []
    if isinstance(bent.get("mapping"), dict):
        found = list(read_chatgpt(bent, lambda _: None, notes))
    elif isinstance(bent.get("chat_messages"), list):
        found = list(read_claude(bent, notes))
    elif isinstance(bent.get("messages"), list):
        found = list(read_messages(bent["messages"], bent, "name", notes))
    assert all(
        results_fit(each.conversation) or name == "messages.json" for each in found if isinstance(each, Imported)
    )
    assert len(notes.sentences()) <= 300


@given(st.lists(anything, max_size=4), st.integers(1, 7))
def test_json_in_pieces_is_the_same_json(values: list[Any], size: int) -> None:
    text = json.dumps(values)
    at = 0

    def a_few(_: int) -> str:
        nonlocal at
        piece, at = text[at : at + size], at + size
        return piece

    plain = json.loads(text, parse_constant=lambda _: None)
    assert list(JsonFeed(a_few).elements()) == plain


@given(st.binary(max_size=60))
def test_bytes_that_are_no_json_are_broken_or_read(data: bytes) -> None:
    feed = from_bytes(data)
    try:
        while feed.peek():
            feed.value()
    except Broken:
        pass


# --- hostile files ----------------------------------------------------------------------------------------------------


def test_a_zip_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.zip", **{"conversations.json": b"[" + b" " * (90 << 20)})
    with pytest.raises(ImportRefused, match="honestly"):
        preview(path)


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"\x7fELF....", "not JSON"), (b"PK\x03\x04broken", "damaged"), (b"<html>", "not JSON")],
    ids=["program", "zip", "page"],
)
def test_other_files_are_refused_with_a_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(data)
    with pytest.raises(ImportRefused, match=words):
        preview(path)


@pytest.mark.parametrize("data", [b"", b'"text"', b"[]", b"{}", b"[" * 100_000], ids=["no", "text", "[]", "{}", "deep"])
def test_a_file_with_nothing_in_it_brings_nothing(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(data)
    assert preview(path).lines == ()


def test_a_zip_without_conversations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=r"no conversations\.json"):
        preview(zipped(tmp_path / "other.zip", **{"readme.txt": b"x"}))
