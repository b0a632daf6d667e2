"""Finding in the conversation that is shown: opens the bar, leads the reader from hit to hit, closes again.

Nothing of it exists before it is opened for the first time, and closed it follows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

from gui.theme.theme import Theme
from gui.transcript.blocks.folded import FoldedPiece
from gui.transcript.blocks.piece import Piece
from gui.transcript.canvas import Bookmark
from gui.transcript.find.bar import WIDTH, FindBar
from gui.transcript.find.finder import Finder, FoundHit, Origin
from gui.transcript.find.marks import Marks
from gui.transcript.find.places import Places
from gui.transcript.selection import Place

if TYPE_CHECKING:
    from gui.transcript.view import TranscriptView

_EDGE: Final = 12  # around the bar
_LONGEST: Final = 100  # letters of a selection that are taken as the words to find
_TRIES: Final = 6  # heights become exact on the way to a hit: it is aimed at again


@dataclass(frozen=True, slots=True)
class _Parts:
    bar: FindBar
    finder: Finder
    marks: Marks
    places: Places


class Find(QObject):
    """For one transcript view. `conversation_changed` is to be called when the view shows another one."""

    def __init__(self, theme: Theme, view: TranscriptView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._parts: _Parts | None = None
        self._open = False
        self._before: QWidget | None = None  # what had the focus
        self._strip = 0  # pixels kept free above the page

    @property
    def is_open(self) -> bool:
        return self._open

    @property
    def parts(self) -> _Parts:
        """Bar, finder, marks and places; made when they are asked for."""
        if self._parts is None:
            self._parts = self._make()
        return self._parts

    def open(self) -> None:
        """Show the bar, with the words that are selected, and the focus in its field."""
        if not self._view.isVisible():
            return
        parts, words = self.parts, self._selected()
        if not self._open:
            self._open = True
            self._before = QApplication.focusWidget()
            self._view.canvas.found = parts.places
            self._view.viewport().installEventFilter(self)
            parts.bar.show()
            parts.marks.show()
            self._place()
            parts.finder.follow(self._view.model)
        if words:
            parts.bar.field.setText(words)
        parts.bar.field.selectAll()
        parts.bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not parts.finder.pattern:
            self._search()

    def open_at(self, words: str, item: int) -> None:
        """Open it with these words, at the first hit in a message or behind it."""
        self._view.canvas.selection.clear()
        self.open()
        if not self._open:
            return
        field = self.parts.bar.field
        field.blockSignals(True)
        field.setText(words)
        field.selectAll()
        field.blockSignals(False)
        self.parts.finder.search(self.parts.bar.pattern(), Origin(item, -1.0))
        self._view.viewport().update()

    def close(self) -> None:
        """Hide the bar; the current hit is left as the selection, the focus goes back to where it was."""
        if not self._open:
            return
        parts, view = self.parts, self._view
        self._open = False
        self._select_current()
        view.viewport().removeEventFilter(self)
        parts.finder.follow(None)
        parts.bar.hide()
        parts.marks.hide()
        view.canvas.found = None
        self._keep_free(0)
        before, self._before = self._before, None
        back = before if before is not None and Shiboken.isValid(before) and before.isVisible() else view
        back.setFocus(Qt.FocusReason.OtherFocusReason)
        view.viewport().update()

    def step(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) hit; opens the bar where it is closed."""
        if self._open:
            self.parts.finder.step(direction)
        else:
            self.open()

    def conversation_changed(self) -> None:
        """Look for the same words in the conversation that the view shows now."""
        if self._open:
            self.parts.finder.follow(self._view.model)
            self._search()

    # --- parts --------------------------------------------------------------------------------------------------------

    def _make(self) -> _Parts:
        bar = FindBar(self._theme, self._view)
        finder = Finder(self._reached, self)
        parts = _Parts(bar, finder, Marks(self._theme, self._view, finder), Places())
        bar.changed.connect(self._search)
        bar.stepped.connect(finder.step)
        bar.closed.connect(self.close)
        finder.changed.connect(self._show)
        finder.moved.connect(self._go)
        return parts

    def _search(self) -> None:
        """Look for what the bar says, from the current hit on, or from what is in sight."""
        parts = self.parts
        parts.finder.search(parts.bar.pattern(), self._origin())
        self._view.viewport().update()

    def _show(self) -> None:
        parts = self.parts
        finder, places = parts.finder, parts.places
        if finder.pattern:
            parts.bar.say_count(finder.rank, finder.total, searching=finder.searching)
        else:
            parts.bar.say("")
        if (places.pattern, places.current) != (finder.pattern, finder.current):
            places.show(finder.pattern, finder.current)
            self._view.viewport().update()

    def _selected(self) -> str:
        """The selected words, where they are a few from one paragraph."""
        span = self._view.canvas.selection.span
        if span is None or (span[0].item, span[0].block, span[0].piece) != (span[1].item, span[1].block, span[1].piece):
            return ""
        words = self._view.selectedText().strip()
        return words if "\n" not in words and len(words) <= _LONGEST else ""

    def _select_current(self) -> None:
        current = self.parts.finder.current
        piece = self._piece(current) if current is not None else None
        span = self.parts.places.span(piece, current.number) if piece is not None and current is not None else None
        if current is not None and span is not None:
            start, end = (Place(current.item, current.block, current.piece, offset) for offset in span)
            self._view.canvas.selection.set(start, end)

    # --- where hits are -----------------------------------------------------------------------------------------------

    def _piece(self, hit: FoundHit) -> Piece | None:
        items = self._view.canvas.layout.items
        return items[hit.item].piece_at_block(hit.block, hit.piece) if hit.item < len(items) else None

    def _rect(self, hit: FoundHit, piece: Piece) -> QRectF:
        """Where a hit stands in its piece; the head of a card whose words are not built."""
        rect = self.parts.places.rect(piece, hit.number)
        if rect is not None:
            return rect
        return QRectF(0, 0, 1, piece.head if isinstance(piece, FoldedPiece) else self._view.canvas.styles.line)

    def _origin(self) -> Origin:
        layout, current = self._view.canvas.layout, self.parts.finder.current
        piece = self._piece(current) if current is not None else None
        if current is not None and piece is not None:
            return Origin(current.item, piece.y + self._rect(current, piece).top())
        if not layout.items:
            return Origin(0, 0.0)
        top = self._view.verticalScrollBar().value()
        item = layout.item_at(top)
        return Origin(item, top - layout.tops[item])

    def _reached(self, hit: FoundHit, origin: Origin) -> bool:
        piece = self._piece(hit)
        if piece is None:
            return True
        if piece.document is None:
            return piece.y + piece.height > origin.offset
        return piece.y + self._rect(hit, piece).bottom() > origin.offset

    def _go(self) -> None:
        """Bring the current hit into the middle third of the page; its card opens, its code scrolls sideways."""
        hit, view = self.parts.finder.current, self._view
        if hit is None or hit.item >= len(view.canvas.layout.items):
            return
        bar, height = view.verticalScrollBar(), view.viewport().height()
        for _ in range(_TRIES):
            piece = self._built(hit)
            if piece is None:
                return
            y = self._rect(hit, piece).center().y()
            shown = view.canvas.layout.tops[hit.item] + piece.y + y - bar.value()
            if height / 3 <= shown <= height * 2 / 3:
                break
            mark = Bookmark(hit.item, hit.block, hit.piece, y - height * 0.42)
            view.arrange()  # what was built on the way belongs to the range
            bar.setValue(view.canvas.marked(mark))
        self._sideways(hit)
        view.viewport().update()

    def _built(self, hit: FoundHit) -> Piece | None:
        """The piece of a hit, laid out, and open where it can be folded."""
        canvas = self._view.canvas
        canvas.marked(Bookmark(hit.item, hit.block, hit.piece, 0.0))
        piece = self._piece(hit)
        if piece is None:
            return None
        if not piece.built:
            piece.build(canvas.layout.width)
            canvas.layout.items[hit.item].place()
            canvas.layout.touch(hit.item)
        if isinstance(piece, FoldedPiece) and not piece.is_open and hit.number >= len(self.parts.places.title(piece)):
            self._view.unfold(hit.item, piece)
        return piece

    def _sideways(self, hit: FoundHit) -> None:
        piece = self._piece(hit)
        rect = self.parts.places.rect(piece, hit.number) if piece is not None else None
        if piece is not None and rect is not None and not 16 <= rect.left() <= rect.right() <= piece.width - 16:
            piece.wheel_sideways(rect.center().x() - piece.width / 2)

    # --- where the bar is ---------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._open:
            self._place()
        return False

    def _place(self) -> None:
        """At the top right: beside the text where there is room, else in a strip of its own above it."""
        view, bar = self._view, self.parts.bar
        right = view.viewport().geometry().right() + 1
        bar.resize(min(self._theme.px(WIDTH), right - 2 * _EDGE), bar.sizeHint().height())
        bar.move(right - bar.width() - _EDGE, _EDGE // 2)
        bar.raise_()
        column = view.canvas.left + view.canvas.layout.width
        self._keep_free(0 if column + 2 * _EDGE < bar.x() else bar.height() + _EDGE)

    def _keep_free(self, strip: int) -> None:
        """Keep a strip free above the page. The text stays where it is; the strip covers or bares its top."""
        if strip == self._strip:
            return
        grown, self._strip = strip - self._strip, strip
        view, bar = self._view, self._view.verticalScrollBar()
        before, following = bar.value(), view.following
        view.setViewportMargins(0, strip, 0, 0)
        if not following:
            bar.setValue(before + grown)
