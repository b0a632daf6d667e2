"""What an assistive technology is told by itself: an answer sentence by sentence, and how it stands.

Nothing is done, read or kept for it while no assistive technology runs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal, SignalInstance
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from shiboken6 import Shiboken

from core.markdown.foreign import stripped
from gui.transcript import words
from gui.transcript.content import (
    Content,
    ErrorStrip,
    FinishNote,
    GrowingText,
    Header,
    Note,
    Prose,
    Reasoning,
    Refusal,
    RoundsQuestion,
    State,
    StopMark,
    ToolCard,
)
from gui.transcript.model import TranscriptModel
from gui.transcript.sentences import Code, SentenceReader, Spoken, Table

if TYPE_CHECKING:
    from gui.transcript.view import TranscriptView

_TOLD_STATES = (State.WAITING, State.FAILED, State.DENIED)


@dataclass(slots=True)
class _Reading:
    """How far a growing text has been read."""

    text: GrowingText
    reader: SentenceReader = field(default_factory=SentenceReader)
    taken: int = 0
    ended: bool = False

    def news(self) -> list[Spoken]:
        """What has ended since the last look."""
        if self.ended:
            return []
        text = self.text.text
        found = self.reader.feed(text[self.taken :])
        self.taken = len(text)
        return [*found, *self.end()] if self.text.finished else found

    def end(self) -> list[Spoken]:
        """The rest: nothing more comes."""
        if self.ended:
            return []
        self.ended = True
        return self.reader.finish()


class Announcer(QObject):
    """Listens to one model at a time.

    `focusMoved`: another message or another thing to press has the keyboard. `itemAdded`, `itemChanged`: as the model
    says it. `modelReplaced`: another conversation is shown. `told(text, now)`: what was just announced. All of them
    only while an assistive technology runs.
    """

    focusMoved = Signal()
    itemAdded = Signal(int)
    itemChanged = Signal(int)
    modelReplaced = Signal()
    told = Signal(str, bool)

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        self._model = TranscriptModel(self)  # an empty one, until the view has its own
        self._wired: list[tuple[SignalInstance, object]] = []
        self._readings: dict[int, _Reading] = {}  # by the identity of the text
        self._live: set[str] = set()  # messages by id
        self._tools: dict[str, State] = {}  # what was told of each call
        self._until: float | None = None  # of the countdown that was told
        self._focus: tuple[object, object] = (-1, None)

    def follow(self, model: TranscriptModel) -> None:
        """Listen to `model` from now on, and to no other."""
        if Shiboken.isValid(self._model):
            for signal, slot in self._wired:
                signal.disconnect(slot)
        self._model = model
        self._wired = [
            (model.reset, self._reset),
            (model.itemAdded, self._item_added),
            (model.itemsReplaced, self._reset),
            (model.itemChanged, self._item_changed),
            (model.blockAdded, self._block_added),
            (model.blockChanged, self._block_changed),
            (model.textGrew, self._text_grew),
        ]
        for signal, slot in self._wired:
            signal.connect(slot)
        self._reset()

    def wanted(self) -> bool:
        """Whether anybody listens."""
        return QAccessible.isActive()

    def tell(self, text: str, *, now: bool = False) -> None:
        """Have it said: politely after what is being said, or `now` where a person has to act."""
        event = QAccessibleAnnouncementEvent(self._view, text)
        manners = QAccessible.AnnouncementPoliteness
        event.setPoliteness(manners.Assertive if now else manners.Polite)
        QAccessible.updateAccessibility(event)
        self.told.emit(text, now)

    def painted(self) -> None:
        """The view was painted: whatever has the focus, it is seen by now."""
        if not self.wanted():
            return
        focus = (self._view.focused_message, self._view.canvas.focused)
        if focus != self._focus:
            self._focus = focus
            self.focusMoved.emit()

    # --- changes of the model -----------------------------------------------------------------------------------------

    def _reset(self) -> None:
        self._readings.clear()
        self._tools.clear()
        self._live = {item.id for item in self._model.items[-2:] if item.live}
        if self.wanted():
            self.modelReplaced.emit()

    def _item_added(self, item: int) -> None:
        if self.wanted():
            self.itemAdded.emit(item)

    def _content(self, item: int, block: int) -> Content:
        return self._model.items[item].blocks[block].content

    def _block_added(self, item: int, block: int) -> None:
        if not self.wanted() or not (self._model.items[item].live or self._model.items[item].id in self._live):
            return
        content = self._content(item, block)
        match content:
            case Prose(text) | Refusal(text):
                self._readings[id(text)] = _Reading(text)
                self._read(text)
            case Reasoning(state=State.LIVE):
                self.tell(words.reasoning_title(content, content.since))
            case ToolCard():
                self._tell_tool(content)
            case Note(text):
                self.tell(stripped(text))
            case RoundsQuestion(open=True):
                self.tell(words.rounds_text(content), now=True)
            case ErrorStrip(message):
                self._end_readings()
                self.tell(stripped(message), now=True)
            case StopMark():
                self._end_readings()
                self.tell(words.stop_text(StopMark()))
            case FinishNote():
                self._end_readings()
                self.tell(stripped(words.finish_text(content)))
            case _:
                pass

    def _block_changed(self, item: int, block: int) -> None:
        if not self.wanted():
            return
        content = self._content(item, block)
        if isinstance(content, ToolCard):
            self._tell_tool(content)
        elif isinstance(content, Header):
            if content.until is not None and self._until is None:
                self.tell(words.header_state(content, content.since))
            self._until = content.until

    def _tell_tool(self, card: ToolCard) -> None:
        if card.state in _TOLD_STATES and self._tools.get(card.call_id) is not card.state:
            self._tools[card.call_id] = card.state
            state = words.tool_state(card, card.since)
            asked = f" {stripped(card.question.text)}" if card.question is not None else ""
            self.tell(f"{stripped(card.name)}: {state}{asked}", now=card.state is State.WAITING)

    def _text_grew(self, item: int, block: int) -> None:
        if not self.wanted():
            return
        content = self._content(item, block)
        if isinstance(content, Prose | Refusal):
            self._read(content.text)

    def _item_changed(self, item: int) -> None:
        shown = self._model.items[item]
        if shown.live:
            self._live.add(shown.id)
        elif shown.id in self._live:
            self._live.discard(shown.id)
            if self.wanted():
                self._end_readings()
                header = self._model.header(item)
                if header is not None and header.state is State.DONE:
                    self.tell(_tr("Answer finished"))
            self._readings.clear()
        if self.wanted():
            self.itemChanged.emit(item)

    # --- reading ------------------------------------------------------------------------------------------------------

    def _read(self, text: GrowingText) -> None:
        reading = self._readings.get(id(text))
        if reading is None:  # it began before anybody listened
            reading = self._readings[id(text)] = _Reading(text)
            reading.news()
            return
        self._say(reading.news())

    def _end_readings(self) -> None:
        for reading in self._readings.values():
            self._say([*reading.news(), *reading.end()])

    def _say(self, said: Iterable[Spoken]) -> None:
        sentences = " ".join(map(spoken_words, said))
        if sentences:
            self.tell(sentences)


def spoken_words(said: Spoken) -> str:
    """A sentence, or the size of what is not read out."""
    match said:
        case Code(language, lines):
            size = _tr("1 line") if lines == 1 else _tr("{n} lines").replace("{n}", str(lines))
            return ", ".join(part for part in (_tr("Code"), stripped(language), size) if part) + "."
        case Table(rows):
            size = _tr("1 row") if rows == 1 else _tr("{n} rows").replace("{n}", str(rows))
            return f"{_tr('Table')}, {size}."
        case _:
            return said


def _tr(text: str) -> str:
    return QCoreApplication.translate("Transcript", text)
