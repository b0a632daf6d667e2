"""Answers that were arriving when the program ended: what the journal kept of them becomes messages."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable

from core.accumulator import Accumulator
from core.conversations import statements
from core.conversations.ledger import Ledger
from core.conversations.records import PROGRAM_ENDED, Change, ConversationEdited, JournalEnded
from core.conversations.tree import Planted, Tree
from core.events import (
    ResponseStarted,
    RoundsAnswered,
    RoundsReached,
    Stamped,
    ToolApprovalRequested,
    ToolApprovalResolved,
    ToolFinished,
    ToolStarted,
    TurnEvent,
    TurnFinished,
    TurnStarted,
)
from core.messages import FinishReason, Message, Outcome, Timing, ToolResultPart, ToolStatus, waiting_result

log = logging.getLogger(__name__)

_NOT_RUN = "Interrupted: the program ended before this call ran."
_BEGUN = "Interrupted: the program ended while this call ran; it may have done something."


def recover_all(connection: sqlite3.Connection) -> int:
    """Turn every journal of the open file into messages; returns how many there were. Of one that makes no sense as a
    whole, what can be understood is kept."""
    journals = statements.read_journals(connection)
    for conversation_id, turn_id in journals:
        events = statements.read_journal(connection, turn_id)
        stored = statements.read_planted(connection, conversation_id)
        changes = recovered(conversation_id, turn_id, stored, events)
        connection.execute("BEGIN IMMEDIATE")
        for change in changes:
            statements.write(connection, change)
        connection.execute("COMMIT")
        log.info("turn %s had not ended; %s events of it were kept", turn_id, len(events))
    return len(journals)


def recovered(
    conversation_id: str, turn_id: str, stored: list[tuple[Planted, float]], events: Iterable[Stamped]
) -> list[Change]:
    """The changes that put what had arrived of a turn into its conversation and end its journal. A conversation with
    calls that wait for a person is marked as unread."""
    ledger, tree = Ledger(conversation_id, stored), grown(planted for planted, _ in stored)
    above: str | None = tree.leaf
    messages = arrived(turn_id, events)
    for message in messages:
        if message.id in tree:
            tree.replace(message)
        else:
            tree.add(above, message)
        above = message.id
    waits = any(isinstance(part, ToolResultPart) and part.waiting for message in messages for part in message.parts)
    marked = [ConversationEdited(conversation_id, unread=True)] if waits else []
    return [*ledger.catch_up(tree), *marked, JournalEnded(turn_id)]


def arrived(turn_id: str, events: Iterable[Stamped]) -> tuple[Message, ...]:
    """The messages of a turn that never ended: parts are closed, calls without a result get one. Where a person was
    being asked, the calls that had not begun go on waiting, and the turn has not failed."""
    fold, stand = Accumulator(), _Stand()
    seq, at = -1, 0.0

    def end(event: TurnEvent) -> None:
        nonlocal seq
        seq += 1
        fold.feed(Stamped(seq, at, event))

    try:
        for stamped in events:
            if not isinstance(stamped.event, TurnFinished):
                fold.feed(stamped)
                stand.feed(stamped.event)
            seq, at = stamped.seq, stamped.at
    except (LookupError, TypeError, ValueError):
        log.info("the journal of turn %s is understood up to event %s", turn_id, seq)
    if seq < 0:
        end(TurnStarted(turn_id, "", "", 0.0))
    for closing in fold.open_parts():
        end(closing)
    left = fold.unanswered_calls()
    waits = stand.asks and any(call.id not in stand.begun for call in left)
    for call in left:
        begun = call.id in stand.begun
        told = ToolResultPart(call.id, _BEGUN if begun else _NOT_RUN, ToolStatus.INTERRUPTED)
        end(ToolFinished(call.id, waiting_result(call.id) if waits and not begun else told, 0.0))
    if waits:
        end(TurnFinished(Outcome.FINISHED, Timing(), FinishReason.TOOL_CALLS))
    else:
        end(TurnFinished(Outcome.FAILED, Timing(), error=PROGRAM_ENDED))
    return fold.messages


class _Stand:
    """How far the calls of the last response had come."""

    def __init__(self) -> None:
        self.begun: set[str] = set()
        self._asked: set[str] = set()
        self._rounds = False

    @property
    def asks(self) -> bool:
        """Whether a person was being asked."""
        return bool(self._asked) or self._rounds

    def feed(self, event: TurnEvent) -> None:
        match event:
            case ResponseStarted():
                self.begun.clear()
                self._asked.clear()
            case ToolApprovalRequested(call_id):
                self._asked.add(call_id)
            case ToolApprovalResolved(call_id) | ToolFinished(call_id):
                self._asked.discard(call_id)
            case ToolStarted(call_id):
                self.begun.add(call_id)
            case RoundsReached():
                self._rounds = True
            case RoundsAnswered():
                self._rounds = False
            case _:
                pass


def grown(planted: Iterable[Planted]) -> Tree:
    """The tree that these make. A message whose parent was lost stands below the one before it."""
    known: set[str] = set()
    whole: list[Planted] = []
    for each in planted:
        parent = each.parent
        if parent is not None and parent not in known:
            parent = whole[-1].message.id if whole else None
        whole.append(each if parent == each.parent else Planted(each.message, parent, each.seen))
        known.add(each.message.id)
    return Tree.grown(whole)
