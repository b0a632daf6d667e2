"""Words looked for in one conversation that is at hand: what the search finds, without its index."""

from __future__ import annotations

import json

from core.codec import to_json
from core.conversations.excerpts import Where, excerpt, texts, whole
from core.conversations.records import Conversation
from core.conversations.words import Query, composed, spans


def found_in(conversation: Conversation, query: Query) -> list[str]:
    """An excerpt, in one line, of the title and of each message that has what is asked for."""
    title = conversation.info.title
    found = [whole(Where.TITLE, title, query).text] if _has([(Where.TITLE, title)], query) else []
    for planted in conversation.tree.planted():
        said = texts(json.dumps(to_json(planted.message)))
        if _has(said, query):
            found.append(excerpt(said, query).text)
    return found


def _has(said: list[tuple[Where, str]], query: Query) -> bool:
    there: set[int] = set()
    for _, text in said:
        line = composed(text)
        if query.unwanted and spans(line, query.unwanted):
            return False
        there |= {number for _, number in spans(line, query.wanted)}
    return len(there) == len(query.wanted)
