"""What a person decides about tool calls, in the conversation that is shown: by the card's buttons, the inspector's
rows, or the keyboard. Answers go to the session as values; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.theme.theme import Theme

if TYPE_CHECKING:
    from core.tools.approval import Approval
    from gui.chat.conversation import Conversation
    from gui.transcript.content import ToolCard

_CHOICE = "choice "


class Approving(QObject):
    """`current()` is the conversation that is shown; `aim` points its next turn at who was chosen there; `say` shows a
    sentence."""

    def __init__(
        self,
        theme: Theme,
        current: Callable[[], Conversation],
        aim: Callable[[Conversation], None],
        say: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._current = current
        self._aim = aim
        self._say = say
        self._window = parent

    def act(self, word: str, call_id: str) -> bool:
        """Carry out a word of `content.Action` about a call; False where it is not about one."""
        from core.tools.approval import ALLOWED, DENIED
        from gui.transcript.content import Action

        conversation = self._current()
        if word.startswith(_CHOICE):
            self._choose(conversation, call_id, int(word.removeprefix(_CHOICE)))
            return True
        match word:
            case Action.ALLOW:
                self._answer(conversation, call_id, ALLOWED)
            case Action.DENY:
                self._answer(conversation, call_id, DENIED)
            case Action.CANCEL_CALL:
                conversation.session.cancel_call(call_id)
            case Action.GO_ON | Action.END_HERE:
                conversation.session.answer_rounds(word == Action.GO_ON)
            case Action.ALWAYS | Action.EDIT_CALL | Action.DENY_IN_WORDS | Action.ANSWER:
                card = card_of(conversation, call_id)
                if card is not None:
                    self._open(word, conversation, card)
            case _:
                return False
        return True

    def answer_first(self, *, allowed: bool) -> None:
        """Answer about the first call that waits, by key."""
        from core.tools.approval import ALLOWED, DENIED

        conversation = self._current()
        card = next(iter(waiting_cards(conversation)), None)
        if card is not None and card.question is None:
            self._answer(conversation, card.call_id, ALLOWED if allowed else DENIED)

    def name_origins(self, conversation: Conversation) -> None:
        """Calls that wait since before a restart: where their tools come from is known by now."""
        from dataclasses import replace

        from gui.transcript.content import State, ToolCard

        model, session = conversation.transcript, conversation.session
        last = len(model) - 1
        for place, block in enumerate(model.items[last].blocks if last >= 0 and session.waiting_calls() else ()):
            card = block.content
            if isinstance(card, ToolCard) and card.state is State.WAITING and not card.source:
                tool = session.toolbox.find(card.name)
                if tool is not None:
                    about = replace(card, source=tool.source, origin=tool.place, read_only=tool.read_only)
                    model.set_content(last, place, about)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _answer(self, conversation: Conversation, call_id: str, approval: Approval) -> None:
        if conversation.closing:
            return
        if not conversation.live:  # it waits since before a restart: a turn takes it up again
            self._aim(conversation)
            card = card_of(conversation, call_id)
            if approval.allowed and card is not None and conversation.session.toolbox.find(card.name) is None:
                self._say(self.tr("The tool of this call is not there just now. The call goes on waiting."))
                return
        conversation.session.answer_approval(call_id, approval)

    def _choose(self, conversation: Conversation, call_id: str, number: int) -> None:
        card = card_of(conversation, call_id)
        if card is not None and card.question is not None and number < len(card.question.choices):
            conversation.session.answer_question(card.question.id, card.question.choices[number])

    def _open(self, word: str, conversation: Conversation, card: ToolCard) -> None:
        from gui.transcript.content import Action

        match word:
            case Action.ALWAYS:
                self._open_always(conversation, card)
            case Action.EDIT_CALL:
                self._open_editor(conversation, card)
            case Action.DENY_IN_WORDS:
                self._open_refusal(conversation, card)
            case _:
                self._open_answer(conversation, card)

    def _open_always(self, conversation: Conversation, card: ToolCard) -> None:
        from core.messages import ToolCallPart
        from core.tools.permissions import readers
        from gui.calls.always import AlwaysDialog

        arguments = ToolCallPart(card.call_id, card.name, card.arguments.text).arguments() or {}
        tool = conversation.session.toolbox.find(card.name)
        source = tool.source if tool is not None else card.source
        others = len(readers(conversation.session.toolbox, source)) if tool is not None and tool.read_only else 0
        place = tool.place if tool is not None else card.origin
        dialog = AlwaysDialog(card.name, source, arguments, others, self._window, place)
        dialog.chosen.connect(lambda approval: self._answer(conversation, card.call_id, approval))
        dialog.open()

    def _open_editor(self, conversation: Conversation, card: ToolCard) -> None:
        from core.tools.approval import Approval
        from gui.calls.editor import ArgumentsDialog

        dialog = ArgumentsDialog(self._theme, card.name, card.arguments.text, self._window)
        dialog.edited.connect(
            lambda text: self._answer(conversation, card.call_id, Approval(True, arguments_text=text))
        )
        dialog.open()

    def _open_refusal(self, conversation: Conversation, card: ToolCard) -> None:
        from core.tools.approval import Approval
        from gui.calls.words_dialog import WordsDialog

        lead = self.tr("The call is not run. What you write here is told to the model.")
        dialog = WordsDialog(self.tr("Refuse and say why"), lead, self.tr("Refuse"), self._window, needed=False)
        dialog.said.connect(lambda words: self._answer(conversation, card.call_id, Approval(False, words)))
        dialog.open()

    def _open_answer(self, conversation: Conversation, card: ToolCard) -> None:
        from gui.calls.words_dialog import WordsDialog

        question = card.question
        if question is None:
            return
        title, do = self.tr("Your answer"), self.tr("Answer")
        dialog = WordsDialog(title, question.text, do, self._window, needed=True)
        dialog.said.connect(lambda words: conversation.session.answer_question(question.id, words))
        dialog.open()

    def show_details(self, card: ToolCard) -> None:
        """Everything of a call."""
        from gui.calls.details import DetailsDialog

        dialog = DetailsDialog(self._theme, card.name, self._window)
        if card.table is not None and card.table.columns:
            dialog.show_table(self.tr("Table"), card.table)
        if card.json_text or card.result:
            dialog.show_json(self.tr("Tree"), card.json_text or card.result or "")
        if card.result is not None:
            dialog.show_text(self.tr("Result"), card.result)
        if card.output is not None:
            dialog.show_text(self.tr("Output"), card.output.text)
        if card.ran_with is not None:
            dialog.show_text(self.tr("Ran with"), card.ran_with)
        dialog.show_text(self.tr("Arguments"), card.arguments.text)
        dialog.open()


def _cards(conversation: Conversation) -> list[ToolCard]:
    from gui.transcript.content import ToolCard

    items = conversation.transcript.items[-1:]
    return [block.content for item in items for block in item.blocks if isinstance(block.content, ToolCard)]


def waiting_cards(conversation: Conversation) -> list[ToolCard]:
    """The cards that wait for a person, in order."""
    from gui.transcript.content import State

    return [card for card in _cards(conversation) if card.state is State.WAITING]


def card_of(conversation: Conversation, call_id: str) -> ToolCard | None:
    """The card of a call of the last answer; of several with one id rather one that waits."""
    from gui.transcript.content import State

    found = [card for card in _cards(conversation) if card.call_id == call_id]
    return next((card for card in found if card.state is State.WAITING), found[-1] if found else None)
