"""Hypothesis strategies: conversations with every kind of part, in every shape of tree."""

from __future__ import annotations

import hashlib
import typing
from dataclasses import replace

from hypothesis import strategies as st

from core import messages
from core.conversations.records import Conversation, ConversationInfo, TitledBy
from core.conversations.tree import Planted, Tree
from core.errors import ErrorInfo, ErrorKind
from core.messages import AttachmentPart, Message

FILES = {hashlib.sha256(data).hexdigest(): data for data in (b"words", b"\x89PNG\r\n\x1a\n.", bytes(range(256)))}

texts = st.text(st.characters(), max_size=6)  # half pairs of surrogates too
times = st.floats(0, 1e11)
numbers = st.none() | st.integers(0, 2**62)
spans = st.none() | times
infos = st.builds(
    ConversationInfo,
    id=st.from_regex(r"c-[0-9a-f]{4,12}", fullmatch=True),
    title=texts,
    titled_by=st.sampled_from(TitledBy),
    created=times,
    updated=times,
    pinned=st.booleans(),
    archived=st.booleans(),
    folder=texts,
    provider=texts,
    model=texts,
    system=texts,
    preset=texts,
    draft=texts,
    view=texts,
    tools=texts,
    unread=st.booleans(),
)
_attachments = st.sampled_from(sorted(FILES)).map(
    lambda sha256: AttachmentPart("a.png", "image/png", sha256, len(FILES[sha256]))
)
_tables = st.builds(
    messages.ToolTable, st.tuples(texts, texts), st.lists(st.tuples(texts, texts), max_size=2).map(tuple)
)
_tools = st.builds(
    messages.ToolResultPart,
    texts,
    texts,
    st.sampled_from(messages.ToolStatus),
    spans,
    texts,
    st.none() | _tables,
    st.lists(_attachments, max_size=1).map(tuple),
)
_reasoning = st.builds(
    messages.ReasoningPart, texts, st.none() | st.builds(messages.Opaque, texts, texts, texts), spans
)
parts = st.one_of(
    st.builds(messages.TextPart, texts),
    st.builds(messages.RefusalPart, texts),
    st.builds(messages.ToolCallPart, texts, texts, texts),
    _reasoning,
    _tools,
    _attachments,
)
_any_message = st.builds(
    Message,
    id=st.just(""),
    role=st.sampled_from(messages.Role),
    parts=st.lists(parts, max_size=3).map(tuple),
    created=times,
    provider=texts,
    model=texts,
    outcome=st.none() | st.sampled_from(messages.Outcome),
    finish_reason=st.none() | st.sampled_from(messages.FinishReason),
    raw_finish_reason=st.none() | texts,
    usage=st.none() | st.builds(messages.Usage, numbers, numbers, numbers, numbers),
    timing=st.none() | st.builds(messages.Timing, spans, spans, spans, spans, spans),
    error=st.none() | st.builds(ErrorInfo, st.sampled_from(ErrorKind), texts, numbers, st.booleans(), spans),
    continues=st.none() | texts,
)


def test_every_kind_of_part_is_drawn() -> None:
    drawn = (messages.TextPart, messages.RefusalPart, messages.ToolCallPart, messages.ReasoningPart)
    assert set(typing.get_args(messages.Part)) == {*drawn, messages.ToolResultPart, AttachmentPart}


@st.composite
def conversations(draw: st.DrawFn) -> Conversation:
    """A conversation of up to six messages."""
    planted: list[Planted] = []
    for number in range(draw(st.integers(0, 6))):
        parent = draw(st.none() | st.sampled_from([each.message.id for each in planted])) if planted else None
        message = replace(draw(_any_message), id=f"m-{number}")
        planted.append(Planted(message, parent, draw(st.integers(0, 5))))
    return Conversation(draw(infos), Tree.grown(planted))
