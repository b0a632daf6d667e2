"""A transcript view with its feed, and short words for what happens to it."""

from __future__ import annotations

import itertools
import time

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from core.errors import ErrorInfo
from core.events import (
    PartDelta,
    PartFinished,
    PartStarted,
    Phase,
    PhaseChanged,
    ResponseFinished,
    ResponseStarted,
    Stamped,
    TurnEvent,
    TurnFinished,
    TurnStarted,
)
from core.messages import (
    FinishReason,
    Message,
    Outcome,
    PartKind,
    ReasoningPart,
    Role,
    TextPart,
    Timing,
)
from core.session import MessageAdded
from gui.chat.feed import TurnFeed
from gui.transcript.blocks.piece import Piece
from gui.transcript.decor import line_x
from gui.transcript.model import TranscriptModel
from gui.transcript.view import TranscriptView
from gui.widgets.clock import FrameClock

TOUR = """# Title

A paragraph with **bold**, `code` and a [link](https://example.org/x).

- one
- two
  1. deep
- [x] done

> quoted

```python
def add(a: int, b: int) -> int:
    return a + b
```

| a | b |
|---|--:|
| 1 | **2** |
| 3 | 4 |

그는 **“네.”**라고 했다.

[ref]: https://example.net
See [this][ref].
"""


class Stage:
    """Plays events into a view. Part 0 is reasoning, part 1 the text."""

    def __init__(self, view: TranscriptView, clock: FrameClock) -> None:
        self.view = view
        self.clock = clock
        self._seq = itertools.count()
        self._turns = itertools.count(1)
        self._open = False
        self.clear()

    def clear(self) -> None:
        """A new, empty conversation."""
        self.model = TranscriptModel()
        self.feed = TurnFeed(self.model, self.clock)
        self.view.set_model(self.model)

    def load(self, exchanges: list[tuple[str, str]]) -> None:
        """Open a conversation that is already there."""
        messages: list[Message] = []
        for number, (question, answer) in enumerate(exchanges):
            messages.append(Message(f"u{number}", Role.USER, (TextPart(question),)))
            finished = FinishReason.STOP
            messages.append(
                Message(
                    f"a{number}.1",
                    Role.ASSISTANT,
                    (TextPart(answer),),
                    model="model",
                    outcome=Outcome.FINISHED,
                    finish_reason=finished,
                )
            )
        self.feed.load(messages)
        self.settle()

    def tell(self, *events: TurnEvent) -> None:
        for event in events:
            self.feed.handle(Stamped(next(self._seq), time.monotonic(), event))

    def user(self, text: str) -> None:
        self.feed.handle(MessageAdded(Message(f"m{next(self._seq)}", Role.USER, (TextPart(text),), time.time())))

    def begin(self, continues: str | None = None) -> None:
        """An answer begins."""
        turn = f"t{next(self._turns)}"
        self.tell(TurnStarted(turn, "demo", "model", time.time(), continues), PhaseChanged(Phase.CONNECTING))
        self.tell(PhaseChanged(Phase.WAITING), ResponseStarted("r", "model"))
        self._open = False

    def think(self, text: str) -> None:
        self.tell(PartStarted(0, PartKind.REASONING), PartDelta(0, text), PartFinished(0, ReasoningPart(text)))

    def say(self, text: str) -> None:
        """A delta of the answer's text."""
        if not self._open:
            self.tell(PhaseChanged(Phase.ANSWERING), PartStarted(1, PartKind.TEXT))
            self._open = True
        self.tell(PartDelta(1, text))

    def end(self, text: str, reason: FinishReason = FinishReason.STOP) -> None:
        if self._open:
            self.tell(PartFinished(1, TextPart(text)))
        self.tell(ResponseFinished(reason), TurnFinished(Outcome.FINISHED, Timing(), reason))
        self.settle()

    def fail(self, error: ErrorInfo) -> None:
        self._close()
        self.tell(TurnFinished(Outcome.FAILED, Timing(), error=error))
        self.settle()

    def stop(self, close_ms: float) -> None:
        self._close()
        self.tell(TurnFinished(Outcome.STOPPED, Timing(close_ms=close_ms)))
        self.settle()

    def answer(self, text: str) -> None:
        """A whole answer."""
        self.begin()
        self.say(text)
        self.end(text)

    def frame(self) -> None:
        """Let one frame pass, now."""
        self.clock.beat()
        self.view.flush()

    def settle(self) -> None:
        """Let frames pass until nothing is due, and paint."""
        while self.clock.running:
            self.frame()
        QApplication.processEvents()

    def _close(self) -> None:
        if self._open:
            self.tell(PartFinished(1, TextPart("")))


def pieces(stage: Stage) -> list[Piece]:
    """All pieces of all messages, built."""
    stage.view.canvas.layout.build_near(-1e6, 1e6)
    return [piece for item in stage.view.canvas.layout.items for piece in item.pieces]


def picture(stage: Stage) -> list[tuple[str, str, float]]:
    """What the pieces show: kind, words, height."""
    found = []
    for piece in pieces(stage):
        document = piece.document
        found.append((type(piece).__name__, document.toPlainText() if document else "", piece.height))
    return found


def wheel(view: TranscriptView, delta: int) -> None:
    point = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        point,
        view.viewport().mapToGlobal(point),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def paragraphs(count: int) -> str:
    return "".join(f"Paragraph number {n} with some words.\n\n" for n in range(count))


def drag(view: TranscriptView, start: QPoint, end: QPoint) -> None:
    for kind, point in (
        (QEvent.Type.MouseButtonPress, start),
        (QEvent.Type.MouseMove, end),
        (QEvent.Type.MouseButtonRelease, end),
    ):
        mouse(view, kind, point)


def mouse(view: TranscriptView, kind: QEvent.Type, point: QPoint) -> None:
    held = Qt.MouseButton.LeftButton
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else held
    spot = QPointF(point)
    event = QMouseEvent(kind, spot, view.viewport().mapToGlobal(spot), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)


def place_of(stage: Stage, words: str) -> QPoint:
    """A point on the first letter of some words, in the viewport."""
    for index, item in enumerate(stage.view.canvas.layout.items):
        for piece in item.pieces:
            document = piece.document
            cursor = document.find(words) if document is not None else None
            if document is None or cursor is None or cursor.isNull():
                continue
            block = document.findBlock(cursor.selectionStart())
            rect = document.documentLayout().blockBoundingRect(block)
            line = block.layout().lineForTextPosition(cursor.selectionStart() - block.position())
            x = line_x(line.cursorToX(cursor.selectionStart() - block.position()))
            corner = stage.view.canvas.piece_rect(index, piece).topLeft() + piece.text_origin
            top = corner.y() + rect.top() + line.y() - stage.view.verticalScrollBar().value()
            return QPoint(round(corner.x() + rect.left() + x) + 1, round(top + 8))
    raise AssertionError(f"{words!r} is not on the page")


def hover(stage: Stage, point: QPoint) -> None:
    spot = QPointF(point)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        spot,
        stage.view.viewport().mapToGlobal(spot),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(stage.view.viewport(), event)
