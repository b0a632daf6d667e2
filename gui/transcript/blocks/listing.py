"""A block of code that grows, as parts of so many lines: what its pieces share.

Its colours are found from the top on, a slice of lines at a time, and kept by part, so that a piece has them however
late it is laid out.
"""

from __future__ import annotations

from bisect import bisect_right

from core.markdown.blocks import Block
from core.markdown.foreign import visible
from gui.transcript.blocks.sideways import Scroll
from gui.transcript.highlight import Highlighter, Span
from gui.transcript.styles import Styles

LINES = 100  # of code in one piece


def part_count(block: Block) -> int:
    """How many pieces a block of code has."""
    return _code(block).count("\n") // LINES + 1


def _code(block: Block) -> str:
    return block.text.removesuffix("\n")


class Listing:
    """`scroll` is how far it is scrolled sideways, `wrapped` whether long lines are broken at the edge instead;
    `copied_at` when its code went to the clipboard, monotonic; `widths` how wide its parts are, as far as known."""

    def __init__(self, styles: Styles, block: Block) -> None:
        self.styles = styles
        self.block = block
        self.scroll = Scroll()
        self.wrapped = False
        self.copied_at = float("-inf")
        self.widths: dict[int, float] = {}
        self._raw = ""  # the code as it came, with its last line end
        self._taken = 0  # how much of it is shown
        self._shown = ""  # and as it is shown
        self._starts = [0]  # of the parts, in what is shown
        self._lines = 0  # line ends in it
        self._forget()
        self.update(block)

    def _forget(self) -> None:
        self._raw = self._shown = ""
        self._starts, self._lines, self._taken = [0], 0, 0
        self._highlighter = Highlighter(self.block.language, self.styles.colors)
        self._lexed = 0  # characters that have their colours
        self._spans: dict[int, list[Span]] = {}  # of every part, positions in the part
        self._dirty: dict[int, int] = {}  # of parts: from where on there are new ones

    @property
    def code(self) -> str:
        """The code as it came, without the line end before the closing fence."""
        return _code(self.block)

    @property
    def count(self) -> int:
        """How many parts there are."""
        return len(self._starts)

    def update(self, block: Block) -> int:
        """Take the block as it is now; returns the first part that may differ."""
        before, self.block = self.block, block
        if block is before and self._raw:
            return self.count
        length = len(block.text) - block.text.endswith("\n")
        kept = self.count - 1
        added = visible(block.text[self._taken : length]) if block.text.startswith(self._raw) else None
        closed = before.open and not block.open
        whole = visible(_code(block)) if closed or added is None else ""
        if added is None or block.language != before.language or (closed and self._shown + added != whole):
            self._forget()
            kept, added = 0, whole or visible(_code(block))
        if closed:  # all of it is looked at once more
            self._lexed = 0
        place = len(self._shown)
        self._raw, self._taken = block.text, length
        shown, self._shown = self._shown, ""  # with one name only Python adds to it in place
        shown += added
        self._shown = shown
        while place := self._shown.find("\n", place) + 1:
            self._lines += 1
            if self._lines % LINES == 0:
                self._starts.append(place)
        return kept

    def part(self, number: int) -> str:
        """The lines of a part, as they are shown."""
        begin, end = self._bounds(number)
        return self._shown[begin:end]

    @property
    def marked(self) -> bool:
        """Whether hidden characters are shown as marks in it."""
        return len(self._shown) != self._taken

    def source_part(self, number: int) -> str:
        """The lines of a part as they came."""
        if not self.marked:
            return self.part(number)
        return "\n".join(self.code.split("\n")[number * LINES : (number + 1) * LINES])

    def _bounds(self, number: int) -> tuple[int, int]:
        last = number + 1 >= len(self._starts)
        return self._starts[number], len(self._shown) if last else self._starts[number + 1] - 1

    # --- colours ------------------------------------------------------------------------------------------------------

    def waits(self, number: int) -> bool:
        """Whether a part has colours to come, or some that were not taken yet."""
        return number in self._dirty or not self.is_lexed(number)

    def is_lexed(self, number: int) -> bool:
        """Whether the colours of a part are known, though perhaps not taken."""
        return self._lexed >= self._bounds(number)[1]

    def lex(self) -> None:
        """Find the colours of the next lines."""
        start, stop, spans = self._highlighter.run(self._shown, final=not self.block.open)
        self._lexed = stop
        if stop <= start:
            return
        first, last = (bisect_right(self._starts, place) - 1 for place in (start, stop - 1))
        for number in range(first, last + 1):
            begin = max(0, start - self._starts[number])
            self._spans[number] = [span for span in self._spans.get(number, ()) if span[1] <= begin]
            self._dirty[number] = min(begin, self._dirty.get(number, begin))
        for begin, end, color in spans:
            for number in range(bisect_right(self._starts, begin) - 1, last + 1):
                top, bottom = self._bounds(number)
                if top >= min(end, stop):
                    break
                if max(begin, start, top) < min(end, bottom):
                    self._spans[number].append((max(begin, start, top) - top, min(end, bottom) - top, color))

    def take_colors(self, number: int, *, anew: bool) -> tuple[int, list[Span]]:
        """From where on a part has colours that were not taken yet, and these; `anew` all of them."""
        begin = self._dirty.pop(number, None)
        begin = 0 if anew else begin
        spans = self._spans.get(number, [])
        return (-1, []) if begin is None else (begin, [span for span in spans if span[1] > begin])
