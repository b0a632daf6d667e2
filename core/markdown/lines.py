"""Lines that can be told at a glance to go on with the block above them, whatever stands around them."""

from __future__ import annotations

import re
from typing import Final

# Nothing begins with a letter, or with digits that no list marker ends: such a line goes on with a paragraph.
PLAIN: Final = re.compile(r"(?:[ \t]*(?:[^\s#>\-+*=_~`|:\[$\\<0-9]|[0-9]+[^\s0-9.)])[^\n]*(?:\n|\Z))*")
ROWS: Final = re.compile(r"(?: {0,3}\|[^\n]*(?:\n|\Z))*")  # no other block begins with a bar
QUOTED: Final = re.compile(r"(?: {0,3}>[^\n]*(?:\n|\Z))*")
# The same inside a quote.
QUOTED_PLAIN: Final = re.compile(r"(?: {0,3}> ?(?:[^\s#>\-+*=_~`|:\[$\\<0-9]|[0-9]+[^\s0-9.)])[^\n]*(?:\n|\Z))*")
QUOTE_MARK: Final = re.compile(r"^ {0,3}> ?", re.MULTILINE)
QUOTE_MARKS: Final = re.compile(r"^[ \t>]*>", re.MULTILINE)  # of all quotes that a line stands in

INDENTED: Final = re.compile(r"(?: {4,}[^\s][^\n]*(?:\n|\Z))*")  # inside a footnote

_ITEM: Final = re.compile(r"(?:[ \t]*\n)*( {0,3}(?:[-+*]|[0-9]{1,9}[.)]) {1,4})[^\s]")


def inside_item(source: str) -> re.Pattern[str] | None:
    """The lines that belong to the item of a list that `source` begins with, by their indentation; None where that
    takes a closer look."""
    found = _ITEM.match(source)
    if found is None:
        return None
    return re.compile(rf"(?: {{{len(found[1])},}}[^\s][^\n]*(?:\n|\Z))*")
