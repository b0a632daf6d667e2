"""One open conversation with everything that belongs to it alone, shown or not.

The session runs; the transcript's and the inspector's models follow it. Switching to another conversation touches none
of that: only the views are pointed elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core.conversations.records import TitledBy
from core.conversations.unsent import Edit
from core.events import Phase, PhaseChanged, Stamped, TurnFinished, TurnStarted
from core.messages import AttachmentPart, Role
from core.prices import used_by
from core.session import MessageAdded, PathChanged, Session, SessionEvent
from core.trace.follower import Trace
from core.trace.log import TraceLog
from gui.chat.directory import Choice
from gui.chat.feed import TurnFeed, never
from gui.chat.history import Spent, unknown
from gui.chat.kept import Kept
from gui.chat.queue import Queue
from gui.inspector.model import InspectorModel
from gui.transcript.model import TranscriptModel
from gui.widgets.clock import FrameClock


class Conversation(QObject):
    """`changed` is emitted when its title, `live`, `unread` or `empty` may have changed, and `turn_ended(conversation)`
    after every turn.

    `spread` is asked whether bursts of text are shown evenly; `log` keeps its exchanges with those of others; `spent`
    says what answers took."""

    changed = Signal()
    turn_ended = Signal(object)

    def __init__(
        self,
        session: Session,
        choice: Choice,
        clock: FrameClock,
        spread: Callable[[], bool] = never,
        log: TraceLog | None = None,
        spent: Spent = unknown,
    ) -> None:
        super().__init__()
        self.session = session
        self.choice = choice
        self.draft = ""
        self.attached: tuple[AttachmentPart, ...] = ()  # files of the draft from before a restart, until they are shown
        self.edit: Edit | None = None  # an edit from before a restart, until it is taken up
        self.kept = Kept()  # what the store has of all this
        self.titled_by = TitledBy.FIRST
        self.temporary = False  # nothing of it is kept
        self.label = ""  # what a temporary one is, where it is not a chat like others
        self.preset = ""  # its id
        self.tools = ""  # which are switched on, as text; empty for those that new conversations have
        self.queue = Queue()
        self.closing = False
        self.transcript = TranscriptModel(self)
        self.transcript.files = session.files
        self.inspector = InspectorModel()
        self.trace = session.wire = Trace(session.id, log if log is not None else TraceLog())
        self._feed = TurnFeed(self.transcript, clock, spread, source=session, told=self.trace.shown, spent=spent)
        self._unread = False
        self._shown = False
        self._asks = False  # the running turn waits for a person
        self._feed.load(session.messages)
        self._unsubscribe = session.subscribe(self._follow)

    @property
    def id(self) -> str:
        return self.session.id

    @property
    def title(self) -> str:
        if self.temporary:
            return self.label or self.tr("Temporary chat")
        return self.session.title or self.tr("New chat")

    @property
    def live(self) -> bool:
        return self.session.live

    @property
    def waits(self) -> bool:
        """Whether something waits for a person: a call to be allowed, a question of a tool."""
        return self._asks if self.live else bool(self.session.waiting_calls())

    @property
    def unread(self) -> bool:
        return self._unread

    def set_unread(self, unread: bool) -> None:
        """Whether an answer ended while another conversation was shown."""
        self._unread = unread and not self._shown

    @property
    def empty(self) -> bool:
        return not self.session.messages

    @property
    def answered(self) -> bool:
        return any(message.role is Role.ASSISTANT for message in self.session.messages)

    def set_shown(self, shown: bool) -> None:
        self._shown = shown
        if shown and self._unread:
            self._unread = False
            self.changed.emit()

    def last_answer(self) -> str:
        """The text of the last answer, empty where there is none."""
        answers = (m for m in reversed(self.session.messages) if m.role is Role.ASSISTANT)
        return next((message.text() for message in answers if message.text()), "")

    async def aclose(self, *, for_good: bool = False) -> None:
        """Stop what runs, and stop listening; `for_good` as in `Session.aclose()`."""
        self.closing = True
        await self.session.aclose(for_good=for_good)
        self._unsubscribe()

    def _follow(self, event: SessionEvent) -> None:
        if isinstance(event, Stamped):
            self.trace.feed(event)
            self.inspector.feed(event)
        self._feed.handle(event)
        match event:
            case Stamped(event=PhaseChanged(phase)):
                if self._asks is not (phase is Phase.APPROVAL):
                    self._asks = not self._asks
                    self.changed.emit()
            case Stamped(event=TurnFinished(outcome)):
                self._unread = not self._shown
                self.queue.ended(outcome)
                self.inspector.tell_history(used_by(each.message for each in self.session.tree.planted()))
                self.changed.emit()
                self.turn_ended.emit(self)
            case Stamped(event=TurnStarted()):
                self.queue.begun()
                self.changed.emit()
            case MessageAdded() | PathChanged():
                self.changed.emit()
