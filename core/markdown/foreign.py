"""Text that others wrote, made safe to look at and to copy.

Control characters, bidirectional overrides and tag characters can make a text look like another one. On the screen
each stands as a mark that names it (`⟨U+202E⟩`); on copying they are left out. What is stored stays as it came. The
joiners of emoji, the tags inside a flag and Korean jamo are ordinary text and stay.
"""

from __future__ import annotations

import re
from typing import Final

# Controls but tab and line feed, the bidirectional formatting characters, invisible operators, stray surrogates,
# interlinear marks, the byte-order mark, and tags that do not belong to a flag (a flag begins with U+1F3F4).
_LETTERS: Final = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_SUSPECT: Final = re.compile(_LETTERS)  # alone many times faster: most texts have none
_HIDDEN: Final = re.compile("(?P<flag>\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)|" + _LETTERS)


def visible(text: str) -> str:
    """`text` as it is shown: every hidden character as a mark."""
    return _HIDDEN.sub(lambda found: found["flag"] or mark(found[0]), text) if _SUSPECT.search(text) else text


def stripped(text: str) -> str:
    """`text` as it is copied: without the hidden characters."""
    return _HIDDEN.sub(lambda found: found["flag"] or "", text) if _SUSPECT.search(text) else text


def runs(text: str) -> list[tuple[str, bool]]:
    """`text` cut into runs to draw: (what to show, whether it is a mark)."""
    if not _SUSPECT.search(text):
        return [(text, False)] if text else []
    found_runs: list[tuple[str, bool]] = []
    start = 0
    for found in _HIDDEN.finditer(text):
        if found["flag"]:
            continue
        if found.start() > start:
            found_runs.append((text[start : found.start()], False))
        found_runs.append((mark(found[0]), True))
        start = found.end()
    if start < len(text):
        found_runs.append((text[start:], False))
    return found_runs


def mark(char: str) -> str:
    """How a hidden character is shown."""
    return f"⟨U+{ord(char):04X}⟩"
