"""Answers that were arriving when the program ended: what the journal kept of them becomes messages."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable

from core.accumulator import Accumulator
from core.conversations import statements
from core.conversations.ledger import Ledger
from core.conversations.records import PROGRAM_ENDED, Change, JournalEnded
from core.conversations.tree import Planted, Tree
from core.events import Stamped, ToolFinished, TurnEvent, TurnFinished, TurnStarted
from core.messages import Message, Outcome, Timing, ToolResultPart, ToolStatus

log = logging.getLogger(__name__)

_NOT_RUN = "Interrupted: the program ended before this call did."


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
    """The changes that put what had arrived of a turn into its conversation and end its journal."""
    ledger, tree = Ledger(conversation_id, stored), grown(planted for planted, _ in stored)
    above: str | None = tree.leaf
    for message in arrived(turn_id, events):
        if message.id in tree:
            tree.replace(message)
        else:
            tree.add(above, message)
        above = message.id
    return [*ledger.catch_up(tree), JournalEnded(turn_id)]


def arrived(turn_id: str, events: Iterable[Stamped]) -> tuple[Message, ...]:
    """The messages of a turn that never ended: parts are closed, calls without a result get one."""
    fold = Accumulator()
    seq, at = -1, 0.0

    def end(event: TurnEvent) -> None:
        nonlocal seq
        seq += 1
        fold.feed(Stamped(seq, at, event))

    try:
        for stamped in events:
            if not isinstance(stamped.event, TurnFinished):
                fold.feed(stamped)
            seq, at = stamped.seq, stamped.at
    except (LookupError, TypeError, ValueError):
        log.info("the journal of turn %s is understood up to event %s", turn_id, seq)
    if seq < 0:
        end(TurnStarted(turn_id, "", "", 0.0))
    for closing in fold.open_parts():
        end(closing)
    for call in fold.unanswered_calls():
        end(ToolFinished(call.id, ToolResultPart(call.id, _NOT_RUN, ToolStatus.INTERRUPTED), 0.0))
    end(TurnFinished(Outcome.FAILED, Timing(), error=PROGRAM_ENDED))
    return fold.messages


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
