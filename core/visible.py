"""Foreign text made honest to look at: what is invisible, or turns the reading direction, is shown as a mark.

The stored text stays as it came; this is for the screen. Joiners of emoji and of Korean letters, and the tag
characters of a well-formed flag, are left alone: they belong to what a person sees.
"""

from __future__ import annotations

import re
from typing import Final

_PICTURES: Final = 0x2400  # the block of control pictures: ␀, ␁, …
_MARKED: Final = re.compile(
    "\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]+\U000e007f"  # a flag: kept, see _mark
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    "\u202a-\u202e\u2066-\u2069"  # bidi embeddings, overrides, isolates
    "\u2028\u2029\ufeff"  # hidden line ends, the byte order mark
    "\U000e0000-\U000e007f"  # tag characters
    "\ud800-\udfff]"  # halves of a character
)


def marked(text: str, *, one_line: bool = False) -> str:
    """`text` with a visible mark for every deceptive character; with `one_line` also for line ends and tabs."""
    shown = _MARKED.sub(_mark, text)
    return shown.replace("\n", "↵").replace("\t", " ") if one_line else shown


def _mark(found: re.Match[str]) -> str:
    text = found.group()
    if len(text) > 1:
        return text
    code = ord(text)
    if code < 0x20:
        return chr(_PICTURES + code)
    if code == 0x7F:
        return "␡"
    return f"⟨U+{code:04X}⟩"
