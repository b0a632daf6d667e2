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
from gui.transcript.links import letter_rect
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
        self._begun: Origin | None = None  # where the reader was before what they type led them on; None: at a hit
        self._left_at = 0  # where the page was then, or was led to

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
        """Show the bar, with the words that are selected in sight, and the focus in its field."""
        if not self._view.isVisible():
            return
        parts, selected = self.parts, self._selection_origin()
        words, begun = (self._selected() if selected is not None else ""), self._in_sight()
        if not self._open:
            self._open = True
            self._before = QApplication.focusWidget()
            self._view.canvas.found = parts.places
            self._view.viewport().installEventFilter(self)
            parts.bar.show()
            parts.marks.show()
            self._place()
            parts.finder.follow(self._view.model)
            self._begin_at(begun)
        if words:
            self._look_for(words, selected or begun)
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
        self._look_for(words, Origin(item, -1.0))
        self.parts.bar.field.selectAll()

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
            self._step(direction)
        else:
            self.open()

    def conversation_changed(self) -> None:
        """Look for the same words in the conversation that the view shows now."""
        if self._open:
            self.parts.finder.follow(self._view.model)
            self._begin_at(self._in_sight())
            self._search()

    # --- parts --------------------------------------------------------------------------------------------------------

    def _make(self) -> _Parts:
        bar = FindBar(self._theme, self._view)
        finder = Finder(self._reached, self)
        parts = _Parts(bar, finder, Marks(self._theme, self._view, finder), Places())
        bar.changed.connect(self._search)
        bar.stepped.connect(self._step)
        bar.closed.connect(self.close)
        finder.changed.connect(self._show)
        finder.moved.connect(self._go)
        return parts

    def _look_for(self, words: str, origin: Origin) -> None:
        """Put words into the bar and look for them from `origin` on."""
        field = self.parts.bar.field
        field.blockSignals(True)
        field.setText(words)
        field.blockSignals(False)
        self._begin_at(origin)
        self.parts.finder.search(self.parts.bar.pattern(), origin)
        self._view.viewport().update()

    def _search(self) -> None:
        """Look for what the bar says."""
        parts = self.parts
        parts.finder.search(parts.bar.pattern(), self._origin())
        self._view.viewport().update()

    def _step(self, direction: int) -> None:
        """Go on from the current hit; what is typed afterwards is looked for from there."""
        self._begun = None
        self.parts.finder.step(direction)

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
        """The selected words, where they are a few."""
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
        """Where to look from: where the reader was when they began to type, the hit they stepped to, or what is in
        sight, where they have scrolled away from both."""
        current = self.parts.finder.current
        piece = self._piece(current) if current is not None else None
        if current is not None and piece is not None:
            rect = self._rect(current, piece).translated(0, piece.y)
            stays, hit = self._is_seen(current.item, rect), Origin(current.item, rect.top())
        else:
            stays, hit = self._view.verticalScrollBar().value() == self._left_at, None
        begun = self._begun or hit
        if not stays or begun is None:
            begun = self._in_sight()
            self._begin_at(begun)
        return begun

    def _begin_at(self, origin: Origin) -> None:
        self._begun, self._left_at = origin, self._view.verticalScrollBar().value()

    def _in_sight(self) -> Origin:
        layout, top = self._view.canvas.layout, self._view.verticalScrollBar().value()
        if not layout.items:
            return Origin(0, 0.0)
        item = layout.item_at(top)
        return Origin(item, top - layout.tops[item])

    def _selection_origin(self) -> Origin | None:
        """Where the selection begins; None where it is out of sight, or goes from one paragraph to another."""
        span, items = self._view.canvas.selection.span, self._view.canvas.layout.items
        if span is None or span[0].item >= len(items):
            return None
        first, last = span
        piece = items[first.item].piece_at_block(first.block, first.piece)
        if piece is None or not piece.built or _piece_of(first) != _piece_of(last):
            return None
        rect = letter_rect(piece, first.offset).united(letter_rect(piece, last.offset)).translated(0, piece.y)
        return Origin(first.item, rect.top()) if self._is_seen(first.item, rect) else None

    def _is_seen(self, item: int, rect: QRectF) -> bool:
        """Whether something of a rectangle in a message can be seen."""
        top = self._view.verticalScrollBar().value() - self._view.canvas.layout.tops[item]
        return rect.bottom() > top and rect.top() < top + self._view.viewport().height()

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
        self._left_at = bar.value()
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


def _piece_of(place: Place) -> tuple[int, int, int]:
    return place.item, place.block, place.piece
