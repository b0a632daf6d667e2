"""One open conversation: its messages, at most one live turn, and the subscribers that follow it.

A Session takes commands (send, stop, retry, continue, edit, choose a version, delete, answer an approval) and tells
what happened, in order, on the loop's thread. It knows no window and no file: the screen and the store are equal
subscribers. What was once said stays in its tree; what is shown and sent is one path through that.
"""

from __future__ import annotations

import itertools
import logging
import time
import uuid
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.attachments import Files, MemoryAttachments
from core.audience import Audience
from core.conversations.tree import Removed, Tree, Version
from core.events import Stamped, TurnFinished
from core.limits import Limits
from core.messages import (
    AttachmentPart,
    Message,
    Outcome,
    Part,
    Role,
    TextPart,
    ToolCallPart,
)
from core.order import Order, Resumed
from core.providers.base import Provider
from core.resuming import can_pick_up, decided, resumption, urged, waiting_round
from core.sending import request_messages, said_parts, same_start, title_of
from core.shares import Shares
from core.tools.approval import Approval
from core.tools.base import Toolbox
from core.tools.permissions import Permissions
from core.turn import Turn
from core.wire.exchange import WireListener

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Target:
    """Who answers. `make` is what makes the turn: that of a model, or the run of an agent."""

    provider: Provider
    model: str
    make: Callable[[str, Order, Callable[[Stamped], None]], Turn] = Turn


@dataclass(frozen=True, slots=True)
class MessageAdded:
    """The user said something, at the end of the path."""

    message: Message


@dataclass(frozen=True, slots=True)
class PathChanged:
    """Another path is shown: below the message `after` (None: from the start) stand `messages` now."""

    after: str | None
    messages: tuple[Message, ...]


SessionEvent = Stamped | MessageAdded | PathChanged


class Session:
    """Commands that start a turn need a `target`. They, and those that change the path, raise RuntimeError while a
    turn is live (at most one lives), and KeyError for a message that is not there."""

    def __init__(
        self,
        session_id: str | None = None,
        *,
        system: str = "",
        toolbox: Toolbox | None = None,
        limits: Limits | None = None,
        stream: bool = True,
        tree: Tree | None = None,
        title: str = "",
        files: Files | None = None,
        permissions: Permissions | None = None,
        attended: bool = True,
    ) -> None:
        self.id = session_id or f"c-{uuid.uuid4().hex[:12]}"
        self.title = title
        self.system = system
        self.toolbox = toolbox or Toolbox()
        self.limits = limits or Limits()
        self.stream = stream
        self.files: Files = files if files is not None else MemoryAttachments()
        self.permissions = permissions if permissions is not None else Permissions()
        self.attended = attended
        self.parameters: Mapping[str, Any] = {}
        self.target: Target | None = None
        self.before_request: Callable[[], Awaitable[None]] | None = None  # until what was said is safe
        self.wire: WireListener | None = None  # told of every exchange of its turns
        self.shares = Shares()  # with the sessions that run on the same loop
        self._tree = tree or Tree()
        self._deleted: list[Removed] = []
        self._turn: Turn | None = None
        self._audience: Audience[SessionEvent] = Audience(self.id)

    @property
    def messages(self) -> tuple[Message, ...]:
        """What is shown and sent: the path through the tree, a running answer included."""
        path = self._tree.path()
        return path if self._turn is None else (*path[:-1], *self._turn.messages)

    @property
    def tree(self) -> Tree:
        """Everything that was ever said. Of a running answer only the first message, empty."""
        return self._tree

    @property
    def can_undo_delete(self) -> bool:
        return bool(self._deleted)

    @property
    def deleted(self) -> tuple[Message, ...]:
        """What `undo_delete` can bring back."""
        return tuple(planted.message for removed in self._deleted for planted in removed.planted)

    def versions(self, message_id: str) -> Version:
        """Which version of the user's words, or of the answer to one question, a message belongs to."""
        return self._tree.siblings(message_id)

    @property
    def live(self) -> bool:
        return self._turn is not None

    def subscribe(self, subscriber: Callable[[SessionEvent], None]) -> Callable[[], None]:
        """Call `subscriber` with everything that happens from now on; returns the way to end that."""
        return self._audience.admit(subscriber)

    # --- commands -----------------------------------------------------------------------------------------------------

    def send(self, text: str, attachments: Iterable[AttachmentPart] = ()) -> None:
        """Say something, or show files, and let the target answer. The files' bytes are in `files` already."""
        self._require_ready()
        parts = said_parts(text, attachments)
        if not self.title:
            self.title = title_of(text) or title_of(next((p.name for p in parts if isinstance(p, AttachmentPart)), ""))
        self._say(self._tree.leaf, parts)

    def edit(self, message_id: str, text: str, attachments: Iterable[AttachmentPart] | None = None) -> None:
        """Say something else in the place of a message, and let the target answer. The old words and all that followed
        them stay, as another version. None keeps the attachments that the message has."""
        self._require_ready()
        old, parent = self._tree[message_id], self._tree.parent(message_id)
        if old.role is not Role.USER:
            raise RuntimeError("Only what you said can be edited")
        if parent is None and self.title == title_of(old.text()):
            self.title = title_of(text)
        kept = (part for part in old.parts if not isinstance(part, TextPart | AttachmentPart))
        self._say(parent, (*said_parts(text, old.attachments() if attachments is None else attachments), *kept))

    def stop(self) -> None:
        """Stop the live turn; harmless when there is none."""
        if self._turn is not None:
            self._turn.stop()

    def stop_after_turn(self) -> None:
        """Let the response that runs end, and its tools, and ask for no other."""
        if self._turn is not None:
            self._turn.stop_after_turn()

    def sleep(self, asleep: bool) -> None:
        """Tell the live turn that the machine falls asleep, or is awake again."""
        if self._turn is not None:
            self._turn.sleep(asleep)

    def retry(self) -> None:
        """Ask again for the last answer; what had arrived of it stays, as another version. After a failure or a stop,
        tool rounds that had ended well are not run again, and a continuation continues the same answer."""
        self._require_ready()
        last = next((m for m in self._tree.upwards(self._tree.leaf) if m.role is not Role.TOOL), None)
        if last is None:
            raise RuntimeError("There is nothing to answer")
        if last.outcome is Outcome.FINISHED:
            self.regenerate(last.id)
        else:
            self._begin(*resumption(self._tree))

    def regenerate(self, message_id: str) -> None:
        """Ask again for an answer, or for one to a user's message. Whatever was below the question stays, as another
        version."""
        self._require_ready()
        question = next((m.id for m in self._tree.upwards(message_id) if m.role is Role.USER), None)
        if question is None:
            raise RuntimeError("Nobody asked for this answer")
        self._begin(question)

    def continue_answer(self) -> None:
        """Go on with an answer that was cut off: fetch its rest, in its place, or get a message that `continues` it."""
        target = self._require_ready()
        answer = next((m for m in self._tree.upwards(self._tree.leaf) if m.role is not Role.TOOL), None)
        if answer is None or answer.role is Role.USER:
            raise RuntimeError("There is no answer to continue")
        if target.make is Turn and can_pick_up(answer, target.provider.spec):
            self._take_up(Resumed(answer))
        else:
            self._begin(self._tree.leaf, answer)

    def choose_version(self, message_id: str, index: int) -> None:
        """Show version `index` (from 0) of what `message_id` is a version of, with all that followed it. Raises
        IndexError."""
        self._require_idle()
        before = self._tree.path()
        self._tree.choose(message_id, index)
        self._tell_path(before, self._tree.path())

    def show_message(self, message_id: str) -> None:
        """Show the versions that lead to a message. Raises KeyError."""
        self._require_idle()
        before = self._tree.path()
        self._tree.lead_to(message_id)
        self._tell_path(before, self._tree.path())

    def delete(self, message_id: str) -> Removed:
        """Take out a user's message, or the version of the answer that a message belongs to, with all that followed.
        Another version takes its place where there is one. `undo_delete` brings it back."""
        self._require_idle()
        before = self._tree.path()
        removed = self._tree.remove(self._tree.own(message_id))
        self._deleted.append(removed)
        self._tell_path(before, self._tree.path())
        return removed

    def undo_delete(self) -> None:
        """Bring back what was deleted last, and show it."""
        self._require_idle()
        if not self._deleted:
            raise RuntimeError("Nothing was deleted")
        before = self._tree.path()
        self._tree.restore(self._deleted.pop())
        self._tell_path(before, self._tree.path())

    def take_in(self, placed: Sequence[tuple[str | None, Message]], shown: str) -> None:
        """Take in what was said elsewhere: messages, each with the one it stands below; the path leads to `shown`."""
        self._require_idle()
        before = self._tree.path()
        for above, message in placed:
            self._tree.add(above, message)
        self._tree.lead_to(shown)
        self._tell_path(before, self._tree.path())

    def waiting_calls(self) -> tuple[ToolCallPart, ...]:
        """The calls at the end of the path that a person had not decided about when the program ended."""
        return found.calls if self._turn is None and (found := waiting_round(self._tree.path())) else ()

    def answer_approval(self, call_id: str, approval: Approval) -> None:
        """Answer about a call that waits; a turn takes up again one from before a restart. A late or unknown answer is
        ignored. Raises ValueError for arguments that are no JSON object."""
        if self._turn is not None:
            self._turn.answer_approval(call_id, approval)
            return
        resumed = decided(self._tree.path(), call_id, approval)
        if resumed is not None:
            self._take_up(resumed)

    def answer_question(self, question_id: str, answer: str) -> None:
        """Answer what the tool of a running call asks."""
        if self._turn is not None:
            self._turn.answer_question(question_id, answer)

    def answer_rounds(self, goes_on: bool) -> None:
        if self._turn is not None:
            self._turn.answer_rounds(goes_on)

    def cancel_call(self, call_id: str) -> None:
        if self._turn is not None:
            self._turn.cancel_call(call_id)

    async def wait_idle(self) -> None:
        """Until no turn is live."""
        while self._turn is not None:
            await self._turn.wait()

    async def aclose(self, *, for_good: bool = False) -> None:
        """Stop what is live and wait until its connection is closed; what `Turn.put_aside()` leaves goes on."""
        if self._turn is not None:
            self._turn.put_aside(for_good=for_good)
        await self.wait_idle()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _require_idle(self) -> None:
        if self._turn is not None:
            raise RuntimeError("A turn is live")

    def _require_ready(self) -> Target:
        self._require_idle()
        if self.target is None:
            raise RuntimeError("The session has no target")
        return self.target

    def _say(self, parent: str | None, parts: tuple[Part, ...]) -> None:
        before = self._tree.path()
        message = Message(f"m-{uuid.uuid4().hex[:12]}", Role.USER, parts, created=time.time())
        self._tree.add(parent, message)
        self._tell_path(before, self._tree.path()[:-1])
        self._audience.tell(MessageAdded(message))
        self._begin(message.id)

    def _take_up(self, resumed: Resumed) -> None:
        """Go on with a response at the end of the path: a new turn begins with it, in its place."""
        self._require_ready()
        before, response = self._tree.path(), resumed.response
        above, continued = self._tree.parent(response.id), response.continues
        self._tree.remove(response.id)
        self._begin(above, self._tree[continued] if continued else None, before=before, resumed=resumed)

    def _begin(
        self,
        after: str | None,
        continues: Message | None = None,
        *,
        before: tuple[Message, ...] | None = None,
        resumed: Resumed | None = None,
    ) -> None:
        """Start a turn that answers the path as far as `after`. `before` is the path that was told last."""
        target, turn_id = self._require_ready(), f"t-{uuid.uuid4().hex[:12]}"
        before = before or self._tree.path()
        # Its place among the versions: the first message of the turn, which is empty until the turn has ended.
        self._tree.add(after, Message(f"{turn_id}.1", Role.ASSISTANT, (), created=time.time()))
        history = self._tree.path()[:-1]
        order = Order(
            provider=target.provider,
            model=target.model,
            messages=request_messages(history) + urged(continues),
            system=self.system,
            toolbox=self.toolbox,
            limits=self.limits,
            stream=self.stream,
            continues=continues.id if continues else None,
            before_request=self.before_request,
            files=self.files,
            parameters=self.parameters,
            permissions=self.permissions,
            attended=self.attended,
            resumed=resumed,
            wire=self.wire,
            shares=self.shares,
        )
        self._turn = turn = target.make(turn_id, order, self._on_turn)
        self._tell_path(before, history)
        turn.start()

    def _on_turn(self, stamped: Stamped) -> None:
        turn = self._turn
        if isinstance(stamped.event, TurnFinished) and turn is not None:
            # Idle first: a subscriber may start the next turn from this very event.
            first, *rest = turn.messages
            self._tree.replace(first)
            for above, message in itertools.pairwise((first, *rest)):
                self._tree.add(above.id, message)
            self._turn = None
            _log_turn(turn, stamped.event)
        self._audience.tell(stamped)

    def _tell_path(self, before: tuple[Message, ...], now: tuple[Message, ...]) -> None:
        """Tell from where on what is shown differs from what was."""
        kept = same_start(before, now)
        if kept < max(len(before), len(now)):
            self._audience.tell(PathChanged(now[kept - 1].id if kept else None, now[kept:]))


def _log_turn(turn: Turn, finished: TurnFinished) -> None:
    timing = finished.timing
    fields = {
        "outcome": finished.outcome,
        "reason": finished.reason,
        "error": finished.error.kind if finished.error else None,
        "provider": turn.order.provider.spec.id,
        "model": turn.order.model,
        "first_token_ms": timing.first_token_ms,
        "total_ms": timing.total_ms,
        "close_ms": timing.close_ms,
    }
    words = (f"{k}={v:.2f}" if isinstance(v, float) else f"{k}={v}" for k, v in fields.items() if v is not None)
    log.info("turn %s %s", turn.id, " ".join(words))
