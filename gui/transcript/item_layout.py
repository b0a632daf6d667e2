"""One message as pieces, one below the other; its height is estimated until it was laid out, and kept after that."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from gui.transcript.blocks.folded import FoldedPiece
from gui.transcript.blocks.lines import HeaderPiece, IdlePiece, StripPiece
from gui.transcript.blocks.piece import NOWHERE, Piece
from gui.transcript.content import Item, Prose, Seam, is_continued
from gui.transcript.pieces import make_piece, update_piece
from gui.transcript.prose_pieces import ProsePieces
from gui.transcript.styles import Styles

FOOT = 32.0  # below every message: the place of its actions
GAP = 8.0  # between messages


class ItemLayout:
    """One message: its pieces by block, and its height. `y` of a piece counts from the message's top."""

    def __init__(self, item: Item, styles: Styles, *, last: bool) -> None:
        self.item = item
        self.styles = styles
        self.height = 0.0
        self.width = 0.0
        self._blocks: list[list[Piece]] | None = None
        self._prose: dict[int, ProsePieces] = {}
        self._idle: IdlePiece | None = None
        self._last = last
        self.pieces: list[Piece] = []
        self._tops: list[float] = []  # of every piece that has its place
        self._valid = 0  # how many pieces stand where they belong

    @property
    def expanded(self) -> bool:
        return self._blocks is not None

    def estimate(self, width: float) -> None:
        """Guess the height, unless it is known."""
        if self.width != width and not self.expanded:
            self.height = estimated((self.item.size,), width, self.styles)[0]

    def expand(self) -> None:
        """Make the pieces, without their documents."""
        if self._blocks is None:
            self._blocks = [self._make(place) for place in range(len(self.item.blocks))]
            self._collect()

    def collapse(self) -> None:
        """Forget the pieces; the height is kept."""
        self._blocks = None
        self._prose.clear()
        self.pieces = []
        self._tops.clear()
        self._valid = 0
        self._idle = None

    def release(self) -> None:
        for piece in self.pieces:
            if piece.built:
                piece.release()

    def set_width(self, width: float) -> None:
        if width != self.width:
            self.width = width
            for piece in self.pieces:
                piece.estimate(width)
                piece.built = False

    def block_of(self, piece: Piece) -> tuple[int, int] | None:
        """Which block of the message a piece belongs to, and its place in it."""
        known = piece.order < len(self.pieces) and self.pieces[piece.order] is piece and piece is not self._idle
        return piece.where if known else None

    def between(self, top: float, bottom: float) -> Iterator[Piece]:
        """The pieces that touch the space between two heights of the message."""
        start = max(0, bisect_right(self._tops, top) - 1)
        for number in range(start, len(self._tops)):
            if self._tops[number] > bottom:
                return
            yield self.pieces[number]

    def piece_at_block(self, block: int, place: int) -> Piece | None:
        if self._blocks is None or block >= len(self._blocks):
            return None
        pieces = self._blocks[block]
        return pieces[min(place, len(pieces) - 1)] if pieces else None

    # --- changes ------------------------------------------------------------------------------------------------------

    def block_added(self, block: int) -> None:
        if self._blocks is not None and block >= len(self._blocks):
            self._blocks.append(self._make(block))
            self._collect()

    def block_changed(self, block: int) -> Piece | None:
        """Another value, or more text, stands in a block; returns the first piece that looks different."""
        if self._blocks is None or block >= len(self._blocks):
            return None
        content = self.item.blocks[block].content
        if block in self._prose and isinstance(content, Prose):
            prose = self._prose[block]
            changed = prose.sync(content.text.splitter)
            if prose.reshaped:
                self._collect()
            return changed
        piece = self._blocks[block][0]
        if not update_piece(piece, content):
            self._blocks[block] = [piece] = self._make(block)
            self._collect()
        return piece

    def set_last(self, last: bool) -> None:
        """Whether the conversation ends here: only there do buttons lead on."""
        if last != self._last:
            self._last = last
            self.state_changed()

    def state_changed(self) -> None:
        """The message became live, or stopped being so."""
        if self._blocks is not None:
            self._collect()

    def place(self, first: int = 0) -> float | None:
        """Stack the pieces from number `first` on, or from the first one that was added or replaced meanwhile.

        Returns the height from which on something moved, None where nothing did.
        """
        first = min(first, self._valid)
        headed = bool(self.pieces) and isinstance(self.pieces[0], HeaderPiece)
        y = self.pieces[first - 1].y + self.pieces[first - 1].height if first else GAP
        moved: float | None = None
        del self._tops[first:]
        for number in range(first, len(self.pieces)):
            piece = self.pieces[number]
            if number:
                y += self.styles.item_gap if headed and number == 1 else max(piece.gap, self.pieces[number - 1].foot)
            if piece.y != y:
                if moved is None and piece.y != NOWHERE:
                    moved = min(piece.y, y)
                piece.y = y
            self._tops.append(y)
            y += piece.height
        self._valid = len(self.pieces)
        self.height = float(round(y + FOOT))
        return moved

    def live_piece(self) -> Piece | None:
        """The piece that the live cursor stands in."""
        last = self.pieces[-1] if self.item.live and self.pieces else None
        return last if last is not None and last.live_text else None

    def _collect(self) -> None:
        blocks, before = self._blocks or [], self.pieces
        self.pieces = []
        continued = any(isinstance(block.content, Seam) for block in self.item.blocks)
        for number, pieces in enumerate(blocks):
            if continued and is_continued(self.item.blocks, number):
                continue
            for place, piece in enumerate(pieces):
                piece.where, piece.order = (number, place), len(self.pieces)
                self.pieces.append(piece)
                if isinstance(piece, StripPiece):
                    piece.set_active(self._last and not self.item.live and number == len(blocks) - 1)
        if self.item.live and not (self.pieces and self.pieces[-1].live_text):
            self._idle = self._idle or IdlePiece(self.styles)
            self._idle.order = len(self.pieces)
            self.pieces.append(self._idle)
        shorter = min(len(before), len(self.pieces))
        self._valid = next((n for n in range(shorter) if before[n] is not self.pieces[n]), shorter)
        del self._tops[self._valid :]
        for piece in self.pieces[self._valid :]:
            if not piece.built and self.width:
                piece.estimate(self.width)

    def _make(self, place: int) -> list[Piece]:
        content = self.item.blocks[place].content
        if isinstance(content, Prose):
            prose = self._prose[place] = ProsePieces(self.styles)
            prose.sync(content.text.splitter)
            return prose.pieces
        piece = make_piece(self.styles, content)
        if self.item.folds and isinstance(piece, FoldedPiece):
            piece.is_open = self.item.folds.get(place, piece.is_open)
        return [piece]

    def remember_fold(self, piece: Piece) -> None:
        """A reader opened or closed a card: so it stays when its piece is made anew."""
        if isinstance(piece, FoldedPiece):
            self.item.folds = {**(self.item.folds or {}), piece.where[0]: piece.is_open}


def estimated(sizes: Iterable[int], width: float, styles: Styles) -> list[float]:
    """The heights of messages of so many characters that were never laid out."""
    letters = max(1.0, width / (styles.em * 0.52))
    line, further, around = styles.line, styles.line * 1.15 / letters, FOOT + GAP
    return [line * 3 + size * further + around for size in sizes]
