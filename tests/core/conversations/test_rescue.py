"""What a store did not take until the end: which conversations that is, and where it lies then."""

from __future__ import annotations

import json
from pathlib import Path

from core.conversations.records import (
    ConversationEdited,
    ConversationInfo,
    ConversationStarted,
    JournalEnded,
    MessagePlanted,
    NoteChanged,
)
from core.conversations.rescue import rescued, write_rescue
from core.conversations.tree import Planted
from core.conversations.unsent import NEW_CHAT, NewChat
from core.messages import Message, Role, TextPart
from core.session import Session


def talk(key: str, words: str) -> Session:
    session = Session(key, title=f"About {words}")
    session.tree.add(None, Message(f"m-{key}", Role.USER, (TextPart(words),)))
    return session


def test_what_was_said_and_what_was_written_are_rescued_and_the_rest_is_not() -> None:
    sessions = {key: talk(key, f"words of {key}") for key in ("new", "grown", "drafted", "seen", "safe")}
    message = sessions["grown"].tree.path()[0]
    found = rescued(
        [
            ConversationStarted(ConversationInfo("new", system="Be brief.")),
            MessagePlanted("grown", Planted(message, None, 0), 1.0),
            ConversationEdited("drafted", draft="half a thought"),
            ConversationEdited("seen", unread=False, view="{}"),
            ConversationEdited("gone", draft="of one that is not open"),
            JournalEnded("t"),
            NoteChanged("shown", "new"),
            NoteChanged(NEW_CHAT, NewChat(draft="not begun").to_text()),
        ],
        sessions,
    )
    drafts = {each.info.id: each.info.draft for each in found}
    assert drafts == {"draft": "not begun", "new": "", "grown": "", "drafted": "half a thought"}
    assert [m.text() for each in found if each.info.id == "grown" for m in each.tree.path()] == ["words of grown"]


def test_the_first_place_that_takes_it_has_it(tmp_path: Path) -> None:
    found = rescued([ConversationStarted(ConversationInfo("c"))], {"c": talk("c", "half a pair \ud800 한국어")})
    path = write_rescue(found, [tmp_path / "nowhere", tmp_path])
    assert path is not None
    assert path.parent == tmp_path
    assert json.loads(path.read_text("utf-8"))["conversations"][0]["info"]["title"] == "About half a pair \ud800 한국어"
    assert write_rescue(found, [tmp_path / "nowhere"]) is None
