"""The conversation that is shown: the only place where session, composer, transcript and inspector meet.

Wishes of the widgets become commands to the session; what the session says reaches the widgets through the models that
follow it. Pointing the page at another conversation stops nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.chat.choosing import Choosing
from gui.chat.directory import Choice, Directory
from gui.chat.header import Header
from gui.chat.holding import Holding
from gui.chat.welcome import Welcome, WelcomeArea
from gui.composer.composer import Composer
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import MEASURE_EM, SPACE_2, SPACE_4, SPACE_6
from gui.widgets.clock import FrameClock
from gui.widgets.notice_bar import NoticeBar

if TYPE_CHECKING:
    from gui.chat.conversation import Conversation
    from gui.chat.queue import Queued
    from gui.inspector.inspector import Inspector
    from gui.transcript.find.control import Find
    from gui.transcript.view import TranscriptView


class ChatPage(QWidget):
    """`settings_wished(provider)` asks for the settings, opened at a provider; `link_wished(url)` for a link,
    `branch_wished(conversation, message)` for a new conversation that goes on from there, `wire_wished(message)` for
    what went over the wire for it; without a message, for the words that are selected."""

    settings_wished = Signal(str)
    link_wished = Signal(str)
    branch_wished = Signal(str, str)
    wire_wished = Signal(str)

    def __init__(
        self,
        theme: Theme,
        clock: FrameClock,
        actions: Actions,
        directory: Directory,
        inspector: Inspector,
        *,
        with_menu: bool,
    ) -> None:
        super().__init__()
        variant(self, "page", name="role")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(340)
        self._theme = theme
        self._clock = clock
        self._actions = actions
        self._inspector = inspector
        self._current: Conversation | None = None
        self.on_wire: Callable[[str], bool] = lambda _message: False  # whether what brought a message is kept
        self._early = ""  # sent before there was a conversation
        self.header = Header(theme, actions, with_menu=with_menu, parent=self)
        self.welcome = Welcome(theme, self)
        self.notices = NoticeBar(theme, self)
        self.composer = Composer(theme, self)
        self.choosing = Choosing(directory, self.composer, self.welcome, self)
        self.measured: list[QWidget] = [self.welcome, self.notices, self.composer]
        self._holding = Holding(clock, (self, inspector), self.composer.take_focus)
        self._lay_out()
        self._connect()
        theme.changed.connect(self._fit_measure)
        theme.changed.connect(self.choosing.say_anew)
        self._fit_measure()
        self.header.show_title(QCoreApplication.translate("Conversation", "New chat"))

    def furnish(self) -> None:
        """Make what the first paint does without, before anybody asks for it; again changes nothing."""
        if hasattr(self, "attaching"):
            return
        from gui.chat.approving import Approving
        from gui.chat.attaching import Attaching
        from gui.chat.editing import Editing
        from gui.chat.queueing import Queueing
        from gui.chat.saving import Saving
        from gui.chat.typing_on import TypingOn

        theme, composer, notices = self._theme, self.composer, self.notices
        self.attaching = Attaching(composer, notices, self)
        self._saving = Saving(notices, self)
        TypingOn(self, composer)
        self.editing = Editing(theme, composer, self.attaching, notices, self)
        self.queueing = Queueing(theme, composer, self.attaching, self._send_queued, self.stop, self)
        self.approving = Approving(theme, lambda: self.conversation, self.choosing.aim, notices.say, self)
        self._inspector.callActed.connect(self.approving.act)
        for widget in (self.queueing.rows, self.editing.strip):
            self._column.insertWidget(self._column.count() - 1, _centred(widget, self))
            self.measured.append(widget)
        self._fit_measure()

    @cached_property
    def transcript(self) -> TranscriptView:
        from gui.transcript.view import TranscriptView

        transcript = TranscriptView(self._theme, self._clock, self)
        transcript.actionRequested.connect(self._act)
        transcript.linkActivated.connect(self.link_wished)
        transcript.fileRequested.connect(lambda message, number: self._saving.ask(self.conversation, message, number))
        transcript.cardRequested.connect(self.approving.show_details)
        self.editing.serve(transcript)
        transcript.zoomRequested.connect(self._zoom)
        transcript.on_wire = lambda message: self.on_wire(message)
        self._stage.addWidget(transcript)
        self.setTabOrder(self.header.last_stop, transcript)
        return transcript

    @cached_property
    def finding(self) -> Find:
        from gui.transcript.find.control import Find

        return Find(self._theme, self.transcript)

    def _lay_out(self) -> None:
        welcome, notices, composer = (_centred(widget, self) for widget in self.measured)
        self._stage = QStackedLayout()
        self._stage.addWidget(WelcomeArea(self.welcome, welcome, self))
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE_4)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(self._stage, 1)
        column.addWidget(notices)
        column.addSpacing(SPACE_2)
        column.addWidget(composer)

    def _connect(self) -> None:
        self.composer.send_wished.connect(self.send)
        self.composer.stop_wished.connect(self.stop)
        self.choosing.settings_wished.connect(self.settings_wished)
        self._inspector.retryRequested.connect(self.retry)
        self._inspector.continueRequested.connect(self.continue_answer)
        self._inspector.stopRequested.connect(self.stop)
        self._inspector.settingsRequested.connect(self._open_settings)
        self.welcome.started.connect(self.send)
        for command, act in (
            ("stop", self.stop),
            ("retry", self.retry),
            ("copy_answer", self.copy_answer),
            ("find", lambda: self.finding.open()),  # it does not exist yet
            ("find_next", lambda: self.finding.step(1)),
            ("find_previous", lambda: self.finding.step(-1)),
            ("focus_composer", self.composer.take_focus),
            ("attach_files", lambda: self.attaching.choose()),
            ("choose_model", self.composer.models.showPopup),
            ("allow_call", lambda: self._answer_waiting(allowed=True)),
            ("refuse_call", lambda: self._answer_waiting(allowed=False)),
        ):
            self._actions.on(command, act)

    # --- which conversation -------------------------------------------------------------------------------------------

    def show_conversation(self, conversation: Conversation) -> None:
        """Point every view at `conversation`; the one shown before goes on by itself."""
        before = self._current
        if before is conversation:
            return
        self.furnish()
        early, self._early = self._early, ""
        if before is None:
            conversation.draft = conversation.draft or self.composer.text()
        else:
            before.draft = self.composer.text()
            before.changed.disconnect(self._refresh)
            before.set_shown(False)
        self._current = conversation
        conversation.set_shown(True)
        conversation.changed.connect(self._refresh)
        self.transcript.set_model(conversation.transcript)
        self.finding.conversation_changed()
        self._inspector.set_model(conversation.inspector)
        self.composer.set_live(conversation.live)
        self.composer.set_text(conversation.draft)
        self.attaching.show(conversation)
        self.choosing.show(conversation)
        self._refresh()
        self.composer.take_focus()
        if early:
            self.send(early)

    @property
    def conversation(self) -> Conversation:
        """The one that is shown."""
        if self._current is None:
            raise RuntimeError("no conversation is shown yet")
        return self._current

    def _refresh(self) -> None:
        conversation = self.conversation
        if not conversation.live:
            self._holding.end()
        self.editing.show(conversation)
        self.queueing.show(conversation)
        self.approving.name_origins(conversation)
        self.header.show_title(conversation.title)
        self.composer.set_live(conversation.live)
        self._stage.setCurrentIndex(0 if conversation.empty else 1)
        self._actions.set_state(
            live=conversation.live, answered=conversation.answered, waiting=bool(conversation.waits)
        )

    # --- commands -----------------------------------------------------------------------------------------------------

    def send(self, text: str) -> None:
        """Send `text` in the conversation that is shown. While an answer runs it is queued; before there is a
        conversation it waits for that."""
        conversation = self._current
        written = self.composer.text() == text  # else one of the starts was sent: what was being written stays
        if conversation is None:
            self._early = text
        if conversation is None or not (text.strip() or (written and self.attaching.parts)):
            return
        if conversation.live:
            if written and self.editing.active:
                self.composer.say_kept()
                return
            self.queueing.add(text, self.attaching.take() if written else ())
            if written:
                self.composer.clear()
            return
        self.choosing.aim(conversation)
        files = self.attaching.take() if written else ()
        edited = self.editing.finish() if written else None
        if edited is not None:
            conversation.session.edit(edited, text, files)
        else:
            conversation.session.send(text, files)
            if written:
                self.composer.clear()
        conversation.session.files.release(part.sha256 for part in files)
        self.transcript.follow()
        self.composer.take_focus()

    def _send_queued(self, conversation: Conversation, queued: Queued) -> None:
        self.choosing.aim(conversation)
        conversation.session.send(queued.text, queued.attachments)
        conversation.session.files.release(part.sha256 for part in queued.attachments)
        if conversation is self._current:
            self.transcript.follow()

    def stop(self) -> None:
        """Stop the answer of the conversation that is shown; harmless when none runs."""
        if self.conversation.live:
            self._holding.begin()
            self.conversation.session.stop()
        else:
            self.composer.take_focus()

    def retry(self) -> None:
        conversation = self.conversation
        if not conversation.live and conversation.answered:
            self.choosing.aim(conversation)
            conversation.session.retry()

    def continue_answer(self) -> None:
        conversation = self.conversation
        if not conversation.live and conversation.answered:
            self.choosing.aim(conversation)
            conversation.session.continue_answer()

    def regenerate(self, message_id: str) -> None:
        """Ask again for an answer, also one further up."""
        conversation = self.conversation
        if not conversation.live:
            self.choosing.aim(conversation)
            conversation.session.regenerate(message_id)

    def _act(self, word: str, subject: str) -> None:
        """Carry out what a reader asked for in the transcript; `subject` is a message or a call."""
        from gui.transcript.content import Action

        if self.approving.act(word, subject):
            return
        match Action(word):
            case Action.RETRY:
                self.retry()
            case Action.REGENERATE:
                self.regenerate(subject)
            case Action.BRANCH:
                self.branch_wished.emit(self.conversation.id, subject)
            case Action.WIRE:
                self.wire_wished.emit(subject)
            case Action.EDIT:
                self.editing.begin(subject)
            case Action.DELETE | Action.DISCARD:
                self.editing.delete(subject)
            case Action.PREVIOUS_VERSION | Action.NEXT_VERSION:
                _step_version(self.conversation, subject, 1 if word == Action.NEXT_VERSION else -1)
            case Action.CONTINUE:
                self.continue_answer()
            case Action.ENTER_KEY | Action.OPEN_SETTINGS:
                self._open_settings()
            case _:
                pass  # the transcript has done it

    def _zoom(self, steps: int) -> None:
        for _ in range(abs(steps)):
            self._actions["zoom_in" if steps > 0 else "zoom_out"].trigger()

    def _open_settings(self) -> None:
        self.settings_wished.emit(self.conversation.choice.provider)

    def _answer_waiting(self, *, allowed: bool) -> None:
        """Answer about the first call that waits; where it is out of sight, show it first."""
        if self.transcript.following:
            self.approving.answer_first(allowed=allowed)
        else:
            self.transcript.follow()

    def copy_answer(self) -> None:
        QGuiApplication.clipboard().setText(self.conversation.last_answer())

    def choose(self, choice: Choice) -> None:
        """Let `choice` answer in this conversation from its next turn on, and in new ones."""
        self.choosing.choose(choice)

    # --- measure ------------------------------------------------------------------------------------------------------

    def _fit_measure(self) -> None:
        em = self._theme.font(TextRole.BODY).pointSizeF() * self.logicalDpiY() / 72
        for widget in self.measured:
            widget.setMaximumWidth(round(em * MEASURE_EM) + 2 * SPACE_4)


def add_strip(page: ChatPage, strip: QWidget) -> None:
    """Have something stand above the composer, as wide as it."""
    column = page.layout()
    assert isinstance(column, QVBoxLayout)
    column.insertWidget(column.count() - 3, _centred(strip, page))
    strip.setMaximumWidth(page.composer.maximumWidth())
    page.measured.append(strip)


def _centred(widget: QWidget, page: QWidget) -> QWidget:
    """`widget` in the middle of a row that lets it grow to its maximum width."""
    row = QWidget(page)
    line = QHBoxLayout(row)
    line.setContentsMargins(SPACE_6, 0, SPACE_6, 0)
    line.addStretch(1)
    line.addWidget(widget, 1000)
    line.addStretch(1)
    return row


def _step_version(conversation: Conversation, message_id: str, by: int) -> None:
    version = conversation.session.versions(message_id)
    if not conversation.live and 0 <= version.index + by < version.count:
        conversation.session.choose_version(message_id, version.index + by)
