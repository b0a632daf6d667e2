"""The lexers of Pygments, each made in a thread when its language is first met: compiling the patterns of one takes 20
to 100 ms, which a window that draws does not have. Until then code stands there without colours."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pygments.lexer import Lexer  # type: ignore[import-untyped]  # Pygments ships no types

_MOST: Final = 64  # languages that are kept; names come from models, so there is no end to them
_made: dict[str, Lexer | None] = {}
_making: set[str] = set()
_one_at_a_time: Final = threading.Lock()


def is_ready(language: str) -> bool:
    """Whether `lexer_for` knows the language; if not, it begins to learn it."""
    name = _plain(language)
    if not name or name in _made:
        return True
    if name not in _making:
        _making.add(name)
        threading.Thread(target=load, args=(name,), name=f"lexer {name[:20]}", daemon=True).start()
    return False


def lexer_for(language: str) -> Lexer | None:
    """The lexer of a language that is ready; None where there is none. Never guesses."""
    return _made.get(_plain(language))


def load(language: str) -> None:
    """Make the lexer of a language, here and now."""
    name = _plain(language)
    with _one_at_a_time:
        if name not in _made:
            made = _make(name)
            while len(_made) >= _MOST:
                del _made[next(iter(_made))]
            _made[name] = made
    _making.discard(name)


def _make(name: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]

    try:
        return get_lexer_by_name(name)
    except ClassNotFound:
        return None


def _plain(language: str) -> str:
    return language.lower().strip("{}.")
