"""The views of the wire: tabs of the inspector, a window, and the way from an event to its text and back."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from core.messages import Role
from core.trace.links import Anchor

if TYPE_CHECKING:
    from core.trace.follower import Trace
    from core.trace.log import TraceLog
    from gui.actions import Actions
    from gui.chat.book import Book
    from gui.chat.conversation import Conversation
    from gui.chat.page import ChatPage
    from gui.inspector.inspector import Inspector
    from gui.inspector.timeline_view import TimelineView
    from gui.inspector.wire.view import WireView
    from gui.theme.theme import Theme

WIRE, TIMELINE = "wire", "timeline"


class Tracing(QObject):
    """Nothing of a view exists before somebody turns to it. `record_wished(entry)`: an exchange is to be saved."""

    record_wished = Signal(object)

    def __init__(
        self,
        theme: Theme,
        log: TraceLog,
        book: Book,
        page: ChatPage,
        inspector: Inspector,
        actions: Actions,
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._theme = theme
        self._log = log
        self._book = book
        self._page = page
        self._inspector = inspector
        self._actions = actions
        self._host = host
        self._wire: WireView | None = None
        self._window: WireView | None = None
        self._timeline: TimelineView | None = None
        self._goal: tuple[str, Anchor] | None = None
        inspector.add_tab(WIRE, self.tr("Wire"), self._make_wire)
        inspector.add_tab(TIMELINE, self.tr("Timeline"), self._make_timeline)
        book.shown.connect(self._arrive)
        actions.on("wire", self.open)
        page.on_wire = self._on_wire
        page.wire_wished.connect(lambda message: self.show_message(message) if message else self.open())

    def open(self) -> None:
        """Turn to the wire; where words of an answer are selected, to the event that brought them."""
        from gui.transcript.anchors import selected_place

        view, place = self._turn_to(), selected_place(self._page.transcript)
        if view is not None and place is not None:
            anchor = Anchor(place.message_id, place.part, place.offset, place.length)
            if not view.show_anchor(anchor):
                self._page.notices.say(self.tr("What came over the wire for these words is not kept any more."))

    def show_message(self, message_id: str) -> None:
        """Turn to what brought an answer, or to the request that was made of a question."""
        answer = self._answer(message_id)
        view = self._turn_to()
        turn_id, _, number = answer.rpartition(".")
        if view is None or not view.show_message(turn_id, int(number or 0), asked=answer != message_id):
            self._page.notices.say(self.tr("What came over the wire for this message is not kept any more."))

    def _turn_to(self) -> WireView | None:
        self._actions["inspector"].setChecked(True)
        self._inspector.show_tab(WIRE)
        return self._wire

    def _on_wire(self, message_id: str) -> bool:
        """Whether the exchanges of a message are kept."""
        turn_id = self._answer(message_id).rpartition(".")[0]
        return any(entry.turn.id == turn_id and not entry.released for entry in self._log.entries)

    def _answer(self, message_id: str) -> str:
        """The message itself, or the one that answers it."""
        current = self._book.current
        messages = current.session.messages if current is not None else ()
        for message, following in itertools.pairwise(messages):
            if message.id == message_id and message.role is Role.USER:
                return following.id
        return message_id

    def _make_wire(self) -> WireView:
        self._wire = view = self._new_view()
        view.windowWished.connect(self._open_window)
        return view

    def _make_timeline(self) -> TimelineView:
        from gui.inspector.timeline_view import TimelineView

        self._timeline = TimelineView(self._theme, self._log, self._trace)
        return self._timeline

    def _trace(self) -> Trace | None:
        current = self._book.current
        return current.trace if current is not None else None

    def _new_view(self) -> WireView:
        from gui.inspector.wire.view import WireView

        view = WireView(self._theme, self._log, self._conversation)
        view.anchorWished.connect(self._go)
        view.recordWished.connect(self.record_wished)
        return view

    def _open_window(self) -> None:
        if self._window is None:
            self._window = view = self._new_view()
            view.window_button.hide()
            view.setParent(self._host, Qt.WindowType.Window)
            view.setWindowTitle(self.tr("Wire"))
            scale = self._theme.scale
            view.resize(QSize(round(900 * scale), round(720 * scale)).boundedTo(view.screen().availableSize()))
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _conversation(self) -> str:
        current = self._book.current
        return current.id if current is not None else ""

    # --- to the text --------------------------------------------------------------------------------------------------

    def _go(self, conversation_id: str, anchor: Anchor) -> None:
        self._goal = (conversation_id, anchor)
        if self._conversation() == conversation_id:
            self._show_goal()
        else:
            self._book.open(conversation_id)

    def _arrive(self, _conversation: Conversation) -> None:
        for view in (self._wire, self._window, self._timeline):
            if view is not None and view.isVisible():
                view.look()
        self._show_goal()

    def _show_goal(self) -> None:
        from gui.transcript.anchors import TextPlace, show_text

        goal, current = self._goal, self._book.current
        if goal is None or current is None or current.id != goal[0]:
            return
        self._goal, anchor = None, goal[1]
        session = current.session
        on_path = any(message.id == anchor.message_id for message in session.messages)
        if not on_path and not session.live and anchor.message_id in session.tree:
            session.show_message(anchor.message_id)  # it is in another version
        place = TextPlace(anchor.message_id, anchor.part, anchor.offset, anchor.length)
        if not show_text(self._page.transcript, place):
            self._page.notices.say(self.tr("The text of this event is not in the conversation any more."))
